"""What an editor relies on when files are put right: one right answer, the same data or nothing."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import mend, strict_yaml
from generator.mend import Difference, Outcome
from tests.factories import golden_records, library_inputs, record_text, source
from tests.test_layout import stripped

UNREADABLE = [
    pytest.param(raw, id=one.name)
    for one in golden_records()
    if any(problem["code"] < "AL200" for problem in one.problems)
    for file, raw in one.files.items()
    if "/_vocab/" not in file
]


def canonical(text: str | bytes) -> Outcome:
    """Put a text in canonical form."""
    return mend.canonical(source(text))


def mended(text: str | bytes) -> Outcome:
    """Mend a text."""
    return mend.mended(source(text))


def data_of(raw: bytes) -> Any:
    """Give what a file says."""
    document, problems = strict_yaml.read("f.yml", raw)
    assert [] == problems
    return document.data


# The canonical form of a file


def test_canonical() -> None:
    """A file gets its canonical form, and is told to have changed; one that has it is not."""
    outcome = canonical("tags:\n- a\ntitle: '甲' # 乙\n")

    assert ("# 乙\ntitle: 甲\ntags: [a]\n".encode(), True, False) == (
        outcome.raw,
        outcome.changed,
        outcome.left,
    )
    assert not canonical(outcome.raw).changed


@pytest.mark.parametrize("raw", UNREADABLE)
def test_what_cannot_be_read_is_left(raw: bytes) -> None:
    """A file that the reader refuses, or warns of losing text, stays as it is and says why."""
    outcome = canonical(raw)

    assert (raw, True, False) == (outcome.raw, outcome.left, outcome.changed)
    assert outcome.problems


def test_what_would_not_be_the_same_is_left() -> None:
    """A file whose canonical form cannot be read again stays as it is."""
    raw = f"title: 甲\n? {'长' * 1100}\n: 乙\n".encode()
    outcome = canonical(raw)

    assert (raw, (), True, False) == (
        outcome.raw,
        outcome.problems,
        outcome.left,
        outcome.changed,
    )


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (b"title: 'a'\n", Difference(1, "title: 'a'", "title: a")),
        (b"title: a\ntags: [b]\n\n", Difference(3, "", None)),
        (b"title: a", Difference(2, None, "")),
        (b"title: a\r\ntags: [b]\n", Difference(1, "title: a\r", "title: a")),
        (b"\xef\xbb\xbftitle: a\n", Difference(1, "\ufefftitle: a", "title: a")),
    ],
)
def test_first_difference(raw: bytes, expected: Difference) -> None:
    """The first line that is not as it should be is told, with what should stand there."""
    assert expected == mend.difference(canonical(raw))


# Slips with one right answer

FORM = "键的顺序、引号和排版"
BLANKS = "缩进和段首的空白"


@pytest.mark.parametrize(
    ("raw", "right", "words"),
    [
        ("\ufefftitle: 甲\n", "title: 甲\n", ("字节顺序标记",)),
        ("title: 甲\r\ntags: [a]\r\n", "title: 甲\ntags: [a]\n", ("换行符",)),
        ("title: 甲 　\t\ntags: [a]\n", "title: 甲\ntags: [a]\n", ("行末的空白",)),
        ("title: '甲'\n", "title: 甲\n", (FORM,)),
        ("tags: [a]\ntitle: 甲\n", "title: 甲\ntags: [a]\n", (FORM,)),
        ("brand:\n\tname: 甲\n", "brand:\n  name: 甲\n", (BLANKS,)),
        ("brand:\n　　name: 甲\n", "brand:\n  name: 甲\n", (BLANKS,)),
        ("brand:\n\u00a0\u00a0name: 甲\n", "brand:\n  name: 甲\n", (BLANKS,)),
        (
            "practices:\n\t- title: 甲\n\t  body: |\n\t\t乙\n",
            "practices:\n  - title: 甲\n    body: |\n      乙\n",
            (BLANKS,),
        ),
        (
            "organizations:\n　- name: 甲\n　　role: 实施\n",
            "organizations:\n  - {name: 甲, role: 实施}\n",
            (BLANKS, FORM),
        ),
        (
            "background: |\n  　　第一段。\n\n  　　第二段。\n",
            "background: |\n  第一段。\n\n  第二段。\n",
            (BLANKS,),
        ),
        (
            "background: |\n　　第一段。\n\n　　第二段。\noutcomes: |\n\t\t乙\n",
            "background: |\n  第一段。\n\n  第二段。\noutcomes: |\n  乙\n",
            (BLANKS,),
        ),
        (
            "practices:\n  - title: 甲\n    body: |\n　　乙。\n\n      丙。\n"
            "  - title: 丁\n    body: 戊\n",
            "practices:\n  - title: 甲\n    body: |\n      乙。\n\n      丙。\n"
            "  - title: 丁\n    body: |\n      戊\n",
            (BLANKS, FORM),
        ),
        ("title: 　甲\n", "title: 甲\n", (BLANKS,)),
        ("title:　甲\n", "title: 甲\n", (BLANKS,)),
        ('title: "　　甲: 乙"\n', 'title: "甲: 乙"\n', (BLANKS,)),
        ("summary: 甲，\n　　乙。\n", "summary: 甲，乙。\n", (BLANKS, FORM)),
        (
            "metrics:\n  - {label: 甲, value: ２，９００, year: ２０２２, source: １}\n",
            'metrics:\n  - {label: 甲, value: "2,900", year: "2022", source: "1"}\n',
            ("全角数字",),
        ),
        (
            "metrics:\n  - {label: １号, change: {value: ４５．５}, note: １２}\n",
            'metrics:\n  - {label: １号, change: {value: "45.5"}, note: １２}\n',
            ("全角数字",),
        ),
        (
            "regions: [３７０６８５, 山东省]\n"
            "period: {from: ２０２２－０３}\n"
            "curation:\n  added: ２０２６-１１-２２\n",
            'regions: ["370685", 山东省]\nperiod: {from: "2022-03"}\n'
            'curation:\n  added: "2026-11-22"\n',
            ("全角数字",),
        ),
        ("metrics:\n  - {label: 甲, value: １２家}\n", None, ()),
        ("title: 甲\n", None, ()),
    ],
)
def test_mended(raw: str, right: str | None, words: tuple[str, ...]) -> None:
    """A slip with one right answer is mended, and its mending told."""
    outcome = mended(raw)

    assert (right or raw, words, False) == (outcome.raw.decode(), outcome.mended, outcome.left)


@pytest.mark.parametrize(
    "raw",
    [
        # Two ways to read the blanks.
        "background:\n\t- 甲\n   - 乙\n",
        # A blank inside of a text: a person knows whether it parts two words.
        "title: 甲　乙\n",
        "background: |\n  甲\t乙\n",
        # A zero-width blank may hide what was meant.
        "title: 甲\u200b\n",
        "title: [甲\r\n",
        "metrics:\n  - {label: 甲, value: 2,900 }\n",
        "organizations:\n  - {name：甲, role: 实施} \n",
        "title: 甲 #乙 \n",
        "title: 甲\rtags: [a]\nx: y\n",
    ],
)
def test_what_has_no_one_answer_is_left(raw: str) -> None:
    """What may be meant in several ways is left to a person, with all else in the file."""
    outcome = mended(raw)

    assert (raw.encode(), True) == (outcome.raw, outcome.left)


@pytest.mark.parametrize("raw", UNREADABLE)
def test_never_worse(raw: bytes) -> None:
    """Whatever the bytes, a file is mended into one that can be read, or left as it is."""
    outcome = mended(raw)

    assert outcome.left is (outcome.raw == raw)
    if not outcome.left:
        assert isinstance(data_of(outcome.raw), dict)


@pytest.mark.parametrize("raw", [one.raw for one in library_inputs().records])
def test_mending_keeps_the_data(raw: bytes) -> None:
    """A sound record says the same after mending."""
    assert stripped(data_of(raw)) == stripped(data_of(mended(raw).raw))


@given(st.binary(max_size=200) | st.text("a甲: -\n\t　|#'\"[]{}１", max_size=60).map(str.encode))
def test_any_bytes(raw: bytes) -> None:
    """Any bytes are mended or left; what was mended needs no mending again."""
    outcome = mended(raw)

    assert outcome.left or not mended(outcome.raw).changed
    assert outcome.raw == raw or not outcome.left


@given(st.data())
def test_odd_blanks_of_an_editor(draw: st.DataObject) -> None:
    """Where blanks of other kinds take the place of plain ones, the data stay what they are."""
    text = "brand:\n  name: 甲\n  parts:\n    - {name: 乙}\nbackground: |\n  丙。\n\n  丁。\n"
    odd = draw.draw(st.sampled_from(["\t", "　"]))
    lines = [
        line.replace("  ", odd * (1 if odd == "\t" else draw.draw(st.sampled_from([1, 2]))), 1)
        if draw.draw(st.booleans()) and line.startswith("  ")
        else line
        for line in text.split("\n")
    ]
    outcome = mended("\n".join(lines))

    assert outcome.left or stripped(data_of(text.encode())) == stripped(data_of(outcome.raw))


def test_a_whole_record() -> None:
    """A record full of slips becomes the record that was meant."""
    text = record_text()
    slips = "\ufeff" + text.replace("\n", " \t\r\n").replace('"2026-11-22"', '"２０２６-11-２２"')
    outcome = mended(slips)

    assert stripped(data_of(text.encode())) == stripped(data_of(outcome.raw))
    assert ("字节顺序标记", "换行符", "行末的空白", "全角数字", FORM) == outcome.mended
