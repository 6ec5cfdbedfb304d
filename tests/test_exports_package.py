"""What an analyst relies on in the package: it says what lies beside it, and keeps its word."""

import hashlib
import json
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import frictionless
import pytest
from jsonschema import Draft7Validator

from generator import pipeline, schema, urls
from generator.exports import package, tables, version
from generator.library import Library
from generator.output import File
from generator.settings import Settings
from tests.factories import (
    ROOT,
    TODAY,
    library,
    library_inputs,
    make_case,
    make_library,
    record,
)
from tests.test_exports_tables import hostile_library

PROMISES = sorted((ROOT / "tests" / "golden").glob("data-format-*.json"))
HOST = Settings(
    site_name="案例库", description="说明", publisher="某厅", address="https://a.cn/anli/"
)


def files_of(made: Library, settings: Settings = HOST) -> list[File]:
    """Give the tables of a library with their package."""
    files = [*tables.files(made, settings)]
    return [*files, package.package(made, settings, files)]


def descriptor(made: Library, settings: Settings = HOST) -> Any:
    """Give the data of the package."""
    return json.loads(files_of(made, settings)[-1].content)


def write(files: Iterable[File], folder: Path) -> Path:
    """Write files below a folder; give the folder of the data."""
    for file in files:
        path = folder / file.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)
    return folder / "data"


def faults(folder: Path) -> list[Any]:
    """Give what Frictionless finds wrong with the package in a folder."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return list(report.flatten(["title", "note"]))


# Data Package


@pytest.mark.parametrize(
    "made",
    [library(), hostile_library(), make_library(), make_library(make_case(regions="undisclosed"))],
    ids=["library", "hostile", "empty", "undisclosed"],
)
def test_frictionless_finds_no_fault(made: Library, tmp_path: Path) -> None:
    """Frictionless accepts the package and every row: types, keys, limits, sizes and hashes."""
    assert [] == faults(write(files_of(made), tmp_path))


@pytest.mark.parametrize(
    ("file", "before", "after", "fault"),
    [
        ("cases.csv", b",false,", b",maybe,", "Type Error"),
        ("metrics.csv", b"\r\nningbo-", b"\r\nnowhere-", "ForeignKey Error"),
        ("metrics.csv", b",2022,", b",MMXX,", "Type Error"),
        ("platforms.csv", b",1,", b",0,", "Constraint Error"),
        ("cases.csv", b"\r\nningbo-", b"\r\nNINGBO-", "Constraint Error"),
    ],
)
def test_frictionless_finds_a_fault(
    file: str, before: bytes, after: bytes, fault: str, tmp_path: Path
) -> None:
    """The package is strict: a wrong type, a figure without its case, a wrong id are found."""
    folder = write(files_of(library()), tmp_path)
    content = (folder / file).read_bytes()
    assert before in content
    (folder / file).write_bytes(content.replace(before, after))

    assert {fault, "Hash Count Error"} <= {title for title, _ in faults(folder)}


def test_the_head_of_the_package() -> None:
    """The package names the library, its publisher, its licence and its edition."""
    data = descriptor(make_library(make_case()))
    del data["resources"]

    assert {
        "$schema": "https://datapackage.org/profiles/2.0/datapackage.json",
        "name": "anliku",
        "title": "案例库",
        "description": "说明",
        "homepage": "https://a.cn/anli/",
        "version": "1.0.20261122",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/deed.zh-hans",
                "title": "署名 4.0 国际",
            }
        ],
        "contributors": [{"title": "某厅", "roles": ["publisher"]}],
    } == data


def test_nothing_is_made_up() -> None:
    """What the host has not set is not in the package."""
    data = descriptor(make_library(), Settings())

    assert {"$schema", "name", "title", "version", "licenses", "resources"} == set(data)


def test_a_resource() -> None:
    """A resource tells its file by a way from the package, with size, hash and Chinese names."""
    files = files_of(library())
    [cases] = [file.content for file in files if file.uri == urls.DATA_CASES]
    [told] = [one for one in descriptor(library())["resources"] if one["name"] == "cases"]

    assert ("cases.csv", "案例表", "csv", len(cases)) == (
        *(told["path"], told["title"], told["format"]),
        told["bytes"],
    )
    assert f"sha256:{hashlib.sha256(cases).hexdigest()}" == told["hash"]
    assert {"name": "id", "title": "案例编号", "type": "string"}.items() <= (
        told["schema"]["fields"][0].items()
    )


def test_json_is_a_resource() -> None:
    """What of the JSON files is handed over stands in the package beside the tables."""
    extra = [File(urls.DATA_JSON, b"{}\n"), File("cases/a/record.json", b"{}\n")]
    made = package.package(library(), HOST, [*tables.files(library(), HOST), *extra])
    resources = json.loads(made.content)["resources"]

    assert ["cases.csv", "metrics.csv", "platforms.csv", "cases.json"] == [
        one["path"] for one in resources
    ]
    assert ("file", 3) == (resources[-1]["type"], resources[-1]["bytes"])


# Sums


def test_sha256sum_checks_every_file(tmp_path: Path) -> None:
    """`sha256sum -c` finds every file of the open data in `data/` as it was made."""
    files = pipeline.open_data(pipeline.read(library_inputs(), TODAY), HOST)
    folder = write(files, tmp_path)
    done = subprocess.run(
        ["sha256sum", "-c", "--strict", "SHA256SUMS"],  # noqa: S607 # the reader's own
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    in_data = {file.uri.removeprefix("data/") for file in files if file.uri.startswith("data/")}

    assert 0 == done.returncode, done.stderr
    assert {f"{name}: OK" for name in in_data - {"SHA256SUMS"}} == set(done.stdout.splitlines())
    assert {"cases.csv", "datapackage.json", "schema/1.0/case.schema.json"} < in_data


def test_sums_are_those_of_the_folder() -> None:
    """Files outside of `data/` are not in its list, and the order of making has no say."""
    files = [File("data/b.csv", b"b"), File("data/a/c.csv", b"c"), File("cases/x/a.json", b"a")]
    sums = package.sums(files)

    assert sums == package.sums(reversed(files))
    assert ["a/c.csv", "b.csv"] == [line[66:] for line in sums.content.decode().splitlines()]


# JSON Schema


def test_the_schema_has_its_own_address() -> None:
    """The published schema is the program's own, and its id is where it lies."""
    file = package.schema_file(HOST)
    made = json.loads(file.content)

    assert "data/schema/1.0/case.schema.json" == file.uri
    assert "https://a.cn/anli/data/schema/1.0/case.schema.json" == made.pop("$id")
    assert "格式版本 1.0" == made.pop("$comment")
    assert schema.schema() == made


