"""Text to safe Markdown: the only place that escapes.

Every ASCII punctuation character of a field is written as a decimal character reference. Neither
Markdown nor HTML gives such a reference a meaning beyond its character, so one encoding serves
paragraphs, headings, table cells, raw HTML blocks, attribute values and front matter alike.
Escaping for HTML alone leaves Markdown's own marks (`*`, `[`, `|`) alive.
"""

import json
import re
import string
from typing import Any, Final

from markupsafe import Markup, escape

from generator.output import Page
from generator.strict_yaml import join_lines

_REFERENCES: Final = {ord(mark): f"&#{ord(mark)};" for mark in string.punctuation}
# What CommonMark and its relatives give a meaning to wherever it stands (GitHub's `$`, `{` of
# attributes) ...
_MARKS: Final = re.compile(r"[\\`*_\[\]{}#|~$]")
# ... and what begins a block where it stands first: a list, a quotation, a line, a definition.
_START: Final = re.compile(r"\A(?:([-+](?= |[-+]|$)|[>=:!])|([0-9]+)([.)](?= |$)))")
_AMPERSAND: Final = re.compile(r"&(?=[#0-9A-Za-z])")
# In a script that only holds data, what could end it or break its lines in older readers.
_IN_SCRIPT: Final = tuple((mark, f"\\u{ord(mark):04x}") for mark in "<>&\u2028\u2029")
_BLANK_LINE: Final = re.compile(r"\n\s*\n")
FRONT_MATTER: Final = ("title", "description", "template", "hide", "moved")


def encode(text: object) -> Markup:
    """Give one line of safe text; white space collapses. What is `Markup` already stays."""
    if isinstance(text, Markup):
        return text
    line = " ".join(str(text).split())
    return Markup(line.translate(_REFERENCES))  # noqa: S704 # all punctuation is encoded


def paragraphs(prose: str) -> list[Markup]:
    """Part prose at blank lines; within a paragraph, lines join as Chinese joins them."""
    return [encode(join_lines(part)) for part in _BLANK_LINE.split(prose.strip()) if part.strip()]


def plain_paragraphs(prose: str) -> list[str]:
    """Give the same paragraphs as plain text."""
    return [
        " ".join(join_lines(part).split())
        for part in _BLANK_LINE.split(prose.strip())
        if part.strip()
    ]


def legible(text: str) -> str:
    """Give one line of text as Markdown that reads well as it is, for files that are no pages.

    `<` and `&` are written as references, all else with a backslash: some engines know no
    backslash before `<`, and what comes of it must never be an element.
    """
    line = _MARKS.sub(r"\\\g<0>", " ".join(text.split()))
    line = _AMPERSAND.sub("&amp;", line).replace("<", "&lt;")
    return _START.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", line)


def with_code(text: str) -> Markup:
    """Give one line of safe text in which what stands between backticks is code."""
    parts = text.translate(_REFERENCES | {ord("`"): "`"}).split("`")
    parts[1::2] = [f"<code>{part}</code>" for part in parts[1::2]]
    return Markup("".join(parts))  # noqa: S704 # all punctuation is encoded


def code(text: str) -> Markup:
    """Give lines as they are, as a block of code; line ends too are written as references.

    So the block is one line of Markdown, and no blank line in it ends the HTML.
    """
    lines = text.strip("\n").translate({**_REFERENCES, ord("\n"): "&#10;"})
    return Markup(f"<pre><code>{lines}</code></pre>")  # noqa: S704 # all punctuation is encoded


def attribute(text: str) -> Markup:
    """Give one line of safe text for HTML that Markdown never reads, as in the head of a page.

    Only what HTML itself needs is encoded, so that readers of less than HTML find dates and
    addresses as they are.
    """
    return escape(" ".join(text.split()))


def data_script(data: Any) -> Markup:
    """Give JSON-LD as an element that no browser runs and no text in it can end."""
    told = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for mark, written in _IN_SCRIPT:
        told = told.replace(mark, written)
    return Markup(f'<script type="application/ld+json">{told}</script>')  # noqa: S704 # no mark of HTML is left


def document(page: Page) -> str:
    """Give a page as a Markdown file: front matter from a closed set of keys, then its body.

    MkDocs puts titles into its templates unescaped, so they are encoded here, and JSON-quoted so
    that YAML takes them for text.
    """
    values = {
        "title": str(encode(page.title)),
        "description": str(encode(page.description)),
        "template": page.template,
        "hide": list(page.hide),
        "moved": page.moved,
    }
    lines = [
        f"{key}: {json.dumps(values[key], ensure_ascii=False)}"
        for key in FRONT_MATTER
        if values[key]
    ]
    return "\n".join(["---", *lines, "---", "", page.body])


def link(url: str) -> Markup:
    """Give an address for an `href`; only a validated `Https` field may come here."""
    return encode(url)
