"""A bare page with the record's scripts on it, and what is asked of them."""

import json
import shutil
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from generator import form
from generator.problems import Problem
from tests.factories import TODAY, gazetteer, make_library

ASSETS = Path(__file__).parents[2] / "docs" / "assets"
SCRIPTS = (
    "vendor/js-yaml/js-yaml.umd.min.js",
    *(
        f"javascripts/record-{name}.js"
        for name in (
            *("words", "personal", "parse", "comments", "read", "write", "check-advice"),
            *("check-values", "check-fields", "check-regions", "check-library", "check-texts"),
            "check",
        )
    ),
)
POLICY = "default-src 'none'; script-src 'self'; connect-src 'self'; img-src data:"

# What a text is, to the reader and then to the check, as a build would say it.
_ANSWER = """
  ({file, text, cases}) => {
    const { read, check } = anliku.record;
    const found = read(text, rules);
    const [, year, name] = file.split("/");
    const place = { id: name.replace(/\\.ya?ml$/, ""), year, today };
    const { comments, document } = found;
    const beside = { rules: { ...rules, cases }, regions, comments, document };
    const problems = found.data ? check(found.data, { ...place, ...beside }) : [];
    return [...found.faults, ...problems];
  }
"""


def write_page(folder: Path) -> None:
    """Write the page and its scripts."""
    scripts = "".join(f'<script src="{Path(name).name}"></script>\n' for name in SCRIPTS)
    for name in SCRIPTS:
        shutil.copy(ASSETS / name, folder)
    (folder / "index.html").write_text(
        '<!doctype html><html lang="zh-CN"><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">'
        f'<link rel="icon" href="data:,"><title>record</title>\n{scripts}',
        encoding="utf-8",
    )


def open_page(page: Page, url: str) -> None:
    """Open the page, with the rules of the golden records."""
    page.goto(f"{url}index.html")
    rules, regions = form.rules(make_library(), {}, {}), form.regions(gazetteer())
    page.evaluate(
        "([rules, regions, today]) => Object.assign(window, { rules, regions, today })",
        [json.loads(form.as_bytes(rules)), json.loads(form.as_bytes(regions)), TODAY],
    )


def ask(page: Page, code: str, cases: Iterable[Any]) -> Any:
    """Ask a function once for each case; a case goes as JSON, so that no key of it is lost."""
    listed = json.dumps(list(cases))
    made = page.evaluate(f"(cases) => JSON.stringify(JSON.parse(cases).map({code}))", listed)
    return json.loads(made)


def answer(page: Page, cases: Iterable[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Give the problems of each case in the order and the words of the command line.

    A case has `file` and `text`, and in `cases` what the library has, as submit/form.json says it.
    """
    asked = list(cases)
    keys = ("code", "severity", "line", "column", "message", "hint")
    return [
        sorted(
            ({"file": case["file"], **{key: one[key] for key in keys}} for one in problems),
            key=by_place,
        )
        for case, problems in zip(asked, ask(page, _ANSWER, asked), strict=True)
    ]


def by_place(problem: dict[str, Any]) -> tuple[Any, ...]:
    """Give what problems are sorted by."""
    return tuple(problem[key] for key in ("file", "line", "column", "code", "message"))


def as_told(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Give problems as the page gives them."""
    return sorted((problem.as_dict() for problem in problems), key=by_place)
