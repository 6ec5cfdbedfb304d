"""The command `anliku`, as an editor and a host meet it."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from generator import cli
from tests.test_build import ROOT, anliku

COMMANDS = {"build", "serve", "check", "fmt", "new", "import", "links", "schema", "export"}


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """A copy of the records that a test may break."""
    return Path(shutil.copytree(ROOT / "cases", tmp_path / "cases"))


def test_clean_records_exit_0() -> None:
    """A library without problems says how many cases it holds and exits 0."""
    done = anliku("check")

    assert (0, "5 个案例，0 个错误，0 个提醒。\n") == (done.returncode, done.stdout)


def test_problems_exit_1_and_name_the_place(cases: Path) -> None:
    """A wrong record is named with line, column, fault and remedy, and the status is 1."""
    record = cases / "2023" / "huoche-siji-dangjian-shidian.yml"
    text = record.read_text(encoding="utf-8").replace("[江苏省, 四川省", "[宁波, 四川省")
    record.write_text(text, encoding="utf-8")
    done = anliku("check", str(cases))

    assert 1 == done.returncode
    assert done.stdout == (
        "cases/2023/huoche-siji-dangjian-shidian.yml:10:11\n"
        "  错误 AL306：查不到地区“宁波”\n"
        "  改法：是否想写 宁波市 330200？\n"
        "5 个案例，1 个错误，0 个提醒。\n"
    )


@pytest.mark.parametrize(("form", "encoding"), [("text", "gbk"), ("json", "utf-8")])
def test_a_terminal_that_cannot_show_a_character(cases: Path, form: str, encoding: str) -> None:
    """What GBK lacks is written as its number for people; machines get UTF-8 in any case."""
    (cases / "2023" / "x.yml").write_text("😀: 1\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "generator", "check", str(cases), "--format", form],
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTHONIOENCODING": "gbk"},
        capture_output=True,
        check=False,
    )

    assert (1, b"") == (done.returncode, done.stderr)
    shown = "不认识的键“\\U0001f600”" if form == "text" else "不认识的键“😀”"
    assert shown in done.stdout.decode(encoding)


def test_json_is_a_list_of_seven_names(cases: Path) -> None:
    """The JSON form lists objects with exactly the seven documented names, in their order."""
    record = cases / "2023" / "huoche-siji-dangjian-shidian.yml"
    text = record.read_text(encoding="utf-8").replace("tags: [huoche-siji,", "tags: [huoche-sji,")
    record.write_text(text, encoding="utf-8")
    done = anliku("check", str(cases), "--format", "json")

    assert 1 == done.returncode
    assert [
        {
            "code": "AL304",
            "severity": "error",
            "file": "cases/2023/huoche-siji-dangjian-shidian.yml",
            "line": 9,
            "column": 8,
            "message": "标签“huoche-sji”不在 _vocab/tags.yml 中",
            "hint": "是否想写 huoche-siji（货车司机）？",
        }
    ] == json.loads(done.stdout)
    assert ["code", "severity", "file", "line", "column", "message", "hint"] == list(
        json.loads(done.stdout)[0]
    )


def test_clean_json_is_an_empty_list() -> None:
    """Without problems the JSON form is an empty list."""
    assert [] == json.loads(anliku("check", "--format", "json").stdout)


def test_a_path_narrows_what_is_told(cases: Path) -> None:
    """Checking one file tells that file's problems alone, and others do not fail it."""
    (cases / "2023" / "broken.yml").write_text("title: 甲\n", encoding="utf-8")
    good = anliku("check", str(cases / "2017"))
    bad = anliku("check", str(cases / "2023" / "broken.yml"))

    assert (0, "1 个案例，0 个错误，0 个提醒。\n") == (good.returncode, good.stdout)
    assert (1, "1 个案例，11 个错误，0 个提醒。") == (bad.returncode, bad.stdout.splitlines()[-1])


def test_a_file_outside_is_checked_against_the_library(tmp_path: Path) -> None:
    """A record that lies elsewhere is held against the library's vocabularies and ids."""
    source = ROOT / "cases" / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    outside = tmp_path / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    outside.parent.mkdir()
    shutil.copy(source, outside)
    done = anliku("check", str(outside), "--format", "json")

    assert 1 == done.returncode
    assert ["AL301"] == [problem["code"] for problem in json.loads(done.stdout)]


def test_warnings_do_not_fail(cases: Path) -> None:
    """A long title is told as a remark, and the status stays 0."""
    record = cases / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    lines = record.read_text(encoding="utf-8").splitlines()
    lines[0] = "title: " + "长" * 61
    record.write_text("\n".join(lines) + "\n", encoding="utf-8")
    done = anliku("check", str(cases))

    assert 0 == done.returncode
    assert "提醒 AL212：标题有 61 字" in done.stdout


