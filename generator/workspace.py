"""Which folder is the library, and which of its files are meant: where commands start from."""

import datetime
import errno
import gc
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from generator import disk, draft, pipeline
from generator.draft import Answers
from generator.parse import Source, parse
from generator.problems import Problem

DEFAULT: Final = Path("cases")


# What the system says in English, for those who cannot read it.
_REASONS: Final = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EINVAL: "是链接或特殊文件，不能读",
    errno.ENOTDIR: "是文件，不是文件夹",
    errno.ENOSPC: "磁盘空间不足",
    errno.EROFS: "所在的磁盘是只读的",
    errno.EEXIST: "已经存在",
    errno.ENOTEMPTY: "文件夹里还有文件",
    errno.EADDRINUSE: "地址已被占用，换一个端口",
    errno.EADDRNOTAVAIL: "这台机器没有这个地址",
}


class SurroundingsError(Exception):
    """A folder, a file, the configuration or another build is in the way."""


def reason(error: OSError) -> str:
    """Say in Chinese why the system refused."""
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


@dataclass(frozen=True, slots=True)
class Selection:
    """The library, what is read, and which of the files the reader asked about."""

    root: Path
    inputs: disk.Inputs
    wanted: Callable[[str], bool]
    # Where each record lies, by its file as problems name it.
    paths: Mapping[str, Path]

    @property
    def records(self) -> tuple[Source, ...]:
        """The records asked about, in the order of their files."""
        found = (one for one in self.inputs.records if self.wanted(one.file))
        return tuple(sorted(found, key=lambda one: one.file))

    @property
    def odd(self) -> tuple[Problem, ...]:
        """What lies among the records asked about and is none."""
        ends = tuple(disk.RECORD_ENDINGS)
        found = (one for one in self.inputs.problems if one.file.lower().endswith(ends))
        return tuple(sorted(one for one in found if self.wanted(one.file)))

    def put(self, source: Source, raw: bytes) -> None:
        """Let a record that holds `source` hold `raw`; raises OSError where it cannot be written.

        Raises SurroundingsError where it holds something else by now: an editor saved it meanwhile.
        """
        path = self.paths[source.file]
        if disk.read_record(path) != source.raw:
            raise SurroundingsError(f"{source.file} 刚刚被别的程序改动，没有改写；请再运行一次")
        disk.replace(path, raw)


def read_inputs(cases: Path) -> disk.Inputs:
    """Read a folder of cases; raises SurroundingsError where it cannot be read."""
    try:
        return disk.read_inputs(cases)
    except OSError as error:
        message = f"无法读取 {error.filename or cases}：{reason(error)}"
        raise SurroundingsError(message) from error


def read(
    inputs: disk.Inputs, today: datetime.date, *, drafts: bool = False, closely: bool = False
) -> pipeline.Reading:
    """Read and check the inputs as of `today`."""
    # All that is made stays until the answer: looking for garbage in it, again and again, took a
    # fourth of the time that 10,000 records need.
    gc.disable()
    try:
        return pipeline.read(inputs, today.isoformat(), drafts=drafts, closely=closely)
    finally:
        gc.enable()


def choose(paths: Sequence[Path], cases: Path | None) -> Selection:
    """Find the library that `paths` belong to, and read all of it: rules reach across records.

    The library is the nearest folder above a path that has a `_vocab`. A file outside of any is
    read beside the default library.
    """
    for path in paths:
        _refuse(path)
    root = cases or next((found for path in paths if (found := _library_of(path))), DEFAULT)
    inputs = read_inputs(root)
    places = {one.file: root.joinpath(*Path(one.file).parts[1:]) for one in inputs.records}
    # `.` has no name of its own.
    top = root.name or root.resolve().name
    if not paths:
        return Selection(root, inputs, lambda _: True, places)
    names = []
    for path in paths:
        inside = path.resolve().is_relative_to(root.resolve())
        if inside:
            below = path.resolve().relative_to(root.resolve()).as_posix()
            names.append(top if below == "." else f"{top}/{below}")
        else:
            added = _outsiders(path, places)
            sources = [Source(file, disk.read_record(one)) for file, one in added.items()]
            inputs = replace(inputs, records=(*inputs.records, *sources))
            names += added
            places |= added
    return Selection(root, inputs, lambda file: any(_covers(name, file) for name in names), places)


def choose_records(paths: Sequence[Path], cases: Path | None) -> Selection:
    """Choose the same for a command that is about records alone: paths must lead to some."""
    chosen = choose(paths, cases)
    if paths and not (chosen.records or chosen.odd):
        raise SurroundingsError(f"没有案例记录：{'、'.join(str(path) for path in paths)}")
    return chosen


def begin(root: Path, inputs: disk.Inputs, answers: Answers, today: str) -> Path:
    """Write a new draft into the library at `root`; give its path.

    Raises SurroundingsError where its id is taken.
    """
    taken = taken_ids(inputs)
    if answers.id in taken:
        raise SurroundingsError(f"编号“{answers.id}”已经有了：{taken[answers.id]}")
    case_id = answers.id or draft.new_id(answers.title, taken)
    path = root / draft.year(answers, today) / f"{case_id}.yml"
    try:
        disk.create(path, draft.text(answers, today).encode())
    except FileExistsError as error:
        raise SurroundingsError(f"{path} 已经有了，没有改动") from error
    return path


def taken_ids(inputs: disk.Inputs) -> dict[str, str]:
    """Give each id and old id of a library with the file that has it."""
    found = {one.stem.lower(): one.file for one in inputs.records}
    # Few records have old ids, and reading all takes time.
    for source in inputs.records:
        record = parse(source).record if b"aliases" in source.raw else None
        for alias in record.case.aliases if record else ():
            found.setdefault(alias, source.file)
    return found


def _refuse(path: Path) -> None:
    """Refuse a path that can be no record and no folder of records."""
    if not path.exists():
        raise SurroundingsError(f"没有这个文件或文件夹：{path}")
    if path.is_dir():
        return
    if not disk.is_regular(path):
        raise SurroundingsError(f"{path} 是链接或特殊文件，请换成普通文件")
    if path.suffix not in disk.RECORD_ENDINGS:
        raise SurroundingsError(f"{path} 不是案例记录：记录的扩展名是 .yml")


def _covers(name: str, file: str) -> bool:
    return file == name or file.startswith(f"{name}/")


def _library_of(path: Path) -> Path | None:
    folder = path.resolve()
    return next((one for one in (folder, *folder.parents) if (one / "_vocab").is_dir()), None)


def _outsiders(path: Path, taken: Mapping[str, Path]) -> dict[str, Path]:
    """Give the records at a path outside of the library, by a name that none of its own has."""
    files = sorted(path.rglob("*.yml")) if path.is_dir() else [path]
    return {
        (one if one.as_posix() not in taken else one.resolve()).as_posix(): one
        for one in files
        if disk.is_regular(one) and one not in taken.values()
    }
