"""Cases and vocabularies to one `Library`: sorted, with facets and related cases.

The order of the input never matters. Only what may be published is in it; a preview asks for
drafts as well.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from typing import Final

from generator import values
from generator.model import UNDISCLOSED, Case, Term
from generator.regions import Gazetteer, Region

RELATED_MOST: Final = 5
# A tag that more than this share of the library bears says little about likeness.
COMMON_TAG: Final = 0.5


# The field of `Vocabularies` -> the file's name in cases/_vocab/, without its ending.
VOCABULARY_FILES: Final = {
    "tags": "tags",
    "domains": "domains",
    "categories": "categories",
    "platform_kinds": "platform-kinds",
    "honor_levels": "honor-levels",
}


@dataclass(frozen=True, slots=True)
class Vocabularies:
    """The closed lists that records choose from, each in the order of its file."""

    tags: tuple[Term, ...] = ()
    domains: tuple[Term, ...] = ()
    categories: tuple[Term, ...] = ()
    platform_kinds: tuple[Term, ...] = ()
    honor_levels: tuple[Term, ...] = ()


@dataclass(frozen=True, slots=True)
class Related:
    """A case like another, and the reason in words."""

    case: Case
    reason: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a facet: a tag, a place, a domain; with the cases that bear it, in order."""

    id: str
    name: str
    cases: tuple[Case, ...]
    description: str = ""


