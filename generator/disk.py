"""The only room that touches the disk for records: reads `cases/`, writes a tree.

Regular files with known endings, by `lstat`: a link, a pipe or a device in `cases/` is refused, not
followed.
"""

import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Final

from generator.output import File
from generator.parse import Source
from generator.problems import Problem
from generator.strict_yaml import MAX_BYTES

RECORD_ENDINGS: Final = frozenset({".yml", ".yaml"})
IMAGE_ENDINGS: Final = frozenset({".jpg", ".jpeg", ".png", ".webp"})
IMAGE_BYTES: Final = 5 * 1024 * 1024
# cases/<year>/<file>
DEPTH: Final = 3
# What systems leave behind, and notes to editors. Hidden files and backups (`x.yml~`) are an
# editor's at work; none of these is ours to judge.
IGNORED: Final = frozenset({"Thumbs.db", "README.md"})


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build reads, in no order that matters."""

    records: tuple[Source, ...]
    vocabularies: tuple[Source, ...]
    images: tuple[File, ...]
    problems: tuple[Problem, ...]
    gazetteer: str


def read_inputs(cases: Path) -> Inputs:
    """Read the whole of the folder `cases`; raises OSError where it cannot be read."""
    records: list[Source] = []
    vocabularies: list[Source] = []
    images: list[File] = []
    problems: list[Problem] = []
    # `.` has no name of its own.
    root = cases.name or cases.resolve().name
    for path in _walk(cases):
        name = f"{root}/{path.relative_to(cases).as_posix()}"
        odd = _odd(path, name)
        if odd:
            problems.append(odd)
        elif path.suffix in IMAGE_ENDINGS:
            images.append(File(name, path.read_bytes()))
        elif path.parent.name == "_vocab":
            vocabularies.append(Source(name, read_record(path)))
        else:
            records.append(Source(name, read_record(path)))
    return Inputs(
        tuple(records), tuple(vocabularies), tuple(images), tuple(problems), read_gazetteer()
    )


def read_gazetteer() -> str:
    """Read the table of administrative divisions that comes with the package."""
    return files("generator").joinpath("data/regions.tsv").read_text(encoding="utf-8")


def write_tree(folder: Path, tree: Iterable[File]) -> None:
    """Write `tree` below `folder`, making folders as needed."""
    for file in tree:
        path = folder / file.uri
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(file.content)


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in IGNORED or path.name.startswith(".") or path.name.endswith("~"):
            continue
        if stat.S_ISDIR(path.lstat().st_mode):
            yield from _walk(path)
        else:
            yield path


def read_record(path: Path) -> bytes:
    """Read one record, or one byte more than a record may have."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def _odd(path: Path, name: str) -> Problem | None:
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        message = "是链接或特殊文件，不能收录"
        return Problem(name, 1, 1, "AL111", message, "换成普通文件")
    if not name.isprintable():
        shown = ascii(name)[1:-1]
        return Problem(
            shown, 1, 1, "AL111", "文件名里有不能显示的字符", "文件名只用小写字母、数字和连字符"
        )
    if len(PurePosixPath(name).parts) != DEPTH:
        message = "要直接放在年份文件夹里"
        return Problem(name, 1, 1, "AL111", message, f"cases/2026/{path.name}")
    if path.suffix not in RECORD_ENDINGS | IMAGE_ENDINGS:
        message = f"不认识的文件类型“{path.suffix or path.name}”"
        hint = "案例记录用 .yml，图片用 .jpg .png .webp；其他文件不要放在这里"
        return Problem(name, 1, 1, "AL111", message, hint)
    if path.suffix in IMAGE_ENDINGS and status.st_size > IMAGE_BYTES:
        message = f"图片有 {status.st_size // 1024} KiB，最多 {IMAGE_BYTES // 1024} KiB"
        return Problem(name, 1, 1, "AL111", message, "压缩后再放")
    return None
