"""The head of a page: what search engines, feed readers, other sites and public inspections read.

The labels SiteName to Description are those of the 网页设计规范, annexed to 《政府网站发展指引》
(国办发〔2017〕47号): 网站标签 on every page, 栏目标签 on columns, 内容页标签 on articles. Names of
`meta` are the same in capitals and small letters: `Description` is also the `description` of HTML.
What neither the record nor the host says is left out.
"""

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from generator import linked_data, markdown, urls
from generator.exports.choices import above
from generator.exports.pictures import HEIGHT, WIDTH
from generator.library import INDEXES, Library
from generator.linked_data import Trail
from generator.model import Case
from generator.output import Page
from generator.settings import Settings
from generator.sheets import SHEETS

Pairs = Iterator[tuple[str, str]]
# What others say of a case in names and contents of `meta`.
Words = Callable[[Library, Settings, Case], Iterable[tuple[str, str]]]

_HOME: Final = "首页"
_CASES: Final = "案例"
# The kinds of columns (ColumnType) that the standard lists, for the parts of the site that are one.
_COLUMN_TYPES: Final = {
    "": _HOME,
    "about/": "概况信息",
    "cases/": "工作动态",
    "data/": "数据开放",
    "submit/": "征集调查",
    **{urls.address(urls.sheet(sheet.id)): "数据发布" for sheet in SHEETS},
}
# The forms of a record beside its page, and the feeds, by what programs call them.
_RECORD: Final = (
    ("application/json", urls.resolved),
    ("application/yaml", urls.record),
)
_FEEDS: Final = (
    ("application/atom+xml", urls.FEED_ATOM, "xml"),
    ("application/feed+json", urls.FEED_JSON, "json"),
)

# Characters of a description that are shown where an address is shared; no service shows more.
_SHARED: Final = 120


@dataclass(frozen=True, slots=True)
class _Place:
    """What a page is of: a case, or one choice of a facet; and the way to it that it shows."""

    trail: Trail = ()
    case: Case | None = None
    facet: str = ""
    choice: str = ""
    name: str = ""

    @property
    def article(self) -> Case | None:
        """The case, unless it is withdrawn: then its page stays, but is no article any more."""
        return self.case if self.case and self.case.curation.status != "withdrawn" else None


def with_heads(
    library: Library,
    settings: Settings,
    pages: Iterable[Page],
    files: Container[str],
    words: Sequence[Words] = (),
) -> Iterator[Page]:
    """Give pages with their heads.

    `files` are the places of what the site serves beside pages: no head names a file that is not
    there. `words` give what reference managers read of a case.
    """
    places = _places(library)
    columns: dict[str, str] = {}
    for page in pages:
        first = urls.first_page(page.src_uri)
        column = columns.setdefault(first, page.title)
        place = places.get(first, _Place())
        head = _Head(library, settings, files, page, place)
        yield replace(page, head="\n".join(head.lines(column, words)))


def written(settings: Settings, files: Container[str], page: Page) -> str:
    """Give the head of a page that was written by hand; its `body` is not looked at."""
    page = replace(page, description=page.description or settings.description)
    return "\n".join(_common(settings, files, page, _column(page, page.title)))


@dataclass(frozen=True, slots=True)
class _Head:
    """The head of one generated page."""

    library: Library
    settings: Settings
    files: Container[str]
    page: Page
    place: _Place

    def lines(self, column: str, words: Sequence[Words]) -> Iterator[str]:
        """Give the elements; `column` is the title of the list that the page belongs to."""
        settings, page, case = self.settings, self.page, self.place.article
        if page.moved:
            yield from _meta([("Description", page.description)])
        elif case:
            labels = _article(self.library, case)
            yield from _common(settings, self.files, page, labels, case)
        else:
            labels = iter(()) if self.place.case else _column(page, column)
            yield from _common(settings, self.files, page, labels)
        if settings.to_files or page.moved:
            return
        if self.place.case and not case:
            # Its page stays for those who have cited it; nobody should come upon it anew.
            yield from _meta([("robots", "noindex")])
        if case:
            for say in words:
                yield from _meta(say(self.library, settings, case))
        yield from self._alternates()
        yield from self._linked_data()

    def _alternates(self) -> Iterator[str]:
        """Name what else says the same as the page: its record, the feeds of what it lists."""
        place, name = self.place, self.settings.site_name
        if place.article:
            for kind, at in _RECORD:
                yield from self._alternate(kind, at(place.article.id))
        for kind, _, form in _FEEDS if place.choice else ():
            file = urls.choice_feed(place.facet, place.choice, form)
            yield from self._alternate(kind, file, f"{name}：{place.name}")
        for kind, file, _ in _FEEDS:
            yield from self._alternate(kind, file, name)

    def _alternate(self, kind: str, file: str, title: str = "") -> Iterator[str]:
        if file in self.files:
            way = markdown.attribute(urls.relative(self.page.src_uri, file))
            named = f' title="{markdown.attribute(title)}"' if title else ""
            yield f'<link rel="alternate" type="{kind}" href="{way}"{named}>'

    def _linked_data(self) -> Iterator[str]:
        library, settings, page = self.library, self.settings, self.page
        nodes = linked_data.breadcrumbs(settings, self.place.trail) if self.place.trail else []
        if self.place.article:
            nodes.insert(0, linked_data.article(library, settings, self.place.article))
        if page.src_uri == urls.HOME:
            nodes += linked_data.website(settings)
        if page.src_uri == urls.DATA:
            nodes.append(linked_data.dataset(library, settings, page.description, self.files))
        if nodes:
            yield markdown.data_script(linked_data.graph(nodes))


