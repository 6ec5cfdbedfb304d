/**
 * The ways on where nothing was found: conditions that stand in the way, the query taken apart, the
 * nearest tags and places, and all cases.
 */
"use strict";

(() => {
  const { make, shorten } = window.anliku;
  const { choose, isAsked, list, makeButton, write } = window.anlikuFind;

  const { HAN, parseQuery } = window.anlikuSearch;

  /** So many ways round a condition are tried at most: each is a search of its own. */
  const MOST = 8;
  /** So many places at most to cut a term in two, and so long a term: one longer is a sentence. */
  const CUTS = 4;
  const LONGEST_TERM = 8;

  /** Gives what could be asked instead, each with the words for it. */
  function waysRound(asked, nameOf) {
    const parameters = Object.keys(asked.choices);
    const ways = parameters.map((parameter) => {
      const names = asked.choices[parameter].map((id) => nameOf(parameter, id)).filter(Boolean);
      const said = names.map((name) => `“${name}”`).join("、");
      return { text: said && `去掉${said}`, asked: choose(asked, parameter, []) };
    });
    if (parameters.length && asked.query.trim()) {
      ways.push({ text: `去掉检索词“${shorten(asked.query)}”`, asked: { ...asked, query: "" } });
      if (parameters.length > 1) {
        ways.push({ text: "去掉全部筛选条件", asked: { ...asked, choices: {} } });
      }
    }
    return ways.filter((way) => way.text && isAsked(way.asked)).slice(0, MOST);
  }

  /** Gives a query of one term with the term in two or more: at 的, or near the middle. */
  function takeApart(query) {
    const terms = parseQuery(query);
    const characters = [...(terms.length === 1 ? terms[0] : "")];
    const parts = characters.join("").split("的").filter((part) => [...part].length > 1);
    if (parts.length > 1) {
      return [parts.join(" ")];
    }
    const size = characters.length;
    if (size > LONGEST_TERM || !characters.every((one) => HAN.test(one))) {
      return [];
    }
    const cuts = characters.map((_, at) => at).filter((at) => at >= 2 && at <= size - 2);
    cuts.sort((one, other) => Math.abs(one - size / 2) - Math.abs(other - size / 2));
    return cuts
      .slice(0, CUTS)
      .map((at) => `${characters.slice(0, at).join("")} ${characters.slice(at).join("")}`);
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
        found.push({ ...way, text: `${way.text}（${total} 个案例）` });
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
    const apart = takeApart(asked.query).map((query) => ({
      text: `检索“${shorten(query)}”`,
      asked: { ...asked, query },
    }));
    for (const [heading, ways] of [["少一个条件", waysRound(asked, nameOf)], ["分开检索", apart]]) {
      const items = (await helpful(ways, engine, isCurrent)).map((way) =>
        make("li", "", makeButton("al-find-way", way.text, () => go(way.asked))),
      );
      if (items.length) {
        parts.push(make("h2", "", heading), make("ul", "al-find-ways", ...items));
      }
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
