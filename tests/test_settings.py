"""What a host relies on: a setting that is wrong is named, with what right looks like."""

import pytest

from generator.settings import (
    Settings,
    in_host_words,
    missing,
    read_address,
    read_site_id,
    read_year,
)

RIGHT = "site_url 要写完整的网址，例如 https://example.cn/anli/（中文域名写成 xn-- 开头的）"


@pytest.mark.parametrize(
    ("told", "address"),
    [
        (None, ""),
        ("", ""),
        ("https://a.cn", "https://a.cn/"),
        ("http://a.cn:8080/anli", "http://a.cn:8080/anli/"),
        ("https://a.cn/案例/", "https://a.cn/%E6%A1%88%E4%BE%8B/"),
        ("https://a.cn/%E6%A1%88%E4%BE%8B/", "https://a.cn/%E6%A1%88%E4%BE%8B/"),
        ("https://xn--a.cn/a b//", "https://xn--a.cn/a%20b/"),
    ],
)
def test_addresses(told: object, address: str) -> None:
    """However a host writes an address, links are made of it in one form, in ASCII."""
    assert address == read_address(told)


@pytest.mark.parametrize(
    "told",
    [
        "a.cn/anli/",
        "//a.cn/",
        "ftp://a.cn/",
        "https:///a",
        "https://案例.cn/",
        "https://a:b@c.cn/",
        "https://a.cn/?b=c",
        "https://a.cn/#b",
        "https://a b.cn/",
        12,
    ],
)
def test_what_is_no_address(told: object) -> None:
    """Of what is no address of a site nothing is built, and the host reads what one looks like."""
    with pytest.raises(ValueError, match="不能是“") as said:
        read_address(told)

    assert str(said.value).startswith(RIGHT)


@pytest.mark.parametrize("told", ["", None, "3302000001", 3302000001, "bm12345678"])
def test_codes_of_sites(told: object) -> None:
    """The code of a government website has ten characters, with or without quotes."""
    assert str(told or "") == read_site_id(told)


@pytest.mark.parametrize("told", [12345, "33020000011", "３３０２０００００１", "a"])
def test_what_is_no_code(told: object) -> None:
    """A code of another length is refused, and so are full-width digits."""
    with pytest.raises(ValueError, match=f"^site_id 是十位的政府网站标识码.*不能是“{told}”"):
        read_site_id(told)


def test_years_of_the_standard() -> None:
    """References follow one of the two editions of the standard that are known here."""
    assert [2015, 2025] == [read_year(year) for year in (2015, 2025)]
    with pytest.raises(ValueError, match="citation_year 要写 2025 或 2015，不加引号，不能是“2020”"):
        read_year(2020)


def test_what_is_missing() -> None:
    """The host is told once what the site lacks, and nothing where nothing is lacking."""
    whole = {"address": "https://a.cn/", "police": "浙公网安备33020002000001号"}
    security = {"security_contact": "tel:1", "security_expires": "2027-06-30"}

    assert [] == [*missing(Settings(**whole)), *missing(Settings(**whole, **security))]
    assert [
        "没有设置 site_url：没有站点地图、规范网址和分享图片，订阅源里的网址不完整；"
        "发布前请在 mkdocs.yml 里填上网站的正式网址。",
        "没有设置 security_expires：security.txt 要两项都填才会生成。",
        "police 里没有十四位的备案号：页脚照样显示，但不会链接到公安机关的查询网站。",
    ] == [*missing(Settings(security_contact="tel:1", police="浙公网安备1号"))]
    assert ["没有设置 security_contact：security.txt 要两项都填才会生成。"] == [
        *missing(Settings(address="https://a.cn/", security_expires="2027-06-30"))
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Config value 'site_url': The URL isn't valid", RIGHT),
        (
            "Config value 'plugins': Plugin 'anliku' option 'icp': "
            "Expected type: <class 'str'> but received: <class 'int'>",
            "icp 要写成文字，放在引号里",
        ),
        ("Config value 'plugins': Plugin 'anliku' option 'site_id': 甲乙", "甲乙"),
        ("month must be in 1..12", "有一个日期不存在；security_expires 例如 2027-06-30"),
        ("day is out of range for month", "有一个日期不存在；security_expires 例如 2027-06-30"),
        ("别的", "别的"),
    ],
)
def test_words_of_the_host(said: str, told: str) -> None:
    """What MkDocs says in English of our settings is said in Chinese, with the setting's name."""
    assert told == in_host_words(said)
