"""What a reader relies on beside the texts: paper, keyboard, skip link, bare pages, the tabs."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

CASE = "cases/zhaoyuan-chelun-dangjian/"
# Of each page type one: home, a list, a case, an index, a tag, a written page, a missing one.
PAGES = (
    "",
    "cases/",
    CASE,
    "tags/",
    "tags/huoche-siji/",
    "compare/",
    "data/",
    "about/",
    "404.html",
)
# What stands where the focus is.
FOCUSED = """() => {
  const active = document.activeElement;
  const box = active.getBoundingClientRect();
  const style = getComputedStyle(active);
  const isSeen = box.width > 0 && box.left >= 0 && box.right <= innerWidth + 1
    && box.bottom > 0 && box.top < innerHeight
    && style.visibility === "visible" && style.outlineStyle !== "none";
  return [active.tagName, isSeen, active.getAttribute("aria-label") || active.innerText.trim()];
}"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A fresh tab of a reader with a phone."""
    context = browser.new_context(viewport={"width": 375, "height": 800}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_paper_is_white_and_ink_dark_whatever_the_screen(browser: Browser, site: str) -> None:
    """A page that is dark on the screen is printed in the same colours as a light one."""
    colours = []
    for scheme in ("light", "dark"):
        context = browser.new_context(color_scheme=scheme)
        page = context.new_page()
        page.goto(site + CASE)
        page.emulate_media(media="print", color_scheme=scheme)
        colours.append(
            page.evaluate(
                """() => ["html", "body", "h1", ".al-summary", ".al-facts dt"].map((one) => {
                  const style = getComputedStyle(document.querySelector(one));
                  return [style.color, style.backgroundColor, style.colorScheme];
                })"""
            )
        )
        context.close()

    assert colours[0] == colours[1]
    assert ["rgb(33, 30, 27)", "rgb(255, 255, 255)", "light"] == colours[0][1]
    assert "rgb(33, 30, 27)" == colours[0][2][0]


def test_print_holds_the_case_and_none_of_the_ways_around(page: Page, site: str) -> None:
    """On paper there are the case and the site's name, but no header, tabs, contents or links."""
    page.goto(site + CASE)
    page.emulate_media(media="print")
    names = (
        ".al-header", ".md-tabs", ".md-sidebar", ".al-toc", ".al-trail", ".al-related",
        ".al-footer-links", ".al-summary", ".al-facts", ".al-footer-name",
    )  # fmt: skip
    shown = {name for name in names if page.locator(name).first.is_visible()}

    assert {".al-summary", ".al-facts", ".al-footer-name"} == shown


@pytest.mark.parametrize("path", PAGES)
def test_the_first_tab_stop_leads_to_the_content(page: Page, site: str, path: str) -> None:
    """On every page the first tab stop is a link to the content, which the next one lies in."""
    page.goto(site + path)
    page.keyboard.press("Tab")

    assert ["A", True, "跳到正文"] == page.evaluate(FOCUSED)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    inside = "!document.activeElement.closest('header, .md-tabs, .md-sidebar--primary')"
    assert page.evaluate(inside)
    assert 1 == page.locator("main #zhengwen").count()


@pytest.mark.parametrize("path", ["", CASE, "tags/huoche-siji/"])
def test_on_a_phone_the_tab_key_never_goes_where_nothing_is_seen(
    phone: Page, site: str, path: str
) -> None:
    """On a phone every tab stop is on the screen with its focus shown, the menu button second."""
    phone.goto(site + path)
    phone.emulate_media(reduced_motion="reduce")
    stops = []
    for _ in range(25):
        phone.keyboard.press("Tab")
        stops.append(phone.evaluate(FOCUSED))

    assert [] == [stop for stop in stops if not stop[1]]
    assert ["BUTTON", True, "菜单"] == stops[1]


def test_a_keyboard_opens_and_closes_the_drawer(phone: Page, site: str) -> None:
    """Space opens the drawer, Tab goes through its links, Escape closes it and leads back."""
    phone.goto(site + CASE)
    phone.emulate_media(reduced_motion="reduce")
    link = phone.locator(".md-sidebar--primary .md-nav__link").first
    expect(link).to_be_hidden()
    menu = phone.get_by_role("button", name="菜单")
    expect(menu).to_have_attribute("aria-expanded", "false")
    menu.focus()
    phone.keyboard.press("Space")
    expect(link).to_be_visible()
    expect(menu).to_have_attribute("aria-expanded", "true")
    links = phone.locator(".md-sidebar--primary .md-nav__link").all_inner_texts()
    stops = []
    for _ in links:
        phone.keyboard.press("Tab")
        stops.append(phone.evaluate(FOCUSED)[2])

    assert links == stops
    phone.keyboard.press("Escape")
    expect(link).to_be_hidden()
    expect(menu).to_be_focused()
    expect(menu).to_have_attribute("aria-expanded", "false")


def test_a_finger_opens_and_closes_the_drawer_without_scripts(browser: Browser, site: str) -> None:
    """Without scripts the menu button opens the drawer, and a touch beside it closes it."""
    context = browser.new_context(
        viewport={"width": 375, "height": 800}, java_script_enabled=False, reduced_motion="reduce"
    )
    page = context.new_page()
    page.goto(site + CASE)
    link = page.locator(".md-sidebar--primary .md-nav__link").first
    page.locator("header label[for=caidan]").click()
    expect(link).to_be_visible()
    page.mouse.click(350, 600)
    expect(link).to_be_hidden()
    context.close()


@pytest.mark.parametrize(
    ("path", "box"), [("", "#q"), ("cases/", "#q"), (CASE, "#header-q"), ("about/", "#header-q")]
)
def test_the_slash_leads_to_the_search_box(page: Page, site: str, path: str, box: str) -> None:
    """The slash leads to the one search box that a page shows, and is a slash inside it."""
    page.goto(site + path)
    shown = page.locator("[name=q]:visible")

    assert 1 == shown.count()
    page.keyboard.press("/")
    expect(page.locator(box)).to_be_focused()
    page.keyboard.press("/")
    expect(page.locator(box)).to_have_value("/")


def test_on_a_phone_the_slash_leads_to_the_page_with_the_box(phone: Page, site: str) -> None:
    """Where a phone shows no search box, the slash leads to the page that has one."""
    phone.goto(site + CASE)
    phone.keyboard.press("/")

    expect(phone).to_have_url(site + "cases/")


def test_without_scripts_the_search_says_what_it_needs(browser: Browser, site: str) -> None:
    """With scripts off the list of cases says that search needs them, and where else to look."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(site + "cases/")
    told = page.locator("#browse noscript")
    words = told.inner_text().strip()
    ways = page.locator(".al-browse-count a")
    targets = [one.get_attribute("href") for one in ways.all()]
    context.close()

    assert "检索和筛选需要启用脚本，下面是全部案例。" == words
    folders = ("tags", "regions", "domains", "categories", "years")
    more = ("organizations", "brands", "honors")
    assert [f"../{folder}/" for folder in folders + more] == targets


@pytest.mark.parametrize(
    ("path", "active", "current"),
    [
        ("", ["首页"], ["首页"]),
        ("cases/", ["案例"], ["案例"]),
        (CASE, ["案例"], []),
        ("tags/huoche-siji/", ["标签"], []),
        ("regions/370000/", ["地区"], []),
        ("about/", ["关于"], ["关于"]),
        ("data/", [], []),
        ("404.html", [], []),
    ],
)
def test_the_tabs_say_where_a_page_lies(
    page: Page, site: str, path: str, active: list[str], current: list[str]
) -> None:
    """A tab is marked on its own page and all below it, and is the current page on its own only."""
    page.goto(site + path)

    assert active == page.locator(".md-tabs__item--active").all_inner_texts()
    assert current == page.locator(".md-tabs [aria-current=page]").all_inner_texts()


def test_a_case_has_one_table_of_contents_on_every_screen(phone: Page, site: str) -> None:
    """A phone shows the contents of a case closed, a desk beside it; both lead to all parts."""
    phone.goto(site + CASE)
    contents = phone.locator(".al-toc")
    anchors = "all => all.map(one => one.hash)"
    expect(contents).to_be_visible()
    expect(contents.locator("a").first).to_be_hidden()
    contents.locator("summary").click()
    contents.locator("[href='#chengxiao']").click()

    assert phone.url == site + CASE + "#chengxiao"
    beside = phone.locator(".md-sidebar--secondary a").evaluate_all(anchors)
    assert beside == contents.locator("a").evaluate_all(anchors)
    phone.set_viewport_size({"width": 1280, "height": 800})
    expect(contents).to_be_hidden()
    expect(phone.locator(".md-sidebar--secondary a").first).to_be_visible()


def test_the_missing_page_can_be_read_without_its_style_sheet(browser: Browser, site: str) -> None:
    """Where no style sheet can be had, icons stay small and no box of the drawer is in the way."""
    context = browser.new_context(viewport={"width": 375, "height": 800})
    page = context.new_page()
    page.route("**/*.css", lambda route: route.abort())
    page.route("**/*.js", lambda route: route.abort())
    page.goto(site + "404.html")
    sizes = page.locator("svg:visible").evaluate_all("all => all.map(one => one.clientWidth)")
    boxes = page.locator("[type=checkbox]:visible").count()
    heading = page.locator("h1").bounding_box()
    context.close()

    assert ({24}, 0) == (set(sizes), boxes)
    assert heading is not None
    assert heading["y"] < 400


def test_a_long_query_is_not_repeated_in_full(page: Page, site: str) -> None:
    """Where nothing is found, no more than 40 characters of the query are repeated."""
    page.goto(site + "cases/?q=" + "獨" * 150)

    expect(page.locator("#search-status")).to_have_text(
        f"没有找到含有“{'獨' * 40}…”的案例。可以试试更短的词，或换一种说法。"
    )


def test_the_contents_beside_a_case_follow_the_reader(page: Page, site: str) -> None:
    """However far down a reader is, the part being read is marked and in sight in the contents."""
    page.set_viewport_size({"width": 1280, "height": 420})
    page.emulate_media(reduced_motion="reduce")
    page.goto(site + "cases/pinghu-jinpinghu-wo-xianxing/#laiyuan")
    marked = page.locator(".md-sidebar--secondary .md-nav__link--active").last

    expect(marked).to_have_text("来源")
    expect(marked).to_be_in_viewport()


def test_the_sample_is_copied_with_one_press(browser: Browser, site: str) -> None:
    """A button copies the sample record as it stands, without a request."""
    context = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    page.goto(site + "submit/guide/", wait_until="networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.get_by_role("button", name="复制").first.click()
    expect(page.locator("#told")).to_have_text("已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    sample = page.locator("pre > code").first.text_content()
    context.close()

    assert sample is not None
    assert (sample.strip(), []) == (copied.strip(), asked)
