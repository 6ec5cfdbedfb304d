/**
 * The page of a case as it will look, made from a record at work: the same parts under the same
 * classes as generator/templates/case.md.jinja, so that the style sheet of the page serves both.
 *
 *   anliku.preview(data, place, {vocabularies, regions, id})
 *
 * fills the element `place`. `data` is a record, finished or not; `vocabularies` those of
 * submit/form.json, `regions` the content of submit/regions.json or nothing, `id` the case's.
 * Left out are the contents, small charts, cases like this one, and links into the library.
 */
"use strict";

(() => {
  const { anliku, anlikuPlaces, anlikuState, anlikuWords } = window;
  const { make } = anliku;
  const { list, part, text } = anlikuWords;
  const HIGHLIGHTS = 4;
  const NOTHING = "写了标题或正文以后，这里会显示网页的样子。";
  const KINDS = ["成效", "规模", "投入", "活动", ""];

  function parts(value) {
    return list(value).map(part);
  }

  function texts(value) {
    return list(value).map(text).filter(Boolean);
  }

  /** Makes an element where there is a text for it. */
  function told(tag, name, words) {
    return words ? [make(tag, name, words)] : [];
  }

  function makeProse(value) {
    return anlikuWords.paragraphs(value).map((words) => make("p", "", words));
  }

  function makeHeading(words) {
    return make("h2", "", words);
  }

  // ------------------------------------------------------------------------ the head of the page

  function makeNumber(metric) {
    const [before, value, after] = anlikuWords.figurePieces(metric);
    const unit = (words) => told("span", "al-unit", words);
    return make("span", "al-number", ...unit(before), value, ...unit(after));
  }

  /** Tells whether a summary says an amount, and not a longer number that ends in it. */
  function tells(summary, amount) {
    let at = amount ? summary.indexOf(amount) : -1;
    while (at > 0 && /[0-9.,:]/.test(summary[at - 1])) {
      at = summary.indexOf(amount, at + 1);
    }
    return at >= 0;
  }

  function kindOf(metric) {
    const kind = text(metric.kind);
    return KINDS.includes(kind) ? kind : "";
  }

  /** Chooses as generator/render/case.py does: what the summary tells, then what fills the row. */
  function chooseHighlights(data, metrics) {
    const rank = (one) => (anlikuWords.hasChange(one) ? 0 : KINDS.indexOf(kindOf(one)));
    const isTold = (one) => tells(text(data.summary), anlikuWords.amount(one));
    const inOrder = (some) => [...some].sort((one, other) => rank(one) - rank(other));
    const first = metrics.filter(isTold);
    const rest = metrics.filter((one) => !isTold(one) && text(one.value));
    const ranked = [...inOrder(first), ...inOrder(rest)].slice(0, HIGHLIGHTS);
    return ranked.length > 1 ? ranked : first;
  }

  function makeChange(metric) {
    const isBeside = text(metric.value) && anlikuWords.hasChange(metric);
    return told("span", "al-change", isBeside ? anlikuWords.change(metric) : "");
  }

  function makeHighlights(data, metrics) {
    const items = chooseHighlights(data, metrics).map((one) => {
      const label = make("span", "al-label", text(one.label));
      return make("li", "", make("a", "", makeNumber(one), label, ...makeChange(one)));
    });
    const row = make("ul", "al-highlights", ...items);
    row.setAttribute("aria-label", "主要数据");
    return items.length ? [row] : [];
  }

  // ------------------------------------------------------------------------ facts

  function makeFact(label, ...children) {
    return children.length
      ? [make("div", "", make("dt", "", label), make("dd", "", ...children))]
      : [];
  }

  function makeItems(names) {
    return names.map((name) => make("span", "al-item", name));
  }

  function makeOrganizations(data) {
    const roles = new Map();
    for (const { name, role } of parts(data.organizations)) {
      const label = text(role) || "实施";
      roles.set(label, [...(roles.get(label) ?? []), text(name)].filter(Boolean));
    }
    return [...roles].flatMap(([role, names]) => makeFact(`${role}单位`, ...makeItems(names)));
  }

  function makeRegions(data, regions) {
    if (data.regions === "undisclosed") {
      return makeItems(["未公开"]);
    }
    return texts(data.regions).map((name) => {
      const steps = anlikuPlaces.find(regions, name).flatMap((step) => {
        const mark = make("span", "al-sep", " › ");
        mark.setAttribute("aria-hidden", "true");
        return [mark, make("span", "", step)];
      });
      return make("span", "al-item", ...steps.slice(1));
    });
  }

  function makeBrand(brand) {
    const members = parts(brand.parts).map(({ name, about }) => {
      const rest = text(about) && `：${text(about)}`;
      return make("li", "", text(name), ...told("span", "al-quiet", rest));
    });
    return [
      ...makeItems([text(brand.name)].filter(Boolean)),
      ...told("span", "al-item al-quiet", text(brand.slogan)),
      ...(members.length ? [make("ul", "al-brand", ...members)] : []),
    ];
  }

  function makeSelection({ collection, issue }) {
    const rest = text(issue) && ` ${text(issue)}`;
    return text(collection) ? [text(collection), ...told("span", "al-quiet", rest)] : [];
  }

  function makeTags(data, vocabularies) {
    const names = new Map(list(vocabularies?.tags).map((one) => [one.id, one.name]));
    const chips = texts(data.tags).map((id) => make("li", "", make("span", "", names.get(id) ?? id)));
    return chips.length ? [make("ul", "al-chips", ...chips)] : [];
  }

  function makeFacts(data, { vocabularies, regions }) {
    return wrap("dl", "al-facts", [
      ...makeOrganizations(data),
      ...makeFact("地区", ...makeRegions(data, regions)),
      ...makeFact("时间", ...[anlikuWords.period(data.period)].filter(Boolean)),
      ...makeFact("行业领域", ...told("span", "", text(data.domain))),
      ...makeFact("组织类别", ...told("span", "", text(data.category))),
      ...makeFact("党建品牌", ...makeBrand(part(data.brand))),
      ...makeFact("入选", ...makeSelection(part(data.selection))),
      ...makeFact("标签", ...makeTags(data, vocabularies)),
    ]);
  }

  // ------------------------------------------------------------------------ figures and tables

  function makeFigure(metric) {
    const missing = text(metric.missing);
    const number = missing
      ? make("span", "al-number al-number-hole", anlikuWords.hole(metric))
      : makeNumber(metric);
    const year = text(metric.year) && `（${text(metric.year)}年）`;
    return make(
      "li",
      missing ? "al-hole" : "",
      number,
      make("span", "al-label", text(metric.label), ...told("span", "al-quiet al-year", year)),
      ...makeChange(metric),
      ...told("span", "al-note", text(metric.note)),
      make("span", "al-origin", anlikuWords.origin(metric)),
    );
  }

  function makeFigures(metrics) {
    const groups = KINDS.map((kind) => [kind, metrics.filter((one) => kindOf(one) === kind)]);
    const filled = groups.filter(([, some]) => some.length);
    return [
      make("p", "al-note", `${anlikuWords.figuresTold(metrics)}。`),
      ...filled.flatMap(([kind, some]) => [
        ...told("h3", "al-kind", filled.length > 1 ? kind || "其他" : ""),
        make("ul", "al-figures", ...some.map(makeFigure)),
      ]),
    ];
  }

  function makeCell(cell, place) {
    const made = make(place ? "td" : "th", "", text(cell));
    if (!place) {
      made.scope = "row";
    }
    return made;
  }

  function makeTable(table) {
    const heads = list(table.columns).map((column) => {
      const head = make("th", "", text(column));
      head.scope = "col";
      return head;
    });
    const rows = list(table.rows).map((row) => make("tr", "", ...list(row).map(makeCell)));
    const made = make(
      "table",
      "al-table",
      make("caption", "", text(table.title)),
      make("thead", "", make("tr", "", ...heads)),
      make("tbody", "", ...rows),
    );
    const region = make("div", "al-scroll", made, ...told("p", "al-note", text(table.note)));
    region.tabIndex = 0;
    region.setAttribute("role", "region");
    region.setAttribute("aria-label", text(table.title) || "表格");
    return region;
  }

  // ------------------------------------------------------------------------ entries

  function makeEntry(name, badge, ...children) {
    return make("div", "", make("dt", "", name, ...told("span", "al-badge", badge)), ...children);
  }

  function makePlatform(one, regions) {
    const region = text(one.region) && anlikuPlaces.find(regions, text(one.region)).join("");
    const note = [region, text(one.operator)].filter(Boolean).join("　");
    const purpose = make("dd", "", text(one.purpose), ...told("span", "al-note", note));
    return makeEntry(text(one.name), text(one.kind), purpose);
  }

  function makeHonor(one) {
    return makeEntry(text(one.name), text(one.level), make("dd", "", anlikuWords.honor(one)));
  }

  /** A picture lies beside the record, where the form does not reach: its words stand for it. */
  function makeImage(one) {
    const credit = text(one.credit) && `（${text(one.credit)}）`;
    const caption = make("figcaption", "", text(one.caption), ...told("span", "al-quiet", credit));
    return make("figure", "al-image", make("p", "al-note", `图片：${text(one.alt)}`), caption);
  }

  /** Gives a link to another site, or the words alone where there is no address to follow. */
  function makeWayOut(words, address) {
    if (!address.startsWith("https://")) {
      return words;
    }
    const link = make("a", "", words);
    link.href = address;
    link.rel = "external noopener";
    link.target = "_blank"; // the record at work stays
    return link;
  }

  function isNamed(source) {
    return ["title", "publisher", "url"].some((key) => text(source[key]));
  }

  function makeSource(one) {
    const archived = text(one.archived) ? [["存档", makeWayOut("网页存档", text(one.archived))]] : [];
    const rows = [...anlikuWords.source(one), ...archived].map(([label, value]) =>
      make("div", "", make("dt", "", label), make("dd", "", value)),
    );
    const title = make("p", "al-source-title", makeWayOut(text(one.title), text(one.url)));
    return make("li", "", title, make("dl", "al-rows", ...rows));
  }

  // ------------------------------------------------------------------------ the page

  function makeSection(heading, children) {
    return children.length ? [makeHeading(heading), ...children] : [];
  }

  function wrap(tag, name, children) {
    return children.length ? [make(tag, name, ...children)] : [];
  }

  function makePractices(data) {
    return parts(data.practices).flatMap((one) => [
      ...told("h3", "", text(one.title)),
      ...makeProse(one.body),
    ]);
  }

  function makePage(data, { vocabularies, regions, id = "" }) {
    const curation = part(data.curation);
    const metrics = parts(data.metrics);
    const platforms = parts(data.platforms).map((one) => makePlatform(one, regions));
    const notes = texts(curation.notes).map((note) => make("li", "", note));
    return [
      ...anlikuState.makeHead(text(data.title), curation),
      ...told("p", "al-reading", anlikuWords.reading(data)),
      ...told("p", "al-summary", text(data.summary)),
      ...(curation.status === "withdrawn" ? [] : makeHighlights(data, metrics)),
      ...makeFacts(data, { vocabularies, regions }),
      ...makeSection("案例背景", makeProse(data.background)),
      ...makeSection("主要做法", makePractices(data)),
      ...makeSection("主要成效", makeProse(data.outcomes)),
      ...makeSection("经验启示", makeProse(data.lessons)),
      ...makeSection("数据", metrics.length ? makeFigures(metrics) : []),
      ...makeSection("表格", parts(data.tables).map(makeTable)),
      ...makeSection("平台系统", wrap("dl", "al-entries", platforms)),
      ...makeSection("荣誉", wrap("dl", "al-entries", parts(data.honors).map(makeHonor))),
      ...makeSection("图片", parts(data.images).map(makeImage)),
      ...makeSection("来源", wrap("ol", "al-sources", parts(data.sources).filter(isNamed).map(makeSource))),
      ...makeSection("来源状况", wrap("ul", "al-notes", notes)),
      ...makeSection("修订记录", anlikuState.makeHistory(curation)),
      anlikuState.makeEnd(curation, id),
    ];
  }

  function isBegun(data) {
    return Boolean(text(data.title) || anlikuWords.reading(data));
  }

  anliku.preview = (data, place, options) => {
    const begun = isBegun(part(data));
    place.replaceChildren(...(begun ? makePage(data, options) : told("p", "al-quiet", NOTHING)));
  };
})();
