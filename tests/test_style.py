"""Advice that an editor thanks for, and silence where it would be wrong."""

import pytest

from generator import pipeline, style
from generator.parse import parse
from generator.problems import errors
from tests.factories import TODAY, library_inputs, record_text, source

LONG = (
    "全县有大小河流二十一条，河岸长而人手少，雨季一到，漂浮物和违规堆放常常反复，"
    "靠水利局自己走不完，村民看见了问题也不知道找谁说。"
)
RESULT = f"清理河岸36公里。{LONG}"
# Texts that get no advice.
SECTIONS = {
    "background": LONG,
    "practices": [{"title": "巡河", "body": LONG}],
    "outcomes": RESULT,
}


def advice(**overrides: object) -> list[tuple[str, str]]:
    """Give code and message of the advice on a record that is long enough."""
    found = parse(source(record_text(**{**SECTIONS, **overrides}))).record
    assert found
    return [(one.code, one.message) for one in style.check(found)]


def test_published_records_get_none() -> None:
    """The records that the library publishes get no advice."""
    reading = pipeline.read(library_inputs(), TODAY, closely=True)

    assert () == reading.problems


def test_advice_fails_nothing() -> None:
    """A record with every kind of advice is in the library."""
    found = parse(source(record_text())).record
    assert found
    problems = list(style.check(found))

    assert {"AL603", "AL604"} == {one.code for one in problems}
    assert () == errors(problems)


@pytest.mark.parametrize(
    ("before", "defined", "advised"),
    [
        ("县水局", "某县水利局（以下简称“县水局”）", True),
        ("县水局", "某县水利局（简称县水局）", True),
        ("县水局", "某县水利局（下称“县水局”）", True),
        # The full name holds the short one, which is then read whenever it is.
        ("某县水利局", "某县水利局（以下简称“水利局”）", False),
        ("某县水利局", "某县水利局（以下简称“县水局”）", False),
        ("县水局", "某县水利局（地址在河边）", False),
    ],
)
def test_short_names(before: str, defined: str, advised: bool) -> None:
    """A short name is advised on only where it stands before the words that define it."""
    body = f"{defined}派人，县水局再派人。{LONG}"
    told = advice(background=f"{before}走访。{LONG}", practices=[{"title": "巡河", "body": body}])

    assert [("AL601", "简称“县水局”用在说明它的全称之前")] * advised == told


@pytest.mark.parametrize(
    ("sentence", "advised"),
    [
        ("取得了显著成效。", "取得了显著成效"),
        ("工作成效显著。", "成效显著"),
        ("有力推动全县水利高质量发展。", "有力推动全县水利高质量发展"),
        ("受到广大群众一致好评。", "受到广大群众一致好评"),
        ("治理迈上新台阶。", "迈上新台阶"),
        ("取得了显著成效，清淤36公里。", ""),
        ("取得了显著成效，三十六处堵点疏通。", ""),
        ("文件要求“有力推动高质量发展”。", ""),
        ("印发《有力推动高质量发展意见》。", ""),
        ("推动高质量发展。", ""),
        ("收到群众好评。", ""),
        ("成效要写清楚。", ""),
    ],
)
def test_empty_phrases(sentence: str, advised: str) -> None:
    """A phrase is called empty where it claims a result, and neither beside a figure nor quoted."""
    told = advice(outcomes=f"{RESULT}{sentence}{LONG}")

    assert ([("AL602", f"“{advised}”没有说出成效是什么")] if advised else []) == told


@pytest.mark.parametrize(
    ("outcomes", "figure"),
    [
        (LONG.replace("二十一条", "许多"), False),
        (f"{LONG}清理36公里", True),
        (f"{LONG}清理３６公里", True),
        (f"{LONG}清理了三十处", True),
        (f"{LONG}惠及近三万户", True),
    ],
)
def test_outcomes_without_a_figure(outcomes: str, figure: bool) -> None:
    """Figures count in digits of either width and in characters."""
    assert figure == ("AL603" not in [code for code, _ in advice(outcomes=outcomes)])


def test_length_counts_characters_alone() -> None:
    """A section is as long as its characters, blanks and lines aside."""
    text = "\n\n".join("经验" * 15)

    assert [] == advice(lessons=text)
    assert [("AL604", "经验启示只有 29 字，不足 30 字")] == advice(lessons=text[:-1])


def test_lost_figures_are_nobodys_fault() -> None:
    """Where the source has lost its figures and the record says so, none are asked for."""
    metrics = [{"label": "企业", "unit": "家", "kind": "规模", "missing": "原文数字缺失"}]
    found = [
        advice(outcomes=LONG.replace("二十一条", "许多"), metrics=one) for one in ([], metrics)
    ]

    assert [1, 0] == [len(one) for one in found]
