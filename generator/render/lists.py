"""Lists of cases in pages, and the indexes: every row of `FACETS` by one function."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, Final

from generator import aliases, pinyin, urls
from generator.exports.choices import WITH_FILES, above, full_name
from generator.library import FACETS, INDEXES, Choice, Facet, Library
from generator.model import UNDISCLOSED
from generator.output import Page
from generator.render.templates import Templates
from generator.render.tiles import provinces_of, tiles_of
from generator.sheets import SHEET_IDS

PER_PAGE: Final = 50
CHOICES_PER_PAGE: Final = 200
# A reader who comes to search waits for this page before the first result: it is kept small.
PER_FIND_PAGE: Final = 20
# So many names are seen at a glance; more go by their first letters.
FEW: Final = 24
OTHER_LETTER: Final = "#"


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
        per_page=PER_FIND_PAGE,
        facets=INDEXES,
        narrowing=FACETS,
        renamed=aliases.renamed(aliases.moves(library)),
    )


def facet_pages(templates: Templates, library: Library, facet: Facet) -> Iterator[Page]:
    """Give the index of a facet, and the pages of its choices."""
    choices = library.facets[facet.id]
    children = _children(library, choices) if facet.id == "regions" else {}
    if facet.id == "regions":
        yield _region_index(templates, library, facet, children)
    elif facet.id not in SHEET_IDS:
        yield from _index_pages(templates, facet, choices)
    for choice in filter(facet.has_page, choices):
        yield from list_pages(
            templates,
            "choice.md.jinja",
            urls.choice(facet.id, choice.id),
            choice.cases,
            title=full_name(library, facet, choice),
            description=choice.description or f"{choice.name}的 {len(choice.cases)} 个案例。",
            hide=("navigation", "toc"),
            facet=facet,
            choice=choice,
            has_feed=facet in WITH_FILES,
            above=above(library, facet, choice),
            near=_near(library, children, facet, choice),
        )


def _region_index(
    templates: Templates,
    library: Library,
    facet: Facet,
    children: Mapping[str | None, list[Choice]],
) -> Page:
    return templates.page(
        "regions.md.jinja",
        urls.facet(facet.id),
        title=facet.title,
        description=facet.description,
        hide=("navigation", "toc"),
        facet=facet,
        tiles=tiles_of(library),
        provinces=provinces_of(library),
        tree=_tree(children),
    )


def _index_pages(templates: Templates, facet: Facet, choices: Sequence[Choice]) -> Iterator[Page]:
    """Give the index of a facet, so many choices to a page; open names in groups by letter."""
    has_letters = facet.is_open and len(choices) > FEW
    if has_letters:
        choices = sorted(choices, key=lambda one: letter(one.name) == OTHER_LETTER)
    elif facet.is_open:
        choices = sorted(choices, key=lambda one: -len(one.cases))
    letters = [letter(one.name) if has_letters else "" for one in choices]
    src_uri = urls.facet(facet.id)
    # The page on which each letter begins
    starts = {one: letters.index(one) // CHOICES_PER_PAGE + 1 for one in dict.fromkeys(letters)}
    pages = max(1, -(-len(choices) // CHOICES_PER_PAGE))
    for number in range(1, pages + 1):
        here = slice((number - 1) * CHOICES_PER_PAGE, number * CHOICES_PER_PAGE)
        rows = zip(letters[here], choices[here], strict=True)
        grouped = groupby(rows, key=lambda row: row[0])
        yield templates.page(
            "facet.md.jinja",
            urls.page(src_uri, number),
            title=facet.title if number == 1 else f"{facet.title}（第 {number} 页）",
            heading=facet.title,
            description=facet.description,
            hide=("navigation", "toc"),
            facet=facet,
            total=len(choices),
            groups=[(one, [choice for _, choice in group]) for one, group in grouped],
            letters=[(one, urls.page(src_uri, start)) for one, start in starts.items() if one],
            number=number,
            pages=[urls.page(src_uri, one) for one in range(1, pages + 1)],
        )


def letter(name: str) -> str:
    """Give the letter that a name is listed under, the first of its reading."""
    first = pinyin.order(name)[0][:1].upper()
    return first if first.isascii() and first.isalpha() else OTHER_LETTER


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
    cases: Sequence[object],
    *,
    title: str,
    per_page: int = PER_PAGE,
    **values: Any,
) -> Iterator[Page]:
    """Give a list of cases, or of what stands for them, so many to a page."""
    pages = max(1, -(-len(cases) // per_page))
    for number in range(1, pages + 1):
        yield templates.page(
            template,
            urls.page(src_uri, number),
            title=title if number == 1 else f"{title}（第 {number} 页）",
            heading=title,
            cases=cases[(number - 1) * per_page : number * per_page],
            total=len(cases),
            number=number,
            pages=[urls.page(src_uri, one) for one in range(1, pages + 1)],
            **values,
        )
