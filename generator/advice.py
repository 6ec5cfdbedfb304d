"""What right looks like for a refused value: the editor's own value, mended where it can be.

Nothing here accepts or refuses anything; it finds the words for what the model has refused.
"""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from generator import values
from generator.messages import say
from generator.model import Term

LISTED: Final = 8

_QUOTES: Final = "“”‘’「」\"'"
_BRACKETS: Final = "【】［］〔〕[]"
_SEPARATOR: Final = re.compile(r" *[，、；,;] *")
_DATE: Final = re.compile(
    r"([0-9]{4}) *[-/.年] *([0-9]{1,2})(?: *[-/.月] *([0-9]{1,2}) *日?|月)?|([0-9]{4})年"
)
_NUMBER: Final = re.compile(
    r"(约|近|超|逾|不足)?([+-]?[0-9][0-9,]*(?:\.[0-9]+)?)(余|多)?([万亿])?(余|多|以上)?(.{0,6})"
)
_CHINESE_NUMBER: Final = re.compile("[〇零一二两三四五六七八九十百千万亿几数]+[余多]?")


class Advice(NamedTuple):
    """What is wrong with a value, in words that follow it, and what right looks like."""

    wrong: str
    hint: str


# What parts of the model say against a contradiction, and what right looks like.
CONTRADICTIONS: Final = (
    (
        "撤回的案例",
        'curation: {status: withdrawn, added: "2026-11-21", '
        'revised: [{date: "2026-11-22", note: 撤回的原因}]}',
    ),
    ("不能写 replaced_by", "删去 replaced_by；要撤回就写 status: withdrawn 和原因"),
    ("个栏目不符", '给缺的格补上 ""，或删去多的格：columns: [甲, 乙]，rows: [["1", ""]]'),
    ("数字要写 value", 'value: "192.8"；来源没有这个数字时写 missing: 原文数字缺失'),
    ("不能同时写 value", "有数字就删去 missing，没有就删去 value 和 change"),
    ("qualifier 修饰 value", '补上 value: "2,900"，或删去 qualifier'),
    ("至少要写 from", 'period: {from: "2022"}；不知道时间就删去 period'),
    ("晚于结束时间", "对调 from 和 to，或更正其中一个"),
)


def on_contradiction(message: str) -> str:
    """Give the hint to what a part of the model says, or nothing."""
    return next((hint for part, hint in CONTRADICTIONS if part in message), "")


def on_pattern(pattern: str, key: str, given: str) -> Advice | None:
    """Say what is wrong with a text that does not have the form of `pattern`."""
    if given != given.strip() and re.search(pattern, given.strip()):
        return Advice(say("trailing_blanks"), _quoted(key, given.strip()))
    bare = given.strip().strip(_QUOTES)
    half = unicodedata.normalize("NFKC", bare)
    if re.search(pattern, half):
        hint = _quoted(key, half)
        if any(quote in given for quote in "“”‘’「」"):
            return Advice(say("chinese_quotes"), hint)
        return Advice(say("odd_quote" if bare != given else "full_width"), hint)
    find = _BY_PATTERN.get(pattern)
    return find(key, half) if find else None


def on_list(key: str, given: str) -> Advice | None:
    """Say how one text becomes the list that it should be."""
    items = [item for item in _SEPARATOR.split(given.strip(_BRACKETS)) if item]
    if not items or "\n" in given or len(given) > 80:
        return None
    wide = any(bracket in given for bracket in "【】［］〔〕")
    return Advice(say("wide_brackets" if wide else "be_list"), _as_list(key, items))


def on_joined(given: str) -> str:
    """Give the hint to a text of several names that full-width commas join, or nothing."""
    items = [item for item in _SEPARATOR.split(given) if item]
    return say("joined", items=", ".join(items)) if len(items) > 1 else ""


def on_empty(key: str, before: str) -> Advice | None:
    """Say how a key came to stand there with nothing behind it, where its own letters tell.

    `before` is the text that stands before it.
    """
    if key.isdigit() and before:
        hint = say("comma_in_number_mend", before=before, key=key)
        return Advice(say("comma_in_number"), hint)
    if found := re.match(r"([A-Za-z_]+):(?=\S)", key):
        hint = say("tight_colon_mend", key=found[1], rest=key[found.end() :][:20])
        return Advice(say("tight_colon"), hint)
    if found := re.search(r"([，、；])\s*[A-Za-z_]+$", key):
        return Advice(say("wide_comma", comma=found[1]), say("wide_comma_mend"))
    if not key.isascii() and before:
        hint = say("comma_in_text_mend", before=before[:20], key=key[:20])
        return Advice(say("comma_in_text"), hint)
    return None


