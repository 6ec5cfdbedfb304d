"""What a reader relies on at `/data/`: what is handed out, how large it is, how it may be cited."""

from dataclasses import replace
from typing import Any

import pytest

from generator import pipeline, urls
from generator.exports.package import RESOURCES
from generator.output import File
from generator.render import render
from generator.render.data import PLACEHOLDER, size
from generator.settings import Settings
from tests.factories import TODAY, convert, library_inputs, make_library, words

HOST = Settings(site_name="案例库", publisher="某厅", address="https://a.cn/anli/")


def page(settings: Settings = HOST, extra: tuple[File, ...] = ()) -> Any:
    """Give the page of the published library as a tree."""
    reading = pipeline.read(library_inputs(), TODAY)
    files = (*pipeline.open_data(reading, settings), *extra)
    return convert(
        next(
            one.body
            for one in pipeline.render_pages(reading, settings, files)
            if one.src_uri == urls.DATA
        )
    )


def of_class(made: Any, name: str) -> list[Any]:
    """Give the elements of a class."""
    return [one for one in made.iter() if name in (one.get("class") or "").split()]


def lines(made: Any) -> list[tuple[str, str]]:
    """Give the lines that load the files, each with its tool."""
    return [
        (one.get("data-tool"), "".join(next(one.iter("code")).itertext()))
        for one in of_class(made, "al-data-line")
    ]


def test_what_is_handed_out() -> None:
    """Each file has a link, the number of its rows and its size."""
    reading = pipeline.read(library_inputs(), TODAY)
    sizes = {file.uri: len(file.content) for file in pipeline.open_data(reading, HOST)}
    made = page(extra=(File(urls.DATA_NDJSON, b"x" * 1_500_000),))
    told = {
        link.get("href"): words(beside)
        for link, beside in zip(
            of_class(made, "al-data-way"), of_class(made, "al-data-size"), strict=True
        )
    }
    figures = sum(len(case.metrics) for case in reading.library.listed)
    platforms = sum(len(case.platforms) for case in reading.library.listed)

    assert told.pop("cases.ndjson") == "5 行，1.5 MB"
    assert {
        "cases.csv": f"5 行，{size(sizes['data/cases.csv'])}",
        "metrics.csv": f"{figures} 行，{size(sizes['data/metrics.csv'])}",
        "platforms.csv": f"{platforms} 行，{size(sizes['data/platforms.csv'])}",
    }.items() <= told.items()


def test_every_file_of_the_folder_has_a_link() -> None:
    """Whatever lies in `data/` can be reached from its page."""
    reading = pipeline.read(library_inputs(), TODAY)
    links = {one.get("href") for one in page().iter("a")}

    assert (
        set()
        == {
            file.uri.removeprefix("data/")
            for file in pipeline.open_data(reading, HOST)
            if file.uri.startswith("data/")
        }
        - links
    )


@pytest.mark.parametrize(
    ("number", "said"),
    [(0, "0.0 KB"), (7881, "7.9 KB"), (999_949, "999.9 KB"), (999_950, "1.0 MB")],
)
def test_size(number: int, said: str) -> None:
    """A size is told as file managers tell it."""
    assert said == size(number)


def test_three_lines_for_each_file() -> None:
    """Each file comes with a line of pandas, one of curl and one of DuckDB that name it."""
    extra = (File(urls.DATA_NDJSON, b""), File(urls.DATA_JSON, b""))
    told = lines(page(extra=extra))

    assert [(tool, one.uri) for one in RESOURCES for tool in ("pandas", "curl", "DuckDB")] == [
        (tool, one.uri)
        for one, (tool, line) in zip(
            [one for one in RESOURCES for _ in range(3)], told, strict=True
        )
        if (f"'{one.uri[5:]}'" if tool == "DuckDB" else f'"https://a.cn/anli/{one.uri}"') in line
    ]


def test_no_address_is_made_up() -> None:
    """Where the host has set no address, the lines have a placeholder, and the page says so."""
    made = page(Settings(site_name="案例库"))

    assert all(PLACEHOLDER in line for tool, line in lines(made) if tool != "DuckDB")
    assert "换成您打开本站所用的网址" in words(made)
    assert "换成您打开本站所用的网址" not in words(page())


def test_every_column_is_explained() -> None:
    """The page lists each column of each table with its Chinese name."""
    made = page()
    told = [
        [words(cell) for cell in list(row)[:2]]
        for table in of_class(made, "al-data-columns")
        for row in list(table.iter("tr"))[1:]
    ]

    assert told == [
        [column.name, column.title]
        for one in RESOURCES
        if one.table
        for column in one.table.columns
    ]


@pytest.mark.parametrize(
    ("settings", "entry"),
    [
        (
            HOST,
            "某厅. 案例库：1.0.20261122[DS/OL].（2026-11-22）[引用日期]. https://a.cn/anli/data/.",
        ),
        (
            replace(HOST, publisher="某厅。", citation_year=2015),
            "某厅. 案例库：1.0.20261122[DS/OL]. (2026-11-22)[引用日期]. https://a.cn/anli/data/.",
        ),
        (
            Settings(site_name="<b>*案例库*"),
            f"<b>*案例库*：1.0.20261122[DS/OL].（2026-11-22）[引用日期]. {PLACEHOLDER}data/.",
        ),
    ],
)
def test_how_to_cite_the_library(settings: Settings, entry: str) -> None:
    """The entry of the whole library is in the style of its cases' entries, and nothing made up."""
    assert entry in ["".join(one.itertext()) for one in page(settings).iter("code")]


def test_without_files_nothing_is_handed_out() -> None:
    """Pages that are rendered without the open data lead to none of its files."""
    made = next(one for one in render(make_library(), Settings()) if one.src_uri == urls.DATA)

    assert [] == of_class(convert(made.body), "al-data-way")
    assert "案例记录的字段" in words(convert(made.body))
