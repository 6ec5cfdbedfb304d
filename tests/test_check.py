"""What an editor relies on in the answer to a record: exact, complete, the same in any order."""

from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import pipeline
from generator.disk import Inputs
from generator.problems import CODES, Problem, errors
from generator.settings import Settings
from tests.factories import (
    TODAY,
    Golden,
    golden_records,
    library_inputs,
    make_inputs,
    record_text,
)

# What no text of a record can bring about: tests/test_disk.py and test_vanished.py hold it.
FROM_THE_DISK = {"AL111", "AL317"}

RECORDS: dict[str, bytes] = {
    "cases/2022/a.yml": record_text(
        sources=[{"title": "甲", "kind": "报纸", "published": "2022-05"}], related=["b"]
    ).encode(),
    "cases/2023/a.yml": record_text().encode(),
    "cases/2023/b.yml": record_text(aliases=["old"], tags=["siji-zhijia", "zzz"]).encode(),
    "cases/2023/c.yml": record_text(aliases=["old"], related=["a", "d"]).encode(),
    "cases/2023/d.yml": b"title: [\n",
    "cases/2023/e.yml": record_text(title="题" * 61, regions="undisclosed").encode(),
    "cases/2023/f.yml": record_text(images=[
        {"file": "a.jpg", "alt": "甲", "caption": "乙", "credit": "丙"}
    ]).encode(),
    "cases/2023/h.yml": record_text(title="好").encode(),
    "cases/2023/g.yml": "题：x\n".encode("gbk"),
}  # fmt: skip


def read(inputs: Inputs) -> pipeline.Reading:
    """Read inputs on the day of the tests."""
    return pipeline.read(inputs, TODAY)


@pytest.mark.parametrize("record", golden_records(), ids=lambda record: record.name)
def test_golden_records(record: Golden) -> None:
    """A record gets the problems of its golden file: code, line, column, message and hint."""
    assert record.problems == record.answer()


def test_every_code_has_a_golden_record() -> None:
    """Each code of the catalogue is shown by at least one golden record, named after it."""
    shown = {problem["code"] for record in golden_records() for problem in record.problems}
    misnamed = [
        record.name
        for record in golden_records()
        if record.name.startswith("AL")
        and record.problems
        and record.name[:5] not in {problem["code"] for problem in record.problems}
    ]

    assert set(CODES) - FROM_THE_DISK == shown
    assert [] == misnamed


def test_golden_records_say_something_else_each() -> None:
    """No two golden records hold the same input."""
    inputs = Counter(str((one.files, one.images, one.without)) for one in golden_records())

    assert [] == [text for text, times in inputs.items() if times > 1]


def test_every_problem_helps() -> None:
    """Every answer has a message of one line, and a hint that shows what right looks like."""
    answers = [(one.name, problem) for one in golden_records() for problem in one.answer()]

    assert [] == [
        (name, problem)
        for name, problem in answers
        if not problem["message"] or not problem["hint"] or "\n" in problem["message"]
    ]


def test_json_form() -> None:
    """The JSON form of a problem has exactly seven names, in their documented order."""
    problem = Problem("cases/2023/a.yml", 3, 5, "AL110", "甲", "乙")

    assert [
        ("code", "AL110"),
        ("severity", "warning"),
        ("file", "cases/2023/a.yml"),
        ("line", 3),
        ("column", 5),
        ("message", "甲"),
        ("hint", "乙"),
    ] == list(problem.as_dict().items())


def test_warnings_do_not_fail() -> None:
    """A record that is only warned of is in the library."""
    raw = record_text(title="题" * 61).encode() + b"lessons: a #b\n"
    reading = read(make_inputs({"cases/2023/a.yml": raw}, images=["cases/2023/x.jpg"]))

    assert ["AL110", "AL212", "AL314"] == sorted(one.code for one in reading.problems)
    assert () == errors(reading.problems)
    assert ["a"] == [case.id for case in reading.library.cases]
    assert () == reading.refused


def test_errors_keep_a_record_out() -> None:
    """A record with an error is not in the library, is listed as refused, and all others are in."""
    reading = read(make_inputs(RECORDS))

    assert ["e", "h"] == [case.id for case in reading.library.cases]
    assert {
        "cases/2022/a.yml",
        *(f"cases/2023/{name}.yml" for name in "abcdfg"),
    } == {source.file for source in reading.refused}


@pytest.mark.parametrize("absent", RECORDS)
def test_one_file_does_not_hide_another(absent: str) -> None:
    """A file's own mistakes are told whatever the other files look like."""
    own = {"AL101", "AL105", "AL212", "AL304", "AL313"}
    others = {name: raw for name, raw in RECORDS.items() if name != absent}
    without = read(make_inputs(others)).problems
    everything = read(make_inputs(RECORDS)).problems

    assert [one for one in without if one.code in own] == [
        one for one in everything if one.code in own and one.file != absent
    ]


def test_related_to_a_refused_record() -> None:
    """A record that cannot be read exists all the same: who points at it is not called wrong."""
    problems = read(make_inputs(RECORDS)).problems

    assert [] == [one for one in problems if one.code == "AL308"]


