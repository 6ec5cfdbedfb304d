"""A reference as GB/T 7714 wants it, by the numeric system (顺序编码制), of 2025 or of 2015.

What the two editions share, by the sections of 2025 (of 2015 in brackets):

- 7.1.2 (8.1.2) up to three writers are all named, of more the first three and 等.
- 7.1.3 (8.1.3) where nobody is known, the reference begins with the title.
- 7.5.2.3, 7.5.3.3 (8.4.1.3, 8.4.2.3) 出版地不详 and 出版者不详 may be said in 2025. They are not
  said here: a record has no field for the place, so its silence says nothing of the source.
- A.1 (B.1) the letters for what is cited, A.2 (B.2) OL for what stands on the web. Documents of a
  party or government body are archives (A), as the 2015 edition's own example in 4.6 has it.

Where they differ:

- 6.2 (7): in 2025 marks are full-width but for `.` and `[ ]`; 2015 leaves the width open, and most
  of its users write half-width marks with a blank behind them.
- 8.2 to 8.10 (4.1 to 4.5): in 2025 only websites, pages, data sets and preprints bear the day on
  which they were read; in 2015 all that stands on the web does.
- 8.5 (4.4): in 2025 an article of a journal that is cited from the web keeps its day (7.5.4.2).
- 8.12 (4.6): in 2025 the date of a document stands behind a full stop; in 2015 that of one on the
  web is in parentheses, like a page's.

The text of the 2025 edition is not free. Sections, formats and symbols are those of its
reproduction in biblatex-gb7714-2025, compared with the styles of zotero-chinese and gbt7714.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from generator.exports.citation import Entry, Name

_LETTERS: Final = {"报纸": "N", "网页": "EB", "期刊": "J", "图书": "M", "文件": "A", "汇编": "G"}
_NAMED: Final = 3


@dataclass(frozen=True, slots=True)
class _Marks:
    comma: str
    opening: str
    closing: str


_MARKS: Final = {2025: _Marks("，", ".（", "）"), 2015: _Marks(", ", ". (", ")")}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference in two halves, between which a reader's day may be put.

    `access` is what then stands before that day (`[` or `. [`), empty where none belongs there;
    behind it stands `]`.
    """

    before: str
    access: str
    after: str

    @property
    def text(self) -> str:
        """The reference as it stands without the day, which no file can know."""
        return self.before + self.after


def write(entries: Iterable[Entry], year: int) -> str:
    """Give references as plain text, one a line; `year` is one of settings.CITATION_YEARS."""
    return "".join(f"{reference(entry, year).text}\n" for entry in entries)


def reference(entry: Entry, year: int) -> Reference:
    """Give one reference in the style of `year`, one of settings.CITATION_YEARS."""
    marks = _MARKS[year]
    path = entry.url or entry.archived
    letter = _LETTERS[entry.kind]
    is_online = bool(path) or letter == "EB"
    title = f"{entry.title}[{letter}{'/OL' if is_online else ''}]"
    is_dated_as_page = letter == "EB" or (letter == "A" and is_online and year == 2015)
    origin = "" if is_dated_as_page else _origin(entry, year, marks)
    before = ". ".join(part for part in (_names(entry.authors, marks), title, origin) if part)
    if is_dated_as_page and entry.date:
        before += f"{marks.opening}{entry.date}{marks.closing}"
    access = ""
    if (entry.is_own or path) and (letter == "EB" or year == 2015):
        access = ". [" if before.endswith("]") else "["
    return Reference(before, access, _ending(path or _site(entry)))


def dataset(publisher: str, title: str, date: str, path: str, year: int) -> str:
    """Give the reference of a data set on the web, a blank in words for the day of reading."""
    marks = _MARKS[year]
    named = ". ".join(part for part in (_bare(publisher), f"{title}[DS/OL]") if part)
    return f"{named}{marks.opening}{date}{marks.closing}[引用日期]{_ending(path)}"


def _ending(path: str) -> str:
    stop = "" if path.endswith(".") else "."
    return f". {path}{stop}" if path else "."


def _site(entry: Entry) -> str:
    """Name the website where the address of a page is not known: all that leads there.

    No standard speaks of a page without an address; the place where the path would stand
    (获取和访问路径, 7.8) is the one that says where something is found.
    """
    is_told = not entry.container or any(entry.container == one.text for one in entry.authors)
    return "" if entry.kind != "网页" or entry.is_own or is_told else _bare(entry.container)


def _names(authors: tuple[Name, ...], marks: _Marks) -> str:
    named = [_bare(one.text) for one in authors[:_NAMED]]
    return marks.comma.join([*named, *(["等"] if len(authors) > _NAMED else [])])


def _origin(entry: Entry, year: int, marks: _Marks) -> str:
    """Say where something appeared and when, as far as the record tells."""
    medium = entry.container or entry.publisher
    if entry.kind == "文件" and any(medium == one.text for one in entry.authors):
        medium = ""
    return marks.comma.join(part for part in (_bare(medium), _date(entry, year)) if part)


def _date(entry: Entry, year: int) -> str:
    """Give a date as its kind wants it: newspapers and documents in full, books by their year."""
    is_day = len(entry.date) == len("2023-03-03")
    in_full = entry.kind in ("报纸", "文件") or (
        entry.kind == "期刊" and year == 2025 and bool(entry.url) and is_day
    )
    return entry.date if in_full else entry.date[:4]


def _bare(text: str) -> str:
    """Leave out a full stop at the end, as 7.1.1 does in names: the marks bring their own."""
    return text.rstrip(".．。 ")
