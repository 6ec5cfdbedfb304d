"""Whose number a record lets out: personal data in its texts and comments, each at its place.

What is read is the file as it stands, not the model's record: one that has other mistakes, or that
is a draft full of holes, is public in the repository all the same, and so are its comments.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain
from typing import Any, Final

from generator import personal
from generator.messages import say
from generator.personal import Hit
from generator.problems import Problem
from generator.strict_yaml import MAX_REPORTS, Document, Path
from generator.yaml_faults import Place

# code -> what is there, what to write instead, why it may stand there all the same
SAID: Final = {
    "AL401": ("身份证号码", "说明身份写职务或称呼，例如 货车司机张师傅", ""),
    "AL402": ("电话号码", "说明渠道写名称，例如 单位的服务热线", "单位公布的电话"),
    "AL403": ("车牌号码", "说明车辆写类型，例如 一辆危货车", "公务车辆"),
    "AL404": ("银行卡号码", "说明款项写数额和用途", "单位公布的捐款账户"),
    "AL405": ("私人邮箱", "说明渠道写名称，例如 单位的意见邮箱", "单位公布的邮箱"),
}
# Figures, dates, addresses and ids are nobody's number.
NOT_READ: Final = frozenset(
    {"value", "url", "file", "published", "added", "date", "from", "to", "year", "code", "source"}
)
COMMENT: Final = re.compile(r"(?:^|(?<=\s))#.*", re.MULTILINE)


def check(file: str, document: Document) -> Iterator[Problem]:
    """Report what is personal in one file.

    A warning that the record waives is not given; an identity card cannot be waived.
    """
    # A backslash may write a digit as well.
    if not personal.suspicious(document.text) and "\\" not in document.text:
        return
    waived = _waived(document.data)
    seen: set[tuple[Place, str]] = set()
    for place, hit in chain(_in_values(document, waived), _in_comments(document.text, waived)):
        if (place, hit.shown) not in seen:
            seen.add((place, hit.shown))
            yield _problem(file, place, hit)
        if len(seen) == MAX_REPORTS:
            return


def hide(problem: Problem) -> Problem:
    """Give the problem without the personal data that its words may quote."""
    return _masked(problem, personal.hide)


def hide_pieces(problems: Sequence[Problem], document: Document) -> Sequence[Problem]:
    """Give the problems without what their words may have cut off from the numbers in the file."""
    numbers = personal.numbers(document.text) if problems else ()
    if not numbers:
        return problems
    mask = partial(personal.hide_pieces, numbers=numbers)
    # What is whole first: its own mask leaves more to see.
    return [_masked(hide(one), mask) for one in problems]


def _masked(problem: Problem, mask: Callable[[str], str]) -> Problem:
    return replace(problem, message=mask(problem.message), hint=mask(problem.hint))


def _problem(file: str, place: Place, hit: Hit) -> Problem:
    name, instead, reason = SAID[hit.code]
    template = "personal_mend_or_waive" if reason else "personal_mend"
    hint = say(template, instead=instead, code=hit.code, reason=reason)
    return Problem(file, *place, hit.code, say("personal", name=name, shown=hit.shown), hint)


def _waived(data: Any) -> frozenset[str]:
    curation = data.get("curation") if isinstance(data, dict) else None
    waivers = curation.get("waivers") if isinstance(curation, dict) else None
    codes = [one.get("code") for one in waivers or () if isinstance(one, dict)]
    return frozenset(code for code in codes if isinstance(code, str)) - {"AL401"}


def _in_values(document: Document, waived: frozenset[str]) -> Iterator[tuple[Place, Hit]]:
    for path, text in _texts(document.data, ()):
        place = (0, 0)
        for hit in _unwaived(text, waived):
            place = document.locate(path, text[hit.start : hit.end], place)
            yield place, hit


def _unwaived(text: str, waived: frozenset[str]) -> Iterator[Hit]:
    return (hit for hit in personal.find(text) if hit.code not in waived)


def _texts(data: Any, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in NOT_READ:
                yield from _texts(value, (*path, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _texts(value, (*path, number))


def _in_comments(text: str, waived: frozenset[str]) -> Iterator[tuple[Place, Hit]]:
    for comment in COMMENT.finditer(text):
        for hit in _unwaived(comment[0], waived):
            offset = comment.start() + hit.start
            line = text.count("\n", 0, offset) + 1
            yield (line, offset - text.rfind("\n", 0, offset)), hit
