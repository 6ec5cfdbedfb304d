"""Sentences to metrics: each figure with its name, its change and the year that it tells."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from generator.intake.evidence import YEAR, Doubt, Guess, Sentence, shortened
from generator.intake.holes import Hole, has_holes, holes
from generator.intake.masks import mask
from generator.intake.numbers import Number, numbers, unread
from generator.intake.units import COUNTED, RELATIVE

MISSING: Final = "原文数字缺失"
# A name that is longer says too much of its sentence.
LABEL: Final = 24
# So much of its sentence is shown, in characters.
_EVIDENCE: Final = 400

_RISING: Final = "增长|增加|增幅|增产|增收|增|上升|提升|提高|上涨|上浮|扩大|攀升|翻"
_FALLING: Final = "下降|减少|降低|缩短|压减|压缩|精简|缩减|削减|下调|下滑|回落|降幅|减幅|跌|降|减"
_BASE: Final = (
    r"同比|环比|[较比](?:上年|去年|前年|以前|以往|过去|此前|(?:19|20)[0-9]{2}\s*年)(?:同期|度|"
    r"末|初)?|"
    r"[较比][^，、。；]{0,6}(?:同期|之前|以前)"
)
_CHANGE: Final = re.compile(
    rf"(?P<basis>{_BASE})?\s*(?:分别|平均|年均|净|累计|再|又|共|大幅|整体|总体|均|实现)*"
    rf"(?P<verb>{_RISING}|{_FALLING})(?:率|幅)?(?:了|约|达|达到|为)*\s*$"
)
# 压减材料31%, 提高效率30%: what moved stands behind the verb. Of what rises only what is no
# rate, since 提高满意率98% tells where it stands.
_MOVED: Final = re.compile(
    "(?P<verb>压减|减少|降低|缩短|压缩|精简|缩减|削减|节约|节省)了?(?P<less>[\u3400-\u9fff]{2,6})"
    "(?<![率比占到至为])$"
    "|(?:提高|提升|增加)了?(?P<more>[\u3400-\u9fff]{0,4}(?:效率|效能|产量|产值|收入|效益|速度|产能))$"
)
# 3—5名, 20至30户
_RANGE: Final = re.compile(
    r"(?<![从由0-9.])[0-9]{1,9}(?:\.[0-9]{1,9})?\s?[万亿]?\s?(?:[-—–~～]{1,2}|[至到])\s?"
    r"[0-9]{1,9}(?:\.[0-9]{1,9})?\s?[万亿]?[余多]?"
    rf"(?:{COUNTED.pattern})"
)
_CLAUSE: Final = re.compile("[，、；：。！？,;:!?（）()\n]")
_LEAD: Final = re.compile(
    "^(?:先后|累计|截至目前|目前|如今|现在|同时|并且|其中|还|并|共|已|先|又|再|也|均|都|以及|"
    "和|及|与|了|的|为|即|"
    "近年来|今年|去年|全年|当年|年来|[0-9]{4} ?年(?:[0-9]{1,2} ?月)?|一是|二是|三是|四是|五是|六是|"
    "[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、])+"
)
_TAIL: Final = re.compile(
    "(?:达到|达|为|有|是|约|近|超过|超|逾|不足|不到|突破|共计|总计|共|了|至|到|的|由|从|在|：)+$"
)
_NOUN: Final = re.compile("[ ]*(?:以上|以内|左右|的)*[ ]*([\u3400-\u9fffA-Za-z“”‘’·+]+)")
_QUOTES: Final = str.maketrans("", "", "“”‘’〓")


@dataclass(frozen=True, slots=True)
class _Found:
    """A number or a hole in its sentence."""

    start: int
    end: int
    number: Number | None = None
    hole: Hole | None = None


@dataclass(frozen=True, slots=True)
class _Change:
    """How something moved, and whether that is said of the figure before it, or of several."""

    data: dict[str, Any]
    is_of_last: bool
    is_respective: bool


def metrics(found: Iterable[Sentence]) -> tuple[tuple[Guess, ...], tuple[Doubt, ...]]:
    """Guess the metrics of a text, in its order; doubted are numbers that nothing is known of."""
    marked = [(one, mask(one.text)) for one in found]
    holed = has_holes(masked for _, masked in marked)
    guesses: list[Guess] = []
    doubts: list[Doubt] = []
    for sentence, masked in marked:
        read = numbers(masked)
        made = _of_sentence(sentence.text, _found(masked, read, holed=holed))
        shown = shortened(sentence.text, _EVIDENCE) if made else ""
        start = len(guesses)
        guesses += [
            Guess(("metrics", start + number), metric, shown, sentence.line)
            for number, metric in enumerate(made)
        ]
        doubts += [
            Doubt(f"数字没有认出单位，没有采用：“{shortened(sentence.text[one])}”", sentence.line)
            for one in unread(masked, read)
        ]
        doubts += [
            Doubt(f"数字是一个范围，没有采用：“{shortened(match[0])}”", sentence.line)
            for match in _RANGE.finditer(sentence.text)
        ]
    return tuple(guesses), tuple(doubts)


def _of_sentence(text: str, found: Iterable[_Found]) -> list[dict[str, Any]]:
    made: list[dict[str, Any]] = []
    before = 0
    moves: list[_Change] = []
    for one in found:
        moved = _change(text, one, before, moves)
        moves = [*moves, moved] if moved else []
        target = _target(made, moves)
        if moved and target:
            target["change"] = moved.data
        else:
            name = _label(text, one, before, moved=bool(moved))
            name = name or (made[-1]["label"] if made else _lead(text[: one.start]))
            made.append(_metric(text, one, name or MISSING, moved))
        before = one.end
    return made


def _target(made: Sequence[dict[str, Any]], moves: Sequence[_Change]) -> dict[str, Any] | None:
    """Give the figure that the last of `moves` is about, if one stands before them.

    With 分别 there are as many figures as changes: 达标率94.1%、优良率88.2%，分别上升2%、3%.
    """
    if not moves or not moves[0].is_of_last or not made:
        return None
    if moves[0].is_respective:
        several = [one for one in made if "value" in one][-2:]
        place = len(moves) - 1
        found = several[place] if place < len(several) else None
    else:
        found = made[-1] if len(moves) == 1 else None
    return found if found and "value" in found and "change" not in found else None


def _found(masked: str, read: Iterable[Number], *, holed: bool) -> Iterator[_Found]:
    found = [_Found(one.start, one.end, number=one) for one in read]
    taken = [range(one.start, one.end) for one in found]
    for hole in holes(masked, holed=holed):
        if not any(hole.start in each or hole.end - 1 in each for each in taken):
            found.append(_Found(hole.start, hole.end, hole=hole))
    yield from sorted(found, key=lambda one: one.start)


def _change(text: str, one: _Found, before: int, moves: Sequence[_Change]) -> _Change | None:
    """Tell how far something moved, where that is what the number says."""
    number = one.number
    if number is None:
        return None
    lead = text[_clause_start(text, one.start, before) : one.start]
    match = _CHANGE.search(lead)
    data = {"value": number.value, "unit": number.unit}
    is_of_last = respective = False
    if (behind := _MOVED.search(lead)) and number.unit in RELATIVE:
        data |= {"direction": "下降"} if behind["less"] else {}
    elif match and (number.unit in RELATIVE or match["basis"]):
        if basis := _basis(match["basis"] or ""):
            data["basis"] = basis
        if re.fullmatch(_FALLING, match["verb"]):
            data["direction"] = "下降"
        # 完成投资47.54亿元，同比增长201%: nothing but the base stands before the verb.
        named = lead[: match.start()].strip(" ，、").removeprefix("分别")
        is_bare = re.fullmatch("\\s*，\\s*", text[before : one.start - len(match[0])])
        is_of_last = not named and bool(match["basis"] or (before and is_bare))
        respective = "分别" in text[before : one.start]
    elif moves and number.unit in RELATIVE and text[before : one.start] in ("、", "和"):
        # 上升20.4个百分点、30.3个百分点: the verb stands before the first alone.
        first = {key: value for key, value in moves[0].data.items() if key != "qualifier"}
        data = first | data
        is_of_last, respective = moves[0].is_of_last, moves[0].is_respective
    else:
        return None
    if number.qualifier:
        data["qualifier"] = number.qualifier
    return _Change(data, is_of_last, respective)


def _basis(words: str) -> str:
    if words in ("同比", "环比"):
        return words
    if re.search("[上去]年同期", words):
        return "同比"
    return "较基期" if re.search("[0-9]{4}", words) else ""


def _metric(text: str, one: _Found, label: str, moved: _Change | None) -> dict[str, Any]:
    metric: dict[str, Any] = {"label": label}
    if one.hole:
        metric |= {"unit": one.hole.unit, "missing": MISSING}
    elif moved:
        metric["change"] = moved.data
    elif one.number:
        metric["value"] = one.number.value
        metric |= {"unit": one.number.unit} if one.number.unit else {}
        metric |= {"qualifier": one.number.qualifier} if one.number.qualifier else {}
    years = YEAR.findall(text[: one.start])
    if years and not one.hole:
        metric["year"] = years[-1]
    return metric


def _clause_start(text: str, end: int, before: int) -> int:
    """Give where the clause begins that a number ends; the number before it ends a clause too."""
    stops = [match.end() for match in _CLAUSE.finditer(text, before, end)]
    return max([before, *stops])


def _label(text: str, one: _Found, before: int, *, moved: bool) -> str:
    """Name a figure by the words around it: what stands before, else what is counted behind."""
    start = _clause_start(text, one.start, before)
    lead = text[start : one.start]
    if moved:
        behind = _MOVED.search(lead)
        lead = behind["less"] or behind["more"] if behind else _CHANGE.sub("", lead)
    lead = _lead(lead)
    behind = _NOUN.match(text, one.end)
    tail = behind[1] if behind else ""
    if len(lead + tail) < 2 and start > before:
        # The clause holds nothing but the number: its name stands one clause before.
        lead = _lead(text[_clause_start(text, start - 1, before) : start - 1])
        lead = "" if re.search("[0-9]", lead) else lead
    unit = one.number.unit if one.number else ""
    name = lead if unit in RELATIVE and lead else f"{lead}{tail}"
    if name.count("“") != name.count("”") or name.count("‘") != name.count("’"):
        name = name.translate(_QUOTES)
    name = shortened(name.strip(" ，、：。〓"), LABEL).rstrip("…")
    if name.count("“") != name.count("”"):
        name = name.translate(_QUOTES)
    return name


def _lead(text: str) -> str:
    plain = _LEAD.sub("", text.strip(" "))
    return _TAIL.sub("", plain).strip(" ")[-LABEL:]
