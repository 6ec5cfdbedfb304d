"""What in a text belongs to a person, and the same text with it masked.

Numbers of identity cards, telephones, plates and bank cards, and private mail addresses. What a
pattern finds is confirmed by what its issuer promises: check digit, province and date of an
identity card (GB 11643), the numbering plan of telephones, the check digit of a bank card
(ISO/IEC 7812). Numbers that everybody is meant to call (12345, 95xxx, 400) are none of them.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import phonenumbers
from stdnum import luhn
from stdnum.cn import ric

# Neither in the middle of a longer number, a decimal, a date, a book number, nor of a word.
_BEFORE: Final = r"(?<![\dA-Za-z*])(?<!\d[-.])"
_AFTER: Final = r"(?![\dA-Za-z*])(?!\.\d)(?!,\d{3}(?!\d))"
# A number with a unit behind it is a figure; the shorter it is, the more units it may have.
_NO_UNIT: Final = r"(?! ?[余多]?(?:[元万亿千吨%％]|公里))"
_NO_COUNT: Final = r"(?! ?[余多]?[元万亿千吨%％人次件个条户家名通公平])"
_CALLED: Final = r"(?:电话|手机|座机|传真|联系|致电|拨打|热线|[Tt][Ee][Ll])"

_IDENTITY: Final = re.compile(rf"{_BEFORE}\d(?:[ -]?\d){{16}}[ -]?[\dXxＸｘ]{_AFTER}")
# Province and century of an identity card.
_ISSUED: Final = re.compile(
    r"(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])[0-9]{4}(?:19|20)[0-9]{9}"
)
_CARD: Final = re.compile(rf"{_BEFORE}\d{{4}}(?:[ -]?\d{{4}}){{3}}(?:[ -]?\d{{1,3}})?{_AFTER}")
_MOBILE: Final = re.compile(
    rf"{_BEFORE}(?:(?:[+＋]|00)?86[ -]?)?[1１]\d{{2}}[ -]?\d{{4}}[ -]?\d{{4}}{_AFTER}{_NO_UNIT}"
)
_LAND: Final = re.compile(
    rf"{_BEFORE}(?:[+＋]86[ -]?[1-9]\d{{1,2}}|[(（]?[0０]\d{{2,3}})(?:[)）] ?| ?[-–—－] ?| )"
    rf"\d{{3,4}}[ -]?\d{{4}}{_AFTER}{_NO_UNIT}"
)
# Without a mark between the area and the number, or without an area, the words before must tell.
_TOLD: Final = re.compile(
    rf"{_CALLED}(?:方式|电话|号码|人)*[为是]?[：: ]{{0,2}}"
    rf"(?P<number>[0０]\d{{9,11}}|[2-8２-８]\d{{6,7}}){_AFTER}{_NO_COUNT}"
)
_PROVINCES: Final = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE: Final = re.compile(
    rf"[{_PROVINCES}][A-HJ-NP-Za-hj-np-zＡ-ＨＪ-ＮＰ-Ｚ][·•・. -]?"
    r"(?P<serial>[\dA-HJ-NP-Za-hj-np-zＡ-Ｚ]{5,6}|[\dA-HJ-NP-Za-hj-np-z]{4}[挂学警港澳])"
    r"(?![\dA-Za-z*])"
)
_HOSTS: Final = (
    "qq.com vip.qq.com foxmail.com 163.com vip.163.com 126.com vip.126.com yeah.net 188.com "
    "sina.com sina.cn vip.sina.com sohu.com 139.com 189.cn wo.cn 263.net 21cn.com aliyun.com "
    "tom.com gmail.com outlook.com hotmail.com live.com live.cn msn.com icloud.com me.com "
    "yahoo.com yahoo.cn yahoo.com.cn proton.me protonmail.com"
)
_MAIL: Final = re.compile(
    r"(?<![\w.+%*-])(?P<name>[\w.+%-]{1,64})[@＠](?P<host>"
    + "|".join(re.escape(host) for host in sorted(_HOSTS.split(), key=len, reverse=True))
    + r")(?![\w-]|\.\w)",
    re.ASCII | re.IGNORECASE,
)
# Addresses of the web are full of long numbers.
_ADDRESS: Final = re.compile(r"(?:https?://|www\.)[!-~]+", re.IGNORECASE)
# All that could hold a hit has one of these, or an @; most texts have none. Several searches for
# plain beginnings are three times as fast as one for all of them.
_MANY_DIGITS: Final = re.compile(r"\d{3}(?:\d{4}|(?:[\s()（）-]*\d){8})")
_PLATE_START: Final = re.compile(f"[{_PROVINCES}][A-Za-zＡ-Ｚ]")
_MIN_DIGITS: Final = 3
# So many digits of a number are worth hiding; a code of a region, which an identity card begins
# with, has fewer.
_PIECE: Final = re.compile(r"\d(?:[ -]?\d){6,}[Xx]?")
_CARD_WORDS: Final = re.compile(r"(?:卡|账户|帐户|账号|帐号)[^\d]{0,6}\Z")
_ISSUERS: Final = re.compile(r"\A(?:4|5[1-5]|35[2-8]|2[2-7]|3[47]|60)")
_AREA: Final = re.compile(r"\A(?:86)?(01.|02.|0...|)")
# The form in the browser looks by the same.
PATTERNS: Final = {
    "identity": _IDENTITY,
    "issued": _ISSUED,
    "card": _CARD,
    "mobile": _MOBILE,
    "land": _LAND,
    "told": _TOLD,
    "plate": _PLATE,
    "mail": _MAIL,
    "address": _ADDRESS,
    "digits": _MANY_DIGITS,
    "plate_start": _PLATE_START,
    "card_words": _CARD_WORDS,
    "issuers": _ISSUERS,
    "area": _AREA,
}


@dataclass(frozen=True, slots=True)
class Hit:
    """One personal datum: which problem it is, where in the text, and how it may be shown."""

    code: str
    start: int
    end: int
    shown: str


def suspicious(text: str) -> bool:
    """Say whether a text could hold anything personal at all; quick."""
    return bool(
        "@" in text or "＠" in text or _MANY_DIGITS.search(text) or _PLATE_START.search(text)
    )


def find(text: str) -> tuple[Hit, ...]:
    """Give all that is personal in a text, in order, nothing twice."""
    if not suspicious(text):
        return ()
    # What is known already, and addresses, are nothing else.
    bare = _ADDRESS.sub(_blank, text)
    hits: list[Hit] = []
    for finder in _FINDERS:
        found = list(finder(bare))
        bare = _replaced(bare, found, ["*" * (hit.end - hit.start) for hit in found])
        hits += found
    return tuple(sorted(hits, key=lambda hit: hit.start))


def hide(text: str) -> str:
    """Give the text with all that is personal masked."""
    hits = find(text)
    return _replaced(text, hits, [hit.shown for hit in hits])


def numbers(text: str) -> tuple[str, ...]:
    """Give all that is personal in a text as digits and letters alone: never to be shown."""
    return tuple(_plain(text[hit.start : hit.end]) for hit in find(text))


def hide_pieces(text: str, numbers: Sequence[str]) -> str:
    """Give `text` with all masked that was cut off or taken out of one of `numbers`."""

    def masked(match: re.Match[str]) -> str:
        piece = _plain(match[0])
        known = any(piece in number for number in numbers)
        return f"{piece[:3]}{'*' * (len(piece) - 3)}" if known else match[0]

    return _PIECE.sub(masked, text)


def _replaced(text: str, hits: Sequence[Hit], by: Sequence[str]) -> str:
    pieces, last = [], 0
    for hit, new in zip(hits, by, strict=True):
        pieces += [text[last : hit.start], new]
        last = hit.end
    return "".join((*pieces, text[last:]))


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def _identities(text: str) -> Iterator[Hit]:
    for match in _IDENTITY.finditer(text):
        number = _plain(match[0])
        if _is_identity(number):
            yield Hit("AL401", *match.span(), _masked(number, 3, 2))


def _is_identity(number: str) -> bool:
    # The region is that of the day when the number was given: often younger than its owner, and
    # sometimes newer than every table. The province has to do.
    try:
        ric.get_birth_date(number)
    except ric.InvalidComponent:
        return False
    return bool(_ISSUED.match(number)) and ric.calc_check_digit(number) == number[-1].upper()


def _cards(text: str) -> Iterator[Hit]:
    for match in _CARD.finditer(text):
        number = _plain(match[0])
        if _is_card(number, match[0], text[: match.start()]) and luhn.is_valid(number):
            yield Hit("AL404", *match.span(), _masked(number, 4, 4))


def _is_card(number: str, written: str, before: str) -> bool:
    """Know the issuers: 62 is UnionPay's; the others' are also anybody's long number."""
    if number.startswith("62"):
        return True
    foreign = _ISSUERS.match(number) and len(number) == 16
    told = len(written) > len(number) or _CARD_WORDS.search(before[-12:])
    return bool(foreign and told)


