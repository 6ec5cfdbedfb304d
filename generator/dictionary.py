"""The fields of a record as rows, read off the model: for suggestions, the dictionary and tests."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import StringConstraints
from pydantic.fields import FieldInfo

from generator.fields import Part, Prose
from generator.model import Case


@dataclass(frozen=True, slots=True)
class Row:
    """One field. `path` is its address without list positions, as in `("metrics", "value")`."""

    path: tuple[str, ...]
    title: str
    description: str
    example: Any
    required: bool
    several: bool
    choices: tuple[str, ...]
    has_parts: bool
    # Text in paragraphs.
    prose: bool
    # A part that one line can hold: nothing in it but texts of one line, and such parts.
    flat: bool
    # A list of texts that are no names: each takes a line of its own.
    sentences: bool
    # The form that its text must have, or nothing.
    pattern: str

    @property
    def key(self) -> str:
        """The key as it stands in the file."""
        return self.path[-1]


@cache
def rows() -> tuple[Row, ...]:
    """List every field of a record, each followed by its parts, in the order of the model."""
    return tuple(_rows(Case, ()))


@cache
def keys_at(path: tuple[str, ...]) -> dict[str, str]:
    """Give the keys allowed below `path`, each with its Chinese title."""
    return {row.key: row.title for row in rows() if row.path[:-1] == path}


def find(path: tuple[str, ...]) -> Row | None:
    """Give the row at `path`."""
    return _by_path().get(path)


@cache
def _by_path() -> dict[tuple[str, ...], Row]:
    return {row.path: row for row in rows()}


def _rows(model: type[Part], above: tuple[str, ...]) -> Iterator[Row]:
    for name, info in model.model_fields.items():
        if info.exclude:
            continue
        path = (*above, info.alias or name)
        part = _part(info.annotation)
        yield _row(path, info, part)
        if part:
            yield from _rows(part, path)


def _row(path: tuple[str, ...], info: FieldInfo, part: type[Part] | None) -> Row:
    pattern = next((str(one.pattern) for one in _limits(info) if one.pattern), "")
    return Row(
        path=path,
        title=info.title or "",
        description=info.description or "",
        example=(info.examples or [None])[0],
        required=info.is_required(),
        several=_is_several(info),
        choices=_choices(info.annotation),
        has_parts=part is not None,
        prose=_is_prose(info),
        flat=part is not None and _is_flat(part),
        sentences=part is None and _is_several(info) and not pattern,
        pattern=pattern,
    )


def _limits(info: FieldInfo) -> tuple[StringConstraints, ...]:
    """Give what limits the text of a field, or the texts of its list."""
    return tuple(one for given in (*info.metadata, info.annotation) for one in _constraints(given))


def _constraints(given: Any) -> Iterator[StringConstraints]:
    if isinstance(given, StringConstraints):
        yield given
    for inner in get_args(given):
        yield from _constraints(inner)


def _is_prose(info: FieldInfo) -> bool:
    return get_args(Prose)[1] in _limits(info)


def _is_flat(part: type[Part]) -> bool:
    return not any(
        _is_prose(info)
        or _is_several(info)
        or ((inner := _part(info.annotation)) and not _is_flat(inner))
        for info in part.model_fields.values()
    )


def _is_several(info: FieldInfo) -> bool:
    return "tuple" in str(info.annotation)


def _inner(annotation: Any) -> tuple[Any, ...]:
    origin = get_origin(annotation)
    if origin is Annotated:
        return get_args(annotation)[:1]
    if origin in (Union, UnionType, tuple):
        return tuple(a for a in get_args(annotation) if a not in (NoneType, Ellipsis))
    return ()


def _part(annotation: Any) -> type[Part] | None:
    if isinstance(annotation, type) and issubclass(annotation, Part):
        return annotation
    return next((found for a in _inner(annotation) if (found := _part(a))), None)


def _choices(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return tuple(get_args(annotation))
    return next((found for a in _inner(annotation) if (found := _choices(a))), ())
