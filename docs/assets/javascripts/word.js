/**
 * Cases as a Word document, made in the reader's browser. All that it takes is loaded when a button
 * is pressed, not before.
 *
 *   anliku.wordButton(className, words, choose)   a button; choose() gives [{id, title}], the cases
 *
 * The page of a case has its button where the template leaves a place for it (`data-word`). The page
 * names the scripts that are loaded (`data-loads`): their addresses change with their content.
 */
"use strict";

(() => {
  const { load, make, ownAddress, root, shorten, tell } = window.anliku;
  /** In the order in which they run. */
  const SCRIPTS = document.currentScript.dataset.loads.split(" ");
  const WAY_ON = "请检查网络后再按一次，或者用浏览器打印。";
  const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  const loaded = new Map(); // of each script that was asked for, a promise
  let isBusy = false;

  /** Why there is no document, in words for the reader. */
  class Unmade extends Error {}

  // ------------------------------------------------------------------------ what is loaded

  function loadScript(address) {
    const script = document.createElement("script");
    const done = new Promise((resolve, reject) => {
      script.onload = resolve;
      script.onerror = () => reject(new Unmade(`有文件没有读到，${WAY_ON}`));
    });
    script.async = false; // they run in the order in which they are asked for
    script.src = address;
    document.head.append(script);
    return done.catch((error) => {
      script.remove();
      loaded.delete(address); // the next press asks again
      throw error;
    });
  }

  async function loadScripts() {
    for (const address of SCRIPTS) {
      if (!loaded.has(address)) {
        loaded.set(address, loadScript(address));
      }
      await loaded.get(address);
    }
  }

  async function loadRecord({ id }) {
    const bytes = await load(new URL(`cases/${id}/record.json`, root).href);
    return JSON.parse(new TextDecoder().decode(bytes));
  }

  function nameCases(cases) {
    return `“${cases.map(({ title }) => shorten(title)).join("”“")}”`;
  }

  /** Loads the records of cases; a failure is said in words. */
  async function loadRecords(cases) {
    const answers = await Promise.allSettled(cases.map(loadRecord));
    const missing = cases.filter((_, place) => answers[place].status === "rejected");
    if (missing.length) {
      throw new Unmade(`${nameCases(missing)}没有读到，${WAY_ON}`);
    }
    const records = answers.map(({ value }) => value);
    const gone = records.filter(({ status }) => status === "withdrawn");
    if (gone.length) {
      throw new Unmade(`${nameCases(gone)}已撤回，不再提供。`);
    }
    return records;
  }

  // ------------------------------------------------------------------------ the document

  /** Tells the address of the site for others, "" where it has none. */
  function siteAddress() {
    const own = ownAddress();
    const here = location.href.replace(/[?#].*$/, "").replace(/index\.html$/, "");
    const below = here.slice(root.href.length);
    return own.endsWith(below) ? own.slice(0, own.length - below.length) : "";
  }

  async function makeFile(cases) {
    const records = await loadRecords(cases);
    await loadScripts();
    const address = siteAddress();
    const name = document.querySelector(".al-brandmark-name").textContent.trim();
    const told = records.map((record) => ({
      title: record.title,
      id: record.id,
      blocks: window.anlikuWordBlocks(record, address && `${address}cases/${record.id}/`),
    }));
    const content = await window.anlikuWordDocument(told, { name, address });
    return new Blob([content], { type: TYPE });
  }

  function download(name, content) {
    const way = make("a", "");
    way.href = URL.createObjectURL(new Blob([content], { type: TYPE }));
    way.download = name;
    document.body.append(way);
    way.click();
    way.remove();
    setTimeout(() => URL.revokeObjectURL(way.href), 1000);
  }

  async function save(cases) {
    const name = cases.length > 1 ? `anli-${cases.length}-cases.docx` : `anli-${cases[0].id}.docx`;
    tell("正在生成 Word 文件，请稍候……");
    try {
      download(name, await makeFile(cases));
      tell(`Word 文件已生成：${name}`);
    } catch (error) {
      const isOurs = !(error instanceof Unmade);
      tell(`Word 文件没有生成：${isOurs ? "程序出错，请用浏览器打印。" : error.message}`);
      if (isOurs) {
        reportError(error); // a fault of the program is not hidden
      }
    }
  }

  function wordButton(className, words, choose) {
    const button = make("button", className, words);
    button.addEventListener("click", async () => {
      if (!isBusy) {
        isBusy = true;
        button.setAttribute("aria-busy", "true");
        await save(choose());
        button.removeAttribute("aria-busy");
        isBusy = false;
      }
    });
    return button;
  }

  for (const place of document.querySelectorAll("[data-word]")) {
    const one = { id: place.dataset.word, title: document.querySelector("article h1").textContent.trim() };
    place.append(wordButton("al-word", "下载 Word 文件", () => [one]));
  }
  window.anliku.wordButton = wordButton;
})();
