"""What a heading is: its level, its words, and which part of a case it opens."""

import re
from dataclasses import dataclass
from typing import Final, Literal

from generator.intake.lines import Line

Kind = Literal["background", "practices", "outcomes", "lessons"]

# In characters: a heading on a line of its own, one that runs into its paragraph, and one that is
# told by nothing but its shortness.
ALONE: Final = 40
RUN_IN: Final = 48
BARE: Final = 16

_WORDS: Final[dict[Kind, str]] = {
    "background": "(?:案例|工作|项目|改革|实施|活动|主要)?背景(?:情况|与?和?(?:起因|动因|缘起|"
    "意义))?|"
    "(?:案例|项目|单位)?(?:基本)?(?:情况|概况|概述|简介)(?:概述)?|案例综述|起因|缘起|引言|"
    "前言|问题导向|"
    "(?:面临|存在)的?(?:主要)?(?:问题|困难|挑战)",
    "practices": "(?:主要|经验|具体|创新|工作|基本|特色|典型|探索|重点|推进|亮点|案例|实施)*"
    "(?:做法|举措|措施|路径|过程|内容)(?:[与和及](?:经验|成效|亮点))?|(?:探索|创新|"
    "工作)?[与和]?实践(?:探索)?|"
    "组织实施|工作(?:思路|开展|推进)(?:情况)?|创新点",
    "outcomes": "(?:主要|取得|工作|实施|初步|实际|显著|阶段性?|改革|创新|社会|具体|案例|项目|"
    "特色|建设|活动)*的?(?:主要)?"
    "(?:成效|成果|效果|成绩|效益|实效|业绩)(?:情况|显现|初显|评价|显著)?(?:[与和及](?:反响|"
    "评价|影响))?",
    "lessons": "(?:几点|主要|工作|案例|实践|重要|深刻|创新|基本)*(?:经验|体会|启示|思考|感悟|"
    "认识|启发)"
    "(?:[与和及]?(?:启示|体会|思考|做法|推广|价值|建议))?|(?:推广|示范)(?:价值|意义)|"
    "案例(?:点评|评析|价值)|"
    "专家点评|下一步(?:打算|工作|计划|思路)?|未来展望|努力方向|结语",
}
_KINDS: Final = {kind: re.compile(words) for kind, words in _WORDS.items()}

# What stands before a heading, in the order of official papers; 党建+X is a level of its own.
_MARKS: Final = (
    r"第[一二三四五六七八九十]+(?:部分|章|篇)\s*|[一二三四五六七八九十]{1,3}\s*[、.．]\s*",
    r"[（(]\s*[一二三四五六七八九十]{1,3}\s*[）)]\s*[、.．]?\s*",
    r"[0-9]{1,2}\s*[.．、]\s*(?![0-9])",
    r"[（(]\s*[0-9]{1,2}\s*[）)]\s*[、.．]?\s*|[①-⑳]\s*",
    r"(?=[“‘]?党建\s*[+＋]\s*[“‘]?[\u3400-\u9fff])",
)
_MARKED: Final = tuple(re.compile(rf"\s*(?:{mark})") for mark in _MARKS)
_BRACKETED: Final = re.compile(r"\s*[【\[〔［■●◆★▲]+\s*([^】\]〕］]{2,30}?)\s*[】\]〕］]?[:：]?\s*")
_FIRST: Final = re.compile("[^。：:！？!?\n]+")
_DECORATION: Final = "》》>＞〉◆●■★▲*＊#= \t\u3000"


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: its level (0 the highest), its words, and whether a text follows on its line."""

    level: int
    title: str
    runs_in: bool = False


# The levels of 党建+X, and of headings without a number
NAMED: Final = len(_MARKS) - 1
BRACKETED: Final = len(_MARKS)
PLAIN: Final = BRACKETED + 1
LEADING: Final = PLAIN + 1


def heading_of(line: Line) -> Heading | None:
    """Give what the line is as a heading, if it can be one."""
    text = line.text.strip().rstrip(_DECORATION)
    if not text or "\t" in text:
        return None
    if match := _BRACKETED.fullmatch(text):
        return Heading(BRACKETED, match[1].strip())
    for level, mark in enumerate(_MARKED):
        if match := mark.match(text):
            return _after(level, text[match.end() :].strip())
    if len(text) <= ALONE and not re.search("[。！？；，、：:,;…”]$", text):
        return Heading(PLAIN, text)
    first = _FIRST.match(text)
    if first and len(first[0]) <= BARE and text[first.end() : -1].startswith("。"):
        return Heading(LEADING, first[0].strip(), runs_in=True)
    return None


def kind(heading: Heading) -> Kind | None:
    """Tell which part a heading opens, where its words are those of a part."""
    title = heading.title.strip(" ：:")
    for one, words in _KINDS.items():
        if words.fullmatch(title):
            return one
    if heading.level == 0 and len(title) <= BARE and "，" not in title:
        for one, words in _KINDS.items():
            if re.search(rf"(?:的|取得|引领)(?:{words.pattern})$", title):
                return one
    return None


def _after(level: int, text: str) -> Heading | None:
    """Read a heading behind its mark: the whole line, or the first sentence of a paragraph."""
    if not text:
        return None
    if len(text) <= ALONE and not re.search("[。；，、,;]$|。", text):
        return Heading(level, text.rstrip("：:"))
    first = _FIRST.match(text)
    if not first or len(first[0]) > RUN_IN:
        return Heading(level, "", runs_in=True)
    return Heading(level, first[0].strip(), runs_in=first.end() + 1 < len(text))
