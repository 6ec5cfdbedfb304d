"""Every kind of page for everybody: by axe-core, on small screens, enlarged, in few colours."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, Page

from tests.browser.page_types import page_types, templates

# Beside what is read off the site: pages with an answer, with none, and where no place is told.
STATES = ("cases/?q=货车", "cases/?q=獨獨獨", "regions/undisclosed/")
COMPARED = "compare/?ids=zhaoyuan-chelun-dangjian,pinghu-jinpinghu-wo-xianxing"
SHEETS = ("metrics/?sort=-value", "platforms/?q=通行码")
ANSWERED = "/找到/.test(document.querySelector('#search-status').textContent)"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_RULES = {"runOnly": {"type": "tag", "values": TAGS}}
# Colours are those of the desk, and to look at them takes longer than all other rules together.
NO_COLOURS = {**ALL_RULES, "rules": {"color-contrast": {"enabled": False}}}
LOOKS = ["color-contrast", "target-size", "scrollable-region-focusable"]
ONLY_LOOKS = {"runOnly": {"type": "rule", "values": LOOKS}}
# Width, colours, whether 长者模式 is on, and which rules.
DESK = (1280, "light", "off", ALL_RULES)
OTHERS = (
    (375, "light", "off", NO_COLOURS),
    (375, "dark", "off", ONLY_LOOKS),
    (375, "light", "on", ONLY_LOOKS),
)
AXE = """(rules) => axe.run(document, { ...rules, resultTypes: ["violations"] }).then(
  ({ violations }) => violations.flatMap(({ id, nodes }) => nodes.map((one) =>
    `${id} ${one.target.join(" ")}: ${[...one.any, ...one.all, ...one.none][0]?.message}`)))"""
SET_ELDER = """(choice) => {
  localStorage.setItem("anliku.elder", choice);
  dispatchEvent(new Event("storage"));
}"""
# What reaches beyond the screen, but for what scrolls in a frame of its own or waits beside it.
TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] : [
  document.documentElement.scrollWidth,
  ...[...document.querySelectorAll("main *, header *, footer *")].filter((one) =>
    one.getBoundingClientRect().right > innerWidth + 1
    && !one.closest(".al-scroll, pre, .md-sidebar--primary"))
    .map((one) => `${one.tagName}.${one.className}`).slice(0, 3)]"""
