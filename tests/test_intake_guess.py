"""What an editor relies on in a draft: what is guessed is there, and said to be a guess."""

import re
from dataclasses import replace
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.intake import score
from generator import pipeline, strict_yaml
from generator.comments import IMPORTED
from generator.comments import read as read_comments
from generator.intake import draft
from generator.intake.clean import clean
from generator.intake.evidence import Sentence
from generator.intake.figures import metrics
from generator.intake.guess import Guesses, guess
from generator.intake.headings import heading_of, kind
from generator.intake.lines import Cleaned, Line, Removal
from generator.intake.masks import mask
from generator.intake.numbers import integer, numbers
from generator.intake.places import Places
from generator.intake.report import figure, report
from generator.parse import Source
from tests.factories import ROOT, gazetteer, library, library_inputs

TODAY = "2026-11-22"
GOLDEN = sorted((ROOT / "tests" / "golden" / "intake" / "guess").glob("*.yml"))


@cache
def golden(path: Path) -> dict[str, Any]:
    """Read a golden file: a text, and what a careful reader finds in it."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


@cache
def places() -> Places:
    """Make the gazetteer's names ready, once for all tests."""
    return Places(gazetteer())


def cleaned(text: str) -> Cleaned:
    """Clean a text."""
    lines = tuple(Line(number, line) for number, line in enumerate(text.split("\n"), 1))
    return clean(Cleaned(lines, ()), gazetteer())


def guessed(text: str) -> Guesses:
    """Guess as importing does."""
    return guess(cleaned(text).lines, library().vocabularies, places(), TODAY)


def codes(text: str, file: str = "cases/2026/a-draft.yml") -> set[str]:
    """Check a record against the published library; give the codes of its own problems."""
    inputs = library_inputs()
    added = replace(inputs, records=(*inputs.records, Source(file, text.encode())))
    return {one.code for one in pipeline.read(added, TODAY).problems if one.file == file}


def values(guesses: Guesses, *path: str | int) -> list[Any]:
    """Give the values that are guessed for a key."""
    return [one.value for one in guesses.at(*path)]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_figures(path: Path) -> None:
    """Every figure is found with its unit, qualifier and change, and nothing else is taken for one.

    `missed` are those that a golden file knows to be beyond reach.
    """
    case = golden(path)
    found = score(case["expect"]["figures"], values(guessed(case["text"]), "metrics"))

    assert case["expect"].get("missed", []) == list(found.missed)
    assert () == found.false


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_head_and_foot(path: Path) -> None:
    """Title, publisher, date and writers are those that the head and the foot name."""
    case = golden(path)
    guesses = guessed(case["text"])
    writers = [f"{one['role']} {one['name']}" for one in values(guesses, "sources", 0, "authors")]

    assert case["expect"]["title"] == guesses.title
    assert [case["expect"][key] for key in ("publisher", "published") if key in case["expect"]] == [
        value for key in ("publisher", "published") for value in values(guesses, "sources", 0, key)
    ]
    assert case["expect"].get("authors", []) == writers


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_parts(path: Path) -> None:
    """Each line of the text is put to the part of the case that its headings tell."""
    case = golden(path)
    told = guessed(case["text"]).parts
    found: dict[str, Any] = {
        "background": [line.number for line in told.background],
        "practices": {one.title: [line.number for line in one.lines] for one in told.practices},
        "outcomes": [line.number for line in told.outcomes],
        "lessons": [line.number for line in told.lessons],
    }

    assert case["expect"]["parts"] == {key: value for key, value in found.items() if value}


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_names_and_places(path: Path) -> None:
    """Who did it comes first, where is told in full, and what has a name is named."""
    expected = golden(path)["expect"]
    guesses = guessed(golden(path)["text"])
    bodies = [one["name"] for one in values(guesses, "organizations")]
    brands = [one["name"] for one in values(guesses, "brand")]
    regions = values(guesses, "regions")

    assert expected["organizations"][0] == bodies[0]
    assert [] == [name for name in expected["organizations"] if name not in bodies]
    assert expected["regions"] == (regions[0] if regions == ["undisclosed"] else regions)
    assert expected.get("brand", "") == "".join(brands)
    assert expected.get("platforms", []) == [one["name"] for one in values(guesses, "platforms")]
    assert expected.get("honors", []) == [one["name"] for one in values(guesses, "honors")]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_a_draft_passes_the_check(path: Path) -> None:
    """A fresh draft has nothing wrong with it but what is still to be written."""
    guesses = guessed(golden(path)["text"])
    file = f"cases/{draft.year(guesses, TODAY)}/a-draft.yml"

    assert {"AL701"} == codes(draft.write(guesses, TODAY), file)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_no_sentence_of_the_source_is_a_value(path: Path) -> None:
    """A draft keeps the source's sentences as comments: nobody publishes one by oversight."""
    text = golden(path)["text"]
    guesses = guessed(text)
    document, _ = strict_yaml.read("a.yml", draft.write(guesses, TODAY).encode())
    told = {guesses.title, *(one.title for one in guesses.parts.practices)}
    shown = [value for value in _texts(document.data) if value not in told]

    assert [] == [value for value in shown if len(value) > 40]
    assert [] == [value for value in shown if re.search("[。；]", value)]


