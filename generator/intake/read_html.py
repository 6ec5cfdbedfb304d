"""A web page to lines: its text without scripts, menus, boxes for comments and hidden parts.

The parser is lxml's; it asks no network and expands no entities of a document's own. The walk is no
recursion, so that depth costs nothing.
"""

import re
from dataclasses import dataclass
from typing import Any, Final

from lxml import etree

from generator.intake.lines import Cleaned, Line, Refusal, Removal
from generator.intake.read_encoding import decode

KIND: Final = "网页界面"

NO_TEXT: Final = "网页里没有文字。它的内容可能由脚本生成：请在浏览器里打开，复制文字后粘贴。"
TOO_DEEP: Final = "网页的标签嵌套太深，读不完整。请在浏览器里打开，复制文字后粘贴。"

# The charset that a page names in its first bytes, as browsers look for it.
_CHARSET: Final = re.compile(rb"""(?:charset|encoding)\s{0,4}=\s{0,4}["']?\s{0,4}([\w-]{1,40})""")
_HEAD: Final = 4096
# Pages say gb2312 and use more.
_MEANT: Final = {"gb2312": "gb18030", "gbk": "gb18030", "x-gbk": "gb18030", "big5": "big5hkscs"}

# Nobody sees these, or they hold no text of the page.
_UNSEEN: Final = frozenset(
    {
        *("script", "style", "noscript", "template", "svg", "math", "iframe", "object", "canvas"),
        *("select", "textarea", "audio", "video", "map", "title", "rp"),
    }
)
_BLOCKS: Final = frozenset(
    {
        *("html", "head", "body", "header", "footer", "nav", "aside", "main", "article", "section"),
        *("div", "p", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "tr", "caption", "blockquote", "pre", "hr", "br", "figure", "figcaption"),
        *("form", "fieldset", "legend", "address", "center", "details", "summary"),
    }
)
# Around the text, unless it holds the headline or most of the text: some pages are one form.
_AROUND: Final = frozenset(("nav", "header", "footer", "aside", "form", "button"))
_NAMED_AROUND: Final = re.compile(
    r"(?:\A|[\s_-])(?:comments?|commentlist|share|sharebar|breadcrumbs?|crumbs?|sidebar|related|"
    r"recommend|pagination|pager|copyright)(?:\Z|[\s_-])",
    re.IGNORECASE,
)
_HIDDEN: Final = re.compile(r"display\s{0,4}:\s{0,4}none|visibility\s{0,4}:\s{0,4}hidden", re.I)
_BLANKS: Final = re.compile(r"[ \t\r\n\f\v]+")
_BLANKS_BETWEEN: Final = re.compile(r" {2,}")
_AROUND_TABS: Final = re.compile(r" ?\t ?")
# A cell with more than this is a part of the page's frame, not of a table of figures.
_LONGEST_CELL: Final = 200


def read_html(raw: bytes) -> Cleaned | Refusal:
    """Give the lines of a page by the line of the source that each begins in."""
    named = _CHARSET.search(raw[:_HEAD])
    told = named[1].decode("ascii").lower() if named else ""
    decoded = decode(raw, _MEANT.get(told, told))
    if isinstance(decoded, Refusal):
        return decoded
    parser = etree.HTMLParser(
        encoding="utf-8", huge_tree=True, remove_comments=True, remove_pis=True, no_network=True
    )
    root = etree.fromstring(decoded.text.replace("\0", "").encode(errors="replace"), parser)
    if any("Excessive depth" in entry.message for entry in parser.error_log):
        return Refusal(TOO_DEEP)
    if root is None:
        return Refusal(NO_TEXT)
    page = _Page(sum(map(len, root.itertext())))
    page.walk(root)
    lines = _titled(page.lines, root.findtext(".//title") or "")
    read_as = f"网页，{decoded.name}"
    return Cleaned(lines, tuple(page.removals), read_as) if lines else Refusal(NO_TEXT)


def _titled(lines: list[Line], title: str) -> tuple[Line, ...]:
    """Put the title of the window first, where no line says the same."""
    shown = _BLANKS.sub(" ", title).strip()
    told = any(len(text) > 3 and text in shown for text in (line.text.strip() for line in lines))
    return tuple(lines) if told or not shown else (Line(1, shown), *lines)


