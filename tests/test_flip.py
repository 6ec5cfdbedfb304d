"""What a host relies on when a finished site takes the place of an old one."""

import os
from pathlib import Path

import pytest

from generator.flip import MARKER, flip, recover
from generator.workspace import SurroundingsError

FILES = ("a.html", "b/c.html", "b/d.html", "z.html")


def make_site(folder: Path, text: str) -> Path:
    """Make a site of a few files that all say `text`."""
    for name in (MARKER, *FILES):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("survived", range(len(FILES) + 1))
def test_a_kill_while_the_old_site_is_deleted_leaves_no_obstacle(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, survived: int
) -> None:
    """Whenever a build is killed while it deletes the old site, the next one goes through."""
    target = make_site(tmp_path / "site", "old")
    calls = iter(range(survived))
    unlink = os.unlink

    def killed(*args: object, **options: object) -> None:
        if next(calls, None) is None:
            raise KeyboardInterrupt
        unlink(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr("os.unlink", killed)
    with pytest.raises(KeyboardInterrupt):
        flip(make_site(tmp_path / "new", "new"), target)
    monkeypatch.undo()

    recover(target)
    flip(make_site(tmp_path / "newer", "newer"), target)
    assert "newer" == (target / "z.html").read_text(encoding="utf-8")
    assert ["site"] == [path.name for path in tmp_path.iterdir()]


def test_what_cannot_be_deleted_stops_the_next_build_with_a_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where the old site cannot be deleted, the new one stands, and the next build says why not."""
    target = make_site(tmp_path / "site", "old")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("os.unlink", refuse)
    flip(make_site(tmp_path / "new", "new"), target)

    assert "new" == (target / "z.html").read_text(encoding="utf-8")
    with pytest.raises(SurroundingsError, match=r"无法删除上次留下的 .*\.site\.old；请检查权限"):
        recover(target)
