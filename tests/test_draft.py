"""What an editor relies on in a new draft: sound from the first minute, and explained."""

import io
import re
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import draft, layout, mend, strict_yaml
from generator.dictionary import rows
from generator.draft import Answers
from generator.parse import Source, parse
from tests.factories import ROOT, gazetteer
from tests.test_build import tree
from tests.test_fmt import Run, Said, run

__all__ = ["run"]
TODAY = "2026-11-22"
ALL = Answers(
    title="小院议事厅：把矛盾解决在楼门口",
    organization="武汉市青山区某街道办事处",
    regions=("湖北省武汉市青山区", "420107"),
    source_title="楼门口的“议事厅”: 一线见闻",
    publisher="社区报",
    published="2023-06",
    url="https://www.example.cn/a?b=c",
)


def holes(answers: Answers) -> list[str]:
    """Give what a draft has still to say; nothing in it may be wrong."""
    source = Source("cases/2026/a.yml", draft.text(answers, TODAY).encode())
    problems = parse(source).problems
    assert {"AL701"} == {one.code for one in problems}
    return [found[1] for one in problems if (found := re.search("“(.*)”", one.message))]


# The text


def test_a_draft_without_answers() -> None:
    """A draft of which nothing is known lacks what every case must have, and is not wrong."""
    assert [
        *("title", "summary", "organizations 第 1 项 name", "category", "domain", "tags"),
        *("regions", "background", "practices 第 1 项 title", "practices 第 1 项 body", "outcomes"),
        *("sources 第 1 项 title", "sources 第 1 项 kind"),
    ] == holes(Answers())


def test_answers_stand_in_the_draft() -> None:
    """What was answered is in the draft; the rest is still to be said."""
    document, _ = strict_yaml.read("f.yml", draft.text(ALL, TODAY).encode())

    assert {
        "title": "小院议事厅：把矛盾解决在楼门口",
        "summary": None,
        "organizations": [{"name": "武汉市青山区某街道办事处"}],
        "category": None,
        "domain": None,
        "tags": None,
        "regions": ["湖北省武汉市青山区", "420107"],
        "background": None,
        "practices": [{"title": None, "body": None}],
        "outcomes": None,
        "sources": [
            {
                "title": "楼门口的“议事厅”: 一线见闻",
                "publisher": "社区报",
                "published": "2023-06",
                "url": "https://www.example.cn/a?b=c",
                "kind": None,
            }
        ],
        "curation": {"status": "draft", "added": TODAY},
    } == document.data


def test_hidden_places() -> None:
    """A source that hides its place is said to."""
    document, _ = strict_yaml.read(
        "f.yml", draft.text(Answers(regions=("undisclosed",)), TODAY).encode()
    )

    assert isinstance(document.data, dict)
    assert "undisclosed" == document.data["regions"]


@pytest.mark.parametrize("answers", [Answers(), ALL])
def test_every_key_is_explained(answers: Answers) -> None:
    """The comments name and describe every key of a case and of its parts."""
    text = draft.text(answers, TODAY)
    explained = [row for row in rows() if len(row.path) <= 2]

    assert [] == [
        row.path for row in explained if f"{row.title}（" not in text and row.key not in text
    ]
    assert [] == [row.path for row in explained if row.description not in text]


def test_examples_can_be_used() -> None:
    """An example in the comments is right content as soon as its number signs are taken off."""
    text = draft.text(Answers(), TODAY)
    examples = re.findall("去掉行首的 #：\n((?:# .*\n)+)", text)
    used = "".join(re.sub("^# ", "", one, flags=re.MULTILINE) for one in examples)
    document, problems = strict_yaml.read("f.yml", used.encode())

    assert [] == problems
    assert isinstance(document.data, dict)
    assert [row.key for row in rows() if len(row.path) == 1 and not row.required] == [
        *document.data
    ]
    assert [] == [
        row.key
        for row in rows()
        if len(row.path) == 1
        and not row.required
        and not _same(row.example, document.data[row.key])
    ]


def _same(example: object, found: object) -> bool:
    return example == (layout.tidy(found) if isinstance(found, str) else found)


texts = st.text("小院议事厅货 车:#-{}[],'\"&*!|>%@`A1", max_size=30)