def _texts(data: Any) -> list[str]:
    parts = data.values() if isinstance(data, dict) else data if isinstance(data, list) else ()
    return [data] if isinstance(data, str) else [text for part in parts for text in _texts(part)]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_every_guess_says_so(path: Path) -> None:
    """Beside each guess of a draft stands that it is one, with the source's line and words."""
    guesses = guessed(golden(path)["text"])
    text = draft.write(guesses, TODAY)
    document, _ = strict_yaml.read("a.yml", text.encode())
    comments = [one for held in read_comments(text, document).values() for one in held]
    said = [one for one in comments if one.startswith("猜测：")]
    facts = [one for one in guesses.facts if one.path[0] != "metrics"]
    # Figures of one sentence share a comment.
    shared = groupby(guesses.at("metrics"), key=lambda one: (one.line, one.evidence))

    assert len(facts) + len(list(shared)) + len(["来源的类型"]) == len(said)
    assert ["猜测：来源的类型，请核实"] == [
        one for one in said if not re.search("（原文第 [0-9]+ 行：“.+”）$", one)
    ]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_what_an_import_notes_is_known_again(path: Path) -> None:
    """Every comment of a draft is told from an editor's own, so that none is published."""
    text = draft.write(guessed(golden(path)["text"]), TODAY)
    document, _ = strict_yaml.read("a.yml", text.encode())
    comments = [one for held in read_comments(text, document).values() for one in held]

    assert comments
    assert [] == [one for one in comments if not re.match(IMPORTED, one)]


def test_all_of_the_text_stands_beside_the_draft() -> None:
    """Each paragraph of the source is among the comments, whole, where it is to be rewritten."""
    text = golden(GOLDEN[0])["text"]
    comments = re.sub("\n *# > ", "", draft.write(guessed(text), TODAY))

    for line in cleaned(text).lines[2:-1]:
        if len(line.text) > 30:
            assert line.text.replace(" ", "") in comments.replace(" ", "")


HAN = st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), max_size=12)
PIECES = st.sampled_from(
    [
        *(
            "一、",
            "（一）",
            "(1)",
            "1.",
            "一是",
            "二是",
            "党建+",
            "案例背景",
            "主要做法",
            "主要成效",
        ),
        *("经验启示", "品牌", "“领航”", "”", "“", "《", "》", "平台", "系统", "获评", "先进集体"),
        *(
            "招远市",
            "鼓楼区",
            "某市",
            "交通运输局",
            "有限公司",
            "党支部",
            "2024年",
            "7月",
            "2023-03-03",
        ),
        *(
            "去年",
            "同比增长",
            "下降",
            "12%",
            "百分之三",
            "近三万",
            "10万余名",
            "3千",
            "1,234.5",
            "万元",
        ),
        *(
            "余次",
            "企业家、",
            "车辆辆",
            "超",
            "约",
            "%",
            "、",
            "，",
            "。",
            "；",
            "：",
            "#",
            "- ",
            "|",
            "{}",
        ),
        *(
            "[]",
            "'",
            '"',
            "\\",
            "\t",
            "\u3000",
            "\u200b",
            "\u202e",
            "\x00",
            "\ufeff",
            "@",
        ),
        *(
            "通讯员",
            "记者",
            "来源：",
            "作者：",
            "（",
            "）",
            "1" * 26,
            "亿亿",
            "万万",
            "零",
            "两",
            "百",
            "`",
        ),
        *("一百零五", "第三", "XX", "**", "24小时", " "),
    ]
)
TEXTS = st.lists(st.one_of(HAN, PIECES, st.just("\n"), st.text(max_size=5)), max_size=60)


@given(TEXTS)
def test_any_text_gives_a_draft_that_is_read(pieces: list[str]) -> None:
    """Whatever a text is, its draft passes the strict reader and the check, notes aside."""
    guesses = guessed("".join(pieces))
    text = draft.write(guesses, TODAY)
    file = f"cases/{draft.year(guesses, TODAY)}/a-draft.yml"

    assert [] == strict_yaml.read(file, text.encode())[1]
    assert codes(text, file) <= {"AL701", "AL402", "AL403", "AL404", "AL405"}
    assert report("a.txt", file, cleaned("".join(pieces)), guesses)


