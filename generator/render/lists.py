"""Lists of cases in pages, and the indexes: every row of `FACETS` by one function."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from generator import urls
from generator.library import INDEXES, Choice, Facet, Library
from generator.model import UNDISCLOSED, Case
from generator.output import Page
from generator.render.templates import Templates
from generator.render.tiles import tiles_of

PER_PAGE: Final = 50


def find_pages(templates: Templates, library: Library) -> Iterator[Page]:
    """Give the page that finds cases, and its list of all cases."""
    return list_pages(
        templates,
        "cases.md.jinja",
        urls.CASES,
        library.listed,
        title="案例",
        description="检索和浏览全部案例。",
        hide=("navigation", "toc"),
        theme_template="search.html",
        facets=INDEXES,
    )


def facet_pages(templates: Templates, library: Library, facet: Facet) -> Iterator[Page]:
    """Give the index of a facet, and the pages of its choices."""
    choices = library.facets[facet.id]
    children = _children(library, choices) if facet.id == "regions" else {}
    yield templates.page(
        f"{facet.id}.md.jinja" if facet.id == "regions" else "facet.md.jinja",
        urls.facet(facet.id),
        title=facet.title,
        description=facet.description,
        hide=("navigation", "toc"),
        facet=facet,
        choices=choices,
        tiles=tiles_of(library) if facet.id == "regions" else (),
        tree=_tree(children),
    )
    for choice in filter(facet.has_page, choices):
        yield from list_pages(
            templates,
            "choice.md.jinja",
            urls.choice(facet.id, choice.id),
            choice.cases,
            title=f"{_full_name(library, facet, choice)}",
            description=choice.description or f"{choice.name}的 {len(choice.cases)} 个案例。",
            hide=("navigation", "toc"),
            facet=facet,
            choice=choice,
            above=_above(library, facet, choice),
            near=_near(library, children, facet, choice),
        )


def _full_name(library: Library, facet: Facet, choice: Choice) -> str:
    if facet.id == "regions" and choice.id != UNDISCLOSED:
        return library.gazetteer.full_name(choice.id)
    return choice.name


def _above(library: Library, facet: Facet, choice: Choice) -> list[tuple[str, str]]:
    if facet.id != "regions" or choice.id == UNDISCLOSED:
        return []
    above = library.gazetteer.ancestors(choice.id)
    return [(region.name, urls.choice(facet.id, region.code)) for region in above]


def _near(
    library: Library, children: Mapping[str | None, list[Choice]], facet: Facet, choice: Choice
) -> tuple[str, list[Choice]]:
    """Give what leads on from a choice: the places below a place, the relations of a tag."""
    if facet.id == "regions":
        return "下级地区", children.get(choice.id, [])
    if facet.id != "tags":
        return "", []
    related = next(term.related for term in library.vocabularies.tags if term.id == choice.id)
    return "相关标签", [one for one in library.facets["tags"] if one.id in related]


def _children(library: Library, choices: Sequence[Choice]) -> dict[str | None, list[Choice]]:
    """Group places by the place above; provinces and 未公开 stand under None."""
    children: dict[str | None, list[Choice]] = {}
    for choice in choices:
        parent = None if choice.id == UNDISCLOSED else library.gazetteer[choice.id].parent
        children.setdefault(parent, []).append(choice)
    return children


def _tree(children: Mapping[str | None, list[Choice]], above: str | None = None) -> list[Any]:
    """Give places as nested pairs: a place, and the same for those below it."""
    return [(choice, _tree(children, choice.id)) for choice in children.get(above, [])]


def list_pages(
    templates: Templates,
    template: str,
    src_uri: str,
    cases: Sequence[Case],
    *,
    title: str,
    **values: Any,
) -> Iterator[Page]:
    """Give a list of cases, so many to a page."""
    pages = max(1, -(-len(cases) // PER_PAGE))
    for number in range(1, pages + 1):
        yield templates.page(
            template,
            urls.page(src_uri, number),
            title=title if number == 1 else f"{title}（第 {number} 页）",
            heading=title,
            cases=cases[(number - 1) * PER_PAGE : number * PER_PAGE],
            total=len(cases),
            number=number,
            pages=[urls.page(src_uri, one) for one in range(1, pages + 1)],
            **values,
        )
