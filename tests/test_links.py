from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import links
from generator.links import Known
from generator.parse import parse
from tests.factories import record_text, source

FIRST = Known("2026-11-01", 404, ("2026-11-01",))


def known_after(*answers: tuple[str, int]) -> Known:
    """Give what is known after answers on some days."""
    known = None
    for day, status in answers:
        known = links.noted(known, status, day)
    assert known
    return known


@pytest.mark.parametrize("status", [404, 410])
def test_only_what_is_gone_on_three_days_is_dead(status: int) -> None:
    """A page counts as dead when it was gone on three days, not when it was asked three times."""
    assert not known_after(("2026-11-01", status)).is_dead
    assert not known_after(*[("2026-11-01", status)] * 3).is_dead
    assert not known_after(("2026-11-01", status), ("2026-11-02", status)).is_dead
    assert known_after(*[(f"2026-11-0{day}", status) for day in (1, 2, 3)]).is_dead


@pytest.mark.parametrize("status", [0, 401, 403, 429, 500, 502, 503])
def test_other_answers_prove_nothing(status: int) -> None:
    """A site that is down, slow or closed to programs never makes a page dead, nor alive."""
    assert not known_after(*[(f"2026-11-{day:02}", status) for day in range(1, 29)]).is_dead
    assert FIRST.gone == links.noted(FIRST, status, "2026-11-02").gone


def test_a_page_that_is_back_begins_anew() -> None:
    """A page that was gone and is there again needs three more days to be dead."""
    back = known_after(("2026-11-01", 404), ("2026-11-02", 404), ("2026-11-03", 200))

    assert Known("2026-11-03", 200) == back
    assert not links.noted(back, 404, "2026-11-04").is_dead


def test_what_is_known_is_not_asked_again_too_soon() -> None:
    """A sound address rests a month, another one a day, a new one not at all."""
    known = {
        "https://sound.example.cn/": Known("2026-10-24", 200),
        "https://old.example.cn/": Known("2026-10-23", 200),
        "https://today.example.cn/": Known("2026-11-22", 404, ("2026-11-22",)),
        "https://unsure.example.cn/": Known("2026-11-21", 0),
    }

    assert [
        "https://old.example.cn/",
        "https://unsure.example.cn/",
        "https://new.example.cn/",
    ] == links.due([*known, "https://new.example.cn/"], known, "2026-11-22")


def test_hosts_take_turns() -> None:
    """No host is asked twice in a row while another waits, and no address twice."""
    addresses = [
        *("https://a.example.cn/1", "https://a.example.cn/2", "https://a.example.cn/1"),
        *("https://b.example.cn/1", "https://a.example.cn/3", "https://b.example.cn/2"),
    ]

    assert [
        *("https://a.example.cn/1", "https://b.example.cn/1"),
        *("https://a.example.cn/2", "https://b.example.cn/2", "https://a.example.cn/3"),
    ] == links.due(addresses, {}, "2026-11-22")


def test_the_addresses_of_published_cases() -> None:
    """Each address of a source is found at its place; drafts and withdrawn cases are let be."""
    one, kept, three = "https://w.example.cn/1", "https://a.example.cn/1", "https://w.example.cn/3"
    sources = [
        {"title": "一", "kind": "网页", "url": one, "archived": kept},
        {"title": "二", "kind": "报纸"},
        {"title": "三", "kind": "网页", "url": three},
    ]
    text = record_text(sources=sources)
    record = parse(source(text, "cases/2023/x.yml")).record
    assert record
    lines = text.splitlines()
    curation = record.case.curation.model_copy(update={"status": "withdrawn"})
    hidden = replace(record, case=record.case.model_copy(update={"curation": curation}))

    assert [(one, True), (kept, True), (three, False)] == [
        (link.address, link.is_kept) for link in links.links([record])
    ]
    for link in links.links([record]):
        assert "cases/2023/x.yml" == link.file
        assert lines[link.line - 1][link.column - 1 :] == f'"{link.address}"'
    assert [] == list(links.links([hidden]))


days = st.dates().map(lambda one: one.isoformat())


@given(
    st.dictionaries(
        st.text(), st.builds(Known, days, st.integers(0, 599), st.lists(days).map(tuple))
    )
)
def test_what_is_remembered_is_what_was_known(known: dict[str, Known]) -> None:
    """Whatever is known is read back as it was written."""
    assert known == links.read_memory(links.write_memory(known))


@pytest.mark.parametrize(
    "text", ["", "[]", "{", '{"a": 1}', '{"a": {"asked": "x", "status": 1, "gone": []}}']
)
def test_another_file_is_no_memory(text: str) -> None:
    """A file that is something else is refused, not guessed at."""
    with pytest.raises(ValueError, match=r".*"):
        links.read_memory(text)
