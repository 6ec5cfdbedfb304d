"""The open data as an analyst takes it: the lines of the page, run against a served site."""

import csv
import io
import json
import shlex
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import html5lib
import pandas as pd
import pytest
from playwright.sync_api import Page, expect

from generator.render.data import PLACEHOLDER
from tests.browser.conftest import ROOT

CELLS = json.loads((ROOT / "tests/golden/csv-cells.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lines(site_dir: Path, site: str) -> dict[str, list[str]]:
    """The lines of the built page by their tool, with the site's address in its place."""
    text = (site_dir / "data" / "index.html").read_text(encoding="utf-8")
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    found: dict[str, list[str]] = {}
    for one in tree.iter("div"):
        if one.get("class") == "al-data-line":
            line = "".join(next(one.iter("code")).itertext())
            found.setdefault(one.get("data-tool"), []).append(line.replace(PLACEHOLDER, site))
    return found


def test_the_lines_of_pandas(lines: dict[str, list[str]]) -> None:
    """Each line of pandas loads its file from the site as a frame or a list of cases."""
    loaded = []
    for line in lines["pandas"]:
        names: dict[str, Any] = {}
        exec(line, names)  # noqa: S102 # the very line that readers copy
        # What the line names last is what it has loaded.
        loaded.append(list(names.values())[-1])

    assert [5, 5] == [len(loaded[0]), loaded[0]["id"].nunique()]
    assert list(loaded[1]["case"].unique()) == [
        one for one in loaded[0]["id"] if one in set(loaded[1]["case"])
    ]
    assert {"Int64"} == {str(frame["year"].dtype) for frame in loaded[:2]}
    assert set(loaded[2]["case"]) <= set(loaded[0]["id"])
    assert [5] * len(loaded[3:]) == [len(one) for one in loaded[3:]]


def test_the_lines_of_curl_and_duckdb(
    lines: dict[str, list[str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each line of curl saves its file, and the line of DuckDB reads it where it lies."""
    monkeypatch.chdir(tmp_path)
    for line in lines["curl"]:
        subprocess.run([*shlex.split(line), "-s", "--noproxy", "*"], check=True)
    found = [duckdb.sql(line).fetchall() for line in lines["DuckDB"]]
    cases, metrics, platforms = (
        pd.read_csv(f"{one}.csv") for one in ("cases", "metrics", "platforms")
    )

    assert sorted(cases.groupby("category").size().items()) == found[0]
    assert int((metrics["kind"] == "成效").sum()) == len(found[1])
    assert sorted(platforms.groupby("kind").size().items()) == found[2]
    assert len(lines["curl"]) == len(found) == len(list(tmp_path.iterdir()))


def test_every_address_and_key_is_there(site_dir: Path) -> None:
    """Each address of a single case, tag or place leads to a file, and each key stands in it."""
    text = (site_dir / "data" / "index.html").read_text(encoding="utf-8")
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    patterns, keys = (
        [
            "".join(code.itertext())
            for one in tree.iter("dl")
            for code in one.iter("code")
            if name in one.get("class")
        ]
        for name in ("al-data-patterns", "al-data-keys")
    )
    ids = {
        "案例编号": "huoche-siji-dangjian-shidian",
        "标签编号": "huoche-siji",
        "地区代码": "320000",
    }
    for word, one in ids.items():
        patterns = [pattern.replace(word, one) for pattern in patterns]
    choice = json.loads((site_dir / "tags/huoche-siji/cases.json").read_text("utf-8"))

    assert [] == [pattern for pattern in patterns if not (site_dir / pattern).is_file()]
    assert sorted(choice) == sorted(key for told in keys for key in told.split("、"))


def test_a_line_is_copied(page: Page, site: str) -> None:
    """One press copies a line, and by keyboard a line that is too long for its box is scrolled."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(site + "data/")
    page.get_by_text("怎样读取案例表").click()
    first = page.locator(".al-data-line").first
    code = first.locator("code")
    first.get_by_role("button", name="复制").click()

    expect(page.locator("#told")).to_have_text("已复制")
    assert code.text_content() == page.evaluate("navigator.clipboard.readText()")
    assert "0" == code.get_attribute("tabindex")
    assert 375 == page.evaluate("document.documentElement.scrollWidth")


def test_both_tables_defuse_alike(page: Page, site: str) -> None:
    """The table that a sheet hands out marks the same cells as those of the open data."""
    page.goto(site + "metrics/")

    made = page.evaluate("cells => anlikuSheet.toCsv(cells)", [[text] for text, _ in CELLS])

    # The reader of CSV takes an empty line for no cell at all.
    assert [[cell] if cell else [] for _, cell in CELLS] == list(
        csv.reader(io.StringIO(made, newline=""))
    )
