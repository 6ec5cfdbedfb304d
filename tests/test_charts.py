"""What a reader relies on in the charts: they show what the source says and nothing else."""

from typing import Any

import pytest

from generator import charts
from generator.charts import Bar, Series
from generator.figures import Change, Metric, Table


@pytest.mark.parametrize(
    ("fields", "length"),
    [
        ({"value": "94", "unit": "%"}, 940),
        ({"value": "2.4", "unit": "%"}, 24),
        ({"value": "100", "unit": "%"}, 1000),
        ({"value": "0", "unit": "%"}, 0),
        ({"value": "90", "unit": "％", "qualifier": "近"}, 900),
        ({"value": "101", "unit": "%"}, None),
        ({"value": "-3", "unit": "%"}, None),
        ({"value": "94", "unit": "个"}, None),
        ({"value": "94"}, None),
        ({"value": "12", "unit": "%", "change": {"value": "3", "unit": "%"}}, None),
        ({"value": "12", "unit": "%", "label": "同比降幅"}, None),
        ({"value": "12", "unit": "%", "label": "投资增长"}, None),
        ({"unit": "%", "missing": "原文数字缺失"}, None),
        ({"change": {"value": "12", "unit": "%"}}, None),
    ],
)
def test_share(fields: dict[str, Any], length: int | None) -> None:
    """A percentage that is a part of a whole is a bar of that length; nothing else is."""
    assert length == charts.share(Metric.model_validate({"label": "办结率", **fields}))


@pytest.mark.parametrize(
    ("change", "bars"),
    [
        (
            {"value": "201", "basis": "同比"},
            (Bar("上年同期", "100", None, 332), Bar("本期", "301", None, 1000)),
        ),
        (
            {"value": "87.5", "direction": "下降"},
            (Bar("原来", "100", None, 1000), Bar("现在", "12.5", None, 125)),
        ),
        (
            {"value": "12", "basis": "环比", "qualifier": "超"},
            (Bar("上期", "100", None, 893), Bar("本期", "112", "超", 1000)),
        ),
        (
            {"value": "20", "basis": "较基期", "qualifier": "约…余"},
            (Bar("基期", "100", None, 833), Bar("本期", "120", "约…余", 1000)),
        ),
        (
            {"value": "12", "direction": "下降", "qualifier": "超"},
            (Bar("原来", "100", None, 1000), Bar("现在", "88", "不足", 880)),
        ),
        (
            {"value": "12", "direction": "下降", "qualifier": "不足"},
            (Bar("原来", "100", None, 1000), Bar("现在", "88", "超", 880)),
        ),
        (
            {"value": "100", "direction": "下降"},
            (Bar("原来", "100", None, 1000), Bar("现在", "0", None, 0)),
        ),
        ({"value": "1,900"}, (Bar("原来", "100", None, 50), Bar("现在", "2000", None, 1000))),
        ({"value": "3.50"}, (Bar("原来", "100", None, 966), Bar("现在", "103.5", None, 1000))),
    ],
)
def test_moved(change: dict[str, Any], bars: tuple[Bar, Bar]) -> None:
    """A change stands against a base of 100, its qualifier at its value, turned round in a fall."""
    assert bars == charts.moved(Change.model_validate({"unit": "%", **change}))


@pytest.mark.parametrize(
    "change",
    [
        {"value": "3", "unit": "个百分点"},
        {"value": "5", "unit": "家"},
        {"value": "5"},
        {"value": "120", "unit": "%", "direction": "下降"},
        {"value": "-5", "unit": "%"},
        {"value": "12", "unit": "%", "direction": "下降", "qualifier": "近"},
        {"value": "12", "unit": "%", "direction": "下降", "qualifier": "以上"},
    ],
)
def test_not_moved(change: dict[str, Any]) -> None:
    """No base is made up where a change is no percentage or would say more than the source."""
    assert charts.moved(Change.model_validate(change)) is None
    assert charts.moved(None) is None


def table(columns: list[str], *rows: list[str]) -> Table:
    """Make a table."""
    return Table.model_validate({"title": "表", "columns": columns, "rows": rows})


def test_series() -> None:
    """Columns that say the same of two times stand side by side, each row to its own scale."""
    found = charts.series(
        table(
            ["类别", "指标", "上季度数值", "本季度数值"],
            ["客运", "实载率", "39.78", "45.35"],
            ["货运", "运价指数", "964.7", "972.7"],
            ["货运", "停驶率", "50", "25"],
        )
    )

    rows = ((877, 1000), (992, 1000), (1000, 500))
    assert Series(("上季度数值", "本季度数值"), rows) == found


@pytest.mark.parametrize(
    "columns",
    [
        ("2022年", "2023年"),
        ("试点前", "试点后"),
        ("2016年一季度", "2017年一季度"),
        ("上年同期完成量", "本期完成量"),
        ("去年（家）", "今年（家）"),
        ("1月", "2月"),
        ("计划数", "实际数"),
    ],
)
def test_columns_of_a_series(columns: tuple[str, str]) -> None:
    """Columns are of one series when their names differ in the time alone."""
    expected = Series(columns, ((500, 1000),))

    assert expected == charts.series(table(["指标", *columns], ["企业", "1", "2"]))


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        (["指标", "企业数", "司机数"], ["甲", "1", "2"]),
        (["指标", "本季度"], ["甲", "1"]),
        (["指标", "上季度", "增幅"], ["甲", "1", "2"]),
        (["指标", "上季度", "本季度"], ["甲", "1", "不详"]),
        (["指标", "上季度", "本季度"], ["甲", "", "2"]),
        (["指标", "2022年企业", "2023年企业", "2022年司机", "2023年司机"], ["甲", *"1234"]),
        (["指标", "上季度", "本季度"], ["甲", "-1", "2"]),
        (["指标", "上季度", "本季度"], ["甲", "0", "0"]),
        (["指标", "上季度", "本季度"], ["甲", "5%", "2"]),
    ],
)
def test_no_series(columns: list[str], row: list[str]) -> None:
    """Where columns are of different things, or nothing can be drawn, there is no chart."""
    assert charts.series(table(columns, row)) is None


def test_gaps_and_qualifiers_in_a_table() -> None:
    """A row with a gap has no bars while the others have; a qualified number has its length."""
    found = charts.series(
        table(
            ["指标", "上季度", "本季度"],
            ["甲", "约300", "1,200余"],
            ["乙", "—", "2"],
            ["丙", "", ""],
            ["丁", "50%", "100%"],
            ["戊", "2万", "4万"],
        )
    )

    rows = ((250, 1000), (), (), (500, 1000), (500, 1000))
    assert Series(("上季度", "本季度"), rows) == found
