"""The Markdown tree, set by another engine than MkDocs."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from generator import cli
from tests.test_build import MARKER, ROOT, anliku

# What an engine needs beside the pages: the parts of mkdocs.yml that concern Markdown.
CONFIG = """\
site_name: 案例库
docs_dir: {docs}
site_dir: {site}
markdown_extensions: [attr_list, admonition, tables, {{toc: {{toc_depth: 2-3}}}}]
not_in_nav: "*"
nav: [index.md]
theme: {{name: null, custom_dir: {theme}}}
plugins: []
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library's site, built once and only looked at."""
    folder = tmp_path_factory.mktemp("built") / "site"
    done = anliku("build", "--site-dir", str(folder))
    assert 0 == done.returncode, done.stderr
    return folder


def pages(folder: Path) -> set[str]:
    """Give the address of every page of a site."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    return found - {"404.html"}


def test_another_engine_makes_the_same_pages(site: Path, tmp_path: Path) -> None:
    """The exported Markdown gives the same set of pages with ProperDocs as with our own build."""
    done = anliku("export", "--markdown", str(tmp_path / "docs"))
    assert 0 == done.returncode, done.stderr
    config = tmp_path / "properdocs.yml"
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "main.html").write_text("<title>{{ page.title }}</title>{{ page.content }}", "utf-8")
    text = CONFIG.format(docs=tmp_path / "docs", site=tmp_path / "theirs", theme=theme)
    config.write_text(text, encoding="utf-8")
    built = subprocess.run(
        [sys.executable, "-m", "properdocs", "build", "--config-file", str(config)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert built.returncode == 0, built.stderr
    assert pages(site) == pages(tmp_path / "theirs")


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """An export never mixes with what a folder already holds."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    done = anliku("export", "--markdown", str(tmp_path))

    assert 3 == done.returncode
    assert "不是空文件夹" in done.stderr
    assert ["notes.txt"] == [path.name for path in tmp_path.iterdir()]


def test_the_tree_holds_every_page_as_markdown(tmp_path: Path) -> None:
    """Each page of the site stands in the tree as a Markdown file with title and description."""
    anliku("export", "--markdown", str(tmp_path / "docs"))
    case = (tmp_path / "docs/cases/huoche-siji-dangjian-shidian.md").read_text(encoding="utf-8")

    assert case.startswith('---\ntitle: "四省深化货车司机群体党建试点"\ndescription: "2022年，')
    assert "\n## 案例背景 {: #beijing }\n" in case
    assert not (tmp_path / "docs" / MARKER).exists()
    assert (ROOT / "docs/about.md").read_bytes() == (tmp_path / "docs/about.md").read_bytes()


# ---------------------------------------------------------------- open data


@pytest.mark.parametrize("form", ["json", "ndjson"])
def test_a_list_is_the_same_as_on_the_site(site: Path, tmp_path: Path, form: str) -> None:
    """All records in one file are, to the byte, what the site serves, in a file and on a pipe."""
    path = tmp_path / f"a.{form}"
    done = anliku("export", f"--{form}", str(path))
    piped = subprocess.run(
        [sys.executable, "-m", "generator", "export", f"--{form}", "-"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )

    assert (0, f"已写入 5 个案例：{path}\n") == (done.returncode, done.stdout)
    assert (site / "data" / f"cases.{form}").read_bytes() == path.read_bytes() == piped.stdout
    assert [path] == list(tmp_path.iterdir())


def test_tables_are_the_same_as_on_the_site(site: Path, tmp_path: Path) -> None:
    """The tables in a new folder are, to the byte, those that the site serves."""
    folder = tmp_path / "new"
    done = anliku("export", "--csv", str(folder))
    served = {path.name: path.read_bytes() for path in (site / "data").glob("*.csv")}

    assert (0, f"已写入 3 张表：{folder}\n") == (done.returncode, done.stdout)
    assert 3 == len(served)
    assert served == {path.name: path.read_bytes() for path in folder.iterdir()}


@pytest.mark.parametrize("form", ["json", "ndjson", "csv"])
def test_nothing_is_overwritten(tmp_path: Path, form: str) -> None:
    """What lies where an export is to go stays as it is, and is named."""
    place = tmp_path / "mine"
    if form == "csv":
        place.mkdir()
    (place / "notes.txt" if form == "csv" else place).write_text("mine", encoding="utf-8")
    done = anliku("export", f"--{form}", str(place))

    assert 3 == done.returncode
    assert str(place) in done.stderr
    assert ["mine"] == [one.read_text("utf-8") for one in tmp_path.rglob("*") if one.is_file()]


def test_records_with_errors(tmp_path: Path) -> None:
    """An export of records with errors writes nothing, and speaks of no site."""
    cases = tmp_path / "cases"
    shutil.copytree(ROOT / "cases" / "_vocab", cases / "_vocab")
    (cases / "2023").mkdir()
    (cases / "2023" / "broken.yml").write_text("title: 甲\n", encoding="utf-8")
    place = tmp_path / "new"
    done = anliku("export", "--json", str(place), "--cases", str(cases))

    assert (1, "没有导出：11 个错误。") == (done.returncode, done.stderr.splitlines()[-1])
    assert not place.exists()


@pytest.mark.parametrize(
    "arguments",
    [[], ["--json", "-", "--ndjson", "-"], ["--csv", "-"], ["--markdown", "-"]],
    ids=" ".join,
)
def test_one_form_at_a_time(arguments: list[str]) -> None:
    """An export without a form, in two at once, or of a folder to a pipe, is a wrong usage."""
    done = CliRunner().invoke(cli.anliku, ["export", *arguments])

    assert (2, False) == (done.exit_code, Path("-").exists())


def test_texts_are_served_as_they_are(site: Path) -> None:
    """A case as one Markdown text is a file of the site, and no engine makes a page of it."""
    folder = site / "cases" / "huoche-siji-dangjian-shidian"

    assert (folder / "record.md").read_text("utf-8").startswith("# 四省深化货车司机群体党建试点\n")
    assert {"index.html", "record.json", "record.md", "record.yml"} <= {
        path.name for path in folder.iterdir()
    }
    assert not (folder / "record.md.txt").exists()
    assert not (folder / "record").exists()
