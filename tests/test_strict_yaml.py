"""What an editor relies on in the strict reader: text stays text, and every fault has its place."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from generator import strict_yaml
from generator.parse import parse, parse_terms
from generator.problems import CODES, Problem
from generator.strict_yaml import MAX_BYTES, MAX_DEPTH, MAX_NODES, MAX_REPORTS, Document
from tests.factories import Golden, golden_records, library_inputs, source

PARSERS = {"libyaml": yaml.CSafeLoader, "python": yaml.SafeLoader}
REAL = [one.raw for one in library_inputs().records]


@pytest.fixture(params=PARSERS)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_Loader", PARSERS[request.param])


both_parsers = pytest.mark.usefixtures("_parser")


def read(text: str | bytes) -> tuple[Document, list[Problem]]:
    """Read a text."""
    return strict_yaml.read("f.yml", text.encode() if isinstance(text, str) else text)


def data_of(text: str | bytes) -> Any:
    """Give what a sound text says."""
    document, problems = read(text)
    assert [] == problems
    return document.data


def placed(text: str | bytes) -> list[tuple[str, int, int]]:
    """Give the problems of a text as code, line and column."""
    return [(one.code, one.line, one.column) for one in read(text)[1]]


# Text stays text


@both_parsers
@pytest.mark.parametrize(
    "value",
    [
        *("NO", "yes", "on", "~", "null", "true", "010", "0x1F", "1_000", "1e3", ".inf", "-0"),
        *("12:30", "1:1", "1.10", "+86", "2016-03-03", "2016-3-3", "2016-03-03 14:33:00", "="),
        *("<<", "?x", "-x", ":x", "https://a.cn/b#c", "1,700", "２０２３", "党建+", "50%"),
    ],
)
def test_scalars_stay_text(value: str) -> None:
    """What an editor types is kept character for character, whatever YAML would take it for."""
    assert {"a": value, "b": [value]} == data_of(f"a: {value}\nb:\n  - {value}\n")


@both_parsers
def test_quoted_and_block_scalars() -> None:
    """The four other ways to write a text give the text."""
    text = "a: 'NO'\nb: \"010\"\nc: |\n  一\n\n  二\nd: >-\n  1.10\ne: ''\n"

    assert {"a": "NO", "b": "010", "c": "一\n\n二\n", "d": "1.10", "e": ""} == data_of(text)


@both_parsers
def test_keys_stay_text() -> None:
    """A key is text, too."""
    assert {"NO": "1", "010": "2", "2016-03-03": "3"} == data_of("NO: 1\n010: 2\n2016-03-03: 3\n")


@both_parsers
def test_nothing_is_no_text() -> None:
    """A key or a dash with nothing behind it is told apart from an empty text, with its place."""
    document, problems = read('a:\nb: ""\nc:\n  -\n  - d\n')

    assert [] == problems
    assert {"a": None, "b": "", "c": [None, "d"]} == document.data
    assert [("a",), ("c", 0)] == document.empty


@both_parsers
@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 货车司机\n  群体\n", "货车司机群体"),
        ("a: 货车司机，\n  群体\n", "货车司机，群体"),
        ("a: “货车”\n  司机\n", "“货车”司机"),
        ("a: '货车\n  司机'\n", "货车司机"),
        ('a: "货车\n  司机"\n', "货车司机"),
        ("a: >-\n  货车\n  司机\n", "货车司机"),
        ("a: 全国 G20\n  峰会\n", "全国 G20 峰会"),
        ("a: new\n  words\n", "new words"),
        ("a: 甲 乙\n", "甲 乙"),
        ("a: >-\n  甲。\n\n  乙\n  丙。\n", "甲。\n\n乙丙。"),
        ("a: 甲。\n\n  乙。\n", "甲。\n\n乙。"),
        ('a: "甲。\n\n  乙。"\n', "甲。\n\n乙。"),
        ("a: |-\n  甲\n  乙\n", "甲\n乙"),
    ],
)
def test_folded_lines(text: str, value: str) -> None:
    """Folded Chinese lines join without a blank, and an empty line stays a paragraph's end."""
    assert {"a": value} == data_of(text)


@both_parsers
def test_composed_form() -> None:
    """Text comes out in NFC, and never in NFKC: … and ： stay what they are."""
    assert {"a": "é…：①"} == data_of("a: e\u0301…：①\n")


