"""The head and foot of an article: title, publisher and date, from lines that say nothing else.

A date inside the story is no date of publication, so only short lines without a sentence are read,
and what stands in brackets at the end of a paragraph.
"""

import calendar
import re
from collections.abc import Iterator, Sequence
from typing import Final

from generator.intake.evidence import Guess, shortened
from generator.intake.lines import Line

# A byline or a dateline is never longer, nor is a headline, in characters.
SHORT: Final = 90
TITLE: Final = 60
# Head and foot are so many lines at either end.
_NEAR: Final = 14

_DAY: Final = re.compile(
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})(?:\s*[-/.年]\s*|\s+(?=[0-9]{1,2}\s*/))"
    r"(?P<month>1[0-2]|0?[1-9])"
    r"(?:\s*[-/.月]\s*(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])\s*日?|\s*月)"
)
_PUBLISHER: Final = re.compile(
    r"(?:来源|来自|稿源|转自|刊于|原载|发布单位|供稿)\s*[:：]\s*"
    r"(?!作者|编辑|记者|时间|日期)《?([^\s，。；、:：|《》（）()]{2,30})"
)
_MEDIUM: Final = re.compile("[\u3400-\u9fff]{1,14}(?:日报|晚报|早报|商报|时报|周报|快报|网|报)")
_PERSONS: Final = re.compile(
    r"^[□■]\s*[\u3400-\u9fff]{2,3}(?:\s+[\u3400-\u9fff]{2,3})*$|"
    "(?:记者|通讯员|作者|撰文|撰稿|责编|编辑|摄影|本版文字|文字|图片|文|图)(?:[:：/／\\s]|$)|摄$"
)
_SENTENCE: Final = re.compile("[。！？；]")
_HAN: Final = re.compile("[\u3400-\u9fff]")
# A headline has so many Han characters and so many lines; fewer are the name of a column.
_LEAST: Final = 6
_LINES: Final = 3
_COLUMN: Final = re.compile(
    "(?:频道|资讯|新闻|要闻|动态|专栏|首页|栏目|导航|快讯|公告|专题|门户|娱乐|政务公开|网)"
    "(?:[A-Za-z ]*)$"
)
_EDITOR: Final = re.compile("(?:编者|编辑)(?:按|的话)|按[:：]")
_LABEL: Final = re.compile(
    r"(?:来源|来自|稿源|作者|记者|通讯员|责编|责任编辑|编辑|发布时间|时间|日期|发布单位)\s*[:：]"
)
_DATELINE: Final = re.compile(
    "(?P<medium>[\u3400-\u9fff·]{2,12}?)(?:讯|[\u3400-\u9fff]{0,8}(?:[0-9]{1,2}月)?[0-9]{1,2}日[电讯])\\s*"
    "(?:[（(]\\s*(?P<who>[^（）()。；:：]{2,60})[)）]|"
    "(?P<open>(?:[\u3400-\u9fff]{0,4}记者|通讯员)\\s[^，。；:：]{2,60}?)\\s*(?:摄影)?报道)"
)
# What begins a part or a note and is no headline.
_NO_TITLE: Final = re.compile(
    "[^（()）]*[（(][^（()）]*$|[0-9]{1,2}月[0-9]{1,2}日|近年来|近日|日前|今年以来|去年以来|"
    "欢迎|您好|第?[0-9]{1,2}版|.*[|｜].*[|｜]|(?:编者)?按[:：]|导读|摘要|关键词|[【\\[]|[一二三四五六七八九十]+、|"
    "[（(][一二三四五六七八九十0-9]+[）)]|"
    "[0-9]+(?:$|[.、])"
)


def headline(lines: Sequence[Line]) -> tuple[Guess | None, frozenset[Line], tuple[Line, ...]]:
    """Guess the headline; give its lines, and the lines of the page that stand above it.

    It is the group of short lines right above the line of date and source, else the first group
    before the text. Names of columns and greetings of the site are none.
    """
    top = _top(lines)
    groups = _groups(top)
    if not groups:
        return None, frozenset(), ()
    last = max((at for at, line in enumerate(top) if is_byline(line.text.strip())), default=-1)
    above = [group for group in groups if top.index(group[-1]) == last - 1]
    usable = [group for group in (*above, *groups) if any(map(_is_strong, group))]
    if not usable and groups[0][0] != lines[0]:
        return None, frozenset(), ()
    group = (usable or groups)[0]
    strong = [at for at, line in enumerate(group) if _is_strong(line)]
    chosen = _whole(group[strong[0] if strong else 0 :], is_above_byline=group in above)
    whole = shortened(" ".join(line.text.strip() for line in chosen).rstrip("→> "), 2 * TITLE)
    others = tuple(
        line
        for line in top[: top.index(chosen[0])]
        if not is_byline(line.text.strip()) and not _EDITOR.match(line.text.strip())
    )
    return Guess(("title",), whole, whole, chosen[0].number), frozenset(chosen), others


def is_note(line: Line) -> bool:
    """Tell a note of the editor's, which speaks of other cases as well."""
    return bool(_EDITOR.match(line.text.strip()))


