"""What a reader relies on in addresses: they work below any path and lead where they say."""

import posixpath
from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import urls


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        (urls.HOME, ""),
        (urls.OFFLINE, "offline/"),
        (urls.archive("anli-2026-11-22"), "offline/anli-2026-11-22.zip"),
        (urls.CASES, "cases/"),
        (urls.DATA, "data/"),
        (urls.SUBMIT, "submit/"),
        (urls.ABOUT, "about/"),
        (urls.case("huoche-siji"), "cases/huoche-siji/"),
        (urls.facet("tags"), "tags/"),
        (urls.choice("tags", "huoche-siji"), "tags/huoche-siji/"),
        (urls.choice("regions", "370685"), "regions/370685/"),
        (urls.choice("regions", "undisclosed"), "regions/undisclosed/"),
        (urls.page(urls.CASES, 1), "cases/"),
        (urls.page(urls.CASES, 2), "cases/page/2/"),
        (urls.page(urls.choice("tags", "huoche-siji"), 3), "tags/huoche-siji/page/3/"),
        (urls.image("huoche-siji", "a.jpg"), "cases/huoche-siji/a.jpg"),
        ("cases/index-of.md", "cases/index-of/"),
        ("search/manifest.json", "search/manifest.json"),
    ],
)
def test_addresses(uri: str, address: str) -> None:
    """Every kind of page has its documented, permanent address."""
    assert address == urls.address(uri)


@pytest.mark.parametrize(
    ("page", "target", "anchor", "way"),
    [
        (urls.HOME, urls.HOME, "", "./"),
        (urls.HOME, urls.CASES, "", "cases/"),
        (urls.HOME, urls.HOME, "top", "./#top"),
        (urls.CASES, urls.HOME, "", "../"),
        (urls.CASES, urls.CASES, "", "./"),
        (urls.CASES, urls.case("a"), "", "a/"),
        (urls.case("a"), urls.case("b"), "", "../b/"),
        (urls.case("a"), urls.CASES, "", "../"),
        (urls.case("a"), urls.HOME, "", "../../"),
        (urls.case("a"), urls.choice("tags", "x"), "", "../../tags/x/"),
        (urls.case("a"), urls.image("a", "p.jpg"), "", "p.jpg"),
        (urls.case("a"), urls.GUIDE, "gengzheng", "../../submit/guide/#gengzheng"),
        (urls.page(urls.CASES, 2), urls.CASES, "", "../../"),
        (urls.page(urls.CASES, 2), urls.page(urls.CASES, 3), "", "../3/"),
        (urls.CASES, "search/manifest.json", "", "../search/manifest.json"),
    ],
)
def test_relative(page: str, target: str, anchor: str, way: str) -> None:
    """From one page to another the way is relative."""
    assert way == urls.relative(page, target, anchor)


ids = st.from_regex(r"[a-z0-9]{1,6}(-[a-z0-9]{1,4})?", fullmatch=True)
pages = st.one_of(
    st.sampled_from([urls.HOME, urls.CASES, urls.DATA, urls.SUBMIT, urls.ABOUT]),
    ids.map(urls.case),
    ids.map(urls.facet),
    st.builds(urls.choice, ids, ids),
    st.builds(urls.page, st.builds(urls.choice, ids, ids), st.integers(1, 20)),
)
files = st.builds(urls.image, ids, ids.map("{}.jpg".format)) | ids.map("search/{}.bin".format)


@given(
    page=pages,
    target=pages | files,
    anchor=st.sampled_from(["", "top"]),
    base=st.sampled_from(["https://a.cn/", "https://a.cn/anli/", "http://127.0.0.1:8000/x/y/"]),
)
def test_round_trip(page: str, target: str, anchor: str, base: str) -> None:
    """A browser that follows a relative address arrives at the target, below any path."""
    arrived = urljoin(base + urls.address(page), urls.relative(page, target, anchor))

    assert base + urls.address(target) + (f"#{anchor}" if anchor else "") == arrived


@given(page=pages, target=pages | files, anchor=st.sampled_from(["", "top"]))
def test_round_trip_from_disk(page: str, target: str, anchor: str) -> None:
    """In a copy on disk, the way from file to file ends in the target's file."""
    base = "file:///home/x/anli/"
    way = urls.relative(page, target, anchor, to_files=True)
    by_the_root = urls.from_depth(urls.depth(page), target, to_files=True)

    assert base + urls.file(target) + (f"#{anchor}" if anchor else "") == urljoin(
        base + urls.file(page), way
    )
    assert base + urls.file(target) == urljoin(base + urls.file(page), by_the_root)


