"""What a reader relies on in escaping: what stands in a record stands on the page, and no more."""

import html
import re
import string

import html5lib
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markupsafe import Markup
from mkdocs.utils import meta

from generator import markdown
from generator.output import Page
from tests.factories import convert, shape, words

HOSTILE = [
    "</title><script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "[x](javascript:alert(1))",
    "![x](https://a.cn/x.png)",
    "[x]: https://a.cn",
    "<https://a.cn>",
    "**甲** _乙_ `丙` ~~丁~~",
    "# 甲",
    "## 甲 {: onclick=alert(1) }",
    "{: #top .x }",
    "甲 {#id}",
    "- 甲",
    "1. 甲",
    "> 甲",
    "| 甲 | 乙 |",
    "|---|---|",
    "---",
    "***",
    "!!! note",
    "```",
    "~~~",
    "    code",
    "甲\\*乙\\\\",
    "&lt;b&gt; &amp; &#60; &copy;",
    "&#38;lt;",
    "<!-- 甲 -->",
    "<![CDATA[ x ]]>",
    "<?php x ?>",
    "<div markdown=1>",
    "</div></td></ul>",
    "{{ config }} {% x %}",
    "*[HTML]: 甲",
    "[^1]: 甲",
    "甲  \\",
    ":::",
    "+甲",
    "=====",
    "%YAML",
    "甲\u2028# 乙",
    "klzzwxh:0001",
    "wzxhzdk:0",
]
texts = (
    st.lists(st.sampled_from([*HOSTILE, *string.punctuation, " ", "甲", "a", "1"])).map("".join)
    | st.text(st.characters(exclude_categories=["Cc", "Cs"]))
).filter(lambda text: bool(text.split()))


def collapsed(text: str) -> str:
    """Give a text as `encode` keeps it."""
    return " ".join(text.split())


