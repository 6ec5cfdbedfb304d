/**
 * What a sheet is made of, and what is made of it.
 *
 *   anlikuSheet.nameParts(table)   gives a table and its parts their roles
 *   anlikuSheet.toCsv(rows)        rows of texts as CSV (RFC 4180), nothing in it a formula
 */
"use strict";

(() => {
  const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
  const PLAIN_NUMBER = /^[+-]?[0-9][0-9,.]*%?$/;

  /** Gives a cell that no spreadsheet takes for a formula; a signed number is none. */
  function defuse(text) {
    return FORMULA.test(text) && !PLAIN_NUMBER.test(text) ? `'${text}` : text;
  }

  /** @param {string[][]} rows */
  function toCsv(rows) {
    const quote = (text) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
    return rows.map((row) => `${row.map((text) => quote(defuse(text))).join(",")}\r\n`).join("");
  }

  /** Says what the parts of the table are: some browsers forget it where rows are shown as cards. */
  function nameParts(table) {
    table.setAttribute("role", "table");
    for (const [selector, role] of Object.entries({
      "thead, tbody": "rowgroup",
      tr: "row",
      "thead th": "columnheader",
      "tbody th": "rowheader",
      td: "cell",
    })) {
      table.querySelectorAll(selector).forEach((part) => part.setAttribute("role", role));
    }
  }

  window.anlikuSheet = { nameParts, toCsv };
})();
