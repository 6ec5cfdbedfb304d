"""What is needed to cite something, in one neutral form: the page of a case, and its sources.

Every form is written from it: GB/T 7714, BibTeX, RIS, CSL-JSON. The day on which a reader looked is
left out everywhere: no file can know it.
"""

import re
from dataclasses import dataclass
from typing import Final

from generator import markdown, urls
from generator.library import Library, revised_on
from generator.model import Author, Case, Source, SourceKind
from generator.settings import Settings

# Who edited, checked or took pictures did not write: the roles are free text, so these are the
# words that tell. Who made both text and pictures (图文, 文/摄) wrote.
_EDITED: Final = re.compile("编辑|责编|美编|编审|校对|审|监制|摄影记者")
_PICTURED: Final = re.compile("摄|图")
_WROTE: Final = re.compile("[文写稿]|记者|通讯员|作者")
# Two to four characters, as 王翔翔 and 欧阳修远, or with a dot, as 买买提·吐尔逊.
_PERSON: Final = re.compile("[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}(·[\u3400-\u9fff]{1,8})+")
# How a short name of an institution ends: 某市局, 团委.
_BODY: Final = re.compile(
    "([局委部办处科队站厅院室馆厂社报网台]|中心|公司|集团|支部|政府|街道|社区)$"
)
# A single full stop at the end; three dots and what asks or exclaims belong to a title.
_STOP: Final = re.compile(r"(?<![.．。…])[.．。]$")


@dataclass(frozen=True, slots=True)
class Name:
    """Who wrote something. A name is kept whole: no record tells where a family name ends."""

    text: str
    is_person: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to cite; texts are one line each, and what is not known is empty.

    `key` is unique in its case; `container` is the newspaper, journal or website that it stands
    in, `publisher` who brought out a book, a compilation or a document. `date` is a year, a month
    or a day, as exact as the record is.
    """

    key: str
    kind: SourceKind
    title: str
    authors: tuple[Name, ...] = ()
    container: str = ""
    publisher: str = ""
    date: str = ""
    url: str = ""
    archived: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    # The page of the case itself, whose address a browser knows even where the host set none.
    is_own: bool = False


def is_citable(case: Case) -> bool:
    """Tell whether a case may be cited: what was withdrawn may not."""
    return case.curation.status != "withdrawn"


def entries(library: Library, settings: Settings, case: Case) -> tuple[Entry, ...]:
    """Give all that can be cited of a case: its page first, then its sources in order."""
    sources = (of_source(case, place) for place in range(len(case.sources)))
    return (of_page(library, settings, case), *sources)


def publisher(settings: Settings) -> str:
    """Name who publishes the library, as far as the host says."""
    return settings.publisher or settings.site_name


def address(settings: Settings, case: Case) -> str:
    """Give the address of a case in full, empty where the host has set none."""
    return urls.in_full(settings.address, urls.case(case.id))


def of_page(library: Library, settings: Settings, case: Case) -> Entry:
    """Give the page of a case: a web page of this library, as it stands since its last revision."""
    return Entry(
        key=case.id,
        kind="网页",
        title=_title(case.title),
        authors=(Name(_line(publisher(settings)), is_person=False),),
        container=_line(settings.site_name),
        date=revised_on(case),
        url=address(settings, case),
        abstract=" ".join(markdown.plain_paragraphs(case.summary)),
        keywords=tuple(tag.name for tag in library.tags_of(case)),
        is_own=True,
    )


def of_source(case: Case, place: int) -> Entry:
    """Give the source at `place` of a case, counted from 0; its key counts as the page does."""
    source = case.sources[place]
    medium = _line(source.publisher or "")
    in_container = source.kind in ("报纸", "期刊", "网页")
    return Entry(
        key=f"{case.id}-laiyuan-{place + 1}",
        kind=source.kind,
        title=_title(source.title),
        authors=_writers(source),
        container=medium if in_container else "",
        publisher="" if in_container else medium,
        date=source.published or "",
        url=source.url or "",
        archived=source.archived or "",
    )


def _writers(source: Source) -> tuple[Name, ...]:
    """Give who wrote a source; what nobody signed is by the body that answers for it.

    GB/T 7714-2025, 7.1.4: an institution is named as the source names it. That holds for pages and
    documents; a newspaper is not the author of what stands in it.
    """
    names = [_line(one.name) for one in source.authors if _has_written(one)]
    if not names and source.publisher and source.kind in ("网页", "文件"):
        return (Name(_line(source.publisher), is_person=False),)
    return tuple(Name(name, _is_person(name)) for name in dict.fromkeys(names))


def _has_written(author: Author) -> bool:
    role = author.role or ""
    if _EDITED.search(role):
        return False
    return bool(_WROTE.search(role)) or not _PICTURED.search(role)


def _is_person(name: str) -> bool:
    return bool(_PERSON.fullmatch(name)) and not _BODY.search(name)


def _title(text: str) -> str:
    return _STOP.sub("", _line(text))


def _line(text: str) -> str:
    return " ".join(text.split())