@both_parsers
def test_line_ends_and_mark() -> None:
    """A byte order mark and Windows line ends change nothing."""
    assert {"a": "甲\n乙\n", "b": "丙"} == data_of(
        b"\xef\xbb\xbf" + "a: |\r\n  甲\r\n  乙\r\nb: 丙\r\n".encode()
    )


# Places


@both_parsers
def test_places() -> None:
    """Every value and key is known by line and column, counted in characters."""
    document, _ = read("题: 甲😀\nb:\n  - {名: x, c: y}\n  - z\n")

    assert {
        (): (1, 1),
        ("题",): (1, 4),
        ("b",): (3, 3),
        ("b", 0): (3, 5),
        ("b", 0, "名"): (3, 9),
        ("b", 0, "c"): (3, 15),
        ("b", 1): (4, 5),
    } == document.places
    assert {
        ("题",): (1, 1),
        ("b",): (2, 1),
        ("b", 0, "名"): (3, 6),
        ("b", 0, "c"): (3, 12),
    } == document.keys
    assert (3, 5) == document.place(("b", 0, "missing", 7))
    assert (4, 5) == document.key_place(("b", 1))


# Refused: bytes and characters


@pytest.mark.parametrize(
    ("raw", "guess", "line", "column"),
    [
        ("a: 党建\n".encode("gbk"), "，看起来是 GBK", 1, 4),
        ("a: b\n案例: c\n".encode("gb18030"), "，看起来是 GBK", 2, 1),
        ("a: 党建\n".encode("utf-16"), "，看起来是 UTF-16", 1, 1),
        (b"\xfe\xff" + "a: 党建\n".encode("utf-16-be"), "，看起来是 UTF-16", 1, 1),
        ("党: 建".encode() + b"\xff\n", "", 1, 5),
        (b"a: \xed\xa0\x80\n", "", 1, 4),
        (b"a: \xc0\xaf\n", "，看起来是 GBK", 1, 4),
    ],
)
def test_encodings(raw: bytes, guess: str, line: int, column: int) -> None:
    """A file that is not UTF-8 is refused at its first wrong byte, with a guess if there is one."""
    hint = "在编辑器里选“另存为”，编码选 UTF-8"

    assert [Problem("f.yml", line, column, "AL101", f"文件编码不是 UTF-8{guess}", hint)] == read(
        raw
    )[1]


def test_utf_16_without_a_mark() -> None:
    """UTF-16 without a mark shows by its nulls."""
    assert {"AL103"} == {code for code, _, _ in placed("a: b\n".encode("utf-16-le"))}


def test_size() -> None:
    """256 KiB are read, one byte more is not."""
    head = b"a: "
    assert MAX_BYTES - 3 == len(data_of(head + b"x" * (MAX_BYTES - 3))["a"])
    assert [("AL102", 1, 1)] == placed(head + b"x" * (MAX_BYTES - 2))


