"""Blocks that need no Markdown: the pages are the same with and without the shortcut."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import markdown

EXTENSIONS = ["attr_list", "admonition", "tables", "fenced_code", "toc"]
SHORTCUT = "generator.finished_blocks"


def both(text: str) -> tuple[str, str]:
    """Render a text without and with the shortcut; blank lines between blocks do not count."""
    plain = markdown(text, extensions=EXTENSIONS)
    short = markdown(text, extensions=[SHORTCUT, *EXTENSIONS])
    return re.sub(r"\n+", "\n", plain), re.sub(r"\n+", "\n", short)


@pytest.mark.parametrize(
    "text",
    [
        "一段话，没有标记。\n\n又一段&#42;话&#42;。",
        "# 标题\n\n一段\n\n- 甲\n- 乙\n\n一段",
        "- 甲\n\n    列表里的一段\n\n- 乙",
        '<p class="x">甲</p>\n\n一段\n\n<ul>\n<li>甲</li>\n</ul>\n\n## 二 {: #er }\n\n尾',
        "```\n<div>\n\n一段\n\n</div>\n```\n\n外面",
        "标题\n===\n\n正文 **粗** 体",
        "!!! note\n\n    提示里的一段\n\n外面",
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n\n一段",
        "一段 <b>行内</b> 标签\n\n<https://example.cn/>",
        "<section>\n<h2>甲</h2>\n<p>乙 *不是* 斜体</p>\n</section>",
        "第一行\n第二行\n\n&#35; 不是标题",
        "甲  \n乙",
        "1990年\n\n&#49;&#46; 不是列表",
        "",
    ],
)
def test_pages_are_the_same_with_the_shortcut(text: str) -> None:
    """Taking finished blocks out changes nothing of what a page says."""
    plain, short = both(text)

    assert plain == short


@given(st.lists(st.text("甲乙1a &#;*_`[]()<>-.!\n", max_size=30), max_size=5))
def test_any_paragraphs_are_the_same_with_the_shortcut(parts: list[str]) -> None:
    """Whatever stands in paragraphs, the shortcut renders it as Markdown does."""
    paragraphs = [re.sub(r"[<&]", "", part).strip() for part in parts]
    plain, short = both("\n\n".join(paragraphs))

    assert plain == short


def test_a_block_of_html_ends_at_a_blank_line() -> None:
    """As in CommonMark, what follows a blank line is Markdown again."""
    html = markdown("<div>\n*甲*\n\n*乙*\n\n</div>", extensions=[SHORTCUT])

    assert html == "<div>\n*甲*\n<p><em>乙</em></p>\n</div>"
