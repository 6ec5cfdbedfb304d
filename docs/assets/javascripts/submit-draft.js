/**
 * What is being written is kept in this browser: one draft for each case, and one for a new one.
 *
 *   anlikuForm.drafts.read(id)          what was kept for a case, "" for a new one, or null
 *   anlikuForm.drafts.write(id, draft)  keeps it, and tells whether that worked
 *   anlikuForm.drafts.clear(id)
 *
 * A draft is {data, comments, base, ownId, reason, at}: the record as data, since what is half done
 * need not be sound YAML; the published one when it was begun; the id that the editor gave, the reason
 * of a correction and the time. Two libraries on one host keep theirs apart. A browser that keeps nothing is no fault: the form works, and says so.
 */
"use strict";

(() => {
  const { root } = window.anliku;
  const TEXTS = ["base", "ownId", "reason", "at"];

  function keyOf(id) {
    return `anliku.form:${root.pathname}:${id}`;
  }

  function isObject(value) {
    return typeof value === "object" && value !== null && !Array.isArray(value);
  }

  function read(id) {
    try {
      const draft = JSON.parse(localStorage.getItem(keyOf(id)));
      const isSound = isObject(draft?.data) && isObject(draft.comments);
      const isNoted = ([path, lines]) => Array.isArray(JSON.parse(path)) && Array.isArray(lines);
      return isSound && Object.entries(draft.comments).every(isNoted) && TEXTS.every((key) => typeof draft[key] === "string") ? draft : null;
    } catch {
      return null;
    }
  }

  function write(id, draft) {
    try {
      localStorage.setItem(keyOf(id), JSON.stringify(draft));
      return true;
    } catch {
      return false;
    }
  }

  function clear(id) {
    try {
      localStorage.removeItem(keyOf(id));
    } catch {
      // What was never kept need not be cleared.
    }
  }

  Object.assign(window.anlikuForm, { drafts: { clear, read, write } });
})();
