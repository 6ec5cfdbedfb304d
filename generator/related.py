"""Which cases are like a case, and why in words; and which stand beside it in lists.

Likeness is counted in one unit: how much it tells to share something, the logarithm of how rare
that is in the library. A tag, a domain or a place that few cases bear tells much, one that all bear
tells nothing. Words are compared by pairs of characters, weighted likewise.
"""

from dataclasses import dataclass
from functools import cached_property
from math import log
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from generator.library import Library
from generator.likewords import LikeWords
from generator.model import Case

RELATED_MOST: Final = 5
NAMED_WORDS: Final = 3
# So much tells a text that is the same in all its rare words: as much as a very rare tag.
WORDS: Final = 6.0
# From this likeness on, shared words are named as a reason.
LIKE_WORDS: Final = 0.1

_Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Related:
    """A case like another, and the reason in words."""

    case: Case
    reason: str


@dataclass(frozen=True)
class Likeness:
    """What is worked out once for a library to find the cases like each of its cases."""

    library: Library

    def related(self, case: Case) -> tuple[Related, ...]:
        """Give cases like this one: those an editor named, then those that share most."""
        chosen = [
            Related(self.library.by_id[other], "编辑推荐")
            for other in case.related
            if other in self.library.by_id
            and self.library.by_id[other].curation.status != "withdrawn"
        ]
        taken = {case.id, *(related.case.id for related in chosen)}
        wanted = max(0, RELATED_MOST - len(chosen))
        return (*chosen, *self._near(case, taken, wanted))

    def around(self, case: Case) -> tuple[Case | None, Case | None]:
        """Give the cases that lists show before and after this one: the newer and the older."""
        place = self._places.get(case.id)
        if place is None:
            return None, None
        listed = self.library.listed
        newer = listed[place - 1] if place else None
        return newer, listed[place + 1] if place + 1 < len(listed) else None

    @cached_property
    def _places(self) -> dict[str, int]:
        return {case.id: place for place, case in enumerate(self.library.listed)}

    def _near(self, case: Case, taken: set[str], wanted: int) -> list[Related]:
        like = self._words.likeness(case)
        scores = self._shared(case) + WORDS * like
        near: list[Related] = []
        for place in _first(scores, wanted + len(taken)):
            other = self.library.listed[place]
            if other.id in taken or len(near) == wanted:
                continue
            if reason := self._reason(case, other, float(like[place])):
                near.append(Related(other, reason))
        return near

    def _shared(self, case: Case) -> _Scores:
        scores: _Scores = np.zeros(len(self.library.listed))
        for tag in case.tags:
            bearers, told = self._bearing("tags", tag)
            scores[bearers] += told
        bearers, told = self._bearing("domains", case.domain)
        scores[bearers] += told
        # Of all shared places the nearest counts: it is the rarest.
        places: _Scores = np.zeros(len(self.library.listed))
        for code in self._codes(case):
            bearers, told = self._bearing("regions", code)
            places[bearers] = np.maximum(places[bearers], told)
        total: _Scores = scores + places
        return total

    @cached_property
    def _words(self) -> LikeWords:
        return LikeWords(self.library.listed)

    @cached_property
    def _bearers(self) -> dict[tuple[str, str], tuple[NDArray[Any], float]]:
        """For each tag, domain, place: which of the listed cases bear it, what that tells."""
        found: dict[tuple[str, str], list[int]] = {}
        for place, case in enumerate(self.library.listed):
            borne = {("tags", tag) for tag in case.tags} | {("domains", case.domain)}
            borne |= {("regions", code) for code in self._codes(case)}
            for one in borne:
                found.setdefault(one, []).append(place)
        number = len(self.library.listed)
        return {one: (np.array(places), log(number / len(places))) for one, places in found.items()}

    def _bearing(self, kind: str, name: str) -> tuple[NDArray[Any], float]:
        # What only a withdrawn case bears, nobody listed does.
        return self._bearers.get((kind, name), (np.array([], dtype=int), 0.0))

    def _codes(self, case: Case) -> set[str]:
        paths = (self.library.gazetteer.path(one.code) for one in self.library.regions_of(case))
        return {step.code for path in paths for step in path}

    def _place_names(self, case: Case) -> set[str]:
        return {self.library.gazetteer[code].name for code in self._codes(case)}

    def _reason(self, case: Case, other: Case, like: float) -> str:
        tags = [
            term.name
            for term in self.library.tags_of(case)
            if term.id in other.tags and self._bearing("tags", term.id)[1] > 0
        ]
        reasons = [f"同有标签：{'、'.join(tags)}"] if tags else []
        if case.domain == other.domain and self._bearing("domains", case.domain)[1] > 0:
            reasons.append(f"同属{case.domain}")
        if place := self._nearest(case, other):
            reasons.append(f"同在{place}")
        if like >= LIKE_WORDS:
            said = {*tags, case.domain, *self._place_names(case)}
            words = self._words.shared(case, other, said)[:NAMED_WORDS]
            reasons += [f"用词相近：{'、'.join(words)}"] if words else []
        return "；".join(reasons)

    def _nearest(self, case: Case, other: Case) -> str:
        """Name the nearest place that two cases share, unless all cases do."""
        shared = self._codes(case) & self._codes(other)
        telling = [one for one in shared if self._bearing("regions", one)[1] > 0]
        path_of = self.library.gazetteer.path
        nearest = min(telling, key=lambda code: (-len(path_of(code)), code), default="")
        return self.library.gazetteer[nearest].name if nearest else ""


def _first(scores: _Scores, number: int) -> NDArray[np.int64]:
    """Give the places of the highest scores, highest first; equals in the order of their places."""
    # Rounded, so that equal sums are equal; then no two keys are.
    keys = (scores * 1e6).round().astype(np.int64) * -len(scores) + np.arange(len(scores))
    if number < len(keys):
        best = np.argpartition(keys, number)[:number]
        return best[np.argsort(keys[best])]
    return np.argsort(keys)
