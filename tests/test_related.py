"""What a reader relies on in the neighbours of a case: why they are near, and what comes next."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.library import Library, build_library
from generator.likewords import LikeWords
from generator.model import Case
from generator.related import Likeness
from tests.factories import library as real_library
from tests.factories import make_case, make_library

FILLED = (
    "这一段写明某地的做法和成效，供读者比较，字数凑够四十个，此外没有别的意思，也不提别的事情。"
)
PLACES = ("浙江省宁波市", "湖南省", "广东省", "海南省", "云南省", "北京市", "山东省青岛市")


def case(case_id: str, summary: str = FILLED, **overrides: Any) -> Case:
    """Make a case without a dated source; what overrides leave out is the same in all."""
    source = {"title": "来源", "kind": "报纸"}
    practices = [{"title": "一", "body": "正文"}]
    given = {"title": "题", "summary": summary, "sources": [source], "practices": practices}
    return make_case(case_id, **{**given, **overrides})


def related(library: Library, case_id: str) -> list[tuple[str, str]]:
    """Give the neighbours of a case with the reasons."""
    return [(one.case.id, one.reason) for one in Likeness(library).related(library.by_id[case_id])]


def withdrawn() -> dict[str, Any]:
    """Give the editors' part of a withdrawn record."""
    revised = [{"date": "2026-12-01", "note": "单位要求撤回"}]
    return {"status": "withdrawn", "added": "2026-11-22", "revised": revised}


def unlike(number: int) -> list[Case]:
    """Make cases in other places and of another domain, with a tag of their own."""
    return [
        case(f"x{place}", regions=[PLACES[place]], tags=["huoche-siji"], domain=f"领域{place}")
        for place in range(number)
    ]


def test_shared_tags_rare_ones_first() -> None:
    """Of cases that share a tag, those that share a rarer one stand first, and it is named."""
    library = make_library(
        case("a", tags=["siji-zhijia", "liudong-dangyuan"], domain="甲", regions="undisclosed"),
        case("b", tags=["liudong-dangyuan"], domain="乙", regions=["江苏省"]),
        case("c", tags=["siji-zhijia"], domain="丙", regions=["四川省"]),
        case("d", tags=["liudong-dangyuan"], domain="丁", regions=["贵州省"]),
        *unlike(2),
    )

    assert [
        ("c", "同有标签：司机之家"),
        ("b", "同有标签：流动党员"),
        ("d", "同有标签：流动党员"),
    ] == related(library, "a")


def test_shared_place_the_nearest_one() -> None:
    """A place makes neighbours, the nearer the better, and the nearest shared one is named."""
    library = make_library(
        case("a", regions=["山东省烟台市招远市"], domain="甲", tags=["siji-zhijia"]),
        case("b", regions=["山东省济南市"], domain="乙", tags=["liudong-dangyuan"]),
        case("c", regions=["山东省烟台市"], domain="丙", tags=["liudong-dangyuan"]),
        case("d", regions=["370685"], domain="丁", tags=["liudong-dangyuan"]),
        *unlike(4),
    )

    assert [("d", "同在招远市"), ("c", "同在烟台市"), ("b", "同在山东省")] == related(library, "a")


def test_shared_domain() -> None:
    """A domain that not all cases have makes neighbours."""
    library = make_library(
        case("a", domain="道路客运", regions="undisclosed", tags=["siji-zhijia"]),
        case("b", domain="道路客运", regions=["江苏省"], tags=["liudong-dangyuan"]),
        *unlike(1),
    )

    assert [("b", "同属道路客运")] == related(library, "a")


def test_shared_words() -> None:
    """Rare wording makes neighbours and is named, one in quotation marks whatever its length."""
    subject = "用“危运通行码”把关，{}危险货物运输逐车核验，违规自动报警。" + FILLED
    library = make_library(
        case("a", subject.format("对"), regions="undisclosed", tags=["siji-zhijia"], domain="甲"),
        case("b", subject.format("请"), regions=["江苏省"], tags=["liudong-dangyuan"], domain="乙"),
        *unlike(2),
    )

    assert [("b", "用词相近：违规自动报警、危运通行码")] == related(library, "a")


def test_words_weigh_by_rarity() -> None:
    """Two texts are as alike as their rare words: the same text wholly, another one not at all."""
    same = "公交爱心上车点专供残障人员使用，共享单车接驳最后一公里，班线零换乘。"
    cases = [
        case("a", same + FILLED),
        case("b", same + FILLED),
        case("c", "水上服务区设商船检验点，海河联运枢纽加快建设，航道隐患整治完毕。" + FILLED),
    ]
    found = LikeWords(cases).likeness(cases[0])

    assert [1.0, 1.0, 0.0] == found.round(6).tolist()


def test_editors_choice_comes_first() -> None:
    """Cases that an editor named stand first, in that order and once; withdrawn ones do not."""
    library = make_library(
        case("a", tags=["siji-zhijia"], related=["e", "c", "w"], regions=["江苏省"], domain="甲"),
        case("c", tags=["siji-zhijia"], regions=["四川省"], domain="乙"),
        case("e", tags=["liudong-dangyuan"], regions=["贵州省"], domain="丙"),
        case("w", curation=withdrawn()),
        *unlike(1),
    )

    assert [("e", "编辑推荐"), ("c", "编辑推荐")] == related(library, "a")
    assert [("a", "同有标签：司机之家")] == related(library, "c")


def test_number_of_neighbours() -> None:
    """At most five neighbours are shown, but all that an editor named."""
    many = [case(f"c{number}", tags=["siji-zhijia"]) for number in range(9)]
    named = case("n", related=[one.id for one in many[:7]])
    library = make_library(*many, *unlike(7), named)

    assert 5 == len(related(library, "c0"))
    assert [f"c{number}" for number in range(7)] == [one for one, _ in related(library, "n")]


def test_what_all_share_makes_no_neighbours() -> None:
    """What every case of the library has says nothing about likeness."""
    library = make_library(*(case(f"c{number}") for number in range(4)))

    assert [] == related(library, "c0")


def test_a_withdrawn_case_has_neighbours_but_is_none() -> None:
    """From a withdrawn case one gets on to others; none leads to it."""
    library = make_library(
        case("w", tags=["siji-zhijia"], curation=withdrawn(), regions="undisclosed", domain="甲"),
        case("a", tags=["siji-zhijia"], regions=["江苏省"], domain="乙"),
        *unlike(1),
    )

    assert [("a", "同有标签：司机之家")] == related(library, "w")
    assert [] == related(library, "a")
    assert (None, None) == Likeness(library).around(library.by_id["w"])


@settings(max_examples=10, deadline=None)
@given(st.permutations(real_library().cases))
def test_order_of_input(cases: list[Case]) -> None:
    """The order in which cases come changes neither the neighbours nor the reasons."""
    expected = real_library()
    library = build_library(cases, expected.vocabularies, expected.gazetteer)
    likeness, shuffled = Likeness(expected), Likeness(library)

    assert [likeness.related(one) for one in cases] == [shuffled.related(one) for one in cases]


@pytest.mark.parametrize(
    ("case_id", "newer", "older"), [("a", None, "b"), ("b", "a", "c"), ("c", "b", None)]
)
def test_around(case_id: str, newer: str | None, older: str | None) -> None:
    """Before and after a case stand those that lists show there; the ends have one only."""
    library = make_library(case("c"), case("a"), case("b"))
    around = Likeness(library).around(library.by_id[case_id])

    assert (newer, older) == tuple(one and one.id for one in around)
