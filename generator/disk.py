"""The only room that touches the disk for records: reads `cases/`, writes a tree.

Regular files with known endings, by `lstat`: a link, a pipe or a device in `cases/` is refused, not
followed.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import suppress
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
# How the content of each begins: a file that was only renamed would be a broken picture.
_BEGINNINGS: Final = {
    ".jpg": rb"\xff\xd8\xff",
    ".jpeg": rb"\xff\xd8\xff",
    ".png": rb"\x89PNG\r\n\x1a\n",
    ".webp": rb"(?s:RIFF....WEBP)",
}
IMAGE_BYTES: Final = 5 * 1024 * 1024
_NO_LINKS: Final = frozenset({errno.EPERM, errno.ENOTSUP, errno.EOPNOTSUPP, errno.ENOSYS})
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
    manual: tuple[Source, ...]


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
            content = _read_picture(path)
            odd = _odd_picture(path, name, content)
            problems += [odd] if odd else []
            # A picture that is refused is there all the same: nobody is to call it missing.
            images.append(File(name, b"" if odd else content))
        elif path.parent.name == "_vocab":
            vocabularies.append(Source(name, read_record(path)))
        else:
            records.append(Source(name, read_record(path)))
    return Inputs(
        tuple(records),
        tuple(vocabularies),
        tuple(images),
        tuple(problems),
        read_gazetteer(),
        read_manual(),
    )


def read_gazetteer() -> str:
    """Read the table of administrative divisions that comes with the package."""
    return files("generator").joinpath("data/regions.tsv").read_text(encoding="utf-8")


def read_manual() -> tuple[Source, ...]:
    """Read what each code of a problem means, one file a code, which comes with the package."""
    folder = files("generator").joinpath("data/manual")
    return tuple(Source(one.name, one.read_bytes()) for one in folder.iterdir())


def read_font() -> bytes:
    """Read the font that share pictures are drawn with, which comes with the package."""
    return files("generator").joinpath("data/fonts/NotoSerifSC-Bold.otf").read_bytes()


def read_kept(folder: Path, names: Iterable[str]) -> dict[str, bytes]:
    """Read those of the files `names` that an earlier build has kept in `folder`."""
    kept = {}
    for name in names:
        with suppress(OSError):
            kept[name] = (folder / name).read_bytes()
    return kept


def keep(folder: Path, new: Mapping[str, bytes], names: Collection[str]) -> None:
    """Keep `new` files in `folder` for later builds, and delete there what is not in `names`.

    Where nothing can be written nothing is kept: later builds take longer, no more.
    """
    for name, content in new.items():
        with suppress(OSError):
            create(folder / name, content)
    for path in folder.glob("*.*"):
        if path.name not in names:
            with suppress(OSError):
                path.unlink()


def write_tree(folder: Path, tree: Iterable[File]) -> None:
    """Write `tree` below `folder`, making folders as needed."""
    # A site has tens of thousands of files: each folder is asked for once, by its name alone.
    made = set()
    for file in tree:
        path = f"{folder}/{file.uri}"
        parent = path.rpartition("/")[0]
        if parent not in made:
            Path(parent).mkdir(parents=True, exist_ok=True)
            made.add(parent)
        with open(path, "wb") as stream:  # noqa: PTH123 # a Path for each costs more than to write
            stream.write(file.content)


def write_beside(
    folder: Path, uris: Iterable[str], make: Callable[[str, bytes], Iterable[File]]
) -> int:
    """Write below `folder` what `make` makes of each file there; give how many files that is."""
    count = 0
    for uri in uris:
        made = [*make(uri, (folder / uri).read_bytes())]
        write_tree(folder, made)
        count += len(made)
    return count


def create(path: Path, content: bytes) -> None:
    """Write a new file, whole or not at all; raises FileExistsError where there is one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    _through_sibling(path, content, lambda whole: _take_name(path, whole))


def _take_name(path: Path, whole: Path) -> None:
    """Give a file a second name that nothing has yet."""
    try:
        path.hardlink_to(whole)
    except OSError as error:
        if error.errno not in _NO_LINKS:
            raise
        # Memory sticks and some network drives know no second name.
        with path.open("xb") as file:
            try:
                file.write(whole.read_bytes())
            except OSError:
                path.unlink()
                raise


