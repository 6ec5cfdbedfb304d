"""Case to the data of `record.json`, and back.

    {"schema_version", "id", "year", "status", "address", "revised_on", "licence",
     "title", "summary", ...,         the record's own keys, their values unchanged
     "metrics": [{"label", "value", ..., "resolved": {...}}],
     "resolved": {...}}

One rule leads back to the record: leave out `OWN` and, wherever it stands, the key `resolved`. What
is left is what the editors wrote, and the published JSON Schema of a record holds for it. What the
record only names stands in `resolved`, beside the part that names it, so that a figure taken by
itself still has its exact value:

    of the case    tags, domain and category as {id, name}; regions as {code, name, full_name, path}
    of a figure    text, decimal (of the value as it stands: its unit may be 万名); so of its change
    of a platform  kind {id, name}, region {code, ...}
    of an honor    level {id, name}
    of a picture   address

A hole in a source has a text and no decimal; an undisclosed case has no regions. Decimals are
texts: a JSON number becomes a binary fraction in most readers, and 47.54 is not one.
"""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from generator import urls, wording
from generator.exports.version import VERSION
from generator.figures import Change, Metric
from generator.history import Event
from generator.library import Library, revised_on
from generator.model import Case, Platform, Term
from generator.regions import Region
from generator.settings import LICENCE, Settings
from generator.values import decimal

# Where it stands what a part of the record only names is told.
RESOLVED: Final = "resolved"
# What stands beside the record's own keys and is no part of it.
OWN: Final = ("schema_version", "status", "address", "revised_on", "licence")


def resolved(library: Library, settings: Settings, case: Case) -> dict[str, Any]:
    """Give a case as plain data; texts that the record does not have are left out."""
    record = case.model_dump(by_alias=True, exclude_none=True)
    for part, metric in zip(record["metrics"], case.metrics, strict=True):
        part[RESOLVED] = _figure(metric)
        if metric.change:
            part["change"][RESOLVED] = _change(metric.change)
    for part, platform in zip(record["platforms"], case.platforms, strict=True):
        part[RESOLVED] = _platform(library, platform)
    for part, honor in zip(record["honors"], case.honors, strict=True):
        levels = library.vocabularies.honor_levels
        part[RESOLVED] = _told(level=_term(levels, honor.level))
    for part, image in zip(record["images"], case.images, strict=True):
        place = urls.image(case.id, image.file)
        part[RESOLVED] = {"address": urls.absolute(settings.address, place)}
    return {**head(settings, case), **record, RESOLVED: named(library, case)}


def head(settings: Settings, case: Case) -> dict[str, str]:
    """Give what the data says of a record before the record itself."""
    return {
        "schema_version": VERSION,
        "id": case.id,
        "year": case.year,
        "status": case.curation.status,
        "address": urls.absolute(settings.address, urls.case(case.id)),
        "revised_on": revised_on(case),
        "licence": LICENCE,
    }


def named(library: Library, case: Case) -> dict[str, Any]:
    """Give what a case is found by, with ids and names."""
    terms = library.vocabularies
    return _told(
        tags=[{"id": tag.id, "name": tag.name} for tag in library.tags_of(case)],
        regions=[_region(library, region) for region in library.regions_of(case)],
        domain=_term(terms.domains, case.domain),
        category=_term(terms.categories, case.category),
    )


def tombstone(settings: Settings, gone: Event) -> dict[str, str | None]:
    """Give what is left of a withdrawn case in the data: that it was, why it went, what follows."""
    case = gone.case
    return {
        "schema_version": VERSION,
        "id": case.id,
        "status": case.curation.status,
        "address": urls.absolute(settings.address, urls.case(case.id)),
        "title": case.title,
        "withdrawn_on": gone.day,
        "reason": gone.note,
        "replaced_by": case.curation.replaced_by,
    }


def from_resolved(data: Mapping[str, Any]) -> Case:
    """Rebuild the case that `resolved` was given, from its data or from a line of NDJSON."""
    return Case.model_validate(record_of({key: data[key] for key in data if key not in OWN}))


def record_of(data: Any) -> Any:
    """Give data without what was resolved in it."""
    if isinstance(data, Mapping):
        return {key: record_of(value) for key, value in data.items() if key != RESOLVED}
    return [record_of(one) for one in data] if isinstance(data, list | tuple) else data


def _figure(metric: Metric) -> dict[str, Any]:
    if metric.missing:
        return {"text": wording.hole(metric)}
    if not metric.value:
        return {"text": wording.change(metric.change)} if metric.change else {}
    return {"text": wording.amount(metric), "decimal": f"{decimal(metric.value):f}"}


def _change(move: Change) -> dict[str, str]:
    return {"text": wording.change(move), "decimal": f"{decimal(move.value):f}"}


def _platform(library: Library, one: Platform) -> dict[str, Any]:
    found = library.gazetteer.resolve(one.region).found if one.region else None
    return _told(
        kind=_term(library.vocabularies.platform_kinds, one.kind),
        region=_region(library, found) if found else None,
    )


def _region(library: Library, region: Region) -> dict[str, Any]:
    path = [step.name for step in library.gazetteer.path(region.code)]
    return {
        "code": region.code,
        "name": region.name,
        "full_name": library.gazetteer.full_name(region.code),
        "path": path,
    }


def _term(terms: Iterable[Term], name: str | None) -> dict[str, str] | None:
    return next(({"id": term.id, "name": term.name} for term in terms if term.name == name), None)


def _told(**values: Any) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value is not None}
