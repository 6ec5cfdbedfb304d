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
        if _LISTED.fullmatch(text) and _are_unrelated(text, provinces, _SHARE_LISTED):
            return "", [(text, "")]
        cuts: list[tuple[str, str]] = []

        def cut(match: re.Match[str]) -> str:
            run = match[0][_glued(match[0], provinces) :]
            if not _are_unrelated(run, provinces, _SHARE_BARRED):
                return match[0]
            cuts.append((run, ""))
            return match[0].removesuffix(run)

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


def _glued(run: str, provinces: Mapping[str, str]) -> int:
    """Give how many characters of the text before stick to the first name: 张三阜新市."""
    first = _NAME.search(run)
    if first is None or first[0] in provinces:
        return 0
    starts = range(first.start() + 1, first.end() - 1)
    return next((one for one in starts if run[one : first.end()] in provinces), 0)
