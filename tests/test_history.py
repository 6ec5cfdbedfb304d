"""What subscribers rely on: they hear of what matters, on its day, and of nothing else."""

from typing import Any

from generator import history
from tests.factories import convert, make_case, make_library, pages_of, words


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


def withdrawn_into(other: str) -> dict[str, Any]:
    """Give what editors say of a record that another one takes the place of."""
    return curation("withdrawn", ("2026-12-01", "与另一个案例重复。")) | {"replaced_by": other}


def test_the_page_says_it_in_words() -> None:
    """The page names a case once for each event, by month, with the reason and what replaces it."""
    revised = curation("published", ("2026-11-21", "更正单位名称"), ("2026-12-02", "甲", "文字"))
    pages = pages_of(
        make_case("new", title="新案例", curation=revised),
        make_case("old", title="旧案例", curation=withdrawn_into("new")),
    )
    tree = convert(pages["changes/index.md"].body)
    months = [words(one) for one in tree.iter("h2")]
    items = [words(one) for one in tree.iter("li")]

    assert ["2026年12月", "2026年11月"] == months
    assert [
        "12月1日撤回旧案例与另一个案例重复。由新案例替代。",
        "11月21日修订新案例更正单位名称。",
        "11月20日收录新案例",
    ] == items
    assert ["旧案例"] == [words(one) for one in tree.iter("del")]
    ways = [one.get("href") for one in tree.iter("a")]
    assert ["../feed.xml", "../feed.json", "../cases/old/", "../cases/new/"] == ways[:4]


def test_fifty_to_a_page() -> None:
    """A long history goes on over several pages, each with the month of its first event."""
    cases = [make_case(f"c{number}", curation=curation()) for number in range(51)]
    pages = pages_of(*cases)
    second = convert(pages["changes/page/2.md"].body)

    assert 50 == sum(1 for _ in convert(pages["changes/index.md"].body).iter("time"))
    assert (["2026年11月"], 1) == (
        [words(one) for one in second.iter("h2")],
        sum(1 for _ in second.iter("time")),
    )


def test_an_empty_library() -> None:
    """Without a case the page says that there is nothing yet."""
    assert "现在还没有记录。" in pages_of()["changes/index.md"].body


def test_hostile_reasons_stay_texts() -> None:
    """What an editor writes as a reason is text on both pages that show it."""
    reason = "</li><script>alert(1)</script> *粗* [x](javascript:1) &lt;"
    pages = pages_of(make_case("a", curation=curation("withdrawn", ("2026-12-01", reason))))

    for page in ("changes/index.md", "cases/a.md"):
        tree = convert(pages[page].body)
        assert reason in words(tree)
        assert [] == [one for one in tree.iter() if one.tag in ("script", "em")]


def test_a_case_tells_its_history() -> None:
    """A case that was revised lists what happened to it, the newest first; others say one line."""
    revised = curation("published", ("2026-11-21", "更正单位名称"), ("2026-11-22", "甲", "文字"))
    pages = pages_of(make_case("a", curation=revised), make_case("b", curation=curation()))
    tree = convert(pages["cases/a.md"].body)
    [listed] = [one for one in tree.iter("ol") if one.get("class") == "al-history"]

    assert [
        "2026年11月22日文字修订：甲。",
        "2026年11月21日修订：更正单位名称。",
        "2026年11月20日收录。",
    ] == [words(one) for one in listed]
    assert "xiuding" in pages["cases/a.md"].body
    assert "xiuding" not in pages["cases/b.md"].body
    assert "2026年11月20日收录。" in words(convert(pages["cases/b.md"].body))
