"""Which files a change touches, as git tells: with `elsewhere` the only room that starts programs.

git's answers are read with `-z`, so that names are what they are, Chinese or with blanks in them.
"""

import os
import re
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Final

from generator.parse import Source
from generator.problems import Problem, errors
from generator.workspace import SurroundingsError

# Where a change usually starts from, the first one that there is.
_BASES: Final = ("origin/HEAD", "origin/main", "origin/master", "main", "master")
# How git begins what it says of an object that there is: name, type and size.
_OBJECT: Final = re.compile(rb"[0-9a-f]+ ([a-z]+) ([0-9]+)")
# What git tells its hooks, of the folder that they run in: not of the one that is asked about.
_OF_HOOKS: Final = frozenset(
    {"GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX"}
)


@dataclass(frozen=True, slots=True)
class Changes:
    """The files that a change adds, edits or takes away, named as problems name them."""

    present: frozenset[str]
    gone: frozenset[str]
    # The records and vocabularies among them that were there before, as they were.
    before: tuple[Source, ...] = field(default=(), compare=False, repr=False)

    def concern(self, problem: Problem) -> bool:
        """Say whether a problem comes with the change: it is in its files, or names one of them."""
        if problem.file in self.present or problem.file in self.gone:
            return True
        # Another record may miss what is gone or withdrawn, by its id or its name, or repeat what
        # is there.
        touched = [*self.present, *self.gone]
        names = [*self.present, *(f"“{PurePosixPath(file).stem}”" for file in touched)]
        names += [f"“{PurePosixPath(file).name}”" for file in self.gone]
        return any(_short(name) in problem.message for name in names)


def of(folder: Path, base: str) -> Changes:
    """Compare the library in `folder` with where the change started from, `base` or the default.

    What is not committed, and what git does not know yet, is part of the change. Raises
    SurroundingsError where git cannot tell.
    """
    top = Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))
    start = _start(top, base)
    listed = _git(top, "diff", "--name-status", "--no-renames", "-z", start, "--")
    fields = listed.split("\0")[:-1]
    changed = dict(zip(fields[1::2], fields[::2], strict=True))
    new = _git(top, "ls-files", "--others", "--exclude-standard", "-z", "--")
    changed |= dict.fromkeys(new.split("\0")[:-1], "A")
    gone = [path for path, status in changed.items() if status == "D"]
    present = [path for path, status in changed.items() if status != "D"]
    known = [path for path, status in changed.items() if status != "A"]
    return Changes(
        frozenset(_named(folder, top, present)),
        frozenset(_named(folder, top, gone)),
        tuple(_before(folder, top, start, known)),
    )


def split(
    problems: Iterable[Problem], changes: Changes
) -> tuple[tuple[Problem, ...], tuple[Problem, ...]]:
    """Part the problems that a change brings from all others."""
    known = tuple(problems)
    ours = dict.fromkeys(problem for problem in known if changes.concern(problem))
    return tuple(ours), tuple(problem for problem in known if problem not in ours)


def others_text(others: Sequence[Problem]) -> str:
    """Say in one line what is wrong in files that the change leaves alone."""
    files = len({problem.file for problem in others})
    failed = len(errors(others))
    worse = f"（其中 {failed} 个错误）" if failed else ""
    return f"另有 {files} 个文件有 {len(others)} 个问题{worse}，与这次改动无关。"


def _short(name: str) -> str:
    """Give a vocabulary's name as messages say it, without the library's folder."""
    return name.partition("/")[2] if "/_vocab/" in name else name


def _start(top: Path, base: str) -> str:
    """Give the commit in which the change parts from `base`."""
    known = [one for one in ((base,) if base else _BASES) if _commit(top, one)]
    if not known:
        said = f"git 里没有“{base}”这个版本" if base else "找不到主分支"
        raise SurroundingsError(
            f"{said}：先运行 git fetch origin，或写明与哪个版本比较，例如 "
            "anliku check --changed origin/main；要写路径就放在 -- 后面"
        )
    try:
        return _git(top, "merge-base", known[0], "HEAD").strip()
    except SurroundingsError:
        raise SurroundingsError(
            f"{known[0]} 与现在的版本没有共同的起点，多半是浅克隆：先运行 git fetch --unshallow；"
            "在 GitHub Actions 里给 actions/checkout 写 fetch-depth: 0"
        ) from None


def _commit(top: Path, name: str) -> bool:
    try:
        _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    except SurroundingsError:
        return False
    return True


def _named(folder: Path, top: Path, paths: Iterable[str]) -> dict[str, str]:
    """Give the paths that lie in the library, by their names as problems have them."""
    root = folder.resolve()
    whole = {path: top.resolve() / path for path in paths}
    below = {path: one.relative_to(root) for path, one in whole.items() if one.is_relative_to(root)}
    return {f"{folder.name or root.name}/{one.as_posix()}": path for path, one in below.items()}


def _before(folder: Path, top: Path, start: str, paths: Iterable[str]) -> Iterator[Source]:
    """Give the YAML files among `paths` as they were in the commit `start`."""
    named = _named(folder, top, paths)
    # git asks for one name a line; an id has no line end.
    asked = {
        name: path for name, path in named.items() if name.endswith(".yml") and "\n" not in name
    }
    given = "".join(f"{start}:{path}\n" for path in asked.values())
    answer = _run(top, "cat-file", "--batch", given=os.fsencode(given)) if asked else b""
    for name in asked:
        head, _, answer = answer.partition(b"\n")
        if told := _OBJECT.fullmatch(head):
            size = int(told[2])
            if told[1] == b"blob":
                yield Source(name, answer[:size])
            answer = answer[size + 1 :]


def _git(folder: Path, *arguments: str) -> str:
    return os.fsdecode(_run(folder, *arguments))


def _run(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    # Neither asks for a password nor speaks the editor's language, which changes messages only.
    outside = {name: value for name, value in os.environ.items() if name not in _OF_HOOKS}
    surroundings = outside | {
        "LC_ALL": "C",
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
    }
    command = ["git", "-C", str(folder), "-c", "core.quotePath=false", *arguments]
    try:
        done = subprocess.run(  # noqa: S603 # arguments as a list, names behind `--`
            command, input=given, capture_output=True, check=False, env=surroundings
        )
    except FileNotFoundError:
        raise SurroundingsError(
            "没有找到 git：装好 git 再用 --changed，或去掉 --changed 检查全部文件"
        ) from None
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        raise SurroundingsError(_reason(folder, said[-1] if said else ""))
    return done.stdout


def _reason(folder: Path, said: str) -> str:
    if "not a git repository" in said:
        return f"{folder} 不在 git 仓库里：去掉 --changed 检查全部文件，或先克隆仓库"
    if "dubious ownership" in said:
        return f"git 不信任 {folder}：按它的提示运行 git config --global --add safe.directory"
    return f"git 没有成功：{said}"
