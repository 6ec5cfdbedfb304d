"""Whether a case is in the library already: texts that are nearly the same, sources told twice.

Likeness is that of character shingles (Broder 1997): the share of all pieces of five characters
that two texts have in common. MinHash and bands find the few pairs worth comparing, and these are
compared exactly, so that the figure told is no estimate.
"""

import re
import unicodedata
from collections.abc import Hashable, Iterator, Sequence
from itertools import islice
from typing import Final, NamedTuple

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from rensa import RMinHash, RMinHashLSH  # type: ignore[import-untyped] # it ships no types

from generator.model import Case, Source
from generator.parse import Record
from generator.problems import Problem

ALIKE_PERCENT: Final = 50
# Below this many characters two texts are alike by chance.
SHORTEST: Final = 200
_SHINGLE: Final = 5
# Bands of four out of 256 let 1.6 % of the pairs escape that are alike by half, and next to none
# of those by more; the seed only has to stay the same.
_PERMUTATIONS: Final = 256
_BANDS: Final = 64
_SEED: Final = 1
# How far the estimate of 256 permutations strays, three times over.
_MARGIN: Final = 0.1
# A text like hundreds of others is compared with so many of those behind it: that says enough.
_MOST: Final = 5
_NO_TEXT: Final = re.compile(r"[\W_]+")


class Pair(NamedTuple):
    """Two texts by their numbers, the lower first, and how alike they are in percent."""

    one: int
    other: int
    percent: int


def check(records: Sequence[Record], pairs: Sequence[Pair]) -> Iterator[Problem]:
    """Tell each record of what it may repeat; `pairs` number the records as they come."""
    yield from _alike(records, pairs)
    yield from _same_sources(records)


def text_of(case: Case) -> str:
    """Give the prose of a case, by which it is compared."""
    practices = (f"{practice.title}{practice.body}" for practice in case.practices)
    prose = (case.title, case.summary, case.background, *practices, case.outcomes)
    return "".join((*prose, case.lessons or ""))


def alike(texts: Sequence[str]) -> list[Pair]:
    """Find all pairs of texts that are alike by half or more, in order of their numbers."""
    bare = [_NO_TEXT.sub("", text) for text in texts]
    long = [number for number, text in enumerate(bare) if len(text) >= SHORTEST]
    prints = {number: _print(bare[number]) for number in long}
    least = ALIKE_PERCENT / 100 - _MARGIN
    bands = RMinHashLSH(ALIKE_PERCENT / 100, _PERMUTATIONS, _BANDS)
    for number, one in prints.items():
        bands.insert(number, one)
    found = []
    for number, one in prints.items():
        later = (other for other in sorted(bands.query(one)) if other > number)
        likely = (other for other in later if one.jaccard(prints[other]) >= least)
        for other in islice(likely, _MOST):
            percent = _percent(bare[number], bare[other])
            found += [Pair(number, other, percent)] if percent >= ALIKE_PERCENT else []
    return found


def _shingles(text: str) -> list[bytes]:
    """Cut a text into all its pieces; numpy does it three times as fast as slices do."""
    letters = np.frombuffer(text.encode("utf-32-le"), "<u4")
    pieces = np.ascontiguousarray(sliding_window_view(letters, _SHINGLE))
    found: list[bytes] = pieces.view(f"V{4 * _SHINGLE}").ravel().tolist()
    return found


def _print(text: str) -> RMinHash:
    made = RMinHash(_PERMUTATIONS, _SEED)
    made.update(_shingles(text))
    return made


def _percent(one: str, other: str) -> int:
    first, second = set(_shingles(one)), set(_shingles(other))
    return 100 * len(first & second) // len(first | second)


def _alike(records: Sequence[Record], pairs: Sequence[Pair]) -> Iterator[Problem]:
    near: dict[int, list[tuple[int, int]]] = {}
    for one, other, percent in pairs:
        if records[one].case.id == records[other].case.id:
            # Two files of one name hear of each other already.
            continue
        near.setdefault(one, []).append((-percent, other))
        near.setdefault(other, []).append((-percent, one))
    for number, others in near.items():
        percent, closest = min(others)
        message = f"与 {_name(records[closest])}的文字相似度为 {-percent}%{_more(others)}"
        hint = "同一案例只留一份，独有的内容并进去；确实是两个案例就改写相同的段落"
        yield records[number].problem("AL501", ("title",), message, hint)


def _same_sources(records: Sequence[Record]) -> Iterator[Problem]:
    cited: dict[Hashable, list[tuple[Record, int]]] = {}
    for record in records:
        for number, source in enumerate(record.case.sources):
            for key in _keys(source):
                cited.setdefault(key, []).append((record, number))
    for record in records:
        for number, source in enumerate(record.case.sources):
            uses = [use for key in _keys(source) for use in cited[key]]
            yield from _repeated(record, number, source, uses)


def _repeated(
    record: Record, number: int, source: Source, uses: Sequence[tuple[Record, int]]
) -> Iterator[Problem]:
    path = ("sources", number, "url" if source.url else "title")
    earlier = [place for one, place in uses if one is record and place < number]
    if earlier:
        message = f"第 {number + 1} 个来源与第 {earlier[0] + 1} 个相同"
        yield record.problem("AL502", path, message, "同一来源只写一次，说明并进 note")
    others = list({one.file: one for one, _ in uses if one.case.id != record.case.id}.values())
    if others:
        message = f"{_name(others[0])}也引用了这个来源{_more(others)}"
        hint = "先看是不是同一个案例：是就更正已有的那个，不另建；不是就不必理会"
        yield record.problem("AL502", path, message, hint)


def _keys(source: Source) -> Iterator[Hashable]:
    """Give all by which a source is known: its address, its title with publisher or date."""
    if source.url:
        address = source.url.partition("://")[2].partition("#")[0]
        host, _, rest = address.partition("/")
        yield "url", host.removeprefix("www."), rest.rstrip("/")
    title = _NO_TEXT.sub("", unicodedata.normalize("NFKC", source.title)).casefold()
    if title and source.publisher:
        yield "publisher", title, source.publisher.strip()
    if title and source.published:
        yield "published", title, source.published


def _name(record: Record) -> str:
    return f"{record.file}《{record.case.title}》"


def _more(others: Sequence[object]) -> str:
    return f"，另外还有 {len(others) - 1} 个案例" if len(others) > 1 else ""
