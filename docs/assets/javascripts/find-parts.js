/**
 * Pieces of the page that finds cases: results, and chips of what is asked. Texts reach the page as
 * text only: a record and an address may hold anything.
 */
"use strict";

(() => {
  const { drop, list } = window.anlikuFind;
  const { make, shorten } = window.anliku;

  function makeButton(className, text, onClick) {
    const button = make("button", className, text);
    button.addEventListener("click", onClick);
    return button;
  }

  /** @param {[string, boolean][]} parts texts, each a hit or not */
  function makeMarked(parts) {
    return parts.map(([text, isHit]) => (isHit ? make("mark", "", text) : text));
  }

  /** Makes one result; `cases` is the address of the folder of all cases. */
  function makeResult({ id, title, place, time, domain, excerpt }, cases) {
    const link = make("a", "", ...makeMarked(title));
    link.href = window.anliku.link(new URL(`${encodeURIComponent(id)}/`, cases).href);
    const item = make("li", "search-result", make("h2", "search-title", link));
    item.dataset.case = id;
    const facts = [place, time, domain].filter(Boolean).join(" · ");
    if (facts) {
      item.append(make("p", "search-facts", facts));
    }
    if (excerpt.length) {
      item.append(make("p", "search-excerpt", ...makeMarked(excerpt)));
    }
    return item;
  }

  /**
   * Adds results to a list. From a place on where some of them stand already, these stay: one may
   * have the focus.
   */
  function addResults(list, page, cases, from = list.children.length) {
    const rows = [...list.children].slice(from);
    const isSame = rows.every((row, at) => row.dataset.case === page[at]?.id);
    if (!isSame) {
      rows.forEach((row) => row.remove());
    }
    const added = isSame ? page.slice(rows.length) : page;
    list.append(...added.map((result) => makeResult(result, cases)));
  }

  /** Makes a chip that says a condition and takes it away. */
  function makeChip(text, onRemove) {
    const cross = make("span", "al-find-cross", "×");
    cross.setAttribute("aria-hidden", "true");
    const button = makeButton("al-find-chip", text, onRemove);
    button.append(cross);
    button.setAttribute("aria-label", `${text}，去掉这个条件`);
    return make("li", "", button);
  }

  /**
   * Makes the chips of all that is asked; those of one facet are joined, as any of them will do.
   * @param {(parameter: string, id: string) => string} nameOf gives "" for what has no words yet
   * @param {(next) => void} go to what is asked without the condition of a chip
   */
  function makeChips(asked, nameOf, go) {
    let before = "";
    const chips = list(asked).flatMap((choice) => {
      const name = nameOf(choice.parameter, choice.id);
      if (!name) {
        return [];
      }
      const chip = makeChip(name, () => go(drop(asked, [choice])));
      if (before === choice.parameter) {
        chip.prepend(make("span", "al-find-or", "或"));
      }
      before = choice.parameter;
      return [chip];
    });
    if (asked.query.trim()) {
      chips.unshift(makeChip(`“${shorten(asked.query)}”`, () => go({ ...asked, query: "" })));
    }
    if (chips.length) {
      const clear = () => go({ ...asked, query: "", choices: {} });
      chips.push(make("li", "", makeButton("al-find-clear", "清除全部", clear)));
    }
    return chips;
  }

  Object.assign(window.anlikuFind, { addResults, makeButton, makeChips });
})();
