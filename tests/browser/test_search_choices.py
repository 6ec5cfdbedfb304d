from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.oracle import Oracle
from generator import pinyin
from generator.search import Choice, Document, Facet, build_index
from tests.browser.conftest import Served
from tests.browser.engine_page import ask, write_site
from tests.browser.test_search_engine import ids, make_documents, seeded

TAGS = Facet("tag", "标签", tuple(Choice(f"tag-{n}", f"标签{n}") for n in range(8)))
YEARS = Facet("year", "年份", tuple(Choice(str(year), f"{year}年") for year in range(2015, 2027)))
PLACES = Facet(
    "region",
    "地区",
    (
        Choice("320000", "江苏省"),
        Choice("370000", "山东省"),
        Choice("370600", "烟台市", "370000"),
        Choice("undisclosed", "未公开地区"),
    ),
)
FACETS = (TAGS, PLACES, YEARS)
PLACES_OF_CASES = [("320000",), ("370000",), ("370000", "370600"), ("undisclosed",)]


def give_choices(documents: list[Document]) -> list[Document]:
    """Give documents choices and orders at random, the same in every run."""
    rand = seeded(7)
    given = []
    for document in documents:
        places = rand.choice(PLACES_OF_CASES)
        tags = tuple(one.id for one in TAGS.choices if rand.random() < 0.3)
        choices = {"tag": tags, "region": places, "year": (document.time,)}
        place = "~" if places[-1] == "undisclosed" else places[-1]
        orders = {"title": document.title, "place": place}
        given.append(replace(document, choices=choices, orders=orders))
    return given


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """A small library, newest first, as its documents are numbered."""
    documents = give_choices(make_documents(60, 300))
    documents.sort(key=lambda one: one.id)
    return sorted(documents, key=lambda one: one.date, reverse=True)


@pytest.fixture(scope="module")
def tab(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, documents: list[Document]
) -> Iterator[Page]:
    """A tab on the page that searches the small library."""
    root = tmp_path_factory.mktemp("site")
    write_site(root, build_index(documents, FACETS))
    with Served(root) as url:
        page = browser.new_page()
        page.goto(f"{url}cases/index.html")
        yield page
        page.close()


def count(tab: Page, request: dict[str, Any]) -> dict[str, dict[str, int]]:
    """Give the counts of an answer whose pages have all been read."""
    counts: dict[str, dict[str, int]] = tab.evaluate(
        """async (request) => {
          const found = await anlikuSearch.open("../search/").search(request);
          for (let page = 1; found.hasPage(page); page += 1) await found.page(page);
          const counts = Object.entries(await found.counts());
          return Object.fromEntries(counts.map(([name, map]) => [name, Object.fromEntries(map)]));
        }""",
        request,
    )
    return counts


REQUESTS: list[tuple[str, dict[str, list[str]]]] = [
    ("", {"tag": ["tag-1"]}),
    ("", {"tag": ["tag-1", "tag-4"], "region": ["370000"]}),
    ("党建", {"region": ["320000", "undisclosed"]}),
    ("货车", {"tag": ["tag-0", "tag-5"], "year": ["2019", "2020", "2021", "2022"]}),
    ("党建 服务", {"region": ["370600"]}),
    ("安", {"tag": ["tag-2"], "region": ["370600"], "year": ["2020"]}),
]


@pytest.mark.parametrize(("query", "choices"), REQUESTS)
def test_choices(
    tab: Page, documents: list[Document], query: str, choices: dict[str, list[str]]
) -> None:
    """What is found meets the query and one of the choices of every facet; all of it is found."""
    answer = ask(tab, {"query": query, "choices": choices}, pages=9)

    assert Oracle(documents).find(query, choices) == set(ids(answer))
    assert (len(ids(answer)), []) == (answer["total"], answer["unknown"])


@pytest.mark.parametrize(("query", "choices"), [("", {}), ("党建", {}), ("龘", {}), *REQUESTS])
def test_counts(
    tab: Page, documents: list[Document], query: str, choices: dict[str, list[str]]
) -> None:
    """A choice's number is what would be found with it in place of its own facet's choices."""
    oracle = Oracle(documents)

    assert {facet.parameter: oracle.count(query, choices, facet) for facet in FACETS} == count(
        tab, {"query": query, "choices": choices}
    )


def test_numbers_of_choices_are_results(tab: Page) -> None:
    """A choice that shows a number finds as many when it is chosen."""
    request = {"query": "党建", "choices": {"tag": ["tag-1"]}}
    counts = count(tab, request)

    for place, number in counts["region"].items():
        choices = {**request["choices"], "region": [place]}  # type: ignore[dict-item]
        assert number == len(ids(ask(tab, {**request, "choices": choices}, pages=9)))


