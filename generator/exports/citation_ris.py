"""References as RIS, for EndNote, Zotero, NoteExpress and others.

Lines are `TAG  - value` and end in CR LF; a date is `YYYY/MM/DD/`, with parts left empty that are
not known (RIS format specifications, Thomson Reuters, 2011).
"""

from collections.abc import Iterable, Iterator
from typing import Final

from generator.exports.citation import Entry
from generator.settings import LANGUAGE

_TYPES: Final = {
    "报纸": "NEWS",
    "网页": "ELEC",
    "期刊": "JOUR",
    "图书": "BOOK",
    "文件": "GEN",
    "汇编": "BOOK",
}


def write(entries: Iterable[Entry]) -> str:
    """Give references as one file, an empty line between them."""
    return "\r\n".join(_write(entry) for entry in entries)


def _write(entry: Entry) -> str:
    told = [(tag, value) for tag, value in _tags(entry) if value]
    lines = [("TY", _TYPES[entry.kind]), ("ID", entry.key), *told, ("ER", "")]
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines)


def _tags(entry: Entry) -> Iterator[tuple[str, str]]:
    for one in entry.authors:
        # A comma would part family and given names.
        yield "AU", one.text.replace(",", "，")
    yield "TI", entry.title
    yield "T2", entry.container
    yield "PB", entry.publisher
    yield "PY", entry.date[:4]
    yield "DA", _date(entry.date) if entry.date else ""
    yield "UR", entry.url
    yield "N1", f"存档：{entry.archived}" if entry.archived else ""
    yield "AB", entry.abstract
    for keyword in entry.keywords:
        yield "KW", keyword
    yield "LA", LANGUAGE


def _date(date: str) -> str:
    year, month, day = [*date.split("-"), "", ""][:3]
    return f"{year}/{month}/{day}/"
