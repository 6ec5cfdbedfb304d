"""What subscribers and their readers rely on in the feeds."""

import json
import re
from typing import Any

import feedparser
import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree, html

from generator import pipeline, urls
from generator.exports.entries import entries
from generator.exports.feeds import NEWEST, NEWEST_OF_CHOICE, feed_files
from generator.library import Library
from generator.model import Case
from generator.render import render
from generator.settings import Settings
from generator.strict_yaml import INVISIBLE
from tests.factories import (
    ROOT,
    TODAY,
    library,
    make_case,
    make_inputs,
    make_library,
    record_text,
)

GOLDEN = ROOT / "tests" / "golden" / "feeds"
ATOM = etree.RelaxNG(etree.parse(ROOT / "tests" / "data" / "atom-rfc4287.rng"))
JSON_FEED = json.loads((GOLDEN / "jsonfeed-1.1.schema.json").read_text(encoding="utf-8"))
SITE = Settings(site_name="案例库", address="https://a.cn/anli/", publisher="某局")

REVISED = {"date": "2026-11-24", "note": "更正单位名称"}
WITHDRAWN = {
    "status": "withdrawn",
    "added": "2026-11-20",
    "revised": [{"date": "2026-11-25", "note": "来源已撤销"}],
    "replaced_by": "a-case",
}


def feeds(made: Library, **changed: str) -> dict[str, bytes]:
    """Give the feeds of a library by their place."""
    site = Settings(**{"site_name": SITE.site_name, "address": SITE.address, **changed})
    return {file.uri: file.content for file in feed_files(made, site)}


def two_cases() -> tuple[Case, ...]:
    """Give a case that was revised and one that was withdrawn."""
    revised = {"status": "published", "added": "2026-11-22", "revised": [REVISED]}
    return (
        make_case(curation=revised, lessons="启示一段。"),
        make_case("b-case", title="撤回的案例", background="不再公开", curation=WITHDRAWN),
    )


def read_back(content: bytes) -> Any:
    """Read an Atom feed as a reader's program does; it must find nothing odd."""
    read = feedparser.parse(content)
    assert not read.bozo, read.get("bozo_exception")
    return read


def assert_valid(made: dict[str, bytes]) -> None:
    """Hold feeds to their formats."""
    for uri, content in made.items():
        if uri.endswith(".xml"):
            ATOM.assertValid(etree.fromstring(content))
        else:
            jsonschema.validate(json.loads(content), JSON_FEED)


@pytest.mark.parametrize("uri", [urls.FEED_ATOM, urls.FEED_JSON])
def test_golden(uri: str) -> None:
    """What two cases give, an addition with a revision and a withdrawal, is known to the byte."""
    made = {file.uri: file.content for file in feed_files(make_library(*two_cases()), SITE)}

    assert (GOLDEN / uri).read_bytes() == made[uri]


def test_all_feeds_of_the_library_are_valid() -> None:
    """Each feed of the published library keeps to its format, with and without an address."""
    for address in ("", "https://a.cn/"):
        made = feeds(library(), address=address)

        assert len(made) == len(set(made)) > 2
        assert_valid(made)
        for uri, content in made.items():
            assert uri.endswith(".json") or read_back(content).entries


def test_an_empty_library_has_valid_feeds() -> None:
    """A library that has just begun can be subscribed to."""
    made = feeds(make_library())

    assert {
        "feed.xml",
        "feed.json",
        "regions/undisclosed/feed.xml",
        "regions/undisclosed/feed.json",
    } == set(made)
    assert_valid(made)
    assert "2000-01-01T00:00:00+08:00" == read_back(made["feed.xml"]).feed.updated


def test_a_reader_reads_back_what_was_told() -> None:
    """A reader's program finds ids, titles, texts, days, tags and addresses as they are."""
    made = make_library(*two_cases())
    told = [entry for _, entry in entries(made)]
    read = read_back(feeds(made)[urls.FEED_ATOM])

    assert ["撤回：撤回的案例", "修订：示例：货车司机党建", "示例：货车司机党建"] == [
        one.title for one in read.entries
    ]
    assert [one.id for one in told] == [one.id for one in read.entries]
    assert [one.summary for one in told] == [one.summary for one in read.entries]
    assert [one.html for one in told] == [one.content[0].value for one in read.entries]
    assert [one.published for one in told] == [one.published for one in read.entries]
    assert [one.updated for one in told] == [one.updated for one in read.entries]
    assert [["货车司机"]] * 3 == [[tag.label for tag in one.tags] for one in read.entries]
    assert ["https://a.cn/anli/cases/b-case/", *["https://a.cn/anli/cases/a-case/"] * 2] == [
        one.link for one in read.entries
    ]


def test_both_forms_say_the_same() -> None:
    """It makes no difference in which of the two forms somebody subscribes."""
    made = feeds(make_library(*two_cases()))
    read, data = read_back(made[urls.FEED_ATOM]), json.loads(made[urls.FEED_JSON])

    assert [
        (one.id, one.title, one.link, one.summary, one.content[0].value, one.published, one.updated)
        for one in read.entries
    ] == [
        tuple(
            one[key]
            for key in (
                *("id", "title", "url", "summary", "content_html"),
                *("date_published", "date_modified"),
            )
        )
        for one in data["items"]
    ]


