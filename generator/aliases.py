"""Old ids to the addresses that they lead to: pages, copies of files, and rules for web servers.

What lies at an address lies in its folder: `cases/x` holds the page of a case and all files beside
it. So one pair of folders says where a page, its record and its feeds have gone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from generator import urls
from generator.library import Library
from generator.model import Term
from generator.output import File

# The facets whose choices are entries of a vocabulary -> its field in `Vocabularies`.
TERMS: Final = {
    "tags": "tags",
    "domains": "domains",
    "categories": "categories",
    "honors": "honor_levels",
}


def moves(library: Library) -> dict[str, str]:
    """Give the old folder of all that has moved with its new one, as in `{"tags/a": "tags/b"}`.

    An entry without a page, since no case bears it, has nowhere to lead to.
    """
    moved = {
        urls.folder(urls.case(alias)): urls.folder(urls.case(case.id))
        for case in library.cases
        for alias in case.aliases
    }
    for facet, terms in terms_of(library):
        for term in terms:
            if library.has_page(facet, term.id):
                new = urls.folder(urls.choice(facet, term.id))
                moved |= {urls.folder(urls.choice(facet, one)): new for one in term.aliases}
    return moved


def terms_of(library: Library) -> Iterator[tuple[str, tuple[Term, ...]]]:
    """Give each facet that is a vocabulary, with its entries."""
    for facet, field in TERMS.items():
        yield facet, getattr(library.vocabularies, field)


def old_folders(moved: Mapping[str, str]) -> dict[str, list[str]]:
    """Give the old folders of each new one."""
    found: dict[str, list[str]] = {}
    for old, new in moved.items():
        found.setdefault(new, []).append(old)
    return found


def renamed(moved: Mapping[str, str]) -> dict[str, str]:
    """Give the old ids of each facet with the new ones, as in `{"tags": "kache=huoche-siji"}`."""
    found: dict[str, list[str]] = {}
    for old, new in moved.items():
        (facet, before), now = old.split("/"), new.partition("/")[2]
        found.setdefault(facet, []).append(f"{before}={now}")
    return {facet: " ".join(pairs) for facet, pairs in found.items()}


def copies(moved: Mapping[str, str], files: Iterable[File]) -> Iterator[File]:
    """Give the files that lie below new addresses once more, with the same bytes, below old ones.

    A file cannot lead on by itself as a page does, and what subscribes to a feed or has noted the
    address of a record follows no link.
    """
    old = old_folders(moved)
    for file in files:
        folder = urls.folder(file.uri)
        if file.uri.startswith(f"{folder}/"):
            rest = file.uri.removeprefix(folder)
            yield from (File(f"{before}{rest}", file.content) for before in old.get(folder, ()))


def redirects(moved: Mapping[str, str], address: str) -> bytes:
    """Give the rules in the form of `_redirects`, which Netlify, Cloudflare and GitLab Pages read.

    `address` is the site's or empty. Pages come first: of rules with `*` some hosts read only a
    hundred, and none of them all that Netlify knows, so that there is nothing but path, path, 301.
    On GitLab Pages a file goes before a rule: there the page at the old address leads on itself.
    """
    base = quote(_base(address))
    lines = [f"{base}{old}/ {base}{new}/ 301" for old, new in moved.items()]
    lines += [f"{base}{old}/* {base}{new}/:splat 301" for old, new in moved.items()]
    return "".join(f"{line}\n" for line in lines).encode()


def nginx_map(moved: Mapping[str, str], address: str) -> bytes:
    """Give the lines for the inside of nginx's `map $uri …`; none at all where nothing has moved.

    nginx compares with the decoded path, so what is looked for is written decoded. What follows
    goes into a header as it is: nothing that could end a line of it, nor a blank, is taken over.
    """
    base = _base(address)
    lines = (
        f'"~^{_in_quotes(re.escape(base + old))}(?:/(?<rest>[!-~]*))?$" "{quote(base)}{new}/$rest";'
        for old, new in moved.items()
    )
    return "".join(f"{line}\n" for line in lines).encode()


def _base(address: str) -> str:
    """Give the path that the site lies at, decoded, with a slash at both ends."""
    return unquote(urlsplit(address).path) or "/"


def _in_quotes(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')
