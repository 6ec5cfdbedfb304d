from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.oracle import ASK, Query, make_queries, write_page
from generator import disk, pinyin, pipeline
from generator.documents import documents, facets
from generator.search import Document
from tests.browser.conftest import Served
from tests.factories import TODAY
from tests.test_benchmarks import corpus

KILOBYTE = 1000


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the cases and of a page that searches them."""
    return tmp_path_factory.mktemp("oracle")


@pytest.fixture(scope="module")
def library(folder: Path) -> list[Document]:
    """60 cases as libraries have them, their index beside a page that has the engine."""
    corpus(60, folder / "cases")
    library = pipeline.read(disk.read_inputs(folder / "cases"), TODAY).library
    found = list(documents(library))
    write_page(folder, found, facets(library))
    return found


@pytest.fixture(scope="module")
def tab(browser: Browser, folder: Path, library: list[Document]) -> Iterator[Page]:
    """A tab on that page."""
    assert len(library) == 60
    with Served(folder) as url:
        page = browser.new_page()
        page.goto(f"{url}index.html")
        yield page
        page.close()


def test_against_the_oracle(tab: Page, library: list[Document]) -> None:
    """Whatever stands in a case finds it, and no other: pieces, traditional, pinyin, choices."""
    titles = {one.id: one.title for one in library}
    wrong: list[tuple[str, Query]] = []
    for query in make_queries(library, 8, most=60):
        answer = tab.evaluate(ASK, query.request)
        if set(answer["ids"]) != query.right or answer["total"] != len(query.right):
            wrong.append(("found", query))
        if answer["bytes"] > 100 * KILOBYTE:
            wrong.append(("dear", query))
        keys = [pinyin.order(titles[one]) for one in answer["ids"]]
        if query.sort and keys != sorted(keys):
            wrong.append(("order", query))

    assert [] == wrong
