/**
 * The controls of single texts: a line, a long text, a choice, a list of lines.
 *
 *   anlikuForm.Leaf   the class that all controls of leaves extend: label, help, excerpt, control,
 *                     faults, in this order, tied together for who listens
 *
 * Every control tells the library what it holds as it is typed.
 */
"use strict";

(() => {
  const { AbstractEditor } = window.JSONEditor;
  const { controls } = window.anlikuForm;
  const { make } = window.anliku;

  class Leaf extends AbstractEditor {
    build() {
      const { help, isNeeded } = this.schema.options;
      this.no_link_holder = true;
      const id = `field-${this.path}`;
      this.input = this.makeInput();
      this.input.id = id;
      this.label = make("label", "al-field-label", this.getTitle());
      this.label.htmlFor = id;
      if (isNeeded) {
        this.label.append(" ", make("span", "al-field-needed", "必填"));
      }
      this.help = make("p", "al-field-help", help);
      this.help.id = `${id}-help`;
      this.excerpt = make("div", "al-excerpts");
      this.faults = make("ul", "al-field-faults");
      this.faults.id = `${id}-faults`;
      this.container.classList.add("al-field", this.schema.format);
      this.container.append(this.label, ...(help ? [this.help] : []), this.excerpt, ...this.around(), this.faults);
      this.describe();
      this.input.addEventListener("input", () => this.onInput());
    }

    /** What stands between help and faults: the control, and what belongs to it. */
    around() {
      return [this.input];
    }

    makeInput() {
      const input = make("input", "al-field-input");
      input.type = "text";
      input.autocomplete = "off";
      const { example } = this.schema.options;
      input.placeholder = example ? `例：${example}` : "";
      return input;
    }

    /** Ties to the control what is there to say about it. */
    describe() {
      const parts = [this.help, this.faults].filter((one) => one.childNodes.length);
      this.input.setAttribute("aria-describedby", parts.map((one) => one.id).join(" "));
    }

    onInput() {
      this.value = this.readInput();
      this.onChange(true);
    }

    readInput() {
      return this.input.value;
    }

    showValue() {
      this.input.value = this.value;
    }

    /** What an empty control holds. */
    getDefault() {
      return "";
    }

    setValue(value) {
      this.value = value ?? this.getDefault();
      this.showValue();
      this.onChange(true);
    }

    enable() {}

    /** Shows what is wrong here, as elements of a list. */
    showFaults(items) {
      this.faults.replaceChildren(...items);
      this.input.toggleAttribute("aria-invalid", false);
      if (items.some((one) => one.classList.contains("al-fault-error"))) {
        this.input.setAttribute("aria-invalid", "true");
      }
      this.describe();
    }

    showExcerpt(elements) {
      this.excerpt.replaceChildren(...elements);
    }

    focus() {
      this.input.focus();
    }
  }

  class Long extends Leaf {
    makeInput() {
      const input = make("textarea", "al-field-input");
      input.rows = this.schema.options.isText ? 8 : 2;
      return input;
    }

    around() {
      this.count = make("p", "al-field-count");
      return [this.input, this.count];
    }

    onInput() {
      super.onInput();
      this.countCharacters();
    }

    showValue() {
      super.showValue();
      this.countCharacters();
    }

    /** Counts as the rules do: characters, not their halves. */
    countCharacters() {
      const length = [...this.input.value.trim()].length;
      this.count.textContent = length ? `${length} 字` : "";
    }
  }

  /** A choice of few words. A word that is none of them stays, to be seen and mended. */
  class Choice extends Leaf {
    makeInput() {
      const input = make("select", "al-field-input");
      const words = this.schema.options.isNeeded ? "请选择" : "（不填）";
      input.append(new Option(words, ""), ...this.schema.options.choices.map((one) => new Option(...one)));
      return input;
    }

    showValue() {
      const isKnown = [...this.input.options].some((one) => one.value === this.value);
      if (!isKnown) {
        this.input.append(new Option(this.value, this.value));
      }
      this.input.value = this.value;
    }
  }

  /** Short texts, one on each line. */
  class Lines extends Leaf {
    makeInput() {
      const input = make("textarea", "al-field-input");
      input.rows = 3;
      return input;
    }

    getDefault() {
      return [];
    }

    readInput() {
      return this.input.value.split("\n").map((one) => one.trim()).filter(Boolean);
    }

    showValue() {
      this.input.value = this.value.join("\n");
    }
  }

  /** The number of an object in its file: nothing to see. */
  class Own extends AbstractEditor {
    build() {
      this.no_link_holder = true;
      this.container.hidden = true;
    }

    getDefault() {
      return window.anlikuForm.fill(this.schema, null);
    }

    enable() {}
  }

  Object.assign(controls, {
    "al-line": Leaf,
    "al-long": Long,
    "al-choice": Choice,
    "al-lines": Lines,
    "al-own": Own,
  });
  Object.assign(window.anlikuForm, { Leaf });
})();
