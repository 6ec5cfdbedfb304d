"""Choosing cases and laying them side by side, as readers do it."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Request, expect

from tests.browser.conftest import ROOT, Served, build_site
from tests.factories import VOCABULARIES, as_yaml, record_text, terms

PINGHU = "pinghu-jinpinghu-wo-xianxing"
WEIHUA = "weihua-yunshu-dangjian-ronghe"
ZHAOYUAN = "zhaoyuan-chelun-dangjian"
HUOCHE = "huoche-siji-dangjian-shidian"
NINGBO = "ningbo-yunguan-dangjian-jia"
HOSTILE = "</td><script>alert(1)</script><img src=x onerror=alert(2)>&lt;b&gt;"
METRICS = {
    "alpha": [
        {"label": "党员", "value": "2,900", "unit": "名", "qualifier": "余", "kind": "规模"},
        {"label": "APP 用户", "value": "10万", "unit": "人", "year": "2022"},
        {"label": "投资", "value": "3", "unit": "亿元", "note": "全市"},
        *({"label": f"指标{n}", "value": f"{n}", "unit": "个"} for n in range(1, 9)),
    ],
    "beta": [
        {"label": "党员", "value": "35", "unit": "名", "kind": "规模"},
        {"label": "ａｐｐ用户", "missing": "原文数字缺失", "unit": "人"},
        {"label": "审批时限", "change": {"value": "87.5", "unit": "%", "direction": "下降"}},
    ],
    "gamma": [{"label": "投资", "value": "5", "unit": "亿元"}],
}
GONE = {
    "status": "withdrawn",
    "added": "2026-01-01",
    "revised": [{"date": "2026-01-02", "note": "来源更正"}],
}


def path(*ids: str) -> str:
    """Give the address of a comparison."""
    return f"compare/?ids={','.join(ids)}"


def records() -> dict[str, str]:
    """Give made-up records: three with figures, one hostile, one withdrawn, one more."""
    return {
        "alpha": record_text(title="甲案例", metrics=METRICS["alpha"], aliases=["old-alpha"]),
        "beta": record_text(title="乙案例", metrics=METRICS["beta"], lessons="启示一段。"),
        "gamma": record_text(title="丙案例", metrics=METRICS["gamma"]),
        "gone": record_text(title="丁案例", curation=GONE),
        "more": record_text(title="戊案例"),
        "wild": record_text(
            title=HOSTILE,
            summary=HOSTILE,
            organizations=[{"name": HOSTILE}],
            brand={"name": HOSTILE, "slogan": HOSTILE, "parts": [{"name": HOSTILE}]},
            background=HOSTILE,
            practices=[{"title": HOSTILE, "body": HOSTILE}],
            outcomes=HOSTILE,
            lessons=HOSTILE,
            metrics=[
                {"label": HOSTILE, "value": "1", "unit": HOSTILE[:40], "note": HOSTILE},
                {"label": "党员", "value": "1", "note": HOSTILE},
                {"label": "空", "missing": HOSTILE},
            ],
            platforms=[{"name": HOSTILE, "kind": "党建信息平台", "purpose": HOSTILE}],
            honors=[{"name": HOSTILE, "by": HOSTILE, "level": "省级"}],
            sources=[{"title": HOSTILE, "publisher": HOSTILE, "published": "2023", "kind": "报纸"}],
            selection={"collection": HOSTILE},
        ),
    }


@pytest.fixture(scope="module")
def made_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a library of made-up cases."""
    folder = tmp_path_factory.mktemp("made")
    vocabularies = folder / "cases" / "_vocab"
    vocabularies.mkdir(parents=True)
    for name in VOCABULARIES:
        text = as_yaml([one.model_dump() for one in terms(name)])
        (vocabularies / f"{name}.yml").write_text(text, encoding="utf-8")
    (folder / "cases" / "2023").mkdir()
    for case, text in records().items():
        (folder / "cases" / "2023" / f"{case}.yml").write_text(text, encoding="utf-8")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder / "mkdocs.yml")
    built = build_site(folder / "site", "--config", str(folder / "mkdocs.yml"))
    with Served(built) as url:
        yield url


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of a reader with a desk, on which no script fails and the console stays empty."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    tab = context.new_page()
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
    tab.on("dialog", lambda one: (faults.append(one.message), one.dismiss()))
    yield tab
    context.close()
    assert [] == faults


