/**
 * What a record must keep beside the library: vocabularies, regions, dates, ids and relations.
 *
 * The same rules and words as generator/check.py. Each takes a record without faults of its own.
 * record-words.js, record-check-advice.js and record-check-values.js come before.
 */
"use strict";

(() => {
  const { adviser, firstDay, lengthOf, nearest, say } = window.anliku.record;
  const LISTED = 12;
  const LIKE = 0.6;
  // The field of the vocabularies -> the file's name.
  const FILES = {
    domains: "domains",
    categories: "categories",
    platform_kinds: "platform-kinds",
    honor_levels: "honor-levels",
  };

  /** Refuses a title that is so long that lists look crowded. */
  function titles({ data, rules }) {
    const [actual, max] = [lengthOf(data.title.trim()), rules.limits.title];
    const message = say(rules, "long_title", { actual, max });
    const fault = { code: "AL212", path: ["title"], message, hint: say(rules, "long_title_mend") };
    return actual > max ? [fault] : [];
  }

  function tags({ data, rules }) {
    const terms = rules.vocabularies.tags;
    const known = new Set(terms.map(({ id }) => id));
    return data.tags.flatMap((tag, number) => {
      const message = say(rules, "unknown_tag", { tag });
      const fault = () => ({
        code: "AL304", path: ["tags", number], message, hint: adviser(rules).suggest(tag, terms),
      });
      return terms.length && !known.has(tag) ? [fault()] : [];
    });
  }

  function terms({ data, rules }) {
    const named = [
      [["domain"], data.domain, "domains"],
      [["category"], data.category, "categories"],
      ...(data.platforms ?? []).map(({ kind }, n) => [["platforms", n, "kind"], kind, "platform_kinds"]),
      ...(data.honors ?? []).map(({ level }, n) => [["honors", n, "level"], level, "honor_levels"]),
    ];
    return named.flatMap(([path, given, vocabulary]) => {
      const names = rules.vocabularies[vocabulary].map(({ name }) => name);
      const name = given?.trim();
      if (!name || !names.length || names.includes(name)) {
        return [];
      }
      const message = say(rules, "unknown_term", { name, vocabulary: FILES[vocabulary] });
      return [{ code: "AL305", path, message, hint: say(rules, "options", { listed: names.join("、") }) }];
    });
  }

  function places({ data, rules, regions }) {
    const own = Array.isArray(data.regions) ? data.regions : [];
    const named = [
      ...own.map((name, number) => [["regions", number], name]),
      ...(data.platforms ?? []).map(({ region }, number) => [["platforms", number, "region"], region]),
    ];
    return named.flatMap(([path, given]) => {
      const name = given?.trim();
      const resolution = name && regions ? regions.resolve(name) : { found: true };
      return resolution.found ? [] : [{ path, ...placeFault(rules, regions, name, resolution) }];
    });
  }

  function placeFault(rules, regions, name, { candidates }) {
    if (candidates.length) {
      const written = candidates.slice(0, LISTED).map(({ code }) => `${regions.fullName(code)} ${code}`);
      const message = say(rules, "region_ambiguous", { name, number: candidates.length });
      return { code: "AL307", message, hint: say(rules, "region_ambiguous_mend", { listed: written.join("；") }) };
    }
    const listed = regions.suggest(name).map((one) => `${one.name} ${one.code}`).join("、");
    const meant = listed ? say(rules, "region_meant", { listed }) : say(rules, "region_unknown_mend");
    const hint = adviser(rules).onJoined(name) || meant;
    return { code: "AL306", message: say(rules, "region_unknown", { name }), hint };
  }

  function dates(record) {
    const { data, rules, today } = record;
    const { added, revised = [] } = data.curation;
    const dated = [
      [["curation", "added"], added],
      ...revised.map(({ date }, number) => [["curation", "revised", number, "date"], date]),
      ...data.sources.map(({ published }, number) => [["sources", number, "published"], published]),
      [["period", "from"], data.period?.from],
    ];
    const future = dated.filter(([, date]) => date && firstDay(date) > today);
    return [
      ...future.map(([path, date]) => ({
        code: "AL312",
        path,
        message: say(rules, "future", { date }),
        hint: say(rules, "future_mend", { today }),
      })),
      ...beforeItsSources(record),
      ...revisions(record),
      ...years(record),
    ];
  }

  function beforeItsSources({ data, rules, today }) {
    // A source may well be added later; but one of them was there when the case came in.
    const { added } = data.curation;
    const days = data.sources.map(({ published }) => published);
    const [first] = days.filter(Boolean).sort((one, other) => (firstDay(one) < firstDay(other) ? -1 : 1));
    const isLate = days.every(Boolean) && added < firstDay(first) && firstDay(first) <= today;
    const message = say(rules, "added_before", { added, first });
    const hint = say(rules, "added_before_mend");
    return isLate ? [{ code: "AL311", path: ["curation", "added"], message, hint }] : [];
  }

  function revisions({ data, rules }) {
    const { added, revised = [] } = data.curation;
    return revised.flatMap(({ date }, number) => {
      const before = number ? revised[number - 1].date : added;
      const path = ["curation", "revised", number, "date"];
      const message = say(rules, "revised_before", { date, before });
      const hint = say(rules, "revised_before_mend");
      return date < before ? [{ code: "AL311", path, message, hint }] : [];
    });
  }

  function years({ data, rules, year }) {
    const { published } = data.sources[0];
    const right = (published ?? data.curation.added).slice(0, 4);
    const path = published ? ["sources", 0, "published"] : ["curation", "added"];
    const message = say(rules, published ? "other_year" : "undated", { right, year });
    return year === right ? [] : [{ code: "AL303", path, message, hint: say(rules, "move", { right }) }];
  }

  function repeats({ data, rules }) {
    return ["tags", "related", "aliases", "regions"].flatMap((key) => {
      const items = Array.isArray(data[key]) ? data[key].map((item) => item.trim()) : [];
      return items.flatMap((item, number) => {
        const message = say(rules, "repeated", { item });
        const fault = { code: "AL213", path: [key, number], message, hint: say(rules, "repeated_mend") };
        return items.indexOf(item) < number ? [fault] : [];
      });
    });
  }

  /** Refuses the source's own words in a record that is no draft: its file is published too. */
  function passages({ data, rules, document, comments = {} }) {
    const { status } = data.curation;
    const imported = new RegExp(rules.patterns.imported, "u");
    const left = Object.values(comments).flat().filter((one) => imported.test(one));
    if (status === "draft" || !left.length) {
      return [];
    }
    const found = document?.text.indexOf(`# ${left[0]}`);
    const offset = document && document.text.lastIndexOf("\n", found) + 1;
    const message = say(rules, "passages", { status, count: left.length });
    return [{ code: "AL702", path: [], offset, message, hint: say(rules, "passages_mend") }];
  }

  function ids({ data, rules, id, own, file }) {
    const others = rules.cases.filter((one) => one.id !== own);
    const same = others.find((one) => one.id === id);
    const taken = same && { code: "AL301", path: [], message: say(rules, "id_taken", { id, file: same.file }) };
    const aliases = (data.aliases ?? []).flatMap((alias, number) => {
      const holder =
        alias === id
          ? { file }
          : (others.find((one) => one.id === alias) ??
            others.find((one) => one.aliases.includes(alias)));
      const message = holder && say(rules, "alias_taken", { alias, file: holder.file });
      const hint = say(rules, "alias_taken_mend");
      return holder ? [{ code: "AL310", path: ["aliases", number], message, hint }] : [];
    });
    return [...(taken ? [{ ...taken, hint: say(rules, "id_taken_mend") }] : []), ...aliases];
  }

  function relations({ data, rules, id }) {
    const known = [...new Set([...rules.cases.map((one) => one.id), id])].sort();
    return (data.related ?? []).flatMap((other, number) => {
      const path = ["related", number];
      if (other === id) {
        const message = say(rules, "related_self");
        return [{ code: "AL309", path, message, hint: say(rules, "related_self_mend") }];
      }
      if (known.includes(other)) {
        return [];
      }
      const near = nearest(other, known, LIKE);
      const hint = near ? say(rules, "related_meant", { id: near }) : say(rules, "related_mend");
      return [{ code: "AL308", path, message: say(rules, "related_unknown", { id: other }), hint }];
    });
  }

  function replacements({ data, rules, id }) {
    const other = data.curation.replaced_by;
    const others = rules.cases.filter((one) => one.status === "published" && one.id !== id);
    const known = others.map((one) => one.id).sort();
    if (!other || known.includes(other)) {
      return [];
    }
    const near = other === id ? "" : nearest(other, known, LIKE);
    const hint = near ? say(rules, "related_meant", { id: near }) : say(rules, "replaced_mend");
    const message = say(rules, other === id ? "replaced_self" : "replaced_unknown", { id: other });
    return [{ code: "AL316", path: ["curation", "replaced_by"], message, hint }];
  }

  const RULES = [
    titles, tags, terms, places, dates, repeats, passages, ids, relations, replacements,
  ];

  Object.assign(window.anliku.record, {
    besideLibrary: (record) =>
      RULES.flatMap((rule) => rule(record)),
  });
})();
