"""What a reader relies on in the words for figures, dates, places and sources."""

from typing import Any

import pytest

from generator import charts, wording
from generator.figures import Change, Metric
from generator.model import BrandPart, Honor, Period, Source
from tests.factories import make_case, make_library


@pytest.mark.parametrize(
    ("value", "unit", "qualifier", "said"),
    [
        ("10万", "名", "余", ("", "10万", "余名")),
        ("4000", "万元", "余", ("", "4000", "余万元")),
        ("3200", "人次", "约…余", ("约", "3200", "余人次")),
        ("300", "家", "以上", ("", "300", "家以上")),
        ("3万", "户", "近", ("近", "3万", "户")),
        ("12", "%", "超", ("超", "12", "%")),
        ("2900", "人", "余", ("", "2900", "余人")),
        ("1700", "万名", "多", ("", "1700", "多万名")),
        ("5", "年", "约", ("约", "5", "年")),
        ("5", "年", "逾", ("逾", "5", "年")),
        ("5", "年", "不足", ("不足", "5", "年")),
        ("47.54", "亿元", None, ("", "47.54", "亿元")),
        ("5", None, "余", ("", "5", "余")),
        ("5", None, "以上", ("", "5", "以上")),
        ("5", None, None, ("", "5", "")),
    ],
)
def test_qualified(
    value: str, unit: str | None, qualifier: str | None, said: tuple[str, str, str]
) -> None:
    """A qualifier is never dropped and stands where the source has it."""
    assert said == wording.qualified(value, unit, qualifier)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"value": "12", "unit": "%", "basis": "同比", "qualifier": "超"}, "同比增长超12%"),
        ({"value": "201", "unit": "%", "basis": "同比"}, "同比增长201%"),
        ({"value": "87.5", "unit": "%", "direction": "下降"}, "下降87.5%"),
        (
            {"value": "3", "unit": "个百分点", "basis": "环比", "qualifier": "近"},
            "环比增长近3个百分点",
        ),
        ({"value": "20", "unit": "%", "basis": "较基期", "qualifier": "余"}, "较基期增长20余%"),
    ],
)
def test_change(change: dict[str, Any], said: str) -> None:
    """A change is said with its base, its direction and its qualifier."""
    assert said == wording.change(Change(**change))


def test_figure_and_hole() -> None:
    """A hole in the source is said with the unit that the source kept, never as a number."""
    hole = Metric(label="企业", unit="家", missing="原文数字缺失")
    bare = Metric(label="企业", missing="原文数字缺失")

    assert ("", "", "") == wording.figure(hole)
    assert "原文数字缺失（家）" == wording.hole(hole)
    assert "原文数字缺失" == wording.hole(bare)
    assert ("", "10万", "余名") == wording.figure(
        Metric(label="司机", value="10万", unit="名", qualifier="余")
    )


@pytest.mark.parametrize(
    ("date", "said"),
    [
        ("2023-03-03", "2023年3月3日"),
        ("2023-12-31", "2023年12月31日"),
        ("2023-10", "2023年10月"),
        ("2023", "2023年"),
        ("0000", "0000年"),
    ],
)
def test_date(date: str, said: str) -> None:
    """A date is said as exactly as it is known and no more."""
    assert said == wording.date(date)


@pytest.mark.parametrize(
    ("start", "end", "said"),
    [
        ("2022", "2022", "2022年"),
        ("2022", "2023", "2022年至2023年"),
        ("2017-03", None, "2017年3月起"),
        (None, "2024-12-31", "至2024年12月31日"),
        ("2022", "2022-06", "2022年至2022年6月"),
    ],
)
def test_period(start: str | None, end: str | None, said: str) -> None:
    """A period is said with both ends as far as they are known."""
    assert said == wording.period(Period.model_validate({"from": start, "to": end}))


@pytest.mark.parametrize(
    ("regions", "said"),
    [
        ("undisclosed", "地区未公开"),
        (["山东省"], "山东省"),
        (["330200"], "浙江省 宁波市"),
        (["山东省烟台市招远市"], "山东省 招远市"),
        (["北京市东城区"], "北京市 东城区"),
        (["江苏省", "四川省", "贵州省", "甘肃省"], "江苏省等4地"),
        (["招远市", "370685"], "山东省 招远市"),
    ],
)
def test_place(regions: Any, said: str) -> None:
    """A place is said in a few words, its province before it, and a hidden one is said to be so."""
    case = make_case(regions=regions)

    assert said == wording.place(make_library(case), case)


def test_organizations() -> None:
    """Organizations stand by role, each role once, in the editor's order."""
    case = make_case(
        organizations=[
            {"name": "甲", "role": "指导"},
            {"name": "乙"},
            {"name": "丙", "role": "指导"},
        ]
    )

    assert [("指导", ["甲", "丙"]), ("实施", ["乙"])] == [
        (role, [one.name for one in several]) for role, several in wording.organizations(case)
    ]


def test_honor() -> None:
    """An honor says what is known of it and nothing else."""
    full = Honor(name="甲", recipient="乙", by="丙", year="2022")

    assert "" == wording.honor(Honor(name="甲", level="省级"))
    assert "2022年" == wording.honor(Honor(name="甲", year="2022"))
    assert "获得者：乙；授予单位：丙；2022年" == wording.honor(full)


