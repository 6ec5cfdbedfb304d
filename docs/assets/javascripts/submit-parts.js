/**
 * The parts of the form that hold others: an object, and a list of objects whose rows can be added,
 * deleted and moved. Both are the library's, built with our elements.
 *
 * A long list is read by its rows' heads; a row is opened to change it. What is open belongs to the
 * row and moves with it. After each step the focus is where the next one begins.
 */
"use strict";

(() => {
  const MANY = 3; // rows that a record may have before they come folded
  const WIDE = 3; // fields that a row may have and never be folded
  const TOP = 3; // the level of the headings of the record's own fields

  const { array: ArrayEditor, object: ObjectEditor } = window.JSONEditor.defaults.editors;
  const { OWN, controls, isEmpty } = window.anlikuForm;
  const { make, shorten, tell } = window.anliku;
  const { anlikuWords } = window;

  function makeHeading(editor, ...children) {
    const level = Math.min(6, TOP + editor.path.split(".").length - 2);
    const heading = make(`h${level}`, "al-part-heading", ...children);
    heading.id = `heading-${editor.path}`;
    return heading;
  }

  function makeNotices(editor) {
    editor.excerpt = make("div", "al-excerpts");
    editor.faults = make("ul", "al-field-faults");
    return [editor.excerpt, editor.faults];
  }

  /** Something that is opened by a button: at first it is not. */
  function makeFold(words, body) {
    const button = make("button", "al-fold", make("span", "al-fold-words", words), make("span", "al-fold-told"));
    const open = (isOpen) => {
      button.setAttribute("aria-expanded", String(isOpen));
      body.hidden = !isOpen;
    };
    button.addEventListener("click", () => open(body.hidden));
    open(false);
    return { button, open };
  }

  class Part extends ObjectEditor {
    build() {
      const { isItem, isFolded, sections, help } = this.schema.options;
      this.no_link_holder = true;
      this.body = make("div", "al-part-body");
      this.container.classList.add("al-part");
      if (sections) {
        this.container.append(...makeNotices(this));
        this.buildSections(sections);
      } else {
        this.fold = isFolded || (isItem && this.isLarge()) ? makeFold(this.getTitle(), this.body) : null;
        this.title_controls = make("div", "al-row-buttons");
        this.container.append(this.makeHead(isItem), ...makeNotices(this));
        if (help) {
          this.body.append(make("p", "al-field-help", help));
        }
        this.container.append(this.body);
        this.container.setAttribute("role", "group");
        this.container.setAttribute("aria-labelledby", `heading-${this.path}`);
        this.container.classList.toggle("al-row", Boolean(isItem));
        this.place(this.property_order.filter((key) => !this.isAside(key)), this.body);
        this.buildAside();
      }
      this.fold?.button.addEventListener("click", () => this.parent.remember?.(this, !this.body.hidden));
    }

    isLarge() {
      const fields = Object.values(this.schema.properties);
      return fields.length > WIDE + 1 || fields.some(({ options }) => options.isText);
    }

    isAside(key) {
      return this.schema.options.aside?.includes(key);
    }

    makeHead(isItem) {
      const heading = makeHeading(this, this.fold ? this.fold.button : this.getTitle());
      return make("div", "al-part-head", heading, ...(isItem ? [this.title_controls] : []));
    }

    buildSections(sections) {
      for (const { id, title, keys } of sections) {
        const heading = make("h2", "", title);
        heading.id = id;
        const section = make("section", "al-form-section", heading);
        section.setAttribute("aria-labelledby", id);
        this.container.append(section);
        this.place(keys, section);
        for (const key of keys.filter((one) => this.editors[one].getTitle() === title)) {
          this.editors[key].container.querySelector(".al-part-head")?.classList.add("al-visually-hidden");
        }
      }
    }

    buildAside() {
      const keys = this.property_order.filter((key) => this.isAside(key));
      if (keys.length) {
        const body = make("div", "al-part-body");
        const titles = keys.map((key) => this.schema.properties[key].title);
        this.more = makeFold(`更多：${titles.join("、")}`, body);
        this.body.append(make("div", "al-part-more", this.more.button, body));
        this.place(keys, body);
      }
    }

    /** Builds the editors of these keys below a place. */
    place(keys, below) {
      for (const key of keys) {
        const editor = this.editors[key];
        const holder = make("div", "");
        below.append(holder);
        editor.setContainer(holder);
        editor.build();
        editor.postBuild();
        editor.setOptInCheckbox(editor.header);
      }
    }

    onChildEditorChange(editor, event) {
      // While it is filled, its children need not tell each what they have been given.
      if (!this.isFilling) {
        super.onChildEditorChange(editor, event);
        this.showHead();
      }
    }

    setValue(value) {
      this.isFilling = true;
      for (const [key, editor] of Object.entries(this.editors)) {
        editor.setValue(value?.[key] ?? editor.getDefault());
      }
      this.isFilling = false;
      this.refreshValue();
      this.showHead();
      this.showFolds();
      this.onChange(true);
    }

    /** A fold's button says what is behind it. */
    showHead() {
      if (this.fold) {
        const { field, isItem, told } = this.schema.options;
        const figure = field === "metrics" ? [anlikuWords.amount(this.value)] : [];
        const texts = [...told.map((key) => this.value[key]), ...figure].filter((one) => typeof one === "string" && one);
        const words = isItem ? shorten(texts.map((one) => one.split("\n")[0]).join(" ")) : "（选填）";
        this.fold.button.lastChild.textContent = isItem || isEmpty(this.value) ? words : "";
      }
    }

    showFolds() {
      const { aside, isItem } = this.schema.options;
      if (this.fold && !isItem) {
        this.fold.open(!isEmpty(this.value));
      }
      this.more?.open(aside.some((key) => !isEmpty(this.value[key]) && key !== "source"));
    }

    /** Visits every list in this part. */
    eachList(visit) {
      Object.values(this.editors).forEach((editor) => editor.eachList?.(visit));
    }

    showFaults(items) {
      this.faults?.replaceChildren(...items);
    }

    showExcerpt(elements) {
      this.excerpt?.replaceChildren(...elements);
    }

    focus() {
      this.fold?.open(true);
      const first = this.property_order.find((key) => this.editors[key].focus);
      this.editors[first]?.focus();
    }
  }

  class Parts extends ArrayEditor {
    build() {
      const { help, isNeeded } = this.schema.options;
      this.no_link_holder = true;
      this.opened = new Set(); // rows that are open, by their own numbers
      this.title = makeHeading(this, this.getTitle());
      if (isNeeded) {
        this.title.append(" ", make("span", "al-field-needed", "必填"));
      }
      this.row_holder = make("div", "al-rows-holder");
      this.controls = make("div", "al-rows-controls");
      this.container.classList.add("al-parts");
      this.container.setAttribute("role", "group");
      this.container.setAttribute("aria-labelledby", this.title.id);
      this.container.append(this.title, make("p", "al-field-help", help), ...makeNotices(this));
      this.container.append(this.row_holder, this.controls);
      this.addControls();
    }

    _createToggleButton() {
      return make("button", ""); // the library asks for one, and hides it
    }

    _supportDragDrop() {
      // Rows are moved with buttons, which need neither a mouse nor a steady hand.
    }

    _createAddRowButton() {
      const button = super._createAddRowButton();
      button.addEventListener("click", () => {
        const row = this.rows[this.rows.length - 1];
        this.remember(row, true);
        row.focus();
      });
      return button;
    }

    _createDeleteButton(place, holder) {
      const title = this.rows[place].getTitle();
      const button = make("button", "al-form-button al-row-button", "删除");
      button.setAttribute("aria-label", `删除${title}`);
      button.addEventListener("click", () => {
        if (isEmpty(this.rows[place].getValue()) || window.confirm(`删除“${title}”和里面的内容？`)) {
          this.drop(place, title);
        }
      });
      holder.append(button);
      return button;
    }

    drop(place, title) {
      this.setValue(this.getValue().filter((_, other) => other !== place));
      this.onChange(true);
      const next = this.rows[Math.min(place, this.rows.length - 1)];
      const button = next?.delete_button.style.display === "none" ? null : next?.delete_button;
      (button ?? this.add_row_button).focus();
      tell(`已删除${title}。`);
    }

    _createMoveUpButton(place, holder) {
      return this.finishMove(super._createMoveUpButton(place, holder), "上移", place, place - 1);
    }

    _createMoveDownButton(place, holder) {
      return this.finishMove(super._createMoveDownButton(place, holder), "下移", place, place + 1);
    }

    finishMove(button, words, from, to) {
      this.rows[from].delete_button.before(button);
      button.className = "al-form-button al-row-button";
      button.textContent = words;
      button.setAttribute("aria-label", `${words}${this.rows[from].getTitle()}`);
      button.addEventListener("click", () => {
        const row = this.rows[to];
        const both = [row.moveup_button, row.movedown_button];
        const [one, other] = to < from ? both : both.reverse();
        (one && one.style.display !== "none" ? one : other).focus();
        tell(`已移到第 ${to + 1} 位。`);
      });
      return button;
    }

    /** @param {boolean} isOpen whether a row is to be open, wherever it goes */
    remember(row, isOpen) {
      const own = row.getValue()[OWN];
      this.opened[isOpen ? "add" : "delete"](own);
      row.fold?.open(isOpen);
    }

    setValue(value, initial) {
      super.setValue(value, initial);
      this.showRows();
    }

    /** Opens the rows of a short list that has just been read, and leaves the others to the hand. */
    openFew() {
      this.opened = new Set(this.rows.length > MANY ? [] : this.rows.map((row) => row.getValue()[OWN]));
      this.showRows();
    }

    eachList(visit) {
      visit(this);
      this.rows.forEach((row) => row.eachList(visit));
    }

    showRows() {
      for (const row of this.rows) {
        row.fold?.open(this.opened.has(row.getValue()[OWN]));
      }
    }

    showFaults(items) {
      this.faults.replaceChildren(...items);
    }

    showExcerpt(elements) {
      this.excerpt.replaceChildren(...elements);
    }

    focus() {
      (this.rows.length ? this.rows[0] : this.add_row_button).focus();
    }
  }

  Object.assign(controls, { "al-part": Part, "al-parts": Parts });
})();
