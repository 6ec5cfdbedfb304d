"""What an editor relies on in the form: it reads, writes and checks as the command line does."""

import copy
import hashlib
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from generator import (
    check,
    comments,
    dictionary,
    form,
    layout,
    personal,
    pipeline,
    privacy,
    strict_yaml,
    style,
)
from generator.parse import parse
from generator.problems import errors
from tests.browser.conftest import Served
from tests.browser.record_page import SCRIPTS, answer, as_told, ask, open_page, write_page
from tests.factories import (
    ROOT,
    TODAY,
    Golden,
    gazetteer,
    golden_records,
    library_inputs,
    make_library,
    record,
    source,
)
from tests.test_layout import FLOW, noisy, paths_of, records, texts
from tests.test_personal import DATA, NOBODYS, SHOWN
from tests.test_style import LONG, SECTIONS

LAYOUT = sorted((ROOT / "tests" / "golden" / "layout").glob("*.yml"))
VENDORED = ROOT / "docs" / "assets" / "vendor" / "js-yaml"

# Golden layouts that the browser does not match, and why.
_UNWRITTEN = {
    "quotes-keys": "an object of JavaScript puts keys that are whole numbers first",
}

_BROKEN = (
    "ampersand asterisk at-sign backslash below-prose en-dash escaped-surrogate exclamation-mark "
    "extra-colon fence fence-at-end full-width-bar-and-colon full-width-brace full-width-bracket "
    "full-width-comma-in-braces key-out-of-line key-out-of-line-left no-brace no-colon "
    "open-bracket open-bracket-at-end open-quote open-quote-at-end open-quote-in-item "
    "part-in-quotes part-in-quotes-in-braces prose-in-item prose-not-indented "
    "prose-with-colon-without-bar prose-without-bar right-below-prose "
    "second-paragraph second-tight-dash text-behind-bracket tight-colon tight-colon-first-line "
    "tight-colon-in-item tight-dash uneven-list"
)
# Golden records that the browser answers in other words or not at all, and why.
_UNSAID = {
    **dict.fromkeys(
        [f"AL105-{name}" for name in _BROKEN.split()],
        "of broken YAML the browser says that it is broken, and where its parser gave up",
    ),
    **dict.fromkeys(
        ["AL109-chinese-key", "AL109-last-key-of-an-item", "AL109-one-key"],
        "a full-width colon that breaks the YAML is broken YAML there",
    ),
    **dict.fromkeys(
        ["AL101-gbk", "AL101-latin", "AL101-utf-16"], "the browser is given text, no bytes"
    ),
    **dict.fromkeys(
        [
            *("AL315-empty", "AL315-missing", "AL315-old-ids", "AL315-related", "AL315-repeated"),
            *("AL315-unknown-file", "AL315-yaml", "vocabulary-no-cascade", "vocabulary-no-list"),
            "vocabulary-unknown-key",
        ],
        "a site whose vocabularies are faulty is not built",
    ),
    "AL107-dashes": "the parser gives up one dash later",
    "AL302-unreadable-as-well": "what cannot be read is not checked",
    "AL310-taken": "a record whose file comes first hears of an old id that another has, too",
    "AL313-missing": "the browser does not know the pictures",
    "AL314-unused": "the browser does not know the pictures",
}


# What is never said in the browser, and why.
_NEVER_SAID = {
    "AL501": "the browser does not know the texts of other records",
    "AL502": "the browser does not know the sources of other records",
}


@pytest.fixture(scope="module")
def tab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """A tab on a bare page with the scripts and the rules of the golden records."""
    folder = tmp_path_factory.mktemp("record")
    write_page(folder)
    with Served(folder) as url:
        page = browser.new_page()
        open_page(page, url)
        yield page
        page.close()


def data_of(text: str) -> tuple[Any, dict[str, list[str]]]:
    """Read a sound text: its data, and its comments as the browser has them."""
    document, problems = strict_yaml.read("f.yml", text.encode())
    assert () == errors(problems)
    found = comments.read(text, document)
    return document.data, {as_key(path): list(lines) for path, lines in found.items()}


def as_key(path: tuple[Any, ...]) -> str:
    """Write a path as the browser does."""
    return json.dumps(path, ensure_ascii=False, separators=(",", ":"))


def read_there(tab: Page, cases: list[str]) -> list[tuple[Any, Any]]:
    """Read texts in the browser."""
    code = "(text) => { const { data, comments } = anliku.record.read(text, rules);"
    return [tuple(one) for one in ask(tab, f"{code} return [data, comments]; }}", cases)]


