"""The only place that knows addresses.

A page is known by its `src_uri` in the docs tree; what a reader follows is relative to the page
that bears it, so that the site works below any path.
"""

import hashlib
import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import quote, urlsplit, urlunsplit

HOME: Final = "index.md"
CASES: Final = "cases/index.md"
DATA: Final = "data/index.md"
TIMELINE: Final = "timeline/index.md"
SUBMIT: Final = "submit/index.md"
GUIDE: Final = "submit/guide.md"
FORM: Final = "submit/form.json"
FORM_REGIONS: Final = "submit/regions.json"
FORM_READINGS: Final = "submit/pinyin.json"
CHECKS: Final = "check/index.md"
ABOUT: Final = "about.md"
SEARCH: Final = "search/"
COMPARE: Final = "compare/index.md"
COMPARISONS: Final = "compare/index.json"
OFFLINE: Final = "offline/index.md"
CHANGES: Final = "changes/index.md"
HOSTING: Final = "hosting.md"
# All records at once, in forms that programs read.
DATA_JSON: Final = "data/cases.json"
DATA_NDJSON: Final = "data/cases.ndjson"
DATA_CASES: Final = "data/cases.csv"
DATA_METRICS: Final = "data/metrics.csv"
DATA_PLATFORMS: Final = "data/platforms.csv"
DATA_PACKAGE: Final = "data/datapackage.json"
DATA_SUMS: Final = "data/SHA256SUMS"
FEED_ATOM: Final = "feed.xml"
FEED_JSON: Final = "feed.json"
SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
LLMS: Final = "llms.txt"
SECURITY: Final = ".well-known/security.txt"
# Old addresses for hosts that redirect: Netlify's and Cloudflare Pages' form, and a map for nginx.
REDIRECTS: Final = "_redirects"
NGINX_MAP: Final = "nginx-redirects.map"
# Where filings of websites with the police are looked up.
_POLICE_RECORDS: Final = "https://beian.mps.gov.cn/#/query/webSearch?code="
# The picture that stands for every page without one of its own where its address is shared.
PICTURE: Final = "share.png"
# What pages load beside their text; licences lie there too, and are for reading.
_LOADED: Final = re.compile(r"assets/.+\.(css|ico|jpg|js|png|svg|webp|woff2)")


def asset(uri: str, content: bytes) -> str:
    """Give the place of a file that pages load, as in `assets/javascripts/site.3f1c09ab.js`.

    The place changes with the content, and only then: a browser may keep such a file for ever, and
    one that was published under it is never another one, in whatever order a host's files arrive.
    """
    if not _LOADED.fullmatch(uri):
        return uri
    path = PurePosixPath(uri)
    digest = hashlib.sha256(content).hexdigest()[:8]
    return path.with_name(f"{path.stem}.{digest}{path.suffix}").as_posix()


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


def folder(uri: str) -> str:
    """Give the folder of the case or choice that a page or file belongs to, as in `tags/x`.

    It is the same for `tags/x.md`, `tags/x/page/2.md` and `tags/x/feed.xml`.
    """
    return "/".join(uri.removesuffix(".md").split("/")[:2])


def page(src_uri: str, number: int) -> str:
    """Give the `number`th page of a list, counted from 1; the first is the list itself."""
    if number == 1:
        return src_uri
    return f"{src_uri.removesuffix('.md').removesuffix('/index')}/page/{number}.md"


def first_page(src_uri: str) -> str:
    """Give the address of the list that a page belongs to: that of its first page."""
    return address(src_uri).partition("page/")[0]


def image(case_id: str, file: str) -> str:
    """Give the place of a picture that belongs to a case."""
    return f"cases/{case_id}/{file}"


def record(case_id: str) -> str:
    """Give the record that a case was made from, as its editors wrote it."""
    return f"cases/{case_id}/record.yml"


def resolved(case_id: str) -> str:
    """Give the data of a case, with names in the place of codes."""
    return f"cases/{case_id}/record.json"


def prose(case_id: str) -> str:
    """Give a case as one plain Markdown text."""
    return f"cases/{case_id}/record.md"


