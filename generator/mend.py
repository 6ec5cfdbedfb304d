"""Files of records put right without a person: the canonical form, and slips with one right answer.

Pure: what a file should hold, from what it holds. What cannot be read is left as it is, and what is
written has been read again and says the same.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from generator import comments, dictionary, layout, privacy, strict_yaml, values
from generator.comments import Comments
from generator.parse import Source, parse
from generator.problems import Problem, errors
from generator.strict_yaml import BLANKS, ODD_BLANKS, Data, Document

BOM: Final = "\ufeff".encode()
# How many blanks one of the keyboard's other blanks may stand for in an indentation.
_WIDTHS: Final = (2, 1, 4, 8)
_DIGITS: Final = frozenset(
    {
        values.NUMBER_PATTERN,
        values.DATE_PATTERN,
        values.DAY_PATTERN,
        values.YEAR_PATTERN,
        values.ORDINAL_PATTERN,
    }
)
_WIDE_CODE: Final = re.compile("[０-９]{6}")
_MARGIN: Final = re.compile(f"[ {ODD_BLANKS}]*")
_AT_END: Final = re.compile(f"[ {ODD_BLANKS}]+$", re.MULTILINE)
# Where a value begins: behind dashes, its key and a quotation mark.
_OPENING: Final = re.compile(
    f"((?:- +)*)([A-Za-z_]+:)?([ {ODD_BLANKS}]*)([\"']?)([ {ODD_BLANKS}]*)"
)
_BLOCK: Final = re.compile(r"( *(?:- +)*)(?:[^\s#]+:|-) +[|>][-+0-9]*(?: +#.*)?$")
_STRUCTURE: Final = re.compile("- |[A-Za-z_]+:|#")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: `raw` is what it should hold.

    A file with `problems`, or one that would not say the same afterwards, is left as it is.
    """

    source: Source
    raw: bytes
    problems: tuple[Problem, ...] = ()
    same: bool = True
    # What was mended, in words.
    mended: tuple[str, ...] = ()

    @property
    def changed(self) -> bool:
        """Whether the file should hold something else than it does."""
        return self.raw != self.source.raw

    @property
    def left(self) -> bool:
        """Whether the file cannot be put right."""
        return bool(self.problems) or not self.same


class Difference(NamedTuple):
    """The first line (from 1) that is not as it should be, or None where there is no line."""

    line: int
    found: str | None
    right: str | None


class _Reading(NamedTuple):
    data: Data
    comments: Comments


def canonical(source: Source) -> Outcome:
    """Give a record in its canonical form."""
    reading = _read(source)
    if reading is None:
        problems = tuple(privacy.hide(one) for one in parse(source).problems)
        unread = tuple(one for one in problems if one.code < "AL200")
        return Outcome(source, source.raw, unread or errors(problems))
    return _settled(source, reading)


def mended(source: Source) -> Outcome:
    """Give a record without slips that have one right answer, in its canonical form."""
    texts = _texts(source)
    given = _read(source)
    readings = [
        one
        for text in texts
        if (one := _read(replace(source, raw=text.encode()))) and (given or _is_clear(text))
    ]
    # Blanks that can be understood in two ways are for a person to mend.
    if not readings or not all(_alike(readings[0], one) for one in (given, *readings) if one):
        return canonical(source)
    first = readings[0]
    data = _with_digits(first.data, ())
    outcome = _settled(source, first._replace(data=data))
    found = _slips(source.raw) | {
        "全角数字": data != first.data,
        "键的顺序、引号和排版": layout.write(*first) not in texts,
    }
    words = tuple(word for word, so in found.items() if so)
    return replace(outcome, mended=words if outcome.changed else ())


def difference(outcome: Outcome) -> Difference:
    """Give the first line in which a changed file is not as it should be."""
    texts = [raw.decode("utf-8") for raw in (outcome.source.raw, outcome.raw)]
    ended = all(text.endswith("\n") for text in texts)
    old, new = ((text[:-1] if ended else text).split("\n") for text in texts)
    for number in range(max(len(old), len(new))):
        found, right = (lines[number] if number < len(lines) else None for lines in (old, new))
        if found != right:
            return Difference(number + 1, found, right)
    raise ValueError("the file is as it should be")


def _read(source: Source) -> _Reading | None:
    document, problems = strict_yaml.read(source.file, source.raw)
    # A warning of the reader says that text may be lost: not to be made a comment for good.
    if problems or not isinstance(document.data, dict) or _has_stray_key(document):
        return None
    return _Reading(document.data, comments.read(strict_yaml.text_of(source.raw), document))


def _has_stray_key(document: Document) -> bool:
    """Tell whether a slip made a key of a part of a text, as in `{value: 2,900}`."""
    keys = ((layout.names(path[:-1]), path[-1]) for path in document.empty)
    return any(isinstance(key, str) and key not in dictionary.keys_at(of) for of, key in keys)