def write_there(tab: Page, cases: list[tuple[Any, Any]]) -> list[str]:
    """Write data with comments in the browser."""
    code = "([data, comments]) => anliku.record.write(data, comments, rules)"
    found: list[str] = ask(tab, code, cases)
    return found


# ------------------------------------------------------------------------------- read and write


def test_golden_layouts(tab: Page) -> None:
    """The browser writes each golden layout as the generator does, but for those that are named."""
    goldens = [yaml.safe_load(path.read_text(encoding="utf-8")) for path in LAYOUT]
    made = write_there(tab, read_there(tab, [one["input"] for one in goldens]))
    wrong = [
        path.stem
        for path, golden, text in zip(LAYOUT, goldens, made, strict=True)
        if text != golden["output"]
    ]

    assert list(_UNWRITTEN) == wrong


def test_library(tab: Page) -> None:
    """A record of the library is read in the browser with all its comments, and comes out alike."""
    cases = [one.raw.decode() for one in library_inputs().records]
    found = read_there(tab, cases)

    assert [data_of(text) for text in cases] == found
    assert [layout.write(data_of(text)[0]) for text in cases] == write_there(
        tab, [(data, {}) for data, _ in found]
    )


def test_readable_goldens(tab: Page) -> None:
    """Any golden record that can be read is read in the browser alike, comments and all."""
    raws = [raw for one in golden_records() for raw in one.files.values() if is_readable(raw)]
    cases = [strict_yaml.text_of(raw) for raw in raws]

    assert [data_of(text) for text in cases] == read_there(tab, cases)


def is_readable(raw: bytes) -> bool:
    """Tell whether the reader finds a mapping without an error."""
    document, problems = strict_yaml.read("f.yml", raw)
    return not errors(problems) and isinstance(document.data, dict)


def has_no_number(data: Any) -> bool:
    """Tell whether no key is a whole number: an object of JavaScript would put it first."""
    if isinstance(data, dict):
        return all(not key.isdecimal() and has_no_number(one) for key, one in data.items())
    return not isinstance(data, list) or all(has_no_number(one) for one in data)


@st.composite
def commented(draw: st.DrawFn) -> tuple[Any, dict[tuple[Any, ...], tuple[str, ...]]]:
    """Draw data of any shape, with comments at some places."""
    data = draw(records.filter(has_no_number))
    places = draw(st.lists(st.sampled_from([(), *paths_of(data)]), max_size=3, unique=True))
    return data, {place: (f"甲{number}", "# 乙 # 丙") for number, place in enumerate(places)}


@settings(max_examples=25)
@given(cases=st.lists(commented(), min_size=10, max_size=40))
def test_written_alike(tab: Page, cases: list[tuple[Any, Any]]) -> None:
    """Whatever the data and comments, the browser writes byte for byte what the generator does."""
    asked = [(data, {as_key(path): one for path, one in said.items()}) for data, said in cases]

    assert [layout.write(*case) for case in cases] == write_there(tab, asked)


@settings(max_examples=25)
@given(cases=st.lists(commented(), min_size=10, max_size=40))
def test_read_alike(tab: Page, cases: list[tuple[Any, Any]]) -> None:
    """What the generator writes is read in the browser with the same data and comments."""
    written = [layout.write(*case) for case in cases]

    assert [data_of(text) for text in written] == read_there(tab, written)


@settings(max_examples=25)
@given(draw=st.data())
def test_comments_read_alike(tab: Page, draw: st.DataObject) -> None:
    """A comment anywhere in an editor's file belongs to the same key in the browser."""
    cases = [noisy(FLOW, draw) for _ in range(5)]

    assert [data_of(text) for text in cases] == read_there(tab, cases)


# ------------------------------------------------------------------------------- check


def asked_of(golden: Golden) -> list[dict[str, Any]]:
    """Give each record of a golden one with all others as the library."""
    readable: dict[str, str] = {}
    for file, raw in golden.files.items():
        try:
            readable[file] = raw.decode()
        except UnicodeDecodeError:
            continue
    known = [
        {"id": Path(file).stem, "title": "", "file": file, **kept_of(golden, file)}
        for file in readable
        if "/_vocab/" not in file
    ]
    return [
        {"file": file, "text": text, "cases": [one for one in known if one["file"] != file]}
        for file, text in readable.items()
        if "/_vocab/" not in file
    ]


def kept_of(golden: Golden, file: str) -> dict[str, Any]:
    """Give the old ids and the status of a record; one that cannot be read may be published."""
    found = parse(next(one for one in golden.inputs().records if one.file == file)).record
    status = found.case.curation.status if found else "published"
    return {"aliases": list(found.case.aliases) if found else [], "status": status}


