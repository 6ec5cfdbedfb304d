"""Feeds as Atom (RFC 4287, with the link to a licence of RFC 4946)."""

from collections.abc import Callable, Iterable
from typing import Final

from lxml import etree

from generator.exports.entries import Entry, Feed
from generator.settings import LANGUAGE, LICENCE_ADDRESS, LICENCE_NAME

_ATOM: Final = "http://www.w3.org/2005/Atom"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def atom_entry(one: Entry, way: Callable[[str], str]) -> bytes:
    """Give an entry as an element, written; `way` leads from the feed to a page."""
    # Written by itself, it takes its namespace from the feed that it is put into.
    element = etree.Element("entry")
    _add(element, "id", one.id)
    _add(element, "title", one.title)
    _add(element, "link", rel="alternate", type="text/html", href=way(one.page))
    _add(element, "published", one.published)
    _add(element, "updated", one.updated)
    for tag, name in one.tags:
        _add(element, "category", term=tag, label=name)
    _add(element, "summary", one.summary)
    _add(element, "content", one.html, type="html")
    etree.indent(element, level=1)
    return b"  %s\n" % etree.tostring(element, encoding="utf-8")


def atom_feed(feed: Feed, way: Callable[[str], str], entries: Iterable[bytes]) -> bytes:
    """Write a feed with these entries, which are written once for all feeds."""
    root = etree.Element("feed", {_LANGUAGE: LANGUAGE}, {None: _ATOM})
    _add(root, "id", feed.id)
    _add(root, "title", feed.title)
    _add(root, "subtitle", feed.subtitle)
    _add(root, "updated", feed.updated)
    _add(_add(root, "author"), "name", feed.author)
    _add(root, "link", rel="self", type="application/atom+xml", href=way(feed.atom))
    _add(root, "link", rel="alternate", type="text/html", href=way(feed.page))
    _add(root, "link", rel="alternate", type="application/feed+json", href=way(feed.json))
    _add(root, "link", rel="license", href=LICENCE_ADDRESS)
    _add(root, "rights", LICENCE_NAME)
    _add(root, "generator", "anliku")
    written = etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)
    head, end, rest = written.rpartition(b"</feed>")
    return b"".join((head, *entries, end, rest))


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, name, attributes)
    element.text = text or None
    return element
