"""What the generator makes: Markdown pages to be rendered, and files that go as they are."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Page:
    """A Markdown page. `src_uri` is its place in the docs tree, posix, as in `cases/index.md`.

    `title` and `description` are plain text; `body` is finished, safe Markdown. `template` names a
    theme template of our own, `hide` the parts of the theme (`navigation`, `toc`) to leave out;
    `moved` is the address, below the site's root, that an old address leads to. `head` is finished,
    safe HTML for the page's head; it never goes through Markdown or front matter.
    """

    src_uri: str
    title: str
    description: str
    body: str
    template: str = ""
    hide: tuple[str, ...] = ()
    moved: str = ""
    head: str = ""


@dataclass(frozen=True, slots=True, order=True)
class File:
    """A file that the site serves as it is. `uri` is its place below the site's root, posix."""

    uri: str
    content: bytes
