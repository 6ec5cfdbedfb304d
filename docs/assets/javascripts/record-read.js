/**
 * The strict reader in the browser: text to plain data in which every scalar is text, its comments,
 * and what is wrong with the text. generator/strict_yaml.py and generator/comments.py hold the same
 * rules and their reasons; tests/browser/test_record_core.py holds both sides together.
 *
 *   anliku.record.read(text, rules)    {data, comments, faults, document}
 *
 * `comments` are lists of texts by the path of the key or item that they stand before, written as
 * `keyOf(path)`; "[]" is the end of the file. With an error among `faults`, `data` is null.
 * `document` is for record-check.js: where each part stands, and which keys have nothing behind
 * them. What a parser says of broken YAML is told in one sentence, where Python looks for the slip.
 *
 * record-words.js, record-personal.js, record-parse.js and record-comments.js come before.
 */
"use strict";

(() => {
  const { commentsOf, cut, keyOf, kindOf, masker, parse, ParseError } = window.anliku.record;
  const { placer, restOfLine, say } = window.anliku.record;

  const LOST = /^ +#[^\s#]/;
  const WIDE_BLOCK = /^ *(?:- +)*([A-Za-z_]+): *([｜＞][-+0-9]*) *$/;
  /** What stands between two values and is neither: blanks, comments, closing brackets. */
  const GAP = /(?:[\s,\]}]|#[^\n]*)*/y;

  /** Ends the reading: what follows cannot be understood. */
  class Refusal extends Error {
    constructor(code, offset, message, hint) {
      super(message);
      Object.assign(this, { code, offset, hint });
    }
  }

  function read(given, rules) {
    const text = cleanLineEnds(given);
    const odd = [...tooLarge(given, rules), ...oddCharacters(text, rules)];
    if (odd.length) {
      return failed(odd);
    }
    const walk = new Walk(text, rules);
    try {
      walk.run(parse(text, rules.limits.depth + 1));
    } catch (error) {
      walk.fault(asRefusal(error, rules));
    }
    const { document, faults } = walk;
    if (!faults.some(({ severity }) => severity === "error") && kindOf(document.data) !== "part") {
      walk.fault(notAPart(document.data, walk.values.get("[]"), rules));
    }
    if (faults.some(({ severity }) => severity === "error")) {
      return { ...failed(faults), document };
    }
    return { data: document.data, comments: commentsOf(text, walk), faults, document };
  }

  function tooLarge(text, rules) {
    const [actual, max] = [new TextEncoder().encode(text).length, rules.limits.bytes];
    if (actual <= max) {
      return [];
    }
    const kilobytes = { actual: Math.floor(actual / 1024), max: Math.floor(max / 1024) };
    const message = say(rules, "too_large", kilobytes);
    const hint = say(rules, "one_case_no_pictures");
    return [{ code: "AL102", severity: "error", line: 1, column: 1, path: [], message, hint }];
  }

  function failed(faults) {
    return { data: null, comments: {}, faults, document: null };
  }

  function cleanLineEnds(text) {
    const bare = text.replace(/^\ufeff/, "");
    return bare.includes("\n") ? bare.replaceAll("\r\n", "\n") : bare.replaceAll("\r", "\n");
  }

  function hexOf(character) {
    return character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  }

  function oddCharacters(text, rules) {
    const kinds = [
      [rules.patterns.invisible, "AL103", "invisible"],
      [rules.patterns.blank, "AL104", "blank"],
    ];
    const placeAt = placer(text);
    return kinds.flatMap(([pattern, code, template]) => {
      const lines = new Map();
      for (const match of text.matchAll(new RegExp(pattern, "gu"))) {
        const place = placeAt(match.index);
        if (!lines.has(place.line) && lines.size < rules.limits.reports) {
          const name = rules.blanks[match[0]] ?? ` U+${hexOf(match[0])}`;
          const message = say(rules, template, { name });
          const hint = say(rules, `${template}_mend`);
          lines.set(place.line, { code, severity: "error", ...place, path: [], message, hint });
        }
      }
      return [...lines.values()];
    });
  }

  function notAPart(data, offset, rules) {
    const isJoined = typeof data === "string" && data.includes("：");
    const message = say(rules, isJoined ? "wide_colons" : "no_mapping");
    return new Refusal("AL109", offset, message, say(rules, "first_line"));
  }

  /** Gives what ended the reading as a refusal; a fault of ours goes on. */
  function asRefusal(error, rules) {
    if (error instanceof Refusal) {
      return error;
    }
    if (!(error instanceof ParseError)) {
      throw error;
    }
    if (error.isDeep) {
      const message = say(rules, "too_deep", { max: rules.limits.depth });
      return new Refusal("AL107", error.offset, message, say(rules, "too_deep_mend"));
    }
    return new Refusal("AL105", error.offset, say(rules, "malformed"), say(rules, "malformed_mend"));
  }

  /** One walk through the events of a text, building the document as it goes. */
  class Walk {
    constructor(text, rules) {
      Object.assign(this, { text, rules, nodes: 0, at: 0, events: [], faults: [] });
      this.placeAt = placer(text);
      this.folds = new RegExp(`(?<=${rules.patterns.wide}) +(?=${rules.patterns.wide})`, "gu");
      this.odd = [rules.patterns.invisible, rules.patterns.blank].map((one) => new RegExp(one, "u"));
      // Offsets of values and keys by their path; where texts begin and end, in their order.
      this.values = new Map();
      this.keys = new Map();
      this.scalars = [];
      // How far the text is read.
      this.end = 0;
      const { keys, values, placeAt } = this;
      const place = (path, ofKey) => this.place(path, ofKey);
      this.document = { data: null, empty: [], text, keys, values, place, placeAt };
    }

    run(events) {
      this.events = events;
      if (!events.length) {
        throw this.refusal("AL105", 0, "no_data", "first_line");
      }
      const documents = events.filter(({ kind }) => kind === "document");
      if (documents[0].hasDirectives) {
        throw this.refusal("AL106", this.text.indexOf("%"), "directive");
      }
      this.at = events.indexOf(documents[0]) + 1;
      this.document.data = this.node([], 1);
      if (documents.length > 1) {
        const mark = this.text.slice(this.end).search(/^---/m);
        throw this.refusal("AL106", this.end + Math.max(mark, 0), "second_document");
      }
    }

    refusal(code, offset, template, mend = `${template}_mend`) {
      return new Refusal(code, offset, say(this.rules, template), say(this.rules, mend));
    }

    fault({ code, offset, message, hint }) {
      const severity = code === "AL110" ? "warning" : "error";
      const { hide } = masker(this.rules);
      const words = { message: hide(message), hint: hide(hint) };
      this.faults.push({ code, severity, ...this.placeAt(offset), path: [], ...words });
    }

    /** Gives the place of the value at a path, or of the nearest part above; of its key first. */
    place(path, ofKey = false) {
      for (let length = path.length; length >= 0; length -= 1) {
        const key = keyOf(path.slice(0, length));
        const isWhole = ofKey && length === path.length;
        const offset = (isWhole ? this.keys.get(key) : undefined) ?? this.values.get(key);
        if (offset !== undefined) {
          return this.placeAt(offset);
        }
      }
      return { line: 1, column: 1 };
    }

    /** Goes on behind blanks, comments and what closes, and behind a sign if it is there. */
    skip(sign) {
      GAP.lastIndex = this.end;
      GAP.exec(this.text);
      if (this.text[GAP.lastIndex] === sign) {
        this.end = GAP.lastIndex + 1;
      }
    }

    node(path, depth) {
      const event = this.events[this.at];
      const { limits } = this.rules;
      this.nodes += 1;
      const start = this.startOf(event);
      if (this.nodes > limits.nodes) {
        const message = say(this.rules, "too_many", { max: limits.nodes });
        throw new Refusal("AL107", start, message, say(this.rules, "one_case"));
      }
      if (depth > limits.depth) {
        const message = say(this.rules, "too_deep", { max: limits.depth });
        throw new Refusal("AL107", start, message, say(this.rules, "too_deep_mend"));
      }
      this.refuseFeatures(event, start);
      this.values.set(keyOf(path), start);
      this.at += 1;
      if (event.kind === "text") {
        const value = this.scalar(event);
        if (value === null && path.length) {
          this.document.empty.push(path);
        }
        return value;
      }
      this.end = Math.max(this.end, "[{".includes(this.text[start]) ? start + 1 : start);
      const isList = event.kind === "list";
      const value = isList ? this.sequence(path, depth, event.inFlow) : this.mapping(path, depth);
      this.at += 1;
      return value;
    }

    startOf(event) {
      if (event.kind === "alias") {
        return event.anchor - 1;
      }
      if (event.isBlock) {
        GAP.lastIndex = this.end;
        GAP.exec(this.text);
        return GAP.lastIndex;
      }
      return event.start < 0 ? this.end : event.start;
    }

    refuseFeatures(event, start) {
      if (event.kind === "alias") {
        throw this.refusal("AL106", start, "alias");
      }
      if (event.anchor >= 0) {
        throw this.refusal("AL106", event.anchor - 1, "anchor");
      }
      if (event.tag >= 0) {
        throw this.refusal("AL106", event.tag, "tag");
      }
    }

    sequence(path, depth, inFlow) {
      const items = [];
      while (this.events[this.at].kind !== "end") {
        if (!inFlow) {
          this.skip("-");
        }
        items.push(this.node([...path, items.length], depth + 1));
      }
      return items;
    }

    mapping(path, depth) {
      const entries = new Map();
      while (this.events[this.at].kind !== "end") {
        const [key, here] = this.key(path, entries);
        this.skip(":");
        const value = this.node(here, depth + 1);
        if (!entries.has(key)) {
          entries.set(key, value);
        }
      }
      return Object.fromEntries(entries);
    }

    key(path, entries) {
      const event = this.events[this.at];
      const offset = this.startOf(event);
      if (event.kind !== "text") {
        throw this.refusal("AL106", offset, "key_no_word", "first_line");
      }
      this.refuseFeatures(event, offset);
      this.at += 1;
      const key = this.scalar(event) ?? "";
      let here = [...path, key];
      const { line } = this.placeAt(offset);
      if (entries.has(key)) {
        const first = this.placeAt(this.keys.get(keyOf(here))).line;
        const message = say(this.rules, "twice", { key, first, second: line });
        this.fault({ code: "AL108", offset, message, hint: say(this.rules, "twice_mend") });
        here = [...path, `${key}\n${line}`];
      }
      this.keys.set(keyOf(here), offset);
      return [key, here];
    }

    scalar(event) {
      const { raw, isBlock, isPlain } = event;
      const start = this.startOf(event);
      const end = Math.max(start, event.end);
      if (event.end >= 0) {
        this.scalars.push({ start, end, isBlock });
        this.end = end;
      }
      if (isPlain) {
        this.warnLostText(raw, end);
        if (!raw) {
          return null;
        }
        this.refuseWideBlock(raw, start);
      }
      if (event.escapes) {
        this.refuseEscaped(raw, start);
      }
      const folds = event.folds && this.text.slice(start, end).includes("\n");
      const value = folds ? raw.replace(/\n+/g, "\n\n").replace(this.folds, "") : raw;
      return value.normalize("NFC");
    }

    refuseEscaped(raw, start) {
      const odd = this.odd.map((one) => one.exec(raw)).find(Boolean);
      if (odd) {
        const message = say(this.rules, "escaped", { code: hexOf(odd[0]) });
        throw new Refusal("AL103", start, message, say(this.rules, "escaped_mend"));
      }
    }

    refuseWideBlock(raw, start) {
      const from = this.text.lastIndexOf("\n", start - 1) + 1;
      const line = restOfLine(this.text, from);
      const found = /^[｜＞]/.test(raw) && WIDE_BLOCK.exec(line);
      if (found) {
        const message = say(this.rules, "wide_bar", { found: found[2] });
        const hint = say(this.rules, "wide_bar_mend", { key: found[1] });
        this.fault({ code: "AL105", offset: from + line.indexOf(found[2]), message, hint });
      }
    }

    /** A comment has a blank behind its `#`; `项目 #3 完成` was meant as text. */
    warnLostText(raw, end) {
      const rest = restOfLine(this.text, end);
      if (LOST.test(rest)) {
        const behind = cut(rest, 12);
        const message = say(this.rules, "comment", { text: cut(rest.trim(), 20) });
        const hint = say(this.rules, "comment_mend", { before: cut(raw.normalize("NFC"), 20), behind });
        this.fault({ code: "AL110", offset: end, message, hint });
      }
    }
  }

  window.anliku.record.read = read;
})();
