/**
 * What no pattern can say of the values of a record: days that no calendar has, hosts that are none,
 * and parts whose fields contradict each other.
 *
 * The same rules as generator/values.py, figures.py and model.py. record-words.js comes before.
 */
"use strict";

(() => {
  const { say } = window.anliku.record;
  const LABEL = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
  const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})+$`);
  const LAST_PORT = 65535;

  function lastOfMonth(year, month) {
    // The calendar's year 0 is no year of `Date.UTC`, which takes it for 1900.
    const date = new Date(Date.UTC(2000, month, 0));
    date.setUTCFullYear(Math.max(year, 1), month, 0);
    return date.getUTCDate();
  }

  /** Gives the first day that a date can mean: 2022 is 2022-01-01. */
  function firstDay(date) {
    return date + "-01-01".slice(date.length - 4);
  }

  /** Gives the last day that a date can mean: 2022 is 2022-12-31. */
  function lastDay(date) {
    const [year, month, day] = date.split("-");
    const last = month ? String(lastOfMonth(Number(year), Number(month))).padStart(2, "0") : "31";
    return day ? date : `${year}-${month ?? "12"}-${last}`;
  }

  function isRealDay(date) {
    const [year, month, day] = date.split("-").map(Number);
    return day === undefined || (year > 0 && day <= lastOfMonth(year, month));
  }

  /** Names what is wrong with the host of an address, "" where nothing is. */
  function hostFault(address) {
    const [, place] = /^https:\/\/([^/?#]*)/.exec(address);
    const bare = place.replace(/[@:#?]/g, "");
    const folded = bare.normalize("NFKC");
    const [host, ...rest] = place.split(":");
    const port = rest.join(":");
    const isOdd =
      /[[\]]/.test(place) ||
      (folded !== bare && /[/?#@:]/.test(folded)) ||
      (port && (!/^[0-9]+$/.test(port) || Number(port) > LAST_PORT));
    if (isOdd) {
      return "bad_url";
    }
    return HOST.test(host.toLowerCase()) ? "" : "no_host";
  }

  /** Says what is wrong with a text that has the form of its kind; "" where nothing is. */
  function textFault(rules, form, text) {
    if (["date", "day"].includes(form) && !isRealDay(text)) {
      return say(rules, "no_such_day", { date: text });
    }
    if (form === "https" && hostFault(text)) {
      return say(rules, hostFault(text));
    }
    return form === "id" && rules.reserved.includes(text) ? say(rules, "reserved", { id: text }) : "";
  }

  function periodFault(rules, { from, to }) {
    if (!from && !to) {
      return say(rules, "period_empty");
    }
    const isBackwards = from && to && firstDay(from) > lastDay(to);
    return isBackwards ? say(rules, "period_order", { start: from, end: to }) : "";
  }

  function metricFault(rules, { value, change, missing, qualifier }) {
    if (!value && !change && !missing) {
      return say(rules, "metric_empty");
    }
    if (missing && (value || change)) {
      return say(rules, "metric_hole");
    }
    return qualifier && !value ? say(rules, "metric_qualifier") : "";
  }

  function tableFault(rules, { columns, rows }) {
    const number = rows.findIndex((row) => row.length !== columns.length);
    const counts = { cells: rows[number]?.length, columns: columns.length };
    return number < 0 ? "" : say(rules, "table_ragged", { number: number + 1, ...counts });
  }

  function curationFault(rules, { status, revised, replaced_by: replacement }) {
    if (status === "withdrawn") {
      return revised?.length ? "" : say(rules, "withdrawn");
    }
    return replacement ? say(rules, "replaced_not_withdrawn") : "";
  }

  const BY_PART = {
    period: periodFault, metrics: metricFault, tables: tableFault, curation: curationFault,
  };

  /** Says how the fields of a part contradict each other; "" where they do not. */
  function partFault(rules, name, part) {
    return BY_PART[name]?.(rules, part) ?? "";
  }

  Object.assign(window.anliku.record, { firstDay, partFault, textFault });
})();
