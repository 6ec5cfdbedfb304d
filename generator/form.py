"""What the form in the browser must know of records: one file for rules, one for regions.

The browser's half is docs/assets/javascripts/record-*.js. It has the shape of a record, its order,
its messages and its vocabularies from here, so that none of them is written down twice.
"""

import json
from collections.abc import Mapping
from typing import Any, Final

from generator import dictionary, explain, messages, schema
from generator.library import VOCABULARY_FILES, Library, Vocabularies
from generator.model import Case
from generator.regions import Gazetteer

# What runs over several lines in the canonical form, whatever its text.
PROSE: Final = ("background", "practices.body", "outcomes", "lessons")


def rules(library: Library, files: Mapping[str, str], forge: Mapping[str, str]) -> dict[str, Any]:
    """Give what submit/form.json holds.

    `files` has the file of each case by its id, as in `cases/2023/x.yml`; `forge` is where records
    are handed in, passed on as it is. Keys of fields are their path with points: `metrics.value`.
    """
    return {
        "schema": schema.schema(),
        "order": _order(),
        "flat": _flat(),
        "prose": list(PROSE),
        "examples": {_dotted(row): explain.example(row.path) for row in dictionary.rows()},
        "messages": messages.MESSAGES,
        "vocabularies": _vocabularies(library.vocabularies),
        "cases": [_case(case, files) for case in library.cases],
        "forge": dict(forge),
    }


def regions(gazetteer: Gazetteer) -> dict[str, Any]:
    """Give what submit/regions.json holds: rows of code, name and parent's code, provinces first.

    A province has no parent: `""`.
    """
    return {"rows": [[one.code, one.name, one.parent or ""] for one in gazetteer]}


def as_bytes(data: dict[str, Any]) -> bytes:
    """Write a file for the browser."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _dotted(row: dictionary.Row) -> str:
    return ".".join(row.path)


def _order() -> dict[str, list[str]]:
    """Give the keys of each part in the order of the model; the record itself is `""`."""
    order: dict[str, list[str]] = {}
    for row in dictionary.rows():
        order.setdefault(".".join(row.path[:-1]), []).append(row.key)
    return order


def _flat() -> list[str]:
    """Name the parts that are written on one line: those of one-line texts and of such parts."""
    flat: list[str] = []
    for row in reversed(dictionary.rows()):
        inside = [one for one in dictionary.rows() if one.path[:-1] == row.path]
        if inside and all(
            (not one.several and not one.has_parts and _dotted(one) not in PROSE)
            or (one.has_parts and not one.several and _dotted(one) in flat)
            for one in inside
        ):
            flat.append(_dotted(row))
    return sorted(flat)


def _vocabularies(vocabularies: Vocabularies) -> dict[str, list[dict[str, str]]]:
    return {
        name: [
            {"id": term.id, "name": term.name, "description": term.description}
            for term in getattr(vocabularies, name)
        ]
        for name in VOCABULARY_FILES
    }


def _case(case: Case, files: Mapping[str, str]) -> dict[str, Any]:
    return {
        "id": case.id,
        "title": case.title,
        "file": files.get(case.id, ""),
        "aliases": list(case.aliases),
    }
