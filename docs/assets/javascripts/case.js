/**
 * The page of a case: a button that copies its address, what references to it need from the reader's
 * side, and the way through the list that the reader came from, as list-memory.js noted it.
 */
"use strict";

(() => {
  const MOST = 1000; // cases of a list; a note with more is none of ours
  const { idOf, link, listKey, make, ownAddress, tell } = window.anliku;
  const here = idOf(location.href);

  // The address

  const address = ownAddress();

  function addCopyButton(line) {
    const button = make("button", "al-copy-address", "复制网址");
    const tools = make("span", "al-tools", button);
    line.append(tools);

    function makeField() {
      const field = make("input", "al-copy-field");
      field.readOnly = true;
      field.setAttribute("aria-label", "本页网址");
      return field;
    }

    /** Shows the address, selected, where the clipboard is refused. */
    function offer() {
      const field = tools.querySelector("input") || makeField();
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

  // The references

  function today() {
    const now = new Date();
    const two = (part) => String(part).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  /** Puts in what no file can know: the day, and this page's address where the host has set none. */
  function completeReferences(article) {
    for (const place of article.querySelectorAll(".al-cite-day")) {
      place.textContent = `${place.dataset.open}${today()}]`;
    }
    const end = article.querySelector(".al-cite-own .al-cite-end");
    if (end?.textContent === "." && address) {
      end.textContent = `. ${address}.`;
    }
  }

  // The list

  function isCase(one) {
    return typeof one?.title === "string" && typeof one.id === "string" && !!one.id
      && one.id === idOf(`../${one.id}/`);
  }

  /** Reads the note; gives nothing where it is missing, of another form or of another site. */
  function readNote() {
    try {
      const note = JSON.parse(sessionStorage.getItem(listKey));
      const back = new URL(note.address);
      const isOurs = back.protocol === location.protocol && back.host === location.host;
      const isSound = typeof note.name === "string" && note.cases.length <= MOST
        && note.cases.every(isCase);
      return isOurs && isSound ? { ...note, address: back.href } : null;
    } catch {
      return null;
    }
  }

  function makeLink(href, words) {
    const made = make("a", "", words);
    made.href = href;
    return made;
  }

  function makeSteps(one, words, rel) {
    if (!one) {
      return [];
    }
    return [Object.assign(makeLink(link(`../${one.id}/`), words), { rel, title: one.title })];
  }

  function makeWalk(note, place, label) {
    const { cases, name } = note;
    const walk = make(
      "nav",
      "al-walk",
      ...makeSteps(cases[place - 1], "上一个", "prev"),
      ...makeSteps(cases[place + 1], "下一个", "next"),
      makeLink(note.address, `回到${name}`),
      make("span", "", `第 ${place + 1} 个，共 ${cases.length} 个`),
    );
    walk.setAttribute("aria-label", label);
    return walk;
  }

  function addWalks(article) {
    const note = readNote();
    const place = note ? note.cases.findIndex((one) => one.id === here) : -1;
    if (place < 0) {
      return;
    }
    article.querySelector("h1").before(makeWalk(note, place, "所在列表"));
    article.querySelector(".al-record").after(makeWalk(note, place, "所在列表（页尾）"));
  }

  const line = document.querySelector(".al-reading");
  const article = line?.closest("article");
  if (!article) {
    return;
  }
  if (address) {
    addCopyButton(line);
  }
  completeReferences(article);
  addWalks(article);
})();
