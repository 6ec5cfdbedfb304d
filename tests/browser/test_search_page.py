"""The search box of the page that finds cases, on a made library."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.browser import find_library
from tests.browser.conftest import Served

TEXTS = re.compile(r"-d[0-9]+\.bin$")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of the page that finds cases."""
    with Served(find_library.build(tmp_path_factory.mktemp("find"))) as url:
        yield f"{url}cases/"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh tab on which no script may fail."""
    errors: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    tab = context.new_page()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert errors == []


def test_no_query(tab: Page, address: str) -> None:
    """Without a question the page is its list of all cases, with the panel beside it."""
    tab.goto(address)

    expect(tab.locator("#browse .al-card")).to_have_count(20)
    expect(tab.locator("#browse")).to_be_visible()
    expect(tab.locator("#results > *")).to_have_count(0)
    expect(tab.get_by_role("checkbox", name="标签03")).to_be_visible()


def test_query_in_address(tab: Page, address: str) -> None:
    """A link to a query shows its results, their number and the query in the box."""
    tab.goto(f"{address}?q=货车")

    expect(tab.locator("#search-status")).to_have_text("找到 12 个案例")
    expect(tab.locator("#results > li")).to_have_count(10)
    expect(tab.locator("#browse")).to_be_hidden()
    expect(tab.locator("#q")).to_have_value("货车")
    first = tab.locator("#results > li").first
    expect(first).to_have_attribute("data-case", "anli-12")
    expect(first.locator("a")).to_have_attribute("href", f"{address}anli-12/")
    expect(first.locator("mark").first).to_have_text("货车")
    expect(first.locator(".search-facts")).to_have_text("江苏省 · 2020年起 · 道路货运")


def test_first_results_before_the_rest(tab: Page, address: str) -> None:
    """The first results stand on the page while the others are still on their way."""
    held: list[Route] = []
    let = [4]

    def hold(route: Route) -> None:
        let[0] -= 1
        if let[0] < 0:
            held.append(route)
        else:
            route.continue_()

    tab.route(TEXTS, hold)
    tab.goto(f"{address}?q=货车")

    expect(tab.locator("#results > li")).to_have_count(4)
    expect(tab.locator("#search-more")).to_be_hidden()
    let[0] = 100
    for route in held:
        route.continue_()
    expect(tab.locator("#results > li")).to_have_count(10)
    expect(tab.locator("#search-more")).to_be_visible()


def test_the_focus_stays_while_results_come(tab: Page, address: str) -> None:
    """Who has moved on to a first result is still there when the others have come."""
    held: list[Route] = []
    let = [4]

    def hold(route: Route) -> None:
        let[0] -= 1
        if let[0] < 0:
            held.append(route)
        else:
            route.continue_()

    tab.route(TEXTS, hold)
    tab.goto(f"{address}?q=货车")
    link = tab.locator("#results > li a").nth(1)
    link.focus()
    let[0] = 100
    for route in held:
        route.continue_()

    expect(tab.locator("#results > li")).to_have_count(10)
    expect(link).to_be_focused()


def test_more_of_a_question_is_not_added_to_another(tab: Page, address: str) -> None:
    """More of a question, asked for while the next one is under way, never joins its results."""
    held: list[Route] = []
    is_held = [True]
    tab.goto(f"{address}?q=货车")
    expect(tab.locator("#search-more")).to_be_visible()
    tab.route(TEXTS, lambda route: held.append(route) if is_held[0] else route.continue_())
    with tab.expect_request(TEXTS):
        tab.locator("#q").fill("渔政")
    expect(tab.locator("#search-more")).to_be_hidden()
    before = len(held)
    tab.locator("#search-more").evaluate("button => button.click()")
    tab.locator("#q").focus()
    late = held[before:]
    is_held[0] = False
    for route in held[:before]:
        route.continue_()
    expect(tab.locator("#search-status")).to_have_text("找到 11 个案例")
    for route in late:
        route.continue_()
    tab.wait_for_load_state("networkidle")

    expect(tab.locator("#results > li")).to_have_count(10)
    expect(tab.locator("#q")).to_be_focused()


def test_more_that_cannot_be_read(tab: Page, address: str) -> None:
    """Where more cannot be read, the page says so and the keyboard stays at the button."""
    tab.goto(f"{address}?q=货车")
    expect(tab.locator("#search-more")).to_be_visible()
    tab.route("**/*.bin", lambda route: route.abort())
    tab.locator("#search-more").focus()
    tab.keyboard.press("Enter")

    expect(tab.locator("#search-status")).to_contain_text("未能读取更多结果")
    expect(tab.locator("#search-more")).to_be_focused()
    tab.unroute("**/*.bin")
    tab.keyboard.press("Enter")
    expect(tab.locator("#results > li")).to_have_count(12)


def test_more(tab: Page, address: str) -> None:
    """The button brings the rest, leads the keyboard to it, and goes."""
    tab.goto(f"{address}?q=货车")
    tab.locator("#search-more").click()

    expect(tab.locator("#results > li")).to_have_count(12)
    expect(tab.locator("#results > li").nth(10).locator("a")).to_be_focused()
    expect(tab.locator("#search-more")).to_be_hidden()


def test_typing(tab: Page, address: str) -> None:
    """Typing shows results and keeps the address in step; an emptied box brings the list back."""
    tab.goto(address)
    tab.locator("#q").press_sequentially("编号07")

    expect(tab.locator("#results > li")).to_have_count(1)
    expect(tab.locator("#results mark")).to_have_text("编号07")
    expect(tab).to_have_url(f"{address}?q=%E7%BC%96%E5%8F%B707")
    tab.locator("#q").press("Escape")
    expect(tab.locator("#browse")).to_be_visible()
    expect(tab.locator("#results > li")).to_have_count(0)
    expect(tab).to_have_url(address)


def test_composing(tab: Page, address: str) -> None:
    """What an input method is still composing is not searched for; what it gives is."""
    tab.goto(address)
    tab.locator("#q").focus()
    keyboard = tab.context.new_cdp_session(tab)
    keyboard.send("Input.imeSetComposition", {"text": "yu", "selectionStart": 2, "selectionEnd": 2})
    tab.wait_for_timeout(300)

    expect(tab).to_have_url(address)
    keyboard.send("Input.insertText", {"text": "渔政"})
    expect(tab.locator("#search-status")).to_have_text("找到 11 个案例")


def test_way_back(tab: Page, address: str) -> None:
    """The way back leads from a query to the one before, not through its letters."""
    tab.goto(f"{address}?q=货车")
    box = tab.locator("#q")
    box.fill("渔")
    expect(tab.locator("#search-status")).to_have_text("找到 11 个案例")
    box.fill("渔政")
    box.press("Enter")
    expect(tab).to_have_url(f"{address}?q=%E6%B8%94%E6%94%BF")
    tab.go_back()

    expect(box).to_have_value("货车")
    expect(tab.locator("#search-status")).to_have_text("找到 12 个案例")


def test_the_way_back_from_typing_finds_the_place_again(tab: Page, address: str) -> None:
    """Going on by typing, the way back leads to as many results as had been shown."""
    tab.goto(f"{address}?q=货车")
    tab.locator("#search-more").click()
    expect(tab.locator("#results > li")).to_have_count(12)
    tab.locator("#q").fill("渔")
    expect(tab.locator("#search-status")).to_have_text("找到 11 个案例")
    tab.locator("#q").fill("渔政")
    tab.locator("#q").press("Enter")
    expect(tab).to_have_url(f"{address}?q=%E6%B8%94%E6%94%BF")
    tab.go_back()

    expect(tab.locator("#results > li")).to_have_count(12)


def test_enter_asks_what_stands_in_the_box(tab: Page, address: str) -> None:
    """Back at the question before, Enter at once after the last key shows that question again."""
    tab.goto(f"{address}?q=货车")
    tab.locator("#q").fill("渔政")
    expect(tab.locator("#search-status")).to_have_text("找到 11 个案例")
    tab.locator("#q").evaluate(
        "box => { box.value = '货车'; box.dispatchEvent(new Event('input'));"
        " box.form.requestSubmit(); }"
    )

    expect(tab.locator("#search-status")).to_have_text("找到 12 个案例")
    expect(tab).to_have_url(f"{address}?q=%E8%B4%A7%E8%BD%A6")


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("龘龘", "没有找到含有“龘龘”的案例。可以试试更短的词"),
        ("龘龘 党建", "没有找到同时含有“龘龘 党建”的案例。"),
        ("，。", "只有标点无法检索，请输入文字或数字。"),
    ],
)
def test_nothing(tab: Page, address: str, query: str, words: str) -> None:
    """A reader who finds nothing reads what to try."""
    tab.goto(f"{address}?q={query}")

    expect(tab.locator("#search-status")).to_contain_text(words)
    expect(tab.locator("#results > *")).to_have_count(0)
    expect(tab.locator("#find-sorting")).to_be_hidden()


def test_traditional_script(tab: Page, address: str) -> None:
    """A query in traditional script finds its cases, and the page says how it was read."""
    tab.goto(f"{address}?q=貨車")

    expect(tab.locator("#search-status")).to_have_text("找到 12 个案例")
    expect(tab.locator("#search-note")).to_have_text("按简体检索：货车")


def test_a_note_goes_with_its_question(tab: Page, address: str) -> None:
    """What was said of how one question was read is gone when the next one fails."""
    tab.goto(f"{address}?q=貨車")
    expect(tab.locator("#search-note")).to_have_text("按简体检索：货车")
    tab.route("**/*.bin", lambda route: route.abort())
    tab.locator("#q").fill("渔政")

    expect(tab.locator("#search-status")).to_contain_text("检索暂时无法使用")
    expect(tab.locator("#search-note")).to_have_text("")


def test_network(tab: Page, address: str) -> None:
    """When the index cannot be read, the page says so and shows the list of all cases."""
    tab.route("**/*.bin", lambda route: route.abort())
    tab.goto(f"{address}?q=渔政")

    expect(tab.locator("#search-status")).to_contain_text("检索暂时无法使用")
    expect(tab.locator("#browse")).to_be_visible()
    tab.unroute("**/*.bin")
    tab.locator("#q").press("Enter")
    expect(tab.locator("#search-status")).to_have_text("找到 11 个案例")
    expect(tab.get_by_role("checkbox", name="标签03")).to_be_visible()


def test_old_browser(tab: Page, address: str) -> None:
    """A browser that cannot unpack the index says so and shows the list of all cases."""
    tab.add_init_script("delete window.DecompressionStream")
    tab.goto(f"{address}?q=渔政")

    expect(tab.locator("#search-status")).to_contain_text("版本较旧")
    expect(tab.locator("#browse")).to_be_visible()
    expect(tab.locator("#find-panel")).to_be_hidden()
