"""Write a synthetic library: `python benchmarks/corpus.py N FOLDER`.

N valid records of about 2,000 characters, each `FOLDER/<year>/<id>.yml`, beside a copy of the
real `_vocab`; the same N gives the same files. Sentences come from the grammar of `words.toml`;
words, tags and places are drawn with Zipf's skew, as in a real library: a few turn up everywhere,
most are rare, so that pairs of characters, region pages and tag pages grow as they would.
"""

import argparse
import random
import re
import shutil
import sys
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Final, TypeVar

import yaml

from generator.disk import read_gazetteer
from generator.regions import Gazetteer, Region

VOCABULARIES: Final = Path(__file__).parents[1] / "cases" / "_vocab"
CHARACTERS: Final = 2_000
FIRST_YEAR, LAST_YEAR = 2013, 2025
NOTE: Final = "本记录由程序合成，只用于测量性能，内容纯属虚构。"
# Shares of provinces, cities and counties among the places of cases.
LEVELS: Final = (30, 40, 30)
UNDISCLOSED_SHARE: Final = 0.06
# The codes from here on (台湾, 香港, 澳门) come last in the order of likelihood.
FAR: Final = "700000"

_WORDS: Final[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
)
_SLOT: Final = re.compile(r"\{(\w+)\}")

_Item = TypeVar("_Item")


@cache
def _list(name: str) -> tuple[str, ...]:
    """Give a list of `words.toml`."""
    return tuple(_WORDS[name].split())


@cache
def _letters(name: str) -> str:
    return "".join(_list(name))


class Dice:
    """A seeded source of choices, most of them skewed towards the beginning of a list."""

    def __init__(self, seed: str) -> None:
        self.random = random.Random(seed)
        self._weights: dict[tuple[int, float], list[float]] = {}

    def zipf(self, items: Sequence[_Item], skew: float = 0.8) -> _Item:
        """Choose an item; the nth is chosen in proportion to 1 / (n + 1) ** skew."""
        key = len(items), skew
        if key not in self._weights:
            self._weights[key] = list(accumulate((n + 2) ** -skew for n in range(len(items))))
        return self.random.choices(items, cum_weights=self._weights[key])[0]

    def several(self, items: Sequence[_Item], least: int, most: int) -> list[_Item]:
        """Choose some different items."""
        wanted = self.random.randint(least, most)
        found = dict.fromkeys(self.zipf(items) for _ in range(4 * wanted))
        return list(found)[:wanted]

    def happens(self, share: float) -> bool:
        """Say whether something happens that happens in this share of cases."""
        return self.random.random() < share


