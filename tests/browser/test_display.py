"""Colours and 长者模式: chosen, remembered, shown from the first paint on, and possible without."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

CASE = "cases/zhaoyuan-chelun-dangjian/"
LIGHT = "rgb(255, 255, 255)"
DARK = "rgb(23, 23, 26)"
GROUND = "getComputedStyle(document.body).backgroundColor"
# The same when the browser has told the page of a change: before a picture is painted.
SETTLED = f"""() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(
  () => done({GROUND}))))"""
TOKENS = """() => {
  const style = getComputedStyle(document.documentElement);
  const names = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule.selectorText === ":root").flatMap((rule) => [...rule.style]);
  return Object.fromEntries(names.filter((name) => name.startsWith("--al-"))
    .map((name) => [name, style.getPropertyValue(name)]));
}"""
# Storage as a browser gives it whose reader allows none.
REFUSED = """Object.defineProperty(window, "localStorage", {
  get() { throw new DOMException("refused", "SecurityError"); },
});"""
# What the root says at the moment when the body begins: nothing has been painted yet.
FIRST = """new MutationObserver((_, self) => {
  if (document.body) {
    const { mdColorScheme, elder } = document.documentElement.dataset;
    window.first = [mdColorScheme, elder === undefined ? "off" : "on"];
    self.disconnect();
  }
}).observe(document, { childList: true, subtree: true });"""


@pytest.fixture
def phone(browser: Browser) -> Iterator[Page]:
    """A fresh tab of a reader with a small phone."""
    context = browser.new_context(viewport={"width": 320, "height": 700}, locale="zh-CN")
    yield context.new_page()
    context.close()


def test_the_switch_goes_from_the_system_to_light_and_dark_and_back(page: Page, site: str) -> None:
    """Each press of the switch changes the colours or holds them, and its name says which."""
    page.emulate_media(color_scheme="light")
    page.goto(site)
    switch = page.locator("[data-display=colours]")
    seen = [(switch.get_attribute("aria-label"), page.evaluate(GROUND))]
    switch.focus()
    for key in ("Enter", "Space", "Enter"):
        page.keyboard.press(key)
        seen.append((switch.get_attribute("aria-label"), page.evaluate(GROUND)))

    assert [
        ("配色：跟随系统", LIGHT),
        ("配色：深色", DARK),
        ("配色：浅色", LIGHT),
        ("配色：跟随系统", LIGHT),
    ] == seen
    expect(page.locator("#told")).to_have_text("配色：跟随系统")


def test_colours_follow_the_system_until_they_are_chosen(page: Page, site: str) -> None:
    """Pages turn dark with the system while nothing is chosen, and stay as chosen afterwards."""
    page.emulate_media(color_scheme="light")
    page.goto(site)
    page.emulate_media(color_scheme="dark")
    followed = page.evaluate(SETTLED)
    page.get_by_role("button", name="配色").click()
    chosen = page.evaluate(GROUND)
    page.emulate_media(color_scheme="light")
    page.evaluate(SETTLED)
    page.emulate_media(color_scheme="dark")

    assert (DARK, LIGHT, LIGHT) == (followed, chosen, page.evaluate(SETTLED))


def test_what_is_chosen_holds_on_every_page_before_anything_is_painted(
    page: Page, site: str
) -> None:
    """The next page and the next visit begin as chosen: nothing is shown the other way first."""
    page.add_init_script(FIRST)
    page.emulate_media(color_scheme="light")
    page.goto(site)
    before = page.evaluate("window.first")
    page.get_by_role("button", name="配色").click()
    page.get_by_role("button", name="长者模式").click()
    page.goto(site + CASE)
    after = page.evaluate("window.first")
    elder = page.get_by_role("button", name="长者模式")

    assert (["default", "off"], ["slate", "on"]) == (before, after)
    expect(elder).to_have_attribute("aria-pressed", "true")
    expect(page.get_by_role("button", name="配色：深色")).to_be_visible()


def test_a_choice_reaches_the_other_tabs(page: Page, site: str) -> None:
    """What is chosen in one tab is shown in the others that are open."""
    page.goto(site)
    other = page.context.new_page()
    other.goto(site + "tags/")
    page.get_by_role("button", name="长者模式").click()

    expect(other.get_by_role("button", name="长者模式")).to_have_attribute("aria-pressed", "true")


def test_without_storage_the_switches_work_for_the_page(page: Page, site: str) -> None:
    """Where a browser refuses to remember, both switches still work, and nothing fails."""
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    page.add_init_script(REFUSED)
    page.emulate_media(color_scheme="light")
    page.goto(site)
    page.get_by_role("button", name="配色").click()
    page.get_by_role("button", name="长者模式").click()

    assert ("rgb(0, 0, 0)", "28px") == (
        page.evaluate(GROUND),
        page.evaluate("getComputedStyle(document.documentElement).fontSize"),
    )
    assert [] == failures


def test_a_stored_value_that_is_none_is_no_choice(page: Page, site: str) -> None:
    """Whatever else stands where the choice is kept, colours follow the system."""
    page.emulate_media(color_scheme="dark")
    page.add_init_script("localStorage.setItem('anliku.colours', 'foo')")
    page.goto(site)

    expect(page.get_by_role("button", name="配色：跟随系统")).to_be_visible()
    assert DARK == page.evaluate(GROUND)


def test_without_scripts_colours_follow_the_system_with_the_same_tokens(
    browser: Browser, site: str
) -> None:
    """A reader without scripts gets the system's colours, the very ones of the switch."""
    shown = []
    for scripts in (True, False):
        context = browser.new_context(color_scheme="dark", java_script_enabled=scripts)
        page = context.new_page()
        page.goto(site)
        shown.append(page.evaluate(TOKENS))
        context.close()

    assert "#17171a" == shown[0]["--al-paper"]
    assert shown[0] == shown[1]