@settings(max_examples=15)
@given(st.permutations(sorted(RECORDS)))
def test_order_of_files(order: list[str]) -> None:
    """The order in which files are found changes no problem and no page."""
    images = ("cases/2023/z.jpg", "cases/2023/y.jpg")
    expected = read(make_inputs(RECORDS, images))
    reading = read(make_inputs({name: RECORDS[name] for name in order}, images[::-1]))

    assert expected.problems == reading.problems
    assert expected.library.cases == reading.library.cases
    assert expected.refused == reading.refused
    assert pages(expected) == pages(reading)


def pages(reading: pipeline.Reading) -> Any:
    """Give all that is made of a reading."""
    return pipeline.render_pages(reading, Settings()), pipeline.render_refused(reading)


@settings(max_examples=5)
@given(st.permutations(range(5)), st.permutations(range(5)))
def test_order_of_the_published_files(records: list[int], vocabularies: list[int]) -> None:
    """The published records give the same pages and index in any order."""
    inputs = library_inputs()
    shuffled = Inputs(
        records=tuple(inputs.records[number] for number in records),
        vocabularies=tuple(inputs.vocabularies[number] for number in vocabularies),
        images=inputs.images,
        problems=inputs.problems,
        gazetteer=inputs.gazetteer,
        manual=inputs.manual,
    )
    expected, reading = read(inputs), read(shuffled)

    assert pages(expected) == pages(reading)
    assert pipeline.index_files(expected.library) == pipeline.index_files(reading.library)


def test_refused_records_in_a_preview() -> None:
    """A preview shows a refused record's problems at its address."""
    shown = pipeline.render_refused(read(make_inputs(RECORDS)))

    assert {f"cases/{name}.md" for name in "abcdfg"} == {page.src_uri for page in shown}
    [page] = [page for page in shown if page.src_uri == "cases/d.md"]
    assert "AL105" in page.body


DRAFTS = {
    "cases/2023/a.yml": record_text(curation={"status": "draft", "added": "2026-11-22"}).encode(),
    "cases/2023/b.yml": b"title: a\ncuration: {status: draft, added: 2026-11-22}\n",
    "cases/2023/c.yml": record_text(related=["a", "b"]).encode(),
    "cases/2023/d.yml": b"x: a\ncuration: {status: draft, added: 2026-11-22}\n",
}


def test_unfinished_drafts() -> None:
    """A draft with holes is in no library and fails nothing; a preview shows what it lacks."""
    sound = {file: raw for file, raw in DRAFTS.items() if "/d" not in file}
    inputs = make_inputs(sound, images=["cases/2023/x.jpg"])
    reading = read(inputs)
    preview = pipeline.read(inputs, TODAY, drafts=True)

    assert {("cases/2023/b.yml", "AL701")} == {(one.file, one.code) for one in reading.problems}
    assert (["c"], 2) == ([case.id for case in reading.library.cases], reading.drafts)
    assert (["a", "c"], 1) == ([case.id for case in preview.library.cases], preview.drafts)
    assert (("cases/2023/b.yml", "cases/b.md"),) == pipeline.left_out(preview)
    [page] = pipeline.render_refused(preview)
    assert ("cases/b.md", "cases/2023/b.yml 是草稿，有待填写") == (page.src_uri, page.title)
    assert "待填：" in page.body


def test_a_draft_with_errors_is_no_unfinished_draft() -> None:
    """A draft with an error fails like any record, and is counted once."""
    reading = read(make_inputs(DRAFTS))

    assert ["cases/2023/d.yml"] == [one.file for one in errors(reading.problems)]
    assert 2 == reading.drafts
    assert ["cases/2023/b.yml", "cases/2023/d.yml"] == [
        file for file, _ in pipeline.left_out(reading)
    ]
    [page] = [one for one in pipeline.render_refused(reading) if one.src_uri == "cases/d.md"]
    assert "cases/2023/d.yml 有待修改" == page.title


def test_two_spellings_of_one_name() -> None:
    """`a.yml` and `a.yaml` want the same address: both are told so."""
    problems = read(
        make_inputs({f"cases/2023/a.{end}": record_text().encode() for end in ("yml", "yaml")})
    ).problems

    assert [("cases/2023/a.yaml", "AL301"), ("cases/2023/a.yml", "AL301")] == [
        (one.file, one.code) for one in problems
    ]


def test_pictures_follow_their_case() -> None:
    """A picture comes to the address of its case, whatever the folder of cases is called."""
    image = {"file": "a.jpg", "alt": "甲", "caption": "乙", "credit": "丙"}
    inputs = make_inputs(
        {"lib/2023/a.yml": record_text(images=[image]).encode()}, images=["lib/2023/a.jpg"]
    )
    reading = read(inputs)

    assert () == reading.problems
    assert ["cases/a/a.jpg"] == [file.uri for file in pipeline.case_images(reading)]


def test_dates_are_held_against_the_given_day() -> None:
    """What is today is an argument: the same record is too early or not."""
    inputs = make_inputs({"cases/2023/a.yml": record_text().encode()})

    assert [] == [one.code for one in pipeline.read(inputs, "2026-11-22").problems]
    assert ["AL312"] == [one.code for one in pipeline.read(inputs, "2026-11-21").problems]