def heads(tab: Page) -> list[str]:
    """Give the titles above the columns, once there are some."""
    titles = tab.locator(".al-compare-heading")
    titles.first.wait_for()
    return titles.all_inner_texts()


def rows(tab: Page, name: str) -> list[list[str]]:
    """Give the texts of a table, row by row, as they stand there for who listens."""
    found = tab.locator(f"[role=region][aria-label^='{name}'] tbody tr").evaluate_all(
        "all => all.map(row => [...row.children].map(one => one.textContent))"
    )
    assert isinstance(found, list)
    return found


def bar(tab: Page) -> str:
    """Give the number of chosen cases as the bar says it."""
    return tab.locator(".al-basket-count strong").inner_text()


# ---------------------------------------------------------------------------- choosing


def test_a_reader_chooses_from_lists_and_compares(tab: Page, site: str, browser: Browser) -> None:
    """Two cases of a tag's list and one of the search stand side by side, at a shared address."""
    tab.goto(site + "tags/dangjian-yewu-ronghe/")
    for case in (WEIHUA, ZHAOYUAN):
        tab.locator(f".al-card [data-basket={case}]").click()
    tab.goto(site + "cases/?q=货车司机")
    tab.locator(f"#results [data-basket={HUOCHE}]").click()
    assert "对比（3）" == bar(tab)
    tab.get_by_role("link", name="开始对比").click()

    expect(tab).to_have_url(site + path(WEIHUA, ZHAOYUAN, HUOCHE))
    titles = heads(tab)
    assert "四省深化货车司机群体党建试点" == titles[2]
    expect(tab.locator(".al-basket-bar")).to_be_hidden()
    other = browser.new_context()
    fresh = other.new_page()
    fresh.goto(tab.url)
    seen = heads(fresh)
    other.close()
    assert titles == seen


def test_a_reader_chooses_on_the_page_of_a_case(tab: Page, site: str) -> None:
    """The button below a case's title chooses it, and so do those of the cases like it."""
    tab.goto(f"{site}cases/{ZHAOYUAN}/")
    own = tab.locator(".al-basket-own button")
    own.click()
    expect(own).to_have_accessible_name(re.compile("^移出对比：招远市交通运输局"))
    expect(own).to_have_text("移出对比")
    expect(tab.get_by_role("link", name="开始对比")).to_be_hidden()
    expect(tab.locator(".al-basket-hint")).to_have_text("再选一个就可以对比")
    tab.locator(".al-related .al-basket-toggle").first.click()

    assert "对比（2）" == bar(tab)
    own.click()
    assert "对比（1）" == bar(tab)
    expect(own).to_have_accessible_name(re.compile("^加入对比：招远市交通运输局"))


def test_every_listed_case_has_one_button(tab: Page, site: str) -> None:
    """Each case of a list has exactly one button, and no other link gets one."""
    tab.goto(site + "cases/")
    ids = tab.locator(".al-basket-toggle").evaluate_all("all => all.map(one => one.dataset.basket)")

    assert sorted([PINGHU, WEIHUA, ZHAOYUAN, HUOCHE, NINGBO]) == sorted(ids)
    assert 0 == tab.locator(".al-chips .al-basket-toggle").count()


def test_the_fifth_case_is_refused_with_the_reason(tab: Page, site: str) -> None:
    """A fifth case is not taken, and the reader reads why and what to do."""
    tab.goto(site + "cases/")
    toggles = tab.locator(".al-basket-toggle")
    for place in range(5):
        toggles.nth(place).click()

    assert "对比（4）" == bar(tab)
    expect(toggles.nth(4)).to_have_text("加入对比")
    expect(tab.locator("#told")).to_have_text("一次最多对比 4 个案例，请先移除一个。")
    expect(tab.locator("#told")).to_be_in_viewport()
    tab.locator(".al-basket-count").click()
    tab.locator(".al-basket-drop").first.click()
    toggles.nth(4).click()
    assert "对比（4）" == bar(tab)


def test_the_choice_is_kept_and_shared_by_tabs(tab: Page, site: str) -> None:
    """What was chosen is there on the next page, and in another tab at once."""
    tab.goto(site + "cases/")
    second = tab.context.new_page()
    second.goto(site)
    tab.locator(f"[data-basket={NINGBO}]").click()
    expect(second.locator(".al-basket-count")).to_contain_text("对比（1）：宁波运管用")
    expect(second.locator(f".al-card [data-basket={NINGBO}]")).to_have_text("移出对比")
    second.get_by_role("button", name="清空").click()

    expect(tab.locator(".al-basket-bar")).to_be_hidden()
    expect(tab.locator(f"[data-basket={NINGBO}]")).to_have_text("加入对比")


