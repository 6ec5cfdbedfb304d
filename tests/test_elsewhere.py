"""A function in a second process gives what it gives here."""

import os
import subprocess
import sys
from operator import truediv

import pytest

from generator import disk, elsewhere
from generator.search import build_index
from generator.verify import html_paths, read_pages
from tests.test_build import ROOT
from tests.test_search_shards import document


def test_the_answer_comes_from_another_process() -> None:
    """The function runs in a process of its own."""
    assert os.getpid() != elsewhere.start(os.getpid)()


def test_the_index_is_the_same_elsewhere() -> None:
    """An index that is made elsewhere has the same files and bytes."""
    some = [document(number, "货车司机", f"第{number}个案例") for number in range(9)]

    assert build_index(some) == elsewhere.start(build_index, some)()


def test_pages_are_read_the_same_elsewhere() -> None:
    """Pages that are read elsewhere tell the same of themselves."""
    files = disk.Files(ROOT / "overrides")
    paths = html_paths(files)

    assert read_pages(files, paths, "/") == elsewhere.start(read_pages, files, paths, "/")()


def test_a_failing_child_costs_only_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the second process cannot answer, the answer is worked out here."""
    monkeypatch.setattr("sys.executable", "/bin/false")

    assert 2.0 == elsewhere.start(truediv, 4, 2)()


def test_a_fault_of_the_function_is_raised_here(capfd: pytest.CaptureFixture[str]) -> None:
    """A function that fails elsewhere fails here as well, and is not swallowed."""
    with pytest.raises(ZeroDivisionError):
        elsewhere.start(truediv, 1, 0)()
    capfd.readouterr()


def test_a_child_ends_with_its_parent() -> None:
    """A child whose pipe closes before a call comes ends by itself."""
    command = [sys.executable, "-m", "generator.elsewhere"]
    done = subprocess.run(
        command, cwd=ROOT, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60
    )

    assert 1 == done.returncode
