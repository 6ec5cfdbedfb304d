/**
 * What the search shows of a text: its paragraphs, the hits in them, and an excerpt around these.
 *
 * search-text.js, which says what a normal form is, comes before.
 */
"use strict";

(() => {
  const { fold, HAN } = window.anlikuSearch;

  /** How much of a text is shown around its first hit, in UTF-16 units. */
  const EXCERPT_BEFORE = 24;
  /** What is shorter is a name or a label, and tells little of a case. */
  const SENTENCE = 24;
  const EXCERPT_LENGTH = 96;
  /** What a name sounds like weighs less than any text: texts are in the fields before. */
  const SOUND_FIELD = 6;

  /** A line of a document: its text as written, in NFC, and its normal form once that is needed. */
  class Paragraph {
    /**
     * @param {Map<string, string>} simplified the traditional characters in the text
     * @param {string} [syllables] of its Han characters, where it is found by pinyin too
     */
    constructor(field, text, simplified, syllables = "") {
      this.field = field;
      this.text = text;
      this.simplified = simplified;
      this.syllables = syllables;
      this.normal = null;
      this.spelled = null;
    }

    get folded() {
      this.normal ??= fold(this.text, this.simplified);
      return this.normal;
    }

    get sound() {
      this.spelled ??= spell(this.folded.text, this.syllables);
      return this.spelled;
    }

    holds(term) {
      return term.isSound ? this.soundHits(term).length > 0 : this.folded.text.includes(term.text);
    }

    /** Gives where a term stands: start and end of each hit in the text as written. */
    hits(term) {
      const { text, starts, ends } = this.folded;
      const found = term.isSound
        ? this.soundHits(term)
        : placesOf(text, term.text).map((at) => [at, at + term.text.length - 1]);
      return found.map(([first, last]) => [starts[first], ends[last]]);
    }

    /** Gives the first and the last place in the normal form of what sounds like a term. */
    soundHits({ letters }) {
      return !this.syllables
        ? []
        : this.sound.flatMap(({ text, places, begins }) =>
            placesOf(text, letters)
              .filter((at) => begins[at])
              .map((at) => [places[at], places[at + letters.length - 1]]),
          );
    }
  }

  function placesOf(text, piece) {
    const places = [];
    for (let at = text.indexOf(piece); at >= 0; at = text.indexOf(piece, at + 1)) {
      places.push(at);
    }
    return places;
  }

  /** Spells a normal form in full and by initials; `sound_of` of sound.py is its other half. */
  function spell(normal, syllables) {
    const full = { text: "", places: [], begins: [] };
    const initials = { text: "", places: [], begins: [] };
    const say = (spelling, letters, place, isBegin) => {
      [...letters].forEach((letter, number) => {
        spelling.text += letter;
        spelling.places.push(place);
        spelling.begins.push(isBegin && !number && letter !== "\n");
      });
    };
    const read = syllables.split(" ");
    let place = 0;
    let before = "";
    for (const character of normal) {
      const letters = HAN.test(character) ? read.shift() : character;
      const isSaid = /^[a-z]+$/.test(letters);
      const isBegin = isSaid && !(letters === character && /^[a-z]$/.test(before));
      say(full, isSaid ? letters : "\n", place, isBegin);
      say(initials, isBegin ? letters[0] : isSaid ? "" : "\n", place, isBegin);
      place += character.length;
      before = character;
    }
    return [full, initials];
  }

  /**
   * Tells of each term whether it is in a document by its sound. The id of a case is pinyin itself:
   * who types a piece of it means the words, where it has them.
   */
  function inDocument({ id, paragraphs }, terms) {
    const prose = paragraphs.filter(({ text }) => !text.endsWith(id));
    const isIn = (some, term) => some.some((paragraph) => paragraph.holds(term));
    return terms.map((term) => {
      const sound = { ...term, isSound: term.letters !== "" };
      return sound.isSound && !isIn(prose, term) && isIn(paragraphs, sound) ? sound : term;
    });
  }

  /** Gives the heaviest field of a document for each term; null when one is not met. */
  function fieldsOf(document, terms) {
    const { paragraphs } = document;
    const fields = inDocument(document, terms).map((term) => {
      const paragraph = paragraphs.find((one) => one.holds(term));
      return paragraph && (term.isSound ? SOUND_FIELD : paragraph.field);
    });
    return fields.includes(undefined) ? null : fields;
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

  Object.assign(window.anlikuSearch, { excerptOf, fieldsOf, inDocument, markHits, Paragraph });
})();
