"""The preview: an edited record shows, a broken one shows its problems, and it lives on."""

import os
import re
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from socket import socket

import pytest

from tests.test_build import project

__all__ = ["project"]
RECORD = "cases/2017/ningbo-yunguan-dangjian-jia.yml"
ADDRESS = "cases/ningbo-yunguan-dangjian-jia/"


def free_port() -> int:
    """Give a port of the loopback address that nobody uses."""
    with socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def read(url: str) -> str:
    """Give a page's text, or what the server answered instead."""
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:  # noqa: S310 # loopback
            return str(answer.read().decode("utf-8"))
    except urllib.error.HTTPError as error:
        return f"HTTP {error.code}"
    except OSError:
        return ""


def wait_for(condition: Callable[[], bool]) -> bool:
    """Ask again and again, for at most a minute on a busy machine."""
    for _ in range(300):
        if condition():
            return True
        time.sleep(0.2)
    return False


@pytest.fixture(params=["anliku", "mkdocs"])
def preview(project: Path, request: pytest.FixtureRequest) -> Iterator[tuple[Path, str, Path]]:
    """A running preview: the project's folder, its address, and the file of what it says."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    commands = {
        "anliku": [sys.executable, "-m", "generator", "serve", "--address", address],
        "mkdocs": [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address],
    }
    said = project / "said.txt"
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "PYTHONUNBUFFERED": "1"}
    with said.open("w", encoding="utf-8") as output:
        running = subprocess.Popen(
            commands[request.param],
            cwd=project,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        try:
            url = f"http://{address}/"
            assert wait_for(lambda: "交通运输党建案例库" in read(url)), said.read_text("utf-8")
            yield project, url, said
        finally:
            running.terminate()
            running.wait(timeout=20)


def test_the_preview_follows_the_records(preview: tuple[Path, str, Path]) -> None:
    """An edit shows; a broken record shows its problems in its place; mended, it shows again."""
    folder, url, said = preview
    record = folder / RECORD
    good = record.read_text(encoding="utf-8")
    title = re.match(r"title: (.*)", good)
    assert title

    record.write_text(good.replace(title[1], "改过的标题"), encoding="utf-8")
    assert wait_for(lambda: '<h1 id="top">改过的标题</h1>' in read(url + ADDRESS))

    record.write_text(good.replace("category: ", "categroy: "), encoding="utf-8")
    assert wait_for(lambda: "有待修改" in read(url + ADDRESS))
    broken = read(url + ADDRESS)
    assert "AL202" in broken
    assert "是否想写 category（组织类别）？" in broken
    assert f"{RECORD}:" in said.read_text(encoding="utf-8")
    listing = read(url + "cases/")
    assert "四省深化货车司机群体党建试点" in listing
    assert "1 个文件有待修改" in listing
    assert 'href="ningbo-yunguan-dangjian-jia/"' in listing

    record.write_text(good, encoding="utf-8")
    assert wait_for(lambda: "推动道路运输管理转型" in read(url + ADDRESS))


@pytest.mark.parametrize("preview", ["anliku"], indirect=True)
def test_the_preview_says_where_it_is_and_what_it_did(preview: tuple[Path, str, Path]) -> None:
    """The terminal shows the address, how to stop, and how many cases the preview holds."""
    _, url, said = preview

    assert f"预览：{url}" in said.read_text(encoding="utf-8")
    assert "5 个案例，0 个错误。" in said.read_text(encoding="utf-8")


def test_the_preview_searches(preview: tuple[Path, str, Path]) -> None:
    """The preview carries the index of the search."""
    _, url, _ = preview

    assert '"version"' in read(url + "search/manifest.json")
