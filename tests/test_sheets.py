"""What a reader relies on in the sheets: every row, as the record says it, in the right order."""

import json
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import pinyin, pipeline, wording
from generator.library import Library
from generator.model import Case
from generator.sheets import SHEETS, Sheet, choices_of, rows_file, tabulate
from tests.factories import convert, library, make_case, make_library, pages_of

BY_ID = {sheet.id: sheet for sheet in SHEETS}
WITHDRAWN = {
    "status": "withdrawn",
    "added": "2026-11-22",
    "revised": [{"date": "2026-12-01", "note": "单位要求撤回"}],
}


def rows(library: Library, sheet_id: str) -> list[dict[str, str]]:
    """Give the rows of a sheet as a reader reads them, column by column."""
    sheet = BY_ID[sheet_id]
    table = tabulate(library, sheet)
    return [
        {
            column.id: table.cells[number][place].text
            for number, (column, place) in enumerate(zip(sheet.columns, places, strict=True))
        }
        for places in table.places
    ]


def ordered(library: Library, sheet_id: str, column: str) -> list[str]:
    """Give the distinct texts of a column in the order in which it sorts."""
    number = [one.id for one in BY_ID[sheet_id].columns].index(column)
    return [cell.text for cell in tabulate(library, BY_ID[sheet_id]).cells[number]]


def choices(library: Library, sheet_id: str, column: str) -> list[str]:
    """Give what a column can be filtered by."""
    number = [one.id for one in BY_ID[sheet_id].columns].index(column)
    return tabulate(library, BY_ID[sheet_id]).choices(number)


def figures(*values: str, **more: Any) -> Case:
    """Make a case with one figure for each value, as in `3.5 万公里`."""
    metrics = []
    for number, told in enumerate(values):
        value, _, unit = told.partition(" ")
        metrics.append(
            {"label": f"数字{number}", "value": value, **({"unit": unit} if unit else {})}
        )
    return make_case(metrics=metrics, **more)


METRICS = [
    {"label": "司机", "value": "10万", "qualifier": "余", "unit": "名", "kind": "规模"},
    {"label": "企业", "unit": "家", "missing": "原文数字缺失"},
    {"label": "里程", "value": "3.5", "unit": "万公里", "year": "2024", "kind": "成效"},
    {
        "label": "投资",
        "value": "47.54",
        "unit": "亿元",
        "change": {"value": "201", "unit": "%", "basis": "同比"},
    },
    {"label": "时限", "change": {"value": "87.5", "unit": "%", "direction": "下降"}},
]


# Rows


def test_figures_as_the_record_says_them() -> None:
    """A figure keeps its qualifier and unit, a hole is said, a change stands in its own column."""
    shared = {"domain": "道路货运", "region": "山东省 招远市", "case": "示例：货车司机党建"}
    shared["source"] = "来源标题"
    empty = ("value", "decimal", "qualifier", "measure", "change", "kind", "year", "note", "unit")
    blank = dict.fromkeys(empty, "")
    told = [
        {"label": "司机", "value": "10万余名", "kind": "规模", "unit": "名"},
        {"label": "企业", "value": "原文数字缺失（家）", "unit": "家"},
        {"label": "里程", "value": "3.5万公里", "kind": "成效", "year": "2024年", "unit": "公里"},
        {"label": "投资", "value": "47.54亿元", "change": "同比增长201%", "unit": "元"},
        {"label": "时限", "change": "下降87.5%", "unit": "%"},
    ]

    taken = [
        {"decimal": "100000", "qualifier": "余", "measure": "名"},
        {"measure": "家"},
        {"decimal": "3.5", "measure": "万公里"},
        {"decimal": "47.54", "measure": "亿元"},
        {},
    ]

    assert [
        {**shared, **blank, **one, **more} for one, more in zip(told, taken, strict=True)
    ] == rows(make_library(make_case(metrics=METRICS)), "metrics")


