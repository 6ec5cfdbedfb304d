"""What a reader of `record.md` relies on: the whole case, as plain text and rendered."""

from typing import Any
from urllib.parse import unquote

import html5lib
import pytest
from hypothesis import given, settings
from markdown_it import MarkdownIt

from generator import history
from generator.exports import prose
from generator.model import Case
from generator.settings import LICENCE_SUMMARY, Settings
from tests.factories import make_case, make_library, shape
from tests.test_exports_resolved import CASES, DATA, SETTINGS, holding, read

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
ELEMENTS = {
    *("h1", "h2", "h3", "p", "ul", "ol", "li", "a", "strong", "code"),
    *("table", "thead", "tbody", "tr", "th", "td"),
}


def rendered(text: str) -> Any:
    """Give a text as GitHub shows it."""
    made = GITHUB.render(text)
    return html5lib.parseFragment(made, treebuilder="etree", namespaceHTMLElements=False)


def flat(text: str) -> str:
    """Give a text without white space, which is nobody's in Markdown."""
    return "".join(text.split())


@pytest.mark.parametrize("host", [SETTINGS, Settings()], ids=["address", "no address"])
def test_a_case_as_one_text(host: Settings) -> None:
    """The text of a case is what the golden file shows; without a site's address, with ways."""
    case = read("full")
    golden = (DATA / "full.md").read_text(encoding="utf-8")
    for uri in ("", "record.json", "a.jpg") if host == Settings() else ():
        golden = golden.replace(f"<https://a.cn/anli/cases/full/{uri}>", f"`cases/full/{uri}`")

    assert golden == prose.document(make_library(case), host, case)


def test_what_is_left_of_a_withdrawn_case() -> None:
    """In the place of a withdrawn case stands when and why it went, and what replaces it."""
    case = read("gone")
    library = make_library(case, read("full"))
    [gone] = history.withdrawals(library)

    assert (DATA / "gone.md").read_text(encoding="utf-8") == prose.notice(library, SETTINGS, gone)


def test_no_replacement_is_made_up() -> None:
    """A withdrawn case that nothing replaces says nothing of a replacement."""
    curation = {
        "status": "withdrawn",
        "added": "2026-11-22",
        "revised": [{"date": "2026-12-05", "note": "来源声明作废"}],
    }
    library = make_library(make_case(curation=curation))
    [gone] = history.withdrawals(library)

    assert "替代案例" not in prose.notice(library, SETTINGS, gone)


def test_the_publisher_is_named() -> None:
    """Where the host says who publishes the library, the text says it as well."""
    case = make_case()

    assert "- 主办单位：某厅\n" in prose.document(
        make_library(case), Settings(publisher="某厅"), case
    )
    assert "主办单位" not in prose.document(make_library(case), Settings(), case)


def test_no_hole_is_filled() -> None:
    """An undisclosed place and a hole in the source stand in the text as what they are."""
    case = make_case(regions="undisclosed", metrics=[{"label": "企业", "missing": "原文数字缺失"}])
    text = prose.document(make_library(case), SETTINGS, case)

    assert "- 地区：未公开\n" in text
    assert "- 企业：原文数字缺失\n" in text


def texts_of(data: Any) -> list[str]:
    """Give all texts of a record's data."""
    if isinstance(data, dict):
        return [text for value in data.values() for text in texts_of(value)]
    return [text for one in data for text in texts_of(one)] if isinstance(data, tuple) else [data]


@settings(max_examples=25)
@given(CASES)
def test_any_case_stays_text(case: Case) -> None:
    """Whatever a record says is text in the Markdown of its case; links are its addresses only."""
    tree = rendered(prose.document(holding(case), SETTINGS, case))
    found = shape(tree)
    own = {url for one in case.sources for url in (one.url, one.archived) if url}
    links = {unquote(named["href"]) for tag, named in found if tag == "a"}

    assert set() == {tag for tag, _ in found} - ELEMENTS
    assert {unquote(url) for url in own} == {
        one for one in links if not one.startswith((SETTINGS.address, LICENCE_SUMMARY))
    }
    said = flat("".join(tree.itertext()))
    shown = case.model_dump(
        include={"title", "summary", "background", "practices", "outcomes", "lessons", "tables"},
        exclude_none=True,
    )
    assert [] == [text for text in texts_of(shown) if flat(text) not in said]
