"""A library in which every field is hostile, seen in a real browser."""

import shutil
from collections.abc import Iterator

import pytest
import yaml
from playwright.sync_api import Browser

from tests.browser.conftest import ROOT, Served, build_site

HOSTILE = (
    "</title><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)> "
    "[x](javascript:alert(3)) ![y](https://evil.example/y) {{ 7*7 }} {% raw %} {: onclick=alert(4)}"
    " *a* _b_ `c` |d| # e <!-- f --> &lt;g&gt; &#60;h&#62; \\ --- ${i} <https://evil.example/> 1. "
    "\"j\" 'k' ~~l~~ [[m]] +++ ^n^ =o= @p"
)


def hostile(name: str) -> str:
    """Give a hostile text that can be told from all others."""
    return f"{name} {HOSTILE}"


def short(name: str) -> str:
    """Give a hostile text for a field of 40 characters at most."""
    return f"{name} <b onclick=alert(5)>*z*"


def line(name: str) -> str:
    """Give a hostile text for a field of 120 characters at most."""
    return f"{name} </title><script>alert(6)</script><img src=//evil.example/z>[q](javascript:a)*r*"


RECORD = {
    "title": line("title"),
    "summary": hostile("summary")[:300],
    "organizations": [{"name": line("organization"), "role": "实施"}],
    "category": short("category"),
    "domain": short("domain"),
    "tags": ["hostile"],
    "regions": ["浙江省宁波市"],
    "period": {"from": "2022"},
    "brand": {
        "name": line("brand"),
        "slogan": line("slogan"),
        "parts": [{"name": line("part"), "about": hostile("about")}],
    },
    "background": hostile("background")
    + "\n\n# "
    + hostile("second")
    + "\n\n    "
    + hostile("third"),
    "practices": [{"title": line("practice"), "body": "- " + hostile("body")}],
    "outcomes": "> " + hostile("outcomes"),
    "lessons": "```\n" + hostile("lessons"),
    "metrics": [
        {
            "label": line("label"),
            "value": "47.54",
            "unit": short("unit"),
            "note": hostile("metric-note"),
            "change": {"value": "12", "unit": short("change-unit")},
        },
        {"label": line("hole"), "missing": hostile("missing")},
        {"label": line("share"), "value": "94", "unit": "%"},
        {
            "label": line("moved"),
            "change": {"value": "12", "unit": "%", "qualifier": "超"},
            "note": hostile("moved-note"),
        },
    ],
    "tables": [
        {
            "title": line("table"),
            "columns": [line("column"), "b"],
            "rows": [[hostile("cell")[:300], ""]],
            "note": hostile("table-note"),
        },
        {
            "title": line("series"),
            "columns": [line("what"), f"2022年{short('first')}", f"2023年{short('first')}"],
            "rows": [[hostile("row")[:300], "1", "2"]],
        },
    ],
    "platforms": [
        {
            "name": line("platform"),
            "kind": short("kind"),
            "purpose": hostile("purpose"),
            "operator": line("operator"),
        }
    ],
    "honors": [
        {
            "name": line("honor"),
            "recipient": line("recipient"),
            "by": line("by"),
            "level": short("level"),
        }
    ],
    "sources": [
        {
            "title": line("source"),
            "publisher": line("publisher"),
            "authors": [{"name": line("author"), "role": short("author-role")}],
            "published": "2023",
            "url": "https://example.cn/a?b=c&d=(e)*f*",
            "kind": "报纸",
            "note": hostile("source-note"),
        }
    ],
    "selection": {"collection": line("collection"), "issue": line("issue")},
    "curation": {
        "status": "published",
        "added": "2026-01-01",
        "revised": [{"date": "2026-01-02", "note": hostile("revision")}],
        "notes": [hostile("note")],
    },
}
TERMS = {
    "tags": [{"id": "hostile", "name": short("tag"), "description": hostile("description")}],
    "domains": [{"id": "hostile", "name": short("domain"), "description": hostile("d")}],
    "categories": [{"id": "hostile", "name": short("category"), "description": hostile("c")}],
    "platform-kinds": [{"id": "hostile", "name": short("kind"), "description": hostile("k")}],
    "honor-levels": [{"id": "hostile", "name": short("level"), "description": hostile("l")}],
}
PAGES = ("", "cases/", "cases/hostile/", "tags/", "tags/hostile/", "regions/330200/", "data/")
CASE = "cases/hostile/"


