"""Library to pages: Jinja templates in, safe Markdown out.

Whatever a template prints is encoded by `generator.markdown` unless it is `Markup` already, so
that no template can forget it.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import jinja2
from markupsafe import Markup

from generator import dictionary, markdown, urls, wording
from generator.library import FACETS, VOCABULARY_FILES, Choice, Facet, Library
from generator.model import UNDISCLOSED, Case, Metric, MetricKind, Term
from generator.output import Page
from generator.problems import Problem
from generator.regions import TILES

PER_PAGE: Final = 50
HIGHLIGHTS: Final = 4
NEWEST: Final = 6
# Figures are shown by kind, what came of a practice before what was put in.
KINDS: Final[tuple[MetricKind | None, ...]] = ("成效", "规模", "投入", "活动", None)
# Upper bounds of the shades of the tile grid, as shares of the fullest tile.
SHADES: Final = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host sets in `mkdocs.yml`; what is empty is not shown."""

    site_name: str = "案例库"
    # An address with {file}, which is replaced by the record's path, as in cases/2023/x.yml.
    edit_url: str = ""


@dataclass(frozen=True, slots=True)
class Tile:
    """One square of the tile grid, with what it leads to."""

    name: str
    column: int
    row: int
    count: int
    shade: int
    target: str


def render(library: Library, settings: Settings) -> Iterator[Page]:
    """Give every generated page of the site, in the order of its address."""
    templates = _Templates(library, settings)
    yield templates.page(
        "home.md.jinja",
        urls.HOME,
        title=settings.site_name,
        description=f"{settings.site_name}：{len(library.listed)} 个案例，可检索、可引用。",
        hide=("navigation", "toc"),
        theme_template="home.html",
        tiles=_tiles(library),
        newest=library.listed[:NEWEST],
        totals=_totals(library),
    )
    for case in library.cases:
        yield _case_page(templates, library, settings, case)
        yield from (_moved_page(alias, case) for alias in case.aliases)
    yield from _list_pages(
        templates,
        "cases.md.jinja",
        urls.CASES,
        library.listed,
        title="案例",
        description="检索和浏览全部案例。",
        hide=("navigation", "toc"),
        theme_template="search.html",
        facets=FACETS,
    )
    for facet in FACETS:
        yield from _facet_pages(templates, library, facet)
    yield templates.page(
        "data.md.jinja",
        urls.DATA,
        title="数据字典",
        description="案例记录的字段和词表。",
        hide=("navigation",),
        rows=dictionary.rows(),
        vocabularies=_vocabularies(library),
    )


def problem_page(file: str, case_id: str, problems: Sequence[Problem]) -> Page:
    """Give what a preview shows in the place of a record that cannot be read."""
    lines = []
    for one in problems:
        place = f"第 {one.line} 行第 {one.column} 列，{one.code}"
        lines.append(f"- {place}：{markdown.encode(one.message)}")
        if one.hint:
            lines[-1] += f"<br>改法：{markdown.encode(one.hint)}"
    body = "\n".join([f"# {markdown.encode(file)} 有待修改 {{: #top }}", "", *lines, ""])
    title = f"{file} 有待修改"
    return Page(urls.case(case_id), title, "预览：记录有问题", body, hide=("navigation", "toc"))


def _case_page(templates: "_Templates", library: Library, settings: Settings, case: Case) -> Page:
    file = f"cases/{case.year}/{case.id}.yml"
    src_uri = urls.case(case.id)
    return templates.page(
        "case.md.jinja",
        src_uri,
        title=case.title,
        description=case.summary,
        hide=("navigation",),
        case=case,
        edit_link=_edit_link(settings, src_uri, file),
        highlights=_highlights(case),
        kinds=_by_kind(case),
        related=library.related(case),
    )


def _moved_page(alias: str, case: Case) -> Page:
    """Give the page at an old address, which leads on by itself and by a link."""
    old = urls.case(alias)
    target = urls.relative(old, urls.case(case.id))
    title = markdown.encode(case.title)
    body = f'# {title} {{: #top }}\n\n本案例的网址已经改为：<a href="{target}">{title}</a>\n'
    return Page(old, case.title, case.summary, body, "moved.html", ("navigation", "toc"), target)


def _edit_link(settings: Settings, src_uri: str, file: str) -> Markup:
    if settings.edit_url:
        return markdown.link(settings.edit_url.replace("{file}", file))
    return Markup(urls.relative(src_uri, urls.SUBMIT, "gengzheng"))  # noqa: S704 # our own address


def _totals(library: Library) -> list[tuple[int, str, str]]:
    figures = sum(len(case.metrics) for case in library.listed)
    provinces = [one for one in library.facets["regions"] if one.id.endswith("0000")]
    return [
        (len(library.listed), "个案例", urls.CASES),
        (len(provinces), "个省级地区", urls.facet("regions")),
        (len(library.facets["tags"]), "个主题标签", urls.facet("tags")),
        (figures, "条数据", urls.CASES),
    ]


