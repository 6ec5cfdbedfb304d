/**
 * How pages are shown: their colours and 长者模式, each by the reader's choice.
 *
 * The browser waits for this script before it paints anything, so no page is ever shown the other
 * way first; it is small for the same reason. Colours follow the system until one is chosen. What is
 * chosen is remembered where the browser allows it, and holds for the page alone where not.
 */
"use strict";

(() => {
  const COLOURS = { system: "跟随系统", light: "浅色", dark: "深色" };
  const KNOWN = { colours: Object.keys(COLOURS), elder: ["on", "off"] };
  const root = document.documentElement;
  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");
  const chosen = { colours: "system", elder: "off" };

  function recall() {
    try {
      for (const name of Object.keys(chosen)) {
        const stored = localStorage.getItem(`anliku.${name}`);
        // Anything may have been written there.
        chosen[name] = KNOWN[name].includes(stored) ? stored : chosen[name];
      }
    } catch {
      // Refused by the browser's settings.
    }
  }

  function remember(name, value) {
    chosen[name] = value;
    try {
      localStorage.setItem(`anliku.${name}`, value);
    } catch {
      // The same.
    }
  }

  function systemColours() {
    return systemIsDark.matches ? "dark" : "light";
  }

  function show() {
    const colours = chosen.colours === "system" ? systemColours() : chosen.colours;
    root.dataset.mdColorScheme = colours === "dark" ? "slate" : "default";
    root.dataset.colours = chosen.colours;
    root.toggleAttribute("data-elder", chosen.elder === "on");
  }

  /** Makes the switches say what is chosen. */
  function name() {
    for (const button of document.querySelectorAll("[data-display=colours]")) {
      button.title = `配色：${COLOURS[chosen.colours]}`;
      button.setAttribute("aria-label", button.title);
    }
    for (const button of document.querySelectorAll("[data-display=elder]")) {
      button.setAttribute("aria-pressed", String(chosen.elder === "on"));
    }
  }

  function restore() {
    recall();
    show();
    name();
  }

  /** Gives what a press leads to: first what looks different, then the same held fast. */
  function nextColours() {
    const other = systemIsDark.matches ? "light" : "dark";
    const order = ["system", other, systemColours()];
    return order[(order.indexOf(chosen.colours) + 1) % order.length];
  }

  function onClick(event) {
    const kind = event.target.closest?.("[data-display]")?.dataset.display;
    if (kind === "colours") {
      remember(kind, nextColours());
      // Not there while the page is still being loaded.
      window.anliku?.tell(`配色：${COLOURS[chosen.colours]}`);
    } else if (kind === "elder") {
      remember(kind, chosen.elder === "on" ? "off" : "on");
    }
    show();
    name();
  }

  root.classList.replace("no-js", "js");
  recall();
  show();
  document.addEventListener("DOMContentLoaded", name);
  document.addEventListener("click", onClick);
  systemIsDark.addEventListener("change", show);
  // Chosen in another tab, or on the page that was left and is shown again from memory.
  window.addEventListener("storage", restore);
  window.addEventListener("pageshow", restore);
})();
