/**
 * What the page that finds cases says: how much was found, and what could not be followed.
 */
"use strict";

(() => {
  const { LONGEST, list } = window.anlikuFind;
  const { parseQuery } = window.anlikuSearch;
  const { shorten } = window.anliku;

  const NAMED = 3; // of what the library does not have

  function nothingOf(asked) {
    const isQuery = asked.query.trim();
    const isChosen = list(asked).length > 0;
    const together = parseQuery(asked.query).length > 1 ? "同时" : "";
    const query = `没有找到${together}含有“${shorten(asked.query)}”的案例。`;
    if (!isQuery) {
      return "没有同时符合这些条件的案例。";
    }
    return isChosen ? `在所选条件下，${query}` : `${query}可以试试更短的词，或换一种说法。`;
  }

  /** Gives the sentence about what was found. */
  function statusOf({ state, exact, total }, asked) {
    const texts = {
      ok: `找到${exact ? "" : "约"} ${total} 个案例`,
      none: nothingOf(asked),
      short: "只有标点无法检索，请输入文字或数字。下面是全部案例。",
      empty: "",
    };
    return texts[state];
  }

  /** Gives the sentences about what of a question was not followed as it was put. */
  function noteOf(refused, unknown = [], read = "") {
    const names = unknown.slice(0, NAMED).map(({ id }) => `“${shorten(id)}”`).join("、");
    const rest = unknown.length > NAMED ? `等 ${unknown.length} 项` : "";
    const lines = [
      unknown.length ? `链接中的筛选条件${names}${rest}在本库中不存在，已忽略。` : "",
      refused.sort ? `链接中的排序方式“${shorten(refused.sort)}”不存在，已忽略。` : "",
      refused.isLong ? `检索词太长，只用了前 ${LONGEST} 个字。` : "",
      read ? `按简体检索：${read}` : "",
    ];
    return lines.filter(Boolean).join(" ");
  }

  Object.assign(window.anlikuFind, { noteOf, statusOf });
})();
