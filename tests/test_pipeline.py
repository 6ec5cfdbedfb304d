"""What goes beside the pages: the records themselves, and what the form must know."""

import json

import pytest

from generator import pipeline
from generator.forge import Forge
from tests.factories import TODAY, make_inputs, record_text

CURATION = {"added": "2026-11-22", "revised": [{"date": "2026-12-01", "note": "更正"}]}
FILES = {
    f"cases/2023/{status}.yml": record_text(curation={**CURATION, "status": status}).encode()
    for status in ("draft", "published", "withdrawn")
}


@pytest.mark.parametrize(
    ("drafts", "served"),
    [(False, ["published"]), (True, ["draft", "published"])],
)
def test_records_are_served(drafts: bool, served: list[str]) -> None:
    """Each case has its record beside it, a draft only in a preview, a withdrawn case never."""
    reading = pipeline.read(make_inputs(FILES), TODAY, drafts=drafts)

    assert {f"cases/{one}/record.yml": FILES[f"cases/2023/{one}.yml"] for one in served} == {
        file.uri: file.content for file in pipeline.record_files(reading)
    }


def test_a_record_keeps_its_bytes() -> None:
    """Comments, line ends and a byte order mark of a record are served as they are."""
    raw = ("\ufeff# 编者注\n" + record_text()).replace("\n", "\r\n").encode()
    reading = pipeline.read(make_inputs({"cases/2023/a-case.yml": raw}), TODAY)

    assert [raw] == [file.content for file in pipeline.record_files(reading)]


def test_what_the_form_knows() -> None:
    """The form has every case that has a page, with its file, and the forge's addresses."""
    reading = pipeline.read(make_inputs(FILES), TODAY)
    forge = Forge("gitee", "https://gitee.com/a/b", "master")
    files = pipeline.form_files(reading, forge)
    rules, regions, readings = (json.loads(file.content) for file in files)

    assert {"published": "cases/2023/published.yml", "withdrawn": "cases/2023/withdrawn.yml"} == {
        case["id"]: case["file"] for case in rules["cases"]
    }
    assert forge.templates() == rules["forge"]
    assert ["370685", "招远市", "370600"] in regions["rows"]
    assert "招" in readings["characters"]["zhao"]
