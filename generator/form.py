"""What the form in the browser must know of records: one file for rules, one for regions.

The browser's half is docs/assets/javascripts/record-*.js. It has the shape of a record, its order,
its messages and its vocabularies from here, so that none of them is written down twice.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, Final

from generator import (
    advice,
    comments,
    dictionary,
    explain,
    fields,
    messages,
    parse,
    personal,
    pinyin,
    privacy,
    problems,
    schema,
    strict_yaml,
    style,
    values,
)
from generator.library import VOCABULARY_FILES, Library, Vocabularies
from generator.model import Case
from generator.regions import ALIASES, ALIKE, KIND, LONGEST_TEXT, Gazetteer

_LIMITS: Final = {
    "bytes": strict_yaml.MAX_BYTES,
    "depth": strict_yaml.MAX_DEPTH,
    "nodes": strict_yaml.MAX_NODES,
    "reports": strict_yaml.MAX_REPORTS,
    "id": values.ID_LENGTH,
    "title": parse.TITLE_COMFORTABLE,
    "listed": advice.LISTED,
}
_PATTERNS: Final = {
    "invisible": strict_yaml.INVISIBLE.pattern,
    "blank": strict_yaml.BLANKS.pattern,
    "wide": strict_yaml.WIDE,
    "imported": comments.IMPORTED,
}
# By these a browser knows what a text is: the schema carries the same patterns.
_FORMS: Final = {
    "line": fields.ONE_LINE,
    "id": values.ID_PATTERN,
    "date": values.DATE_PATTERN,
    "day": values.DAY_PATTERN,
    "year": values.YEAR_PATTERN,
    "number": values.NUMBER_PATTERN,
    "https": values.HTTPS_PATTERN,
    "ordinal": values.ORDINAL_PATTERN,
    "image": values.IMAGE_PATTERN,
}


def rules(library: Library, files: Mapping[str, str], forge: Mapping[str, str]) -> dict[str, Any]:
    """Give what submit/form.json holds.

    `files` has the file of each case by its id, as in `cases/2023/x.yml`; `forge` is where records
    are handed in, passed on as it is. Keys of fields are their path with points: `metrics.value`.
    """
    return {
        "schema": schema.schema(),
        "order": _order(),
        "flat": [_dotted(row) for row in dictionary.rows() if row.flat],
        "prose": [_dotted(row) for row in dictionary.rows() if row.prose],
        "sentences": [_dotted(row) for row in dictionary.rows() if row.sentences],
        "limits": _LIMITS,
        "patterns": {name: _for_browser(one) for name, one in _PATTERNS.items()},
        "blanks": strict_yaml.BLANK_NAMES,
        "forms": _FORMS,
        "reserved": sorted(values.WINDOWS_NAMES | values.SITE_NAMES),
        "contradictions": advice.CONTRADICTIONS,
        "examples": {_dotted(row): explain.example(row.path) for row in dictionary.rows()},
        "messages": messages.MESSAGES,
        "severities": {code: severity for code, (severity, _) in problems.CODES.items()},
        "personal": _personal(),
        "style": _style(),
        "vocabularies": _vocabularies(library.vocabularies),
        "cases": [_case(case, files) for case in library.cases],
        "forge": dict(forge),
    }


def regions(gazetteer: Gazetteer) -> dict[str, Any]:
    """Give what submit/regions.json holds: rows of code, name and parent's code, provinces first.

    A province has no parent: `""`. `kind` is the pattern of a name whose first group is the short
    one; `aliases` are short names that stand for a code.
    """
    return {
        "rows": [[one.code, one.name, one.parent or ""] for one in gazetteer],
        "kind": KIND,
        "aliases": ALIASES,
        "longest": LONGEST_TEXT,
        "alike": ALIKE,
    }


def readings() -> dict[str, Any]:
    """Give what submit/pinyin.json holds: how a title is read, for the id that it suggests.

    `characters` are those of a reading, one behind the other: `{"hang": "杭航…"}`. `words` are
    those of two characters that are read otherwise than these alone: `{"hang ye": "行业"}`.
    """
    characters: dict[str, str] = {}
    for one, reading in pinyin.characters().items():
        characters[reading] = characters.get(reading, "") + one
    words: dict[str, str] = {}
    for word, both in pinyin.words().items():
        words[" ".join(both)] = words.get(" ".join(both), "") + word
    return {"characters": characters, "words": words}


def _personal() -> dict[str, Any]:
    return {
        "patterns": {name: expression(one) for name, one in personal.PATTERNS.items()},
        "numbering": personal.numbering(),
        "said": privacy.SAID,
        "unread": sorted(privacy.NOT_READ),
        "comment": expression(privacy.COMMENT),
    }


def _style() -> dict[str, Any]:
    phrases = [(expression(re.compile(one)), instead) for one, instead in style.EMPTY_PHRASES]
    return {
        "shortest": style.SHORTEST,
        "names": style.NAMES,
        "phrases": phrases,
        "figure": expression(style.FIGURE),
        "defined": expression(style.DEFINED),
        "ends": style.SENTENCE_ENDS,
    }


def expression(pattern: re.Pattern[str]) -> dict[str, str]:
    """Write a pattern for `new RegExp(source, flags)`, where it matches the same."""
    in_ascii = bool(pattern.flags & re.ASCII)
    marks = {re.IGNORECASE: "i", re.MULTILINE: "m"}
    flags = "".join(mark for flag, mark in marks.items() if pattern.flags & flag)
    # With the flag `u`, letters of other scripts would fold to those of ASCII.
    source = re.sub(r"\\.|\(\?P<", lambda one: _there(one[0], in_ascii), pattern.pattern)
    return {"source": _for_browser(source), "flags": flags + ("" if in_ascii else "u")}


def _there(written: str, in_ascii: bool) -> str:
    digit = r"\d" if in_ascii else r"\p{Nd}"
    return {"(?P<": "(?<", r"\A": "^", r"\Z": "$", r"\d": digit}.get(written, written)


def _for_browser(pattern: str) -> str:
    """Write a pattern in ASCII, for a JavaScript expression."""
    return "".join(one if " " <= one <= "~" else _escaped(ord(one)) for one in pattern)


def _escaped(code: int) -> str:
    # The longer form asks for the flag `u`.
    return rf"\u{code:04x}" if code <= 0xFFFF else rf"\u{{{code:x}}}"


def as_bytes(data: dict[str, Any]) -> bytes:
    """Write a file for the browser."""
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _dotted(row: dictionary.Row) -> str:
    return ".".join(row.path)


def _order() -> dict[str, list[str]]:
    """Give the keys of each part in the order of the model; the record itself is `""`."""
    order: dict[str, list[str]] = {}
    for row in dictionary.rows():
        order.setdefault(".".join(row.path[:-1]), []).append(row.key)
    return order


def _vocabularies(vocabularies: Vocabularies) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [
            {
                "id": term.id,
                "name": term.name,
                "description": term.description,
                "aliases": list(term.aliases),
            }
            for term in getattr(vocabularies, name)
        ]
        for name in VOCABULARY_FILES
    }


def _case(case: Case, files: Mapping[str, str]) -> dict[str, Any]:
    status = case.curation.status
    return {
        "id": case.id,
        # A withdrawn case is named on its own page alone.
        "title": "" if status == "withdrawn" else case.title,
        "file": files.get(case.id, ""),
        "status": status,
        "aliases": list(case.aliases),
    }
