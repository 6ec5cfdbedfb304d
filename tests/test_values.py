"""What an editor relies on in dates, numbers, ids and addresses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from generator.values import (
    Date,
    Day,
    Https,
    Id,
    ImageName,
    Number,
    Year,
    decimal,
    first_day,
    last_day,
)

KINDS = {
    "id": TypeAdapter(Id),
    "date": TypeAdapter(Date),
    "day": TypeAdapter(Day),
    "year": TypeAdapter(Year),
    "number": TypeAdapter(Number),
    "url": TypeAdapter(Https),
    "image": TypeAdapter(ImageName),
}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *[("id", text) for text in ("a", "7", "huoche-siji", "a-1-b", "con-1", "com10", "a" * 64)],
        *[("date", text) for text in ("2022", "2022-02", "2024-02-29", "1921-07-01", "0001-01-01")],
        *[("day", text) for text in ("2026-11-22", "2000-02-29")],
        *[("year", text) for text in ("1921", "2026")],
        *[
            ("number", text)
            for text in ("0", "2900", "2,900", "47.54", "10万", "1.4亿", "-3", "+5")
        ],
        *[("number", text) for text in ("010", "1,234,567.80", "9" * 24)],
        *[("image", text) for text in ("a.jpg", "siji-zhijia.1.webp", "2.jpeg", "x.png")],
    ],
)
def test_accepted(kind: str, text: str) -> None:
    """What is well written is kept as it is written."""
    assert text == KINDS[kind].validate_python(text)


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        *[("id", text) for text in ("", "A", "a_b", "a--b", "-a", "a-", "a\n", "a.b", "é", "货车")],
        *[("id", text) for text in ("a" * 65, "../a", "a/b", "a b", "１", "a\x00")],
        *[("id", text) for text in ("con", "prn", "aux", "nul", "com1", "com9", "lpt1", "lpt9")],
        *[("id", text) for text in ("index", "page", "feed", "undisclosed")],
        *[("date", text) for text in ("", "22", "20220", "2022-1", "2022-13", "2022-00", "202202")],
        *[("date", text) for text in ("2023-02-30", "2023-02-29", "1900-02-29", "2023-04-31")],
        *[
            ("date", text)
            for text in ("2022\n", "2022-02\n", "2022-02-03\n", "２０２２", "0000-01-01")
        ],
        *[("date", text) for text in ("20240101", "2024-W01", "2024-01-01T00:00", "2024/01/01")],
        *[
            ("day", text)
            for text in ("2022", "2022-02", "2023-02-30", "2022-02-03\n", "２０２２-02-03")
        ],
        *[("year", text) for text in ("22", "2022年", "2022\n", "２０２２", "2022-01")],
        *[
            ("number", text)
            for text in ("", "十", "1.", ".5", "1,00", "1,2345", "10千", "10万余", "1e3")
        ],
        *[
            ("number", text)
            for text in ("10\n", "１０", "1 000", "约10", "10%", "万", "9" * 25, "--1")
        ],
        *[
            ("image", text)
            for text in ("A.jpg", "a.gif", "a.jpg\n", "../a.jpg", "a/b.jpg", ".jpg", "a.svg")
        ],
        *[("image", text) for text in ("a.jpg.exe", "货.jpg", "a" * 77 + ".jpg")],
    ],
)
def test_refused(kind: str, text: str) -> None:
    """What is not well written is refused: no line end, full-width digit or kept name slips by."""
    with pytest.raises(ValidationError):
        KINDS[kind].validate_python(text)


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("https://www.example.cn/a/1.html", "https://www.example.cn/a/1.html"),
        ("https://WWW.Example.CN", "https://www.example.cn"),
        ("https://a.cn:8443/x", "https://a.cn:8443/x"),
        ("https://a.cn?q=1&b=%E4%B8%AD#x", "https://a.cn?q=1&b=%E4%B8%AD#x"),
        ("https://a.cn/党建?q=甲#节", "https://a.cn/%E5%85%9A%E5%BB%BA?q=%E7%94%B2#%E8%8A%82"),
        ("https://a.cn/\"><script>'", "https://a.cn/%22%3E%3Cscript%3E'"),
        ('https://a.cn/#"><b', "https://a.cn/#%22%3E%3Cb"),
        ("https://a.cn/x|y^z`", "https://a.cn/x%7Cy%5Ez%60"),
    ],
)
def test_addresses(text: str, address: str) -> None:
    """An address is https, its host in small letters, its odd characters percent-encoded."""
    assert address == KINDS["url"].validate_python(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "a.cn", "//a.cn", "http://a.cn", "ftp://a.cn", "HTTPS://a.cn", "https:a.cn"),
        *("javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "java\nscript:x"),
        *(
            "https://good\\@evil.cn",
            "https://user@a.cn",
            "https://user:secret@a.cn/",
            "https://@a.cn",
        ),
        *("https://a.b\n", "\nhttps://a.b", "https://a.b/\tc", "https://a.b/ c", " https://a.b"),
        *("https://", "https:///a", "https://?q", "https://localhost", "https://a", "https://.cn"),
        *("https://a..cn", "https://a.cn.", "https://-a.cn", "https://a_b.cn", "https://[::1]/"),
        *("https://[", "https://a.cn:99999", "https://a.cn:x", "https://a℀.cn", "https://ａ.cn"),
        *("https://a.cn/\u3000", "https://a.cn/\u00a0", "https://a.cn/" + "x" * 490),
    ],
)
def test_refused_addresses(text: str) -> None:
    """No other scheme, no user name, no backslash, no blank and no host that is none."""
    with pytest.raises(ValidationError):
        KINDS["url"].validate_python(text)


@given(st.text(max_size=12) | st.from_regex(r"[a-z0-9./:@?#%\\\[\]-]{0,20}", fullmatch=True))
def test_any_address_is_refused_or_safe(text: str) -> None:
    """Whatever stands behind https://, an accepted address is safe ASCII and stays itself."""
    try:
        address = KINDS["url"].validate_python(f"https://{text}")
    except ValidationError:
        return

    assert address.isascii()
    assert not set(address) & set(' \t\r\n"<>\\^`{|}@')
    assert address == KINDS["url"].validate_python(address)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2900", "2900"),
        ("2,900", "2900"),
        ("47.54", "47.54"),
        ("10万", "100000"),
        ("192.8万", "1928000"),
        ("1.4亿", "140000000"),
        ("1,234.5万", "12345000"),
        ("-3", "-3"),
        ("+5", "5"),
        ("0.1", "0.1"),
        ("0", "0"),
    ],
)
def test_decimal(text: str, value: str) -> None:
    """A number is exact: no binary fraction comes in."""
    assert Decimal(value) == decimal(text)


