"""A library in which every field is hostile, seen in a real browser."""

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import bibtexparser
import docx
import feedparser
import html5lib
import pandas
import pytest
import rispy
import yaml
from bibtexparser.middlewares import LatexDecodingMiddleware
from docx.table import Table
from docx.text.paragraph import Paragraph
from lxml import etree
from markdown_it import MarkdownIt
from PIL import Image
from playwright.sync_api import Browser

from generator.exports.citation_files import FORMS
from generator.exports.resolved import from_resolved
from generator.model import Case
from generator.parse import Source, parse
from tests.browser.conftest import ROOT, Served, build_site

HOSTILE = (
    "</title><script>alert(1)</script><img src=https://evil.example/x onerror=alert(2)> "
    "[x](javascript:alert(3)) ![y](https://evil.example/y) {{ 7*7 }} {% raw %} {: onclick=alert(4)}"
    " *a* _b_ `c` |d| # e <!-- f --> &lt;g&gt; &#60;h&#62; \\ --- ${i} <https://evil.example/> 1. "
    "\"j\" 'k' ~~l~~ [[m]] +++ ^n^ =o= @p"
)
ADDRESS = "https://a.example.cn/b/"
SOURCE = "https://example.cn/a?b=c&d=(e)*f*"
# What ends a cell, an entry or a section in the files beside the pages, and marks that fonts lack.
BREAKS = '=HYPERLINK("//evil.example") ]]> &amp; {\\x}%$#_~^ 𠮷〓 مرحبا 🚚 TY  - A, and; b|'


def hostile(name: str) -> str:
    """Give a hostile text that can be told from all others."""
    return f"{name} {HOSTILE}"


def short(name: str) -> str:
    """Give a hostile text for a field of 40 characters at most."""
    return f"{name} <b onclick=alert(5)>*z*"


def line(name: str) -> str:
    """Give a hostile text for a field of 120 characters at most."""
    return f"{name} </title><script>alert(6)</script><img src=//evil.example/z>[q](javascript:a)*r*"


def breaking(name: str) -> str:
    """Give a text that would break out of a file, line by line."""
    return f"{BREAKS} {name}\nTY  - JOUR\nER  - \n\n=1+1 @book{{{name},"


def short_breaking(name: str) -> str:
    """Give the like for a field of 40 characters at most."""
    return f"=1;{{\\%]]>&amp;𠮷 TY  - {name}"


def line_breaking(name: str) -> str:
    """Give the like for a field of 120 characters at most."""
    return f"{BREAKS} {name}"


Text = Callable[[str], str]


def record(line: Text, short: Text, hostile: Text, **changes: Any) -> dict[str, Any]:
    """Give a record with every part, its texts made from their fields' names."""
    return {
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
                "rows": [[" ".join(hostile("cell").split())[:300], ""]],
                "note": hostile("table-note"),
            },
            {
                "title": line("series"),
                "columns": [line("what"), f"2022年{short('first')}", f"2023年{short('first')}"],
                "rows": [[" ".join(hostile("row").split())[:300], "1", "2"]],
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
                "url": SOURCE,
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
        **changes,
    }


WITHDRAWN = {
    "status": "withdrawn",
    "added": "2026-01-01",
    "replaced_by": "hostile",
    "revised": [{"date": "2026-01-03", "note": breaking("reason")}],
}
RECORDS = {
    "hostile": record(line, short, hostile, aliases=["hostile-old"]),
    "breaks": record(line_breaking, short_breaking, breaking, tags=["breaks"]),
    "gone": record(line_breaking, short_breaking, breaking, curation=WITHDRAWN),
}
RECORD = RECORDS["hostile"]


def terms(name: str) -> list[dict[str, Any]]:
    """Give the entries of a vocabulary, one for each kind of hostile text."""
    made = {"hostile": (short, hostile), "breaks": (short_breaking, breaking)}
    return [
        {
            "id": id_,
            "name": one(name),
            "description": other("description"),
            "aliases": [f"{id_}-old"],
        }
        for id_, (one, other) in made.items()
    ]


