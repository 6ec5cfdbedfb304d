"""How Chinese text is read, in Latin letters: for finding by keyboard and for order.

Readings are those of pypinyin: of a word where it knows the word (重庆 is chong qing), else the
commonest one of the character. ü is written v, as on a keyboard.
"""

from functools import cache
from typing import Final

# Whatever sorts behind all pinyin: what is no Han character and no letter or digit.
_LAST: Final = "~"


@cache
def syllables(text: str) -> tuple[str, ...]:
    """Give the reading of each Han character, lower case, and each run of other characters whole.

    As in `("huo", "che", "si", "ji")` for 货车司机.
    """
    # Its tables take a tenth of a second to load, which a check need not wait for.
    from pypinyin import lazy_pinyin

    return tuple(part.lower() for part in lazy_pinyin(text))


def order(text: str) -> tuple[str, str]:
    """Give what sorts texts as a dictionary does: by reading, equals by code point.

    The machine's locale has no say in it, so that every machine gives one order.
    """
    letters = " ".join(part for part in syllables(text) if part[:1].isalnum())
    return letters or _LAST, text
