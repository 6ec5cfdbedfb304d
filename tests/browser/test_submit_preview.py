"""The preview of a record at work looks as its page will, whatever is still missing."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from generator import strict_yaml
from tests.browser.conftest import ROOT
from tests.factories import record

RECORDS = sorted((ROOT / "cases").glob("2*/*.yml"))
SCRIPTS = ("submit-preview-words", "submit-preview-places", "submit-preview", "submit-forge")
Preview = Callable[..., None]

# What the preview leaves out knowingly: the way to the page, what scripts add, contents, charts and
# the words that belong to them, links to figures and sources, cases like this one, ways out.
LEFT_OUT = ", ".join(
    (
        *(".al-trail", ".al-tools", ".al-basket-own", ".al-walk", ".al-toc", "svg", ".al-moved"),
        *(".al-moved + .al-note", "caption .al-note", ".al-charted [aria-hidden]", ".al-anchor"),
        *(".al-related", ".al-around", ".al-citation", ".al-record p:last-child"),
    )
)
# A page by its parts: each element in it with its class and all of its text, blanks aside. Links are
# no elements here, and no more are those that only hold a text where a page may have a link.
PARTS = """([place, leftOut]) => {
  const page = document.querySelector(place).cloneNode(true);
  page.querySelectorAll(leftOut).forEach((one) => one.remove());
  const say = (one) => one.textContent.replace(/\\s+/g, "");
  const parts = {};
  let name = "top";
  for (const one of page.children) {
    name = one.matches("h2, footer") ? one.localName + say(one).slice(0, 4) : name;
    parts[name] ??= [];
    for (const inner of [one, ...one.querySelectorAll("*")]) {
      if (!inner.matches("a, span:not([class]), .al-item")) {
        const classes = inner.className.replace(" al-charted", "");
        parts[name].push([inner.localName, classes, say(inner)].join(" | "));
      }
    }
  }
  return parts;
}"""


def data_of(file: Path) -> Any:
    """Give a record as the form has it: texts, lists and objects."""
    document, problems = strict_yaml.read(file.name, file.read_bytes())
    assert [] == problems
    return document.data


@pytest.fixture(scope="module")
def desk(browser: Browser, site: str) -> Iterator[Page]:
    """A page of the site with an empty place for a preview in it."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}about/")
    for name in SCRIPTS:
        page.add_script_tag(url=f"{site}assets/javascripts/{name}.js")
    page.evaluate(
        """async (root) => {
          const place = document.createElement("div");
          place.id = "yulan";
          document.querySelector("article").append(place);
          const read = async (file) => (await fetch(root + file)).json();
          window.form = await read("submit/form.json");
          window.regions = await read("submit/regions.json");
        }""",
        site,
    )
    yield page
    context.close()


@pytest.fixture
def preview(desk: Page) -> Preview:
    """Show a record in the preview."""

    def show(data: Any, case: str = "a-case", regions: str = "regions") -> None:
        desk.evaluate(
            f"""([data, id]) => anliku.preview(data, document.getElementById("yulan"),
              {{ vocabularies: form.vocabularies, regions: {regions}, id }})""",
            [data, case],
        )

    return show


@pytest.mark.parametrize("file", RECORDS, ids=[file.stem for file in RECORDS])
def test_a_preview_is_the_page(
    page: Page, desk: Page, site: str, preview: Preview, file: Path
) -> None:
    """Part by part, the preview of a record has the elements, classes and texts of its page."""
    page.goto(f"{site}cases/{file.stem}/")
    built = page.evaluate(PARTS, ["article", LEFT_OUT])
    preview(data_of(file), file.stem)
    shown = desk.evaluate(PARTS, ["#yulan", "nothing"])

    assert list(built) == list(shown)
    for name, elements in built.items():
        assert elements == shown[name]