def test_a_draft_passes_with_its_list(cases: Path) -> None:
    """A draft with holes passes, and what it has still to say is counted apart."""
    record = cases / "2023" / "xin.yml"
    record.write_text('title: 甲\ncuration: {status: draft, added: "2026-11-22"}\n', "utf-8")
    done = anliku("check", str(record))

    assert (0, "1 个案例，0 个错误，0 个提醒，10 个提示。") == (
        done.returncode,
        done.stdout.splitlines()[-1],
    )
    assert "  提示 AL701：待填：“summary”（摘要）\n" in done.stdout


def test_formats_for_machines(cases: Path) -> None:
    """Annotations and the log for code scanning come on their own, with the status of the check."""
    record = cases / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    record.write_text(record.read_text(encoding="utf-8").replace("[浙江省宁波市]", "[宁波]"))
    github = anliku("check", str(cases), "--format", "github")
    sarif = anliku("check", str(cases), "--format", "sarif")

    assert (1, 1) == (github.returncode, sarif.returncode)
    assert github.stdout.startswith("::error file=cases/2017/ningbo-yunguan-dangjian-jia.yml,line=")
    assert 1 == len(github.stdout.splitlines())
    [run] = json.loads(sarif.stdout)["runs"]
    assert ["AL306"] == [one["ruleId"] for one in run["results"]]


def test_clean_annotations_are_none() -> None:
    """Without problems there is no annotation."""
    assert (0, "") == ((done := anliku("check", "--format", "github")).returncode, done.stdout)


def test_advice_does_not_fail_and_is_no_matter_of_a_build(cases: Path, tmp_path: Path) -> None:
    """Advice is given by the check, with status 0, and neither by a build nor by an export."""
    record = cases / "2017" / "ningbo-yunguan-dangjian-jia.yml"
    text = record.read_text(encoding="utf-8").replace("下一步，", "取得了显著成效。下一步，")
    record.write_text(text, encoding="utf-8")
    checked = anliku("check", str(cases))
    exported = anliku("export", "--markdown", str(tmp_path / "pages"), "--cases", str(cases))

    assert 0 == checked.returncode
    assert "提示 AL602：“取得了显著成效”没有说出成效是什么" in checked.stdout
    assert (0, "") == (exported.returncode, exported.stderr)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "--form"], "没有选项 --form，是否想写 --format"),
        (["chek"], "没有命令 chek"),
        (["check", "--format", "xml"], "--format 的值不对：可以写 text、json、github、sarif\n"),
        (["build", "--site-dir"], "选项 --site-dir 后面缺少值"),
        (["export"], "请在 --markdown、--json、--ndjson、--csv 里选一个"),
        (["new"], "缺少 --title；不写选项时要在终端里运行，才能逐项提问"),
        (["schema", "extra"], "多余的参数"),
        (["serve", "--address", "127.0.0.1:99999"], "--address 的值不对"),
    ],
)
def test_wrong_usage_exits_2_in_chinese(arguments: list[str], said: str) -> None:
    """A wrong call is explained in Chinese and exits 2."""
    done = anliku(*arguments)

    assert 2 == done.returncode
    assert said in done.stderr
    assert "Error" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "nowhere"], "没有这个文件或文件夹：nowhere"),
        (["check", "--cases", "nowhere"], "无法读取 nowhere：没有这个文件或文件夹"),
        (["check", "README.md"], "README.md 不是案例记录：记录的扩展名是 .yml"),
        (["build", "--config", "nowhere.yml"], "没有配置文件 nowhere.yml；请到项目文件夹里运行"),
        (["build", "--cases", "nowhere"], "无法读取 nowhere：没有这个文件或文件夹"),
        (["serve", "--config", "nowhere.yml"], "没有配置文件 nowhere.yml"),
    ],
)
def test_surroundings_exit_3(arguments: list[str], said: str) -> None:
    """A missing folder or configuration is named and exits 3."""
    done = anliku(*arguments)

    assert 3 == done.returncode
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_schema_is_the_committed_copy() -> None:
    """The schema that editors' tools read is the one that the model makes."""
    committed = (ROOT / "docs" / "data" / "case.schema.json").read_text(encoding="utf-8")

    assert committed == anliku("schema").stdout


def test_every_command_has_chinese_help() -> None:
    """Each command and each option is explained in Chinese."""
    runner = CliRunner()
    assert COMMANDS == set(cli.anliku.commands)
    for name, command in cli.anliku.commands.items():
        text = runner.invoke(cli.anliku, [name, "--help"]).output
        assert f"用法：anliku {name}" in text
        assert "Usage" not in text
        assert "Options" not in text
        for option in command.params:
            if isinstance(option, click.Option):
                assert any("\u4e00" <= letter <= "\u9fff" for letter in option.help or ""), option


def test_every_command_stands_in_the_readme() -> None:
    """A reader of the README learns of every command."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [] == [name for name in COMMANDS if f"anliku {name}" not in readme]
