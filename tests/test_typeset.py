"""What a reader sees of a title in lines: nothing lost, nothing parted that belongs together."""

from hypothesis import given
from hypothesis import strategies as st

from generator.exports.typeset import ELLIPSIS, joints, lines, shortened, units

titles = st.text(
    st.sampled_from("货车司机党建，。、《》“”（）：！— %℃") | st.sampled_from("ab1-. ($+"),
    min_size=1,
).filter(lambda text: text == " ".join(text.split()) != "")


def width(text: str) -> float:
    """Measure as a font does whose letters are half as wide as its characters."""
    return sum(0.5 if one.isascii() else 1.0 for one in text)


@given(titles, st.integers(4, 12))
def test_nothing_is_lost(title: str, room: int) -> None:
    """The lines say the title, each within its room."""
    made = lines(title, width, room, 99)

    assert made is not None
    assert title.replace(" ", "") == "".join(made).replace(" ", "")
    assert [] == [line for line in made if width(line) > room]


@given(titles)
def test_no_line_begins_with_what_closes(title: str) -> None:
    """No line begins with a mark that closes, nor ends with one that opens."""
    room = max(width(unit) for unit in units(title))
    made = lines(title, width, room, 99)

    assert made is not None
    assert [] == [line for line in made[1:] if line[0] in "，。、》”）：！%℃"]
    assert [] == [line for line in made[:-1] if line[-1] in "《“（($"]


@given(titles, st.integers(4, 9), st.integers(1, 3))
def test_what_is_too_long_says_so(title: str, room: int, most: int) -> None:
    """A title that does not fit is cut short, fills no more lines than there are, and says so."""
    made = shortened(title, width, room, most)

    assert len(made) <= most
    assert made[-1].endswith(ELLIPSIS)
    assert title.replace(" ", "").startswith("".join(made).replace(" ", "").rstrip(ELLIPSIS))


def test_words_stay_whole() -> None:
    """A word in Latin letters and a number are never broken, but where no line could hold them."""
    assert ["党建", "KPI-2.0", "和47.54亿"] == lines("党建KPI-2.0和47.54亿", width, 4.5, 9)
    assert ["abcde", "fghij"] == lines("abcdefghij", width, 4, 9)


def test_lines_are_alike() -> None:
    """Two lines share a title rather than leave one character to the second."""
    assert ["一二三四", "五六七八"] == lines("一二三四五六七八", width, 7, 2)


def test_lines_end_where_a_reader_pauses() -> None:
    """A line ends behind a mark rather than in the middle of a phrase."""
    assert ["招远市交通局：", "机关带行业党建"] == lines(
        "招远市交通局：机关带行业党建", width, 9, 2
    )


def test_words_of_the_case_stay_whole() -> None:
    """Two characters that the case always has together are not parted."""
    title = "四省深化货车司机群体党建试点"
    evidence = f"{title}。货车司机里有党员，司机之家，货车司机的群体。"

    assert ["四省深化货车司", "机群体党建试点"] == lines(title, width, 9, 2)
    assert ["四省深化货车司机", "群体党建试点"] == lines(
        title, width, 9, 2, joints(title, evidence)
    )


def test_there_may_be_nothing_to_set() -> None:
    """No text makes no lines."""
    assert lines("", width, 9, 2) is None
    assert [ELLIPSIS] == shortened("一", width, 0.5, 1)
