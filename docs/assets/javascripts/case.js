/**
 * The page of a case: a button that copies its address, and the way through the list that the
 * reader came from, as list-memory.js noted it.
 */
"use strict";

(() => {
  const MOST = 1000; // cases of a list; a note with more is none of ours
  const { list, link } = window.anliku;
  const here = list.idOf(location.href);

  /** Makes an element with attributes and children; a string becomes text. */
  function make(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      element.setAttribute(name, value);
    }
    element.append(...children);
    return element;
  }

  // The address

  /** Tells the reader something in passing: frame.js listens. */
  function tell(text) {
    document.dispatchEvent(new CustomEvent("tell", { detail: text }));
  }

  const address =
    document.querySelector("link[rel=canonical]")?.href || location.href.replace(/[?#].*$/, "");

  function addCopyButton(line) {
    const button = make("button", { type: "button", class: "al-copy-address" }, "复制网址");
    const tools = make("span", { class: "al-tools" }, button);
    line.append(tools);

    /** Shows the address, selected, where the clipboard is refused. */
    function offer() {
      const field =
        tools.querySelector("input") ||
        make("input", { class: "al-copy-field", readonly: "", "aria-label": "本页网址" });
      field.value = address;
      tools.append(field);
      field.focus();
      field.select();
      tell("未能复制，请从框里复制");
    }

    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(address);
        tools.querySelector("input")?.remove();
        tell("已复制");
      } catch {
        offer();
      }
    });
  }

  // The list

  function isCase(one) {
    return typeof one?.title === "string" && typeof one.id === "string" && !!one.id
      && one.id === list.idOf(`../${one.id}/`);
  }

  /** Reads the note; gives nothing where it is missing, of another form or of another site. */
  function readNote() {
    try {
      const note = JSON.parse(sessionStorage.getItem(list.key));
      const back = new URL(note.address);
      const isOurs = back.protocol === location.protocol && back.host === location.host;
      const isSound = typeof note.name === "string" && note.cases.length <= MOST
        && note.cases.every(isCase);
      return isOurs && isSound ? { ...note, address: back.href } : null;
    } catch {
      return null;
    }
  }

  function step(one, words, rel) {
    return one
      ? [make("a", { href: link(`../${one.id}/`), rel, title: one.title }, words)]
      : [];
  }

  function makeWalk(note, place, label) {
    const { cases, name } = note;
    return make(
      "nav",
      { class: "al-walk", "aria-label": label },
      ...step(cases[place - 1], "上一个", "prev"),
      ...step(cases[place + 1], "下一个", "next"),
      make("a", { href: note.address }, `回到${name}`),
      make("span", {}, `第 ${place + 1} 个，共 ${cases.length} 个`),
    );
  }

  function addWalks(article) {
    const note = readNote();
    const place = note ? note.cases.findIndex((one) => one.id === here) : -1;
    if (place < 0) {
      return;
    }
    article.querySelector("h1").before(makeWalk(note, place, "所在列表"));
    const end = article.querySelector(".al-related, .al-around, .al-citation");
    end.before(makeWalk(note, place, "所在列表（页尾）"));
  }

  const line = document.querySelector(".al-reading");
  const article = line?.closest("article");
  if (!article) {
    return;
  }
  addCopyButton(line);
  addWalks(article);
  const printed = article.querySelector(".al-citation-address");
  if (!printed.textContent && location.protocol !== "file:") {
    printed.textContent = address;
  }
})();