@pytest.mark.parametrize(
    "stored",
    [
        "{",
        "null",
        '{"id":"a"}',
        '[null,7,"x",{"id":"../../etc","title":"x"},{"id":"a"},{"id":["b"],"title":"c"}]',
    ],
)
def test_a_bad_stored_choice_is_no_choice(tab: Page, site: str, stored: str) -> None:
    """Whatever stands where the choice is kept, the page works and nothing is chosen."""
    tab.goto(site + "cases/")
    tab.evaluate("stored => localStorage.setItem('anliku.compare:/a/b/', stored)", stored)
    tab.reload()

    expect(tab.locator(".al-basket-toggle").first).to_have_text("加入对比")
    expect(tab.locator(".al-basket-bar")).to_be_hidden()


def test_without_a_store_the_choice_lasts_as_long_as_the_page(tab: Page, site: str) -> None:
    """In a browser that keeps nothing, cases can still be chosen and compared."""
    tab.add_init_script(
        """for (const name of ["getItem", "setItem"]) {
          const own = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {
            if (key.startsWith("anliku")) { throw new DOMException("no", "QuotaExceededError"); }
            return own.call(this, key, ...rest);
          };
        }"""
    )
    tab.goto(site + "cases/")
    for case in (NINGBO, PINGHU):
        tab.locator(f"[data-basket={case}]").click()
    tab.get_by_role("link", name="开始对比").click()

    assert 2 == len(heads(tab))


def test_a_choice_that_could_not_be_kept_outlasts_the_way_back(tab: Page, site: str) -> None:
    """Back on a page from the browser's memory, what it could not store is still chosen."""
    tab.goto(site + "cases/")
    tab.evaluate("void (Storage.prototype.setItem = () => { throw new DOMException('full'); })")
    tab.locator(f"[data-basket={NINGBO}]").click()
    tab.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))")

    assert "对比（1）" == bar(tab)


def test_the_way_to_the_top_stands_above_the_bar(tab: Page, site: str) -> None:
    """On a phone neither the way to the top nor a message lies on the bar, and both fit."""
    tab.set_viewport_size({"width": 375, "height": 700})
    tab.goto(f"{site}cases/{ZHAOYUAN}/")
    tab.locator(".al-basket-own button").click()
    tab.evaluate("scrollTo(0, 3000)")
    tab.locator(".al-top").wait_for()
    boxes = tab.evaluate(
        """() => [".al-basket-bar", ".al-top", "#told"].map(
          (one) => document.querySelector(one).getBoundingClientRect().toJSON())"""
    )
    below, top, told = boxes

    assert top["bottom"] <= below["top"]
    assert told["bottom"] <= below["top"]
    # One line of text, with its margins.
    assert told["height"] < 50


def test_the_bar_covers_nothing(tab: Page, site: str) -> None:
    """At the page's end, the last line of the footer stands above the bar."""
    tab.goto(site + "cases/")
    tab.locator(".al-basket-toggle").first.click()
    tab.evaluate("scrollTo(0, document.body.scrollHeight)")
    edges = tab.evaluate(
        """() => [document.querySelector(".al-footer").getBoundingClientRect().bottom,
          document.querySelector(".al-basket-bar").getBoundingClientRect().top]"""
    )

    assert edges[0] <= edges[1] + 0.5


def test_a_keyboard_is_enough(tab: Page, site: str) -> None:
    """Choosing, comparing, moving and removing need no mouse, and the focus is never lost."""
    tab.goto(site + "cases/")
    for case in (NINGBO, PINGHU):
        tab.locator(f"[data-basket={case}]").focus()
        tab.keyboard.press("Space")
    tab.locator(".al-basket-count").focus()
    tab.keyboard.press("Enter")
    tab.keyboard.press("Tab")
    expect(tab.get_by_role("link", name="开始对比")).to_be_focused()
    tab.keyboard.press("Enter")
    first, second = heads(tab)
    tab.locator(".al-compare-right").first.focus()
    tab.keyboard.press("Enter")
    expect(tab.locator(".al-compare-heading").first).to_have_text(second)
    expect(tab.locator("[data-place='1'] .al-compare-left")).to_be_focused()
    expect(tab.locator("#told")).to_have_text(f"“{first}”已移到第 2 列。")
    tab.keyboard.press("Tab")
    tab.keyboard.press("Enter")

    expect(tab).to_have_url(site + path(PINGHU))
    expect(tab.locator("#compare-status")).to_have_text(ONE)
    expect(tab.locator(".al-compare-drop")).to_be_focused()
    tab.keyboard.press("Enter")
    expect(tab.get_by_role("link", name="去选择案例")).to_be_focused()


