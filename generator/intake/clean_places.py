"""Runs of names of unrelated places, as machines add them to be found: 甲市| 乙区| 丙县.

What a person lists stays: a sentence, places of one province, a few names.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Final

from generator.intake.lines import HAN, Cleaned, Line, mend_each
from generator.regions import Gazetteer

KIND: Final = "地名堆砌"

# Names in a run, and provinces that they lie in, at least. Nobody lists so many by hand.
_NAMES: Final = 8
_PROVINCES: Final = 4
# Machines mix in a few other words; between marks that people use in prose, none may be.
_SHARE_BARRED: Final = 0.5
_SHARE_LISTED: Final = 0.9

_BAR: Final = r"[ \t\u3000]{0,3}[|｜][ \t\u3000]{0,3}"
_BARRED: Final = re.compile(
    rf"(?:{_BAR})?(?:[{HAN}]{{2,12}}{_BAR}){{{_NAMES - 1},}}[{HAN}]{{0,12}}(?:{_BAR})?"
)
# Names of a line of its own, with no sentence around them.
_LISTED: Final = re.compile(
    rf"[ \u3000]*(?:[{HAN}]{{2,12}}[ \u3000、,，/;；]{{1,3}}){{{_NAMES - 1},}}[{HAN}]{{0,12}}\s*"
)
# The same with nothing between them.
_GLUED: Final = re.compile(rf"[{HAN}]{{1,10}}?[市县区旗州盟]")
_NAME: Final = re.compile(rf"[{HAN}]+")
_LOOKS_LIKE_ONE: Final = re.compile(rf"[{HAN}]{{2,11}}[市县区旗州盟]")


def cut_places(lines: Iterable[Line], gazetteer: Gazetteer) -> Cleaned:
    """Take out such runs, at either end of a line or as lines of their own."""
    provinces = {
        name: region.code[:2]
        for region in gazetteer
        for name in (region.name, gazetteer.short_name(region.code))
    }

    def mend(text: str) -> tuple[str, list[tuple[str, str]]]:
        names = _GLUED.findall(text) if _NAME.fullmatch(text.strip()) else ()
        is_glued = len(names) >= _NAMES and "".join(names) == text.strip()
        listed = " ".join(names) if is_glued else text if _LISTED.fullmatch(text) else ""
        if listed and _are_unrelated(listed, provinces, _SHARE_LISTED):
            return "", [(text, "")]
        cuts: list[tuple[str, str]] = []

        def cut(match: re.Match[str]) -> str:
            start, end = _ends(match[0], provinces)
            run = match[0][start:end]
            if not _are_unrelated(run, provinces, _SHARE_BARRED):
                return match[0]
            cuts.append((run, ""))
            return match[0][:start] + match[0][end:]

        return _BARRED.sub(cut, text), cuts

    return mend_each(lines, KIND, mend)


def _are_unrelated(run: str, provinces: Mapping[str, str], share: float) -> bool:
    names = _NAME.findall(run)
    known = [_province(name, provinces) for name in names]
    places = sum(
        one is not None or (share == _SHARE_BARRED and bool(_LOOKS_LIKE_ONE.fullmatch(name)))
        for one, name in zip(known, names, strict=True)
    )
    return places >= share * len(names) and len(set(known) - {None}) >= _PROVINCES


def _province(name: str, provinces: Mapping[str, str]) -> str | None:
    """Give the province of a name; one that has changed its kind (武鸣县, now a 区) counts too."""
    return provinces.get(name) or provinces.get(name[:-1] if name[-1] in "市县区" else "")


def _ends(run: str, provinces: Mapping[str, str]) -> tuple[int, int]:
    """Give where a run begins and ends, without text that sticks to its first or last name."""
    spans = [match.span() for match in _NAME.finditer(run)]
    (first, first_end), (last, last_end) = spans[0], spans[-1]
    starts = (one for one in range(first, first_end - 1) if run[one:first_end] in provinces)
    ends = (one for one in range(last_end, last + 1, -1) if run[last:one] in provinces)
    start = next(starts, first)
    end = next(ends, last_end if _LOOKS_LIKE_ONE.fullmatch(run[last:last_end]) else last)
    return (start if start > first else 0), (end if end < last_end else len(run))
