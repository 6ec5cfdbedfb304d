"""Feeds as JSON Feed 1.1 (https://www.jsonfeed.org/version/1.1/)."""

import json
from collections.abc import Callable, Iterable

from generator.exports.entries import Entry, Feed
from generator.settings import LANGUAGE, LICENCE_NAME


def json_item(one: Entry, way: Callable[[str], str]) -> bytes:
    """Give an entry as an item, written; `way` leads from the feed to a page."""
    data = {
        "id": one.id,
        "url": way(one.page),
        "title": one.title,
        "summary": one.summary,
        "content_html": one.html,
        "date_published": one.published,
        "date_modified": one.updated,
        "tags": [name for _, name in one.tags],
    }
    return _written(data)


def json_feed(feed: Feed, way: Callable[[str], str], items: Iterable[bytes]) -> bytes:
    """Write a feed with these items. The format has no place for a licence but its description."""
    data = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": way(feed.page),
        "feed_url": way(feed.json),
        "description": f"{feed.subtitle}{LICENCE_NAME}。",
        "language": LANGUAGE,
        "authors": [{"name": feed.author}],
    }
    return b'%s,"items":[%s]}' % (_written(data).removesuffix(b"}"), b",".join(items))


def _written(data: object) -> bytes:
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()
