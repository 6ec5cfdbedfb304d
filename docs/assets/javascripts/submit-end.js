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
      tell("已复制 YAML。");
    } catch {
      // Refused on pages without encryption: the box below has it, selected.
      get("text").focus();
      get("text").select();
      tell(document.execCommand("copy") ? "已复制 YAML。" : "未能复制，请在下面的框里选中后复制。");
    }
  }

  /** What to do with the file, in the order in which it is done. */
  function explain(forge, way, file, isNew) {
    if (!way.address) {
      return [
        "按“下载 YAML 文件”，得到一个文本文件。",
        `把它放进案例库的文件夹：${file}${isNew ? "" : "，替换原来的文件"}。`,
        "不会用 Git 的，把文件交给能提交的同事即可；审核通过后就会出现在网站上。",
      ];
    }
    const name = forge.name || "代码仓库";
    const page = isNew ? "新建文件" : "修改文件";
    const open = `按“在仓库${page}”，在新窗口打开${name}的页面；没有登录的先登录。`;
    const path = way.isNamed ? [] : [isNew ? `文件名写 ${file}。` : `找到文件 ${file}，打开修改页面。`];
    const text = way.isFilled
      ? ["内容已经填好，不用再粘贴。"]
      : [`${isNew ? "" : "全选原来的内容，"}粘贴刚才复制的 YAML。`];
    const first = way.isFilled ? [] : ["按“复制 YAML”。"];
    const last = "按页面上的提示提交，建立合并请求；检查程序会再检查一遍，审核通过后就会出现在网站上。";
    return [...first, open, ...path, ...text, last];
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
      get("steps").replaceChildren(...explain(forge, way, getFile(), isNew()).map((words) => make("li", "", words)));
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
