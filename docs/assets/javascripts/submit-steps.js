/**
 * What to do with a finished file, step by step, for who has never used a forge. Pure.
 *
 *   anlikuForm.listSteps({forge, way, file, isNew, hasContact})   sentences, in order
 *
 * `forge` is that of submit/form.json, `way` what submit-forge.js made of it, `file` the record's
 * path in the repository. Names of buttons are those that the forges show; who sees them in Chinese
 * has them in brackets.
 */
"use strict";

(() => {
  const LAST = "交上去以后，检查程序会再查一遍，审核人会在那一页回复。要改的，回到这里改好，照样再交；通过以后，案例就会出现在网站上。";
  const SKILLED = "嫌麻烦的，可以按“下载文件”，把文件交给会用代码仓库的同事代交。";

  function listByHand({ file, isNew, hasContact }) {
    const name = file.split("/").pop();
    const what = isNew ? "新案例" : "对已有案例的更正";
    return [
      `按“下载文件”，得到文件 ${name}，一般在电脑的“下载”文件夹里。不要改文件名。`,
      `把它发给主办单位${hasContact ? "（联系方式在本页的页脚）" : "或者管理案例库的同事"}，说明是${what}。`,
      "审核人会回复您。要改的，用本页开头的“打开电脑上的记录或草稿”打开这个文件接着改；通过以后，案例就会出现在网站上。",
      `管理案例库的人：把文件放到代码仓库的 ${file}${isNew ? "" : "，替换原来的文件"}，提交以后建立合并请求。`,
    ];
  }

  function sayPaste(isNew) {
    return `${isNew ? "在大的编辑框里点一下，" : "在编辑框里点一下，按 Ctrl+A 全选原来的内容，再"}按 Ctrl+V 粘贴刚才复制的全文。`;
  }

  function sayOpening(name, isNew) {
    return `按“在仓库${isNew ? "新建文件" : "修改文件"}（${name}）”，会在新窗口打开 ${name}。没有登录的先登录，没有账号的先注册一个。`;
  }

  const WAYS = {
    GitHub: ({ way, file, isNew }) => [
      ...(way.isFilled ? [] : ["按“复制全文”。"]),
      sayOpening("GitHub", isNew),
      "第一次来的，会看到绿色的“Fork this repository”：按一下，得到一份您自己的副本，改动先放在那里。",
      way.isFilled ? `文件名和内容都已填好，不用改。文件名是 ${file}。` : `${isNew ? `文件名应当是 ${file}，空着的就填上。` : ""}${sayPaste(isNew)}`,
      "按右上角绿色的“Commit changes…”，在弹出的窗口里按“Propose changes”；只有“Commit changes”的，选“Create a new branch”再按。",
      "在打开的页面上按“Create pull request”，写一句说明，再按一次“Create pull request”。",
    ],
    GitLab: ({ file, isNew }) => [
      "按“复制全文”。",
      sayOpening("GitLab", isNew),
      "提示没有权限的，按“Fork”（派生），得到一份您自己的副本，改动先放在那里。",
      `${isNew ? `文件名应当是 ${file}，空着的就填上。` : ""}${sayPaste(isNew)}`,
      "按“Commit changes”（提交更改）；能选分支的，选新的分支，并勾选建立合并请求。",
      "在打开的页面上按“Create merge request”（创建合并请求）。",
    ],
    Gitee: ({ file, isNew }) => [
      "按“复制全文”。",
      sayOpening("Gitee", isNew),
      "没有修改权限的，先按右上角的“Fork”，得到一份您自己的副本，以下都在副本里做。",
      isNew ? `按“+”或“文件”，选“新建文件”，文件名写 ${file}。` : `打开文件 ${file}，按“编辑”。`,
      sayPaste(isNew),
      "在页面下方写一句说明，按“提交”。",
      "在副本的页面上按“Pull Request”，再按“新建”，选从您的副本到原来的仓库，按“创建”。",
    ],
  };

  function listSteps(given) {
    const list = given.way.address && WAYS[given.forge.name];
    return list ? [...list(given), LAST, SKILLED] : listByHand(given);
  }

  Object.assign(window.anlikuForm, { listSteps });
})();
