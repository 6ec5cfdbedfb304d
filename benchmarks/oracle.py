"""Hold the search against a plain substring search: `python benchmarks/oracle.py CASES`.

Queries are cut out of the library's own texts and names, anywhere, also in traditional script, in
pinyin, with choices and in another order. "Found" is the share of what is right that the search
gives, "right" the share of what it gives that is right. What the first results cost is what a fresh
reader loads for them, over 10 Mbit/s and 60 ms away.
"""

import random
import re
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from typing import Any, Final

from generator import disk, pinyin, pipeline
from generator.documents import documents, facets
from generator.search import Document, Facet, build_index
from generator.search.normalize import normalize
from generator.search.sound import sound_of

SCRIPTS: Final = Path(__file__).parents[1] / "docs" / "assets" / "javascripts"
PARTS: Final = ("-text", "-hits", "-files", "-facets", "-lookup", "")
TERM: Final = re.compile(r"(?:[“”\"＂][^“”\"＂]*[“”\"＂]|「[^」]*」|『[^』]*』|\S)+")
TODAY: Final = "2026-12-31"
ROUNDS: Final = 12
# What is in more cases than this is found by its first word; reading all texts would take hours.
MOST: Final = 100
NETWORK: Final = {
    "offline": False,
    "latency": 60,
    "downloadThroughput": 1_250_000,
    "uploadThroughput": 1_250_000,
}
FOUND, RIGHT = 1.0, 0.98
FIRST_BYTES: Final = 70_000

ASK: Final = """async (request) => {
  let bytes = 0;
  const load = async (name, fresh) => {
    const content = await anliku.load("search/" + name, { fresh });
    bytes += content.byteLength;
    return content;
  };
  const start = performance.now();
  const found = await anlikuSearch.open("", { load }).search(request);
  const [time, cost, first] = [performance.now() - start, bytes, found.first.length];
  const ids = [];
  for (let page = 1; found.hasPage(page); page += 1) {
    ids.push(...(await found.page(page)).map(({ id }) => id));
  }
  return { ids, time, bytes: cost, first, total: found.total };
}"""


def parse_query(query: str) -> list[str]:
    """Split a query as search-text.js does; the shared vectors hold the two together."""
    terms = (normalize(re.sub(r"\s+", " ", term)) for term in TERM.findall(query))
    return list(dict.fromkeys(filter(None, terms)))


