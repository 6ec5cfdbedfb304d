/**
 * The vendored parser, js-yaml, made to read what the parser of the Python side reads.
 *
 *   anliku.record.parse(text, depth)    events in the order of the text; throws a ParseError
 *
 * An event is {kind, start, end, anchor, tag}: a "document", a "list" or a "part", the "end" of one of
 * these, an "alias", or a "text" with its `raw` value; offsets are of the text, -1 for what is not
 * there. js-yaml alone minds that the lines in brackets or in quotes are indented: where it stumbles
 * over one, it reads on with that line indented.
 */
"use strict";

(() => {
  const { parseEvents, getScalarValue, EVENT_ID, SCALAR_STYLE, COLLECTION_STYLE } = window.jsyaml;
  const PAD = " ".repeat(64);
  /** So many lines are indented, each with a new attempt. */
  const MOST_PADS = 500;
  const KINDS = {
    [EVENT_ID.DOCUMENT]: "document",
    [EVENT_ID.SEQUENCE]: "list",
    [EVENT_ID.MAPPING]: "part",
    [EVENT_ID.SCALAR]: "text",
    [EVENT_ID.ALIAS]: "alias",
    [EVENT_ID.POP]: "end",
  };

  /** Says where a text cannot be read on: an offset; `isDeep` if it is too deep for us. */
  class ParseError extends Error {
    constructor(offset, isDeep) {
      super("unreadable");
      Object.assign(this, { offset, isDeep });
    }
  }

  function parse(text, depth) {
    // Where pads begin, as offsets of the padded text, in ascending order.
    let pads = [];
    let padded = text;
    for (;;) {
      try {
        const events = parseEvents(padded, { maxDepth: depth });
        return events.map((event) => translate(event, padded, pads));
      } catch (error) {
        if (error.name !== "YAMLException") {
          throw error;
        }
        const position = error.mark?.position ?? 0;
        const start = padded.lastIndexOf("\n", position - 1) + 1;
        const mends = error.reason === "deficient indentation" && pads.length < MOST_PADS;
        if (!mends || pads.includes(start)) {
          const isDeep = error.reason.startsWith("nesting exceeded");
          throw new ParseError(original(position, pads), isDeep);
        }
        padded = padded.slice(0, start) + PAD + padded.slice(start);
        pads = [...pads.map((pad) => (pad > start ? pad + PAD.length : pad)), start].sort(
          (one, other) => one - other,
        );
      }
    }
  }

  /** Gives the offset in the text as it came. */
  function original(offset, pads) {
    const before = pads.filter((pad) => pad < offset);
    return offset < 0 ? -1 : offset - before.reduce((sum, pad) => sum + Math.min(PAD.length, offset - pad), 0);
  }

  function translate(event, padded, pads) {
    const kind = KINDS[event.type];
    const at = (offset) => original(offset ?? -1, pads);
    const shared = { kind, start: at(event.start), anchor: at(event.anchorStart), tag: at(event.tagStart) };
    if (kind === "text") {
      const isQuoted = [SCALAR_STYLE.SINGLE_QUOTED, SCALAR_STYLE.DOUBLE_QUOTED].includes(event.style);
      const isBlock = [SCALAR_STYLE.LITERAL_BLOCK, SCALAR_STYLE.FOLDED_BLOCK].includes(event.style);
      return {
        ...shared,
        // A block begins with its sign, which the parser does not tell.
        start: isBlock || event.valueStart < 0 ? -1 : at(event.valueStart) - isQuoted,
        end: event.valueStart < 0 ? -1 : at(event.valueEnd) + isQuoted,
        raw: getScalarValue(padded, event),
        isBlock,
        isPlain: event.style === SCALAR_STYLE.PLAIN,
        folds: event.style !== SCALAR_STYLE.LITERAL_BLOCK,
        escapes: event.style === SCALAR_STYLE.DOUBLE_QUOTED,
      };
    }
    const hasDirectives = event.directives?.length > 0;
    return { ...shared, inFlow: event.style === COLLECTION_STYLE.FLOW, hasDirectives };
  }

  Object.assign(window.anliku.record, { parse, ParseError });
})();
