/**
 * What can be chosen from: the vocabularies, the gazetteer and the cases that are there.
 *
 *   anlikuForm.setChoices(rules)   makes them known, from submit/form.json
 *   anlikuForm.findChoices(from, query)   a promise of what fits, as {value, name, told}
 *   anlikuForm.nameChoice(from, value)    how a value is said to a person
 *   anlikuForm.loadJson(name)             a promise of a data file below submit/
 *   anlikuForm.loadRegions()              a promise of the gazetteer, null where it cannot be read
 */
"use strict";

(() => {
  const { load, root, tell } = window.anliku;
  const BY_NAME = ["categories", "domains", "platform_kinds", "honor_levels"]; // a record holds the name
  const known = new Map();
  let regions = null; // a promise of the gazetteer, as it is served
  let places = null; // its choices

  async function loadJson(name) {
    const bytes = await load(new URL(`submit/${name}`, root).href, { fresh: true });
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  function makeTerm({ id, name, description }, isByName) {
    return { value: isByName ? name : id, name, told: description, key: `${name} ${id} ${description}` };
  }

  function setChoices({ vocabularies, cases }) {
    for (const [from, terms] of Object.entries(vocabularies)) {
      known.set(from, terms.map((term) => makeTerm(term, BY_NAME.includes(from))));
    }
    const listed = cases.filter(({ status }) => status === "published");
    known.set("cases", listed.map(({ id, title }) => ({ value: id, name: title, told: id, key: `${title} ${id}` })));
  }

  /** A place is written with all those it lies in, so that its name alone need not be clear. */
  function makeRegions({ rows }) {
    const byCode = new Map(rows.map((row) => [row[0], row]));
    const write = ([, name, above]) => (above ? write(byCode.get(above)) : "") + name;
    return rows.map((row) => {
      const path = write(row);
      return { value: path, name: path, told: "", key: `${path} ${row[0]}`, own: row[1] };
    });
  }

  async function loadRegions() {
    regions ??= loadJson("regions.json");
    try {
      return await regions;
    } catch {
      regions = null; // the next try may find it
      return null;
    }
  }

  async function loadPlaces() {
    const found = await loadRegions();
    if (!found) {
      tell("地区表没有读到，可能是网络不通，请稍后再试。");
      return [];
    }
    places ??= makeRegions(found);
    return places;
  }

  /** Those first whose own name begins with what was typed, then the shorter ones. */
  function rank(choice, words) {
    const own = choice.own ?? choice.name;
    return (own.startsWith(words[0]) ? 0 : 1000) + choice.name.length;
  }

  async function findChoices(from, query) {
    const all = from === "regions" ? await loadPlaces() : known.get(from) ?? [];
    const words = query.toLowerCase().split(/\s+/).filter(Boolean);
    if (!words.length) {
      return all;
    }
    const found = all.filter(({ key }) => words.every((word) => key.toLowerCase().includes(word)));
    return found.sort((one, other) => rank(one, words) - rank(other, words));
  }

  function nameChoice(from, value) {
    return known.get(from)?.find((one) => one.value === value)?.name ?? value;
  }

  Object.assign(window.anlikuForm, { findChoices, loadJson, loadRegions, nameChoice, setChoices });
})();
