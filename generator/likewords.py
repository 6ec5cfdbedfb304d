"""How alike the words of cases are: pairs of neighbouring characters, the rare ones counting more.

Chinese has no blanks between words; pairs of characters stand in for them, as in the search.
"""

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from generator.model import Case

# A pair that more than this share of the cases bears tells nothing, and would cost most.
COMMON: Final = 0.1
# Characters that bind words and are in none that is worth naming.
_BINDING: Final = frozenset(
    "的了和与及或在等为是对把被从由到于向中上下后前将以并其这那之而也又都就个名家项次"
)
# What a word shares its beginning or its end with by chance: the city before an office's name.
_EDGES: Final = "省市州县区局站全各该新建有设作成"
# Most words of Chinese are pairs of characters: an odd piece is mostly cut in a word.
_LENGTHS: Final = frozenset({4, 6, 8})
_ONE: Final = 1 << 21

_Numbers = NDArray[np.int64]
_Weights = NDArray[np.float64]


class LikeWords:
    """The words of titles, summaries and headings of practices; one for a library."""

    def __init__(self, cases: Sequence[Case]) -> None:
        self._places = {case.id: place for place, case in enumerate(cases)}
        self._number = len(cases)
        pairs = [_pairs(_text(case)) for case in cases]
        owners = np.repeat(np.arange(self._number), [len(one) for one in pairs])
        joined = np.concatenate([*pairs, np.array([], dtype=np.int64)])
        self._terms, terms = np.unique(joined, return_inverse=True)
        # Each pair of a case once: a summary repeats its subject, which makes it no closer.
        entries = np.unique(terms.astype(np.int64) * max(1, self._number) + owners)
        self._by_term: _Numbers = entries % max(1, self._number)
        term_of = entries // max(1, self._number)
        bearers = np.bincount(term_of, minlength=len(self._terms))
        self._starts: _Numbers = np.concatenate([[0], np.cumsum(bearers)])
        most = max(2, int(self._number * COMMON))
        told = (bearers > 1) & (bearers <= most) & (bearers < self._number)
        self._told: _Weights = np.where(told, np.log(self._number / np.maximum(bearers, 1)), 0.0)
        told_here = self._told[term_of] > 0
        order = np.argsort(self._by_term[told_here], kind="stable")
        ends = np.cumsum(np.bincount(self._by_term[told_here], minlength=self._number))
        self._of_case = np.split(term_of[told_here][order], ends[:-1])
        squares: _Weights = self._told[term_of] ** 2
        self._lengths = np.sqrt(np.maximum(_sums(self._by_term, squares, self._number), 1e-12))

    def likeness(self, case: Case) -> NDArray[np.float64]:
        """Give how alike each case's words are to this one's: 0 to 1, the cosine of both."""
        terms = self._telling(case)
        starts, ends = self._starts[terms], self._starts[terms + 1]
        sizes = ends - starts
        offsets = np.arange(sizes.sum()) - np.repeat(np.cumsum(sizes) - sizes, sizes)
        bearers = self._by_term[np.repeat(starts, sizes) + offsets]
        squares = self._told[terms] ** 2
        own = np.sqrt(max(float(squares.sum()), 1e-12))
        scores = _sums(bearers, np.repeat(squares, sizes), self._number)
        likeness: _Weights = scores / self._lengths / own
        return likeness

    def shared(self, case: Case, other: Case, said: set[str]) -> list[str]:
        """Name the longest pieces that both texts have, the rarest first, but for what is said."""
        ours, theirs = _text(case), _text(other)
        terms = np.intersect1d(self._telling(case), self._telling(other))
        told = dict(zip(self._terms[terms].tolist(), self._told[terms].tolist(), strict=True))
        found: dict[str, float] = {}
        for pair in sorted(told):
            piece = _widest(chr(pair // _ONE) + chr(pair % _ONE), ours, theirs)
            is_quoted = f"“{piece}”" in ours or f"“{piece}”" in theirs
            if is_quoted or (len(piece) in _LENGTHS and not _BINDING & set(piece)):
                found[piece] = sum(told.get(one, 0.0) for one in _pairs(piece).tolist())
        named: list[str] = []
        for word in sorted(found, key=lambda word: (-found[word], word)):
            if not any(word in one or one in word for one in (*said, *named)):
                named.append(word)
        return named

    def _telling(self, case: Case) -> _Numbers:
        if case.id in self._places:
            return self._of_case[self._places[case.id]]
        # A withdrawn case is not listed, but has neighbours all the same.
        terms = np.unique(_pairs(_text(case)))
        places = np.searchsorted(self._terms, terms)
        inside = places < len(self._terms)
        places, terms = places[inside], terms[inside]
        places = places[self._terms[places] == terms]
        telling: _Numbers = places[self._told[places] > 0]
        return telling


def _sums(places: _Numbers, weights: _Weights, number: int) -> _Weights:
    """Sum up the weights at each place."""
    return np.asarray(np.bincount(places, weights, number), dtype=np.float64)


def _text(case: Case) -> str:
    return "\n".join([case.title, case.summary, *(one.title for one in case.practices)])


def _pairs(text: str) -> _Numbers:
    """Give the pairs of neighbouring Chinese characters of a text as numbers."""
    codes = np.frombuffer(text.encode("utf-32-le"), dtype=np.uint32).astype(np.int64)
    is_han = (codes >= ord("一")) & (codes <= ord("鿿"))
    pairs: _Numbers = (codes[:-1] * _ONE + codes[1:])[is_han[:-1] & is_han[1:]]
    return pairs


def _widest(piece: str, ours: str, theirs: str) -> str:
    """Widen a pair to all that stands around it in both texts, then drop what is no word's edge."""
    start = ours.index(piece)
    end = start + len(piece)
    while end < len(ours) and _is_han(ours[end]) and ours[start : end + 1] in theirs:
        end += 1
    while start > 0 and _is_han(ours[start - 1]) and ours[start - 1 : end] in theirs:
        start -= 1
    return ours[start:end].strip(_EDGES)


def _is_han(character: str) -> bool:
    return "一" <= character <= "鿿"
