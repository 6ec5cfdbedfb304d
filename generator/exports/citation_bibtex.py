"""References for BibTeX and what reads it: biblatex, Zotero, JabRef, EndNote.

A year stands for old styles beside `date` (biblatex), which has month and day too. `entrysubtype`
and `mark` are what the styles for GB/T 7714 (gbt7714, biblatex-gb7714) go by; others skip them.
"""

from collections.abc import Iterable, Iterator
from typing import Final

from generator.exports.citation import Entry, Name

_TYPES: Final = {
    "报纸": "article",
    "网页": "online",
    "期刊": "article",
    "图书": "book",
    "文件": "misc",
    "汇编": "book",
}
_MARKS: Final = {"文件": "A", "汇编": "G"}
# TeX's own characters. A brace counts for BibTeX even behind a backslash, so braces have words.
_TEX: Final = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        **{mark: f"\\{mark}" for mark in "#$%&_"},
    }
)


def write(entries: Iterable[Entry]) -> str:
    """Give references as one BibTeX database."""
    return "\n".join(_write(entry) for entry in entries)


def _write(entry: Entry) -> str:
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in _fields(entry) if value)
    return f"@{_TYPES[entry.kind]}{{{entry.key},\n{lines}}}\n"


def _fields(entry: Entry) -> Iterator[tuple[str, str]]:
    yield "author", " and ".join(_name(one) for one in entry.authors)
    yield "title", _tex(entry.title)
    yield ("organization" if entry.kind == "网页" else "journal"), _tex(entry.container)
    yield "publisher", _tex(entry.publisher)
    yield "entrysubtype", "newspaper" if entry.kind == "报纸" else ""
    yield "mark", _MARKS.get(entry.kind, "")
    yield "year", entry.date[:4]
    yield "date", entry.date
    # An address stands as it is: `url` is verbatim, and a record's holds no brace or backslash.
    yield "url", entry.url
    yield "note", rf"存档：\url{{{entry.archived}}}" if entry.archived else ""
    yield "abstract", _tex(entry.abstract)
    yield "keywords", _tex(", ".join(entry.keywords))
    yield "langid", "chinese"


def _name(name: Name) -> str:
    """Keep in braces what might be taken apart: at `and`, at commas, at blanks."""
    return name.text if name.is_person else f"{{{_tex(name.text)}}}"


def _tex(text: str) -> str:
    return text.translate(_TEX)
