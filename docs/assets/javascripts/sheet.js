/**
 * A sheet: sorts, filters and hands out the long table of a page.
 *
 * Without it the page is a plain table that goes on at page/2/. The rows come in one file when a
 * reader first asks for something, or at once where the address does: ?q=&<column>=&sort=<column>
 * or sort=-<column>. Each column of the file holds its distinct cells in the order in which they
 * sort, so that order is that of whole numbers. Texts reach the page as text only.
 */
"use strict";

(() => {
  const BATCH = 100; // rows shown at a time
  const WAIT_MS = 150;
  const { nameParts, toCsv } = window.anlikuSheet;

  const table = document.getElementById("sheet");
  nameParts(table);
  const form = document.getElementById("sheet-form");
  if (!form) {
    return;
  }

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
  let address = location.search; // the one that is shown

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
        unknown.push(`网址中的“${title}：${window.anliku.shorten(value)}”在表中没有，没有采用。`);
      }
    }
    sort = asked.get("sort") || "";
    if (sort && !heads.some((head) => isSortable(head) && columnOf(sort) === head.dataset.column)) {
      unknown.push(`网址中的排序方式“${window.anliku.shorten(sort)}”无法使用，没有采用。`);
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
      // The file's name is the same in every build, and its rows must be those of the page.
      new TextDecoder().decode(
        await window.anliku.load(new URL(file, document.baseURI).href, { fresh: true }),
      ),
    );
    const byId = new Map(columns.map((column) => [column.id, column]));
    const shown = heads.map((head) => byId.get(head.dataset.column));
    heads.forEach((head, at) => {
      shown[at].unsaid = head.dataset.unsaid;
    });
    for (const column of shown) {
      column.folded = column.texts.map(fold);
    }
    return { anchors, byId, shown, taken: columns.filter((column) => column.title) };
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
      } else if (text) {
        cell.dataset.label = column.title;
      }
      if (!text && column.unsaid) {
        const unsaid = document.createElement("span");
        unsaid.className = "al-quiet";
        unsaid.append(column.unsaid);
        cell.append(unsaid);
      } else if (column.targets) {
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
    nameParts(table);
    more.hidden = body.rows.length >= found.length;
    const part = `：第 1 至 ${body.rows.length} 行，共 ${found.length} ${unit.slice(0, 1)}`;
    table.caption.textContent = more.hidden ? name : name + part;
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

  function setAddress(how) {
    try {
      history[how](null, "", addressOf(readWish()));
    } catch {
      // In a copy opened from disk the address stays; what is asked is known here.
    }
    address = location.search;
  }

  function onChoice() {
    clearTimeout(timer);
    setAddress("pushState");
    show();
  }

  function onInput(event) {
    clearTimeout(timer);
    if (!event.isComposing) {
      timer = setTimeout(() => {
        setAddress("replaceState");
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

  function wholeOf(column, row) {
    const place = column.rows[row];
    return column.whole?.[place] || column.texts[place];
  }

  async function download() {
    const data = await show();
    if (!data) {
      return;
    }
    const link = data.shown.find((column) => column.targets);
    const columns = data.taken.map((column) => [column.title, (row) => wholeOf(column, row)]);
    // The place of a copy on somebody's disk is nobody else's business, and leads nowhere.
    if (location.protocol !== "file:") {
      columns.push(["网址", (row) => targetOf(data, link, row)]);
    }
    const titles = columns.map(([title]) => title);
    const rows = found.map((row) => columns.map(([, tell]) => tell(row)));
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
    address = location.search;
    show(takeAddress());
  }

  /** Follows the browser's way back; a step to an anchor of this page asks for nothing. */
  function onStep() {
    if (location.search !== address) {
      restore();
    }
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
  window.addEventListener("popstate", onStep);
  form.reset(); // a browser may bring back what was chosen before the page was left
  const keys = ["q", "sort", ...selects.map((select) => select.dataset.column)];
  if (keys.some((key) => new URL(location.href).searchParams.has(key))) {
    restore();
  }
})();
