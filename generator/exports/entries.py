"""What a feed tells, whatever its form: an entry for each addition, revision and withdrawal.

An id is a UUID of version 5 (RFC 4122, section 4.3) made from the id of the case alone. So it
is the same on every host and after every move, as RFC 4287, section 4.2.6, asks for.
"""

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator import history, urls, wording
from generator.history import Event
from generator.library import Library
from generator.markdown import plain_paragraphs
from generator.model import Case

# All ids of entries and feeds are made below it; another one would make every entry new to readers.
NAMESPACE: Final = uuid.UUID("53b0b4e2-1403-4c78-a44e-1853e62d0b21")


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that happened. `html` is whole and safe; `page` is what it is about.

    `published` and `updated` are moments as RFC 3339 writes them, `tags` pairs of id and name.
    """

    id: str
    title: str
    summary: str
    html: str
    page: str
    published: str
    updated: str
    tags: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Feed:
    """One feed: what it is of, its page, the places of its two forms, and the newest entries."""

    id: str
    title: str
    subtitle: str
    author: str
    updated: str
    page: str
    atom: str
    json: str
    entries: Sequence[Entry]


def urn(name: str) -> str:
    """Give the id of what has `name` in this library, the same on every host."""
    return uuid.uuid5(NAMESPACE, name).urn


def moment(day: str) -> str:
    """Give the beginning of a day (`YYYY-MM-DD`) in China, where records are dated."""
    return f"{day}T00:00:00+08:00"


def entries(library: Library) -> Iterator[tuple[Case, Entry]]:
    """Give an entry for all that happened, the newest first, with the case that it happened to."""
    events = history.events(library)
    changed = {event.case.id: event.day for event in reversed(events)}
    counted: Counter[tuple[str, str]] = Counter()
    told = []
    for event in reversed(events):
        counted[event.case.id, event.day] += event.kind == "修订"
        number = counted[event.case.id, event.day]
        told.append((event.case, _entry(library, event, number, changed[event.case.id])))
    return reversed(told)


def _entry(library: Library, event: Event, number: int, changed: str) -> Entry:
    """Tell an event. A case that was revised says so in its own entry too: its text is another."""
    case = event.case
    is_addition = event.kind == "收录"
    return Entry(
        id=urn(_name(event, number)),
        title=case.title if is_addition else f"{event.kind}：{case.title}",
        summary=case.summary if is_addition else event.note,
        html=_case(case) if is_addition else _note(library, event),
        page=urls.case(case.id),
        published=moment(event.day),
        updated=moment(changed if is_addition else event.day),
        tags=tuple((term.id, term.name) for term in library.tags_of(case)),
    )


def _name(event: Event, number: int) -> str:
    """Name an event for ever: by the oldest id of its case, since a new one makes no new case."""
    case = event.case
    first = case.aliases[0] if case.aliases else case.id
    if event.kind == "收录":
        return first
    return f"{first}/{event.day}/{event.kind}/{number}"


def _note(library: Library, event: Event) -> str:
    told = f"{wording.date(event.day)}{event.kind}：{event.note}"
    if event.kind == "修订":
        return _element("p", told) + _element("p", event.case.summary)
    other = library.by_id.get(event.case.curation.replaced_by or "")
    return _element("p", told) + (_element("p", f"请改看：{other.title}") if other else "")


def _case(case: Case) -> str:
    """Give the text of a case, part by part as on its page, and where it comes from."""
    parts = [("h2", "案例背景"), *_prose(case.background), ("h2", "主要做法")]
    for practice in case.practices:
        parts += [("h3", practice.title), *_prose(practice.body)]
    parts += [("h2", "主要成效"), *_prose(case.outcomes)]
    if case.lessons:
        parts += [("h2", "经验启示"), *_prose(case.lessons)]
    parts.append(("h2", "来源"))
    for source in case.sources:
        date = wording.date(source.published) if source.published else "来源未注明日期"
        told = "，".join(word for word in (source.publisher, date) if word)
        parts.append(("p", f"《{source.title}》，{told}"))
    return "".join(_element(name, text) for name, text in parts)


def _prose(prose: str) -> Iterator[tuple[str, str]]:
    return (("p", paragraph) for paragraph in plain_paragraphs(prose))


def _element(name: str, text: str) -> str:
    element = etree.Element(name)
    element.text = text
    return etree.tostring(element, encoding="unicode", method="html")
