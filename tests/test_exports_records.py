"""What others rely on in the open data: all records at once, one by one, and by tag and place."""

import json
from pathlib import Path
from typing import Any

import duckdb
import pandas
import pytest

from generator import pipeline
from generator.exports import records
from generator.exports.resolved import from_resolved
from generator.library import Library
from generator.pipeline import Reading
from generator.settings import Settings
from tests.factories import TODAY, library, make_inputs, make_library, record_text
from tests.test_exports_resolved import DATA, SETTINGS, read

CURATION = {"added": "2026-11-22", "revised": [{"date": "2026-12-01", "note": "更正"}]}
FULL = read("full")
GONE = read("gone")
MADE = make_library(FULL, GONE)


def files_of(library: Library) -> dict[str, bytes]:
    """Give all files by their place."""
    made = [*records.files(library, SETTINGS), *records.choice_files(library, SETTINGS)]
    return {file.uri: file.content for file in made}


FILES = files_of(MADE)
# The published library's, as its analysts have them.
LIBRARY = files_of(library())


def told(uri: str) -> Any:
    """Read one of the files."""
    return json.loads(FILES[uri])


def test_the_files() -> None:
    """Each case has its files, withdrawn ones too; each tag and place that bears one has a list."""
    assert {
        *("data/cases.json", "data/cases.ndjson"),
        *("cases/full/record.json", "cases/full/record.md"),
        *("cases/gone/record.json", "cases/gone/record.md"),
        *("tags/huoche-siji/cases.json", "tags/siji-zhijia/cases.json"),
        *(f"regions/{code}/cases.json" for code in ("320000", "370000", "370600", "370685")),
        "regions/undisclosed/cases.json",
    } == set(FILES)


@pytest.mark.parametrize("uri", ["record.json", "record.md"])
@pytest.mark.parametrize("case", ["full", "gone"])
def test_beside_a_case(case: str, uri: str) -> None:
    """Beside a case lie its data and its text, beside a withdrawn one no more than a mark."""
    golden = (DATA / f"{case}{Path(uri).suffix}").read_bytes()

    assert golden == FILES[f"cases/{case}/{uri}"]


def test_the_whole_library() -> None:
    """The list of all cases says what it is, holds each case whole, and marks withdrawn ones."""
    assert {
        "schema_version": "1.0",
        "licence": "CC-BY-4.0",
        "address": "https://a.cn/anli/data/",
        "newest": "2026-12-05",
        "count": 1,
        "cases": [told("cases/full/record.json")],
        "withdrawn": [told("cases/gone/record.json")],
    } == told("data/cases.json")


def test_a_line_a_case() -> None:
    """NDJSON has the same objects, one a line, and nothing of withdrawn cases."""
    lines = FILES["data/cases.ndjson"].splitlines()

    assert [told("cases/full/record.json")] == [json.loads(line) for line in lines]
    assert FILES["data/cases.ndjson"].endswith(b"}\n")


def test_the_library_comes_back() -> None:
    """From the lines of the published library every one of its cases is rebuilt to an equal one."""
    lines = LIBRARY["data/cases.ndjson"].splitlines()

    assert list(library().cases) == [from_resolved(json.loads(line)) for line in lines]


def test_nothing_of_a_withdrawn_case() -> None:
    """Beyond its title and why it went, no file says anything that a withdrawn case said."""
    assert [] == [uri for uri, content in FILES.items() if "不该出现".encode() in content]


@pytest.mark.parametrize(
    ("uri", "facet", "choice"),
    [
        ("tags/huoche-siji", "标签", ("huoche-siji", "货车司机", "货车司机")),
        ("regions/370685", "地区", ("370685", "招远市", "山东省烟台市招远市")),
        ("regions/370000", "地区", ("370000", "山东省", "山东省")),
    ],
)
def test_cases_of_a_choice(uri: str, facet: str, choice: tuple[str, str, str]) -> None:
    """A tag or a place has its cases in brief, with the address of the whole record."""
    data = told(f"{uri}/cases.json")
    whole = told("cases/full/record.json")
    same = ("id", "year", "status", "address", "revised_on", "title", "summary", "period")

    assert {
        "schema_version": "1.0",
        "licence": "CC-BY-4.0",
        "address": f"https://a.cn/anli/{uri}/",
        "newest": "2026-12-05",
        "facet": {"id": uri.partition("/")[0], "name": facet},
        "choice": dict(zip(("id", "name", "full_name"), choice, strict=True)),
        "count": 1,
        "cases": [
            {
                **{key: whole[key] for key in same},
                "record": "https://a.cn/anli/cases/full/record.json",
                "published": "2023-03-03",
                "added": "2026-11-22",
                "resolved": whole["resolved"],
            }
        ],
        "withdrawn": [told("cases/gone/record.json")],
    } == data


