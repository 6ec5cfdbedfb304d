/**
 * What the search shows of a text: its paragraphs, the hits in them, and an excerpt around these.
 *
 * search-text.js, which says what a normal form is, comes before.
 */
"use strict";

(() => {
  const { fold } = window.anlikuSearch;

  /** How much of a text is shown around its first hit, in UTF-16 units. */
  const EXCERPT_BEFORE = 24;
  /** What is shorter is a name or a label, and tells little of a case. */
  const SENTENCE = 24;
  const EXCERPT_LENGTH = 96;

  /** A line of a document: its text as written, in NFC, and its normal form once that is needed. */
  class Paragraph {
    /** @param {Map<string, string>} simplified the traditional characters in the text */
    constructor(field, text, simplified) {
      this.field = field;
      this.text = text;
      this.simplified = simplified;
      this.normal = null;
    }

    get folded() {
      this.normal ??= fold(this.text, this.simplified);
      return this.normal;
    }

    holds(term) {
      return this.folded.text.includes(term.text);
    }

    /** Gives where a term stands: start and end of each hit in the text as written. */
    hits(term) {
      const { text, starts, ends } = this.folded;
      const found = [];
      for (let at = text.indexOf(term.text); at >= 0; at = text.indexOf(term.text, at + 1)) {
        found.push([starts[at], ends[at + term.text.length - 1]]);
      }
      return found;
    }
  }

  /** Finds where terms stand in a paragraph: start and end of each hit, apart and in order. */
  function findHits(paragraph, terms) {
    const found = terms.flatMap((term) => paragraph.hits(term));
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
   * Cuts a paragraph into what is a hit and what is not.
   * @returns {[string, boolean][]} parts that make up the text, none empty
   */
  function markHits(paragraph, terms, from = 0, to = paragraph.text.length) {
    const { text } = paragraph;
    const parts = [];
    let at = from;
    for (const hit of findHits(paragraph, terms)) {
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
  function cutExcerpt(paragraph, terms, length = EXCERPT_LENGTH) {
    const { text } = paragraph;
    const [hit] = findHits(paragraph, terms);
    const latest = Math.max(0, text.length - length);
    const wanted = hit ? Math.min(Math.max(0, hit[0] - EXCERPT_BEFORE), latest) : 0;
    const from = wholeCharacter(text, wanted);
    const to = wholeCharacter(text, Math.max(wanted + length, hit ? hit[1] : 0));
    const before = from > 0 ? [["…", false]] : [];
    const after = to < text.length ? [["…", false]] : [];
    return [...before, ...markHits(paragraph, terms, from, Math.min(to, text.length)), ...after];
  }

  /** Gives a place that does not part the two halves of a character outside the BMP. */
  function wholeCharacter(text, place) {
    return /[\udc00-\udfff]/.test(text.charAt(place)) ? place - 1 : place;
  }

  /**
   * Cuts an excerpt out of paragraphs: of the one that holds the most terms, a whole sentence
   * before a name; and a second piece where another paragraph holds the terms that are left.
   * @param {Paragraph[]} paragraphs
   */
  function excerptOf(paragraphs, terms) {
    const best = mostTelling(paragraphs, terms) ?? paragraphs[0];
    const left = best ? terms.filter((term) => !best.holds(term)) : [];
    const second = left.length ? mostTelling(paragraphs, left) : undefined;
    if (!second) {
      return best ? cutExcerpt(best, terms) : [];
    }
    const half = EXCERPT_LENGTH / 2;
    return [
      ...cutExcerpt(best, terms, half), [" ", false], ...cutExcerpt(second, terms, half),
    ];
  }

  /** Gives the paragraph with the most of the terms; undefined where none has any. */
  function mostTelling(paragraphs, terms) {
    let best;
    let most = 0;
    for (const paragraph of paragraphs) {
      const held = terms.filter((term) => paragraph.holds(term)).length;
      const score = held && held * 2 + (paragraph.text.length >= SENTENCE ? 1 : 0);
      if (score > most) {
        most = score;
        best = paragraph;
      }
    }
    return best;
  }

  Object.assign(window.anlikuSearch, { excerptOf, markHits, Paragraph });
})();
