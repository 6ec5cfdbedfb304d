"""Administrative divisions of China: from a name or a code to a `Region`, its parents and children.

The codes are the six digits of GB/T 2260: two for the province (370000), two for the city (370600),
two for the county (370685). The table itself, `data/regions.tsv`, names its source and date; its
text is an argument here. A county that no city stands above (北京市东城区, 湖北省仙桃市) has its
province as parent, whatever the middle digits say.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Final, Literal

Level = Literal["province", "city", "county"]

# What a record writes in place of regions when its source hides the place.
UNDISCLOSED: Final = "undisclosed"

# Short names that resolve: in use far more than the official ones, and no other place has them.
ALIASES: Final = {"台湾": "710000", "香港": "810000", "澳门": "820000"}

# No name of a place is longer, and difflib's time grows with the text.
LONGEST_TEXT: Final = 64

# How much two texts share at least (difflib's ratio) to be taken for a slip of the keyboard.
ALIKE: Final = 0.6

# The peoples in the names of autonomous areas (GB/T 3304), some of which drop 族 there.
_PEOPLES = (
    "蒙古族?|维吾尔族?|哈萨克族?|柯尔克孜族?|塔吉克族?|锡伯族?|回族|藏族|苗族|彝族|壮族|布依族|朝鲜族|满族|"
    "侗族|瑶族|白族|土家族|哈尼族|傣族|黎族|傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|土族|达斡尔族|"
    "仫佬族|羌族|布朗族|撒拉族|毛南族|仡佬族|普米族|怒族|裕固族|保安族|独龙族|各族|族"
)
# The kind of division at the end of a name. Two characters must be left: 雄县 stays 雄县. 前旗 and
# its like stay whole too, since 阿拉善左 says nothing. A browser reads this pattern too: peoples
# are taken all at once by a group that looks ahead, since JavaScript has no `*+`.
KIND: Final = (
    rf"(.{{2,}}?)(?:(?=((?:{_PEOPLES})*))\2(?:自治[区州县旗]|区)"
    r"|特别行政区|地区|新区|(?<=神农架)林区|矿区|特区|[省市县盟]|(?<![左右中前后合])旗)"
)
_KIND: Final = re.compile(KIND, re.DOTALL)


@dataclass(frozen=True, slots=True)
class Region:
    """One division: `Region("370685", "招远市", "370600")`; a province has no parent."""

    code: str
    name: str
    parent: str | None

    @property
    def level(self) -> Level:
        """Province, city (prefecture level) or county; only a county's last two digits count."""
        if self.parent is None:
            return "province"
        return "city" if self.code.endswith("00") else "county"


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text stands for: the one region, or several of the same name, or nothing at all."""

    found: Region | None = None
    candidates: tuple[Region, ...] = ()


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Gazetteer:
    """All regions, by code, by name and by short name. Iterates in the order of the codes."""

    provinces: tuple[Region, ...]
    _by_code: Mapping[str, Region]
    _by_name: Mapping[str, Sequence[Region]]
    _by_short: Mapping[str, Sequence[Region]]
    _by_parent: Mapping[str, Sequence[Region]]

    @classmethod
    def parse(cls, text: str) -> Gazetteer:
        """Read the table: lines of code, name and parent's code with tabs between, `#` comments."""
        rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
        regions = sorted(
            (Region(code, name, parent or None) for code, name, parent in rows),
            key=lambda region: region.code,
        )
        by_parent = _grouped(regions, lambda region: region.parent or "")
        return cls(
            provinces=tuple(by_parent[""]),
            _by_code={region.code: region for region in regions},
            _by_name=_grouped(regions, lambda region: region.name),
            _by_short=_grouped(regions, lambda region: _short(region.name)),
            _by_parent=by_parent,
        )

    def __getitem__(self, code: str) -> Region:
        return self._by_code[code]

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __iter__(self) -> Iterator[Region]:
        return iter(self._by_code.values())

    def __len__(self) -> int:
        return len(self._by_code)

    def ancestors(self, code: str) -> tuple[Region, ...]:
        """Return the regions above, from the province down to the direct parent."""
        return self.path(code)[:-1]

    def path(self, code: str) -> tuple[Region, ...]:
        """Return the region after all those above it: 山东省, 烟台市, 招远市."""
        region = self[code]
        above = () if region.parent is None else self.path(region.parent)
        return (*above, region)

    def children(self, code: str) -> tuple[Region, ...]:
        """Return the regions directly below, in the order of their codes."""
        return tuple(self._by_parent.get(self[code].code, ()))

    def full_name(self, code: str) -> str:
        """Return the names of the whole path as one text: 山东省烟台市招远市."""
        return "".join(region.name for region in self.path(code))

    def short_name(self, code: str) -> str:
        """Return the name without its kind: 内蒙古, 北京, 恩施, 招远; a name like 雄县 stays."""
        return _short(self[code].name)

    def resolve(self, text: str) -> Resolution:
        """Find the region that a record means.

        A text is a six-digit code, a name, or a path of names from the top down, where levels may
        be left out and blanks or slashes may stand between: 370685, 招远市, 山东省/招远市.
        """
        code = ALIASES.get(text.strip(), text.strip())
        if code in self:
            return Resolution(self[code])
        match self._ending(_joined(text), self._by_name, str, _official):
            case [region]:
                return Resolution(region)
            case regions:
                return Resolution(candidates=tuple(regions))

    def suggest(self, text: str, limit: int = 3) -> tuple[Region, ...]:
        """Return what a text that does not resolve may have meant, the best guess first.

        Short names (宁波) and names of another kind (招远县) count before mere likeness (招源市).
        """
        wanted = _joined(text)
        if len(wanted) > LONGEST_TEXT:
            return ()
        guesses = self._ending(wanted, self._by_short, _short, _colloquial)
        return tuple(guesses or self._alike(wanted))[:limit]

    def _ending(
        self,
        text: str,
        index: Mapping[str, Sequence[Region]],
        key: Callable[[str], str],
        spellings: Callable[[Region], tuple[str, ...]],
    ) -> list[Region]:
        """Return the regions that the text ends with, where only names above them come before.

        `index` holds the regions by the `key` of their names; `spellings` says how a region above
        may be written.
        """
        return sorted(
            (
                region
                for cut in range(max(0, len(text) - LONGEST_TEXT), len(text))
                for region in index.get(key(text[cut:]), ())
                if text[:cut] in self._beginnings(region, spellings)
            ),
            key=_by_level,
        )

    def _beginnings(
        self, region: Region, spellings: Callable[[Region], tuple[str, ...]]
    ) -> set[str]:
        """Return all that may stand before a name: 山东省烟台市, 山东省, 烟台市, nothing."""
        beginnings = {""}
        for above in self.ancestors(region.code):
            beginnings |= {before + name for before in beginnings for name in spellings(above)}
        return beginnings

    def _alike(self, text: str) -> list[Region]:
        """Return the regions that have a spelling like the text, the likest first.

        Of equally like ones, those that begin alike come first: 招源市 is 招远市 before 辽源市.
        """
        likeness: dict[Region, tuple[float, bool]] = {}
        matcher = SequenceMatcher(b=text, autojunk=False)
        for region in self:
            for spelling in {
                _short(region.name),
                *(before + region.name for before in self._beginnings(region, _official)),
            }:
                matcher.set_seq1(spelling)
                # The quick ones are upper bounds: they spare most regions the slow one.
                if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                    score = matcher.ratio(), spelling[0] == text[0]
                    likeness[region] = max(score, likeness.get(region, score))
        return sorted(
            (region for region, (ratio, _) in likeness.items() if ratio >= ALIKE),
            key=lambda region: (*(-part for part in likeness[region]), *_by_level(region)),
        )


