"""Narrowing down, sorting and going on, on the page that finds cases of a made library."""

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.library import named_id
from tests.browser import find_library
from tests.browser.conftest import Served
from tests.browser.find_library import counts, found


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page that finds cases."""
    with Served(find_library.build(tmp_path_factory.mktemp("find"))) as url:
        yield f"{url}cases/"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh tab on which nothing may go wrong."""
    noted: list[str] = []
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", reduced_motion="reduce"
    )
    tab = context.new_page()
    tab.on("pageerror", lambda error: noted.append(str(error)))
    tab.on("dialog", lambda dialog: (noted.append(dialog.message), dialog.dismiss()))
    tab.on("console", lambda one: noted.append(one.text) if one.type == "error" else None)
    yield tab
    context.close()
    assert noted == []


def told(tab: Page, words: str) -> None:
    """Wait until the page says so of what was found."""
    expect(tab.locator("#search-status")).to_have_text(words)


def shown(tab: Page, parameter: str) -> dict[str, int]:
    """Give the choices of a facet that stand in the panel, with their numbers."""
    rows: list[list[str]] = tab.locator(f"fieldset[data-parameter={parameter}]").evaluate(
        """all => [...all.querySelectorAll("input[type=checkbox]")].map((one) =>
            [one.value, one.closest("label").querySelector(".al-count").textContent])"""
    )
    return {value: int(count) for value, count in rows}


def open_facet(tab: Page, title: str) -> None:
    """Open a facet of the panel, if there is any choice in it, and show all of its choices."""
    heading = tab.locator("legend button", has_text=title)
    if not heading.is_visible():
        return
    if heading.get_attribute("aria-expanded") == "false":
        heading.click()
    group = tab.locator("fieldset", has=heading)
    if group.locator(".al-find-all").is_visible():
        group.locator(".al-find-all").click()


def ids(tab: Page) -> list[str]:
    """Give the cases that are shown, in their order."""
    return tab.locator("#results > li").evaluate_all("all => all.map((one) => one.dataset.case)")


def test_a_link_to_a_choice_shows_its_cases(tab: Page, address: str) -> None:
    """A link to a tag shows exactly its cases, the choice as a chip and in the panel."""
    tab.goto(f"{address}?tag=biaoqian-03")
    told(tab, "找到 3 个案例")

    assert {case["id"] for case in found(tag=["biaoqian-03"])} == set(ids(tab))
    expect(tab.locator(".al-find-chip")).to_have_text("标签：标签03×")
    expect(tab.get_by_role("checkbox", name="标签03")).to_be_checked()
    expect(tab.locator("#browse")).to_be_hidden()


def test_a_link_to_an_old_id_shows_its_cases(tab: Page, address: str) -> None:
    """A link to a choice by an id that it had before chooses what it is now."""
    tab.goto(f"{address}?tag=jiu-biaoqian-03&tag=biaoqian-03")
    told(tab, "找到 3 个案例")

    expect(tab.locator(".al-find-chip")).to_have_text("标签：标签03×")


@pytest.mark.parametrize(
    ("query", "choices"),
    [
        ("", {}),
        ("渔政", {}),
        ("", {"tag": ["biaoqian-01", "biaoqian-02"]}),
        ("党建", {"region": ["370000"], "category": ["qiye"]}),
        ("港口", {"domain": ["daolu"], "completeness": ["figures"]}),
    ],
)
def test_the_numbers_of_choices_are_a_plain_count(
    tab: Page, address: str, query: str, choices: dict[str, list[str]]
) -> None:
    """Each facet tells for each choice how many cases it would show, as counted by hand."""
    pairs = [(name, one) for name, many in choices.items() for one in many]
    parts = "&".join(f"{name}={quote(one)}" for name, one in [("q", query), *pairs])
    tab.goto(f"{address}?{parts}")
    titles = ("标签", "行业领域", "组织类别", "年份", "单位", "党建品牌", "荣誉", "数据情况")
    expect(tab.get_by_role("button", name="地区", exact=True)).to_be_visible()
    for title in titles:
        open_facet(tab, title)
    names = ("tag", "domain", "category", "year", "organization", "brand", "honor", "completeness")

    assert {name: counts(query, name, choices) for name in names} == {
        name: shown(tab, name) for name in names
    }
    if query or choices:
        told(tab, f"找到 {len(found(query, **choices))} 个案例")


