"""What right looks like for a refused value: the editor's own value, mended where it can be.

Nothing here accepts or refuses anything; it finds the words for what the model has refused.
"""

import difflib
import re
import unicodedata
from collections.abc import Sequence
from typing import Final, NamedTuple

from generator import values
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
_CONTRADICTIONS: Final = (
    (
        "撤回的案例",
        'curation: {status: withdrawn, added: "2026-11-21", '
        'revised: [{date: "2026-11-22", note: 撤回的原因}]}',
    ),
    ("个栏目不符", '给缺的格补上 ""，或删去多的格：columns: [甲, 乙]，rows: [["1", ""]]'),
    ("数字要写 value", 'value: "192.8"；来源没有这个数字时写 missing: 原文数字缺失'),
    ("不能同时写 value", "有数字就删去 missing，没有就删去 value 和 change"),
    ("qualifier 修饰 value", '补上 value: "2,900"，或删去 qualifier'),
    ("至少要写 from", 'period: {from: "2022"}；不知道时间就删去 period'),
    ("晚于结束时间", "对调 from 和 to，或更正其中一个"),
)


def on_contradiction(message: str) -> str:
    """Give the hint to what a part of the model says, or nothing."""
    return next((hint for part, hint in _CONTRADICTIONS if part in message), "")


def on_pattern(pattern: str, key: str, given: str) -> Advice | None:
    """Say what is wrong with a text that does not have the form of `pattern`."""
    if given != given.strip() and re.search(pattern, given.strip()):
        return Advice("后面多了空白或换行", f'{key}: "{given.strip()}"')
    bare = given.strip().strip(_QUOTES)
    half = unicodedata.normalize("NFKC", bare)
    if re.search(pattern, half):
        hint = f'{key}: "{half}"'
        if any(quote in given for quote in "“”‘’「」"):
            return Advice("用了中文引号，要换成半角引号", hint)
        return Advice("引号没有配对" if bare != given else "里有全角字符，要用半角", hint)
    find = _BY_PATTERN.get(pattern)
    return find(key, half) if find else None


def on_list(key: str, given: str) -> Advice | None:
    """Say how one text becomes the list that it should be."""
    items = [item for item in _SEPARATOR.split(given.strip(_BRACKETS)) if item]
    if not items or "\n" in given or len(given) > 80:
        return None
    hint = f"{key}: [{', '.join(items)}]"
    wide = any(bracket in given for bracket in "【】［］〔〕")
    return Advice("的方括号要用半角 [ ]" if wide else "要写成列表", hint)


def on_joined(given: str) -> str:
    """Give the hint to a text of several names that full-width commas join, or nothing."""
    items = [item for item in _SEPARATOR.split(given) if item]
    return f"一项写一个，用半角逗号加空格分开：[{', '.join(items)}]" if len(items) > 1 else ""


def on_empty(key: str, before: str) -> Advice | None:
    """Say how a key came to stand there with nothing behind it, where its own letters tell.

    `before` is the text that stands before it.
    """
    if key.isdigit() and before:
        return Advice("逗号把一个数字拆成了两项", f'数字里有逗号时加引号："{before},{key}"')
    if found := re.match(r"([A-Za-z_]+):(?=\S)", key):
        return Advice("冒号后面要空一格", f"{found[1]}: {key[found.end() :][:20]}")
    if found := re.search(r"([，、；])\s*[A-Za-z_]+$", key):
        return Advice(f"括号里用了“{found[1]}”，要用半角逗号加空格", "{name: 甲, role: 实施}")
    if not key.isascii() and before:
        hint = f'值里有英文逗号就整个加引号："{before[:20]}, {key[:20]}"'
        return Advice("英文逗号把一个值拆成了两项", hint)
    return None


def on_tag(given: str, terms: Sequence[Term]) -> Advice | None:
    """Say which id belongs to a tag that was written as its name."""
    if given.isascii() or not terms or _SEPARATOR.search(given):
        return None
    named = next((term for term in terms if term.name == given.strip(_QUOTES)), None)
    hint = f"写编号 {named.id}（{named.name}）" if named else suggest(given, terms)
    return Advice("标签要写编号，不写名称", hint)


