/**
 * What the texts of a record give away or leave unsaid: personal data (AL401 to AL405), and advice on
 * how it is written (AL601 to AL604).
 *
 * The same rules and words as generator/privacy.py and generator/style.py, whose patterns and lists
 * submit/form.json carries as `personal` and `style`. A fault is {code, path, message, hint}, with
 * the `offset` of what it speaks of where the record's text is known. record-words.js and
 * record-personal.js come before.
 */
"use strict";

(() => {
  const { expression, keyOf, kindOf, lengthOf, masker, say } = window.anliku.record;
  // No name and no quotation that matters here is longer.
  const QUOTED = 200;
  const QUOTES = ["“”", "《》"];

  /**
   * Gives the offset of a piece of the text at a path, the first one behind `after`: that of the text
   * itself where the file does not say it as it reads, undefined where there is no file.
   */
  function locate(document, path, written, after = -1) {
    if (!document) {
      return undefined;
    }
    const { keys, text, values } = document;
    const own = values.get(keyOf(path));
    const behind = [...values.values(), ...keys.values()].filter((offset) => offset > own);
    const end = behind.reduce((first, offset) => Math.min(first, offset), text.length);
    const found = written.includes("\n") ? -1 : text.indexOf(written, Math.max(own, after + 1));
    return found >= 0 && found + written.length <= end ? found : own;
  }

  // ---------------------------------------------------------------------- personal data

  /** Gives the codes that a record waives; an identity card cannot be waived. */
  function waivedIn(data) {
    const waivers = data.curation?.waivers;
    const codes = Array.isArray(waivers) ? waivers.map((one) => one?.code) : [];
    return codes.filter((code) => code !== "AL401");
  }

  /** Gives the texts of a record, each with its path; figures, dates and ids are nobody's number. */
  function textsOf(value, unread, path = []) {
    const kind = kindOf(value);
    if (kind === "text") {
      return [[path, value]];
    }
    const parts = kind === "nothing" ? [] : Object.entries(value);
    return parts
      .filter(([key]) => kind === "list" || !unread.includes(key))
      .flatMap(([key, one]) => textsOf(one, unread, [...path, kind === "list" ? Number(key) : key]));
  }

  function inValues({ data, rules, document }, find) {
    return textsOf(data, rules.personal.unread).flatMap(([path, text]) => {
      let offset;
      return find(text).map((hit) => {
        offset = locate(document, path, text.slice(hit.start, hit.end), offset);
        return { hit, path, offset };
      });
    });
  }

  function inComments({ rules, document, comments = {} }, find) {
    if (document) {
      const found = [...document.text.matchAll(expression(rules.personal.comment))];
      return found.flatMap(({ 0: comment, index }) =>
        find(comment).map((hit) => ({ hit, path: [], offset: index + hit.start })),
      );
    }
    return Object.entries(comments).flatMap(([path, lines]) =>
      lines.flatMap((line) => find(`# ${line}`).map((hit) => ({ hit, path: JSON.parse(path) }))),
    );
  }

  /** Gives what is personal in a record and its comments, each once at its place. */
  function privateFaults(record) {
    const { data, rules } = record;
    const waived = waivedIn(data);
    const find = (text) => masker(rules).find(text).filter(({ code }) => !waived.includes(code));
    const told = new Map();
    for (const one of [...inValues(record, find), ...inComments(record, find)]) {
      const key = keyOf([one.offset ?? one.path, one.hit.shown]);
      told.set(key, told.get(key) ?? one);
    }
    return [...told.values()].slice(0, rules.limits.reports).map(({ hit, path, offset }) => {
      const { code, shown } = hit;
      const [name, instead, reason] = rules.personal.said[code];
      const template = reason ? "personal_mend_or_waive" : "personal_mend";
      const hint = say(rules, template, { instead, code, reason });
      return { code, path, offset, message: say(rules, "personal", { name, shown }), hint };
    });
  }

  // ---------------------------------------------------------------------- advice

  /** Gives the texts that a reader reads one after the other. */
  function proseOf({ summary, background, practices, outcomes, lessons }) {
    const texts = [
      [["summary"], summary],
      [["background"], background],
      ...practices.map(({ body }, number) => [["practices", number, "body"], body]),
      [["outcomes"], outcomes],
      [["lessons"], lessons ?? ""],
    ];
    return texts.map(([path, text]) => [path, text.trim()]).filter(([, text]) => text);
  }

  /** Advises on a short name that is used before the place which says what it is short for. */
  function shortNames({ data, rules, document }) {
    const before = [];
    return proseOf(data).flatMap(([path, text]) => {
      const advice = [...text.matchAll(expression(rules.style.defined))].flatMap(({ groups, index }) => {
        const { short, full } = groups;
        const earlier = [...before, [path, text.slice(0, index)]];
        const used = earlier.find(([, one]) => one.includes(short))?.[0];
        // A short name that is part of the full one is used whenever that is.
        if (!used || full.includes(short)) {
          return [];
        }
        const hint = say(rules, "short_name_mend", { short, full: fullName(data, rules, full) });
        const offset = locate(document, used, short);
        return [{ code: "AL601", path: used, offset, message: say(rules, "short_name", { short }), hint }];
      });
      before.push([path, text]);
      return advice;
    });
  }

  /** Gives the name that ends the words before a short name, as far as the record tells it. */
  function fullName({ organizations }, rules, before) {
    const names = organizations.map(({ name }) => name.trim());
    return names.find((name) => before.endsWith(name)) ?? say(rules, "short_name_full");
  }

  /** Advises on the first phrase of each kind that stands without a figure in its sentence. */
  function emptyPhrases({ data, rules, document }) {
    const { ends, figure, phrases } = rules.style;
    return proseOf(data).flatMap(([path, text]) =>
      phrases.flatMap(([pattern, hint]) => {
        const found = [...text.matchAll(expression(pattern))].find(({ 0: phrase, index }) => {
          const sentence = sentenceAt(text, index, index + phrase.length, ends);
          return sentence.search(expression(figure)) < 0 && !isInQuotes(text.slice(0, index));
        });
        if (!found) {
          return [];
        }
        const [phrase] = found;
        let offset;
        for (let number = text.slice(0, found.index).split(phrase).length; number > 0; number -= 1) {
          offset = locate(document, path, phrase, offset);
        }
        return [{ code: "AL602", path, offset, message: say(rules, "empty_phrase", { phrase }), hint }];
      }),
    );
  }

  function sentenceAt(text, start, end, ends) {
    const marks = [...ends];
    const first = Math.max(...marks.map((mark) => text.slice(0, start).lastIndexOf(mark))) + 1;
    const behind = marks.map((mark) => text.indexOf(mark, end)).filter((found) => found >= 0);
    return text.slice(first, Math.min(...behind, text.length));
  }

  /** Tells whether a text ends within a name or somebody's words. */
  function isInQuotes(text) {
    const near = [...text].slice(-QUOTED);
    const count = (mark) => near.filter((one) => one === mark).length;
    return QUOTES.some(([left, right]) => count(left) > count(right));
  }

  function withoutFigures({ data, rules }) {
    // Where the source has lost its figures, the record says so: nobody can write them.
    const isLost = (data.metrics ?? []).some(({ missing }) => missing);
    const hasFigure = data.outcomes.search(expression(rules.style.figure)) >= 0;
    const fault = { code: "AL603", path: ["outcomes"], message: say(rules, "no_figure") };
    return isLost || hasFigure ? [] : [{ ...fault, hint: say(rules, "no_figure_mend") }];
  }

  function shortSections({ data, rules }) {
    const { names, shortest } = rules.style;
    return proseOf(data).flatMap(([path, text]) => {
      const key = path[0] === "practices" ? "practice" : path[0];
      const [length, least] = [lengthOf(text.replace(/\s+/g, "")), shortest[key] ?? 0];
      const [name, hint] = names[key] ?? [];
      const message = () => say(rules, "short_section", { name, length, least });
      return length < least ? [{ code: "AL604", path, message: message(), hint }] : [];
    });
  }

  Object.assign(window.anliku.record, {
    adviceOn: (record) =>
      [shortNames, emptyPhrases, withoutFigures, shortSections].flatMap((rule) => rule(record)),
    privateFaults,
  });
})();
