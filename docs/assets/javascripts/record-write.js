/**
 * The canonical form of a record, byte for byte what generator/layout.py writes; the examples of
 * tests/golden/layout/ hold both together.
 *
 *   anliku.record.write(data, comments, rules)    the text
 *   anliku.record.tidy(text)                      a text as it will stand there
 *
 * `comments` are as record-read.js gives them. record-words.js comes before.
 */
"use strict";

(() => {
  const { fieldOf, keyOf, kindOf } = window.anliku.record;
  const STEP = "  ";
  // What YAML, or a reader of numbers and dates, would take for something else than text.
  const SIGNS = "-?:,[]{}#&*!|>'\"%@`=~｜＞";
  const FLOW_SIGNS = /[,[\]{}:]/;
  const NUMBER_SIGNS = /^[+.0-9]/;
  const WORDS = ["null", "true", "false", "yes", "no", "on", "off", "y", "n"];
  const ASCII = /^[\0-\x7f]*$/;
  const LINE_ENDS = /\r\n|[\n\r\x85\u2028\u2029]/;

  /** Strips a text as a whole, and of blanks at the ends of its lines. */
  function tidy(text) {
    return stripped(text.normalize("NFC").replace(/ +\n/g, "\n"));
  }

  function stripped(text) {
    return text.replace(/^[ \n]+|[ \n]+$/g, "");
  }

  /** Writes a text of one line: plain where that is safe, else in double quotes. */
  function quoted(text, inFlow = false) {
    if (!needsQuotes(text, inFlow)) {
      return text;
    }
    const escaped = text.replaceAll("\\", "\\\\").replaceAll('"', '\\"');
    // Only a key that nobody knows can have a line end.
    return `"${escaped}"`.replaceAll("\n", "\\n");
  }

  function needsQuotes(text, inFlow) {
    return (
      !text ||
      text !== stripped(text) ||
      SIGNS.includes(text[0]) ||
      /^\.\.\.|:$|: | #|\n/.test(text) ||
      WORDS.includes(text.toLowerCase()) ||
      (ASCII.test(text) && NUMBER_SIGNS.test(text)) ||
      (inFlow && FLOW_SIGNS.test(text))
    );
  }

  /** Gives the comment lines of some texts. */
  function remarks(texts, margin) {
    const lines = texts.flatMap((text) => text.split(LINE_ENDS));
    return lines.map((line) => `${margin}#${line.startsWith("#") ? "" : " "}${line}`.trimEnd());
  }

  /** Writes one record; a margin is the blanks at the beginning of a line. */
  class Writer {
    constructor(rules, data, comments) {
      this.rules = rules;
      this.flat = Object.fromEntries(rules.flat.map((field) => [field, true]));
      this.prose = Object.fromEntries(rules.prose.map((field) => [field, true]));
      this.sentences = Object.fromEntries(rules.sentences.map((field) => [field, true]));
      this.held = this.hold(data, comments);
      // The parts with comments inside, which therefore cannot be on one line.
      this.open = new Set();
      for (const key of this.held.keys()) {
        const path = JSON.parse(key);
        path.forEach((_, length) => this.open.add(keyOf(path.slice(0, length))));
      }
    }

    root(data) {
      const isPart = kindOf(data) === "part" && Object.keys(data).length > 0;
      const inline = isPart ? null : this.inline(data, []);
      const lines = inline === null ? this.block(data, [], "") : [inline];
      const last = remarks(this.held.get("[]") ?? [], "");
      return [...lines, ...last].map((line) => `${line}\n`).join("");
    }

    /** Moves comments to where there is a line before which they can stand. */
    hold(data, comments) {
      const held = new Map();
      const paths = Object.keys(comments).map((key) => JSON.parse(key));
      for (const path of paths.sort((one, other) => one.length - other.length)) {
        let place = this.existing(path, data);
        // What comes first in an item begins on the line of its dash.
        while (place.length > 1 && typeof place.at(-2) === "number" && this.isFirst(place, data)) {
          place = place.slice(0, -1);
        }
        const key = keyOf(place);
        held.set(key, [...(held.get(key) ?? []), ...comments[keyOf(path)]]);
      }
      return held;
    }

    existing(path, data) {
      let value = data;
      for (const [length, key] of path.entries()) {
        const fits = kindOf(value) === (typeof key === "number" ? "list" : "part");
        if (!fits || !Object.hasOwn(value, key)) {
          return path.slice(0, length);
        }
        value = value[key];
      }
      return path;
    }

    isFirst(path, data) {
      const above = path.slice(0, -1);
      const part = above.reduce((value, key) => value[key], data);
      return path.at(-1) === (Array.isArray(part) ? 0 : this.ordered(part, above)[0]);
    }

    /** Gives the keys of a part in the order of the model, those it does not know last. */
    ordered(part, path) {
      const known = fieldOf(this.rules.order, path) ?? [];
      const given = Object.keys(part).filter((key) => part[key] !== undefined);
      return [
        ...known.filter((key) => given.includes(key)),
        ...given.filter((key) => !known.includes(key)),
      ];
    }

    /** Gives the lines of what does not fit behind its key. */
    block(value, path, margin) {
      const kind = kindOf(value);
      if (kind === "part") {
        return this.ordered(value, path).flatMap((key) => {
          const here = [...path, key];
          const entry = this.entry(`${quoted(key)}:`, value[key], here, margin);
          return [...remarks(this.held.get(keyOf(here)) ?? [], margin), ...entry];
        });
      }
      if (kind === "list") {
        return value.flatMap((item, number) => {
          const here = [...path, number];
          const lines = this.item(item, here, margin);
          return [...remarks(this.held.get(keyOf(here)) ?? [], margin), ...lines];
        });
      }
      return tidy(value ?? "").split("\n").map((line) => (line ? margin + line : ""));
    }

    entry(key, value, path, margin) {
      const inline = this.inline(value, path);
      if (inline !== null) {
        return [`${margin}${key} ${inline}`.trimEnd()];
      }
      const head = `${margin}${key}${typeof value === "string" ? " |" : ""}`;
      return [head, ...this.block(value, path, margin + STEP)];
    }

    item(item, path, margin) {
      if (typeof item === "string" || this.inline(item, path) !== null) {
        return this.entry("-", item, path, margin);
      }
      const [first, ...rest] = this.block(item, path, margin + STEP);
      return [`${margin}- ${first.slice(margin.length + STEP.length)}`, ...rest];
    }

    /** Gives a value on one line, or null where it does not fit on one. */
    inline(value, path, inFlow = false) {
      if (this.open.has(keyOf(path))) {
        return null;
      }
      const kind = kindOf(value);
      if (kind === "text") {
        return this.inlineText(value, path, inFlow);
      }
      if (kind === "nothing") {
        return inFlow ? null : "";
      }
      if (kind === "part") {
        return Object.keys(value).length ? this.inlinePart(value, path) : "{}";
      }
      if (inFlow && value.length) {
        return null;
      }
      return this.inlineList(value, path);
    }

    inlineList(items, path) {
      // Sentences in brackets, one behind the other, are hard to read.
      const inLines = fieldOf(this.sentences, path) && items.length && typeof path.at(-1) === "string";
      const texts = items.map((item, number) => this.inline(item, [...path, number], true));
      const isPlain = items.every((item) => typeof item === "string");
      return !inLines && isPlain && !texts.includes(null) ? `[${texts.join(", ")}]` : null;
    }

    inlineText(value, path, inFlow) {
      const text = tidy(value);
      const inParagraphs = fieldOf(this.prose, path) && text && typeof path.at(-1) === "string";
      return inParagraphs || text.includes("\n") ? null : quoted(text, inFlow);
    }

    inlinePart(part, path) {
      if (!fieldOf(this.flat, path)) {
        return null;
      }
      const pairs = this.ordered(part, path).map((key) => [
        quoted(key, true),
        this.inline(part[key], [...path, key], true),
      ]);
      const fits = pairs.every(([, text]) => text !== null);
      return fits ? `{${pairs.map((pair) => pair.join(": ")).join(", ")}}` : null;
    }
  }

  function write(data, comments, rules) {
    return new Writer(rules, data, comments ?? {}).root(data);
  }

  Object.assign(window.anliku.record, { tidy, write });
})();