def _mobiles(text: str) -> Iterator[Hit]:
    for match in _MOBILE.finditer(text):
        number = _plain(match[0])[-11:]
        if _is_number(number, phonenumbers.PhoneNumberType.MOBILE):
            yield Hit("AL402", *match.span(), _masked(number, 3, 4))


def _lands(text: str) -> Iterator[Hit]:
    for match in _LAND.finditer(text):
        if _is_number(_plain(match[0]), phonenumbers.PhoneNumberType.FIXED_LINE):
            yield Hit("AL402", *match.span(), _masked_land(_plain(match[0])))


def _told_lands(text: str) -> Iterator[Hit]:
    for match in _TOLD.finditer(text):
        number = _plain(match["number"])
        # What has no area is a number of the place itself; any area serves to confirm its length.
        is_land = _is_number(number, phonenumbers.PhoneNumberType.FIXED_LINE)
        if is_land or not number.startswith("0"):
            yield Hit("AL402", *match.span("number"), _masked_land(number))


def _plates(text: str) -> Iterator[Hit]:
    for match in _PLATE.finditer(text):
        plate = _plain(match[0]).upper()
        serial = plate[2:]
        digits = sum(letter.isdigit() for letter in serial)
        # A serial of six is that of a new energy vehicle: one letter, or two at its head.
        if digits >= (_MIN_DIGITS if len(serial) == 5 else 4) and not serial.isalpha():
            yield Hit("AL403", *match.span(), f"{plate[:2]}·{'*' * (len(serial) - 2)}{plate[-2:]}")