def test_the_whole_text_is_in_the_feed() -> None:
    """A subscriber reads the whole case without leaving the reader: each part, and its source."""
    case = two_cases()[0]
    content = read_back(feeds(make_library(case))["feed.xml"]).entries[-1].content[0]

    assert "text/html" == content.type
    assert [
        ("h2", "案例背景"),
        ("p", "背景一段。"),
        ("h2", "主要做法"),
        ("h3", "摸清底数"),
        ("p", "做法一段。"),
        ("h2", "主要成效"),
        ("p", "成效一段。"),
        ("h2", "经验启示"),
        ("p", "启示一段。"),
        ("h2", "来源"),
        ("p", "《来源标题》，2023年3月3日"),
    ] == [(one.tag, one.text) for one in html.fragments_fromstring(content.value)]


def test_a_withdrawn_case_gives_its_reason_and_nothing_of_its_text() -> None:
    """Who subscribed hears that a case was withdrawn, why, and what to read, here and by tag."""
    made = feeds(make_library(*two_cases()))

    for uri in ("feed.xml", "tags/huoche-siji/feed.xml", "regions/370685/feed.xml"):
        first = read_back(made[uri]).entries[0]
        assert "撤回：撤回的案例" == first.title
        assert "来源已撤销" == first.summary
        assert (
            "<p>2026年11月25日撤回：来源已撤销</p><p>请改看：示例：货车司机党建</p>"
            == first.content[0].value
        )
    assert not any("不再公开" in content.decode() for content in made.values())


def test_nobody_hears_of_typos_and_drafts() -> None:
    """A mended typo changes nothing in a feed, and a draft is in none."""
    plain = make_case(curation={"status": "published", "added": "2026-11-22"})
    typo = {"date": "2026-11-23", "note": "改错字", "kind": "文字"}
    mended = make_case(curation={"status": "published", "added": "2026-11-22", "revised": [typo]})
    draft = make_case("draft", curation={"status": "draft", "added": "2026-11-22"})

    assert feeds(make_library(plain)) == feeds(make_library(mended, draft, drafts=True))


def test_ids_outlive_everything() -> None:
    """No new address, site name, title or id of a case makes an entry come back as new."""
    before = make_case(curation={"status": "published", "added": "2026-11-22"})
    after = make_case(
        "renamed",
        aliases=["a-case"],
        title="新标题",
        curation={"status": "published", "added": "2026-11-22", "revised": [REVISED]},
    )
    old = read_back(feeds(make_library(before))["feed.xml"])
    new = read_back(feeds(make_library(after), address="https://b.cn/", site_name="乙")["feed.xml"])

    assert "urn:uuid:257b45f1-1c4f-56d5-badc-e070571e4f16" == old.entries[0].id
    assert old.entries[0].id == new.entries[1].id
    assert old.feed.id == new.feed.id
    assert "2026-11-24T00:00:00+08:00" == new.entries[1].updated


def test_ids_are_never_shared() -> None:
    """Two revisions of one day, of one case or two, are two entries; and each feed is its own."""
    revised = {"status": "published", "added": "2026-11-22", "revised": [REVISED, REVISED]}
    made = feeds(make_library(*(make_case(one, curation=revised) for one in ("a", "b"))))
    ids = [one["id"] for one in json.loads(made["feed.json"])["items"]]
    own = [read_back(content).feed.id for uri, content in made.items() if uri.endswith(".xml")]

    assert 6 == len(ids) == len(set(ids))
    assert len(own) == len(set(own))


def test_a_later_revision_leaves_earlier_ids_alone() -> None:
    """A second revision on the same day is new, and the first stays what it was."""
    first = {"status": "published", "added": "2026-11-22", "revised": [REVISED]}
    both = first | {"revised": [REVISED, REVISED | {"note": "补充来源"}]}
    before, after = (
        [entry.id for _, entry in entries(make_library(make_case(curation=one)))]
        for one in (first, both)
    )

    assert before == after[1:]


def test_the_order_of_records_changes_nothing() -> None:
    """The same records in any order give the same bytes."""
    cases = [*two_cases(), make_case("c-case"), make_case("d-case", year="2022")]

    assert feeds(make_library(*cases)) == feeds(make_library(*reversed(cases)))


def test_only_the_newest_are_in_a_feed() -> None:
    """A feed stays small however large the library is, and says how many entries it holds."""
    days = [f"{year}-{month:02}-01" for year in range(2020, 2026) for month in range(1, 13)]
    made = feeds(
        make_library(
            *(
                make_case(f"case-{day}", curation={"status": "published", "added": day})
                for day in days
            )
        )
    )
    whole, tag = (read_back(made[uri]) for uri in ("feed.xml", "tags/huoche-siji/feed.xml"))

    newest = [f"{day}T00:00:00+08:00" for day in reversed(days)]
    assert newest[:NEWEST] == [one.published for one in whole.entries]
    assert newest[:NEWEST_OF_CHOICE] == [one.published for one in tag.entries]
    assert "全部案例的收录、修订和撤回，最新 50 条。" == whole.feed.subtitle
    assert "标签“货车司机”的案例的收录、修订和撤回，最新 10 条。" == tag.feed.subtitle