# ---------------------------------------------------------------------------- comparing


def test_equal_labels_stand_in_one_row(tab: Page, made_site: str) -> None:
    """Figures of one name stand in one row, with a gap that is read out where a case has none."""
    tab.goto(made_site + path("alpha", "beta", "gamma"))
    heads(tab)

    assert [
        ["党员规模", "2,900余名", "35名", "—未提及"],
        ["APP 用户", "10万人2022年", "原文数字缺失（人）", "—未提及"],
        ["投资", "3亿元全市", "—未提及", "5亿元"],
    ] == rows(tab, "同名数据")
    own = tab.locator(".al-compare-own")
    assert ["下降87.5%\n审批时限"] == own.nth(1).locator("li").all_inner_texts()
    gap = tab.locator(".al-compare-row:has(> h3) .al-compare-column").nth(2)
    expect(gap).to_contain_text("未提及")


def test_the_rest_of_many_figures_is_folded_away(tab: Page, made_site: str) -> None:
    """Of many figures that only one case has, six are shown until a reader asks for all."""
    tab.goto(made_site + path("alpha", "beta"))
    more = tab.get_by_role("button", name="显示全部 9 个：甲案例")
    expect(more).to_have_attribute("aria-expanded", "false")
    shown = tab.locator(".al-compare-own").first.locator("li:visible")
    assert 6 == shown.count()
    more.click()

    assert 9 == shown.count()
    expect(tab.get_by_role("button", name="只显示前 6 个：甲案例")).to_be_focused()


def test_the_bodies_of_practices_are_folded_below_their_titles(tab: Page, site: str) -> None:
    """Titles of practices are seen beside each other, and each opens its text by keyboard too."""
    tab.goto(site + path(PINGHU, ZHAOYUAN))
    heads(tab)
    practice = tab.locator(".al-compare-practice").first
    seen = [practice.locator("h4").is_visible(), practice.locator("p").first.is_visible()]
    practice.locator("summary").focus()
    tab.keyboard.press("Enter")

    assert [True, False] == seen
    expect(practice.locator("p").first).to_be_visible()


def test_one_case_asks_for_another(tab: Page, made_site: str) -> None:
    """With a single case the way to more of them is the main button; with two it is one of many."""
    ground = "one => getComputedStyle(one).backgroundColor"
    grounds = []
    for ids in (["alpha"], ["alpha", "beta"]):
        tab.goto(made_site + path(*ids))
        grounds.append(tab.get_by_role("link", name="添加案例").evaluate(ground))

    assert ["rgb(155, 28, 28)", "rgb(255, 255, 255)"] == grounds


def test_facts_and_parts_stand_beside_each_other(tab: Page, made_site: str) -> None:
    """Facts are a table with heads for rows and columns; what only one case has is no empty row."""
    tab.goto(made_site + path("beta", "alpha"))
    heads(tab)
    table = tab.get_by_role("table", name="基本情况")

    assert ["乙案例", "甲案例"] == [
        one.inner_text() for one in table.get_by_role("columnheader").all()
    ]
    assert ["实施单位", "地区", "行业领域", "组织类别", "标签"] == [
        one.inner_text() for one in table.get_by_role("rowheader").all()
    ]
    place = table.get_by_role("link", name="山东省烟台市招远市").first
    assert place.evaluate("one => one.href") == made_site + "regions/370685/"
    lessons = tab.get_by_role("region", name="经验启示").locator(".al-compare-column")
    texts = [one.inner_text() for one in lessons.locator("p").all()]
    assert "启示一段。" == texts[0]
    assert "未提及" in texts[1]


