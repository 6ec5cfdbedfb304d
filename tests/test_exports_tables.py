"""What an analyst relies on in the tables: every row, every number exactly, nothing a formula."""

import csv
import io
import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import wording
from generator.exports import tables
from generator.library import Library
from generator.settings import Settings
from tests.factories import ROOT, library, make_case, make_library

CELLS = json.loads((ROOT / "tests/golden/csv-cells.json").read_text(encoding="utf-8"))
GONE = {
    "status": "withdrawn",
    "added": "2026-11-22",
    "revised": [{"date": "2026-12-01", "note": "单位要求撤回"}],
}
HOSTILE = "=cmd|'/C calc'!A0 \"甲\",乙; </script> {}\\%$#_~^ \u05d0"


def text_of(made: Library, name: str, **settings: str) -> str:
    """Give a table as the text that its file holds."""
    files = {file.uri: file.content for file in tables.files(made, Settings(**settings))}
    return files[f"data/{name}.csv"].decode("utf-8-sig")


def rows_of(made: Library, name: str, **settings: str) -> list[dict[str, str]]:
    """Give the rows of a table by their column."""
    text = text_of(made, name, **settings)
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def told(row: Mapping[str, str]) -> dict[str, str]:
    """Give the cells of a row that are not empty."""
    return {name: text for name, text in row.items() if text}


def write(made: Library, folder: Path) -> Path:
    """Write the tables into a folder, as a reader downloads them."""
    for file in tables.files(made, Settings()):
        (folder / file.uri.rpartition("/")[2]).write_bytes(file.content)
    return folder


def hostile_library() -> Library:
    """Give a library of one case with hostile texts and odd numbers."""
    metrics = [
        {"label": HOSTILE, "value": "-5", "unit": "度", "note": "-5"},
        {"label": "@甲", "value": "+3万", "unit": "=人", "qualifier": "余"},
        {"label": "－1", "value": "1,345,678,901,234.5678亿"},
        {"label": "占比", "value": "0.10", "unit": "%"},
    ]
    return make_library(
        make_case(
            title=HOSTILE,
            organizations=[{"name": "甲;乙"}, {"name": "-丙", "role": "指导"}],
            metrics=metrics,
            platforms=[{"name": "=平台", "kind": "党建信息平台", "purpose": HOSTILE}],
        )
    )


def test_a_case() -> None:
    """A case is one row: its words beside their ids, its place beside its code, its counts."""
    case = make_case(
        regions=["江苏省", "370685"],
        tags=["huoche-siji", "siji-zhijia"],
        period={"from": "2022-03"},
        brand={"name": "先行", "slogan": "党建强"},
        selection={"collection": "大众党建案例库"},
        sources=[
            {
                "title": "来源标题",
                "kind": "报纸",
                "publisher": "某报",
                "published": "2023-03",
                "authors": [{"name": "王甲"}, {"name": "李乙"}],
                "url": "https://a.cn/1",
                "archived": "https://b.cn/2",
            },
            {"title": "另一来源", "kind": "网页"},
        ],
        metrics=[{"label": "司机", "value": "1"}, {"label": "企业", "missing": "原文数字缺失"}],
        curation={
            "status": "published",
            "added": "2026-11-22",
            "revised": [
                {"date": "2026-12-01", "note": "更正"},
                {"date": "2026-11-30", "note": "补"},
            ],
        },
    )
    [row] = rows_of(make_library(case), "cases", address="https://c.cn/anli/")

    assert {
        "id": "a-case",
        "title": "示例：货车司机党建",
        "address": "https://c.cn/anli/cases/a-case/",
        "summary": case.summary,
        "year": "2022",
        "category": "机关",
        "category_id": "jiguan",
        "domain": "道路货运",
        "domain_id": "daolu-huoyun",
        "tags": "货车司机;司机之家",
        "tag_ids": "huoche-siji;siji-zhijia",
        "regions": "江苏省;山东省烟台市招远市",
        "region_codes": "320000;370685",
        "regions_undisclosed": "false",
        "period_from": "2022-03",
        "organizations": "某市交通运输局",
        "organization_roles": "实施",
        "brand": "先行",
        "brand_slogan": "党建强",
        "collection": "大众党建案例库",
        "source_title": "来源标题",
        "source_authors": "王甲;李乙",
        "source_publisher": "某报",
        "source_published": "2023-03",
        "source_kind": "报纸",
        "source_url": "https://a.cn/1",
        "source_archived": "https://b.cn/2",
        "added": "2026-11-22",
        "revised": "2026-12-01",
        "practice_count": "1",
        "metric_count": "2",
        "missing_count": "1",
        "table_count": "0",
        "platform_count": "0",
        "honor_count": "0",
        "image_count": "0",
        "source_count": "2",
    } == told(row)


