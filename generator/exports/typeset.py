"""A title in lines: where Chinese text may break, and how lines become alike in length.

The rules of what may not begin or end a line are those of 《中文排版需求》 (W3C clreq), section
行首行尾禁则.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from math import inf
from typing import Final

ELLIPSIS: Final = "…"
# What begins no line, and what ends none.
_CLOSING: Final = "，。、；：？！）》〉」』】〕｝］”’…—～·％‰℃°%,.;:?!)]}>-–/／"
_OPENING: Final = "（《〈「『【〔｛［“‘([{<￥$#№"
# A word or number in Latin letters stays whole; a blank belongs to what stands before it.
_PIECES: Final = re.compile(r"[0-9A-Za-z\u00c0-\u024f]+(?:[.'’+&_-][0-9A-Za-z\u00c0-\u024f]+)* ?|.")
# Where a reader pauses, a line ends well.
_PAUSES: Final = "，。、；：？！—…”》）"
_PAUSE: Final = 0.12
# What it costs to part two characters of one word, in the unit of that gain.
_WORD: Final = 0.15


def units(text: str) -> list[str]:
    """Part a text into what no line may break."""
    made: list[str] = []
    for piece in _PIECES.findall(text):
        joins = made and (
            piece[0] in _CLOSING or made[-1].rstrip()[-1:] in _OPENING or piece == " "
        )
        if joins:
            made[-1] += piece
        else:
            made.append(piece)
    return made


def joints(text: str, evidence: str) -> tuple[float, ...]:
    """Tell how much each character belongs to the one before it, from 0 to 1, the first not at all.

    Two characters belong together as far as `evidence`, prose about the same thing, has the one
    with the other: no list of words knows the names of places, trades and campaigns.
    """
    found = [0.0]
    for before, after in pairwise(text):
        together = evidence.count(before + after)
        alone = evidence.count(before), evidence.count(after)
        found.append(sum(together / one for one in alone if one) / 2)
    return tuple(found)


def lines(
    text: str,
    width: Callable[[str], float],
    room: float,
    most: int,
    joints: Sequence[float] = (),
) -> list[str] | None:
    """Set a text in as few lines as it needs, alike in length; None if it needs more than `most`.

    `width` measures a text, `room` is the length of a line in the same unit; `joints` say for each
    character how much it belongs to the one before.
    """
    parts = [piece for unit in units(text) for piece in _fitting(unit, width, room)]
    widths = [width(part) for part in parts]
    count = _fewest(widths, room)
    if not parts or max(widths) > room or count > most:
        return None
    cuts = _cuts(widths, room, count, _prices(parts, joints))
    return ["".join(parts[first:last]).strip() for first, last in pairwise(cuts)]


def shortened(
    text: str,
    width: Callable[[str], float],
    room: float,
    most: int,
    joints: Sequence[float] = (),
) -> list[str]:
    """Set as much of a text as `most` lines hold, and say with … that there is more."""
    low, high = 0, len(text)
    best = [ELLIPSIS]
    while low <= high:
        middle = (low + high) // 2
        told = text[:middle].rstrip(_OPENING + _CLOSING + " ") + ELLIPSIS
        made = lines(told, width, room, most, joints)
        if made is None:
            high = middle - 1
        else:
            best, low = made, middle + 1
    return best


def _prices(parts: Sequence[str], joints: Sequence[float]) -> list[float]:
    """Give what it costs to end a line behind each part."""
    prices, place = [], 0
    for part in parts:
        place += len(part)
        joint = joints[place] if place < len(joints) else 0.0
        prices.append(-_PAUSE if part.rstrip()[-1:] in _PAUSES else _WORD * joint)
    return prices


def _fitting(unit: str, width: Callable[[str], float], room: float) -> Sequence[str]:
    """Give a unit as it is, or by characters where it is longer than a line."""
    return [unit] if width(unit) <= room else list(unit)


def _fewest(widths: Sequence[float], room: float) -> int:
    count, used = 1, 0.0
    for one in widths:
        if used and used + one > room:
            count, used = count + 1, 0.0
        used += one
    return count


def _cuts(
    widths: Sequence[float], room: float, count: int, prices: Sequence[float]
) -> tuple[int, ...]:
    """Choose where lines begin and end, so that they differ least and end where they should."""
    sums = list(accumulate(widths, initial=0.0))
    target = sums[-1] / count
    # For each number of parts that are set, the cheapest way to set them: its cost, and its cuts.
    ways: dict[int, tuple[float, tuple[int, ...]]] = {0: (0.0, (0,))}
    for line in range(1, count + 1):
        following: dict[int, tuple[float, tuple[int, ...]]] = {}
        for first, (cost, cuts) in ways.items():
            for last in _ends(sums, first, room) if line < count else [len(widths)]:
                length = sums[last] - sums[first]
                price = (
                    cost + (length / target - 1) ** 2 + (prices[last - 1] if line < count else 0)
                )
                if length <= room and price < following.get(last, (inf, ()))[0]:
                    following[last] = (price, (*cuts, last))
        ways = following
    return ways[len(widths)][1]


def _ends(sums: Sequence[float], first: int, room: float) -> Iterator[int]:
    """Give the parts that a line from `first` may end behind, but for the very last."""
    for last in range(first + 1, len(sums) - 1):
        if sums[last] - sums[first] > room:
            return
        yield last
