"""What the host sets in `mkdocs.yml`, as far as pages and files need it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from pydantic import TypeAdapter, ValidationError

from generator import urls
from generator.forge import NONE, Forge
from generator.values import Day

# The years of GB/T 7714 that citations can follow; -2025 is in force since 2026-07-01.
CITATION_YEARS: Final = (2015, 2025)

# A URI that tells how to reach somebody (RFC 9116, section 2.5.3), in the characters of a URI.
_CONTACT: Final = re.compile(r"(mailto:[!-~]+@[!-~]+|tel:\+?[0-9-]+|https://[!-~]+)")
_DAY: Final = TypeAdapter(Day)
_WAY_TO_OURS: Final = re.compile(r"Config value 'plugins': Plugin 'anliku' option '(\w+)': ")
# What the reader of YAML says, which takes 2027-13-01 for a day.
_NO_DAY: Final = re.compile("(month|day).* (must be in|range)")
# A host name, as a name of the Internet or a number, and perhaps a port; others write Chinese names
# in the form xn--.
_SITE: Final = re.compile(r"[0-9A-Za-z.-]+(:[0-9]{1,5})?")
BAD_ADDRESS: Final = (
    "site_url 要写完整的网址，例如 https://example.cn/anli/（中文域名写成 xn-- 开头的）"
)
# 政府网站标识码 (国办发〔2017〕47号): two letters or digits for who runs the site, then digits.
_SITE_ID: Final = re.compile(r"[0-9A-Za-z]{2}[0-9]{8}")

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


def missing(settings: Settings) -> Iterator[str]:
    """Say what the site lacks since something is not set, in the words of the host."""
    if not settings.address:
        yield (
            "没有设置 site_url：没有站点地图、规范网址和分享图片，订阅源里的网址不完整；"
            "发布前请在 mkdocs.yml 里填上网站的正式网址。"
        )
    if bool(settings.security_contact) != bool(settings.security_expires):
        unset = "security_expires" if settings.security_contact else "security_contact"
        yield f"没有设置 {unset}：security.txt 要两项都填才会生成。"
    if settings.police and not urls.police_record(settings.police):
        yield "police 里没有十四位的备案号：页脚照样显示，但不会链接到公安机关的查询网站。"


def in_host_words(message: str) -> str:
    """Say what MkDocs says of a bad setting; our own words stand behind its way to the setting."""
    if "Config value 'site_url'" in message:
        return BAD_ADDRESS
    if _NO_DAY.search(message):
        return "有一个日期不存在；security_expires 例如 2027-06-30"
    name, _, said = _WAY_TO_OURS.sub(r"\1\n", message).partition("\n")
    return f"{name} 要写成文字，放在引号里" if said.startswith("Expected type") else said or message


def read_address(value: object) -> str:
    """Read the setting `site_url`, a path in it encoded; raises ValueError in the host's words."""
    if value in (None, ""):
        return ""
    parts = urlsplit(str(value).strip())
    if not _SITE.fullmatch(parts.netloc) or parts.scheme not in ("http", "https"):
        raise ValueError(f"{BAD_ADDRESS}，不能是“{value}”")
    if parts.query or parts.fragment:
        raise ValueError(f"{BAD_ADDRESS}，里面没有 ? 和 #，不能是“{value}”")
    path = quote(unquote(parts.path).strip("/"))
    return f"{parts.scheme}://{parts.netloc}/{path}{'/' if path else ''}"


def read_site_id(value: object) -> str:
    """Read the setting `site_id`; raises ValueError in the words of the host."""
    # YAML makes a number of digits without quotes; one that begins with 0 would be another one.
    told = "" if value is None else str(value)
    if told and not _SITE_ID.fullmatch(told):
        raise ValueError(
            "site_id 是十位的政府网站标识码，写在引号里，"
            f'例如 "3302000001"，不能是“{told}”；不是政府网站就空着'
        )
    return told


def read_year(value: object) -> int:
    """Read the setting `citation_year`; raises ValueError in the words of the host."""
    if value not in CITATION_YEARS:
        raise ValueError(f"citation_year 要写 2025 或 2015，不加引号，不能是“{value}”")
    return int(str(value))


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