def test_what_a_source_does_not_say_is_empty() -> None:
    """A hidden place, no date and no year leave their cells empty, and no address is made up."""
    case = make_case(regions="undisclosed", sources=[{"title": "甲", "kind": "网页"}])
    [row] = rows_of(make_library(case), "cases")

    assert ("cases/a-case/", "true") == (row["address"], row["regions_undisclosed"])
    assert {""} == {
        row[name]
        for name in (
            "year",
            "regions",
            "region_codes",
            "period_from",
            "revised",
            "source_published",
        )
    }


def test_a_figure() -> None:
    """A figure keeps its qualifier beside the exact number, how it moved, and its source."""
    change = {
        "value": "1.2万",
        "unit": "人",
        "basis": "同比",
        "direction": "下降",
        "qualifier": "超",
    }
    metric = {
        "label": "司机",
        "value": "2,900",
        "unit": "万名",
        "qualifier": "余",
        "kind": "规模",
        "year": "2022",
        "change": change,
        "note": "四省合计",
        "source": "2",
    }
    sources = [{"title": one, "kind": "报纸"} for one in ("甲", "乙")]
    case = make_case(
        metrics=[metric, {"label": "企业", "unit": "家", "missing": "缺"}], sources=sources
    )
    first, second = rows_of(make_library(case), "metrics")
    ids = wording.figure_ids(case)

    assert {
        "case": "a-case",
        "id": ids[0],
        "case_title": "示例：货车司机党建",
        "address": f"cases/a-case/#{ids[0]}",
        "label": "司机",
        "value": "2,900",
        "decimal": "2900",
        "unit": "万名",
        "qualifier": "余",
        "kind": "规模",
        "year": "2022",
        "change_value": "1.2万",
        "change_decimal": "12000.0",
        "change_unit": "人",
        "change_qualifier": "超",
        "change_direction": "下降",
        "change_basis": "同比",
        "note": "四省合计",
        "source": "2",
        "source_title": "乙",
    } == told(first)
    assert ("", "", "家", "缺") == tuple(
        second[name] for name in ("value", "decimal", "unit", "missing")
    )


def test_a_platform() -> None:
    """A platform has its place with its code where the record names one."""
    platforms = [
        {"name": "甲", "kind": "党建信息平台", "purpose": "学习", "region": "招远市"},
        {"name": "乙", "kind": "党建信息平台", "purpose": "交流", "operator": "某局"},
    ]
    first, second = rows_of(make_library(make_case(platforms=platforms)), "platforms")

    assert {
        "case": "a-case",
        "number": "1",
        "case_title": "示例：货车司机党建",
        "address": "cases/a-case/#pingtai",
        "name": "甲",
        "kind": "党建信息平台",
        "kind_id": "dangjian-xinxi-pingtai",
        "purpose": "学习",
        "region": "山东省烟台市招远市",
        "region_code": "370685",
    } == told(first)
    assert ("2", "", "", "某局") == tuple(
        second[name] for name in ("number", "region", "region_code", "operator")
    )


def test_only_what_is_published() -> None:
    """Neither a withdrawn case nor, in a preview, a draft stands in any table."""
    parts: dict[str, Any] = {
        "metrics": [{"label": "司机", "value": "1"}],
        "platforms": [{"name": "甲", "kind": "党建信息平台", "purpose": "学习"}],
    }
    cases = [
        make_case("gone", curation=GONE, **parts),
        make_case("draft", curation={"status": "draft", "added": "2026-11-22"}, **parts),
        make_case("here", **parts),
    ]
    made = make_library(*cases, drafts=True)

    assert ["here"] == [row["id"] for row in rows_of(made, "cases")]
    assert ["here"] == [row["case"] for row in rows_of(made, "metrics")]
    assert ["here"] == [row["case"] for row in rows_of(made, "platforms")]


