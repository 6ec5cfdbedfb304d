"""The open data of all records: each by itself, all at once, and those of a tag or a place.

    cases/<id>/record.json    the record, resolved (`exports/resolved.py`), indented
    cases/<id>/record.md      the case as one text (`exports/prose.py`)
    data/cases.ndjson         the same data, one case a line; no withdrawn case
    data/cases.json           {"schema_version", "licence", "address", "newest", "count",
                               "cases": [...], "withdrawn": [...]}, each case on a line of its own
    tags/<id>/cases.json,     the same envelope with "facet" and "choice"; its cases in brief, with
    regions/<code>/cases.json the address of the whole record

Of a withdrawn case a mark is left: that it was, when and why it went, and what takes its place. A
draft has files in a preview only, and stands in no list even there.
Where the site has no address yet, addresses are ways from its root.
"""

from collections.abc import Iterable, Iterator
from typing import Any, Final

from pydantic_core import to_json

from generator import urls
from generator.exports.choices import WITH_FILES, by_choice, full_name
from generator.exports.prose import document, notice
from generator.exports.resolved import RESOLVED, head, named, resolved, tombstone
from generator.exports.rows import published
from generator.exports.version import VERSION
from generator.history import Event, withdrawals
from generator.library import Choice, Facet, Library, revised_on
from generator.model import Case
from generator.output import File
from generator.settings import LICENCE, Settings

# What of a record stands in a list, beside what it is found by.
_SAID_ABOVE: Final = ("schema_version", "licence")
_BRIEF: Final = {"title", "summary", "period"}


def files(library: Library, settings: Settings) -> Iterator[File]:
    """Give the files of all records, and those of each."""
    everything = {case.id: resolved(library, settings, case) for case in library.listed}
    lines = [to_json(everything[case.id]) for case in published(library)]
    yield File(urls.DATA_NDJSON, b"".join(line + b"\n" for line in lines))
    yield File(urls.DATA_JSON, _whole(library, settings, lines))
    for case in library.listed:
        yield File(urls.resolved(case.id), to_json(everything[case.id], indent=2) + b"\n")
        yield File(urls.prose(case.id), document(library, settings, case).encode())
    for gone in withdrawals(library):
        mark = to_json(tombstone(settings, gone), indent=2)
        yield File(urls.resolved(gone.case.id), mark + b"\n")
        yield File(urls.prose(gone.case.id), notice(library, settings, gone).encode())


def choice_files(library: Library, settings: Settings) -> Iterator[File]:
    """Give the list of each tag and each place."""
    briefs = {case.id: to_json(_brief(library, settings, case)) for case in published(library)}
    for facet in WITH_FILES:
        # Who keeps a list must learn of those that were in it.
        gone = by_choice(library, facet, ((one.case, one) for one in withdrawals(library)))
        for choice in library.facets[facet.id]:
            marks = gone.get(choice.id, [])
            content = _envelope(
                _about(library, settings, facet, choice, marks),
                [briefs[case.id] for case in choice.cases if case.id in briefs],
                [to_json(tombstone(settings, one)) for one in marks],
            )
            yield File(urls.choice_data(facet.id, choice.id), content)


def _whole(library: Library, settings: Settings, lines: list[bytes]) -> bytes:
    about = {"address": urls.absolute(settings.address, urls.DATA), "newest": library.newest}
    gone = [to_json(tombstone(settings, one)) for one in withdrawals(library)]
    return _envelope(about, lines, gone)


def _envelope(about: dict[str, Any], cases: list[bytes], withdrawn: list[bytes]) -> bytes:
    start = {"schema_version": VERSION, "licence": LICENCE, **about, "count": len(cases)}
    lists = {"cases": cases, "withdrawn": withdrawn}
    written = (b',\n"%s": [\n%s\n]' % (key.encode(), b",\n".join(lists[key])) for key in lists)
    return to_json(start).removesuffix(b"}") + b"".join(written) + b"}\n"


def _about(
    library: Library, settings: Settings, facet: Facet, choice: Choice, gone: Iterable[Event]
) -> dict[str, Any]:
    page = urls.choice(facet.id, choice.id)
    days = (revised_on(case) for case in (*choice.cases, *(one.case for one in gone)))
    return {
        "address": urls.absolute(settings.address, page),
        "newest": max(days, default=library.newest),
        "facet": {"id": facet.id, "name": facet.title},
        "choice": {
            "id": choice.id,
            "name": choice.name,
            "full_name": full_name(library, facet, choice),
        },
    }


def _brief(library: Library, settings: Settings, case: Case) -> dict[str, Any]:
    """Give a case in brief: of a place, each of its records would stand there at three levels."""
    published = case.sources[0].published
    return {
        **{key: value for key, value in head(settings, case).items() if key not in _SAID_ABOVE},
        "record": urls.absolute(settings.address, urls.resolved(case.id)),
        **case.model_dump(include=_BRIEF, by_alias=True, exclude_none=True),
        **({"published": published} if published else {}),
        "added": case.curation.added,
        RESOLVED: named(library, case),
    }
