/**
 * The ways into the form: a blank one, a case that is published, a file on the editor's computer.
 *
 *   anlikuForm.readRecord(text, rules)   {data, comments}; throws a Sentence where it cannot be read
 *   anlikuForm.loadCase(id, rules)       a promise of {id, file, text}; throws a Sentence
 *   anlikuForm.readFile(file)            a promise of its text; throws a Sentence
 *   anlikuForm.idOfFile(name)            the id that a file's name gives, "" where it gives none
 *   anlikuForm.Sentence                  what is said to the editor when something did not work
 */
"use strict";

(() => {
  const MOST_BYTES = 262144; // as the reader of generator/strict_yaml.py takes
  const { isId, load, record, root, shorten } = window.anliku;

  class Sentence extends Error {}

  function readRecord(text, rules) {
    const { data, comments, faults } = record.read(text, rules);
    if (data === null || typeof data !== "object" || Array.isArray(data)) {
      const [first] = faults.filter(({ severity }) => severity === "error");
      const said = first ? `第 ${first.line} 行：${first.message}。改法：${first.hint}` : "里面不是一条记录。";
      throw new Sentence(`这个文件打不开。${said}`);
    }
    return { data, comments };
  }

  /** Finds a case by its id, or by one that it had before. */
  function findCase(id, { cases }) {
    return cases.find((one) => one.id === id) ?? cases.find((one) => one.aliases.includes(id));
  }

  async function loadCase(given, rules) {
    const found = findCase(given, rules);
    if (!found) {
      const named = isId(given) ? `编号为 ${given} 的案例` : "网址里说的案例";
      throw new Sentence(`没有${named}，可能写错了。可以按标题查找，或者写一个新案例。`);
    }
    const { id, file, status } = found;
    if (status === "withdrawn") {
      throw new Sentence(`编号为 ${id} 的案例已经撤回，不能在这里更正。可以打开电脑上的文件。`);
    }
    try {
      const bytes = await load(new URL(`cases/${id}/record.yml`, root).href, { fresh: true });
      return { id, file, text: new TextDecoder().decode(bytes) };
    } catch {
      const why = location.protocol === "file:" ? "离线版里没有，请到网站上更正，或者打开电脑上的文件。" : "可能是网络不通，请稍后再试。";
      throw new Sentence(`《${shorten(found.title || id)}》的记录没有读到，${why}`);
    }
  }

  async function readFile(file) {
    if (file.size > MOST_BYTES) {
      throw new Sentence(`文件“${shorten(file.name)}”太大，不像一条记录：一条记录不超过 256 KB。`);
    }
    try {
      const bytes = await file.arrayBuffer();
      return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    } catch {
      throw new Sentence(`文件“${shorten(file.name)}”不是 UTF-8 编码的文本，请另存为 UTF-8 再打开。`);
    }
  }

  function idOfFile(name) {
    const stem = name.replace(/\.ya?ml$/i, "");
    return isId(stem) ? stem : "";
  }

  Object.assign(window.anlikuForm, { Sentence, idOfFile, loadCase, readFile, readRecord });
})();
