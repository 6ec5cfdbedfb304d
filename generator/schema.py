"""The record as JSON Schema (draft-07), made from the model, for editors' tools."""

import json
from typing import Any, Final

from generator import values
from generator.model import Case

DIALECT: Final = "http://json-schema.org/draft-07/schema#"
# A YAML editor reads an unquoted 2022 or 47.54 as a number; our reader takes the text, so both fit.
_NUMERIC: Final = {
    values.YEAR_PATTERN: ["string", "integer"],
    values.DATE_PATTERN: ["string", "integer"],
    values.NUMBER_PATTERN: ["string", "number"],
    values.ORDINAL_PATTERN: ["string", "integer"],
}
_OWN_KEYS: Final = ("id", "year")


def schema() -> dict[str, Any]:
    """Give the schema of one record."""
    made = Case.model_json_schema(by_alias=True, ref_template="#/definitions/{model}")
    for key in _OWN_KEYS:
        del made["properties"][key]
    made["required"] = [key for key in made["required"] if key not in _OWN_KEYS]
    definitions = made.pop("$defs")
    body = {
        "$schema": DIALECT,
        "title": "案例记录",
        "description": "一个文件一个案例，放在 cases/<年份>/<编号>.yml。",
        **{key: value for key, value in made.items() if key not in ("title", "description")},
        "definitions": definitions,
    }
    tidied: dict[str, Any] = _tidy(body)
    return tidied


def text() -> str:
    """Give the schema as the committed file has it."""
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def _tidy(part: Any) -> Any:
    """Drop what says nothing to an editor: defaults, English docstrings, the null of an option."""
    if isinstance(part, list):
        return [_tidy(one) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {key: _tidy(value) for key, value in part.items() if key != "default"}
    if "properties" in kept:
        for key in ("title", "description"):
            if "$schema" not in kept:
                kept.pop(key, None)
    options = kept.get("anyOf")
    if options and {"type": "null"} in options:
        kept.pop("anyOf")
        rest = [one for one in options if one != {"type": "null"}]
        kept = {**rest[0], **kept} if len(rest) == 1 and "$ref" not in rest[0] else kept
        if "$ref" in rest[0]:
            # draft-07 ignores what stands beside a $ref.
            kept["allOf"] = rest
    elif "$ref" in kept and len(kept) > 1:
        kept["allOf"] = [{"$ref": kept.pop("$ref")}]
    if kept.get("pattern") in _NUMERIC:
        kept["type"] = _NUMERIC[kept["pattern"]]
    return kept
