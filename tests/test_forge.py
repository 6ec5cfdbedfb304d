"""Where an editor hands in a record: the pages of the forge that the host has set."""

from typing import Any

import pytest

from generator import forge
from generator.forge import Forge

GITHUB = "https://github.com/anli/anli"


@pytest.mark.parametrize(
    ("settings", "templates"),
    [
        ({}, {"name": "", "home": "", "new": "", "filled": "", "edit": ""}),
        (
            {"kind": "github", "address": GITHUB},
            {
                "name": "GitHub",
                "home": GITHUB,
                "new": f"{GITHUB}/new/main?filename={{file}}",
                "filled": f"{GITHUB}/new/main?filename={{file}}&value={{text}}",
                "edit": f"{GITHUB}/edit/main/{{file}}",
            },
        ),
        (
            {"kind": "gitlab", "address": "https://git.example.cn/a/b/c/", "branch": "v1/主干"},
            {
                "name": "GitLab",
                "home": "https://git.example.cn/a/b/c",
                "new": "https://git.example.cn/a/b/c/-/new/v1/%E4%B8%BB%E5%B9%B2?file_name={file}",
                "filled": "",
                "edit": "https://git.example.cn/a/b/c/-/edit/v1/%E4%B8%BB%E5%B9%B2/{file}",
            },
        ),
        (
            {"kind": "gitee", "address": "https://gitee.com/anli/anli.git", "branch": "master"},
            {
                "name": "Gitee",
                "home": "https://gitee.com/anli/anli",
                "new": "",
                "filled": "",
                "edit": "https://gitee.com/anli/anli/edit/master/{file}",
            },
        ),
    ],
)
def test_addresses(settings: dict[str, str], templates: dict[str, str]) -> None:
    """Each forge has its own pages for a new file and an edit; what it lacks is left empty."""
    assert templates == forge.read(settings).templates()


def test_no_forge_keeps_no_address() -> None:
    """With kind none, an address that was left behind in the settings is not shown anywhere."""
    assert Forge() == forge.read({"kind": "none", "address": "not yet"})


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (None, "要写成 kind、address、branch 三项"),
        ("github", "要写成 kind、address、branch 三项"),
        ({"knid": "github"}, "没有“knid”这一项"),
        ({"kind": "github", "address": GITHUB, "branch": 2}, "branch 要是文字"),
        ({"kind": "gitea", "address": GITHUB}, "kind 要是 none、github、gitlab、gitee 之一"),
        ({"kind": "github"}, "address 要是仓库的网址"),
        ({"kind": "github", "address": "http://github.com/a/b"}, "address 要是仓库的网址"),
        ({"kind": "github", "address": "https://github.com/a"}, "address 要是仓库的网址"),
        ({"kind": "github", "address": "https://github.com/"}, "address 要是仓库的网址"),
        ({"kind": "github", "address": f"{GITHUB}?tab=x"}, "address 要是仓库的网址"),
        ({"kind": "github", "address": f"{GITHUB}#x"}, "address 要是仓库的网址"),
        ({"kind": "github", "address": "git@github.com:a/b.git"}, "address 要是仓库的网址"),
        ({"kind": "github", "address": "https://a:b@github.com/a/b"}, "address 要是仓库的网址"),
    ],
)
def test_a_wrong_setting_is_told(settings: Any, said: str) -> None:
    """A setting that would make dead links is refused, with what right looks like."""
    with pytest.raises(ValueError, match=said):
        forge.read(settings)


@pytest.mark.parametrize("branch", ["", "a b", "a..b", "-x", "/x", "{file}", "a?b", "a\nb", "*"])
def test_a_branch_that_git_has_not(branch: str) -> None:
    """A text that can be no branch is refused, so that it never stands in an address."""
    with pytest.raises(ValueError, match="branch 要是分支的名称"):
        forge.read({"kind": "github", "address": GITHUB, "branch": branch})
