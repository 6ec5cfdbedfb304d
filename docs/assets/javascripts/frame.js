/**
 * The frame of every page: short messages, the way back to the top, the part being read in the
 * contents beside the text, and samples and references that are copied with one press.
 *
 * Any script tells the reader something in passing with
 * `document.dispatchEvent(new CustomEvent("tell", { detail: "已复制" }))`.
 */
"use strict";

(() => {
  const TOLD_MS = 5000;
  const READ_AT = 0.35; // of the screen's height: what begins above it is being read

  const told = document.getElementById("told");
  const toTop = document.querySelector(".al-top");
  const beside = document.querySelector(".md-sidebar--secondary .md-sidebar__scrollwrap");
  const parts = [...(beside?.querySelectorAll("a[href*='#']") ?? [])]
    .map((link) => ({ link, heading: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ heading }) => heading);
  let timer = 0;
  let marked = null;
  let isAsked = false;

  function tell(text) {
    clearTimeout(timer);
    told.textContent = text;
    timer = setTimeout(() => told.replaceChildren(), TOLD_MS);
  }

  function findRead() {
    const root = document.documentElement;
    if (scrollY > 0 && scrollY + innerHeight >= root.scrollHeight - 2) {
      return parts[parts.length - 1]; // what is too short for the screen's height never reaches the line
    }
    const line = innerHeight * READ_AT;
    return parts.filter(({ heading }) => heading.getBoundingClientRect().top < line).pop();
  }

  /** Scrolls the contents alone: `scrollIntoView` would move the page as well. */
  function bringIntoView(link) {
    const seen = beside.getBoundingClientRect();
    const box = link.getBoundingClientRect();
    if (box.top < seen.top + box.height || box.bottom > seen.bottom - box.height) {
      beside.scrollTop += box.top - seen.top - seen.height / 2;
    }
  }

  function markRead() {
    const link = findRead()?.link ?? null;
    if (link === marked) {
      return;
    }
    marked?.classList.remove("md-nav__link--active");
    marked?.removeAttribute("aria-current");
    marked = link;
    marked?.classList.add("md-nav__link--active");
    marked?.setAttribute("aria-current", "location");
    // Who goes through the contents by keyboard keeps the link in sight that has the focus.
    if (marked && !beside.contains(document.activeElement)) {
      bringIntoView(marked);
    }
  }

  function onMoved() {
    isAsked = false;
    toTop.hidden = scrollY < innerHeight;
    markRead();
  }

  /** Once for each picture on the screen, however often a browser says that the page has moved. */
  function askMoved() {
    if (!isAsked) {
      isAsked = true;
      requestAnimationFrame(onMoved);
    }
  }

  function goToTop() {
    scrollTo({ top: 0 });
    document.querySelector(".al-brandmark").focus({ preventScroll: true });
  }

  /** Copies by selection: the newer way is refused on pages without encryption. */
  function copySelected(code) {
    getSelection().selectAllChildren(code);
    const isCopied = document.execCommand("copy");
    getSelection().removeAllRanges();
    return isCopied;
  }

  async function copy(code) {
    try {
      await navigator.clipboard.writeText(code.textContent);
      tell("已复制");
    } catch {
      tell(copySelected(code) ? "已复制" : "未能复制，请选中后复制");
    }
  }

  function addCopyButton(code) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "al-copy";
    button.textContent = "复制";
    if (code.dataset.name) {
      button.setAttribute("aria-label", `复制：${code.dataset.name}`);
    }
    button.addEventListener("click", () => copy(code));
    code.parentElement.prepend(button);
  }

  /** What is wider than its place is scrolled with the keyboard as well. */
  function makeScrollable() {
    for (const box of document.querySelectorAll(".md-typeset :is(pre > code, table:not([class]))")) {
      box.toggleAttribute("tabindex", false);
      if (box.scrollWidth > box.clientWidth) {
        box.tabIndex = 0;
      }
    }
  }

  function onResized() {
    makeScrollable();
    askMoved();
  }

  document.addEventListener("tell", (event) => tell(event.detail));
  toTop.addEventListener("click", goToTop);
  for (const code of document.querySelectorAll(".md-typeset pre > code, .al-cite")) {
    addCopyButton(code);
  }
  document.addEventListener("scroll", askMoved, { passive: true });
  window.addEventListener("resize", onResized);
  // What was closed had no width. The event does not bubble.
  document.addEventListener("toggle", makeScrollable, true);
  onResized();
})();
