"""What an editor relies on in cleaning: noise goes, text stays, and all that went is told."""

from collections import Counter
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pypinyin import Style, lazy_pinyin

from generator.intake.clean import clean
from generator.intake.clean_pinyin import cut_pinyin
from generator.intake.lines import Cleaned, Line
from tests.factories import ROOT, gazetteer

GOLDEN = sorted((ROOT / "tests" / "golden" / "intake" / "clean").glob("*.yml"))


@cache
def golden(path: Path) -> dict[str, Any]:
    """Read a golden file: a text, its lines when it is clean, and what went."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def numbered(text: str) -> tuple[Line, ...]:
    """Number the lines of a text."""
    return tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))


def cleaned(text: str) -> Cleaned:
    """Clean a text."""
    return clean(Cleaned(numbered(text), ()), gazetteer())


def listed(done: Cleaned) -> tuple[list[list[Any]], list[list[Any]]]:
    """Give lines and removals as a golden file has them."""
    lines = [[line.number, line.text] for line in done.lines]
    removals = [
        [one.line, one.kind, one.text, *([one.became] if one.became else [])]
        for one in done.removals
    ]
    return lines, removals


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_texts(path: Path) -> None:
    """Each kind of noise goes, with its line and the very text; what only looks like it stays."""
    case = golden(path)

    assert (case["lines"], case["removals"]) == listed(cleaned(case["input"]))


def test_every_kind_has_its_noise_and_its_trap() -> None:
    """No kind of removal is without a text that shows it."""
    kinds = {removal[1] for path in GOLDEN for removal in golden(path)["removals"]}

    assert {
        *("拼音注音", "繁体转简体", "断行合并", "半角标点", "引号不配对", "网页界面"),
        *("广告联系", "付费标记", "地名堆砌", "重复标题", "隐形字符"),
        "编码损坏",
    } == kinds


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_clean_text_stays(path: Path) -> None:
    """What has been cleaned once is clean: nothing more goes, and what is lost stays told."""
    text = "\n".join(text for _, text in golden(path)["lines"])
    changed = [one for one in cleaned(text).removals if one.text != one.became]

    assert ([], []) == (
        changed,
        [line for line in numbered(text) if line.text not in [x.text for x in cleaned(text).lines]],
    )


def test_removals_of_reading_come_along() -> None:
    """What reading left out is told together with the rest, in the order of the source."""
    read = Cleaned(numbered("打印本页\n水利站开会。"), ())
    first = clean(read, gazetteer()).removals

    assert first == clean(Cleaned(numbered("水利站开会。"), first), gazetteer()).removals


# Pieces that noise is made of, and a few of text; each may stand beside any other.
PIECES = """
深入|(shēnrù)|（|）|(|)|的(de)(de)|運(yùn)輸|後|機關|乾|##paidbegin##|[付费内容]|本文剩余5%，付费后可阅读
徐汇区｜|康定县｜|湖州市|｜|｜阜新|科技｜|四会市｜|固始县｜|江油市｜|顺义区｜|宁强县｜|投稿邮箱|a@b.cn
客服：abc1|会员群|请联系：|打印|关闭窗口|首页|阅读 12|责编：|张三|微信公众号|相关推荐|评论|，|。|,|.
:|;|?|!|“|”|‘|’|"|12|1,200|3:1|APP|建设|社区食堂|》》》|《|一、|■|通讯员 |来源：|2024-01-02 |的|们
"""
BLANKS = ("\n", "\n\n", "\t", "  ", "　　")
TEXTS = st.lists(
    st.sampled_from([*PIECES.strip().replace("\n", "|").split("|"), *BLANKS]), max_size=40
).map("".join)


def counted(texts: Iterable[str]) -> Counter[str]:
    """Count the characters of texts; blanks are no content."""
    return Counter("".join("".join(texts).split()))


@given(TEXTS)
def test_all_that_goes_is_told(text: str) -> None:
    """Whatever is in a text is in its clean form or in a removal, to the character."""
    done = cleaned(text)
    went = counted(one.text for one in done.removals)
    came = counted(one.became for one in done.removals)

    assert counted([text]) + came == counted(line.text for line in done.lines) + went


@given(TEXTS)
def test_lines_keep_their_numbers(text: str) -> None:
    """A line has the number that it had in the source, and every removal one of these."""
    done = cleaned(text)
    numbers = [line.number for line in done.lines]
    known = range(1, text.count("\n") + 2)

    assert sorted(set(numbers)) == numbers
    assert {*numbers, *(one.line for one in done.removals)} <= set(known)


WORDS = """
社区 食堂 养老 重庆 长者 灌溉 水库 医院 绿化 女儿 行业 银行 音乐 快乐 调研 调解 志愿者 一起 不落
儿童 学校 教育 率先 处理 处长 的 了
"""


ANNOTATED = st.tuples(st.sampled_from(WORDS.split()), st.integers(0, 3), st.booleans())


@given(st.lists(ANNOTATED, min_size=1, max_size=20))
def test_every_annotation_goes(words: list[tuple[str, int, bool]]) -> None:
    """Pinyin behind any word, once or doubled, with its tones or without, leaves no trace."""
    annotated, removals = "", 0
    for word, times, has_tones in words:
        style = Style.TONE if has_tones else Style.NORMAL
        sound = "".join(lazy_pinyin(word, style=style))
        annotated += word + f"({sound})" * times
        removals += times
    done = cut_pinyin([Line(1, annotated)])

    assert ("".join(word for word, *_ in words), removals) == (
        "".join(line.text for line in done.lines),
        len(done.removals),
    )
