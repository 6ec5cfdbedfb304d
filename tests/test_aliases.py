"""What those who cite an address rely on: it leads to the case or the list for ever."""

import re
from dataclasses import replace
from typing import Any

import pytest

from generator import aliases, pipeline, urls
from generator.library import Library
from generator.model import Case
from generator.output import File, Page
from generator.render import render
from generator.settings import Settings
from tests.factories import convert, make_case, make_library, words


def library(*cases: Case, **old: tuple[str, ...]) -> Library:
    """Put cases into a library whose first tag, domain or honor level has old ids."""
    made = make_library(*cases)
    terms = {
        name: (
            getattr(made.vocabularies, name)[0].model_copy(update={"aliases": ids}),
            *getattr(made.vocabularies, name)[1:],
        )
        for name, ids in old.items()
    }
    return replace(made, vocabularies=replace(made.vocabularies, **terms))


RENAMED = make_case("new", aliases=["old", "older"])


def test_what_has_moved() -> None:
    """Every old id of a case and of an entry of a vocabulary leads to the one that it has now."""
    case = make_case("new", aliases=["old"], honors=[{"name": "甲", "level": "省级"}])
    made = library(
        case, tags=("kache",), domains=("huoyun",), categories=("x",), honor_levels=("y",)
    )

    assert {
        "cases/old": "cases/new",
        "tags/kache": "tags/huoche-siji",
        "domains/huoyun": "domains/daolu-huoyun",
        "categories/x": "categories/jiguan",
        "honors/y": "honors/shengji",
    } == aliases.moves(made)


def test_an_entry_without_a_page() -> None:
    """The old id of a tag that no case bears leads nowhere, as the tag itself has no page."""
    assert {} == aliases.moves(library(make_case(tags=["liudong-dangyuan"]), tags=("kache",)))


def pages(made: Library, **settings: Any) -> dict[str, Page]:
    """Give the pages of a library by their place."""
    return {page.src_uri: page for page in render(made, Settings(**settings))}


def test_pages_at_old_addresses() -> None:
    """A page at an old address names the title, links to the new one and leads on by itself."""
    found = pages(library(RENAMED, tags=("kache",)))

    for old, new, way in (
        ("cases/old.md", "cases/new/", "../new/"),
        ("cases/older.md", "cases/new/", "../new/"),
        ("tags/kache.md", "tags/huoche-siji/", "../huoche-siji/"),
    ):
        assert (new, "moved.html") == (found[old].moved, found[old].template)
        assert f"{found[old].title}这一页换了网址，请看：{found[old].title}" == words(
            convert(found[old].body)
        ).replace("\n", "")
        assert [way] == re.findall(r'href="([^"]+)"', found[old].body)


def test_every_page_of_a_list() -> None:
    """A list that goes on over several pages keeps the old addresses of all of them."""
    cases = (make_case(f"c{number}") for number in range(51))
    found = pages(library(*cases, tags=("kache",)), to_files=True)

    assert "tags/huoche-siji/page/2/" == found["tags/kache/page/2.md"].moved
    assert "../../../huoche-siji/page/2/index.html" in found["tags/kache/page/2.md"].body


def test_files_at_old_addresses() -> None:
    """All that lies beside a page lies at its old addresses too, byte by byte, and nothing else."""
    files = [
        File("cases/new/record.yml", b"1"),
        File("cases/newer/record.yml", b"2"),
        File("tags/huoche-siji/feed.xml", b"3"),
        File("tags/feed.xml", b"4"),
        File("new", b"5"),
    ]

    moved = aliases.moves(library(RENAMED, tags=("kache",)))
    assert [
        File("cases/old/record.yml", b"1"),
        File("cases/older/record.yml", b"1"),
        File("tags/kache/feed.xml", b"3"),
    ] == list(aliases.copies(moved, files))


MOVED = {"cases/old": "cases/new", "tags/a": "tags/b"}


@pytest.mark.parametrize(
    ("address", "base"),
    [
        ("", "/"),
        ("https://a.cn/", "/"),
        ("https://a.cn/anli/", "/anli/"),
        ("https://a.cn/a b/*/", "/a%20b/%2A/"),
    ],
)
def test_rules_for_hosts(address: str, base: str) -> None:
    """The rules name whole paths, below the site's own; pages before what lies beside them."""
    assert [
        f"{base}cases/old/ {base}cases/new/ 301",
        f"{base}tags/a/ {base}tags/b/ 301",
        f"{base}cases/old/* {base}cases/new/:splat 301",
        f"{base}tags/a/* {base}tags/b/:splat 301",
    ] == aliases.redirects(MOVED, address).decode().splitlines()


def test_rules_for_nginx() -> None:
    """The map takes a page with and without its slash, and every file beside it."""
    assert (
        '"~^/an\\\\.li/cases/old(?:/(?<rest>[!-~]*))?$" "/an.li/cases/new/$rest";\n'
        '"~^/an\\\\.li/tags/a(?:/(?<rest>[!-~]*))?$" "/an.li/tags/b/$rest";\n'
    ) == aliases.nginx_map(MOVED, "https://a.cn/an.li/").decode()


@pytest.mark.parametrize(
    ("way", "rest"),
    [
        ("", None),
        ("/", ""),
        ("/page/2/", "page/2/"),
        ("/record.yml", "record.yml"),
        ("er/", False),
        ("/a\r\nSet-Cookie: b", False),
        ("/a\nb", False),
        ("/a\rb", False),
        ("/a b", False),
    ],
)
def test_nothing_but_a_path_is_taken_over(way: str, rest: str | bool | None) -> None:
    """Line ends, with which somebody would write headers of his own, are no part of an address."""
    line = aliases.nginx_map({"cases/old": "cases/new"}, "").decode()
    [rule] = re.findall('"~([^"]+)"', line)
    found = re.search(rule.replace("\\\\", "\\").replace("?<", "?P<"), f"/cases/old{way}")

    assert rest == (found["rest"] if found else False)


def test_hostile_paths_of_a_site() -> None:
    """A path with quotes, blanks or dollars ends neither a string of nginx nor a rule."""
    address = "https://a.cn/%22%20$x;%5C/"

    [line] = aliases.nginx_map({"cases/a": "cases/b"}, address).decode().splitlines()
    assert (
        r'"~^/\"\\ \\$x;\\\\/cases/a(?:/(?<rest>[!-~]*))?$" "/%22%20%24x%3B%5C/cases/b/$rest";'
        == line
    )
    assert (
        b"/%22%20%24x%3B%5C/cases/a/ "
        == aliases.redirects({"cases/a": "cases/b"}, address).partition(
            b"/%22%20%24x%3B%5C/cases/b/"
        )[0]
    )


def test_old_ids_in_addresses_of_searches() -> None:
    """The page that finds cases knows what each old id of a choice is now."""
    moved = MOVED | {"tags/c": "tags/b"}

    assert {"cases": "old=new", "tags": "a=b c=b"} == aliases.renamed(moved)
    body = pages(library(make_case(), tags=("kache",)))["cases/index.md"].body
    assert ["kache=huoche-siji"] == [
        one.get("data-renamed")
        for one in convert(body).iter("fieldset")
        if "data-renamed" in one.attrib
    ]


def test_nothing_has_moved() -> None:
    """Without old ids both files are there and empty: a server that includes them still starts."""
    found = list(pipeline.redirect_files(library(make_case()), Settings()))

    assert [File(urls.REDIRECTS, b""), File(urls.NGINX_MAP, b"")] == found
