"""One written form for texts and queries, so that what is typed meets what was written.

The same rules stand in `docs/assets/javascripts/search.js`; the vectors of
`tests/golden/search-normalize.json` hold the two together. A query finds a text when its normal
form is a substring of the text's, so every rule must leave a piece cut out of a text a piece of
the text's normal form. That is why a rule looks at nothing beyond a mark's direct neighbours.

- NFC, lower case, full-width ASCII to half-width. Invisible characters (Unicode's Cf) vanish.
- Traditional characters are their simplified ones (`script`). The browser has the pairs of a text
  beside it, and all pairs only when a query finds nothing without.
- `2,900` is 2900: a comma between two digits vanishes.
- `%` and `+` are characters like letters (87.5%, 24+, 党建+); `.` and `-` are so before a letter or
  a digit (47.54, covid-19, .5), and punctuation elsewhere.
- Blanks, quotation marks, brackets and the middle dot are loose: next to a Han character they
  vanish (卡友 E家 is 卡友e家, “家”的温暖 is 家的温暖), elsewhere they are one blank (iphone 15).
- Every other mark separates. `安全，服务` is `安全 服务`: found by a piece copied with its
  punctuation, whichever mark stands there, but not by `安全服务`. Otherwise `员工` would be found
  in 党员。工作, and what a short word finds at the borders of clauses would be wrong.
- A line break is a border that nothing reaches across; the normal form of a query has none.

A normal form is for comparing, not for normalizing again: its blanks have become separators.
"""

import re
import unicodedata
from typing import Final

from generator.search.script import simplified

# By range and not by Unicode's script property, which Python lacks and browsers update.
HAN: Final = "\u3005\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_LOOSE: Final = frozenset("\t\r\"'·")
_LOOSE_CATEGORIES: Final = frozenset(["Zs", "Zl", "Zp", "Ps", "Pe", "Pi", "Pf"])
_FULL_WIDTH: Final = range(0xFF01, 0xFF5F)
_FULL_WIDTH_OFFSET: Final = 0xFF01 - ord("!")

# Each pattern begins with a plain character, which `re` looks for at the speed of `str.find`.
_GROUPING: Final = re.compile(r",(?<=[0-9],)(?=[0-9])")
# After folding, a text holds letters, digits, marks of letters, `%+.-`, and the three gaps: a blank
# (loose), a comma (separating), a line break (border).
_POINT_OF_NOTHING: Final = re.compile(rf"[-.](?![^-.%+ ,\n{HAN}])")
_GAPS: Final = re.compile(r"[ ,\n]{2,}")
_BLANK_AT_HAN: Final = re.compile(rf" (?:(?=[{HAN}])|(?<=[{HAN}] ))")


def _fold(character: str) -> str:
    """Give what stands for one character: itself, its half-width form, nothing, or a gap."""
    if ord(character) in _FULL_WIDTH:
        return _fold(chr(ord(character) - _FULL_WIDTH_OFFSET))
    if character == "ς":  # lower case depends on the place in the word; a piece has another place
        return "σ"
    category = unicodedata.category(character)
    if category == "Lo":
        return simplified().get(character, character)
    if category[0] in "LNM" or character in "%+.-\n":
        return character
    if category == "Cf":
        return ""
    return " " if character in _LOOSE or category in _LOOSE_CATEGORIES else ","


class _Folding(dict[int, str]):
    """What `str.translate` asks for: `_fold` of each character, worked out once."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold(chr(code))
        return folded


_FOLDING: Final = _Folding()


def _strongest(gaps: re.Match[str]) -> str:
    return next(gap for gap in "\n, " if gap in gaps[0])


def normalize(text: str) -> str:
    """Give the normal form: characters, single blanks where something separates, line breaks."""
    text = _GROUPING.sub("", unicodedata.normalize("NFC", text))
    text = text.lower().translate(_FOLDING)
    text = _POINT_OF_NOTHING.sub(",", text)
    text = _GAPS.sub(_strongest, text)
    text = _BLANK_AT_HAN.sub("", text)
    return text.replace(",", " ").strip(" \n")
