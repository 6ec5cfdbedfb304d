/**
 * What in a text belongs to a person, and the same text with it masked.
 *
 * The same rules as generator/personal.py, whose patterns submit/form.json carries as `personal`. Of
 * telephones, only this country's numbering plan is known here.
 *
 *   anliku.record.masker(rules)    {find(text), hide(text)}
 *
 * A hit is {code, start, end, shown}. record-words.js comes before.
 */
"use strict";

(() => {
  const { expression } = window.anliku.record;
  const DIGIT = /[0-9]/g;
  const WORD = /[\p{L}\p{N}]/gu;
  const ALL_LETTERS = /^\p{L}*$/u;
  const MIN_DIGITS = 3;
  const maskers = new WeakMap();

  /** Gives digits and letters alone, in their narrow form. */
  function plain(written) {
    return (written.normalize("NFKC").match(WORD) ?? []).join("");
  }

  function masked(number, head, tail) {
    const hidden = "*".repeat(number.length - head - tail);
    return number.slice(0, head) + hidden + number.slice(number.length - tail);
  }

  /** Tells whether the calendar has a day, written as `YYYYMMDD`. */
  function isDay(written) {
    const [year, month, day] = [written.slice(0, 4), written.slice(4, 6), written.slice(6)];
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    return date.toISOString().startsWith(`${year}-${month}-${day}`);
  }

  /** Tells whether the last digit is that of GB 11643: the number read in base 13, modulo 11. */
  function hasIdentityCheck(number) {
    const rest = [...number.slice(0, -1)].reduce((sum, digit) => (2 * sum + Number(digit)) % 11, 0);
    return number.at(-1) === "0123456789X"[(((1 - 2 * rest) % 11) + 11) % 11];
  }

  /** Tells whether the last digit is that of ISO/IEC 7812. */
  function hasCardCheck(number) {
    const sum = [...number].reverse().reduce((total, digit, place) => {
      const counted = place % 2 ? 2 * Number(digit) : Number(digit);
      return total + (counted > 9 ? counted - 9 : counted);
    }, 0);
    return sum % 10 === 0;
  }

  function replaced(text, hits, write) {
    let [made, last] = ["", 0];
    for (const hit of hits) {
      made += text.slice(last, hit.start) + write(hit);
      last = hit.end;
    }
    return made + text.slice(last);
  }

  function hitAt(code, found, shown, written = found[0]) {
    // What is to be hidden ends where the pattern does.
    const end = found.index + found[0].length;
    return { code, start: end - written.length, end, shown };
  }

  class Masker {
    constructor({ patterns, numbering }) {
      this.numbering = numbering;
      const made = Object.entries(patterns).map(([name, pattern]) => [name, expression(pattern)]);
      this.patterns = Object.fromEntries(made);
      this.finders = [
        this.identities, this.cards, this.mobiles, this.lands, this.toldLands, this.plates, this.mails,
      ];
    }

    /** Says whether a text could hold anything personal at all; quick. */
    isSuspicious(text) {
      const { digits, plate_start: plate } = this.patterns;
      return /[@＠]/.test(text) || text.search(digits) >= 0 || text.search(plate) >= 0;
    }

    /** Gives all that is personal in a text, in order, nothing twice. */
    find(text) {
      if (!this.isSuspicious(text)) {
        return [];
      }
      // What is known already, and addresses, are nothing else.
      let bare = text.replace(this.patterns.address, (found) => " ".repeat(found.length));
      const hits = [];
      for (const finder of this.finders) {
        const found = finder.call(this, bare);
        bare = replaced(bare, found, ({ start, end }) => "*".repeat(end - start));
        hits.push(...found);
      }
      return hits.sort((one, other) => one.start - other.start);
    }

    /** Gives the text with all that is personal masked. */
    hide(text) {
      return replaced(text, this.find(text), ({ shown }) => shown);
    }

    /** Gives a hit for each match that a function makes one of. */
    each(name, text, makeHit) {
      return [...text.matchAll(this.patterns[name])].map(makeHit).filter(Boolean);
    }

    identities(text) {
      return this.each("identity", text, (found) => {
        const number = plain(found[0]);
        // The region is that of the day when the number was given: the province has to do.
        const isIssued = number.search(this.patterns.issued) === 0;
        const isOne = isIssued && isDay(number.slice(6, 14)) && hasIdentityCheck(number.toUpperCase());
        return isOne && hitAt("AL401", found, masked(number, 3, 2));
      });
    }

    cards(text) {
      return this.each("card", text, (found) => {
        const number = plain(found[0]);
        const isOne = this.isCard(number, found[0], text.slice(0, found.index));
        return isOne && hasCardCheck(number) && hitAt("AL404", found, masked(number, 4, 4));
      });
    }

    /** Knows the issuers: 62 is UnionPay's; the others' are also anybody's long number. */
    isCard(number, written, before) {
      const { issuers, card_words: words } = this.patterns;
      if (number.startsWith("62")) {
        return true;
      }
      const isForeign = number.search(issuers) === 0 && number.length === 16;
      return isForeign && (written.length > number.length || before.slice(-24).search(words) >= 0);
    }

    mobiles(text) {
      return this.each("mobile", text, (found) => {
        const number = plain(found[0]).slice(-11);
        return this.isKind("mobile", number) && hitAt("AL402", found, masked(number, 3, 4));
      });
    }

    lands(text) {
      return this.each("land", text, (found) => {
        const number = plain(found[0]);
        return this.isKind("fixed", number) && hitAt("AL402", found, this.maskedLand(number));
      });
    }

    toldLands(text) {
      return this.each("told", text, (found) => {
        const number = plain(found.groups.number);
        const isOne = this.isKind("fixed", number) || !number.startsWith("0");
        return isOne && hitAt("AL402", found, this.maskedLand(number), found.groups.number);
      });
    }

    /** Tells whether a number is "fixed" or "mobile" in the numbering plan, and nothing else. */
    isKind(kind, written) {
      const number = written.replace(/^(?:(?:00)?86)?0?/, "");
      const { general, fixed, mobile, others } = this.numbering;
      const is = ([pattern, lengths]) =>
        lengths.includes(number.length) && new RegExp(`^(?:${pattern})$`).test(number);
      const kinds = { fixed, mobile };
      const rest = Object.keys(kinds).filter((one) => one !== kind).map((one) => kinds[one]);
      return is(general) && is(kinds[kind]) && ![...rest, ...others].some(is);
    }

    /** Leaves the area (010, 02x and 0xxx) and two digits. */
    maskedLand(number) {
      const [[area, head]] = number.matchAll(this.patterns.area);
      return `${head}${head && "-"}${masked(number.slice(area.length), 0, 2)}`;
    }

    plates(text) {
      return this.each("plate", text, (found) => {
        const plate = plain(found[0]).toUpperCase();
        const serial = plate.slice(2);
        const digits = serial.match(DIGIT)?.length ?? 0;
        // A serial of six is that of a new energy vehicle: one letter, or two at its head.
        const isOne = digits >= (serial.length === 5 ? MIN_DIGITS : 4) && !ALL_LETTERS.test(serial);
        return isOne && hitAt("AL403", found, `${plate.slice(0, 2)}·${masked(serial, 0, 2)}`);
      });
    }

    mails(text) {
      return this.each("mail", text, (found) => {
        const { name, host } = found.groups;
        const first = name.length > 1 ? name[0] : "";
        return hitAt("AL405", found, `${first}***@${host.toLowerCase()}`);
      });
    }
  }

  /** Gives what finds and masks personal data by some rules. */
  function masker({ personal }) {
    if (!maskers.has(personal)) {
      const made = new Masker(personal);
      maskers.set(personal, { find: (text) => made.find(text), hide: (text) => made.hide(text) });
    }
    return maskers.get(personal);
  }

  Object.assign(window.anliku.record, { masker });
})();
