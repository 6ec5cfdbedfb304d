"""The texts that a record is made of: what a date, a number, an id and an address may look like.

Every value of a record is text. A rule that one regular expression can say stands in the
`Annotated` type, so that the JSON Schema carries it too; what it cannot say (2023-02-30, a user
name in an address) is an `AfterValidator` and belongs to the reader alone.
"""

import calendar
import re
from decimal import Decimal
from typing import Annotated, Final
from urllib.parse import quote, urlsplit, urlunsplit

from pydantic import AfterValidator, StringConstraints

from generator.messages import say

ID_PATTERN: Final = r"^[a-z0-9]+(-[a-z0-9]+)*$"
ID_LENGTH: Final = 64
DATE_PATTERN: Final = r"^[0-9]{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12][0-9]|3[01]))?)?$"
DAY_PATTERN: Final = r"^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$"
YEAR_PATTERN: Final = r"^[0-9]{4}$"
NUMBER_PATTERN: Final = r"^[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)(\.[0-9]+)?[万亿]?$"
# No user name before the host; an `@` further on is a plain character.
HTTPS_PATTERN: Final = r"^https://[^\s\\@/?#]+([/?#][^\s\\]*)?$"
# The place in a list, as a reader counts; a list of sources holds at most 20.
ORDINAL_PATTERN: Final = r"^([1-9]|1[0-9]|20)$"
IMAGE_PATTERN: Final = r"^[a-z0-9]+([.-][a-z0-9]+)*\.(jpg|jpeg|png|webp)$"

_LABEL: Final = "[a-z0-9]([a-z0-9-]*[a-z0-9])?"
_HOST: Final = re.compile(rf"{_LABEL}(\.{_LABEL})+")

# Names that Windows keeps for devices, and those that the site's own addresses use.
WINDOWS_NAMES: Final = frozenset(
    ["con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))]
)
SITE_NAMES: Final = frozenset({"index", "page", "feed", "undisclosed"})
MAGNITUDES: Final = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


def _real_day(text: str) -> str:
    """Refuse a day that no calendar has; the pattern has passed already."""
    if len(text) == len("2023-02-30"):
        year, month, day = (int(part) for part in text.split("-"))
        if year < 1 or day > calendar.monthrange(year, month)[1]:
            raise ValueError(say("no_such_day", date=text))
    return text


def _real_host(text: str) -> str:
    """Refuse an address without a usable host, and write the rest percent-encoded (RFC 3986)."""
    try:
        parts = urlsplit(text)
        port = parts.port
    except ValueError as error:
        raise ValueError(say("bad_url")) from error
    host = parts.hostname or ""
    if not _HOST.fullmatch(host):
        raise ValueError(say("no_host"))
    netloc = host if port is None else f"{host}:{port}"
    keep = "/:;=&?@!$'()*+,~%-._"
    rest = (quote(part, keep) for part in (parts.path, parts.query, parts.fragment))
    return urlunsplit(("https", netloc, *rest))


def _free_id(text: str) -> str:
    if text in WINDOWS_NAMES or text in SITE_NAMES:
        raise ValueError(say("reserved", id=text))
    return text


Id = Annotated[
    str,
    StringConstraints(pattern=ID_PATTERN, max_length=ID_LENGTH),
    AfterValidator(_free_id),
]
Date = Annotated[str, StringConstraints(pattern=DATE_PATTERN), AfterValidator(_real_day)]
Day = Annotated[str, StringConstraints(pattern=DAY_PATTERN), AfterValidator(_real_day)]
Year = Annotated[str, StringConstraints(pattern=YEAR_PATTERN)]
Number = Annotated[str, StringConstraints(pattern=NUMBER_PATTERN, max_length=24)]
Ordinal = Annotated[str, StringConstraints(pattern=ORDINAL_PATTERN)]
Https = Annotated[
    str, StringConstraints(pattern=HTTPS_PATTERN, max_length=500), AfterValidator(_real_host)
]
ImageName = Annotated[str, StringConstraints(pattern=IMAGE_PATTERN, max_length=80)]


def decimal(number: str) -> Decimal:
    """Give the exact value of a `Number`: `"2,900"` is 2900, `"10万"` is 100000."""
    magnitude = MAGNITUDES.get(number[-1])
    digits = number[:-1] if magnitude else number
    value = Decimal(digits.replace(",", ""))
    return value * magnitude if magnitude else value


def first_day(date: str) -> str:
    """Give the first day that a `Date` can mean, as `YYYY-MM-DD`: 2022 is 2022-01-01."""
    return date + "-01-01"[len(date) - 4 :]


def last_day(date: str) -> str:
    """Give the last day that a `Date` can mean, as `YYYY-MM-DD`: 2022 is 2022-12-31."""
    if len(date) == len("2022"):
        return f"{date}-12-31"
    if len(date) == len("2022-02"):
        year, month = (int(part) for part in date.split("-"))
        # Year 0000 passes the pattern; the calendar module starts at 1.
        return f"{date}-{calendar.monthrange(max(year, 1), month)[1]:02}"
    return date