def test_golden_records(tab: Page) -> None:
    """The browser says of a golden record just what the command line says, or it is named why."""
    wrong = []
    for golden in golden_records():
        problems = pipeline.read(golden.inputs(), TODAY, closely=True).problems
        told = as_told(one for one in problems if one.code not in _NEVER_SAID)
        found = [one for problems in answer(tab, asked_of(golden)) for one in problems]
        if told != found:
            wrong.append(golden.name)

    assert sorted(_UNSAID) == sorted(wrong)


def test_what_is_broken_is_refused(tab: Page) -> None:
    """A text that the generator cannot read is not taken by the browser either."""
    broken = [one for one in golden_records() if one.name < "AL110" and one.name not in _UNREADABLE]
    answers = [problem for one in broken for problem in answer(tab, asked_of(one))]

    assert [] == [
        one.name
        for one, problems in zip(broken, answers, strict=True)
        if not any(problem["severity"] == "error" for problem in problems)
    ]


_UNREADABLE = ("AL101-gbk", "AL101-latin", "AL101-utf-16")

# What editors write into fields, sound or not.
_ODD = """
2022 2022-2 2022-02-30 2022-13 2022-02 2023-04-31 0000 9999-01-01 二〇二二年 2022年3月5日 ２０２２
“2022” 10万 1,20 约3,000余人 12％ 十几 undisclosed 保密 招远市 鼓楼区 江苏省鼓楼区 宁波 招源县 37
370685 山东省/招远市 火车司机 货车司机 huoche_siji Huoche huoche-sji con index a.PNG a.png ../b.jpg
机关 机关单位 省级 实施 参加 报纸 draft withdrawn http://a.cn https://a https://a.cn:x https://中.cn
https://a.cn:80/b?c#d https://u@a.cn https://A.cn:99999 https://[::1]/ [甲、乙] 甲，乙；丙 1 2 0 21
增长 同比 余 约…余 published constructor b-cas a-case
"""
odd = st.sampled_from(_ODD.split())
written = st.one_of(
    odd,
    texts,
    st.lists(odd, max_size=10),
    st.lists(st.dictionaries(st.sampled_from(["name", "nam", "角色", "role"]), odd), max_size=3),
    st.dictionaries(st.sampled_from(["from", "to", "status", "added", "名称"]), odd, max_size=3),
)
FIELDS = [
    *[(key,) for key in (*dictionary.keys_at(()), "标签", "Title", "lesson", "id")],
    *[("organizations", 0, key) for key in ("name", "role", "phone")],
    *[("period", key) for key in ("from", "to")],
    *[("sources", 0, key) for key in ("title", "published", "url", "kind", "authors")],
    *[("curation", key) for key in ("status", "added", "revised", "notes", "waivers")],
    *[("metrics", 0, key) for key in ("value", "unit", "qualifier", "missing", "year", "source")],
    *[("metrics", 0, "change", key) for key in ("value", "direction", "basis")],
    *[("tables", 0, key) for key in ("columns", "rows")],
    *[("platforms", 0, key) for key in ("kind", "region")],
    *[("honors", 0, key) for key in ("level", "year")],
]
WHOLE = record(
    period={"from": "2022", "to": "2023"},
    metrics=[{"label": "司机", "value": "12", "change": {"value": "3"}}],
    tables=[{"title": "表", "columns": ["甲", "乙"], "rows": [["1", "2"]]}],
    platforms=[{"name": "平台", "kind": "党建信息平台", "purpose": "用途"}],
    honors=[{"name": "荣誉", "level": "省级"}],
    related=["b-case"],
)


def put(data: Any, path: tuple[Any, ...], value: Any) -> None:
    """Put a value at a path, as far as the way there still is one."""
    for key in path[:-1]:
        there = key in data if isinstance(data, dict) else isinstance(data, list) and data[key:]
        if not there:
            return
        data = data[key]
    if isinstance(data, dict):
        data[path[-1]] = value


@st.composite
def slips(draw: st.DrawFn) -> str:
    """Draw a record or a draft with some fields that somebody got wrong, or left out."""
    data = copy.deepcopy(WHOLE)
    data["curation"]["status"] = draw(st.sampled_from(["published", "draft"]))
    for path in draw(st.lists(st.sampled_from(FIELDS), min_size=1, max_size=3)):
        put(data, path, draw(st.none() | written))
    for key in draw(st.lists(st.sampled_from(sorted(WHOLE)), max_size=1)):
        data.pop(key, None)
    return layout.write(data)


