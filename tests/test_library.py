"""What a reader relies on in the library: order, counts, places."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import library as rules
from generator.library import FACETS, Library
from generator.model import Case
from tests.factories import make_case, make_library


def case(case_id: str, published: str | None = None, **overrides: Any) -> Case:
    """Make a case whose main source was published on a date."""
    source = {"title": "来源", "kind": "报纸"} | ({"published": published} if published else {})
    return make_case(case_id, sources=[source], **overrides)


def curation(status: str, added: str = "2026-11-22", **more: Any) -> dict[str, Any]:
    """Give the editors' part of a record."""
    return {"status": status, "added": added, **more}


WITHDRAWN = curation("withdrawn", revised=[{"date": "2026-12-01", "note": "单位要求撤回"}])

CASES = (
    case("a", "2022", regions=["招远市"], tags=["huoche-siji", "siji-zhijia"]),
    case("b", "2023-03-03", regions=["平湖市", "嘉兴市"], tags=["huoche-siji"]),
    case("c", "2023-03", regions=["山东省"], domain="道路客运", tags=["liudong-dangyuan"]),
    case("d", regions="undisclosed", category="事业单位", period={"from": "2019-05"}),
    case("e", "2023-03-03", regions=["江苏省", "招远市", "370685"]),
    case("f", "2024", curation=WITHDRAWN),
    case("g", "2025", curation=curation("draft")),
)


def listed(library: Library, facet: str) -> list[tuple[str, str, list[str]]]:
    """Give the choices of a facet: id, name and cases."""
    return [
        (choice.id, choice.name, [one.id for one in choice.cases])
        for choice in library.facets[facet]
    ]


# Order


def test_newest_first() -> None:
    """Cases stand newest first, by the main source's date or else the addition's; equals by id."""
    assert ["d", "f", "b", "e", "c", "a"] == [one.id for one in make_library(*CASES).cases]


@pytest.mark.parametrize(
    ("published", "day"),
    [
        ("2022", "2022-01-01"),
        ("2023-03", "2023-03-01"),
        ("2023-03-03", "2023-03-03"),
        (None, "2026-11-22"),
    ],
)
def test_date_of(published: str | None, day: str) -> None:
    """A case is dated by its main source as exactly as that is known, else by its addition."""
    assert day == rules.date_of(case("a", published))


@pytest.mark.parametrize(
    ("published", "period", "year"),
    [
        ("2023-03-03", None, "2023"),
        ("2023-03-03", {"from": "2019-05", "to": "2022"}, "2019"),
        ("2023-03-03", {"to": "2022"}, "2022"),
        (None, {"from": "2019"}, "2019"),
        (None, None, "unknown"),
    ],
)
def test_year_of(published: str | None, period: dict[str, str] | None, year: str) -> None:
    """A case belongs to the year its practice began in, and to none where nothing tells."""
    assert year == rules.year_of(case("a", published, period=period))


def test_revised_on() -> None:
    """A case's page is as old as the record's last change."""
    revised = [{"date": "2026-11-25", "note": "甲"}, {"date": "2026-12-01", "note": "乙"}]

    assert "2026-11-22" == rules.revised_on(case("a"))
    assert "2026-12-01" == rules.revised_on(
        case("a", curation=curation("published", revised=revised))
    )


@settings(max_examples=20)
@given(st.permutations(CASES))
def test_order_of_input(cases: list[Case]) -> None:
    """The order in which cases come changes nothing: neither lists nor facets."""
    expected, library = make_library(*CASES), make_library(*cases)

    assert expected.cases == library.cases
    assert expected.facets == library.facets


# Who is in


def test_drafts() -> None:
    """A draft is in a preview only."""
    assert "g" not in make_library(*CASES).by_id
    assert "g" == make_library(*CASES, drafts=True).cases[1].id