@pytest.mark.parametrize("query", ["", "党建"])
def test_sorts(tab: Page, documents: list[Document], query: str) -> None:
    """Results stand newest first, by place or by the reading of their titles, as asked."""
    right = [one for one in documents if one.id in Oracle(documents).find(query)]
    orders = {
        "newest": [one.id for one in right],
        "place": [one.id for one in sorted(right, key=lambda one: one.orders["place"])],
        "title": [one.id for one in sorted(right, key=lambda one: pinyin.order(one.title))],
    }

    assert orders == {
        sort: ids(ask(tab, {"query": query, "sort": sort}, pages=9)) for sort in orders
    }


def test_browsing(tab: Page, documents: list[Document]) -> None:
    """Without a query all cases are there, newest first, each with the start of its summary."""
    answer = ask(tab, {"query": ""}, pages=9)

    assert [one.id for one in documents] == ids(answer)
    assert ("empty", 60, True) == (answer["state"], answer["total"], answer["exact"])
    assert "ok" == ask(tab, {"sort": "newest"})["state"]
    for document, result in zip(documents, answer["results"], strict=True):
        start = "".join(text for text, _ in result["excerpt"]).removesuffix("…")
        assert document.fields[1].startswith(start)


def test_first_results(tab: Page) -> None:
    """The first results are the beginning of the first page, and come with few texts read."""
    for request in [{"query": "党建"}, {"choices": {"tag": ["tag-1"]}}, {"query": "服务 安全"}]:
        answer = ask(tab, request)
        number = len(answer["first"])
        assert 0 < number
        assert answer["results"][:number] == answer["first"]


def test_unknown_choices(tab: Page) -> None:
    """What the library does not have is named and changes nothing."""
    choices = {"tag": ["tag-1", "<script>", "\ud800"], "colour": ["red"], "region": ["999999"]}
    answer = ask(tab, {"choices": choices}, pages=9)

    assert ids(ask(tab, {"choices": {"tag": ["tag-1"]}}, pages=9)) == ids(answer)
    assert [
        {"parameter": "tag", "id": "<script>"},
        {"parameter": "colour", "id": "red"},
        {"parameter": "region", "id": "999999"},
    ] == [one for one in answer["unknown"] if one["id"].isprintable() and one["id"] != "\ufffd"]


def test_nothing_bears_all(tab: Page) -> None:
    """Choices that no case meets together find nothing, and say so."""
    answer = ask(tab, {"choices": {"region": ["320000"], "year": ["2015"]}, "query": "龘"})

    assert ("none", 0, []) == (answer["state"], answer["total"], answer["first"])


def test_facets(tab: Page) -> None:
    """The facets come in their order, with what can be chosen and what lies above it."""
    facets = tab.evaluate("() => anlikuSearch.open('../search/').facets()")

    assert [
        {
            "parameter": facet.parameter,
            "title": facet.title,
            "choices": [
                {"id": one.id, "name": one.name, "parent": one.above} for one in facet.choices
            ],
        }
        for facet in FACETS
    ] == facets


@pytest.mark.parametrize(
    "query",
    ["党" * 10_000, "党建 " * 3_000, "<script>alert(1)</script>", "\ud800党\udfff", "0" * 9],
)
def test_odd_queries(tab: Page, query: str) -> None:
    """Whatever is typed gets an answer."""
    assert ask(tab, {"query": query})["state"] in {"ok", "none"}


@pytest.mark.parametrize(
    ("query", "nearest"),
    [
        ("烟台", "烟台市"),
        ("煙臺", "烟台市"),
        ("烟抬市", "烟台市"),
        ("山东 龘", "山东省"),
        ("标签5号", "标签5"),
        ("tag7", "标签7"),
    ],
)
def test_suggestions(tab: Page, query: str, nearest: str) -> None:
    """For a query that finds nothing, the tag or place that is most like it is offered first."""
    offered = tab.evaluate("(query) => anlikuSearch.open('../search/').suggest(query)", query)

    assert nearest == offered[0]["name"]
    assert len(offered) <= 8
    assert all(set(one) == {"parameter", "id", "name"} for one in offered)


@pytest.mark.parametrize(
    "query", ["", "，。", "龘", "<script>", "\ud800", "党" * 10_000, "龘 " * 5_000]
)
def test_nothing_is_near(tab: Page, query: str) -> None:
    """Where nothing is like the query, nothing is offered."""
    assert [] == tab.evaluate("(query) => anlikuSearch.open('../search/').suggest(query)", query)
