"""What happened to the library, told by the records alone: additions, revisions, withdrawals.

Dates are those that editors wrote down; neither git nor the day of a build knows better.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from generator.library import Library
from generator.model import Case, Revision

EventKind = Literal["收录", "修订", "撤回"]


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened to a case, on `day` (`YYYY-MM-DD`); `note` says why.

    An addition has no note.
    """

    day: str
    kind: EventKind
    case: Case
    note: str


def events(library: Library) -> tuple[Event, ...]:
    """Give what readers are told, the newest first; on one day in the order of the lists.

    Of a withdrawn case only its withdrawal is told: the rest stands on its own page. Revisions of
    wording alone and drafts are left out.
    """
    told = [event for case in library.cases for event in _of(case)]
    return tuple(sorted(told, key=lambda event: event.day, reverse=True))


def withdrawals(library: Library) -> Iterator[Event]:
    """Give the withdrawal of each case that was withdrawn, in the order of the lists."""
    told = (event for case in library.cases for event in _of(case))
    return (event for event in told if event.kind == "撤回")


def withdrawal(case: Case) -> Revision | None:
    """Give when and why a case was withdrawn: its last revision says so; else None."""
    return case.curation.revised[-1] if case.curation.status == "withdrawn" else None


def _of(case: Case) -> Iterator[Event]:
    curation = case.curation
    if curation.status == "draft":
        return
    if last := withdrawal(case):
        yield Event(last.date, "撤回", case, last.note)
        return
    for revision in reversed(curation.revised):
        if revision.kind != "文字":
            yield Event(revision.date, "修订", case, revision.note)
    yield Event(curation.added, "收录", case, "")
