/**
 * What a keyboard does on every page: "/" leads to the search box; the menu button opens the drawer,
 * Escape closes it, and so does going on from its last link.
 */
"use strict";

(() => {
  const drawer = document.getElementById("caidan");
  const menu = document.querySelector(".al-menu");

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

  /** The box holds the state, so that the drawer opens without scripts as well. */
  function openDrawer(isOpen) {
    drawer.checked = isOpen;
    menu.setAttribute("aria-expanded", String(isOpen));
  }

  document.addEventListener("keydown", (event) => {
    const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
    if (event.key === "/" && isPlain && !isTyping(event.target)) {
      event.preventDefault();
      goToSearch();
    } else if (event.key === "Escape" && drawer.checked) {
      openDrawer(false);
      menu.focus();
    }
  });

  document.addEventListener("focusin", (event) => {
    if (drawer.checked && event.target !== menu && !event.target.closest(".md-sidebar--primary")) {
      openDrawer(false);
    }
  });

  menu.addEventListener("click", () => openDrawer(!drawer.checked));
  // A press beside the drawer is one on the box's second label.
  drawer.addEventListener("change", () => openDrawer(drawer.checked));
})();
