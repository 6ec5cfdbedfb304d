/**
 * The keyboard on the page that finds cases: arrows lead from the box through the cases that are
 * shown, Escape back to the box, and there it empties it.
 */
"use strict";

(() => {
  function leadKeys(root, box) {
    const stops = () => {
      const links = [...root.querySelectorAll(".search-title a, .al-card-title a")];
      return [box, ...links.filter((link) => link.getClientRects().length)];
    };

    document.addEventListener("keydown", (event) => {
      const isPlain = !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;
      const step = { ArrowDown: 1, ArrowUp: -1, Escape: 0 }[event.key];
      if (!isPlain || step === undefined || event.defaultPrevented) {
        return;
      }
      const all = stops();
      const place = all.indexOf(event.target);
      if (place >= 0 && step && all[place + step]) {
        event.preventDefault();
        all[place + step].focus();
      } else if (place > 0 && !step) {
        box.focus();
      } else if (place === 0 && !step && box.value) {
        event.preventDefault();
        box.value = "";
        box.dispatchEvent(new Event("input"));
      }
    });
  }

  Object.assign(window.anlikuFind, { leadKeys });
})();
