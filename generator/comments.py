"""The comments of a record: each with the key or the list item that it stands before.

A comment has no place in the data, so it is held by what follows it. Where it stands behind
something on its line, it is about that, and goes before it.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any, Final

from generator import strict_yaml
from generator.strict_yaml import Document, Path

# The path of the key or item that comments stand before (`()`: the end of the file), to their
# texts without the number sign and the blank behind it.
Comments = Mapping[Path, tuple[str, ...]]

# How each comment begins that an import puts beside its guesses: what it says of the draft, a
# guess, a doubt, the line of a passage, and the passage itself, quoted as mail quotes.
IMPORTED: Final = "^(导入说明：|猜测：|存疑：|原文第 [0-9]+ 行|> )"

_COMMENT: Final = re.compile("#[^\n]*")
_OPENING: Final = ("FlowSequenceStartToken", "FlowMappingStartToken")
_CLOSING: Final = ("FlowSequenceEndToken", "FlowMappingEndToken")
# What stands between the parts of a list or of a pair, and says nothing of its own.
_BETWEEN: Final = ("FlowEntryToken", "ValueToken")


def read(text: str, document: Document) -> Comments:
    """Give all comments of a text, which `document` was read from without an error."""
    found: dict[Path, tuple[str, ...]] = {}
    # Most records have none.
    if "#" in text:
        for path, comment in _anchored(text, _Anchors(text, document)):
            found[path] = (*found.get(path, ()), comment[1:].removeprefix(" ").rstrip())
    return found


class _Anchors:
    """What can hold a comment, by its offset in the text."""

    def __init__(self, text: str, document: Document) -> None:
        lines = [0, *(match.end() for match in re.finditer("\n", text))]
        keys = {lines[row - 1] + column - 1: path for path, (row, column) in document.keys.items()}
        values = [
            (lines[row - 1] + column - 1, path) for path, (row, column) in document.places.items()
        ]
        above = {path[:-1] for _, path in values}
        # Where an item, a key or a value begins; of several at one place, the outermost. A value in
        # block style begins with a part of its own.
        begins: dict[int, Path] = {}
        for offset, path in values:
            in_block = path in above and text[offset] not in "[{"
            if path and (isinstance(path[-1], int) or not in_block):
                begins.setdefault(offset, path)
        self._begins = sorted((keys | begins).items())
        self._owners = dict(values) | keys

    def after(self, offset: int) -> Path:
        """Give what begins at `offset` or next, else the end of the file."""
        number = bisect_left(self._begins, offset, key=lambda one: one[0])
        return self._begins[number][1] if number < len(self._begins) else ()

    def owner(self, offset: int) -> Path:
        """Give the key or the value whose token begins at `offset`."""
        return self._owners.get(offset, ())


def _anchored(text: str, anchors: _Anchors) -> Iterator[tuple[Path, str]]:
    """Give each comment with what holds it, in the order of the text."""
    scanned = end = 0
    # What the last token belongs to; nothing for a dash, which is followed by what it belongs to.
    last: Path = ()
    brackets: list[Path] = []
    for token in strict_yaml.scan(text):
        start = token.start_mark.index
        for match in _COMMENT.finditer(text, scanned, max(start, scanned)):
            own_line = not text[text.rfind("\n", 0, match.start()) + 1 : match.start()].strip()
            path = () if own_line else last
            yield path or anchors.after(match.start() if own_line else end), match[0]
        scanned = max(scanned, token.end_mark.index)
        if token.end_mark.index == start:
            # One of those that only say how what follows is to be taken.
            continue
        end = token.end_mark.index
        name = type(token).__name__
        if name in _OPENING:
            brackets.append(anchors.owner(start))
            last = brackets[-1]
        elif name in _CLOSING:
            last = brackets.pop()
        elif name not in _BETWEEN:
            last = anchors.owner(start) if name == "ScalarToken" else ()
            yield from ((last, comment) for comment in _in_head(text, token))


def _in_head(text: str, token: Any) -> list[str]:
    """Give the comment behind the sign of a block of text, which is inside of its token."""
    if getattr(token, "style", "") not in ("|", ">"):
        return []
    head = text[token.start_mark.index :].partition("\n")[0]
    return _COMMENT.findall(head)
