"""The credited writers: 通讯员, 记者, 作者, 文; not who took the pictures."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.intake.evidence import Guess
from generator.intake.head import bylines, datelines
from generator.intake.lines import Line

# How a source says it, and the word that the record has for it.
_ROLES: Final = {
    "特约通讯员": "通讯员",
    "本报通讯员": "通讯员",
    "通讯员": "通讯员",
    "特约记者": "记者",
    "全媒体记者": "记者",
    "见习记者": "记者",
    "本报记者": "记者",
    "记者": "记者",
    "责任编辑": "责编",
    "责编": "责编",
    "编辑": "编辑",
    "作者": "作者",
    "撰文": "作者",
    "撰稿": "作者",
    "本版文字": "文字",
    "文字": "文字",
    "文图": "文",
    "图文": "文",
    "文": "文",
}
_WORDS: Final = "|".join(sorted(_ROLES, key=len, reverse=True))
# Who stands behind one of these is no writer: pictures, layout, checking.
_OTHERS: Final = "本版图片|图片|摄影|摄像|图|摄|美编|校对|审核|编审|监制|来源|稿源|时间|单位"
_LABEL: Final = re.compile(
    rf"(?<![\u3400-\u9fff])(?P<role>{_WORDS}|{_OTHERS})(?:\s*[/／、]\s*(?:图片|摄影|图|摄))?"
    r"(?:\s*[:：/／]\s*|\s+)"
)
_BEHIND: Final = re.compile(
    r"([\u3400-\u9fff]{2,4})\s*[/／\s]\s*文(?:字)?(?:\s*[/／、]?\s*(?:图|摄影|摄))?$"
)
# 裴成 摄, 谭笑/图: who took the picture
_PICTURED: Final = re.compile(
    "[\u3400-\u9fff]{2,4}\\s*[/／\\s]\\s*(?:摄影|摄|图片|图)(?![\u3400-\u9fff/／:：])"
)
_PERSON: Final = re.compile("[\u3400-\u9fff]{2,4}|[\u3400-\u9fff]{1,8}·[\u3400-\u9fff]{1,10}")
_TIGHT: Final = re.compile(
    "([\u3400-\u9fff]{0,4}记者|[\u3400-\u9fff]{0,2}通讯员)(?=[\u3400-\u9fff])"
)
# □ 高晓: a line of nothing but names
_BOXED: Final = re.compile(
    r"[□■]\s*([\u3400-\u9fff]{2,3}(?:\s+[\u3400-\u9fff]{2,3})*)(?<!通讯员)(?<!记者)"
)
_BODY: Final = re.compile(
    "[\u3400-\u9fff]{3,30}(?:局|委|党委|党组|支部|部|办|中心|公司|集团|学校|医院|街道|社区|政府|组)"
)
_PARTING: Final = re.compile("[\\s、，,/／|□■（）()]+")


def writers(lines: Sequence[Line]) -> tuple[Guess, ...]:
    """Guess all writers, each once, in the order of the text."""
    found: dict[str, tuple[str, str, Line]] = {}
    for line, text in (*_dated(lines), *_with_the_next(lines)):
        for name, role in _named(text):
            found.setdefault(name, (role, text, line))
    return tuple(
        Guess(("sources", 0, "authors", number), {"name": name, "role": role}, text, line.number)
        for number, (name, (role, text, line)) in enumerate(found.items())
    )


def _dated(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Give who stands in the datelines, parted from their roles: 记者崔晓、通讯员徐明."""
    for line, told in datelines(lines):
        who = told["who"] or told["open"]
        yield line, _TIGHT.sub(r"\1 ", who) if re.search("记者|通讯员", who) else f"记者 {who}"


def _with_the_next(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Give the bylines, and with its role a line that holds nothing but one more name."""
    role, above = "", 0
    for line, text in bylines(lines):
        if role and line.number - above <= 1 and _PERSON.fullmatch(text):
            text = f"{role} {text}"
        yield line, text
        labels = [match["role"] for match in _LABEL.finditer(text) if match["role"] in _ROLES]
        role, above = (labels[-1] if labels else ""), line.number


def _named(text: str) -> Iterator[tuple[str, str]]:
    text = _PICTURED.sub(" ", text.strip("（）() "))
    if match := _BEHIND.search(text):
        yield match[1], "文"
        return
    if match := _BOXED.fullmatch(text):
        yield from ((name, "作者") for name in _names(match[1]))
        return
    labels = list(_LABEL.finditer(text))
    ends = [*(match.start() for match in labels[1:]), len(text)]
    for match, end in zip(labels, ends, strict=False):
        if role := _ROLES.get(match["role"]):
            yield from ((name, role) for name in _names(text[match.end() : end]))


def _names(text: str) -> Iterator[str]:
    """Give the names at the beginning of a text; the first word that is none ends them."""
    for word in _PARTING.split(text.strip()):
        if word and not _PERSON.fullmatch(word) and not _BODY.fullmatch(word):
            return
        if word:
            yield word
