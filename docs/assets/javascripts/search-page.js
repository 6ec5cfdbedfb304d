/**
 * The page around the search engine: the box, the results, and the query in the address.
 *
 * It runs where a page has #search. Without it the page keeps its static list (#browse). The query
 * is `?q=`: typing replaces it, submitting keeps the one before for the way back. Texts reach the
 * page as text only: a record may hold anything.
 */
"use strict";

(() => {
  const WAIT_MS = 120;
  const ECHO_LENGTH = 40; // of a query, in characters, where the page repeats it

  const box =
    document.querySelector("main [role=search] [name=q], .search-form [name=q]") ||
    document.querySelector("[role=search] [name=q]");
  const panel = document.getElementById("search");

  /** Makes an element with a class and children; a string becomes text. */
  function make(tag, className, ...children) {
    const element = document.createElement(tag);
    if (className) {
      element.className = className;
    }
    element.append(...children);
    return element;
  }

  /** @param {[string, boolean][]} parts texts, each a hit or not */
  function makeMarked(parts) {
    return parts.map(([text, isHit]) => (isHit ? make("mark", "", text) : text));
  }

  function makeResult(result, cases) {
    const link = make("a", "", ...makeMarked(result.title));
    link.href = window.anliku.link(new URL(`${encodeURIComponent(result.id)}/`, cases).href);
    const item = make("li", "search-result", make("h2", "search-title", link));
    const facts = [result.place, result.year].filter(Boolean).join(" · ");
    if (facts) {
      item.append(make("p", "search-facts", facts));
    }
    if (result.excerpt.length) {
      item.append(make("p", "search-excerpt", ...makeMarked(result.excerpt)));
    }
    return item;
  }

  if (!box || !panel) {
    return;
  }

  const browse = document.getElementById("browse");
  const status = document.getElementById("search-status");
  const results = document.getElementById("results");
  const more = document.getElementById("search-more");
  const cases = new URL(panel.dataset.cases, document.baseURI);
  const { isSupported, open } = window.anlikuSearch;
  const engine = open(new URL(".", new URL(panel.dataset.search, document.baseURI)).href);
  let turn = 0; // of what is being shown: a later query makes an earlier answer void
  let found = null;
  let shown = 0; // pages of what was found
  let settled = readQuery(); // the query that the way back leads to
  let timer = 0;

  function readQuery() {
    return new URL(location.href).searchParams.get("q") || "";
  }

  function addressOf(query) {
    const address = new URL(location.href);
    if (query) {
      address.searchParams.set("q", query);
    } else {
      address.searchParams.delete("q");
    }
    return address.href;
  }

  function showList(isList) {
    browse.hidden = !isList;
    panel.hidden = false;
  }

  function clear() {
    found = null;
    shown = 0;
    results.replaceChildren();
    more.hidden = true;
  }

  function shorten(query) {
    const characters = [...query];
    const isLong = characters.length > ECHO_LENGTH;
    return isLong ? `${characters.slice(0, ECHO_LENGTH).join("")}…` : query;
  }

  function say(query) {
    const texts = {
      ok: found.exact ? `找到 ${found.total} 个案例` : `找到约 ${found.total} 个案例`,
      none: `没有找到同时含有“${shorten(query)}”的案例。可以试试更短的词，或换一种说法。`,
      short: "只有标点无法检索，请输入文字或数字。",
      empty: "",
    };
    status.textContent = texts[found.state];
  }

  function fail() {
    clear();
    showList(true);
    status.textContent = "检索暂时无法使用，可能是网络不通。请稍后再试，或浏览下面的全部案例。";
  }

  /** Shows the answer to a query, unless another has been asked meanwhile. */
  async function show(query) {
    const mine = (turn += 1);
    if (!query.trim() || !isSupported) {
      clear();
      showList(true);
      const isRefused = query.trim() && !isSupported;
      status.textContent = isRefused
        ? "这个浏览器的版本较旧，无法检索。请更新浏览器，或浏览下面的全部案例。"
        : "";
      return;
    }
    if (!found) {
      showList(false);
      status.textContent = "正在检索……";
    }
    try {
      const answer = await engine.search(query);
      const first = await answer.page(1);
      if (mine === turn) {
        clear();
        found = answer;
        showList(false);
        add(first, query);
      }
    } catch {
      if (mine === turn) {
        fail();
      }
    }
  }

  function add(page, query) {
    shown += 1;
    results.append(...page.map((result) => makeResult(result, cases)));
    more.hidden = !found.hasPage(shown + 1);
    say(query);
  }

  async function showMore() {
    const mine = turn;
    const before = results.children.length;
    more.disabled = true;
    try {
      const page = await found.page(shown + 1);
      if (mine === turn) {
        add(page, readQuery());
        const next = results.children[before];
        if (next) {
          next.querySelector("a").focus();
        }
      }
    } catch {
      if (mine === turn) {
        status.textContent = "未能读取更多结果，可能是网络不通。请稍后再试。";
      }
    }
    more.disabled = false;
  }

  function onInput(event) {
    clearTimeout(timer);
    if (event.isComposing) {
      return;
    }
    timer = setTimeout(() => {
      history.replaceState(null, "", addressOf(box.value));
      show(box.value);
    }, WAIT_MS);
  }

  function onSubmit(event) {
    event.preventDefault();
    clearTimeout(timer);
    if (box.value !== settled) {
      // Typing has replaced the entry of the query before: it gets its place back.
      history.replaceState(null, "", addressOf(settled));
      history.pushState(null, "", addressOf(box.value));
      settled = box.value;
    }
    show(box.value);
  }

  function onKey(event) {
    if (event.key === "Escape" && !event.isComposing && box.value) {
      event.preventDefault();
      box.value = "";
      box.dispatchEvent(new Event("input"));
    }
  }

  function restore() {
    clearTimeout(timer);
    settled = readQuery();
    box.value = settled;
    show(settled);
  }

  box.addEventListener("input", onInput);
  // Chromium's last input event of a composition comes before its end and counts as composing.
  box.addEventListener("compositionend", onInput);
  box.addEventListener("keydown", onKey);
  box.form.addEventListener("submit", onSubmit);
  more.addEventListener("click", showMore);
  window.addEventListener("popstate", restore);
  if (settled) {
    restore();
  }
})();
