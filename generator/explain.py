"""What the model refused, in words to the editor of the file: message, place and hint."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from generator import advice, dictionary, layout
from generator.advice import Advice
from generator.fields import ONE_LINE, Part
from generator.messages import say
from generator.model import Case, Term
from generator.problems import Problem
from generator.strict_yaml import Document, Path
from generator.yaml_faults import wide_colon

_TERM_EXAMPLE: Final = "{id: huoche-siji, name: 货车司机, description: 以货车司机群体为对象的做法}"
# What pydantic calls it -> our code; the words have the same name.
_CODES: Final = {
    "string_too_short": "AL205",
    "string_too_long": "AL206",
    "string_pattern_mismatch": "AL208",
    "string_type": "AL204",
    "tuple_type": "AL204",
    "model_type": "AL204",
    "literal_error": "AL207",
    "too_short": "AL209",
    "too_long": "AL210",
}


@dataclass(frozen=True, slots=True)
class Explainer:
    """Speaks of one file, which should hold a `Case` or a list of `Term`."""

    file: str
    document: Document
    kind: type[Part]
    tags: Sequence[Term] = ()

    @property
    def is_draft(self) -> bool:
        """Whether the file says that it is a draft, which may have holes."""
        data = self.document.data
        curation = data.get("curation") if isinstance(data, dict) else None
        status = curation.get("status") if isinstance(curation, dict) else None
        return self.kind is Case and isinstance(status, str) and status.strip() == "draft"

    def empty(self) -> Iterator[Problem]:
        """Say which keys have nothing behind them: to be done in a draft, never a value."""
        for path in self.document.empty:
            if self.is_draft and dictionary.find(_names(path)):
                yield self._hole(path)
            else:
                yield self._empty(path)

    def refusals(self, error: ValidationError) -> Iterator[Problem]:
        """Say all that the model has against the data."""
        located = [(self._path(detail), detail) for detail in error.errors(include_url=False)]
        meant = {
            (*path[:-1], _nearest_key(str(path[-1]), self._keys(_names(path[:-1]))))
            for path, detail in located
            if detail["type"] == "extra_forbidden"
        }
        for path, detail in located:
            if self.is_draft and self._follows_from_hole(path, detail):
                continue
            # A list whose items failed is also called too short: the items are the cause.
            if detail["type"] == "too_short" and any(
                other[: len(path)] == path and len(other) > len(path) for other, _ in located
            ):
                continue
            # A key that was misspelt is there.
            if detail["type"] == "missing" and path in meant:
                continue
            yield self._refusal(path, detail)

    def _empty(self, path: Path) -> Problem:
        place = self.document.key_place(path)
        key = str(path[-1]).partition("\n")[0]
        before, colon, _ = key.partition("：")
        if colon and path in self.document.keys:
            fault = wide_colon((place[0], place[1] + len(before)), before[:20])
            return Problem(self.file, *fault.place, fault.code, fault.message, fault.hint)
        found = advice.on_empty(key, self._before(path)) if self._unknown(path) else None
        if found:
            message = say("empty_because", path=_shown(path), wrong=found.wrong)
            return Problem(self.file, *place, "AL203", message, found.hint)
        message = say("empty", path=_shown(path))
        names = _names(path)
        if self._unknown(path):
            hint = _key_hint(key, self._keys(names[:-1]))
            return Problem(self.file, *place, "AL203", message, hint)
        known = self.kind is Term or dictionary.find(names)
        hint = say("empty_mend_like", example=example(names)) if known else say("empty_mend")
        return Problem(self.file, *place, "AL203", message, hint)

    def _hole(self, path: Path, wrong: str = "") -> Problem:
        """Say what a draft has still to tell."""
        names = _names(path)
        row = dictionary.find(names)
        title, description = (row.title, row.description) if row else ("", "")
        message = say("hole", path=_shown(path), title=title, wrong=wrong)
        mend = "hole_mend" if row and row.required else "hole_mend_or_not"
        hint = say(mend, description=description, example=example(names))
        return Problem(self.file, *self.document.key_place(path), "AL701", message, hint)

    def _follows_from_hole(self, path: Path, detail: ErrorDetails) -> bool:
        """Tell whether a refusal says again that nothing stands behind a key."""
        holes = self.document.empty
        return path in holes or (
            detail["type"] == "value_error" and any(one[: len(path)] == path for one in holes)
        )

    def _unknown(self, path: Path) -> bool:
        return isinstance(path[-1], str) and path[-1] not in self._keys(_names(path[:-1]))

    def _before(self, path: Path) -> str:
        """Give the text that stands before the key at `path` on its line."""
        data: Any = self.document.data
        for part in path[:-1]:
            inside = part in data if isinstance(data, dict) else isinstance(data, list)
            data = data[part] if inside else None
        keys = list(data) if isinstance(data, dict) else []
        number = keys.index(path[-1]) if path[-1] in keys else 0
        if not number:
            return ""
        last, place = keys[number - 1], self.document.keys
        same_line = place[(*path[:-1], last)][0] == place[path][0]
        return data[last] if same_line and isinstance(data[last], str) else ""

    def _keys(self, names: tuple[str, ...]) -> dict[str, str]:
        if self.kind is Case:
            return dictionary.keys_at(names)
        return {name: info.title or name for name, info in self.kind.model_fields.items()}

    def _path(self, detail: ErrorDetails) -> Path:
        # The location names the branch of a union as well; it is no key of the file.
        path: Path = ()
        for part in detail["loc"]:
            if (*path, part) in self.document.places or part == detail["loc"][-1]:
                path = (*path, part)
        union = path[:1] == ("regions",) and path[1:] in (("list",), ("word",))
        return path[:1] if union else path

    def _refusal(self, path: Path, detail: ErrorDetails) -> Problem:
        names = _names(path)
        place = self.document.place(path)
        if detail["type"] == "extra_forbidden":
            hint = _key_hint(str(path[-1]), self._keys(names[:-1]))
            message = say("unknown_key", path=_shown(path))
            return Problem(self.file, *self.document.key_place(path), "AL202", message, hint)
        if self.is_draft and _is_hole(detail):
            return self._hole(path, "" if _is_missing(detail) else self._words(path, detail)[1])
        if detail["type"] == "missing":
            row = dictionary.find(names)
            title = row.title if row else ""
            message = say("missing_titled" if row else "missing", path=_shown(path), title=title)
            return Problem(self.file, *place, "AL201", message, example(names))
        subject = f"“{_shown(path)}”" if path else "内容"
        code, message, hint = self._words(path, detail)
        return Problem(self.file, *place, code, f"{subject}{message}", hint or example(names))

    def _words(self, path: Path, detail: ErrorDetails) -> tuple[str, str, str]:
        kind, given, context = detail["type"], detail["input"], detail.get("ctx", {})
        if kind == "value_error":
            said = str(context["error"])
            code = "AL208" if isinstance(given, str) else "AL211"
            return code, said, advice.on_contradiction(said)
        code = _CODES[kind]
        if context.get("pattern") == ONE_LINE:
            return code, say("one_line"), ""
        found = self._advice(path, detail) if isinstance(given, str) else None
        if found and kind != "string_pattern_mismatch":
            return code, found.wrong, found.hint
        message = say(kind, **_numbers(detail))
        return (code, f"{message}，{found.wrong}", found.hint) if found else (code, message, "")

    def _advice(self, path: Path, detail: ErrorDetails) -> Advice | None:
        given = detail["input"]
        key = (_names(path) or ("",))[-1]
        if detail["type"] == "string_pattern_mismatch":
            pattern = detail["ctx"]["pattern"]
            if path[:1] == ("tags",) and (found := advice.on_tag(given, self.tags)):
                return found
            return advice.on_pattern(pattern, key, given)
        if detail["type"] == "literal_error" and path == ("regions",):
            found = advice.on_list(key, given)
            return Advice(found.wrong, found.hint + say("or_undisclosed")) if found else None
        row = dictionary.find(_names(path))
        if detail["type"] == "tuple_type" and row and not row.has_parts:
            return advice.on_list(key, given)
        return None


def _is_missing(detail: ErrorDetails) -> bool:
    """Tell whether nothing was said at all, if only in so many signs."""
    return detail["type"] == "missing" or detail["input"] in ("", [], {})


def _is_hole(detail: ErrorDetails) -> bool:
    return _is_missing(detail) or detail["type"] in ("string_too_short", "too_short")


def _names(path: Path) -> tuple[str, ...]:
    return tuple(part for part in path if isinstance(part, str))


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
    return " ".join(
        part.partition("\n")[0][:40] if isinstance(part, str) else say("item", number=part + 1)
        for part in path
    )


def example(names: tuple[str, ...]) -> str:
    """Show the field at `names` as it may stand in a file, on one line."""
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
    return f'"{example}"' if example[:1].isdigit() else layout.quoted(example, flow=True)


def _nearest_key(key: str, keys: dict[str, str]) -> str:
    """Give the key that `key` was meant to be, or nothing."""
    by_title = {title: name for name, title in keys.items()}
    if key in by_title:
        return by_title[key]
    near = difflib.get_close_matches(key.lower(), keys, n=1, cutoff=0.5)
    return near[0] if near else ""


def _key_hint(key: str, keys: dict[str, str]) -> str:
    near = _nearest_key(key, keys)
    if near and keys[near] == key:
        return say("key_in_english", key=near)
    if near:
        return say("key_meant", key=near, title=keys[near])
    return say("keys_listed", keys="、".join(keys)) if keys else say("no_keys")