def test_either_of_one_facet_and_both_of_two(tab: Page, address: str) -> None:
    """Two choices of one facet widen what is found, a choice of another narrows it down."""
    tab.goto(address)
    one, other = {"tag": ["biaoqian-03"]}, {"tag": ["biaoqian-03", "biaoqian-04"]}
    both = {**other, "category": ["jiguan"]}
    tab.get_by_role("checkbox", name="标签03").check()
    told(tab, f"找到 {len(found(**one))} 个案例")
    tab.get_by_role("checkbox", name="标签04").check()
    told(tab, f"找到 {len(found(**other))} 个案例")
    open_facet(tab, "组织类别")
    tab.get_by_role("checkbox", name="机关").check()

    told(tab, f"找到 {len(found(**both))} 个案例")
    assert {case["id"] for case in found(**both)} == set(ids(tab))
    expect(tab).to_have_url(f"{address}?tag=biaoqian-03&tag=biaoqian-04&category=jiguan")


def test_the_way_back_goes_through_the_choices(tab: Page, address: str) -> None:
    """Each choice is a step that the back button takes back, and forward restores it."""
    tab.goto(f"{address}?q=党建")
    tab.get_by_role("checkbox", name="标签03").check()
    told(tab, "找到 3 个案例")
    tab.go_back()

    told(tab, "找到 45 个案例")
    expect(tab.get_by_role("checkbox", name="标签03")).not_to_be_checked()
    expect(tab.locator(".al-find-chip")).to_have_text("“党建”×")
    tab.go_forward()
    told(tab, "找到 3 个案例")
    expect(tab.get_by_role("checkbox", name="标签03")).to_be_checked()


def test_coming_back_from_a_case_finds_the_place_again(tab: Page, address: str) -> None:
    """After opening a case far down the list, the way back leads to the same place in it."""
    tab.goto(f"{address}?q=党建")
    for size in (20, 30):
        tab.locator("#search-more").click()
        expect(tab.locator("#results > li")).to_have_count(size)
    link = tab.locator("#results > li a").nth(25)
    link.scroll_into_view_if_needed()
    before = tab.evaluate("scrollY")
    link.click()
    tab.wait_for_url(re.compile("/cases/anli-"))
    tab.go_back()

    expect(tab.locator("#results > li")).to_have_count(30)
    tab.wait_for_function("y => Math.abs(scrollY - y) < 3", arg=before)


def test_a_keyboard_alone_finds_and_opens_a_case(tab: Page, address: str) -> None:
    """Slash, a query, arrows, Enter: a case is open; Escape leads from the results to the box."""
    tab.goto(address)
    tab.keyboard.press("/")
    tab.keyboard.type("渔政")
    tab.keyboard.press("Enter")
    told(tab, "找到 11 个案例")
    links = tab.locator("#results > li a")
    tab.keyboard.press("ArrowDown")
    expect(links.nth(0)).to_be_focused()
    tab.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    tab.keyboard.press("ArrowUp")
    tab.keyboard.press("ArrowUp")
    expect(tab.locator("#q")).to_be_focused()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Escape")
    expect(tab.locator("#q")).to_be_focused()
    tab.keyboard.press("ArrowDown")
    name = ids(tab)[0]
    tab.keyboard.press("Enter")

    expect(tab).to_have_url(f"{address}{name}/")


