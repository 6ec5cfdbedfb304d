"""What machines rely on: nothing in a record can end a line, an annotation or a log."""

import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
from hypothesis import given
from hypothesis import strategies as st

from generator import pipeline, report
from generator.problems import CODES, Problem
from tests.factories import ROOT, TODAY, make_inputs, record_text

SCHEMA = json.loads(
    (ROOT / "tests" / "data" / "sarif-schema-2.1.0.json").read_text(encoding="utf-8")
)
HOSTILE = "甲%0A，乙: 丙,丁\r\n::error file=x::\n##[error]戊%25🙂"


def problem(**given: Any) -> Problem:
    """Make a problem of which a test says only what matters."""
    values = {"file": "cases/2023/a.yml", "line": 3, "column": 5, "code": "AL110", "message": "甲"}
    return Problem(**{**values, **given})


def command(line: str) -> tuple[str, dict[str, str], str]:
    """Read a workflow command as GitHub's runner does: its name, its properties, its text."""
    match = re.fullmatch(r"::(\w+) (.*?)::(.*)", line)
    assert match
    pairs = (one.partition("=") for one in match[2].split(","))
    properties = {name: decoded(value, ":,") for name, _, value in pairs}
    return match[1], properties, decoded(match[3], "")


def decoded(text: str, more: str) -> str:
    """Undo the escapes of a workflow command; a percent sign comes last."""
    for letter in f"{more}\r\n%":
        text = text.replace(f"%{ord(letter):02X}", letter)
    return text


def results(problems: list[Problem]) -> list[dict[str, Any]]:
    """Give the results of a log that its schema finds no fault with."""
    log = json.loads(report.as_sarif(problems))
    jsonschema.Draft4Validator(SCHEMA).validate(log)
    [run] = log["runs"]
    found: list[dict[str, Any]] = run["results"]
    return found


def test_github_commands() -> None:
    """An error, a warning and an advice become error, warning and notice, with place and title."""
    problems = [
        problem(code="AL101", hint="乙"),
        problem(code="AL110"),
        problem(code="AL603", line=1, column=1),
    ]

    assert report.as_github(problems).splitlines() == [
        "::error file=cases/2023/a.yml,line=3,col=5,title=AL101 文件编码不是 UTF-8::甲。改法：乙",
        "::warning file=cases/2023/a.yml,line=3,col=5,"
        "title=AL110 “ #”之后的文字会被当作注释丢掉::甲",
        "::notice file=cases/2023/a.yml,line=1,col=1,title=AL603 主要成效没有数字::甲",
    ]


def test_hostile_text_stays_in_its_command() -> None:
    """Percent signs, line ends, colons and commas are escaped as GitHub's own toolkit does it."""
    line = report.as_github([problem(file="甲,乙:%.yml", message=HOSTILE)])

    assert line == (
        "::warning file=甲%2C乙%3A%25.yml,line=3,col=5,"
        "title=AL110 “ #”之后的文字会被当作注释丢掉"
        "::甲%250A，乙: 丙,丁%0D%0A::error file=x::%0A##[error]戊%2525🙂"
    )


@given(st.text(), st.text(), st.text(min_size=1).filter(lambda name: "=" not in name))
def test_github_reads_what_was_written(message: str, hint: str, file: str) -> None:
    """Whatever the text, GitHub reads one command with the same file and words."""
    one = problem(file=file, message=message, hint=hint)
    text = report.as_github([one])
    name, properties, said = command(text)

    assert 0 == text.count("\n") + text.count("\r")
    assert ("warning", file, "3", "5") == (
        name,
        properties["file"],
        properties["line"],
        properties["col"],
    )
    assert report.words(one) == said


def test_sarif_of_a_real_answer() -> None:
    """The log of errors, warnings and advice is valid, at the places that the text names."""
    files = {
        "cases/2023/a.yml": record_text(tags=["zzz"], background="电话13812345678").encode(),
        "cases/2023/b.yml": b"title: [\n",
    }
    problems = list(pipeline.read(make_inputs(files), TODAY, closely=True).problems)
    found = results(problems)

    assert {"error", "warning", "note"} == {one["level"] for one in found}
    assert [
        (one.code, one.file, one.line, one.column, one.severity, report.words(one))
        for one in problems
    ] == [
        (
            one["ruleId"],
            place["artifactLocation"]["uri"],
            place["region"]["startLine"],
            place["region"]["startColumn"],
            one["level"],
            one["message"]["text"],
        )
        for one in found
        for place in [one["locations"][0]["physicalLocation"]]
    ]


def test_sarif_names_every_rule() -> None:
    """The log describes every code, says how it counts columns, and is valid without results."""
    assert [] == results([])
    [run] = json.loads(report.as_sarif([]))["runs"]
    rules = run["tool"]["driver"]["rules"]

    assert "unicodeCodePoints" == run["columnKind"]
    assert [(code, about) for code, (_, about) in CODES.items()] == [
        (rule["id"], rule["shortDescription"]["text"]) for rule in rules
    ]
    for number, code in enumerate(CODES):
        [one] = results([problem(code=code)])
        assert (number, code) == (one["ruleIndex"], rules[number]["id"])


@given(st.text(), st.lists(st.text(min_size=1).filter(lambda one: "/" not in one), min_size=1))
def test_sarif_of_any_text(message: str, parts: list[str]) -> None:
    """Whatever the words and the name of the file, the log is valid and says them as they are."""
    # A name that no system can encode is told in ASCII by the reader.
    file = "/".join(parts).encode("utf-8", "replace").decode()
    [one] = results([problem(file=file, message=message)])
    uri = one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]

    assert message == one["message"]["text"]
    assert file == unquote(uri)
    assert re.fullmatch(r"[A-Za-z0-9/._~%-]+", uri)


def test_the_schema_is_that_of_sarif() -> None:
    """The tests hold the log against the document of OASIS, named where it came from."""
    readme = Path(ROOT / "tests" / "data" / "README.md").read_text(encoding="utf-8")

    assert SCHEMA["id"] in readme
    assert SCHEMA["id"] == json.loads(report.as_sarif([]))["$schema"]
