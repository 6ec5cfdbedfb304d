"""From a finished record to the page of the forge that takes it."""

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Browser

from generator import forge
from tests.browser.conftest import ROOT

ADDRESS = "https://forge.example.cn/anli/anli"
FILE = "cases/2026/a-case.yml"
Ask = Callable[..., dict[str, Any]]


def templates(kind: str, branch: str = "main") -> dict[str, str]:
    """Give what the form knows of a forge."""
    return forge.read({"kind": kind, "address": ADDRESS, "branch": branch}).templates()


@pytest.fixture(scope="module")
def ask(browser: Browser, site: str) -> Iterator[Ask]:
    """Ask the script for a page, with the templates that the build makes."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site}about/")
    page.add_script_tag(path=ROOT / "docs/assets/javascripts/submit-forge.js")
    yield lambda name, *given: page.evaluate(
        "([name, given]) => anlikuForge[name](...given)", [name, given]
    )
    context.close()


@pytest.mark.parametrize(
    ("kind", "create", "edit"),
    [
        ("github", f"new/main?filename={FILE}&value=title%3A%20%E7%94%B2", f"edit/main/{FILE}"),
        ("gitlab", f"-/new/main?file_name={FILE}", f"-/edit/main/{FILE}"),
        ("gitee", "", f"edit/main/{FILE}"),
    ],
)
def test_each_forge(ask: Ask, kind: str, create: str, edit: str) -> None:
    """A new file and an edit open on the forge; what is to be typed or pasted there is known."""
    given = templates(kind)

    assert {
        "address": f"{ADDRESS}/{create}".removesuffix("/"),
        "isNamed": kind != "gitee",
        "isFilled": kind == "github",
    } == ask("toCreate", given, FILE, "title: 甲")
    assert {"address": f"{ADDRESS}/{edit}", "isNamed": True, "isFilled": False} == ask(
        "toEdit", given, FILE
    )


def test_no_forge(ask: Ask) -> None:
    """Without a forge there is no address, and the file is taken home."""
    nowhere = {"address": "", "isNamed": False, "isFilled": False}

    assert nowhere == ask("toCreate", templates("none"), FILE, "title: 甲")
    assert nowhere == ask("toEdit", templates("none"), FILE)


@pytest.mark.parametrize(
    "text",
    [
        "title: a&b=c#d?e f+g%20/../\n",
        "title: “引号” {file} {text} $& $1\n",
        "𠮷\ud800半",
        "'\"<script>",
    ],
)
def test_nothing_in_a_text_leaves_its_place(ask: Ask, text: str) -> None:
    """Whatever a record holds, the forge gets its path and its text as they are."""
    address = ask("toCreate", templates("github"), FILE, text)["address"]
    given = parse_qs(urlsplit(address).query, strict_parsing=True)

    assert {"filename": [FILE], "value": [text.replace("\ud800", "\ufffd")]} == given
    assert ("", f"{ADDRESS}/new/main") == (urlsplit(address).fragment, address.partition("?")[0])


def test_a_path_stays_a_path(ask: Ask) -> None:
    """What stands in a path never becomes a query, and the branch keeps its slashes."""
    edit = ask("toEdit", templates("github", "v1/主干"), "cases/2026/a?b=c&d#e 甲.yml")["address"]

    assert (
        f"{ADDRESS}/edit/v1/%E4%B8%BB%E5%B9%B2/cases/2026/a%3Fb%3Dc%26d%23e%20%E7%94%B2.yml" == edit
    )


@pytest.mark.parametrize("characters", [450, 500, 5_000])
def test_a_long_text_is_not_put_into_the_address(ask: Ask, characters: int) -> None:
    """A text that a server might refuse is left out, even on the way through the login page."""
    made = ask("toCreate", templates("github"), FILE, "案" * characters)
    whole = f"{ADDRESS}/new/main?filename={FILE}"

    assert made["isNamed"]
    assert made["isFilled"] == (characters == 450)
    assert made["address"] == whole + (f"&value={'%E6%A1%88' * 450}" if made["isFilled"] else "")