@dataclass(frozen=True)
class Library:
    """All cases, newest first, with what they are found by."""

    cases: tuple[Case, ...]
    vocabularies: Vocabularies
    gazetteer: Gazetteer

    @cached_property
    def by_id(self) -> dict[str, Case]:
        """Find a case by its id."""
        return {case.id: case for case in self.cases}

    @cached_property
    def listed(self) -> tuple[Case, ...]:
        """The cases that lists show: withdrawn ones keep their page only."""
        return tuple(case for case in self.cases if case.curation.status != "withdrawn")

    @cached_property
    def newest(self) -> str:
        """The newest day that any record speaks of, `YYYY-MM-DD`; the library's own date."""
        return max((revised_on(case) for case in self.cases), default="2000-01-01")

    def regions_of(self, case: Case) -> tuple[Region, ...]:
        """Give the regions of a case as the editor ordered them; none when undisclosed."""
        return self._regions[case.id]

    @cached_property
    def _regions(self) -> dict[str, tuple[Region, ...]]:
        return {case.id: self._resolved(case) for case in self.cases}

    def _resolved(self, case: Case) -> tuple[Region, ...]:
        if case.regions == UNDISCLOSED:
            return ()
        found = (self.gazetteer.resolve(name).found for name in case.regions)
        return tuple(dict.fromkeys(region for region in found if region))

    @cached_property
    def _tags(self) -> dict[str, Term]:
        return {term.id: term for term in self.vocabularies.tags}

    def tags_of(self, case: Case) -> tuple[Term, ...]:
        """Give the tags of a case as the editor ordered them."""
        return tuple(self._tags[tag] for tag in case.tags if tag in self._tags)

    @cached_property
    def facets(self) -> dict[str, tuple[Choice, ...]]:
        """The choices of every facet in `FACETS`, those that no case bears left out."""
        return {facet.id: _choices(self, facet) for facet in FACETS}

    @cached_property
    def _choice_ids(self) -> dict[str, frozenset[str]]:
        return {facet: frozenset(one.id for one in found) for facet, found in self.facets.items()}

    def has_choice(self, facet: str, choice: str) -> bool:
        """Tell whether a choice has a page: a withdrawn case alone gives it none."""
        return choice in self._choice_ids[facet]

    @cached_property
    def _tagged(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for case in self.listed:
            for tag in case.tags:
                found.setdefault(tag, []).append(case.id)
        return found

    def related(self, case: Case) -> tuple[Related, ...]:
        """Give cases like this one: those an editor named, then those that share rare tags."""
        chosen = [
            Related(self.by_id[other], "编辑推荐")
            for other in case.related
            if other in self.by_id and self.by_id[other].curation.status != "withdrawn"
        ]
        taken = {case.id, *(related.case.id for related in chosen)}
        near = [related for related in self._near(case) if related.case.id not in taken]
        return tuple([*chosen, *near][: max(RELATED_MOST, len(chosen))])

    def _near(self, case: Case) -> list[Related]:
        scores: dict[str, int] = {}
        most = max(2, int(len(self.listed) * COMMON_TAG))
        for tag in case.tags:
            bearers = self._tagged.get(tag, ())
            # Tags borne by half the library would make every pair of cases a candidate.
            if not 0 < len(bearers) <= most:
                continue
            weight = 1_000 // len(bearers)
            for other in bearers:
                scores[other] = scores.get(other, 0) + weight
        ranked = nsmallest(RELATED_MOST * 3, scores.items(), key=lambda item: (-item[1], item[0]))
        return [
            Related(self.by_id[other], self._reason(case, self.by_id[other])) for other, _ in ranked
        ]

    def _reason(self, case: Case, other: Case) -> str:
        shared = [term.name for term in self.tags_of(case) if term.id in other.tags]
        reason = f"同有标签：{'、'.join(shared)}"
        return f"{reason}；同属{case.domain}" if case.domain == other.domain else reason


@dataclass(frozen=True, slots=True)
class Facet:
    """One kind of index: its address, its words, and which choices a case bears."""

    id: str
    title: str
    description: str
    unit: str
    choices: Callable[[Library, Case], Iterable[str]]
    # id -> (name, description), in the order of listing
    names: Callable[[Library], Mapping[str, tuple[str, str]]]
    # A choice whose page is there even while no case bears it: hand-written pages lead to it.
    always: str = ""


def _choices(library: Library, facet: Facet) -> tuple[Choice, ...]:
    bearing: dict[str, list[Case]] = {}
    for case in library.listed:
        for choice in dict.fromkeys(facet.choices(library, case)):
            bearing.setdefault(choice, []).append(case)
    return tuple(
        Choice(choice, name, tuple(bearing.get(choice, ())), description)
        for choice, (name, description) in facet.names(library).items()
        if choice in bearing or choice == facet.always
    )


def _named(terms: Iterable[Term]) -> dict[str, tuple[str, str]]:
    return {term.id: (term.name, term.description) for term in terms}


def _term_id(terms: Iterable[Term], name: str) -> list[str]:
    return [term.id for term in terms if term.name == name]


def _region_choices(library: Library, case: Case) -> list[str]:
    if case.regions == UNDISCLOSED:
        return [UNDISCLOSED]
    return [
        step.code
        for region in library.regions_of(case)
        for step in library.gazetteer.path(region.code)
    ]


def _region_names(library: Library) -> dict[str, tuple[str, str]]:
    names = {region.code: (region.name, "") for region in library.gazetteer}
    return {**names, UNDISCLOSED: ("未公开地区", "来源隐去了地名的案例；本库不作推测。")}


def _year_names(library: Library) -> dict[str, tuple[str, str]]:
    years = {year_of(case) for case in library.listed}
    newest_first = sorted(years, key=lambda year: (year.isdigit(), year), reverse=True)
    return {year: (f"{year}年" if year.isdigit() else "年份不详", "") for year in newest_first}


# Every kind of index is a row here; one function and one template serve them all.
FACETS: Final = (
    Facet(
        id="tags",
        title="标签",
        description="按主题标签查找案例。",
        unit="个标签",
        choices=lambda _, case: case.tags,
        names=lambda library: _named(library.vocabularies.tags),
    ),
    Facet(
        id="regions",
        title="地区",
        description="按省、市、县查找案例。上级地区包含下级地区的全部案例。",
        unit="个地区",
        choices=_region_choices,
        names=_region_names,
        always=UNDISCLOSED,
    ),
    Facet(
        id="domains",
        title="行业领域",
        description="按行业领域查找案例。",
        unit="个领域",
        choices=lambda library, case: _term_id(library.vocabularies.domains, case.domain),
        names=lambda library: _named(library.vocabularies.domains),
    ),
    Facet(
        id="categories",
        title="组织类别",
        description="按实施单位的组织类别查找案例。",
        unit="个类别",
        choices=lambda library, case: _term_id(library.vocabularies.categories, case.category),
        names=lambda library: _named(library.vocabularies.categories),
    ),
    Facet(
        id="years",
        title="年份",
        description="按做法开始的年份查找案例。",
        unit="个年份",
        choices=lambda _, case: [year_of(case)],
        names=_year_names,
    ),
)


def build_library(
    cases: Iterable[Case],
    vocabularies: Vocabularies,
    gazetteer: Gazetteer,
    *,
    drafts: bool = False,
) -> Library:
    """Put the cases in order: newest first, then by id. Drafts only for a preview."""
    wanted = [case for case in cases if drafts or case.curation.status != "draft"]
    wanted.sort(key=lambda case: case.id)
    wanted.sort(key=date_of, reverse=True)
    return Library(tuple(wanted), vocabularies, gazetteer)


def date_of(case: Case) -> str:
    """Give the day that a case is sorted by: its main source's, else its addition's."""
    published = case.sources[0].published
    return values.first_day(published) if published else case.curation.added


def year_of(case: Case) -> str:
    """Give the year that the practice began in, as far as the record says; else `unknown`."""
    period = case.period
    told = (period and (period.start or period.end)) or case.sources[0].published
    return told[:4] if told else "unknown"


def revised_on(case: Case) -> str:
    """Give the day of the record's last change, `YYYY-MM-DD`."""
    return max([case.curation.added, *(revision.date for revision in case.curation.revised)])
