"""What a text is on its way to a draft: numbered lines, and what was taken out of them."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Final

# The Han characters, for classes of regular expressions. 〇 is one in numbers: 二〇二四.
HAN: Final = "〇\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af"

# Bytes that were no character; the hole is told, and stays.
SPOILT: Final = "编码损坏"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source.

    `number` counts from 1: the line of a plain text or of the HTML, the paragraph of a .docx (a
    row of a table is a paragraph). The cells of a table's row are parted by tabs. An empty line is
    a line with no text.
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Removal:
    """One change that reading or cleaning made, for an editor to judge.

    `line` is the line of the source. `kind` names the noise in Chinese. `text` is the very text
    that was cut, or that was changed to `became`.
    """

    line: int
    kind: str
    text: str
    became: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without its noise, and all that was noise.

    `read_as` is what a file was read as, for an editor: 纯文本，GB 18030.
    """

    lines: tuple[Line, ...]
    removals: tuple[Removal, ...]
    read_as: str = ""


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a file cannot be read, as a sentence for an editor that says what to do."""

    sentence: str


# From a line's text to the text that stays, and what went: (cut, what stands there instead).
Mend = Callable[[str], tuple[str, list[tuple[str, str]]]]


def mend_each(lines: Iterable[Line], kind: str, mend: Mend) -> Cleaned:
    """Clean line by line. A line of which nothing stays is gone; an empty one stays."""
    kept: list[Line] = []
    removals: list[Removal] = []
    for line in lines:
        text, cuts = mend(line.text)
        removals += [Removal(line.number, kind, *cut) for cut in cuts]
        if text.strip() or not cuts:
            kept.append(Line(line.number, text) if cuts else line)
    return Cleaned(tuple(kept), tuple(removals))


# From a line's text to what becomes of single characters in it, by their places.
Changes = Callable[[str], Mapping[int, str]]


def set_marks(lines: Iterable[Line], kind: str, changes: Changes) -> Cleaned:
    """Change single characters; each removal shows one with a character to either side of it."""
    kept: list[Line] = []
    removals: list[Removal] = []
    for line in lines:
        text, changed = line.text, changes(line.text)
        became = [changed.get(at, one) for at, one in enumerate(text)] if changed else [text]
        for at in sorted(changed):
            before, after = text[max(0, at - 1) : at], text[at + 1 : at + 2]
            told = (before + text[at] + after, before + changed[at] + after)
            removals.append(Removal(line.number, kind, *told))
        kept.append(Line(line.number, "".join(became)))
    return Cleaned(tuple(kept), tuple(removals))
