"""Text to record: `Source` in, `Parsed` out; every message speaks to the editor of the file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError

from generator import privacy, strict_yaml, values
from generator.explain import Explainer
from generator.messages import say
from generator.model import Case, Term
from generator.problems import Problem, errors
from generator.strict_yaml import Document, Path

TITLE_COMFORTABLE: Final = 60
_TERMS: Final = TypeAdapter(tuple[Term, ...])
# Making an adapter takes longer than reading most records.
_ID: Final = TypeAdapter[str](values.Id)
_YEAR: Final = TypeAdapter[str](values.Year)


@dataclass(frozen=True, slots=True)
class Source:
    """One file as it came: `file` is its posix path, as in `cases/2023/x.yml`."""

    file: str
    raw: bytes

    @property
    def name(self) -> str:
        """The file's name with its ending."""
        return PurePosixPath(self.file).name

    @property
    def stem(self) -> str:
        """The file's name without its ending: the case's id."""
        return PurePosixPath(self.file).stem

    @property
    def folder(self) -> str:
        """The name of the folder that the file lies in: the case's year."""
        return PurePosixPath(self.file).parent.name


@dataclass(frozen=True, slots=True)
class Record:
    """A case with the file that it came from, so that later rules can point into it."""

    case: Case
    file: str
    document: Document

    def problem(self, code: str, path: Path, message: str, hint: str = "") -> Problem:
        """Make a problem at the value of `path`."""
        return Problem(self.file, *self.document.place(path), code, message, hint)


@dataclass(frozen=True, slots=True)
class Parsed:
    """What became of one source: a record unless the reader or the model refused it.

    A draft with holes is none yet, without any error.
    """

    source: Source
    record: Record | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """One vocabulary file: its entries, and where each stands."""

    file: str
    terms: tuple[Term, ...]
    document: Document


def parse(source: Source, tags: Sequence[Term] = ()) -> Parsed:
    """Read one record. Any bytes give a record or problems; `tags` only help to word them."""
    document, problems = strict_yaml.read(source.file, source.raw)
    # Whoever is named in a file that has other mistakes hears of it with them.
    private = tuple(privacy.check(source.file, document))
    parsed = _parse(source, document, problems, tags)
    others = privacy.hide_pieces(parsed.problems, document)
    return replace(parsed, problems=tuple(sorted((*others, *private))))


def _parse(
    source: Source, document: Document, problems: list[Problem], tags: Sequence[Term]
) -> Parsed:
    explainer = Explainer(source.file, document, Case, tags)
    if not errors(problems) and not isinstance(document.data, dict):
        problems.append(_not_a_mapping(source, document))
    problems += explainer.empty()
    unreadable = bool(errors(problems))
    problems += _misplaced(source, document)
    if unreadable:
        return Parsed(source, None, tuple(sorted(problems)))
    problems += _place_keys(source, document)
    # A file in the wrong place is read all the same, so that its editor hears everything at once.
    misplaced = bool(errors(problems))
    place = ("a", "2000") if misplaced else (source.stem, source.folder)
    data = _without_place(document.data)
    try:
        case = Case.model_validate({"id": place[0], "year": place[1], **data})
    except ValidationError as error:
        problems += explainer.refusals(error)
        return Parsed(source, None, tuple(sorted(set(problems))))
    if misplaced or any(one.code == "AL701" for one in problems):
        return Parsed(source, None, tuple(sorted(problems)))
    record = Record(case, source.file, document)
    return Parsed(source, record, tuple(sorted([*problems, *_remarks(record)])))


def parse_terms(source: Source) -> tuple[Terms, tuple[Problem, ...]]:
    """Read one vocabulary: a list of entries with `id`, `name` and `description`."""
    document, problems = strict_yaml.read(source.file, source.raw)
    explainer = Explainer(source.file, document, Term)
    problems += explainer.empty()
    if errors(problems):
        return Terms(source.file, (), document), tuple(problems)
    try:
        terms = _TERMS.validate_python(document.data)
    except ValidationError as error:
        problems += explainer.refusals(error)
        return Terms(source.file, (), document), tuple(problems)
    return Terms(source.file, terms, document), tuple(problems)


def _without_place(data: Any) -> dict[str, Any]:
    return {key: value for key, value in data.items() if key not in ("id", "year")}


def _place_keys(source: Source, document: Document) -> list[Problem]:
    # `id` and `year` are fields of a case, but never keys of its file.
    return [
        Problem(
            source.file,
            *document.key_place((key,)),
            "AL202",
            say("place_key", key=key),
            say("place_key_mend"),
        )
        for key in ("id", "year")
        if (key,) in document.keys
    ]


def _misplaced(source: Source, document: Document) -> list[Problem]:
    problems = []
    try:
        _ID.validate_python(source.stem)
    except ValidationError:
        message = say("bad_id", id=source.stem[:80])
        hint = say("bad_id_mend", max=values.ID_LENGTH)
        problems.append(Problem(source.file, 1, 1, "AL302", message, hint))
    try:
        _YEAR.validate_python(source.folder)
    except ValidationError:
        message = say("no_year", year=source.folder[:80])
        right = _year(document.data) or say("some_year")
        hint = say("no_year_mend", right=right, id=source.stem[:80])
        problems.append(Problem(source.file, 1, 1, "AL303", message, hint))
    return problems


def _year(data: Any) -> str:
    """Give the year whose folder a record belongs to, as far as its data tell."""
    for keys in (("sources", 0, "published"), ("curation", "added")):
        found = data
        for key in keys:
            if isinstance(found, dict) and key in found:
                found = found[key]
            elif isinstance(found, list) and found and key == 0:
                found = found[0]
            else:
                found = None
        if isinstance(found, str) and re.match(values.YEAR_PATTERN, found[:4]):
            return found[:4]
    return ""


def _not_a_mapping(source: Source, document: Document) -> Problem:
    place = document.place(())
    if isinstance(document.data, str) and "：" in document.data:
        return Problem(source.file, *place, "AL109", say("wide_colons"), say("first_line"))
    return Problem(source.file, *place, "AL109", say("no_mapping"), say("first_line"))


def _remarks(record: Record) -> list[Problem]:
    remarks = []
    if (length := len(record.case.title)) > TITLE_COMFORTABLE:
        message = say("long_title", actual=length, max=TITLE_COMFORTABLE)
        remarks.append(record.problem("AL212", ("title",), message, say("long_title_mend")))
    return remarks