def test_the_bytes() -> None:
    """A file begins with a byte order mark for Excel and ends each line as RFC 4180 says."""
    for file in tables.files(library(), Settings()):
        assert file.content.startswith(b"\xef\xbb\xbf")
        assert file.content.endswith(b"\r\n")
        assert file.content.count(b"\n") == file.content.count(b"\r\n")


@pytest.mark.parametrize(("text", "cell"), CELLS)
def test_no_cell_is_a_formula(text: str, cell: str) -> None:
    """A text that a spreadsheet would run is marked as text; a plain number is none."""
    assert cell == tables.cell(text)


@given(st.text())
def test_a_mark_is_all_that_is_added(text: str) -> None:
    """Whatever a text holds, its cell is the text itself or the text behind one quotation mark."""
    assert tables.cell(text) in (text, f"'{text}")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
def test_any_text_comes_back(text: str) -> None:
    """Quotation marks, commas and line ends of a text come back whole from the file."""
    case = make_case().model_copy(update={"title": text})
    [row] = rows_of(make_library(case), "cases")

    assert tables.defuse(text) == row["title"]


def test_several_things_in_a_cell_can_be_parted() -> None:
    """A semicolon inside of a name never parts it."""
    [row] = rows_of(hostile_library(), "cases")

    assert ["甲；乙", "-丙"] == row["organizations"].split(";")
    assert ["实施", "指导"] == row["organization_roles"].split(";")


# Read back by what analysts use


def test_pandas_reads_the_library(tmp_path: Path) -> None:
    """Pandas gives whole years, true and false, dates and every number of the library exactly."""
    folder = write(library(), tmp_path)
    cases = pd.read_csv(folder / "cases.csv", dtype_backend="numpy_nullable", parse_dates=["added"])
    metrics = pd.read_csv(folder / "metrics.csv", dtype=str, keep_default_na=False)
    told = [one for case in library().listed for one in case.metrics]

    assert [case.id for case in library().listed] == list(cases["id"])
    assert {"year": "Int64", "regions_undisclosed": "boolean", "metric_count": "Int64"} == {
        name: str(cases[name].dtype) for name in ("year", "regions_undisclosed", "metric_count")
    }
    assert "datetime64" in str(cases["added"].dtype)
    assert [one.decimal for one in told] == [
        Decimal(text) if text else None for text in metrics["decimal"]
    ]
    assert [one.value or "" for one in told] == list(metrics["value"])


def test_pandas_reads_hostile_cells(tmp_path: Path) -> None:
    """Pandas takes formulas for text and signed numbers for numbers."""
    folder = write(hostile_library(), tmp_path)
    cases = pd.read_csv(folder / "cases.csv")
    metrics = pd.read_csv(folder / "metrics.csv")

    assert [f"'{HOSTILE}"] == list(cases["title"])
    assert [f"'{HOSTILE}", "'@甲", "'－1", "占比"] == list(metrics["label"])
    assert ["-5", "'+3万", "1,345,678,901,234.5678亿", "0.10"] == list(metrics["value"])
    assert [-5, 30_000, 0.1] == list(metrics["decimal"][[0, 1, 3]])
    assert ["度", "'=人"] == list(metrics["unit"][:2])


def test_duckdb_reads_the_library(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB joins figures to their cases by key and finds the numbers of the records."""
    monkeypatch.chdir(write(library(), tmp_path))
    found = duckdb.sql(
        """SELECT cases.id, count(*), max(cases.metric_count), sum(metrics.decimal)
        FROM 'metrics.csv' AS metrics JOIN 'cases.csv' AS cases
        ON metrics.case = cases.id GROUP BY ALL ORDER BY ALL"""
    ).fetchall()

    assert found == sorted(
        (
            case.id,
            len(case.metrics),
            len(case.metrics),
            pytest.approx(float(sum(one.decimal for one in case.metrics if one.decimal))),
        )
        for case in library().listed
        if case.metrics
    )


def test_duckdb_reads_hostile_cells(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """DuckDB gives each number exactly, and hostile texts as text."""
    monkeypatch.chdir(write(hostile_library(), tmp_path))
    rows = duckdb.sql(
        """SELECT label, decimal
        FROM read_csv('metrics.csv', types = {'decimal': 'DECIMAL(38, 6)'})"""
    ).fetchall()

    assert [
        (f"'{HOSTILE}", Decimal(-5)),
        ("'@甲", Decimal(30_000)),
        ("'－1", Decimal("134567890123456780000")),
        ("占比", Decimal("0.1")),
    ] == rows
