"""Facets and orders -> files: which documents bear a choice, and how else documents can be sorted.

One table of all documents, cut by column, so that a reader loads only the columns that are asked
for. A facet's file is, one after the other,

- the length in bytes of what follows, JSON of its choices: `[[id, name, place of the one above]]`,
  the place in this same list or null,
- for each choice the length in bytes of its documents,
- the documents of each choice, coded like the postings of a shard with one field.

An order's file is the numbers of all documents, as they come in that order. Numbers are coded as
in `shards`.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator import pinyin
from generator.search.shards import code_numbers


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet; `above` is the id of the choice that contains it."""

    id: str
    name: str
    above: str | None = None


@dataclass(frozen=True, slots=True)
class Facet:
    """What documents can be narrowed down by; `parameter` is its name in an address."""

    parameter: str
    title: str
    choices: tuple[Choice, ...]


def build_facet(facet: Facet, borne: Sequence[Iterable[str]]) -> bytes:
    """Give the file of a facet; `borne` are the ids of the choices of each document."""
    numbers: dict[str, list[int]] = {choice.id: [] for choice in facet.choices}
    for number, ids in enumerate(borne):
        for one in dict.fromkeys(ids):
            numbers[one].append(number)
    places = {choice.id: place for place, choice in enumerate(facet.choices)}
    rows = [[one.id, one.name, places[one.above] if one.above else None] for one in facet.choices]
    names = json.dumps(rows, ensure_ascii=False, separators=(",", ":")).encode()
    lists = [_code_gaps(one) for one in numbers.values()]
    return (
        code_numbers([len(names)])
        + names
        + code_numbers([len(one) for one in lists])
        + b"".join(lists)
    )


def build_orders(keys: Sequence[Mapping[str, str]]) -> dict[str, bytes]:
    """Give the file of each order, by its name; of each document the text that it is sorted by.

    Texts are sorted as a dictionary does, equals as the documents come.
    """
    names = sorted(keys[0]) if keys else []
    sortable = {name: [pinyin.order(one[name]) for one in keys] for name in names}
    return {
        name: code_numbers(sorted(range(len(keys)), key=mine.__getitem__))
        for name, mine in sortable.items()
    }


def _code_gaps(numbers: Sequence[int]) -> bytes:
    return code_numbers([number - before - 1 for before, number in pairwise([-1, *numbers])])