@given(st.from_regex(r"[+-]?[0-9]{1,9}(\.[0-9]{1,5})?[万亿]?", fullmatch=True))
def test_every_number_has_a_value(text: str) -> None:
    """Every number that a record may hold has a value, magnitudes worked in."""
    magnitude = {"万": 10**4, "亿": 10**8}.get(text[-1], 1)

    assert Decimal(text.rstrip("万亿")) * magnitude == decimal(
        KINDS["number"].validate_python(text)
    )


@pytest.mark.parametrize(
    ("date", "first", "last"),
    [
        ("2022", "2022-01-01", "2022-12-31"),
        ("2022-02", "2022-02-01", "2022-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2022-11", "2022-11-01", "2022-11-30"),
        ("2022-03-04", "2022-03-04", "2022-03-04"),
        ("0000", "0000-01-01", "0000-12-31"),
        ("0000-02", "0000-02-01", "0000-02-28"),
    ],
)
def test_days_of_a_date(date: str, first: str, last: str) -> None:
    """A date that is a year or a month stands for all its days."""
    assert (first, last) == (first_day(date), last_day(date))


@given(st.dates())
def test_days_are_real(day: object) -> None:
    """Every day of the calendar is a date, and begins and ends on itself."""
    text = str(day)

    assert text == KINDS["date"].validate_python(text) == first_day(text) == last_day(text)
    assert first_day(text[:7]) <= text <= last_day(text[:7])
    assert first_day(text[:4]) <= text <= last_day(text[:4])