def replace(path: Path, content: bytes) -> None:
    """Put `content` in the place of a file, which is whole, old or new, at any moment.

    Raises PermissionError where its owner may not write it: taking its name would get round that.
    """
    mode = stat.S_IMODE(path.stat().st_mode)
    if not mode & stat.S_IWUSR:
        raise PermissionError(errno.EACCES, "read-only", str(path))
    _through_sibling(path, content, lambda whole: whole.replace(path), mode)


def _through_sibling(
    path: Path, content: bytes, settle: Callable[[Path], object], mode: int | None = None
) -> None:
    """Write a file beside `path` first, and let `settle` give it the name."""
    # Two processes may write the same record.
    sibling = path.with_name(f".{path.name}.{os.getpid()}.new")
    try:
        sibling.write_bytes(content)
        if mode is not None:
            sibling.chmod(mode)
        settle(sibling)
    finally:
        sibling.unlink(missing_ok=True)


def sizes(folder: Path) -> Iterator[tuple[str, int]]:
    """Give the files below a folder by posix path, each with its size; no link is followed."""
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir(follow_symlinks=False):
                below = sizes(folder / entry.name)
                yield from ((f"{entry.name}/{name}", size) for name, size in below)
            elif entry.is_file():
                yield entry.name, entry.stat().st_size


class Files(Mapping[str, bytes]):
    """The files below a folder by posix path, each read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths = frozenset(name for name, _ in sizes(folder))

    def __getitem__(self, path: str) -> bytes:
        return (self._folder / path).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, path: object) -> bool:
        return path in self._paths


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name in IGNORED or path.name.startswith(".") or path.name.endswith("~"):
            continue
        if stat.S_ISDIR(path.lstat().st_mode):
            yield from _walk(path)
        else:
            yield path


def is_regular(path: Path) -> bool:
    """Tell a file from a link, a pipe and the like."""
    return stat.S_ISREG(path.lstat().st_mode)


def read_record(path: Path) -> bytes:
    """Read one record, or one byte more than a record may have."""
    with path.open("rb") as file:
        return file.read(MAX_BYTES + 1)


def read_article(path: Path, limit: int) -> bytes:
    """Read what is to be imported, or one byte more than `limit`; raises OSError."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "not a regular file", str(path))
    with path.open("rb") as file:
        return file.read(limit + 1)


def _odd(path: Path, name: str) -> Problem | None:
    if not is_regular(path):
        message = "是链接或特殊文件，不能收录"
        return Problem(name, 1, 1, "AL111", message, "换成普通文件")
    if not name.isprintable():
        shown = ascii(name)[1:-1]
        return Problem(
            shown, 1, 1, "AL111", "文件名里有不能显示的字符", "文件名只用小写字母、数字和连字符"
        )
    parts = PurePosixPath(name).parts
    if len(parts) != DEPTH:
        message = "要直接放在年份文件夹里"
        year = next((part for part in parts if re.fullmatch("[0-9]{4}", part)), "年份")
        hint = f"{parts[0]}/{year}/{path.name}"
        return Problem(name, 1, 1, "AL111", message, hint)
    known = RECORD_ENDINGS | IMAGE_ENDINGS
    if path.suffix not in known and path.suffix.lower() in known:
        message = f"扩展名“{path.suffix}”要用小写"
        hint = f"改名为 {path.stem}{path.suffix.lower()}"
        return Problem(name, 1, 1, "AL111", message, hint)
    if path.suffix not in known:
        message = f"不认识的文件类型“{path.suffix or path.name}”"
        hint = "案例记录用 .yml，图片用 .jpg .png .webp；其他文件不要放在这里"
        return Problem(name, 1, 1, "AL111", message, hint)
    return None


def _read_picture(path: Path) -> bytes:
    """Read one picture, or one byte more than a picture may have."""
    with path.open("rb") as file:
        return file.read(IMAGE_BYTES + 1)


def _odd_picture(path: Path, name: str, content: bytes) -> Problem | None:
    if len(content) > IMAGE_BYTES:
        size = path.lstat().st_size
        message = f"图片有 {size // 1024} KiB，最多 {IMAGE_BYTES // 1024} KiB"
        return Problem(name, 1, 1, "AL111", message, "压缩后再放")
    if not re.match(_BEGINNINGS[path.suffix], content):
        found = next((end for end, one in _BEGINNINGS.items() if re.match(one, content)), None)
        message = f"不是 {path.suffix} 图片：内容与扩展名不符"
        hint = f"改名为 {path.stem}{found}" if found else "用看图软件打开，另存为 jpg、png 或 webp"
        return Problem(name, 1, 1, "AL111", message, hint)
    return None
