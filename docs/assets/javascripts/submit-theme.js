/**
 * How the form library builds the form on our pages: the elements it asks for, in our classes, and
 * its words in Chinese.
 *
 *   anlikuForm.makeForm(place, node, value)   a promise of the library's form
 *   anlikuForm.controls                       the classes of the controls, by format; other files add
 *
 * The library cuts what looks like HTML out of every text, through `innerHTML`: a record's text may
 * hold anything and is no HTML, so here it stays as it is and becomes the value of a control. It
 * writes `style` attributes and style elements too, which a strict policy refuses: the theme's
 * methods that do so are replaced.
 */
"use strict";

(() => {
  const { AbstractEditor, AbstractTheme, defaults } = window.JSONEditor;
  const { make } = window.anliku;
  const controls = {};

  AbstractEditor.prototype.purify = (value) => value;
  AbstractEditor.prototype.cleanText = (text) => text ?? "";

  class Theme extends AbstractTheme {
    constructor(form) {
      super(form, { disable_theme_rules: true });
    }

    cleanText(text) {
      return text ?? "";
    }

    getButton(words) {
      return make("button", "al-form-button", words);
    }

    setButtonText(button, words) {
      button.textContent = words;
    }

    getOptInCheckbox() {
      const checkbox = make("input", "");
      return { checkbox, container: make("span", "", checkbox) };
    }
  }

  defaults.themes.anliku = Theme;
  defaults.languages.zh = {
    ...defaults.languages.en,
    button_add_row_title: "添加{{0}}",
    default_array_item_title: "一项",
  };
  defaults.language = "zh";
  // Formats of ours alone are asked for here; what they are called, their editors are.
  defaults.resolvers.unshift((schema) => (controls[schema.format] ? schema.format : undefined));

  async function makeForm(place, node, value) {
    Object.assign(defaults.editors, controls);
    const form = new window.JSONEditor(place, {
      theme: "anliku",
      schema: node,
      startval: value,
      form_name_root: "record",
      show_errors: "never", // the record's own rules say what is wrong
      use_name_attributes: false,
      disable_array_delete_last_row: true,
      disable_array_delete_all_rows: true,
      disable_collapse: true,
      disable_edit_json: true,
      disable_properties: true,
    });
    await form.promise;
    return form;
  }

  Object.assign(window.anlikuForm, { controls, makeForm });
})();
