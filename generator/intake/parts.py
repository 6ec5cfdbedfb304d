"""The four parts of a case by their headings, and the practices by theirs."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile, takewhile
from typing import Final

from generator.intake.headings import (
    BRACKETED,
    LEADING,
    NAMED,
    PLAIN,
    RUN_IN,
    Heading,
    Kind,
    heading_of,
    kind,
)
from generator.intake.lines import Line

_LISTED: Final = re.compile(
    "(?:^|(?<=[。；：:！？\\s]))(?:[一二三四五六七八九十]是|"
    "其[一二三四五六七八九十][，是])(?!个|一[个项种])"
)
# So many paragraphs that begin with a short sentence are a list of practices.
_LEADING_LEAST: Final = 3


@dataclass(frozen=True, slots=True)
class Practice:
    """One of the practices: its title, the line that has it, and the lines of its text."""

    title: str
    heading: Line
    lines: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Parts:
    """The lines of each part, and which headings told them."""

    background: tuple[Line, ...] = ()
    practices: tuple[Practice, ...] = ()
    outcomes: tuple[Line, ...] = ()
    lessons: tuple[Line, ...] = ()
    told: tuple[tuple[Kind, Line], ...] = ()


@dataclass(slots=True)
class _Block:
    """A stretch of lines below one heading of a part; none above the first."""

    kind: Kind | None
    lines: list[Line] = field(default_factory=list)


def parts(lines: Sequence[Line]) -> Parts:
    """Sort the lines of the text into the four parts."""
    texts = [line for line in lines if line.text.strip()]
    blocks, told = _blocks(texts)
    held: dict[Kind, list[Line]] = {
        "background": [],
        "practices": [],
        "outcomes": [],
        "lessons": [],
    }
    for block in blocks:
        held[block.kind or "practices"] += block.lines
    if any(one == "practices" for one, _ in told):
        # With a heading of their own, the practices begin there.
        held["practices"] = [
            line for one in blocks if one.kind == "practices" for line in one.lines
        ]
        held["background"] = [
            line for one in blocks if one.kind in (None, "background") for line in one.lines
        ]
    before, practices = _practices(held["practices"])
    if not any(one == "background" for one, _ in told):
        # What stands before the first practice tells why: the first paragraphs of an article.
        held["background"] += before
    return Parts(
        tuple(held["background"]), practices, tuple(held["outcomes"]), tuple(held["lessons"]), told
    )


def _blocks(lines: Sequence[Line]) -> tuple[list[_Block], tuple[tuple[Kind, Line], ...]]:
    blocks = [_Block(None)]
    told: list[tuple[Kind, Line]] = []
    for line in lines:
        heading = heading_of(line)
        opened = kind(heading) if heading and heading.level < LEADING else None
        if heading and opened:
            blocks.append(_Block(opened, [line] if heading.runs_in else []))
            told.append((opened, line))
        elif heading and heading.level == 0 and told and blocks[-1].kind != "practices":
            # 一、案例背景, 二、把支部建在车轮上: what follows is a practice.
            blocks.append(_Block("practices", [line]))
        else:
            blocks[-1].lines.append(line)
    return blocks, tuple(told)


def _practices(lines: Sequence[Line]) -> tuple[list[Line], tuple[Practice, ...]]:
    """Give what stands before the first practice, and the practices."""
    level = _level(lines)
    if level is None:
        listed = tuple(_listed(lines))
        if not listed:
            return [], _whole(lines)
        return list(takewhile(lambda line: line != listed[0].heading, lines)), listed
    above: list[Line] = []
    found: list[Practice] = []
    for place, line in enumerate(lines):
        told = heading_of(line)
        # An article's first words are no heading.
        if told and told.level == level and (level < LEADING or place):
            _open(found, told, line)
        elif found:
            found[-1] = replace(found[-1], lines=(*found[-1].lines, line))
        else:
            above.append(line)
    if len(found) > 1 and not found[-1].lines and level > NAMED:
        # What looks like a heading and has nothing below it is the end of the text before.
        heading = found.pop().heading
        last = dropwhile(lambda line: line != heading, lines)
        found[-1] = replace(found[-1], lines=(*found[-1].lines, *last))
    return above, tuple(found)


def _open(found: list[Practice], heading: Heading, line: Line) -> None:
    """Begin a practice, or go on with a heading of two lines."""
    if found and heading.level == PLAIN and not found[-1].lines:
        found[-1] = replace(found[-1], title=f"{found[-1].title} {heading.title}")
    else:
        found.append(Practice(heading.title, line, (line,) if heading.runs_in else ()))


def _level(lines: Sequence[Line]) -> int | None:
    """Give the level of the headings that open practices, or None where there are none.

    Of numbered ones the highest that comes twice; of others those that begin first.
    """
    found = [one.level for line in lines if (one := heading_of(line))]
    counts = Counter(found)
    numbered = [level for level in counts if level < NAMED and counts[level] > 1]
    if numbered:
        return min(numbered)
    others = [level for level in found if level in (NAMED, BRACKETED, PLAIN) and counts[level] > 1]
    if others:
        return others[0]
    return LEADING if counts[LEADING] >= _LEADING_LEAST else None


def _listed(lines: Sequence[Line]) -> Iterator[Practice]:
    """Give the practices that 一是, 二是 list within paragraphs."""
    for line in lines:
        starts = [match.end() for match in _LISTED.finditer(line.text)]
        for start in starts:
            said = line.text[start : start + 2 * RUN_IN]
            title = re.split("[。；：:，]", said, maxsplit=1)[0].strip()
            whole = re.split("[。；：:]", said, maxsplit=1)[0].strip()
            yield Practice(whole if len(whole) <= RUN_IN else title, line, (line,))


def _whole(lines: Sequence[Line]) -> tuple[Practice, ...]:
    return (Practice("", lines[0], tuple(lines)),) if lines else ()
