/**
 * What the search knows of texts: their normal form, the terms of a query, and the hits to mark.
 *
 * generator/search/normalize.py holds the same rules and their reasons; both sides share the
 * vectors of tests/golden/search-normalize.json. search.js, which asks the index, comes after.
 */
"use strict";

(() => {
  /** How much of a text is shown around its first hit, in UTF-16 units. */
  const EXCERPT_BEFORE = 24;
  /** What is shorter is a name or a label, and tells little of a case. */
  const SENTENCE = 24;
  const EXCERPT_LENGTH = 96;

  const HAN = /[\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}]/u;
  const CHARACTER = /[\p{L}\p{N}\p{M}]/u;
  const LOOSE = /[\p{Z}\p{Ps}\p{Pe}\p{Pi}\p{Pf}\t\r"'·]/u;
  const INVISIBLE = /\p{Cf}/u;
  const STRENGTH = { "": 0, " ": 1, ",": 2, "\n": 3 };
  const TERM = /(?:[“”"＂][^“”"＂]*[“”"＂]|「[^」]*」|『[^』]*』|\S)+/gu;

  // ------------------------------------------------------------------------ the normal form

  /**
   * Gives the normal form of a text, and where in the text each of its UTF-16 units comes from.
   * @param {string} text in NFC
   * @returns {{text: string, starts: number[], ends: number[]}}
   */
  function fold(text) {
    const units = foldCharacters(text);
    const folded = { text: "", starts: [], ends: [] };
    let gap = "";
    let previous = null;
    units.forEach((unit, place) => {
      const kind = gapOf(unit.character, units[place + 1]);
      if (kind) {
        gap = STRENGTH[kind] > STRENGTH[gap] ? kind : gap;
        return;
      }
      if (gap && previous) {
        const vanishes = gap === " " && (HAN.test(previous.character) || HAN.test(unit.character));
        const character = vanishes ? "" : gap.replace(",", " ");
        append(folded, { character, start: previous.end, end: unit.start });
      }
      append(folded, unit);
      gap = "";
      previous = unit;
    });
    return folded;
  }

  function append(folded, { character, start, end }) {
    folded.text += character;
    for (let unit = 0; unit < character.length; unit += 1) {
      folded.starts.push(start);
      folded.ends.push(end);
    }
  }

  /** Gives the characters of a text: half-width, lower case, without what vanishes. */
  function foldCharacters(text) {
    const units = [];
    let start = 0;
    for (const written of text) {
      const end = start + written.length;
      const grouping = written === "," && /[0-9],[0-9]/.test(text.slice(start - 1, end + 1));
      for (const lower of grouping ? "" : written.toLowerCase()) {
        const half = lower.replace(/[\uff01-\uff5e]/, (wide) =>
          String.fromCharCode(wide.charCodeAt(0) - 0xff01 + 0x21),
        );
        if (!INVISIBLE.test(half)) {
          units.push({ character: half === "ς" ? "σ" : half, start, end });
        }
      }
      start = end;
    }
    return units;
  }

  /** Gives the gap that a mark makes before the unit that follows it; "" for what is no gap. */
  function gapOf(character, next) {
    if (character === "." || character === "-") {
      return next && CHARACTER.test(next.character) && !HAN.test(next.character) ? "" : ",";
    }
    if (character === "%" || character === "+" || CHARACTER.test(character)) {
      return "";
    }
    return character === "\n" ? "\n" : LOOSE.test(character) ? " " : ",";
  }

  /** @param {string} text @returns {string} its normal form */
  function normalize(text) {
    return fold(text.normalize("NFC")).text;
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
      const width = Math.min(run.length, 4);
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

  // ------------------------------------------------------------------------ the hits

  /**
   * Finds where the terms stand in a text.
   * @param {string} text in NFC
   * @param {string[]} terms normal forms
   * @returns {[number, number][]} start and end of each hit, apart and in order
   */
  function findHits(text, terms) {
    const folded = fold(text);
    const found = [];
    for (const term of terms) {
      let at = folded.text.indexOf(term);
      while (at >= 0) {
        found.push([folded.starts[at], folded.ends[at + term.length - 1]]);
        at = folded.text.indexOf(term, at + 1);
      }
    }
    found.sort((one, other) => one[0] - other[0]);
    const hits = [];
    for (const [start, end] of found) {
      const last = hits[hits.length - 1];
      if (last && start <= last[1]) {
        last[1] = Math.max(last[1], end);
      } else {
        hits.push([start, end]);
      }
    }
    return hits;
  }

  /**
   * Cuts a text into what is a hit and what is not.
   * @returns {[string, boolean][]} parts that make up the text, none empty
   */
  function markHits(text, terms, from = 0, to = text.length) {
    const parts = [];
    let at = from;
    for (const hit of findHits(text, terms)) {
      const start = Math.max(hit[0], from);
      const end = Math.min(hit[1], to);
      if (start < end) {
        parts.push([text.slice(at, start), false], [text.slice(start, end), true]);
        at = end;
      }
    }
    parts.push([text.slice(at, to), false]);
    return parts.filter(([part]) => part);
  }

  /** Cuts a piece out of a text around its first hit, marked; "…" stands for what is left out. */
  function cutExcerpt(text, terms, length = EXCERPT_LENGTH) {
    const [hit] = findHits(text, terms);
    const latest = Math.max(0, text.length - length);
    const wanted = hit ? Math.min(Math.max(0, hit[0] - EXCERPT_BEFORE), latest) : 0;
    const from = wholeCharacter(text, wanted);
    const to = wholeCharacter(text, Math.max(wanted + length, hit ? hit[1] : 0));
    const before = from > 0 ? [["…", false]] : [];
    const after = to < text.length ? [["…", false]] : [];
    return [...before, ...markHits(text, terms, from, Math.min(to, text.length)), ...after];
  }

  /** Gives a place that does not part the two halves of a character outside the BMP. */
  function wholeCharacter(text, place) {
    return /[\udc00-\udfff]/.test(text.charAt(place)) ? place - 1 : place;
  }

  /**
   * Cuts an excerpt out of paragraphs: of the one that holds the most terms, a whole sentence
   * before a name; and a second piece where another paragraph holds the terms that are left.
   * @param {{text: string, folded: string}[]} paragraphs
   * @param {string[]} terms normal forms
   */
  function excerptOf(paragraphs, terms) {
    const best = mostTelling(paragraphs, terms) ?? paragraphs[0];
    const left = best ? terms.filter((term) => !best.folded.includes(term)) : [];
    const second = left.length ? mostTelling(paragraphs, left) : undefined;
    if (!second) {
      return best ? cutExcerpt(best.text, terms) : [];
    }
    const half = EXCERPT_LENGTH / 2;
    return [
      ...cutExcerpt(best.text, terms, half), [" ", false], ...cutExcerpt(second.text, terms, half),
    ];
  }

  /** Gives the paragraph with the most of the terms; undefined where none has any. */
  function mostTelling(paragraphs, terms) {
    let best;
    let most = 0;
    for (const paragraph of paragraphs) {
      const held = terms.filter((term) => paragraph.folded.includes(term)).length;
      const score = held && held * 2 + (paragraph.text.length >= SENTENCE ? 1 : 0);
      if (score > most) {
        most = score;
        best = paragraph;
      }
    }
    return best;
  }

  window.anlikuSearch = { excerptOf, fold, gramsOf, markHits, normalize, orderGrams, parseQuery };
})();
