"""The pages at old addresses, which lead on by themselves and by a link."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator import markdown, urls
from generator.output import Page
from generator.settings import Settings


def with_moved(
    old_folders: Mapping[str, Sequence[str]], settings: Settings, pages: Iterable[Page]
) -> Iterator[Page]:
    """Give each page, and after it those at the addresses that it had before.

    `old_folders` gives the old folders of a new one.
    """
    for page in pages:
        yield page
        folder = urls.folder(page.src_uri)
        for old in old_folders.get(folder, ()):
            yield _moved(settings, old + page.src_uri.removeprefix(folder), page)


def _moved(settings: Settings, old_uri: str, page: Page) -> Page:
    way = urls.relative(old_uri, page.src_uri, to_files=settings.to_files)
    title = markdown.encode(page.title)
    body = f'# {title} {{: #top }}\n\n这一页换了网址，请看：<a href="{way}">{title}</a>\n'
    return Page(
        old_uri,
        page.title,
        page.description,
        body,
        "moved.html",
        ("navigation", "toc"),
        urls.address(page.src_uri),
    )
