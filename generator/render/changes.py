"""What happened to the library, in words, the newest first."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator import history, urls, wording
from generator.history import Event
from generator.library import Library
from generator.model import Case
from generator.output import Page
from generator.render.lists import list_pages
from generator.render.templates import Templates


@dataclass(frozen=True, slots=True)
class Entry:
    """An event as the page tells it: its month, its day in words, why, and what stands in now."""

    event: Event
    month: str
    day: str
    why: str
    replacement: Case | None


def change_pages(templates: Templates, library: Library) -> Iterator[Page]:
    """Give the pages that say what was added, revised and withdrawn, and why."""
    entries = [_entry(library, event) for event in history.events(library)]
    return list_pages(
        templates,
        "changes.md.jinja",
        urls.CHANGES,
        entries,
        title="更新记录",
        description="本库收录、修订和撤回了哪些案例，什么时候，为什么。",
        hide=("navigation", "toc"),
        theme_template="changes.html",
    )


def _entry(library: Library, event: Event) -> Entry:
    month = event.day[:7]
    replacement = None
    if event.kind == "撤回":
        replacement = library.by_id.get(event.case.curation.replaced_by or "")
    return Entry(
        event,
        month,
        wording.date(event.day).partition("年")[2],
        wording.sentence(event.note) if event.note else "",
        replacement,
    )
