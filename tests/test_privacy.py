"""Whose number a record lets out, and what a waiver silences."""

import pytest

from generator.model import Waiver
from generator.parse import parse
from generator.problems import CODES
from generator.report import words
from tests.factories import as_yaml, record, record_text, source

SAID = {
    "AL402": "电话13812345678",
    "AL403": "车牌鲁F12345",
    "AL404": "卡号6222021234567890128",
    "AL405": "邮箱z@qq.com",
}


def codes(text: str) -> list[str]:
    """Give the codes of a record's problems about personal data."""
    return [one.code for one in parse(source(text)).problems if one.code.startswith("AL4")]


@pytest.mark.parametrize("code", SAID)
def test_a_waiver_silences_its_own_code(code: str) -> None:
    """A record that waives one kind is still warned of all others."""
    curation = {**record()["curation"], "waivers": [{"code": code, "reason": "单位公布"}]}
    text = record_text(background="，".join(SAID.values()), curation=curation)

    assert [one for one in SAID if one != code] == codes(text)


def test_an_identity_card_cannot_be_waived() -> None:
    """A waiver for identity cards is refused, and silences nothing."""
    curation = {**record()["curation"], "waivers": [{"code": "AL401", "reason": "单位公布"}]}
    text = record_text(background="身份证11010519491231002X", curation=curation)

    assert ["AL401"] == codes(text)


def test_figures_and_addresses_are_nobodys() -> None:
    """Where a record has figures and addresses, a long number is no telephone's."""
    source = {**record()["sources"][0], "url": "https://www.example.cn/13812345678"}
    metric = {"label": "资金", "kind": "规模", "value": "13812345678", "unit": "元"}

    assert [] == codes(record_text(sources=[source], metrics=[metric]))


def test_what_can_be_waived() -> None:
    """All warnings about personal data can be waived, and no error."""
    allowed = {one for one, (level, _) in CODES.items() if one[:3] == "AL4" and level == "warning"}

    assert allowed == set(Waiver.model_json_schema()["properties"]["code"]["enum"]) == set(SAID)


def test_every_text_is_looked_at() -> None:
    """Whatever field holds a number, it is told, at the line of that field."""
    data = record(
        brand={"name": "13812345678", "slogan": "13812345679", "parts": [{"name": "13812345670"}]},
        honors=[{"name": "13812345671", "recipient": "13812345672"}],
        tables=[{"title": "13812345673", "columns": ["甲"], "rows": [["13812345674"]]}],
        platforms=[{"name": "13812345675", "kind": "党建信息平台", "purpose": "13812345676"}],
        lessons="一。\n\n二，13812345677。",
    )
    text = as_yaml(data)
    found = [one for one in parse(source(text)).problems if one.code == "AL402"]
    lines = [number for number, line in enumerate(text.split("\n"), 1) if "138123456" in line]

    assert 10 == len(found)
    assert lines == [one.line for one in found]


def test_a_file_full_of_numbers_is_told_of_the_first() -> None:
    """A file with hundreds of numbers gets as many messages as anybody reads."""
    text = record_text(lessons="、".join(f"138{number:08}" for number in range(500)))

    assert ["AL402"] * 20 == codes(text)


@pytest.mark.parametrize(
    "line",
    [
        "lessons: 甲 #身份证号11010519491231002X",
        "lessons: 甲 #1101 0519 4912 3100 2X",
        "metrics: [{name: 甲, value: 11010519491231002X, unit: 个}]",
        f"related: [{'电' * 30}11010519491231002X]",
    ],
)
def test_no_piece_of_a_number_is_shown(line: str) -> None:
    """Where a message cuts a text or takes it apart, it does not show half of a number."""
    said = [words(one) for one in parse(source(f"{record_text()}{line}\n")).problems]
    shown = "\n".join(said).replace(" ", "")

    assert "110**" in shown
    assert "1101051" not in shown


def test_a_record_that_is_left_out_keeps_its_other_problems() -> None:
    """An identity card is told beside everything else that is wrong with the record."""
    text = record_text(tags=["huoche-siji"] * 9, background="身份证11010519491231002X")

    assert ["AL401", "AL210"] == [
        one.code for one in sorted(parse(source(text)).problems, key=lambda one: -one.line)
    ]
