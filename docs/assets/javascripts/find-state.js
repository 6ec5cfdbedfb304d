/**
 * What a reader asks of the page that finds cases, and the address that says it.
 *
 *   {query: "货车司机", choices: {tag: ["huoche-siji"], region: ["370000"]}, sort: "title"}
 *   ?q=货车司机&tag=huoche-siji&region=370000&sort=title
 *
 * `sort` is "" where the usual order holds. A parameter that is not ours stays in the address.
 */
"use strict";

(() => {
  const SORTS = ["relevance", "newest", "place", "title"];
  /** Of a query, in characters. */
  const LONGEST = 200;

  /** Gives the ids that choices have now, by those in old addresses: "tag=kache" -> "huoche-siji". */
  function renamedOf(form) {
    const pairs = [...form.querySelectorAll("[data-renamed]")].flatMap(({ dataset }) =>
      dataset.renamed.split(" ").map((pair) => {
        const [before, now] = pair.split("=");
        return [`${dataset.parameter}=${before}`, now];
      }),
    );
    return new Map(pairs);
  }

  /** Gives as much of a query as can be asked. */
  function cut(query) {
    return [...query].slice(0, LONGEST).join("");
  }

  /**
   * Reads the query part of an address; `refused` is what in it cannot be followed.
   * @param {string} search
   * @param {string[]} parameters of the facets
   * @param {Map<string, string>} renamed what `renamedOf` gives
   */
  function read(search, parameters, renamed = new Map()) {
    const given = new URLSearchParams(search);
    const written = given.get("q") || "";
    const query = cut(written);
    const sort = given.get("sort") || "";
    const choices = {};
    for (const parameter of parameters) {
      const now = given.getAll(parameter).map((id) => renamed.get(`${parameter}=${id}`) ?? id);
      const ids = [...new Set(now)].filter(Boolean);
      if (ids.length) {
        choices[parameter] = ids;
      }
    }
    const isSort = !sort || SORTS.includes(sort);
    const asked = { query, choices, sort: isSort ? sort : "" };
    return { asked, refused: { isLong: query !== written, sort: isSort ? "" : sort } };
  }

  /** Gives the address `href` with what is asked in place of what it asked before. */
  function write(href, { query, choices, sort }, parameters) {
    const address = new URL(href);
    ["q", "sort", ...parameters].forEach((name) => address.searchParams.delete(name));
    if (query) {
      address.searchParams.append("q", query);
    }
    for (const { parameter, id } of list({ choices })) {
      address.searchParams.append(parameter, id);
    }
    if (sort) {
      address.searchParams.append("sort", sort);
    }
    return address.href;
  }

  /** Sets the entry of the history, where the browser lets it be set: not in a copy on disk. */
  function setEntry(how, place, href) {
    try {
      history[how](place, "", href);
    } catch {
      // The address stays; what is asked is known to the page.
    }
  }

  /** Gives the choices one by one. */
  function list({ choices }) {
    return Object.entries(choices).flatMap(([parameter, ids]) =>
      ids.map((id) => ({ parameter, id })),
    );
  }

  /** Tells whether anything is asked; else the page is its list of all cases. */
  function isAsked({ query, choices, sort }) {
    return Boolean(query.trim() || list({ choices }).length || sort);
  }

  /** Gives the same with other choices in one facet. */
  function choose(asked, parameter, ids) {
    const choices = { ...asked.choices, [parameter]: ids };
    if (!ids.length) {
      delete choices[parameter];
    }
    return { ...asked, choices };
  }

  /** Gives the same without some of its choices. */
  function drop(asked, dropped) {
    return dropped.reduce((rest, { parameter, id }) => {
      const ids = (rest.choices[parameter] || []).filter((one) => one !== id);
      return choose(rest, parameter, ids);
    }, asked);
  }

  /** The order that holds, said or not. */
  function sortOf({ query, sort }) {
    const usual = query.trim() ? "relevance" : "newest";
    return !sort || (sort === "relevance" && !query.trim()) ? usual : sort;
  }

  window.anlikuFind = {
    ...{ LONGEST, choose, cut, drop, isAsked, list, read, renamedOf, setEntry, sortOf, write },
  };
})();
