"""What an editor relies on in the reading of folders: regular files, all of them, and no others."""

import errno
import os
import socket
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from generator import disk
from generator.disk import read_inputs, write_tree
from generator.output import File
from generator.strict_yaml import MAX_BYTES


@pytest.fixture
def cases(tmp_path: Path) -> Path:
    """Give a small folder of cases."""
    folder = tmp_path / "cases"
    for name in ("2023/a.yml", "2023/b.yaml", "2022/c.yml", "2022/c.jpg", "_vocab/tags.yml"):
        put(folder, name)
    return folder


JPEG = b"\xff\xd8\xff\xe0"
PNG = b"\x89PNG\r\n\x1a\n"
WEBP = b"RIFF\n\n\n\nWEBP"


def put(folder: Path, name: str, content: bytes | None = None) -> Path:
    """Write a file, making its folder; a picture begins as one if nothing else is asked for."""
    content = content or (JPEG if name.endswith(".jpg") else b"x")
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def refused(folder: Path) -> list[tuple[str, str, str]]:
    """Give what is refused: file, code and message."""
    return [(one.file, one.code, one.message) for one in read_inputs(folder).problems]


def files(found: Iterable[object]) -> list[str]:
    """Give the paths of what was found."""
    return [getattr(one, "file", None) or getattr(one, "uri", "") for one in found]


def test_listing(cases: Path) -> None:
    """Records, vocabularies and pictures are told apart, each with its posix path and content."""
    inputs = read_inputs(cases)

    assert ["cases/2022/c.yml", "cases/2023/a.yml", "cases/2023/b.yaml"] == files(inputs.records)
    assert ["cases/_vocab/tags.yml"] == files(inputs.vocabularies)
    assert ["cases/2022/c.jpg"] == files(inputs.images)
    assert () == inputs.problems
    assert (b"x", JPEG) == (inputs.records[0].raw, inputs.images[0].content)


def test_current_folder(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The folder that one stands in has a name, too."""
    monkeypatch.chdir(cases)

    assert "cases/2022/c.yml" == read_inputs(Path()).records[0].file


def test_missing_folder(tmp_path: Path) -> None:
    """A folder that is not there is an error of the surroundings, not an empty library."""
    with pytest.raises(OSError, match="nowhere"):
        read_inputs(tmp_path / "nowhere")


def test_symbolic_links(cases: Path) -> None:
    """A symbolic link is refused and never followed, to a file, to a folder or to nowhere."""
    secret = put(cases.parent, "secret/2023/s.yml", b"secret")
    (cases / "2023" / "link.yml").symlink_to(secret)
    (cases / "2023" / "dangling.yml").symlink_to(cases / "nowhere.yml")
    (cases / "2021").symlink_to(secret.parent)
    inputs = read_inputs(cases)

    assert [
        ("cases/2021", "AL111", "是链接或特殊文件，不能收录"),
        ("cases/2023/dangling.yml", "AL111", "是链接或特殊文件，不能收录"),
        ("cases/2023/link.yml", "AL111", "是链接或特殊文件，不能收录"),
    ] == refused(cases)
    assert [] == [one.file for one in inputs.records if b"secret" in one.raw]


def test_pipes_and_sockets(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A pipe or a socket is refused, and nobody waits for it."""
    os.mkfifo(cases / "2023" / "pipe.yml")
    monkeypatch.chdir(cases / "2023")
    with socket.socket(socket.AF_UNIX) as one:
        one.bind("socket.yml")

        assert [
            ("cases/2023/pipe.yml", "AL111", "是链接或特殊文件，不能收录"),
            ("cases/2023/socket.yml", "AL111", "是链接或特殊文件，不能收录"),
        ] == refused(cases)


@pytest.mark.parametrize(
    "name", ["a.txt", "a.json", "a", "a.yml.bak", "A.YML", "a.gif", "a.svg", "a.JPG", "a.html"]
)
def test_unknown_endings(cases: Path, name: str) -> None:
    """A file of another kind is refused by name: it would be published or lost silently."""
    put(cases, f"2023/x-{name}")

    assert [(f"cases/2023/x-{name}", "AL111")] == [(one, code) for one, code, _ in refused(cases)]


@pytest.mark.parametrize("name", ["README.md", ".DS_Store", "Thumbs.db", ".a.yml.swp", "a.yml~"])
def test_ignored(cases: Path, name: str) -> None:
    """What editors and systems leave behind is nobody's mistake."""
    before = read_inputs(cases)
    put(cases, f"2023/{name}")

    assert before == read_inputs(cases)


@pytest.mark.parametrize(
    "name", ["x.yml", "2023/deep/x.yml", "2023/_vocab/tags.yml", "2023/d/x.jpg"]
)
def test_wrong_depth(cases: Path, name: str) -> None:
    """A record or a picture lies directly in the folder of its year."""
    put(cases, name)

    assert [(f"cases/{name}", "AL111")] == [(one, code) for one, code, _ in refused(cases)]


@pytest.mark.parametrize("name", [b"\xff.yml", b"a\xe2\x80\xae.yml", b"a\n.yml", b"a\x1b[31m.yml"])
def test_names_that_cannot_be_shown(cases: Path, name: bytes) -> None:
    """A name that no terminal can show is refused, and said in characters that it can."""
    path = os.fsencode(cases) + b"/2023/" + name
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY))
    [(file, code, message)] = refused(cases)

    assert "AL111" == code
    assert (file + message).isprintable()
    assert file.encode()


