/**
 * The page of the form: the ways into it, and what stands around it.
 *
 * The address says what is written: `?case=<id>` is a correction, without it a new case. What cannot
 * be opened is said in a sentence, and what is in the form stays as it is.
 */
"use strict";

(() => {
  const {
    drafts, findChoices, idOfFile, loadCase, loadJson, makeCombobox, makeDesk, readFile, readRecord,
    Sentence, setChoices,
  } = window.anlikuForm;
  const { make, shorten, tell } = window.anliku;
  const get = (name) => document.getElementById(`form-${name}`);
  let rules = null;
  let desk = null;

  function say(words) {
    get("notice").textContent = words;
  }

  /** Does what may fail, and says so. */
  async function attempt(doing) {
    try {
      desk.hurry();
      await doing();
    } catch (error) {
      if (!(error instanceof Sentence)) {
        throw error;
      }
      say(error.message);
    }
  }

  function dayOf({ at }) {
    const day = new Date(at);
    return Number.isNaN(day.getTime()) ? "" : ` ${day.toLocaleString("zh-CN")} `;
  }

  async function openNew() {
    const draft = drafts.read("");
    await desk.begin(draft ? { ...draft, base: "" } : {});
    say(draft ? `已恢复${dayOf(draft)}没有写完的新案例。` : "");
  }

  async function openCase(given) {
    const { id, file, text } = await loadCase(given, rules);
    const draft = drafts.read(id);
    await desk.begin({ ...draft, id, file, base: text });
    const isOlder = draft && draft.base !== text;
    say(draft ? `已恢复${dayOf(draft)}没有写完的更正。${isOlder ? "记录后来在网站上又改过，请核对。" : ""}` : "");
  }

  async function openFile(chosen) {
    const read = readRecord(await readFile(chosen), rules);
    const stem = idOfFile(chosen.name);
    const known = rules.cases.find(({ id }) => id === stem);
    const id = known ? stem : "";
    if (drafts.read(id) && !window.confirm("浏览器里有一份没有写完的草稿，打开这个文件会替换它。继续吗？")) {
      return;
    }
    const { file, text } = known ? await loadCase(stem, rules) : { file: "", text: "" };
    await desk.begin({ id, file, base: text, ...read, ownId: stem });
    goTo(id ? `?case=${id}` : "");
    say(`已打开“${shorten(chosen.name)}”。`);
  }

  function goTo(search) {
    try {
      history.pushState(null, "", `${location.pathname}${search}`);
    } catch {
      // In a copy opened from disk the address stays.
    }
  }

  function openAsked() {
    const asked = new URL(location.href).searchParams.get("case");
    return attempt(asked ? () => openCase(asked) : openNew);
  }

  async function clearDraft() {
    const { id, file, base } = desk.work;
    if (window.confirm(id ? "清除这份草稿，回到已发布的记录？" : "清除这份草稿，从空白表单开始？")) {
      drafts.clear(id);
      await desk.begin({ id, file, base });
      get("what").focus(); // the button that was pressed is gone
      say("");
      tell("草稿已清除。");
    }
  }

  /** Who has written nothing is led to where they begin. */
  async function beginAnew() {
    if (desk.work.result.isChanged) {
      await clearDraft();
    } else {
      document.querySelector("#form-fields :is(input, textarea)").focus();
    }
  }

  function addWays() {
    const find = get("find");
    find.parentElement.append(
      makeCombobox(find, {
        name: "已有的案例",
        find: (query) => findChoices("cases", query),
        take: ({ value }) => {
          find.value = "";
          attempt(async () => {
            await openCase(value);
            goTo(`?case=${value}`);
          });
        },
      }),
    );
    get("file").addEventListener("change", async () => {
      const [file] = get("file").files;
      if (file) {
        await attempt(() => openFile(file));
        get("file").value = ""; // so that the same file can be chosen once more
      }
    });
    get("new").addEventListener("click", () => {
      goTo("");
      attempt(desk.work.id ? openNew : beginAnew);
    });
    get("clear").addEventListener("click", () => attempt(clearDraft));
    window.addEventListener("popstate", openAsked);
  }

  function addNav() {
    const headings = [...document.querySelectorAll("#form-fields h2, #wancheng")];
    const links = headings.map(({ id, textContent }) => {
      const link = make("a", "", textContent);
      link.href = `#${id}`;
      return make("li", "", link);
    });
    get("nav").replaceChildren(...links);
  }

  function togglePreview() {
    const isShown = get("columns").classList.toggle("al-form-previewing");
    get("toggle").setAttribute("aria-pressed", String(isShown));
    (isShown ? get("preview") : get("columns")).scrollIntoView();
  }

  async function start() {
    document.getElementById("form").hidden = false;
    try {
      rules = await loadJson("form.json");
    } catch {
      document.querySelector(".al-form-ways").remove(); // none of them leads anywhere
      say("表单没有读到，可能是网络不通，请稍后重新打开这一页。");
      return;
    }
    setChoices(rules);
    desk = makeDesk(rules);
    addWays();
    await openAsked();
    if (!desk.work) {
      // What was asked for is not there: that stays said, above what was being written anyway.
      const said = get("notice").textContent;
      await openNew();
      say(said);
    }
    addNav();
    document.getElementById("form").classList.add("al-form-ready");
    get("reason").addEventListener("input", desk.later);
    get("toggle").addEventListener("click", togglePreview);
    window.addEventListener("pagehide", desk.hurry);
    document.addEventListener("visibilitychange", desk.hurry);
  }

  start();
})();
