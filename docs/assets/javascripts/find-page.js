/**
 * The page that finds cases: the box, the panel of facets, the results, and the address that holds
 * all that is asked.
 *
 * Typing replaces the address; choosing, sorting and submitting keep the one before for the way
 * back. While nothing is asked, and where nothing can be, the page is its list of all cases
 * (#browse).
 */
"use strict";

(() => {
  /** From the last key to the search. */
  const WAIT_MS = 40;
  /** From the last scrolling to its being noted: browsers refuse addresses set too often. */
  const REST_MS = 250;

  const root = document.getElementById("search");
  const box = document.querySelector("main [role=search] [name=q]");
  if (!root || !box) {
    return;
  }

  const find = window.anlikuFind;
  const { isSupported, open } = window.anlikuSearch;
  const [form, fold, size, status, sorting, sorts, note, chips, results, nothing, more, browse] = [
    "find-panel", "find-fold", "find-count", "search-status", "find-sorting", "find-sort",
    "search-note", "find-chips", "results", "find-nothing", "search-more", "browse",
  ].map((id) => document.getElementById(id)); // prettier-ignore
  const parameters = [...form.querySelectorAll("fieldset")].map((one) => one.dataset.parameter);
  const renamed = find.renamedOf(form);
  const cases = new URL(root.dataset.cases, document.baseURI).href;
  const engine = open(new URL(".", new URL(root.dataset.search, document.baseURI)).href);
  const panel = find.openPanel(form, (parameter, ids) => go(find.choose(current(), parameter, ids)));

  let asked = null; // what the page shows
  let refused = {}; // what its address asks for in vain
  let settled = null; // what the way back leads to
  let left = null; // how far the reader had come in it, where typing has gone on from it
  let address = ""; // the query part of the address that the page shows
  let turn = 0; // of what is being shown: a later question makes an earlier answer void
  let found = null;
  let shown = 0; // pages of what was found
  let reading = null; // the answer of which more is on its way
  let facets = null;
  let timer = 0;
  let rest = 0;

  // ------------------------------------------------------------------------ the address

  function setAddress(how, state = asked, place = null) {
    find.setEntry(how, place, find.write(location.href, state, parameters));
    address = location.search;
  }

  /** Tells how far the reader has come. */
  function placeNow() {
    return { pages: shown, scroll: window.scrollY };
  }

  /** Notes it, for the way back. */
  function keepPlace() {
    find.setEntry("replaceState", placeNow());
  }

  function readAddress() {
    address = location.search;
    ({ asked, refused } = find.read(address, parameters, renamed));
    settled = asked;
    box.value = asked.query;
  }

  function current() {
    return { ...asked, query: find.cut(box.value) };
  }

  /** Takes up another question; of the box no more than it can ask. */
  function take(next) {
    clearTimeout(timer);
    refused = { isLong: next.query !== "" && find.cut(box.value) !== box.value };
    asked = next;
  }

  /** Goes on to another question; the way back leads to this one. */
  function go(next) {
    keepPlace();
    goOn(next);
  }

  function goOn(next) {
    clearTimeout(rest);
    take(next);
    settled = next;
    box.value = next.query;
    setAddress("pushState");
    show();
  }

  /** Asks what stands in the box, in place of the question before. */
  function askTyped() {
    if (asked.query === settled.query) {
      left = placeNow();
    }
    take(current());
    setAddress("replaceState");
    show();
  }

  // ------------------------------------------------------------------------ what is asked

  /** Draws the chips; where the focus was on one, it goes to the one in its place. */
  function drawChips() {
    const place = [...chips.querySelectorAll("button")].indexOf(document.activeElement);
    const items = find.makeChips(asked, panel.nameOf, go);
    chips.hidden = !items.length;
    chips.replaceChildren(...items);
    if (place >= 0) {
      const left = chips.querySelectorAll(".al-find-chip");
      (left[Math.min(place, left.length - 1)] || box).focus();
    }
  }

  function drawAsked() {
    panel.choose(asked);
    const chosen = find.list(asked).length;
    size.textContent = chosen ? `（${chosen}）` : "";
    sorts.options[0].hidden = sorts.options[0].disabled = !asked.query.trim();
    sorts.value = find.sortOf(asked);
    drawChips();
  }

  // ------------------------------------------------------------------------ what is found

  function showList(isList) {
    browse.hidden = !isList;
    results.hidden = isList;
    if (isList) {
      clear();
      nothing.hidden = true;
    }
    // The browser cannot know how long a list of results will be.
    history.scrollRestoration = isList ? "auto" : "manual";
  }

  function clear() {
    found = null;
    shown = 0;
    results.replaceChildren();
    more.hidden = true;
  }

  function say() {
    status.textContent = find.statusOf(found, asked);
  }

  function fail() {
    showList(true);
    note.textContent = find.noteOf(refused);
    status.textContent = "检索暂时无法使用，可能是网络不通。请稍后再试，或浏览下面的全部案例。";
  }

  /** Shows the answer to what is asked, unless something else has been asked meanwhile. */
  async function show(place = {}) {
    const mine = (turn += 1);
    more.hidden = true;
    drawAsked();
    if (!isSupported || !find.isAsked(asked)) {
      showList(true);
      sorting.hidden = !isSupported;
      note.textContent = find.noteOf(refused);
      const isRefused = !isSupported && find.isAsked(asked);
      status.textContent = isRefused
        ? "这个浏览器的版本较旧，无法检索。请更新浏览器，或浏览下面的全部案例。"
        : "";
    } else {
      if (!found) {
        showList(false);
        status.textContent = "正在检索……";
      }
      try {
        await showAnswer(mine, place.pages || 1);
      } catch {
        if (mine === turn) {
          fail();
        }
      }
    }
    if (mine === turn && place.scroll !== undefined) {
      window.scrollTo(0, place.scroll);
    }
    if (mine === turn && isSupported) {
      await drawPanel(mine);
    }
  }

  async function showAnswer(mine, pages) {
    const { query, choices, sort } = asked;
    const answer = await engine.search({ query, choices, sort: sort || undefined });
    if (mine !== turn) {
      return;
    }
    clear();
    found = answer;
    nothing.hidden = true;
    asked = find.drop(asked, answer.unknown);
    drawAsked();
    note.textContent = find.noteOf(refused, answer.unknown, answer.read);
    showList(answer.state === "short" || answer.state === "empty");
    sorting.hidden = answer.state === "short" || answer.state === "none";
    found = answer;
    find.addResults(results, answer.first, cases);
    const first = await answer.page(1);
    if (mine === turn && !browse.hidden) {
      say();
    } else if (mine === turn) {
      find.addResults(results, first, cases, 0);
      await showPages(mine, pages);
    }
  }

  /** Shows as many pages as the reader had seen, and what leads on. */
  async function showPages(mine, pages) {
    shown = 1;
    while (shown < pages && found.hasPage(shown + 1)) {
      const page = await found.page(shown + 1);
      if (mine !== turn) {
        return;
      }
      find.addResults(results, page, cases);
      shown += 1;
    }
    more.hidden = !found.hasPage(shown + 1);
    say();
    if (found.state === "none") {
      await showNothing(mine);
    }
  }

  async function showNothing(mine) {
    await readFacets();
    const { nameOf } = panel;
    const isCurrent = () => mine === turn;
    const parts = await find.makeNothing({ asked, engine, nameOf, cases, go, isCurrent });
    if (isCurrent()) {
      nothing.replaceChildren(...parts);
      nothing.hidden = false;
    }
  }

  async function showMore() {
    const answer = found;
    const mine = turn;
    const isCurrent = () => answer === found && mine === turn;
    const before = results.children.length;
    if (reading === answer) {
      return;
    }
    reading = answer;
    try {
      const page = await answer.page(shown + 1);
      if (isCurrent()) {
        find.addResults(results, page, cases);
        shown += 1;
        more.hidden = !answer.hasPage(shown + 1);
        say();
        // What was thought to be more may turn out to be none.
        (results.children[before] || results.lastElementChild).querySelector("a").focus();
        keepPlace();
      }
    } catch {
      if (isCurrent()) {
        status.textContent = "未能读取更多结果，可能是网络不通。请稍后再试。";
      }
    }
    reading = null;
  }

  // ------------------------------------------------------------------------ the panel

  async function readFacets() {
    facets = facets || engine.facets();
    try {
      panel.fill(await facets);
    } catch (error) {
      facets = null;
      throw error;
    }
  }

  /** Brings the panel in line with what was found; with nothing asked, with all cases. */
  async function drawPanel(mine) {
    try {
      const answer = found || (await engine.search({ query: "", choices: {} }));
      await readFacets();
      const counts = await answer.counts();
      if (mine === turn) {
        form.hidden = !panel.show(counts, asked);
        drawChips();
      }
    } catch {
      if (mine === turn) {
        form.hidden = false;
        panel.fail();
      }
    }
  }

  // ------------------------------------------------------------------------ what the reader does

  function onInput(event) {
    clearTimeout(timer);
    if (event.isComposing) {
      return;
    }
    timer = setTimeout(askTyped, WAIT_MS);
  }

  function onSubmit(event) {
    event.preventDefault();
    if (current().query === settled.query) {
      askTyped();
      return;
    }
    if (asked.query === settled.query) {
      keepPlace();
    } else {
      // Typing has replaced the entry of the question before: it gets its place back.
      setAddress("replaceState", settled, left);
    }
    goOn(current());
  }

  function onPop(event) {
    clearTimeout(timer);
    // A step to an anchor of this page asks nothing new.
    if (location.search !== address) {
      readAddress();
      show(event.state || {});
    }
  }

  function onScroll() {
    clearTimeout(rest);
    rest = setTimeout(keepPlace, REST_MS);
  }

  const wide = window.matchMedia("(min-width: 60em)");
  const unfold = () => (fold.open = wide.matches);

  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("#find-done").addEventListener("click", () => {
    fold.open = false;
    status.scrollIntoView({ block: "center" });
    (results.querySelector("a") || box).focus({ preventScroll: true });
  });
  box.addEventListener("input", onInput);
  // Chromium's last input event of a composition comes before its end and counts as composing.
  box.addEventListener("compositionend", onInput);
  box.form.addEventListener("submit", onSubmit);
  find.leadKeys(root, box);
  sorts.addEventListener("change", () => go({ ...current(), sort: sorts.value }));
  more.addEventListener("click", showMore);
  window.addEventListener("popstate", onPop);
  window.addEventListener("scroll", onScroll, { passive: true });
  results.addEventListener("click", keepPlace);
  wide.addEventListener("change", unfold);

  unfold();
  form.hidden = !isSupported;
  form.parentElement.classList.toggle("al-find-plain", !isSupported);
  readAddress();
  show(history.state || {});
})();
