"""Which cases are like a case, and why in words."""

from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest
from typing import Final

from generator.library import Library
from generator.model import Case

RELATED_MOST: Final = 5
# A tag that more than this share of the library bears says little about likeness.
COMMON_TAG: Final = 0.5


@dataclass(frozen=True, slots=True)
class Related:
    """A case like another, and the reason in words."""

    case: Case
    reason: str


@dataclass(frozen=True)
class Likeness:
    """What is worked out once for a library to find the cases like each of its cases."""

    library: Library

    @cached_property
    def _tagged(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for case in self.library.listed:
            for tag in case.tags:
                found.setdefault(tag, []).append(case.id)
        return found

    def related(self, case: Case) -> tuple[Related, ...]:
        """Give cases like this one: those an editor named, then those that share rare tags."""
        chosen = [
            Related(self.library.by_id[other], "编辑推荐")
            for other in case.related
            if other in self.library.by_id
            and self.library.by_id[other].curation.status != "withdrawn"
        ]
        taken = {case.id, *(related.case.id for related in chosen)}
        near = [related for related in self._near(case) if related.case.id not in taken]
        return tuple([*chosen, *near][: max(RELATED_MOST, len(chosen))])

    def _near(self, case: Case) -> list[Related]:
        scores: dict[str, int] = {}
        most = max(2, int(len(self.library.listed) * COMMON_TAG))
        for tag in case.tags:
            bearers = self._tagged.get(tag, ())
            # Tags borne by half the library would make every pair of cases a candidate.
            if not 0 < len(bearers) <= most:
                continue
            weight = 1_000 // len(bearers)
            for other in bearers:
                scores[other] = scores.get(other, 0) + weight
        ranked = nsmallest(RELATED_MOST * 3, scores.items(), key=lambda item: (-item[1], item[0]))
        return [
            Related(self.library.by_id[other], self._reason(case, self.library.by_id[other]))
            for other, _ in ranked
        ]

    def _reason(self, case: Case, other: Case) -> str:
        shared = [term.name for term in self.library.tags_of(case) if term.id in other.tags]
        reason = f"同有标签：{'、'.join(shared)}"
        return f"{reason}；同属{case.domain}" if case.domain == other.domain else reason
