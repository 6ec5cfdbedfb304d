"""Looks at a finished site before it is published: links, anchors, pages, and nothing foreign."""

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import unquote, urlsplit

from lxml import etree

# Attributes that make a browser fetch, or send, without the reader's asking.
_LOADING: Final = {
    "script": ("src",),
    "img": ("src", "srcset"),
    "source": ("src", "srcset"),
    "iframe": ("src",),
    "embed": ("src",),
    "object": ("data",),
    "audio": ("src",),
    "video": ("src", "poster"),
    "track": ("src",),
    "form": ("action",),
    "input": ("src",),
    "button": ("formaction",),
}
_LOADING_RELATIONS: Final = frozenset(
    ["stylesheet", "icon", "preload", "prefetch", "modulepreload", "preconnect", "dns-prefetch"]
)
_CSS_ADDRESS: Final = re.compile(r"""(?:url\(\s*|@import\s+)["']?([^"')\s;]+)""")
_HTML: Final = etree.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True)


@dataclass(slots=True)
class _PageFacts:
    ids: frozenset[str]
    links: list[tuple[str, str]] = field(default_factory=list)


def verify(files: Mapping[str, bytes], expected: Iterable[str], base: str = "/") -> list[str]:
    """Say in Chinese what is wrong with a site, nothing when it is whole.

    `files` maps each file's posix path in the site to a reader of its content (read one at a
    time, so that a large site is never in memory); `expected` are the paths that must be there;
    `base` is the path that the site is published below.
    """
    faults = [f"缺少文件 {path}" for path in sorted(set(expected) - set(files))]
    facts: dict[str, _PageFacts] = {}
    for path in sorted(files):
        if path.endswith(".html"):
            facts[path] = _PageFacts(frozenset())
            faults += _read_page(path, files[path], facts[path], base)
        elif path.endswith(".css"):
            found = _CSS_ADDRESS.findall(files[path].decode("utf-8", "replace"))
            faults += [f"{path} 引用了外部地址 {one}" for one in found if _is_foreign(one)]
    for path, page in facts.items():
        for target, anchor in page.links:
            if target not in files:
                faults.append(f"{path} 链接到不存在的 {target}")
            elif anchor and target in facts and anchor not in facts[target].ids:
                faults.append(f"{path} 链接到 {target} 中不存在的位置 #{anchor}")
    return faults


def _read_page(path: str, content: bytes, page: _PageFacts, base: str) -> Iterator[str]:
    root = etree.fromstring(content, _HTML)
    ids: set[str] = set()
    for element in root.iter(etree.Element):
        attributes: Any = element.attrib
        if not attributes:
            continue
        if (one := attributes.get("id")) is not None:
            if one in ids:
                yield f"{path} 有重复的 id {one}"
            ids.add(one)
        tag = str(element.tag)
        if "href" in attributes:
            address = attributes["href"]
            relations = (attributes.get("rel") or "").split()
            if tag == "link" and _is_foreign(address) and _LOADING_RELATIONS & set(relations):
                yield f"{path} 会向外部请求 {address}"
            elif tag == "a" and _is_foreign(address) and not address.startswith("https://"):
                yield f"{path} 有不允许的链接 {address}"
            elif tag != "link" or not _is_foreign(address):
                _note_link(path, address, page, base)
        for name in _LOADING.get(tag, ()):
            address = attributes.get(name)
            if address is None:
                continue
            if _is_foreign(address):
                yield f"{path} 会向外部请求 {address}"
            elif name != "srcset":
                _note_link(path, address, page, base)
        if tag == "meta" and (attributes.get("http-equiv") or "").lower() == "refresh":
            _, _, address = (attributes.get("content") or "").partition("=")
            if _is_foreign(address):
                yield f"{path} 会转到外部 {address}"
    page.ids = frozenset(ids)


def _is_foreign(address: str) -> bool:
    parts = urlsplit(address.strip())
    return bool(parts.netloc) or parts.scheme not in ("", "data")


def _note_link(path: str, address: str, page: _PageFacts, base: str) -> None:
    parts = urlsplit(address.strip())
    if parts.scheme or parts.netloc:
        return
    where = unquote(parts.path)
    if where.startswith("/"):
        where = where.removeprefix(base) if where.startswith(base) else where[1:]
        target = posixpath.normpath(where) if where else "."
    else:
        target = posixpath.normpath(posixpath.join(posixpath.dirname(path), where))
        if not where:
            target = path
    if target == "." or where.endswith("/") or target.endswith((".", "..")):
        target = posixpath.normpath(posixpath.join(target, "index.html"))
    page.links.append((target, unquote(parts.fragment)))
