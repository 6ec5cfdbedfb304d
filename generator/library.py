"""Cases and vocabularies to one `Library`: sorted, with its facets.

The order of the input never matters. Only what may be published is in it; a preview asks for
drafts as well.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from generator import pinyin, values
from generator.model import UNDISCLOSED, Case, Term
from generator.regions import Gazetteer, Region

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
    def _with_page(self) -> dict[str, frozenset[str]]:
        return {
            facet.id: frozenset(one.id for one in self.facets[facet.id] if facet.has_page(one))
            for facet in FACETS
        }

    def has_page(self, facet: str, choice: str) -> bool:
        """Tell whether a choice has a page: a withdrawn case alone gives it none."""
        return choice in self._with_page[facet]


@dataclass(frozen=True, slots=True)
class Facet:
    """One kind of index: its address, its words, and which choices a case bears."""

    id: str
    # Its name in the address of the page that finds cases, as in `?tag=huoche-siji`
    parameter: str
    title: str
    description: str
    unit: str
    choices: Callable[[Library, Case], Iterable[str]]
    # id -> (name, description), in the order of listing
    names: Callable[[Library], Mapping[str, tuple[str, str]]]
    # A choice whose page is there even while no case bears it: hand-written pages lead to it.
    always: str = ""
    # So many cases give a choice a page; with fewer, lists lead to the case itself.
    least: int = 1
    # Whether there is an index of it; else it only narrows down what is found.
    has_index: bool = True
    # Names of the records' own, as many as there are: their index goes by first letters.
    is_open: bool = False

    def has_page(self, choice: Choice) -> bool:
        """Tell whether a choice has a page of its own."""
        enough = len(choice.cases) >= self.least or choice.id == self.always
        return self.has_index and enough


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


def named_id(name: str) -> str:
    """Give the id of what has a name but no entry in a vocabulary: the same for ever.

    A hash and no pinyin: the readings of a library of pinyin change between its versions.
    """
    return hashlib.sha256(name.encode()).hexdigest()[:10]


def _by_reading(names: Iterable[str]) -> dict[str, tuple[str, str]]:
    return {named_id(name): (name, "") for name in sorted(set(names), key=pinyin.order)}


def _brand_names(library: Library) -> dict[str, tuple[str, str]]:
    """Name the brands, each with what the newest case that says anything says of it."""
    told: dict[str, str] = {}
    for brand in (case.brand for case in library.listed if case.brand):
        parts = "、".join(part.name for part in brand.parts)
        words = (brand.slogan, f"包括{parts}" if parts else None)
        about = "。".join(word.rstrip("。") for word in words if word)
        told[brand.name] = told.get(brand.name) or about
    return {one: (name, told[name]) for one, (name, _) in _by_reading(told).items()}


COMPLETENESS: Final = {
    "figures": ("有具体数据", "记录里至少有一个数字。"),
    "tables": ("有成组数据", "随案例发布了表格。"),
    "gaps": ("来源数字有缺漏", "来源漏了至少一个数字，本库标明而不补填。"),
    "none": ("没有数据", "来源没有给出数字。"),
}


def _completeness(case: Case) -> list[str]:
    told = {
        "figures": any(not metric.missing for metric in case.metrics),
        "tables": bool(case.tables),
        "gaps": any(metric.missing for metric in case.metrics),
        "none": not case.metrics and not case.tables,
    }
    return [choice for choice, holds in told.items() if holds]


# Every kind of index is a row here; one function and one template serve them all.
FACETS: Final = (
    Facet(
        id="tags",
        parameter="tag",
        title="标签",
        description="按主题标签查找案例。",
        unit="个标签",
        choices=lambda _, case: case.tags,
        names=lambda library: _named(library.vocabularies.tags),
    ),
    Facet(
        id="regions",
        parameter="region",
        title="地区",
        description="按省、市、县查找案例。上级地区包含下级地区的全部案例。",
        unit="个地区",
        choices=_region_choices,
        names=_region_names,
        always=UNDISCLOSED,
    ),
    Facet(
        id="domains",
        parameter="domain",
        title="行业领域",
        description="按行业领域查找案例。",
        unit="个领域",
        choices=lambda library, case: _term_id(library.vocabularies.domains, case.domain),
        names=lambda library: _named(library.vocabularies.domains),
    ),
    Facet(
        id="categories",
        parameter="category",
        title="组织类别",
        description="按实施单位的组织类别查找案例。",
        unit="个类别",
        choices=lambda library, case: _term_id(library.vocabularies.categories, case.category),
        names=lambda library: _named(library.vocabularies.categories),
    ),
    Facet(
        id="years",
        parameter="year",
        title="年份",
        description="按做法开始的年份查找案例。",
        unit="个年份",
        choices=lambda _, case: [year_of(case)],
        names=_year_names,
    ),
    Facet(
        id="organizations",
        parameter="organization",
        title="单位",
        description="按实施、指导、参与的单位查找案例。",
        unit="个单位",
        choices=lambda _, case: (named_id(one.name) for one in case.organizations),
        names=lambda library: _by_reading(
            one.name for case in library.listed for one in case.organizations
        ),
        least=2,
        is_open=True,
    ),
    Facet(
        id="brands",
        parameter="brand",
        title="党建品牌",
        description="按党建品牌查找案例。",
        unit="个品牌",
        choices=lambda _, case: [named_id(case.brand.name)] if case.brand else [],
        names=_brand_names,
        least=2,
        is_open=True,
    ),
    Facet(
        id="honors",
        parameter="honor",
        title="荣誉",
        description="按获得荣誉的级别查找案例。",
        unit="个级别",
        choices=lambda library, case: [
            level
            for honor in case.honors
            for level in _term_id(library.vocabularies.honor_levels, honor.level or "")
        ],
        names=lambda library: _named(library.vocabularies.honor_levels),
    ),
    Facet(
        id="completeness",
        parameter="completeness",
        title="数据情况",
        description="按来源中数据的有无和缺漏查找案例。",
        unit="种情况",
        choices=lambda _, case: _completeness(case),
        names=lambda _: COMPLETENESS,
        has_index=False,
    ),
)


INDEXES: Final = tuple(facet for facet in FACETS if facet.has_index)


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
