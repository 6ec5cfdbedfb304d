/**
 * What a Word document says of a case, from its record.json (generator/exports/resolved.py) to plain
 * blocks in their order:
 *
 *   anlikuWordBlocks(record, address)   [{kind, ...}], `address` of its page or ""
 *
 *   {kind: "title", text, id}                       the case; the rest lies below it
 *   {kind: "part" | "section", text}                a heading of the second and the third level
 *   {kind: "body" | "lead" | "note", text}
 *   {kind: "table", title, columns, widths, rows}   `widths` in shares; no `columns`, no head; each
 *                                                   cell a list of lines
 *   {kind: "numbered", text, url} {kind: "below", text} {kind: "bullet", text}
 *
 * Figures, dates and names are said as on the pages (case-words.js). Officials read numbered
 * headings, 一、 and （一）, as GB/T 9704-2012 (7.3.3) has them.
 */
"use strict";

(() => {
  const { change, date, figurePieces, figuresTold, hasChange, history, hole, honor, list, origin } =
    window.anlikuWords;
  const { paragraphs, part, period, source, text } = window.anlikuWords;
  const KINDS = ["成效", "规模", "投入", "活动", ""];
  const DIGITS = "零一二三四五六七八九";

  /** Says a number from 1 to 99. */
  function numeral(number) {
    const tens = Math.floor(number / 10);
    const head = tens ? `${tens > 1 ? DIGITS[tens] : ""}十` : "";
    return number % 10 ? head + DIGITS[number % 10] : head;
  }

  function parts(value) {
    return list(value).map(part);
  }

  function join(mark, ...told) {
    return told.filter(Boolean).join(mark);
  }

  /** Gives a block where there is a text for it. */
  function block(kind, words) {
    return words ? [{ kind, text: words }] : [];
  }

  function prose(value) {
    return paragraphs(value).flatMap((words) => block("body", words));
  }

  // ------------------------------------------------------------------------ facts

  /** Gives the names that stand for the codes and ids of a record. */
  function named(record, field, key) {
    return parts(part(record.resolved)[field]).map((one) => text(one[key]));
  }

  function organizations(record) {
    const roles = new Map();
    for (const { name, role } of parts(record.organizations)) {
      const label = `${text(role) || "实施"}单位`;
      roles.set(label, [...(roles.get(label) ?? []), text(name)]);
    }
    return [...roles];
  }

  function brandLines({ name, slogan, parts: members }) {
    const told = parts(members).map((one) => join("：", text(one.name), text(one.about)));
    return [text(name), text(slogan), ...told];
  }

  function makeFacts(record) {
    const { selection, regions } = record;
    const facts = [
      ...organizations(record),
      ["地区", regions === "undisclosed" ? ["未公开"] : named(record, "regions", "full_name")],
      ["时间", [period(record.period)]],
      ["行业领域", [text(record.domain)]],
      ["组织类别", [text(record.category)]],
      ["党建品牌", brandLines(part(record.brand))],
      ["入选", [join(" ", text(part(selection).collection), text(part(selection).issue))]],
      ["标签", [named(record, "tags", "name").join("、")]],
    ];
    const rows = facts.map(([label, lines]) => [[label], lines.filter(Boolean)]);
    return { kind: "table", widths: [2, 8], rows: rows.filter(([, lines]) => lines.length) };
  }

  // ------------------------------------------------------------------------ figures and tables

  function figureRow(metric, hasSources) {
    const isMissing = text(metric.missing) !== "";
    const year = text(metric.year) && `${text(metric.year)}年`;
    const moved = text(metric.value) && hasChange(metric) ? change(metric) : "";
    const from = hasSources ? origin(metric) : "";
    return [
      [text(metric.label)],
      [isMissing ? hole(metric) : figurePieces(metric).join("")],
      [join("；", year, moved, text(metric.note), from)],
    ];
  }

  function makeFigures(record) {
    const metrics = parts(record.metrics);
    const hasSources = list(record.sources).length > 1;
    const groups = KINDS.map((kind) => [kind, metrics.filter((one) => text(one.kind) === kind)]);
    const filled = groups.filter(([, some]) => some.length);
    const tables = filled.flatMap(([kind, some]) => [
      ...block("section", filled.length > 1 ? kind || "其他" : ""),
      {
        kind: "table",
        columns: ["名称", "数字", "说明"],
        widths: [4, 3, 3],
        rows: some.map((one) => figureRow(one, hasSources)),
      },
    ]);
    return metrics.length ? [...block("note", `${figuresTold(metrics)}。`), ...tables] : [];
  }

  function makeTables(record) {
    return parts(record.tables).flatMap(({ title, columns, rows, note }) => [
      {
        kind: "table",
        title: text(title),
        columns: list(columns).map(text),
        widths: list(columns).map((_, place) => (place ? 1 : 2)), // labels come first
        rows: list(rows).map((row) => list(row).map((cell) => [text(cell)])),
      },
      ...block("note", text(note)),
    ]);
  }

  /** A record may name a place by its code, or one that the gazetteer does not know. */
  function regionOf(platform) {
    return text(part(part(platform.resolved).region).full_name) || text(platform.region);
  }

  function makePlatforms(record) {
    const rows = parts(record.platforms).map((one) => [
      [text(one.name)],
      [text(one.kind)],
      [text(one.purpose)],
      [regionOf(one), text(one.operator)].filter(Boolean),
    ]);
    const columns = ["名称", "类型", "用途", "地区和单位"];
    return rows.length ? [{ kind: "table", columns, widths: [2, 2, 4, 2], rows }] : [];
  }

  // ------------------------------------------------------------------------ the rest

  function makeHonors(record) {
    return parts(record.honors).flatMap((one) => {
      const name = text(one.level) ? `${text(one.name)}（${text(one.level)}）` : text(one.name);
      return block("bullet", join("：", name, honor(one)));
    });
  }

  function makeSources(record) {
    return parts(record.sources).flatMap((one) => [
      { kind: "numbered", text: text(one.title), url: text(one.url) },
      ...block("below", source(one).map(([label, words]) => `${label}：${words}`).join("；")),
      ...block("below", text(one.url)),
      ...block("below", text(one.archived) && `存档：${text(one.archived)}`),
    ]);
  }

  function makePictures(record) {
    const count = list(record.images).length;
    return block("note", count ? `本案例另有 ${count} 张图片，见网页。` : "");
  }

  function makePractices(record) {
    return parts(record.practices).flatMap(({ title, body }, place) => [
      ...block("section", `（${numeral(place + 1)}）${text(title)}`),
      ...prose(body),
    ]);
  }

  function makeEnd({ id, curation }, address) {
    return [
      ...history(part(curation)).flatMap((told) => block("note", told.join(""))),
      ...block("note", join("　", `案例编号：${text(id)}`, address)),
    ];
  }

  function makeBlocks(record, address) {
    const sections = [
      ["案例背景", prose(record.background)],
      ["主要做法", makePractices(record)],
      ["主要成效", prose(record.outcomes)],
      ["经验启示", prose(record.lessons)],
      ["数据", makeFigures(record)],
      ["表格", makeTables(record)],
      ["平台系统", makePlatforms(record)],
      ["荣誉", makeHonors(record)],
      ["来源", makeSources(record)],
      ["来源状况", list(part(record.curation).notes).flatMap((one) => block("bullet", text(one)))],
    ].filter(([, blocks]) => blocks.length);
    return [
      { kind: "title", text: text(record.title), id: text(record.id) },
      ...block("lead", text(record.summary)),
      makeFacts(record),
      ...sections.flatMap(([heading, blocks], place) => [
        ...block("part", `${numeral(place + 1)}、${heading}`),
        ...blocks,
      ]),
      ...makePictures(record),
      ...makeEnd(record, address),
    ];
  }

  window.anlikuWordBlocks = makeBlocks;
})();
