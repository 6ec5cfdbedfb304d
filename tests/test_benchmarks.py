"""The synthetic library that speed is measured on, and the measures of a reader's targets."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.test_build import ROOT, anliku


def corpus(count: int, folder: Path) -> None:
    """Write a synthetic library."""
    command = [sys.executable, str(ROOT / "benchmarks" / "corpus.py"), str(count), str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)


def test_synthetic_records_are_valid(tmp_path: Path) -> None:
    """Every synthetic record passes the check without a remark."""
    corpus(60, tmp_path / "cases")
    done = anliku("check", str(tmp_path / "cases"))

    assert (0, "60 个案例，0 个错误，0 个提醒。\n") == (done.returncode, done.stdout)


def test_a_larger_library_builds_with_lists_in_pages(tmp_path: Path) -> None:
    """The list of 60 cases goes on at page/2/ and 3/, and the whole site verifies."""
    corpus(60, tmp_path / "cases")
    site = tmp_path / "site"
    done = anliku("build", "--cases", str(tmp_path / "cases"), "--site-dir", str(site))

    assert done.returncode == 0, done.stderr
    first = (site / "cases" / "index.html").read_text(encoding="utf-8")
    second = (site / "cases" / "page" / "2" / "index.html").read_text(encoding="utf-8")
    assert (20, 20) == (first.count('class="al-card"'), second.count('class="al-card"'))
    assert 'rel="next" href="page/2/"' in first
    assert 'rel="prev" href="../../"' in second


@pytest.mark.slow
def test_every_target_of_a_reader_is_measured() -> None:
    """The measures open pages, search and type, and print a target beside each figure."""
    command = [sys.executable, str(ROOT / "benchmarks" / "reader.py"), "--size", "100"]
    done = subprocess.run(
        [*command, "--rounds", "1", "--no-lighthouse"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    shapes = [
        re.sub(r"^(met   |MISSED) |“.*?”|\(case-.*\)|[0-9][0-9.,]*", "", line)
        for line in done.stdout.splitlines()[1:]
    ]

    first = "first result of :  ms, at most ;  KB, at most  ( KB under search/)"
    typed = "last key of  to its result:  ms with the index at hand, at most  ( ms without)"
    pages = "largest of  case pages:  KB of HTML, at most  "
    whole = "heaviest case page with all that it loads:  KB, at most  "
    assert [first] * 5 + [typed] * 5 == [one for one in shapes if one in (first, typed)]
    assert 2 == sum(one.startswith(pages.strip()) for one in shapes)
    assert 2 == sum(one.startswith(whole.strip()) for one in shapes)