class Prose:
    """The words of one case: its place, its body, its brand, and whatever its slots ask for."""

    def __init__(self, dice: Dice, gazetteer: Gazetteer, region: Region | None, year: int) -> None:
        self.dice, self.gazetteer, self.region, self.year = dice, gazetteer, region, year
        domains = tuple(_WORDS["domains"])
        self.domain = dice.zipf(domains, 0.5)
        own, other = _WORDS["domains"][self.domain], _WORDS["domains"][dice.random.choice(domains)]
        # A case keeps to a few subjects of its own, so that its words come in clusters.
        self._own = {
            slot: (*self._some(own[slot], 4), *self._some(other[slot], 2))
            for slot in ("topic", "people", "spot")
        }
        self._own["partner"] = tuple(dice.several(_list("partners"), 2, 4))
        kind, self.category = dice.zipf(_list("bodies")).split("/")
        self.organization = self.say(kind)
        self.brand = self.say(dice.zipf(_list("brands")))
        self.metrics: dict[str, dict[str, str]] = {}
        self._decks: dict[int, list[str]] = {}

    def _some(self, items: str, count: int) -> list[str]:
        return self.dice.random.sample(items.split(), count)

    def say(self, sentence: str) -> str:
        """Fill the slots of a sentence, and those of what came into them."""
        while _SLOT.search(sentence):
            sentence = _SLOT.sub(lambda slot: self._fill(slot[1]), sentence)
        return sentence

    def _fill(self, slot: str) -> str:
        if slot in _WORDS:
            return self.dice.zipf(_list(slot))
        if slot in self._own:
            return self.dice.zipf(self._own[slot])
        filled: str = getattr(self, f"_{slot}")()
        return filled

    def _p(self) -> str:
        return self.gazetteer.short_name(self.region.code) if self.region else self._two()

    def _place(self) -> str:
        return self.region.name if self.region and self.dice.happens(0.7) else self._short_place()

    def _short_place(self) -> str:
        return self._p() if self.region else "某市"

    def _full(self) -> str:
        return self.region.name if self.region else "某市"

    def _near(self) -> str:
        siblings = self.gazetteer.children(self.region.parent or self.region.code) if (
            self.region
        ) else ()  # fmt: skip
        names = [self.gazetteer.short_name(one.code) for one in siblings]
        return self.dice.zipf(names, 0.3) if names else f"{self._two()}镇"

    def _org(self) -> str:
        return self.organization if self.dice.happens(0.5) else f"该{self._body_kind()}"

    def _brand(self) -> str:
        return self.brand

    def _body_kind(self) -> str:
        return "单位" if self.category in ("机关", "事业单位") else "集体"

    def _company(self) -> str:
        return "{two}{trade}公司"

    def _two(self) -> str:
        return "".join(self.dice.random.sample(_letters("syllables"), 2))

    def _person(self) -> str:
        given = self.dice.random.sample(_letters("given_names"), self.dice.random.randint(1, 2))
        return self.dice.zipf(_letters("surnames")) + "".join(given)

    def _year(self) -> str:
        return str(self.year - self.dice.random.randint(0, 2))

    def _figure(self) -> str:
        pattern, unit, kind, size = self.dice.zipf(_list("figures"), 0.2).split("/")
        label = self.say(pattern)
        number = round(self.dice.random.lognormvariate(int(size) * 2.0, 1.0)) + 2
        value = f"{number / 10_000:.1f}万" if number > 20_000 else str(number)
        if unit == "万元" and self.dice.happens(0.4):
            value = f"{number / 7:.2f}"
        qualifier = ""
        if number > 20 and "." not in value and self.dice.happens(0.6):
            qualifier = self.dice.random.choice(_list("qualifiers"))
            value = f"{number // 10 * 10}"
        metric = {"label": label, "value": value, "unit": unit, "kind": kind}
        self.metrics[label] = {**metric, "qualifier": qualifier} if qualifier else metric
        if qualifier in ("余", "多"):
            return f"{label}{value}{qualifier}{unit}"
        return f"{label}{qualifier}{value}{unit}"

    def paragraphs(self, patterns: Sequence[str], characters: int) -> str:
        """Give paragraphs of together about so many characters."""
        parts: list[str] = []
        while sum(map(len, parts)) < characters:
            count = self.dice.random.randint(2, 4)
            parts.append("".join(self.say(self._next(patterns)) for _ in range(count)))
        return "\n\n".join(parts) + "\n"

    def _next(self, patterns: Sequence[str]) -> str:
        """Deal the patterns in turn, so that none comes twice before all have come."""
        deck = self._decks.setdefault(id(patterns), [])
        if not deck:
            deck.extend(self.dice.random.sample(patterns, len(patterns)))
        return deck.pop()

    def fitting(self, patterns: Sequence[str], least: int, most: int) -> str:
        """Give a sentence whose length is within limits."""
        while not least <= len(text := self.say(self.dice.zipf(patterns, 0.2))) <= most:
            continue
        return text


def place(dice: Dice, gazetteer: Gazetteer, provinces: Sequence[Region]) -> Region:
    """Choose a place: a province, and often a city or a county below it."""
    region = dice.zipf(provinces, 0.9)
    for _ in range(dice.random.choices((0, 1, 2), LEVELS)[0]):
        region = dice.zipf(gazetteer.children(region.code) or (region,), 1.3)
    return region


def record(
    dice: Dice, gazetteer: Gazetteer, provinces: Sequence[Region], tags: Sequence[str]
) -> tuple[int, dict[str, Any]]:
    """Give the year of a record's folder, and the record."""
    years = range(LAST_YEAR, FIRST_YEAR - 1, -1)
    year = dice.zipf(years, 0.6)
    told = not dice.happens(UNDISCLOSED_SHARE)
    count = 1 if dice.happens(0.85) else dice.random.randint(2, 4)
    regions = list(dict.fromkeys(place(dice, gazetteer, provinces) for _ in range(count)))
    prose = Prose(dice, gazetteer, regions[0] if told else None, year)
    size = CHARACTERS * dice.random.uniform(0.6, 1.3)
    entry: dict[str, Any] = {
        "title": prose.fitting(_list("titles"), 8, 50),
        "summary": prose.fitting(_list("summaries"), 45, 260),
        "organizations": _organizations(prose),
        "category": prose.category,
        "domain": prose.domain,
        "tags": dice.several(tags, 2, 6),
        "regions": [gazetteer.full_name(one.code) for one in regions] if told else "undisclosed",
        "period": {"from": str(year - dice.random.randint(0, 2))},
    }
    if dice.happens(0.3):
        entry["brand"] = {"name": prose.brand}
    entry["background"] = prose.paragraphs(_list("backgrounds"), round(size * 0.14))
    count = dice.random.randint(3, 5)
    entry["practices"] = [
        {
            "title": prose.fitting(_list("practice_titles"), 4, 60),
            "body": prose.paragraphs(_list("practices"), round(size * 0.5 / count)),
        }
        for _ in range(count)
    ]
    entry["outcomes"] = prose.paragraphs(_list("outcomes"), round(size * 0.1))
    if dice.happens(0.8):
        entry["lessons"] = prose.paragraphs(_list("lessons"), round(size * 0.06))
    entry["metrics"] = list(prose.metrics.values())
    if dice.happens(0.15):
        entry["tables"] = [_table(prose)]
    if dice.happens(0.4):
        entry["platforms"] = [_platform(prose) for _ in range(dice.random.randint(1, 3))]
    if dice.happens(0.4):
        entry["honors"] = [_honor(prose)]
    return year, {**entry, **_provenance(prose, entry["title"])}


