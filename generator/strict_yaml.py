"""The strict reader: bytes to plain data in which every scalar is text, with a place for each part.

It walks the parser's events instead of building objects, so that nothing of YAML that a record has
no use for is ever carried out: no anchors and aliases (the bombs), no tags, no directives, no
second document, no implicit types (`NO`, `010`, `12:30` stay text). Whatever the bytes, the answer
is data or problems, never an exception.
"""

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Final

import yaml

from generator.messages import say
from generator.problems import Problem
from generator.yaml_faults import Fault, Place, Stumble, diagnose, wide_block

MAX_BYTES: Final = 256 * 1024
MAX_DEPTH: Final = 16
MAX_NODES: Final = 5_000
MAX_REPORTS: Final = 20

Data = dict[str, Any] | list[Any] | str | None
Path = tuple[str | int, ...]

# libyaml reads four times as fast as the Python parser, where the wheel has it.
_Loader: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

# Blanks that look like a space and are none: YAML takes them for text, so they break indentation.
ODD_BLANKS: Final = "\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
BLANKS: Final = re.compile(f"[{ODD_BLANKS}]")
BLANK_NAMES: Final = {"\t": "制表符（Tab）", "\u3000": "全角空格", "\u00a0": "不换行空格"}
# Controls, zero-width and bidirectional marks, other line ends, lone surrogates, noncharacters,
# tag characters and the replacement character that a failed conversion leaves behind.
INVISIBLE: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u2028-\u202e\u2060-\u206f\u2800\u3164\ud800-\udfff\ufdd0-\ufdef\ufeff\uffa0\ufff9-\uffff"
    "\U000e0000-\U000e007f]"
)
# Han, and the punctuation that goes with it: between two of these a folded line needs no blank.
WIDE: Final = "[\u2e80-\u303f\u3400-\u9fff\uf900-\ufaff\uff00-\uffef“”‘’…—·]"
_FOLD: Final = re.compile(rf"(?<={WIDE}) +(?={WIDE})")
_LINE_END: Final = re.compile(rf"(?<={WIDE}) *\n *(?={WIDE})")

# Text behind a value that YAML takes for a comment and its writer did not.
_LOST: Final = re.compile(r" +#[^\s#]")


def join_lines(text: str) -> str:
    """Join the lines of a paragraph: without a blank between two wide characters, else with one."""
    return _LINE_END.sub("", text).replace("\n", " ")


