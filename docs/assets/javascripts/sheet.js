/**
 * A sheet: sorts, filters and hands out the long table of a page.
 *
 * Without it the page is a plain table that goes on at page/2/. The rows come in one file when a
 * reader first asks for something, or at once where the address does: ?q=&<column>=&sort=<column>
 * or sort=-<column>. Each column of the file holds its distinct cells in the order in which they
 * sort, so that order is that of whole numbers. Texts reach the page as text only.
 *
 *   anlikuSheet.toCsv(rows)   rows of texts as CSV (RFC 4180), nothing in it a formula
 */
"use strict";

(() => {
  const BATCH = 100; // rows shown at a time
  const WAIT_MS = 150;
  const ECHO_LENGTH = 40; // of a value in the address that is not known
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
  const PLAIN_NUMBER = /^[+-]?[0-9][0-9,.]*%?$/;

  /** Gives a cell that no spreadsheet takes for a formula; a signed number is none. */
  function defuse(text) {
    return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  }

  /** @param {string[][]} rows */
  function toCsv(rows) {
    const quote = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    return rows.map((row) => `${row.map((text) => quote(defuse(text))).join(",")}\r\n`).join("");
  }

  window.anlikuSheet = { toCsv };

  const form = document.getElementById("sheet-form");
  if (!form) {
    return;
  }

  const table = document.getElementById("sheet");
  const body = table.tBodies[0];
  const status = document.getElementById("sheet-status");
  const more = document.getElementById("sheet-more");
  const box = document.getElementById("sheet-q");
  const selects = [...form.querySelectorAll("select")];
  const heads = [...table.tHead.querySelectorAll("th")];
  const { name, root, rows: file, unit } = table.dataset;
  let loading = null; // of the file, once somebody has asked
  let turn = 0; // of what is being shown: a later wish makes an earlier one void
  let sort = ""; // a column, or -column
  let found = []; // rows in their order
  let timer = 0;

  // ------------------------------------------------------------------------ the wish

  function readWish() {
    const filters = selects.map((select) => [select.dataset.column, select.value]);
    return { q: box.value.trim(), filters: filters.filter(([, value]) => value), sort };
  }

  function addressOf(wish) {
    const address = new URL(location.href);
    const wished = new Map([...wish.filters, ["q", wish.q], ["sort", wish.sort]]);
    for (const key of ["q", ...selects.map((select) => select.dataset.column), "sort"]) {
      const value = wished.get(key);
      if (value) {
        address.searchParams.set(key, value);
      } else {
        address.searchParams.delete(key);
      }
    }
    return address.href;
  }

  function shorten(text) {
    const characters = [...text];
    const isLong = characters.length > ECHO_LENGTH;
    return isLong ? `${characters.slice(0, ECHO_LENGTH).join("")}…` : text;
  }

  /** Puts the wish of the address into the controls; gives what of it cannot be met, in words. */
  function takeAddress() {
    const asked = new URL(location.href).searchParams;
    const unknown = [];
    box.value = (asked.get("q") || "").slice(0, box.maxLength);
    if ((asked.get("q") || "").length > box.maxLength) {
      unknown.push(`查找的文字太长，只用了前 ${box.maxLength} 个字。`);
    }
    for (const select of selects) {
      const value = asked.get(select.dataset.column) || "";
      const isKnown = [...select.options].some((option) => option.value === value);
      select.value = isKnown ? value : "";
      if (!isKnown) {
        const title = select.labels[0].textContent;
        unknown.push(`网址中的“${title}：${shorten(value)}”在表中没有，没有采用。`);
      }
    }
    sort = asked.get("sort") || "";
    if (sort && !heads.some((head) => isSortable(head) && columnOf(sort) === head.dataset.column)) {
      unknown.push(`网址中的排序方式“${shorten(sort)}”无法使用，没有采用。`);
      sort = "";
    }
    return unknown.join("");
  }

  function isSortable(head) {
    return "sorts" in head.dataset;
  }

  function columnOf(order) {
    return order.replace(/^-/, "");
  }

  // ------------------------------------------------------------------------ the rows

  async function load() {
    const { anchors, columns } = JSON.parse(
      new TextDecoder().decode(await window.anliku.load(new URL(file, document.baseURI).href)),
    );
    for (const column of columns) {
      column.folded = column.texts.map(fold);
    }
    const byId = new Map(columns.map((column) => [column.id, column]));
    const shown = heads.map((head) => byId.get(head.dataset.column));
    return { anchors, byId, shown };
  }

  function fold(text) {
    return text.normalize("NFKC").toLowerCase();
  }

  function ask() {
    loading ||= load();
    loading.catch(() => {
      loading = null;
    });
    return loading;
  }

  function choose(data, wish) {
    const tests = wish.filters.map(([id, value]) => {
      const column = data.byId.get(id);
      const isHit = column.choices.map((choices) => choices.includes(value));
      return (row) => isHit[column.rows[row]];
    });
    for (const term of fold(wish.q).split(/\s+/u).filter(Boolean)) {
      const hits = data.shown.map((column) => column.folded.map((text) => text.includes(term)));
      tests.push((row) => data.shown.some((column, at) => hits[at][column.rows[row]]));
    }
    const rows = data.anchors.map((_, row) => row).filter((row) => tests.every((test) => test(row)));
    return wish.sort ? order(rows, data.byId.get(columnOf(wish.sort)), wish.sort) : rows;
  }

  /** Sorts rows by a column; what is blank comes last either way, equals stay as they were. */
  function order(rows, column, wished) {
    const way = wished.startsWith("-") ? -1 : 1;
    const isBlank = (row) => column.rows[row] >= column.blank;
    return rows.sort(
      (one, other) =>
        isBlank(one) - isBlank(other) || way * (column.rows[one] - column.rows[other]),
    );
  }

  // ------------------------------------------------------------------------ the page

  function targetOf(data, column, row) {
    const target = new URL(column.targets[column.rows[row]], new URL(root, document.baseURI));
    return `${window.anliku.link(target.href)}#${data.anchors[row]}`;
  }

  function makeRow(data, row) {
    const line = document.createElement("tr");
    data.shown.forEach((column, at) => {
      const cell = document.createElement(at ? "td" : "th");
      const text = column.texts[column.rows[row]];
      if (!at) {
        cell.scope = "row";
      }
      if (column.targets) {
        const link = document.createElement("a");
        link.href = targetOf(data, column, row);
        link.append(text);
        cell.append(link);
      } else {
        cell.append(text);
      }
      line.append(cell);
    });
    return line;
  }

  function addRows(data) {
    const next = found.slice(body.rows.length, body.rows.length + BATCH);
    body.append(...next.map((row) => makeRow(data, row)));
    more.hidden = body.rows.length >= found.length;
  }

  function markOrder() {
    for (const head of heads.filter(isSortable)) {
      const isMarked = sort && columnOf(sort) === head.dataset.column;
      if (isMarked) {
        head.setAttribute("aria-sort", sort.startsWith("-") ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    }
  }

  function say(wish, total, unknown) {
    const isNarrow = wish.q || wish.filters.length;
    const count = isNarrow ? `找到 ${found.length} ${unit}，共 ${total} ${unit}。` : `共 ${total} ${unit}。`;
    const head = heads.find((one) => one.dataset.column === columnOf(sort));
    const way = sort.startsWith("-") ? "降序" : "升序";
    const order = head ? `按“${head.textContent}”${way}排列。` : "";
    const none = `没有符合条件的${unit.slice(1)}，可以减少条件再试。`;
    status.textContent = unknown + (found.length ? count + order : none);
  }

  /** Shows what the controls ask for, unless something else has been asked meanwhile. */
  async function show(unknown = "") {
    const mine = (turn += 1);
    const wish = readWish();
    try {
      const data = await ask();
      if (mine !== turn) {
        return null;
      }
      found = choose(data, wish);
      body.replaceChildren();
      addRows(data);
      markOrder();
      table.caption.textContent = name;
      document.querySelectorAll(".al-pager").forEach((pager) => pager.remove());
      say(wish, data.anchors.length, unknown);
      return data;
    } catch {
      if (mine === turn) {
        status.textContent = "暂时无法读取全部数据，可能是网络不通。请稍后再试；下面的表格仍可阅读。";
      }
      return null;
    }
  }

  // ------------------------------------------------------------------------ what a reader does

  function onChoice() {
    clearTimeout(timer);
    history.pushState(null, "", addressOf(readWish()));
    show();
  }

  function onInput(event) {
    clearTimeout(timer);
    if (!event.isComposing) {
      timer = setTimeout(() => {
        history.replaceState(null, "", addressOf(readWish()));
        show();
      }, WAIT_MS);
    }
  }

  /** Goes through ascending, descending and the order of the library. */
  function onSort(id) {
    const next = { [id]: `-${id}`, [`-${id}`]: "" };
    sort = sort in next ? next[sort] : id;
    onChoice();
  }

  async function showMore() {
    const before = body.rows.length;
    addRows(await ask());
    body.rows[before]?.querySelector("a").focus();
  }

  async function download() {
    const data = await show();
    if (!data) {
      return;
    }
    const titles = [...heads.map((head) => head.textContent), "网址"];
    const link = data.shown.find((column) => column.targets);
    const rows = found.map((row) => [
      ...data.shown.map((column) => column.texts[column.rows[row]]),
      targetOf(data, link, row),
    ]);
    // A spreadsheet takes a file without this mark for one in the system's own encoding.
    const blob = new Blob(["\ufeff", toCsv([titles, ...rows])], { type: "text/csv;charset=utf-8" });
    const anchor = document.createElement("a");
    anchor.href = URL.createObjectURL(blob);
    anchor.download = `${name}.csv`;
    anchor.click();
    setTimeout(() => URL.revokeObjectURL(anchor.href));
  }

  function restore() {
    clearTimeout(timer);
    show(takeAddress());
  }

  for (const head of heads.filter(isSortable)) {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => onSort(head.dataset.column));
    head.append(button);
  }
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  box.addEventListener("input", onInput);
  box.addEventListener("compositionend", onInput);
  selects.forEach((select) => select.addEventListener("change", onChoice));
  document.getElementById("sheet-clear").addEventListener("click", () => {
    form.reset();
    sort = "";
    onChoice();
  });
  document.getElementById("sheet-download").addEventListener("click", download);
  more.addEventListener("click", showMore);
  window.addEventListener("popstate", restore);
  form.reset(); // a browser may bring back what was chosen before the page was left
  const keys = ["q", "sort", ...selects.map((select) => select.dataset.column)];
  if (keys.some((key) => new URL(location.href).searchParams.has(key))) {
    restore();
  }
})();
