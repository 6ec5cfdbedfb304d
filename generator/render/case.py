"""The page of a case."""

from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator import charts, urls, wording
from generator.charts import Bar
from generator.exports.citation import entries, is_citable
from generator.exports.citation_files import FORMS
from generator.exports.citation_gb import Reference, reference
from generator.figures import Metric
from generator.model import Case
from generator.output import Page
from generator.related import Likeness
from generator.render.templates import Templates

HIGHLIGHTS: Final = 4
# What readers know each form of a record by, and its address.
RECORDS: Final = (("YAML", urls.record), ("JSON", urls.resolved), ("Markdown", urls.prose))


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure as the page shows it: under its anchor, with the chart that suits it."""

    metric: Metric
    id: Markup
    share: int | None
    moved: tuple[Bar, Bar] | None


def case_page(templates: Templates, likeness: Likeness, case: Case) -> Page:
    """Give the page of a case."""
    figures = _figures(case)
    newer, older = likeness.around(case)
    withdrawn = case.curation.status == "withdrawn"
    replacement = likeness.library.by_id.get(case.curation.replaced_by or "")
    return templates.page(
        "case.md.jinja",
        urls.case(case.id),
        title=case.title,
        description=case.summary,
        hide=("navigation",),
        theme_template="withdrawn.html" if withdrawn else "case.html",
        case=case,
        withdrawn=withdrawn,
        replacement=replacement,
        # What is withdrawn is not to catch the eye.
        highlights=[] if withdrawn else _highlights(case, figures),
        kinds=_by_kind(figures),
        tables=[(table, charts.series(table)) for table in case.tables],
        related=likeness.related(case),
        newer=newer,
        older=older,
        references=_references(templates, case),
        file_id=Markup(case.id),  # noqa: S704 # an id needs no encoding
        forms=FORMS,
        records=RECORDS,
    )


def _references(templates: Templates, case: Case) -> list[tuple[str, Reference]]:
    """Give the page and each source as references, each with what it is of; none if withdrawn."""
    if not is_citable(case):
        return []
    settings = templates.settings
    own, *sources = (
        reference(entry, settings.citation_year)
        for entry in entries(templates.library, settings, case)
    )
    return [("引用本页", own), *((f"来源 {at}", one) for at, one in enumerate(sources, 1))]


def _figures(case: Case) -> list[Figure]:
    return [
        Figure(metric, Markup(anchor), charts.share(metric), charts.moved(metric.change))  # noqa: S704 # a hash
        for metric, anchor in zip(case.metrics, wording.figure_ids(case), strict=True)
    ]


def _by_kind(figures: list[Figure]) -> list[tuple[str, list[Figure]]]:
    grouped = [
        (kind, [one for one in figures if one.metric.kind == kind]) for kind in wording.KINDS
    ]
    return [(kind or "其他", some) for kind, some in grouped if some]


def _highlights(case: Case, figures: list[Figure]) -> list[Figure]:
    """Choose the figures that the summary itself tells: an editor put what matters there.

    Others fill up the row, but one alone that the summary does not tell is not what matters.
    """
    told = [one for one in figures if _tells(case.summary, wording.amount(one.metric))]
    rest = [one for one in figures if one.metric.value and one not in told]
    ranked = [*sorted(told, key=_kind_rank), *sorted(rest, key=_kind_rank)]
    return ranked[:HIGHLIGHTS] if len(ranked) > 1 else told


def _tells(summary: str, amount: str) -> bool:
    """Tell whether a summary says an amount, and not a longer number that ends in it."""
    # No pattern: each amount would have to be compiled, ten thousand in a large library.
    at = summary.find(amount) if amount else -1
    while at > 0 and summary[at - 1] in "0123456789.,":
        at = summary.find(amount, at + 1)
    return at >= 0


def _kind_rank(figure: Figure) -> int:
    # What grew or fell tells as much as what came of a practice.
    return 0 if figure.metric.change else wording.KINDS.index(figure.metric.kind)
