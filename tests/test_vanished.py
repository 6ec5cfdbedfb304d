"""What those who cite the library rely on: no change takes a published address away."""

from typing import Any

import pytest

from generator import pipeline
from generator.parse import Source
from tests.factories import TODAY, as_yaml, make_inputs, record_text, terms

REVISED = [{"date": "2026-11-23", "note": "甲"}]
DRAFT = {"status": "draft", "added": "2026-11-22"}
WITHDRAWN = {"status": "withdrawn", "added": "2026-11-22", "revised": REVISED}
A = "cases/2023/a.yml"
B = "cases/2023/b.yml"
TAGS = "cases/_vocab/tags.yml"


def record(**overrides: Any) -> bytes:
    """Give a sound record that no other one repeats."""
    return record_text(**overrides).encode()


def tags(*entries: dict[str, Any]) -> bytes:
    """Give a vocabulary of tags: the usual ones with changes, each an id and what is new of it."""
    usual = {term.id: term.model_dump() for term in terms("tags")}
    made = [usual.pop(one.pop("was", ""), {}) | one for one in map(dict, entries)]
    return as_yaml([*made, *usual.values()]).encode()


def told(before: dict[str, bytes], now: dict[str, bytes]) -> list[tuple[str, str, str]]:
    """Give what is said of a change: file, message, hint."""
    reading = pipeline.read(make_inputs(now), TODAY)
    sources = [Source(file, raw) for file, raw in before.items()]
    found = pipeline.lost(reading, sources)
    assert {("AL317", 1, 1)} >= {(one.code, one.line, one.column) for one in found}
    return [(one.file, one.message, one.hint) for one in found]


@pytest.mark.parametrize("status", [None, WITHDRAWN], ids=["published", "withdrawn"])
def test_removed(status: Any) -> None:
    """A record that readers could see is not removed; both ways out are told."""
    was = record(aliases=["o"], **({"curation": status} if status else {}))

    assert [
        (
            A,
            "已发布的案例“o”、“a”被删去或改了名，网址会打不开",
            "改了名，就在新的记录里写 aliases: [o, a]；"
            "不再公开，就恢复这个文件，写 status: withdrawn，在 revised 里写明日期和原因",
        )
    ] == told({A: was}, {})


def test_renamed() -> None:
    """A record may have a new name where its old ones lead to it, all of them."""
    was = record(aliases=["o"])

    assert [] == told({A: was}, {B: record(aliases=["o", "a"])})
    [(_, message, _)] = told({A: was}, {B: record(aliases=["a"])})
    assert "旧编号“o”从 aliases 里删去了，旧网址会打不开" == message


def test_another_year() -> None:
    """A record may move to the folder of another year: its address stays."""
    source = [{"title": "甲", "published": "2022-03-03", "kind": "报纸"}]

    assert [] == told({A: record()}, {"cases/2022/a.yml": record(sources=source)})


def test_withdrawn() -> None:
    """A record may be withdrawn: its page stays."""
    assert [] == told({A: record()}, {A: record(curation=WITHDRAWN)})


def test_back_to_a_draft() -> None:
    """What was published is no draft again, finished or not."""
    said = (
        A,
        "已发布的案例“a”改成了草稿，网址会打不开",
        "改回 status: published；不再公开，就写 status: withdrawn，在 revised 里写明日期和原因",
    )

    assert [said] == told({A: record()}, {A: record(curation=DRAFT)})
    assert [said] == told({A: record()}, {A: record(curation=DRAFT, lessons="")})


def test_an_old_id_is_dropped() -> None:
    """An old id stays among the old ids."""
    assert [(A, "旧编号“o”从 aliases 里删去了，旧网址会打不开", "写回 aliases: [o]")] == told(
        {A: record(aliases=["o", "p"])}, {A: record(aliases=["p"])}
    )


@pytest.mark.parametrize(
    "was",
    [
        record(curation=DRAFT),
        b"title: [",
        "title: 甲".encode("gbk"),
        record(title=None),
        b"",
    ],
    ids=["draft", "broken", "gbk", "incomplete", "empty"],
)
def test_what_nobody_could_see(was: bytes) -> None:
    """A draft, and a file that never was a case, may go."""
    assert [] == told({A: was}, {})


def test_errors_come_first() -> None:
    """Of a record with errors nobody says that it is gone, nor that its old ids are."""
    assert [] == told({A: record(aliases=["o"])}, {A: b"title: ["})
    assert [] == told({A: record()}, {B: record(aliases=["a"], tags=["zzz"])})


def test_a_tag_is_renamed() -> None:
    """A tag with a page may have a new id where the old one leads to it."""
    before = {A: record(), TAGS: tags()}
    new = record(tags=["kache"])
    lost = {"was": "huoche-siji", "id": "kache"}

    assert [
        (
            TAGS,
            "“货车司机”的编号“huoche-siji”被删去或改了，网址会打不开",
            "在接替它的那一条里写 aliases: [huoche-siji]",
        )
    ] == told(before, {A: new, TAGS: tags(lost)})
    assert [] == told(before, {A: new, TAGS: tags(lost | {"aliases": ["huoche-siji"]})})


def test_a_tag_without_a_page() -> None:
    """An entry that no case bore, or only withdrawn ones, may go."""
    gone = {"was": "huoche-siji", "id": "kache"}
    unused = record(tags=["siji-zhijia"])
    hidden = record(curation=WITHDRAWN)

    assert [] == told({A: unused, TAGS: tags()}, {A: unused, TAGS: tags(gone)})
    assert [] == told(
        {A: hidden, TAGS: tags()}, {A: record(curation=WITHDRAWN, tags=["kache"]), TAGS: tags(gone)}
    )


def test_a_vocabulary_that_cannot_be_read() -> None:
    """A faulty vocabulary is told as such, not as the loss of all its entries."""
    assert [] == told({A: record(), TAGS: tags()}, {A: record(), TAGS: b"- ["})
