"""Numbers in a sentence: value, qualifier and unit, as the source writes them."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from generator.intake.units import COUNTED, GREAT, SECOND, UNIT

# How a source says it, and the word that the record has for it.
BEFORE: Final = {
    "大约": "约",
    "约": "约",
    "将近": "近",
    "接近": "近",
    "近": "近",
    "超过": "超",
    "超": "超",
    "突破": "超",
    "逾": "逾",
    "不足": "不足",
    "不到": "不足",
}
AFTER: Final = {"余": "余", "多": "多", "以上": "以上", "左右": "约", "上下": "约"}
_BEFORE: Final = re.compile(f"({'|'.join(BEFORE)})(?:了|到|达|占|为|有)?[ ]*$")
# Thousands are parted by commas, or by blanks: 1 732. Behind 表 or 第 the first is a number of
# its own.
_ARABIC: Final = re.compile(
    r"(?<![0-9A-Za-z.])(?<![0-9],)(?:[0-9]{1,3}(?:,[0-9]{3})+|"
    r"(?<![表图第例号])[0-9]{1,3}(?:[ \xa0\u2009\u202f][0-9]{3})+(?![0-9])|[0-9]+)"
    r"(?:\.[0-9]+)?(?![0-9])"
)
_CHARACTERS: Final = re.compile("(?<![第初每数几])[一二两三四五六七八九十百千万亿零〇]+")
# What counts nothing by itself: 一个, 二人转, 万家
_ALONE: Final = frozenset("一二万亿零〇")
_HUNDREDTHS: Final = re.compile("百分之([一二两三四五六七八九十百零〇点0-9.]+)")
_SCALE: Final = re.compile("[ ]*(万亿|百万|千万|[百千万亿])")
_MORE: Final = re.compile("[ ]*([余多])")
_BEHIND: Final = re.compile("[ ]*(以上|左右|上下|[余多](?![\u3400-\u9fff]))")
_DIGITS: Final = {c: n for n, c in enumerate("零一二三四五六七八九")} | {"两": 2, "〇": 0}
_STEPS: Final = {"十": 10, "百": 100, "千": 1_000}
_SCALES: Final = {"百": 100, "千": 1_000, "百万": 1_000_000, "千万": 10_000_000}
_MYRIAD: Final = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True, slots=True)
class Number:
    """A number with what belongs to it; `start` and `end` are its place in the sentence.

    `value` is what a record takes: digits, with 万 or 亿 where no unit follows them at once.
    """

    value: str
    qualifier: str
    unit: str
    start: int
    end: int


def numbers(masked: str) -> tuple[Number, ...]:
    """Find what is counted or measured in a sentence, of which the rest is masked."""
    found = [*_arabic(masked), *_hundredths(masked)]
    taken = [range(one.start, one.end) for one in found]
    found += [one for one in _characters(masked) if not any(one.start in each for each in taken)]
    return tuple(sorted(found, key=lambda one: one.start))


def unread(masked: str, found: Sequence[Number]) -> tuple[slice, ...]:
    """Give where digits stand, with some words around them, that are in none of the numbers."""
    read = [range(one.start, one.end) for one in found]
    return tuple(
        slice(max(0, match.start() - 6), match.end() + 6)
        for match in _ARABIC.finditer(masked)
        if not any(match.start() in each for each in read)
    )


def integer(numeral: str) -> int | None:
    """Give the value of a numeral in characters, or None where it is none: 一千零八十 is 1080."""
    total = section = digit = 0
    last = 10**12
    for place, character in enumerate(numeral):
        if character in _DIGITS:
            if place and numeral[place - 1] in _DIGITS and numeral[place - 1] not in "零〇":
                return None
            digit = _DIGITS[character]
        elif step := _STEPS.get(character):
            if step >= last:
                return None
            section, digit, last = section + (digit or 1) * step, 0, step
        else:
            total = (total + section + digit or 1) * _MYRIAD[character]
            section, digit, last = 0, 0, 10**12
    return total + section + digit


def _arabic(text: str) -> Iterator[Number]:
    for match in _ARABIC.finditer(text):
        number = _finished(text, match.start(), match.end(), "".join(match[0].split()))
        if number:
            yield number


def _finished(text: str, start: int, end: int, digits: str) -> Number | None:
    """Read on behind the digits: scale, 余 or 多, and the unit."""
    unit = _unit(text, end)
    scale = more = ""
    if not unit:
        scale, end = _taken(_SCALE, text, end)
        more, end = _taken(_MORE, text, end)
        unit = _unit(text, end)
        if more and not scale and not unit:
            # 4000余万元: the scale belongs to the unit.
            outer, behind = _taken(_SCALE, text, end)
            unit, end = (outer, behind) if outer in _MYRIAD else ("", end)
            inner = _unit(text, end) if unit else ""
            unit, end = unit + inner, end + _length(inner, text, end)
            if not unit:
                return None
            return _qualified(text, start, end, digits, more, unit)
    if not unit and (scale not in _MYRIAD or text[end : end + 1] == "级"):
        # 粉丝达41万, 3000万货车司机: what is so many needs no measure word.
        return None
    end += _length(unit, text, end)
    if scale in _SCALES:
        digits, scale = f"{Decimal(digits.replace(',', '')) * _SCALES[scale]:f}", ""
    if scale and unit and not more:
        unit, scale = scale + unit, ""
    if scale == "万亿":
        unit, scale = scale + unit, ""
    return _qualified(text, start, end, digits + scale, more, unit)


def _taken(pattern: re.Pattern[str], text: str, end: int) -> tuple[str, int]:
    match = pattern.match(text, end)
    return (match[1], match.end()) if match else ("", end)


def _unit(text: str, end: int) -> str:
    """Give the unit that stands at a place, blanks aside."""
    while end < len(text) and text[end] == " ":
        end += 1
    if great := GREAT.match(text, end):
        return great[0]
    match = UNIT.match(text, end)
    if not match:
        return ""
    second = SECOND.match(text, match.end())
    return match[0].replace("％", "%") + (second[0] if second else "")


def _length(unit: str, text: str, end: int) -> int:
    """Count the characters up to the end of the unit, blanks before it included."""
    blanks = len(text[end:]) - len(text[end:].lstrip(" "))
    return blanks + len(unit) if unit else 0


def _qualified(text: str, start: int, end: int, value: str, more: str, unit: str) -> Number:
    """Add what stands around a number: 约, 近, 超; 以上, 左右."""
    qualifier = AFTER.get(more, "")
    behind, end = _taken(_BEHIND, text, end)
    qualifier = qualifier or AFTER.get(behind, "")
    before = _BEFORE.search(text, max(0, start - 5), start)
    if before:
        start = before.start()
        word = BEFORE[before[1]]
        qualifier = "约…余" if word == "约" and qualifier == "余" else word
    return Number(value, qualifier, unit, start, end)


def _hundredths(text: str) -> Iterator[Number]:
    for match in _HUNDREDTHS.finditer(text):
        whole, _, rest = match[1].partition("点")
        value = whole if whole.isascii() else integer(whole)
        decimals = "".join(str(_DIGITS.get(one, "")) for one in rest)
        if value is not None:
            digits = f"{value}.{decimals}" if decimals else f"{value}"
            yield _qualified(text, match.start(), match.end(), digits, "", "%")


def _characters(text: str) -> Iterator[Number]:
    """Find what a numeral in characters counts: 三方, 近三万用户, 一百余名; never 一个."""
    for match in _CHARACTERS.finditer(text):
        numeral, end = match[0], match.end()
        if numeral in _ALONE:
            continue
        more, end = _taken(_MORE, text, end)
        outer = ""
        if more:
            outer, end = _taken(re.compile("([万亿])"), text, end)
        elif numeral in ("百", "千"):
            continue
        value = integer(numeral)
        counted = GREAT.match(text, end) if not more else None
        counted = counted or COUNTED.match(text, end)
        if value is None or not counted:
            continue
        unit = outer + counted[0]
        yield _qualified(text, match.start(), counted.end(), _figures(value), more, unit)


def _figures(value: int) -> str:
    """Write a whole number as sources do: 30000 is 3万."""
    for name, size in (("亿", 100_000_000), ("万", 10_000)):
        if value and value % size == 0:
            return f"{value // size}{name}"
    return str(value)
