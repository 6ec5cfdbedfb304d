"""What the rows of the tables are: a case, a figure, a platform, each with where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from generator import urls, wording
from generator.figures import Metric
from generator.library import Library, year_of
from generator.model import Case, Platform, Source
from generator.settings import Settings


@dataclass(frozen=True)
class CaseRow:
    """A case with the library that it stands in."""

    library: Library
    settings: Settings
    case: Case

    @property
    def source(self) -> Source:
        """The main source."""
        return self.case.sources[0]

    @property
    def address(self) -> str:
        """The case's page: in full where the site has an address, else from the site's root."""
        return urls.absolute(self.settings.address, urls.case(self.case.id))

    @cached_property
    def codes(self) -> list[str]:
        """The codes of the case's regions."""
        return [region.code for region in self.library.regions_of(self.case)]

    @property
    def revised(self) -> str | None:
        """The day of the last revision."""
        return max((one.date for one in self.case.curation.revised), default=None)

    @property
    def year(self) -> str | None:
        """The year that the practice began in."""
        year = year_of(self.case)
        return year if year.isdigit() else None


@dataclass(frozen=True)
class FigureRow:
    """A figure of a case, with the id that it has on the case's page."""

    within: CaseRow
    metric: Metric
    id: str


@dataclass(frozen=True)
class PlatformRow:
    """A platform of a case; `number` counts from 1."""

    within: CaseRow
    platform: Platform
    number: int

    @cached_property
    def code(self) -> str | None:
        """The code of the region where it is used, as far as the record tells."""
        name = self.platform.region
        found = self.within.library.gazetteer.resolve(name).found if name else None
        return found.code if found else None


def published(library: Library) -> tuple[Case, ...]:
    """Give the cases that tables list: neither withdrawn ones nor, in a preview, drafts."""
    return tuple(case for case in library.cases if case.curation.status == "published")


def cases(library: Library, settings: Settings) -> Iterator[CaseRow]:
    """Give the rows of the table of cases, in the order of the library."""
    return (CaseRow(library, settings, case) for case in published(library))


def figures(library: Library, settings: Settings) -> Iterator[FigureRow]:
    """Give the rows of the table of figures."""
    for one in cases(library, settings):
        for metric, anchor in zip(one.case.metrics, wording.figure_ids(one.case), strict=True):
            yield FigureRow(one, metric, anchor)


def platforms(library: Library, settings: Settings) -> Iterator[PlatformRow]:
    """Give the rows of the table of platforms."""
    for one in cases(library, settings):
        for number, platform in enumerate(one.case.platforms, 1):
            yield PlatformRow(one, platform, number)
