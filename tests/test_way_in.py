"""What contributors and the host rely on: the way from a pull request to the published site."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.factories import ROOT

GITHUB = ROOT / ".github"
WORKFLOWS = sorted((GITHUB / "workflows").glob("*.yml"))
FORMS = sorted(GITHUB.glob("ISSUE_TEMPLATE/[0-9]*.yml"))
HAN = re.compile("[一-鿿]")


def loaded(path: Path) -> dict[str, Any]:
    """Read a file as the forge does; YAML 1.1 takes the key `on` for a truth."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    return {"on" if key is True else key: value for key, value in data.items()}


def steps(workflow: dict[str, Any]) -> list[dict[str, Any]]:
    """Give the steps of all jobs."""
    return [step for job in workflow["jobs"].values() for step in job["steps"]]


def test_workflows_are_safe() -> None:
    """The auditor of workflows finds nothing, in its strictest mode."""
    run = subprocess.run(
        [Path(sys.executable).parent / "zizmor", "--offline", "--persona=auditor", GITHUB],
        capture_output=True,
        text=True,
        check=False,
    )

    assert 0 == run.returncode, run.stdout
    assert "No findings to report" in run.stdout


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_actions_are_pinned(path: Path) -> None:
    """An action is named by its commit, so that nobody changes what runs by moving a tag."""
    used = [step["uses"] for step in steps(loaded(path)) if "uses" in step]

    assert used
    assert [] == [one for one in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", one)]


def test_hidden_files_are_published() -> None:
    """The address for those who found a weakness is not left behind on the way to Pages."""
    packed = [
        step["with"]["include-hidden-files"]
        for step in steps(loaded(GITHUB / "workflows" / "publish.yml"))
        if "upload-pages-artifact" in step.get("uses", "")
    ]

    assert [True] == packed


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_untrusted_code_meets_no_secret(path: Path) -> None:
    """What runs the code of a pull request may read the repository and knows no secret."""
    text, workflow = path.read_text(encoding="utf-8"), loaded(path)
    events = workflow["on"] if isinstance(workflow["on"], dict) else {workflow["on"]: None}
    granted = [job.get("permissions") for job in workflow["jobs"].values()]

    assert "secrets." not in text
    assert {} == workflow["permissions"]
    assert "pull_request_target" not in events
    if "pull_request" in events:
        assert {"pull_request"} == set(events)
        assert [{"contents": "read"}] * len(granted) == granted


def test_commands_of_the_workflows_exist() -> None:
    """Each command that a workflow or a hook runs is one that the program has."""
    from generator.cli import anliku

    text = "\n".join(path.read_text(encoding="utf-8") for path in WORKFLOWS)
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    called = [*re.findall(r"\.venv/bin/anliku (.*)", text), *(h["entry"][7:] for h in hooks)]

    assert called
    for line in called:
        name, *rest = line.split("||")[0].split()
        options = {flag for one in anliku.commands[name].params for flag in one.opts}
        assert set() == {word for word in rest if word.startswith("--")} - options


def test_hooks_meet_the_records_and_nothing_else() -> None:
    """A hook before a commit runs for records, not for vocabularies, pictures or pages."""
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    files = ["cases/2023/a.yml", "cases/_vocab/tags.yml", "cases/2023/a.jpg", "mkdocs.yml"]

    assert ["anliku-check", "anliku-fmt"] == [hook["id"] for hook in hooks]
    for hook in hooks:
        assert ["cases/2023/a.yml"] == [one for one in files if re.search(hook["files"], one)]


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_forms_are_whole(path: Path) -> None:
    """An issue form has what the forge asks for, in Chinese, and no field twice."""
    form = loaded(path)
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    ids = [part["id"] for part in fields]

    assert {"name", "description", "title", "labels", "body"} == set(form)
    assert {"input", "textarea", "dropdown"} >= {part["type"] for part in fields}
    assert sorted(set(ids)) == sorted(ids)
    assert all(HAN.search(part["attributes"]["label"]) for part in fields)
    assert all(part["attributes"]["options"] for part in fields if part["type"] == "dropdown")


def test_owners_own_what_exists() -> None:
    """Every path that has a reviewer of its own is there."""
    lines = (GITHUB / "CODEOWNERS").read_text(encoding="utf-8").splitlines()
    paths = [line.split()[0] for line in lines if line and not line.startswith("#")]

    assert "*" == paths[0]
    assert [] == [path for path in paths[1:] if not (ROOT / path.strip("/")).exists()]