def test_withdrawn() -> None:
    """A withdrawn case keeps its page, and stands in no list and under no facet."""
    library = make_library(*CASES)

    assert "f" in library.by_id
    assert "f" not in [one.id for one in library.listed]
    assert [] == [
        choice.id
        for choices in library.facets.values()
        for choice in choices
        if library.by_id["f"] in choice.cases
    ]


def test_newest_day() -> None:
    """The library is as old as the newest change in it, withdrawals among them."""
    assert "2026-12-01" == make_library(*CASES).newest
    assert "2026-11-22" == make_library(CASES[0]).newest
    assert "2000-01-01" == make_library().newest


# Facets


def test_tags() -> None:
    """Tags stand in the order of their vocabulary, each with its cases; unused ones do not."""
    assert [
        ("huoche-siji", "货车司机", ["d", "b", "e", "a"]),
        ("liudong-dangyuan", "流动党员", ["c"]),
        ("siji-zhijia", "司机之家", ["a"]),
    ] == listed(make_library(*CASES), "tags")


def test_regions() -> None:
    """A case counts once in each of its regions and in every region above."""
    assert [
        ("320000", "江苏省", ["e"]),
        ("330000", "浙江省", ["b"]),
        ("330400", "嘉兴市", ["b"]),
        ("330482", "平湖市", ["b"]),
        ("370000", "山东省", ["e", "c", "a"]),
        ("370600", "烟台市", ["e", "a"]),
        ("370685", "招远市", ["e", "a"]),
        ("undisclosed", "未公开地区", ["d"]),
    ] == listed(make_library(*CASES), "regions")


def test_undisclosed_is_always_there() -> None:
    """The page of cases without a place exists even while it is empty, since others lead to it."""
    assert [("undisclosed", "未公开地区", [])] == listed(make_library(), "regions")


def test_other_facets() -> None:
    """Domains and categories stand under their ids, years newest first and the unknown last."""
    library = make_library(*CASES, case("h"))

    assert [
        ("daolu-huoyun", "道路货运", ["d", "h", "b", "e", "a"]),
        ("daolu-keyun", "道路客运", ["c"]),
    ] == listed(library, "domains")
    assert [
        ("jiguan", "机关", ["h", "b", "e", "c", "a"]),
        ("shiye-danwei", "事业单位", ["d"]),
    ] == listed(library, "categories")
    assert {
        ("2023", "2023年", ("b", "e", "c")),
        ("2022", "2022年", ("a",)),
        ("2019", "2019年", ("d",)),
        ("unknown", "年份不详", ("h",)),
    } == {(one, name, tuple(cases)) for one, name, cases in listed(library, "years")}
    assert ["2023", "2022", "2019", "unknown"] == [one for one, _, _ in listed(library, "years")]


def test_brands_say_what_they_are() -> None:
    """A brand is told by the newest case that says something of it: its slogan and its parts."""
    slogan = {
        "name": "领航",
        "slogan": "党建强，行业强。",
        "parts": [{"name": "甲"}, {"name": "乙"}],
    }
    library = make_library(
        case("a", "2021", brand={"name": "领航", "slogan": "旧口号"}),
        case("b", "2022", brand=slogan),
        case("c", "2023", brand={"name": "领航"}),
        case("d", "2020", brand={"name": "先行"}),
    )

    assert [
        ("领航", "党建强，行业强。包括甲、乙", ["c", "b", "a"]),
        ("先行", "", ["d"]),
    ] == [
        (one.name, one.description, [borne.id for borne in one.cases])
        for one in library.facets["brands"]
    ]


def test_facets_have_distinct_addresses_and_words() -> None:
    """Every row of the table of facets has an address and a title of its own, and its words."""
    assert len(FACETS) == len({facet.id for facet in FACETS}) == len({one.title for one in FACETS})
    assert [] == [one.id for one in FACETS if not (one.description and one.unit)]


# Places


def test_regions_of() -> None:
    """A case's regions are each named once, in the editor's order."""
    library = make_library(*CASES)

    assert ["320000", "370685"] == [one.code for one in library.regions_of(library.by_id["e"])]
    assert () == library.regions_of(library.by_id["d"])
