"""What a reader relies on in the page of a case: links to figures, charts, the list, paper."""

import datetime
import gzip
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT

CASES = tuple(sorted(path.stem for path in (ROOT / "cases").glob("2*/*.yml")))
ZHAOYUAN = "cases/zhaoyuan-chelun-dangjian/"
PINGHU = "cases/pinghu-jinpinghu-wo-xianxing/"
HUOCHE = "cases/huoche-siji-dangjian-shidian/"
NINGBO = "cases/ningbo-yunguan-dangjian-jia/"
PAGE_BYTES = 60_000
TRANSFER_BYTES = 120_000
WALK = ".al-walk >> nth=0"


@pytest.fixture
def still(browser: Browser) -> Iterator[Page]:
    """A tab without motion, so that what is scrolled to is there at once."""
    context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("case", CASES)
def test_every_large_figure_leads_to_its_place(still: Page, site: str, case: str) -> None:
    """A large figure leads to the same figure below, which is then in sight and has a link."""
    still.goto(f"{site}cases/{case}/")
    for link in still.locator(".al-highlights a").all():
        told = link.locator(".al-number").inner_text()
        link.click()
        place = still.locator(":target")

        expect(place).to_be_in_viewport()
        assert told == place.locator(".al-number").inner_text()
        assert urlsplit(still.url).fragment == place.get_attribute("id")


def test_a_figure_is_linked_to_and_leads_to_its_source(still: Page, site: str) -> None:
    """The link of a figure shows where the keyboard is, and leads to the figure itself."""
    still.goto(site + PINGHU)
    figure = still.locator(".al-figures > li", has_text="完成交通固定资产投资")
    anchor = figure.get_by_role("link", name="此数据的链接")

    expect(anchor).to_have_css("opacity", "0")
    anchor.focus()
    expect(anchor).to_have_css("opacity", "1")
    anchor.click()
    assert still.url == f"{site}{PINGHU}#{figure.get_attribute('id')}"
    figure.get_by_role("link", name="来源 1").click()
    expect(still.locator(":target")).to_contain_text("金平湖·我先行 以党建领方向增动力")
    expect(still.locator(":target")).to_be_in_viewport()


@pytest.mark.parametrize("case", CASES)
def test_no_chart_is_without_its_words(page: Page, site: str, case: str) -> None:
    """Every drawing is hidden from readers who hear the page, or named where no words say it."""
    page.goto(f"{site}cases/{case}/")
    wordless = page.locator("article svg").evaluate_all(
        """all => all.filter((one) => !one.closest("[aria-hidden=true]")
          && !one.closest("[role=img][aria-label]")).length"""
    )

    assert 0 == wordless


def test_charts_are_seen_in_light_and_dark_and_on_paper(browser: Browser, site: str) -> None:
    """The bars of a change have their lengths and stand out from the page, on paper as well."""
    for scheme, media in (("light", "screen"), ("dark", "screen"), ("dark", "print")):
        context = browser.new_context(color_scheme=scheme)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(site + PINGHU)
        page.emulate_media(media=media)  # type: ignore[arg-type]
        bars = page.locator(".al-moved rect").evaluate_all(
            """all => all.map((one) => {
              const { width, height } = one.getBoundingClientRect();
              return [width, height, getComputedStyle(one).fill];
            })"""
        )
        paper = page.evaluate("getComputedStyle(document.body).backgroundColor")
        context.close()

        (base, height, grey), (now, _, red) = bars
        assert 3.01 == pytest.approx(now / base, abs=0.02)
        assert 3 < height < 20
        assert 3 == len({grey, red, paper})


def walk(page: Page) -> list[str]:
    """Give what the way through the list offers, at the top and, the same, at the end."""
    top, end = page.locator(".al-walk").all()
    told = [one.locator("a, span").all_inner_texts() for one in (top, end)]
    assert told[0] == told[1]
    return told[0]


def test_the_way_through_a_list_of_a_tag(page: Page, site: str) -> None:
    """From a tag's page, a case leads on within that list, step by step, and back to it."""
    page.goto(site + "tags/hangye-dangwei/")
    page.locator(".al-card-title a").first.click()
    expect(page.locator(WALK)).to_contain_text("第 1 个，共 4 个")
    assert ["下一个", "回到“行业党委”的列表", "第 1 个，共 4 个"] == walk(page)
    page.locator(WALK).get_by_role("link", name="下一个").click()
    expect(page.locator(WALK)).to_contain_text("第 2 个，共 4 个")
    assert ["上一个", "下一个", "回到“行业党委”的列表", "第 2 个，共 4 个"] == walk(page)
    page.locator(WALK).get_by_role("link", name="上一个").click()
    expect(page.locator(WALK)).to_contain_text("第 1 个")
    page.locator(WALK).get_by_role("link", name="回到").click()
    expect(page).to_have_url(site + "tags/hangye-dangwei/")


