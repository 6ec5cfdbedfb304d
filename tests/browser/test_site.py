"""The real library in a real browser, served below /a/b/, as a reader meets it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from generator import documents, pipeline, workspace
from generator.search.normalize import normalize
from tests.browser.conftest import ROOT

CASES = tuple(sorted(path.stem for path in (ROOT / "cases").glob("2*/*.yml")))
ANSWERED = "/找到/.test(document.querySelector('#search-status').textContent)"
WIDTHS = (320, 375, 768, 1280, 1440)
TYPES = (
    "",
    "cases/",
    "cases/zhaoyuan-chelun-dangjian/",
    "cases/weihua-yunshu-dangjian-ronghe/",
    "cases/ningbo-yunguan-dangjian-jia/",
    "tags/",
    "tags/huoche-siji/",
    "regions/",
    "regions/370000/",
    "regions/330482/",
    "regions/undisclosed/",
    "domains/",
    "years/unknown/",
    "organizations/",
    "brands/",
    "honors/",
    "metrics/",
    "metrics/?sort=-value",
    "platforms/",
    "timeline/",
    "compare/",
    "data/",
    "submit/",
    "about/",
)


@pytest.fixture(scope="module")
def texts() -> dict[str, list[str]]:
    """The searchable text of each case, normalized, field by field."""
    inputs = workspace.read_inputs(ROOT / "cases")
    library = pipeline.read(inputs, "2026-11-22").library
    return {
        document.id: [normalize(field) for field in document.fields]
        for document in documents.documents(library)
    }


def article_lines(page: Page) -> Iterator[str]:
    """Give every line of a case that a reader sees, without what leads to it and through it.

    How it is cited says again what the page says; it differs with host, day and reader.
    """
    ways = ".al-trail, .al-basket-own, .al-toc, .al-tools, .al-walk, .al-related, .al-around"
    ways += ", #yinyong, .al-citing"
    page.evaluate(f"document.querySelectorAll('{ways}').forEach(one => one.remove())")
    # A tab parts the cells of a table.
    for line in re.split(r"[\n\t]", page.locator("article").inner_text()):
        if line.strip():
            yield line.strip()


@pytest.mark.parametrize("path", TYPES)
def test_no_page_asks_elsewhere_fails_or_scrolls_sideways(page: Page, site: str, path: str) -> None:
    """No page asks other hosts or fails, nor is it wider than a screen of 320 pixels or more."""
    noted: list[str] = []
    page.on("request", lambda one: None if one.url.startswith(site) else noted.append(one.url))
    page.on("pageerror", lambda error: noted.append(str(error)))
    page.on("requestfailed", lambda one: noted.append(f"failed {one.url}"))
    page.on("response", lambda one: one.status < 400 or noted.append(f"{one.status} {one.url}"))
    page.on("console", lambda one: noted.append(one.text) if one.type == "error" else None)
    page.goto(site + path, wait_until="networkidle")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        shown = page.evaluate("document.documentElement.scrollWidth")
        if shown > width:
            noted.append(f"{shown} pixels on a screen of {width}")

    assert [] == noted


@pytest.mark.parametrize("case", CASES)
def test_all_that_stands_on_a_case_page_is_in_its_searched_text(
    page: Page, site: str, texts: dict[str, list[str]], case: str
) -> None:
    """Any two neighbouring characters of any line of a case's page stand in what is searched."""
    page.goto(f"{site}cases/{case}/")
    missing = []
    for line in article_lines(page):
        shown = normalize(line)
        pairs = {shown[at : at + 2] for at in range(len(shown) - 1)}
        # A pair with a blank is two words; each is looked for on its own.
        missing += [
            (line, pair)
            for pair in pairs
            if " " not in pair and not any(pair in text for text in texts[case])
        ]

    assert [] == missing