def test_what_is_removed_or_moved_changes_the_address(tab: Page, made_site: str) -> None:
    """Removing and moving a case changes the address, and the way back undoes it."""
    tab.goto(made_site + path("alpha", "beta", "gamma"))
    heads(tab)
    tab.get_by_role("button", name="右移：甲案例").click()
    expect(tab).to_have_url(made_site + path("beta", "alpha", "gamma"))
    tab.get_by_role("button", name="移除：乙案例").click()
    expect(tab).to_have_url(made_site + path("alpha", "gamma"))
    expect(tab.locator(".al-compare-heading")).to_have_text(["甲案例", "丙案例"])
    tab.go_back()

    expect(tab.locator(".al-compare-heading")).to_have_text(["乙案例", "甲案例", "丙案例"])
    tab.go_back()
    expect(tab.locator(".al-compare-heading")).to_have_text(["甲案例", "乙案例", "丙案例"])


def test_a_step_to_a_part_draws_nothing_anew(tab: Page, made_site: str) -> None:
    """The ways to the parts lead there and back without a request, and what is unfolded stays."""
    tab.goto(made_site + path("alpha", "beta"))
    heads(tab)
    asked: list[str] = []
    tab.on("request", lambda one: asked.append(one.url) if one.url.endswith(".json") else None)
    practice = tab.locator(".al-compare-practice").first
    practice.locator("summary").click()
    ways = tab.get_by_role("navigation", name="本页内容").get_by_role("link")
    names = ways.all_inner_texts()
    ways.filter(has_text="主要做法").click()
    expect(tab).to_have_url(made_site + path("alpha", "beta") + "#duibi-zuofa")
    expect(tab.locator("#duibi-zuofa")).to_be_in_viewport()
    tab.go_back()
    expect(tab).to_have_url(made_site + path("alpha", "beta"))

    parts = ["案例背景", "主要做法", "主要成效", "经验启示"]
    assert ["摘要", "基本情况", "数据", *parts, "来源"] == names
    expect(practice).to_have_attribute("open", "")
    assert [] == asked


def test_where_the_address_cannot_change_the_columns_do(tab: Page, made_site: str) -> None:
    """In a browser that refuses another address, a case that is removed goes all the same."""
    tab.add_init_script("history.pushState = () => { throw new DOMException('no'); }")
    tab.goto(made_site + path("alpha", "beta", "gamma"))
    heads(tab)
    tab.get_by_role("button", name="移除：乙案例").click()

    expect(tab.locator(".al-compare-heading")).to_have_text(["甲案例", "丙案例"])


def test_adding_leads_to_the_cases_which_know_those_compared(tab: Page, made_site: str) -> None:
    """From a shared comparison a reader goes on choosing with its cases chosen already."""
    tab.goto(made_site + path("alpha", "beta"))
    heads(tab)
    tab.get_by_role("link", name="添加案例").click()
    expect(tab).to_have_url(made_site + "cases/")
    assert "对比（2）" == bar(tab)
    tab.locator(".al-card [data-basket=gamma]").click()
    tab.get_by_role("link", name="开始对比").click()

    expect(tab).to_have_url(made_site + path("alpha", "beta", "gamma"))


def test_the_address_is_copied_with_one_press(browser: Browser, made_site: str) -> None:
    """A button copies the address of what is shown; where it may not, a box holds the address."""
    allowed = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    tab = allowed.new_page()
    tab.goto(made_site + path("alpha", "nope", "beta"))
    tab.get_by_role("button", name="复制网址").click()
    expect(tab.get_by_role("button", name="已复制")).to_be_visible()
    copied = tab.evaluate("navigator.clipboard.readText()")
    allowed.close()
    refused = browser.new_context()
    tab = refused.new_page()
    tab.add_init_script("delete Navigator.prototype.clipboard")
    tab.goto(made_site + path("alpha", "beta"))
    tab.get_by_role("button", name="复制网址").click()
    box = tab.get_by_role("textbox", name="本次对比的网址")
    expect(box).to_be_focused()
    held = box.input_value()
    refused.close()

    assert made_site + path("alpha", "beta") == copied == held


def test_a_withdrawn_case_is_not_compared(tab: Page, made_site: str) -> None:
    """A withdrawn case in an address is said to be none, and its page offers no comparing."""
    tab.goto(made_site + path("alpha", "gone"))

    assert ["甲案例"] == heads(tab)
    expect(tab.locator("#compare-status")).to_contain_text("编号 gone 没有对应的案例")
    tab.goto(f"{made_site}cases/gone/")
    expect(tab.locator(".al-status-withdrawn")).to_contain_text("本案例已于2026年1月2日撤回。")
    expect(tab.locator(".al-basket-toggle")).to_have_count(0)


