/**
 * The end of the form: the file, and the way on with it.
 *
 *   anlikuForm.makeEnd({forge, getFile, getText, isNew, onUse})   returns {show()}
 *
 * `getFile` and `getText` give the record's path in the repository and its YAML, `isNew` tells
 * whether the file is not there yet; `onUse` is told when somebody takes the text with them.
 */
"use strict";

(() => {
  const { anlikuForge } = window;
  const { listSteps } = window.anlikuForm;
  const { make, tell } = window.anliku;
  const get = (name) => document.getElementById(`form-${name}`);

  function download(name, text) {
    const link = make("a", "");
    link.href = URL.createObjectURL(new Blob([text], { type: "application/yaml" }));
    link.download = name;
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
      tell("已复制全文。");
    } catch {
      // Refused on pages without encryption: the box below has it, selected.
      get("text").focus();
      get("text").select();
      tell(document.execCommand("copy") ? "已复制全文。" : "未能复制，请在下面的框里选中后复制。");
    }
  }

  /** Whether the host says on every page how to reach them. */
  function hasContact() {
    return [...document.querySelectorAll(".md-footer .al-footer-part")].some((one) => one.textContent.startsWith("联系方式"));
  }

  function makeEnd({ forge, getFile, getText, isNew, onUse }) {
    function wayOf() {
      return isNew() ? anlikuForge.toCreate(forge, getFile(), getText()) : anlikuForge.toEdit(forge, getFile());
    }

    function show() {
      const way = wayOf();
      get("path").textContent = getFile();
      get("text").value = getText();
      get("forge").hidden = !way.address;
      if (way.address) {
        get("forge").href = way.address;
        const name = forge.name ? `（${forge.name}）` : "";
        get("forge").textContent = `${isNew() ? "在仓库新建文件" : "在仓库修改文件"}${name}`;
      }
      const steps = listSteps({ forge, way, file: getFile(), isNew: isNew(), hasContact: hasContact() });
      get("steps").replaceChildren(...steps.map((words) => make("li", "", words)));
    }

    get("download").onclick = () => {
      onUse();
      download(getFile().split("/").pop(), getText());
      tell("已下载。");
    };
    get("copy").onclick = () => {
      onUse();
      copy(getText());
    };
    get("forge").onclick = onUse;
    return { show };
  }

  Object.assign(window.anlikuForm, { makeEnd });
})();
