"""Characters that nobody sees: they part words that belong together, and a record may have none."""

import re
from collections.abc import Iterable
from typing import Final

from generator.intake.lines import Cleaned, Line, mend_each

KIND: Final = "隐形字符"

_INVISIBLE: Final = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+"
)


def cut_invisible(lines: Iterable[Line]) -> Cleaned:
    """Take them out, each named by its number, as in U+200B."""
    return mend_each(lines, KIND, _mend)


def _mend(text: str) -> tuple[str, list[tuple[str, str]]]:
    cuts = [(_named(match[0]), "") for match in _INVISIBLE.finditer(text)]
    return (_INVISIBLE.sub("", text), cuts) if cuts else (text, [])


def _named(characters: str) -> str:
    return " ".join(f"U+{ord(one):04X}" for one in characters)