def test_a_long_text_gives_a_draft_that_is_read() -> None:
    """A text of a book's length gives a draft, with as much of it as a record has room for."""
    text = draft.write(guessed(golden(GOLDEN[0])["text"] * 300), TODAY)

    assert {"AL701"} >= codes(text, "cases/2024/a-draft.yml")
    assert "略，见来源" in text


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("组织40余名骨干", ["40 余 名"]),
        ("结对货车司机10万余名", ["10万 余 名"]),
        ("全国有1700多万名司机", ["1700 多 万名"]),
        ("摸排192.8万名", ["192.8  万名"]),
        ("投资超过500亿元", ["500 超 亿元"]),
        ("接待约3200余人次", ["3200 约…余 人次"]),
        ("惠及近三万用户", ["3万 近 用户"]),
        ("一百三十余万人次", ["130 余 万人次"]),
        ("合格率98%以上", ["98 以上 %"]),
        ("每户增收60元左右", ["60 约 元"]),
        ("百分之九十五点五的村", ["95.5  %"]),
        ("粉丝达41万，阅读量", ["41万  "]),
        ("农机143台（套）", ["143  台（套）"]),
        ("设５个窗口", ["5  个"]),
        ("3千余人", ["3000 余 人"]),
        ("三方共同签署，两家公司", ["3  方", "2  家"]),
        ("达到“2个100%”", ["100  %"]),
        ("处理好“三组关系”", ["3  组"]),
        ("5大功能区以及设备", ["5  大功能区"]),
        ("三年行动、十四五、二十大、十余年", []),
        ("2023年3月3日14:33、去年3月6日上午9时", []),
        ("第五党支部、第1届、90后、24小时、7×24小时", []),
        ("“1+1+1”“12345”3+1+N、G60、5A级、81890热线", []),
        ("“五心五强”、一是、一个、七个一、两个维护、《三十条》", []),
        ("三门峡市、五家渠市、12部门、每2公里一名", []),
        ("〔2023〕12号、8号线、三级医院、1对1", []),
    ],
)
def test_numbers(text: str, found: list[str]) -> None:
    """What is counted is told from dates, names and slogans, with qualifier and unit as written."""
    assert found == [f"{one.value} {one.qualifier} {one.unit}" for one in numbers(mask(text))]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("二十", 20),
        ("十二", 12),
        ("一千零八十", 1080),
        ("三万五千", 35_000),
        ("百", 100),
        ("三四", None),
    ],
)
def test_numerals(numeral: str, value: int | None) -> None:
    """A numeral in characters has the value that readers give it, and 三四 has none."""
    assert value == integer(numeral)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("完成投资47.54亿元，同比增长201%", ["47.54亿元，同比增长201%"]),
        ("办理时限压减87.5%、材料精简37.5%", ["下降87.5%", "下降37.5%"]),
        ("净增主体190家、同比增长超12%", ["190家，同比增长超12%"]),
        ("满意度由86.2%提升至97.5%", ["86.2%", "97.5%"]),
        (
            "达标率94.1%、优良率88.2%，分别同比上升2%、3%",
            ["94.1%，同比增长2%", "88.2%，同比增长3%"],
        ),
        ("收入比2019年翻了两番", ["较基期增长2番"]),
        ("车辆数较去年同期减少3起", ["同比下降3起"]),
        ("接待约3200余人次，合格率98%以上", ["约3200余人次", "98%以上"]),
    ],
)
def test_changes(text: str, found: list[str]) -> None:
    """How far something moved is told from how large it is, and belongs to the figure before it."""
    made, _ = metrics([Sentence(1, text)])

    assert found == [figure(one.value) for one in made]


def test_holes_are_said() -> None:
    """Where a source lost its numbers, the unit stays and the hole is said, never filled."""
    made, _ = metrics([Sentence(1, "现有企业家、车辆辆，先后开展行动余次，违章率分别下降%、%。")])

    assert [("家", True), ("辆", True), ("次", True), ("%", True), ("%", True)] == [
        (one.value["unit"], "missing" in one.value) for one in made
    ]


def test_words_are_no_holes() -> None:
    """In a text with all its numbers, a word that ends like a unit is a word."""
    made, _ = metrics([Sentence(1, "现有企业家、专家和农户，建立平台，完善事项，服务客户。")])

    assert () == made


@pytest.mark.parametrize(
    ("line", "opens"),
    [
        ("一、案例背景", "background"),
        ("（一）主要做法：", "practices"),
        ("【经验做法】", "practices"),
        ("三、取得的主要成效", "outcomes"),
        ("四、几点启示", "lessons"),
        ("二、把支部建在车轮上", None),
    ],
)
def test_headings(line: str, opens: str | None) -> None:
    """The part that a heading opens is told by its words, whatever its number or brackets."""
    heading = heading_of(Line(1, line))

    assert heading
    assert opens == kind(heading)


