/**
 * What is wrong with the record, and where: at the fields, and as a list that leads to them.
 *
 *   const faults = anlikuForm.makeFaults(form, adapted)
 *   faults.show(problems)    shows them, as anliku.record.check gives them
 *   faults.showAll()         no longer spares the fields that nobody has changed
 *   faults.editorAt(path)    the control for a path, or the nearest above it
 *
 * A field that nobody has changed is not marked: an empty form is no list of reproaches. The list
 * below the form names everything at any time.
 */
"use strict";

(() => {
  const { rankOf, sayProblem, sumProblems, titleOf } = window.anlikuForm;
  const { link, make, root } = window.anliku;

  function makeCodeLink(code) {
    const made = make("a", "al-fault-code", code);
    made.href = link(new URL(`check/${code}/`, root).href);
    made.target = "_blank";
    made.rel = "noopener";
    made.setAttribute("aria-label", `${code} 的说明，在新窗口打开`);
    return made;
  }

  function makeFault(adapted, problem) {
    const { kind, words, hint } = sayProblem(adapted, problem);
    const item = make("li", `al-fault-${problem.severity}`, make("strong", "", kind), "：", words);
    if (hint) {
      item.append(make("span", "al-fault-hint", words ? `。${hint}` : hint));
    }
    item.append(" ", makeCodeLink(problem.code));
    return item;
  }

  // What appears above a button while it is pressed moves it away from under the finger: it waits.
  let isPressed = false;
  let waiting = null;
  document.addEventListener("pointerdown", () => {
    isPressed = true;
  });
  for (const end of ["pointerup", "pointercancel"]) {
    document.addEventListener(end, () => {
      isPressed = false;
      setTimeout(() => {
        waiting?.(); // after the click that this is the end of
        waiting = null;
      });
    });
  }

  function whenReleased(act) {
    if (isPressed) {
      waiting = act;
    } else {
      act();
    }
  }

  function makeFaults(form, adapted) {
    const button = document.getElementById("form-count");
    const panel = document.getElementById("form-list");
    const shownAt = new Map(); // editors that show something, and what
    const typed = new Set(); // paths of fields that somebody has changed
    const touched = new Set(); // and of those that they have left since
    let isAll = false;
    let problems = [];

    function editorAt(path) {
      for (let length = path.length; length >= 0; length -= 1) {
        const editor = form.getEditor(["record", ...path.slice(0, length)].join("."));
        if (editor?.showFaults) {
          return editor;
        }
      }
      return form.root;
    }

    /** Opens what hides a field, goes there, and marks it from now on. */
    function goTo(path) {
      const editor = editorAt(path);
      for (let above = editor; above; above = above.parent) {
        above.fold?.open(true);
        above.parent?.remember?.(above, true);
        const key = above.key;
        if (above.parent?.isAside?.(key)) {
          above.parent.more.open(true);
        }
      }
      togglePanel(false);
      touched.add(editor.path);
      show(problems);
      (editor.focus ? editor : editorAt([path[0]])).focus?.();
      document.activeElement.scrollIntoView({ block: "center" });
    }

    function isShown(editor) {
      return isAll || [...touched].some((path) => path === editor.path || path.startsWith(`${editor.path}.`));
    }

    function showAtFields() {
      whenReleased(() => !form.destroyed && mark());
    }

    function mark() {
      const byEditor = new Map();
      for (const problem of problems) {
        const editor = editorAt(problem.path);
        if (editor !== form.root && isShown(editor)) {
          byEditor.set(editor, [...(byEditor.get(editor) ?? []), problem]);
        }
      }
      for (const [editor, said] of shownAt) {
        const own = byEditor.get(editor) ?? [];
        if (said !== JSON.stringify(own) && editor.container) {
          showAt(editor, own);
        }
      }
      for (const [editor, own] of byEditor) {
        if (!shownAt.has(editor)) {
          showAt(editor, own);
        }
      }
    }

    /** What stands there already stays as it is: somebody may be on its link. */
    function showAt(editor, own) {
      editor.showFaults(own.map((problem) => makeFault(adapted, problem)));
      if (own.length) {
        shownAt.set(editor, JSON.stringify(own));
      } else {
        shownAt.delete(editor);
      }
    }

    function makeEntry(problem) {
      const item = makeFault(adapted, problem);
      if (problem.path.length) {
        const go = make("button", "al-fault-go", titleOf(adapted, problem.path));
        go.addEventListener("click", () => goTo(problem.path));
        item.prepend(go, " ");
      }
      return item;
    }

    function showList() {
      button.textContent = `检查：${sumProblems(problems)}`;
      const sorted = [...problems].sort((one, other) => rankOf(one) - rankOf(other));
      panel.replaceChildren(
        problems.length
          ? make("ul", "al-field-faults", ...sorted.map(makeEntry))
          : make("p", "", "都符合要求，可以下载和提交了。"),
      );
    }

    function togglePanel(isOpen) {
      panel.hidden = !isOpen;
      button.setAttribute("aria-expanded", String(isOpen));
    }

    function show(found) {
      problems = found;
      showAtFields();
      showList();
    }

    function showAll() {
      isAll = true;
      show(problems);
    }

    function pathOf({ target }) {
      return target.closest("[data-schemapath]")?.dataset.schemapath;
    }

    /** Who only comes by on the way to somewhere else has not been asked yet. */
    function touch(event) {
      const path = pathOf(event);
      if (typed.has(path) && !touched.has(path)) {
        touched.add(path);
        showAtFields();
      }
    }

    button.onclick = () => {
      togglePanel(panel.hidden);
      panel.querySelector("button")?.focus();
    };
    panel.onkeydown = (event) => {
      if (event.key === "Escape") {
        togglePanel(false);
        button.focus();
      }
    };
    form.element.addEventListener("input", (event) => typed.add(pathOf(event)));
    form.element.addEventListener("focusout", touch);
    return { editorAt, show, showAll };
  }

  Object.assign(window.anlikuForm, { makeFaults });
})();
