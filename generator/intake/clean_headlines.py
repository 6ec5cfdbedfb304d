"""The headline that a page shows again and again: kept once."""

from collections.abc import Iterable
from typing import Final

from generator.intake.lines import Cleaned, Line, Removal

KIND: Final = "重复标题"

# Beyond this many lines with text, the same words are a heading of another part, or a refrain.
_TOP: Final = 12
# Shorter lines come twice by themselves: a label, a name.
_SHORTEST: Final = 6


def cut_headlines(lines: Iterable[Line]) -> Cleaned:
    """Take out lines that repeat the one before them, and at the top any before."""
    kept: list[Line] = []
    removals: list[Removal] = []
    top: list[str] = []
    last, count = "", 0
    for line in lines:
        text = "".join(line.text.split())
        count += bool(text)
        if len(text) >= _SHORTEST and "\t" not in line.text and (text == last or text in top):
            removals.append(Removal(line.number, KIND, line.text.strip()))
            continue
        kept.append(line)
        last = text or last
        top = [*top, text] if text and count <= _TOP else top if count <= _TOP else []
    return Cleaned(tuple(kept), tuple(removals))
