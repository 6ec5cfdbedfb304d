"""The few questions that a new record begins with, asked at a terminal."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

import click

from generator import console, draft
from generator.draft import Answers
from generator.problems import Problem

_LATER: Final = "（可以直接回车，以后再填）"
# What is asked, in order: the name among the answers, and the words.
_QUESTIONS: Final = (
    ("title", "案例的标题"),
    ("organization", f"实施单位的全称{_LATER}"),
    ("regions", f"地区，几个之间空一格；来源隐去地名的写 undisclosed{_LATER}"),
    ("source_title", f"来源文章的标题{_LATER}"),
    ("publisher", f"来源的媒体或机构{_LATER}"),
    ("published", f"来源的发布日期，如 2023-03-03 或 2023{_LATER}"),
    ("url", f"来源的网址，https:// 开头{_LATER}"),
)


def ask(faults: Callable[[Answers], tuple[Problem, ...]]) -> Answers:
    """Ask for what is known of a case; what no record could hold is asked for again."""
    answers = Answers()
    for name, words in _QUESTIONS:
        while True:
            given = click.prompt(words, default="", show_default=False).strip()
            value: Any = draft.several(given) if name == "regions" else given
            tried = replace(answers, **{name: value})
            if name == "title" and not given:
                click.echo("标题要写，以后可以改。")
            elif found := faults(tried):
                click.echo(console.faults_text(found))
            else:
                answers = tried
                break
    return answers