def test_a_figure_names_its_source() -> None:
    """A figure is taken home with its note and the title of the very source that it comes from."""
    sources = [{"title": title, "kind": "报纸"} for title in ("甲报", "乙报")]
    metrics = [
        {"label": "司机", "value": "2,900", "note": "四省合计", "source": "2"},
        {"label": "企业", "value": "-0.50"},
    ]

    assert [("2900", "四省合计", "乙报"), ("-0.50", "", "甲报")] == [
        (row["decimal"], row["note"], row["source"])
        for row in rows(make_library(make_case(sources=sources, metrics=metrics)), "metrics")
    ]


def test_systems() -> None:
    """A system stands with its use and builder; where it is used falls back on its case's place."""
    one = {"name": "通行码", "kind": "党建信息平台", "purpose": "核验", "operator": "某市公路局"}
    other = {"name": "热线", "kind": "党建信息平台", "purpose": "救援", "region": "平湖市"}
    case = make_case(platforms=[one, other], regions="undisclosed")
    title = {"case": "示例：货车司机党建"}

    assert [
        {**one, "region": "地区未公开", **title},
        {**other, "region": "浙江省 平湖市", "operator": "", **title},
    ] == rows(make_library(case), "platforms")


def test_honors() -> None:
    """An honor stands as the record tells it; who received it is not guessed."""
    honor = {"name": "先进集体", "recipient": "丁队", "by": "省厅", "year": "2022", "level": "省级"}
    case = make_case(honors=[honor, {"name": "示范点"}])
    blank = {"recipient": "", "by": "", "year": "", "level": ""}
    title = {"case": "示例：货车司机党建"}

    assert [{**honor, "year": "2022年", **title}, {"name": "示范点", **blank, **title}] == rows(
        make_library(case), "honors"
    )


def test_withdrawn_cases_have_no_rows() -> None:
    """What a withdrawn case said stands in no sheet."""
    assert [] == rows(make_library(make_case(metrics=METRICS, curation=WITHDRAWN)), "metrics")


def test_the_real_library() -> None:
    """The published library names 41 systems and 119 figures, each in its sheet."""
    real = library()
    named = [platform.name for case in real.listed for platform in case.platforms]

    assert named == [row["name"] for row in rows(real, "platforms")]
    assert (41, 119) == (len(named), len(rows(real, "metrics")))
    assert [("某市危化品道路运输安全管理服务中心", "通行管理")] == [
        (row["operator"], row["kind"])
        for row in rows(real, "platforms")
        if row["name"] == "危运通行码"
    ]


# Order


def test_order_of_values() -> None:
    """Figures sort by their exact value, 万 and 亿 in value or unit told, and holes last."""
    case = figures("3.5 万公里", "2,900 人", "0.1 %", "10万 名", "1.2 亿元", "-3 %", "36000 米")
    hole = make_case("b", metrics=[{"label": "企业", "missing": "原文数字缺失"}])

    assert [
        *("-3%", "0.1%", "2,900人", "3.5万公里", "36000米", "10万名", "1.2亿元", "原文数字缺失"),
    ] == ordered(make_library(case, hole), "metrics", "value")


def test_order_of_changes() -> None:
    """A fall sorts below every rise, the deeper the lower."""
    moves = [("12", "增长"), ("5", "下降"), ("87.5", "下降"), ("2.0", "增长")]
    case = make_case(
        metrics=[
            {"label": "甲", "change": {"value": value, "unit": "%", "direction": direction}}
            for value, direction in moves
        ]
    )

    assert ["下降87.5%", "下降5%", "增长2.0%", "增长12%"] == ordered(
        make_library(case), "metrics", "change"
    )


def test_order_of_names() -> None:
    """Names sort by their pinyin, not by code point: 重庆 (chong) before 上海 before 中山."""
    names = ["中山", "上海", "重庆", "安徽"]
    case = make_case(metrics=[{"label": name, "value": "1"} for name in names])

    assert ["安徽", "重庆", "上海", "中山"] == ordered(make_library(case), "metrics", "label")


