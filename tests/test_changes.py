"""What a newcomer relies on: nobody's check fails for somebody else's file."""

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from generator import changes
from generator.changes import Changes
from generator.problems import Problem
from generator.workspace import SurroundingsError
from tests.factories import VOCABULARIES, as_yaml, record_text, terms
from tests.test_build import ROOT, anliku

HERE = {"PYTHONPATH": str(ROOT)}
GIT = shutil.which("git") or "git"


def git(folder: Path, *arguments: str) -> str:
    """Run git as nobody in particular."""
    nobody = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    nobody |= {
        f"GIT_{who}_{what}": "a@b" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")
    }
    done = subprocess.run(
        [GIT, "-C", str(folder), *arguments],
        env={**os.environ, **nobody},
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def write(folder: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")


def commit(folder: Path, message: str = "x") -> None:
    """Commit all that there is."""
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", message)


@pytest.fixture
def repository(tmp_path: Path) -> Path:
    """A repository whose main branch has two records, one of them wrong."""
    folder = tmp_path / "library"
    folder.mkdir()
    git(folder, "init", "-q", "-b", "main")
    write(
        folder,
        {
            f"cases/_vocab/{name}.yml": as_yaml([one.model_dump() for one in terms(name)])
            for name in VOCABULARIES
        },
    )
    good = record_text(related=["wrong"])
    write(folder, {"cases/2023/good.yml": good, "cases/2023/wrong.yml": record_text(tags=["zzz"])})
    commit(folder)
    git(folder, "switch", "-q", "-c", "work")
    return folder


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the check there."""
    return anliku("check", *arguments, cwd=folder, **HERE)


def found(folder: Path, base: str = "") -> Changes:
    """Ask what has changed in the library of a repository."""
    return changes.of(folder / "cases", base)


def test_committed_staged_edited_and_new_files(repository: Path) -> None:
    """A change is what differs from where it started: committed, staged, edited, not yet known."""
    write(repository, {"cases/2023/a.yml": "a", "cases/2023/b.yml": "b", "README.md": "x"})
    commit(repository)
    write(repository, {"cases/2023/c.yml": "c"})
    git(repository, "add", "-A")
    write(repository, {"cases/2023/good.yml": "x", "cases/2023/路 线.yml": "d"})

    assert Changes(
        frozenset(f"cases/2023/{name}.yml" for name in ("a", "b", "c", "good", "路 线")),
        frozenset(),
    ) == found(repository)


def test_what_git_ignores_is_no_change(repository: Path) -> None:
    """A file that git is told to ignore never comes into the change."""
    write(repository, {".gitignore": "mine.yml\n", "cases/2023/mine.yml": "a"})

    assert Changes(frozenset(), frozenset()) == found(repository)


def test_what_main_did_meanwhile_is_no_change(repository: Path) -> None:
    """The branch is compared with where it started, not with where its base is now."""
    write(repository, {"cases/2023/a.yml": "a"})
    commit(repository)
    git(repository, "switch", "-q", "main")
    write(repository, {"cases/2023/good.yml": "x"})
    commit(repository)
    git(repository, "switch", "-q", "work")

    assert Changes(frozenset({"cases/2023/a.yml"}), frozenset()) == found(repository)


def test_renamed_and_deleted(repository: Path) -> None:
    """A renamed file is a new one and one that is gone."""
    git(repository, "mv", "cases/2023/wrong.yml", "cases/2023/新 名.yml")
    (repository / "cases/2023/good.yml").unlink()

    assert Changes(
        frozenset({"cases/2023/新 名.yml"}),
        frozenset({"cases/2023/wrong.yml", "cases/2023/good.yml"}),
    ) == found(repository)


def test_hostile_names(repository: Path) -> None:
    """Names with line ends, quotes, tabs and dashes come as they are."""
    names = ["-x.yml", 'a"b.yml', "a\nb.yml", "a\tb.yml", "$(touch x).yml", ":(top).yml"]
    write(repository, {f"cases/2023/{name}": "x" for name in names})
    git(repository, "add", "-A")

    assert frozenset(f"cases/2023/{name}" for name in names) == found(repository).present


@pytest.mark.parametrize("base", ["main", "HEAD", "origin/main", "v1"])
def test_bases(repository: Path, base: str) -> None:
    """Any name that git knows can be compared with."""
    git(repository, "tag", "v1")
    git(repository, "update-ref", "refs/remotes/origin/main", "main")
    write(repository, {"cases/2023/a.yml": "a"})

    assert frozenset({"cases/2023/a.yml"}) == found(repository, base).present


def test_a_library_below_and_a_repository_of_another_name(repository: Path) -> None:
    """The library may lie anywhere in the repository, under any name."""
    write(repository, {"data/案例 库/2023/a.yml": "a", "cases/2023/b.yml": "b"})

    assert Changes(frozenset({"案例 库/2023/a.yml"}), frozenset()) == changes.of(
        repository / "data" / "案例 库", ""
    )


def test_only_changed_files_decide(repository: Path) -> None:
    """Errors of files that the change leaves alone are counted in one line, and fail nothing."""
    own = [{"title": "自己的来源", "published": "2023-04-04", "kind": "报纸"}]
    write(repository, {"cases/2023/new.yml": record_text(sources=own)})
    done = check(repository, "--changed")

    assert (0, "") == (done.returncode, done.stderr)
    assert "cases/2023/new.yml:" in done.stdout
    assert "cases/2023/good.yml:" not in done.stdout
    assert "另有 2 个文件有 " in done.stdout
    assert "（其中 1 个错误），与这次改动无关。" in done.stdout
    assert done.stdout.splitlines()[-1].startswith("1 个案例，0 个错误，")


def test_an_error_of_the_change_fails(repository: Path) -> None:
    """An error in a changed file fails the check."""
    write(repository, {"cases/2023/new.yml": record_text(tags=["yyy"])})
    done = check(repository, "--changed", "main", "--format", "json")

    assert 1 == done.returncode
    assert {"cases/2023/new.yml"} == {
        one["file"] for one in json.loads(done.stdout) if one["severity"] == "error"
    }
    assert "与这次改动无关" in done.stderr


def test_no_change_is_clean(repository: Path) -> None:
    """Without a change there is nothing to decide, whatever else is wrong."""
    done = check(repository, "--changed")

    assert 0 == done.returncode
    assert "0 个案例，0 个错误，" in done.stdout


def test_what_a_change_breaks_elsewhere_is_its_own(repository: Path) -> None:
    """A deleted record that others point at, and a vocabulary that others use, fail the change."""
    (repository / "cases/2023/wrong.yml").unlink()
    gone = check(repository, "--changed", "--format", "json")
    write(repository, {"cases/_vocab/domains.yml": as_yaml([terms("domains")[1].model_dump()])})
    word = check(repository, "--changed", "--format", "json")

    def errors(text: str) -> list[tuple[str, str]]:
        told = [one for one in json.loads(text) if one["severity"] == "error"]
        return [(one["file"], one["code"]) for one in told]

    missed = ("cases/2023/wrong.yml", "AL317")
    assert [missed, ("cases/2023/good.yml", "AL308")] == errors(gone.stdout)
    assert [
        missed,
        ("cases/_vocab/domains.yml", "AL317"),
        ("cases/2023/good.yml", "AL305"),
        ("cases/2023/good.yml", "AL308"),
    ] == errors(word.stdout)


def test_files_as_they_were(repository: Path) -> None:
    """What a change edits or takes away is known as it was where the change started."""
    was = (repository / "cases/2023/good.yml").read_bytes()
    empty = "cases/2023/空 名.yml"
    git(repository, "switch", "-q", "main")
    write(repository, {empty: "", "cases/2023/a.txt": "x"})
    commit(repository)
    git(repository, "switch", "-q", "-C", "work")
    write(repository, {"cases/2023/good.yml": "x", "cases/2023/a.txt": "y", "a.yml": "z"})
    commit(repository)
    write(repository, {"cases/2023/good.yml": "yy"})
    (repository / empty).unlink()

    assert {"cases/2023/good.yml": was, empty: b""} == {
        one.file: one.raw for one in found(repository).before
    }


def test_a_replacement_that_is_withdrawn() -> None:
    """Who withdraws the record that stands in for another hears of it."""
    since = Changes(frozenset({"cases/2023/b.yml"}), frozenset())
    one = Problem("cases/2023/a.yml", 1, 1, "AL316", "没有编号为“b”的已发布案例")

    assert since.concern(one)


def test_a_published_record_is_not_removed(repository: Path) -> None:
    """The removal of a published record fails in every form, at the file that is gone."""
    (repository / "cases/2023/good.yml").unlink()
    said = "已发布的案例“good”被删去或改了名，网址会打不开"
    plain = check(repository, "--changed")
    github = check(repository, "--changed", "--format", "github")
    sarif = check(repository, "--changed", "--format", "sarif")
    [result] = json.loads(sarif.stdout)["runs"][0]["results"]

    assert (1, 1, 1) == (plain.returncode, github.returncode, sarif.returncode)
    assert f"cases/2023/good.yml:1:1\n  错误 AL317：{said}\n" in plain.stdout
    assert github.stdout.startswith("::error file=cases/2023/good.yml,line=1,col=1,title=AL317 ")
    assert ("AL317", {"uri": "cases/2023/good.yml"}) == (
        result["ruleId"],
        result["locations"][0]["physicalLocation"]["artifactLocation"],
    )
    assert 0 == check(repository, "--changed", "--", "cases/_vocab").returncode


def test_a_duplicate_of_a_changed_record_is_the_changes() -> None:
    """A warning in another file that names a changed one counts to the change."""
    since = Changes(frozenset({"cases/2023/a.yml"}), frozenset())
    one = Problem("cases/2023/b.yml", 1, 1, "AL501", "与 cases/2023/a.yml《甲》的文字相似度为 90%")
    other = Problem(
        "cases/2023/b.yml", 1, 1, "AL501", "与 cases/2023/c.yml《乙》的文字相似度为 90%"
    )

    assert ((one,), (other,)) == changes.split([one, other], since)


def test_only_changed_files_are_fixed(repository: Path) -> None:
    """`--fix` together with `--changed` mends the change, and nobody else's files."""
    write(repository, {"cases/2023/mine.yml": "title: '甲'\n"})
    others = (repository / "cases/2023/good.yml").read_bytes()
    done = check(repository, "--changed", "--fix")

    assert "已改写 cases/2023/mine.yml：键的顺序、引号和排版\n" == done.stderr
    assert "title: 甲\n" == (repository / "cases/2023/mine.yml").read_text(encoding="utf-8")
    assert others == (repository / "cases/2023/good.yml").read_bytes()


def test_a_path_narrows_the_change(repository: Path) -> None:
    """Behind `--`, paths narrow what is told as ever."""
    write(repository, {"cases/2022/new.yml": "x", "cases/2023/new.yml": "x"})
    done = check(repository, "--changed", "--format", "json", "--", "cases/2022")

    assert {"cases/2022/new.yml"} == {one["file"] for one in json.loads(done.stdout)}


@pytest.mark.parametrize(
    ("base", "said"),
    [
        ("nowhere", "git 里没有“nowhere”这个版本"),
        ("--output=x", "git 里没有“--output=x”这个版本"),
        ("main\nx", "git 里没有"),
        ("cases", "要写路径就放在 -- 后面"),
    ],
)
def test_an_unknown_base(repository: Path, base: str, said: str) -> None:
    """A version that git does not know is named, with what to do."""
    with pytest.raises(SurroundingsError) as error:
        found(repository, base)

    assert said in str(error.value)
    assert ["cases"] == [one.name for one in repository.iterdir() if one.name != ".git"]


def test_no_main_branch(tmp_path: Path) -> None:
    """A repository without a main branch, or without a commit, asks what to compare with."""
    (tmp_path / "cases").mkdir()
    git(tmp_path, "init", "-q", "-b", "work")
    with pytest.raises(SurroundingsError, match="找不到主分支：先运行 git fetch origin"):
        found(tmp_path)


def test_no_repository(tmp_path: Path) -> None:
    """Outside of a repository the check says so, does nothing else and exits 3."""
    shutil.copytree(ROOT / "cases", tmp_path / "cases")
    done = anliku("check", "--changed", cwd=tmp_path, GIT_CEILING_DIRECTORIES="/", **HERE)

    assert (3, "") == (done.returncode, done.stdout)
    assert "cases 不在 git 仓库里：去掉 --changed 检查全部文件，或先克隆仓库\n" == done.stderr


def test_no_git(repository: Path) -> None:
    """Without git on the machine the check says so and exits 3."""
    done = anliku("check", "--changed", cwd=repository, PATH=str(repository), **HERE)

    assert (3, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("没有找到 git：装好 git 再用 --changed")


def test_a_shallow_clone(repository: Path, tmp_path: Path) -> None:
    """Where the history is cut off before the two meet, the check says how to fetch it."""
    write(repository, {"cases/2023/a.yml": "a"})
    commit(repository)
    git(repository, "switch", "-q", "main")
    write(repository, {"cases/2023/b.yml": "b"})
    commit(repository)
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "-q", "--depth=1", "--no-single-branch", "-b", "work",
        repository.as_uri(), str(clone))  # fmt: skip
    with pytest.raises(SurroundingsError, match="浅克隆：先运行 git fetch --unshallow"):
        found(clone, "origin/main")

    git(clone, "fetch", "-q", "--unshallow")
    assert frozenset({"cases/2023/a.yml"}) == found(clone, "origin/main").present


def test_a_configuration_changes_nothing(repository: Path) -> None:
    """Whatever an editor's git is set to, names and states come as they are."""
    for name, value in {
        "core.quotePath": "true",
        "diff.renames": "copies",
        "diff.relative": "true",
        "status.relativePaths": "true",
        "color.ui": "always",
        "diff.noprefix": "true",
        "diff.external": "false",
    }.items():
        git(repository, "config", name, value)
    git(repository, "mv", "cases/2023/wrong.yml", "cases/2023/新.yml")

    assert Changes(frozenset({"cases/2023/新.yml"}), frozenset({"cases/2023/wrong.yml"})) == found(
        repository
    )


def test_in_a_hook_of_a_worktree(
    repository: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What git tells its hooks of itself does not make every file a changed one."""
    git(repository, "worktree", "add", "-q", "-b", "other", str(tmp_path / "other"))
    write(tmp_path / "other", {"cases/2023/a.yml": "a"})
    monkeypatch.setenv("GIT_DIR", str(repository / ".git/worktrees/other"))
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")

    assert Changes(frozenset({"cases/2023/a.yml"}), frozenset()) == found(tmp_path / "other")
