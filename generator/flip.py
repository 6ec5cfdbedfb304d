"""The folder that a build works in, and how it takes the place of the site that stands.

The site is touched only by the last step, two renames. Whatever happens before leaves it whole, and
a build that was killed between the two is undone by the next one.
"""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from generator.workspace import SurroundingsError, reason

MARKER: Final = ".anliku"
MARKER_TEXT: Final = b"made by anliku; rebuilt as a whole, do not edit\n"


@contextmanager
def workshop(target: Path) -> Iterator[Path]:
    """Give a sibling folder to build in; it is the lock as well, and gone when the block ends.

    The system lets go of the lock when a build dies, however it dies; what a dead build left in
    the folder is cleared.
    """
    folder = target.with_name(f".{target.name}.building")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise SurroundingsError(f"无法写入 {folder}：{reason(error)}") from error
    try:
        _lock(folder, handle)
        for left in folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        (folder / MARKER).write_bytes(MARKER_TEXT)
        try:
            yield folder
        finally:
            # After a flip the folder is the site, and no longer here.
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def _lock(folder: Path, handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        message = f"另一个构建正在进行（{folder}）；等它结束再试"
        raise SurroundingsError(message) from None
    if not _same(folder, handle):
        # Between our look and our lock, another build finished and moved the folder away.
        raise SurroundingsError("另一个构建刚刚结束，请再试一次")


def _same(folder: Path, handle: int) -> bool:
    try:
        return os.path.samestat(folder.stat(), os.fstat(handle))
    except OSError:
        return False


def refuse_foreign(target: Path, sources: tuple[Path, ...]) -> None:
    """Refuse a target that holds what is not ours, or that lies in or around what is built from."""
    if target.is_symlink():
        raise SurroundingsError(f"{target} 是一个链接，不能替换；请直接写它指向的文件夹")
    if target.exists() and not target.is_dir():
        raise SurroundingsError(f"{target} 是一个文件，不能替换")
    for source in (one.resolve() for one in sources):
        inside = source.is_dir() and target.resolve().is_relative_to(source)
        if inside or source.is_relative_to(target.resolve()):
            raise SurroundingsError(f"网站不能放在 {target}：那里是生成网站用的 {source}")
    if target.exists() and any(target.iterdir()) and not (target / MARKER).is_file():
        message = f"{target} 不是本程序生成的网站，不能替换；请换一个 --site-dir，或先移走它"
        raise SurroundingsError(message)


def _backup(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def recover(target: Path) -> None:
    """Undo a flip that was killed between its two renames; clear what an older one left."""
    backup = _backup(target)
    if not (backup / MARKER).is_file():
        return
    if not target.exists():
        backup.rename(target)
        return
    _discard(backup)
    if backup.exists():
        raise SurroundingsError(f"无法删除上次留下的 {backup}；请检查权限，删除后再试")


def flip(folder: Path, target: Path) -> None:
    """Put the finished `folder` in the place of `target`."""
    backup = _backup(target)
    try:
        if target.exists():
            target.rename(backup)
        folder.rename(target)
    except OSError as error:
        if backup.exists() and not target.exists():
            backup.rename(target)
        raise SurroundingsError(f"无法替换 {target}：{reason(error)}") from error
    if backup.exists():
        _discard(backup)


def _discard(site: Path) -> None:
    """Delete an old site, its marker last: a kill in between leaves what is known as ours."""
    for path in site.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        elif path.name != MARKER:
            with suppress(OSError):
                path.unlink()
    if [path.name for path in site.iterdir()] == [MARKER]:
        shutil.rmtree(site, ignore_errors=True)