def test_order_of_places_that_read_the_same() -> None:
    """Places that read and begin alike keep one order, whatever the order of the cases."""
    seconds = ("四川省", "贵州省", "甘肃省", "湖南省", "云南省", "海南省", "湖北省", "安徽省")
    cases = [
        make_case(f"c{number}", regions=["江苏省", second], metrics=[{"label": "数", "value": "1"}])
        for number, second in enumerate(seconds)
    ]
    region = [column.id for column in BY_ID["metrics"].columns].index("region")
    orders = [
        [cell.whole for cell in tabulate(make_library(*made), BY_ID["metrics"]).cells[region]]
        for made in (cases, cases[::-1])
    ]
    by_code = ("安徽省", "湖北省", "湖南省", "海南省", "四川省", "贵州省", "云南省", "甘肃省")

    assert [[f"江苏省、{second}" for second in by_code]] * 2 == orders


@given(st.lists(st.decimals("-99999", "99999", places=2), min_size=2, max_size=8, unique=True))
def test_any_values_sort_as_numbers(numbers: list[Any]) -> None:
    """Whatever values a library has, their order is that of the numbers."""
    case = figures(*(f"{number:.2f}" for number in numbers))

    assert [f"{number:.2f}" for number in sorted(numbers)] == ordered(
        make_library(case), "metrics", "value"
    )


# Filters


def test_filters() -> None:
    """万公里 is found by 公里, a case of several provinces by each, a hidden place by its name."""
    library = make_library(
        figures("3.5 万公里", "2 公里", "1 家", regions=["江苏省", "招远市"]),
        figures("1 人", case_id="b", regions="undisclosed"),
    )

    assert ["公里", "家", "人"] == choices(library, "metrics", "unit")
    assert ["江苏省", "山东省", "未公开"] == choices(library, "metrics", "region")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.id)
def test_every_row_can_be_filtered_for(sheet: Sheet) -> None:
    """What a row is filtered by is always among the choices."""
    table = tabulate(library(), sheet)

    assert [] == [
        (column.id, name)
        for number, column in enumerate(sheet.columns)
        if column.kind == "facet"
        for cell in table.cells[number]
        for _, name in choices_of(cell)
        if name not in table.choices(number)
    ]


# The file


def test_the_file_says_the_same_as_the_rows() -> None:
    """The file that scripts read gives back every row, with what is blank behind what is not."""
    made = make_library(make_case(metrics=METRICS), make_case("b", metrics=METRICS[1:3]))
    data = json.loads(rows_file(BY_ID["metrics"], tabulate(made, BY_ID["metrics"])))
    columns = {column["id"]: column for column in data["columns"]}
    value = columns["value"]

    assert rows(made, "metrics") == [
        {name: column["texts"][column["rows"][row]] for name, column in columns.items()}
        for row in range(len(data["anchors"]))
    ]
    assert ["10万余名", "47.54亿元"] == value["texts"][1 : value["blank"]]
    assert ["cases/a-case/", "cases/b/"] == sorted(columns["case"]["targets"])


def test_what_only_the_table_at_home_says() -> None:
    """The file names what is taken home, in order, and spells out several places."""
    case = make_case(regions=["江苏省", "招远市"], metrics=METRICS[:1])
    made = make_library(case, make_case("b", metrics=METRICS[:1]))
    data = json.loads(rows_file(BY_ID["metrics"], tabulate(made, BY_ID["metrics"])))
    region = next(column for column in data["columns"] if column["id"] == "region")

    titles = [column["title"] for column in data["columns"] if "title" in column]

    assert [
        *("名称", "数值", "数字", "修饰", "计量单位", "变化"),
        *("类别", "年份", "领域", "地区", "案例", "说明", "来源"),
    ] == titles
    assert (["江苏省等2地", "山东省 招远市"], {"0": "江苏省、山东省 招远市"}) == (
        region["texts"],
        region["whole"],
    )


def test_what_a_source_does_not_say() -> None:
    """The page says what a source does not tell, and stays empty where there is nothing to tell."""
    case = make_case(metrics=METRICS[:1], honors=[{"name": "示范点"}])
    pages = pages_of(case)
    cells = {
        name: ["".join(cell.itertext()) for cell in list(convert(page.body).iter("tr"))[1]]
        for name in ("metrics", "honors")
        for page in [pages[f"{name}/index.md"]]
    }

    assert {
        "metrics": ["司机", "10万余名", "", "规模", "未写明", "道路货运", "山东省 招远市",
                    "示例：货车司机党建"],
        "honors": ["示范点", "未另写明", "未写明", "未写明", "未写明", "示例：货车司机党建"],
    } == cells  # fmt: skip