def test_a_schema_without_an_address() -> None:
    """Where the host has set no address, the schema has no id, and is a schema all the same."""
    made = json.loads(package.schema_file(Settings()).content)
    Draft7Validator.check_schema(made)

    assert "$id" not in made
    assert Draft7Validator(made).is_valid(record())
    assert not Draft7Validator(made).is_valid(record(title=None))


# The format


def promised() -> dict[str, Any]:
    """Give what the present format has: of each table the columns, of a record the keys."""
    made = schema.schema()
    return {
        "tables": {
            table.name: {
                "file": table.uri,
                "key": list(table.key),
                "columns": {column.name: column.kind for column in table.columns},
            }
            for table in tables.TABLES
        },
        "record": dict(_types(made, made["definitions"], "")),
        "required": dict(_required(made)),
    }


def _types(part: Any, parts: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Give the type of each key of a record, by its path."""
    part = _followed(part, parts)
    if path:
        yield path, part["type"]
    if "items" in part:
        yield from _types(part["items"], parts, f"{path}[]")
    for key, one in part.get("properties", {}).items():
        yield from _types(one, parts, f"{path}.{key}" if path else key)


def _followed(part: Any, parts: Any) -> Any:
    if "oneOf" in part:
        # A list of regions, or one word in its place.
        return next(one for one in part["oneOf"] if one["type"] == "array")
    [reference] = [one["$ref"] for one in part.get("allOf", [part]) if "$ref" in one] or [""]
    return parts[reference.rpartition("/")[2]] if reference else part


def _required(made: Any) -> Iterator[tuple[str, list[str]]]:
    for name, part in {"": made, **made["definitions"]}.items():
        yield name, sorted(part.get("required", []))


def broken(before: Any, after: Any, path: str = "") -> list[str]:
    """Name what of a promise is not kept any more: what is gone, and what has another type."""
    if not isinstance(before, dict):
        return [] if before == after else [f"{path}: {before} -> {after}"]
    return [
        fault
        for key, one in before.items()
        for fault in (
            broken(one, after[key], f"{path}/{key}") if key in after else [f"{path}/{key}: gone"]
        )
    ]


@pytest.mark.parametrize("path", PROMISES, ids=lambda path: path.stem)
def test_the_format_keeps_its_promise(path: Path) -> None:
    """Inside a major version no column or key goes, changes its type or becomes required."""
    promise = json.loads(path.read_text(encoding="utf-8"))
    major = promise["version"].partition(".")[0]

    assert major == version.VERSION.partition(".")[0]
    assert [] == broken(promise["promises"], promised())


def json_keys(data: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Give the type of each key of JSON data, by its path."""
    if path:
        yield path, type(data).__name__
    if isinstance(data, dict):
        for key, one in data.items():
            yield from json_keys(one, f"{path}.{key}" if path else key)
    elif isinstance(data, list):
        for one in data:
            yield from json_keys(one, f"{path}[]")


@pytest.mark.parametrize("path", PROMISES, ids=lambda path: path.stem)
def test_the_json_keeps_its_promise(path: Path) -> None:
    """Inside a major version no key of a case's JSON goes or changes its type."""
    promise = json.loads(path.read_text(encoding="utf-8"))["json"]
    folder = ROOT / "tests" / "golden" / "data"
    # Golden files of a case with every key and of a withdrawn one: the program makes them.
    made = {one: json.loads((folder / f"{one}.json").read_text("utf-8")) for one in promise}

    assert [] == broken(promise, {one: dict(json_keys(data)) for one, data in made.items()})


def test_a_broken_promise_is_found() -> None:
    """What is gone and what is of another type breaks a promise; what is new breaks none."""
    before = {"columns": {"id": "string", "year": "year", "unit": "string"}}
    after = {"columns": {"id": "string", "year": "string", "more": "string"}, "new": 1}

    assert ["/columns/year: year -> string", "/columns/unit: gone"] == broken(before, after)


def test_every_version_is_in_the_changelog() -> None:
    """The changelog of the format begins with the present version and has each version once."""
    told = [change.version for change in version.CHANGES]

    assert version.VERSION == told[0]
    assert len(told) == len(set(told))
    assert {path.stem.removeprefix("data-format-") for path in PROMISES} == set(told)


def test_old_schemas_stay() -> None:
    """The schema of every version but the present one is kept at its address as a file."""
    old = [urls.schema(change.version) for change in version.CHANGES[1:]]

    assert [] == [uri for uri in old if not (ROOT / "docs" / uri).is_file()]
