/**
 * What is being written, and what follows from each change of it.
 *
 *   const desk = anlikuForm.makeDesk(rules)
 *   desk.begin({id, file, base, data, comments, ownId, reason})   a promise: puts a record into a form
 *   desk.work       what is in it, null before the first
 *   desk.later()    after a change: all that follows, a moment later
 *   desk.hurry()    at once, where something waits
 *
 * `id` is that of a published case, "" for a new one, `base` its record as it is published; `data`
 * and `comments` are what the form begins with where that is something else. From the form's value
 * come the record's text, what is wrong with it, the preview and the draft.
 */
"use strict";

(() => {
  const EXPLAINED = /^\S+（(?:必填|没有就不填)）：/; // as generator/draft.py begins an explanation
  const WAIT_MS = 250; // after the last key, so that typing is never slowed
  const {
    adapt, collect, drafts, fill, loadReadings, loadRegions, makeEnd, makeFaults, makeForm, nameCase,
    rankOf, readRecord,
  } = window.anlikuForm;
  const { make, preview, record, shorten } = window.anliku;
  const get = (name) => document.getElementById(`form-${name}`);

  function today() {
    const now = new Date();
    const two = (number) => String(number).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  }

  function blank() {
    return { data: { curation: { status: "published", added: today() } }, comments: {} };
  }

  /** Adds to a correction what readers will want to know: the reason, under today's date. */
  function withReason(data, reason) {
    const { curation } = data;
    if (!reason || typeof curation !== "object" || curation === null) {
      return data;
    }
    const revised = Array.isArray(curation.revised) ? curation.revised : [];
    return { ...data, curation: { ...curation, revised: [...revised, { date: today(), note: reason }] } };
  }

  /** Shows what stands in the file beside a field. What `anliku new` explains the form explains itself. */
  function makeExcerpt(lines) {
    const quoted = make("details", "al-excerpt", make("summary", "", "文件里的注释"), make("p", "", lines.join("\n")));
    quoted.open = !lines.some((line) => EXPLAINED.test(line));
    return quoted;
  }

  function makeDesk(rules) {
    const adapted = adapt(rules.schema);
    const taken = new Set([...rules.reserved, ...rules.cases.flatMap(({ id, aliases }) => [id, ...aliases])]);
    const desk = { work: null, begin, hurry, later };
    let regions = null;
    let readings = null;
    let timer = 0;
    let turn = 0; // a work that is begun later makes the making of others void

    function idNow() {
      return desk.work.id || get("id").value.trim();
    }

    /** Until editors give an id of their own, it follows the title; not while they are at it. */
    function suggestId({ title }) {
      const { id, isNamed } = desk.work;
      if (id || isNamed || document.activeElement === get("id")) {
        return;
      }
      if (title && !readings) {
        loadReadings().then((found) => {
          if (found && !readings) {
            readings = found;
            later();
          }
        });
      }
      const name = typeof title === "string" ? nameCase(readings, title, taken) : "";
      get("id").value = name || `anli-${today().replaceAll("-", "")}`;
    }

    function reasonNow() {
      return desk.work.id ? get("reason").value.trim() : "";
    }

    /** What an import quotes and guesses is for whoever writes: only a draft keeps it in its file. */
    function ownComments({ curation }, comments) {
      if (curation?.status === "draft") {
        return comments;
      }
      const imported = new RegExp(rules.patterns.imported, "u");
      const kept = Object.entries(comments).map(([path, lines]) => [path, lines.filter((one) => !imported.test(one))]);
      return Object.fromEntries(kept.filter(([, lines]) => lines.length));
    }

    function makeResult() {
      const { form, was, plain: before } = desk.work;
      const { data, comments } = collect(adapted, form.getValue(), was.data, was.comments);
      suggestId(data);
      const written = ownComments(data, comments);
      const plain = record.write(data, written, rules);
      const full = withReason(data, reasonNow());
      const text = full === data ? plain : record.write(full, written, rules);
      const year = record.yearOf(data) || today().slice(0, 4);
      const file = desk.work.file || `cases/${year}/${idNow() || "编号"}.yml`;
      return { own: data, data: full, comments, written, text, file, isChanged: plain !== before };
    }

    function findProblems({ data, written: comments, file }) {
      const [, year] = file.split("/");
      const place = { id: idNow(), year, today: today(), own: desk.work.id };
      return record.check(data, { ...place, comments, rules, regions });
    }

    function showVerdict({ data, isChanged }, problems) {
      const count = (wanted) => problems.filter((one) => rankOf(one) === wanted).length;
      const [errors, holes] = [count(0), count(1)];
      const isDraft = data.curation?.status === "draft";
      get("verdict").textContent = [
        errors ? `还有 ${errors} 处要填或要改；也可以先下载，以后再打开接着写。` : "",
        !errors && !isDraft ? "检查通过，可以提交。" : "",
        isDraft ? `现在还是草稿${holes ? `，有 ${holes} 处待填` : ""}；写完后请把“编校”里的状态改为“发布”。` : "",
        desk.work.id && isChanged && !reasonNow() ? "请写一行修订原因。" : "",
        desk.work.id && !isChanged ? "和已发布的记录相同，还没有改动。" : "",
      ].join("");
    }

    /** An id is no field of the record: it is the name of the file. */
    function showIdFaults(problems) {
      const own = problems.filter(({ code, path }) => !path.length && /^AL30[12]$/.test(code));
      const items = own.map(({ message, hint }) => make("li", "al-fault-error", `${message}。改法：${hint}`));
      get("id-faults").replaceChildren(...items);
      get("id").setAttribute("aria-invalid", String(own.length > 0));
    }

    function showExcerpts(comments) {
      const byEditor = new Map();
      for (const [path, lines] of Object.entries(comments)) {
        const editor = desk.work.faults.editorAt(JSON.parse(path));
        byEditor.set(editor, [...(byEditor.get(editor) ?? []), ...lines]);
      }
      const said = JSON.stringify([...byEditor].map(([editor, lines]) => [editor.path, lines]));
      if (said !== desk.work.excerpts) {
        desk.work.excerpts = said;
        desk.work.excerpted.forEach((editor) => editor.showExcerpt([]));
        desk.work.excerpted = [...byEditor.keys()];
        byEditor.forEach((lines, editor) => editor.showExcerpt([makeExcerpt(lines)]));
      }
    }

    function keep({ own, comments, isChanged }) {
      const { id, base } = desk.work;
      const isNothing = !isChanged && !reasonNow();
      get("clear").hidden = isNothing;
      if (isNothing) {
        drafts.clear(id);
        get("saved").textContent = "";
        return;
      }
      const now = new Date();
      const given = { ownId: desk.work.isNamed ? get("id").value : "", reason: reasonNow(), at: now.toISOString() };
      const isKept = drafts.write(id, { data: own, comments, base, ...given });
      const time = now.toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit" });
      get("saved").textContent = isKept
        ? `草稿已自动保存在这个浏览器（${time}）。`
        : "这个浏览器不能保存草稿，离开前请先下载。";
    }

    function update() {
      clearTimeout(timer);
      timer = 0;
      const result = makeResult();
      const problems = findProblems(result);
      desk.work.result = result;
      desk.work.faults.show(problems);
      showVerdict(result, problems);
      showIdFaults(problems);
      showExcerpts(result.comments);
      end.show();
      keep(result);
      preview(result.data, get("preview-place"), { vocabularies: rules.vocabularies, regions, id: idNow() });
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(update, WAIT_MS);
    }

    /** What is typed last is not lost when the page is left at once. */
    function hurry() {
      if (timer) {
        update();
      }
    }

    async function begin({ id = "", file = "", base = "", data = null, comments = {}, ownId = "", reason = "" }) {
      const mine = (turn += 1);
      const published = base ? readRecord(base, rules) : blank();
      const was = data ? { data, comments } : published;
      const place = make("div", "al-form-place");
      const form = await makeForm(place, structuredClone(adapted), fill(adapted, was.data));
      if (mine !== turn) {
        return;
      }
      clearTimeout(timer);
      desk.work?.form.destroy();
      get("fields").replaceChildren(place);
      const plain = record.write(published.data, published.comments, rules);
      const faults = makeFaults(form, adapted);
      desk.work = { id, file, base, was, form, plain, faults, isNamed: Boolean(ownId), excerpts: "[]", excerpted: [] };
      form.root.eachList((list) => list.openFew());
      get("id").value = id || ownId;
      get("id").readOnly = Boolean(id);
      get("reason").value = reason;
      get("reason-field").hidden = !id;
      get("what").textContent = id ? `正在更正：${shorten(published.data.title ?? id)}` : "正在写：新案例";
      form.on("change", later);
      update();
    }

    // The form tells of a change in its next frame, which who leaves at once does not wait for.
    get("fields").addEventListener("input", later);
    get("id").addEventListener("input", () => {
      desk.work.isNamed = get("id").value.trim() !== "";
      later();
    });
    get("id").addEventListener("change", later); // left empty, it follows the title again
    const end = makeEnd({
      forge: rules.forge,
      getFile: () => desk.work.result.file,
      getText: () => desk.work.result.text,
      isNew: () => !desk.work.id,
      onUse: () => {
        hurry();
        desk.work.faults.showAll();
      },
    });
    // Known a little later: until then no place is looked up, and none is said to be unknown.
    loadRegions().then((found) => {
      regions = found;
      if (desk.work) {
        later();
      }
    });
    return desk;
  }

  Object.assign(window.anlikuForm, { makeDesk });
})();
