/**
 * Remembers the list from which a reader opens a case, so that its page can lead on within it
 * (case.js). It notes the list as it stands at that moment, for this tab only.
 *
 *   anliku.listKey  where it is noted in sessionStorage
 *
 * A list is `#results`, `.al-cases` or whatever has `data-case-list`, which may hold its name.
 */
"use strict";

(() => {
  const LISTS = "[data-case-list], #results, .al-cases";
  const NAME_LENGTH = 40;
  const key = "anliku-list";
  const { idOf } = window.anliku;

  /** Gives each case that a list leads to once, in order, with its title. */
  function casesOf(list) {
    const cases = new Map();
    for (const link of list.querySelectorAll("a[href]")) {
      const id = idOf(link.href);
      if (id && !cases.has(id)) {
        cases.set(id, { id, title: link.textContent.trim() });
      }
    }
    return [...cases.values()];
  }

  function nameOf(list) {
    const query = list.id === "results" && new URL(location.href).searchParams.get("q");
    const heading = list.closest("section")?.querySelector("h2") || document.querySelector("h1");
    const page = document.querySelector(".al-pager [aria-current]")?.textContent;
    const name = list.dataset.caseList || query || heading?.textContent.trim() || "";
    const short = [...name].length > NAME_LENGTH
      ? `${[...name].slice(0, NAME_LENGTH).join("")}…`
      : name;
    return `“${short}”${query ? "的检索结果" : "的列表"}${page && !query ? `第 ${page} 页` : ""}`;
  }

  function onClick(event) {
    const link = event.target.closest?.("a[href]");
    const list = link?.closest(LISTS);
    if (!list || !idOf(link.href)) {
      return;
    }
    const note = { address: location.href, name: nameOf(list), cases: casesOf(list) };
    try {
      sessionStorage.setItem(key, JSON.stringify(note));
    } catch {
      // Refused or full: the case is read all the same.
    }
  }

  // A key that follows a link is a click as well.
  document.addEventListener("click", onClick);
  window.anliku.listKey = key;
})();