def test_places_are_a_tree_that_a_keyboard_opens(tab: Page, address: str) -> None:
    """The keyboard opens a province and a city, and chooses a county below them."""
    tab.goto(address)
    province = tab.get_by_role("checkbox", name="山东省")
    expect(tab.get_by_role("checkbox", name="烟台市")).to_have_count(0)
    province.focus()
    tab.keyboard.press("ArrowRight")
    opener = tab.get_by_role("button", name="烟台市的下级地区")
    opener.focus()
    tab.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    tab.get_by_role("checkbox", name="招远市").focus()
    tab.keyboard.press("Space")

    told(tab, f"找到 {len(found(region=['370685']))} 个案例")
    expect(tab).to_have_url(f"{address}?region=370685")
    expect(tab.get_by_role("checkbox", name="招远市")).to_be_focused()
    assert counts("", "region", {}) | shown(tab, "region") == counts("", "region", {})


def test_a_place_takes_the_place_of_those_above_and_below(tab: Page, address: str) -> None:
    """Choosing a city below a chosen province narrows down to it; the province widens again."""
    tab.goto(f"{address}?region=370000&region=330000")
    told(tab, f"找到 {len(found(region=['370000', '330000']))} 个案例")
    tab.get_by_role("button", name="山东省的下级地区").click()
    tab.get_by_role("checkbox", name="烟台市").check()
    told(tab, f"找到 {len(found(region=['370600', '330000']))} 个案例")
    expect(tab).to_have_url(f"{address}?region=330000&region=370600")
    tab.get_by_role("checkbox", name="山东省").check()

    expect(tab).to_have_url(f"{address}?region=330000&region=370000")


def test_a_long_facet_shows_the_commonest_and_looks_through_the_rest(
    tab: Page, address: str
) -> None:
    """Of many organizations the commonest come first; a box finds one, a button shows them all."""
    tab.goto(address)
    expect(tab.get_by_role("button", name="单位", exact=True)).to_be_visible()
    tab.get_by_role("button", name="单位", exact=True).click()
    group = tab.locator("fieldset[data-parameter=organization]")
    expect(group.get_by_role("checkbox")).to_have_count(6)
    first = list(shown(tab, "organization").values())
    group.get_by_role("searchbox").fill("第12")

    expect(group.get_by_role("checkbox")).to_have_count(1)
    assert shown(tab, "organization") == {named_id("第12交通运输局"): 2}
    assert first == sorted(counts("", "organization", {}).values(), reverse=True)[:6]
    group.get_by_role("searchbox").fill("没有的")
    expect(group).to_contain_text("没有这样的选项")
    group.get_by_role("searchbox").fill("")
    group.get_by_role("button", name="显示全部（17）").click()
    expect(group.get_by_role("checkbox")).to_have_count(17)


def test_chips_take_conditions_away(tab: Page, address: str) -> None:
    """Each chip removes its own condition and the last button all, with the focus never lost."""
    tab.goto(f"{address}?q=党建&tag=biaoqian-01&region=370000&sort=title")
    expect(tab.locator(".al-find-chip")).to_have_text(["“党建”×", "标签：标签01×", "地区：山东省×"])
    tab.get_by_role("button", name="“党建”，去掉这个条件").click()
    expect(tab).to_have_url(f"{address}?tag=biaoqian-01&region=370000&sort=title")
    expect(tab.locator(".al-find-chip").first).to_be_focused()
    expect(tab.locator("#q")).to_have_value("")
    told(tab, f"找到 {len(found(tag=['biaoqian-01'], region=['370000']))} 个案例")
    tab.get_by_role("button", name="清除全部").click()

    expect(tab).to_have_url(f"{address}?sort=title")
    told(tab, "找到 45 个案例")
    expect(tab.locator("#find-chips")).to_be_hidden()
    expect(tab.locator("#q")).to_be_focused()


