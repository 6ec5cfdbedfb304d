/**
 * How the parts of a record are said in Chinese: the browser's half of generator/wording.py, for the
 * preview and for Word. A browser test holds the two together by the pages of real records.
 *
 * A record at work has holes and slips: `text`, `list` and `part` give something sound for anything,
 * and all others take what these give.
 *
 *   anlikuWords.text(value)        one line, "" where there is none
 *   anlikuWords.list(value)        a list, empty where there is none
 *   anlikuWords.part(value)        an object, empty where there is none
 *   anlikuWords.paragraphs(value)  the paragraphs of a prose, each on one line
 */
"use strict";

(() => {
  const BEFORE = new Set(["约", "近", "超", "逾", "不足", "约…余"]);
  const AFTER = new Map([["余", "余"], ["多", "多"], ["约…余", "余"]]);
  const READING_SPEED = 500; // characters a minute
  const WIDE = "[\\u2e80-\\u303f\\u3400-\\u9fff\\uf900-\\ufaff\\uff00-\\uffef“”‘’…—·]";
  const LINE_END = new RegExp(`(?<=${WIDE}) *\\n *(?=${WIDE})`, "g");

  // ------------------------------------------------------------------------ whatever is given

  function isPart(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  function prose(value) {
    return typeof value === "string" ? value.replace(/\r\n?/g, "\n").trim() : "";
  }

  function text(value) {
    return prose(value).split(/\s+/).join(" ");
  }

  function list(value) {
    return Array.isArray(value) ? value : [];
  }

  function part(value) {
    return isPart(value) ? value : {};
  }

  function paragraphs(value) {
    return prose(value)
      .split(/\n\s*\n/)
      .map((one) => text(one.replace(LINE_END, "")))
      .filter(Boolean);
  }

  // ------------------------------------------------------------------------ figures

  /** Gives what stands before a value, the value, and what follows. */
  function qualified(one) {
    const { value, unit, qualifier } = one;
    const sign = text(qualifier);
    const before = BEFORE.has(sign) ? sign.replace("…余", "") : "";
    return [before, text(value), `${AFTER.get(sign) ?? ""}${text(unit)}${sign === "以上" ? sign : ""}`];
  }

  function changePieces(move) {
    const [before, value, after] = qualified(move);
    return [`${text(move.basis)}${text(move.direction) || "增长"}${before}`, value, after];
  }

  function change(metric) {
    return changePieces(part(metric.change)).join("");
  }

  function hasChange(metric) {
    return text(part(metric.change).value) !== "";
  }

  /** Gives the pieces of a figure; of how it moved, where that is all there is. */
  function figurePieces(metric) {
    const isMoved = !text(metric.value) && hasChange(metric);
    return isMoved ? changePieces(part(metric.change)) : qualified(metric);
  }

  function amount(metric) {
    if (text(metric.value)) {
      return qualified(metric).join("");
    }
    return hasChange(metric) ? qualified(part(metric.change)).join("") : "";
  }

  function hole(metric) {
    const unit = text(metric.unit);
    return unit ? `${text(metric.missing)}（${unit}）` : text(metric.missing);
  }

  function origin(metric) {
    return `来源 ${text(metric.source) || "1"}`;
  }

  function figuresTold(metrics) {
    const missing = metrics.filter((one) => text(one.missing)).length;
    const told = `共 ${metrics.length} 项`;
    return missing ? `${told}，其中 ${missing} 项来源缺失，照实标明，不作补填` : told;
  }

  // ------------------------------------------------------------------------ the rest

  /** Rounds as Python does: a half goes to the even side. */
  function roundEven(number) {
    const floor = Math.floor(number);
    const isHalf = number - floor === 0.5;
    return isHalf ? floor + (floor % 2) : Math.round(number);
  }

  function reading(data) {
    const texts = [data.summary, data.background, data.outcomes, data.lessons];
    texts.push(...list(data.practices).map(part).flatMap((one) => [one.title, one.body]));
    const characters = [...texts.map((one) => prose(one).replace(/\s+/g, "")).join("")].length;
    const told = characters < 100 ? characters : roundEven(characters / 100) * 100;
    const minutes = Math.max(1, roundEven(characters / READING_SPEED));
    return characters === 0 ? "" : `全文约 ${told} 字，阅读约 ${minutes} 分钟`;
  }

  function date(value) {
    const units = ["年", "月", "日"];
    const parts = text(value).split("-").slice(0, units.length);
    return parts.map((one, place) => `${one.replace(/^0+/, "") || one}${units[place]}`).join("");
  }

  function period(value) {
    const { from, to } = part(value);
    const [start, end] = [from, to].map((one) => (text(one) ? date(one) : ""));
    if (start && end) {
      return start === end ? start : `${start}至${end}`;
    }
    return start ? `${start}起` : end && `至${end}`;
  }

  function honor(one) {
    const { recipient, by, year } = one;
    const told = [
      [text(recipient), (name) => `获得者：${name}`],
      [text(by), (name) => `授予单位：${name}`],
      [text(year), (number) => `${number}年`],
    ];
    return told.flatMap(([value, say]) => (value ? [say(value)] : [])).join("；");
  }

  /** Gives what a source says of itself: [[label, value]]. */
  function source(one) {
    const authors = new Map();
    for (const { name, role } of list(one.authors).map(part)) {
      const label = text(role) || "作者";
      authors.set(label, [...(authors.get(label) ?? []), text(name)]);
    }
    return [
      ...[...authors].map(([role, names]) => [role, names.filter(Boolean).join("、")]),
      ["媒体或机构", text(one.publisher)],
      ["发布日期", text(one.published) ? date(one.published) : "来源未注明"],
      ["类型", text(one.kind)],
      ["说明", text(one.note)],
    ].filter(([, value]) => value);
  }

  /** Gives a note with one full stop at its end. */
  function sentence(note) {
    return `${text(note).replace(/。+$/, "")}。`;
  }

  /** Says when a case was withdrawn, and why. */
  function withdrawn({ revised }) {
    const last = part(list(revised).at(-1));
    return [`本案例已于${date(last.date)}撤回。`, `原因：${sentence(last.note)}`];
  }

  /** Gives what happened to a record, the newest first: [[day, what and why]]. */
  function history({ added, revised, status }) {
    const all = list(revised).map(part).filter((one) => text(one.date) || text(one.note));
    const told = all.map((one, place) => {
      const isLast = status === "withdrawn" && place === all.length - 1;
      const kind = isLast ? "撤回" : text(one.kind) === "文字" ? "文字修订" : "修订";
      return [date(one.date), `${kind}：${sentence(one.note)}`];
    });
    return [...(text(added) ? [[date(added), "收录。"]] : []), ...told].reverse();
  }

  window.anlikuWords = {
    ...{ amount, change, date, figurePieces, figuresTold, hasChange, history, hole, honor, list },
    ...{ origin, paragraphs, part, period, reading, source, text, withdrawn },
  };
})();
