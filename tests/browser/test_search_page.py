from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from generator.search import Document, build_index
from tests.browser.conftest import Served
from tests.browser.engine_page import write_site

HOSTILE = "<img src=x onerror=alert(1)>危运通行码&amp;"
CASES = [
    *(
        Document(
            f"case-{number:02}", f"党建品牌{number}", "江苏省", "2023", "2023-01-01", ("党建品牌",)
        )
        for number in range(12)
    ),
    Document("hostile", HOSTILE, "", "", "2020-01-01", (HOSTILE, "服务卡友 E家，安全")),
]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page that searches a few cases."""
    root = tmp_path_factory.mktemp("site")
    write_site(root, build_index(CASES))
    with Served(root) as url:
        yield f"{url}cases/index.html"


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A fresh tab on which nothing may go wrong."""
    errors: list[str] = []
    context = browser.new_context()
    tab = context.new_page()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    tab.on(
        "console", lambda message: errors.append(message.text) if "Policy" in message.text else 0
    )
    yield tab
    context.close()
    assert errors == []


def test_no_query(tab: Page, address: str) -> None:
    """Without a query the page is its list of all cases."""
    tab.goto(address)

    expect(tab.locator("#browse")).to_be_visible()
    expect(tab.locator("#results > *")).to_have_count(0)


def test_query_in_address(tab: Page, address: str) -> None:
    """A link to a query shows its results, their number and the query in the box."""
    tab.goto(f"{address}?q=党建")

    expect(tab.locator("#search-status")).to_have_text("找到 12 个案例")
    expect(tab.locator("#results > li")).to_have_count(10)
    expect(tab.locator("#browse")).to_be_hidden()
    expect(tab.locator("[name=q]")).to_have_value("党建")
    first = tab.locator("#results > li").first
    expect(first.locator("a")).to_have_attribute("href", address.replace("index.html", "case-00/"))
    expect(first.locator("mark").first).to_have_text("党建")
    expect(first).to_contain_text("江苏省 · 2023")


def test_more(tab: Page, address: str) -> None:
    """The button brings the rest, leads the keyboard to it, and goes."""
    tab.goto(f"{address}?q=党建")
    tab.locator("#search-more").click()

    expect(tab.locator("#results > li")).to_have_count(12)
    expect(tab.locator("#results > li").nth(10).locator("a")).to_be_focused()
    expect(tab.locator("#search-more")).to_be_hidden()


def test_typing(tab: Page, address: str) -> None:
    """Typing shows results and keeps the address in step; an emptied box brings the list back."""
    tab.goto(address)
    tab.locator("[name=q]").press_sequentially("E家")

    expect(tab.locator("#results > li")).to_have_count(1)
    expect(tab.locator("#results mark")).to_have_text("E家")
    expect(tab).to_have_url(f"{address}?q=E%E5%AE%B6")
    tab.locator("[name=q]").press("Escape")
    expect(tab.locator("#browse")).to_be_visible()
    expect(tab.locator("#results > li")).to_have_count(0)
    expect(tab).to_have_url(address)


def test_composing(tab: Page, address: str) -> None:
    """What an input method is still composing is not searched for; what it gives is."""
    tab.goto(address)
    tab.locator("[name=q]").focus()
    keyboard = tab.context.new_cdp_session(tab)
    keyboard.send(
        "Input.imeSetComposition", {"text": "dang", "selectionStart": 4, "selectionEnd": 4}
    )
    tab.wait_for_timeout(300)

    expect(tab).to_have_url(address)
    keyboard.send("Input.insertText", {"text": "党"})
    expect(tab.locator("#search-status")).to_have_text("找到 12 个案例")


def test_way_back(tab: Page, address: str) -> None:
    """The way back leads from a query to the one before, not through its letters."""
    tab.goto(f"{address}?q=党建")
    box = tab.locator("[name=q]")
    box.fill("安")
    expect(tab.locator("#search-status")).to_have_text("找到 1 个案例")
    box.fill("安全")
    box.press("Enter")
    expect(tab).to_have_url(f"{address}?q=%E5%AE%89%E5%85%A8")
    tab.go_back()

    expect(box).to_have_value("党建")
    expect(tab.locator("#search-status")).to_have_text("找到 12 个案例")


@pytest.mark.parametrize(
    ("query", "words"),
    [("龘龘", "没有找到同时含有“龘龘”的案例。可以试试更短的词"), ("，。", "请输入文字或数字")],
)
def test_nothing(tab: Page, address: str, query: str, words: str) -> None:
    """A reader who finds nothing reads what to try."""
    tab.goto(f"{address}?q={query}")

    expect(tab.locator("#search-status")).to_contain_text(words)
    expect(tab.locator("#results > *")).to_have_count(0)


def test_hostile_record(tab: Page, address: str) -> None:
    """Markup in a record is text in a result."""
    tab.goto(f"{address}?q=onerror")

    expect(tab.locator("#results a")).to_have_text(HOSTILE)
    expect(tab.locator("#results img")).to_have_count(0)


def test_network(tab: Page, address: str) -> None:
    """When the index cannot be read, the page says so and shows the list of all cases."""
    tab.route("**/*.bin", lambda route: route.abort())
    tab.goto(f"{address}?q=党建")

    expect(tab.locator("#search-status")).to_contain_text("检索暂时无法使用")
    expect(tab.locator("#browse")).to_be_visible()
    tab.unroute("**/*.bin")
    tab.locator("[name=q]").press("Enter")
    expect(tab.locator("#search-status")).to_have_text("找到 12 个案例")


def test_old_browser(tab: Page, address: str) -> None:
    """A browser that cannot unpack the index says so and shows the list of all cases."""
    tab.add_init_script("delete window.DecompressionStream")
    tab.goto(f"{address}?q=党建")

    expect(tab.locator("#search-status")).to_contain_text("版本较旧")
    expect(tab.locator("#browse")).to_be_visible()
