/**
 * What is wrong with a record, in the browser: the same codes and words as `anliku check`.
 *
 *   anliku.record.check(data, {id, year, today, rules, regions, own, document, comments})    problems
 *   anliku.record.yearOf(data)    the year whose folder a record belongs to, "" if it does not tell
 *
 * `id` and `year` say where the record will lie; `today` is `YYYY-MM-DD`; `rules` is the content of
 * submit/form.json and `regions` that of submit/regions.json, without which no region is looked up.
 * `own` is the id under which the library has the record already. `document`, from record-read.js,
 * adds lines and columns; `comments` are as record-read.js gives them. As on the Python side, what
 * one record alone must keep comes first: only a record without such errors is held against the
 * library.
 *
 * All other record-*.js come before. What only the library's check can say is listed in
 * docs/developers/index.md.
 */
"use strict";

(() => {
  const { adviceOn, besideLibrary, cut, Fields, holesOf, keyOf, kindOf, masker } = window.anliku.record;
  const { privateFaults, Regions, say } = window.anliku.record;
  const YEAR = /^[0-9]{4}/;
  const SHOWN = 80;
  const gazetteers = new WeakMap();

  function gazetteerOf(regions) {
    if (regions && !gazetteers.has(regions)) {
      gazetteers.set(regions, new Regions(regions));
    }
    return regions ? gazetteers.get(regions) : null;
  }

  function yearOf(data) {
    const told = [data?.sources?.[0]?.published, data?.curation?.added];
    return told.find((date) => kindOf(date) === "text" && YEAR.test(date))?.slice(0, 4) ?? "";
  }

  function misplaced({ data, rules, id, year }) {
    const faults = [];
    const isId = new RegExp(rules.forms.id).test(id) && id.length <= rules.limits.id;
    if (!isId || rules.reserved.includes(id)) {
      const message = say(rules, "bad_id", { id: cut(id, SHOWN) });
      const hint = say(rules, "bad_id_mend", { max: rules.limits.id });
      faults.push({ code: "AL302", path: [], message, hint });
    }
    if (!new RegExp(rules.forms.year).test(year)) {
      const message = say(rules, "no_year", { year: cut(year, SHOWN) });
      const right = yearOf(data) || say(rules, "some_year");
      const hint = say(rules, "no_year_mend", { right, id: cut(id, SHOWN) });
      faults.push({ code: "AL303", path: [], message, hint });
    }
    return faults;
  }

  function placeKeys({ data, rules }) {
    const given = ["id", "year"].filter((key) => Object.hasOwn(data, key));
    return given.map((key) => {
      const message = say(rules, "place_key", { key });
      return { code: "AL202", path: [key], ofKey: true, message, hint: say(rules, "place_key_mend") };
    });
  }

  /** Refuses characters that nobody sees: what was typed has not been through the reader. */
  function oddCharacters(value, rules, path = []) {
    if (kindOf(value) !== "text") {
      return Object.entries(value ?? {}).flatMap(([key, one]) =>
        oddCharacters(one, rules, [...path, Array.isArray(value) ? Number(key) : key]),
      );
    }
    const kinds = [["invisible", "AL103"], ["blank", "AL104"]];
    return kinds.flatMap(([template, code]) => {
      const [odd] = new RegExp(rules.patterns[template], "u").exec(value) ?? [];
      if (odd === undefined) {
        return [];
      }
      const hex = odd.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
      const message = say(rules, template, { name: rules.blanks[odd] ?? ` U+${hex}` });
      return [{ code, path, message, hint: say(rules, `${template}_mend`) }];
    });
  }

  /** Gives the text that stands before a key on its line. */
  function textBefore(path, { keys, data, place }) {
    const above = keyOf(path.slice(0, -1));
    const siblings = [...keys.keys()]
      .map((key) => JSON.parse(key))
      .filter((one) => keyOf(one.slice(0, -1)) === above && !one.at(-1).includes("\n"));
    const last = siblings[siblings.findIndex((one) => keyOf(one) === keyOf(path)) - 1];
    const isNear = last && place(last, true).line === place(path, true).line;
    const value = isNear ? last.reduce((part, key) => part?.[key], data) : "";
    return kindOf(value) === "text" ? value : "";
  }

  function ownFaults(record) {
    const { data, rules, document } = record;
    const holes = document?.empty ?? holesOf(data);
    const isDraft = kindOf(data.curation?.status) === "text" && data.curation.status.trim() === "draft";
    const fields = new Fields(rules, holes, isDraft);
    const found = [
      ...holes.map((path) => fields.hole(path, document ? textBefore(path, document) : "")),
      ...(document ? [] : oddCharacters(data, rules)),
      ...misplaced(record),
    ];
    if (found.some(({ code }) => ["AL109", "AL203"].includes(code))) {
      return found;
    }
    const { id, year, ...rest } = data;
    return [...found, ...placeKeys(record), ...fields.faults(rest)];
  }

  /** Makes a problem of a fault; what its words quote of personal data is masked. */
  function asProblem({ rules, document }, { code, path, ofKey, offset, message, hint, behind = 0 }) {
    const { hide } = masker(rules);
    const words = { message: hide(message), hint: hide(hint ?? "") };
    const problem = { code, severity: rules.severities[code], path, ...words };
    if (!document) {
      return problem;
    }
    const isFound = offset !== undefined;
    const { line, column } = isFound ? document.placeAt(offset) : document.place(path, Boolean(ofKey));
    return { ...problem, line, column: column + behind };
  }

  function byPlace(one, other) {
    return one.line - other.line || one.column - other.column || (one.code < other.code ? -1 : 1);
  }

  function check(data, { regions, ...given }) {
    const { id, year, rules, document } = given;
    const file = `cases/${year}/${id}.yml`;
    const record = { ...given, data, file, regions: gazetteerOf(regions) };
    const faults = ownFaults(record);
    // A draft with holes is no case yet.
    const isSound = faults.every(({ code }) => rules.severities[code] === "warning");
    const others = isSound ? [...besideLibrary(record), ...adviceOn(record)] : [];
    // Whoever is named in a record that has other mistakes hears of it with them.
    const all = [...faults, ...privateFaults(record), ...others];
    const problems = all.map((fault) => asProblem(record, fault));
    return document ? problems.sort(byPlace) : problems;
  }

  Object.assign(window.anliku.record, { check, yearOf });
})();
