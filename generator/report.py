"""Problems for machines: JSON, annotations of a GitHub workflow, SARIF.

GitHub's escapes are those of its own toolkit (`packages/core/src/command.ts`); SARIF is version
2.1.0 of OASIS.
"""

import json
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from generator import __version__
from generator.problems import CODES, Problem

_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}
_SARIF_SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)


def as_json(problems: Iterable[Problem]) -> str:
    """Give a list of objects with the seven names of a problem."""
    return json.dumps([one.as_dict() for one in problems], ensure_ascii=False, indent=2)


def as_github(problems: Iterable[Problem]) -> str:
    """Give one workflow command a line, which GitHub shows beside the line of the change."""
    return "\n".join(_command(one) for one in problems)


def as_sarif(problems: Iterable[Problem]) -> str:
    """Give a SARIF log of one run, with all codes as its rules."""
    driver = {"name": "anliku", "version": __version__, "rules": [_rule(code) for code in CODES]}
    run = {
        "tool": {"driver": driver},
        "language": "zh-CN",
        "columnKind": "unicodeCodePoints",
        "results": [_result(one) for one in problems],
    }
    log = {"$schema": _SARIF_SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2)


def words(problem: Problem) -> str:
    """Give what is wrong and what right looks like as one text."""
    return f"{problem.message}。改法：{problem.hint}" if problem.hint else problem.message


def _command(problem: Problem) -> str:
    title = f"{problem.code} {CODES[problem.code][1]}"
    properties = (
        f"file={_property(problem.file)},line={problem.line},col={problem.column},"
        f"title={_property(title)}"
    )
    return f"::{_COMMANDS[problem.severity]} {properties}::{_data(words(problem))}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _rule(code: str) -> dict[str, Any]:
    severity, about = CODES[code]
    return {
        "id": code,
        "shortDescription": {"text": about},
        "help": {"text": f"{about}。说明和正误对照见网站的 check/{code}/ 页。"},
        "defaultConfiguration": {"level": severity},
    }


def _result(problem: Problem) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    # GitHub resolves an address against the top of the repository.
    artifact = {"uri": quote(problem.file)}
    return {
        "ruleId": problem.code,
        "ruleIndex": list(CODES).index(problem.code),
        "level": problem.severity,
        "message": {"text": words(problem)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": region}}],
    }
