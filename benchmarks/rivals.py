"""The engines that we are measured against, each with the least that makes a site of our Markdown.

The Markdown is what `anliku export --markdown` writes, without our search index and scripts. Each
rival has a way to lay out its folder, and the commands that make one build.
"""

import importlib.util
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_OUR_TEMPLATE: Final = re.compile(r"^template: .*\n", re.MULTILINE)
_ATTRIBUTES: Final = re.compile(r" \{: (#[\w-]+) \}$", re.MULTILINE)

MATERIAL: Final = """\
site_name: 案例库
theme: {name: material, language: zh}
plugins: [search]
markdown_extensions: [attr_list, admonition, tables, toc]
"""
ZENSICAL: Final = """\
[project]
site_name = "案例库"
[project.theme]
language = "zh"
[project.markdown_extensions]
attr_list = {}
admonition = {}
tables = {}
toc = {}
"""
HUGO: Final = """\
title = "案例库"
disableKinds = ["taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
"""
# Pagefind indexes what bears the mark: as in our search, the cases and not the lists.
HUGO_LAYOUT: Final = """\
<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Description }}"></head>
<body>
<nav><a href="/">首页</a> <a href="/cases/">案例</a> <a href="/tags/">标签</a></nav>
<main{{ if and .IsPage (eq .Section "cases") }} data-pagefind-body{{ end }}>{{ .Content }}</main>
<footer>{{ site.Title }}</footer>
</body>
</html>
"""


@dataclass(frozen=True, slots=True)
class Rival:
    """An engine: how to lay out a folder for it, and what to run there, in this order."""

    name: str
    lay_out: Callable[[Path, Path], None]
    commands: tuple[tuple[str, ...], ...]
    site: str


def rivals() -> tuple[list[Rival], list[str]]:
    """Give the rivals that are installed, and a line about each that is not."""
    found, missing = [], []
    if importlib.util.find_spec("jieba"):
        mkdocs = (sys.executable, "-m", "mkdocs", "build", "--quiet")
        found.append(Rival("Material, built-in search, jieba", _material, (mkdocs,), "site"))
    else:
        missing.append("Material, jieba is not installed: pip install jieba")
    hugo, pagefind = _tool("hugo"), _tool("pagefind")
    if hugo and pagefind:
        commands = ((hugo, "--quiet"), (pagefind, "--site", "public", "--quiet"))
        name = f"Hugo + Pagefind {_version(pagefind)}"
        found.append(Rival(name, _hugo, commands, "public"))
    else:
        text = "pip install hugo==0.168.0; npm install pagefind@1.6.0"
        missing.append(f"Hugo and Pagefind, not installed: {text}")
    zensical = _tool("zensical")
    if zensical:
        command = (zensical, "build", "--clean")
        found.append(Rival(f"Zensical {_version(zensical)}", _zensical, (command,), "site"))
    else:
        missing.append("Zensical, not installed: pip install zensical")
    return found, missing


def _tool(name: str) -> str | None:
    """Find a command: on the path, beside our Python, or in a `node_modules` here."""
    places = [Path(sys.executable).parent, Path("node_modules/.bin").resolve()]
    return next(
        filter(None, (shutil.which(name, path=str(place)) for place in places)), shutil.which(name)
    )


def _version(tool: str) -> str:
    run = subprocess.run([tool, "--version"], capture_output=True, text=True, check=False)
    version = re.search(r"[0-9]+\.[0-9]+\.[0-9]+", run.stdout + run.stderr)
    return version[0] if version else ""


def _material(markdown: Path, folder: Path) -> None:
    _copy(markdown, folder / "docs")
    (folder / "mkdocs.yml").write_text(MATERIAL, encoding="utf-8")


def _zensical(markdown: Path, folder: Path) -> None:
    _copy(markdown, folder / "docs")
    (folder / "zensical.toml").write_text(ZENSICAL, encoding="utf-8")


def _hugo(markdown: Path, folder: Path) -> None:
    _copy(markdown, folder / "content")
    for page in (folder / "content").rglob("*.md"):
        text = _ATTRIBUTES.sub(r" {\1}", page.read_text(encoding="utf-8"))
        # A page named index.md would take its whole folder for attachments.
        name = "_index.md" if page.name == "index.md" else page.name
        page.unlink()
        page.with_name(name).write_text(text, encoding="utf-8")
    layouts = folder / "layouts" / "_default"
    layouts.mkdir(parents=True)
    for name in ("single.html", "list.html"):
        (layouts / name).write_text(HUGO_LAYOUT, encoding="utf-8")
    (folder / "hugo.toml").write_text(HUGO, encoding="utf-8")


def _copy(markdown: Path, folder: Path) -> None:
    shutil.copytree(markdown, folder, ignore=shutil.ignore_patterns("search", "search*.js"))
    for page in folder.rglob("*.md"):
        text = page.read_text(encoding="utf-8")
        page.write_text(_OUR_TEMPLATE.sub("", text, count=1), encoding="utf-8")