@pytest.mark.parametrize("width", [320, 1280])
def test_without_scripts_no_button_is_shown_that_does_nothing(
    browser: Browser, site: str, width: int
) -> None:
    """Without scripts the only buttons are those that send a search."""
    context = browser.new_context(
        viewport={"width": width, "height": 700}, java_script_enabled=False
    )
    page = context.new_page()
    kinds = set()
    for path in ("", CASE, "submit/", "404.html"):
        page.goto(site + path)
        buttons = page.locator("button:visible, [role=button]:visible")
        kinds |= {one.get_attribute("type") for one in buttons.all()}
    context.close()

    assert {"submit"} == kinds


def test_the_elder_mode_is_larger_wider_starker_and_in_one_column(phone: Page, site: str) -> None:
    """长者模式 makes type 1.4 times as large, with more space, full contrast and larger targets."""
    phone.set_viewport_size({"width": 1280, "height": 800})
    phone.goto(site + CASE)
    look = """() => {
      const text = getComputedStyle(document.querySelector(".md-typeset p.al-summary"));
      const size = parseFloat(text.fontSize);
      return [size, parseFloat(text.lineHeight) / size, text.letterSpacing, text.color,
        getComputedStyle(document.querySelector(".md-sidebar--secondary")).display,
        document.querySelector("header [aria-pressed]").offsetHeight >= 44];
    }"""
    plain = phone.evaluate(look)
    phone.get_by_role("button", name="长者模式").click()
    elder = phone.evaluate(look)

    assert 1.4 == pytest.approx(elder[0] / plain[0])
    assert elder[1] > plain[1]
    assert ("normal", "block", False) == (plain[2], plain[4], plain[5])
    assert ("rgb(0, 0, 0)", "none", True) == (elder[3], elder[4], elder[5])
    assert "1.19px" == elder[2]


def test_the_elder_mode_is_switched_on_a_small_phone(phone: Page, site: str) -> None:
    """On the smallest phone the switch is on the screen, with its words, on and off."""
    phone.goto(site + CASE)
    switch = phone.get_by_role("button", name="长者模式", exact=True)
    expect(switch).to_have_attribute("aria-pressed", "false")
    expect(switch).to_be_in_viewport(ratio=1)
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "true")
    expect(switch).to_be_in_viewport(ratio=1)
    assert 0 == phone.get_by_role("dialog").count()
    switch.click()
    expect(switch).to_have_attribute("aria-pressed", "false")


def test_paper_knows_no_elder_mode(page: Page, site: str) -> None:
    """A page is printed in the same size and colours whether or not 长者模式 is on."""
    look = """() => ["html", "h1", ".al-summary"].map((one) => {
      const style = getComputedStyle(document.querySelector(one));
      return [style.fontSize, style.lineHeight, style.color];
    })"""
    page.goto(site + CASE)
    page.emulate_media(media="print")
    plain = page.evaluate(look)
    page.emulate_media(media="screen")
    page.get_by_role("button", name="长者模式").click()
    page.emulate_media(media="print")

    assert plain == page.evaluate(look)


def test_the_way_back_to_the_top_is_there_when_it_is_far(page: Page, site: str) -> None:
    """Far down a page there is a button to the top, which leads the focus there as well."""
    page.goto(site + CASE)
    button = page.get_by_role("button", name="回到顶部")
    expect(button).to_be_hidden()
    page.evaluate("scrollTo(0, 3000)")
    expect(button).to_be_visible()
    button.focus()
    page.keyboard.press("Enter")
    expect(button).to_be_hidden()

    assert 0 == page.evaluate("scrollY")
    assert page.evaluate("document.activeElement.matches('.al-brandmark')")
