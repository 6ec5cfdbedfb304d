/**
 * A Word document from the blocks of word-blocks.js, made with the library docx.
 *
 *   await anlikuWordDocument(cases, site)   a Blob
 *
 * `cases` are [{title, id, blocks}]; `site` is {name, address}, the address "" where it is unknown.
 * Of several cases each begins a page, behind one that lists them.
 *
 * The look is that of official documents, GB/T 9704-2012: A4 with its margins (5.2.1), headings in
 * 黑体 and 楷体 above text in 仿宋 (7.3.3), the page number between dashes (7.5). The type is two
 * sizes smaller, as in a volume of materials. A document names its typefaces; a reader's program
 * that lacks one takes its own, as it does for every document from an office.
 */
"use strict";

(() => {
  const LICENCE = "案例依“署名 4.0 国际”（CC BY 4.0）许可使用，原文版权归原作者和媒体所有。";
  const PAGE = { width: 11906, height: 16838 }; // A4, in twentieths of a point, as all lengths here
  const MARGIN = { top: 2098, bottom: 1984, left: 1588, right: 1474, header: 851, footer: 794 };
  const MEASURE = PAGE.width - MARGIN.left - MARGIN.right;
  const LINE = 520;
  const SMALL_LINE = 320;
  const SIZES = { title: 40, part: 32, section: 30, body: 28, small: 21 }; // in half points
  const INK = "1F1F1F";
  const GREY = "595959";
  const SHADE = "F2F2F2";
  const RULE = "A6A6A6";
  const FORBIDDEN = /[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu; // XML 1.0, 2.2
  const { docx } = window;

  // ------------------------------------------------------------------------ runs and paragraphs

  function family(name) {
    return { ascii: "Times New Roman", hAnsi: "Times New Roman", cs: "Times New Roman", eastAsia: name };
  }

  /** The hint makes Word set “ ” … — in the Chinese typeface. */
  function run(words, options = {}) {
    const font = { hint: "eastAsia" };
    return new docx.TextRun({ text: words.replace(FORBIDDEN, "\ufffd"), font, ...options });
  }

  function paragraph(style, children, options = {}) {
    return new docx.Paragraph({ style, children, ...options });
  }

  function makeTitle({ text, id }, isOnNewPage) {
    const bookmark = new docx.Bookmark({ id: `case-${id}`, children: [run(text)] });
    return [paragraph("Heading1", [bookmark], { pageBreakBefore: isOnNewPage })];
  }

  function makeNumbered({ text, url }, instance) {
    const words = run(text, url ? { style: "Hyperlink" } : {});
    const children = [url ? new docx.ExternalHyperlink({ link: url, children: [words] }) : words];
    return [paragraph("Entry", children, { numbering: { reference: "sources", level: 0, instance } })];
  }

  // ------------------------------------------------------------------------ tables

  function makeCell(lines, width, { isHead, isShaded }) {
    const style = isHead ? "TableHead" : "TableText";
    const told = lines.length ? lines : [""];
    return new docx.TableCell({
      width: { size: width, type: docx.WidthType.DXA },
      verticalAlign: docx.VerticalAlign.CENTER,
      shading: isShaded ? { type: docx.ShadingType.CLEAR, fill: SHADE, color: "auto" } : undefined,
      children: told.map((words) => paragraph(style, [run(words)])),
    });
  }

  function makeRow(cells, widths, { isHead = false, isLabelled = false } = {}) {
    return new docx.TableRow({
      cantSplit: true,
      tableHeader: isHead,
      children: cells.map((lines, place) => {
        const isLabel = isHead || (isLabelled && place === 0);
        return makeCell(lines, widths[place], { isHead: isLabel, isShaded: isLabel });
      }),
    });
  }

  function makeTable({ title, columns, widths: shares, rows }) {
    const all = shares.reduce((sum, one) => sum + one, 0);
    const widths = shares.map((one) => Math.floor((MEASURE * one) / all));
    const border = { style: docx.BorderStyle.SINGLE, size: 4, color: RULE };
    const sides = ["top", "bottom", "left", "right", "insideHorizontal", "insideVertical"];
    const head = columns ? [makeRow(columns.map((one) => [one]), widths, { isHead: true })] : [];
    const table = new docx.Table({
      width: { size: MEASURE, type: docx.WidthType.DXA },
      columnWidths: widths,
      layout: docx.TableLayoutType.FIXED,
      borders: Object.fromEntries(sides.map((side) => [side, border])),
      margins: { marginUnitType: docx.WidthType.DXA, top: 60, bottom: 60, left: 100, right: 100 },
      rows: [...head, ...rows.map((row) => makeRow(row, widths, { isLabelled: !columns }))],
    });
    const caption = title ? [paragraph("TableTitle", [run(title)])] : [];
    return [...caption, table, paragraph("AfterTable", [])];
  }

  // ------------------------------------------------------------------------ a document

  const STYLE_OF = {
    ...{ part: "Heading2", section: "Heading3", body: "BodyText", lead: "Lead" },
    ...{ note: "Note", below: "Below" },
  };

  function makeBlock(block, place, cases) {
    switch (block.kind) {
      case "title":
        return makeTitle(block, cases.length > 1);
      case "table":
        return makeTable(block);
      case "numbered":
        return makeNumbered(block, place);
      case "bullet":
        return [paragraph("Entry", [run(block.text)], { numbering: { reference: "points", level: 0 } })];
      default:
        return [paragraph(STYLE_OF[block.kind], [run(block.text)])];
    }
  }

  /** Makes the page before several cases: whose they are, and which. */
  function makeFront(cases, { name, address }) {
    if (cases.length < 2) {
      return [];
    }
    const entries = cases.map(({ title, id }, place) => {
      const words = run(title, { style: "Hyperlink" });
      const link = new docx.InternalHyperlink({ anchor: `case-${id}`, children: [words] });
      return paragraph("Content", [run(`${place + 1}. `), link]);
    });
    return [
      paragraph("Title", [run(name)]),
      paragraph("Subtitle", [run(`案例选编　共 ${cases.length} 个案例`)]),
      ...(address ? [paragraph("Subtitle", [run(address)])] : []),
      paragraph("ContentTitle", [run("目　录")]),
      ...entries,
    ];
  }

  function makeFooter({ name, address }) {
    const told = [name, address].filter(Boolean).join("　");
    const number = ["— ", docx.PageNumber.CURRENT, " —"];
    return new docx.Footer({
      children: [
        paragraph("Footer", [run(told)]),
        paragraph("Footer", [run(LICENCE)]),
        paragraph("Footer", [new docx.TextRun({ children: number, size: SIZES.body })]),
      ],
    });
  }

  function style(id, name, run, paragraph) {
    return { id, name, basedOn: "Normal", quickFormat: true, run, paragraph };
  }

  function heading(face, size, spacing, rest = {}) {
    return {
      run: { font: family(face), size, color: INK, bold: true },
      paragraph: { keepNext: true, keepLines: true, spacing, ...rest },
    };
  }

  function makeStyles() {
    const exact = (line) => ({ line, lineRule: docx.LineRuleType.AT_LEAST });
    const middle = { alignment: docx.AlignmentType.CENTER };
    const both = { alignment: docx.AlignmentType.BOTH };
    const indent = { firstLine: SIZES.body * 20, firstLineChars: 200 };
    const small = { size: SIZES.small };
    const spaced = (before, after, line = LINE) => ({ spacing: { ...exact(line), before, after } });
    const song = { font: family("宋体") };
    const hei = { font: family("黑体") };
    return {
      default: {
        document: {
          run: {
            font: family("仿宋"),
            size: SIZES.body,
            color: INK,
            // The first is that of Latin words and figures: told Chinese, they are broken anywhere.
            language: { value: "en-US", eastAsia: "zh-CN" },
          },
          paragraph: { spacing: exact(LINE) },
        },
        title: heading("宋体", 52, { before: 3600, after: 400 }, middle),
        heading1: heading("宋体", SIZES.title, { before: 0, after: 320, line: 640 }, middle),
        heading2: heading("黑体", SIZES.part, { before: 280, after: 100 }),
        heading3: heading("楷体", SIZES.section, { before: 140, after: 60 }),
        hyperlink: { run: { color: INK, underline: { type: "single", color: RULE } } },
      },
      paragraphStyles: [
        style("BodyText", "Body Text", {}, { ...both, indent, spacing: exact(LINE) }),
        style("Lead", "摘要", { font: family("楷体") }, { ...both, indent, ...spaced(0, 200) }),
        style("Note", "附注", { ...small, ...song, color: GREY }, spaced(60, 120, SMALL_LINE)),
        style("Entry", "条目", {}, spaced(40, 0, 440)),
        style("Below", "条目说明", { ...small, ...song, color: GREY }, {
          indent: { left: 480 },
          ...spaced(0, 0, SMALL_LINE),
        }),
        style("TableTitle", "表题", { ...hei, size: 24 }, { ...middle, keepNext: true, ...spaced(160, 80, 360) }),
        style("TableHead", "表头", { ...hei, ...small }, { ...middle, ...spaced(0, 0, SMALL_LINE) }),
        style("TableText", "表格文字", { ...song, ...small }, spaced(0, 0, SMALL_LINE)),
        style("AfterTable", "表后", { size: 12 }, { spacing: { line: 160, lineRule: "exact" } }),
        style("Subtitle", "Subtitle", { font: family("楷体") }, { ...middle, ...spaced(0, 120) }),
        style("ContentTitle", "目录标题", { ...hei, size: SIZES.part }, { ...middle, ...spaced(1200, 240) }),
        style("Content", "目录", {}, spaced(0, 80)),
        style("Footer", "footer", { ...song, size: 16, color: GREY }, { ...middle, spacing: { line: 260, lineRule: "auto" } }),
      ],
    };
  }

  function makeNumbering() {
    const level = (format, words) => ({
      ...{ level: 0, format, text: words, alignment: docx.AlignmentType.LEFT },
      style: { paragraph: { indent: { left: 480, hanging: 480 } } },
    });
    return {
      config: [
        { reference: "sources", levels: [level(docx.LevelFormat.DECIMAL, "%1.")] },
        { reference: "points", levels: [level(docx.LevelFormat.BULLET, "•")] },
      ],
    };
  }

  function makeDocument(cases, site) {
    const bodies = cases.flatMap(({ blocks }, place) =>
      blocks.flatMap((block) => makeBlock(block, place, cases)),
    );
    const made = new docx.Document({
      title: cases.length > 1 ? `${site.name}：案例选编` : cases[0].title.replace(FORBIDDEN, "\ufffd"),
      creator: site.name,
      lastModifiedBy: site.name,
      description: LICENCE,
      styles: makeStyles(),
      numbering: makeNumbering(),
      sections: [
        {
          properties: { page: { size: PAGE, margin: MARGIN } },
          footers: { default: makeFooter(site) },
          children: [...makeFront(cases, site), ...bodies],
        },
      ],
    });
    return docx.Packer.toBlob(made);
  }

  window.anlikuWordDocument = makeDocument;
})();
