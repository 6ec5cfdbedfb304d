"""What others rely on in the head of a page: each fact once, as recorded, or not at all."""

import json
from collections.abc import Container, Iterator
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import html5lib
import jinja2
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator import plugin, urls
from generator.head import with_heads, written
from generator.library import Library
from generator.model import Case
from generator.output import Page
from generator.render import render
from generator.settings import Settings
from tests.factories import ROOT, library, make_case, make_library
from tests.test_render import full

GOLDEN = Path(__file__).parent / "golden" / "head"
SETTINGS = Settings(
    site_name="示例案例库",
    description="示例的说明。",
    address="https://example.cn/anli/",
    publisher="某市交通运输局",
    site_id="bm01000001",
)
EMPTY = Settings(site_name="示例案例库")
LABELS = {
    *("sitename", "sitedomain", "siteidcode", "columnname", "columntype", "articletitle"),
    *("pubdate", "contentsource", "keywords", "description"),
}
HOSTILE = "</script><script>alert(1)</script><!-- \"'&amp; ]]> \u2028{{ 7 }}"


# No control characters: the check refuses them, and HTML has none.
texts = st.text(st.characters(exclude_categories=["Cc", "Cs"]))


class Everything:
    """A site that serves every file."""

    def __contains__(self, _: object) -> bool:
        return True


EVERYTHING = Everything()


def citing(_: Library, __: Settings, case: Case) -> Iterator[tuple[str, str]]:
    """Stand in for what reference managers read."""
    yield "citation_title", case.title
    yield "citation_publisher", ""


def heads(
    *cases: Case,
    settings: Settings = SETTINGS,
    files: Container[str] = EVERYTHING,
    of: Library | None = None,
) -> dict[str, str]:
    """Give the head of every page of a library, by its place."""
    made = of or make_library(*cases)
    pages = with_heads(made, settings, render(made, settings), files, (citing,))
    return {page.src_uri: page.head for page in pages}


@cache
def many() -> dict[str, str]:
    """Give the heads of a library whose lists go on, with a case that has moved."""
    cases = [make_case(f"case-{number}") for number in range(60)]
    return heads(make_case("new", aliases=["old-1"]), *cases)


@cache
def published() -> dict[str, str]:
    """Give the heads of the library that is published."""
    return heads(of=library())


def elements(head: str) -> list[tuple[str, dict[str, str]]]:
    """Read a head as a browser does."""
    tree = html5lib.parse(f"<!doctype html><head>{head}</head>", namespaceHTMLElements=False)
    return [(one.tag, dict(one.attrib)) for one in tree.find("head")]


def contents(head: str) -> dict[str, str]:
    """Give what a head says under each name, which it says once."""
    told = [
        (one.get("name", "").lower() or one["property"], one["content"])
        for tag, one in elements(head)
        if tag == "meta"
    ]
    assert len(told) == len(dict(told))
    return dict(told)


def graph(head: str) -> dict[str, Any]:
    """Give the JSON-LD of a head by type, one of each."""
    tree = html5lib.parse(f"<!doctype html><head>{head}</head>", namespaceHTMLElements=False)
    scripts = tree.findall("head/script")
    assert ["application/ld+json"] * len(scripts) == [one.get("type") for one in scripts]
    nodes = json.loads(scripts[0].text)["@graph"] if scripts else []
    assert len(nodes) == len({node["@type"] for node in nodes})
    return {node["@type"]: node for node in nodes}


def links(head: str, relation: str) -> list[str]:
    """Give the addresses of a relation."""
    return [one["href"] for tag, one in elements(head) if tag == "link" and one["rel"] == relation]


@cache
def golden(settings: Settings) -> dict[str, str]:
    """Give the heads of a library of one case with every field and one that is withdrawn."""
    withdrawn = {
        "status": "withdrawn",
        "added": "2026-11-20",
        "revised": [{"date": "2026-11-22", "note": "来源有误"}],
    }
    cases = (full(case_id="a-case"), full(case_id="gone", curation=withdrawn))
    return heads(*cases, settings=settings)


@pytest.mark.parametrize(
    ("name", "page", "settings"),
    [
        ("case", urls.case("a-case"), SETTINGS),
        ("case-without-settings", urls.case("a-case"), EMPTY),
        ("withdrawn", urls.case("gone"), SETTINGS),
        ("home", urls.HOME, SETTINGS),
        ("data", urls.DATA, SETTINGS),
    ],
)
def test_golden(name: str, page: str, settings: Settings) -> None:
    """The heads of a case, of a withdrawn one, of the home page and of the data are just these."""
    made = golden(settings)[page]
    # The file has a line for each thing that is described.
    shown = made.replace('"@graph":', '\n"@graph":').replace('},{"@type"', '},\n{"@type"')

    assert (GOLDEN / f"{name}.html").read_text("utf-8") == f"{shown}\n"