def told_of(text: str) -> list[dict[str, Any]]:
    """Give what the command line says of a record beside the golden vocabularies."""
    parsed = parse(source(text), VOCABULARIES.tags)
    found = [parsed.record] if parsed.record else []
    beside = check.check(found, VOCABULARIES, gazetteer(), frozenset(), TODAY, ["b-case"])
    advice = [one for record in found for one in style.check(record)]
    told = [*parsed.problems, *(one for one in beside if one.code != "AL313"), *advice]
    return as_told(map(privacy.hide, told))


VOCABULARIES = make_library().vocabularies
B_CASE = {"id": "b-case", "title": "", "file": "cases/2023/b-case.yml", "aliases": ["old-id"]}
B_CASE["status"] = "published"


@settings(max_examples=30)
@given(cases=st.lists(slips(), min_size=10, max_size=30))
def test_slips_told_alike(tab: Page, cases: list[str]) -> None:
    """Whatever an editor gets wrong in a field, the browser says it as the command line does."""
    asked = [{"file": "cases/2023/a-case.yml", "text": text, "cases": [B_CASE]} for text in cases]

    assert [told_of(text) for text in cases] == answer(tab, asked)


# What stands in texts beside what is personal, and what advice looks for.
_PIECES = """
电话 联系人： 热线12345 卡号 账户 元 余万元 人次 鲁 沪A D 挂 转801 https://a.cn/ www.b.cn/ @ ＠
q.com - — ( （ ） . ,123 2023-03-03 ＋86 +86 0535 010 8123456 62345678 95598 400-810-1234 5300
１３８ 4532015112830366 1381234 。 ； ！ ， “ ” 《 》 取得了显著成效 成效显著 取得明显成果
迈上新台阶 三十户 有力推动水利高质量发展 获得群众一致好评 36公里 县水局 某县水利局
某县水利局（以下简称“县水局”） 运输会 运输工会（简称为运输会） 𠮷 #电话 ١٢٣٤٥ 360426199101010071
+8610-62345678 “要求各地取得明显成果 《关于有力推动水利高质量发展 13812345678
"""
pieces = st.sampled_from([*_PIECES.split(), "\n\n", " # ", " "]) | st.one_of(*DATA.values())
# No numbers abroad, which begin with 00: their numbering plans are not known in the browser.
once = st.lists(pieces, min_size=1, max_size=8).map(
    lambda drawn: re.sub(r"(?<!\d)[0０]{2}", "10", "".join(drawn))
)
running = once | once.map(lambda text: f"{text}，{text}")


@settings(max_examples=25)
@given(cases=st.lists(running, min_size=20, max_size=60))
def test_personal_found_alike(tab: Page, cases: list[str]) -> None:
    """What is personal in a text is found and masked in the browser as in the command line."""
    code = """(text) => {
      const { find, hide } = anliku.record.masker(rules);
      const hits = find(text).map((hit) => [hit.code, text.slice(hit.start, hit.end), hit.shown]);
      return [hits, hide(text)];
    }"""
    hits = [
        [[one.code, text[one.start : one.end], one.shown] for one in personal.find(text)]
        for text in cases
    ]

    assert [[found, personal.hide(text)] for found, text in zip(hits, cases, strict=True)] == ask(
        tab, code, cases
    )


@settings(max_examples=25)
@given(cases=st.lists(running, min_size=20, max_size=60))
def test_expressions_match_alike(tab: Page, cases: list[str]) -> None:
    """A pattern that is written for the browser finds there what it finds here."""
    phrases = [re.compile(phrase) for phrase, _ in style.EMPTY_PHRASES]
    patterns = [*personal.PATTERNS.values(), privacy.COMMENT, style.FIGURE, style.DEFINED, *phrases]
    code = """([text, ...patterns]) => patterns.map((one) =>
      [...text.matchAll(anliku.record.expression(one))].map((found) => found[0]))"""
    asked = [[text, *map(form.expression, patterns)] for text in cases]

    assert [
        [[found[0] for found in one.finditer(text)] for one in patterns] for text in cases
    ] == ask(tab, code, asked)


@settings(max_examples=25)
@given(
    cases=st.lists(
        st.fixed_dictionaries(
            {
                "summary": running.map(lambda text: f"{text}{LONG}"[:300]),
                "background": running | running.map(lambda text: f"{LONG}{text}"),
                "outcomes": running,
                "lessons": running,
            }
        ),
        min_size=5,
        max_size=20,
    )
)
def test_texts_told_alike(tab: Page, cases: list[dict[str, str]]) -> None:
    """Personal data and advice have the same places and words in the browser, comments and all."""
    texts = [
        f"# 记录 {one['lessons'].splitlines()[0]}\n{layout.write(copy.deepcopy(WHOLE) | one)}"
        for one in cases
    ]
    asked = [{"file": "cases/2023/a-case.yml", "text": text, "cases": [B_CASE]} for text in texts]

    assert [told_of(text) for text in texts] == answer(tab, asked)


