/**
 * The panel of facets: what there is to choose, how many cases each choice would leave, and what is
 * chosen.
 *
 *   const panel = anlikuFind.openPanel(form, onChoose);
 *   panel.fill(await engine.facets());
 *   panel.choose(asked);  as soon as something else is asked
 *   panel.show(await found.counts(), asked);  tells whether there is anything to choose
 *
 * onChoose(parameter, ids) gives the new choices of one facet. A long facet shows its commonest
 * choices first, with a box that looks through the rest. While only choices change, no choice
 * leaves its place, nor does one that was taken back: the next click may be meant for it.
 */
"use strict";

(() => {
  const { make } = window.anliku;
  const { makeButton } = window.anlikuFind;
  const { normalize } = window.anlikuSearch;

  /** A facet of more choices than this is long: commonest first, cut, with a box to look through. */
  const LONG = 10;
  const CUT = 6;
  /** So many rows at most are drawn of one list, however many choices there are. */
  const MOST = 100;
  /** These have an order of their own, which a reader expects whatever their counts. */
  const ORDERED = ["year", "honor", "completeness"];

  /** Gives the choices as nodes that know what lies above and below them. */
  function makeTree(choices) {
    const nodes = new Map(
      choices.map(({ id, name }) => [id, { id, name, above: null, below: [], isOpen: false }]),
    );
    const tops = [];
    for (const { id, parent } of choices) {
      const node = nodes.get(id);
      node.above = nodes.get(parent) || null;
      (node.above ? node.above.below : tops).push(node);
    }
    return { nodes, tops };
  }

  /** Gives what lies above a node, the nearest first. */
  function pathOf(node) {
    return node.above ? [node.above, ...pathOf(node.above)] : [];
  }

  /** One facet of the panel. */
  class Group {
    constructor(fieldset, choices, onChoose) {
      this.fieldset = fieldset;
      this.title = fieldset.dataset.title;
      this.parameter = fieldset.dataset.parameter;
      this.onChoose = onChoose;
      Object.assign(this, makeTree(choices));
      this.isLong = choices.length > LONG;
      this.isWhole = false; // whether the reader wants more than the commonest
      this.wanted = ""; // what the box looks for, in normal form
      this.counts = new Map();
      this.ranks = this.counts; // the counts that the order goes by
      this.chosen = [];
      this.kept = new Set(); // what has been chosen since the query changed
      this.body = fieldset.querySelector(".al-find-choices");
      this.list = make("ul", "");
      this.rest = make("p", "al-find-rest");
      this.all = makeButton("al-find-all", "", () => {
        this.isWhole = !this.isWhole;
        this.draw();
      });
      this.body.replaceChildren(...(this.isLong ? [this.makeFilter()] : []), this.list);
      this.body.append(this.rest, this.all);
    }

    makeFilter() {
      const filter = make("input", "al-find-filter");
      filter.type = "search";
      filter.autocomplete = "off";
      filter.placeholder = `查找${this.title}`;
      filter.setAttribute("aria-label", `在“${this.title}”的选项中查找`);
      filter.addEventListener("input", () => {
        this.wanted = normalize(filter.value);
        this.draw();
      });
      filter.addEventListener("keydown", (event) => {
        if (event.key === "Enter") {
          event.preventDefault();
        }
      });
      return filter;
    }

    /** Takes up what is chosen; it shows with the answer, but the next click may come before it. */
    choose(chosen) {
      this.chosen = chosen;
      chosen.forEach((id) => this.kept.add(id));
    }

    show(counts, chosen, isNew) {
      this.counts = counts;
      if (isNew) {
        this.ranks = counts;
        this.kept.clear();
      }
      this.choose(chosen);
      for (const id of chosen.filter((one) => this.nodes.has(one))) {
        pathOf(this.nodes.get(id)).forEach((node) => (node.isOpen = true));
        this.toggle(true);
      }
      this.draw();
    }

    /** Opens or closes the whole facet. */
    toggle(isOpen) {
      this.body.hidden = !isOpen;
      this.fieldset.querySelector("legend button").setAttribute("aria-expanded", isOpen);
    }

    draw() {
      const active = document.activeElement;
      const lists = this.visible(this.tops);
      const isCut = this.isLong && !this.isWhole && !this.wanted;
      const kept = isCut
        ? lists.filter((node, place) => place < CUT || this.hasKept(node))
        : lists.slice(0, MOST);
      this.fieldset.hidden = !lists.length && !this.wanted;
      setRows(this.list, kept.map((node) => this.row(node)));
      const more = isCut ? 0 : lists.length - kept.length;
      this.rest.textContent = this.wanted && !lists.length ? "没有这样的选项" : "";
      if (more) {
        this.rest.textContent = `还有 ${more} 个，请在上面输入名称查找`;
      }
      this.all.hidden = Boolean(this.wanted) || !this.isLong || lists.length <= CUT;
      this.all.textContent = this.isWhole ? "收起" : `显示全部（${lists.length}）`;
      if (active !== document.activeElement && active.isConnected) {
        active.focus({ preventScroll: true });
      }
    }

    /** Gives the nodes of a list that are to be seen, in the order in which they are. */
    visible(nodes) {
      const seen = nodes.filter((node) => this.isSeen(node));
      if (this.isLong && !ORDERED.includes(this.parameter)) {
        const rank = ({ id }) => this.ranks.get(id) || 0;
        seen.sort((one, other) => rank(other) - rank(one));
      }
      return seen;
    }

    isSeen(node) {
      const bears = this.countOf(node) > 0 || this.kept.has(node.id);
      const isMeant = !this.wanted || this.matches(node) || pathOf(node).some(this.matches, this);
      return (bears && isMeant) || node.below.some((one) => this.isSeen(one));
    }

    matches(node) {
      return normalize(node.name).includes(this.wanted);
    }

    hasKept(node) {
      return this.kept.has(node.id) || node.below.some((one) => this.hasKept(one));
    }

    /** Tells whether the box found something below a node, which has to be opened for it. */
    holdsWanted(node) {
      return node.below.some((one) => this.matches(one) || this.holdsWanted(one));
    }

    countOf(node) {
      return this.counts.get(node.id) || 0;
    }

    /** Gives the row of a node, brought up to date. */
    row(node) {
      node.row = node.row || this.makeRow(node);
      const { item, input, count, opener, list } = node.row;
      input.checked = this.chosen.includes(node.id);
      count.textContent = this.countOf(node);
      const below = node.below.length ? this.visible(node.below) : [];
      const isOpen = node.isOpen || (this.wanted !== "" && this.holdsWanted(node));
      opener.hidden = !below.length;
      opener.setAttribute("aria-expanded", isOpen);
      list.hidden = !isOpen || !below.length;
      setRows(list, list.hidden ? [] : below.map((one) => this.row(one)));
      return item;
    }

    makeRow(node) {
      const input = make("input", "");
      input.type = "checkbox";
      input.autocomplete = "off";
      input.value = node.id;
      input.addEventListener("change", () => this.pick(node, input.checked));
      const count = make("span", "al-count");
      const label = make("label", "", input, make("span", "al-find-name", node.name), count);
      const open = () => this.unfold(node, !node.isOpen);
      const opener = makeButton("al-find-opener", "", open);
      opener.setAttribute("aria-label", `${node.name}的下级地区`);
      const list = make("ul", "");
      const line = make("div", "al-find-row", opener, label);
      line.addEventListener("keydown", (event) => {
        const isOpening = event.key === "ArrowRight";
        if ((isOpening || event.key === "ArrowLeft") && node.below.length) {
          event.preventDefault();
          this.unfold(node, isOpening);
        }
      });
      return { item: make("li", "", line, list), input, count, opener, list };
    }

    unfold(node, isOpen) {
      node.isOpen = isOpen;
      this.draw();
    }

    /** A place stands for all below it: choosing it, or one below it, takes the other's place. */
    pick(node, isChosen) {
      const path = (id) => (this.nodes.has(id) ? pathOf(this.nodes.get(id)) : []);
      const isKin = (id) => path(id).includes(node) || path(node.id).some((one) => one.id === id);
      const others = this.chosen.filter((id) => id !== node.id && !(isChosen && isKin(id)));
      this.onChoose(this.parameter, isChosen ? [...others, node.id] : others);
    }
  }

  /** Puts rows into a list; leaves it alone where they stand there already. */
  function setRows(list, rows) {
    const isSame =
      list.children.length === rows.length && rows.every((row, at) => list.children[at] === row);
    if (!isSame) {
      list.replaceChildren(...rows);
    }
  }

  /** @param {HTMLFormElement} form @param {(parameter: string, ids: string[]) => void} onChoose */
  function openPanel(form, onChoose) {
    const groups = new Map();
    const note = form.querySelector("#find-panel-note");
    let known = null; // the query of what is shown

    for (const fieldset of form.querySelectorAll("fieldset")) {
      const heading = fieldset.querySelector("legend button");
      heading.addEventListener("click", () => {
        const isOpen = heading.getAttribute("aria-expanded") === "true";
        heading.setAttribute("aria-expanded", !isOpen);
        fieldset.querySelector(".al-find-choices").hidden = isOpen;
      });
    }

    function fill(facets) {
      for (const { parameter, choices } of facets) {
        const fieldset = form.querySelector(`fieldset[data-parameter="${CSS.escape(parameter)}"]`);
        if (fieldset && !groups.has(parameter)) {
          groups.set(parameter, new Group(fieldset, choices, onChoose));
        }
      }
    }

    function choose({ choices }) {
      groups.forEach((group, parameter) => group.choose(choices[parameter] || []));
    }

    function show(counts, { query, choices }) {
      for (const [parameter, group] of groups) {
        group.show(counts[parameter] || new Map(), choices[parameter] || [], query !== known);
      }
      known = query;
      note.textContent = "";
      return [...groups.values()].some((group) => !group.fieldset.hidden);
    }

    /** Gives the words for a choice, "" while they are not known. */
    function nameOf(parameter, id) {
      const group = groups.get(parameter);
      const node = group && group.nodes.get(id);
      return node ? `${group.title}：${node.name}` : "";
    }

    function fail() {
      note.textContent = "筛选条件暂时无法读取，请稍后再试。";
    }

    return { choose, fail, fill, nameOf, show };
  }

  Object.assign(window.anlikuFind, { openPanel });
})();
