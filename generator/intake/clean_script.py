"""Traditional script to simplified, by OpenCC, where a text really is traditional.

Machines set simplified texts in traditional script; a simplified text with 乾隆 or a 後 in it is
none of those, and stays.
"""

import re
from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from generator.intake.lines import HAN, Cleaned, Line, mend_each

if TYPE_CHECKING:
    from opencc import OpenCC

KIND: Final = "繁体转简体"

# How much of a text's Han characters changes at least. Measured: a traditional text has a quarter
# or more; a simplified one that quotes traditional titles stays below a twentieth.
_TRADITIONAL_SHARE: Final = 0.1

_HAN: Final = re.compile(f"[{HAN}]")


@cache
def _converter() -> "OpenCC":
    # It takes a while to load, which a check need not wait for.
    from opencc import OpenCC

    return OpenCC("t2s")


def simplified(text: str) -> str:
    """Give a text in simplified script."""
    return str(_converter().convert(text))


def to_simplified(lines: Sequence[Line]) -> Cleaned:
    """Convert a traditional text, a removal for each line that changed."""
    if not _is_traditional("\n".join(line.text for line in lines)):
        return Cleaned(tuple(lines), ())
    return mend_each(lines, KIND, _mend)


def _mend(text: str) -> tuple[str, list[tuple[str, str]]]:
    became = simplified(text)
    return became, [(text, became)] if became != text else []


def _is_traditional(text: str) -> bool:
    """Count what changes, but for what simplified texts use as well (乾, 徵)."""
    pairs = zip(text, simplified(text), strict=False)
    changed = sum(one != other and not _is_common(one) for one, other in pairs)
    return changed >= _TRADITIONAL_SHARE * len(_HAN.findall(text)) and changed > 0


def _is_common(character: str) -> bool:
    try:
        character.encode("gb2312")
    except UnicodeEncodeError:
        return False
    return True