@pytest.mark.parametrize(
    ("way", "in_file"),
    [
        (".", "index.html"),
        ("./", "./index.html"),
        ("cases/", "cases/index.html"),
        ("../cases/?q=x/#top", "../cases/index.html?q=x/#top"),
        ("cases/index.html", "cases/index.html"),
        ("assets/x.css", "assets/x.css"),
        ("#top", "#top"),
        ("?q=/", "?q=/"),
        ("", ""),
        ("https://a.cn/", "https://a.cn/"),
        ("//a.cn/", "//a.cn/"),
    ],
)
def test_a_way_in_a_theme_template(way: str, in_file: str) -> None:
    """In a copy on disk, what a theme template links to ends in a file."""
    assert in_file == urls.in_file(way)


@given(pages, pages)
def test_one_address_one_page(one: str, other: str) -> None:
    """No two pages share an address, nor one with a folder between."""
    assert (urls.address(one) == urls.address(other)) == (one == other)
    assert posixpath.normpath(urls.address(one) or ".") == (urls.address(one).rstrip("/") or ".")


@pytest.mark.parametrize(
    ("root", "uri", "absolute"),
    [
        ("https://a.cn/", urls.HOME, "https://a.cn/"),
        ("https://a.cn/anli/", urls.case("x-1"), "https://a.cn/anli/cases/x-1/"),
        ("https://a.cn/anli/", urls.FEED_ATOM, "https://a.cn/anli/feed.xml"),
        ("https://a.cn/", "说明.md", "https://a.cn/%E8%AF%B4%E6%98%8E/"),
        ("", urls.case("x-1"), "cases/x-1/"),
    ],
)
def test_addresses_in_full(root: str, uri: str, absolute: str) -> None:
    """An address in full begins with what the host set, path included, and is a URI."""
    assert absolute == urls.absolute(root, uri)


@given(st.binary(max_size=8), st.binary(max_size=8))
def test_an_asset_is_known_by_its_content(one: bytes, other: bytes) -> None:
    """The address of a script changes with its content and only then: it may be kept for ever."""
    uri = "assets/javascripts/site.js"

    assert (one == other) == (urls.asset(uri, one) == urls.asset(uri, other))


@pytest.mark.parametrize(
    ("uri", "address"),
    [
        ("assets/javascripts/site.js", "assets/javascripts/site.e3b0c442.js"),
        ("assets/stylesheets/main.57a0d79d.min.css", "main.57a0d79d.min.e3b0c442.css"),
        ("assets/images/favicon.svg", "assets/images/favicon.e3b0c442.svg"),
        ("assets/vendor/js-yaml/LICENSE", "assets/vendor/js-yaml/LICENSE"),
        ("assets/vendor/js-yaml/vendored.json", "assets/vendor/js-yaml/vendored.json"),
        ("cases/x/a.jpg", "cases/x/a.jpg"),
        ("search/manifest.json", "search/manifest.json"),
    ],
)
def test_what_pages_load_is_an_asset(uri: str, address: str) -> None:
    """Styles, scripts and pictures of the theme are named so; what readers may note stays."""
    assert urls.asset(uri, b"").endswith(address)


def test_a_list_has_one_first_page() -> None:
    """Every page of a list leads to the address of its first one; other pages are their own."""
    for first in (urls.CASES, urls.facet("tags"), urls.choice("tags", "a"), urls.case("page-2")):
        assert {urls.address(first)} == {
            urls.first_page(urls.page(first, number)) for number in (1, 2, 12)
        }


@pytest.mark.parametrize(
    ("filing", "found"),
    [
        ("京公网安备 11010502030123号", "11010502030123"),
        ("粤公网安备44538102000130号", "44538102000130"),
    ],
)
def test_where_a_filing_is_looked_up(filing: str, found: str) -> None:
    """A filing with the police is looked up by the number in it; without one there is no way."""
    assert f"https://beian.mps.gov.cn/#/query/webSearch?code={found}" == urls.police_record(filing)
    assert "" == urls.police_record(filing.replace("0", "")) == urls.police_record("")
