"""Half-width punctuation among Han characters: its full-width form."""

import re
from collections.abc import Iterable
from typing import Final

from generator.intake.clean_spoilt import LOST
from generator.intake.lines import HAN, Cleaned, Line, set_marks

KIND: Final = "半角标点"

_FULL: Final = dict(zip(",.:;?!()", "，。：；？！（）", strict=True))
_MARK: Final = re.compile(r"[,.:;?!()]")
# What holds such marks by right. A mark at its end is the sentence's.
_HELD: Final = re.compile(
    r"(?:https?://|www\.)[!-~]*[!-~](?<![,.:;?!)\"])|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,32}){1,4}",
    re.ASCII,
)
_IS_HAN: Final = re.compile(f"[{HAN}]")
_CLOSING: Final = frozenset("”’》）】」』%％℃)")
_OPENING: Final = frozenset("“‘《（【「『")
_BRACKET_OR_HAN: Final = re.compile(f"[()（）{HAN}]")
# 一. at the beginning of a line numbers it.
_NUMBER: Final = re.compile(r"\s{0,4}[一二三四五六七八九十]{1,3}")


def widen_marks(lines: Iterable[Line]) -> Cleaned:
    """Set the marks of Chinese text, a removal for each with a character to either side."""
    return set_marks(lines, KIND, _changes)


def _changes(text: str) -> dict[int, str]:
    """Give which places of a line become what."""
    marks = [match.start() for match in _MARK.finditer(text)]
    if not marks or not _IS_HAN.search(text):
        return {}
    held = {
        at
        for pattern in (_HELD, LOST)
        for match in pattern.finditer(text)
        for at in range(*match.span())
    }
    free = [at for at in marks if at not in held]
    stops = "。" not in text and text.rstrip().endswith(".")
    return {
        **{
            at: _FULL[text[at]]
            for at in free
            if text[at] not in "()" and _is_chinese(text, at, stops)
        },
        **_brackets(text, free),
    }


def _is_chinese(text: str, at: int, stops: bool) -> bool:
    """Say whether a mark stands in Chinese, not in a number, a time, an address or Latin text.

    A dot between Han characters is a full stop only where it ends the line too (`stops`): it may be
    the dot in a name, or that behind 一.
    """
    before, after = _before(text, at), _after(text, at)
    is_before_han = bool(_IS_HAN.match(after)) or after in _OPENING
    # A line that was broken begins with a mark.
    is_after_han = bool(_IS_HAN.match(before)) or before in _CLOSING or (at == 0 and is_before_han)
    match text[at]:
        case ".":
            ends = after in _CLOSING or after == ""
            return is_after_han and (ends or (is_before_han and stops and not _is_number(text, at)))
        case ":":
            return is_after_han and after != "/"
        case _:
            return is_after_han or (before.isascii() and before.isalnum() and is_before_han)


def _is_number(text: str, at: int) -> bool:
    return _NUMBER.fullmatch(text, 0, at) is not None


def _before(text: str, at: int) -> str:
    """Give the character before a mark; a blank, or further ! and ?, may be in between."""
    while at and text[at] in "!?" and text[at - 1] in "!?":
        at -= 1
    return text[max(0, at - 2) : at].rstrip(" ")[-1:]


def _after(text: str, at: int) -> str:
    return text[at + 1 : at + 3].lstrip(" ")[:1]


def _brackets(text: str, free: list[int]) -> dict[int, str]:
    """Widen pairs with Chinese in them; (APP) and 1) stay."""
    opened: list[tuple[int, int]] = []
    changes: dict[int, str] = {}
    allowed = {at for at in free if text[at] in "()"}
    seen = 0
    for match in _BRACKET_OR_HAN.finditer(text):
        at = match.start()
        if match[0] in "(（":
            opened.append((at, seen))
        elif match[0] not in ")）":
            seen += 1
        elif opened:
            start, before = opened.pop()
            pair = allowed.intersection((start, at)) if seen > before else ()
            changes |= {one: _FULL[text[one]] for one in pair}
    return changes
