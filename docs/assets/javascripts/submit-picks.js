/**
 * The controls that choose from lists: one line with choices offered, several of a list, and the
 * cells of a table.
 */
"use strict";

(() => {
  const { Leaf, controls, findChoices, makeCombobox, nameChoice } = window.anlikuForm;
  const { make, tell } = window.anliku;

  /** One line; what is typed may also be something that the list has not. */
  class Combo extends Leaf {
    around() {
      this.box = make("div", "al-combo", this.input);
      return [this.box];
    }

    build() {
      super.build();
      const { from } = this.schema.options;
      this.box.append(
        makeCombobox(this.input, {
          name: `${this.getTitle()}可选`,
          find: (query) => findChoices(from, query),
          take: ({ value }) => {
            this.input.value = value;
            this.onInput();
          },
        }),
      );
    }
  }

  /** Several of a list, shown by their names; or the one word that stands in place of a list. */
  class Picks extends Leaf {
    around() {
      const { instead } = this.schema.options;
      this.chips = make("ul", "al-picks-chosen");
      this.chips.setAttribute("aria-label", `已选${this.getTitle()}`);
      this.box = make("div", "al-combo", this.input);
      this.input.placeholder = "输入几个字查找";
      return [this.chips, this.box, ...(instead ? [this.makeInstead(instead)] : [])];
    }

    makeInstead(instead) {
      this.switch = make("input", "");
      this.switch.type = "checkbox";
      this.switch.addEventListener("change", () => {
        this.choose(this.switch.checked ? instead : []);
      });
      return make("label", "al-picks-instead", this.switch, " 来源隐去地名");
    }

    build() {
      super.build();
      const { from } = this.schema.options;
      this.box.append(
        makeCombobox(this.input, {
          name: `${this.getTitle()}可选`,
          find: async (query) => (await findChoices(from, query)).filter(({ value }) => !this.value.includes(value)),
          take: ({ value, name }) => {
            this.choose([...this.value, value]);
            tell(`已选“${name}”。`);
          },
        }),
      );
    }

    getDefault() {
      return [];
    }

    onInput() {
      // What is typed is a question; the value is what has been chosen.
    }

    choose(value) {
      this.value = value;
      this.showValue();
      this.onChange(true);
    }

    showValue() {
      const isInstead = !Array.isArray(this.value);
      this.input.value = "";
      this.box.hidden = isInstead;
      if (this.switch) {
        this.switch.checked = isInstead;
      }
      this.chips.replaceChildren(...(isInstead ? [] : this.value.map((one, place) => this.makeChip(one, place))));
      this.chips.hidden = !this.chips.children.length;
    }

    makeChip(value, place) {
      const name = nameChoice(this.schema.options.from, value);
      const button = make("button", "al-picks-drop", "移除");
      button.setAttribute("aria-label", `移除：${name}`);
      button.addEventListener("click", () => {
        this.choose(this.value.filter((_, other) => other !== place));
        const next = this.chips.children[Math.min(place, this.chips.children.length - 1)];
        (next?.querySelector("button") ?? this.input).focus();
        tell(`已移除“${name}”。`);
      });
      return make("li", "al-picks-chip", make("span", "", name), button);
    }

    focus() {
      (this.box.hidden ? this.switch : this.input).focus();
    }
  }

  /** The cells of a table, as wide as its columns are many; what is copied from a sheet is pasted. */
  class Grid extends Leaf {
    makeInput() {
      this.rows = [];
      return make("div", "al-grid-cells");
    }

    build() {
      super.build();
      this.label.removeAttribute("for");
      this.label.id = `${this.input.id}-label`;
      this.input.setAttribute("role", "group");
      this.input.setAttribute("aria-labelledby", this.label.id);
      this.jsoneditor.watch(`${this.parent.path}.columns`, () => this.draw());
    }

    around() {
      this.adder = make("button", "al-form-button", "添加一行");
      this.adder.addEventListener("click", () => {
        this.rows.push([]);
        this.draw();
        this.cellAt(this.rows.length - 1, 0).focus();
      });
      return [this.input, this.adder];
    }

    getDefault() {
      return [];
    }

    showValue() {
      this.rows = this.value.map((row) => [...row]);
      this.draw();
    }

    readInput() {
      return this.rows.filter((row) => row.some(Boolean));
    }

    columns() {
      return this.parent.editors.columns?.getValue() ?? [];
    }

    width() {
      return Math.max(2, this.columns().length, ...this.rows.map((row) => row.length));
    }

    cellAt(row, column) {
      return this.input.querySelectorAll("tbody tr")[row].querySelectorAll("input")[column];
    }

    draw() {
      const names = this.columns();
      const head = Array.from({ length: this.width() }, (_, column) => {
        const cell = make("th", "", names[column] ?? `第 ${column + 1} 栏`);
        cell.scope = "col";
        return cell;
      });
      const rows = this.rows.map((row, place) => this.makeRow(row, place, head));
      const first = make("thead", "", make("tr", "", ...head, make("td", "")));
      const frame = make("div", "al-scroll", make("table", "al-grid-table", first, make("tbody", "", ...rows)));
      this.input.replaceChildren(...(this.rows.length ? [frame] : []));
    }

    makeRow(row, place, head) {
      const cells = head.map((name, column) => {
        const cell = make("input", "al-field-input");
        cell.value = row[column] ?? "";
        cell.setAttribute("aria-label", `第 ${place + 1} 行，${name.textContent}`);
        cell.addEventListener("input", () => this.write(place, column, [[cell.value]]));
        cell.addEventListener("paste", (event) => this.paste(event, place, column));
        return make("td", "", cell);
      });
      const drop = make("button", "al-form-button al-row-button", "删除");
      drop.setAttribute("aria-label", `删除第 ${place + 1} 行`);
      drop.addEventListener("click", () => {
        this.rows.splice(place, 1);
        this.draw();
        super.onInput();
        (this.rows.length ? this.cellAt(Math.min(place, this.rows.length - 1), 0) : this.adder).focus();
      });
      return make("tr", "", ...cells, make("td", "", drop));
    }

    /** Writes cells from a place on, and makes the rows that it needs. */
    write(place, column, cells) {
      cells.forEach((line, down) => {
        const row = (this.rows[place + down] ??= []);
        line.forEach((text, across) => {
          row[column + across] = text.trim();
        });
        for (let at = 0; at < this.width(); at += 1) {
          row[at] ??= "";
        }
      });
      super.onInput();
    }

    paste(event, place, column) {
      const text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
      if (/[\t\n]/.test(text)) {
        event.preventDefault();
        this.write(place, column, text.split("\n").map((line) => line.split("\t")));
        this.draw();
        this.cellAt(place, column).focus();
        tell("已粘贴。");
      }
    }

    onInput() {
      // Each cell says by itself what was typed.
    }

    focus() {
      (this.rows.length ? this.cellAt(0, 0) : this.adder).focus();
    }
  }

  Object.assign(controls, { "al-combo": Combo, "al-picks": Picks, "al-grid": Grid });
})();