def test_large_pictures(cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A picture of more than 5 MiB is refused, one of 5 MiB is not; neither is called missing."""
    assert 5 * 1024 * 1024 == disk.IMAGE_BYTES
    monkeypatch.setattr(disk, "IMAGE_BYTES", 2048)
    put(cases, "2023/b.png", PNG.ljust(2048))
    put(cases, "2023/a.png", PNG.ljust(2049))
    inputs = read_inputs(cases)

    assert [("cases/2023/a.png", "AL111")] == [(one, code) for one, code, _ in refused(cases)]
    assert [("cases/2022/c.jpg", 4), ("cases/2023/a.png", 0), ("cases/2023/b.png", 2048)] == [
        (one.uri, len(one.content)) for one in inputs.images
    ]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jpg", JPEG, ""),
        ("a.jpeg", JPEG, ""),
        ("a.png", PNG, ""),
        ("a.webp", WEBP, ""),
        ("a.png", "文字".encode(), "不是 .png 图片：内容与扩展名不符"),
        ("a.jpg", PNG, "不是 .jpg 图片：内容与扩展名不符"),
        ("a.webp", b"RIFF\n\n\n\nWAVE", "不是 .webp 图片：内容与扩展名不符"),
    ],
)
def test_pictures_that_are_none(cases: Path, name: str, content: bytes, message: str) -> None:
    """A file that was only renamed to a picture is refused: readers would see a broken one."""
    put(cases, f"2023/{name}", content)
    expected = [(f"cases/2023/{name}", "AL111", message)] if message else []

    assert expected == refused(cases)


def test_hint_for_a_picture_of_another_kind(cases: Path) -> None:
    """A picture under a wrong ending is answered with the right one."""
    put(cases, "2023/a.jpg", PNG)

    assert ["改名为 a.png"] == [one.hint for one in read_inputs(cases).problems]


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("2023/x-a.JPG", "改名为 x-a.jpg"),
        ("2023/x.YML", "改名为 x.yml"),
        ("2019/deep/x.yml", "cases/2019/x.yml"),
        ("x.yml", "cases/年份/x.yml"),
    ],
)
def test_hints(cases: Path, name: str, hint: str) -> None:
    """What stands in the wrong place or under a wrong name is answered with the right one."""
    put(cases, name)

    assert [hint] == [one.hint for one in read_inputs(cases).problems]


def test_large_records(cases: Path) -> None:
    """Of a huge record no more is read than tells that it is too large."""
    put(cases, "2023/a.yml", b"x" * (MAX_BYTES * 3))

    assert [MAX_BYTES + 1] == [
        len(one.raw) for one in read_inputs(cases).records if one.file.endswith("/a.yml")
    ]


def test_gazetteer() -> None:
    """The table of regions comes with the program."""
    assert "370685\t招远市\t370600" in disk.read_gazetteer().splitlines()


def test_write_tree(tmp_path: Path) -> None:
    """A tree is written as given, its folders made."""
    write_tree(tmp_path / "out", [File("a/b/c.json", b"{}"), File("d.txt", b"\xff")])

    assert {"a/b/c.json": b"{}", "d.txt": b"\xff"} == {
        path.relative_to(tmp_path / "out").as_posix(): path.read_bytes()
        for path in (tmp_path / "out").rglob("*.*")
    }


def test_two_writers_at_once(tmp_path: Path) -> None:
    """A file that two write at once is whole at any moment: the one's or the other's."""
    path = tmp_path / "a.yml"
    path.write_bytes(b"a" * 300_000)
    code = (
        "import sys, pathlib; from generator import disk\n"
        "path, content = pathlib.Path(sys.argv[1]), sys.argv[2].encode() * 300_000\n"
        "for _ in range(150): disk.replace(path, content)"
    )
    writers = [subprocess.Popen([sys.executable, "-c", code, str(path), letter]) for letter in "ab"]
    seen = set()
    while any(one.poll() is None for one in writers):
        content = path.read_bytes()
        seen.add((len(content), len(set(content))))

    assert ([0, 0], {(300_000, 1)}) == ([one.wait() for one in writers], seen)
    assert [path] == list(tmp_path.iterdir())


def test_a_new_file_needs_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A drive that knows no hard links takes a new file all the same, and keeps an old one."""

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(errno.EPERM, "no links", str(self), None, str(target))

    monkeypatch.setattr(Path, "hardlink_to", refuse)
    path = tmp_path / "2023" / "a.yml"
    disk.create(path, b"a")
    with pytest.raises(FileExistsError):
        disk.create(path, b"b")

    assert (b"a", ["a.yml"]) == (path.read_bytes(), [one.name for one in path.parent.iterdir()])
