"""Where a YAML parser stumbled, to the slip of the hand that made it stumble.

A parser says where it gave up, which is often lines below the slip, and in its own words. Nothing
here accepts or refuses anything: the text is refused already, and what is chosen is the place, the
message and the hint.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, NamedTuple

from generator.messages import say

Place = tuple[int, int]


class Fault(NamedTuple):
    """What is said of a slip."""

    code: str
    place: Place
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Stumble:
    """What a parser knew when it gave up; lines and columns count from 1.

    `context` is where the part began that it was in, `quoted` the start and the end of the last
    text in quotes before.
    """

    lines: list[str]
    place: Place
    context: Place | None = None
    reason: str = ""
    quoted: tuple[Place, Place] | None = None

    def line(self, number: int) -> str:
        """Give a line, or nothing beyond the end."""
        return self.lines[number - 1] if 0 < number <= len(self.lines) else ""

    def suspects(self) -> Iterator[tuple[int, str]]:
        """Give the lines that may hold the slip, likely ones first.

        What is indented more than the line that follows it is prose, and innocent; but a parser
        that looked for a key knows the very line that should have been one.
        """
        number = self.place[0]
        if self.context and "simple key" in self.reason:
            yield self.context[0], self.line(self.context[0])
        above = next((one for one in range(number - 1, 0, -1) if self.line(one).strip()), 0)
        if above and _indent(self.line(above)) <= _indent(self.line(number)):
            yield above, self.line(above)
        yield number, self.line(number)


_KEY: Final = re.compile(r" *(?:- +)*([A-Za-z_]+):(?: |$)")
_BLOCK: Final = re.compile(r"( *(?:- +)*)[A-Za-z_]+: +[|>][-+0-9]*(?: +#.*| *)$")
_WIDE_BLOCK: Final = re.compile(r" *(?:- +)*([A-Za-z_]+): *([｜＞][-+0-9]*) *$")
_WIDE_COLON: Final = re.compile(r"[ -]*([A-Za-z_]+|[\u4e00-\u9fff]{2,6})：")
_TIGHT_COLON: Final = re.compile(r" *(?:- +)*([A-Za-z_]+):(?=[^\s/:])")
_TIGHT_DASH: Final = re.compile(r" *(?:-(?=[^\s-])|[–—－])(?= *[A-Za-z_]+[:：]| *[\u4e00-\u9fff])")
_HAN: Final = re.compile("[\u4e00-\u9fff]")
_MEANT_AS_KEY: Final = re.compile(r" *[-–—－]? *[A-Za-z_]+ *[:：]")
_IN_BRACES: Final = "{name: 交通运输局, role: 实施}"
_ALIGN: Final = "同一项里的键要上下对齐，每层缩进两个空格"

# Parts of what the two parsers say, where the text itself tells no more.
_REASONS: Final = (
    ("mapping values are not allowed", "这里多了一个冒号", '值里有英文冒号时整个加引号："甲: 乙"'),
    ("unexpected end of stream", "引号或括号没有写完", "tags: [huoche-siji, hangye-dangwei]"),
    ("scanning an a", "值不能以 * 或 & 开头", '以 * & 开头的值要加引号："*甲"'),
    ("ing a tag", "值不能以 ! 开头", '以 ! 开头的值要加引号："!甲"'),
    ("node content", "方括号或花括号没有写完", "tags: [huoche-siji, hangye-dangwei]"),
    ("while parsing a flow", "方括号或花括号没有写完", _IN_BRACES),
    ("'-' indicator", "缩进不一致，或引号没有配对", "同一层的键要上下对齐，每层缩进两个空格"),
    ("expected key", "缩进不一致，或引号没有配对", "同一层的键要上下对齐，每层缩进两个空格"),
    ("<block end>", "缩进不一致，或引号没有配对", "同一层的键要上下对齐，每层缩进两个空格"),
)  # fmt: skip


def diagnose(stumble: Stumble) -> Fault:
    """Say what is wrong, at the place where it is wrong."""
    for find in _FINDERS:
        if fault := find(stumble):
            return fault
    for part, message, hint in _REASONS:
        if part in stumble.reason:
            return Fault("AL105", stumble.place, message, hint)
    return Fault("AL105", stumble.place, say("malformed"), say("malformed_mend"))


def wide_colon(place: Place, key: str) -> Fault:
    """Say that a full-width colon stands behind `key`."""
    return Fault("AL109", place, say("wide_colon", key=key), say("wide_colon_mend", key=key))


def wide_block(line: str, number: int) -> Fault | None:
    """Find a full-width bar where a block of prose should begin."""
    if not (found := _WIDE_BLOCK.match(line)):
        return None
    message = say("wide_bar", found=found[2])
    hint = say("wide_bar_mend", key=found[1])
    return Fault("AL105", (number, found.start(2) + 1), message, hint)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


def _fence(stumble: Stumble) -> Fault | None:
    for number, line in stumble.suspects():
        if line.lstrip().startswith("```"):
            message = "“```”是复制来的代码框标记，不是案例的内容"
            place = (number, _indent(line) + 1)
            return Fault("AL105", place, message, "删去开头和结尾的“```”两行，只留中间的记录")
    return None


def _key_above(stumble: Stumble) -> int:
    """Give the line of the last key before the one that the parser gave up at, or 0."""
    number = stumble.place[0]
    number -= bool(_KEY.match(stumble.line(number)))
    while number > 0 and not _KEY.match(stumble.line(number)):
        number -= 1
    return number


def _prose_not_indented(stumble: Stumble) -> Fault | None:
    number = _key_above(stumble)
    if not (head := _BLOCK.match(stumble.line(number))):
        return None
    for below in range(number + 1, stumble.place[0] + 1):
        line = stumble.line(below)
        if line.strip() and _indent(line) <= len(head[1]):
            if _MEANT_AS_KEY.match(line) or not _HAN.search(line):
                return None
            message = "这一段没有缩进，不算上面那个键的正文"
            hint = f"“|”下面的正文每段前空 {len(head[1]) + 2} 格"
            return Fault("AL105", (below, _indent(line) + 1), message, hint)
    return None


def _prose_without_bar(stumble: Stumble) -> Fault | None:
    """Find a text below a key that has nothing behind it: several paragraphs need a bar there."""
    number = _key_above(stumble)
    line = stumble.line(number)
    head = _KEY.match(line)
    below = next((one for one in stumble.lines[number:] if one.strip()), "")
    is_text = _HAN.search(below) and not re.match(r" *[-#\[{]|.*[:：]", below)
    if not head or line[head.end() :].strip() or not is_text:
        return None
    key = head[1]
    message = f"“{key}”的正文从下一行写起时，冒号后面要有“|”"
    hint = f"{key}: |　下一行起每段前空 {head.start(1) + 2} 格，段落之间空一行"
    return Fault("AL105", (number, head.start(1) + 1), message, hint)


def _odd_beginning(stumble: Stumble) -> Fault | None:
    if "cannot start any token" not in stumble.reason:
        return None
    number, column = stumble.place
    value = re.split(r"[,}\]#]", stumble.line(number)[column - 1 :])[0].strip()
    hint = f'加引号："{value[:20]}"'
    return Fault("AL105", stumble.place, f"值不能以 {value[:1]} 开头", hint)


def _wide_colon(stumble: Stumble) -> Fault | None:
    for number, line in stumble.suspects():
        if found := _WIDE_COLON.match(line):
            return wide_colon((number, found.end()), found[1])
    return None


def _wide_block(stumble: Stumble) -> Fault | None:
    found = (wide_block(line, number) for number, line in stumble.suspects())
    return next((fault for fault in found if fault), None)


def _tight_colon(stumble: Stumble) -> Fault | None:
    for number, line in stumble.suspects():
        if found := _TIGHT_COLON.match(line):
            hint = f"{found[1]}: {line[found.end() :].strip()[:20]}"
            return Fault("AL105", (number, found.end()), "冒号后面要空一格", hint)
    return None


def _tight_dash(stumble: Stumble) -> Fault | None:
    for number, line in stumble.suspects():
        if found := _TIGHT_DASH.match(line):
            half = line[found.end() - 1] == "-"
            message = "“-”后面要空一格" if half else "列表的横线要用半角“-”，后面空一格"
            hint = f"- {line[found.end() :].strip()[:20]}"
            return Fault("AL105", (number, found.end()), message, hint)
    return None


def _backslash(stumble: Stumble) -> Fault | None:
    if "escape" not in stumble.reason and "hexdecimal" not in stumble.reason:
        return None
    # The parsers point at the backslash, or at what follows it.
    number, column = stumble.place
    at = stumble.line(number).rfind("\\", 0, column)
    message, hint = "双引号里的反斜杠写法有误", "去掉反斜杠，或改用单引号"
    return Fault("AL105", (number, at + 1 if at >= 0 else column), message, hint)


def _open_quote(stumble: Stumble) -> Fault | None:
    start = None
    if stumble.context and "quoted scalar" in stumble.reason:
        start = stumble.context
    elif stumble.quoted and _right_behind(stumble):
        first, last = stumble.quoted[0][0], stumble.quoted[1][0]
        if any(_KEY.match(stumble.line(number)) for number in range(first + 1, last + 1)):
            start = stumble.quoted[0]
    if not start:
        return None
    message = "引号从这里开始，没有配对的另一半"
    return Fault("AL105", start, message, '一对半角引号写在同一行："2023-03-03"')


def _part_in_quotes(stumble: Stumble) -> Fault | None:
    if not stumble.quoted or not _right_behind(stumble):
        return None
    line = stumble.line(stumble.place[0])
    if line[stumble.place[1] - 1 : stumble.place[1]] in (":", ""):
        return None
    message = "引号只括住了值的一部分"
    hint = "整个值加引号，里面的引号改用中文引号“ ”；或者不加半角引号"
    return Fault("AL105", stumble.quoted[0], message, hint)


def _right_behind(stumble: Stumble) -> bool:
    """Tell whether the parser gave up right behind the last text in quotes."""
    line, column = stumble.quoted[1] if stumble.quoted else (0, 0)
    between = stumble.line(line)[column - 1 : stumble.place[1] - 1]
    return line == stumble.place[0] and column <= stumble.place[1] and not between.strip()


def _text_behind_bracket(stumble: Stumble) -> Fault | None:
    number, column = stumble.place
    before = stumble.line(number)[: column - 1].rstrip()
    if before[-1:] not in ("]", "}") or "block" not in stumble.reason:
        return None
    message = "方括号或花括号后面还有文字"
    hint = "以 [ 或 { 开头的文字整个加引号，或改用【】"
    return Fault("AL105", stumble.place, message, hint)


def _wide_in_brackets(stumble: Stumble) -> Fault | None:
    if "while parsing a flow" not in stumble.reason or not stumble.context:
        return None
    number, column = stumble.place
    if found := re.search(r"([，、；])\s*[A-Za-z_]+\s*$", stumble.line(number)[: column - 1]):
        message = f"括号里用了“{found[1]}”，要用半角逗号加空格"
        return Fault("AL105", (number, found.start() + 1), message, _IN_BRACES)
    opening = stumble.line(stumble.context[0])
    if found := re.search(r"[】］｝〕]\s*$", opening[stumble.context[1] :]):
        place = (stumble.context[0], stumble.context[1] + found.start() + 1)
        brace = opening[stumble.context[1] - 1] == "{"
        message = f"“{found[0].strip()}”是全角括号，要用半角的 {'}' if brace else ']'}"
        hint = _IN_BRACES if brace else "tags: [huoche-siji, hangye-dangwei]"
        return Fault("AL105", place, message, hint)
    return None


def _open_bracket(stumble: Stumble) -> Fault | None:
    if "while parsing a flow" not in stumble.reason or not stumble.context:
        return None
    if stumble.context[0] == stumble.place[0]:
        return None
    message = "从这里开始的方括号或花括号没有写完"
    return Fault("AL105", stumble.context, message, _IN_BRACES)


def _no_colon(stumble: Stumble) -> Fault | None:
    place = None
    if stumble.context and "could not find expected ':'" in stumble.reason:
        place = stumble.context
    elif "mapping values" in stumble.reason and _stopped_at_key(stumble):
        above, line = next(stumble.suspects())
        if above < stumble.place[0] and line.strip() and not re.search("[:：#]", line):
            place = above, _indent(line) + 1
    if not place:
        return None
    hint = "title: 货车司机群体党建试点"
    return Fault("AL105", place, "这一行缺少“键: 值”的冒号", hint)


def _stopped_at_key(stumble: Stumble) -> bool:
    number, column = stumble.place
    key = _KEY.match(stumble.line(number))
    return bool(key and column == key.end(1) + 1)


def _out_of_line(stumble: Stumble) -> Fault | None:
    """Find a key or a dash that does not stand below the others."""
    number, column = stumble.place
    line = stumble.line(number)
    start = _indent(line) + 1
    if column != start and not ("mapping values" in stumble.reason and _stopped_at_key(stumble)):
        return None
    if column == start and "block" not in stumble.reason:
        return None
    if line[start - 1 :].startswith("- "):
        hint = "同一列表每一项的“- ”要上下对齐"
        return Fault("AL105", (number, start), "列表的缩进不一致", hint)
    if found := _KEY.match(line):
        message = f"“{found[1]}”没有和同一项里的其他键对齐"
        return Fault("AL105", (number, start), message, _ALIGN)
    return None


_FINDERS: Final = (
    _fence,
    _backslash,
    _wide_block,
    _prose_not_indented,
    _prose_without_bar,
    _wide_colon,
    _tight_colon,
    _tight_dash,
    _open_quote,
    _part_in_quotes,
    _text_behind_bracket,
    _wide_in_brackets,
    _open_bracket,
    _no_colon,
    _out_of_line,
    _odd_beginning,
)