def _organizations(prose: Prose) -> list[dict[str, str]]:
    partners = prose.dice.several(_list("partners"), 0, 2)
    return [
        {"name": prose.organization, "role": "实施"},
        *({"name": prose.say(f"{{full}}{one}"), "role": "参与"} for one in partners),
    ]


def _table(prose: Prose) -> dict[str, Any]:
    years = [str(prose.year - back) for back in (2, 1, 0)]
    rows = [
        [prose.say("{topic}"), *(str(prose.dice.random.randint(20, 9_000)) for _ in years)]
        for _ in range(prose.dice.random.randint(3, 8))
    ]
    columns = ["指标", *(f"{year}年" for year in years)]
    return {"title": prose.say("{place}{topic}情况"), "columns": columns, "rows": rows}


def _platform(prose: Prose) -> dict[str, str]:
    kinds = [one["name"] for one in _vocabulary("platform-kinds")]
    purpose = prose.say("供{people}{do}{thing}，也可用于{topic}。")
    name = prose.say(prose.dice.zipf(_list("platforms")))
    return {"name": name, "kind": prose.dice.zipf(kinds), "purpose": purpose}


def _honor(prose: Prose) -> dict[str, str]:
    level = prose.dice.random.choice(["省级", "市级", "县级"])
    name = prose.say(f"{{place}}{prose.dice.zipf(_list('honors'))}")
    return {"name": name, "year": str(prose.year), "level": level}


def _provenance(prose: Prose, title: str) -> dict[str, Any]:
    dice = prose.dice
    day = f"{prose.year}-{dice.random.randint(1, 12):02}-{dice.random.randint(1, 28):02}"
    source = {
        "title": title,
        "publisher": prose.say(dice.zipf(_list("papers"))),
        "authors": [{"name": prose.say("{person}"), "role": dice.zipf(["记者", "通讯员"])}],
        "published": day[: dice.random.choice((7, 10, 10, 10))],
        "kind": dice.zipf(["网页", "报纸", "期刊"]),
    }
    curation = {"status": "published", "added": f"{LAST_YEAR}-12-31", "notes": [NOTE]}
    return {"sources": [source], "curation": curation}


@cache
def _vocabulary(name: str) -> list[dict[str, Any]]:
    text = (VOCABULARIES / f"{name}.yml").read_text(encoding="utf-8")
    terms: list[dict[str, Any]] = yaml.safe_load(text)
    return terms


class _Dumper(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """Writes as editors do: prose in blocks, what is flat on one line, no aliases."""

    def ignore_aliases(self, data: object) -> bool:  # noqa: ARG002 # PyYAML's signature
        return True

    def represent_text(self, text: str) -> yaml.ScalarNode:
        style = "|" if "\n" in text else None
        node: yaml.ScalarNode = self.represent_scalar("tag:yaml.org,2002:str", text, style=style)
        return node


_Dumper.add_representer(str, _Dumper.represent_text)


def write(count: int, folder: Path) -> None:
    """Write the library of `count` records into a folder that does not exist yet."""
    shutil.copytree(VOCABULARIES, folder / "_vocab")
    gazetteer = Gazetteer.parse(read_gazetteer())
    dice = Dice(f"anliku {count}")
    provinces = [one for one in gazetteer.provinces if one.code < FAR]
    dice.random.shuffle(provinces)
    provinces += [one for one in gazetteer.provinces if one.code >= FAR]
    tags = [one["id"] for one in _vocabulary("tags")]
    for number in range(1, count + 1):
        year, entry = record(dice, gazetteer, provinces, tags)
        text = yaml.dump(
            entry, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10**6,
            default_flow_style=None,
        )  # fmt: skip
        (folder / str(year)).mkdir(exist_ok=True)
        path = folder / str(year) / f"case-{number:05}.yml"
        path.write_text(text, encoding="utf-8")


def main() -> None:
    """Read the command line and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("count", type=int, metavar="N")
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    arguments = parser.parse_args()
    if arguments.folder.exists():
        sys.exit(f"{arguments.folder} exists already")
    write(arguments.count, arguments.folder)


if __name__ == "__main__":
    main()