@given(st.builds(Answers, title=texts, organization=texts, source_title=texts, publisher=texts))
def test_any_answers(answers: Answers) -> None:
    """Whatever is answered, the draft is in canonical form and wrong in nothing."""
    assert holes(answers)
    text = draft.text(answers, TODAY)
    outcome = mend.canonical(Source("cases/2026/a.yml", text.encode()))
    assert (False, False) == (outcome.changed, outcome.left)


# Its name


@pytest.mark.parametrize(
    ("title", "taken", "expected"),
    [
        ("货车司机党建", (), "huo-che-si-ji-dang-jian"),
        ("重庆市“G20”运输保障（2016年）", (), "chong-qing-shi-g20-yun-shu-bao-zhang-2016-nian"),
        ("绿色出行", (), "lv-se-chu-xing"),
        ("小院议事", ("xiao-yuan-yi-shi",), "xiao-yuan-yi-shi-2"),
        ("小院议事", ("xiao-yuan-yi-shi", "xiao-yuan-yi-shi-2"), "xiao-yuan-yi-shi-3"),
        ("社" * 20, (), "-".join(["she"] * 16)),
        ("社" * 20, ("-".join(["she"] * 16),), "-".join(["she"] * 15) + "-2"),
        ("a" * 80, (), "a" * 64),
        ("找13812341234", (), "zhao-138-1234"),
        ("！？", (), "anli"),
        ("！？", ("anli",), "anli-2"),
        ("Index", (), "index-2"),
        ("con", (), "con-2"),
    ],
)
def test_new_ids(title: str, taken: tuple[str, ...], expected: str) -> None:
    """An id is the title's pinyin, at most 64 characters, cut at a syllable, and free."""
    assert expected == draft.new_id(title, taken)


@given(st.text(max_size=40))
def test_any_title_gives_an_id(title: str) -> None:
    """An id made of any title may be a case's."""
    found = draft.new_id(title, ())

    assert () == draft.faults(Answers(title="甲", id=found), gazetteer(), TODAY)


# What is refused


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (ALL, []),
        (Answers(), []),
        (Answers(title="题" * 121), ["“title”有 121 字，最多 120 字"]),
        (
            Answers(published="2023年3月"),
            ["“sources 第 1 项 published”的格式不对：2023年3月，要用连字符写成年-月-日"],
        ),
        (Answers(published="去年"), ["“sources 第 1 项 published”的格式不对：去年"]),
        (
            Answers(url="www.example.cn"),
            ["“sources 第 1 项 url”的格式不对：www.example.cn，只收 https:// 开头的网址"],
        ),
        (Answers(regions=("鼓楼区",)), ["叫“鼓楼区”的地区有 4 个"]),
        (Answers(regions=("undisclosed", "山东省")), ["查不到地区“undisclosed”"]),
        (
            Answers(id="A b"),
            ["文件名“A b”不能作编号：只用小写字母、数字和连字符，不用保留名称"],
        ),
        (Answers(title="甲\udcff"), ["看不见的字符 U+FFFD"]),
        (Answers(published="2099"), ["2099 在将来"]),
        (Answers(title="甲\t乙"), ["这里的空白是制表符（Tab），不是普通空格"]),
    ],
)
def test_faults(answers: Answers, said: list[str]) -> None:
    """An answer that no record could hold is refused in the words of the check."""
    assert said == [one.message for one in draft.faults(answers, gazetteer(), TODAY)]