def test_an_old_id_leads_to_its_case(tab: Page, made_site: str) -> None:
    """An address with a case's old id still compares that case."""
    tab.goto(made_site + path("old-alpha", "beta"))

    assert ["甲案例", "乙案例"] == heads(tab)
    expect(tab.locator("#compare-status")).to_be_empty()


def test_hostile_texts_stay_texts(tab: Page, made_site: str) -> None:
    """Markup in any field of a record is shown as the text that it is."""
    tab.goto(made_site + "cases/")
    for case in ("wild", "alpha"):
        tab.locator(f".al-card [data-basket={case}]").click()
    tab.locator(".al-basket-count").click()
    expect(tab.locator(".al-basket-list a").first).to_have_text(HOSTILE)
    tab.get_by_role("link", name="开始对比").click()
    assert [HOSTILE, "甲案例"] == heads(tab)

    assert 0 == tab.locator("#compare :is(script, img, b)").count()
    told = tab.locator("#compare-shown").text_content() or ""
    # Title; summary, organization, brand, slogan, part, call; label, three notes; four parts with
    # a practice's title; platform and purpose; honor and giver; source and publisher.
    assert 21 <= told.count(HOSTILE)
    assert tab.title().startswith(HOSTILE)


# ---------------------------------------------------------------------------- bad addresses

NONE = "没有可以对比的案例。"
ONE = "现在只有一个案例，再加一个才能对比。"
ODD = "网址里有 1 个编号的写法不对，编号只有小写字母、数字和连字符。"
FOUR = ["甲案例", "乙案例", "丙案例", "戊案例"]


@pytest.mark.parametrize(
    ("query", "words", "titles"),
    [
        ("ids=nope,nope", f"编号 nope 没有对应的案例，可能写错了，也可能已经撤回。{NONE}", []),
        (
            "ids=n1,n2,n3,n4,alpha,beta",
            "编号 n1、n2、n3 等 4 个没有对应的案例，可能写错了，也可能已经撤回。",
            ["甲案例", "乙案例"],
        ),
        ("ids=alpha", ONE, ["甲案例"]),
        ("ids=alpha,alpha", f"重复的案例只显示一次。{ONE}", ["甲案例"]),
        ("ids=alpha,old-alpha,beta", "重复的案例只显示一次。", ["甲案例", "乙案例"]),
        (
            "ids=alpha,beta,gamma,more,wild",
            "一次最多对比 4 个案例，只显示前 4 个，另有 1 个没有显示。",
            FOUR,
        ),
        (
            "ids=" + ",".join(f"x{n}" for n in range(44)) + ",alpha,beta,gamma,more,wild",
            "编号 x0、x1、x2 等 44 个没有对应的案例，可能写错了，也可能已经撤回。"
            "一次最多对比 4 个案例，只显示前 4 个，另有 1 个没有显示。",
            FOUR,
        ),
        ("ids=<script>alert(1)</script>", f"{ODD}{NONE}", []),
        ("ids=../../etc", f"{ODD}{NONE}", []),
        (
            "ids=constructor,__proto__",
            f"编号 constructor 没有对应的案例，可能写错了，也可能已经撤回。{ODD}{NONE}",
            [],
        ),
        ("ids=" + "a" * 2000, f"{ODD}{NONE}", []),
        ("ids=请拨打某号码", f"{ODD}{NONE}", []),
        ("ids=alpha&ids=beta", "", ["甲案例", "乙案例"]),
        ("ids=%20alpha%20,,beta,", "", ["甲案例", "乙案例"]),
    ],
    ids=str,
)
def test_whatever_the_address_asks_the_page_says_what_it_shows(
    tab: Page, made_site: str, query: str, words: str, titles: list[str]
) -> None:
    """A faulty address gets a plain sentence, what there is to show, and a way on."""
    tab.goto(f"{made_site}compare/?{query}")
    if titles:
        heads(tab)
    expect(tab.locator("#compare-status")).to_have_text(words)

    assert titles == tab.locator(".al-compare-heading").all_inner_texts()
    way = "添加案例" if titles else "去选择案例"
    assert (len(titles) < 4) == tab.get_by_role("link", name=way).is_visible()


