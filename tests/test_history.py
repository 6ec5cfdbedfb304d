"""What subscribers rely on: they hear of what matters, on its day, and of nothing else."""

from typing import Any

from generator import history
from tests.factories import make_case, make_library


def told(*cases: dict[str, Any]) -> list[tuple[str, str, str, str]]:
    """Give the events of a library of cases: day, kind, id, note."""
    made = [make_case(one["id"], curation=one["curation"]) for one in cases]
    library = make_library(*made, drafts=True)
    return [(one.day, one.kind, one.case.id, one.note) for one in history.events(library)]


def curation(status: str = "published", *revised: tuple[str, ...]) -> dict[str, Any]:
    """Give what editors say of a record added on 2026-11-20."""
    keys = ("date", "note", "kind")
    revisions = [dict(zip(keys, one, strict=False)) for one in revised]
    return {"status": status, "added": "2026-11-20", "revised": revisions}


def test_newest_first() -> None:
    """The newest event comes first; of two revisions of one day, the later one."""
    revised = curation("published", ("2026-11-21", "甲"), ("2026-11-21", "乙"))

    assert [
        ("2026-11-21", "修订", "a", "乙"),
        ("2026-11-21", "修订", "a", "甲"),
        ("2026-11-20", "收录", "a", ""),
        ("2026-11-20", "收录", "b", ""),
    ] == told({"id": "b", "curation": curation()}, {"id": "a", "curation": revised})


def test_wording_is_no_event() -> None:
    """Nobody hears of a typo."""
    revised = curation("published", ("2026-11-21", "改错字", "文字"), ("2026-11-22", "甲", "修订"))

    assert [("2026-11-22", "修订", "a", "甲"), ("2026-11-20", "收录", "a", "")] == told(
        {"id": "a", "curation": revised}
    )


def test_a_withdrawn_case() -> None:
    """Of a withdrawn case only the withdrawal is told, with its reason, whatever its kind says."""
    revised = curation("withdrawn", ("2026-11-21", "甲"), ("2026-11-22", "来源撤销", "文字"))

    assert [("2026-11-22", "撤回", "a", "来源撤销")] == told({"id": "a", "curation": revised})


def test_drafts_are_nobodys_business() -> None:
    """A draft is no event, in a preview neither."""
    assert [] == told({"id": "a", "curation": curation("draft", ("2026-11-21", "甲"))})
