"""From the lines of a text as it was found to its text alone, and a list of all that went.

Each kind of noise is one function from lines to lines; `clean` is the table of them. Pinyin comes
before the script, since the readings are those of the text as it was annotated; what stands in the
way of a sentence goes before broken lines are joined.
"""

from collections.abc import Callable, Sequence
from functools import partial
from operator import attrgetter

from generator.intake.clean_adverts import cut_adverts, cut_paid
from generator.intake.clean_breaks import join_breaks
from generator.intake.clean_furniture import cut_furniture
from generator.intake.clean_headlines import cut_headlines
from generator.intake.clean_invisible import cut_invisible
from generator.intake.clean_marks import widen_marks
from generator.intake.clean_pinyin import cut_pinyin
from generator.intake.clean_places import cut_places
from generator.intake.clean_quotes import pair_quotes
from generator.intake.clean_script import to_simplified
from generator.intake.clean_spoilt import tell_spoilt
from generator.intake.lines import Cleaned, Line
from generator.regions import Gazetteer


def clean(text: Cleaned, gazetteer: Gazetteer) -> Cleaned:
    """Take the noise out of what was read; the removals of both, in the order of the source."""
    steps: tuple[Callable[[Sequence[Line]], Cleaned], ...] = (
        cut_invisible,
        cut_pinyin,
        to_simplified,
        cut_paid,
        partial(cut_places, gazetteer=gazetteer),
        cut_adverts,
        cut_furniture,
        cut_headlines,
        tell_spoilt,
        pair_quotes,
        widen_marks,
        join_breaks,
    )
    lines, removals = text.lines, list(text.removals)
    for step in steps:
        done = step(lines)
        lines = done.lines
        removals += done.removals
    return Cleaned(_tidy(lines), tuple(sorted(removals, key=attrgetter("line"))))


def _tidy(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Drop empty lines and the blanks around a text; tabs at either end are cells."""
    stripped = (Line(line.number, line.text.strip(" \u3000\xa0\r\n")) for line in lines)
    return tuple(line for line in stripped if line.text.strip())