def citation(case_id: str, form: str) -> str:
    """Give a case's entry for a program that keeps references; `form` as in `bib`, `ris`."""
    return f"cases/{case_id}/cite.{form}"


def picture(case_id: str) -> str:
    """Give the picture that stands for a case where its address is shared."""
    return f"cases/{case_id}/share.png"


def choice_data(facet_id: str, choice_id: str) -> str:
    """Give the data of all cases of one choice of a facet."""
    return f"{facet_id}/{choice_id}/cases.json"


def choice_feed(facet_id: str, choice_id: str, form: str) -> str:
    """Give the feed of one choice of a facet; `form` is `xml` (Atom) or `json`."""
    return f"{facet_id}/{choice_id}/feed.{form}"


def schema(version: str) -> str:
    """Give the schema of a record in one version of the format, inside which it only grows."""
    return f"data/schema/{version}/case.schema.json"


def check(code: str) -> str:
    """Give the page of one code of a problem, as in `AL101`."""
    return f"check/{code}.md"


def comparison(case_id: str) -> str:
    """Give the data file of a case for comparing."""
    return f"compare/{case_id}.json"


def archive(name: str) -> str:
    """Give the place of the copy of the site that readers download."""
    return f"offline/{name}.zip"


def sitemap_part(number: int) -> str:
    """Give the `number`th part, counted from 1, of a map of a site too large for one file."""
    return f"sitemap-{number}.xml"


@lru_cache(maxsize=4096)
def address(uri: str) -> str:
    """Give the site address of a page or file: `cases/x.md` is `cases/x/`, others stay."""
    if not _is_page(uri):
        return uri
    stem = uri.removesuffix(".md")
    if stem == "index":
        return ""
    return stem.removesuffix("/index") + "/"


@lru_cache(maxsize=4096)
def file(uri: str) -> str:
    """Give the file of the site that a page or file becomes: `cases/x.md`, `cases/x/index.html`."""
    return f"{address(uri)}index.html" if _is_page(uri) else uri


def _is_page(uri: str) -> bool:
    # A case as one text is handed out as it is.
    return uri.endswith(".md") and not uri.endswith("/record.md")


def in_file(way: str) -> str:
    """Let a way to a folder end in its index, as a browser without a web server needs it.

    What follows the path stays, and so do ways to files, into the same page, and out of the site.
    """
    parts = urlsplit(way)
    if parts.scheme or parts.netloc or not (parts.path == "." or parts.path.endswith("/")):
        return way
    return urlunsplit(parts._replace(path=f"{parts.path.removesuffix('.')}index.html"))


def relative(src_uri: str, target: str, anchor: str = "", *, to_files: bool = False) -> str:
    """Give the way from the page `src_uri` to the page or file `target`, as in `../../tags/x/`.

    With `to_files` the way to a page ends in its file, as in `../../tags/x/index.html`.
    """
    here = address(src_uri).split("/")[:-1]
    there = (file(target) if to_files else address(target)).split("/")
    shared = 0
    for one, other in zip(here, there[:-1], strict=False):
        if one != other:
            break
        shared += 1
    way = "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"
    return f"{way}#{anchor}" if anchor else way


def absolute(root: str, uri: str) -> str:
    """Give the address in full of the page or file `uri` of the site at `root`, ending in "/".

    Where `root` is empty, nobody knows that address: it is then the way from the site's root.
    """
    return root + quote(address(uri))


def in_full(root: str, uri: str) -> str:
    """Give the same, empty where nobody knows it."""
    return absolute(root, uri) if root else ""


def police_record(filing: str) -> str:
    """Give where a filing with the police is looked up, by the number in it; "" without one."""
    number = re.search(r"[0-9]{14}", filing)
    return _POLICE_RECORDS + number[0] if number else ""


def depth(src_uri: str) -> int:
    """Give how many steps a page lies below the site's root: 0 for the home page."""
    return address(src_uri).count("/")


def from_depth(steps: int, target: str, *, to_files: bool = False) -> str:
    """Give the way to `target` by the root, the same for all pages that lie as deep."""
    return "../" * steps + (file(target) if to_files else address(target)) or "./"