def test_the_way_through_results_by_keyboard(page: Page, site: str) -> None:
    """Results opened with Enter are a list too, which the case names by the query."""
    page.goto(site + "cases/?q=司机之家")
    first = page.locator("#results a").first
    first.focus()
    number = page.locator("#results > li").count()
    page.keyboard.press("Enter")
    expect(page.locator(WALK)).to_contain_text(f"第 1 个，共 {number} 个")

    assert "回到“司机之家”的检索结果" in walk(page)
    page.locator(WALK).get_by_role("link", name="回到").click()
    expect(page.locator("#results > li")).to_have_count(number)


def test_a_case_outside_the_list_says_nothing_of_it(page: Page, site: str) -> None:
    """A case that the list does not hold shows no way through it."""
    page.goto(site + "tags/weixian-huowu/")
    page.locator(".al-card-title a").first.click()
    expect(page.locator(WALK)).to_contain_text("第 1 个，共 1 个")
    page.goto(site + ZHAOYUAN)

    expect(page.locator(".al-copy-address")).to_be_visible()
    expect(page.locator(".al-walk")).to_have_count(0)


def note(**changes: Any) -> str:
    """Give what a list would have noted, but for some changes."""
    case = {"id": "zhaoyuan-chelun-dangjian", "title": "甲"}
    sound = {"address": "{site}tags/", "name": "“甲”的列表", "cases": [case]}
    return json.dumps({**sound, **changes})


BAD_NOTES = (
    "",
    "null",
    "{",
    "[]",
    '"x"',
    note(cases=None),
    note(cases=[None]),
    note(cases=[{"id": "../../evil", "title": "甲"}]),
    note(cases=[{"id": "zhaoyuan-chelun-dangjian"}]),
    note(cases=[{"id": "zhaoyuan-chelun-dangjian", "title": "甲"}] * 1001),
    note(name=7),
    note(address="javascript:alert(1)"),
    note(address="https://evil.example/"),
    note(address=""),
    note(cases=[]),
)


@pytest.mark.parametrize("stored", BAD_NOTES)
def test_bad_notes_are_ignored(page: Page, site: str, stored: str) -> None:
    """Whatever stands where the list is noted, the page works and shows no way through it."""
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.goto(site + "about/")
    text = stored.replace("{site}", site)
    page.evaluate("text => sessionStorage.setItem('anliku-list', text)", text)
    page.goto(site + ZHAOYUAN)

    expect(page.locator(".al-copy-address")).to_be_visible()
    expect(page.locator(".al-walk")).to_have_count(0)
    assert [] == failures


def test_a_sound_note_is_taken(page: Page, site: str) -> None:
    """The note that the bad ones differ from is a good one, and its words are text."""
    page.goto(site + "about/")
    stored = note(name="<b>甲</b>").replace("{site}", site)
    page.evaluate("text => sessionStorage.setItem('anliku-list', text)", stored)
    page.goto(site + ZHAOYUAN)

    assert ["回到<b>甲</b>", "第 1 个，共 1 个"] == walk(page)


def test_reading_goes_on_where_nothing_can_be_stored(page: Page, site: str) -> None:
    """Where the browser refuses to store anything, lists and cases work as without scripts."""
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.add_init_script(
        """Object.defineProperty(window, "sessionStorage",
          { get() { throw new DOMException("no", "SecurityError"); } });"""
    )
    page.goto(site + "tags/hangye-dangwei/")
    page.locator(".al-card-title a").first.click()

    expect(page.locator(".al-copy-address")).to_be_visible()
    expect(page.locator(".al-around a").first).to_be_visible()
    expect(page.locator(".al-walk")).to_have_count(0)
    assert [] == failures


