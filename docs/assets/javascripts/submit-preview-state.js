/**
 * What state a record is in and what happened to it, at the head and the end of its preview.
 *
 *   anlikuState.makeHead(title, curation)  title and status, a list of elements
 *   anlikuState.makeHistory(curation)      the list of its revisions, nothing where there is none
 *   anlikuState.makeEnd(curation, id)      the foot of the record
 */
"use strict";

(() => {
  const { anlikuWords } = window;
  const { make } = window.anliku;

  function makeNote(tag, status, ...children) {
    const note = make(tag, `al-status al-status-${status}`, ...children);
    note.setAttribute("role", "note");
    return [note];
  }

  function makeStatus(curation) {
    if (curation.status === "draft") {
      return makeNote("p", "draft", make("strong", "", "草稿"), "：本页只在预览中出现。");
    }
    if (curation.status !== "withdrawn") {
      return [];
    }
    const [when, why] = anlikuWords.withdrawn(curation);
    return makeNote(
      "div",
      "withdrawn",
      make("p", "", make("strong", "", when), why),
      make("p", "", "本页留给引用过它的读者核对，请不要再引用。"),
    );
  }

  /** The page has a title of its own. */
  function makeTitle(title, { status }) {
    const words = status === "withdrawn" && title ? make("del", "", title) : title;
    return title ? [make("p", "al-preview-title", words)] : [];
  }

  function makeHead(title, curation) {
    return [...makeTitle(title, curation), ...makeStatus(curation)];
  }

  function makeHistory(curation) {
    const history = anlikuWords.history(curation);
    const items = history.map(([day, what]) => make("li", "", make("time", "", day), what));
    return history.length > 1 ? [make("ol", "al-history", ...items)] : [];
  }

  function makeEnd(curation, id) {
    const history = anlikuWords.history(curation);
    const added = history.length === 1 ? [make("p", "", history[0].join(""))] : [];
    const number = id ? [make("p", "", "案例编号：", make("code", "", id))] : [];
    return make("footer", "al-record", ...added, ...number);
  }

  window.anlikuState = { makeEnd, makeHead, makeHistory };
})();
