/**
 * The ways on where nothing was found: conditions that stand in the way, the nearest tags and
 * places, and all cases.
 */
"use strict";

(() => {
  const { choose, isAsked, list, make, makeButton, shorten, write } = window.anlikuFind;

  /** So many ways round a condition are tried at most: each is a search of its own. */
  const MOST = 8;

  /** Gives what could be asked instead, each with the words for it. */
  function waysRound(asked, nameOf) {
    const parameters = Object.keys(asked.choices);
    const ways = parameters.map((parameter) => {
      const names = asked.choices[parameter].map((id) => nameOf(parameter, id)).filter(Boolean);
      return { names: names.map((name) => `“${name}”`).join("、"), asked: choose(asked, parameter, []) };
    });
    if (parameters.length && asked.query.trim()) {
      ways.push({ names: `检索词“${shorten(asked.query)}”`, asked: { ...asked, query: "" } });
      if (parameters.length > 1) {
        ways.push({ names: "全部筛选条件", asked: { ...asked, choices: {} } });
      }
    }
    return ways.filter((way) => way.names && isAsked(way.asked)).slice(0, MOST);
  }

  /** Gives those that lead to cases, with how many; one after the other, to spare the network. */
  async function helpful(ways, engine, isCurrent) {
    const found = [];
    for (const way of ways) {
      if (!isCurrent()) {
        break;
      }
      const { query, choices, sort } = way.asked;
      const answer = await engine.search({ query, choices, sort: sort || undefined });
      if (answer.state === "ok") {
        const total = `${answer.exact ? "" : "约 "}${answer.total}`;
        found.push({ ...way, text: `去掉${way.names}（${total} 个案例）` });
      }
    }
    return found;
  }

  /** Makes links to what stands nearest in the lists of tags and places. */
  function makeSuggestions(suggestions, cases) {
    return suggestions.map(({ parameter, id, name }) => {
      const link = make("a", "", name);
      const asked = { query: "", choices: { [parameter]: [id] }, sort: "" };
      link.href = write(window.anliku.link(cases), asked, [parameter]);
      return make("li", "", link);
    });
  }

  /**
   * Gives the elements to be shown below the sentence that nothing was found.
   * @param {{asked, engine, nameOf, cases: string, go: (asked) => void,
   *   isCurrent: () => boolean}} about isCurrent tells whether they are still asked for
   */
  async function makeNothing({ asked, engine, nameOf, cases, go, isCurrent }) {
    const parts = [];
    const ways = await helpful(waysRound(asked, nameOf), engine, isCurrent);
    if (ways.length) {
      const items = ways.map((way) =>
        make("li", "", makeButton("al-find-way", way.text, () => go(way.asked))),
      );
      parts.push(make("h2", "", "少一个条件"), make("ul", "al-find-ways", ...items));
    }
    const suggestions = asked.query.trim() ? await engine.suggest(asked.query) : [];
    if (suggestions.length) {
      const links = makeSuggestions(suggestions, cases);
      parts.push(make("h2", "", "相近的标签和地区"), make("ul", "al-chips al-chips-large", ...links));
    }
    const all = make("a", "", "浏览全部案例");
    all.href = window.anliku.link(cases);
    return [...parts, make("p", "al-find-home", all)];
  }

  Object.assign(window.anlikuFind, { makeNothing });
})();