def _mails(text: str) -> Iterator[Hit]:
    for match in _MAIL.finditer(text):
        first = match["name"][0] if len(match["name"]) > 1 else ""
        yield Hit("AL405", *match.span(), f"{first}***@{match['host'].lower()}")


_FINDERS: Final[tuple[Callable[[str], Iterator[Hit]], ...]] = (
    _identities,
    _cards,
    _mobiles,
    _lands,
    _told_lands,
    _plates,
    _mails,
)


def _is_number(number: str, kind: int) -> bool:
    try:
        parsed = phonenumbers.parse(f"+{number}" if number.startswith("86") else number, "CN")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number(parsed) and phonenumbers.number_type(parsed) == kind


def numbering() -> dict[str, Any]:
    """Give the country's numbering plan: kinds of numbers, as a pattern and the lengths it has.

    A number is of a kind when it is one of `general`, of that kind and of none of the `others`.
    """
    plan: Any = phonenumbers.PhoneMetadata.metadata_for_region("CN")
    others = [plan.premium_rate, plan.toll_free, plan.shared_cost, plan.voip]
    others += [plan.personal_number, plan.pager, plan.uan, plan.voicemail]
    return {
        "general": _kind(plan.general_desc),
        "fixed": _kind(plan.fixed_line),
        "mobile": _kind(plan.mobile),
        "others": [_kind(one) for one in others if one],
    }


def _kind(described: Any) -> tuple[str, tuple[int, ...]]:
    return described.national_number_pattern, described.possible_length


def _plain(written: str) -> str:
    """Give digits and letters alone, in their narrow form."""
    narrow = unicodedata.normalize("NFKC", written)
    return "".join(letter for letter in narrow if letter.isalnum())


def _masked(number: str, head: int, tail: int) -> str:
    return f"{number[:head]}{'*' * (len(number) - head - tail)}{number[-tail:]}"


def _masked_land(number: str) -> str:
    """Leave the area (010, 02x and 0xxx) and two digits."""
    area = _AREA.match(number)
    head = area[1] if area else ""
    rest = number[area.end() if area else 0 :]
    return f"{head}{'-' if head else ''}{_masked(rest, 0, 2)}"
