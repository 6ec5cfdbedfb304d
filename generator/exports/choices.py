"""What the files of single choices share: which facets have them, and what a choice is called."""

from collections.abc import Iterable
from typing import Final, TypeVar

from generator import urls
from generator.library import FACETS, Choice, Facet, Library
from generator.model import Case

Told = TypeVar("Told")
# The facets whose choices have data and feeds of their own.
WITH_FILES: Final = tuple(facet for facet in FACETS if facet.id in ("tags", "regions"))


def full_name(library: Library, facet: Facet, choice: Choice) -> str:
    """Give the name of a choice, that of a place with all places that it lies in."""
    is_place = facet.id == "regions" and choice.id in library.gazetteer
    return library.gazetteer.full_name(choice.id) if is_place else choice.name


def above(library: Library, facet: Facet, choice: Choice) -> list[tuple[str, str]]:
    """Give the places that a choice lies in, the largest first: name and page."""
    if facet.id != "regions" or choice.id not in library.gazetteer:
        return []
    places = library.gazetteer.ancestors(choice.id)
    return [(place.name, urls.choice(facet.id, place.code)) for place in places]


def by_choice(
    library: Library, facet: Facet, told: Iterable[tuple[Case, Told]]
) -> dict[str, list[Told]]:
    """Group what is told of cases by the choices that each bears, withdrawn ones as well."""
    grouped: dict[str, list[Told]] = {}
    for case, one in told:
        for choice in dict.fromkeys(facet.choices(library, case)):
            grouped.setdefault(choice, []).append(one)
    return grouped
