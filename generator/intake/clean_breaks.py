"""Lines broken in mid-sentence, with an empty line between or without: one line again.

A heading has no full stop either, so a line that lacks one is not yet broken. What tells: a
sentence that ended before, within the line; a word of the text that lies across the break; a mark
that no line begins or ends with; lines that all end at the same width.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Final

from generator.intake.lines import HAN, Cleaned, Line, Removal

KIND: Final = "断行合并"

# How much of either side the report shows.
_SHOWN: Final = 8
# Lines of a source between two halves: empty ones, and page numbers that are gone.
_FARTHEST: Final = 6
# What ends in a comma and is longer is no verse; what has no full stop and is longer, no heading.
_LONGER_THAN_VERSE: Final = 16
_LONGER_THAN_HEADING: Final = 40
# A heading of two clauses: 建好阵地，关心司机.
_LONGER_THAN_CLAIM: Final = 24
# No other part of a line than this much of its end or beginning is looked at.
_SIGHT: Final = 80

_CHINESE_CLASS: Final = f"{HAN}，。、；：！？“”‘’（）《》【】—…"
_CHINESE: Final = re.compile(f"[{_CHINESE_CLASS}]")
# What may meet at a break: Latin words do not.
_SEAM: Final = re.compile(rf"[{_CHINESE_CLASS}]|.[{_CHINESE_CLASS}]|\d\.?\d")
_FULL_STOP: Final = re.compile(r"[。！？!?]")
_MARK: Final = re.compile(r"[，。、；：！？]")
_ENDED: Final = re.compile(
    r"(?:[。！？!?…；;：:＞>～~]|》》|[A-Za-z)]\.|[。！？!?][（(][^（）()]{1,40}[）)])[”’）)」』】\]]{0,3}\Z"
)
# Captions end in a name, or say what is seen, without a full stop.
_CAPTION: Final = re.compile(
    rf"[。！？!?”）)]\s*(?:[{HAN} ·、/]{{0,16}}(?:摄|摄影|供图|绘|报道|整理|供稿)"
    r"|图为[^。]{0,60})\Z"
)
# What a page tells of its text: source, day, writers.
_ORIGIN: Final = re.compile(
    r"(?:来源|发布\S{0,2}|时间|日期|作者|记者|通讯员|撰稿|供稿|摄影|编辑)\s?[:：]"
    r"|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?\Z"
)
_GOES_ON: Final = re.compile(r"[，,、—（(“‘《的]\Z")
_CANNOT_BEGIN: Final = re.compile(r"[，。、；：！？”’）》】,;:!?)]|\.\d")
_HARDLY_BEGINS: Final = re.compile(
    # A sentence rarely begins with one character and a mark: 说。 度、 晨，
    rf"们|的(?!确|士|哥)|[{HAN}][。、；;）)]"
    rf"|(?![对是好不行嗯啊哦哎看听来家人路水爱心情根党国村山树茶粮桥灯钱难美城海书])[{HAN}][，,]"
)
_NEW_BLOCK: Final = re.compile(
    r"第?[一二三四五六七八九十百]{1,3}(?:[、.．]|[章节条篇部]|[是则要])"
    r"|[（(][一二三四五六七八九十\d]{1,3}[）)]|\d{1,2}(?:[、．）)]|[.](?!\d))|[①-⑳⑴-⒇㈠-㈩]"
    r"|[■□●○◆◇▲△★☆※•·▪►▶➤◎*—-]"
    r"|(?:本报|本版|通讯员|记者|作者|来源|文字?|图片?|摄影|撰稿|供稿|供图|编辑|附件?|注|说明|表|链接)\d?"
    r"(?:[:：/|｜\s]|记者|通讯员|讯)"
)
_OPENER: Final = re.compile(
    r"近年来|近期|近日|日前|今年以来|去年以来|下一步|接下来|与此同时|同时[，,]|此外|目前[，,]|据悉|据介绍|据了解|"
    r"据统计|截至|为此|对此|因此|随后|其中[，,]|另外|总之|此前|未来|今后|首先|其次|再次|最后|不仅|针对|如今|现在"
)
_HAN: Final = re.compile(f"[{HAN}]")
# 2.3万户, but no 2023年 and no 3月, with which sentences begin.
_QUANTITY: Final = re.compile(rf"\d[\d,.]*(?<![,.])(?![\d,.年月日时点:：])[%％余多]?[{HAN}]")
# A licence, a telephone number: no figure that a unit follows.
_CODE: Final = re.compile(r"\d{7,}\Z")
# A remark belongs to the sentence that its full stop ends: （含中医医院）。
_IN_BRACKETS: Final = re.compile(r"[（(][^（）()]{1,70}[）)][，。；、,;]")
_TWO_HALVES: Final = re.compile(rf"[{HAN}”》] {{1,4}}[{HAN}“《]")
_INDENTED: Final = re.compile(r"[\s\u3000]{2}|[\u3000\u2003]")
_OPENED: Final = re.compile(r"[“《（][^”》）]{0,60}\Z")
_CLOSES: Final = re.compile(r"[^“”《》（）]{0,60}[”》）]")


@dataclass(frozen=True, slots=True)
class _Text:
    """What the whole text tells of a break in it."""

    # How often two and three characters stand side by side; a break is never among them.
    runs: Counter[str]
    # The width from which on a line is full, in half-width characters; 0 where no lines were cut.
    full: int

    @classmethod
    def of(cls, lines: Sequence[Line]) -> "_Text":
        texts = [line.text.strip() for line in lines if line.text.strip() and "\t" not in line.text]
        whole = "\n".join(texts)
        runs = Counter(map("".join, pairwise(whole)))
        runs.update(map("".join, zip(whole, whole[1:], whole[2:], strict=False)))
        widest = max(map(_width, texts), default=0)
        full = sum(_width(text) >= widest - 3 for text in texts)
        # So many lines end at one place only where something cut them there.
        cut = widest >= 40 and full >= max(4, 0.3 * len(texts))
        return cls(runs, widest - 3 if cut else 0)

    def has_across(self, left: str, right: str) -> bool:
        """Say whether a word lies across a break, and none would be whole on either side of it.

        A word is one of a dictionary, or what stands elsewhere in the text. 工作机|制 has 机制
        across; that 作机 stands elsewhere is no word, since there, too, 制 comes next.
        """
        before, across, after = left[-2:], left[-1:] + right[:1], right[:2]
        return (
            (self.runs[across] > 0 or _is_word(across))
            and not (_is_word(before) or _is_word(after))
            and self.runs[before] - 1 <= self.runs[before + right[:1]]
            and self.runs[after] - 1 <= self.runs[left[-1:] + after]
        )


@cache
def _is_word(text: str) -> bool:
    # Its tables take a tenth of a second to load, which a check need not wait for.
    from pypinyin.constants import PHRASES_DICT

    return text in PHRASES_DICT


class _Paragraph:
    """What has been joined so far: its pieces, its end, and the line that it reaches to."""

    def __init__(self, line: Line) -> None:
        self.first, self.last = line.number, line
        self.pieces = [line.text]
        self.length = len(line.text)
        self.end = line.text.rstrip()[-_SIGHT:]
        self.has_full_stop = bool(_FULL_STOP.search(line.text))

    def add(self, line: Line) -> None:
        piece = line.text.strip()
        self.pieces[-1] = self.pieces[-1].rstrip()
        self.pieces.append(piece)
        self.length += len(piece)
        self.end = (self.end + piece)[-_SIGHT:]
        self.has_full_stop |= bool(_FULL_STOP.search(piece))
        self.last = line

    def line(self) -> Line:
        return Line(self.first, "".join(self.pieces))


def join_breaks(lines: Sequence[Line]) -> Cleaned:
    """Make one line of each broken one; a removal shows either side of a break."""
    text = _Text.of(lines)
    kept: list[_Paragraph] = []
    removals: list[Removal] = []
    empty: list[Line] = []
    for line in lines:
        if not line.text.strip():
            empty.append(line)
        elif kept and _continues(kept[-1], line, text):
            left, right = kept[-1].end[-_SHOWN:], line.text.strip()[:_SHOWN]
            removals.append(Removal(line.number, KIND, f"{left}\n{right}", left + right))
            kept[-1].add(line)
            empty = []
        else:
            kept += [_Paragraph(one) for one in (*empty, line)]
            empty = []
    return Cleaned(tuple(one.line() for one in kept) + tuple(empty), tuple(removals))


def _continues(left: _Paragraph, right: Line, text: _Text) -> bool:
    """Say whether a line goes on with the sentence of the one before."""
    end, begin = left.end, right.text.strip()[:_SIGHT]
    if not end or not _may_touch(left, right) or _NEW_BLOCK.match(begin):
        return False
    if _CANNOT_BEGIN.match(begin):
        return True
    is_origin = not left.has_full_stop and _ORIGIN.search(end)
    if is_origin or _ENDED.search(end) or _CAPTION.search(end):
        return False
    if _GOES_ON.search(end):
        return left.length > _LONGER_THAN_VERSE
    if _is_split_number(left, begin) or _IN_BRACKETS.match(begin):
        return True
    is_quoting = _OPENED.search(end) and (left.has_full_stop or _CLOSES.match(begin))
    if is_quoting or _HARDLY_BEGINS.match(begin):
        return True
    # Two lines without any mark are headings, or verse.
    has_mark = bool(_MARK.search(end) or _MARK.search(begin))
    return (has_mark and text.has_across(end, begin)) or _is_cut_prose(left, right, text)


def _is_split_number(left: _Paragraph, begin: str) -> bool:
    """Say whether a break parts a number from its unit, or from its sentence: 7|条."""
    is_parted = left.end[-1].isdigit() and _HAN.match(begin) and not _CODE.search(left.end)
    if is_parted and begin[0] in "年月日万亿余多":
        return True
    is_quantity = left.length > _LONGER_THAN_CLAIM and _QUANTITY.match(begin)
    return bool(_MARK.search(left.end) and (is_parted or is_quantity))


def _may_touch(left: _Paragraph, right: Line) -> bool:
    """Say whether two lines may be one at all: Chinese, no cells of a table, no indentation."""
    begin = right.text.strip()[:_SIGHT]
    return (
        right.number - left.last.number <= _FARTHEST
        and not _INDENTED.match(right.text)
        and "\t" not in left.last.text + right.text
        and bool(_SEAM.match(left.end[-1] + begin) and _CHINESE.search(left.end))
        and bool(_CHINESE.search(begin))
    )


def _is_cut_prose(left: _Paragraph, right: Line, text: _Text) -> bool:
    """Say whether a line without an end is no heading, and the next no beginning."""
    if _OPENER.match(right.text.strip()):
        return False
    if text.full and _width(left.last.text.strip()) >= text.full:
        return True
    # A headline of two halves has a blank between them.
    is_long = left.length > _LONGER_THAN_HEADING and not _TWO_HALVES.search(left.end)
    is_prose = left.has_full_stop or (is_long and bool(_MARK.search(left.end)))
    return is_prose and bool(_MARK.search(right.text))


def _width(text: str) -> int:
    """Count in half-width characters."""
    return len(text) + len(_CHINESE.findall(text))