@dataclass(frozen=True, slots=True)
class Tile:
    """A province's square in the tile grid; columns and rows count from 1 at the top left."""

    code: str
    column: int
    row: int


# The first two digits of the 34 codes, roughly where the provinces lie; no map, and no scale.
_GRID = """
.. .. .. .. .. .. .. 23
.. .. .. .. .. 15 21 22
65 62 64 61 14 11 12 ..
54 63 51 50 41 13 37 ..
.. .. 53 52 42 34 32 31
.. .. .. 45 43 36 33 ..
.. .. .. .. 44 35 71 ..
.. .. .. 46 82 81 .. ..
"""

TILES: Final = tuple(
    sorted(
        (
            Tile(f"{cell}0000", column, row)
            for row, line in enumerate(_GRID.split("\n")[1:-1], 1)
            for column, cell in enumerate(line.split(), 1)
            if cell != ".."
        ),
        key=lambda tile: tile.code,
    )
)


def _grouped(regions: Iterable[Region], key: Callable[[Region], str]) -> dict[str, list[Region]]:
    groups: dict[str, list[Region]] = {}
    for region in regions:
        groups.setdefault(key(region), []).append(region)
    return groups


def _by_level(region: Region) -> tuple[int, str]:
    return ("province", "city", "county").index(region.level), region.code


def _official(region: Region) -> tuple[str, ...]:
    return (region.name,)


def _colloquial(region: Region) -> tuple[str, ...]:
    return region.name, _short(region.name)


def _short(name: str) -> str:
    match = _KIND.fullmatch(name)
    return match[1] if match else name


def _joined(text: str) -> str:
    """Take out slashes and blanks, U+3000 among them, which may stand between the names of a path.

    Blanks inside a name go too: publishers set 桓 台 县.
    """
    return "".join(text.replace("/", " ").split())
