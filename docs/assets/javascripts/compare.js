/**
 * The page that lays cases side by side: which ones the address asks for, and what became of it.
 *
 * The address is `?ids=a,b`, in the order of the columns. Whatever stands there, the page says in
 * words what it could not show, and leads on. What an address holds is repeated only where it could
 * be an id: a link must not put words into the library's mouth.
 */
"use strict";

(() => {
  const VERSION = 1; // of the files, as in generator/comparison.py
  const NAMED = 3; // so many unknown ids are named

  const { isId, load, make, ownAddress, root, tell } = window.anliku;
  const { addressOf, most, remove, set } = window.anlikuBasket;
  const { linkTo, makeNav, makeSections } = window.anlikuCompare;
  const panel = document.getElementById("compare");
  const help = document.getElementById("compare-help");
  const status = document.getElementById("compare-status");
  const tools = document.getElementById("compare-tools");
  const shown = document.getElementById("compare-shown");
  const ownTitle = document.title;
  let address = null; // what the columns were last drawn for: the part of the address behind "?"
  let turn = 0; // a later address makes the answer to an earlier one void

  // ------------------------------------------------------------------------ what is asked for

  function readIds() {
    const given = new URL(location.href).searchParams.getAll("ids").join(",");
    return given.split(",").map((id) => id.trim()).filter(Boolean);
  }

  /** Sorts what an address asks for: what to show, and what there is to say about the rest. */
  function sortOut(asked, { ids, aliases }) {
    const known = new Set(ids);
    const moved = new Map(Object.entries(aliases));
    const found = asked.map((id) => (known.has(id) ? id : moved.get(id)));
    const distinct = [...new Set(found.filter(Boolean))];
    const others = [...new Set(asked.filter((_, place) => !found[place]))];
    return {
      ids: distinct.slice(0, most),
      left: distinct.slice(most),
      isRepeated: distinct.length < found.filter(Boolean).length,
      unknown: others.filter(isId),
      odd: others.filter((id) => !isId(id)).length,
    };
  }

  async function loadJson(name) {
    const bytes = await load(new URL(`compare/${name}`, root).href, { fresh: true });
    const content = JSON.parse(new TextDecoder().decode(bytes));
    if (content.version !== VERSION) {
      throw new Error(`${name}: version ${content.version}, not ${VERSION}`);
    }
    return content;
  }

  /** Loads what can be loaded; tells which files failed. */
  async function loadCases(ids) {
    const answers = await Promise.allSettled(ids.map((id) => loadJson(`${id}.json`)));
    return {
      cases: answers.filter((one) => one.status === "fulfilled").map((one) => one.value),
      failed: ids.filter((_, place) => answers[place].status === "rejected"),
    };
  }

  // ------------------------------------------------------------------------ what is said

  function nameIds(ids) {
    const named = ids.slice(0, NAMED).join("、");
    return ids.length > NAMED ? `编号 ${named} 等 ${ids.length} 个` : `编号 ${named} `;
  }

  function explainCount(count) {
    const words = ["没有可以对比的案例。", "现在只有一个案例，再加一个才能对比。"];
    return words.slice(count, count + 1);
  }

  function explain({ left, isRepeated, unknown, odd }, failed, count) {
    const said = [];
    if (unknown.length) {
      said.push(`${nameIds(unknown)}没有对应的案例，可能写错了，也可能已经撤回。`);
    }
    if (odd) {
      said.push(`网址里有 ${odd} 个编号的写法不对，编号只有小写字母、数字和连字符。`);
    }
    if (left.length) {
      said.push(`一次最多对比 ${most} 个案例，只显示前 ${most} 个，另有 ${left.length} 个没有显示。`);
    }
    if (isRepeated) {
      said.push("重复的案例只显示一次。");
    }
    if (failed.length) {
      said.push(`${nameIds(failed)}的内容没有读到，可能是网络不通。`);
    }
    return failed.length ? said : [...said, ...explainCount(count)];
  }

  function makeButton(className, words, act, name = "") {
    const button = make("button", className, words);
    if (name) {
      button.setAttribute("aria-label", name);
    }
    button.addEventListener("click", act);
    return button;
  }

  /** Says what stands above the columns; a fault of the network can be tried again. */
  function say(sentences, canRetry = false) {
    status.textContent = sentences.join("");
    if (canRetry) {
      status.append(" ", makeButton("al-compare-button", "再试一次", show));
    }
  }

  // ------------------------------------------------------------------------ what can be done

  /**
   * Goes to other columns, at once: what is pressed next must not work on those before. The way back
   * leads to them.
   */
  function go(cases, words, ...focus) {
    turn += 1;
    try {
      history.pushState(null, "", addressOf(cases.map(({ id }) => id)));
    } catch {
      // In a copy opened from disk the address stays; what is shown is known here.
    }
    address = location.search;
    say(explainCount(cases.length));
    paint(cases);
    const places = [...focus, ".al-compare-drop"].map((one) => shown.querySelector(one));
    (places.find(Boolean) || help.querySelector("a")).focus();
    tell(words);
  }

  function makeHead(one, place, cases) {
    const { title } = one;
    const others = cases.filter((other) => other !== one);
    const move = (to, side) => {
      const here = `[data-place="${to}"] .al-compare-`;
      go([...others.slice(0, to), one, ...others.slice(to)], `“${title}”已移到第 ${to + 1} 列。`, `${here}${side}:enabled`, `${here}move:enabled`);
    };
    const drop = () => {
      remove(one.id);
      go(others, `已移除“${title}”。`);
    };
    const makeMove = (side, words, to) =>
      makeButton(
        `al-compare-button al-compare-move al-compare-${side}`,
        words,
        () => move(to, side),
        `${words}：${title}`,
      );
    const left = makeMove("left", "左移", place - 1);
    const right = makeMove("right", "右移", place + 1);
    left.disabled = place === 0;
    right.disabled = place === cases.length - 1;
    const link = make("a", "", title);
    link.href = linkTo(one.address);
    const item = make("li", "", make("p", "al-compare-heading", link));
    item.dataset.place = place;
    if (one.status) {
      item.append(make("p", "al-compare-mark", one.status));
    }
    const actions = make("p", "al-compare-actions");
    if (cases.length > 1) {
      actions.append(left, right);
    }
    actions.append(makeButton("al-compare-button al-compare-drop", "移除", drop, `移除：${title}`));
    item.append(actions);
    return item;
  }

  async function copy(button, ownLink) {
    try {
      await navigator.clipboard.writeText(ownLink);
      button.textContent = "已复制";
      tell("网址已复制。");
    } catch {
      // Without the browser's leave, the reader copies it from a box.
      const box = make("input", "al-compare-address");
      box.readOnly = true;
      box.value = ownLink;
      box.setAttribute("aria-label", "本次对比的网址");
      button.replaceWith(box);
      box.focus();
      box.select();
    }
  }

  function makeTools(cases) {
    const main = cases.length === 1 ? " al-compare-main" : "";
    const add = make("a", `al-compare-button${main}`, "添加案例");
    add.href = linkTo("cases/");
    // The lists know by the basket what is here already.
    add.addEventListener("click", () => set(cases.map(({ id, title }) => ({ id, title }))));
    const own = ownAddress();
    const ownLink = `${own}?ids=${cases.map(({ id }) => id).join(",")}`;
    const share = makeButton("al-compare-button", "复制网址", () => copy(share, ownLink));
    const print = makeButton("al-compare-button", "打印", () => window.print());
    return [...(cases.length < most ? [add] : []), ...(own ? [share] : []), print];
  }

  /** Shows these cases; where there are none, how to choose some. */
  function paint(cases) {
    help.hidden = cases.length > 0;
    if (!cases.length) {
      shown.replaceChildren();
      tools.replaceChildren();
      document.title = ownTitle;
      return;
    }
    const heads = make("ol", "al-compare-heads", ...cases.map(makeHead));
    heads.setAttribute("aria-label", "对比的案例");
    shown.className = `al-compare-of${cases.length}`;
    const sections = makeSections(cases);
    shown.replaceChildren(makeNav(sections), heads, ...sections);
    tools.replaceChildren(...makeTools(cases));
    document.title = `${cases.map((one) => one.title).join("、")} - ${ownTitle}`;
  }

  async function show() {
    const mine = (turn += 1);
    address = location.search;
    const asked = readIds();
    panel.hidden = !asked.length;
    if (!asked.length) {
      paint([]);
      return;
    }
    if (!shown.children.length) {
      help.hidden = true;
      say(["正在读取案例……"]);
    }
    try {
      const sorted = sortOut(asked, await loadJson("index.json"));
      const { cases, failed } = await loadCases(sorted.ids);
      if (mine === turn) {
        say(explain(sorted, failed, cases.length), failed.length > 0);
        paint(cases);
      }
    } catch {
      if (mine === turn) {
        say(["暂时读不到案例，可能是网络不通，请稍后再试。"], true);
        paint([]);
      }
    }
  }

  // A step to a place on the page is one in the history as well.
  window.addEventListener("popstate", () => {
    if (location.search !== address) {
      show();
    }
  });
  show();
})();
