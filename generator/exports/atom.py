"""Feeds as Atom (RFC 4287, with the link to a licence of RFC 4946)."""

from collections.abc import Callable, Iterable
from copy import deepcopy
from typing import Final

from lxml import etree

from generator.exports.entries import Entry, Feed
from generator.settings import LANGUAGE, LICENCE_ADDRESS, LICENCE_NAME

_ATOM: Final = "http://www.w3.org/2005/Atom"
_LANGUAGE: Final = "{http://www.w3.org/XML/1998/namespace}lang"


def atom_entry(one: Entry, way: Callable[[str], str]) -> etree._Element:
    """Give an entry as an element; `way` leads from the feed to a page."""
    element = etree.Element(f"{{{_ATOM}}}entry", nsmap={None: _ATOM})
    _add(element, "id", one.id)
    _add(element, "title", one.title)
    _add(element, "link", rel="alternate", type="text/html", href=way(one.page))
    _add(element, "published", one.published)
    _add(element, "updated", one.updated)
    for tag, name in one.tags:
        _add(element, "category", term=tag, label=name)
    _add(element, "summary", one.summary)
    _add(element, "content", one.html, type="html")
    return element


def atom_feed(feed: Feed, way: Callable[[str], str], entries: Iterable[etree._Element]) -> bytes:
    """Write a feed with these entries, which may stand in other feeds too."""
    root = etree.Element(f"{{{_ATOM}}}feed", {_LANGUAGE: LANGUAGE}, {None: _ATOM})
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
    # An element has one place: appended to another feed, it would leave the first.
    root.extend(deepcopy(one) for one in entries)
    return etree.tostring(root, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _add(parent: etree._Element, name: str, text: str = "", **attributes: str) -> etree._Element:
    element = etree.SubElement(parent, f"{{{_ATOM}}}{name}", attributes)
    element.text = text or None
    return element