INVISIBLE = [
    *("\x00", "\x01", "\x08", "\x0b", "\x0c", "\r", "\x1b", "\x1f", "\x7f", "\x80", "\x85", "\x9f"),
    *("\u00ad", "\u034f", "\u061c", "\u115f", "\u180e", "\u200b", "\u200c", "\u200d", "\u200e"),
    *("\u200f", "\u2028", "\u2029", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2060"),
    *("\u2066", "\u2067", "\u2068", "\u2069", "\u3164", "\ufdd0", "\ufeff", "\ufffd", "\uffff"),
    *("\U000e0001", "\U000e0041"),
]  # fmt: skip


@pytest.mark.parametrize("character", INVISIBLE, ids=lambda one: f"U+{ord(one):04X}")
def test_invisible_characters(character: str) -> None:
    """Controls, zero-width and bidirectional characters are refused at their very place."""
    name = f"U+{ord(character):04X}"

    assert [(2, 5, "AL103", f"看不见的字符 {name}")] == [
        (one.line, one.column, one.code, one.message)
        for one in read(f"a: b\nc: 甲{character}乙\n")[1]
    ]


@both_parsers
@pytest.mark.parametrize(
    "escape",
    [
        *(r"\0", r"\a", r"\b", r"\e", r"\v", r"\f", r"\r", r"\t", r"\N", r"\L", r"\P", r"\_"),
        *(r"\x00", r"\x7f", r"\u200b", r"\u202e", r"\u2066", r"\u3000", r"\uFEFF", r"\U000E0041"),
    ],
)
def test_escaped_invisible_characters(escape: str) -> None:
    """An escape brings none of them past the reader, in a value or in a key."""
    assert [("AL103", 2, 4)] == placed(f'a: b\nc: "甲{escape}乙"\n')
    assert [("AL103", 2, 1)] == placed(f'a: b\n"c{escape}": 甲\n')


@both_parsers
@pytest.mark.parametrize("escape", [r"\ud800", r"\udfff", r"\U0000D83D", r"\ud83d\ude00"])
def test_escaped_surrogates(escape: str) -> None:
    """No escape makes half a character: one parser refuses it, behind the other we do."""
    [(code, line, _)] = placed(f'a: b\nc: "{escape}"\n')

    assert (True, 2) == (code in {"AL103", "AL105"}, line)


def test_line_end_escape() -> None:
    """The escape for a line end is a line end."""
    assert {"a": "甲\n乙"} == data_of('a: "甲\\n乙"\n')


@pytest.mark.parametrize(
    "blank", ["\t", "\u00a0", "\u2003", "\u200a", "\u202f", "\u205f", "\u3000"]
)
def test_confusable_blanks(blank: str) -> None:
    """Blanks that only look like a space are refused at their place, in indentation and in text."""
    assert [("AL104", 2, 1), ("AL104", 3, 4)] == placed(f"a:\n{blank}b: c\nd: {blank}e\n")


def test_reports_have_a_limit() -> None:
    """Wrong blanks are reported once a line, in twenty lines at most, not by the thousand."""
    assert [("AL104", line, 3) for line in range(1, MAX_REPORTS + 1)] == placed(
        "a:\u3000\u3000b\u00a0\n" * 500
    )


def test_names_of_blanks() -> None:
    """A blank that editors know has the name that they know it by, and others their number."""
    assert ["制表符（Tab）", "全角空格", "不换行空格", " U+2003"] == [
        one.message.removeprefix("这里的空白是").removesuffix("，不是普通空格")
        for one in read("a:\tb\nc:\u3000d\ne:\u00a0f\ng:\u2003h\n")[1]
    ]


@both_parsers
def test_old_line_ends() -> None:
    """Carriage returns alone are line ends where a file has no others."""
    assert {"a": "甲", "b": "乙"} == data_of("a: 甲\rb: 乙\r")


def test_files_of_a_word_processor() -> None:
    """A document under the name of a record is called what it is."""
    [problem] = read(b"PK\x03\x04\x14\x00\x06\x00")[1]

    assert ("AL101", "这是 Word 文档或压缩文件，不是文本") == (problem.code, problem.message)


# Refused: what YAML can do and a record need not


def billion_laughs() -> str:
    """Give the classic: nine lists of nine references to the list before."""
    lines = ["a0: &a0 [x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 10)]
    return "\n".join(lines)


def merge_bomb() -> str:
    """Give the short one that takes a minute in `safe_load`: merge keys, doubling each time."""
    lines = ["a0: &a0 {k0: v}"]
    lines += [f"a{n}: &a{n} {{<<: [*a{n - 1}, *a{n - 1}], k{n}: v}}" for n in range(1, 26)]
    return "\n".join(lines)


@both_parsers
@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        (billion_laughs(), "AL106", 1, 5),
        (merge_bomb(), "AL106", 1, 5),
        ("a: &x b\n", "AL106", 1, 4),
        ("a: *x\n", "AL106", 1, 4),
        ("&x a: b\n", "AL106", 1, 1),
        ("*x : b\n", "AL106", 1, 1),
        ("a: b\n<<: *a\n", "AL106", 2, 5),
        ("a: !!str b\n", "AL106", 1, 4),
        ("a: !<tag:yaml.org,2002:int> 1\n", "AL106", 1, 4),
        ("!!python/object/apply:os.system ['true']\n", "AL106", 1, 1),
        ("a: !x [b]\n", "AL106", 1, 4),
        ("!x a: b\n", "AL106", 1, 1),
        ("%YAML 1.1\n---\na: b\n", "AL106", 1, 1),
        ("%TAG ! tag:x,2000:\n---\na: b\n", "AL106", 1, 1),
        ("a: b\n---\nc: d\n", "AL106", 2, 1),
        ("a: b\n...\n---\nc: d\n", "AL106", 3, 1),
        ("? [a]\n: b\n", "AL106", 1, 3),
        ("{{a: b}: c}\n", "AL106", 1, 2),
        ("[" * 60_000, "AL107", 1, MAX_DEPTH + 1),
        ("- " * 30_000, "AL107", 1, 2 * MAX_DEPTH + 1),
        ("{a: " * 15_000, "AL107", 1, 4 * MAX_DEPTH + 1),
        ("[{a: " * 12_000, "AL107", 1, 5 * MAX_DEPTH // 2 + 1),
        ("[" + "a," * MAX_NODES + "]", "AL107", 1, 2 * MAX_NODES),
        ("\n".join(f"k{n}: v" for n in range(MAX_NODES)), "AL107", MAX_NODES, 8),
    ],
    ids=lambda value: value[:20] if isinstance(value, str) else None,
)
def test_refused(text: str, code: str, line: int, column: int) -> None:
    """Every feature that a record has no use for is refused where it first shows."""
    assert [(code, line, column)] == placed(text)


@both_parsers
@pytest.mark.parametrize("text", ["{" * 60_000, "? " * 30_000, "[?" * 30_000, "-\n" * 6_000])
def test_other_bombs(text: str) -> None:
    """Deep and long nonsense of any kind is an error, and the process lives."""
    assert {"AL105", "AL106", "AL107"} >= {code for code, _, _ in placed(text)} != set()


@both_parsers
def test_depth_that_a_record_may_have() -> None:
    """Sixteen levels are read."""
    assert MAX_DEPTH - 1 == str(data_of("[" * (MAX_DEPTH - 1) + "a" + "]" * (MAX_DEPTH - 1))).count(
        "["
    )


@both_parsers
def test_duplicate_keys() -> None:
    """A key that stands twice is an error that names both lines, at any depth; the first counts."""
    document, problems = read("a: 1\nb:\n  - c: 2\n    d: 3\n    c: 4\na: 5\nA: 6\n")

    assert [
        (5, 5, "AL108", "“c”在第 3 行和第 5 行写了两次"),
        (6, 1, "AL108", "“a”在第 1 行和第 6 行写了两次"),
    ] == [(one.line, one.column, one.code, one.message) for one in problems]
    assert {"a": "1", "b": [{"c": "2", "d": "3"}], "A": "6"} == document.data


@both_parsers
def test_duplicate_after_composing() -> None:
    """Two keys that look the same are the same, however they are encoded."""
    assert [("AL108", 2, 1)] == placed("\u00e9: 1\ne\u0301: 2\n")


@both_parsers
@pytest.mark.parametrize(
    ("text", "line", "column"),
    [
        ("a: 项目 #3 完成\n", 1, 6),
        ("a: 甲\n  项目 #3\nb: c\n", 2, 5),
        ("- 😀 #b\n", 1, 4),
        ("a: [甲 #3\n, 乙]\n", 1, 6),
        ("a: #3\n", 1, 3),
    ],
)
def test_lost_text(text: str, line: int, column: int) -> None:
    """Text that YAML would take for a comment is warned of where it begins."""
    assert [("AL110", line, column)] == placed(text)


@both_parsers
@pytest.mark.parametrize(
    "text",
    [
        "a: b # 注释\n",
        "# 注释\na: b\n",
        'a: "项目 #3"\n',
        "a: 项目#3\n",
        "a: |\n  项目 #3\n",
        "a: b #\n",
    ],
)
def test_comments(text: str) -> None:
    """Real comments, and number signs that are kept, are not warned of."""
    assert [] == placed(text)


@pytest.mark.parametrize(
    ("text", "line", "column", "key"),
    [
        ("title：党建\nsummary: x\n", 1, 6, "title"),
        ("a: b\nlist:\n  - name：甲\n    role: x\n", 3, 9, "name"),
        ("a: b\n类别：机关\nc: d\n", 2, 3, "类别"),
    ],
)
def test_full_width_colon(text: str, line: int, column: int, key: str) -> None:
    """A full-width colon behind a key is pointed at, with the key as it should be."""
    [problem] = read(text)[1]

    assert ("AL109", line, column) == (problem.code, problem.line, problem.column)
    assert f"{key}: 内容" == problem.hint


@pytest.mark.parametrize(
    "record",
    # Which of the two refuses half a character, the parser or our reader, is told above.
    [one for one in golden_records() if one.name != "AL105-escaped-surrogate"],
    ids=lambda record: record.name,
)
def test_both_parsers_say_the_same(record: Golden) -> None:
    """An editor hears the same of a record wherever it is read, with libyaml or without."""
    answers = []
    for loader in PARSERS.values():
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(strict_yaml, "_Loader", loader)
            answers.append(record.answer())

    assert answers[0] == answers[1]


# Whatever the bytes


@st.composite
def mutants(draw: st.DrawFn) -> bytes:
    """Give a published record with a few pieces cut, moved, doubled or overwritten."""
    raw = draw(st.sampled_from(REAL))
    for _ in range(draw(st.integers(1, 5))):
        start = draw(st.integers(0, len(raw)))
        end = min(len(raw), start + draw(st.integers(0, 40)))
        put = draw(st.sampled_from(PIECES) | st.binary(max_size=4) | st.just(raw[start:end] * 2))
        raw = raw[:start] + put + raw[end:]
    return raw


PIECES = [
    *(b"\n", b"\n\n", b"  ", b"\t", b": ", b"- ", b"[", b"]", b"{", b"}", b"'", b'"', b"|\n", b">"),
    *(b"&a ", b"*a", b"!x ", b"<<: ", b"---\n", b"...", b"%YAML", b"? ", b"#", b" #", b"\\u", b"@"),
    *("：".encode(), "\u3000".encode(), "\u200b".encode(), b"\r", b"\x00", b"\xff", b"list: x\n"),
]
yamlish = st.lists(
    st.sampled_from([one.decode("latin-1") for one in PIECES])
    | st.sampled_from(["title", "tags", "metrics", "regions", "curation", "sources", "甲", "2023"])
    | st.text(max_size=3)
).map("".join)


@example(b"list: x\n")
@example(b"regions: {list: {word: x}}\n")
@example(b"\xef\xbb\xbf")
@given(st.binary() | yamlish.map(lambda text: text.encode("utf-8", "surrogatepass")) | mutants())
def test_any_bytes(raw: bytes) -> None:
    """Any bytes whatsoever give a case, or problems that point into the file, never a crash."""
    parsed = parse(source(raw))
    lines = raw.count(b"\n") + raw.count(b"\r") + 1

    assert (parsed.record is None) == any(one.severity == "error" for one in parsed.problems)
    assert [] == [
        one
        for one in parsed.problems
        if one.code not in CODES
        or one.file != "cases/2023/a-case.yml"
        or not 1 <= one.line <= lines + 1
        or one.column < 1
        or not one.message
    ]


@given(st.binary() | yamlish.map(lambda text: text.encode("utf-8", "surrogatepass")))
def test_any_bytes_as_a_vocabulary(raw: bytes) -> None:
    """Any bytes whatsoever give a vocabulary or problems, too."""
    terms, problems = parse_terms(source(raw, "cases/_vocab/tags.yml"))

    assert terms.terms == () or not [one for one in problems if one.severity == "error"]


@given(st.binary() | yamlish.map(lambda text: text.encode("utf-8", "surrogatepass")) | mutants())
def test_any_bytes_through_the_slow_parser(raw: bytes) -> None:
    """Where libyaml is missing, the Python parser gives a case or problems, too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(strict_yaml, "_Loader", yaml.SafeLoader)
        parsed = parse(source(raw))

    assert (parsed.record is None) == any(one.severity == "error" for one in parsed.problems)


sound = st.text(
    st.sampled_from("\n :#-?'\"\\|>{}[]&*!%@`,0e~=<")
    | st.characters(exclude_categories=["C", "Z"]),
    max_size=8,
).filter(
    lambda text: (
        unicodedata.is_normalized("NFC", text)
        and not re.search(
            "[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\uffa0\ufffd]", text
        )
    )
)


@given(st.recursive(sound, lambda inner: st.lists(inner, max_size=3)))
def test_texts_come_back(data: Any) -> None:
    """What is written as quoted YAML is read back the same."""
    text = yaml.safe_dump({"a": data}, allow_unicode=True, default_style='"', width=9999)

    assert {"a": data} == data_of(text)


def leaves(data: Any) -> Iterator[Any]:
    """Give all that is neither list nor mapping."""
    if isinstance(data, dict | list):
        for one in data.values() if isinstance(data, dict) else data:
            yield from leaves(one)
    else:
        yield data


@given(mutants())
def test_only_texts(raw: bytes) -> None:
    """Whatever is read consists of texts and holes, never of numbers, truths or dates."""
    document, _ = read(raw)

    assert {str, type(None)} >= {type(leaf) for leaf in leaves(document.data)}