@pytest.mark.parametrize("query", ["", "?ids=", "?ids=,,", "?other=1"])
def test_without_ids_the_page_says_how_to_choose(tab: Page, made_site: str, query: str) -> None:
    """Without ids the page says how to choose cases and leads to them, and asks for nothing."""
    asked: list[str] = []

    def note(request: Request) -> None:
        if request.url.startswith(f"{made_site}compare/") and request.url.endswith(".json"):
            asked.append(request.url)

    tab.on("request", note)
    tab.goto(f"{made_site}compare/{query}", wait_until="networkidle")

    expect(tab.locator("#compare")).to_be_hidden()
    tab.get_by_role("link", name="去选择案例").click()
    expect(tab).to_have_url(made_site + "cases/")
    assert [] == asked


def test_no_file_is_asked_for_that_is_not_there(tab: Page, made_site: str) -> None:
    """An unknown id costs no request that fails: the tab's console stays empty."""
    answers: list[int] = []
    tab.on("response", lambda one: answers.append(one.status))
    tab.goto(made_site + path("nope", "alpha", "beta"), wait_until="networkidle")

    assert [] == [status for status in answers if status >= 400]


def test_a_case_that_cannot_be_read_is_named(page: Page, made_site: str) -> None:
    """When one file fails, the others are shown, the reader reads which, and can try again."""
    page.route("**/compare/beta.json", lambda route: route.abort())
    page.goto(made_site + path("alpha", "beta", "gamma"))
    expect(page.locator("#compare-status")).to_contain_text(
        "编号 beta 的内容没有读到，可能是网络不通。"
    )
    assert ["甲案例", "丙案例"] == heads(page)
    page.unroute("**/compare/beta.json")
    page.get_by_role("button", name="再试一次").click()

    expect(page.locator(".al-compare-heading")).to_have_text(["甲案例", "乙案例", "丙案例"])
    expect(page.locator("#compare-status")).to_be_empty()


@pytest.mark.parametrize("answer", ["", "{", "null", '{"version":2}', "<html>"])
def test_when_nothing_can_be_read_the_page_says_so(tab: Page, made_site: str, answer: str) -> None:
    """When the list makes no sense, there is a sentence, a button and the way to the cases."""
    tab.route("**/compare/index.json", lambda route: route.fulfill(body=answer))
    tab.goto(made_site + path("alpha", "beta"))

    expect(tab.locator("#compare-status")).to_contain_text("暂时读不到案例")
    expect(tab.get_by_role("link", name="去选择案例")).to_be_visible()
    tab.unroute("**/compare/index.json")
    tab.get_by_role("button", name="再试一次").click()
    assert ["甲案例", "乙案例"] == heads(tab)


# ---------------------------------------------------------------------------- screens and paper


@pytest.mark.parametrize("width", [320, 375, 768, 1280])
@pytest.mark.parametrize("count", [1, 2, 4])
def test_only_the_tables_scroll_sideways(tab: Page, site: str, width: int, count: int) -> None:
    """No number of cases makes the page wider than the screen; a table scrolls by itself."""
    tab.set_viewport_size({"width": width, "height": 800})
    tab.goto(site + path(*(PINGHU, WEIHUA, ZHAOYUAN, NINGBO)[:count]))
    heads(tab)

    assert width == tab.evaluate("document.documentElement.scrollWidth")
    region = tab.get_by_role("region", name="基本情况对照表")
    region.focus()
    expect(region).to_be_focused()
    # A column of 6.5rem for each case, and one of 4rem for labels, beside margins of 0.8rem.
    wide = region.evaluate("one => one.scrollWidth > one.clientWidth")
    assert wide == (count * 130 + 80 > width - 32 and width < 960)


@pytest.mark.parametrize("width", [320, 375, 1280])
def test_the_bar_fits_the_screen(tab: Page, site: str, width: int) -> None:
    """With four cases chosen the bar and its list fit the screen, and all buttons can be hit."""
    tab.set_viewport_size({"width": width, "height": 640})
    tab.goto(site + "cases/")
    for place in range(4):
        tab.locator(".al-basket-toggle").nth(place).click()
    tab.locator(".al-basket-count").click()
    sizes = tab.locator(".al-basket :is(button, a), .al-basket-toggle").evaluate_all(
        """all => all.map((one) => one.getBoundingClientRect()).map((box) =>
          [box.height >= 24, box.width >= 24, box.left >= 0, box.right <= innerWidth])"""
    )

    assert width == tab.evaluate("document.documentElement.scrollWidth")
    assert [] == [size for size in sizes if not all(size)]