def test_brand_part() -> None:
    """A part of a brand is named, and explained where the record does so."""
    assert "温馨港湾" == wording.brand_part(BrandPart(name="温馨港湾"))
    assert "温馨港湾：子品牌" == wording.brand_part(BrandPart(name="温馨港湾", about="子品牌"))


@pytest.mark.parametrize(
    ("metric", "said"),
    [
        ({"value": "10万", "qualifier": "余", "unit": "名"}, "10万余名"),
        ({"value": "190", "unit": "家", "change": {"value": "12", "unit": "%"}}, "190家"),
        ({"change": {"value": "12", "unit": "%", "qualifier": "超"}}, "超12%"),
        ({"missing": "原文数字缺失", "unit": "家"}, ""),
    ],
)
def test_amount(metric: dict[str, Any], said: str) -> None:
    """An amount is the figure with its qualifier, else the change, and never made up for a hole."""
    assert said == wording.amount(Metric.model_validate({"label": "甲", **metric}))


def test_source() -> None:
    """A source names every credited author by role, and says so when it bears no date."""
    authors = [
        {"name": "甲", "role": "通讯员"},
        {"name": "乙"},
        {"name": "丙", "role": "通讯员"},
    ]
    source = Source.model_validate({"title": "题", "kind": "报纸", "authors": authors})
    full = Source.model_validate(
        {"title": "题", "kind": "网页", "publisher": "报", "published": "2023-03", "note": "转载"}
    )

    assert [
        ("通讯员", "甲、丙"),
        ("作者", "乙"),
        ("发布日期", "来源未注明"),
        ("类型", "报纸"),
    ] == wording.source(source)
    assert [
        ("媒体或机构", "报"),
        ("发布日期", "2023年3月"),
        ("类型", "网页"),
        ("说明", "转载"),
    ] == wording.source(full)


def test_record_history() -> None:
    """The history of a record says when it was added, and each change with its reason."""
    curation = {
        "status": "withdrawn",
        "added": "2026-11-22",
        "revised": [
            {"date": "2026-12-01", "note": "更正单位名称"},
            {"date": "2026-12-02", "note": "改错字。", "kind": "文字"},
            {"date": "2026-12-03", "note": "来源撤销。。"},
        ],
    }

    assert [
        ("2026-12-03", "2026年12月3日", "撤回：来源撤销。"),
        ("2026-12-02", "2026年12月2日", "文字修订：改错字。"),
        ("2026-12-01", "2026年12月1日", "修订：更正单位名称。"),
        ("2026-11-22", "2026年11月22日", "收录。"),
    ] == wording.record_history(make_case(curation=curation))


def test_figure_ids() -> None:
    """A figure's anchor depends on its label alone; a label that comes again is counted."""
    labels = ["司机", "企业", "司机", "司机"]
    ids = wording.figure_ids(make_case(metrics=[{"label": one, "value": "1"} for one in labels]))
    grown = make_case(metrics=[{"label": one, "value": "2"} for one in ["新的", "企业", "司机"]])
    driver, company = "shuju-6687e5", "shuju-409d07"

    assert [driver, company, f"{driver}-2", f"{driver}-3"] == ids
    assert [company, driver] == wording.figure_ids(grown)[1:]


@pytest.mark.parametrize(
    ("metrics", "told"),
    [
        ([{"value": "1"}, {"change": {"value": "1", "unit": "%"}}], "共 2 项"),
        (
            [{"value": "1"}, {"missing": "原文数字缺失"}],
            "共 2 项，其中 1 项来源缺失，照实标明，不作补填",
        ),
    ],
)
def test_figures_told(metrics: list[dict[str, Any]], told: str) -> None:
    """A reader hears how many figures there are and how many the source left out."""
    assert told == wording.figures_told(
        make_case(metrics=[{"label": "甲", **one} for one in metrics])
    )


@pytest.mark.parametrize(
    ("characters", "told"),
    [
        (0, "全文约 73 字，阅读约 1 分钟"),
        (900, "全文约 1000 字，阅读约 2 分钟"),
        (2400, "全文约 2500 字，阅读约 5 分钟"),
    ],
)
def test_reading(characters: int, told: str) -> None:
    """A reader hears how long the prose is and how long it takes, a minute at least."""
    assert told == wording.reading(make_case(lessons="字 \n" * characters or None))


def test_words_of_charts() -> None:
    """A chart says that its numbers are relative, and how the bars of a table are to be read."""
    bars = charts.moved(Change(value="12", unit="%", basis="同比", qualifier="超"))
    assert bars

    assert "相对值，以上年同期为100，本期为超112" == wording.moved(bars)
    assert wording.moved(bars).startswith(wording.relative(bars))
    assert "由上到下依次为上季度、本季度。" in wording.series(
        charts.Series(("上季度", "本季度"), ((1, 2),))
    )


def test_origin() -> None:
    """A figure without a source of its own comes from the first."""
    assert "来源 1" == wording.origin(Metric(label="甲", value="1"))
    assert "来源 3" == wording.origin(Metric(label="甲", value="1", source="3"))