def _vocabularies(library: Library) -> list[tuple[str, Markup, tuple[Term, ...]]]:
    titles = {
        "tags": "标签",
        "domains": "行业领域",
        "categories": "组织类别",
        "platform_kinds": "平台系统的类型",
        "honor_levels": "荣誉级别",
    }
    return [
        (title, Markup(VOCABULARY_FILES[name]), getattr(library.vocabularies, name))  # noqa: S704 # our own names, used in ids
        for name, title in titles.items()
    ]


def _by_kind(case: Case) -> list[tuple[str, list[Metric]]]:
    grouped = [(kind, [one for one in case.metrics if one.kind == kind]) for kind in KINDS]
    return [(kind or "其他", metrics) for kind, metrics in grouped if metrics]


def _highlights(case: Case) -> list[Metric]:
    """Choose the figures that the summary itself tells: an editor put what matters there."""
    told = [one for one in case.metrics if _tells(case.summary, wording.amount(one))]
    rest = [one for one in case.metrics if one.value and one not in told]
    ranked = [*sorted(told, key=_kind_rank), *sorted(rest, key=_kind_rank)]
    return ranked[:HIGHLIGHTS]


def _tells(summary: str, amount: str) -> bool:
    """Tell whether a summary says an amount, and not a longer number that ends in it."""
    return bool(amount) and bool(re.search(rf"(?<![0-9.,]){re.escape(amount)}", summary))


def _kind_rank(metric: Metric) -> int:
    return KINDS.index(metric.kind)


def _facet_pages(templates: "_Templates", library: Library, facet: Facet) -> Iterator[Page]:
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
        tiles=_tiles(library) if facet.id == "regions" else (),
        tree=_tree(children),
    )
    for choice in choices:
        yield from _list_pages(
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


def _list_pages(
    templates: "_Templates",
    template: str,
    src_uri: str,
    cases: Sequence[Case],
    *,
    title: str,
    **values: Any,
) -> Iterator[Page]:
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


def _tiles(library: Library) -> tuple[Tile, ...]:
    choices = {choice.id: len(choice.cases) for choice in library.facets["regions"]}
    fullest = max((choices.get(tile.code, 0) for tile in TILES), default=0)
    tiles = []
    for tile in TILES:
        count = choices.get(tile.code, 0)
        shade = 1 + sum(count > share * fullest for share in SHADES) if count else 0
        name = library.gazetteer.short_name(tile.code)
        target = urls.choice("regions", tile.code) if count else ""
        tiles.append(Tile(name, tile.column, tile.row, count, shade, target))
    return tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column)))


class _Templates:
    """The templates with what all of them may use; one for each rendering of a library."""

    def __init__(self, library: Library, settings: Settings) -> None:
        self._environment = jinja2.Environment(
            loader=jinja2.PackageLoader("generator"),
            undefined=jinja2.StrictUndefined,
            finalize=markdown.encode,
            # `finalize` encodes all text; with escaping on, what macros give stays `Markup`.
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._environment.globals.update(
            library=library,
            settings=settings,
            wording=wording,
            urls=urls,
            UNDISCLOSED=UNDISCLOSED,
            paragraphs=lambda prose: Markup("\n\n").join(markdown.paragraphs(prose)),
            link=markdown.link,
        )
        self._cards: dict[tuple[int, str, int], Markup] = {}

    def page(
        self,
        template: str,
        src_uri: str,
        *,
        title: str,
        description: str,
        hide: tuple[str, ...] = (),
        theme_template: str = "",
        **values: Any,
    ) -> Page:
        """Render one page; `to(target, anchor)` in its template gives relative addresses."""
        values.setdefault("heading", title)

        def to(target: str, anchor: str = "") -> Markup:
            return Markup(urls.relative(src_uri, target, anchor))  # noqa: S704 # made of ids

        body = self._environment.get_template(template).render(
            values, description=description, to=to, card=partial(self._card, urls.depth(src_uri))
        )
        return Page(src_uri, title, description, body, theme_template, hide)

    def _card(self, depth: int, case: Case, level: int) -> Markup:
        """Give a case as lists show it; rendered once for all pages that lie as deep."""
        key = (depth, case.id, level)
        if key not in self._cards:

            def to(target: str) -> Markup:
                return Markup(urls.from_depth(depth, target))  # noqa: S704 # made of ids

            card = self._environment.get_template("card.jinja")
            rendered = card.render(case=case, level=level, to=to).strip()
            self._cards[key] = Markup(rendered)  # noqa: S704 # by `finalize`, all of it is safe
        return self._cards[key]
