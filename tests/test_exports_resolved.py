"""What an analyst relies on in `record.json`: the whole record, and what its names stand for."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic_core import to_json

from generator import schema
from generator.exports.resolved import OWN, from_resolved, record_of, resolved
from generator.fields import Part
from generator.figures import Change, Metric
from generator.library import Library
from generator.model import Case, Honor, Image, Platform
from generator.parse import parse
from generator.settings import Settings
from generator.values import decimal
from tests.factories import ROOT, VOCABULARIES, library, make_case, make_library, record, source

DATA = ROOT / "tests" / "golden" / "data"
SETTINGS = Settings(address="https://a.cn/anli/")


def read(name: str) -> Case:
    """Read one of the golden records."""
    found = parse(source((DATA / f"{name}.yml").read_bytes(), f"cases/2023/{name}.yml")).record
    assert found
    return found.case


def test_all_that_a_case_can_say() -> None:
    """A record with every part becomes the data that the golden file shows."""
    case = read("full")
    data = resolved(make_library(case), SETTINGS, case)

    assert json.loads((DATA / "full.json").read_bytes()) == json.loads(to_json(data))


@pytest.mark.parametrize(
    "case", [*library().cases, read("full"), read("gone")], ids=lambda case: case.id
)
def test_cases_come_back(case: Case) -> None:
    """Each case, the published ones and one with every part, is rebuilt from its data."""
    line = to_json(resolved(make_library(case), SETTINGS, case))

    assert case == from_resolved(json.loads(line))


def filled(part: Part) -> Iterator[str]:
    """Name the fields of a part, and of the parts in it, that say something."""
    for name, info in type(part).model_fields.items():
        value = getattr(part, name)
        if value != info.default:
            yield f"{type(part).__name__}.{name}"
        for one in value if isinstance(value, tuple) else [value]:
            yield from filled(one) if isinstance(one, Part) else ()


def declared(part: type[Part]) -> Iterator[str]:
    """Name the fields of a kind of part, and of the kinds in it."""
    for name, info in part.model_fields.items():
        yield f"{part.__name__}.{name}"
        found = re.findall(r"generator\.\w+\.(\w+)", str(info.annotation))
        yield from (field for one in found for field in declared(KINDS[one]))


KINDS = {one.__name__: one for one in Part.__subclasses__()}


def test_the_golden_cases_leave_nothing_out() -> None:
    """What the golden records hold covers every field that a record can have."""
    assert set(declared(Case)) == {*filled(read("full")), *filled(read("gone"))}


@pytest.mark.parametrize("case", [*library().cases, read("full")], ids=lambda case: case.id)
def test_the_rest_is_a_record(case: Case) -> None:
    """Without what was added, the data is what the published schema of a record describes."""
    data = json.loads(to_json(resolved(make_library(case), SETTINGS, case)))
    rest = {key: value for key, value in data.items() if key not in (*OWN, "id", "year")}

    jsonschema.Draft7Validator(schema.schema()).validate(record_of(rest))


def test_no_name_is_taken() -> None:
    """What the data adds has names that no part of a record has."""
    parts: list[type[Part]] = [Case, Metric, Change, Platform, Honor, Image]
    fields = {info.alias or name for part in parts for name, info in part.model_fields.items()}

    assert set() == fields & {*OWN, "resolved"}


def test_without_an_address() -> None:
    """While the site has no address, that of a case is the way from the site's root."""
    case = make_case()

    assert "cases/a-case/" == resolved(make_library(case), Settings(), case)["address"]


def test_an_undisclosed_place() -> None:
    """A case whose source hides the place says so, and has a list of no regions."""
    case = make_case(regions="undisclosed")
    data = resolved(make_library(case), Settings(), case)

    assert ("undisclosed", []) == (data["regions"], data["resolved"]["regions"])


# ---------------------------------------------------------------- any record whatever

# All that the reader lets through: no control characters, no surrogates, nothing invisible.
TEXT = st.text("<>&\"'`[](){}*_#|\\!/:;=-+~^%$@.,? 案例a1\u2028é😀", min_size=1, max_size=12).map(
    lambda text: f"{text}字"
)
NUMBER = st.from_regex(r"\A[+-]?[0-9]{1,6}(\.[0-9]{1,4})?[万亿]?\Z")
YEAR = st.integers(1900, 2099).map(str)
DATE = st.one_of(YEAR, st.dates().map(lambda day: day.isoformat()))
DAY = st.dates().map(lambda day: day.isoformat())
ADDRESS = st.text("abc/?=&-_%'~中", max_size=12).map(lambda rest: f"https://a.cn/{rest}")
REGIONS = ["山东省烟台市招远市", "江苏省", "370600", "undisclosed"]


