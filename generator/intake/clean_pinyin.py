"""Pinyin set in brackets behind what it reads: 深入(shēnrù), 的(de)(de)(de), 運(yùn)輸.

An annotation goes only if each of its syllables is a reading of the character that it would belong
to, by pypinyin; so (app), (DNA) and (lǐ) behind another character stay. The text may be in
traditional script: it is read as well as its simplified form.
"""

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from typing import Final

from generator.intake.clean_script import simplified
from generator.intake.lines import HAN, Cleaned, Line, mend_each

KIND: Final = "拼音注音"

# No word has more characters; what is longer is a sentence.
_MOST_SYLLABLES: Final = 24
_ANNOTATION: Final = re.compile(
    # ü is written v or u:, and ɡ is the g of phonetic alphabets.
    r"[ \u3000]?[(（]\s?(?P<sound>[a-zɡüêāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜńňǹḿ\u0300-\u030c·'’:\- "
    r"A-ZĀÁǍÀĒÉĚÈŌÓǑÒ]{1,160}?)\s?[)）]"
)
_PARTS: Final = re.compile(r"[·'’\- ]+")
_TONES: Final = re.compile("[\u0300\u0301\u0304\u030c]")
# What characters are read in company, beside the readings of a dictionary.
_IN_COMPANY: Final = {"儿": ("r",), "一": ("yí", "yì"), "不": ("bú",)}


def cut_pinyin(lines: Iterable[Line]) -> Cleaned:
    """Take out all annotations, each a removal."""
    return mend_each(lines, KIND, _mend)


def _mend(text: str) -> tuple[str, list[tuple[str, str]]]:
    kept, cuts, start = "", [], 0
    for match in _ANNOTATION.finditer(text):
        kept += text[start : match.start()]
        if _reads(match["sound"], kept[-_MOST_SYLLABLES:]):
            cuts.append((match[0].strip(), ""))
        else:
            kept += match[0]
        start = match.end()
    return kept + text[start:], cuts


def _reads(sound: str, before: str) -> bool:
    """Say whether a text in Latin letters is how the characters right before it are read."""
    if sound.upper() == sound or (sound != sound.lower() and not _has_tones(sound)):
        return False
    letters = _PARTS.sub("", _spelled(sound))
    return _fits(letters, before, exact=True) or (
        # Machines mistake tones, but hardly two syllables of another word.
        not _fits(_plain(letters), before[-1:], exact=False)
        and _fits(_plain(letters), before, exact=False)
    )


def _fits(letters: str, before: str, exact: bool) -> bool:
    """Read backwards from the bracket, a character for each syllable, until no letter is left."""
    ends = {len(letters)}
    for character in reversed(before):
        ends = {
            end - len(reading)
            for reading in _readings(character, exact)
            for end in ends
            if letters.endswith(reading, 0, end)
        }
        if 0 in ends or not ends:
            break
    return 0 in ends


@cache
def _readings(character: str, exact: bool) -> frozenset[str]:
    """Give how a character may be read: with its tones (`exact`) and without, or only without.

    A library of characters is a few thousand.
    """
    # Its tables take a tenth of a second to load, which a check need not wait for.
    from pypinyin.constants import PINYIN_DICT

    if not re.match(f"[{HAN}]", character):
        return frozenset()
    listed = {
        one
        for form in (character, simplified(character))
        for one in (*PINYIN_DICT.get(ord(form), "").split(","), *_IN_COMPANY.get(form, ()))
        if one
    }
    spelled = {_spelled(one) for one in listed}
    plain = {_plain(one) for one in spelled}
    plain |= {one.replace("v", "u") for one in plain}
    return frozenset(spelled | plain if exact else plain)


def _spelled(sound: str) -> str:
    """Give one spelling for all: lower case, tones as marks of their own, v for ü."""
    apart = unicodedata.normalize("NFD", sound.lower().replace("ɡ", "g").replace("u:", "v"))
    # ǚ comes apart as u, two dots, tone.
    return apart.replace("u\u0308", "v")


def _plain(sound: str) -> str:
    return _TONES.sub("", sound)


def _has_tones(sound: str) -> bool:
    return _TONES.search(unicodedata.normalize("NFD", sound)) is not None