def test_the_caption_of_a_part() -> None:
    """Each part of a long table says which rows it holds, and of how many."""
    metrics = [{"label": f"数字{one:03}", "value": str(one)} for one in range(119)]
    pages = pages_of(make_case(metrics=metrics))

    assert ["数据：第 1 至 100 行，共 119 条", "数据：第 101 至 119 行，共 119 条"] == [
        next(convert(pages[name].body).iter("caption")).text
        for name in ("metrics/index.md", "metrics/page/2.md")
    ]


def test_one_file_for_each_sheet() -> None:
    """Each sheet has its file beside its page."""
    assert ["metrics/rows.json", "platforms/rows.json", "honors/rows.json"] == [
        file.uri for file in pipeline.data_files(library()) if file.uri.endswith("/rows.json")
    ]


# Anchors


def test_a_figure_keeps_its_anchor() -> None:
    """A figure's place on its page hangs on its label alone, and the same label counts on."""
    labels = ["司机", "企业", "司机"]
    case = make_case(metrics=[{"label": one, "value": "1"} for one in labels])
    first, second, third = wording.figure_ids(case)

    assert re.fullmatch("shuju-[0-9a-f]{6,}", first)
    assert (first + "-2", True) == (third, second != first)
    assert [second, first] == wording.figure_ids(
        make_case(metrics=[{"label": one, "value": "2"} for one in ("企业", "司机")])
    )


# Pages


@pytest.mark.parametrize(("number", "sizes"), [(0, [0]), (100, [100]), (201, [100, 100, 1])])
def test_long_sheets(number: int, sizes: list[int]) -> None:
    """A sheet of more than a hundred rows goes on at page/2/, with none left out."""
    metrics = [{"label": f"数字{one:03}", "value": str(one)} for one in range(number)]
    half = len(metrics) // 2
    cases = [make_case("a", metrics=metrics[:half]), make_case("b", metrics=metrics[half:])]
    pages = pages_of(*cases)
    places = ["metrics/index.md", *(f"metrics/page/{one}.md" for one in range(2, len(sizes) + 1))]
    found = [
        [
            row[0].text
            for row in convert(pages[place].body).iter("tr")
            if row[0].get("scope") == "row"
        ]
        for place in places
    ]

    assert sizes == [len(one) for one in found]
    assert [one["label"] for one in metrics] == [label for one in found for label in one]
    assert f"metrics/page/{len(sizes) + 1}.md" not in pages


def test_a_row_leads_to_its_figure() -> None:
    """The last cell of a row leads to the figure on the page of its case."""
    case = make_case(metrics=METRICS[:1])
    pages = pages_of(case)
    [anchor] = wording.figure_ids(case)
    row = list(convert(pages["metrics/index.md"].body).iter("tr"))[1]
    figure = next(
        one for one in convert(pages["cases/a-case.md"].body).iter("li") if one.get("id") == anchor
    )

    assert f"../cases/a-case/#{anchor}" == row[-1][0].get("href")
    assert "10万余名" in "".join(figure.itertext())


def test_honors_by_level() -> None:
    """The page of honors leads to the cases of each level, in the order of the vocabulary."""
    honor = {"name": "先进集体", "level": "省级"}
    made = convert(pages_of(make_case(honors=[honor]))["honors/index.md"].body)

    assert [("shengji/", "省级1")] == [
        (one.get("href"), "".join(one.itertext()))
        for one in made.iter("a")
        if one.get("href", "").startswith("sheng")
    ]


def test_pinyin_is_read_once_for_all() -> None:
    """The order of names is that of the indexes, so that both halves of the site agree."""
    labels = [row["label"] for row in rows(library(), "metrics")]

    assert sorted(set(labels), key=pinyin.order) == ordered(library(), "metrics", "label")
