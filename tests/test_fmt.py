"""What an editor relies on in `anliku fmt` and `check --fix`: what is written, said and left."""

import os
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from generator import cli, mend
from generator.parse import Source
from tests.factories import ROOT, record_text
from tests.test_build import tree
from tests.test_style import SECTIONS

SOUND = "2023/huoche-siji-dangjian-shidian.yml"


class Said(NamedTuple):
    """What a command answered."""

    status: object
    out: str
    err: str


Run = Callable[..., Said]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Give what runs the command in this process."""

    def anliku(*arguments: object) -> Said:
        monkeypatch.setattr(sys, "argv", ["anliku", *map(str, arguments)])
        status: object = 0
        try:
            cli.main()
        except SystemExit as ended:
            status = ended.code
        said = capsys.readouterr()
        return Said(status, said.out, said.err)

    return anliku


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A copy of the records that a test may change."""
    return Path(shutil.copytree(ROOT / "cases", tmp_path / "cases"))


def put(cases: Path, name: str, content: str | bytes) -> Path:
    """Write a file of a library."""
    path = cases / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def test_published_records_are_in_form(run: Run) -> None:
    """The published records stand in canonical form, and looking writes nothing."""
    before = tree(ROOT / "cases")

    assert Said(0, "5 个案例，0 个要排版，5 个本来就合格式。\n", "") == run(
        "fmt", "--check", "--cases", ROOT / "cases"
    )
    assert before == tree(ROOT / "cases")


def test_only_what_changes_is_written(run: Run, cases: Path) -> None:
    """Only files that were not in form are written; their permissions stay; all is said."""
    sound = cases / SOUND
    messy = put(cases, "2023/luan.yml", "tags: [a]\ntitle: '甲' # 乙\n")
    messy.chmod(0o640)
    untouched = sound.stat().st_ino

    assert Said(
        0, "已改写 cases/2023/luan.yml\n6 个案例，改写了 1 个，5 个本来就合格式。\n", ""
    ) == run("fmt", "--cases", cases)
    assert "# 乙\ntitle: 甲\ntags: [a]\n" == messy.read_text(encoding="utf-8")
    assert (0o640, untouched) == (messy.stat().st_mode & 0o777, sound.stat().st_ino)
    assert [] == list(cases.rglob(".*"))


def test_check_names_the_first_line(run: Run, cases: Path) -> None:
    """`--check` shows for each file the first line that is not in form, and writes nothing."""
    put(cases, "2023/a.yml", "title: 甲  \r\n")
    put(cases, "2023/b.yml", f"title: 甲\nbackground: {'长' * 200}\n")
    put(cases, "2023/c.yml", f"title: 甲\nsummary: {'长' * 150}'\nlessons:  \n")
    put(cases, "2023/d.yml", f"summary: {'长' * 60}甲 \n")
    before = tree(cases)
    said = run("fmt", "--check", cases / "2023")

    assert before == tree(cases)
    assert (
        Said(
            1,
            "cases/2023/a.yml:1\n  现在：title: 甲··␍\n  应为：title: 甲\n"
            f"cases/2023/b.yml:2\n  现在：background: {'长' * 88}…\n  应为：background: |\n"
            "cases/2023/c.yml:3\n  现在：lessons:··\n  应为：lessons:\n"
            f"cases/2023/d.yml:1\n  现在：…{'长' * 19}甲·\n  应为：…{'长' * 19}甲\n"
            "5 个案例，4 个要排版，1 个本来就合格式。\n",
            "",
        )
        == said
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("", "cases/2023/x.yml:1:1\n  错误 AL105：文件是空的"),
        ("title: [甲\n", "错误 AL105：从这里开始的方括号或花括号没有写完"),
        ("title: 党建\n".encode("gbk"), "错误 AL101：文件编码不是 UTF-8，看起来是 GBK"),
        (bytes(range(256)), "错误 AL101：文件编码不是 UTF-8"),
        (b"\0" * 999, "错误 AL103：看不见的字符 U+0000"),
        (b"title: a\n" * 60_000, "错误 AL102：文件超过 256 KiB\n"),
        ("title: 甲 #乙\n", "提醒 AL110：“#乙”会被当作注释丢掉"),
        ("- 甲\n", "错误 AL109：文件的最外层要是“键: 值”"),
        (f"? {'长' * 1100}\n: 甲\n", "排版以后读出来的内容会不同，文件没有改动"),
    ],
)
@pytest.mark.parametrize("option", [[], ["--check"]])
def test_what_cannot_be_read_is_left(
    run: Run, cases: Path, content: str | bytes, said: str, option: list[str]
) -> None:
    """A file that cannot be read is left as it is, its problem is shown, and the status is 1."""
    path = put(cases, "2023/x.yml", content)
    before = tree(cases)
    answer = run("fmt", *option, path)

    assert 1 == answer.status
    assert said in answer.out
    assert answer.out.endswith("1 个没有动。\n")
    assert before == tree(cases)