def _settled(source: Source, reading: _Reading) -> Outcome:
    raw = layout.write(*reading).encode()
    if raw == source.raw:
        return Outcome(source, raw)
    again = _read(Source(source.file, raw))
    if again is None or not _alike(reading, again):
        return Outcome(source, source.raw, same=False)
    return Outcome(source, raw)


def _alike(one: _Reading, other: _Reading) -> bool:
    return _stripped(one.data) == _stripped(other.data) and _said(one) == _said(other)


def _said(reading: _Reading) -> list[str]:
    return sorted(text.strip("# ") for texts in reading.comments.values() for text in texts)


def _stripped(data: Any) -> Any:
    if isinstance(data, dict):
        return {key: _stripped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_stripped(value) for value in data]
    return layout.tidy(data) if isinstance(data, str) else data


# Blanks


def _texts(source: Source) -> tuple[str, ...]:
    """Give the text with plain blanks: one, or several where odd ones may stand for several."""
    try:
        text = strict_yaml.text_of(source.raw)
    except UnicodeDecodeError:
        return ()
    if len(source.raw) > strict_yaml.MAX_BYTES:
        return ()
    lines = _AT_END.sub("", text).split("\n")
    widths = _WIDTHS if BLANKS.search(text) else _WIDTHS[:1]
    return tuple(dict.fromkeys("\n".join(_plain(lines, width)) for width in widths))


def _is_clear(text: str) -> bool:
    """Tell whether no text of several lines holds a line that may have been meant as a key."""
    folded = (
        text[token.start_mark.index : token.end_mark.index]
        for token in strict_yaml.scan(text)
        if getattr(token, "style", "|") not in ("|", ">")
    )
    return not any(_STRUCTURE.match(line.strip()) for one in folded for line in one.split("\n")[1:])


def _plain(lines: Sequence[str], width: int) -> Iterator[str]:
    """Write indentations, and what a value begins with, in plain blanks."""
    number = 0
    while number < len(lines):
        line = _plain_line(lines[number], width)
        yield line
        number += 1
        if head := _BLOCK.fullmatch(line):
            end = _end_of_block(lines, number, len(head[1]))
            yield from _plain_block(lines[number:end], len(head[1]))
            number = end


def _plain_line(line: str, width: int) -> str:
    margin = _margin(line)
    plain = "".join(
        " " if one == " " else " " * (width if one in "\t\u3000" else 1) for one in margin
    )
    rest = line[len(margin) :]
    dashes, key, before, quote, behind = next(_OPENING.finditer(rest)).groups(default="")
    if not BLANKS.search(before + behind):
        return plain + rest
    opening = dashes + key + (" " if key else "") + quote
    return plain + opening + rest[len(dashes + key + before + quote + behind) :]


def _margin(line: str) -> str:
    return next(_MARGIN.finditer(line))[0]


def _end_of_block(lines: Sequence[str], start: int, margin: int) -> int:
    """Give where the block of text ends whose key stands behind `margin` blanks."""
    for number in range(start, len(lines)):
        blanks = _margin(lines[number])
        rest = lines[number][len(blanks) :]
        odd = bool(BLANKS.search(blanks))
        inside = len(blanks) > margin if not odd else not _STRUCTURE.match(rest)
        if rest and not inside:
            return number
    return len(lines)


def _plain_block(lines: Sequence[str], margin: int) -> Iterator[str]:
    """Begin each paragraph of a block where the block begins."""
    margins = [_margin(line) for line in lines if line]
    plain = [len(BLANKS.split(one)[0]) for one in margins]
    begin = min((one for one in plain if one > margin), default=margin + 2)
    for line in lines:
        blanks = _margin(line)
        yield " " * begin + line[len(blanks) :] if BLANKS.search(blanks) else line


def _slips(raw: bytes) -> dict[str, bool]:
    text = strict_yaml.text_of(raw)
    return {
        "字节顺序标记": raw.startswith(BOM),
        "换行符": b"\r" in raw,
        "行末的空白": bool(_AT_END.search(text)),
        "缩进和段首的空白": bool(BLANKS.search(_AT_END.sub("", text))),
    }


# Digits


def _with_digits(data: Any, names: tuple[str, ...]) -> Any:
    """Write full-width digits of numbers, dates and codes as plain ones, where that is right."""
    if isinstance(data, dict):
        return {key: _with_digits(value, (*names, key)) for key, value in data.items()}
    if isinstance(data, list):
        return [_with_digits(value, names) for value in data]
    row = dictionary.find(names)
    if not isinstance(data, str) or row is None:
        return data
    half = unicodedata.normalize("NFKC", data.strip())
    if row.pattern in _DIGITS and not re.search(row.pattern, data):
        return half if re.search(row.pattern, half) else data
    # A region may be written as its code.
    return half if row.key in ("region", "regions") and _WIDE_CODE.fullmatch(data.strip()) else data
