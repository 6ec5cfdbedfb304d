"""The open data as one package: the descriptor of Frictionless Data Package 2.0, and SHA-256 sums.

`RESOURCES` is the table of all that is handed out at once; the page `/data/` is made from it, too.
"""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from generator import schema, urls
from generator.exports.columns import Column
from generator.exports.rows import published
from generator.exports.tables import TABLES, Table
from generator.exports.version import VERSION
from generator.library import Library
from generator.output import File
from generator.settings import LICENCE, LICENCE_SUMMARY, LICENCE_TITLE, Settings

_PROFILE: Final = "https://datapackage.org/profiles/2.0/datapackage.json"
TERMS_OF_USE: Final = {
    "name": LICENCE,
    "path": LICENCE_SUMMARY,
    "title": LICENCE_TITLE,
}
_FOLDER: Final = urls.DATA.removesuffix("index.md")


@dataclass(frozen=True, slots=True)
class Resource:
    """One file with all records: a table, or JSON. `name` names it in the package."""

    uri: str
    name: str
    title: str
    description: str
    unit: str
    media: str
    table: Table | None = None

    def rows(self, library: Library, settings: Settings) -> int:
        """Count what is in it."""
        if self.table is None:
            return len(published(library))
        return sum(1 for _ in self.table.rows(library, settings))


def _of_table(table: Table) -> Resource:
    told = (table.uri, table.name, table.title, table.description, table.unit)
    return Resource(*told, "text/csv", table)


RESOURCES: Final = (
    *(_of_table(table) for table in TABLES),
    Resource(
        urls.DATA_NDJSON,
        "cases-ndjson",
        "全部案例，NDJSON",
        "一行一个案例，内容完整，包括正文、表格和全部来源；适合程序逐行读取。",
        "行",
        "application/x-ndjson",
    ),
    Resource(
        urls.DATA_JSON,
        "cases-json",
        "全部案例，JSON",
        "内容与 NDJSON 相同，放在一个文件里，开头写明格式版本、案例数、许可和最近修订日期。",
        "个案例",
        "application/json",
    ),
)


def in_folder(uri: str) -> str:
    """Give the way to a file from the folder `data/`, which the package and the sums lie in."""
    return uri.removeprefix(_FOLDER)


def edition(library: Library) -> str:
    """Give the version of the data by Semantic Versioning: the format's, and the newest day."""
    return f"{VERSION}.{library.newest.replace('-', '')}"


def package(library: Library, settings: Settings, files: Iterable[File]) -> File:
    """Describe in a data package those of `files` that stand in `RESOURCES`."""
    given = {file.uri: file.content for file in files}
    data = {
        "$schema": _PROFILE,
        "name": "anliku",
        "title": settings.site_name,
        "description": settings.description,
        "homepage": settings.address,
        "version": edition(library),
        "licenses": [TERMS_OF_USE],
        "contributors": [{"title": settings.publisher, "roles": ["publisher"]}]
        if settings.publisher
        else [],
        "resources": [_resource(one, given[one.uri]) for one in RESOURCES if one.uri in given],
    }
    text = json.dumps(_told(data), ensure_ascii=False, indent=2)
    return File(urls.DATA_PACKAGE, f"{text}\n".encode())


def schema_file(settings: Settings) -> File:
    """Give the JSON Schema of a record at the address of this version of the format.

    Its `$id` is that address; a site that has none gives it no id rather than a made-up one.
    """
    uri = urls.schema(VERSION)
    made = schema.schema()
    head = {
        "$schema": made.pop("$schema"),
        "$id": urls.in_full(settings.address, uri),
        "$comment": f"格式版本 {VERSION}",
    }
    text = json.dumps({**_told(head), **made}, ensure_ascii=False, indent=2)
    return File(uri, f"{text}\n".encode())


def sums(files: Iterable[File]) -> File:
    """Give the SHA-256 of those of `files` below `data/`, as `sha256sum -c` reads them there."""
    lines = [
        f"{hashlib.sha256(file.content).hexdigest()}  {in_folder(file.uri)}\n"
        for file in sorted(files)
        if file.uri.startswith(_FOLDER)
    ]
    return File(urls.DATA_SUMS, "".join(lines).encode())


def _told(data: Mapping[str, Any]) -> dict[str, Any]:
    """Leave out what is empty: the specification wants something behind each key."""
    return {key: value for key, value in data.items() if value}


def _resource(one: Resource, content: bytes) -> dict[str, Any]:
    described = {
        "name": one.name,
        "type": "table" if one.table else "file",
        "path": in_folder(one.uri),
        "title": one.title,
        "description": one.description,
        "format": one.uri.rpartition(".")[2],
        "mediatype": one.media,
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
    }
    return {**described, "schema": _schema(one.table)} if one.table else described


def _schema(table: Table) -> dict[str, Any]:
    schema = {
        "fields": [_field(column) for column in table.columns],
        "missingValues": [""],
        "primaryKey": list(table.key),
    }
    if not table.parent:
        return schema
    reference = {"resource": table.parent, "fields": ["id"]}
    return {**schema, "foreignKeys": [{"fields": ["case"], "reference": reference}]}


def _field(column: Column[Any]) -> dict[str, Any]:
    return _told(
        {
            "name": column.name,
            "title": column.title,
            "type": column.kind,
            "description": column.description,
            "constraints": dict(column.limits),
        }
    )
