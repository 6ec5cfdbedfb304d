"""What the pages and READMEs promise is there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from generator import cli
from tests.test_build import ROOT

PAGES = (
    *("README.md", "CONTRIBUTING.md", "docs/submit/guide.md", "docs/criteria.md"),
    *("docs/hosting.md", "docs/developers/index.md"),
)


def text(page: str) -> str:
    """Give a page's text."""
    return (ROOT / page).read_text(encoding="utf-8")


def test_the_sample_that_editors_copy_is_right(tmp_path: Path) -> None:
    """A check has nothing to say of the record on the page 提交指南."""
    sample = re.search(r"```yaml\n(title: .*?)```", text("docs/submit/guide.md"), re.DOTALL)
    assert sample
    path = tmp_path / "sample" / "2023" / "ban-che-shao-yao.yml"
    path.parent.mkdir(parents=True)
    path.write_text(sample[1], encoding="utf-8")
    shutil.copytree(ROOT / "cases" / "_vocab", path.parents[1] / "_vocab")
    said = CliRunner().invoke(cli.anliku, ["check", "--format", "json", str(path)])

    assert [] == json.loads(said.stdout)


@pytest.mark.parametrize("page", PAGES)
def test_every_make_target_that_is_named_exists(page: str) -> None:
    """`make` knows each target that a page names."""
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    # `make` before a word of a sentence is no command.
    named = set(re.findall(r"(?:`|\$ )make ([a-z]+)", text(page)))

    assert set() == named - targets


@pytest.mark.parametrize("page", PAGES)
def test_every_command_that_is_named_exists(page: str) -> None:
    """The command line knows each command and option that a page names."""
    for command, rest in re.findall(r"(?:`|bin/)anliku ([a-z]+)([^`\n]*)", text(page)):
        assert command in cli.anliku.commands, command
        options = {name for one in cli.anliku.commands[command].params for name in one.opts}
        assert set() == set(re.findall(r"--[a-z-]+", rest)) - options - {"--help"}


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_every_file_that_is_linked_exists(page: str) -> None:
    """No page of the repository links to a file that is not there."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", text(page))

    assert [] == [link for link in links if not (ROOT / link).exists()]


def test_make_help_lists_every_target() -> None:
    """`make help` explains each target that a developer may call."""
    targets = set(re.findall(r"^([a-z]+):", text("Makefile"), re.MULTILINE))
    done = subprocess.run(
        ["make", "help"],  # noqa: S607 # whichever make the developer has
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )

    assert targets == set(re.findall(r"^  make ([a-z]+)", done.stdout, re.MULTILINE))


def test_every_setting_of_the_plugin_stands_in_mkdocs_yml() -> None:
    """A host finds each setting in `mkdocs.yml`, with a word about it."""
    from generator.plugin import AnlikuConfig

    config = re.sub(r"!!python\S+", "", text("mkdocs.yml"))
    (plugin,) = yaml.safe_load(config)["plugins"]

    assert set(plugin["anliku"]) == set(AnlikuConfig().keys())


def test_lock_files_name_no_address() -> None:
    """The lock files hold hashes for every package and no download address."""
    for path in sorted((ROOT / "requirements").glob("*.txt")):
        locked = path.read_text(encoding="utf-8")
        packages = re.findall(r"^[a-z0-9][\w.-]*==", locked, re.MULTILINE)

        assert "://" not in locked
        assert len(packages) == len(re.findall(r"^[a-z0-9].*\\$", locked, re.MULTILINE))
        assert len(packages) <= locked.count("--hash=sha256:")