TERMS = {
    "tags": terms("tag"),
    "domains": terms("domain"),
    "categories": terms("category"),
    "platform-kinds": terms("kind"),
    "honor-levels": terms("level"),
}
PAGES = (
    *("", "cases/", "cases/hostile/", "cases/breaks/", "cases/gone/", "cases/hostile-old/"),
    *("tags/", "tags/hostile/", "tags/breaks/", "regions/330200/", "metrics/", "changes/", "data/"),
)
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
def hostile_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a site with records all of whose texts are hostile."""
    folder = tmp_path_factory.mktemp("hostile")
    cases = folder / "cases"
    (cases / "_vocab").mkdir(parents=True)
    (cases / "2023").mkdir()
    for name, terms in TERMS.items():
        text = yaml.safe_dump(terms, allow_unicode=True)
        (cases / "_vocab" / f"{name}.yml").write_text(text, encoding="utf-8")
    for name, data in RECORDS.items():
        text = yaml.safe_dump(data, allow_unicode=True, sort_keys=False, width=10_000)
        (cases / "2023" / f"{name}.yml").write_text(text, encoding="utf-8")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    config = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    config = config.replace("交通运输党建案例库", "'库</title><script>alert(7)</script>*'")
    config = config.replace('publisher: ""', "publisher: '<script>alert(8)</script>主办'")
    config = config.replace("# site_url:", f"site_url: {ADDRESS}")
    (folder / "mkdocs.yml").write_text(config, encoding="utf-8")
    return build_site(folder / "site", "--config", str(folder / "mkdocs.yml"))


@pytest.fixture(scope="module")
def hostile_site(hostile_dir: Path) -> Iterator[str]:
    """The address of that site."""
    with Served(hostile_dir) as url:
        yield url


@pytest.fixture
def watched(browser: Browser, hostile_site: str) -> Iterator[tuple]:
    """Open pages while dialogs, requests to other hosts and failures are noted."""
    context = browser.new_context(locale="zh-CN")
    noted: list[str] = []
    context.on(
        "dialog", lambda dialog: (noted.append(f"dialog {dialog.message}"), dialog.dismiss())
    )
    context.on(
        "request",
        lambda request: (
            None if request.url.startswith((hostile_site, "data:")) else noted.append(request.url)
        ),
    )
    context.on("weberror", lambda failure: noted.append(str(failure.error)))
    page = context.new_page()
    yield page, noted
    context.close()


def test_hostile_text_runs_nothing_and_asks_no_other_host(watched, hostile_site: str) -> None:
    """Whatever a record says, no page shows a dialog, calls another host or fails."""
    page, noted = watched
    tabs = {path: page.context.new_page() for path in PAGES}
    for path, tab in tabs.items():
        tab.goto(hostile_site + path)
    for path, tab in tabs.items():
        tab.wait_for_load_state("networkidle")
        for element in tab.query_selector_all("[onclick], [onerror]"):
            noted.append(f"{path} has {element.evaluate('e => e.outerHTML')[:80]}")

    assert [] == noted


@pytest.mark.parametrize("name", ["breaks", "hostile"])
def test_hostile_text_is_shown_as_written(watched, hostile_site: str, name: str) -> None:
    """Every text of a record stands on its page exactly as its editor wrote it."""
    page, _ = watched
    page.goto(f"{hostile_site}cases/{name}/")
    shown = " ".join(page.locator("article").inner_text().split())

    assert [] == [text for text in texts(RECORDS[name]) if text not in shown]


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

    assert [SOURCE] == foreign


# ---------------------------------------------------------------- the files beside the pages


def cases_of(folder: Path) -> dict[str, Case]:
    """Give the cases that can be read, as their records say them."""
    found = {}
    for name in ("breaks", "hostile"):
        source = Source(
            f"cases/2023/{name}.yml", (folder / f"cases/{name}/record.yml").read_bytes()
        )
        read = parse(source).record
        assert read
        found[name] = read.case
    return found


def one_line(text: str) -> str:
    """Give a text as formats have it whose values are lines."""
    return " ".join(text.split())


def test_data_comes_back_from_hostile_text(hostile_dir: Path) -> None:
    """Each file of data gives every record back, equal to the last character."""
    cases = cases_of(hostile_dir)
    lines = (hostile_dir / "data/cases.ndjson").read_bytes().splitlines()
    whole = json.loads((hostile_dir / "data/cases.json").read_bytes())
    single = [
        json.loads((hostile_dir / f"cases/{name}/record.json").read_bytes()) for name in cases
    ]

    for told in ([json.loads(line) for line in lines], whole["cases"], single):
        assert cases == {one["id"]: from_resolved(one) for one in told}
    assert [RECORDS["gone"]["title"]] == [one["title"] for one in whole["withdrawn"]]


def test_tables_hold_hostile_text_and_no_formula(hostile_dir: Path) -> None:
    """A cell that would be a formula begins with a quote; all else is what the record says."""
    told = {}
    for name in ("cases", "metrics", "platforms"):
        table = pandas.read_csv(hostile_dir / f"data/{name}.csv", dtype=str, keep_default_na=False)
        told[name] = table
        for cell in table.to_numpy().ravel():
            assert cell[:1] not in tuple("=+-@\t\r\n")
    cases = told["cases"].set_index("id")
    for name, case in cases_of(hostile_dir).items():
        mark = "'" if name == "breaks" else ""
        assert mark + case.title == cases.at[name, "title"]
        assert mark + case.summary == cases.at[name, "summary"]
        figures = told["metrics"][told["metrics"]["case"] == name]
        assert [mark + one.label for one in case.metrics] == list(figures["label"])
        assert [mark + (one.note or "") for one in case.metrics if one.note] == [
            note for note in figures["note"] if note
        ]
        platforms = told["platforms"][told["platforms"]["case"] == name]
        assert [mark + one.purpose for one in case.platforms] == list(platforms["purpose"])


def test_references_hold_hostile_text(hostile_dir: Path) -> None:
    """Each form of reference has two entries, the page and its source, with their whole titles."""
    for name, case in cases_of(hostile_dir).items():
        titles = [one_line(case.title), one_line(case.sources[0].title)]
        text = {
            form: (hostile_dir / f"cases/{name}/cite.{form}").read_text("utf-8")
            for _, form in FORMS
        }
        ris = rispy.loads(text["ris"])
        bib = bibtexparser.parse_string(text["bib"], append_middleware=[LatexDecodingMiddleware()])

        assert titles == [one["title"] for one in ris]
        assert [[one_line(case.summary)], []] == [
            [one["abstract"]] if "abstract" in one else [] for one in ris
        ]
        assert titles == [one["title"] for one in json.loads(text["json"])]
        assert [] == bib.failed_blocks
        assert [name, f"{name}-laiyuan-1"] == [one.key for one in bib.entries]
        assert 2 == len(text["txt"].splitlines())
        for title, line in zip(titles, text["txt"].splitlines(), strict=True):
            assert f". {title}[" in line


def test_feeds_hold_hostile_text(hostile_dir: Path) -> None:
    """In every feed a title is the record's, and what is shown of a case is text in paragraphs."""
    for uri in ("", "tags/hostile/", "tags/breaks/", "tags/hostile-old/", "regions/330200/"):
        read = feedparser.parse((hostile_dir / f"{uri}feed.xml").read_bytes())
        data = json.loads((hostile_dir / f"{uri}feed.json").read_bytes())

        assert not read.bozo
        assert [one_line(one.title) for one in read.entries] == [
            one_line(one["title"]) for one in data["items"]
        ]
        for one in data["items"]:
            assert any(
                one_line(one["title"]).endswith(one_line(r["title"])) for r in RECORDS.values()
            )
            shown = html5lib.parseFragment(one["content_html"], namespaceHTMLElements=False)
            assert {"DOCUMENT_FRAGMENT", "h2", "h3", "p"} >= {part.tag for part in shown.iter()}
            assert [] == [part.attrib for part in shown.iter() if part.attrib]


