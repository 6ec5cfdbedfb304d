"""What an editor relies on in the descriptions: every field and every command is explained."""

import re
from typing import Any

import click
import pytest

from generator import cli, dictionary, values
from generator.model import Case
from generator.parse import parse
from tests.factories import ROOT, convert, pages_of, record_text, source

CHINESE = re.compile("[一-鿿]")


def table() -> dict[str, list[str]]:
    """Give the rows of the data dictionary page by their key."""
    made = convert(pages_of()["data/index.md"].body)
    fields = next(one for one in made.iter("table") if "al-fields" in one.get("class", ""))
    rows = [["".join(cell.itertext()) for cell in row] for row in fields.iter("tr")]
    return {key: cells for key, *cells in rows[1:]}


def test_rows() -> None:
    """The dictionary lists the fields in the order of the record, each followed by its parts."""
    paths = [".".join(row.path) for row in dictionary.rows()]

    assert ["title", "summary", "organizations", "organizations.name"] == paths[:4]
    assert ["curation.waivers", "curation.waivers.code", "curation.waivers.reason"] == paths[-3:]
    assert {"metrics.change.basis", "period.from", "brand.parts.about"} <= set(paths)
    assert len(paths) == len(set(paths))
    assert {"id", "year"}.isdisjoint(paths)


def test_every_field_of_the_model() -> None:
    """No field of the model is left out."""
    assert {info.alias or name for name, info in Case.model_fields.items() if not info.exclude} == {
        row.key for row in dictionary.rows() if len(row.path) == 1
    }


def test_every_field_is_on_the_page() -> None:
    """The data dictionary page says of every field what it is and whether it must be."""
    rows = table()

    assert [".".join(row.path) for row in dictionary.rows()] == list(rows)
    assert [] == [
        row.path
        for row in dictionary.rows()
        for title, required, told in [rows[".".join(row.path)]]
        if title != row.title
        or not required.startswith("必填" if row.required else "选填")
        or ("多项" in required) != row.several
        or row.description not in told
        or any(choice not in told for choice in row.choices)
    ]


def test_every_vocabulary_is_on_the_page() -> None:
    """The page lists every entry of every vocabulary below a fixed anchor."""
    made = convert(pages_of()["data/index.md"].body)
    ids = {one.get("id") for one in made.iter()}
    text = "".join(made.itertext())

    assert {
        f"cibiao-{name}"
        for name in ("tags", "domains", "categories", "platform-kinds", "honor-levels")
    } <= ids
    assert [] == [one for one in ("货车司机", "道路客运", "事业单位", "省级") if one not in text]


def test_descriptions_are_chinese() -> None:
    """Every field has a Chinese name and description, and an example."""
    assert [] == [
        row.path
        for row in dictionary.rows()
        if not CHINESE.search(row.title)
        or not CHINESE.search(row.description)
        or row.example is None
    ]


@pytest.mark.parametrize(
    ("path", "required", "several", "choices"),
    [
        (("title",), True, False, ()),
        (("tags",), True, True, ()),
        (("lessons",), False, False, ()),
        (("regions",), True, True, ()),
        (("organizations", "role"), False, False, ("实施", "指导", "推荐", "报送", "参与")),
        (("metrics", "change", "direction"), False, False, ("增长", "下降")),
        (("curation", "status"), True, False, ("draft", "published", "withdrawn")),
    ],
)
def test_row(
    path: tuple[str, ...], required: bool, several: bool, choices: tuple[str, ...]
) -> None:
    """A row says whether its field must be, may be many, and what may be chosen."""
    row = dictionary.find(path)

    assert row
    assert (required, several) == (row.required, row.several)
    # `undisclosed` is the one word that may stand for regions.
    assert choices == tuple(one for one in row.choices if one != "undisclosed")


def test_keys_at() -> None:
    """The keys of each part are known with their names."""
    assert {"from": "起", "to": "止"} == dictionary.keys_at(("period",))
    assert {} == dictionary.keys_at(("title",))
    assert None is dictionary.find(("nowhere",))


def test_required_is_what_the_reader_requires() -> None:
    """What the dictionary calls required is what the reader misses."""
    missed = {
        row.key
        for row in dictionary.rows()
        if len(row.path) == 1
        and "AL201" in {one.code for one in parse(source(record_text(**{row.key: None}))).problems}
    }

    assert missed == {row.key for row in dictionary.rows() if row.required and len(row.path) == 1}


# Commands


def commands() -> dict[str, click.Command]:
    """Give the command and its sub-commands."""
    return {"anliku": cli.anliku, **cli.anliku.commands}


@pytest.mark.parametrize("name", sorted(commands()))
def test_help(name: str) -> None:
    """Every command, option and argument explains itself in Chinese."""
    command = commands()[name]
    options: list[Any] = [one for one in command.params if isinstance(one, click.Option)]
    arguments: list[Any] = [one for one in command.params if isinstance(one, click.Argument)]

    assert CHINESE.search(command.help or "")
    assert [] == [one.name for one in options if not CHINESE.search(one.help or "")]
    assert [] == [one.name for one in arguments if not CHINESE.search(one.metavar or "")]


@pytest.mark.parametrize("name", sorted(commands()))
def test_help_speaks_no_english(name: str) -> None:
    """The whole help of a command has no English sentence of the framework in it."""
    command = commands()[name]
    context = click.Context(command, info_name=name)
    text = command.get_help(context)

    assert [] == re.findall(r"Usage|Options|Commands|Show this|default|\[OPTIONS\]|COMMAND", text)


def test_commands_are_explained() -> None:
    """The readme names every command."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")

    assert [] == [name for name in cli.anliku.commands if f"anliku {name}" not in readme]


def test_what_a_line_can_hold() -> None:
    """Prose, parts that fit on one line and forms of texts are told apart as the model has them."""
    assert ["background", "body", "outcomes", "lessons"] == [
        one.key for one in dictionary.rows() if one.prose
    ]
    assert ["brand", "practices", "tables", "sources", "curation"] == [
        one.key for one in dictionary.rows() if one.has_parts and not one.flat
    ]
    assert {
        ("metrics", "value"): values.NUMBER_PATTERN,
        ("honors", "year"): values.YEAR_PATTERN,
        ("related",): values.ID_PATTERN,
        ("summary",): "",
    } == {
        one.path: one.pattern
        for one in dictionary.rows()
        if one.path in {("metrics", "value"), ("honors", "year"), ("related",), ("summary",)}
    }