def on_tag(given: str, terms: Sequence[Term]) -> Advice | None:
    """Say which id belongs to a tag that was written as its name."""
    if given.isascii() or not terms or _SEPARATOR.search(given):
        return None
    named = next((term for term in terms if term.name == given.strip(_QUOTES)), None)
    hint = say("tag_id", id=named.id, name=named.name) if named else suggest(given, terms)
    return Advice(say("tag_by_name"), hint)


def suggest(value: str, terms: Sequence[Term]) -> str:
    """Give the entry of a vocabulary that `value` was or may stand for, or some to choose from."""
    if renamed := next((term for term in terms if value in term.aliases), None):
        return say("renamed", id=renamed.id, name=renamed.name)
    by_text = {text: term for term in terms for text in (term.id, term.name)}
    near = difflib.get_close_matches(value, by_text, n=1, cutoff=0.4)
    near = near or [text for text in by_text if value and (value in text or text in value)][:1]
    if not near:
        options = (say("option", id=term.id, name=term.name) for term in terms[:LISTED])
        return say("options_more" if len(terms) > LISTED else "options", listed="、".join(options))
    term = by_text[near[0]]
    return say("meant", id=term.id, name=term.name)


def _quoted(key: str, value: str) -> str:
    return say("quoted", key=key, value=value)


def _as_list(key: str, items: Sequence[str]) -> str:
    return say("as_list", key=key, items=", ".join(items))


def _date(key: str, given: str) -> Advice | None:
    form = say("date_two_digits" if "-" in given else "date_hyphens")
    if not (found := _DATE.fullmatch(given)):
        return None
    year, month, day, alone = found.groups()
    right = alone or f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    if not re.search(values.DATE_PATTERN, right):
        return None
    return Advice(form, _quoted(key, right))


def _day(key: str, given: str) -> Advice | None:
    if re.search(values.DATE_PATTERN, given):
        return Advice(say("date_to_day"), _quoted(key, given + "-01-01"[len(given) - 4 :]))
    return _date(key, given)


def _number(key: str, given: str) -> Advice | None:
    if _CHINESE_NUMBER.fullmatch(given):
        return Advice(say("number_digits"), _quoted(key, "10万"))
    if not (found := _NUMBER.fullmatch(given)):
        return None
    before, digits, inner, magnitude, after, unit = found.groups()
    value = f"{digits}{magnitude or ''}"
    if not re.search(values.NUMBER_PATTERN, value):
        return Advice(say("number_commas"), _quoted(key, value.replace(",", "")))
    behind = inner or after
    qualifier = "约…余" if before == "约" and behind == "余" else behind or before
    hint = _quoted(key, value)
    hint += f", qualifier: {qualifier}" if qualifier else ""
    hint += f', unit: "{unit.strip()}"' if unit.strip() else ""
    return Advice(say("number_alone"), hint)


def _https(key: str, given: str) -> Advice | None:
    found = re.fullmatch(r"(?:http://)?([^\s\\@/?#:]+\.[^\s\\@/?#:]+(?:[/?#][^\s\\]*)?)", given)
    if not found:
        return None
    return Advice(say("https_only"), say("https_mend", key=key, rest=found[1]))


def _id(key: str, given: str) -> Advice | None:
    items = _SEPARATOR.split(given)
    if len(items) > 1 and all(re.search(values.ID_PATTERN, item) for item in items):
        return Advice(say("ids_comma"), _as_list(key, items))
    right = re.sub("[_ ]+", "-", given.lower())
    if re.search(values.ID_PATTERN, right):
        return Advice(say("id_letters"), right)
    return None


def _image(key: str, given: str) -> Advice | None:
    right = re.sub("[_ ]+", "-", given.lower())
    if not re.search(values.IMAGE_PATTERN, right):
        right = "siji-zhijia.jpg"
    return Advice(say("image_letters"), say("image_mend", key=key, name=right))


_BY_PATTERN: Final = {
    values.DATE_PATTERN: _date,
    values.DAY_PATTERN: _day,
    values.NUMBER_PATTERN: _number,
    values.HTTPS_PATTERN: _https,
    values.ID_PATTERN: _id,
    values.IMAGE_PATTERN: _image,
}
