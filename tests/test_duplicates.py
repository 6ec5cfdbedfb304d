"""What an editor relies on to learn that a case is in the library already."""

import os
import random
import subprocess
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import duplicates
from generator.duplicates import Pair, alike
from generator.parse import Record, parse
from tests.factories import ROOT, record, record_text, source


def prose(seed: int, length: int = 1_500) -> str:
    """Give a text that shares next to nothing with that of another seed."""
    dice = random.Random(seed)  # noqa: S311 # the same text in every run
    return "".join(chr(dice.randrange(0x4E00, 0x9FA5)) for _ in range(length))


def edited(text: str, every: int) -> str:
    """Change one character in so many."""
    return "".join("改" if place % every == 0 else letter for place, letter in enumerate(text, 1))


def read(file: str, **overrides: object) -> Record:
    """Give a record in a file."""
    found = parse(source(record_text(**overrides), f"cases/2023/{file}.yml")).record
    assert found
    return found


def told(*records: Record) -> list[tuple[str, str, str]]:
    """Compare records; give file, code and message of what they are told."""
    pairs = alike([duplicates.text_of(one.case) for one in records])
    return [(one.file[11:-4], one.code, one.message) for one in duplicates.check(records, pairs)]


def by_hand(one: str, other: str) -> int:
    """Work out in percent how alike two texts are, as the page on the codes says it."""
    first, second = ({text[at : at + 5] for at in range(len(text) - 4)} for text in (one, other))
    return 100 * len(first & second) // len(first | second)


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.integers(18, 200), st.integers(0, 3))
def test_an_edited_copy_is_found(seed: int, every: int, others: int) -> None:
    """A copy with up to one character in eighteen changed is found among others, and how alike."""
    text = prose(seed)
    copy = edited(text, every)
    texts = [*(prose(seed + 1 + number) for number in range(others)), text, copy]

    assert [Pair(others, others + 1, by_hand(text, copy))] == alike(texts)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text[750:] + text[:750],
        lambda text: "，".join(text[at : at + 9] for at in range(0, len(text), 9)),
        lambda text: "\n".join(text[at : at + 50] for at in range(0, len(text), 50)),
    ],
    ids=["moved", "punctuation", "lines"],
)
def test_what_hides_no_copy(change: object) -> None:
    """Parts moved about, other punctuation and other lines leave a copy what it is."""
    assert callable(change)
    [pair] = alike([prose(1), change(prose(1))])

    assert pair.percent > 95


def test_what_is_no_copy() -> None:
    """Texts that share less than half, and texts too short to tell, are left alone."""
    half = prose(1, 600) + prose(2, 900), prose(1, 600) + prose(3, 900)

    assert [] == alike(half)
    assert [] == alike([prose(1, 199), prose(1, 199)])
    assert [Pair(0, 1, 100)] == alike([prose(1, 200), prose(1, 200)])


def test_the_order_of_texts_changes_no_likeness() -> None:
    """Two texts are as alike whichever comes first, and whatever stands beside them."""
    texts = [prose(1), edited(prose(1), 30), prose(2), edited(prose(2), 40), prose(3)]
    forwards = {frozenset((texts[one], texts[other])): how for one, other, how in alike(texts)}
    texts.reverse()
    backwards = {frozenset((texts[one], texts[other])): how for one, other, how in alike(texts)}

    assert forwards == backwards
    assert 2 == len(forwards)


def test_another_process_finds_the_same() -> None:
    """Every run finds the same pairs, however Python shuffles its own hashes."""
    program = (
        "from tests.test_duplicates import *\n"
        "print(alike([edited(prose(seed % 4), 17 + seed) for seed in range(12)]))"
    )
    answers = {
        subprocess.run(
            [sys.executable, "-c", program],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("0", "1", "random")
    }

    assert [str(alike([edited(prose(n % 4), 17 + n) for n in range(12)])) + "\n"] == [
        one.decode() for one in answers
    ]


def test_many_copies_are_told_in_one_line() -> None:
    """A record that hundreds repeat is told of the closest and of how many more, in one message."""
    records = [read(f"a{number:02}", background=prose(1)) for number in range(40)]
    pairs = alike([duplicates.text_of(one.case) for one in records])
    problems = [one for one in duplicates.check(records, pairs) if one.code == "AL501"]

    assert [one.file for one in records] == sorted(one.file for one in problems)
    assert all("的文字相似度为 100%，另外还有" in one.message for one in problems)


def test_two_files_of_one_name() -> None:
    """Two files that want one address hear of that alone."""
    here, there = read("a", background=prose(1)), parse(
        source(record_text(background=prose(1)), "cases/2022/a.yml")
    ).record  # fmt: skip
    assert there

    assert [] == told(here, there)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"url": "https://a.cn/1"}, {"url": "https://a.cn/1/"}, True),
        ({"url": "https://a.cn/1"}, {"url": "https://www.a.cn/1#top"}, True),
        ({"url": "https://a.cn/1?x=1"}, {"url": "https://a.cn/1?x=2"}, False),
        ({"url": "https://a.cn/"}, {"url": "https://b.cn/"}, False),
        ({"title": "甲、乙", "publisher": "丙报"}, {"title": "甲乙", "publisher": "丙报"}, True),
        ({"title": "甲乙", "publisher": "丙报"}, {"title": "甲乙", "publisher": "丁报"}, False),
        ({"title": "甲乙", "published": "2023"}, {"title": "《甲乙》", "published": "2023"}, True),
        ({"title": "甲乙", "published": "2023"}, {"title": "甲乙", "published": "2023-05"}, False),
        ({"title": "甲乙"}, {"title": "甲乙"}, False),
        ({"title": "——", "published": "2023"}, {"title": "……", "published": "2023"}, False),
    ],
)
def test_the_same_source(one: dict[str, str], other: dict[str, str], same: bool) -> None:
    """A source is known by its address, or by its title with publisher or date, and by no less."""
    curation = {"status": "published", "added": "2023-12-31"}
    sources = [{"title": f"标题{number}", "kind": "网页"} | one_of
               for number, one_of in enumerate((one, other))]  # fmt: skip
    first, second = (
        read(name, sources=[given], curation=curation)
        for name, given in zip("ab", sources, strict=True)
    )
    title = record()["title"]
    expected = [
        ("a", "AL502", f"cases/2023/b.yml《{title}》也引用了这个来源"),
        ("b", "AL502", f"cases/2023/a.yml《{title}》也引用了这个来源"),
    ]

    assert (expected if same else []) == told(first, second)
    twice = told(read("a", sources=sources, curation=curation))
    assert [("a", "AL502", "第 2 个来源与第 1 个相同")] * same == twice