FRAMES = {
    "paragraph": ("{}", "{}", [("p", {})]),
    "second paragraph": ("甲\n\n{}", "甲\n{}", [("p", {}), ("p", {})]),
    "heading": ("# {} {{: #top }}", "{}", [("h1", {"id": "top"})]),
    "sub-heading": ("### {} {{: #zuofa-1 }}\n", "{}", [("h3", {"id": "zuofa-1"})]),
    "list item": ("- {}", "{}", [("ul", {}), ("li", {})]),
    "raw block": ('<p class="al-lead">{}</p>\n', "{}", [("p", {"class": "al-lead"})]),
    "raw list": (
        '<dl class="a">\n<div><dt>{0}</dt><dd>{0}</dd></div>\n</dl>\n',
        "{0}{0}",
        [("dl", {"class": "a"}), ("div", {}), ("dt", {}), ("dd", {})],
    ),
    "raw cell": (
        "<table><tbody><tr><td>{}</td></tr></tbody></table>\n",
        "{}",
        [("table", {}), ("tbody", {}), ("tr", {}), ("td", {})],
    ),
    "Markdown cell": (
        "| 甲 |\n|---|\n| {} |",
        "甲{}",
        [*((tag, {}) for tag in ("table", "thead", "tr", "th", "tbody", "tr", "td"))],
    ),
    "raw link": (
        '<ul>\n<li><a href="../x/">{}</a></li>\n</ul>\n',
        "{}",
        [("ul", {}), ("li", {}), ("a", {"href": "../x/"})],
    ),
    "nested block": (
        '<aside class="a" aria-labelledby="x"><h2 id="x">甲</h2>\n<p>{}</p>\n</aside>\n',
        "甲\n{}",
        [("aside", {"class": "a", "aria-labelledby": "x"}), ("h2", {"id": "x"}), ("p", {})],
    ),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts(text: str, frame: str) -> None:
    """A text made to break out stands on the page as it is, and brings no element with it."""
    holds(text, frame)


@given(texts, st.sampled_from(sorted(FRAMES)))
def test_any_text(text: str, frame: str) -> None:
    """Any text whatsoever does the same."""
    holds(text, frame)


def holds(text: str, frame: str) -> None:
    """Hold that `text` survives in one of `FRAMES`."""
    source, said, elements = FRAMES[frame]
    tree = convert(source.format(markdown.encode(text)))

    assert elements == shape(tree)
    assert re.sub(r"\n+", "", said.format(collapsed(text))) == re.sub(r"\n+", "", words(tree))


@example('" onload="x', "alt")
@given(texts, st.sampled_from(["alt", "title", "aria-label", "href"]))
def test_attributes(text: str, name: str) -> None:
    """A text in an attribute stays within it."""
    tree = convert(f'<figure class="a"><img {name}="{markdown.encode(text)}"></figure>\n')

    assert [("figure", {"class": "a"}), ("img", {name: collapsed(text)})] == shape(tree)


@given(st.text())
def test_encode(text: str) -> None:
    """Encoded text has no ASCII punctuation but its own references, and no line end."""
    encoded = markdown.encode(text)
    rest = re.sub(r"&#[0-9]+;", "", encoded)

    assert collapsed(text) == html.unescape(encoded)
    assert not set(rest) & set(string.punctuation)
    assert not re.search(r"\s{2}|[\n\r\t]", encoded)


def test_encode_leaves_finished_text() -> None:
    """What is finished already is not encoded twice; numbers are written as they are."""
    assert Markup("<b>甲</b>") == markdown.encode(Markup("<b>甲</b>"))
    assert "47&#46;54" == markdown.encode(47.54)
    assert markdown.encode("a") == markdown.encode(markdown.encode("a"))


@pytest.mark.parametrize(
    ("prose", "parts"),
    [
        ("一段。", ["一段。"]),
        ("一段。\n\n二段。", ["一段。", "二段。"]),
        ("一段，\n还是一段。", ["一段，还是一段。"]),
        ("one\ntwo", ["one two"]),
        ("G20\n峰会", ["G20 峰会"]),
        ("\n\n一\n \n\n二\n\n\n", ["一", "二"]),
        ("一  二", ["一 二"]),
        ("", []),
    ],
)
def test_paragraphs(prose: str, parts: list[str]) -> None:
    """Empty lines part paragraphs; within one, Chinese lines join without a blank."""
    assert parts == markdown.plain_paragraphs(prose)
    assert [markdown.encode(part) for part in parts] == markdown.paragraphs(prose)


@given(st.lists(texts.map(collapsed).filter(bool), max_size=4))
def test_paragraphs_on_the_page(parts: list[str]) -> None:
    """Each paragraph of a record is one on the page, with the words that the search knows."""
    prose = "\n\n".join(parts)
    tree = convert("\n\n".join(markdown.paragraphs(prose)))

    assert [("p", {})] * len(parts) == shape(tree)
    assert parts == [words(one) for one in tree]
    assert parts == markdown.plain_paragraphs(prose)


@example("甲: 乙 # 丙", "--- ...")
@given(texts, texts)
def test_front_matter(title: str, description: str) -> None:
    """MkDocs reads from a page the keys of a closed set, and title and description encoded."""
    page = Page("a.md", title, description, "# 甲\n", "home.html", ("navigation", "toc"))
    body, keys = meta.get_data(markdown.document(page))

    assert {
        "title": markdown.encode(title),
        "description": markdown.encode(description),
        "template": "home.html",
        "hide": ["navigation", "toc"],
    } == keys
    assert "# 甲\n" == body.lstrip("\n")
    assert collapsed(title) == html.unescape(keys["title"])


def test_front_matter_of_a_plain_page() -> None:
    """A page without a template or hidden parts does not speak of them, nor any of its head."""
    _, keys = meta.get_data(markdown.document(Page("a.md", "甲", "乙", "", head="<meta>")))

    assert {"title": "甲", "description": "乙"} == keys


# ---------------------------------------------------------------- for files that are no pages

GITHUB = MarkdownIt("commonmark").enable(["table", "strikethrough"])
# Every place of a file that a text may stand in, what is read there, and the elements.
PLACES = [
    ("{}", "{}", ["p"]),
    ("- {}", "{}", ["ul", "li"]),
    ("# {}", "{}", ["h1"]),
    ("1. {}", "{}", ["ol", "li"]),
    ("## 甲", "甲", ["h2"]),
    ("- 甲：{}；乙", "甲：{}；乙", ["ul", "li"]),
    ("### {} 甲", "{} 甲", ["h3"]),
    (
        "| {} | 甲 |\n| --- | --- |\n| 甲 | {} |",
        "{}甲甲{}",
        ["table", "thead", "tr", "th", "th", "tbody", "tr", "td", "td"],
    ),
]


def holds_legibly(text: str) -> None:
    """Hold that a text is itself by GitHub's rules in every place, and no mark by our engine's."""
    legible, plain = markdown.legible(text), collapsed(text)
    written = "\n\n".join(frame.replace("{}", legible) for frame, _, _ in PLACES)
    made = GITHUB.render(written)
    tree = html5lib.parseFragment(made, treebuilder="etree", namespaceHTMLElements=False)
    ours = shape(convert(written))

    said = "".join(said.replace("{}", plain) for _, said, _ in PLACES)
    assert said == "".join(piece.strip("\n") for piece in tree.itertext())
    elements = [element for _, _, elements in PLACES for element in elements]
    assert elements == [tag for tag, _ in shape(tree)]
    assert elements == [tag for tag, _ in ours]
    assert set() == {name for _, attributes in ours for name in attributes} - {"id"}


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_legible(text: str) -> None:
    """A text made to break out of a Markdown file is the same text once it is rendered."""
    holds_legibly(text)


@given(texts)
def test_any_text_stays_legible(text: str) -> None:
    """Any text whatsoever does the same."""
    holds_legibly(text)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("约3200余人次，同比增长201%。", "约3200余人次，同比增长201%。"),
        ("“1+1+1”架构 (试点) - 甲 & 乙", "“1+1+1”架构 (试点) - 甲 & 乙"),
        ("-5%", "-5%"),
        ("1.5 倍", "1.5 倍"),
        ("1. 甲", "1\\. 甲"),
        ("- 甲", "\\- 甲"),
        ("3~5 天 <b> &amp;", "3\\~5 天 &lt;b> &amp;amp;"),
    ],
)
def test_plain_text_is_left_alone(text: str, written: str) -> None:
    """Only what Markdown would take for a mark is written otherwise than it reads."""
    assert written == markdown.legible(text)
