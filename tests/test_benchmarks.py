"""The synthetic library that speed is measured on."""

import subprocess
import sys
from pathlib import Path

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
    """A list of more than 50 cases goes on at page/2/, and the whole site verifies."""
    corpus(60, tmp_path / "cases")
    site = tmp_path / "site"
    done = anliku("build", "--cases", str(tmp_path / "cases"), "--site-dir", str(site))

    assert done.returncode == 0, done.stderr
    first = (site / "cases" / "index.html").read_text(encoding="utf-8")
    second = (site / "cases" / "page" / "2" / "index.html").read_text(encoding="utf-8")
    assert (50, 10) == (first.count('class="al-card"'), second.count('class="al-card"'))
    assert 'rel="next" href="page/2/"' in first
    assert 'rel="prev" href="../../"' in second
