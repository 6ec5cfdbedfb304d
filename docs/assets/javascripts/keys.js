/**
 * What a keyboard does on every page: "/" leads to the search box, Escape closes the drawer, and so
 * does going on from its last link.
 */
"use strict";

(() => {
  const drawer = document.getElementById("caidan");

  function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
  }

  /** Gives the box that a reader sees: the page's own before the header's. */
  function findBox() {
    const boxes = ["main [role=search] [name=q]", "[role=search] [name=q]"]
      .flatMap((selector) => [...document.querySelectorAll(selector)]);
    return boxes.find((box) => box.getClientRects().length);
  }

  /** Leads to the box; on a phone only some pages have one, and a link leads to the nearest. */
  function goToSearch() {
    const box = findBox();
    if (box) {
      box.focus();
      box.select();
    } else {
      document.querySelector(".al-header-find")?.click();
    }
  }

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    const isFree = event.target === drawer || !isTyping(event.target);
    if (event.key === "/" && isPlain && isFree) {
      event.preventDefault();
      goToSearch();
    } else if (event.key === "Escape" && drawer?.checked) {
      drawer.checked = false;
      drawer.focus();
    }
  });

  document.addEventListener("focusin", (event) => {
    if (drawer?.checked && event.target !== drawer && !event.target.closest(".md-sidebar--primary")) {
      drawer.checked = false;
    }
  });
})();