# The command


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A library with one case."""
    folder = tmp_path / "cases"
    name = "2017/ningbo-yunguan-dangjian-jia.yml"
    (folder / "_vocab").mkdir(parents=True)
    (folder / "2017").mkdir()
    text = (ROOT / "cases" / name).read_text(encoding="utf-8")
    (folder / name).write_text(text.replace("curation:\n", "aliases: [jiu]\ncuration:\n"), "utf-8")
    return folder


def test_new(run: Run, cases: Path) -> None:
    """`new` says where the draft is and what comes next; a second one gets a name of its own."""
    options = ("--title", "小院议事", "--published", "2019-05-01", "--region", "湖北省武汉市青山区")
    path = cases / "2019" / "xiao-yuan-yi-shi.yml"
    said = run("new", "--cases", cases, *options)

    assert (
        Said(
            0,
            f"已建好草稿：{path}\n"
            "下一步：用文本编辑器打开它，照里面的说明填写；\n"
            f"随时运行 anliku check {path}，看还有什么没有填。\n",
            "",
        )
        == said
    )
    before = tree(cases)
    run("new", "--cases", cases, *options)
    after = tree(cases)
    assert {"2019/xiao-yuan-yi-shi-2.yml"} == after.keys() - before.keys()
    assert before == {name: after[name] for name in before}
    assert 0 == run("check", path).status


def test_new_without_a_date(run: Run, cases: Path) -> None:
    """A draft whose source has no date lies in the year of its addition."""
    run("new", "--cases", cases, "--title", "甲", "--id", "xin")
    [path] = cases.rglob("xin.yml")

    assert f'added: "{path.parent.name}-' in path.read_text(encoding="utf-8")


@pytest.mark.parametrize("taken", ["ningbo-yunguan-dangjian-jia", "jiu"])
def test_an_id_that_is_taken(run: Run, cases: Path, taken: str) -> None:
    """An id that a case has or had is refused with the file that has it, and nothing is written."""
    before = tree(cases)
    file = "cases/2017/ningbo-yunguan-dangjian-jia.yml"

    assert Said(3, "", f"编号“{taken}”已经有了：{file}\n") == run(
        "new", "--cases", cases, "--title", "甲", "--id", taken
    )
    assert before == tree(cases)


def test_never_overwrites(run: Run, cases: Path) -> None:
    """What lies in the draft's place stays, also where it is no record."""
    (cases / "2020" / "xin.yml").mkdir(parents=True)

    assert Said(3, "", f"{cases / '2020' / 'xin.yml'} 已经有了，没有改动\n") == run(
        "new", "--cases", cases, "--title", "甲", "--id", "xin", "--published", "2020"
    )


def test_wrong_options(run: Run, cases: Path) -> None:
    """A wrong option is said with what right looks like, and nothing is written."""
    before = tree(cases)
    said = run("new", "--cases", cases, "--title", "甲", "--published", "2023/3/3")

    assert (2, "") == (said.status, said.out)
    assert '改法：published: "2023-03-03"' in said.err
    assert before == tree(cases)


@pytest.mark.parametrize("title", ["", " "])
def test_a_blank_title(run: Run, cases: Path, title: str) -> None:
    """A title of blanks is none, and nothing is written."""
    before = tree(cases)
    said = run("new", "--cases", cases, "--title", title)

    assert (2, True) == (said.status, said.err.startswith("用法错误：缺少 --title"))
    assert before == tree(cases)


def test_questions(run: Run, cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """At a terminal `new` asks, again where an answer cannot be; most answers may be left out."""
    typed = io.StringIO(
        "\n小院议事\n\n鼓楼区\n江苏省南京市鼓楼区、湖北省\n来源标题\n\n2019年\n2019\n\n"
    )
    typed.isatty = lambda: True  # type: ignore[method-assign]  # a terminal that types
    monkeypatch.setattr(sys, "stdin", typed)
    said = run("new", "--cases", cases)
    document, _ = strict_yaml.read("f.yml", (cases / "2019" / "xiao-yuan-yi-shi.yml").read_bytes())

    assert 0 == said.status
    assert "标题要写，以后可以改。" in said.out
    assert "叫“鼓楼区”的地区有 4 个" in said.out
    assert '改法：published: "2019"' in said.out
    assert isinstance(document.data, dict)
    assert ["江苏省南京市鼓楼区", "湖北省"] == document.data["regions"]
    assert [{"title": "来源标题", "published": "2019", "kind": None}] == document.data["sources"]


def test_questions_without_an_end(run: Run, cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who leaves in the middle of the questions leaves nothing behind."""
    typed = io.StringIO("小院议事\n")
    typed.isatty = lambda: True  # type: ignore[method-assign]  # a terminal that types
    monkeypatch.setattr(sys, "stdin", typed)
    before = tree(cases)
    said = run("new", "--cases", cases)

    assert (3, "已停止。\n") == (said.status, said.err.lstrip("\n"))
    assert before == tree(cases)


def test_no_library(run: Run, tmp_path: Path) -> None:
    """Where there is no library, nothing is made."""
    assert Said(3, "", f"无法读取 {tmp_path / 'cases'}：没有这个文件或文件夹\n") == run(
        "new", "--cases", tmp_path / "cases", "--title", "甲"
    )
    assert [] == list(tmp_path.iterdir())
