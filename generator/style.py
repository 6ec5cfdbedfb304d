"""Advice on how a record is written: what a reader cannot follow, weigh or learn from.

Nothing here fails a record, and silence is better than advice that is wrong: each rule speaks only
where the text leaves no doubt.
"""

import re
from collections.abc import Iterator
from typing import Final

from generator.messages import say
from generator.model import Case
from generator.parse import Record
from generator.problems import Problem
from generator.strict_yaml import Path
from generator.yaml_faults import Place

# Fewer characters than this tell a reader nothing that can be used.
SHORTEST: Final = {"background": 60, "practice": 40, "outcomes": 50, "lessons": 30}
NAMES: Final = {
    "background": ("案例背景", "写明当时的情况和要解决的问题，例如 谁、多少人、难在哪里"),
    "practice": ("这一做法", "写明谁做、怎么做、做到什么程度，让别的单位能照着做"),
    "outcomes": ("主要成效", "写明做成了什么、依据是什么，数字照来源"),
    "lessons": ("经验启示", "写明哪一点值得别处借鉴、为什么；来源没有谈到就不设这一栏"),
}

# What sounds like a result and says none, unless a figure stands beside it; each with what a
# reader would ask instead. Words of one's own aims and of the Party's documents are none of these.
EMPTY_PHRASES: Final = (
    (
        r"(?:取得|收到|达到)了?(?:显著|明显|良好|积极|较好|丰硕|突出|阶段性)的?(?:成效|成果|效果|成绩)",
        "写出成效本身，例如 办结时限由5天缩短到1天",
    ),
    (
        r"(?:成效|效果|成果|成绩)(?:十分|非常)?(?:显著|明显|斐然|丰硕)",
        "写出成效本身，例如 惠及企业300余家",
    ),
    (
        r"(?:有力|有效|强力|大力)(?:推动|促进|助推|推进)了?[^，。；]{0,15}高质量发展",
        "写出推动了什么，例如 货运企业由12家增加到30家",
    ),
    (
        r"(?:得到|受到|赢得|获得)了?[^，。；]{0,12}(?:一致好评|广泛好评|广泛赞誉|高度赞誉|交口称赞)",
        "写出谁怎样评价，例如 满意度调查中92%的司机表示满意",
    ),
    (
        r"(?:迈上|迈向|再上|跃上)了?新(?:的)?(?:台阶|高度)|开创了?[^，。；]{0,12}新局面"
        r"|谱写了?[^，。；]{0,12}新篇章",
        "写出与从前相比变了什么，例如 纠纷由每月40起降到12起",
    ),
)
_EMPTY: Final = tuple((re.compile(phrase), instead) for phrase, instead in EMPTY_PHRASES)
# No name and no quotation that matters here is longer.
_QUOTED: Final = 200
SENTENCE_ENDS: Final = "。！？；\n"
FIGURE: Final = re.compile(
    r"\d|[二两三四五六七八九十百千][十百千万亿]*[余多]?[个项名人次家条件户支场辆处所座起成倍万亿元]"
)
DEFINED: Final = re.compile(
    r"(?P<full>[\u4e00-\u9fff]{4,30})（(?:以下|下)?(?:简称|称)(?:为|“)*(?P<short>[\u4e00-\u9fff]{3,12})”?）"
)


def check(record: Record) -> Iterator[Problem]:
    """Give all advice on one record."""
    yield from _short_names(record)
    for path, text in _prose(record.case):
        yield from _empty_phrases(record, path, text)
    yield from _without_figures(record)
    for path, text in _prose(record.case):
        yield from _short_sections(record, path, text)


def _prose(case: Case) -> Iterator[tuple[Path, str]]:
    """Give the texts that a reader reads one after the other."""
    yield ("summary",), case.summary
    yield ("background",), case.background
    for number, practice in enumerate(case.practices):
        yield ("practices", number, "body"), practice.body
    yield ("outcomes",), case.outcomes
    if case.lessons:
        yield ("lessons",), case.lessons


def _short_names(record: Record) -> Iterator[Problem]:
    """Advise on a short name that is used before the place which says what it is short for."""
    before: list[tuple[Path, str]] = []
    for path, text in _prose(record.case):
        for defined in DEFINED.finditer(text) if "称" in text else ():
            short, full = defined["short"], defined["full"]
            used = next(
                (
                    one
                    for one, earlier in (*before, (path, text[: defined.start()]))
                    if short in earlier
                ),
                None,
            )
            # A short name that is part of the full one is used whenever that is.
            if used and short not in full:
                message = say("short_name", short=short)
                hint = say("short_name_mend", short=short, full=_full_name(record.case, full))
                place = record.document.locate(used, short)
                yield Problem(record.file, *place, "AL601", message, hint)
        before.append((path, text))


def _full_name(case: Case, before: str) -> str:
    """Give the name that ends the words before a short name, as far as the record tells it."""
    names = (one.name for one in case.organizations)
    return next((name for name in names if before.endswith(name)), say("short_name_full"))


def _empty_phrases(record: Record, path: Path, text: str) -> Iterator[Problem]:
    """Advise on the first phrase of each kind that stands without a figure in its sentence."""
    for phrase, instead in _EMPTY:
        for match in phrase.finditer(text):
            before = text[max(0, match.start() - _QUOTED) : match.start()]
            if not FIGURE.search(_sentence(text, *match.span())) and not _in_quotes(before):
                place = _nth(record, path, match[0], text.count(match[0], 0, match.start()))
                message = say("empty_phrase", phrase=match[0])
                yield Problem(record.file, *place, "AL602", message, instead)
                break


def _nth(record: Record, path: Path, written: str, number: int) -> Place:
    """Give the place where a piece of a text stands for the time after `number` others."""
    place = (0, 0)
    for _ in range(number + 1):
        place = record.document.locate(path, written, place)
    return place


def _sentence(text: str, start: int, end: int) -> str:
    first = max(text.rfind(mark, 0, start) for mark in SENTENCE_ENDS) + 1
    last = min(
        (found for mark in SENTENCE_ENDS if (found := text.find(mark, end)) >= 0), default=None
    )
    return text[first:last]


def _in_quotes(before: str) -> bool:
    """Say whether a text ends within a name or somebody's words."""
    return any(before.count(left) > before.count(right) for left, right in ("“”", "《》"))


def _without_figures(record: Record) -> Iterator[Problem]:
    # Where the source has lost its figures, the record says so: nobody can write them.
    lost = any(metric.missing for metric in record.case.metrics)
    if not lost and not FIGURE.search(record.case.outcomes):
        message, hint = say("no_figure"), say("no_figure_mend")
        yield record.problem("AL603", ("outcomes",), message, hint)


def _short_sections(record: Record, path: Path, text: str) -> Iterator[Problem]:
    key = "practice" if path[0] == "practices" else str(path[0])
    length, least = len("".join(text.split())), SHORTEST.get(key, 0)
    if length < least:
        name, hint = NAMES[key]
        message = say("short_section", name=name, length=length, least=least)
        yield record.problem("AL604", path, message, hint)
