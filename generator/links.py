"""Addresses outside of the library: which ones to ask again, and when one counts as dead.

A single refusal proves nothing: sites are down, sleep, refuse robots and move house. So only 404
(not found) and 410 (gone) of RFC 9110, sections 15.5.5 and 15.5.11, count, and only when they came
on several days with no other answer that the page is there in between.
"""

import calendar
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any, Final
from urllib.parse import urlsplit

from generator.model import Case
from generator.parse import Record

GONE: Final = frozenset({404, 410})
# Days after which an address that was there is asked again, and one that was not.
SOUND_DAYS: Final = 30
UNSURE_DAYS: Final = 1
# On so many days an address must have been gone.
DEAD_DAYS: Final = 3
_SECONDS: Final = 86_400


@dataclass(frozen=True, slots=True)
class Link:
    """An address in a record; `line` and `column` count from 1."""

    address: str
    file: str
    line: int
    column: int
    # Whether the same source names an archive of the page, or is one.
    is_kept: bool


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of an address: the day it was last asked, what it said, when it was gone.

    `status` is that of HTTP, 0 where no answer came. `gone` are the days, without repetition.
    """

    asked: str
    status: int
    gone: tuple[str, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Whether the page was there."""
        return 200 <= self.status < 400

    @property
    def is_dead(self) -> bool:
        """Whether the page was gone on enough days."""
        return len(self.gone) >= DEAD_DAYS


def links(records: Iterable[Record]) -> Iterator[Link]:
    """Give the addresses of the sources of every case that readers see, in the order of files."""
    for record in sorted(records, key=lambda one: one.file):
        if record.case.curation.status == "published":
            yield from _links(record, record.case)


def _links(record: Record, case: Case) -> Iterator[Link]:
    for number, source in enumerate(case.sources):
        for key, address in (("url", source.url), ("archived", source.archived)):
            if address:
                place = record.document.place(("sources", number, key))
                yield Link(address, record.file, *place, bool(source.archived))


def due(addresses: Iterable[str], known: Mapping[str, Known], today: str) -> list[str]:
    """Choose the addresses to ask, each once, the hosts by turns so that none is pressed."""
    asked = [one for one in dict.fromkeys(addresses) if _is_due(known.get(one), today)]
    turns: dict[str, int] = {}
    order = []
    for place, one in enumerate(asked):
        host = urlsplit(one).netloc
        turns[host] = turns.get(host, 0) + 1
        order.append((turns[host], place, one))
    return [one for _, _, one in sorted(order)]


def _is_due(known: Known | None, today: str) -> bool:
    if known is None:
        return True
    rest = SOUND_DAYS if known.is_sound else UNSURE_DAYS
    return abs(_day(today) - _day(known.asked)) >= rest


def noted(before: Known | None, status: int, today: str) -> Known:
    """Give what is known after an answer. An answer that proves nothing leaves what was known."""
    gone = before.gone if before else ()
    if status in GONE:
        gone = tuple(dict.fromkeys((*gone, today)))
    elif Known(today, status).is_sound:
        gone = ()
    return Known(today, status, gone)


def write_memory(known: Mapping[str, Known]) -> str:
    """Give what is known as JSON, for the next time."""
    return json.dumps({one: asdict(known[one]) for one in sorted(known)}, indent=1) + "\n"


def read_memory(text: str) -> dict[str, Known]:
    """Read what `write_memory` gave; raises ValueError for anything else."""
    kept = json.loads(text)
    if not isinstance(kept, dict):
        raise ValueError("not an object")
    return {one: _known(value) for one, value in kept.items()}


def _known(value: Any) -> Known:
    match value:
        case {"asked": str(asked), "status": int(status), "gone": [*gone]}:
            _day(asked)
            return Known(asked, status, tuple(str(day) for day in gone))
    raise ValueError("not an entry")


def _day(day: str) -> int:
    """Give the number of a day `YYYY-MM-DD`, so that days can be subtracted."""
    year, month, date = (int(part) for part in day.split("-"))
    return calendar.timegm((year, month, date, 0, 0, 0)) // _SECONDS