def part(required: dict[str, Any], optional: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Draw a part of a record."""
    return st.fixed_dictionaries(required, optional=optional)


def several(one: st.SearchStrategy[Any], least: int = 0) -> st.SearchStrategy[list[Any]]:
    """Draw a few parts."""
    return st.lists(one, min_size=least, max_size=3)


def names(vocabulary: str) -> st.SearchStrategy[str]:
    """Draw a name of a vocabulary."""
    return st.sampled_from([one.split()[1] for one in VOCABULARIES[vocabulary]])


CHANGE = part(
    {"value": NUMBER},
    {
        "unit": TEXT,
        "basis": st.sampled_from(["同比", "环比", "较基期"]),
        "direction": st.sampled_from(["增长", "下降"]),
        "qualifier": st.sampled_from(["约", "超", "余", "约…余"]),
    },
)
ABOUT = {"unit": TEXT, "kind": st.sampled_from(["规模", "成效"]), "year": YEAR, "note": TEXT}
METRIC = st.one_of(
    part(
        {"label": TEXT, "value": NUMBER},
        {**ABOUT, "qualifier": st.sampled_from(["约", "以上"]), "change": CHANGE},
    ),
    part({"label": TEXT, "change": CHANGE}, ABOUT),
    part({"label": TEXT, "missing": TEXT}, {**ABOUT, "source": st.just("1")}),
)
TABLE = st.integers(2, 4).flatmap(
    lambda width: part(
        {
            "title": TEXT,
            "columns": st.lists(TEXT, min_size=width, max_size=width),
            "rows": several(st.lists(TEXT | st.just(""), min_size=width, max_size=width), 1),
        },
        {"note": TEXT},
    )
)
REVISED = several(part({"date": DAY, "note": TEXT}, {"kind": st.sampled_from(["修订", "文字"])}), 1)
RECORD = part(
    {
        "title": TEXT,
        "summary": TEXT.map(lambda text: text + "要" * 40),
        "organizations": several(
            part({"name": TEXT}, {"role": st.sampled_from(["实施", "指导", "参与"])}), 1
        ),
        "background": TEXT,
        "outcomes": TEXT,
        "tags": st.lists(
            st.sampled_from([one.split()[0] for one in VOCABULARIES["tags"]]),
            min_size=1,
            unique=True,
        ),
        "category": names("categories"),
        "domain": names("domains"),
        "regions": st.just("undisclosed") | several(st.sampled_from(REGIONS[:-1]), 1),
        "practices": several(part({"title": TEXT, "body": TEXT}, {}), 1),
        "sources": several(
            part(
                {"title": TEXT, "kind": st.sampled_from(["报纸", "网页"])},
                {
                    "publisher": TEXT,
                    "authors": several(part({"name": TEXT}, {"role": TEXT})),
                    "published": DATE,
                    "url": ADDRESS,
                    "archived": ADDRESS,
                    "note": TEXT,
                },
            ),
            1,
        ),
        "curation": part(
            {"status": st.sampled_from(["published", "withdrawn"]), "added": DAY},
            {
                "notes": several(TEXT),
                "waivers": several(part({"code": st.just("AL402"), "reason": TEXT}, {})),
            },
        ).flatmap(lambda told: REVISED.map(lambda revised: {**told, "revised": revised})),
    },
    {
        "period": YEAR.flatmap(
            lambda year: st.sampled_from(
                [{"from": year}, {"to": year}, {"from": year, "to": f"{year}-06"}]
            )
        ),
        "brand": part({"name": TEXT}, {"slogan": TEXT, "parts": several(part({"name": TEXT}, {}))}),
        "lessons": TEXT,
        "metrics": several(METRIC),
        "tables": several(TABLE),
        "platforms": several(
            part(
                {"name": TEXT, "kind": names("platform-kinds"), "purpose": TEXT},
                {"region": st.sampled_from(REGIONS[:-1]) | TEXT, "operator": TEXT},
            )
        ),
        "honors": several(
            part({"name": TEXT}, {"recipient": TEXT, "by": TEXT, "year": YEAR, "level": TEXT})
        ),
        "images": several(
            part({"file": st.just("a.jpg"), "alt": TEXT, "caption": TEXT, "credit": TEXT}, {})
        ),
        "selection": part({"collection": TEXT}, {"issue": TEXT}),
        "related": several(st.just("b-case")),
        "aliases": several(st.just("old-id")),
    },
)
CASES = RECORD.map(
    lambda drawn: Case.model_validate({**record(**drawn), "id": "a-case", "year": "2023"})
)
EMPTY = make_library()


def holding(case: Case) -> Library:
    """Put a case into a library, quickly."""
    return Library((case,), EMPTY.vocabularies, EMPTY.gazetteer)


@given(CASES)
def test_any_record_comes_back(case: Case) -> None:
    """From the line of any record an equal case can be rebuilt, whatever stands in it."""
    line = to_json(resolved(holding(case), SETTINGS, case))

    assert b"\n" not in line
    assert case == from_resolved(json.loads(line))


@given(CASES)
def test_every_figure_is_exact(case: Case) -> None:
    """Each figure has its value to the last digit, as a text without exponent; a hole has none."""
    data = json.loads(to_json(resolved(holding(case), SETTINGS, case)))
    for metric, told in zip(case.metrics, data["metrics"], strict=True):
        given_decimal = told["resolved"].get("decimal")
        assert metric.decimal == (None if given_decimal is None else Decimal(given_decimal))
        assert "E" not in (given_decimal or "")
        assert told["resolved"]["text"]
        if metric.change:
            moved = told["change"]["resolved"]["decimal"]
            assert decimal(metric.change.value) == Decimal(moved)
