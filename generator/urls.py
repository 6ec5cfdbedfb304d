"""The only place that knows addresses.

A page is known by its `src_uri` in the docs tree; what a reader follows is relative to the page
that bears it, so that the site works below any path.
"""

from functools import lru_cache
from typing import Final

HOME: Final = "index.md"
CASES: Final = "cases/index.md"
DATA: Final = "data/index.md"
TIMELINE: Final = "timeline/index.md"
SUBMIT: Final = "submit.md"
ABOUT: Final = "about.md"
SEARCH: Final = "search/"
COMPARE: Final = "compare/index.md"
COMPARISONS: Final = "compare/index.json"


def case(case_id: str) -> str:
    """Give the page of a case."""
    return f"cases/{case_id}.md"


def facet(facet_id: str) -> str:
    """Give the index of a facet."""
    return f"{facet_id}/index.md"


def choice(facet_id: str, choice_id: str) -> str:
    """Give the page of one choice of a facet."""
    return f"{facet_id}/{choice_id}.md"


def sheet(sheet_id: str) -> str:
    """Give the page of a sheet, a table of one kind of thing in all cases."""
    return f"{sheet_id}/index.md"


def sheet_rows(sheet_id: str) -> str:
    """Give the file of a sheet's rows, for scripts."""
    return f"{sheet_id}/rows.json"


def page(src_uri: str, number: int) -> str:
    """Give the `number`th page of a list, counted from 1; the first is the list itself."""
    if number == 1:
        return src_uri
    return f"{src_uri.removesuffix('.md').removesuffix('/index')}/page/{number}.md"


def image(case_id: str, file: str) -> str:
    """Give the place of a picture that belongs to a case."""
    return f"cases/{case_id}/{file}"


def comparison(case_id: str) -> str:
    """Give the data file of a case for comparing."""
    return f"compare/{case_id}.json"


@lru_cache(maxsize=4096)
def address(uri: str) -> str:
    """Give the site address of a page or file: `cases/x.md` is `cases/x/`, others stay."""
    if not uri.endswith(".md"):
        return uri
    stem = uri.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("/index") + "/"


def relative(src_uri: str, target: str, anchor: str = "") -> str:
    """Give the way from the page `src_uri` to the page or file `target`, as in `../../tags/x/`."""
    here = address(src_uri).split("/")[:-1]
    there = address(target).split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    way = "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"
    return f"{way}#{anchor}" if anchor else way


def depth(src_uri: str) -> int:
    """Give how many steps a page lies below the site's root: 0 for the home page."""
    return address(src_uri).count("/")


def from_depth(steps: int, target: str) -> str:
    """Give the way to `target` by the root, the same for all pages that lie as deep."""
    return "../" * steps + address(target) or "./"
