"""What a guess is: a value for a place of the record, and the words that it rests on."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator.intake.lines import Line

Path = tuple[str | int, ...]

# How much of a source is shown beside a guess, in characters.
SHOWN: Final = 120
# How much on either side of a word that tells something.
_AROUND: Final = 24
# A year that a sentence speaks of; not one to compare with (比2019年) or to begin with
# (2021年以来).
YEAR: Final = re.compile(
    r"(?<![较比与从自0-9])(?<![至到—–-])((?:19|20)[0-9]{2})\s*年(?!代|以来|起|至|到|[—–-])"
)
# No sentence is longer; what goes on without an end is cut, so that time stays in proportion.
_LONGEST: Final = 1_000
_SENTENCE: Final = re.compile("[^。！？!?；;]+[。！？!?；;]*[”’」』）)]*")
# What no record may hold (control, zero-width, bidirectional marks, lone surrogates and the like),
# and the blanks that look like a space and are none.
_INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\uffff"
    "\U000e0000-\U000e007f]"
)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the number of its line."""

    line: int
    text: str


@dataclass(frozen=True, slots=True)
class Guess:
    """A value that the source seems to give.

    `path` is the place in the record, `value` what goes there, `evidence` the words of the source
    that it rests on, and `line` the number of their line.
    """

    path: Path
    value: Any
    evidence: str
    line: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something that only a reader of the source can decide; `line` is 0 where it is the whole."""

    about: str
    line: int = 0


def sentences(lines: Iterable[Line]) -> Iterator[Sentence]:
    """Give the sentences of the lines, in order; a line end always ends one."""
    for line in lines:
        for match in _SENTENCE.finditer(line.text):
            for start in range(0, len(match[0]), _LONGEST):
                text = match[0][start : start + _LONGEST]
                if text.strip():
                    yield Sentence(line.number, text)


def around(text: str, word: str) -> str:
    """Give the words around the first `word` of a text, or the text's beginning."""
    place = max(text.find(word), 0)
    start = max(place - _AROUND, 0)
    end = place + len(word) + _AROUND
    return shortened(f"{'…' if start else ''}{text[start:end]}{'…' if end < len(text) else ''}")


def shortened(text: str, limit: int = SHOWN) -> str:
    """Give a text on one line, with nothing that a record may not hold, its end cut where long."""
    plain = " ".join(_INVISIBLE.sub("", text[: 8 * limit]).split())
    return plain if len(plain) <= limit else f"{plain[: limit - 1]}…"