@pytest.mark.parametrize(
    "uri", ["llms.txt", *(f"cases/{name}/record.md" for name in ("breaks", "gone", "hostile"))]
)
def test_texts_hold_hostile_text(hostile_dir: Path, uri: str) -> None:
    """A Markdown file has no link but to the site, the licence and the source, and no element."""
    html = MarkdownIt("commonmark").enable("table").render((hostile_dir / uri).read_text("utf-8"))
    parts = list(html5lib.parse(html, namespaceHTMLElements=False).iter())
    foreign = {
        part.attrib.get("href", part.tag)
        for part in parts
        if part.tag in {"a", "img", "script", "code", "em"}
    }

    assert {"https://creativecommons.org/licenses/by/4.0/deed.zh-hans", SOURCE} >= {
        one for one in foreign if not one.startswith(ADDRESS)
    }
    assert {"href"} >= {key for part in parts for key in part.attrib}


@pytest.mark.parametrize("name", ["breaks", "hostile"])
def test_a_head_holds_hostile_text(hostile_dir: Path, name: str) -> None:
    """What a page says of itself to machines is the record's own text, and ends nowhere early."""
    case = cases_of(hostile_dir)[name]
    page = html5lib.parse(
        (hostile_dir / f"cases/{name}/index.html").read_bytes(), namespaceHTMLElements=False
    )
    head = page.find("head")
    said = {one.get("name") or one.get("property"): one.get("content") for one in head.iter("meta")}
    [data] = [one.text for one in head.iter("script") if one.get("type") == "application/ld+json"]
    article = json.loads(data)["@graph"][0]

    assert {"meta", "link", "title", "script", "head"} == {one.tag for one in head.iter()}
    for key in ("ArticleTitle", "og:title", "og:image:alt", "citation_title", "DC.title"):
        assert one_line(case.title) == one_line(said[key])
    assert (case.title, case.summary) == (article["headline"], article["abstract"])
    assert case.sources[0].title == article["isBasedOn"][0]["name"]


