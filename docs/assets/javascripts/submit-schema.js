/**
 * The record's JSON Schema, made ready for the form: which control each field has, in which part of
 * the page it stands. Pure, and no second schema: titles, words, order and limits are those of
 * `generator/schema.py`, and a field that is new there gets a control by its type.
 *
 *   anlikuForm.adapt(schema)   the schema of the form
 *   anlikuForm.nodeAt(adapted, path)   the piece of it for a path, null where there is none
 *   anlikuForm.sayOfForm(text)   what is said of files, said of the form
 *
 * A node is an object (`al-part`), a list of objects (`al-parts`) or a leaf, whose `format` names
 * its control; `options.field` is its path without places in lists. An object in a list has a hidden
 * field `#` that says which one of the file it is, wherever it is moved to.
 */
"use strict";

(() => {
  const OWN = "#"; // no key of a record: YAML would begin a comment
  const LONG = 300; // so many characters are no line any more
  const TEXT = 1000; // and so many several paragraphs

  const SHOWN = 3; // so many fields of a row stand in its head

  const NAMES = { draft: "草稿", published: "发布", withdrawn: "撤回" }; // words that a file has in English

  const SECTIONS = [
    ["bd-jiben", "基本信息", ["title", "summary", "organizations", "category", "domain", "tags", "regions", "period", "brand"]],
    ["bd-zhengwen", "正文", ["background", "practices", "outcomes", "lessons"]],
    ["bd-shuju", "数据与表格", ["metrics", "tables"]],
    ["bd-qita", "平台、荣誉与图片", ["platforms", "honors", "images"]],
    ["bd-laiyuan", "来源", ["sources", "selection"]],
    ["bd-bianjiao", "编校", ["related", "aliases", "curation"]],
  ];

  // What a list of choices is filled from: a vocabulary, or what is no vocabulary.
  const CHOICES = {
    category: "categories",
    domain: "domains",
    tags: "tags",
    regions: "regions",
    related: "cases",
    "platforms.kind": "platform_kinds",
    "platforms.region": "regions",
    "honors.level": "honor_levels",
    "curation.replaced_by": "cases",
  };
  const LINES = ["sources.url"]; // may be long, and are one line
  const ASIDE = { // seldom needed: below a fold of their part
    metrics: ["change", "missing", "note", "source"],
    sources: ["note"],
    curation: ["replaced_by", "waivers"],
  };
  const TOLD = { metrics: ["label"] }; // what a row's head repeats of it
  const OPEN = ["period", "curation"]; // objects that are small, or always there

  // What a description says of files, where the form has a control for it.
  const WORDS = [
    [/取自 _vocab\/[a-z-]+\.yml( 的 id)?/, "从列表里选"],
    [/不在 _vocab\/[a-z-]+\.yml 中/, "不在列表里"],
    [/(draft|published|withdrawn) (?=草稿|发布|撤回)/g, ""],
    [/写 (regions: )?undisclosed/, "勾选“来源隐去地名”"],
    [/^每次修订一条。/, "更正时不用写：最后填的修订原因会自动加进来。"],
    [/^每行一个列表，格数与栏目相同；空格写 ""/, "可以从电子表格里复制、粘贴"],
  ];

  function sayOfForm(text) {
    return WORDS.reduce((text, [file, form]) => text.replace(file, form), text);
  }

  function resolve(node, definitions) {
    const own = { ...node };
    const refs = [own, ...(own.allOf ?? [])].map((one) => one.$ref).filter(Boolean);
    delete own.$ref;
    delete own.allOf;
    return refs.reduce((made, ref) => ({ ...definitions[ref.split("/").pop()], ...made }), own);
  }

  function isText(node) {
    return [node.type].flat().includes("string") || Boolean(node.enum);
  }

  /** Says which control a leaf gets; "" for what no control can show. */
  function controlOf(node, field, definitions) {
    const lists = [node, ...(node.oneOf ?? [])].filter((one) => one.type === "array");
    const items = lists.length ? resolve(lists[0].items ?? {}, definitions) : null;
    if (items) {
      if (items.type === "array") {
        return "al-grid";
      }
      return CHOICES[field] ? "al-picks" : isText(items) ? "al-lines" : "";
    }
    if (!isText(node)) {
      return "";
    }
    if (node.enum) {
      return "al-choice";
    }
    if (CHOICES[field]) {
      return "al-combo";
    }
    return node.maxLength >= LONG && !LINES.includes(field) ? "al-long" : "al-line";
  }

  function makeLeaf(node, field, isNeeded, definitions) {
    const format = controlOf(node, field, definitions);
    const constant = (node.oneOf ?? []).find((one) => one.const !== undefined);
    return {
      type: "string",
      format,
      title: node.title,
      options: {
        field,
        help: sayOfForm(node.description ?? "") + (format === "al-lines" ? "每行一个。" : ""),
        example: [node.examples?.[0]].flat().filter((one) => typeof one === "string").join("、"),
        isNeeded,
        choices: node.enum?.map((one) => [NAMES[one] ?? one, one]) ?? null,
        from: CHOICES[field] ?? "",
        instead: constant?.const ?? "", // one word in place of a list
        most: node.maxLength ?? 0,
        isText: node.maxLength >= TEXT,
      },
    };
  }

  function makePart(node, field, isNeeded, definitions) {
    const needed = node.required ?? [];
    const keys = Object.keys(node.properties);
    const below = (key) => (field ? `${field}.${key}` : key);
    const made = keys.map((key) => [
      key,
      makeNode(node.properties[key], below(key), needed.includes(key), definitions),
    ]);
    const properties = Object.fromEntries(made.filter(([, one]) => one.format));
    Object.values(properties).forEach((one, place) => {
      one.propertyOrder = place;
    });
    return {
      type: "object",
      format: "al-part",
      title: node.title,
      properties,
      // All are there in the form; what is empty is no part of the record.
      required: Object.keys(properties),
      additionalProperties: false,
      options: {
        field,
        help: sayOfForm(node.description ?? ""),
        isNeeded,
        isFolded: Boolean(field) && !field.includes(".") && !isNeeded && !OPEN.includes(field),
        aside: ASIDE[field] ?? [],
        told: TOLD[field] ?? Object.keys(properties).slice(0, SHOWN),
      },
    };
  }

  function makeParts(node, items, field, isNeeded, definitions) {
    const part = makePart(items, field, true, definitions);
    part.title = node.title;
    part.options.isItem = true;
    part.options.help = "";
    part.properties[OWN] = { type: "string", format: "al-own", title: OWN, options: { field: OWN } };
    part.required = Object.keys(part.properties);
    return {
      type: "array",
      format: "al-parts",
      title: node.title,
      minItems: isNeeded ? node.minItems ?? 0 : 0,
      items: part,
      options: { field, help: sayOfForm(node.description ?? ""), isNeeded },
    };
  }

  function makeNode(given, field, isNeeded, definitions) {
    const node = resolve(given, definitions);
    if (node.properties) {
      return makePart(node, field, isNeeded, definitions);
    }
    const items = node.type === "array" ? resolve(node.items ?? {}, definitions) : {};
    return items.properties
      ? makeParts(node, items, field, isNeeded, definitions)
      : makeLeaf(node, field, isNeeded, definitions);
  }

  function adapt(schema) {
    const root = makePart(schema, "", true, schema.definitions ?? {});
    root.options.sections = groupKeys(Object.keys(root.properties));
    return root;
  }

  /** Every key stands in one section; one that no section names stands in the last. */
  function groupKeys(keys) {
    const named = new Set(SECTIONS.flatMap(([, , own]) => own));
    const others = keys.filter((key) => !named.has(key));
    return SECTIONS.map(([id, title, own], place) => ({
      id,
      title,
      keys: [...own, ...(place === SECTIONS.length - 1 ? others : [])].filter((key) => keys.includes(key)),
    }));
  }

  /** @param {(string | number)[]} path */
  function nodeAt(adapted, path) {
    return path.reduce((node, step) => {
      if (node?.format === "al-parts") {
        return node.items;
      }
      return node?.properties?.[step] ?? null;
    }, adapted);
  }

  window.anlikuForm = { OWN, adapt, nodeAt, sayOfForm };
})();
