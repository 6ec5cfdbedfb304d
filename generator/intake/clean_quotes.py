"""Quotation marks that do not match: ‘红色”, “红色“, “红色””; and straight ones around Chinese."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from generator.intake.lines import HAN, Cleaned, Line, set_marks

KIND: Final = "引号不配对"

# Marks further apart than this are hardly a pair that somebody mistyped.
_LONGEST: Final = 60
_MARK: Final = re.compile("[‘’“”]")
_APOSTROPHE: Final = re.compile(r"[A-Za-z]’(?=[A-Za-z])")
_STRAIGHT: Final = re.compile(rf'"(?=[^"]{{0,{_LONGEST}}}[{HAN}])[^"]{{1,{_LONGEST}}}"')


def pair_quotes(lines: Iterable[Line]) -> Cleaned:
    """Give each quotation its pair of marks; where a line has lost one of the two, nothing."""
    return set_marks(lines, KIND, _changes)


def _changes(text: str) -> dict[int, str]:
    apostrophes = {match.end() - 1 for match in _APOSTROPHE.finditer(text)}
    marks = [one.start() for one in _MARK.finditer(text) if one.start() not in apostrophes]
    return {**_straight(text), **_mended(text, marks)}


def _straight(text: str) -> dict[int, str]:
    if text.count('"') % 2:
        return {}
    pairs = [match.span() for match in _STRAIGHT.finditer(text)]
    return {at: mark for start, end in pairs for at, mark in ((start, "“"), (end - 1, "”"))}


def _mended(text: str, marks: Sequence[int]) -> dict[int, str]:
    """Walk from mark to mark with what is open: the place of a “ and of a ‘, or none."""
    changes: dict[int, str] = {}
    double, single = -1, -1
    for at, following in pairwise([*marks, len(text)]):
        closes_next = text[following : following + 1] == "”"
        match text[at]:
            case "“" if double >= 0 and not closes_next and at - double <= _LONGEST:
                changes[at], double = "”", -1
            case "“":
                double = at
            case "‘":
                single = at
            case "’" if single >= 0:
                single = -1
            case "’" if double >= 0 and not closes_next and at - double <= _LONGEST:
                changes[at], double = "”", -1
            case "”" if double >= 0:
                double, single = -1, -1
            case "”" if single >= 0 and at - single <= _LONGEST:
                changes[single], single = "“", -1
            case "”" if text[at - 1 : at] == "”":
                changes[at] = ""
            case "”" if closes_next and 1 < following - at <= _LONGEST:
                changes[at], double = "“", at
    return changes
