"""The feeds of a library: of all cases, of each tag and of each region, in two forms."""

from collections.abc import Iterator, Sequence
from functools import cache, partial
from itertools import groupby
from typing import Final

from generator import urls
from generator.exports.atom import atom_entry, atom_feed
from generator.exports.choices import WITH_FILES, by_choice, full_name
from generator.exports.entries import Entry, Feed, entries, moment, urn
from generator.exports.jsonfeed import json_feed, json_item
from generator.library import Library
from generator.output import File
from generator.settings import Settings

# So many of the newest entries a feed holds: readers ask for the whole file again and again.
NEWEST: Final = 50
NEWEST_OF_CHOICE: Final = 10


def feed_files(library: Library, settings: Settings) -> Iterator[File]:
    """Give all feeds. What an entry says is written once for all feeds that lie as deep."""
    for depth, feeds in groupby(_feeds(library, settings), lambda feed: urls.depth(feed.atom)):
        way = partial(_way, settings.address, depth)
        element = cache(partial(atom_entry, way=way))
        item = cache(partial(json_item, way=way))
        for feed in feeds:
            yield File(feed.atom, atom_feed(feed, way, map(element, feed.entries)))
            yield File(feed.json, json_feed(feed, way, map(item, feed.entries)))


def _way(root: str, depth: int, target: str) -> str:
    """Give the address of `target` in full, or else the way to it from a feed so deep."""
    return urls.absolute(root, target) if root else urls.from_depth(depth, target)


def _feeds(library: Library, settings: Settings) -> Iterator[Feed]:
    told = tuple(entries(library))
    author = settings.publisher or settings.site_name
    newest = tuple(entry for _, entry in told[:NEWEST])
    updated = _updated(newest, moment(library.newest))
    yield Feed(
        id=urn("feed"),
        title=settings.site_name,
        subtitle=_subtitle("全部案例", NEWEST),
        author=author,
        updated=updated,
        page=urls.HOME,
        atom=urls.FEED_ATOM,
        json=urls.FEED_JSON,
        entries=newest,
    )
    for facet in WITH_FILES:
        # Who heard of a case there hears of its withdrawal there, too.
        bearing = by_choice(library, facet, told)
        for choice in filter(facet.has_page, library.facets[facet.id]):
            name = full_name(library, facet, choice)
            newest = tuple(bearing.get(choice.id, [])[:NEWEST_OF_CHOICE])
            yield Feed(
                id=urn(f"feed/{facet.id}/{choice.id}"),
                title=f"{settings.site_name}：{name}",
                subtitle=_subtitle(f"{facet.title}“{name}”的案例", NEWEST_OF_CHOICE),
                author=author,
                updated=_updated(newest, updated),
                page=urls.choice(facet.id, choice.id),
                atom=urls.choice_feed(facet.id, choice.id, "xml"),
                json=urls.choice_feed(facet.id, choice.id, "json"),
                entries=newest,
            )


def _subtitle(what: str, newest: int) -> str:
    return f"{what}的收录、修订和撤回，最新 {newest} 条。"


def _updated(newest: Sequence[Entry], otherwise: str) -> str:
    return max((entry.updated for entry in newest), default=otherwise)
