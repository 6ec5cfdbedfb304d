"""What crawlers, language models and finders of weaknesses rely on at fixed places."""

import re
from typing import Any
from urllib.robotparser import RobotFileParser

import pytest

from generator import pipeline, urls
from generator.exports import notices
from generator.settings import Settings, read_contact, read_expiry
from tests.factories import TODAY, convert, library_inputs, make_case, make_library, words

SITE = Settings(
    site_name="案例库",
    description="交通运输系统的党建案例。",
    address="https://a.cn/anli/",
    security_contact="mailto:anquan@example.cn",
    security_expires="2027-06-30",
)


def test_robots() -> None:
    """Every crawler may read everything, and finds the map."""
    read = RobotFileParser()
    read.parse(notices.robots(SITE).splitlines())

    assert read.can_fetch("any", "https://a.cn/anli/cases/x/")
    assert ["https://a.cn/anli/sitemap.xml"] == read.site_maps()


def test_robots_without_an_address() -> None:
    """Where the site's address is not known, no map is named, since there is none."""
    assert "User-agent: *\nAllow: /\n" == notices.robots(Settings())


def test_security() -> None:
    """Who found a weakness learns whom to tell, until when, and in which language."""
    assert (
        "Contact: mailto:anquan@example.cn\n"
        "Expires: 2027-06-30T00:00:00+08:00\n"
        "Preferred-Languages: zh, en\n"
        "Canonical: https://a.cn/.well-known/security.txt\n"
    ) == notices.security(SITE)


@pytest.mark.parametrize("missing", ["security_contact", "security_expires"])
def test_no_security_without_both(missing: str) -> None:
    """Half of what the file must say makes no file."""
    one = Settings(security_contact="tel:+86-10-0", security_expires="2027-06-30")
    half = {name: getattr(one, name) for name in one.__slots__ if name != missing}

    assert [urls.ROBOTS, urls.LLMS, urls.SECURITY] == made(one)
    assert [urls.ROBOTS, urls.LLMS] == made(Settings(**half))


def test_a_preview_tells_no_crawler() -> None:
    """A preview has the feeds that its pages lead to, and nothing for crawlers."""
    reading = pipeline.read(library_inputs(), TODAY)
    shown, previewed = (
        {file.uri for file in pipeline.served_files(reading, SITE, preview=preview)}
        for preview in (False, True)
    )

    assert {urls.ROBOTS, urls.LLMS, urls.SECURITY} == shown - previewed
    assert urls.FEED_ATOM in previewed


def made(settings: Settings) -> list[str]:
    """Give the places of the files that the settings allow for."""
    return [file.uri for file in notices.notice_files(make_library(), settings)]


@pytest.mark.parametrize(
    "contact",
    ["", "mailto:a@b.cn", "https://a.cn/report?x=1", "tel:+86-10-12345678", "tel:01012345678"],
)
def test_a_contact(contact: str) -> None:
    """A mail address, a page or a telephone may be given as a contact."""
    assert contact == read_contact(contact)


@pytest.mark.parametrize(
    "contact",
    [
        *("a@b.cn", "http://a.cn/", "mailto:", "mailto:a", "tel:", "https://", 1),
        *("mailto:a@b.cn\nX: y", "mailto:某@b.cn"),
    ],
)
def test_a_wrong_contact(contact: Any) -> None:
    """What no program could use as a contact is refused, with an example of what is right."""
    said = f"例如 mailto:anquan@example.cn，不能是“{contact}”"
    with pytest.raises(ValueError, match=re.escape(said)):
        read_contact(contact)


@pytest.mark.parametrize(
    "day", ["2027-6-30", "2027-02-30", "2027", "2027-06-30T00:00:00Z", 20270630]
)
def test_a_wrong_day(day: Any) -> None:
    """A day that no calendar has, or not written in full, is refused with an example."""
    with pytest.raises(ValueError, match=re.escape(f"例如 2027-06-30，不能是“{day}”")):
        read_expiry(day)


def test_llms() -> None:
    """A language model finds what the library is, the cases as plain text, and all data."""
    library = make_library(make_case("a-case", title="甲"), make_case("b-case", title="乙"))
    summary = library.cases[0].summary

    assert (
        "# 案例库\n\n"
        "> 交通运输系统的党建案例。\n\n"
        "共 2 个案例。案例记录依署名 4.0 国际（CC BY 4.0）许可使用，引用时请注明案例网址。\n\n"
        "## 案例\n\n"
        f"- [甲](https://a.cn/anli/cases/a-case/record.md): {summary}\n"
        f"- [乙](https://a.cn/anli/cases/b-case/record.md): {summary}\n\n"
        "## 数据\n\n"
        "- [cases.ndjson](https://a.cn/anli/data/cases.ndjson): 全部案例，每行一个\n"
        "- [cases.json](https://a.cn/anli/data/cases.json): 全部案例，一个文件\n"
        "- [metrics.csv](https://a.cn/anli/data/metrics.csv): 全部数字，一行一个，注明案例\n"
        "- [数据说明](https://a.cn/anli/data/): 各个文件怎样使用，每个字段是什么意思\n"
        "- [feed.xml](https://a.cn/anli/feed.xml): 最近的收录、修订和撤回\n"
    ) == notices.llms(library, SITE)


def test_llms_of_a_large_library() -> None:
    """The newest cases are named, and where all of them are."""
    cases = (make_case(f"case-{number}") for number in range(notices.NEWEST + 1))
    told = notices.llms(make_library(*cases), Settings())

    assert notices.NEWEST == told.count("/record.md)")
    assert "共 101 个案例，下面是来源日期最新的 100 个。" in told
    assert "(data/cases.ndjson)" in told


@pytest.mark.parametrize(
    "hostile", ["](https://b.cn)", "<script>", "*a* _b_ `c`", "&lt;", "a\\", "# y", "![](x)"]
)
def test_hostile_text_stays_text(hostile: str) -> None:
    """Whatever a title holds, the list has the same links and shows the title as it is."""
    title = f"甲{hostile}乙"
    tree = convert(notices.llms(make_library(make_case(title=title)), Settings(site_name=title)))

    assert " ".join(title.split()) == words(tree.find("h1"))
    links = list(tree.iter("a"))
    assert 6 == len(links)
    assert " ".join(title.split()) == words(links[0])
