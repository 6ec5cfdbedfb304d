"""The forge that holds the records: where its pages for a new file and for an edit are.

Each address is a template: `{file}` stands for a path in the repository, `{text}` for the text of
a file, both percent-encoded. docs/assets/javascripts/submit-forge.js fills them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

from pydantic import TypeAdapter, ValidationError

from generator.values import Https

# What a browser sends after the forge's address, by the kind of forge: for a new file, for one with
# its text in the address, for an edit. An empty one leads to the repository's page.
#
# GitHub refuses an address of some 8,000 characters, so that a long text cannot be sent that way.
# GitLab takes the name alone: its editor ignores a text. Gitee tells neither a name nor a text for
# a new file; its page for edits is the one that documentation sites link to.
_WAYS: Final = {
    "none": ("", "", ""),
    "github": (
        "new/{branch}?filename={file}",
        "new/{branch}?filename={file}&value={text}",
        "edit/{branch}/{file}",
    ),
    "gitlab": ("-/new/{branch}?file_name={file}", "", "-/edit/{branch}/{file}"),
    "gitee": ("", "", "edit/{branch}/{file}"),
}
KINDS: Final = {"none": "", "github": "GitHub", "gitlab": "GitLab", "gitee": "Gitee"}
# Of a branch, what git itself allows and a person may type; git-check-ref-format(1).
_BRANCH: Final = re.compile(r"[^\s~^:?*\[\]\\{}@/.-][^\s~^:?*\[\]\\{}]*")
_ADDRESS: Final = TypeAdapter[str](Https)
_SETTINGS: Final = ("kind", "address", "branch")


@dataclass(frozen=True, slots=True)
class Forge:
    """Where the records are kept; `kind` is a key of `KINDS`, and `none` has no address."""

    kind: str = "none"
    address: str = ""
    branch: str = "main"

    def templates(self) -> dict[str, str]:
        """Give what the form needs: the name to show, and an address or "" for each purpose.

        `home` is the repository's page, `new` opens a new file, `filled` a new file with its text,
        `edit` a file that is there.
        """
        new, filled, edit = (self._below(way) for way in _WAYS[self.kind])
        home = self.address
        return {"name": KINDS[self.kind], "home": home, "new": new, "filled": filled, "edit": edit}

    def _below(self, way: str) -> str:
        branch = quote(self.branch, safe="/")
        return f"{self.address}/{way.replace('{branch}', branch)}" if way else ""


NONE: Final = Forge()


def read(settings: object) -> Forge:
    """Read the setting `forge` of `mkdocs.yml`; raises ValueError in the words of the host."""
    if not isinstance(settings, Mapping):
        raise ValueError("forge 要写成 kind、address、branch 三项，例如 kind: github")
    for key, value in settings.items():
        if key not in _SETTINGS:
            raise ValueError(f"forge 里没有“{key}”这一项；可以写 kind、address、branch")
        if not isinstance(value, str):
            raise ValueError(f"forge 的 {key} 要是文字，数字等请加引号")
    forge = Forge(**settings)
    if forge.kind not in KINDS:
        raise ValueError(f"forge 的 kind 要是 {'、'.join(KINDS)} 之一，不能是“{forge.kind}”")
    if not _BRANCH.fullmatch(forge.branch) or ".." in forge.branch:
        raise ValueError(f"forge 的 branch 要是分支的名称，例如 main，不能是“{forge.branch}”")
    if forge.kind == "none":
        return NONE
    return Forge(forge.kind, _address(forge.address), forge.branch)


def _address(text: str) -> str:
    """Give the address of a repository as its pages begin with it."""
    wrong = "forge 的 address 要是仓库的网址，例如 https://github.com/owner/repo"
    try:
        address = _ADDRESS.validate_python(text)
    except ValidationError as error:
        raise ValueError(wrong) from error
    parts = urlsplit(address)
    if (
        parts.query
        or parts.fragment
        or len(parts.path.strip("/").split("/")) < len(("owner", "repo"))
    ):
        raise ValueError(wrong)
    return address.rstrip("/").removesuffix(".git")