def test_links_work_below_any_path() -> None:
    """Without an address, what a feed links to is found from where the feed stands."""
    made = feeds(make_library(make_case()), address="")

    for uri, way in (("feed.xml", ""), ("regions/370685/feed.xml", "../../")):
        root = etree.fromstring(made[uri])
        links = {link.get("rel"): link.get("href") for link in root.iterfind("{*}entry/{*}link")}
        own = {link.get("type"): link.get("href") for link in root.iterfind("{*}link")}
        assert {"alternate": f"{way}cases/a-case/"} == links
        assert f"{way}{uri}" == own["application/atom+xml"]
    assert (
        "../../cases/a-case/" == json.loads(made["tags/huoche-siji/feed.json"])["items"][0]["url"]
    )


def test_a_feed_names_its_publisher() -> None:
    """The publisher stands as author, or the library itself where the host names none."""
    made = make_library(make_case())

    assert "某局" == read_back(feeds(made, publisher="某局")["feed.xml"]).feed.author
    assert "案例库" == read_back(feeds(made)["feed.xml"]).feed.author


HOSTILE = st.text(
    "<>&\"'`[](){}*_#|\\!/:;=-+~^%$@.,? 案例a1\u2029\U0001f600", min_size=1, max_size=40
).map(lambda text: f"甲{text}乙")


@settings(max_examples=25)
@given(HOSTILE)
def test_hostile_text_stays_text(hostile: str) -> None:
    """Whatever a field holds, a reader shows it as text: no element is added, none is lost."""
    curation = {
        "status": "published",
        "added": "2026-11-22",
        "revised": [{"date": "2026-11-23", "note": hostile}],
    }
    case = make_case(title=hostile, background=hostile, curation=curation)
    made = feeds(make_library(case), site_name=hostile, publisher=hostile)
    line = " ".join(hostile.split())

    assert_valid(made)
    root = etree.fromstring(made["feed.xml"])
    data = json.loads(made["feed.json"])
    assert hostile == root.findtext("{*}title") == data["title"]
    assert hostile == root.findtext("{*}author/{*}name") == data["authors"][0]["name"]
    texts = [root.findall("{*}entry/{*}content")[1].text or "", data["items"][1]["content_html"]]
    for text in texts:
        parts = html.fragments_fromstring(text)
        assert ["h2", "p", "h2", "h3", "p", "h2", "p", "h2", "p"] == [part.tag for part in parts]
        assert line == parts[1].text
        assert [] == [child for part in parts for child in part]


@pytest.mark.parametrize("odd", ["\x00", "\x0b", "\x1f", "\ud800", "\ufffe", "\uffff"], ids=ascii)
def test_what_xml_cannot_say_is_refused_before(odd: str) -> None:
    """A character that no feed could hold is an error of the record, however it is written."""
    places = (record_text(title="记号"), record_text(sources=[{"title": "记号", "kind": "报纸"}]))
    for text in (odd, f"\\u{ord(odd):04X}", f"\\U{ord(odd):08X}"):
        for place in places:
            raw = place.replace("记号", text).encode("utf-8", "surrogatepass")
            read = pipeline.read(make_inputs({"cases/2023/a-case.yml": raw}), TODAY)
            assert () == read.library.cases
            assert {"AL101", "AL103", "AL105"} & {problem.code for problem in read.problems}


def test_every_other_character_is_one_of_xml() -> None:
    """No character that the reader of records lets through is beyond XML 1.0, section 2.2."""
    taken = [chr(code) for code in range(0x11_0000) if not INVISIBLE.match(chr(code))]
    element = etree.Element("a")
    element.text = "".join(taken)

    assert element.text == etree.fromstring(etree.tostring(element)).text


def test_pages_lead_to_their_feed() -> None:
    """The home page, a tag and a region lead to their feeds, a year has none; nor has a copy."""
    made = make_library(make_case())
    subscribed = {page.src_uri: page.body.count(">订阅</a>") for page in render(made, Settings())}
    copied = "".join(page.body for page in render(made, Settings(to_files=True)))

    assert 1 == subscribed[urls.HOME] == subscribed["tags/huoche-siji.md"]
    assert 1 == subscribed["regions/370685.md"] == subscribed["regions/undisclosed.md"]
    assert 0 == subscribed["years/2023.md"] == copied.count(">订阅</a>")


def test_what_changed_leads_to_what_tells_of_changes() -> None:
    """更新记录 leads to the feeds in both forms, in the copy for disk to neither."""
    made = make_library(make_case())
    pages = (
        {page.src_uri: page.body for page in render(made, settings)}[urls.CHANGES]
        for settings in (Settings(), Settings(to_files=True))
    )
    leads = [re.findall(r'href="[./]*(feed\.[a-z]+)"', body) for body in pages]

    assert [[urls.FEED_ATOM, urls.FEED_JSON], []] == leads