def test_headings_below_a_practice_are_told() -> None:
    """A practice that has headings of its own may be several, which a person decides."""
    text = (
        "让老渠重新流水\n\n一、把水引进来\n（一）修闸门。新修闸门8座。\n（二）清沟渠。清沟渠12公里。\n"
        "二、把水管起来\n村里选出管水员9名，轮流值守。"
    )
    told = [one.about for one in guessed(text).doubts if "还有小标题" in one.about]

    assert ["“把水引进来”里还有小标题，可以分成几条：修闸门；清沟渠"] == told


def test_ranges_are_doubted() -> None:
    """A range is no figure of a record: it is shown for a person to decide."""
    made, doubts = metrics([Sentence(1, "每组3—5名队员，走访20至30户，持续5-7月，2020-2023年。")])

    assert () == made
    assert [f"数字是一个范围，没有采用：“{one}”" for one in ("3—5名", "20至30户")] == [
        one.about for one in doubts
    ]


def test_an_ambiguous_place_is_doubted() -> None:
    """A name of several places gives its candidates to choose from, and no region."""
    guesses = guessed("鼓楼区社区治理\n\n鼓楼区民政局推进养老服务，建成站点12个，服务老人。")

    assert [] == values(guesses, "regions")
    assert [True] == ["江苏省南京市鼓楼区 320106" in one.about for one in guesses.doubts][:1]


def test_an_ambiguous_place_is_known_by_its_city() -> None:
    """A name of several places is no riddle where the text names the city."""
    guesses = guessed("鼓楼区社区治理\n\n南京市鼓楼区民政局推进养老服务，建成站点12个，服务老人。")

    assert ["江苏省南京市鼓楼区"] == values(guesses, "regions")


def test_injected_names_are_no_places() -> None:
    """A run of place names that a web page was stuffed with decides nothing."""
    noise = "昆山市| 长宁区| 马边县| 嘉峪关市| 河东区| 泾县| 霸州市| 凤台县| 邛崃市| 阳春市|"
    guesses = guessed(f"{golden(GOLDEN[0])['text']}\n{noise}")

    assert golden(GOLDEN[0])["expect"]["regions"] == values(guesses, "regions")


def test_a_date_in_the_story_is_no_date_of_publication() -> None:
    """Without a line that tells it, a source has no date, and the draft lies in today's year."""
    guesses = guessed(
        "支部里的新办法\n\n2019年3月5日，支部召开会议，决定每周走访群众。会后立即行动。"
    )

    assert [] == values(guesses, "sources", 0, "published")
    assert "2026" == draft.year(guesses, TODAY)


def test_a_date_to_come_is_not_taken() -> None:
    """A date after today is a slip, and is left to the editor."""
    guesses = guessed(
        "支部里的新办法\n2031-01-01  来源：示例报\n\n支部召开会议，决定每周走访群众。"
    )

    assert [] == values(guesses, "sources", 0, "published")


def test_the_report_lists_every_removal() -> None:
    """Nothing is cut silently: each removal is in the report with its kind, line and text."""
    done = Cleaned(
        (Line(1, "标题"),),
        (
            Removal(3, "拼音注音", "(àn)"),
            Removal(9, "半角标点", "来,宁", "来，宁"),
            Removal(3, "拼音注音", "(dào)"),
        ),
    )
    said = report("a.txt", "cases/2026/a.yml", done, guessed("标题"))

    assert "【清理】3 处\n  拼音注音 2 处：\n    第 3 行  (àn)；(dào)\n" in said
    assert "  半角标点 1 处：\n    第 9 行  来,宁 → 来，宁\n" in said


def test_what_was_cut_comes_before_what_was_changed() -> None:
    """Punctuation set right, often a hundred times, does not hide in the report what was cut."""
    done = Cleaned(
        (Line(1, "标题"),),
        (Removal(2, "半角标点", "来,宁", "来，宁"), Removal(9, "广告联系", "详询服务台")),
    )
    said = report("a.txt", "cases/2026/a.yml", done, guessed("标题"))

    assert said.index("广告联系 1 处") < said.index("半角标点 1 处")


def test_a_draft_says_how_it_is_written() -> None:
    """The head of a draft tells who does not know the format how paragraphs are written."""
    text = draft.write(guessed("支部里的新办法\n\n支部召开会议，每周走访群众。"), TODAY)

    said = "# 导入说明：写正文时，冒号后面写 |，从下一行起每行比键多空 2 格，段落之间空一行。"
    assert said in text.split("\n")


def test_a_system_of_unknown_kind_asks_for_it() -> None:
    """A system whose kind no word tells stands in the draft with the kind to be filled in."""
    text = draft.write(guessed("社区食堂办起来\n\n街道自主研发“邻里灶台”平台，手机订餐。"), TODAY)

    assert "  - name: 邻里灶台\n    kind:\n    purpose:\n" in text
