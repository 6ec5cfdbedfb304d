/**
 * What the record's scripts say, and how they find what was meant.
 *
 * The sentences are data: generator/messages.py has them as templates, submit/form.json carries them
 * as `messages`. The other scripts come after: record-read.js, record-write.js, and record-check.js
 * with its parts.
 *
 *   rules                      the content of submit/form.json
 *   path                       where a part stands, as ["metrics", 0, "value"]
 *   problem                    {code, severity, path, message, hint}, and {line, column} if known
 */
"use strict";

(() => {
  const TEMPLATE = /\{\{|\}\}|\{([a-z_]+)\}/g;
  /** So many characters, and difflib leaves out what is everywhere. */
  const POPULAR_FROM = 200;
  const PRINTABLE = /^[^\p{C}\p{Z}]$|^ $/u;

  /** Fills in a template, as `str.format` does. */
  function say(rules, name, values = {}) {
    return rules.messages[name].replace(TEMPLATE, (found, key) => (key ? values[key] : found[0]));
  }

  /** Makes the expression that submit/form.json holds, for all that it finds. */
  function expression({ source, flags }) {
    return new RegExp(source, `${flags}g`);
  }

  /** Counts characters as Python does, not UTF-16 units. */
  function lengthOf(text) {
    return [...text].length;
  }

  /** Gives the first characters of a text. */
  function cut(text, most) {
    return [...text].slice(0, most).join("");
  }

  /** Gives a path as a text that names it, for tables by path. */
  function keyOf(path) {
    return JSON.stringify(path);
  }

  /** Gives the line at an offset, to its end. */
  function restOfLine(text, offset) {
    const end = text.indexOf("\n", offset);
    return text.slice(offset, end < 0 ? text.length : end);
  }

  /** Makes what gives line and column of an offset, counted from 1 and in characters. */
  function placer(text) {
    const starts = [0];
    for (let end = text.indexOf("\n"); end >= 0; end = text.indexOf("\n", end + 1)) {
      starts.push(end + 1);
    }
    return (offset) => {
      let [low, high] = [0, starts.length];
      while (high - low > 1) {
        const middle = (low + high) >> 1;
        [low, high] = starts[middle] <= offset ? [middle, high] : [low, middle];
      }
      return { line: low + 1, column: [...text.slice(starts[low], offset)].length + 1 };
    };
  }

  /** Gives the keys of a path, without places in lists. */
  function namesOf(path) {
    return path.filter((part) => typeof part === "string");
  }

  /** Gives what a table by fields, as `rules.order`, has for a path; null where it has nothing. */
  function fieldOf(table, path) {
    const names = namesOf(path);
    const field = names.join(".");
    const isField = names.every((name) => name && !name.includes("."));
    return isField && Object.hasOwn(table, field) ? table[field] : null;
  }

  /** Writes a path as an editor reads it. */
  function shown(rules, path) {
    const words = path.map((part) =>
      typeof part === "string" ? cut(part.split("\n")[0], 40) : say(rules, "item", { number: part + 1 }),
    );
    return words.join(" ");
  }

  /** Tells what a value is: "text", "list", "part" or, where nothing is, "nothing". */
  function kindOf(value) {
    if (typeof value === "string") {
      return "text";
    }
    if (Array.isArray(value)) {
      return "list";
    }
    return value !== null && typeof value === "object" ? "part" : "nothing";
  }

  /** Writes a value as Python's `repr` does. */
  function represent(value) {
    const kind = kindOf(value);
    if (kind === "list") {
      return `[${value.map(represent).join(", ")}]`;
    }
    if (kind === "part") {
      const pairs = Object.entries(value).map((pair) => pair.map(represent).join(": "));
      return `{${pairs.join(", ")}}`;
    }
    return kind === "text" ? quoteText(value) : "None";
  }

  function quoteText(text) {
    const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
    const inside = [...text].map((one) => {
      if (one === quote || one === "\\") {
        return `\\${one}`;
      }
      return one === "\n" ? "\\n" : PRINTABLE.test(one) ? one : escaped(one);
    });
    return `${quote}${inside.join("")}${quote}`;
  }

  function escaped(character) {
    const code = character.codePointAt(0).toString(16);
    const width = code.length > 4 ? 8 : code.length > 2 ? 4 : 2;
    return `\\${{ 2: "x", 4: "u", 8: "U" }[width]}${code.padStart(width, "0")}`;
  }

  // ------------------------------------------------------------------------ likeness (difflib)

  function placesOf(characters, keepsPopular) {
    const places = new Map();
    characters.forEach((one, place) => {
      places.set(one, [...(places.get(one) ?? []), place]);
    });
    if (!keepsPopular && characters.length >= POPULAR_FROM) {
      const most = Math.floor(characters.length / 100) + 1;
      [...places].filter(([, found]) => found.length > most).forEach(([one]) => places.delete(one));
    }
    return places;
  }

  /** Finds the longest run that both have between the given bounds, the earliest of equal ones. */
  function longestRun(first, second, places, [low, high, from, to]) {
    let best = { at: low, other: from, size: 0 };
    let lengths = new Map();
    for (let at = low; at < high; at += 1) {
      const next = new Map();
      for (const other of places.get(first[at]) ?? []) {
        if (other >= to) {
          break;
        }
        if (other >= from) {
          const size = (lengths.get(other - 1) ?? 0) + 1;
          next.set(other, size);
          best = size > best.size ? { at: at - size + 1, other: other - size + 1, size } : best;
        }
      }
      lengths = next;
    }
    return widened(first, second, best, [low, high, from, to]);
  }

  /** Widens a run by what is too common to begin one. */
  function widened(first, second, { at, other, size }, [low, high, from, to]) {
    while (at > low && other > from && first[at - 1] === second[other - 1]) {
      [at, other, size] = [at - 1, other - 1, size + 1];
    }
    while (at + size < high && other + size < to && first[at + size] === second[other + size]) {
      size += 1;
    }
    return { at, other, size };
  }

  /**
   * Makes the measure of how alike texts are to `second`: 0 to 1, as difflib's `ratio`.
   * @param {boolean} [keepsPopular] difflib's `autojunk=False`
   */
  function likenessTo(second, keepsPopular = false) {
    const theirs = [...second];
    const places = placesOf(theirs, keepsPopular);
    return (text) => {
      const ours = [...text];
      const length = ours.length + theirs.length;
      const queue = [[0, ours.length, 0, theirs.length]];
      let met = 0;
      while (queue.length) {
        const bounds = queue.pop();
        const { at, other, size } = longestRun(ours, theirs, places, bounds);
        if (size) {
          met += size;
          queue.push([bounds[0], at, bounds[2], other], [at + size, bounds[1], other + size, bounds[3]]);
        }
      }
      return length ? (2 * met) / length : 1;
    };
  }

  /** Gives an upper bound of the likeness of two texts, which costs little. */
  function mostLikeness(first, second) {
    const left = new Map();
    for (const one of second) {
      left.set(one, (left.get(one) ?? 0) + 1);
    }
    let met = 0;
    for (const one of first) {
      const number = left.get(one) ?? 0;
      left.set(one, number - 1);
      met += number > 0 ? 1 : 0;
    }
    return (2 * met) / (first.length + second.length);
  }

  /** Gives the likest of some texts to a word, "" where none is alike enough; of equals the last. */
  function nearest(word, texts, atLeast) {
    const likeness = likenessTo(word);
    const scored = [...texts].map((text) => ({ text, score: likeness(text) }));
    const near = scored.filter(({ score }) => score >= atLeast);
    near.sort((one, other) => other.score - one.score || (one.text < other.text ? 1 : -1));
    return near.length ? near[0].text : "";
  }

  window.anliku = Object.assign(window.anliku ?? {}, {
    record: {
      cut, expression, fieldOf, keyOf, kindOf, lengthOf, likenessTo, mostLikeness, namesOf, nearest, placer, represent,
      restOfLine, say,
      shown,
    },
  });
})();
