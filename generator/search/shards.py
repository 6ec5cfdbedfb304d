"""Postings -> shards: the files that answer which documents hold a term.

A term's shard is its hash modulo their number. A shard is, one after the other,

- the length in bytes of what follows, the terms in UTF-8, each ended by a line break,
- for each term the length in bytes of its postings,
- the postings of each term: for each document, in the order of their numbers, the gap to the
  previous one (the first: its number; the next: the difference less one) times the number of
  fields, plus the heaviest field that holds the term.

Numbers are of variable length, seven bits a byte, lowest first, the high bit set on all but the
last (LEB128).
"""

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import Final

import numpy as np
import numpy.typing as npt

from generator.search.terms import (
    DOCUMENT_BITS,
    FIELD_BITS,
    TERM_SHIFT,
    Keys,
    scatter,
    spell,
)

# Bytes of a shard before compression, on average. A query of four characters reads three shards and
# ten texts: smaller shards cost the host more files, larger ones cost the reader more.
SHARD_BYTES: Final = 8_000
# Postings coded at a time, which bounds the memory taken beside the postings themselves.
_CHUNK: Final = 1 << 18


def build_shards(keys: Keys, fields: int) -> Iterator[bytes]:
    """Give the shards of postings, not compressed; none without postings. Sorts `keys` in place."""
    # No generator itself: its frame would keep the postings in memory while shards are cut.
    return _cut(*_code_terms(keys, fields)) if len(keys) else iter(())


def _code_terms(keys: Keys, fields: int) -> tuple[Keys, Keys, bytes]:
    """Give the terms, the size in bytes of each one's postings, and these, in one order."""
    keys.sort()
    fresh = _is_first(keys)
    starts = np.flatnonzero(fresh)
    chunks = [_code(values) for values in _values(keys, fresh, fields)]
    lengths = np.concatenate([length for _, length in chunks])
    # In 32 bits, as numpy makes a copy of all lengths in the bits of the sum.
    sizes = np.add.reduceat(lengths, starts, dtype=np.uint32).astype(np.uint64)
    return keys[starts] >> np.uint64(TERM_SHIFT), sizes, b"".join(body for body, _ in chunks)


def _is_first(keys: Keys) -> npt.NDArray[np.bool_]:
    """Tell of each sorted posting whether it is its term's first."""
    fresh = np.ones(len(keys), dtype=np.bool_)
    for low in range(1, len(keys), _CHUNK):
        chunk = keys[low : low + _CHUNK]
        changes = chunk ^ keys[low - 1 : low - 1 + len(chunk)]
        fresh[low : low + _CHUNK] = changes >> np.uint64(TERM_SHIFT) != 0
    return fresh


def _values(keys: Keys, fresh: npt.NDArray[np.bool_], fields: int) -> Iterator[Keys]:
    """Give what is written for each posting, in chunks; `fresh` marks each term's first."""
    last = np.uint64(0)
    for low in range(0, len(keys), _CHUNK):
        chunk = keys[low : low + _CHUNK]
        numbers = chunk >> FIELD_BITS & (1 << DOCUMENT_BITS) - 1
        previous = np.concatenate([[last], numbers[:-1]])
        last = numbers[-1]
        gaps = np.where(fresh[low : low + _CHUNK], numbers, numbers - previous - 1)
        yield gaps * fields + (chunk & (1 << FIELD_BITS) - 1)


def _code(values: Keys) -> tuple[bytes, npt.NDArray[np.uint8]]:
    """Give the numbers coded one after the other, and the length in bytes of each."""
    lengths = np.ones(len(values), dtype=np.uint8)
    for bits in range(7, 35, 7):
        lengths += values >= 1 << bits
    ends = np.cumsum(lengths, dtype=np.int64)
    coded = np.empty(int(ends[-1]) if len(ends) else 0, dtype=np.uint8)
    for place in range(int(lengths.max(initial=0))):
        here = lengths > place
        part = (values[here] >> 7 * place & 0x7F).astype(np.uint8)
        part[lengths[here] > place + 1] |= 0x80
        coded[ends[here] - lengths[here] + place] = part
    return coded.tobytes(), lengths


def code_numbers(numbers: Iterable[int]) -> bytes:
    """Give the numbers coded one after the other."""
    coded, _ = _code(np.fromiter(numbers, dtype=np.uint64))
    return coded


def _cut(terms: Keys, sizes: Keys, coded: bytes) -> Iterator[bytes]:
    """Cut the coded postings of all terms, in their order, into shards."""
    spelled = spell(terms)
    # A term costs its two or three characters and its size beside its postings.
    count = 1 + (len(coded) + 8 * len(terms)) // SHARD_BYTES
    places = scatter(spelled) % count
    order = np.argsort(places, kind="stable")
    bounds = np.searchsorted(places[order], np.arange(count + 1))
    ends = np.cumsum(sizes)
    for low, high in pairwise(bounds):
        mine = order[low:high]
        names = spelled[mine].tobytes().decode("utf-32").replace("\0", "").encode()
        head, _ = _code(np.array([len(names)], dtype=np.uint64))
        lengths, _ = _code(sizes[mine])
        spans = zip((ends[mine] - sizes[mine]).tolist(), ends[mine].tolist(), strict=True)
        yield head + names + lengths + b"".join([coded[start:end] for start, end in spans])