def test_sorting(tab: Page, address: str) -> None:
    """A reader chooses the order, which stands in the address and outlives a reload."""
    tab.goto(f"{address}?q=渔政")
    told(tab, "找到 11 个案例")
    expect(tab.get_by_label("排序")).to_have_value("relevance")
    tab.get_by_label("排序").select_option("title")
    expect(tab).to_have_url(re.compile("sort=title"))
    expected = sorted(case["id"] for case in found("渔政"))[:10]
    expect(tab.locator("#results > li").first).to_have_attribute("data-case", expected[0])
    expect(tab.locator("#results > li")).to_have_count(10)
    assert expected == ids(tab)
    tab.reload()
    told(tab, "找到 11 个案例")
    assert expected == ids(tab)
    tab.get_by_label("排序").select_option("newest")
    newest = max(found("渔政"), key=lambda case: case["record"]["sources"][0]["published"])
    expect(tab.locator("#results > li").first).to_have_attribute("data-case", newest["id"])


def test_nothing_found_leads_on(tab: Page, address: str) -> None:
    """Where nothing is found, the page offers what to leave out, with how many cases that gives."""
    tab.goto(f"{address}?q=编号07&tag=biaoqian-03&region=510000")
    told(tab, "在所选条件下，没有找到含有“编号07”的案例。")
    expect(tab.locator(".al-find-way")).to_have_text(["去掉全部筛选条件（1 个案例）"])
    expect(tab.get_by_role("link", name="浏览全部案例")).to_have_attribute("href", address)
    tab.locator(".al-find-way").click()

    told(tab, "找到 1 个案例")
    assert ["anli-07"] == ids(tab)
    expect(tab.locator("#find-nothing")).to_be_hidden()


def test_nothing_found_offers_near_tags_and_places(tab: Page, address: str) -> None:
    """A query that meets nothing is answered with the nearest tags and places, as links."""
    tab.goto(f"{address}?q=烟台市的标签03")
    told(tab, "没有找到含有“烟台市的标签03”的案例。可以试试更短的词，或换一种说法。")
    tab.locator("#find-nothing").get_by_role("link", name="烟台市").click()

    expect(tab).to_have_url(f"{address}?region=370600")
    told(tab, f"找到 {len(found(region=['370600']))} 个案例")


@pytest.mark.parametrize(
    ("search", "note", "status"),
    [
        ("?tag=<script>", "链接中的筛选条件“<script>”在本库中不存在，已忽略。", ""),
        ("?region=999999", "链接中的筛选条件“999999”在本库中不存在，已忽略。", ""),
        (
            "?tag=nope&q=渔政",
            "链接中的筛选条件“nope”在本库中不存在，已忽略。",
            "找到 11 个案例",
        ),
        ("?sort=zzz", "链接中的排序方式“zzz”不存在，已忽略。", ""),
        (
            "?q=" + "a" * 10_000,
            "检索词太长，只用了前 200 个字。",
            f"没有找到含有“{'a' * 40}…”的案例。可以试试更短的词，或换一种说法。",
        ),
        ("?q=%ff", "", "只有标点无法检索，请输入文字或数字。下面是全部案例。"),
        ("?q=渔政&q=公交", "", "找到 11 个案例"),
        ("?tag=biaoqian-03&tag=biaoqian-03", "", "找到 3 个案例"),
        (
            "?" + "&".join(f"tag=x{number}" for number in range(50)),
            "链接中的筛选条件“x0”、“x1”、“x2”等 50 项在本库中不存在，已忽略。",
            "",
        ),
        ("?tag=&region=&q=&sort=", "", ""),
        (
            "?utm=1&__proto__=2&tag=constructor",
            "链接中的筛选条件“constructor”在本库中不存在，已忽略。",
            "",
        ),
    ],
)  # fmt: skip
def test_a_bad_address_is_answered_plainly(
    tab: Page, address: str, search: str, note: str, status: str
) -> None:
    """Whatever an address holds, the page says what it ignored and shows cases or a way on."""
    tab.goto(address + search)
    expect(tab.locator("#search-note")).to_have_text(note)
    expect(tab.locator("#search-status")).to_have_text(status)
    ways = tab.locator("#results > li a, #browse .al-card a, #find-nothing a").locator(
        "visible=true"
    )

    expect(ways.first).to_be_visible()
    expect(tab.locator("#find-panel")).to_be_visible(visible="没有找到" not in status)


