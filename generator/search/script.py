"""Traditional script -> simplified, character by character, so that either finds the other.

The pairs are those of OpenCC. A character that simplified texts use as well (乾 of 乾隆) stays
itself in a normal form; only a query that finds nothing has it converted too.
"""

import unicodedata
from functools import cache
from itertools import chain, pairwise
from typing import Final

from generator.search.shards import code_numbers

_BLOCKS: Final = (
    range(0x3400, 0x4DC0),
    range(0x4E00, 0xA000),
    range(0xF900, 0xFB00),
    range(0x20000, 0x323B0),
)
# In GB 2312, but no text in simplified script has them.
_TRADITIONAL_ALL_THE_SAME: Final = frozenset("後於麽")


@cache
def _pairs() -> dict[str, str]:
    # It takes a while to load, which a check need not wait for.
    from opencc import OpenCC

    written = [chr(one) for one in chain(*_BLOCKS)]
    written = [one for one in written if unicodedata.normalize("NFC", one) == one]
    converted = OpenCC("t2s").convert("\n".join(written)).split("\n")
    pairs = {one: other for one, other in zip(written, converted, strict=True) if one != other}
    return {one: pairs.get(other, other) for one, other in pairs.items()}


@cache
def simplified() -> dict[str, str]:
    """Give the simplified character of each that is traditional beyond doubt."""
    return {one: other for one, other in _pairs().items() if not _is_simplified(one)}


def ambiguous() -> dict[str, str]:
    """Give the same of those that simplified texts use as well."""
    return {one: other for one, other in _pairs().items() if _is_simplified(one)}


def pairs_in(text: str) -> str:
    """Give the traditional characters of a text, each with its simplified one behind it."""
    return "".join(
        one + simplified()[one] for one in sorted(_traditional().intersection(set(text)))
    )


@cache
def _traditional() -> frozenset[str]:
    return frozenset(simplified())


def build_script() -> bytes:
    """Give the table for the browser.

    One after the other: the length in bytes of what follows, the ambiguous pairs in UTF-8; the
    number of the other pairs; of these, in the order of their code points, the gap from one
    traditional character to the next; and the step from one simplified character to the next, twice
    its size, less one where it goes down. Numbers are coded as in `shards`.
    """
    head = "".join(chain(*ambiguous().items())).encode()
    ordered = sorted(simplified().items())
    gaps = [high - low - 1 for low, high in pairwise([-1, *(ord(one) for one, _ in ordered)])]
    steps = [high - low for low, high in pairwise([0, *(ord(other) for _, other in ordered)])]
    signed = [2 * step if step >= 0 else -2 * step - 1 for step in steps]
    return (
        code_numbers([len(head)])
        + head
        + code_numbers([len(ordered)])
        + code_numbers(gaps)
        + code_numbers(signed)
    )


def _is_simplified(character: str) -> bool:
    if character in _TRADITIONAL_ALL_THE_SAME:
        return False
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
