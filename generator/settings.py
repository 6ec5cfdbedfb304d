"""What the host sets in `mkdocs.yml`, as far as pages and files need it."""

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from generator.forge import NONE, Forge
from generator.values import Day

# The years of GB/T 7714 that citations can follow; -2025 is in force since 2026-07-01.
CITATION_YEARS: Final = (2015, 2025)

# A URI that tells how to reach somebody (RFC 9116, section 2.5.3), in the characters of a URI.
_CONTACT: Final = re.compile(r"(mailto:[!-~]+@[!-~]+|tel:\+?[0-9-]+|https://[!-~]+)")
_DAY: Final = TypeAdapter(Day)

# All records are written in simplified Chinese (BCP 47).
LANGUAGE: Final = "zh-CN"
# What all records are published under; no host can choose another one.
LICENCE: Final = "CC-BY-4.0"
LICENCE_TITLE: Final = "署名 4.0 国际"
LICENCE_NAME: Final = f"{LICENCE_TITLE}（CC BY 4.0）"
# Its address for programs, and its summary for Chinese readers
LICENCE_ADDRESS: Final = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_SUMMARY: Final = "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host sets; what is empty is not shown anywhere, and nothing is made up for it."""

    site_name: str = "案例库"
    description: str = ""
    # The address that the site is published under, ending in "/"; where it is empty, nothing on
    # the site can name an address in full.
    address: str = ""
    publisher: str = ""
    contact: str = ""
    icp: str = ""
    police: str = ""
    # The code that a government website is registered under (政府网站标识码), ten characters.
    site_id: str = ""
    # Where to report a weakness of the site, and until which day that holds (RFC 9116).
    security_contact: str = ""
    security_expires: str = ""
    # The year of GB/T 7714, one of CITATION_YEARS.
    citation_year: int = 2025
    # Where the records are kept, for the form.
    forge: Forge = NONE
    # For a copy that is opened from disk, where no link to a folder finds its index.
    to_files: bool = False

    @property
    def domain(self) -> str:
        """The host name of the site, empty where the address is."""
        return urlsplit(self.address).hostname or ""


def read_contact(value: object) -> str:
    """Read the setting `security_contact`; raises ValueError in the words of the host."""
    if value in (None, ""):
        return ""
    if not isinstance(value, str) or not _CONTACT.fullmatch(value):
        raise ValueError(
            "security_contact 要以 mailto:、https:// 或 tel: 开头，"
            f"例如 mailto:anquan@example.cn，不能是“{value}”"
        )
    return value


def read_expiry(value: object) -> str:
    """Read the setting `security_expires`, a day; raises ValueError in the words of the host."""
    if value in (None, ""):
        return ""
    # YAML makes a date of a day without quotes, and a host means the same by both.
    day = str(value)
    try:
        return _DAY.validate_python(day)
    except ValidationError as error:
        raise ValueError(
            f"security_expires 要写成年-月-日，例如 2027-06-30，不能是“{day}”"
        ) from error