def suggest(value: str, terms: Sequence[Term]) -> str:
    """Give the entry of a vocabulary that `value` may stand for, or some to choose from."""
    by_text = {text: term for term in terms for text in (term.id, term.name)}
    near = difflib.get_close_matches(value, by_text, n=1, cutoff=0.4)
    near = near or [text for text in by_text if value and (value in text or text in value)][:1]
    if not near:
        listed = "、".join(f"{term.id}（{term.name}）" for term in terms[:LISTED])
        return f"可选：{listed}{'等，见数据字典' if len(terms) > LISTED else ''}"
    term = by_text[near[0]]
    return f"是否想写 {term.id}（{term.name}）？"


def _date(key: str, given: str) -> Advice | None:
    form = "要写成年-月-日，月日写两位" if "-" in given else "要用连字符写成年-月-日"
    if not (found := _DATE.fullmatch(given)):
        return None
    year, month, day, alone = found.groups()
    right = alone or f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    if not re.search(values.DATE_PATTERN, right):
        return None
    return Advice(form, f'{key}: "{right}"')


def _day(key: str, given: str) -> Advice | None:
    if re.search(values.DATE_PATTERN, given):
        return Advice("要写到日", f'{key}: "{given}{"-01-01"[len(given) - 4 :]}"')
    return _date(key, given)


def _number(key: str, given: str) -> Advice | None:
    if _CHINESE_NUMBER.fullmatch(given):
        return Advice("要用阿拉伯数字，可带万、亿", f'{key}: "10万"')
    if not (found := _NUMBER.fullmatch(given)):
        return None
    before, digits, inner, magnitude, after, unit = found.groups()
    value = f"{digits}{magnitude or ''}"
    if not re.search(values.NUMBER_PATTERN, value):
        return Advice("逗号每三位一个", f'{key}: "{value.replace(",", "")}"')
    behind = inner or after
    qualifier = "约…余" if before == "约" and behind == "余" else behind or before
    hint = f'{key}: "{value}"'
    hint += f", qualifier: {qualifier}" if qualifier else ""
    hint += f', unit: "{unit.strip()}"' if unit.strip() else ""
    return Advice("只写数字；约、余等写进 qualifier，% 等单位写进 unit", hint)


def _https(key: str, given: str) -> Advice | None:
    found = re.fullmatch(r"(?:http://)?([^\s\\@/?#:]+\.[^\s\\@/?#:]+(?:[/?#][^\s\\]*)?)", given)
    if not found:
        return None
    hint = f'{key}: "https://{found[1]}"；网站打不开 https 就不填 {key}，把网址写进 note'
    return Advice("只收 https:// 开头的网址", hint)


def _id(key: str, given: str) -> Advice | None:
    items = _SEPARATOR.split(given)
    if len(items) > 1 and all(re.search(values.ID_PATTERN, item) for item in items):
        return Advice("几项之间要用半角逗号加空格", f"{key}: [{', '.join(items)}]")
    right = re.sub("[_ ]+", "-", given.lower())
    if re.search(values.ID_PATTERN, right):
        return Advice("只用小写字母、数字和连字符", right)
    return None


def _image(key: str, given: str) -> Advice | None:
    right = re.sub("[_ ]+", "-", given.lower())
    if not re.search(values.IMAGE_PATTERN, right):
        right = "siji-zhijia.jpg"
    wrong = "只用小写字母、数字和连字符，扩展名用 .jpg .png .webp"
    return Advice(wrong, f"{key}: {right}；图片文件也改成这个名字")


_BY_PATTERN: Final = {
    values.DATE_PATTERN: _date,
    values.DAY_PATTERN: _day,
    values.NUMBER_PATTERN: _number,
    values.HTTPS_PATTERN: _https,
    values.ID_PATTERN: _id,
    values.IMAGE_PATTERN: _image,
}
