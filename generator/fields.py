"""What the fields of a record are made of: kinds of text, closed parts, and how one is declared."""

from collections.abc import Iterable
from typing import Annotated, Any, Final, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    StringConstraints,
    Tag,
    ValidationError,
)
from pydantic_core import InitErrorDetails

from generator.messages import say

# The reader strips before it looks; a schema sees the line end that a block scalar leaves.
ONE_LINE: Final = r"^[^\n]*\n?$"

# One line, as in a title or a name; and prose, whose paragraphs are parted by a blank line.
Line = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=120, pattern=ONE_LINE),
]
Prose = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20_000)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Short = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40, pattern=ONE_LINE)
]
Summary = Annotated[str, StringConstraints(strip_whitespace=True, min_length=40, max_length=300)]
# A cell of a table may stand empty. Editors' tools read an unquoted number as one; to our reader it
# is text like all else.
Cell = Annotated[
    str,
    StringConstraints(strip_whitespace=True, max_length=300, pattern=ONE_LINE),
    Field(json_schema_extra={"type": ["string", "number"]}),
]
RegionName = Annotated[Line, Field(json_schema_extra={"type": ["string", "integer"]})]


def _one_or_many(value: Any) -> str:
    return "word" if isinstance(value, str) else "list"


Regions = Annotated[
    Annotated[tuple[RegionName, ...], Field(min_length=1, max_length=40), Tag("list")]
    | Annotated[Literal["undisclosed"], Tag("word")],
    Discriminator(_one_or_many),
]


class Part(BaseModel):
    """What all parts of a record share: closed keys, no change after reading."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def field(title: str, description: str, example: Any, **limits: Any) -> Any:
    """Declare a field; one without `default` is required."""
    return Field(title=title, description=description, examples=[example], **limits)


def optional(title: str, description: str, example: Any, **limits: Any) -> Any:
    """Declare a field that may be left out."""
    return field(title, description, example, default=None, **limits)


def several(title: str, description: str, example: Any, **limits: Any) -> Any:
    """Declare a list that may be left out."""
    return field(title, description, example, default=(), **limits)


def hold_sources(key: str, places: Iterable[str], number: int) -> None:
    """Refuse each part of the list `key` that names a source beyond the record's `number`.

    `places` are what its parts say, in order; the refusal stands at the part's own `source`.
    """
    beyond = [
        InitErrorDetails(
            type="value_error",
            loc=(key, part, "source"),
            input=place,
            ctx={"error": ValueError(say("no_source", place=place, number=number))},
        )
        for part, place in enumerate(places)
        if int(place) > number
    ]
    if beyond:
        raise ValidationError.from_exception_data("sources", beyond)
