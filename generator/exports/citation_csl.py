"""References as CSL-JSON, for citeproc, Pandoc and Zotero (schema csl-data.json of CSL 1.0.2).

Names are `literal`: where a Chinese family name ends is not told (欧阳, 长孙), and styles for
Chinese print names whole, so that guessing would gain nothing.
"""

import json
from collections.abc import Iterable
from typing import Any, Final

from generator.exports.citation import Entry
from generator.settings import LANGUAGE

_TYPES: Final = {
    "报纸": "article-newspaper",
    "网页": "webpage",
    "期刊": "article-journal",
    "图书": "book",
    "文件": "document",
    "汇编": "book",
}


def write(entries: Iterable[Entry]) -> str:
    """Give references as one list, a reference a line."""
    lines = (json.dumps(item(entry), ensure_ascii=False) for entry in entries)
    return "[\n{}\n]\n".format(",\n".join(lines))


def item(entry: Entry) -> dict[str, Any]:
    """Give one reference as data; keys without a value are left out."""
    told = {
        "author": [{"literal": one.text} for one in entry.authors],
        "title": entry.title,
        "container-title": entry.container,
        "publisher": entry.publisher,
        "issued": _date(entry.date) if entry.date else None,
        "URL": entry.url,
        "note": f"存档：{entry.archived}" if entry.archived else "",
        "abstract": entry.abstract,
        "keyword": ", ".join(entry.keywords),
        "language": LANGUAGE,
    }
    known = {key: value for key, value in told.items() if value}
    return {"id": entry.key, "type": _TYPES[entry.kind], **known}


def _date(date: str) -> dict[str, list[list[int]]]:
    return {"date-parts": [[int(part) for part in date.split("-")]]}
