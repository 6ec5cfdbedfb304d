/**
 * From what a record writes for a place to the names from its province down: the browser's half of
 * `Gazetteer.resolve` in generator/regions.py, for the preview.
 *
 *   anlikuPlaces.find(regions, text)  the names, as in ["山东省", "烟台市", "招远市"]
 *
 * `regions` is the content of submit/regions.json, or nothing while it is on its way. A text that
 * means no place, or more than one, stands for itself.
 */
"use strict";

(() => {
  const ALIASES = new Map([["台湾", "710000"], ["香港", "810000"], ["澳门", "820000"]]);
  const LONGEST_TEXT = 64;
  const indexes = new WeakMap(); // made once for each file that was loaded

  function makeIndex({ rows }) {
    const byCode = new Map(rows.map(([code, name, parent]) => [code, { name, parent }]));
    const byName = new Map();
    for (const [code, name] of rows) {
      byName.set(name, [...(byName.get(name) ?? []), code]);
    }
    return { byCode, byName };
  }

  function namesOf({ byCode }, code) {
    const names = [];
    for (let one = byCode.get(code); one; one = byCode.get(one.parent)) {
      names.unshift(one.name);
    }
    return names;
  }

  /** Tells whether a text is made of some of the names, in their order. */
  function isMadeOf(text, names) {
    if (text === "") {
      return true;
    }
    return names.some((name, place) => text.startsWith(name)
      && isMadeOf(text.slice(name.length), names.slice(place + 1)));
  }

  function search(index, text) {
    const found = [];
    for (let cut = Math.max(0, text.length - LONGEST_TEXT); cut < text.length; cut += 1) {
      for (const code of index.byName.get(text.slice(cut)) ?? []) {
        const names = namesOf(index, code);
        if (isMadeOf(text.slice(0, cut), names.slice(0, -1))) {
          found.push(names);
        }
      }
    }
    return found;
  }

  function find(regions, text) {
    if (!regions) {
      return [text];
    }
    if (!indexes.has(regions)) {
      indexes.set(regions, makeIndex(regions));
    }
    const index = indexes.get(regions);
    const code = ALIASES.get(text) ?? text;
    if (index.byCode.has(code)) {
      return namesOf(index, code);
    }
    const found = search(index, text.replace(/[\s/]+/g, ""));
    return found.length === 1 ? found[0] : [text];
  }

  window.anlikuPlaces = { find };
})();
