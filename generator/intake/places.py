"""Where a case took place: by its organizations, its headline and its text, with the gazetteer."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from generator.intake.evidence import Doubt, Guess, around
from generator.intake.lines import Line
from generator.regions import UNDISCLOSED, Gazetteer, Region

_LONGEST: Final = 12
_ENDING: Final = re.compile("[省市县区旗盟州]")
_HAN: Final = re.compile("[\u3400-\u9fff]")
# A name that an organization or a headline bears tells more than one in passing.
_IN_TITLE: Final = 6
_OF_ORGANIZATION: Final = 3
# The places of a case are those with at least this share of the foremost one's weight.
_SHARE: Final = 0.6
# So many lines from the beginning say where a case took place.
_OPENING: Final = 4
_HIDDEN: Final = re.compile("(?:某某?|(?<![A-Za-z])[xX]{1,3}|[×*＊]{1,3})[省市县区镇]")
_HIDDEN_LEAST: Final = 2
_LISTED: Final = "(?:[一二两三四五六七八九十0-9]+[个]?)?(?:省|地|省份)"


@dataclass(frozen=True, slots=True)
class Place:
    """A name of the gazetteer in a text: where it begins, and the regions that bear it."""

    name: str
    start: int
    regions: tuple[Region, ...]

    @property
    def end(self) -> int:
        """Where it ends."""
        return self.start + len(self.name)


class Places:
    """The gazetteer's names, ready to be found in a text."""

    def __init__(self, gazetteer: Gazetteer) -> None:
        self.gazetteer = gazetteer
        held: dict[str, list[Region]] = {}
        for region in gazetteer:
            held.setdefault(region.name, []).append(region)
        self._by_name = {name: tuple(regions) for name, regions in held.items()}
        self._provinces = {gazetteer.short_name(one.code): one for one in gazetteer.provinces}
        self._cities = {
            gazetteer.short_name(one.code): one for one in gazetteer if one.level != "county"
        }
        names = "|".join(self._provinces)
        self._listed = re.compile(f"(?:{names})(?:、(?:{names}))+(?:等)?{_LISTED}")

    def found(self, text: str) -> Iterator[Place]:
        """Give the names in a text, in order; of names in one another the longer."""
        end = 0
        for match in _ENDING.finditer(text):
            for start in range(max(end, match.end() - _LONGEST), match.end() - 1):
                name = text[start : match.end()]
                if name in self._by_name and self._stands_alone(text, start, name, end):
                    yield Place(name, start, self._by_name[name])
                    end = match.end()
                    break

    def _stands_alone(self, text: str, start: int, name: str, end: int) -> bool:
        """Tell whether a name is meant: 城区 is one only behind the name of its city."""
        return len(name) > 2 or start == end > 0 or not _HAN.match(text[start - 1 : start])

    def provinces(self, text: str) -> Iterator[Region]:
        """Give the provinces that a text lists by their short names: 江苏、四川、贵州、甘肃四省."""
        for match in self._listed.finditer(text):
            for name in re.findall("|".join(self._provinces), match[0]):
                yield self._provinces[name]

    def cities(self, text: str, end: int) -> list[int]:
        """Give where the short name of a city begins before `end`, if one does: 宁波轿辰集团."""
        return [
            start
            for start in range(max(0, end - _LONGEST), end - 3)
            if text[start : start + 2] in self._cities
        ][:1]

    def opening(self, title: str) -> Region | None:
        """Give the province or city whose short name begins a headline or a word of it."""
        for word in re.split("[\\s：:—]+", title):
            for length in (4, 3, 2):
                if word[:length] in self._cities:
                    return self._cities[word[:length]]
        return None


def regions(
    lines: Sequence[Line], title: str, organizations: Mapping[str, int], places: Places
) -> tuple[tuple[Guess, ...], tuple[Doubt, ...]]:
    """Guess the regions of a case, and say which names are ambiguous.

    `organizations` are names and how often the text has each.
    """
    text = "\n".join(line.text for line in lines)
    weights, unclear = _weights(text, title, organizations, places)
    doubts = tuple(_ambiguous(place, places.gazetteer) for place in unclear.values())
    hidden = list(_HIDDEN.finditer(text))
    if len(hidden) >= _HIDDEN_LEAST and len(hidden) >= max(weights.values(), default=0):
        line = _line_of(lines, hidden[0][0])
        shown = around(line.text, hidden[0][0])
        return (Guess(("regions",), UNDISCLOSED, shown, line.number),), doubts
    near = "\n".join(line.text for line in lines[:_OPENING])
    chosen = _foremost(weights, near, places.gazetteer)
    guesses = []
    for number, code in enumerate(chosen):
        line = _line_of(lines, places.gazetteer[code].name, places.gazetteer.short_name(code))
        full = places.gazetteer.full_name(code)
        shown = around(line.text, places.gazetteer.short_name(code))
        guesses.append(Guess(("regions", number), full, shown, line.number))
    return tuple(guesses), doubts


def _weights(
    text: str, title: str, organizations: Mapping[str, int], places: Places
) -> tuple[Counter[str], dict[str, Place]]:
    """Weigh each region by where it is named."""
    weights: Counter[str] = Counter()
    unclear: dict[str, Place] = {}
    texts = [(text, 1), (title, _IN_TITLE)]
    texts += [(name, _OF_ORGANIZATION * count) for name, count in organizations.items()]
    for one, weight in texts:
        for place in _innermost(places.found(one)):
            region = _meant(place, text, places.gazetteer)
            if region:
                weights[region.code] += weight
            else:
                unclear.setdefault(place.name, place)
    for region in places.provinces(text):
        weights[region.code] += _IN_TITLE
    if region := places.opening(title):
        weights[region.code] += _IN_TITLE
    return weights, unclear


def _innermost(found: Iterator[Place]) -> Iterator[Place]:
    """Of names that follow one another (山东省烟台市招远市), give the last."""
    last: Place | None = None
    for place in found:
        if last and place.start != last.end:
            yield last
        last = place
    if last:
        yield last


def _meant(place: Place, text: str, gazetteer: Gazetteer) -> Region | None:
    """Give the one region that a name can mean, by what else the text names."""
    if len(place.regions) == 1:
        return place.regions[0]
    near = [
        region
        for region in place.regions
        if any(
            above.name in text or gazetteer.short_name(above.code) in text
            for above in gazetteer.ancestors(region.code)
        )
    ]
    return near[0] if len(near) == 1 else None


def _foremost(weights: Counter[str], near: str, gazetteer: Gazetteer) -> list[str]:
    """Choose the regions of most weight; a single one as narrow as the opening (`near`) tells."""
    least = max(weights.values(), default=0) * _SHARE
    kept = [code for code, weight in weights.items() if weight >= least]
    if len(kept) == 1:
        below = [
            one
            for one in weights
            if gazetteer[kept[0]] in gazetteer.ancestors(one) and gazetteer[one].name in near
        ]
        kept += below if len(below) == 1 else []
    above = {one.code for code in kept for one in gazetteer.ancestors(code)}
    return list(dict.fromkeys(code for code in kept if code not in above))[:40]


def _ambiguous(place: Place, gazetteer: Gazetteer) -> Doubt:
    named = "、".join(f"{gazetteer.full_name(one.code)} {one.code}" for one in place.regions[:6])
    return Doubt(f"地名“{place.name}”有多处，没有采用：{named}")


def _line_of(lines: Sequence[Line], *words: str) -> Line:
    """Give the first line that has one of the words, else the first line."""
    return next((line for word in words for line in lines if word in line.text), lines[0])
