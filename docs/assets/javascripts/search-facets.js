/**
 * What narrows down and sorts what is found: choices of facets, their counts, and orders.
 *
 * search-text.js and search-files.js, which gives the tables, come before.
 */
"use strict";

(() => {
  const { HAN, normalize } = window.anlikuSearch;

  /** What is offered for a query that finds nothing, and how much it must share with it. */
  const SUGGESTED = ["tag", "region"];
  const SUGGESTIONS = 8;
  const ALIKE = 0.2;
  /** Of a text no more characters than this are compared. */
  const LONGEST = 64;

  /**
   * Reads what is chosen.
   * @param {{[parameter: string]: string[]}} choices
   * @returns {{wanted: Map<string, object[]>, unknown: {parameter: string, id: string}[]}} the rows
   *   of the choices that the library has, by facet, and those that it does not have
   */
  async function readChoices(index, choices) {
    const wanted = new Map();
    const unknown = [];
    const known = new Set(index.facets.map(([parameter]) => parameter));
    for (const [parameter, chosen] of Object.entries(choices)) {
      const ids = [...new Set([chosen].flat().map(String))];
      const rows = known.has(parameter) && ids.length && (await index.facet(parameter)).byId;
      const found = ids.filter((id) => rows && rows.has(id));
      unknown.push(...ids.filter((id) => !found.includes(id)).map((id) => ({ parameter, id })));
      if (found.length) {
        wanted.set(parameter, found.map((id) => rows.get(id)));
      }
    }
    return { wanted, unknown };
  }

  /** Gives for each document how many of the chosen facets it misses, and one that it misses. */
  function misses(index, wanted) {
    const count = new Uint8Array(index.documents);
    const which = new Array(index.documents);
    for (const [parameter, rows] of wanted) {
      const bearing = new Uint8Array(index.documents);
      rows.forEach((row) => row.documents.forEach((number) => (bearing[number] = 1)));
      for (let number = 0; number < index.documents; number += 1) {
        if (!bearing[number]) {
          count[number] += 1;
          which[number] = parameter;
        }
      }
    }
    return { count, which };
  }

  /**
   * Counts for every choice what would be found with it in place of its facet's own choices.
   * @param {number[]} numbers the documents that meet the query
   * @returns {Promise<{[parameter: string]: Map<string, number>}>}
   */
  async function countChoices(index, numbers, wanted) {
    const missed = misses(index, wanted);
    const isMet = new Uint8Array(index.documents);
    numbers.forEach((number) => (isMet[number] = 1));
    const tables = await Promise.all(index.facets.map(([parameter]) => index.facet(parameter)));
    const counts = index.facets.map(([parameter], place) => {
      const counted = (number) =>
        isMet[number] &&
        (!missed.count[number] ||
          (missed.count[number] === 1 && missed.which[number] === parameter));
      const rows = tables[place].choices;
      return [parameter, new Map(rows.map((row) => [row.id, row.documents.filter(counted).length]))];
    });
    return Object.fromEntries(counts);
  }

  /** Gives all facets with their choices, in their order. */
  async function listFacets(index) {
    const tables = await Promise.all(index.facets.map(([parameter]) => index.facet(parameter)));
    return index.facets.map(([parameter, title], place) => ({
      parameter,
      title,
      choices: tables[place].choices.map(({ id, name, parent }) => ({ id, name, parent })),
    }));
  }

  /** Sorts documents: by a named order, else newest first, which is what their numbers say. */
  async function sortNumbers(index, numbers, sort) {
    const places = index.orders.includes(sort) && (await index.order(sort));
    const key = places ? (number) => places[number] : (number) => number;
    return [...numbers].sort((one, other) => key(one) - key(other));
  }

  // ------------------------------------------------------------------------ what is near

  /** Gives the pairs of neighbours in a text, and its Han characters: a letter alone says nothing. */
  function piecesOf(text) {
    const characters = [...text].slice(0, LONGEST);
    const pairs = characters.slice(1).map((one, at) => characters[at] + one);
    return new Set([...pairs, ...characters.filter((one) => HAN.test(one))]);
  }

  /** Tells how much two texts share, from 0 to 1: twice what is in both, by what is in each. */
  function likeness(one, other) {
    const shared = [...one].filter((piece) => other.has(piece)).length;
    return (2 * shared) / (one.size + other.size || 1);
  }

  /** Gives the choices nearest to any of the terms: by their names, or by their ids in letters. */
  async function nearestChoices(index, terms) {
    const wanted = terms.slice(0, SUGGESTIONS).map(piecesOf);
    const known = index.facets.map(([parameter]) => parameter);
    const near = [];
    for (const parameter of SUGGESTED.filter((one) => known.includes(one))) {
      for (const { id, name, documents } of (await index.facet(parameter)).choices) {
        const own = [normalize(name), id.replaceAll("-", "")].map(piecesOf);
        const score = Math.max(0, ...wanted.flatMap((one) => own.map((its) => likeness(one, its))));
        near.push({ parameter, id, name, score, size: documents.length });
      }
    }
    near.sort((one, other) => other.score - one.score || other.size - one.size);
    return near
      .filter(({ score }) => score >= ALIKE)
      .slice(0, SUGGESTIONS)
      .map(({ parameter, id, name }) => ({ parameter, id, name }));
  }

  Object.assign(window.anlikuSearch, {
    countChoices, listFacets, misses, nearestChoices, readChoices, sortNumbers,
  });
})();