class Oracle:
    """A plain substring search over the same texts, and over how names are typed."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self.documents = {document.id: document for document in documents}
        self.texts = {
            name: "\n".join(normalize(field) for field in document.fields)
            for name, document in self.documents.items()
        }
        self._said = {
            name: "\n".join(map(sound_of, document.names))
            for name, document in self.documents.items()
        }

    def find(self, query: str, choices: Mapping[str, Iterable[str]] | None = None) -> set[str]:
        """Give the ids of the documents that contain every term and bear one of each choices."""
        terms = parse_query(query)
        return {
            name
            for name, text in self.texts.items()
            if all(term in text or self._sounds(name, term) for term in terms)
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

    def _sounds(self, name: str, term: str) -> bool:
        """Tell whether a name of a document sounds like a term, in full or by its initials."""
        letters = term.replace(" ", "")
        if not re.fullmatch("[a-z]{2,}", letters):
            return False
        # Letter by letter, small or capital, but the first begins a syllable.
        rest = "".join(f"[{one}{one.upper()}]" for one in letters[1:])
        return re.search(letters[0].upper() + rest, self._said[name]) is not None


@dataclass(frozen=True, slots=True)
class Query:
    """What is asked, and what is right."""

    kind: str
    text: str
    right: frozenset[str]
    choices: dict[str, list[str]] = field(default_factory=dict)
    sort: str = ""

    @property
    def request(self) -> dict[str, Any]:
        """Give it as the engine takes it."""
        return {"query": self.text, "choices": self.choices, "sort": self.sort}


def make_queries(library: Sequence[Document], rounds: int, most: int = MOST) -> list[Query]:
    """Give `rounds` queries of each kind, each with something to find; the same for the same."""
    rand = random.Random(len(library))
    oracle = Oracle(library)
    made: list[Query] = []
    for kind in _KINDS:
        wanted = len(made) + rounds
        while len(made) < wanted:
            text, plain, choices, sort = _KINDS[kind](rand, rand.choice(library))
            right = oracle.find(plain, choices) if normalize(plain) or choices else set()
            if 0 < len(right) <= most:
                made.append(Query(kind, text, frozenset(right), choices, sort))
    return made


_Made = tuple[str, str, dict[str, list[str]], str]


def _piece(rand: random.Random, document: Document, length: int) -> str:
    lines = [line for one in document.fields for line in one.split("\n") if len(line) >= length]
    line = rand.choice(lines)
    start = rand.randrange(len(line) - length + 1)
    return line[start : start + length]


def _cut(length: int, rand: random.Random, document: Document) -> _Made:
    piece = _piece(rand, document, length)
    return f"“{piece}”" if " " in piece.strip() else piece, piece, {}, ""


def _two(rand: random.Random, document: Document) -> _Made:
    both = f"{_piece(rand, document, 2)} {_piece(rand, document, 3)}"
    return both, both, {}, ""


def _traditional(rand: random.Random, document: Document) -> _Made:
    from opencc import OpenCC

    piece = _piece(rand, document, 4)
    return OpenCC("s2t").convert(piece), piece, {}, ""


def _typed(line: int, rand: random.Random, document: Document) -> _Made:
    said = sound_of(rand.choice(document.names)).split("\n")
    words = said[: len(said) // 2] if line == 0 else said[len(said) // 2 :]
    starts = [word[at:] for word in words for at, one in enumerate(word) if one.isupper()]
    piece = (rand.choice(starts) if starts else "")[: rand.randint(3, 14)].lower()
    return piece, piece if len(piece) > 1 else "", {}, ""


def _chosen(rand: random.Random, document: Document) -> _Made:
    choices = {
        name: [rand.choice(ids)]
        for name, ids in document.choices.items()
        if ids and name in ("tag", "region", "year")
    }
    piece = _piece(rand, document, 2)
    return piece, piece, choices, ""


def _sorted(rand: random.Random, document: Document) -> _Made:
    piece = _piece(rand, document, 3)
    return piece, piece, {}, "title"


_KINDS: Final = {
    **{f"{length} characters": partial(_cut, length) for length in (2, 3, 4, 6, 20)},
    "two words": _two,
    "traditional": _traditional,
    "pinyin": partial(_typed, 0),
    "initials": partial(_typed, 1),
    "with choices": _chosen,
    "by title": _sorted,
}


@dataclass(slots=True)
class Score:
    """How a kind of query fared."""

    right: int = 0
    given: int = 0
    both: int = 0
    disorder: list[str] = field(default_factory=list)
    bytes: list[int] = field(default_factory=list)
    milliseconds: list[float] = field(default_factory=list)

    def note(self, query: Query, answer: dict[str, Any], titles: Mapping[str, str]) -> None:
        """Add an answer."""
        self.right += len(query.right)
        self.given += len(answer["ids"])
        self.both += len(query.right & set(answer["ids"]))
        self.bytes.append(answer["bytes"])
        self.milliseconds.append(answer["time"])
        keys = [pinyin.order(titles[one]) for one in answer["ids"]]
        if query.sort and keys != sorted(keys):
            self.disorder.append(query.text)


def write_page(root: Path, library: Sequence[Document], all_facets: Sequence[Facet]) -> None:
    """Write the index and a page that has the engine."""
    (root / "search").mkdir()
    for file in build_index(library, all_facets):
        (root / file.uri).write_bytes(file.content)
    names = ["site.js", *(f"search{part}.js" for part in PARTS)]
    for name in names:
        shutil.copy(SCRIPTS / name, root)
    scripts = "".join(f'<script src="{name}"></script>' for name in names)
    page = f'<!doctype html><link rel="icon" href="data:,">{scripts}'
    (root / "index.html").write_text(page, encoding="utf-8")


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def ask_all(root: Path, queries: Sequence[Query]) -> Iterator[tuple[Query, dict[str, Any]]]:
    """Ask each query of a fresh engine in a fresh tab, as a reader who comes by a link.

    Raises ModuleNotFoundError without Playwright, FileNotFoundError without Chromium.
    """
    from playwright.sync_api import sync_playwright

    names = ("chromium", "chromium-browser", "google-chrome")
    executable = next(filter(None, map(shutil.which, names)), None)
    if executable is None:
        raise FileNotFoundError("no Chromium on the path")
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(root)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=executable, args=arguments)
        for query in queries:
            context = browser.new_context()
            page = context.new_page()
            page.goto(f"http://127.0.0.1:{server.server_port}/")
            context.new_cdp_session(page).send("Network.emulateNetworkConditions", NETWORK)
            yield query, page.evaluate(ASK, query.request)
            context.close()
        browser.close()
    server.shutdown()
    server.server_close()


def lines(cases: Path, rounds: int = ROUNDS) -> Iterator[str]:
    """Say how the search of a library fares."""
    library = pipeline.read(disk.read_inputs(cases), TODAY).library
    all_documents = list(documents(library))
    titles = {one.id: one.title for one in all_documents}
    scores = {kind: Score() for kind in _KINDS}
    with tempfile.TemporaryDirectory(prefix="anliku-oracle-") as name:
        write_page(Path(name), all_documents, facets(library))
        try:
            for query, answer in ask_all(Path(name), make_queries(all_documents, rounds)):
                scores[query.kind].note(query, answer, titles)
        except (ModuleNotFoundError, FileNotFoundError) as error:
            yield f"no browser ({error}); pip install playwright, and Chromium from the system"
            return
    yield f"search of {len(titles)} cases against the oracle, {rounds} queries a kind"
    for kind, score in scores.items():
        found, right = score.both / score.right, score.both / max(1, score.given)
        met = (
            found >= FOUND
            and right >= RIGHT
            and max(score.bytes) <= FIRST_BYTES
            and not score.disorder
        )
        kilobytes = f"{median(score.bytes) / 1e3:3.0f} KB, at most {max(score.bytes) / 1e3:3.0f}"
        times = f"{median(score.milliseconds):4.0f} ms, at most {max(score.milliseconds):4.0f}"
        yield (
            f"{'met   ' if met else 'MISSED'} {kind:14} found {found:7.2%} right {right:7.2%};"
            f" first results {kilobytes}; {times}"
        )


if __name__ == "__main__":
    print("\n".join(lines(Path(sys.argv[1]))))
