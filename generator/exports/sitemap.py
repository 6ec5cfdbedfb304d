"""The map of a site for search engines (https://www.sitemaps.org/protocol.html)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from generator import urls
from generator.library import INDEXES, Library, revised_on
from generator.output import File, Page
from generator.sheets import SHEETS

# What one file may hold at most, by the protocol.
MOST: Final = 50_000
MOST_BYTES: Final = 50 * 1024 * 1024

_SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
# What stands around the addresses of a file
_FRAME: Final = 1_000
_PAGE: Final = re.compile(r"(?<=/)page/[0-9]+/\Z")


@dataclass(frozen=True, slots=True)
class SitePlan:
    """What a map must know beside the pages that there are.

    `root` is the address of the site, `unlisted` the pages to leave out. `days` gives the day
    (`YYYY-MM-DD`) that a page made from cases changed on, by its address; all pages of a list have
    the day of its newest case, and stand there as the first of them.
    """

    root: str
    unlisted: frozenset[str]
    days: dict[str, str]


def plan_sitemap(root: str, library: Library, pages: Iterable[Page]) -> SitePlan:
    """Plan the map of a library; `pages` are those made from it."""
    moved = {page.src_uri for page in pages if page.moved}
    listed = {case.id for case in library.listed}
    withdrawn = {urls.case(case.id) for case in library.cases if case.id not in listed}
    return SitePlan(root, frozenset(moved | withdrawn), _days(library))


def _days(library: Library) -> dict[str, str]:
    listed = {case.id: revised_on(case) for case in library.listed}
    newest = max(listed.values(), default=library.newest)
    lists = [urls.HOME, urls.CASES, urls.TIMELINE]
    lists += [urls.facet(facet.id) for facet in INDEXES]
    lists += [urls.sheet(sheet.id) for sheet in SHEETS]
    made = {urls.address(uri): newest for uri in lists}
    made[urls.address(urls.CHANGES)] = library.newest
    made |= {urls.address(urls.case(case_id)): day for case_id, day in listed.items()}
    for facet in INDEXES:
        for choice in filter(facet.has_page, library.facets[facet.id]):
            day = max((listed[case.id] for case in choice.cases), default=newest)
            made[urls.address(urls.choice(facet.id, choice.id))] = day
    return made


def sitemap_files(
    planned: SitePlan, pages: Iterable[str], most: int = MOST, most_bytes: int = MOST_BYTES
) -> Iterator[File]:
    """Give the map of `pages`, places in the docs tree; in parts, with an index, where it is large.

    A page that was written by hand has no date, since none is known.
    """
    places = (_page(planned, uri) for uri in sorted(pages) if uri not in planned.unlisted)
    parts = list(_parts(places, most, most_bytes))
    if len(parts) == 1:
        yield File(urls.SITEMAP, _written("urlset", parts[0]))
        return
    index = []
    for number, part in enumerate(parts, 1):
        uri = urls.sitemap_part(number)
        yield File(uri, _written("urlset", part))
        index.append(_place("sitemap", urls.absolute(planned.root, uri), ""))
    yield File(urls.SITEMAP, _written("sitemapindex", index))


def _parts(
    places: Iterable[etree._Element], most: int, most_bytes: int
) -> Iterator[list[etree._Element]]:
    part: list[etree._Element] = []
    size = _FRAME
    for place in places:
        # Alone it also names its namespace: a little more than what it takes in the file.
        length = len(etree.tostring(place))
        if part and (len(part) == most or size + length > most_bytes):
            yield part
            part, size = [], _FRAME
        part.append(place)
        size += length
    yield part


def _page(planned: SitePlan, uri: str) -> etree._Element:
    day = planned.days.get(_PAGE.sub("", urls.address(uri)), "")
    return _place("url", urls.absolute(planned.root, uri), day)


def _place(name: str, address: str, day: str) -> etree._Element:
    place = etree.Element(f"{{{_SITEMAP}}}{name}", nsmap={None: _SITEMAP})
    etree.SubElement(place, f"{{{_SITEMAP}}}loc").text = address
    if day:
        etree.SubElement(place, f"{{{_SITEMAP}}}lastmod").text = day
    return place


def _written(name: str, places: Iterable[etree._Element]) -> bytes:
    root = etree.Element(f"{{{_SITEMAP}}}{name}", nsmap={None: _SITEMAP})
    root.extend(places)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
