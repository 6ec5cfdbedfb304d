"""Which pages stand for all others: read off the built site, so that a new kind is never missed."""

import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

CLASS = re.compile(r"\bal-[a-z-]+")


def addresses(site_dir: Path) -> dict[str, str]:
    """Map the address of every page of a site, below its root, to its text."""
    return {
        path.relative_to(site_dir).as_posix().removesuffix("index.html"): path.read_text("utf-8")
        for path in sorted(site_dir.rglob("*.html"))
    }


def page_types(site_dir: Path) -> list[str]:
    """Give some addresses of each kind of page that together bear every class of its kind.

    Pages are of one kind when they lie as deep below the same first step of the address. Of a kind
    the longest page comes first: it holds most of what can go wrong.
    """
    kinds: dict[tuple[str, int], dict[str, str]] = defaultdict(dict)
    for address, text in addresses(site_dir).items():
        steps = address.split("/")
        kinds[steps[0] if len(steps) > 1 else address, len(steps)][address] = text
    return [address for kind in kinds.values() for address in _cover(kind)]


def templates(site_dir: Path, kinds: list[str]) -> list[str]:
    """Give one address for each set of classes among these: pages of one template look alike."""
    texts = addresses(site_dir)
    looks = {frozenset(CLASS.findall(texts[address])): address for address in reversed(kinds)}
    return sorted(looks.values())


def _cover(pages: dict[str, str]) -> Iterator[str]:
    missing = {name for text in pages.values() for name in CLASS.findall(text)}
    for address, text in sorted(pages.items(), key=lambda one: (-len(one[1]), one[0])):
        found = missing.intersection(CLASS.findall(text))
        if found:
            yield address
            missing -= found
