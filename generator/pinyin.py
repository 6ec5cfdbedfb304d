"""How Chinese text is read, in Latin letters: for finding by keyboard and for order.

Readings are those of pypinyin: of a word where it knows the word (重庆 is chong qing), else the
commonest one of the character. ü is written v, as on a keyboard.
"""

from functools import cache
from itertools import groupby
from typing import Final

# The rows of GB 2312 that hold its 6,763 Han characters, and the cells of a row.
_ROWS: Final = range(0xB0, 0xF8)
_CELLS: Final = range(0xA1, 0xFF)
_PAIR: Final = 2
# Whatever sorts behind all pinyin: what is no Han character and no letter or digit.
_LAST: Final = "~"


def spelled(text: str) -> tuple[str, ...]:
    """Give for each character how it is typed: its reading, or itself where it has none.

    As in `("ka", "you", "e", "5", "jia")` for 卡友e5家.
    """
    # Its tables take a tenth of a second to load, which a check need not wait for.
    from pypinyin.seg.mmseg import seg

    return tuple(part for word in seg.cut(text) for part in _read(word))


@cache
def _read(word: str) -> tuple[str, ...]:
    """Give the reading of a word; a library is made of a few thousand of them."""
    from pypinyin import lazy_pinyin

    # A list of the characters keeps the parts in step with the word; its types know only of texts.
    return tuple(lazy_pinyin(word, errors=list))  # type: ignore[arg-type]


@cache
def syllables(text: str) -> tuple[str, ...]:
    """Give the reading of each Han character, lower case, and each run of other characters whole.

    As in `("huo", "che", "si", "ji")` for 货车司机.
    """
    parts: list[str] = []
    both = zip(text, spelled(text), strict=True)
    for is_read, run in groupby(both, key=lambda one: one[0] != one[1]):
        letters = [part for _, part in run]
        parts += letters if is_read else ["".join(letters).lower()]
    return tuple(parts)


def order(text: str) -> tuple[str, str]:
    """Give what sorts texts as a dictionary does: by reading, equals by code point.

    The machine's locale has no say in it, so that every machine gives one order.
    """
    letters = " ".join(part for part in syllables(text) if part[:1].isalnum())
    return letters or _LAST, text


@cache
def characters() -> dict[str, str]:
    """Give the commonest reading of each character of GB 2312."""
    cells = (bytes((row, cell)).decode("gb2312", "ignore") for row in _ROWS for cell in _CELLS)
    return {one: _read(one)[0] for one in cells if one}


@cache
def words() -> dict[str, tuple[str, str]]:
    """Give the words of two such characters that are read otherwise than the characters alone."""
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    alone = characters()
    found: dict[str, tuple[str, str]] = {}
    for word, both in PHRASES_DICT.items():
        # Most words are read as their characters are, tones and all: these need no closer look.
        if len(word) != _PAIR or not all(one in alone for one in word):
            continue
        if both != [[PINYIN_DICT[ord(one)].partition(",")[0]] for one in word]:
            first, second = _read(word)
            if (first, second) != (alone[word[0]], alone[word[1]]):
                found[word] = (first, second)
    return found
