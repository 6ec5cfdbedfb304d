"""How many figures of articles are found: `python benchmarks/intake.py FOLDER ANSWERS`.

FOLDER holds articles as editors find them. ANSWERS is a YAML file: for each article's file name
`figures`, every figure that a careful reader finds, written like the metrics of a record. `or` are
other units that are right as well, `missing` is a hole, and an `optional` figure is neither asked
for nor wrong. A figure is found when value, qualifier, unit and change are all right.
"""

import argparse
import sys
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any, Final

import yaml

from generator import disk, pipeline
from generator.intake.clean import clean
from generator.intake.guess import guess
from generator.intake.lines import Refusal
from generator.intake.places import Places
from generator.intake.read import read

RECALL: Final = 0.95
_SIZES: Final = {"万": 10_000, "亿": 100_000_000}


@dataclass(frozen=True)
class Score:
    """What was asked for and found, and what was found that is none."""

    asked: int
    missed: tuple[dict[str, Any], ...]
    false: tuple[dict[str, Any], ...]
    found: int

    @property
    def recall(self) -> float:
        """The share of figures that were found."""
        return 1 - len(self.missed) / max(1, self.asked)

    @property
    def precision(self) -> float:
        """The share of what was found that is right."""
        return 1 - len(self.false) / max(1, self.found)


def score(expected: Iterable[dict[str, Any]], found: Sequence[dict[str, Any]]) -> Score:
    """Hold found metrics against the expected ones, each of which is found once."""
    expected = sorted(expected, key=lambda one: bool(one.get("optional")))
    left = list(found)
    missed = []
    for one in expected:
        match = next((each for each in left if is_right(one, each)), None)
        if match is not None:
            left.remove(match)
        elif not one.get("optional"):
            missed.append(one)
    asked = sum(1 for one in expected if not one.get("optional"))
    return Score(asked, tuple(missed), tuple(left), len(found))


def is_right(expected: dict[str, Any], found: dict[str, Any]) -> bool:
    """Tell whether a metric says what is expected, whichever way 万 and 亿 are written."""
    units = [expected.get("unit", ""), *expected.get("or", ())]
    unit = found.get("unit", "")
    if "missing" in expected or "missing" in found:
        return "missing" in expected and "missing" in found and unit in units
    if ("value" in expected) != ("value" in found):
        return False
    if "value" in expected:
        amounts = [_amount(expected["value"], one) for one in units]
        if _amount(found["value"], unit) not in amounts:
            return False
    return expected.get("qualifier", "") == found.get("qualifier", "") and _moved_alike(
        expected.get("change"), found.get("change")
    )


def _moved_alike(expected: dict[str, str] | None, found: dict[str, str] | None) -> bool:
    if not expected or not found:
        return expected == found
    defaults = {"direction": "增长", "qualifier": ""}
    keys = ("value", "unit", "direction", "qualifier", *(("basis",) if "basis" in expected else ()))
    return all(
        expected.get(key, defaults.get(key)) == found.get(key, defaults.get(key)) for key in keys
    )


def _amount(value: str, unit: str) -> tuple[Decimal, str]:
    """Give the exact number and the unit without its size: 192.8 万名 is 1928000 名."""
    number = value.replace(",", "")
    size = 1
    if number[-1] in _SIZES:
        number, size = number[:-1], _SIZES[number[-1]]
    if unit[:1] in _SIZES:
        unit, size = unit[1:], size * _SIZES[unit[0]]
    return Decimal(number) * size, unit


def main() -> None:
    """Read the articles as `anliku import` does, and print what was found."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("answers", type=Path)
    parser.add_argument("--cases", type=Path, default=Path("cases"), help="the vocabularies")
    arguments = parser.parse_args()
    library = pipeline.read(disk.read_inputs(arguments.cases), "2100-01-01").library
    places = Places(library.gazetteer)
    scores = []
    for name, answer in yaml.safe_load(arguments.answers.read_text(encoding="utf-8")).items():
        start = time.perf_counter()
        text = read(name, (arguments.folder / name).read_bytes())
        if isinstance(text, Refusal):
            sys.exit(f"{name}: {text.sentence}")
        lines = clean(text, library.gazetteer).lines
        found = guess(lines, library.vocabularies, places, "2100-01-01").at("metrics")
        seconds = time.perf_counter() - start
        scores.append(score(answer["figures"], [one.value for one in found]))
        _tell(name, scores[-1], f"{seconds * 1000:.0f} ms")
    whole = Score(
        sum(one.asked for one in scores),
        tuple(each for one in scores for each in one.missed),
        tuple(each for one in scores for each in one.false),
        sum(one.found for one in scores),
    )
    _tell("all", whole, f"at least {RECALL:.0%} asked for")
    sys.exit(0 if whole.recall >= RECALL else 1)


def _tell(name: str, one: Score, more: str) -> None:
    found = one.asked - len(one.missed)
    print(f"{name}: {found} of {one.asked} figures ({one.recall:.1%}), ", end="")
    print(f"{len(one.false)} false ones (precision {one.precision:.1%}), {more}")
    for kind, metrics in (("missed", one.missed), ("false", one.false)):
        for metric in metrics:
            print(f"  {kind}: {metric}")


if __name__ == "__main__":
    main()
