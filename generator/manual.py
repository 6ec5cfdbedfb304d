"""The manual: what the code of a problem means, for editors who met it. Its pages are `/check/`.

Each code has a file of its own in `generator/data/manual/`, written in the words of an editor's
work. A mistake in such a file is one of the program, so it raises.
"""

from collections.abc import Iterable
from typing import Annotated, Any

from pydantic import BeforeValidator

from generator import strict_yaml
from generator.fields import Part
from generator.parse import Source
from generator.problems import CODES, Severity


class Piece(Part):
    """Some lines of a file: of a record when `file`, a posix path, is not given.

    `about` says what the lines cannot show, as in 编码：GBK.
    """

    file: str = ""
    about: str = ""
    text: str = ""


def _pieces(value: Any) -> Any:
    return [{"text": value}] if isinstance(value, str) else value


Example = Annotated[tuple[Piece, ...], BeforeValidator(_pieces)]


class Entry(Part):
    """One code: what it means, why the rule exists, how to mend it, and an example of both.

    Prose is one paragraph of plain text in which backticks mark what stands in a file. `wrong`
    gives exactly this code, `right` gives none. `waiver` is a reason for which a record may keep
    what is wrong, where it may.
    """

    code: str
    what: str
    why: str
    mend: str
    wrong: Example
    right: Example
    waiver: str = ""

    @property
    def severity(self) -> Severity:
        """`error`, `warning` or `note`, as in the catalogue."""
        return CODES[self.code][0]

    @property
    def title(self) -> str:
        """What the code is about, as in the catalogue."""
        return CODES[self.code][1]


def read(sources: Iterable[Source]) -> tuple[Entry, ...]:
    """Read the manual, one file a code, named after it; give it in the order of the codes."""
    entries = (_entry(source) for source in sources)
    return tuple(sorted(entries, key=lambda entry: entry.code))


def _entry(source: Source) -> Entry:
    document, problems = strict_yaml.read(source.file, source.raw)
    if problems or not isinstance(document.data, dict):
        raise ValueError(f"{source.file} cannot be read: {problems}")
    return Entry.model_validate({**document.data, "code": source.stem})
