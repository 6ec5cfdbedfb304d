/**
 * The comments of a record: each with the key or the list item that it stands before.
 *
 * generator/comments.py holds the same rules. A comment has no place in the data, so it is held by
 * what follows it; behind something on its line, it is about that. record-words.js comes before.
 */
"use strict";

(() => {
  const { keyOf, restOfLine } = window.anliku.record;
  const COMMENT = /#[^\n]*/g;

  /**
   * Gives the comments of a text by the path, as `keyOf` writes it, that they stand before.
   * @param {string} text read without an error
   * @param {{keys: Map, values: Map, scalars: object[]}} found offsets of keys and of values by path,
   *     and where each text begins and ends
   */
  function commentsOf(text, found) {
    const comments = {};
    if (text.includes("#")) {
      const anchors = anchorsOf(text, found);
      for (const { path, comment } of anchored(text, found.scalars, anchors)) {
        const bare = comment.slice(1).replace(/^ /, "").trimEnd();
        comments[path] = [...(comments[path] ?? []), bare];
      }
    }
    return comments;
  }

  /** Tells where an item, a key or a value begins, and to whom what begins there belongs. */
  function anchorsOf(text, { keys, values }) {
    const above = new Set([...values.keys()].map((key) => keyOf(JSON.parse(key).slice(0, -1))));
    const begins = new Map();
    // Of several at one place, the outermost. A value in block style begins with a part of its own.
    for (const [key, offset] of values) {
      const path = JSON.parse(key);
      const inBlock = above.has(key) && !"[{".includes(text[offset]);
      const counts = path.length && (typeof path.at(-1) === "number" || !inBlock);
      if (counts && !begins.has(offset)) {
        begins.set(offset, key);
      }
    }
    const swap = ([key, offset]) => [offset, key];
    for (const [key, offset] of keys) {
      if (!begins.has(offset)) {
        begins.set(offset, key);
      }
    }
    return {
      begins: [...begins].sort(([one], [other]) => one - other),
      owners: new Map([...[...values].map(swap), ...[...keys].map(swap)]),
    };
  }

  /** Gives what begins at an offset or next, else the end of the file. */
  function after({ begins }, offset) {
    return begins.find(([start]) => start >= offset)?.[1] ?? "[]";
  }

  /** Gives each comment with what holds it, in the order of the text. */
  function anchored(text, scalars, anchors) {
    const found = [];
    const brackets = [];
    // What the last sign belongs to; nothing for a dash, which is followed by what it belongs to.
    let last = "";
    let end = 0;
    for (const { sign, start, stop, isBlock } of signsOf(text, scalars)) {
      if (sign === "#") {
        const isAlone = !text.slice(text.lastIndexOf("\n", start - 1) + 1, start).trim();
        const path = (!isAlone && last) || after(anchors, isAlone ? start : end);
        found.push({ path, comment: text.slice(start, stop) });
        continue;
      }
      end = stop;
      if (sign === "text") {
        last = anchors.owners.get(start) ?? "";
        const head = isBlock ? restOfLine(text, start).match(COMMENT) : null;
        found.push(...(head ?? []).map((comment) => ({ path: last || after(anchors, end), comment })));
      } else if ("[{".includes(sign)) {
        last = anchors.owners.get(start) ?? "";
        brackets.push(last);
      } else if ("]}".includes(sign)) {
        last = brackets.pop();
      } else if (!",:".includes(sign)) {
        last = "";
      }
    }
    return found;
  }

  /** Gives what a text consists of, but for blanks: texts, comments, and single signs. */
  function* signsOf(text, scalars) {
    let at = 0;
    for (const { start, end, isBlock } of [...scalars, { start: text.length }]) {
      while (at < start) {
        COMMENT.lastIndex = at;
        const sign = text[at];
        const stop = sign === "#" ? at + COMMENT.exec(text)[0].length : at + 1;
        if (!/\s/.test(sign)) {
          yield { sign, start: at, stop };
        }
        at = stop;
      }
      if (end !== undefined) {
        yield { sign: "text", start, stop: end, isBlock };
      }
      at = end;
    }
  }

  Object.assign(window.anliku.record, { commentsOf });
})();