def test_without_scripts_there_are_neighbours_and_no_dead_buttons(
    browser: Browser, site: str
) -> None:
    """With scripts off the newer and the older case are linked, and nothing is there to press."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + ZHAOYUAN)
    words = page.locator(".al-around a .al-note").all_inner_texts()
    buttons = page.locator("article button:visible").count()
    context.close()

    assert (["较新的案例", "较旧的案例"], 0) == (words, buttons)


def test_the_address_is_copied(browser: Browser, site: str) -> None:
    """One press copies the address without its anchor, and says so."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + ZHAOYUAN + "#shuju")
    page.get_by_role("button", name="复制网址").click()
    expect(page.locator("#told")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    context.close()

    assert site + ZHAOYUAN == copied


def test_the_address_can_be_copied_by_hand(page: Page, site: str) -> None:
    """Where the clipboard is refused, the address stands selected in a field with a name."""
    page.add_init_script(
        "navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))"
    )
    page.goto(site + ZHAOYUAN)
    for _ in range(2):
        page.get_by_role("button", name="复制网址").click()
        field = page.get_by_role("textbox", name="本页网址")
        expect(field).to_be_focused()
        expect(page.locator("#told")).to_have_text("未能复制，请从框里复制")

    assert site + ZHAOYUAN == page.evaluate("getSelection().toString()")
    assert 1 == field.count()


def test_references_know_day_and_address(page: Page, site: str) -> None:
    """A reference to a page bears the reader's day and the address, and is copied as it stands."""
    page.clock.set_fixed_time(datetime.datetime(2027, 1, 5, 12, 0))
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(site + HUOCHE)
    page.get_by_role("button", name="复制：引用本页").click()
    expect(page.locator("#told")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")

    assert (
        "交通运输党建案例库. 四省深化货车司机群体党建试点[EB/OL].（2026-11-22）[2027-01-05]. "
        f"{site}{HUOCHE}."
    ) == copied
    assert [
        "交通运输部机关党委. 交通运输部机关党委：聚焦思想引领与凝聚服务 探索货车司机群体党建工作"
        "有效路径[EB/OL].（2023-03-03）. 乡村干部报网."
    ] == page.locator(".al-cite").all_inner_texts()[1:]


def test_references_without_scripts(browser: Browser, site: str) -> None:
    """Without scripts a reference leaves out what no file can know, and no button is shown."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + HUOCHE)
    shown = page.locator(".al-cite").first.inner_text()
    buttons = page.locator(".al-citing button").count()
    context.close()

    assert "交通运输党建案例库. 四省深化货车司机群体党建试点[EB/OL].（2026-11-22）." == shown
    assert 0 == buttons


def test_files_for_programs_are_handed_out(page: Page, site: str) -> None:
    """Each form of the references is one link, and comes under a name that tells the case."""
    page.goto(site + HUOCHE)
    names = []
    for name in ("BibTeX", "RIS", "CSL-JSON", "纯文本"):
        with page.expect_download() as download:
            page.locator(".al-take").get_by_role("link", name=name, exact=True).click()
        names.append(download.value.suggested_filename)

    assert [
        f"huoche-siji-dangjian-shidian.{form}" for form in ("bib", "ris", "json", "txt")
    ] == names


def test_paper_ends_with_a_citation(page: Page, site: str) -> None:
    """On paper stand the reference with day and address and the id, and no button or neighbour."""
    page.clock.set_fixed_time(datetime.datetime(2027, 1, 5, 12, 0))
    page.goto(site + NINGBO)
    page.emulate_media(media="print")
    [shown] = [one for one in page.locator(".al-cite").all() if one.is_visible()]

    assert (
        "交通运输党建案例库. 宁波运管用“党建+”推动道路运输管理转型[EB/OL].（2026-11-22）"
        f"[2027-01-05]. {site}{NINGBO}."
    ) == shown.inner_text()
    for name in (".al-copy-address", ".al-anchor", ".al-around", ".al-related", ".al-toc"):
        expect(page.locator(name).first).to_be_hidden()
    for name in (".al-cites .al-copy", ".al-take"):
        expect(page.locator(name).first).to_be_hidden()
    for name in (".al-bars", ".al-origin", ".al-sources", ".al-record code"):
        expect(page.locator(name).first).to_be_visible()


def test_a_source_is_printed_with_its_address(page: Page, site: str) -> None:
    """What a source's link leads to stands behind it on paper."""
    page.goto(site + NINGBO)
    page.emulate_media(media="print")
    page.evaluate(
        """() => { const title = document.querySelector(".al-source-title");
          title.innerHTML = "<a href='https://www.example.cn/a'>甲</a>"; }"""
    )
    shown = page.evaluate(
        "getComputedStyle(document.querySelector('.al-source-title a'), '::after').content"
    )

    assert '" https://www.example.cn/a"' == shown


@pytest.mark.parametrize("case", CASES)
def test_a_case_is_light(page: Page, site: str, site_dir: Path, case: str) -> None:
    """A case's page is at most 60 KB, and all that it asks for at most 120 KB when compressed."""
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site}cases/{case}/", wait_until="networkidle")
    files = [site_dir / urlsplit(url).path.removeprefix("/a/b/") for url in asked]
    contents = [(one / "index.html" if one.is_dir() else one).read_bytes() for one in files]

    assert len(contents[0]) <= PAGE_BYTES
    assert sum(len(gzip.compress(one)) for one in contents) <= TRANSFER_BYTES


@pytest.mark.parametrize("width", [375, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_bars_a_reader(browser: Browser, site: str, width: int, scheme: Any) -> None:
    """The checker of accessibility finds nothing on a case that was opened from a list."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(site + "tags/dangjian-yewu-ronghe/")
    page.locator(f".al-card-title a[href$='{PINGHU.removeprefix('cases/')}']").click()
    expect(page.locator(WALK)).to_be_visible()
    found = Axe().run(page, context="main")
    told = [
        (one["id"], [node["html"][:120] for node in one["nodes"][:2]])
        for one in found.response["violations"]
    ]
    context.close()

    assert [] == told