def test_the_others_are_written_all_the_same(run: Run, cases: Path) -> None:
    """A file that is left does not keep others from being put in form."""
    put(cases, "2023/a.yml", "title: [\n")
    good = put(cases, "2023/b.yml", "title: '甲'\n")

    assert 1 == run("fmt", cases).status
    assert "title: 甲\n" == good.read_text(encoding="utf-8")


def test_links_are_left(run: Run, cases: Path, tmp_path: Path) -> None:
    """A link is neither followed nor replaced, in the library, named, or in a folder elsewhere."""
    target = put(tmp_path, "elsewhere/a.yml", "title: '甲'\n")
    link = cases / "2023" / "link.yml"
    link.symlink_to(target)
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "b.yml").symlink_to(target)
    whole = run("fmt", "--cases", cases)

    assert 1 == whole.status
    assert "cases/2023/link.yml:1:1\n  错误 AL111：是链接或特殊文件，不能收录" in whole.out
    assert Said(3, "", f"{link} 是链接或特殊文件，请换成普通文件\n") == run("fmt", link)
    assert Said(3, "", f"没有案例记录：{tmp_path / 'folder'}\n") == run(
        "fmt", "--cases", cases, tmp_path / "folder"
    )
    assert (True, "title: '甲'\n") == (link.is_symlink(), target.read_text(encoding="utf-8"))


def test_a_pipe_is_refused(run: Run, tmp_path: Path) -> None:
    """A pipe is refused, not waited for."""
    pipe = tmp_path / "pipe.yml"
    os.mkfifo(pipe)

    assert Said(3, "", f"{pipe} 是链接或特殊文件，请换成普通文件\n") == run("fmt", pipe)


def test_files_outside_of_the_library(run: Run, cases: Path, tmp_path: Path) -> None:
    """Files that lie elsewhere are put in form where they lie, each once."""
    one = put(tmp_path, "elsewhere/2023/a.yml", "title: '甲'\n")
    said = run("fmt", "--cases", cases, one, one.parent, one)

    assert Said(0, f"已改写 {one}\n1 个案例，改写了 1 个，0 个本来就合格式。\n", "") == said
    assert "title: 甲\n" == one.read_text(encoding="utf-8")


