"""What an editor's tool relies on in the JSON Schema: it says what the reader says."""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from jsonschema import Draft7Validator

from generator import schema, strict_yaml
from generator.parse import parse
from generator.problems import errors
from tests.factories import ROOT, Golden, golden_records, library_inputs, record, source

VALIDATOR = Draft7Validator(schema.schema())


def readable() -> list[Golden]:
    """Give the golden records of one file that is YAML at least.

    What a draft has still to say an editor's tool marks as missing, which is no news to its writer.
    """
    return [
        one
        for one in golden_records()
        if len(one.files) == 1
        and "/_vocab/" not in next(iter(one.files))
        and not any(problem["code"] < "AL110" for problem in one.problems)
        and not one.name.startswith("AL701")
    ]


def test_draft_7() -> None:
    """The schema is valid draft-07, in the dialect that editors know best."""
    Draft7Validator.check_schema(schema.schema())
    assert "http://json-schema.org/draft-07/schema#" == schema.schema()["$schema"]


def test_committed_copy() -> None:
    """The published copy is the schema of this very program."""
    committed = (ROOT / "docs" / "data" / "case.schema.json").read_text(encoding="utf-8")

    assert schema.text() == committed
    assert schema.schema() == json.loads(committed)


@pytest.mark.parametrize("golden", readable(), ids=lambda golden: golden.name)
def test_agrees_with_the_reader(golden: Golden) -> None:
    """The schema refuses what the reader refuses in one record, but for what is beyond it."""
    [raw] = golden.files.values()
    document, _ = strict_yaml.read("f.yml", raw)
    # The codes from AL301 and repetitions are rules of the library, not of the record's form.
    refused = {one["code"] for one in golden.problems if "AL201" <= one["code"] < "AL212"}
    expected = bool(refused) and not golden.beyond_schema

    assert expected == (not VALIDATOR.is_valid(document.data))
    assert bool(refused) >= bool(golden.beyond_schema)


@pytest.mark.parametrize(
    "file", [one.file for one in library_inputs().records], ids=lambda file: file.split("/")[-1]
)
def test_published_records(file: str) -> None:
    """The published records are right by the schema and by the reader."""
    [published] = [one for one in library_inputs().records if one.file == file]
    document, _ = strict_yaml.read(file, published.raw)

    assert [] == [error.message for error in VALIDATOR.iter_errors(document.data)]
    assert () == parse(published).problems


@pytest.mark.parametrize(
    "change",
    [
        {"period": {"from": 2022, "to": 2023}},
        {"sources": [{"title": "甲", "kind": "报纸", "published": 2023}]},
        {"metrics": [{"label": "甲", "value": 47.54, "year": 2022}]},
    ],
)
def test_unquoted_numbers(change: dict[str, Any]) -> None:
    """An unquoted year or number, which an editor's tool takes for one, is no mistake."""
    assert VALIDATOR.is_valid(record(**change))


@pytest.mark.parametrize("key", sorted(record()))
def test_required_keys(key: str) -> None:
    """Reader and schema require the same keys."""
    text = json.dumps(record(**{key: None}), ensure_ascii=False)

    assert not VALIDATOR.is_valid(json.loads(text))
    assert ["AL201"] == [one.code for one in errors(parse(source(text)).problems)]


def fields(part: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every field of the schema with its key."""
    for owner in [part, *part["definitions"].values()]:
        yield from owner["properties"].items()


def test_fields_speak_chinese() -> None:
    """Every field has a Chinese title and description, and an example."""
    assert [] == [
        key
        for key, field in fields(schema.schema())
        if not re.search("[一-鿿]", field.get("title", ""))
        or not re.search("[一-鿿]", field.get("description", ""))
        or not field.get("examples")
    ]


@pytest.mark.parametrize("key", sorted(schema.schema()["properties"]))
def test_examples_are_right(key: str) -> None:
    """The example of a field, which hints show as right, is right."""
    shown = schema.schema()["properties"][key]["examples"][0]

    assert [] == [one.message for one in VALIDATOR.iter_errors(record(**{key: shown}))]


@pytest.mark.parametrize("name", sorted(schema.schema()["definitions"]))
def test_examples_of_parts_are_right(name: str) -> None:
    """The example of a part's field is right, too."""
    made = schema.schema()
    part = made["definitions"][name]["properties"]

    assert [] == [
        (key, error.message)
        for key, field in part.items()
        for error in Draft7Validator({**field, "definitions": made["definitions"]}).iter_errors(
            field["examples"][0]
        )
    ]


def test_id_and_year_are_no_keys() -> None:
    """What the file's place says is no key of the record."""
    assert not VALIDATOR.is_valid({**record(), "id": "a-case"})
    assert not VALIDATOR.is_valid({**record(), "year": "2023"})


def test_nothing_of_the_program_shows() -> None:
    """No English docstring, no default and no null of the program reaches an editor."""
    text = schema.text()

    assert "null" not in text
    assert '"default"' not in text
    assert [] == re.findall(r'"description": "[ -~]*"', text)
