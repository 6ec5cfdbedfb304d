"""Text to record: `Source` in, `Parsed` out; every message speaks to the editor of the file."""

import difflib
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Final

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from generator import dictionary, strict_yaml, values
from generator.fields import ONE_LINE
from generator.model import Case, Term
from generator.problems import Problem, errors
from generator.strict_yaml import Document, Path, Place

TITLE_COMFORTABLE: Final = 60
_TERM_EXAMPLE: Final = "{id: huoche-siji, name: 货车司机, description: 以货车司机群体为对象的做法}"
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
    """What became of one source: a record unless a problem is an error."""

    source: Source
    record: Record | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Terms:
    """One vocabulary file: its entries, and where each stands."""

    file: str
    terms: tuple[Term, ...]
    document: Document


def parse(source: Source) -> Parsed:
    """Read one record. Any bytes give a record or problems."""
    document, problems = strict_yaml.read(source.file, source.raw)
    if not errors(problems) and not isinstance(document.data, dict):
        problems.append(_not_a_mapping(source, document))
    problems += _empty(source.file, document)
    if errors(problems):
        return Parsed(source, None, tuple(sorted([*problems, *_misplaced(source)])))
    problems += [*_misplaced(source), *_place_keys(source, document)]
    # A file in the wrong place is read all the same, so that its editor hears everything at once.
    misplaced = bool(errors(problems))
    place = ("a", "2000") if misplaced else (source.stem, source.folder)
    data = _without_place(document.data)
    try:
        case = Case.model_validate({"id": place[0], "year": place[1], **data})
    except ValidationError as error:
        problems += _explain(source.file, document, error, dictionary.keys_at(()))
        return Parsed(source, None, tuple(sorted(set(problems))))
    if misplaced:
        return Parsed(source, None, tuple(sorted(problems)))
    record = Record(case, source.file, document)
    return Parsed(source, record, tuple(sorted([*problems, *_remarks(record)])))


def parse_terms(source: Source) -> tuple[Terms, tuple[Problem, ...]]:
    """Read one vocabulary: a list of entries with `id`, `name` and `description`."""
    document, problems = strict_yaml.read(source.file, source.raw)
    problems += _empty(source.file, document)
    if errors(problems):
        return Terms(source.file, (), document), tuple(problems)
    try:
        terms = _TERMS.validate_python(document.data)
    except ValidationError as error:
        keys = {name: info.title or name for name, info in Term.model_fields.items()}
        problems += _explain(source.file, document, error, keys)
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
            f"“{key}”不写在记录里：它由文件的位置决定",
            "删去这一行；编号就是文件名，年份就是文件夹名",
        )
        for key in ("id", "year")
        if (key,) in document.keys
    ]


def _misplaced(source: Source) -> list[Problem]:
    problems = []
    try:
        _ID.validate_python(source.stem)
    except ValidationError:
        message = f"文件名“{source.stem[:80]}”不能作编号：只用小写字母、数字和连字符，不用保留名称"
        hint = f"最多 {values.ID_LENGTH} 字符，例如 huoche-siji-dangjian.yml"
        problems.append(Problem(source.file, 1, 1, "AL302", message, hint))
    try:
        _YEAR.validate_python(source.folder)
    except ValidationError:
        message = f"文件要放在年份文件夹里，现在在“{source.folder[:80]}”"
        hint = f"cases/2026/{source.stem[:80]}.yml"
        problems.append(Problem(source.file, 1, 1, "AL303", message, hint))
    return problems


def _empty(file: str, document: Document) -> list[Problem]:
    """Refuse keys with nothing behind them: a draft that was forgotten, never a value."""
    return [
        Problem(
            file,
            *document.key_place(path),
            "AL203",
            f"“{_shown(path)}”后面没有内容",
            f"填写，或删去这一行；例如 {_example(_names(path))}",
        )
        for path in document.empty
    ]


def _names(path: Path) -> tuple[str, ...]:
    return tuple(part for part in path if isinstance(part, str))


def _not_a_mapping(source: Source, document: Document) -> Problem:
    place = document.place(())
    if isinstance(document.data, str) and "：" in document.data:
        message = "键后面是全角冒号，整个文件成了一段文字"
        return Problem(source.file, *place, "AL109", message, "title: 货车司机群体党建试点")
    message = "文件的最外层要是“键: 值”"
    return Problem(source.file, *place, "AL109", message, "title: 货车司机群体党建试点")


def _remarks(record: Record) -> list[Problem]:
    remarks = []
    if (length := len(record.case.title)) > TITLE_COMFORTABLE:
        message = f"标题有 {length} 字，超过 {TITLE_COMFORTABLE} 字时列表里会显得拥挤"
        remarks.append(record.problem("AL212", ("title",), message, "保留对象和做法，其余移到摘要"))
    return remarks


