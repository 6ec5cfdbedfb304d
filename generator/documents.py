"""Library to search: of each case all text on its page, by weight, and what narrows it down.

What a page shows and what is searched must not drift apart: both say a record's parts through
`generator.wording`, and a browser test holds every line of a page against the document's text.
"""

from collections.abc import Iterator
from typing import Final

from generator import markdown, wording
from generator.library import FACETS, Library, date_of
from generator.model import UNDISCLOSED, Case
from generator.search import Choice, Document, Facet

# Punctuation sorts behind every administrative code.
_NOWHERE: Final = "~"


def documents(library: Library) -> Iterator[Document]:
    """Give the document of every listed case."""
    for case in library.listed:
        yield Document(
            id=case.id,
            title=case.title,
            place=wording.place(library, case),
            time=wording.period(case.period) if case.period else "",
            date=date_of(case),
            fields=(
                case.title,
                "\n".join(_facts(library, case)),
                "\n".join(_headings(case)),
                "\n".join(_body(library, case)),
            ),
            choices={row.parameter: tuple(row.choices(library, case)) for row in FACETS},
            orders={"title": case.title, "place": _code(library, case)},
            names=(case.title, *_names(library, case)),
            domain=case.domain,
        )


def facets(library: Library) -> tuple[Facet, ...]:
    """Give all that narrows down what is found, without choices that no case bears."""
    return tuple(
        Facet(
            row.parameter,
            row.title,
            tuple(
                Choice(one.id, one.name, _above(library, row.parameter, one.id))
                for one in library.facets[row.id]
                if one.cases
            ),
        )
        for row in FACETS
    )


def _above(library: Library, parameter: str, choice: str) -> str | None:
    is_region = parameter == "region" and choice in library.gazetteer
    return library.gazetteer[choice].parent if is_region else None


def _code(library: Library, case: Case) -> str:
    return next((region.code for region in library.regions_of(case)), _NOWHERE)


def _names(library: Library, case: Case) -> Iterator[str]:
    """Give the names that a case is looked for by, one a line, which are found by pinyin too."""
    yield from (tag.name for tag in library.tags_of(case))
    yield from (one.name for one in case.organizations)
    for region in library.regions_of(case):
        yield library.gazetteer.full_name(region.code)
    if case.brand:
        yield case.brand.name
    for platform in case.platforms:
        # A blank, which the search does not see, as on the page the two stand apart.
        yield f"{platform.name} {platform.kind}"


def _facts(library: Library, case: Case) -> Iterator[str]:
    yield case.summary
    yield from _names(library, case)
    if case.regions == UNDISCLOSED:
        yield "未公开"
    for region in library.regions_of(case):
        yield " › ".join(step.name for step in library.gazetteer.path(region.code))
    yield from (case.domain, case.category)
    if case.brand:
        yield case.brand.slogan or ""
        yield from (wording.brand_part(part) for part in case.brand.parts)
    for honor in case.honors:
        yield f"{honor.name} {honor.level or ''}".rstrip()


def _headings(case: Case) -> Iterator[str]:
    yield from (practice.title for practice in case.practices)
    yield from (table.title for table in case.tables)


def _body(library: Library, case: Case) -> Iterator[str]:
    prose = [case.background, *(practice.body for practice in case.practices), case.outcomes]
    for text in [*prose, case.lessons or ""]:
        yield from markdown.plain_paragraphs(text)
    yield from _figures(case)
    for table in case.tables:
        yield from table.columns
        yield from (cell for row in table.rows for cell in row)
        yield table.note or ""
    for platform in case.platforms:
        region = wording.platform_region(library, platform)
        yield from (platform.purpose, f"{region}　{platform.operator or ''}")
    yield from (wording.honor(honor) for honor in case.honors)
    for image in case.images:
        yield f"{image.caption}（{image.credit}）"
    for source in case.sources:
        yield source.title
        for label, value in wording.source(source):
            yield from (label, value)
        if source.archived:
            yield from ("存档", "网页存档")
    yield from case.curation.notes
    yield from (f"{day}{what}" for _, day, what in wording.record_history(case))
    yield from wording.labels(case)


def _figures(case: Case) -> Iterator[str]:
    for metric in case.metrics:
        yield "".join(wording.figure(metric))
        yield f"{metric.label}（{metric.year}年）" if metric.year else metric.label
        if metric.missing:
            yield wording.hole(metric)
        if metric.change:
            yield wording.change(metric.change)
        yield metric.note or ""