def _common(
    settings: Settings,
    files: Container[str],
    page: Page,
    labels: Pairs,
    case: Case | None = None,
) -> Iterator[str]:
    yield from _meta([("Description", page.description)])
    address = urls.in_full(settings.address, page.src_uri)
    if address:
        yield f'<link rel="canonical" href="{markdown.attribute(address)}">'
    # A copy on somebody's disk is shared by nobody and inspected by no one.
    if settings.to_files:
        return
    yield from _meta(_site(settings))
    yield from _meta(labels)
    yield from _meta(_open_graph(settings, page, address, case), "property")
    picture = urls.picture(case.id) if case else urls.PICTURE
    if address and picture in files:
        alt = case.title if case else settings.site_name
        yield from _meta(_picture(urls.absolute(settings.address, picture), alt), "property")
        yield from _meta([("twitter:card", "summary_large_image")])


def _site(settings: Settings) -> Pairs:
    yield "SiteName", settings.site_name
    yield "SiteDomain", settings.domain
    yield "SiteIDCode", settings.site_id


def _column(page: Page, name: str) -> Pairs:
    """Give the labels of a column; one of no kind that is listed has none of its kind."""
    address = urls.first_page(page.src_uri)
    yield "ColumnName", name if address else _HOME
    yield "ColumnDescription", page.description
    yield "ColumnType", _COLUMN_TYPES.get(address, "")


def _article(library: Library, case: Case) -> Pairs:
    """Give the labels of an article; its day is known and its minute is not."""
    yield "ColumnName", _CASES
    yield "ColumnType", _COLUMN_TYPES["cases/"]
    yield "ArticleTitle", case.title
    yield "PubDate", case.curation.added
    yield "ContentSource", case.sources[0].publisher or ""
    yield "Keywords", ",".join([case.domain, *(tag.name for tag in library.tags_of(case))])


def _shortened(text: str) -> str:
    """Give as much of a text as a shared address shows anywhere."""
    return text if len(text) <= _SHARED else f"{text[: _SHARED - 1]}…"


def _open_graph(settings: Settings, page: Page, address: str, case: Case | None) -> Pairs:
    yield "og:type", "article" if case else "website"
    yield "og:title", page.title
    yield "og:description", _shortened(page.description)
    yield "og:url", address
    yield "og:site_name", settings.site_name
    yield "og:locale", "zh_CN"


def _picture(address: str, alt: str) -> Pairs:
    yield "og:image", address
    yield "og:image:width", str(WIDTH)
    yield "og:image:height", str(HEIGHT)
    yield "og:image:alt", alt


def _places(library: Library) -> Mapping[str, _Place]:
    """Give what the pages of cases and choices are of, by their address."""
    home = (_HOME, urls.HOME)
    found = {}
    for case in library.cases:
        uri = urls.case(case.id)
        found[urls.address(uri)] = _Place((home, (_CASES, urls.CASES), (case.title, uri)), case)
    for facet in INDEXES:
        for choice in filter(facet.has_page, library.facets[facet.id]):
            uri = urls.choice(facet.id, choice.id)
            steps = ((facet.title, urls.facet(facet.id)), *above(library, facet, choice))
            trail = (home, *steps, (choice.name, uri))
            place = _Place(trail, None, facet.id, choice.id, choice.name)
            found[urls.address(uri)] = place
    return found


def _meta(pairs: Iterable[tuple[str, str]], key: str = "name") -> Iterator[str]:
    """Give what is known as elements."""
    for name, content in pairs:
        if content:
            yield f'<meta {key}="{name}" content="{markdown.attribute(content)}">'
