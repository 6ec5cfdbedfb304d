"""A small static page with the search on it, and the oracle that the search is held to."""

import os
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from generator.output import File
from generator.search import Document, Facet
from generator.search.normalize import normalize
from generator.search.sound import sound_of

SCRIPTS = Path(__file__).parents[2] / "docs" / "assets" / "javascripts"
POLICY = (
    "default-src 'none'; script-src 'self'; connect-src 'self'; form-action 'self'; img-src data:"
)
TERM = re.compile(r"(?:[“”\"＂][^“”\"＂]*[“”\"＂]|「[^」]*」|『[^』]*』|\S)+")

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
<script src="../assets/javascripts/search-page.js"></script>
"""


def parse_query(query: str) -> list[str]:
    """Split a query as search-text.js does; the shared vectors hold the two together."""
    terms = (normalize(re.sub(r"\s+", " ", term)) for term in TERM.findall(query))
    return list(dict.fromkeys(filter(None, terms)))


def sounds(document: Document, term: str) -> bool:
    """Tell whether a name sounds like a term, in full or by its initials."""
    letters = term.replace(" ", "")
    if not re.fullmatch("[a-z]{2,}", letters):
        return False
    said = "\n".join(map(sound_of, document.names))
    places = (at for at, letter in enumerate(said) if letter.isupper())
    return any(said[at:].lower().startswith(letters) for at in places)


class Oracle:
    """A plain substring search over the same texts."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {document.id: document for document in documents}
        self.texts = {
            name: "\n".join(normalize(field) for field in document.fields)
            for name, document in self.documents.items()
        }

    def find(self, query: str, choices: Mapping[str, Iterable[str]] | None = None) -> set[str]:
        """Give the ids of the documents that contain every term and bear one of each choices."""
        terms = parse_query(query)
        return {
            name
            for name, text in self.texts.items()
            if all(term in text or sounds(self.documents[name], term) for term in terms)
            and all(
                set(ids) & set(self.documents[name].choices[parameter])
                for parameter, ids in (choices or {}).items()
            )
        }

    def count(
        self, query: str, choices: Mapping[str, Iterable[str]], facet: Facet
    ) -> dict[str, int]:
        """Count what each choice of a facet would find in place of what is chosen of it."""
        others = {name: ids for name, ids in choices.items() if name != facet.parameter}
        return {
            one.id: len(self.find(query, {**others, facet.parameter: [one.id]}))
            for one in facet.choices
        }


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