def _explain(
    file: str, document: Document, error: ValidationError, top: dict[str, str]
) -> list[Problem]:
    details = error.errors(include_url=False)
    located = [(_path(document, detail), detail) for detail in details]
    problems = []
    for path, detail in located:
        # A list whose items failed is also called too short: the items are the cause.
        if detail["type"] == "too_short" and any(
            other[: len(path)] == path and len(other) > len(path) for other, _ in located
        ):
            continue
        problems.append(_problem(file, document, path, detail, top))
    return problems


def _path(document: Document, detail: ErrorDetails) -> Path:
    # The location names the branch of a union as well; it is no key of the file.
    path: Path = ()
    for part in detail["loc"]:
        if (*path, part) in document.places or part == detail["loc"][-1]:
            path = (*path, part)
    return path[:1] if path[:1] == ("regions",) and path[1:] in (("list",), ("word",)) else path


def _problem(
    file: str, document: Document, path: Path, detail: ErrorDetails, top: dict[str, str]
) -> Problem:
    kind = detail["type"]
    names = _names(path)
    row = dictionary.find(names)
    place: Place = document.place(path)
    if kind == "extra_forbidden":
        keys = dictionary.keys_at(names[:-1]) if len(names) > 1 else top
        hint = _nearest_key(str(path[-1]), keys)
        message = f"不认识的键“{_shown(path)}”"
        return Problem(file, *document.key_place(path), "AL202", message, hint)
    if kind == "missing":
        title = f"（{row.title}）" if row else ""
        message = f"缺少“{_shown(path)}”{title}"
        return Problem(file, *place, "AL201", message, _example(names))
    code, message = _MESSAGES.get(kind, ("AL208", "格式不对"))
    message = message.format(**_numbers(detail))
    if detail.get("ctx", {}).get("pattern") == ONE_LINE:
        message = "只能写一行"
    if kind == "value_error":
        message = str(detail["ctx"]["error"])
        code = "AL208" if isinstance(detail["input"], str) else "AL211"
    subject = f"“{_shown(path)}”" if path else "内容"
    return Problem(file, *place, code, f"{subject}{message}", _example(names))


_MESSAGES: Final = {
    "string_too_short": ("AL205", "只有 {actual} 字，至少 {min} 字"),
    "string_too_long": ("AL206", "有 {actual} 字，最多 {max} 字"),
    "string_pattern_mismatch": ("AL208", "的格式不对：{input}"),
    "string_type": ("AL204", "应为一段文字"),
    "tuple_type": ("AL204", "应为列表，每项一行、以“- ”开头"),
    "model_type": ("AL204", "应为若干“键: 值”"),
    "literal_error": ("AL207", "不能是“{input}”，可选：{expected}"),
    "too_short": ("AL209", "至少要有 {min} 项"),
    "too_long": ("AL210", "最多 {max} 项"),
    "value_error": ("AL211", ""),
}


def _numbers(detail: ErrorDetails) -> dict[str, Any]:
    context = detail.get("ctx", {})
    given = detail["input"]
    return {
        # The model strips a text before it counts.
        "actual": len(given.strip() if isinstance(given, str) else given or ()),
        "min": context.get("min_length", 0),
        "max": context.get("max_length", 0),
        "input": str(given).replace("\n", "⏎")[:40],
        "expected": str(context.get("expected", ""))
        .replace("'", "")
        .replace(" or ", ", ")
        .replace(", ", "、"),
    }


def _shown(path: Path) -> str:
    """Write a path as an editor reads it: `metrics 第 3 项 value`."""
    return " ".join(str(part) if isinstance(part, str) else f"第 {part + 1} 项" for part in path)


def _example(names: tuple[str, ...]) -> str:
    row = dictionary.find(names)
    if row is None:
        return _TERM_EXAMPLE
    return f"{row.key}: {_flow(row.example)}"


def _flow(example: Any) -> str:
    """Write an example on one line of YAML."""
    if isinstance(example, dict):
        return "{" + ", ".join(f"{key}: {_flow(value)}" for key, value in example.items()) + "}"
    if isinstance(example, list):
        return "[" + ", ".join(_flow(value) for value in example) + "]"
    return f'"{example}"' if example[:1].isdigit() or ":" in example else str(example)


def _nearest_key(key: str, keys: dict[str, str]) -> str:
    by_title = {title: name for name, title in keys.items()}
    if key in by_title:
        return f"键用英文：{by_title[key]}"
    near = difflib.get_close_matches(key, keys, n=1, cutoff=0.5)
    if near:
        return f"是否想写 {near[0]}（{keys[near[0]]}）？"
    return "可用的键：" + "、".join(keys)
