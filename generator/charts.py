"""Figures and tables to the geometry of small charts: lengths in thousandths, which templates draw.

A chart shows what the source says and no more. A gap has none; a qualifier stands at its value; the
base of a change is 100 and never an amount. All bars begin at nought, so that no difference looks
larger than it is.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator import values
from generator.figures import Change, Metric, Qualifier, Table

_WHOLE: Final = Decimal(100)
_PERCENT: Final = frozenset({"%", "％"})
# What a base is called, and what came of it.
_PERIODS: Final = {
    "同比": ("上年同期", "本期"),
    "环比": ("上期", "本期"),
    "较基期": ("基期", "本期"),
    None: ("原来", "现在"),
}
# What is left of 100 after a fall: 下降超12% leaves less than 88. The other qualifiers have no
# counterpart that says exactly as much.
_LEFT: Final[dict[Qualifier | None, Qualifier | None]] = {
    None: None,
    "约": "约",
    "超": "不足",
    "逾": "不足",
    "余": "不足",
    "多": "不足",
    "不足": "超",
}
# A percentage that says how something moved is no part of a whole.
_MOVES: Final = re.compile("[增降升涨减]|幅|同比|环比|提高")
# What two columns of a series may differ in: when, or before and after what.
_WHEN: Final = re.compile(
    "(?:[0-9]{4}(?:年度?)?|[0-9]{1,2}月份?|第?[一二三四1-4]季度|[上下]半年"
    "|[上本去今前同](?:季度?|年度?|月|期)|(?:实施|试点|改革|推行|整治|创建)?(?:之|以)?[前后]"
    "|计划|实际|目标|完成|基期|期初|期末|年初|年末|原来|现在)+"
)
_CELL: Final = re.compile(r"(?:约|近|超|逾|不足)?([^余多%％以]+)(?:余|多)?([%％]?)(?:以上)?")
_BLANK: Final = frozenset({"", "-", "–", "—", "——", "…", "……", "/"})


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, its value as it is said, its length in thousandths."""

    name: str
    value: str
    qualifier: Qualifier | None
    length: int


@dataclass(frozen=True, slots=True)
class Series:
    """The columns of a table that belong together; for each row its lengths, none for a gap."""

    columns: tuple[str, ...]
    rows: tuple[tuple[int, ...], ...]


def share(metric: Metric) -> int | None:
    """Give the length of a figure that is a part of a whole, as in 94%."""
    value = metric.decimal
    if value is None or metric.unit not in _PERCENT or metric.change or _MOVES.search(metric.label):
        return None
    return round(value * 10) if 0 <= value <= _WHOLE else None


def moved(change: Change | None) -> tuple[Bar, Bar] | None:
    """Give the base of a change as 100, and what came of it: 同比增长201% is 100 and 301."""
    if change is None or change.unit not in _PERCENT:
        return None
    by, is_fall = values.decimal(change.value), change.direction == "下降"
    now = _WHOLE - by if is_fall else _WHOLE + by
    if by < 0 or now < 0 or (is_fall and change.qualifier not in _LEFT):
        return None
    before, after = _PERIODS[change.basis]
    qualifier = _LEFT[change.qualifier] if is_fall else change.qualifier
    base, rest = _lengths((_WHOLE, now))
    return Bar(before, "100", None, base), Bar(after, _plain(now), qualifier, rest)


def series(table: Table) -> Series | None:
    """Give the columns of a table that say the same of several times, as bars row by row.

    Rows may differ in unit: each has a scale of its own, and its largest value fills it.
    """
    groups: dict[str, list[int]] = {}
    for place, name in enumerate(table.columns):
        rest, times = _WHEN.subn("·", name)
        if times and _is_numeric([row[place] for row in table.rows]):
            groups.setdefault(rest, []).append(place)
    found = [places for places in groups.values() if len(places) > 1]
    if len(found) != 1:
        return None
    rows = tuple(_row([row[place] for place in found[0]]) for row in table.rows)
    return Series(tuple(table.columns[place] for place in found[0]), rows) if any(rows) else None


def _row(cells: Sequence[str]) -> tuple[int, ...]:
    """Give the lengths of one row; none where a value is missing or cannot be a bar."""
    read = [found for cell in cells if (found := _number(cell))]
    numbers = [number for number, _ in read]
    is_whole = len(read) == len(cells) and len({unit for _, unit in read}) == 1
    if not is_whole or min(numbers) < 0 or not any(numbers):
        return ()
    return _lengths(numbers)


def _is_numeric(cells: Sequence[str]) -> bool:
    filled = [cell for cell in cells if cell not in _BLANK]
    return bool(filled) and all(map(_number, filled))


def _number(cell: str) -> tuple[Decimal, str] | None:
    """Read a cell such as `45.35`, `约300` or `2,900余`: its number, and its sign of percent."""
    found = _CELL.fullmatch(cell)
    if not found or not re.fullmatch(values.NUMBER_PATTERN, found[1]):
        return None
    return values.decimal(found[1]), found[2]


def _lengths(numbers: Sequence[Decimal]) -> tuple[int, ...]:
    longest = max(numbers)
    return tuple(round(number / longest * 1000) for number in numbers)


def _plain(number: Decimal) -> str:
    """Write a number without an exponent and without idle noughts."""
    return f"{number:f}".rstrip("0").rstrip(".") if "." in f"{number:f}" else f"{number:f}"
