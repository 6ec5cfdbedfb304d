/**
 * What is wrong, in the words of the form: the rules speak of the keys of a file, editors see titles
 * of fields. Pure.
 *
 *   anlikuForm.titleOf(adapted, path)   the name of a field, with those it lies in
 *   anlikuForm.sayProblem(adapted, problem)   {kind, words, hint}, one of which may be ""
 *   anlikuForm.sumProblems(problems)    how much is left
 *   anlikuForm.rankOf(problem)          what must be done first comes first
 *
 * A problem is one of anliku.record.check.
 */
"use strict";

(() => {
  const KINDS = ["必须改", "待填", "提醒", "建议"];
  const RANKS = { error: 0, warning: 2, note: 3 };
  const COUNTED = ["处要填或要改", "处待填", "处提醒", "条建议"];
  const HOLE = "AL701"; // what a draft has still to tell
  const MISSING = "AL201";
  const KEY = /(?<![\w./@-])([a-z]+(?:_[a-z]+)*)(?![\w/@-])(: )?/g;
  const BLANKS = / ?(\0[^\0]*)\0 ?/g; // around a name in Chinese there are none
  const { nodeAt, sayOfForm } = window.anlikuForm;

  function rankOf({ code, severity }) {
    return code === HOLE ? 1 : RANKS[severity];
  }

  /** Gives the titles along a path, as in 来源 1, 标题. */
  function titlesOf(adapted, path) {
    let node = adapted;
    const words = [];
    for (const step of path) {
      const isRow = node?.format === "al-parts";
      node = isRow ? node.items : node?.properties?.[step] ?? null;
      if (isRow) {
        words.push(`${words.pop()} ${Number(step) + 1}`);
      } else {
        words.push(node?.title ?? (typeof step === "number" ? `第 ${step + 1} 项` : step));
      }
    }
    return words;
  }

  function titleOf(adapted, path) {
    return titlesOf(adapted, path).join(" › ");
  }

  /** Gives the name of a key where it is read: beside the field, in it, or in the record. */
  function findTitle(adapted, path, key) {
    const last = path.findLastIndex((step) => typeof step === "string");
    const places = [path, path.slice(0, Math.max(last, 0)), []];
    return places.map((place) => nodeAt(adapted, place)?.properties?.[key]?.title).find(Boolean) ?? "";
  }

  /** As the rules name a path: “metrics 第 1 项 value”. */
  function shownPath(path) {
    return path.map((step) => (typeof step === "number" ? `第 ${step + 1} 项` : step)).join(" ");
  }

  /** Takes what is written as in a file out of the hands of who sees none. */
  function unquote(text) {
    return text.replace(/^"((?:[^"\\]|\\.)*)"$/, (_, inner) => inner.replace(/\\(.)/g, "$1"));
  }

  /** Names fields by their titles; what stands between quotation marks is an editor's own. */
  function sayKeys(adapted, path, text) {
    const own = path.findLast((step) => typeof step === "string");
    const name = (found, key, colon) => {
      const title = findTitle(adapted, path, key);
      if (!title) {
        return found;
      }
      return colon ? (key === own ? "" : `${title}：`) : `\0${title}\0`;
    };
    const say = (piece) => piece.replace(KEY, name).replace(BLANKS, "$1\0").replace(/\0([^\0]*)\0/g, "“$1”");
    const pieces = text.split(/(“[^”]*”|"[^"]*")/);
    return pieces.map((piece, place) => (place % 2 ? piece : say(piece))).join("");
  }

  /** What is right: the form writes quotation marks and brackets itself. */
  function sayHint(adapted, path, hint) {
    return unquote(sayKeys(adapted, path, sayOfForm(hint)).replace(/^\[([^[\]{}]*)\]$/, "$1"));
  }

  /** What belongs into a field that is empty, as the form says it there. */
  function askFor({ options: { help, example, from } }) {
    return example && !from ? `${help}例如：${example}` : help;
  }

  function sayProblem(adapted, problem) {
    const { code, path, message, hint } = problem;
    const title = titlesOf(adapted, path).pop() ?? "";
    const shown = `“${shownPath(path)}”`;
    const named = message.replaceAll(`${shown}（${title}）`, `“${title}”`).replaceAll(shown, `“${title}”`);
    const words = sayKeys(adapted, path, sayOfForm(named));
    const node = nodeAt(adapted, path);
    if (node && (code === MISSING || code === HOLE)) {
      const kind = code === HOLE ? KINDS[1] : "必填";
      return { kind, words: words.replace(/^(缺少|待填：)“[^”]*”/, ""), hint: askFor(node) };
    }
    const mend = hint && sayHint(adapted, path, hint);
    const begin = mend === node?.options.example ? "例如" : "改法";
    return { kind: KINDS[rankOf(problem)], words, hint: mend && `${begin}：${mend}` };
  }

  function sumProblems(problems) {
    const said = COUNTED.flatMap((words, rank) => {
      const number = problems.filter((one) => rankOf(one) === rank).length;
      return number ? [`${number} ${words}`] : [];
    });
    return said.length ? said.join("，") : "没有发现问题";
  }

  Object.assign(window.anlikuForm, { rankOf, sayProblem, sumProblems, titleOf });
})();