def test_a_choice_without_withdrawn_cases() -> None:
    """A withdrawn case is marked where it stood, and nowhere else."""
    data = told("tags/siji-zhijia/cases.json")

    assert (1, [], "2026-12-01") == (data["count"], data["withdrawn"], data["newest"])


def test_a_place_without_cases() -> None:
    """The page of undisclosed places is always there, and so is its list, empty though it be."""
    data = told("regions/undisclosed/cases.json")

    assert (0, [], []) == (data["count"], data["cases"], data["withdrawn"])


def test_an_empty_library() -> None:
    """A library without cases has empty lists."""
    files = files_of(make_library())

    assert b"" == files["data/cases.ndjson"]
    assert 0 == json.loads(files["data/cases.json"])["count"]


def test_order_does_not_matter() -> None:
    """The same records in another order give the same bytes."""
    assert list(FILES.items()) == list(files_of(make_library(GONE, FULL)).items())


# ---------------------------------------------------------------- with the tools of analysts


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The published library as a file of lines."""
    path = tmp_path_factory.mktemp("data") / "cases.ndjson"
    path.write_bytes(LIBRARY["data/cases.ndjson"])
    return path


def figures(of: Library) -> list[tuple[str, str, str | None]]:
    """Give every figure of a library: its case, its label and its exact value."""
    return [
        (case.id, one.label, None if one.decimal is None else f"{one.decimal:f}")
        for case in of.listed
        for one in case.metrics
    ]


def test_duckdb_reads_every_figure(lines: Path) -> None:
    """DuckDB reads the lines by itself, and finds each figure with its exact value."""
    rows = duckdb.sql(
        "select id, one.label, one.resolved.decimal::varchar"  # noqa: S608 # a path of our own
        f" from (select id, unnest(metrics) as one from read_ndjson_auto('{lines}'))"
    ).fetchall()

    assert sorted(figures(library())) == sorted(rows)


def test_duckdb_adds_up_exactly(lines: Path) -> None:
    """What is added up in DuckDB as decimals is exact."""
    found = duckdb.sql(
        "select sum(one.resolved.decimal::decimal(38, 4))"  # noqa: S608 # a path of our own
        f" from (select unnest(metrics) as one from read_ndjson_auto('{lines}'))"
    ).fetchall()
    exact = [one.decimal for case in library().listed for one in case.metrics if one.decimal]

    assert [(sum(exact),)] == found


def test_pandas_reads_every_case(lines: Path) -> None:
    """Read by pandas, the lines are a row a case, and figures a row each."""
    frame = pandas.read_json(lines, lines=True, dtype=False)
    made = pandas.json_normalize(frame.to_dict("records"), "metrics", ["id"])
    rows = made[["id", "label", "resolved.decimal"]].astype(object)
    rows = rows.where(rows.notna(), None)

    assert [case.title for case in library().listed] == list(frame["title"])
    assert figures(library()) == list(rows.itertuples(index=False, name=None))


# ---------------------------------------------------------------- as a part of the site


def reading(drafts: bool) -> Reading:
    """Read a published record and a draft."""
    files = {
        f"cases/2023/{name}.yml": record_text(curation={**CURATION, "status": status}).encode()
        for name, status in (("one", "published"), ("unfinished", "draft"))
    }
    return pipeline.read(make_inputs(files), TODAY, drafts=drafts)


def test_a_draft_stands_in_no_list() -> None:
    """A draft has no data; in a preview it has its own, yet stands in no list or feed."""
    built, previewed = (
        {
            file.uri: file.content
            for file in (
                *pipeline.open_data(reading(drafts), Settings()),
                *pipeline.served_files(reading(drafts), Settings(), preview=drafts),
            )
        }
        for drafts in (False, True)
    )

    assert [] == [uri for uri in built if b"unfinished" in uri.encode() + built[uri]]
    assert {"cases/unfinished/record.json", "cases/unfinished/record.md"} == {
        uri for uri in previewed if b"unfinished" in uri.encode() + previewed[uri]
    }


def test_golden_records_are_sound() -> None:
    """The records that stand for all in these tests are accepted as they are."""
    files = {
        "cases/2023/full.yml": (DATA / "full.yml").read_bytes(),
        "cases/2023/gone.yml": (DATA / "gone.yml").read_bytes(),
        "cases/2023/b-case.yml": record_text().encode(),
    }
    inputs = make_inputs(files, images=["cases/2023/a.jpg"])

    assert () == pipeline.read(inputs, TODAY).problems
