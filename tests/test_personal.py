"""What is personal in a text is found, and never shown whole."""

import datetime
from itertools import pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from stdnum import luhn
from stdnum.cn import ric

from generator import console, personal, pipeline, report
from tests.factories import TODAY, make_inputs, record_text

REGIONS = ("110105", "360426", "370685", "510104", "440305")
WIDE = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")


def draw_digits(length: int) -> st.SearchStrategy[str]:
    """Draw so many digits."""
    return st.text("0123456789", min_size=length, max_size=length)


@st.composite
def identities(draw: st.DrawFn) -> str:
    """Draw the number of an identity card that its check digit confirms."""
    day = draw(st.dates(datetime.date(1985, 1, 1), datetime.date(2009, 12, 31)))
    bare = f"{draw(st.sampled_from(REGIONS))}{day:%Y%m%d}{draw(draw_digits(3))}"
    return bare + ric.calc_check_digit(f"{bare}0")


@st.composite
def cards(draw: st.DrawFn) -> str:
    """Draw the number of a bank card that its check digit confirms, and that is nothing else."""
    bare = "62" + draw(draw_digits(draw(st.integers(13, 16))))
    number = bare + luhn.calc_check_digit(bare)
    # Cards and the identities of Gansu begin alike, and can be as long.
    assume(not (len(number) == 18 and ric.calc_check_digit(number) == number[-1]))
    return number


MOBILES = st.tuples(st.sampled_from(("138", "139", "156", "187")), draw_digits(8)).map("".join)
LANDS = st.tuples(st.sampled_from(("0535-8", "010-60", "(0535)8")), draw_digits(6)).map("".join)
PLATES = st.tuples(st.sampled_from(("鲁F", "京A·", "粤B D")), draw_digits(5)).map("".join)
MAILS = st.tuples(
    st.text("abcdefghij.", min_size=4, max_size=12).map(lambda name: f"a{name}z"),
    st.sampled_from(("@qq.com", "@163.com", "＠gmail.com")),
).map("".join)
DATA = {
    "AL401": identities(),
    "AL402": st.one_of(MOBILES, LANDS),
    "AL403": PLATES,
    "AL404": cards(),
    "AL405": MAILS,
}
# What is personal, and how it is shown.
SHOWN = [
    ("13812341234", "138****1234"),
    ("+86 138 1234 1234", "138****1234"),
    ("鲁F12345", "鲁F·***45"),
    ("鲁FD12345", "鲁F·****45"),
    ("zhang@qq.com", "z***@qq.com"),
    ("z@qq.com", "***@qq.com"),
    ("0535-8123456", "0535-*****56"),
    ("010 62345678", "010-******78"),
    ("11010519491231002X", "110*************2X"),
    # A county that no table knows, and one that is younger than its owner.
    ("623783196312055671", "623*************71"),
    ("37068519900101000x", "370*************0x"),
    ("6222021234567890128", "6222***********0128"),
    ("+86 10 62345678", "********78"),
    ("＋86535－8123456", "********56"),
    ("电话：05358123456", "电话：0535-*****56"),
    ("卡号4532015112830366", "卡号4532********0366"),
]
# What looks like it, and is nobody's.
NOBODYS = [
    "投资15000000000元",
    "投资15,012,345,678.50元",
    "13812345678.5",
    "13812345678,000",
    "120.13812345678",
    "20230303",
    "2023-03-03",
    "2016-2017",
    "鲁水〔2023〕15号",
    "978-7-5162-0123-4",
    "9787516201234",
    "12345 12328 95598 400-810-1234 4008101234 96533",
    "https://www.example.cn/13812345678?x=6222021234567890128",
    "110105194912310021",
    "623783096312055673",
    "6222021234567890127",
    "统一社会信用代码91370685MA3C123456",
    "合同SDJT20231234567890",
    "G20杭州峰会，川G318国道，云S12高速，新APP上线",
    "京ICP备12345678号",
    "电话回访2345678人次",
    "office@yantai.gov.cn",
    "someone@notqq.com",
    "138****1234",
]


@st.composite
def written(draw: st.DrawFn) -> tuple[str, str]:
    """Draw a code and something personal, in one of the ways that it is written."""
    code = draw(st.sampled_from(sorted(DATA)))
    text = draw(DATA[code])
    way = draw(st.sampled_from(("plain", "wide", "blanks"))) if text.isalnum() else "plain"
    if way == "wide":
        return code, text.translate(WIDE)
    if way == "blanks" and code in ("AL401", "AL404"):
        return code, " ".join(text[start : start + 4] for start in range(0, len(text), 4))
    return code, text


def bare(text: str) -> str:
    """Give letters and digits alone, narrow."""
    return personal._plain(text)


@given(written())
def test_what_is_personal_is_found_and_masked(drawn: tuple[str, str]) -> None:
    """A number is found in running text under its code, and what is shown hides three of it."""
    code, text = drawn
    sentence = f"张师傅说，{text}，请记下。"
    hits = personal.find(sentence)

    assert [(code, text)] == [(hit.code, sentence[hit.start : hit.end]) for hit in hits]
    assert "***" in hits[0].shown
    assert bare(text).casefold() not in bare(personal.hide(sentence)).casefold()
    # What is masked is not found again.
    assert () == personal.find(personal.hide(sentence))


@settings(max_examples=25)
@given(written())
def test_no_output_shows_it_whole(drawn: tuple[str, str]) -> None:
    """No format of the answer to a record holds what is personal in it, wherever it stands."""
    _, text = drawn
    sound = record_text(title=f"找 {text}", background=f"电话 {text}。")
    refused = record_text(tags=[f"找{text}"], related=[text], domain=text)
    lost = record_text() + f"lessons: 电话 #{text}\n"
    files = {"a": sound, "b": sound, "c": refused, "d": lost}
    inputs = make_inputs({f"cases/2023/{name}.yml": raw.encode() for name, raw in files.items()})
    problems = pipeline.read(inputs, TODAY, closely=True).problems

    assert {f"cases/2023/{name}.yml" for name in "abc"} <= {
        one.file for one in problems if one.code in DATA
    }
    assert {"AL110", "AL208", "AL502"} <= {one.code for one in problems}
    for form in console.FORMS.values():
        assert text not in form(problems)
    for one in problems:
        assert bare(text) not in bare(report.words(one))


@pytest.mark.parametrize(("text", "shown"), SHOWN)
def test_how_it_is_shown(text: str, shown: str) -> None:
    """What is left to see is enough to find the place and too little to use."""
    assert shown == personal.hide(text)


@pytest.mark.parametrize("text", NOBODYS)
def test_what_is_nobodys(text: str) -> None:
    """Figures, dates, document numbers, hotlines, ids and wrong check digits are not reported."""
    assert () == personal.find(text)


@given(st.text("0123456789 -.,@:()电话鲁FABXx卡号元https/#", max_size=120))
def test_any_text_can_be_hidden(text: str) -> None:
    """Whatever the text, masking it leaves nothing to mask but what the mask itself laid bare."""
    hits = personal.find(text)

    assert all(one.end <= other.start for one, other in pairwise(hits))
    assert all(one.shown != text[one.start : one.end] for one in hits)