def joined(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Put what stands alone below a label beside it: 来源： and on the next line the source."""
    made: list[Line] = []
    for line in lines:
        text = line.text.strip()
        if made and _LABEL.fullmatch(made[-1].text.strip()) and _is_value(text):
            made[-1] = Line(made[-1].number, made[-1].text.strip() + text)
        else:
            made.append(line)
    return tuple(made)


def datelines(lines: Sequence[Line]) -> Iterator[tuple[Line, re.Match[str]]]:
    """Give how reports begin: 本报讯（记者 X）, 新华社某地1月7日电.

    The groups of a match are `medium`, and `who` or `open`, the writers with their roles.
    """
    for line in lines[:_NEAR]:
        if match := _DATELINE.match(line.text.strip()):
            yield line, match


def bylines(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Give what tells of date, publisher and writers: short lines, and brackets at a text's end."""
    for line in (*lines[:_NEAR], *lines[_NEAR:][-_NEAR:]):
        text = line.text.strip()
        if len(text) <= SHORT and not _SENTENCE.search(text):
            yield line, text
        elif behind := re.search("[（(]([^（()）]{2,60})[)）][。]?$", text):
            if _PERSONS.search(behind[1]):
                yield line, behind[1]
        elif behind := re.search("(?<=[。”])\\s*([\u3400-\u9fff]{2,4}\\s*摄)$", text):
            yield line, behind[1]


def is_byline(text: str) -> bool:
    """Tell whether a short text names a date, a publisher or writers and nothing else."""
    if len(text) > SHORT or _SENTENCE.search(text):
        return False
    rest = _DAY.sub("", text)
    if "，" in rest:
        return False
    return rest != text or bool(_PUBLISHER.search(text) or _PERSONS.search(text.strip("（）()")))


def published(lines: Sequence[Line], today: str) -> tuple[Guess, ...]:
    """Guess the day or month of publication, `today` at the latest."""
    for line, text in bylines(lines):
        match = _DAY.search(text)
        if match and is_byline(text):
            date = _iso(match)
            if date and date <= today[: len(date)]:
                return (Guess(("sources", 0, "published"), date, text, line.number),)
    return ()


def publisher(lines: Sequence[Line]) -> tuple[Guess, ...]:
    """Guess who published: 来源：X, else a paper or site that stands beside the date."""
    path = ("sources", 0, "publisher")
    found = list(bylines(lines))
    for line, text in found:
        if match := _PUBLISHER.search(text):
            return (Guess(path, match[1], text, line.number),)
    for line, told in datelines(lines):
        if not told["medium"].startswith("本"):
            return (Guess(path, told["medium"], shortened(told[0]), line.number),)
    for line, text in found:
        match = _MEDIUM.search(_DAY.sub(" ", text))
        if match and (match[0] == text or (_DAY.search(text) and is_byline(text))):
            return (Guess(path, match[0], text, line.number),)
    return ()


def _is_headline(text: str) -> bool:
    return (
        len(text) <= TITLE
        and bool(_HAN.search(text))
        and not re.search("[。；，、：:,;…]$|[。；\t]", text)
        and not _NO_TITLE.match(text)
        and not is_byline(text)
        and not _MEDIUM.fullmatch(text)
    )


def _top(lines: Sequence[Line]) -> list[Line]:
    """Give the lines above the text; a note of the editor's is none of the text."""
    found: list[Line] = []
    for line in lines[:_NEAR]:
        text = line.text.strip()
        is_text = len(text) > SHORT or "。" in text or _DATELINE.match(text)
        if is_text and not _EDITOR.match(text):
            break
        found.append(line)
    return found


def _groups(top: Sequence[Line]) -> list[list[Line]]:
    """Give the stretches of lines that may be headlines."""
    groups: list[list[Line]] = [[]]
    for line in top:
        if _is_headline(line.text.strip()):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    return [group for group in groups if group]


def _is_strong(line: Line) -> bool:
    """Tell a headline from the name of a column: 社会新闻, 首页."""
    text = line.text.strip()
    size = len(_HAN.findall(text))
    return size >= _LEAST and not (size <= 2 * _LEAST and _COLUMN.search(text))


def _whole(group: Sequence[Line], *, is_above_byline: bool) -> Sequence[Line]:
    """Give the lines of a headline that begins with the first of a group."""
    texts = [line.text.strip() for line in group]
    dashed = next((at for at, text in enumerate(texts) if at and re.match("[—–-]{1,2}", text)), 0)
    if 0 < dashed < _LINES:
        return group[: dashed + 1]
    if is_above_byline and len(texts) <= _LINES and len("".join(texts)) <= TITLE:
        return group
    banner = len(texts) > 1 and len(texts[0]) <= 12 and len(texts[1].split()) > 1
    return group[: 2 if banner else 1]


def _is_value(text: str) -> bool:
    return 0 < len(text) <= 30 and not re.search("[。！？；:：]$|[。；]", text)


def _iso(match: re.Match[str]) -> str:
    year, month = int(match["year"]), int(match["month"])
    if not match["day"]:
        return f"{year}-{month:02}"
    day = int(match["day"])
    return f"{year}-{month:02}-{day:02}" if day <= calendar.monthrange(year, month)[1] else ""
