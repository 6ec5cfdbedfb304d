"""Every page of the site as a strict reader of HTML sees it."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import html5lib
import pytest

from tests.browser.page_types import addresses

HTML = "{http://www.w3.org/1999/xhtml}"


@pytest.fixture(scope="module")
def parsed(site_dir: Path) -> dict[str, tuple[list[str], Any]]:
    """Every page by its address: what a strict parser finds wrong, and the page."""
    pages = {}
    for address, text in addresses(site_dir).items():
        parser = html5lib.HTMLParser()
        tree = parser.parse(text)
        pages[address] = ([f"{code} {place} {data}" for place, code, data in parser.errors], tree)
    return pages


def test_every_page_is_valid(parsed: dict[str, tuple[list[str], Any]]) -> None:
    """A strict parser finds no error on any page."""
    assert {} == {address: errors for address, (errors, _) in parsed.items() if errors}


def test_headings_come_in_order(parsed: dict[str, tuple[list[str], Any]]) -> None:
    """Every page begins with its one first heading, and no level is left out on the way down."""
    wrong = {}
    for address, (_, tree) in parsed.items():
        levels = [
            int(found[1])
            for element in tree.iter()
            if isinstance(element.tag, str)
            and (found := re.fullmatch(HTML + "h([1-6])", element.tag))
        ]
        jumps = [pair for pair in pairwise(levels) if pair[1] > pair[0] + 1]
        if levels[:1] != [1] or levels.count(1) != 1 or jumps:
            wrong[address] = levels

    assert {} == wrong


def test_no_page_carries_a_script_of_its_own(parsed: dict[str, tuple[list[str], Any]]) -> None:
    """Every script is a file of the site: a policy may refuse all that stands in a page.

    JSON-LD is data, which no browser runs and no policy of scripts refuses.
    """
    inline = {}
    for address, (_, tree) in parsed.items():
        found = [
            element.tag.removeprefix(HTML)
            for element in tree.iter()
            if isinstance(element.tag, str)
            and (
                (
                    element.tag == HTML + "script"
                    and (not element.get("src") or element.text)
                    and element.get("type") != "application/ld+json"
                )
                or any(name.startswith("on") for name in element.attrib)
                or any(str(one).startswith("javascript:") for one in element.attrib.values())
            )
        ]
        if found:
            inline[address] = found

    assert {} == inline


def test_no_page_brings_a_script_of_the_theme(site_dir: Path) -> None:
    """The theme's scripts and palettes are not even in the site."""
    theme = [
        path.name
        for path in (site_dir / "assets").rglob("*.min.*")
        if not re.fullmatch(r"main\.[0-9a-f]+\.min\.[0-9a-f]+\.css", path.name)
        and path.parent.parent.name != "vendor"
    ]

    assert [] == theme
