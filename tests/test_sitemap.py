"""What search engines rely on in the map of the site."""

from collections.abc import Iterable

import pytest
from lxml import etree

from generator import urls
from generator.exports.sitemap import MOST, SitePlan, plan_sitemap, sitemap_files
from generator.library import Library
from generator.output import Page
from generator.render import render
from generator.settings import Settings
from tests.factories import ROOT, library, make_case, make_library

SCHEMA = etree.XMLSchema(etree.parse(ROOT / "tests" / "golden" / "feeds" / "sitemap.xsd"))
HOST = "https://a.cn/anli/"
NOTHING = SitePlan(HOST, frozenset(), {})


def read_back(files: dict[str, bytes]) -> dict[str, dict[str, str]]:
    """Give the day of each address ("" without one), for each file; all must be valid."""
    found = {}
    for uri, content in files.items():
        root = etree.fromstring(content)
        SCHEMA.assertValid(root)
        found[uri] = {
            place.findtext("{*}loc", ""): place.findtext("{*}lastmod", "") for place in root
        }
    return found


def mapped(planned: SitePlan, pages: Iterable[str], **bounds: int) -> dict[str, dict[str, str]]:
    """Map these pages and read the map."""
    files = sitemap_files(planned, pages, **bounds)
    return read_back({file.uri: file.content for file in files})


def site_map(made: Library, *by_hand: str) -> dict[str, str]:
    """Give the map of a library with pages written by hand."""
    pages = list(render(made, Settings()))
    planned = plan_sitemap(HOST, made, pages)
    return mapped(planned, [*(page.src_uri for page in pages), *by_hand])[urls.SITEMAP]


def test_days_come_from_records() -> None:
    """A case has the day of its last revision, a list that of its newest case, other pages none."""
    revised = {
        "status": "published",
        "added": "2026-11-20",
        "revised": [{"date": "2026-11-24", "note": "更正"}],
    }
    made = make_library(
        make_case("old", curation={"status": "published", "added": "2026-11-21"}),
        make_case("new", curation=revised, tags=["liudong-dangyuan"], regions=["江苏省"]),
    )
    days = site_map(made, "about.md", "说明/某 页.md")

    assert {
        f"{HOST}": "2026-11-24",
        f"{HOST}cases/": "2026-11-24",
        f"{HOST}cases/old/": "2026-11-21",
        f"{HOST}cases/new/": "2026-11-24",
        f"{HOST}tags/": "2026-11-24",
        f"{HOST}tags/huoche-siji/": "2026-11-21",
        f"{HOST}tags/liudong-dangyuan/": "2026-11-24",
        f"{HOST}regions/370685/": "2026-11-21",
        f"{HOST}metrics/": "2026-11-24",
        f"{HOST}timeline/": "2026-11-24",
        f"{HOST}about/": "",
        f"{HOST}compare/": "",
        f"{HOST}%E8%AF%B4%E6%98%8E/%E6%9F%90%20%E9%A1%B5/": "",
    }.items() <= days.items()


def test_further_pages_of_a_list_have_its_day() -> None:
    """The second page of a list is in the map, dated like the first."""
    made = make_library(*(make_case(f"case-{number}") for number in range(60)))
    days = site_map(made)

    assert "2026-11-22" == days[f"{HOST}tags/huoche-siji/page/2/"] == days[f"{HOST}cases/page/3/"]


def test_what_is_gone_is_not_in_the_map() -> None:
    """Old addresses and withdrawn cases are not offered to search engines."""
    withdrawn = {
        "status": "withdrawn",
        "added": "2026-11-20",
        "revised": [{"date": "2026-11-25", "note": "来源已撤销"}],
    }
    made = make_library(make_case("new", aliases=["old"]), make_case("gone", curation=withdrawn))
    cases = [one for one in site_map(made) if one.startswith(f"{HOST}cases/")]

    assert [f"{HOST}cases/", f"{HOST}cases/new/"] == cases


def test_the_map_of_the_library() -> None:
    """Every page of the published library is in its map, once."""
    pages = [page.src_uri for page in render(library(), Settings())]

    assert sorted(urls.absolute(HOST, uri) for uri in pages) == sorted(site_map(library()))


def test_the_order_of_pages_changes_nothing() -> None:
    """The same pages in any order give the same bytes."""
    pages = [f"x/{number}.md" for number in range(30)]

    assert list(sitemap_files(NOTHING, pages)) == list(sitemap_files(NOTHING, reversed(pages)))


@pytest.mark.parametrize("bound", [{"most": 4}, {"most_bytes": 1_400}])
def test_a_large_map_comes_in_parts(bound: dict[str, int]) -> None:
    """Beyond the bounds of one file, parts hold all pages and the map names the parts."""
    pages = [f"case-{number}.md" for number in range(9)]
    found = mapped(NOTHING, pages, **bound)
    parts = [f"sitemap-{number}.xml" for number in range(1, len(found))]

    assert len(parts) > 1
    assert {f"{HOST}{part}": "" for part in parts} == found.pop(urls.SITEMAP)
    assert parts == list(found)
    assert [urls.absolute(HOST, uri) for uri in pages] == [
        one for part in found.values() for one in part
    ]


def test_a_file_keeps_to_its_bytes() -> None:
    """No part is larger than it may be."""
    pages = [f"{'x' * 80}-{number}.md" for number in range(60)]
    parts = list(sitemap_files(NOTHING, pages, most_bytes=3_000))[:-1]

    assert len(parts) > 1
    assert max(len(part.content) for part in parts) <= 3_000


def test_one_page_too_many_for_one_file() -> None:
    """50,001 pages are two parts, as the protocol asks."""
    files = list(sitemap_files(NOTHING, (f"x/{number}.md" for number in range(MOST + 1))))

    assert ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"] == [file.uri for file in files]
    assert [MOST, 1, 2] == [len(etree.fromstring(file.content)) for file in files]


def test_an_address_with_an_ampersand() -> None:
    """An address that XML would misread is written so that it is read as it is."""
    planned = plan_sitemap("https://a.cn/a&b<c/", make_library(), [Page("x.md", "", "", "")])
    content = next(iter(sitemap_files(planned, ["x.md"]))).content

    assert "https://a.cn/a&b<c/x/" == etree.fromstring(content).findtext("{*}url/{*}loc")
