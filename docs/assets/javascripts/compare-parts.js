/**
 * What lies side by side on the page that compares: tables of facts and figures, columns of text.
 *
 *   anlikuCompare.linkTo(address)       a page, by its address below the site's root
 *   anlikuCompare.makeSections(cases)   all sections, for cases as generator/comparison.py gives them
 *   anlikuCompare.makeNav(sections)     the ways to them
 *
 * Every text becomes a text node: a record may hold anything.
 */
"use strict";

(() => {
  const FIRST = 6; // of a long list of one case; the rest is folded away
  const { link, make, root } = window.anliku;

  /** Makes elements of those texts that are there. */
  function makeTold(tag, ...told) {
    return told.filter(([, text]) => text).map(([name, text]) => make(tag, name, text));
  }

  function makeGap() {
    const dash = make("span", "al-quiet", "—");
    dash.setAttribute("aria-hidden", "true");
    return [dash, make("span", "al-visually-hidden", "未提及")];
  }

  function makeLink(text, href, isOutside) {
    const made = make("a", "", text);
    made.href = href;
    if (isOutside) {
      made.rel = "external noopener";
    }
    return made;
  }

  function linkTo(address) {
    return link(new URL(address, root).href);
  }

  // ------------------------------------------------------------------------ tables

  /** @param {{head: Node[], cells: Node[][]}[]} rows one cell for each case; an empty one is a gap */
  function makeTable(name, cases, rows) {
    const heads = cases.map((one) => {
      const head = make("th", "", make("span", "", one.title));
      head.scope = "col";
      return head;
    });
    const body = rows.map(({ head, cells }) => {
      const label = make("th", "", ...head);
      label.scope = "row";
      const filled = cells.map((cell) => make("td", "", ...(cell.length ? cell : makeGap())));
      return make("tr", "", label, ...filled);
    });
    const table = make(
      "table",
      "al-table al-compare-table",
      make("caption", "al-visually-hidden", name),
      make("thead", "", make("tr", "", make("td", ""), ...heads)),
      make("tbody", "", ...body),
    );
    const region = make("div", "al-scroll al-compare-scroll", table);
    region.tabIndex = 0;
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", `${name}对照表`);
    return region;
  }

  /** Makes a section; in a row, its heading stands beside what it is the heading of. */
  function makeSection(id, heading, isRow, ...children) {
    const title = make("h2", "", heading);
    title.id = `duibi-${id}`;
    const name = isRow ? "al-compare-section al-compare-row" : "al-compare-section";
    const section = make("section", name, title, ...children);
    section.setAttribute("aria-labelledby", title.id);
    return section;
  }

  function makeFacts(cases) {
    const rows = cases[0].facts.map(({ label }, place) => ({
      head: [label],
      cells: cases.map((one) =>
        one.facts[place].values.map(({ text, address }) =>
          make("span", "al-item", address ? makeLink(text, linkTo(address)) : text),
        ),
      ),
    }));
    const told = rows.filter(({ cells }) => cells.some((cell) => cell.length));
    return makeSection("jiben", "基本情况", false, makeTable("基本情况", cases, told));
  }

  // ------------------------------------------------------------------------ figures

  /** Makes a figure's number, or what is said in its place. */
  function makeAmount(figure) {
    return figure.missing
      ? make("span", "al-compare-amount al-number-hole", figure.missing)
      : make("span", "al-compare-amount", figure.amount || figure.change);
  }

  function makeAside(figure) {
    const change = figure.amount ? figure.change : "";
    return makeTold("span", ["al-change", change], ["al-note", figure.note]);
  }

  /** Groups the figures of all cases: [{figures: one list for each case}], in their order. */
  function alignFigures(cases) {
    const rows = new Map();
    cases.forEach((one, column) => {
      for (const figure of one.figures) {
        if (!rows.has(figure.same)) {
          rows.set(figure.same, cases.map(() => []));
        }
        rows.get(figure.same)[column].push(figure);
      }
    });
    return [...rows.values()];
  }

  function isShared(row) {
    return row.filter((figures) => figures.length).length > 1;
  }

  function makeFigureRow(row) {
    const all = row.flat();
    const kinds = new Set(all.map((figure) => figure.kind));
    const kind = kinds.size === 1 ? all[0].kind : "";
    return {
      head: [all[0].label, ...makeTold("span", ["al-note", kind])],
      cells: row.map((figures) =>
        figures.map((figure) =>
          make(
            "div",
            "al-compare-figure",
            makeAmount(figure),
            ...makeTold("span", ["al-quiet", figure.year], ["al-note", kind ? "" : figure.kind]),
            ...makeAside(figure),
          ),
        ),
      ),
    };
  }

  function makeOwnFigure(figure) {
    const year = figure.year ? `（${figure.year}）` : "";
    const label = make("span", "al-label", figure.label, ...makeTold("span", ["al-quiet", year]));
    return make("li", "", makeAmount(figure), label, ...makeAside(figure));
  }

  /** Makes a list whose rest is folded away on the screen; paper shows all of it. */
  function makeFolded(kind, items, name) {
    const list = make("ul", kind, ...items);
    if (items.length <= FIRST) {
      return [list];
    }
    const button = make("button", "al-compare-more");
    const fold = (isFolded) => {
      list.classList.toggle("al-folded", isFolded);
      button.textContent = isFolded ? `显示全部 ${items.length} 个` : `只显示前 ${FIRST} 个`;
      button.setAttribute("aria-label", `${button.textContent}：${name}`);
      button.setAttribute("aria-expanded", String(!isFolded));
    };
    button.addEventListener("click", () => fold(!list.classList.contains("al-folded")));
    fold(true);
    return [list, button];
  }

  /** Makes what only one case says, case by case; nothing where there is no such figure. */
  function makeOwnFigures(cases, rows, level) {
    const own = cases.map((_, column) => rows.flatMap((row) => row[column]));
    const cells = own.map((figures, column) =>
      figures.length ? makeFolded("al-compare-own", figures.map(makeOwnFigure), cases[column].title) : [],
    );
    return rows.length ? [makeColumns(cases, cells, level)] : [];
  }

  function makeFigures(cases) {
    const rows = alignFigures(cases);
    const shared = rows.filter(isShared);
    const rest = rows.filter((row) => !isShared(row));
    if (!rows.length) {
      return [];
    }
    if (!shared.length) {
      const words = "这几个案例没有同名的数据，下面分列各自的数据。";
      const note = cases.length > 1 ? [make("p", "al-note", words)] : [];
      const own = make("div", "", ...note, ...makeOwnFigures(cases, rest, "h3"));
      return [makeSection("shuju", "数据", true, own)];
    }
    const table = makeTable("同名数据", cases, shared.map(makeFigureRow));
    const others = rest.length
      ? [make("div", "al-compare-row", make("h3", "", "其他数据"), ...makeOwnFigures(cases, rest, "h4"))]
      : [];
    return [makeSection("shuju", "数据", false, table, ...others)];
  }

  // ------------------------------------------------------------------------ columns

  /** @param {Node[][]} cells one for each case; an empty one is a gap */
  function makeColumns(cases, cells, level = "h3") {
    const columns = cells.map((cell, column) =>
      make(
        "div",
        "al-compare-column",
        make(level, "al-compare-name", cases[column].title),
        ...(cell.length ? cell : [make("p", "", ...makeGap())]),
      ),
    );
    return make("div", "al-compare-columns", ...columns);
  }

  /** Makes a section's text; below a title it is folded, so that titles are seen beside each other. */
  function makeProse({ title, paragraphs }) {
    const texts = paragraphs.map((text) => make("p", "", text));
    if (!title) {
      return texts;
    }
    const summary = make("summary", "", make("h4", "al-compare-title", title));
    return [make("details", "al-compare-practice", summary, ...texts)];
  }

  function makePart(cases, place) {
    const { id, heading } = cases[0].parts[place];
    const cells = cases.map((one) => one.parts[place].sections.flatMap(makeProse));
    return cells.some((cell) => cell.length)
      ? [makeSection(id, heading, true, makeColumns(cases, cells))]
      : [];
  }

  function makeEntry({ name, badge, text, note, url }) {
    const title = make("p", "al-compare-entry", url ? makeLink(name, url, true) : name);
    title.append(...makeTold("span", ["al-badge", badge]));
    return make("li", "", title, ...makeTold("span", ["al-compare-told", text], ["al-note", note]));
  }

  function makeEntries(cases, field, id, heading) {
    const cells = cases.map((one) => {
      const items = one[field].map(makeEntry);
      return items.length ? makeFolded("al-compare-entries", items, `${one.title}的${heading}`) : [];
    });
    return cells.some((cell) => cell.length)
      ? [makeSection(id, heading, true, makeColumns(cases, cells))]
      : [];
  }

  function makeSections(cases) {
    const summaries = cases.map((one) => [make("p", "", one.summary)]);
    return [
      makeSection("zhaiyao", "摘要", true, makeColumns(cases, summaries)),
      makeFacts(cases),
      ...makeFigures(cases),
      ...cases[0].parts.flatMap((_, place) => makePart(cases, place)),
      ...makeEntries(cases, "platforms", "pingtai", "平台系统"),
      ...makeEntries(cases, "honors", "rongyu", "荣誉"),
      ...makeEntries(cases, "sources", "laiyuan", "来源"),
    ];
  }

  function makeNav(sections) {
    const ways = sections.map((section) => {
      const heading = section.querySelector("h2");
      return make("li", "", makeLink(heading.textContent, `#${heading.id}`));
    });
    const nav = make("nav", "al-compare-nav", make("ul", "", ...ways));
    nav.setAttribute("aria-label", "本页内容");
    return nav;
  }

  // Paper shows what is folded away on the screen.
  let unfolded = [];
  window.addEventListener("beforeprint", () => {
    unfolded = [...document.querySelectorAll(".al-compare-practice:not([open])")];
    unfolded.forEach((one) => one.toggleAttribute("open", true));
  });
  window.addEventListener("afterprint", () => {
    unfolded.forEach((one) => one.toggleAttribute("open", false));
    unfolded = [];
  });

  window.anlikuCompare = { linkTo, makeNav, makeSections };
})();
