"""The timeline: every case on one axis of years, and how many cases each year has."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

from markupsafe import Markup

from generator import urls, values, wording
from generator.library import Library, year_of
from generator.model import Case
from generator.output import Page
from generator.render.lists import list_pages
from generator.render.templates import Templates

UNKNOWN: Final = "unknown"
# What a bar takes of the axis at least, in per cent: a day would not be seen.
NARROWEST: Final = 1.5
MOST_LABELS: Final = 8
# What the axis has beyond its years for open ends to be seen, as a share of them.
ROOM: Final = 0.06

# closed: from and to are told; from, to: only that one; source: neither, the source's own date.
Ends = Literal["closed", "from", "to", "source"]


@dataclass(frozen=True, slots=True)
class Span:
    """Where a case lies on the axis: its bar, in per cent, and the dashes of an open end."""

    ends: Ends
    x: Markup
    width: Markup
    open_from: Markup
    open_to: Markup


@dataclass(frozen=True, slots=True)
class Entry:
    """A case in the timeline: its year, its time in words, its bar if there is one."""

    case: Case
    year: str
    told: str
    span: Span | None


@dataclass(frozen=True, slots=True)
class Axis:
    """The points of time that the bars lie between, and the years that have labels between."""

    start: float
    end: float
    years: range

    def at(self, place: float) -> float:
        """Give a point of time in per cent of the axis."""
        return (place - self.start) / (self.end - self.start) * 100

    @property
    def ticks(self) -> list[tuple[int, Markup]]:
        """Give the years that are labelled, each with its place."""
        step = -(-len(self.years) // MOST_LABELS)
        return [(year, _percent(self.at(year))) for year in self.years[::step]]


def timeline_pages(templates: Templates, library: Library) -> Iterator[Page]:
    """Give the timeline, newest first; cases of no known year come last."""
    axis = _axis(library.listed)
    entries = [_entry(axis, case) for case in library.listed]
    entries.sort(key=lambda one: _began(one.case), reverse=True)
    entries.sort(key=lambda one: one.year == UNKNOWN)
    return list_pages(
        templates,
        "timeline.md.jinja",
        urls.TIMELINE,
        entries,
        title="时间轴",
        description="全部案例按做法开始的时间排列，由近及远。",
        hide=("navigation", "toc"),
        theme_template="timeline.html",
        axis=axis,
        ends={one.span.ends for one in entries if one.span},
        years=_years(library),
    )


def _times(case: Case) -> tuple[Ends, str, str] | None:
    """Give the first and the last day that a record tells of, and which of them it tells."""
    period, published = case.period, case.sources[0].published
    if period and period.start and period.end:
        return "closed", values.first_day(period.start), values.last_day(period.end)
    told = (period and (period.start or period.end)) or published
    if not told:
        return None
    ends: Ends = "source" if period is None else "from" if period.start else "to"
    return ends, values.first_day(told), values.last_day(told)


def _began(case: Case) -> str:
    times = _times(case)
    return times[1] if times else ""


def _place(day: str, *, after: bool = False) -> float:
    """Give a day as a point of time in years: its beginning, or its end."""
    year, month, date = (int(part) for part in day.split("-"))
    return year + (month - 1) / 12 + (date - (not after)) / 372


def _axis(cases: Sequence[Case]) -> Axis:
    times = [one for case in cases if (one := _times(case))]
    first = min((int(one[1][:4]) for one in times), default=2000)
    # Behind the newest year that any record speaks of, nobody knows what still goes on.
    last = max((year for case in cases for year in _spoken(case)), default=first)
    ends = {one[0] for one in times}
    room = (last + 1 - first) * ROOM
    return Axis(
        first - ("to" in ends) * room, last + 1 + ("from" in ends) * room, range(first, last + 1)
    )


def _spoken(case: Case) -> Iterator[int]:
    """Give the years that a record speaks of."""
    period = case.period
    told = [period.start, period.end] if period else []
    told += [one.published for one in case.sources]
    told += [one.year for one in case.metrics]
    told += [one.year for one in case.honors]
    return (int(one[:4]) for one in told if one)


def _entry(axis: Axis, case: Case) -> Entry:
    times = _times(case)
    if times is None:
        return Entry(case, UNKNOWN, "年份不详", None)
    ends, first, last = times
    told = wording.period(case.period) if case.period else f"来源发布于{_published(case)}"
    return Entry(case, year_of(case), told, _span(axis, ends, first, last))


def _published(case: Case) -> str:
    return wording.date(case.sources[0].published or "")


def _span(axis: Axis, ends: Ends, first: str, last: str) -> Span:
    start, end = axis.at(_place(first)), axis.at(_place(last, after=True))
    width = max(end - start, NARROWEST)
    start = min(start, 100 - width)
    openings = {"from": (start + width, 100.0), "to": (0.0, start)}
    open_from, open_to = (_percent(one) for one in openings.get(ends, (0.0, 0.0)))
    return Span(ends, _percent(start), _percent(width), open_from, open_to)


def _percent(number: float) -> Markup:
    return Markup(f"{number:.1f}%")  # noqa: S704 # a number of our own


@dataclass(frozen=True, slots=True)
class YearBar:
    """A year in the chart: its choice among the years, and its height in a hundred."""

    id: str
    name: str
    count: int
    height: int


def _years(library: Library) -> list[YearBar]:
    """Give the years with cases, oldest first, the unknown last."""
    choices = sorted(library.facets["years"], key=lambda one: (one.id == UNKNOWN, one.id))
    most = max((len(one.cases) for one in choices), default=1)
    return [
        YearBar(one.id, one.name, len(one.cases), max(2, round(len(one.cases) / most * 100)))
        for one in choices
    ]
