/**
 * A box that offers choices while one types, as WAI-ARIA describes an editable combobox with a list:
 * arrow keys go through the list while the focus stays in the box, Enter takes, Escape closes.
 *
 *   anlikuForm.makeCombobox(input, {name, find, take})   the list's element, to stand below the box
 *
 * `find(query)` gives a list of {value, name, told}, or a promise of one; `take(choice)` is told what
 * was chosen.
 */
"use strict";

(() => {
  const MOST = 40; // choices that are shown; who wants others types more
  const { make } = window.anliku;

  function makeCombobox(input, { name, find, take }) {
    const list = make("ul", "al-combo-list");
    const said = make("p", "al-visually-hidden");
    const box = make("div", "al-combo-box", list, said);
    let shown = []; // the choices in the list
    let active = -1;
    let turn = 0; // a later query makes the answer to an earlier one void

    list.id = `${input.id}-list`;
    list.setAttribute("role", "listbox");
    list.setAttribute("aria-label", name);
    said.setAttribute("role", "status");
    list.hidden = true;
    for (const [key, value] of Object.entries({
      role: "combobox",
      "aria-autocomplete": "list",
      "aria-controls": list.id,
      "aria-expanded": "false",
    })) {
      input.setAttribute(key, value);
    }

    function close() {
      turn += 1;
      list.hidden = true;
      input.setAttribute("aria-expanded", "false");
      input.removeAttribute("aria-activedescendant");
      active = -1;
      said.textContent = "";
    }

    function mark(place) {
      const items = list.querySelectorAll("[role=option]");
      items[active]?.setAttribute("aria-selected", "false");
      active = place;
      const item = items[active];
      item?.setAttribute("aria-selected", "true");
      item?.scrollIntoView({ block: "nearest" });
      if (item) {
        input.setAttribute("aria-activedescendant", item.id);
      } else {
        input.removeAttribute("aria-activedescendant");
      }
    }

    function makeItem(choice, place) {
      const item = make("li", "al-combo-choice", make("span", "al-combo-name", choice.name));
      if (choice.told) {
        item.append(make("span", "al-combo-told", choice.told));
      }
      item.id = `${list.id}-${place}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.addEventListener("click", () => choose(choice));
      return item;
    }

    async function open(query) {
      turn += 1;
      const mine = turn;
      const found = await find(query);
      if (mine !== turn || document.activeElement !== input) {
        return;
      }
      shown = found.slice(0, MOST);
      list.replaceChildren(...shown.map(makeItem));
      list.hidden = !shown.length;
      input.setAttribute("aria-expanded", String(shown.length > 0));
      mark(-1);
      said.textContent = found.length ? `${found.length} 个可选，用上下键选择` : query ? "没有找到" : "";
    }

    function choose(choice) {
      close();
      take(choice);
      input.focus();
      close(); // the focus may have opened it once more
    }

    function go(step) {
      if (list.hidden) {
        open("");
      } else {
        mark((active + step + shown.length + (active < 0 && step < 0 ? 1 : 0)) % shown.length);
      }
    }

    function onKey(event) {
      const steps = { ArrowDown: 1, ArrowUp: -1 };
      if (event.isComposing) {
        return; // the keys belong to the input method
      }
      if (steps[event.key]) {
        event.preventDefault();
        go(steps[event.key]);
      } else if (event.key === "Enter" && !list.hidden && shown.length) {
        event.preventDefault();
        choose(shown[Math.max(active, 0)]);
      } else if (event.key === "Escape" && !list.hidden) {
        event.preventDefault();
        close();
      }
    }

    input.addEventListener("input", () => open(input.value.trim()));
    input.addEventListener("click", () => list.hidden && open(""));
    input.addEventListener("keydown", onKey);
    input.addEventListener("blur", close);
    // A press in the list must not take the focus from the box.
    list.addEventListener("mousedown", (event) => event.preventDefault());
    return box;
  }

  Object.assign(window.anlikuForm, { makeCombobox });
})();
