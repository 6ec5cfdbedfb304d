/**
 * The cases that a reader has chosen to lay side by side: a button at every case, a bar below.
 *
 *   anlikuBasket.most            so many cases at most
 *   anlikuBasket.addressOf(ids)  where these are compared, as the browser can open it
 *   anlikuBasket.set(cases)      chooses exactly these: [{id, title}]
 *   anlikuBasket.remove(id)      gives one up
 *
 * The choice is kept by the browser and shared by its tabs; where that is refused, it lasts as long
 * as the page. A case is an item of a list that leads to /cases/<id>/, now or later, or whatever
 * bears data-case="<id>"; the page of a case has a button below its title.
 */
"use strict";

(() => {
  const MOST = 4;
  const TITLE_LENGTH = 200; // in characters, of a title that is kept
  const ITEMS = ".al-card, #results > li, .al-related li, [data-case]";

  const { idOf, isId, link, make, root, tell, wordButton } = window.anliku;
  const key = `anliku.compare:${root.pathname}`;
  let chosen = read();
  let isKept = true; // whether what is chosen stands in the browser's store

  // ------------------------------------------------------------------------ the choice

  /** Gives what is sound of a stored choice: anything may have been written there. */
  function decode(stored) {
    let given;
    try {
      given = JSON.parse(stored);
    } catch {
      return [];
    }
    const sound = (Array.isArray(given) ? given : []).filter(
      (one) => one && isId(one.id) && typeof one.title === "string",
    );
    const byId = new Map(
      sound.map(({ id, title }) => [id, { id, title: title.slice(0, TITLE_LENGTH) }]),
    );
    return [...byId.values()].slice(0, MOST);
  }

  function read() {
    try {
      return decode(localStorage.getItem(key));
    } catch {
      return []; // The browser keeps nothing for this page.
    }
  }

  function set(cases) {
    chosen = cases.slice(0, MOST);
    try {
      localStorage.setItem(key, JSON.stringify(chosen));
      isKept = true;
    } catch {
      isKept = false; // Then the choice lasts as long as the page.
    }
    show();
  }

  function remove(id) {
    set(chosen.filter((one) => one.id !== id));
  }

  function isChosen(id) {
    return chosen.some((one) => one.id === id);
  }

  function addressOf(ids) {
    const address = new URL(link(new URL("compare/", root).href));
    address.search = `?ids=${ids.join(",")}`;
    return address.href;
  }

  // ------------------------------------------------------------------------ the buttons

  function caseOf(item) {
    const links = [...item.querySelectorAll("a[href]")];
    const way = links.find((one) => idOf(one.href));
    const id = item.dataset.case || (way ? idOf(way.href) : "");
    return { id: isId(id) ? id : "", title: (way || item).textContent.replace(/\s+/g, " ").trim() };
  }

  function makeToggle(one) {
    const toggle = make("button", "al-basket-toggle");
    toggle.dataset.basket = one.id;
    toggle.dataset.title = one.title;
    toggle.addEventListener("click", () => choose(one));
    paint(toggle);
    return toggle;
  }

  function choose(one) {
    if (isChosen(one.id)) {
      remove(one.id);
      tell(`已从对比中移除，还有 ${chosen.length} 个案例。`);
    } else if (chosen.length < MOST) {
      set([...chosen, one]);
      tell(
        chosen.length > 1
          ? `已选 ${chosen.length} 个案例，可在屏幕下方开始对比。`
          : "已加入对比，再选一个就可以对比。",
      );
    } else {
      tell(`一次最多对比 ${MOST} 个案例，请先移除一个。`);
    }
  }

  function paint(toggle) {
    const isOn = isChosen(toggle.dataset.basket);
    const words = isOn ? "移出对比" : "加入对比";
    // Only what changes: a screen reader hears of every change.
    if (toggle.textContent !== words) {
      toggle.textContent = words;
      toggle.setAttribute("aria-label", `${words}：${toggle.dataset.title}`);
      toggle.toggleAttribute("data-chosen", isOn);
    }
  }

  /** Gives every case of the page its button; those that have one are left alone. */
  function dress() {
    for (const item of document.querySelectorAll(ITEMS)) {
      const one = caseOf(item);
      const isInside = item.parentElement.closest(ITEMS);
      if (one.id && !isInside && !item.querySelector(".al-basket-toggle")) {
        item.append(makeToggle(one));
      }
    }
  }

  function dressCasePage() {
    const id = idOf(location.href);
    const heading = document.querySelector("article h1");
    const isOpen = !document.querySelector(".al-status-withdrawn");
    if (id && heading && isOpen && document.querySelector(".al-facts")) {
      const own = make("p", "al-basket-own", makeToggle({ id, title: heading.textContent.trim() }));
      heading.after(own);
    }
  }

  // ------------------------------------------------------------------------ the bar

  const count = make("button", "al-basket-count");
  const list = make("ul", "al-basket-list");
  const start = make("a", "al-basket-start", "开始对比");
  const hint = make("span", "al-basket-hint", "再选一个就可以对比");
  const word = wordButton("al-basket-word", "Word", () => chosen);
  const clear = make("button", "al-basket-clear", "清空");
  const line = make("div", "al-basket-line", count, hint, start, word, clear);
  const bar = make("section", "al-basket-bar", line, list);

  function unfold(isOpen) {
    count.setAttribute("aria-expanded", String(isOpen));
    list.hidden = !isOpen;
  }

  function makeEntry({ id, title }) {
    const way = make("a", "", title);
    way.href = link(new URL(`cases/${id}/`, root).href);
    const drop = make("button", "al-basket-drop", "移除");
    drop.setAttribute("aria-label", `移除：${title}`);
    drop.addEventListener("click", () => {
      const place = [...list.children].indexOf(drop.parentElement);
      remove(id);
      tell(`已从对比中移除，还有 ${chosen.length} 个案例。`);
      const next = list.children[Math.min(place, list.children.length - 1)];
      (next ? next.querySelector("button") : document.querySelector("main a, main button"))?.focus();
    });
    return make("li", "", way, drop);
  }

  /** Shows the choice: in the bar, and at every button. */
  function show() {
    const titles = chosen.map((one) => one.title).join("、");
    bar.hidden = !chosen.length;
    count.replaceChildren(
      make("strong", "", `对比（${chosen.length}）`),
      make("span", "al-basket-titles", `：${titles}`),
    );
    list.replaceChildren(...chosen.map(makeEntry));
    start.hidden = chosen.length < 2;
    hint.hidden = chosen.length >= 2;
    start.href = addressOf(chosen.map((one) => one.id));
    if (!chosen.length) {
      unfold(false);
    }
    document.querySelectorAll(".al-basket-toggle").forEach(paint);
  }

  list.id = "duibi-liebiao";
  bar.setAttribute("aria-label", "已选的对比案例");
  count.setAttribute("aria-controls", list.id);
  count.addEventListener("click", () => unfold(list.hidden));
  word.prepend(make("span", "al-basket-wide", "下载 "));
  word.setAttribute("aria-label", "下载 Word 文件：已选的案例");
  clear.addEventListener("click", () => {
    set([]);
    tell("已清空，没有选中的案例。");
    document.querySelector("#zhengwen a, #zhengwen button")?.focus({ preventScroll: true });
  });
  window.addEventListener("storage", (event) => {
    if (event.key === key || event.key === null) {
      chosen = read();
      show();
    }
  });
  // A page from the browser's memory shows what was chosen when it was left.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted && isKept) {
      chosen = read();
      show();
    }
  });

  unfold(false);
  document.body.append(make("div", "al-basket", bar));
  dressCasePage();
  dress();
  show();
  const main = document.querySelector("main");
  if (main) {
    new MutationObserver(dress).observe(main, { childList: true, subtree: true });
  }
  window.anlikuBasket = { most: MOST, addressOf, set, remove };
})();
