"""What a text is on its way to a draft: numbered lines, and what was taken out of them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the source.

    `number` counts from 1: the line of a plain text or of the HTML, the paragraph of a .docx (a
    row of a table is a paragraph). The cells of a table's row are parted by tabs.
    """

    number: int
    text: str


@dataclass(frozen=True, slots=True)
class Removal:
    """One change that cleaning made, for an editor to judge.

    `line` is the line of the source. `kind` names the noise in Chinese. `text` is the very text
    that was cut, or that was changed to `became`.
    """

    line: int
    kind: str
    text: str
    became: str = ""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A text without its noise, and all that was noise."""

    lines: tuple[Line, ...]
    removals: tuple[Removal, ...]
