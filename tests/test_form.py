"""What the form relies on: it is told all that it must know of records, once."""

import json
import re
import string

from generator import form, parse, strict_yaml
from generator.messages import MESSAGES, say
from generator.problems import CODES
from generator.regions import Gazetteer
from tests.factories import gazetteer, make_case, make_library

RULES = form.rules(
    make_library(make_case(aliases=["old-id"])), {"a-case": "cases/2023/a-case.yml"}, {"kind": "x"}
)


def test_names() -> None:
    """The file has the names that the scripts know, and is small for what it holds."""
    assert {
        *("schema", "order", "flat", "prose", "sentences", "limits", "patterns", "blanks", "forms"),
        *("reserved", "contradictions", "examples", "messages", "severities", "personal", "style"),
        *("vocabularies", "cases", "forge"),
    } == set(RULES)
    assert {"kind": "x"} == RULES["forge"]
    assert len(form.as_bytes(RULES)) < 60_000


def test_readings() -> None:
    """Each of the 6,763 characters has a reading, words that are read otherwise their own."""
    readings = form.readings()
    characters = [one for text in readings["characters"].values() for one in text]

    assert 6763 == len(characters) == len(set(characters))
    assert "行" in readings["characters"]["xing"]
    assert "行业" in readings["words"]["hang ye"]
    assert "绿" in readings["characters"]["lv"]
    assert all(len(text) % 2 == 0 for text in readings["words"].values())
    assert len(form.as_bytes(readings)) < 52_000


def test_shape() -> None:
    """Keys stand in the order of the model, and which parts take one line is told."""
    assert ["title", "summary", "organizations"] == RULES["order"][""][:3]
    assert ["from", "to"] == RULES["order"]["period"]
    assert ["background", "practices.body", "outcomes", "lessons"] == RULES["prose"]
    assert ["curation.notes"] == RULES["sentences"]
    assert {"period", "metrics.change", "metrics"} < set(RULES["flat"])
    assert not {"brand", "sources", "curation", "tables", "practices"} & set(RULES["flat"])


def test_cases() -> None:
    """Each case is known by its id, its title, its file and its old ids."""
    assert [
        {
            "id": "a-case",
            "title": "示例：货车司机党建",
            "file": "cases/2023/a-case.yml",
            "aliases": ["old-id"],
            "status": "published",
        }
    ] == RULES["cases"]


def test_a_withdrawn_case_is_known_by_its_id() -> None:
    """The id of a withdrawn case stays taken; it has no record and no title to offer."""
    revised = [{"date": "2026-12-05", "note": "来源声明作废"}]
    curation = {"status": "withdrawn", "added": "2026-11-22", "revised": revised}
    [told] = form.rules(make_library(make_case(curation=curation)), {}, {})["cases"]

    assert {
        **{"id": "a-case", "title": "", "file": "", "aliases": []},
        "status": "withdrawn",
    } == told


def test_vocabularies() -> None:
    """Each vocabulary is there with the ids, names and descriptions of its entries, in order."""
    names = {"tags", "domains", "categories", "platform_kinds", "honor_levels"}

    assert names == set(RULES["vocabularies"])
    assert {
        "id": "huoche-siji",
        "name": "货车司机",
        "description": "货车司机的案例",
        "aliases": [],
    } == RULES["vocabularies"]["tags"][0]


def test_examples_are_records_lines() -> None:
    """The example of a field is a line of YAML that the reader takes."""
    wrong = [
        example
        for example in RULES["examples"].values()
        if strict_yaml.read("f.yml", example.encode())[1]
    ]

    assert [] == wrong


def test_severities() -> None:
    """The form knows how grave each code is."""
    assert {code: severity for code, (severity, _) in CODES.items()} == RULES["severities"]


def test_patterns_are_ascii() -> None:
    """No pattern holds a character that an editor of the file, or a wrong encoding, could lose."""
    style = RULES["style"]
    found = [
        *RULES["personal"]["patterns"].values(),
        *(pattern for pattern, _ in style["phrases"]),
        *(style["figure"], style["defined"], RULES["personal"]["comment"]),
    ]
    patterns = [*RULES["patterns"].values(), *(one["source"] for one in found)]

    assert all(pattern.isascii() for pattern in patterns)
    assert RULES["patterns"]["blank"].startswith(r"[\u0009\u00a0")


def test_expressions() -> None:
    """Groups, digits, ends and flags of a pattern are written as JavaScript has them."""
    plain = re.compile(r"\A(?P<a>[\d元]\\d)\Z", re.MULTILINE)
    in_ascii = re.compile(r"\d＠", re.ASCII | re.IGNORECASE)

    assert {"source": r"^(?<a>[\p{Nd}\u5143]\\d)$", "flags": "mu"} == form.expression(plain)
    assert {"source": r"\d\uff20", "flags": "i"} == form.expression(in_ascii)


def test_numbering() -> None:
    """The numbering plan knows a land line, a mobile and what is neither, by form and length."""
    plan = RULES["personal"]["numbering"]
    numbers = {"5358123456": "fixed", "13812345678": "mobile", "4008101234": ""}

    for number, kind in numbers.items():
        for one in ("fixed", "mobile"):
            pattern, lengths = plan[one]
            known = len(number) in lengths and re.fullmatch(pattern, number)
            assert bool(known) == (one == kind)


def test_regions() -> None:
    """The table of regions is whole: what it is read back to is the same table."""
    regions = json.loads(form.as_bytes(form.regions(gazetteer())))
    again = Gazetteer.parse("\n".join("\t".join(row) for row in regions["rows"]))

    assert list(gazetteer()) == list(again)
    assert "招远" == re.fullmatch(regions["kind"], "招远市")[1]  # type: ignore[index]
    assert {"rows", "kind", "aliases", "longest", "alike"} == set(regions)


def test_messages_are_said() -> None:
    """A template is filled in with its values; braces that are meant to be seen stay."""
    assert "标题有 61 字，超过 60 字时列表里会显得拥挤" == say(
        "long_title", actual=61, max=parse.TITLE_COMFORTABLE
    )
    assert "{name: 甲, role: 实施}" == say("wide_comma_mend")


def test_templates_are_simple() -> None:
    """A template has plain names alone in its braces: the browser fills in nothing else."""
    fields = [
        part
        for template in MESSAGES.values()
        for _, *part in string.Formatter().parse(template)
        if part[0] is not None
    ]

    assert [] == [part for part in fields if not part[0].isidentifier() or part[1] or part[2]]
