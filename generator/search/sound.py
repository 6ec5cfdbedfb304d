"""Names -> how they are typed in pinyin, in full and by initials, as more text to be found.

Of a name the index gets two lines: all letters, a capital where a syllable or a word begins
(`HuoCheSiJi`), and the beginnings alone (`HCSJ`); both broken where something is neither Han nor
a letter. The browser gets the syllables of the Han characters beside the text, so that it can tell
which characters were meant.
"""

import re
from functools import cache
from typing import Final

from generator import pinyin
from generator.search.normalize import HAN, normalize

UNREADABLE: Final = "?"
_HAN: Final = re.compile(f"[{HAN}]")
_LETTERS: Final = re.compile("[a-z]+")


@cache
def sound_of(name: str) -> str:
    """Give the two lines of a name."""
    full = ""
    before = ""
    for character, letters in _spelled(name):
        if not _LETTERS.fullmatch(letters):
            full += "\n"
        elif letters == character and _LETTERS.fullmatch(before):
            full += letters
        else:
            full += letters.capitalize()
        before = character
    return f"{full}\n{re.sub('[a-z]', '', full)}"


@cache
def syllables_of(name: str) -> str:
    """Give the syllables of the Han characters of a name, blanks between."""
    read = [letters for character, letters in _spelled(name) if _HAN.match(character)]
    return " ".join(one if _LETTERS.fullmatch(one) else UNREADABLE for one in read)


@cache
def _spelled(name: str) -> tuple[tuple[str, str], ...]:
    """Give the characters of the normal form, each with its reading; many cases share a name."""
    text = normalize(name)
    return tuple(zip(text, pinyin.spelled(text), strict=True))