def test_fifty_values_are_all_followed(tab: Page, address: str) -> None:
    """Many choices in a link are all met, and all shown as chosen."""
    values = "&".join(f"tag={one}" for one in find_library.TAGS)
    tab.goto(f"{address}?{values}")

    told(tab, "找到 45 个案例")
    expect(tab.locator("#find-count")).to_have_text("（14）")
    expect(tab.locator(".al-find-chip")).to_have_count(14)


def test_hostile_names_stay_text(tab: Page, address: str) -> None:
    """Markup in the name of an organization is text in the panel and in its chip."""
    tab.goto(f"{address}?organization={named_id(find_library.HOSTILE)}")

    expect(tab.locator(".al-find-chip")).to_have_text(f"单位：{find_library.HOSTILE}×")
    expect(tab.get_by_role("checkbox", name=find_library.HOSTILE)).to_be_checked()
    expect(tab.locator("main img")).to_have_count(0)


def test_a_phone_has_the_panel_folded_and_never_scrolls_sideways(tab: Page, address: str) -> None:
    """At 320 pixels the panel is folded, says how much is chosen, and opens within the screen."""
    tab.set_viewport_size({"width": 320, "height": 700})
    tab.goto(f"{address}?tag=biaoqian-03&region=370685&q=党建")
    expect(tab.locator(".al-find-chip")).to_have_count(3)
    summary = tab.locator("#find-fold > summary")
    expect(summary).to_have_text("筛选（2）")
    expect(tab.get_by_role("checkbox", name="标签03")).to_be_hidden()
    summary.click()
    for title in ("标签", "单位", "党建品牌", "数据情况"):
        open_facet(tab, title)
    expect(tab.get_by_role("checkbox", name="标签03")).to_be_visible()

    assert 320 == tab.evaluate("document.documentElement.scrollWidth")
    tab.get_by_role("button", name="查看结果").click()
    expect(tab.get_by_role("checkbox", name="标签03")).to_be_hidden()
    expect(tab.locator("#search-status")).to_be_in_viewport()


def test_a_panel_that_cannot_be_read(tab: Page, address: str) -> None:
    """When the panel cannot be read, the results are there all the same."""
    tab.route("**/*-f*.bin", lambda route: route.fulfill(status=200, body="none"))
    tab.goto(f"{address}?q=渔政")

    told(tab, "找到 11 个案例")
    expect(tab.locator("#find-panel-note")).to_have_text("筛选条件暂时无法读取，请稍后再试。")


def test_paper_holds_the_results_and_none_of_the_panel(tab: Page, address: str) -> None:
    """On paper there are the number, the conditions and the results, but no panel or buttons."""
    tab.goto(f"{address}?q=党建&tag=biaoqian-03")
    told(tab, "找到 3 个案例")
    tab.emulate_media(media="print")
    names = (
        "#find-panel", "#find-sorting", ".al-find-clear", ".al-search", "#search-status",
        ".al-find-chip", ".search-title",
    )  # fmt: skip

    assert {"#search-status", ".al-find-chip", ".search-title"} == {
        name for name in names if tab.locator(name).first.is_visible()
    }


def test_without_an_address_of_its_own_the_page_still_answers(tab: Page, address: str) -> None:
    """Where a browser refuses to set the address, as in a copy on disk, choosing still works."""
    tab.add_init_script(
        "history.pushState = history.replaceState = () => { throw new DOMException('no'); };"
    )
    tab.goto(address)
    tab.get_by_role("checkbox", name="标签03").check()
    told(tab, "找到 3 个案例")
    tab.locator("#q").fill("渔政")

    told(tab, f"找到 {len(found('渔政', tag=['biaoqian-03']))} 个案例")
    expect(tab).to_have_url(address)


