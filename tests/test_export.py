"""The Markdown tree, set by another engine than MkDocs."""

import subprocess
import sys
from pathlib import Path

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


def pages(folder: Path) -> set[str]:
    """Give the address of every page of a site."""
    found = {path.relative_to(folder).as_posix() for path in folder.rglob("*.html")}
    return found - {"404.html"}


def test_another_engine_makes_the_same_pages(tmp_path: Path) -> None:
    """The exported Markdown gives the same set of pages with ProperDocs as with our own build."""
    site = tmp_path / "ours"
    assert 0 == anliku("build", "--site-dir", str(site)).returncode
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
