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
    r"(?<![0-9])(?P<year>(?:19|20)[0-9]{2})\s*[-/.年]\s*(?P<month>1[0-2]|0?[1-9])"
    r"(?:\s*[-/.月]\s*(?P<day>3[01]|[12][0-9]|0?[1-9])(?![0-9])\s*日?|\s*月)"
)
_PUBLISHER: Final = re.compile(
    r"(?:来源|稿源|转自|刊于|原载|发布单位|供稿)\s*[:：]\s*《?([^\s，。；、:：|《》（）()]{2,30})"
)
_MEDIUM: Final = re.compile("[\u3400-\u9fff]{1,14}(?:日报|晚报|早报|商报|时报|周报|快报|网|报)")
_PERSONS: Final = re.compile(
    "(?:记者|通讯员|作者|撰文|撰稿|责编|编辑|摄影|本版文字|文字|图片|文|图)(?:[:：/／\\s]|$)|摄$"
)
_SENTENCE: Final = re.compile("[。！？；]")
# What begins a part or a note and is no headline.
_NO_TITLE: Final = re.compile(
    "(?:编者)?按[:：]|导读|摘要|关键词|[【\\[]|[一二三四五六七八九十]+、|"
    "[（(][一二三四五六七八九十0-9]+[）)]|"
    "[0-9]+(?:$|[.、])"
)


def headline(lines: Sequence[Line]) -> tuple[Guess | None, frozenset[Line]]:
    """Guess the headline, and give its lines.

    It is the first short line, with a subtitle behind a dash or below a banner.
    """
    chosen: list[Line] = []
    for line in lines[:2]:
        if not _is_headline(line.text.strip()):
            break
        chosen.append(line)
    if len(chosen) == 2 and not _goes_on(*(line.text.strip() for line in chosen)):
        chosen = chosen[:1]
    whole = shortened(" ".join(line.text.strip() for line in chosen), 2 * TITLE)
    if not whole:
        return None, frozenset()
    guess = Guess(("title",), whole, whole, chosen[0].number)
    return guess, frozenset(chosen)


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
    for line, text in found:
        match = _MEDIUM.search(_DAY.sub(" ", text))
        if match and (match[0] == text or (_DAY.search(text) and is_byline(text))):
            return (Guess(path, match[0], text, line.number),)
    return ()


def _is_headline(text: str) -> bool:
    return (
        len(text) <= TITLE
        and not re.search("[。；，、：:,;…]$|[。；\t]", text)
        and not _NO_TITLE.match(text)
        and not is_byline(text)
        and not _MEDIUM.fullmatch(text)
    )


def _goes_on(first: str, second: str) -> bool:
    """Tell whether the second line belongs to the headline."""
    banner = len(first) <= 12 and len(second.split()) > 1
    return banner or bool(re.match("[—–-]{1,2}", second))


def _iso(match: re.Match[str]) -> str:
    year, month = int(match["year"]), int(match["month"])
    if not match["day"]:
        return f"{year}-{month:02}"
    day = int(match["day"])
    return f"{year}-{month:02}-{day:02}" if day <= calendar.monthrange(year, month)[1] else ""