def texts(part: object) -> Iterator[str]:
    """Give every hostile text of a record, each paragraph on its own, as a reader sees it."""
    if isinstance(part, dict):
        for value in part.values():
            yield from texts(value)
    elif isinstance(part, list):
        for value in part:
            yield from texts(value)
    elif isinstance(part, str) and ("<" in part or ">" in part):
        for paragraph in part.split("\n\n"):
            yield " ".join(paragraph.split())


@pytest.fixture(scope="module")
def hostile_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site with one record, all of whose texts are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    cases = folder / "cases"
    (cases / "_vocab").mkdir(parents=True)
    (cases / "2023").mkdir()
    for name, terms in TERMS.items():
        text = yaml.safe_dump(terms, allow_unicode=True)
        (cases / "_vocab" / f"{name}.yml").write_text(text, encoding="utf-8")
    text = yaml.safe_dump(RECORD, allow_unicode=True, sort_keys=False, width=10_000)
    (cases / "2023" / "hostile.yml").write_text(text, encoding="utf-8")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("交通运输党建案例库", "'库</title><script>alert(7)</script>*'")
    config = config.replace('publisher: ""', "publisher: '<script>alert(8)</script>主办'")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    site = build_site(folder / "site", "--config", str(folder / "mkdocs.yml"))
    with Served(site) as url:
        yield url


@pytest.fixture
def watched(browser: Browser, hostile_site: str) -> Iterator[tuple]:
    """Open pages while dialogs, requests to other hosts and failures are noted."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    noted: list[str] = []
    page.on("dialog", lambda dialog: (noted.append(f"dialog {dialog.message}"), dialog.dismiss()))
    page.on(
        "request",
        lambda request: (
            None if request.url.startswith((hostile_site, "data:")) else noted.append(request.url)
        ),
    )
    page.on("pageerror", lambda error: noted.append(str(error)))
    yield page, noted
    context.close()


def test_hostile_text_runs_nothing_and_asks_no_other_host(watched, hostile_site: str) -> None:
    """Whatever a record says, no page shows a dialog, calls another host or fails."""
    page, noted = watched
    for path in PAGES:
        page.goto(hostile_site + path, wait_until="networkidle")
        for element in page.query_selector_all("[onclick], [onerror]"):
            noted.append(f"{path} has {element.evaluate('e => e.outerHTML')[:80]}")

    assert [] == noted


def test_hostile_text_is_shown_as_written(watched, hostile_site: str) -> None:
    """Every text of a record stands on its page exactly as its editor wrote it."""
    page, _ = watched
    page.goto(hostile_site + CASE)
    shown = " ".join(page.locator("article").inner_text().split())

    assert [] == [text for text in texts(RECORD) if text not in shown]


def test_hostile_titles_stay_text_in_the_head(watched, hostile_site: str) -> None:
    """The title and the description of a page carry the record's own words, unchanged."""
    page, _ = watched
    page.goto(hostile_site + CASE)

    assert RECORD["title"] in page.title()
    description = page.locator("meta[name=description i]").get_attribute("content")
    assert " ".join(RECORD["summary"].split()) == description


def test_hostile_text_stays_text_in_search_results(watched, hostile_site: str) -> None:
    """A result of the search shows hostile text as text."""
    page, noted = watched
    page.goto(hostile_site + "cases/?q=alert")
    page.locator("#results > li").first.wait_for()

    assert RECORD["title"] in page.locator("#results > li").first.inner_text()
    assert [] == noted


def test_only_checked_links_lead_elsewhere(watched, hostile_site: str) -> None:
    """The only link to another host is the source's own address."""
    page, _ = watched
    page.goto(hostile_site + CASE)
    links = page.locator("a[href]").evaluate_all("all => all.map(a => a.href)")
    foreign = [link for link in links if not link.startswith(hostile_site)]

    assert ["https://example.cn/a?b=c&d=(e)*f*"] == foreign
