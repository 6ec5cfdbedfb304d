/**
 * What one record alone must keep: the shape of its fields, as the JSON Schema says it, in words.
 *
 * The same rules and words as the model with generator/explain.py and parse.py. A fault is
 * {code, path, message, hint}, with `ofKey` if it stands at the key. record-words.js,
 * record-check-advice.js and record-check-values.js come before.
 */
"use strict";

(() => {
  const { adviser, cut, fieldOf, keyOf, kindOf, lengthOf, namesOf, nearest } = window.anliku.record;
  const { partFault, represent, say, shown, textFault } = window.anliku.record;
  const LIKE = 0.5;
  const CODES = {
    string_too_short: "AL205",
    string_too_long: "AL206",
    string_pattern_mismatch: "AL208",
    string_type: "AL204",
    tuple_type: "AL204",
    model_type: "AL204",
    literal_error: "AL207",
    too_short: "AL209",
    too_long: "AL210",
  };

  /** Tells whether nothing was said at all, if only in so many signs. */
  function isNothing({ kind, given }) {
    return kind === "missing" || given === "" || (given && Object.keys(given).length === 0);
  }

  function isBelow(path, above) {
    return keyOf(path.slice(0, above.length)) === keyOf(above);
  }

  class Fields {
    /**
     * @param {Array[]} holes the paths with nothing behind their key or dash
     * @param {boolean} isDraft whether the record may have holes
     */
    constructor(rules, holes, isDraft) {
      Object.assign(this, { rules, holes, isDraft });
      this.advice = adviser(rules);
      const { line, ...values } = rules.forms;
      this.line = line;
      // Texts of a form of their own are taken as they stand; all others are stripped first.
      this.forms = new Map(Object.entries(values).map(([name, pattern]) => [pattern, name]));
    }

    /** Gives a piece of the schema with what it refers to. */
    resolve(node) {
      const name = (node.$ref ?? node.allOf?.[0].$ref)?.split("/").pop();
      return name ? { ...this.rules.schema.definitions[name], title: node.title } : node;
    }

    /** Gives the piece of the schema at some keys, null where there is none. */
    at(names) {
      return names.reduce((above, name) => {
        const node = above && this.resolve(above.items ? this.inside(above) : above);
        return (node && Object.hasOwn(node.properties ?? {}, name) && node.properties[name]) || null;
      }, this.rules.schema);
    }

    inside(list) {
      const node = this.resolve(list.items);
      return node.items ? this.inside(node) : node;
    }

    /** Gives the keys allowed below some keys, each with its title. */
    keys(names) {
      const node = this.at(names);
      const part = node && this.resolve(node.items ? this.inside(node) : node);
      const pairs = Object.entries(part?.properties ?? {});
      return Object.fromEntries(pairs.map(([key, { title }]) => [key, title]));
    }

    /** Gives all faults of a record; what follows from a hole of a draft is told with the hole. */
    faults(data) {
      const found = this.part(data, this.rules.schema, []);
      const faults = found.length ? found : this.sources(data);
      const meant = new Set(
        faults
          .filter(({ kind }) => kind === "extra")
          .map(({ path }) => keyOf([...path.slice(0, -1), this.nearestKey(path)])),
      );
      // A key that was misspelt is there.
      const kept = faults.filter(({ kind, path }) => kind !== "missing" || !meant.has(keyOf(path)));
      return kept.filter((fault) => !this.followsFromHole(fault)).map((fault) => this.say(fault));
    }

    followsFromHole({ kind, path }) {
      const keys = this.holes.map(keyOf);
      return keys.includes(keyOf(path)) || (kind === "said" && this.holes.some((one) => isBelow(one, path)));
    }

    value(value, schema, path) {
      const node = this.resolve(schema);
      if (node.oneOf) {
        const [list, word] = node.oneOf;
        return this.value(value, kindOf(value) === "text" ? word : list, path);
      }
      const choices = node.enum ?? (node.const && [node.const]);
      if (choices) {
        const isChoice = choices.includes(value);
        return isChoice ? [] : [{ kind: "literal_error", path, given: value, choices }];
      }
      if (node.type === "array") {
        return this.list(value, node, path);
      }
      return node.type === "object" ? this.part(value, node, path) : this.text(value, node, path);
    }

    list(value, node, path) {
      if (kindOf(value) !== "list") {
        return [{ kind: "tuple_type", path, given: value }];
      }
      const items = value.map((item, number) => this.value(item, node.items, [...path, number]));
      const sound = items.filter((faults) => !faults.length).length;
      if (sound > (node.maxItems ?? Infinity)) {
        return [{ kind: "too_long", path, given: value, max: node.maxItems }];
      }
      const faults = items.flat();
      const isShort = !faults.length && sound < (node.minItems ?? 0);
      return isShort ? [{ kind: "too_short", path, given: value, min: node.minItems }] : faults;
    }

    part(value, node, path) {
      if (kindOf(value) !== "part") {
        return [{ kind: "model_type", path, given: value }];
      }
      const has = (key) => Object.hasOwn(value, key) && value[key] !== undefined;
      const faults = Object.entries(node.properties).flatMap(([key, schema]) => {
        const here = [...path, key];
        const isRequired = (node.required ?? []).includes(key);
        if (!has(key)) {
          return isRequired ? [{ kind: "missing", path: here }] : [];
        }
        const mayBeNull = !isRequired && schema.type !== "array";
        return value[key] === null && mayBeNull ? [] : this.value(value[key], schema, here);
      });
      const extra = Object.keys(value).filter((key) => has(key) && !Object.hasOwn(node.properties, key));
      faults.push(...extra.map((key) => ({ kind: "extra", path: [...path, key] })));
      const said = faults.length ? "" : partFault(this.rules, namesOf(path).join("."), value);
      return said ? [{ kind: "said", path, given: value, said }] : faults;
    }

    text(value, node, path) {
      if (kindOf(value) !== "text") {
        return [{ kind: "string_type", path, given: value }];
      }
      const form = this.forms.get(node.pattern);
      const text = form ? value : value.trim();
      const length = lengthOf(text);
      const fault = { path, given: value, pattern: node.pattern };
      if (length > (node.maxLength ?? Infinity)) {
        return [{ ...fault, kind: "string_too_long", max: node.maxLength }];
      }
      if (length < (node.minLength ?? 0)) {
        return [{ ...fault, kind: "string_too_short", min: node.minLength }];
      }
      if (node.pattern && !new RegExp(node.pattern, "u").test(text)) {
        return [{ ...fault, kind: "string_pattern_mismatch" }];
      }
      const said = textFault(this.rules, form, text);
      return said ? [{ kind: "said", path, given: value, said }] : [];
    }

    /** Refuses figures of sources that the record does not have. */
    sources(data) {
      const number = data.sources.length;
      return (data.metrics ?? []).flatMap(({ source = "1" }, place) => {
        const said = say(this.rules, "no_source", { place: source, number });
        const path = ["metrics", place, "source"];
        return Number(source) > number ? [{ kind: "said", path, given: source, said }] : [];
      });
    }

    // ---------------------------------------------------------------------- the words

    example(names) {
      return fieldOf(this.rules.examples, names) ?? "";
    }

    nearestKey(path) {
      const key = String(path.at(-1));
      const keys = this.keys(namesOf(path.slice(0, -1)));
      const titled = Object.keys(keys).findLast((one) => keys[one] === key);
      return titled ?? nearest(key.toLowerCase(), Object.keys(keys), LIKE);
    }

    keyHint(path) {
      const key = String(path.at(-1));
      const keys = this.keys(namesOf(path.slice(0, -1)));
      const near = this.nearestKey(path);
      if (near) {
        const template = keys[near] === key ? "key_in_english" : "key_meant";
        return say(this.rules, template, { key: near, title: keys[near] });
      }
      const listed = Object.keys(keys).join("、");
      return listed ? say(this.rules, "keys_listed", { keys: listed }) : say(this.rules, "no_keys");
    }

    say(fault) {
      const { kind, path } = fault;
      const names = namesOf(path);
      const where = shown(this.rules, path);
      if (kind === "extra") {
        const message = say(this.rules, "unknown_key", { path: where });
        return { code: "AL202", path, ofKey: true, message, hint: this.keyHint(path) };
      }
      if (this.isDraft && (isNothing(fault) || ["string_too_short", "too_short"].includes(kind))) {
        return this.draftHole(path, isNothing(fault) ? "" : this.words(fault).message);
      }
      if (kind === "missing") {
        const title = this.at(names)?.title;
        const template = title ? "missing_titled" : "missing";
        const message = say(this.rules, template, { path: where, title });
        return { code: "AL201", path, message, hint: this.example(names) };
      }
      const { code, message, hint } = this.words(fault);
      const subject = path.length ? `“${where}”` : "内容";
      return { code, path, message: subject + message, hint: hint || this.example(names) };
    }

    words(fault) {
      const { kind, path, given, said, pattern } = fault;
      if (kind === "said") {
        const code = kindOf(given) === "text" ? "AL208" : "AL211";
        return { code, message: said, hint: this.advice.onContradiction(said) };
      }
      const code = CODES[kind];
      const isMismatch = kind === "string_pattern_mismatch";
      if (isMismatch && pattern === this.line) {
        return { code, message: say(this.rules, "one_line"), hint: "" };
      }
      const found = kindOf(given) === "text" ? this.advise(kind, path, given, pattern) : null;
      if (found && !isMismatch) {
        return { code, message: found.wrong, hint: found.hint };
      }
      const message = say(this.rules, kind, this.numbers(fault));
      return found ? { code, message: `${message}，${found.wrong}`, hint: found.hint } : { code, message };
    }

    numbers({ given, min, max, choices }) {
      const written = kindOf(given) === "text" ? given : represent(given);
      return {
        actual: kindOf(given) === "text" ? lengthOf(given.trim()) : given?.length,
        min,
        max,
        input: cut(written.replaceAll("\n", "⏎"), 40),
        expected: choices?.join("、"),
      };
    }

    advise(kind, path, given, pattern) {
      const key = namesOf(path).at(-1) ?? "";
      if (kind === "string_pattern_mismatch") {
        const tags = this.rules.vocabularies.tags;
        const tag = path[0] === "tags" ? this.advice.onTag(given, tags) : null;
        return tag ?? this.advice.onPattern(pattern, key, given);
      }
      if (kind === "literal_error" && keyOf(path) === '["regions"]') {
        const found = this.advice.onList(key, given);
        return found && { ...found, hint: found.hint + say(this.rules, "or_undisclosed") };
      }
      const node = this.at(namesOf(path));
      const hasParts = node?.items && this.inside(node).properties;
      return kind === "tuple_type" && !hasParts ? this.advice.onList(key, given) : null;
    }

    // ---------------------------------------------------------------------- holes

    /** Says that nothing stands behind a key; `before` is the text before it on its line. */
    hole(path, before) {
      return this.isDraft && this.at(namesOf(path)) ? this.draftHole(path) : this.empty(path, before);
    }

    /** Says what a draft has still to tell. */
    draftHole(path, wrong = "") {
      const names = namesOf(path);
      const { title = "", description = "" } = this.at(names) ?? {};
      const above = this.at(names.slice(0, -1));
      const part = above && this.resolve(above.items ? this.inside(above) : above);
      const isRequired = (part?.required ?? []).includes(names.at(-1));
      const message = say(this.rules, "hole", { path: shown(this.rules, path), title, wrong });
      const template = isRequired ? "hole_mend" : "hole_mend_or_not";
      const hint = say(this.rules, template, { description, example: this.example(names) });
      return { code: "AL701", path, ofKey: true, message, hint };
    }

    empty(path, before) {
      const [key] = String(path.at(-1)).split("\n");
      const names = namesOf(path);
      const isKey = typeof path.at(-1) === "string";
      const [first, ...rest] = key.split("：");
      if (rest.length && isKey) {
        const message = say(this.rules, "wide_colon", { key: cut(first, 20) });
        const hint = say(this.rules, "wide_colon_mend", { key: cut(first, 20) });
        return { code: "AL109", path, ofKey: true, message, hint, behind: lengthOf(first) };
      }
      const isUnknown = isKey && !Object.hasOwn(this.keys(names.slice(0, -1)), path.at(-1));
      const found = isUnknown ? this.advice.onEmpty(key, before) : null;
      const where = shown(this.rules, path);
      const message = found
        ? say(this.rules, "empty_because", { path: where, wrong: found.wrong })
        : say(this.rules, "empty", { path: where });
      const hint = found?.hint ?? (isUnknown ? this.keyHint(path) : this.fillHint(names));
      return { code: "AL203", path, ofKey: true, message, hint };
    }

    fillHint(names) {
      const example = this.at(names) && this.example(names);
      return say(this.rules, example ? "empty_mend_like" : "empty_mend", { example });
    }
  }

  /** Gives the paths of data with nothing behind their key or dash. */
  function holesOf(value, path = []) {
    if (value === null) {
      return [path];
    }
    const parts = typeof value === "object" ? Object.entries(value) : [];
    return parts.flatMap(([key, one]) =>
      holesOf(one, [...path, Array.isArray(value) ? Number(key) : key]),
    );
  }

  Object.assign(window.anliku.record, { Fields, holesOf });
})();
