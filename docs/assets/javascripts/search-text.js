/**
 * What the search knows of texts: their normal form, and the terms of a query.
 *
 * generator/search/normalize.py holds the same rules and their reasons; both sides share the
 * vectors of tests/golden/search-normalize.json. The other scripts of the search come after:
 * search-hits.js, search-files.js, search-facets.js, search-lookup.js, search.js.
 */
"use strict";

(() => {
  const HAN = /[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const CHARACTER = /[\p{L}\p{N}\p{M}]/u;
  const LOOSE = /[\p{Z}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\t\r"'·]/u;
  const INVISIBLE = /\p{Cf}/u;
  const STRENGTH = { "": 0, " ": 1, ",": 2, "\n": 3 };
  /** What may be pinyin: two letters or more. */
  const LETTERS = /^[a-z](?: ?[a-z])+$/;
  /** How many letters the index knows side by side. */
  const GRAM = 4;
  const known = new Map();
  const TERM = /(?:[“”"＂][^“”"＂]*[“”"＂]|「[^」]*」|『[^』]*』|\S)+/gu;

  // ------------------------------------------------------------------------ the normal form

  /**
   * Gives the normal form of a text, and where in the text each of its UTF-16 units comes from.
   * @param {string} text in NFC
   * @param {Map<string, string>} [simplified] by traditional character
   * @returns {{text: string, starts: number[], ends: number[]}}
   */
  function fold(text, simplified) {
    const units = foldCharacters(text, simplified);
    const folded = { text: "", starts: [], ends: [] };
    let gap = "";
    let previous = null;
    units.forEach((unit, place) => {
      const kind = unit.kind === "." ? pointBefore(units[place + 1]) : unit.kind;
      if (kind) {
        gap = STRENGTH[kind] > STRENGTH[gap] ? kind : gap;
        return;
      }
      if (gap && previous) {
        const vanishes = gap === " " && (previous.isHan || unit.isHan);
        append(folded, vanishes ? "" : gap.replace(",", " "), previous.end, unit.start);
      }
      append(folded, unit.character, unit.start, unit.end);
      gap = "";
      previous = unit;
    });
    return folded;
  }

  function append(folded, character, start, end) {
    folded.text += character;
    for (let unit = 0; unit < character.length; unit += 1) {
      folded.starts.push(start);
      folded.ends.push(end);
    }
  }

  /** Gives the characters of a text: half-width, lower case, without what vanishes. */
  function foldCharacters(text, simplified) {
    const units = [];
    let start = 0;
    for (const written of text) {
      const end = start + written.length;
      const grouping = written === "," && /[0-9],[0-9]/.test(text.slice(start - 1, end + 1));
      for (const one of grouping ? [] : foldCharacter(simplified?.get(written) ?? written)) {
        units.push({ ...one, start, end });
      }
      start = end;
    }
    return units;
  }

  /** Gives what stands for one character, worked out once: a library has a few thousand. */
  function foldCharacter(written) {
    let units = known.get(written);
    if (!units) {
      units = [...written.toLowerCase()].flatMap((lower) => {
        const half = lower.replace(/[\uff01-\uff5e]/, (wide) =>
          String.fromCharCode(wide.charCodeAt(0) - 0xff01 + 0x21),
        );
        const character = half === "ς" ? "σ" : half;
        const isHan = HAN.test(character);
        const isWord = CHARACTER.test(character) && !isHan;
        return INVISIBLE.test(half) ? [] : [{ character, kind: kindOf(character), isHan, isWord }];
      });
      known.set(written, units);
    }
    return units;
  }

  /** Gives the gap that a mark makes; "" for what is no gap, "." where the next one decides. */
  function kindOf(character) {
    if (character === "." || character === "-") {
      return ".";
    }
    if (character === "%" || character === "+" || CHARACTER.test(character)) {
      return "";
    }
    return character === "\n" ? "\n" : LOOSE.test(character) ? " " : ",";
  }

  /** Gives the gap that a point or a hyphen makes before the unit that follows it. */
  function pointBefore(next) {
    return next && next.isWord ? "" : ",";
  }

  /** @param {string} text @returns {string} its normal form */
  function normalize(text, simplified) {
    return fold(text.normalize("NFC"), simplified).text;
  }

  /** Gives a text in simplified script, and else as it is. */
  function simplify(text, simplified) {
    return [...text.normalize("NFC")].map((one) => simplified.get(one) ?? one).join("");
  }

  // ------------------------------------------------------------------------ the query

  /**
   * Splits a query at blanks into terms, which must all be met; quotation marks keep a blank.
   * @param {string} query
   * @returns {string[]} normal forms, each once
   */
  function parseQuery(query) {
    const terms = (query.match(TERM) || []).map((term) => normalize(term.replace(/\s+/g, " ")));
    return [...new Set(terms)].filter(Boolean);
  }

  /**
   * Gives what the index can be asked for a term: every text that contains it has all of these.
   * @param {string} term a normal form
   * @returns {string[]} the term itself alone, where the index knows it whole
   */
  function gramsOf(term) {
    const grams = [];
    for (const [run] of term.matchAll(/[a-z0-9.%+-]{3,}/g)) {
      const width = Math.min(run.length, GRAM);
      for (let start = 0; start + width <= run.length; start += 1) {
        grams.push(run.slice(start, start + width));
      }
    }
    // Of a run that is looked up by threes and fours, only the pairs at its borders remain.
    const characters = [...term.replace(/([a-z0-9.%+-])[a-z0-9.%+-]+([a-z0-9.%+-])/g, "$1\n$2")];
    characters.forEach((character, place) => {
      const width = characters[place + 1] === " " ? 3 : 2;
      const gram = characters.slice(place, place + width);
      if (character !== " " && gram.length === width && !gram.includes("\n")) {
        grams.push(gram.join(""));
      }
    });
    return grams.length ? [...new Set(grams)] : [term];
  }

  /**
   * Gives a term, with the ways to find it: a text that contains it has all grams of its first way;
   * a name that sounds like it has all of its second.
   * @param {string} text a normal form
   */
  function makeTerm(text) {
    const letters = LETTERS.test(text) ? text.replaceAll(" ", "") : "";
    return { text, letters, ways: [gramsOf(text), ...(letters ? [soundGrams(letters)] : [])] };
  }

  /** Gives what the index knows of how names sound; "^" stands for where a syllable begins. */
  function soundGrams(letters) {
    const last = letters.length - GRAM;
    const inner = [];
    for (let start = GRAM - 1; start < last; start += GRAM - 1) {
      inner.push(start);
    }
    const starts = last > 0 ? [...inner, last] : [];
    const capitals = letters.toUpperCase();
    const grams = starts.map((start) => capitals.slice(start, start + GRAM));
    return [`^${capitals.slice(0, GRAM)}`, ...new Set(grams)];
  }

  /**
   * Orders what to look up, each once and from every term in turn.
   * @param {string[][]} grams of each term
   * @returns {string[]}
   */
  function orderGrams(grams) {
    const spread = grams.map(spreadOut);
    const turns = Math.max(...spread.map((mine) => mine.length));
    const ordered = Array.from({ length: turns }, (_, turn) => spread.map((mine) => mine[turn]));
    return [...new Set(ordered.flat())].filter(Boolean);
  }

  /** Puts first the longest, which is rare, then what stands far apart: neighbours say the same. */
  function spreadOut(grams) {
    const longest = grams.reduce((one, other) => (other.length > one.length ? other : one));
    const order = [longest, grams[0], grams[grams.length - 1]];
    for (let step = grams.length; step >= 0.5; step /= 2) {
      for (let at = step / 2; at < grams.length; at += step) {
        order.push(grams[Math.floor(at)]);
      }
    }
    return [...new Set(order)];
  }

  window.anlikuSearch = { fold, gramsOf, HAN, makeTerm, normalize, orderGrams, parseQuery, simplify };
})();