def test_personal_masked_alike(tab: Page) -> None:
    """What is personal is masked in the browser as everywhere; what only looks so stays."""
    cases = [*(text for text, _ in SHOWN), *NOBODYS]
    code = "(text) => anliku.record.masker(rules).hide(text)"

    assert [personal.hide(text) for text in cases] == ask(tab, code, cases)


def test_personal_abroad(tab: Page) -> None:
    """Only the command line knows telephones abroad."""
    text = "电话0065 61234567。"
    code = "(text) => anliku.record.masker(rules).find(text).length"

    assert (1, [0]) == (len(personal.find(text)), ask(tab, code, [text]))


def test_comments_typed(tab: Page) -> None:
    """Without a file, a comment with a number is told of at what it stands before."""
    code = """(data) => anliku.record.check(data, { id: "a-case", year: "2023", today, rules,
      comments: { '["sources",0]': ["采访", "打13812345678"] } })
      .map(({ code, path, message }) => [code, path, message])"""

    assert [["AL402", ["sources", 0], "含有电话号码 138****5678"]] == ask(
        tab, code, [record(**SECTIONS)]
    )[0]


def test_typed_characters(tab: Page) -> None:
    """What is typed into the form is searched for characters that the reader would refuse."""
    data = {**record(), "title": "　标题", "practices": [{"title": "一", "body": "甲\u200b乙"}]}
    code = """(data) => anliku.record.check(data, { id: "a-case", year: "2023", today, rules })
      .map(({ code, path, message }) => [code, path, message])"""

    assert [
        ["AL104", ["title"], "这里的空白是全角空格，不是普通空格"],
        ["AL103", ["practices", 0, "body"], "看不见的字符 U+200B"],
    ] == ask(tab, code, [data])[0]


def test_own_id(tab: Page) -> None:
    """A record that is corrected has its own id; a new one hears that the id is taken."""
    code = """([data, own]) => {
      const held = { id: "a-case", file: "cases/2023/a-case.yml", aliases: ["old-id"] };
      const place = { id: "a-case", year: "2023", today, own };
      const beside = { rules: { ...rules, cases: [held] }, regions };
      const found = anliku.record.check(data, { ...place, ...beside });
      return found.map((problem) => [problem.code, problem.message]);
    }"""
    data = record(**SECTIONS, aliases=["old-id"])

    assert [
        [],
        [
            ["AL301", "编号“a-case”也被 cases/2023/a-case.yml 使用"],
            ["AL310", "旧编号“old-id”是 cases/2023/a-case.yml 的编号或旧编号"],
        ],
    ] == ask(tab, code, [[data, "a-case"], [data, ""]])


def test_year_of(tab: Page) -> None:
    """The year of a record is that of its main source, else of its addition."""
    dated = {"sources": [{"published": "2023-03"}], "curation": {"added": "2026-11-22"}}
    cases = [dated, {**dated, "sources": [{}]}, {"sources": [{"published": "今年"}]}, {}]

    assert ["2023", "2026", "", ""] == ask(tab, "anliku.record.yearOf", cases)


# ------------------------------------------------------------------------------- the files


def test_vendored() -> None:
    """The parser is the released file that its note names, with its licence."""
    note = json.loads((VENDORED / "vendored.json").read_text(encoding="utf-8"))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in VENDORED.iterdir()
        if path.name != "vendored.json"
    }

    assert ("js-yaml", "5.5.0", "MIT") == (note["name"], note["version"], note["licence"])
    assert note["sha256"] == found


def test_nothing_else_is_loaded(browser: Browser, tmp_path: Path) -> None:
    """The page loads the scripts and nothing more, whatever a script's last line names."""
    write_page(tmp_path)
    asked: list[str] = []
    with Served(tmp_path) as url:
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url.removeprefix(url)))
        page.goto(f"{url}index.html", wait_until="networkidle")
        page.close()

    assert ["index.html", *(Path(name).name for name in SCRIPTS)] == [
        one for one in asked if not one.startswith("data:")
    ]


@pytest.mark.parametrize("name", SCRIPTS[1:])
def test_no_script_is_too_long(name: str) -> None:
    """A script can be read at one sitting."""
    text = (ROOT / "docs" / "assets" / name).read_text(encoding="utf-8")

    assert text.count("\n") <= 350