def test_a_file_elsewhere_with_the_name_of_one_here(
    run: Run, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file elsewhere is not mistaken for the library's own of the same name."""
    other = put(tmp_path, f"other/cases/{SOUND}", "title: '甲'\n")
    monkeypatch.chdir(tmp_path / "other")
    before = tree(cases)
    said = run("fmt", "--cases", cases, f"cases/{SOUND}")

    assert Said(0, f"已改写 {other}\n1 个案例，改写了 1 个，0 个本来就合格式。\n", "") == said
    assert before == tree(cases)


def test_the_current_folder(run: Run, cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The library may be the folder that one is in."""
    monkeypatch.chdir(cases)
    put(cases, "2023/luan.yml", "title: '甲'\n")

    assert (
        "已改写 cases/2023/luan.yml\n1 个案例，改写了 1 个，0 个本来就合格式。\n"
        == run("fmt", "--cases", ".", "2023/luan.yml").out
    )


def test_a_folder_without_records(run: Run, tmp_path: Path) -> None:
    """A folder that was named and holds no record is told; an empty library is none the worse."""
    (tmp_path / "cases" / "_vocab").mkdir(parents=True)

    assert Said(3, "", f"没有案例记录：{tmp_path / 'cases'}\n") == run("fmt", tmp_path / "cases")
    assert Said(0, "0 个案例，改写了 0 个，0 个本来就合格式。\n", "") == run(
        "fmt", "--cases", tmp_path / "cases"
    )


def test_a_read_only_file_is_respected(run: Run, cases: Path) -> None:
    """A file that its owner protected is not written, and the system's reason is said."""
    path = put(cases, "2023/luan.yml", "title: '甲'\n")
    path.chmod(0o444)

    assert Said(3, "", f"读写失败 {path}：没有权限\n") == run("fmt", path)
    assert "title: '甲'\n" == path.read_text(encoding="utf-8")


def test_what_an_editor_saves_meanwhile_is_kept(
    run: Run, cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that was saved after it was read is not overwritten with what it held before."""
    path = put(cases, "2023/luan.yml", "title: '甲'\n")
    canonical = mend.canonical

    def late(source: Source) -> mend.Outcome:
        path.write_text("title: '乙'\n", encoding="utf-8")
        return canonical(source)

    monkeypatch.setattr(mend, "canonical", late)

    assert Said(3, "", "cases/2023/luan.yml 刚刚被别的程序改动，没有改写；请再运行一次\n") == run(
        "fmt", path
    )
    assert "title: '乙'\n" == path.read_text(encoding="utf-8")


def test_check_shows_nobodys_number(run: Run, cases: Path) -> None:
    """What is personal is masked in the line that `--check` shows, and in what cannot be read."""
    number = "11010519491231002X"
    put(cases, "2023/a.yml", f"lessons:  {'长' * 90}{number}\n")
    put(cases, "2023/b.yml", f"lessons: 甲 #{number}\n")
    said = run("fmt", "--check", cases / "2023")

    assert ("现在：lessons:" in said.out, "AL110" in said.out) == (True, True)
    assert number[:9] not in said.out


def test_fix_mends_and_checks(run: Run, cases: Path) -> None:
    """`check --fix` says what it mended, and checks what stands there then."""
    text = record_text(**SECTIONS).replace('"2023-03-03"', '"２０２３-03-03"')
    raw = f"\ufeff{text}".encode()
    path = put(cases, "2023/xin.yml", raw)
    said = run("check", "--fix", path)

    mended = "已改写 cases/2023/xin.yml：字节顺序标记、全角数字、键的顺序、引号和排版\n"
    assert Said(0, "1 个案例，0 个错误，0 个提醒。\n", mended) == said
    assert Said(0, said.out, "") == run("check", "--fix", path)


def test_fix_leaves_what_needs_a_person(run: Run, cases: Path) -> None:
    """`check --fix` writes nothing that it cannot read, and reports it as always."""
    path = put(cases, "2023/xin.yml", "title: 甲　乙 \r\n")
    before = tree(cases)
    said = run("check", "--fix", path)

    assert (1, "") == (said.status, said.err)
    assert "cases/2023/xin.yml:1:9\n  错误 AL104：这里的空白是全角空格" in said.out
    assert before == tree(cases)


def test_check_never_writes(run: Run, cases: Path) -> None:
    """Without `--fix` checking writes nothing."""
    put(cases, "2023/xin.yml", "title: '甲' \r\n")
    before = tree(cases)
    run("check", "--cases", cases)

    assert before == tree(cases)
