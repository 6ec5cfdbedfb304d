"""The canonical form of a record: one way to write each thing, the same whoever wrote it.

Pure: data and comments in, text out. `tests/golden/layout/` holds this and the form's script in the
browser together: each rule stands there as an example.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator import dictionary
from generator.comments import Comments
from generator.strict_yaml import Data, Path

_STEP: Final = "  "
# What YAML, or a reader of numbers and dates, would take for something else than text.
_SIGNS: Final = frozenset("-?:,[]{}#&*!|>'\"%@`=~｜＞")
_FLOW_SIGNS: Final = re.compile(r"[,\[\]{}:]")
_NUMBER_SIGNS: Final = re.compile(r"[+.0-9]")
_WORDS: Final = frozenset({"null", "true", "false", "yes", "no", "on", "off", "y", "n"})
_LINE_ENDS: Final = re.compile("\r\n|[\n\r\x85\u2028\u2029]")


def write(data: Data, comments: Comments | None = None) -> str:
    """Write `data` in canonical form, with each of `comments` before what it belongs to.

    Comments of a path that the data do not have go before the nearest part above it.
    """
    held = _held(comments or {}, data)
    lines = _Writer(held).root(data)
    last = _remarks(held.get((), ()), "")
    return "".join(f"{line}\n" for line in (*lines, *last))


def quoted(text: str, *, flow: bool = False) -> str:
    """Write a text of one line: plain where that is safe, else in double quotes.

    `flow` says whether it stands in brackets or braces.
    """
    if not _needs_quotes(text, flow):
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    # Only a key that nobody knows can have a line end.
    return f'"{escaped}"'.replace("\n", "\\n")


def _needs_quotes(text: str, flow: bool) -> bool:
    return (
        text != text.strip(" \n")
        or not text
        or text[0] in _SIGNS
        or text.startswith("...")
        or text.endswith(":")
        or ": " in text
        or " #" in text
        or "\n" in text
        or text.lower() in _WORDS
        or (text.isascii() and bool(_NUMBER_SIGNS.match(text)))
        or (flow and bool(_FLOW_SIGNS.search(text)))
    )


def tidy(text: str) -> str:
    """Strip a text as a whole, and of blanks at the ends of its lines."""
    return re.sub(" +\n", "\n", text).strip(" \n")


def _held(comments: Comments, data: Data) -> dict[Path, tuple[str, ...]]:
    """Move comments to where there is a line before which they can stand."""
    held: dict[Path, tuple[str, ...]] = {}
    for path in sorted(comments, key=len):
        place = _existing(path, data)
        # What comes first in an item begins on the line of its dash.
        while len(place) > 1 and isinstance(place[-2], int) and _is_first(place, data):
            place = place[:-1]
        held[place] = (*held.get(place, ()), *comments[path])
    return held


def _existing(path: Path, data: Any) -> Path:
    for length, key in enumerate(path):
        parts = dict(enumerate(data)) if isinstance(data, list) else data
        if not isinstance(parts, dict) or key not in parts:
            return path[:length]
        data = parts[key]
    return path


def _is_first(path: Path, data: Any) -> bool:
    for key in path[:-1]:
        data = data[key]
    return path[-1] == (0 if isinstance(data, list) else next(_ordered(data, path[:-1])))


def _ordered(data: Mapping[str, Any], path: Path) -> Iterator[str]:
    """Give the keys in the order of the model, those it does not know last."""
    known = dictionary.keys_at(names(path))
    yield from (key for key in known if key in data)
    yield from (key for key in data if key not in known)


def names(path: Path) -> tuple[str, ...]:
    """Give a path as the dictionary knows it, without the places in lists."""
    return tuple(part for part in path if isinstance(part, str))


def _remarks(texts: tuple[str, ...], margin: str) -> Iterator[str]:
    for line in (line for text in texts for line in _LINE_ENDS.split(text)):
        blank = "" if line.startswith("#") else " "
        yield f"{margin}#{blank}{line}".rstrip()


class _Writer:
    """Writes data line by line. A `margin` is the blanks at the beginning of a line."""

    def __init__(self, held: Comments) -> None:
        self._held = held
        # The parts with comments inside, which therefore cannot be on one line.
        self._open = {path[:length] for path in held for length in range(len(path))}

    def root(self, data: Data) -> Iterator[str]:
        inline = None if isinstance(data, dict) and data else self._inline(data, ())
        if inline is None:
            yield from self._block(data, (), "")
        else:
            yield inline

    def _block(self, data: Data, path: Path, margin: str) -> Iterator[str]:
        """Give the lines of what does not fit behind its key."""
        if isinstance(data, dict):
            for key in _ordered(data, path):
                here = (*path, key)
                yield from _remarks(self._held.get(here, ()), margin)
                yield from self._entry(f"{quoted(key)}:", data[key], here, margin)
        elif isinstance(data, list):
            for number, item in enumerate(data):
                here = (*path, number)
                yield from _remarks(self._held.get(here, ()), margin)
                yield from self._item(item, here, margin)
        else:
            for line in tidy(data or "").split("\n"):
                yield f"{margin}{line}" if line else ""

    def _entry(self, key: str, value: Data, path: Path, margin: str) -> Iterator[str]:
        inline = self._inline(value, path)
        if inline is not None:
            yield f"{margin}{key} {inline}".rstrip()
            return
        yield f"{margin}{key}{' |' if isinstance(value, str) else ''}"
        yield from self._block(value, path, margin + _STEP)

    def _item(self, item: Data, path: Path, margin: str) -> Iterator[str]:
        if isinstance(item, str) or self._inline(item, path) is not None:
            yield from self._entry("-", item, path, margin)
            return
        lines = self._block(item, path, margin + _STEP)
        first = next(lines)
        yield f"{margin}- {first.removeprefix(margin + _STEP)}"
        yield from lines

    def _inline(self, value: Data, path: Path, *, flow: bool = False) -> str | None:
        """Give a value on one line, or None where it does not fit on one."""
        if path in self._open:
            return None
        if isinstance(value, str):
            return self._inline_text(value, path, flow=flow)
        if value is None:
            return None if flow else ""
        if isinstance(value, list):
            return None if flow and value else self._inline_list(value, path)
        return self._inline_part(value, path) if value else "{}"

    @staticmethod
    def _inline_text(value: str, path: Path, *, flow: bool) -> str | None:
        text = tidy(value)
        row = dictionary.find(names(path))
        in_paragraphs = bool(row and row.prose and text and isinstance(path[-1], str))
        return None if in_paragraphs or "\n" in text else quoted(text, flow=flow)

    def _inline_list(self, items: list[Any], path: Path) -> str | None:
        row = dictionary.find(names(path))
        # Sentences in brackets, one behind the other, are hard to read.
        in_lines = bool(row and row.sentences and items and isinstance(path[-1], str))
        if in_lines or not all(isinstance(item, str) for item in items):
            return None
        texts = [self._inline(item, (*path, n), flow=True) for n, item in enumerate(items)]
        return None if None in texts else f"[{', '.join(map(str, texts))}]"

    def _inline_part(self, part: Mapping[str, Any], path: Path) -> str | None:
        row = dictionary.find(names(path))
        if not (row and row.flat):
            return None
        texts = [
            (key, self._inline(part[key], (*path, key), flow=True)) for key in _ordered(part, path)
        ]
        if any(text is None for _, text in texts):
            return None
        return "{" + ", ".join(f"{quoted(key, flow=True)}: {text}" for key, text in texts) + "}"
