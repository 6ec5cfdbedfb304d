"""A small static page with the search on it."""

import os
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from generator.output import File

SCRIPTS = Path(__file__).parents[2] / "docs" / "assets" / "javascripts"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'; img-src data:"
)

HTML = f"""<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{POLICY}">
<link rel="icon" href="data:,">
<title>查找案例</title>
<form class="search-form" role="search" action="" method="get">
<input type="search" name="q" aria-label="查找案例"><button>查找</button>
</form>
<div id="search" data-search="../search/" data-cases="../cases/">
<p id="search-status" role="status"></p><ol id="results"></ol>
<button id="search-more" type="button" hidden>显示更多</button>
</div>
<div id="browse"><ul><li><a href="../cases/one/">全部案例</a></li></ul></div>
<script src="../assets/javascripts/site.js"></script>
<script src="../assets/javascripts/search-text.js"></script>
<script src="../assets/javascripts/search-hits.js"></script>
<script src="../assets/javascripts/search-files.js"></script>
<script src="../assets/javascripts/search-facets.js"></script>
<script src="../assets/javascripts/search-lookup.js"></script>
<script src="../assets/javascripts/search.js"></script>
"""


def write_site(root: Path, files: Iterable[File]) -> None:
    """Write the page, its scripts and an index; files of an earlier index go."""
    for folder in ("cases", "search", "assets/javascripts"):
        shutil.rmtree(root / folder, ignore_errors=True)
        (root / folder).mkdir(parents=True)
    (root / "cases" / "index.html").write_text(HTML, encoding="utf-8")
    for script in SCRIPTS.glob("s*.js"):
        shutil.copy(script, root / "assets/javascripts")
    for file in files:
        (root / file.uri).write_bytes(file.content)
        # As where builds are reproducible: a file's time does not tell two builds apart.
        os.utime(root / file.uri, (10**9, 10**9))


def ask(page: Page, query: str | dict[str, Any], pages: int = 1) -> dict[str, Any]:
    """Ask a fresh engine on an open page: its answer, and the bytes it loaded for the first."""
    answer: dict[str, Any] = page.evaluate(
        """async ([query, pages]) => {
          let bytes = 0;
          const load = async (name) => {
            const response = await fetch("../search/" + name);
            if (!response.ok) throw new Error(name);
            const content = await response.arrayBuffer();
            bytes += content.byteLength;
            return content;
          };
          const found = await anlikuSearch.open("", { load }).search(query);
          const results = [];
          const first = bytes;
          for (let page = 1; page <= pages; page += 1) {
            const more = await found.page(page);
            if (!more.length) break;
            results.push(...more);
          }
          const { state, total, exact, unknown, read } = found;
          return { state, total, exact, unknown, read, first: found.first, results, bytes: first };
        }""",
        [query, pages],
    )
    return answer
