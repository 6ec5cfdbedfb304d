"""A new record: what is known of it, as a draft whose comments explain every key.

Pure: answers in, text out. The words come from the model, by way of the dictionary.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any, Final

from generator import check, dictionary, layout, personal, pinyin, values
from generator.dictionary import Row
from generator.messages import say
from generator.model import UNDISCLOSED
from generator.parse import Source, parse
from generator.problems import Problem, errors
from generator.regions import Gazetteer
from generator.strict_yaml import Path

_HEAD: Final = (
    "这是一份草稿。每行开头有 # 的是说明，不会出现在网站上，写完可以删去。",
    "键后面空着的都要填；写好后把最后的 status 改成 published。",
    "",
)
# For a title that has nothing to be read aloud.
_NO_READING: Final = "anli"
_HALF: Final = re.compile("[\ud800-\udfff]")
_BETWEEN: Final = re.compile("[ ，、,;；]+")


@dataclass(frozen=True, slots=True)
class Answers:
    """What is known of a case before it is written; empty where nothing is."""

    title: str = ""
    organization: str = ""
    regions: tuple[str, ...] = ()
    source_title: str = ""
    publisher: str = ""
    published: str = ""
    url: str = ""
    # The case's id, where its editor chose one.
    id: str = ""


def year(answers: Answers, today: str) -> str:
    """Give the year whose folder the case belongs to; `today` is `YYYY-MM-DD`."""
    found = answers.published[:4]
    return found if re.search(values.YEAR_PATTERN, found) else today[:4]


def new_id(title: str, taken: Collection[str]) -> str:
    """Make an id of the title's reading that is not among `taken`, cut at a syllable.

    It becomes an address: what is personal in the title is masked there.
    """
    letters = " ".join(pinyin.syllables(personal.hide(title)))
    syllables = re.findall("[a-z0-9]+", letters) or [_NO_READING]
    number = 1
    while True:
        end = f"-{number}" if number > 1 else ""
        found = _cut(syllables, values.ID_LENGTH - len(end)) + end
        if found not in taken and found not in values.SITE_NAMES | values.WINDOWS_NAMES:
            return found
        number += 1


def _cut(syllables: list[str], length: int) -> str:
    found = syllables[0][:length]
    for one in syllables[1:]:
        if len(found) + 1 + len(one) > length:
            break
        found += f"-{one}"
    return found


def several(text: str) -> tuple[str, ...]:
    """Take a text of several names apart."""
    return tuple(one for one in _BETWEEN.split(text.strip()) if one)


def faults(answers: Answers, gazetteer: Gazetteer, today: str) -> tuple[Problem, ...]:
    """Say what no record could hold of the answers, as a check of the draft would."""
    file = f"cases/{year(answers, today)}/{answers.id or _NO_READING}.yml"
    # What a terminal of another encoding sends comes as halves of characters.
    whole = _HALF.sub("\ufffd", text(answers, today))
    found = errors(parse(Source(file, whole.encode())).problems)
    places = [
        Problem(file, 1, 1, *fault)
        for name in answers.regions
        if answers.regions != (UNDISCLOSED,) and (fault := check.region_fault(name, gazetteer))
    ]
    if answers.published and not found and values.first_day(answers.published) > today:
        message, hint = say("future", date=answers.published), say("future_mend", today=today)
        places.append(Problem(file, 1, 1, "AL312", message, hint))
    return (*found, *places)


def text(answers: Answers, today: str) -> str:
    """Give the whole draft in canonical form; `today` is the day on which it is added."""
    hidden = answers.regions == (UNDISCLOSED,)
    known: dict[tuple[str, ...], Any] = {
        ("title",): answers.title,
        ("organizations", "name"): answers.organization,
        ("regions",): UNDISCLOSED if hidden else list(answers.regions),
        ("sources", "title"): answers.source_title,
        ("sources", "publisher"): answers.publisher,
        ("sources", "published"): answers.published,
        ("sources", "url"): answers.url,
        ("curation", "status"): "draft",
        ("curation", "added"): today,
    }
    given = {path: value for path, value in known.items() if value}
    data = _part((), given)
    return layout.write(data, dict(_comments(data)))


def _below(path: tuple[str, ...]) -> list[Row]:
    return [row for row in dictionary.rows() if row.path[:-1] == path]


def _part(path: tuple[str, ...], given: dict[tuple[str, ...], Any]) -> dict[str, Any]:
    """Give the keys that a case must have, and those of which something is known."""
    rows = (row for row in _below(path) if row.required or row.path in given)
    return {row.key: _value(row, given) for row in rows}


def _value(row: Row, given: dict[tuple[str, ...], Any]) -> Any:
    if not row.has_parts:
        return given.get(row.path)
    part = _part(row.path, given)
    return [part] if row.several else part


# Explanations


def _comments(data: dict[str, Any]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Explain each key where it stands, and before the next one what may be added."""
    waiting: list[str] = list(_HEAD)
    for row in _below(()):
        if row.key not in data:
            waiting += [*_explained(row), ""]
            continue
        yield (row.key,), (*waiting, *_explained(row, there=True))
        waiting = []
        if row.has_parts:
            inner = data[row.key][0] if row.several else data[row.key]
            yield from _inner(row, inner)


def _inner(row: Row, part: dict[str, Any]) -> Iterator[tuple[Path, tuple[str, ...]]]:
    place: Path = (row.key, 0) if row.several else (row.key,)
    rows = _below(row.path)
    absent = tuple(f"还可以写 {_in_short(one)}" for one in rows if one.key not in part)
    for number, one in enumerate(one for one in rows if one.key in part):
        more = absent if number == 0 else ()
        yield (*place, one.key), (*_explained(one, there=True), *more)


def _explained(row: Row, *, there: bool = False) -> tuple[str, ...]:
    """Say what a key is for, and show right content: to be copied where the key is not there."""
    need = "必填" if row.required else "没有就不填"
    head = f"{row.title}（{need}）：{row.description}"
    if row.has_parts and there:
        return (head,)
    example = layout.write({row.key: row.example}).splitlines()
    if row.prose:
        example = [f"{row.key}: |", f"  {row.example}"]
    if there:
        return (f"{head}例如 {example[0]}",) if len(example) == 1 else (f"{head}例如", *example)
    parts = tuple(f"  {_in_short(one)}" for one in _below(row.path))
    return (head, *parts, "要写就照这样，去掉行首的 #：", *example)


def _in_short(row: Row) -> str:
    return f"{row.key}（{row.title}）：{row.description}"