def test_labels_of_every_page() -> None:
    """Every label stands at most once on a page, capitals or not, and the site's on every page."""
    for uri, head in many().items():
        if uri == urls.case("old-1"):
            continue
        told = contents(head)
        assert {"sitename", "sitedomain", "siteidcode", "description"} <= told.keys(), uri
        assert "" not in told.values()


def test_labels_of_an_article() -> None:
    """The page of a case has all labels of the standard; its day is no more exact than known."""
    told = contents(golden(SETTINGS)[urls.case("a-case")])

    assert told.keys() >= LABELS
    assert "2026-11-22" == told["pubdate"]


@pytest.mark.parametrize(
    ("uri", "name", "kind"),
    [
        (urls.HOME, "首页", "首页"),
        (urls.CASES, "案例", "工作动态"),
        (urls.page(urls.CASES, 2), "案例", "工作动态"),
        (urls.DATA, "开放数据", "数据开放"),
        (urls.sheet("metrics"), "数据", "数据发布"),
        (urls.choice("tags", "huoche-siji"), "货车司机", None),
    ],
)
def test_labels_of_columns(uri: str, name: str, kind: str | None) -> None:
    """A list is a column under its name on all its pages, of a listed kind or of none."""
    told = contents(many()[uri])

    assert (name, kind) == (told["columnname"], told.get("columntype"))
    assert "articletitle" not in told


def test_nothing_is_made_up() -> None:
    """Where the host has set nothing, no page names an address in full, a publisher or a code."""
    for head in heads(full(), settings=EMPTY, files=()).values():
        told = contents(head)
        assert not {"sitedomain", "siteidcode", "og:url", "og:image"} & told.keys()
        assert [] == links(head, "canonical")
        assert "http" not in head.replace("https://schema.org", "").replace(
            "https://creativecommons.org/licenses/by/4.0/", ""
        ).replace("https://www.example.cn/", "")
        assert "publisher" not in graph(head).get("Article", {})


def test_a_source_without_a_publisher_is_nobodys() -> None:
    """Where the source names no publisher, the host is not taken for where the content is from."""
    unsigned = make_case(sources=[{"title": "来源", "kind": "网页"}])

    assert "contentsource" not in contents(heads(unsigned)[urls.case("a-case")])


def test_each_page_is_canonical_to_itself() -> None:
    """A page gives its own address, the second page of a list too; one that moved gives none."""
    made = many()
    second = urls.page(urls.CASES, 2)

    assert ["https://example.cn/anli/cases/page/2/"] == links(made[second], "canonical")
    assert ["https://example.cn/anli/"] == links(made[urls.HOME], "canonical")
    assert {"description"} == contents(made[urls.case("old-1")]).keys()
    assert [] == links(made[urls.case("old-1")], "canonical")


def test_the_trail_is_the_one_shown() -> None:
    """The steps that a page tells machines are those that it shows readers."""
    pages = {page.src_uri: page for page in render(library(), SETTINGS)}
    compared = 0
    for uri, head in published().items():
        told = graph(head).get("BreadcrumbList")
        if told:
            tree = html5lib.parseFragment(pages[uri].body, namespaceHTMLElements=False)
            shown = ["".join(one.itertext()) for one in tree.iterfind(".//nav/ol/li")]
            steps = [step["name"] for step in told["itemListElement"]]
            # The page of a case leaves its own title to the heading below.
            assert steps[: len(shown)] == shown
            compared += 1

    assert compared > len(library().cases)


def test_other_forms_of_a_page() -> None:
    """A page names its record and its feeds, the nearest first, and none that is not served."""
    made = heads(make_case())
    few = heads(make_case(), files={urls.record("a-case")})
    tag = urls.choice("tags", "huoche-siji")

    assert [*("record.json", "record.yml", "../../feed.xml", "../../feed.json")] == links(
        made[urls.case("a-case")], "alternate"
    )
    assert ["feed.xml", "feed.json", "../../feed.xml", "../../feed.json"] == links(
        made[tag], "alternate"
    )
    assert ["record.yml"] == links(few[urls.case("a-case")], "alternate")
    assert [] == links(few[tag], "alternate")
    assert "og:image" not in contents(few[tag])


def test_withdrawn_cases_are_no_articles() -> None:
    """A withdrawn case asks not to be found, and offers nothing to cite, to share or to load."""
    withdrawn = make_case(
        curation={
            "status": "withdrawn",
            "added": "2026-11-20",
            "revised": [{"date": "2026-11-22", "note": "来源有误"}],
        }
    )
    head = heads(withdrawn)[urls.case("a-case")]
    told = contents(head)

    assert "noindex" == told["robots"]
    assert "website" == told["og:type"]
    assert not {"citation_title", "articletitle", "columnname", "keywords"} & told.keys()
    assert {"BreadcrumbList"} == graph(head).keys()
    assert not [one for one in links(head, "alternate") if "record" in one]