def test_on_a_phone_each_text_bears_its_case(tab: Page, made_site: str) -> None:
    """On a phone the parts stand below each other, each with the name of its case."""
    tab.set_viewport_size({"width": 375, "height": 800})
    tab.goto(made_site + path("alpha", "beta"))
    part = tab.get_by_role("region", name="主要做法")
    names = part.get_by_role("heading", level=3)
    expect(names).to_have_text(["甲案例", "乙案例"])
    boxes = [one.bounding_box() for one in names.all()]

    assert boxes[0] is not None
    assert boxes[1] is not None
    assert boxes[0]["height"] > 10
    assert boxes[0]["x"] == boxes[1]["x"]
    assert boxes[0]["y"] < boxes[1]["y"]


def test_titles_stay_above_their_columns(tab: Page, site: str) -> None:
    """On a desk the titles stay in sight, each exactly above its column of facts and of text."""
    tab.goto(site + path(PINGHU, ZHAOYUAN, NINGBO))
    heads(tab)
    tab.locator("#duibi-zuofa").scroll_into_view_if_needed()
    tab.mouse.wheel(0, 600)
    lefts = [
        tab.locator(one).evaluate_all("all => all.map(o => o.getBoundingClientRect().left)")
        for one in (
            ".al-compare-heads > li",
            "[aria-labelledby=duibi-zuofa] .al-compare-column",
            "[aria-labelledby=duibi-jiben] tbody tr:first-child td",
        )
    ]

    expect(tab.locator(".al-compare-heading").last).to_be_in_viewport()
    assert lefts[0] == pytest.approx(lefts[1], abs=1)
    assert lefts[0] == pytest.approx(lefts[2], abs=1)


def test_paper_holds_the_cases_and_no_buttons(tab: Page, made_site: str) -> None:
    """On paper all figures stand there with the titles of the cases, and nothing to press."""
    tab.goto(made_site + path("alpha", "beta"))
    heads(tab)
    tab.set_viewport_size({"width": 1009, "height": 690})
    tab.emulate_media(media="print")
    tab.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert tab.locator(".al-compare-practice p").first.is_visible()

    assert (
        0 == tab.locator("main :is(button, .al-compare-tools, .al-compare-heads):visible").count()
    )
    assert 9 == tab.locator(".al-compare-own").first.locator("li:visible").count()
    titles = tab.get_by_role("table", name="基本情况").get_by_role("columnheader")
    boxes = [one.bounding_box() for one in titles.all()]
    assert [True, True] == [bool(box and box["height"] > 10) for box in boxes]
    content = tab.pdf(prefer_css_page_size=True)
    assert re.search(rb"/MediaBox \[0 0 841\.\d+ 594\.\d+\]", content)


def test_lists_are_printed_without_buttons(tab: Page, site: str) -> None:
    """On paper a list shows neither the buttons nor the bar."""
    tab.goto(site + "cases/")
    tab.locator(".al-basket-toggle").first.click()
    tab.emulate_media(media="print")

    assert 0 == tab.locator(".al-basket-toggle:visible, .al-basket-bar:visible").count()


def test_dark_pages_are_dark_throughout(browser: Browser, site: str) -> None:
    """In the dark, what lies over the page is as dark as the page."""
    context = browser.new_context(color_scheme="dark", viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.goto(site + path(PINGHU, ZHAOYUAN))
    heads(tab)
    colour = "one => getComputedStyle(one).backgroundColor"
    over = tab.locator(".al-compare-heads").evaluate(colour)
    tab.goto(site + "cases/")
    tab.locator(".al-basket-toggle").first.click()
    below = tab.locator(".al-basket-bar").evaluate(colour)
    context.close()

    assert ("rgb(23, 23, 26)", "rgb(23, 23, 26)") == (over, below)


def test_without_scripts_there_are_no_dead_buttons(browser: Browser, site: str) -> None:
    """Without scripts a list has no buttons, and the page that compares says what it needs."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site + "cases/")
    buttons = tab.locator(".al-basket-toggle").count()
    tab.goto(site + path(PINGHU, ZHAOYUAN))
    told = tab.locator("#compare-help").inner_text()
    context.close()

    assert 0 == buttons
    assert "对比需要启用脚本" in told


def test_the_data_files_name_every_case(site_dir: Path) -> None:
    """Each case of the library has its data file, and its page is there."""
    files = {one.stem for one in (site_dir / "compare").glob("*.json")}

    assert {PINGHU, WEIHUA, ZHAOYUAN, HUOCHE, NINGBO, "index"} == files
