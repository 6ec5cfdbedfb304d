"""How Chinese text is read, in Latin letters: for finding by keyboard and for order.

Readings are those of pypinyin: of a word where it knows the word (重庆 is chong qing), else the
commonest one of the character. ü is written v, as on a keyboard.
"""

from functools import cache
from itertools import groupby
from typing import Final

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
