from generator.documents import documents, facets
from tests.factories import make_case, make_library


def test_places_count_for_all_above() -> None:
    """A case counts for its place and for every place above it; each names the one above."""
    library = make_library(make_case(regions=["山东省烟台市招远市"]))

    [document] = documents(library)
    [regions] = [one for one in facets(library) if one.parameter == "region"]
    assert ("370000", "370600", "370685") == document.choices["region"]
    assert [("370000", None), ("370600", "370000"), ("370685", "370600")] == [
        (one.id, one.above) for one in regions.choices
    ]


def test_no_choice_without_a_case() -> None:
    """Only what some case bears can be chosen, and whatever a case bears can."""
    library = make_library(
        make_case("one", tags=["siji-zhijia"]), make_case("two", regions="undisclosed")
    )

    borne = {
        (name, one)
        for document in documents(library)
        for name, ids in document.choices.items()
        for one in ids
    }
    assert borne == {
        (one.parameter, choice.id) for one in facets(library) for choice in one.choices
    }


def test_undisclosed_places_sort_last() -> None:
    """Sorted by place, a case without one comes behind all others."""
    library = make_library(make_case("one"), make_case("two", regions="undisclosed"))

    orders = {document.id: document.orders["place"] for document in documents(library)}
    assert {"one": "370685", "two": "~"} == orders