def test_the_header_box_leads_to_results(page: Page, site: str) -> None:
    """Typing into the header's box on any page leads to the results, each a link to its case."""
    page.goto(site + "tags/")
    page.fill("#header-q", "危运通行码")
    page.press("#header-q", "Enter")
    page.locator("#results > li a").first.wait_for()

    assert page.url == site + "cases/?q=%E5%8D%B1%E8%BF%90%E9%80%9A%E8%A1%8C%E7%A0%81"
    assert page.locator("#search-status").inner_text() == "找到 1 个案例"
    first = page.locator("#results > li").first
    assert "某市危险化学品道路运输行业党建与业务融合" in first.inner_text()
    assert "危运通行码" in first.locator("mark").all_inner_texts()
    page.click("#results > li a")
    assert page.url == site + "cases/weihua-yunshu-dangjian-ronghe/"


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("47.54", {"pinghu-jinpinghu-wo-xianxing"}),
        ("卡友E家", {"huoche-siji-dangjian-shidian"}),
        ("卡友 E家", {"huoche-siji-dangjian-shidian"}),
        ("1+3+N", {"pinghu-jinpinghu-wo-xianxing"}),
        ("运通行", {"weihua-yunshu-dangjian-ronghe"}),
        ("集装箱车辆停驶率", {"ningbo-yunguan-dangjian-jia"}),
        ('"党建结对，畅行交通"', {"zhaoyuan-chelun-dangjian"}),
        ('"货车司机 服务区"', set()),
        ("暖心之家 服务区", {"huoche-siji-dangjian-shidian"}),
        ("砂", set()),
        ("砼", set()),
        ("栖", {"zhaoyuan-chelun-dangjian"}),
        ("没有哪个案例写过的话", set()),
    ],
)
def test_queries_find_what_they_should(page: Page, site: str, query: str, found: set[str]) -> None:
    """Numbers, mixed script, pieces of words and several words find exactly the right cases."""
    page.goto(f"{site}cases/?q={query.replace('+', '%2B')}")
    page.wait_for_function(ANSWERED)
    links = page.locator("#results > li a").evaluate_all("all => all.map(a => a.pathname)")

    assert found == {re.sub(r".*/cases/(.*)/", r"\1", link) for link in links}


def test_an_excerpt_shows_every_term(page: Page, site: str) -> None:
    """Two words that stand far apart in a case are both marked in its excerpt."""
    page.goto(site + "cases/?q=卡友E家 流出地")
    page.wait_for_function(ANSWERED)
    marked = page.locator("#results .search-excerpt mark").all_inner_texts()

    assert {"卡友E家", "流出地"} == set(marked)


@pytest.mark.parametrize(("query", "meant"), [("huoche", "货车"), ("HCSJ", "货车司机")])
def test_pinyin_marks_the_characters_that_were_meant(
    page: Page, site: str, query: str, meant: str
) -> None:
    """Who types pinyin sees the characters of the title marked, not the letters of an address."""
    page.goto(f"{site}cases/?q={query}")
    page.wait_for_function(ANSWERED)
    title = page.locator("#results .search-title", has_text="四省深化货车司机群体党建试点")

    assert [meant] == title.locator("mark").all_inner_texts()


def test_nothing_found_is_said_plainly(page: Page, site: str) -> None:
    """A word that stands nowhere gets a plain sentence and no results."""
    page.goto(site + "cases/?q=独角兽养殖")
    page.wait_for_function(ANSWERED)

    assert "没有找到" in page.locator("#search-status").inner_text()
    assert 0 == page.locator("#results > li").count()


def test_everything_can_be_read_without_scripts(browser: Browser, site: str) -> None:
    """With scripts off, the list of cases, the indexes and the search form are all there."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "cases/")
    listed = page.locator("#browse .al-card-title a").count()
    visible = page.locator("#browse").is_visible()
    page.goto(site)
    page.locator(".al-tile a").first.click()
    heading = page.locator("h1").inner_text()
    context.close()

    assert (5, True) == (listed, visible)
    assert heading.endswith("省")


def test_dark_mode_follows_the_system(browser: Browser, site: str) -> None:
    """A reader whose system is dark gets dark pages."""
    context = browser.new_context(color_scheme="dark")
    page = context.new_page()
    page.goto(site)
    background = page.evaluate("getComputedStyle(document.body).backgroundColor")
    context.close()

    assert background == "rgb(23, 23, 26)"


def test_parts_of_a_case_have_fixed_anchors(page: Page, site: str) -> None:
    """The four parts can be linked to by names that never change."""
    page.goto(site + "cases/zhaoyuan-chelun-dangjian/")
    headings = {
        anchor: page.locator(f"h2#{anchor}").inner_text()
        for anchor in ("beijing", "zuofa", "chengxiao", "qishi")
    }

    assert headings == {
        "beijing": "案例背景",
        "zuofa": "主要做法",
        "chengxiao": "主要成效",
        "qishi": "经验启示",
    }


def test_the_tile_grid_is_thirty_four_squares_and_says_it_is_no_map(page: Page, site: str) -> None:
    """The regions are shown as 34 equal squares, captioned as no map."""
    page.goto(site + "regions/")
    boxes = page.locator(".al-tile").evaluate_all(
        "all => all.map(one => [one.clientWidth, one.clientHeight].join('×'))"
    )

    assert 34 == len(boxes)
    assert 1 == len(set(boxes))
    assert page.locator(".al-tiles-figure figcaption").inner_text().startswith("示意图，非地图")


def test_the_pages_say_nothing_of_this_machine(site_dir: Path) -> None:
    """No page holds the path of the machine that built it."""
    named = [
        path.name
        for path in site_dir.rglob("*")
        if path.is_file() and str(ROOT).encode() in path.read_bytes()
    ]

    assert [] == named
