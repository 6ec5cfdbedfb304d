"""Looks at a finished site before it is published: links, anchors, pages, and nothing foreign."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
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
# Relations of `link` that only tell; every other one may fetch.
_TELLING: Final = frozenset({"alternate", "author", "canonical", "license", "next", "prev"})
_CSS_ADDRESS: Final = re.compile(
    r"""(?:url\(|@import)\s*(?:url\(\s*)?["']?([^"')\s;]+)""", re.IGNORECASE
)
_REFRESH: Final = re.compile(r"""[;,]\s*(?:url\s*=)?\s*["']?([^"']*)""", re.IGNORECASE)
_HTML: Final = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)


@dataclass(slots=True)
class _Page:
    """What one page holds: its ids, its links into the site, and what is wrong with it."""

    path: str
    base: str
    ids: set[str] = field(default_factory=set)
    links: set[tuple[str, str]] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)


def verify(files: Mapping[str, bytes], expected: Iterable[str], base: str = "/") -> list[str]:
    """Say in Chinese what is wrong with a site, nothing when it is whole.

    `files` maps each file's posix path in the site to its content (read when asked for, so that a
    large site is never in memory); `expected` are the paths that must be there; `base` is the path
    that the site is published below.
    """
    faults = [f"缺少文件 {path}" for path in sorted(set(expected) - set(files))]
    pages: list[_Page] = []
    for path in sorted(files):
        if path.endswith(".html"):
            page = _Page(path, base)
            _read_page(page, files[path])
            pages.append(page)
            faults += page.faults
        elif path.endswith(".css"):
            faults += _foreign_css(path, files[path].decode("utf-8", "replace"))
    return faults + _dangling(files, pages)


def _dangling(files: Mapping[str, bytes], pages: list[_Page]) -> list[str]:
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


def _read_page(page: _Page, content: bytes) -> None:
    root = etree.fromstring(content, _HTML) if content.strip() else None
    if root is None:
        page.faults.append(f"{page.path} 是空的")
        return
    for element in root.iter(etree.Element):
        tag, attributes = str(element.tag), element.attrib
        if tag == "style":
            page.faults += _foreign_css(page.path, element.text or "")
        if tag == "base":
            page.faults.append(f"{page.path} 用了 base 元素")
        if attributes:
            _read_element(page, tag, attributes)


def _read_element(page: _Page, tag: str, attributes: Any) -> None:
    own = attributes.get("id")
    if own is not None:
        if own in page.ids:
            page.faults.append(f"{page.path} 有重复的 id {own}")
        page.ids.add(own)
    for name in _ADDRESSES:
        address = attributes.get(name)
        if address is not None:
            _read_address(page, tag, attributes, address)
    for candidate in attributes.get("srcset", "").split(","):
        if candidate.strip():
            _read_address(page, tag, attributes, candidate.split()[0])
    if "style" in attributes:
        page.faults += _foreign_css(page.path, attributes["style"])
    for name in ("ping", "srcdoc"):
        if name in attributes:
            page.faults.append(f"{page.path} 用了 {name} 属性")
    if tag == "meta" and attributes.get("http-equiv", "").lower() == "refresh":
        target = _REFRESH.search(attributes.get("content", ""))
        if target:
            _read_address(page, tag, attributes, target[1])


def _read_address(page: _Page, tag: str, attributes: Any, address: str) -> None:
    parts = _split(address)
    if parts and not parts.scheme and not parts.netloc:
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


def _note_link(page: _Page, parts: SplitResult) -> None:
    where = unquote(parts.path)
    if not where:
        target = page.path
    elif where.startswith("/"):
        target = where[len(page.base) :] if where.startswith(page.base) else where[1:]
    else:
        target = posixpath.join(posixpath.dirname(page.path), where)
    if not target or target.endswith(("/", "/.", "/..")) or target in (".", ".."):
        target = f"{target}/index.html" if target else "index.html"
    page.links.add((posixpath.normpath(target), unquote(parts.fragment)))