# Lines of text that a frame of fixed height or width cuts off.
CUT = """() => [...document.querySelectorAll("main *, header *, footer *")].filter((one) => {
  const style = getComputedStyle(one);
  const isCutting = /hidden|clip/.test(style.overflowX + style.overflowY);
  return isCutting && one.clientWidth > 1 && style.webkitLineClamp === "none"
    && one.checkVisibility({ visibilityProperty: true })
    && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 2);
}).map((one) => `${one.tagName}.${one.className}`)"""
# Buttons, fields and links that stand alone, smaller than a fingertip needs. Links within a
# sentence are as high as its line.
SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  .filter((one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true })
    && !one.closest("p, dd, td, dt, .al-visually-hidden") && !one.matches(".md-skip"))
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 0 && (box.width < 23.5 || box.height < 23.5))
  .map(([one, box]) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 12)} `
    + `${Math.round(box.width)}×${Math.round(box.height)}`)"""
MOVING = """() => [...document.querySelectorAll("*")].filter((one) => {
  const style = getComputedStyle(one);
  return /[1-9]/.test(style.transitionDuration) || style.animationName !== "none";
}).length + document.getAnimations().length"""


@pytest.fixture(scope="module")
def kinds(site_dir: Path) -> list[str]:
    """An address or some of every kind of page, new kinds included."""
    return page_types(site_dir)


@pytest.fixture
def still(browser: Browser) -> Iterator[Page]:
    """A fresh tab of a reader who wants no movement."""
    context = browser.new_context(reduced_motion="reduce", locale="zh-CN")
    yield context.new_page()
    context.close()


def visit(page: Page, site: str, kinds: list[str], script: str) -> dict[str, Any]:
    """Run a script on a page of every kind and give what it finds, by address."""
    found = {}
    for path in kinds:
        page.goto(site + path)
        if result := page.evaluate(script):
            found[path] = result
    return found


def test_the_kinds_of_pages_are_read_off_the_site(kinds: list[str]) -> None:
    """No kind of page is left out: each first step of an address is there with all its depths."""
    heads = {(path.split("/")[0], path.count("/")) for path in kinds}

    assert {
        ("", 0), ("404.html", 0), ("about", 1), ("accessibility", 1), ("brands", 1), ("cases", 1),
        ("cases", 2), ("categories", 1), ("categories", 2), ("data", 1), ("developers", 1),
        ("developers", 2), ("domains", 1), ("domains", 2), ("honors", 1), ("honors", 2),
        ("organizations", 1), ("regions", 1), ("regions", 2), ("submit", 1), ("tags", 1),
        ("tags", 2), ("years", 1), ("years", 2),
    } <= heads  # fmt: skip


def test_axe_finds_nothing_on_any_kind_of_page(
    still: Page, site: str, site_dir: Path, kinds: list[str]
) -> None:
    """On every kind of page axe-core finds nothing: phone and desk, light and dark, 长者模式."""
    alike = {*templates(site_dir, kinds), *STATES}
    axe = AXE_FILE_PATH.read_text(encoding="utf-8")
    found = {}
    for path in (*kinds, *STATES, COMPARED, *SHEETS):
        still.goto(site + path)
        if path.startswith("cases/?q="):
            still.wait_for_function(ANSWERED)
        still.evaluate(axe)
        for width, colours, elder, rules in (DESK, *(OTHERS if path in alike else ())):
            still.set_viewport_size({"width": width, "height": 900})
            still.emulate_media(color_scheme=colours)  # type: ignore[arg-type] # one of two words
            still.evaluate(SET_ELDER, elder)
            if faults := still.evaluate(AXE, rules):
                found[path, width, colours, elder] = faults

    assert {} == found


@pytest.mark.slow
@pytest.mark.parametrize("elder", ["off", "on"])
@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("width", [375, 1280])
def test_axe_finds_nothing_with_all_rules_in_every_look(
    still: Page, site: str, kinds: list[str], width: int, colours: str, elder: str
) -> None:
    """On every kind of page and in every state, all of axe-core's rules hold in each look."""
    still.add_init_script(f"localStorage.setItem('anliku.elder', '{elder}')")
    still.set_viewport_size({"width": width, "height": 900})
    still.emulate_media(color_scheme=colours)  # type: ignore[arg-type] # one of two words
    axe = AXE_FILE_PATH.read_text(encoding="utf-8")
    found = {}
    for path in (*kinds, *STATES, COMPARED, *SHEETS):
        still.goto(site + path, wait_until="networkidle")
        still.evaluate(axe)
        if faults := still.evaluate(AXE, ALL_RULES):
            found[path] = faults

    assert {} == found


@pytest.mark.parametrize("elder", ["off", "on"])
def test_no_kind_of_page_scrolls_sideways_on_the_smallest_phone(
    still: Page, site: str, kinds: list[str], elder: str
) -> None:
    """At 320 pixels no page is wider than the screen and no target too small, in 长者模式 too."""
    still.add_init_script(f"localStorage.setItem('anliku.elder', '{elder}')")
    still.set_viewport_size({"width": 320, "height": 640})

    script = f"() => [...({TOO_WIDE})(), ...({SMALL})()]"
    assert {} == visit(still, site, kinds, script)


def test_the_drawer_is_right_for_axe_when_open(still: Page, site: str) -> None:
    """The open menu of a phone has names, contrast and order."""
    still.set_viewport_size({"width": 375, "height": 800})
    still.goto(site)
    still.get_by_role("button", name="菜单").click()
    still.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))

    assert [] == still.evaluate(AXE, ALL_RULES)


def test_pages_at_twice_the_size_lose_nothing(
    browser: Browser, site: str, kinds: list[str]
) -> None:
    """At a zoom of 200 % no page is wider than the window and no text is cut off."""
    context = browser.new_context(
        viewport={"width": 640, "height": 450}, device_scale_factor=2, reduced_motion="reduce"
    )
    found = visit(context.new_page(), site, kinds, f"() => [...({TOO_WIDE})(), ...({CUT})()]")
    context.close()

    assert {} == found


def test_text_at_twice_the_size_loses_nothing(still: Page, site: str, kinds: list[str]) -> None:
    """With type alone twice as large no page is wider than the window and no text is cut off."""
    still.set_viewport_size({"width": 1280, "height": 900})
    script = f"""() => {{
      document.documentElement.style.fontSize = "250%";
      return [...({TOO_WIDE})(), ...({CUT})()];
    }}"""

    assert {} == visit(still, site, kinds, script)


def test_nothing_moves_for_who_wants_no_movement(still: Page, site: str, kinds: list[str]) -> None:
    """Where the system asks for less motion, no page has an animation or a transition."""
    assert {} == visit(still, site, kinds, MOVING)


def test_focus_and_states_are_seen_in_forced_colours(browser: Browser, site: str) -> None:
    """Where the system chooses all colours, the focus has an outline and buttons have borders."""
    context = browser.new_context(forced_colors="active", reduced_motion="reduce")
    page = context.new_page()
    page.goto(site)
    page.keyboard.press("Tab")
    seen = []
    for _ in range(6):
        page.keyboard.press("Tab")
        seen.append(
            page.evaluate("""() => {
              const style = getComputedStyle(document.activeElement);
              return style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 3;
            }""")
        )
    borders = page.evaluate("""() => Object.fromEntries(
      ["[data-display=elder]", ".al-search > div", ".al-tile > a", ".al-chips a"].map((one) =>
        [one, parseFloat(getComputedStyle(document.querySelector(one)).borderTopWidth) > 0]))""")
    switch = page.get_by_role("button", name="长者模式")
    ground = "(one) => getComputedStyle(one).backgroundColor"
    plain = switch.evaluate(ground)
    switch.click()
    pressed = switch.evaluate(ground)
    context.close()

    assert [True] * 6 == seen
    assert {"[data-display=elder]", ".al-search > div", ".al-tile > a", ".al-chips a"} == {
        name for name, has_border in borders.items() if has_border
    }
    assert plain != pressed


def test_a_keyboard_reaches_everything_on_a_desk(
    still: Page, site: str, site_dir: Path, kinds: list[str]
) -> None:
    """On every kind of page Tab goes through all that can be used, in order, with focus shown."""
    still.set_viewport_size({"width": 1280, "height": 900})
    wrong = {}
    for path in templates(site_dir, kinds):
        still.goto(site + path, wait_until="networkidle")
        # It comes and goes with the place on the page; a test of its own looks at it.
        still.evaluate("document.querySelector('.al-top').remove()")
        usable = still.evaluate("""() => [...document.querySelectorAll(
            "a[href], button, input, select, textarea, summary, [tabindex='0']")]
          .filter((one) => one.checkVisibility({ visibilityProperty: true })).slice(0, 40)
          .map((one) => one.outerHTML.slice(0, 120))""")
        stops = []
        unseen = []
        for _ in usable:
            still.keyboard.press("Tab")
            stop, is_seen = still.evaluate("""() => {
              const active = document.activeElement;
              const style = getComputedStyle(active);
              const box = active.getBoundingClientRect();
              const isSeen = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2
                && box.bottom > 0 && box.top < innerHeight;
              return [active.outerHTML.slice(0, 120), isSeen];
            }""")
            stops.append(stop)
            if not is_seen:
                unseen.append(stop)
        if stops != usable or unseen:
            wrong[path] = (
                unseen,
                [pair for pair in zip(usable, stops, strict=True) if pair[0] != pair[1]][:2],
            )

    assert {} == wrong
