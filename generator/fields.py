"""What the fields of a record are made of: kinds of text, closed parts, and how one is declared."""

from typing import Annotated, Any, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

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
# A cell of a table may stand empty.
Cell = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300, pattern=ONE_LINE)]


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