@dataclass(slots=True)
class Document:
    """What a file says: `data`, and where each path of it stands (1-based line and column)."""

    data: Data = None
    keys: dict[Path, Place] = field(default_factory=dict)
    places: dict[Path, Place] = field(default_factory=dict)
    # The paths with nothing behind their key or dash.
    empty: list[Path] = field(default_factory=list)
    # What was read, with its line ends as they count here.
    text: str = ""

    def place(self, path: Path) -> Place:
        """Give the place of the value at `path`, or of the nearest part above that exists."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, (1, 1))

    def key_place(self, path: Path) -> Place:
        """Give the place of the key at `path`, or of its value in a list."""
        return self.keys.get(path) or self.place(path)

    def locate(self, path: Path, written: str, after: Place = (0, 0)) -> Place:
        """Give the place of a piece of the text at `path`, the first one behind `after`.

        Where the file does not say it as it reads (an escape, a line break), it is the text's own.
        """
        start = max(self.place(path), (after[0], after[1] + 1))
        places = sorted({*self.places.values(), *self.keys.values()})
        behind = bisect_right(places, self.place(path))
        lines = self.text.split("\n")
        end = places[behind] if behind < len(places) else (len(lines), len(lines[-1]) + 1)
        for number in range(start[0], end[0] + 1):
            line = lines[number - 1]
            first = start[1] - 1 if number == start[0] else 0
            last = end[1] - 1 if number == end[0] else len(line)
            if (found := line.find(written, first, last)) >= 0:
                return number, found + 1
        return self.place(path)


class _RefusedError(Exception):
    """Ends the walk through the events: what follows cannot be understood."""

    def __init__(self, code: str, place: Place, message: str, hint: str) -> None:
        super().__init__(message)
        self.code, self.place, self.message, self.hint = code, place, message, hint


def read(file: str, raw: bytes) -> tuple[Document, list[Problem]]:
    """Read one file. With an error among the problems, the document is not to be used."""
    text, problems = _decode(file, raw)
    if text is None:
        return Document(), problems
    problems += _odd_characters(file, text)
    if problems:
        return Document(), problems
    walk = _Walk(file, text)
    try:
        walk.run()
    except _RefusedError as refused:
        problems.append(Problem(file, *refused.place, refused.code, refused.message, refused.hint))
    except yaml.MarkedYAMLError as error:
        found = _syntax_problem(file, text, error, walk)
        problems += [] if found in walk.problems else [found]
    except (yaml.YAMLError, ValueError, LookupError, AttributeError, RecursionError):
        # Malformed input makes both of PyYAML's parsers raise more than YAMLError.
        problems.append(Problem(file, 1, 1, "AL105", "无法读懂这个文件", "请对照样例重写"))
    return walk.document, problems + walk.problems


def text_of(raw: bytes) -> str:
    """Give the text that `read` walks through; raises UnicodeDecodeError where it is not UTF-8."""
    text = raw.decode("utf-8-sig")
    # An old line end is one only where no other stands: elsewhere it hides what follows it.
    return text.replace("\r\n", "\n") if "\n" in text else text.replace("\r", "\n")


def scan(text: str) -> Iterator[Any]:
    """Give the tokens of a text that was read without an error, each with its marks."""
    tokens: Iterator[Any] = yaml.scan(text, Loader=_Loader)
    return tokens


def _decode(file: str, raw: bytes) -> tuple[str | None, list[Problem]]:
    if len(raw) > MAX_BYTES:
        message = say("too_large", max=MAX_BYTES // 1024)
        return None, [Problem(file, 1, 1, "AL102", message, say("one_case_no_pictures"))]
    if raw.startswith(b"PK\x03\x04"):
        hint = "把文字复制到纯文本文件里，编码选 UTF-8，另存为 .yml"
        return None, [Problem(file, 1, 1, "AL101", "这是 Word 文档或压缩文件，不是文本", hint)]
    try:
        return text_of(raw), []
    except UnicodeDecodeError as error:
        before = raw[: error.start]
        line = before.count(b"\n") + 1
        column = len(before[before.rfind(b"\n") + 1 :].decode("utf-8", "replace")) + 1
        message = f"文件编码不是 UTF-8{_guess_encoding(raw)}"
        return None, [
            Problem(file, line, column, "AL101", message, "在编辑器里选“另存为”，编码选 UTF-8")
        ]


def _guess_encoding(raw: bytes) -> str:
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "，看起来是 UTF-16"
    try:
        raw.decode("gb18030")
    except UnicodeDecodeError:
        return ""
    return "，看起来是 GBK"


def _place_at(text: str, offset: int) -> Place:
    return text.count("\n", 0, offset) + 1, offset - text.rfind("\n", 0, offset)


def _odd_characters(file: str, text: str) -> list[Problem]:
    found = []
    for pattern, code, message, mend in (
        (INVISIBLE, "AL103", "invisible", "invisible_mend"),
        (BLANKS, "AL104", "blank", "blank_mend"),
    ):
        lines: set[int] = set()
        for match in pattern.finditer(text):
            place = _place_at(text, match.start())
            if place[0] in lines:
                continue
            name = BLANK_NAMES.get(match[0]) or f" U+{ord(match[0]):04X}"
            found.append(Problem(file, *place, code, say(message, name=name), say(mend)))
            lines.add(place[0])
            if len(lines) == MAX_REPORTS:
                break
    return found


def _syntax_problem(file: str, text: str, error: yaml.MarkedYAMLError, walk: "_Walk") -> Problem:
    mark, context = error.problem_mark or error.context_mark, error.context_mark
    stumble = Stumble(
        lines=text.split("\n"),
        place=(mark.line + 1, mark.column + 1) if mark else (1, 1),
        context=(context.line + 1, context.column + 1) if context else None,
        reason=f"{error.problem or ''} {error.context or ''}",
        quoted=walk.quoted,
    )
    return _as_problem(file, diagnose(stumble))


def _as_problem(file: str, fault: Fault) -> Problem:
    return Problem(file, *fault.place, fault.code, fault.message, fault.hint)


class _Walk:
    """One walk through the events of one text, building the document as it goes."""

    def __init__(self, file: str, text: str) -> None:
        self.file, self.text = file, text
        self.lines = text.split("\n")
        self.has_hashes = " #" in text
        self.document = Document(text=text)
        self.problems: list[Problem] = []
        self.nodes = 0
        # Where the last text in quotes starts and ends.
        self.quoted: tuple[Place, Place] | None = None

    def run(self) -> None:
        events: Iterator[Any] = yaml.parse(self.text, Loader=_Loader)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                if event.version or event.tags:
                    raise _RefusedError(
                        "AL106", _start(event), say("directive"), say("directive_mend")
                    )
                break
        else:
            raise _RefusedError("AL105", (1, 1), say("no_data"), say("first_line"))
        self.document.data = self._node(next(events), events, (), 1)
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                raise _RefusedError(
                    "AL106", _start(event), say("second_document"), say("second_document_mend")
                )

    def _node(self, event: Any, events: Iterator[Any], path: Path, depth: int) -> Data:
        self.nodes += 1
        place = _start(event)
        if self.nodes > MAX_NODES:
            raise _RefusedError("AL107", place, say("too_many", max=MAX_NODES), say("one_case"))
        if depth > MAX_DEPTH:
            raise _RefusedError(
                "AL107", place, say("too_deep", max=MAX_DEPTH), say("too_deep_mend")
            )
        if event.anchor or event.tag:
            self._refuse_features(event)
        self.document.places[path] = place
        if isinstance(event, yaml.ScalarEvent):
            value = self._scalar(event)
            if value is None and path:
                self.document.empty.append(path)
            return value
        if isinstance(event, yaml.SequenceStartEvent):
            return self._sequence(events, path, depth)
        return self._mapping(events, path, depth)

    @staticmethod
    def _refuse_features(event: Any) -> None:
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError("AL106", _start(event), say("alias"), say("alias_mend"))
        if event.anchor:
            raise _RefusedError("AL106", _start(event), say("anchor"), say("anchor_mend"))
        if event.tag:
            raise _RefusedError("AL106", _start(event), say("tag"), say("tag_mend"))

    def _sequence(self, events: Iterator[Any], path: Path, depth: int) -> list[Any]:
        items: list[Any] = []
        for event in events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            items.append(self._node(event, events, (*path, len(items)), depth + 1))
        return items

    def _mapping(self, events: Iterator[Any], path: Path, depth: int) -> dict[str, Any]:
        entries: dict[str, Any] = {}
        for event in events:
            if isinstance(event, yaml.MappingEndEvent):
                break
            place = _start(event)
            if isinstance(event, yaml.AliasEvent) or not isinstance(event, yaml.ScalarEvent):
                raise _RefusedError("AL106", place, say("key_no_word"), say("first_line"))
            if event.anchor or event.tag:
                self._refuse_features(event)
            key = self._scalar(event) or ""
            here = (*path, key)
            if key in entries:
                first = self.document.keys[here][0]
                message = say("twice", key=key, first=first, second=place[0])
                self.problems.append(
                    Problem(self.file, *place, "AL108", message, say("twice_mend"))
                )
                here = (*path, f"{key}\n{place[0]}")
            self.document.keys[here] = place
            value = self._node(next(events), events, here, depth + 1)
            entries.setdefault(key, value)
        return entries

    def _scalar(self, event: Any) -> str | None:
        value: str = event.value
        if event.style in ("'", '"'):
            self.quoted = _start(event), (event.end_mark.line + 1, event.end_mark.column + 1)
        if not event.style:
            if self.has_hashes:
                self._warn_lost_text(event)
            if not value:
                return None
            if value[0] in "｜＞":
                self._refuse_wide_block(event)
        elif event.style == '"' and (odd := INVISIBLE.search(value) or BLANKS.search(value)):
            message = say("escaped", code=f"{ord(odd[0]):04X}")
            raise _RefusedError("AL103", _start(event), message, say("escaped_mend"))
        if event.style != "|" and event.start_mark.line != event.end_mark.line:
            # The parser folds a line end into a blank, where Chinese has none, and an empty line
            # into a line end, where all other prose of a record keeps the empty line.
            value = _FOLD.sub("", re.sub(r"\n+", "\n\n", value))
        return unicodedata.normalize("NFC", value)

    def _refuse_wide_block(self, event: Any) -> None:
        number = event.start_mark.line + 1
        if fault := wide_block(self.lines[number - 1], number):
            self.problems.append(_as_problem(self.file, fault))

    def _warn_lost_text(self, event: Any) -> None:
        # A comment has a blank behind its `#`; `项目 #3 完成` was meant as text.
        end = event.end_mark
        rest = self.lines[end.line][end.column :] if end.line < len(self.lines) else ""
        if _LOST.match(rest):
            place = (end.line + 1, end.column + 1)
            message = say("comment", text=rest.strip()[:20])
            hint = say("comment_mend", before=event.value[:20], behind=rest[:12])
            self.problems.append(Problem(self.file, *place, "AL110", message, hint))


def _start(event: Any) -> Place:
    return event.start_mark.line + 1, event.start_mark.column + 1
