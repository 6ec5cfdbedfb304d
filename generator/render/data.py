"""The page of the open data: what there is to download, how to load it, what each key means."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from generator import dictionary, urls
from generator.exports.citation_gb import dataset
from generator.exports.package import RESOURCES, TERMS_OF_USE, Resource, edition
from generator.exports.version import CHANGES, VERSION
from generator.library import VOCABULARY_FILES, Library
from generator.model import Term
from generator.output import File, Page
from generator.render.templates import Templates
from generator.settings import Settings

# What stands for an address that the host has not set; a reader puts the site's own in its place.
PLACEHOLDER: Final = "https://网站地址/"
_KINDS: Final = {
    "string": "文字",
    "integer": "整数",
    "number": "数字",
    "boolean": "true 或 false",
    "date": "日期",
    "year": "年份",
}
# A line for each resource. The nullable types of pandas keep years whole where some are missing.
_SQL: Final = {
    "cases": "SELECT category, count(*) FROM 'cases.csv' GROUP BY ALL ORDER BY ALL;",
    "metrics": "SELECT case_title, label, qualifier, decimal, unit FROM 'metrics.csv' "
    "WHERE kind = '成效';",
    "platforms": "SELECT kind, count(*) FROM 'platforms.csv' GROUP BY ALL ORDER BY ALL;",
    "cases-ndjson": "SELECT title, len(metrics) FROM 'cases.ndjson';",
    "cases-json": "SELECT newest, count FROM "
    "read_json('cases.json', maximum_object_size = 200000000);",
}
_PANDAS: Final = {
    "cases-ndjson": 'cases = pd.read_json("{url}", lines=True, dtype=False)',
    "cases-json": 'cases = pd.read_json("{url}", typ="series")["cases"]',
}
_PANDAS_CSV: Final = '{name} = pd.read_csv("{url}", dtype_backend="numpy_nullable")'


@dataclass(frozen=True, slots=True)
class Download:
    """A file that the page hands out, with its rows, its size in bytes and the ways to load it."""

    resource: Resource
    rows: int
    bytes: int
    # Each with the name of its tool.
    lines: tuple[tuple[str, str], ...]

    @property
    def size(self) -> str:
        """Say the size, in the units of file managers."""
        return size(self.bytes)


def size(number: int) -> str:
    """Say a number of bytes: `8.2 KB`, `12.3 MB`."""
    if number < 999_950:
        return f"{number / 1000:.1f} KB"
    return f"{number / 1_000_000:.1f} MB"


def data_page(
    templates: Templates, library: Library, settings: Settings, files: Sequence[File]
) -> Page:
    """Give the page; it hands out what of the open data is among `files`."""
    return templates.page(
        "data.md.jinja",
        urls.DATA,
        title="开放数据",
        description="整库下载和逐个案例的数据，怎样读取、引用，以及案例记录的字段和词表。",
        hide=("navigation",),
        theme_template="data.html",
        downloads=_downloads(library, settings, files),
        version=VERSION,
        changes=CHANGES,
        edition=edition(library),
        licence=TERMS_OF_USE,
        kinds=_KINDS,
        site=settings.address or PLACEHOLDER,
        citation=_citation(library, settings),
        rows=dictionary.rows(),
        vocabularies=_vocabularies(library),
    )


def _downloads(library: Library, settings: Settings, files: Sequence[File]) -> list[Download]:
    sizes = {file.uri: len(file.content) for file in files}
    return [
        Download(one, one.rows(library, settings), sizes[one.uri], _lines(one, settings))
        for one in RESOURCES
        if one.uri in sizes
    ]


def _lines(one: Resource, settings: Settings) -> tuple[tuple[str, str], ...]:
    url = f"{settings.address or PLACEHOLDER}{one.uri}"
    load = _PANDAS.get(one.name, _PANDAS_CSV).format(name=one.name, url=url)
    return (
        ("pandas", f"import pandas as pd; {load}"),
        ("curl", f'curl -fLO "{url}"'),
        ("DuckDB", _SQL[one.name]),
    )


def _citation(library: Library, settings: Settings) -> str:
    """Give the entry of the whole library by GB/T 7714: an electronic data set, [DS/OL]."""
    title = f"{settings.site_name}：{edition(library)}"
    path = f"{settings.address or PLACEHOLDER}{urls.address(urls.DATA)}"
    year = settings.citation_year
    return dataset(settings.publisher, title, library.newest, path, year)


def _vocabularies(library: Library) -> list[tuple[str, Markup, tuple[Term, ...]]]:
    titles = {
        "tags": "标签",
        "domains": "行业领域",
        "categories": "组织类别",
        "platform_kinds": "平台系统的类型",
        "honor_levels": "荣誉级别",
    }
    return [
        (title, Markup(VOCABULARY_FILES[name]), getattr(library.vocabularies, name))  # noqa: S704 # our own names, used in ids
        for name, title in titles.items()
    ]
