"""Looks at a finished site before it is published: links, anchors, pages, and nothing foreign."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import SplitResult, unquote, urlsplit

from lxml import etree

# Where an element names an address. All but the links of `a`, `area` and `link` make a browser
# fetch or send something without the reader's asking.
_ADDRESSES: Final = (
    "href",
    "src",
    "data",
    "poster",
    "action",
    "formaction",
    "{http://www.w3.org/1999/xlink}href",
    "xlink:href",
)
_LINKS: Final = frozenset({"a", "area"})
_WATCHED: Final = frozenset(_ADDRESSES) | {"srcset", "style", "ping", "srcdoc", "http-equiv"}
# The attributes of a page in one go, in C; a step through all elements takes four times as long.
_VALUES: Final = etree.XPath("//@*[name() != 'class']")
# Relations of `link` that only tell; every other one may fetch.
_TELLING: Final = frozenset({"alternate", "author", "canonical", "license", "next", "prev"})
_CSS_ADDRESS: Final = re.compile(
    r"""(?:url\(|@import)\s*(?:url\(\s*)?["']?([^"')\s;]+)""", re.IGNORECASE
)
_REFRESH: Final = re.compile(r"""[;,]\s*(?:url\s*=)?\s*["']?([^"']*)""", re.IGNORECASE)
_HTML: Final = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)


@dataclass(slots=True)
class PageFacts:
    """What one page holds: its ids, its links into the site, and what is wrong with it."""

    path: str
    base: str
    ids: set[str] = field(default_factory=set)
    links: set[tuple[str, str]] = field(default_factory=set)
    # Addresses that only a web server leads on from: of folders, and from the root.
    served: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)
    folder: str = field(init=False)
    # Addresses that were found harmless: most links of a page come more than once.
    known: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.folder = posixpath.dirname(self.path)


def verify(
    files: Mapping[str, bytes],
    expected: Iterable[str],
    base: str = "/",
    pages: Sequence[PageFacts] | None = None,
) -> list[str]:
    """Say in Chinese what is wrong with a site, nothing when it is whole.

    `files` maps each file's posix path in the site to its content (read when asked for, so that a
    large site is never in memory); `expected` are the paths that must be there; `base` is the path
    that the site is published below; `pages` is what `read_pages` gives for all of `html_paths`,
    where it has been read already.
    """
    if pages is None:
        pages = read_pages(files, html_paths(files), base)
    faults = [f"缺少文件 {path}" for path in sorted(set(expected) - set(files))]
    for page in pages:
        faults += page.faults
    for path in sorted(path for path in files if path.endswith(".css")):
        faults += _foreign_css(path, files[path].decode("utf-8", "replace"))
    return faults + _dangling(files, pages)


def html_paths(files: Iterable[str]) -> list[str]:
    """Give the paths of the pages, in order."""
    return sorted(path for path in files if path.endswith(".html"))


def read_pages(files: Mapping[str, bytes], paths: Iterable[str], base: str) -> list[PageFacts]:
    """Read pages one by one."""
    pages = []
    for path in paths:
        page = PageFacts(path, base)
        _read_page(page, files[path])
        page.known.clear()
        pages.append(page)
    return pages


def _dangling(files: Mapping[str, bytes], pages: Sequence[PageFacts]) -> list[str]:
    """Name each missing target once: a link in the theme would repeat it for every page."""
    ids = {page.path: page.ids for page in pages}
    missing: dict[str, list[str]] = {}
    for page in pages:
        for target, anchor in sorted(page.links):
            if target not in files:
                missing.setdefault(f"不存在的 {target}", []).append(page.path)
            elif anchor and target in ids and anchor not in ids[target]:
                missing.setdefault(f"{target} 中不存在的位置 #{anchor}", []).append(page.path)
    return [
        f"{paths[0]} 链接到{target}" + (f"（另有 {len(paths) - 1} 处）" if len(paths) > 1 else "")
        for target, paths in missing.items()
    ]


def _read_page(page: PageFacts, content: bytes) -> None:
    root = etree.fromstring(content, _HTML) if content.strip() else None
    if root is None:
        page.faults.append(f"{page.path} 是空的")
        return
    for element in root.iter("style"):
        page.faults += _foreign_css(page.path, element.text or "")
    if root.find(".//base") is not None:
        page.faults.append(f"{page.path} 用了 base 元素")
    for value in _VALUES(root):
        if value.attrname == "id":
            if value in page.ids:
                page.faults.append(f"{page.path} 有重复的 id {value}")
            page.ids.add(str(value))
        elif value.attrname in _WATCHED:
            element = value.getparent()
            _read_attribute(page, str(element.tag), element.attrib, value.attrname, str(value))


def _read_attribute(page: PageFacts, tag: str, attributes: Any, name: str, value: str) -> None:
    if name in _ADDRESSES:
        _read_address(page, tag, attributes, value)
    elif name == "srcset":
        for candidate in filter(str.strip, value.split(",")):
            _read_address(page, tag, attributes, candidate.split()[0])
    elif name == "style":
        page.faults += _foreign_css(page.path, value)
    elif name in ("ping", "srcdoc"):
        page.faults.append(f"{page.path} 用了 {name} 属性")
    elif tag == "meta" and value.lower() == "refresh":
        target = _REFRESH.search(attributes.get("content", ""))
        if target:
            _read_address(page, tag, attributes, target[1])


def _read_address(page: PageFacts, tag: str, attributes: Any, address: str) -> None:
    if address in page.known:
        return
    parts = _split(address)
    if parts and not parts.scheme and not parts.netloc:
        page.known.add(address)
        _note_link(page, parts)
    elif tag in _LINKS:
        if parts is None or parts.scheme != "https":
            page.faults.append(f"{page.path} 有不允许的链接 {address}")
    elif tag == "link" and _TELLING.issuperset(attributes.get("rel", "?").lower().split()):
        return
    elif _is_foreign(address):
        page.faults.append(f"{page.path} 会向外部请求 {address}")


def _foreign_css(path: str, css: str) -> Iterator[str]:
    for address in _CSS_ADDRESS.findall(css):
        if _is_foreign(address):
            yield f"{path} 引用了外部地址 {address}"


def _split(address: str) -> SplitResult | None:
    try:
        return urlsplit(address.strip())
    except ValueError:
        return None


def _is_foreign(address: str) -> bool:
    """Tell whether a browser would leave the site for `address`; what none can read counts."""
    parts = _split(address)
    return parts is None or bool(parts.netloc) or parts.scheme not in ("", "data")


def _note_link(page: PageFacts, parts: SplitResult) -> None:
    where = unquote(parts.path)
    if where.startswith("/") or where.endswith(("/", "/.", "/..")) or where in (".", ".."):
        page.served.add(where)
    if not where:
        target = page.path
    elif where.startswith("/"):
        target = where[len(page.base) :] if where.startswith(page.base) else where[1:]
    else:
        target = posixpath.join(page.folder, where)
    if not target or target.endswith(("/", "/.", "/..")) or target in (".", ".."):
        target = f"{target}/index.html" if target else "index.html"
    page.links.add((posixpath.normpath(target), unquote(parts.fragment)))
