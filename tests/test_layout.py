"""What an editor relies on in the canonical form: one way, the same data, no comment lost."""

import re
import unicodedata
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator import comments, layout, strict_yaml
from generator.comments import Comments
from generator.strict_yaml import Data
from tests.factories import ROOT, golden_records, library_inputs

GOLDEN = sorted((ROOT / "tests" / "golden" / "layout").glob("*.yml"))
PARSERS = {"libyaml": yaml.CSafeLoader, "python": yaml.SafeLoader}
SOUND = [raw for one in golden_records() if not one.problems for raw in one.files.values()]
REAL = [one.raw for one in library_inputs().records]


@pytest.fixture(params=PARSERS)
def _parser(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(strict_yaml, "_Loader", PARSERS[request.param])


def read(raw: str | bytes) -> tuple[Data, Comments]:
    """Read a sound text: its data and its comments."""
    raw = raw.encode() if isinstance(raw, str) else raw
    document, problems = strict_yaml.read("f.yml", raw)
    assert [] == problems
    return document.data, comments.read(strict_yaml.text_of(raw), document)


def written(raw: str | bytes) -> str:
    """Give the canonical form of a sound text."""
    return layout.write(*read(raw))


def stripped(data: Any) -> Any:
    """Give data as they are up to blanks around texts and at the ends of lines."""
    if isinstance(data, dict):
        return {key: stripped(value) for key, value in data.items()}
    if isinstance(data, list):
        return [stripped(value) for value in data]
    return layout.tidy(data) if isinstance(data, str) else data


@pytest.mark.usefixtures("_parser")
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden(path: Path) -> None:
    """Each golden file's `about` holds for its input and output."""
    golden = yaml.safe_load(path.read_text(encoding="utf-8"))

    assert golden["output"] == written(golden["input"])
    assert golden["output"] == written(golden["output"])


@pytest.mark.parametrize("raw", [*SOUND, *REAL])
def test_same_data(raw: bytes) -> None:
    """The canonical form of a record says what the record says, and is its own canonical form."""
    text = written(raw)

    assert stripped(read(raw)[0]) == stripped(read(text)[0])
    assert text == written(text)


# What a file may hold: none of the characters that the strict reader refuses, in composed form.
texts = (
    st.text(
        st.one_of(
            st.sampled_from("甲乙，。：“”｜＞ -?:,[]{}#&*!|>'\"%@`=~\\+.019aNy\n"),
            st.characters(codec="utf-8", exclude_categories=("C", "Z")),
        ),
        max_size=12,
    )
    .map(partial(unicodedata.normalize, "NFC"))
    .filter(lambda text: not strict_yaml.INVISIBLE.search(text))
)
keys = st.sampled_from(
    ["title", "background", "organizations", "name", "role", "metrics", "change", "value", "x"]
) | texts.filter(lambda text: "\n" not in text)
trees = st.recursive(
    st.none() | texts,
    lambda parts: st.lists(parts, max_size=3) | st.dictionaries(keys, parts, max_size=3),
    max_leaves=8,
)
records = st.dictionaries(keys, trees, min_size=1, max_size=4)
remarks = st.text(st.sampled_from("甲# :-|{}[]\"'a"), max_size=6)


@given(texts)
def test_any_text_is_kept(text: str) -> None:
    """Any text comes back from a block, from braces, from brackets, from a list and as prose."""
    data = {
        "title": text,
        "organizations": [{"name": text, "role": text}],
        "tags": [text, "a"],
        "background": text,
        "x": [[text], {"a": text}],
    }

    assert stripped(data) == stripped(read(layout.write(data))[0])


@given(records)
def test_any_data_are_kept(data: dict[str, Any]) -> None:
    """Data of any shape come back, and are written the same the second time."""
    text = layout.write(data)

    assert stripped(data) == stripped(read(text)[0])
    assert text == written(text)


def paths_of(data: Any, above: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the paths of all keys and items."""
    pairs = data.items() if isinstance(data, dict) else enumerate(data or ())
    if not isinstance(data, dict | list):
        return []
    return [one for key, value in pairs for one in ((*above, key), *paths_of(value, (*above, key)))]


@given(records, st.data())
def test_no_comment_is_lost(data: dict[str, Any], draw: st.DataObject) -> None:
    """Comments at any place are all there afterwards, once each, and stay where they then are."""
    chosen = draw.draw(st.lists(st.sampled_from([(), *paths_of(data)]), max_size=4, unique=True))
    given_comments = {path: (f"甲{number}", "乙 # 丙") for number, path in enumerate(chosen)}
    text = layout.write(data, given_comments)
    found = read(text)[1]

    assert sorted(one for many in given_comments.values() for one in many) == sorted(
        one for many in found.values() for one in many
    )
    assert text == written(text)


@given(remarks, remarks)
def test_any_remark_is_kept(one: str, two: str) -> None:
    """What a comment says is kept, whatever signs it is made of."""
    text = layout.write({"title": "甲", "x": ["乙"]}, {("title",): (one,), ("x", 0): (two,)})

    assert text == written(text)
    assert re.sub("[# \n]", "", f"{one}title:甲x:{two}-乙") == re.sub("[# \n]", "", text)


def noisy(text: str, draw: st.DataObject) -> str:
    """Put comments behind lines and between them, wherever YAML takes them for comments."""
    lines: list[str] = []
    for number, line in enumerate(text.split("\n")[:-1]):
        where = draw.draw(st.sampled_from(["", "before", "behind"]))
        if where == "before":
            lines.append(f"    # 前{number}")
        lines.append(f"{line} # 后{number}" if where == "behind" else line)
    return "\n".join([*lines, ""])


FLOW = """\
title: 社区议事厅
organizations: [
  {name: 甲,
   role: 实施
  }, {
   name: 乙}
]
tags: [
  a,
  b
]
metrics:
  -
    label: 丙
    change:
      {value: "1",
       unit: 个}
  - {label: 丁,
     value: "2"}
related:
  -
  - - c
    - d
lessons:
curation:
  status:
    draft
"""


@given(st.data())
def test_comments_of_an_editor(draw: st.DataObject) -> None:
    """Comments behind and between the lines of a record are all kept, and the data with them."""
    text = noisy(FLOW, draw)
    made = written(text)

    assert stripped(read(FLOW)[0]) == stripped(read(made)[0])
    assert sorted(re.findall("# (.*)", text)) == sorted(re.findall("# (.*)", made))
    assert made == written(made)


def test_a_comment_of_what_is_not_there() -> None:
    """A comment on a part that the data do not have stands before the nearest part above."""
    text = layout.write(
        {"title": "乙", "organizations": [{"name": "甲"}]},
        {
            ("title", 0): ("题",),
            ("organizations", 0, "role"): ("角色",),
            ("organizations", 3): ("三",),
            ("x", 1): ("末",),
        },
    )

    assert "# 题\ntitle: 乙\n# 三\norganizations:\n  # 角色\n  - {name: 甲}\n# 末\n" == text


def test_a_comment_of_several_lines() -> None:
    """A line end of any kind in a comment cannot let text slip out of it."""
    text = layout.write({"title": "甲"}, {("title",): ("一\nx: 二\r\ny: 三\x85z: 四\u2028五",)})

    assert "# 一\n# x: 二\n# y: 三\n# z: 四\n# 五\ntitle: 甲\n" == text
