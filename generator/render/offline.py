"""The page that hands out the copy of the site for reading from disk."""

from dataclasses import dataclass

from generator import urls
from generator.library import Library
from generator.output import Page
from generator.render.templates import Templates
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of the site in one file: the name of its folder, its pages and its size."""

    name: str
    pages: int
    bytes: int


def offline_page(library: Library, settings: Settings, copy: Copy) -> Page:
    """Give the page that says what the copy is, how to open it and where it ends."""
    size = f"{copy.bytes / 1_000_000:.1f} MB"
    return Templates(library, settings).page(
        "offline.md.jinja",
        urls.OFFLINE,
        title="离线版",
        description=f"把整个案例库下载到电脑上，不上网也能浏览和检索，{size}。",
        hide=("navigation", "toc"),
        theme_template="offline.html",
        copy=copy,
        size=size,
    )