@dataclass(frozen=True, slots=True)
class _Around:
    """A block that may be no part of the text, and how far the walk was at its beginning."""

    element: Any
    lines: int
    said: int
    headlines: int


class _Page:
    """The walk through a page: what has been said, and what stands around it."""

    def __init__(self, length: int) -> None:
        self.lines: list[Line] = []
        self.removals: list[Removal] = []
        self._length = length
        self._parts: list[str] = []
        # The line of the source that the next text is in, and that of the line being made.
        self._at = self._number = 1
        self._said = self._headlines = self._typed = 0
        # Whether each table that the walk is in is one of figures.
        self._tables: list[bool] = []
        self._around: list[_Around] = []

    def walk(self, root: Any) -> None:
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            if event == "end":
                self._end(element)
                self._say(element.tail)
                continue
            self._at = element.sourceline or self._at
            if element.tag in _UNSEEN:
                walk.skip_subtree()
            else:
                self._begin(element)
                self._say(element.text)
        self._break()

    def _begin(self, element: Any) -> None:
        tag = element.tag
        if _is_around(element):
            self._break()
            self._around.append(_Around(element, len(self.lines), self._said, self._headlines))
        if tag == "table":
            self._break()
            self._tables.append(_is_of_figures(element))
        elif tag == "tr":
            self._break(whole=True)
        elif tag in ("td", "th"):
            self._next_cell(element)
        elif tag in _BLOCKS:
            self._break()
        # A reading over its character: as the brackets say it, so that cleaning finds it.
        self._parts += ["("] if tag == "rt" else []
        self._typed += tag == "pre"
        self._headlines += tag == "h1"

    def _end(self, element: Any) -> None:
        tag = element.tag
        if tag == "table":
            self._break(whole=True)
            self._tables.pop()
        elif tag in _BLOCKS:
            self._break(whole=tag == "tr")
        self._parts += [")"] if tag == "rt" else []
        self._typed -= tag == "pre"
        if self._around and self._around[-1].element is element:
            self._break()
            self._leave_out(self._around.pop())

    def _next_cell(self, cell: Any) -> None:
        if not (self._tables and self._tables[-1]):
            self._break()
        elif cell.getprevious() is not None:
            self._parts.append("\t")

    def _say(self, text: str | None) -> None:
        for at, piece in enumerate((text or "").split("\n") if text else ()):
            self._at += at > 0
            if at and self._typed:
                self._break()
            said = _BLANKS.sub(" ", piece) if at == 0 else " " + _BLANKS.sub(" ", piece)
            if piece.strip() and not any(one.strip() for one in self._parts):
                self._number = self._at
            self._parts.append(said)
            self._said += len(piece)

    def _break(self, whole: bool = False) -> None:
        """End the line; in a cell of figures, only a blank is due unless the row is `whole`."""
        if self._tables and self._tables[-1] and not whole:
            self._parts.append(" ")
            return
        if not self._parts:
            return
        text = _AROUND_TABS.sub("\t", _BLANKS_BETWEEN.sub(" ", "".join(self._parts))).strip(" ")
        if text.strip():
            self.lines.append(Line(self._number, text))
        self._parts = []

    def _leave_out(self, block: _Around) -> None:
        """Take out a block around the text, unless it holds the headline or most of the text."""
        said = self._said - block.said
        is_hidden = bool(_HIDDEN.search(block.element.get("style") or ""))
        if not is_hidden and (self._headlines > block.headlines or said * 2 > self._length):
            return
        lines, self.lines = self.lines[block.lines :], self.lines[: block.lines]
        self.removals += [Removal(line.number, KIND, line.text.strip()) for line in lines]


def _is_around(element: Any) -> bool:
    if element.tag in ("html", "body", "head", "main", "article"):
        return False
    names = f"{element.get('class') or ''} {element.get('id') or ''}"[:200]
    return bool(
        element.tag in _AROUND
        or _NAMED_AROUND.search(names)
        or _HIDDEN.search((element.get("style") or "")[:500])
        or element.get("hidden") is not None
    )


def _is_of_figures(table: Any) -> bool:
    """Say whether a table is one; many old pages use tables for their frame."""
    if table.find(".//table") is not None:
        return False
    cells = table.iter("td", "th")
    return all(sum(map(len, cell.itertext())) <= _LONGEST_CELL for cell in cells)
