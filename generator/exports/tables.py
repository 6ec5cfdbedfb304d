"""The library as three tables: cases, figures and platforms, a row each, as CSV (RFC 4180).

The header holds stable ASCII keys, for programs; what each means is said in Chinese by the page
`/data/` and the data package. A byte order mark lets Excel read UTF-8.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from generator import urls
from generator.exports.columns import CASES, FIGURES, PLATFORMS, Column, Value
from generator.exports.rows import cases, figures, platforms
from generator.library import Library
from generator.output import File
from generator.settings import Settings

# What spreadsheets take for a formula (OWASP, CSV Injection), also in full width; a plain number
# with its sign is none. The same rule as in docs/assets/javascripts/sheet-parts.js.
_FORMULA: Final = re.compile(r"[=+\-@\t\r\n＝＋－＠]")
_PLAIN_NUMBER: Final = re.compile(r"[+-]?[0-9][0-9,.]*%?")


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its file, what it holds, and the columns that tell its rows apart.

    `parent` is the table whose key the column `case` names.
    """

    uri: str
    name: str
    title: str
    description: str
    unit: str
    columns: tuple[Column[Any], ...]
    key: tuple[str, ...]
    rows: Callable[[Library, Settings], Iterable[Any]]
    parent: str = ""


TABLES: Final = (
    Table(
        uri=urls.DATA_CASES,
        name="cases",
        title="案例表",
        description="一行一个案例：标题、摘要、类别、领域、标签、地区、时间、单位、品牌、主要来源，"
        "以及数据、平台系统等的项数。正文在 JSON 里。",
        unit="行",
        columns=CASES,
        key=("id",),
        rows=cases,
    ),
    Table(
        uri=urls.DATA_METRICS,
        name="metrics",
        title="数据表",
        description="一行一个数字：原文的写法、精确的大小、单位、修饰、年份、变化和出处。",
        unit="行",
        columns=FIGURES,
        key=("case", "id"),
        rows=figures,
        parent="cases",
    ),
    Table(
        uri=urls.DATA_PLATFORMS,
        name="platforms",
        title="平台系统表",
        description="一行一个系统、应用或服务：做什么用，谁建设，在哪里使用。",
        unit="行",
        columns=PLATFORMS,
        key=("case", "number"),
        rows=platforms,
        parent="cases",
    ),
)


def files(library: Library, settings: Settings) -> Iterator[File]:
    """Give each table as a file: UTF-8 with a byte order mark, CRLF, the first line the header."""
    for table in TABLES:
        yield File(table.uri, _csv(table, library, settings).encode("utf-8-sig"))


def defuse(text: str) -> str:
    """Give a cell that no spreadsheet takes for a formula: `=1+1` is `'=1+1`, `-5` stays."""
    is_formula = _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text)
    return f"'{text}" if is_formula else text


def cell(value: Value) -> str:
    """Write a value: numbers exactly and without an exponent, what is not there as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return defuse(value) if isinstance(value, str) else str(value)


def _csv(table: Table, library: Library, settings: Settings) -> str:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(column.name for column in table.columns)
    for row in table.rows(library, settings):
        writer.writerow(cell(column.value(row)) for column in table.columns)
    return stream.getvalue()