def test_maps_hold_nothing_hostile(hostile_dir: Path) -> None:
    """Rules for web servers and the map of the site have addresses of the site and nothing else."""
    way = "/b/[a-z]+/[a-z-]+/"
    for line in (hostile_dir / "_redirects").read_text("utf-8").splitlines():
        assert re.fullmatch(rf"{way}\*? {way}(:splat)? 301", line)
    for line in (hostile_dir / "nginx-redirects.map").read_text("utf-8").splitlines():
        assert re.fullmatch(
            r'"~\^/b/[a-z]+/[a-z\\-]+\(\?:/\(\?<rest>\[!-~\]\*\)\)\?\$" "/b/.*/\$rest";', line
        )
    places = etree.parse(hostile_dir / "sitemap.xml").findall(".//{*}loc")
    assert all(re.fullmatch(rf"{ADDRESS}[A-Za-z0-9/-]*", one.text or "") for one in places)


def test_share_pictures_are_drawn_of_any_title(hostile_dir: Path) -> None:
    """Whatever a title holds, its picture is as large as others, in pixels and in bytes."""
    for name in ("breaks", "hostile"):
        path = hostile_dir / f"cases/{name}/share.png"
        with Image.open(path) as picture:
            assert (1200, 630) == picture.size
        assert path.stat().st_size < 100_000


@pytest.mark.parametrize("name", ["breaks", "hostile"])
def test_word_holds_hostile_text(watched, hostile_site: str, name: str) -> None:
    """A document made of a hostile record has every text of it as it was written."""
    page, noted = watched
    page.goto(f"{hostile_site}cases/{name}/")
    with page.expect_download() as waited:
        page.get_by_role("button", name="下载 Word 文件").click()
    blocks = docx.Document(str(waited.value.path())).iter_inner_content()
    told = " ".join(
        one_line(part)
        for block in blocks
        for part in ([block.text] if isinstance(block, Paragraph) else cells(block))
    )

    assert [] == [text for text in texts(RECORDS[name]) if text not in told]
    assert [] == noted


def cells(table: Table) -> Iterator[str]:
    """Give the texts of a table's cells."""
    return (cell.text for row in table.rows for cell in row.cells)