def test_choices_made_faster_than_the_answer_all_hold(tab: Page, address: str) -> None:
    """Who ticks, ticks and unticks before any answer is there has asked for what is ticked."""
    tab.goto(address)
    expect(tab.get_by_role("checkbox", name="标签03")).to_be_visible()
    tab.locator("fieldset[data-parameter=tag]").evaluate(
        """all => ["biaoqian-03", "biaoqian-04", "biaoqian-05", "biaoqian-03"].forEach((one) =>
            all.querySelector(`input[value="${one}"]`).click())"""
    )

    told(tab, f"找到 {len(found(tag=['biaoqian-04', 'biaoqian-05']))} 个案例")
    expect(tab.locator(".al-find-chip")).to_have_text(["标签：标签04×", "标签：标签05×"])


def test_choices_keep_their_places(tab: Page, address: str) -> None:
    """Ticking and unticking moves no choice of a long facet, nor does the last one go."""
    tab.goto(f"{address}?q=党建")
    heading = tab.get_by_role("button", name="标签", exact=True)
    expect(heading).to_be_visible()
    open_facet(tab, "标签")
    before = list(shown(tab, "tag"))
    for name in ("标签12", "标签05"):
        tab.get_by_role("checkbox", name=name).check()
    expect(tab.locator(".al-find-chip")).to_have_count(3)
    open_facet(tab, "组织类别")
    tab.get_by_role("checkbox", name="机关").check()
    expect(tab.locator(".al-find-chip")).to_have_count(4)
    kept = [one for one in before if one in shown(tab, "tag")]
    assert kept == list(shown(tab, "tag"))
    tab.get_by_role("button", name="收起").click()
    tab.get_by_role("checkbox", name="标签05").uncheck()
    expect(tab.locator(".al-find-chip")).to_have_count(3)

    expect(tab.get_by_role("checkbox", name="标签05")).to_be_visible()
    expect(tab.get_by_role("checkbox", name="标签05")).to_be_focused()


def test_the_page_says_how_choices_go_together(tab: Page, address: str) -> None:
    """The panel tells the rule once, and the chips of one facet are joined by a word for it."""
    tab.goto(f"{address}?tag=biaoqian-03&tag=biaoqian-04&category=jiguan")

    expect(tab.locator(".al-find-rule")).to_have_text("同一组内任选其一即可，不同组须同时符合。")
    expect(tab.locator("#find-chips li")).to_have_text(
        ["标签：标签03×", "或标签：标签04×", "组织类别：机关×", "清除全部"]
    )


def test_what_is_too_long_is_said(tab: Page, address: str) -> None:
    """Of a query longer than can be asked, the page says how much it has used, found or not."""
    tab.goto(address)
    tab.locator("#q").fill("党建 " * 67)
    told(tab, "找到 45 个案例")
    expect(tab.locator("#search-note")).to_have_text("检索词太长，只用了前 200 个字。")
    tab.locator("#q").press("Enter")
    told(tab, "找到 45 个案例")
    expect(tab.locator("#search-note")).to_have_text("检索词太长，只用了前 200 个字。")
    tab.locator("#q").fill("党建")
    expect(tab.locator("#search-note")).to_have_text("")


@pytest.mark.parametrize(
    ("query", "apart", "size"),
    [("货车司机的党建", "货车司机 党建", "约 12"), ("渔政案例", "渔政 案例", "11")],
)
def test_a_term_that_finds_nothing_is_taken_apart(
    tab: Page, address: str, query: str, apart: str, size: str
) -> None:
    """Where one long term finds nothing, the page offers its parts side by side."""
    tab.goto(f"{address}?q={query}")
    told(tab, f"没有找到含有“{query}”的案例。可以试试更短的词，或换一种说法。")
    expect(tab.locator(".al-find-way")).to_have_text([f"检索“{apart}”（{size} 个案例）"])
    tab.locator(".al-find-way").click()

    expect(tab.locator("#q")).to_have_value(apart)
    expect(tab.locator("#results > li")).to_have_count(10)