def test_only_cases_are_cited() -> None:
    """What reference managers read stands on the page of a case alone, and only what is known."""
    made = heads(make_case())

    assert [urls.case("a-case")] == [uri for uri in made if "citation_title" in made[uri]]
    assert "citation_publisher" not in made[urls.case("a-case")]


def test_a_copy_on_disk_says_little() -> None:
    """In a copy that is read from disk a page has a description and the address of its original."""
    copy = Settings(site_name="库", address="https://example.cn/anli/", to_files=True)
    head = heads(make_case(), settings=copy)[urls.case("a-case")]

    assert {"description"} == contents(head).keys()
    assert ["https://example.cn/anli/cases/a-case/"] == links(head, "canonical")
    assert {} == graph(head)


def test_pages_written_by_hand() -> None:
    """A page that was written by hand has the site's labels, its own words, or the site's."""
    told = contents(written(SETTINGS, (), Page("about.md", "关于<本库>", "", "")))
    page = SimpleNamespace(
        file=SimpleNamespace(src_uri="说明.md"),
        meta={"title": "说&明", "description": 7},
        title="x",
    )
    product = SimpleNamespace(settings=SETTINGS, names=())

    assert ("关于<本库>", "示例的说明。") == (told["og:title"], told["description"])
    assert ("关于<本库>", "概况信息") == (told["columnname"], told["columntype"])
    made = plugin.head_of(product, {}, page)  # type: ignore[arg-type]
    assert ("说&明", "7") == (contents(made)["og:title"], contents(made)["description"])
    assert ["https://example.cn/anli/%E8%AF%B4%E6%98%8E/"] == links(made, "canonical")
    assert "甲" == plugin.head_of(product, {"说明.md": "甲"}, page)  # type: ignore[arg-type]


@example(HOSTILE, HOSTILE)
@given(texts, texts)
def test_whatever_is_written_stays_text(one: str, other: str) -> None:
    """No text of a record or of the host ends an element, opens one, or changes on its way."""
    case = full().model_copy(update={"title": f"甲{one}", "summary": f"乙{other}", "domain": one})
    settings = Settings(f"库{one}", other, "https://a.cn/", publisher=other, site_id=one)
    made = make_library(full())
    object.__setattr__(made, "cases", (case,))
    page = Page(urls.case("a-case"), case.title, case.summary, "")
    [done] = with_heads(made, settings, [page], EVERYTHING, (citing,))
    found = elements(done.head)

    assert {"meta", "link", "script"} == {tag for tag, _ in found}
    assert {"rel", "href", "type", "title", "name", "property", "content"} >= {
        key for _, attributes in found for key in attributes
    }
    told, node = contents(done.head), graph(done.head)["Article"]
    assert " ".join(case.title.split()) == told["og:title"] == told["articletitle"]
    assert (case.title, case.summary) == (node["headline"], node["abstract"])


def footer(**settings: str) -> str:
    """Give the footer as the theme prints it."""
    own = plugin.AnlikuConfig()
    own.load_dict({"cases": str(ROOT / "cases"), **settings})
    own.validate()
    environment = jinja2.Environment(  # noqa: S701 # as MkDocs' own, which escapes nothing
        loader=jinja2.FileSystemLoader(ROOT / "overrides" / "partials")
    )
    environment.filters["url"] = str
    template = environment.get_template("footer.html")
    return template.render(config={"site_name": "库"}, page=None, anliku=plugin.theme_values(own))


def test_the_footer_links_to_the_filings() -> None:
    """The filings with the ministry and the police lead to where they can be looked up."""
    shown = footer(
        icp="京ICP备12345678号-1", police="京公网安备 11010502030123号", site_id="bm01000001"
    )
    tree = html5lib.parseFragment(shown, namespaceHTMLElements=False)
    found = {"".join(one.itertext()): one.get("href") for one in tree.iterfind(".//p/a")}

    assert {
        "京ICP备12345678号-1": "https://beian.miit.gov.cn/",
        "京公网安备 11010502030123号": "https://beian.mps.gov.cn/#/query/webSearch?code=11010502030123",
    } == found
    assert "网站标识码：bm01000001" in "".join(tree.itertext())


def test_the_footer_shows_what_is_set() -> None:
    """What the host has not set leaves no trace in the footer; a filing without number no link."""
    empty = footer()

    assert not [word for word in ("主办", "联系", "备", "标识码", "filings") if word in empty]
    assert "beian.mps" not in footer(police="京公网安备")
    assert "京公网安备" in footer(police="京公网安备")
    assert "<script>" not in footer(icp="<script>", publisher="<script>", contact="<script>")
