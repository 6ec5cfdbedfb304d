"""What a reader relies on in the pages: all of the record, in its place, and nothing else."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urljoin

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import urls, wording
from generator.exports.citation_files import FORMS
from generator.exports.feeds import feed_files
from generator.library import named_id
from generator.model import Case
from generator.output import Page
from generator.problems import Problem
from generator.render import problem_page, render
from generator.settings import Settings
from tests.factories import convert, library, make_case, make_library, pages_of, shape, words

# Written by hand in docs/, or made by the theme: generated pages lead to them.
BY_HAND = {"about/", "submit/", "submit/guide/", "search/manifest.json", "data/case.schema.json"}


def full(text: Callable[[str], str] = str, case_id: str = "a-case", **overrides: Any) -> Case:
    """Make a case with every field; `text` changes each free text of it."""
    fields: dict[str, Any] = {
        "title": text("标题"),
        "summary": text("摘要" * 20),
        "organizations": [{"name": text("甲局")}, {"name": text("乙局"), "role": "指导"}],
        "regions": ["招远市", "平湖市"],
        "period": {"from": "2022", "to": "2023-06"},
        "brand": {
            "name": text("品牌"),
            "slogan": text("口号"),
            "parts": [{"name": text("子品牌"), "about": text("说明")}],
        },
        "background": f"{text('背景一')}\n\n{text('背景二')}",
        "practices": [
            {"title": text("做法一"), "body": text("正文一")},
            {"title": text("做法二"), "body": f"{text('正文二')}\n\n{text('正文三')}"},
        ],
        "outcomes": text("成效"),
        "lessons": text("启示"),
        "metrics": [
            {"label": text("司机"), "value": "10万", "qualifier": "余", "unit": text("名")},
            {"label": text("企业"), "unit": text("家"), "missing": text("原文数字缺失")},
            {
                "label": text("净增"),
                "value": "190",
                "unit": text("户"),
                "kind": "成效",
                "year": "2024",
                "change": {"value": "12", "unit": "%", "basis": "同比", "qualifier": "超"},
                "note": text("口径"),
            },
            {"label": text("时限"), "change": {"value": "87.5", "unit": "%", "direction": "下降"}},
        ],
        "tables": [
            {
                "title": text("表题"),
                "columns": [text("栏一"), text("栏二")],
                "rows": [[text("行一"), text("格一")], [text("行二"), text("格二")]],
                "note": text("表注"),
            },
            {
                "title": text("成组表"),
                "columns": [text("指标"), "上季度", "本季度"],
                "rows": [[text("行三"), "3", "6"], [text("行四"), "", "6"]],
            },
        ],
        "platforms": [
            {
                "name": text("平台"),
                "kind": "党建信息平台",
                "purpose": text("用途"),
                "region": "招远市",
                "operator": text("丙局"),
            }
        ],
        "honors": [
            {
                "name": text("荣誉"),
                "recipient": text("丁局"),
                "by": text("省厅"),
                "year": "2022",
                "level": "省级",
            }
        ],
        "images": [
            {
                "file": "a.jpg",
                "alt": text("替代"),
                "caption": text("图注"),
                "credit": text("署名"),
            }
        ],
        "sources": [
            {
                "title": text("来源"),
                "publisher": text("某报"),
                "authors": [{"name": text("作者"), "role": text("记者")}],
                "published": "2023-03-03",
                "url": "https://www.example.cn/a?b=c&d=e#f",
                "kind": "报纸",
                "note": text("整版"),
            }
        ],
        "selection": {"collection": text("案例库"), "issue": text("第一批")},
        "curation": {
            "status": "published",
            "added": "2026-11-22",
            "revised": [{"date": "2026-12-01", "note": text("更正")}],
            "notes": [text("来源有脱字")],
        },
    }
    return make_case(case_id, **{**fields, **overrides})


def tree(page: Page) -> Any:
    """Give a page's body as a browser sees it."""
    return convert(page.body)


def said(page: Page) -> str:
    """Give a page's words, all white space dropped."""
    return "".join(words(tree(page)).split())


# What there is


def test_pages() -> None:
    """A library of two cases has exactly these pages."""
    pages = pages_of(make_case(), full(case_id="b-case", tags=["siji-zhijia"]))
    regions = ["330000", "330400", "330482", "370000", "370600", "370685", "undisclosed"]

    assert {
        "index.md",
        "cases/index.md",
        "cases/a-case.md",
        "cases/b-case.md",
        "tags/index.md",
        "tags/huoche-siji.md",
        "tags/siji-zhijia.md",
        "regions/index.md",
        *(f"regions/{code}.md" for code in regions),
        "domains/index.md",
        "domains/daolu-huoyun.md",
        "categories/index.md",
        "categories/jiguan.md",
        "years/index.md",
        "years/2022.md",
        "years/2023.md",
        "data/index.md",
    } <= set(pages)


def test_each_page_once() -> None:
    """No two pages share a place, and each has a title, a description and one main heading."""
    pages = list(render(library(), Settings()))
    headings = {page.src_uri: sum(tag == "h1" for tag, _ in shape(tree(page))) for page in pages}

    assert len(pages) == len({page.src_uri for page in pages})
    assert [] == [page.src_uri for page in pages if not (page.title and page.description)]
    assert [] == [uri for uri, number in headings.items() if number != 1]


def test_an_empty_library() -> None:
    """A library without cases still has its pages."""
    pages = pages_of()

    assert {"index.md", "cases/index.md", "tags/index.md", "regions/index.md"} <= set(pages)
    assert "共0个案例" in said(pages["cases/index.md"])


def test_all_links_lead_somewhere() -> None:
    """Every link of every page is relative and leads to a page or a place on it, or is https."""
    made = make_library(*many(120), full(case_id="x"))
    pages = list(render(made, Settings()))
    trees = {urls.address(page.src_uri): tree(page) for page in pages}
    beside = (*("record.yml", "record.json", "record.md"), *(f"cite.{form}" for _, form in FORMS))
    files = {f"{one}{name}" for one in trees if one.startswith("cases/") for name in beside}
    files |= {"cases/x/a.jpg", *(file.uri for file in feed_files(made, Settings()))}
    ids = {address: {one.get("id") for one in made.iter()} for address, made in trees.items()}
    wrong = []
    for address, made in trees.items():
        for one in made.iter():
            way = one.get("href") or one.get("src") or one.get("action")
            if way is None or way.startswith("https://"):
                continue
            path, _, anchor = urljoin(f"/{address}", way)[1:].partition("#")
            target = path.partition("?")[0]
            known = target in trees or target in files or target in BY_HAND
            placed = not anchor or target in BY_HAND or anchor in ids.get(target, set())
            if way.startswith("/") or not (known and placed):
                wrong.append((address, way))

    assert [] == wrong


def test_ids_are_unique_and_fixed() -> None:
    """The parts of a case stand under fixed ids, for citations, and no id stands twice."""
    ids = [one.get("id") for one in tree(pages_of(full())["cases/a-case.md"]).iter()]
    kept = [one for one in ids if one]
    parts = (
        "beijing zuofa zuofa-1 zuofa-2 chengxiao qishi shuju biaoge pingtai rongyu tupian laiyuan"
    )

    assert sorted(set(kept)) == sorted(kept)
    assert {"top", "zhuangkuang", *parts.split()} <= set(kept)


# The page of a case


def test_everything_is_on_the_page() -> None:
    """Every text, figure and name of a record stands on its page."""
    case = full()
    text = said(pages_of(case)["cases/a-case.md"])
    texts = [
        *("标题", "摘要", "甲局", "乙局", "品牌", "口号", "子品牌", "说明", "背景一", "背景二"),
        *("做法一", "正文一", "做法二", "正文二", "正文三", "成效", "启示", "表题", "栏一", "格二"),
        *("表注", "平台", "用途", "丙局", "荣誉", "丁局", "省厅", "图注", "署名", "来源", "某报"),
        *("作者", "记者", "整版", "案例库", "第一批", "更正", "来源有脱字", "口径", "a-case"),
        *("10万余名", "原文数字缺失（家）", "190户", "同比增长超12%", "下降87.5%", "2024年"),
        *("2022年至2023年6月", "2023年3月3日", "山东省›烟台市›招远市", "浙江省›嘉兴市›平湖市"),
        *(
            "货车司机",
            "道路货运",
            "机关",
            "省级",
            "党建信息平台",
            "2026年11月22日",
            "2026年12月1日",
        ),
    ]

    assert [] == [one for one in texts if one not in text]


def test_paragraphs() -> None:
    """A blank line of a record is a new paragraph of the page."""
    made = tree(pages_of(full())["cases/a-case.md"])
    paragraphs = ["".join(one.itertext()) for one in made.iter("p")]

    assert {"背景一", "背景二", "正文二", "正文三"} <= set(paragraphs)


def test_empty_parts_are_not_shown() -> None:
    """What a record leaves out has no heading on its page."""
    ids = {one.get("id") for one in tree(pages_of(make_case())["cases/a-case.md"]).iter()}

    assert set() == ids & {"qishi", "shuju", "biaoge", "pingtai", "rongyu", "tupian", "zhuangkuang"}


HOSTILE = [
    "</title><script>alert(1)</script>{}",
    '{}"><img src=x onerror=alert(1)>',
    "{}' onclick='alert(1)",
    "[{}](javascript:alert(1))",
    "**{}** _x_ `y` | z | <b>",
    "# {} {{: #top .x onclick=x }}",
    "{}</dd></div></dl></td></p></ul>",
    "{{{{ {} }}}} {{% raw %}}",
    "&lt;{}&gt;&#60;",
    "- {}\\",
    "!!! {}",
    "1. {}",
]


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_records(hostile: str) -> None:
    """A record that tries to break out makes the same page as a harmless one, its text as it is."""
    plain = pages_of(full(), make_case("other"))
    attacked = pages_of(full(hostile.format), make_case("other"))
    text = said(attacked["cases/a-case.md"])

    assert skeletons(plain) == skeletons(attacked)
    assert [] == [
        one
        for one in ("标题", "子品牌", "背景二", "正文三", "格二", "口径", "署名", "来源有脱字")
        if "".join(hostile.format(one).split()) not in text
    ]


@settings(max_examples=12)
@given(st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20))
def test_any_record(odd: str) -> None:
    """Any text whatsoever makes the same page as a harmless one."""
    plain, attacked = pages_of(full()), pages_of(full(lambda text: (text + odd).strip()[:120]))

    assert skeletons(plain) == skeletons(attacked)


def skeletons(pages: dict[str, Page]) -> dict[str, Any]:
    """Give the elements of all pages with the names of their attributes."""
    return {
        uri: [(tag, sorted(attributes)) for tag, attributes in shape(tree(page))]
        for uri, page in pages.items()
    }


def test_status() -> None:
    """A withdrawn case says so with the day and the reason; a published one says nothing."""
    revised = [{"date": "2026-12-01", "note": "单位要求撤回"}]
    curation = {"status": "withdrawn", "added": "2026-11-22", "revised": revised}
    text = said(pages_of(make_case(curation=curation))["cases/a-case.md"])

    assert "本案例已于2026年12月1日撤回。原因：单位要求撤回。" in text
    assert "撤回" not in said(pages_of(make_case())["cases/a-case.md"])


def test_undisclosed_place() -> None:
    """A case whose source hides its place leads to the page of such cases."""
    page = pages_of(make_case(regions="undisclosed"))["cases/a-case.md"]
    ways = {one.get("href"): "".join(one.itertext()) for one in tree(page).iter("a")}

    assert "未公开" == ways["../../regions/undisclosed/"]


def test_source_link() -> None:
    """The source is linked by its https address, which is kept character by character."""
    made = tree(pages_of(full())["cases/a-case.md"])

    assert ["来源"] == [
        "".join(one.itertext())
        for one in made.iter("a")
        if one.get("href") == "https://www.example.cn/a?b=c&d=e#f"
    ]


def test_the_record_behind_a_page() -> None:
    """A reader who finds a mistake is led to the form with this case, or takes its record home."""
    made = tree(pages_of(make_case())["cases/a-case.md"])
    [footer] = [one for one in made.iter("footer") if one.get("class") == "al-record"]
    [correct] = footer.iter("a")
    taken = [
        (one.get("href"), one.get("download")) for one in made.iter("a") if one.get("download")
    ]

    assert ("../../submit/?case=a-case", "更正本案例") == (correct.get("href"), correct.text)
    assert ("record.yml", "a-case.yml") in taken
    assert [(f"cite.{form}", f"a-case.{form}") for _, form in FORMS] == taken[: len(FORMS)]


def test_no_record_behind_a_withdrawn_case() -> None:
    """The page of a withdrawn case leads to no record, since none is served, nor to the form."""
    revised = [{"date": "2026-12-05", "note": "来源声明作废"}]
    curation = {"status": "withdrawn", "added": "2026-11-22", "revised": revised}
    made = tree(pages_of(make_case(curation=curation))["cases/a-case.md"])
    [footer] = [one for one in made.iter("footer") if one.get("class") == "al-record"]

    assert [] == list(footer.iter("a"))


def test_picture() -> None:
    """A picture stands with its alternative text, its caption and its credit."""
    [image] = tree(pages_of(full())["cases/a-case.md"]).iter("img")

    assert ("a.jpg", "替代") == (image.get("src"), image.get("alt"))


def test_table() -> None:
    """A table keeps its columns, rows and cells in order."""
    made = tree(pages_of(full())["cases/a-case.md"])
    [table] = [one for one in made.iter("table") if "表题" in "".join(one.itertext())]

    assert [["栏一", "栏二"], ["行一", "格一"], ["行二", "格二"]] == [
        ["".join(cell.itertext()) for cell in row] for row in table.iter("tr")
    ]


# Lists


def many(number: int) -> list[Case]:
    """Make cases of falling age."""
    source = {"title": "来源", "kind": "报纸"}
    return [
        make_case(f"c{one:03}", title=f"案例{one:03}", sources=[source], year="2026")
        for one in range(number)
    ]


@pytest.mark.parametrize(
    ("number", "sizes"), [(0, [0]), (1, [1]), (20, [20]), (21, [20, 1]), (41, [20, 20, 1])]
)
def test_long_lists(number: int, sizes: list[int]) -> None:
    """The list of all cases goes on at page/2/ after twenty, in order and with none left out."""
    pages = pages_of(*many(number))
    places = ["cases/index.md", *(f"cases/page/{one}.md" for one in range(2, len(sizes) + 1))]
    found = [re.findall(r"案例[0-9]{3}", said(pages[uri])) for uri in places]

    assert sizes == [len(one) for one in found]
    assert [f"案例{one:03}" for one in range(number)] == [title for one in found for title in one]
    assert f"cases/page/{len(sizes) + 1}.md" not in pages


def test_long_lists_of_a_choice() -> None:
    """The pages of a tag, a place or a year go on likewise, after fifty."""
    pages = pages_of(*many(51))

    assert {
        "tags/huoche-siji/page/2.md",
        "regions/370000/page/2.md",
        "domains/daolu-huoyun/page/2.md",
    } <= set(pages)
    assert pages["tags/huoche-siji/page/2.md"].title == "货车司机（第 2 页）"


def test_pager() -> None:
    """From the middle of a long list one gets to the neighbours, the first and the last page."""
    made = tree(pages_of(*many(100))["cases/page/3.md"])
    ways = {
        "".join(one.itertext()): one.get("href")
        for one in made.iter("a")
        if one.get("href", "").startswith(("../2", "../4", "../5", "../../"))
        and "".join(one.itertext()) in {"上一页", "下一页", "1", "2", "4", "5"}
    }

    assert {
        "上一页": "../2/",
        "下一页": "../4/",
        "1": "../../",
        "2": "../2/",
        "4": "../4/",
        "5": "../5/",
    } == ways


def test_counts_of_the_home_page() -> None:
    """The home page counts the cases, provinces, tags and figures of the library as it is."""
    text = said(pages_of(full(), make_case("b-case", regions="undisclosed"))["index.md"])

    assert [] == [
        one for one in ("2个案例", "2个省级地区", "1个主题标签", "4条数据") if one not in text
    ]


def test_tile_grid() -> None:
    """The grid shows all 34 provinces, those with cases as links with their number."""
    made = tree(pages_of(full())["regions/index.md"])
    [tiles] = [one for one in made.iter("ol") if "al-tiles" in one.get("class", "")]
    links = {one.get("aria-label"): one.get("href") for one in tiles.iter("a")}

    assert 34 == len(list(tiles))
    assert {"浙江，1 个案例": "330000/", "山东，1 个案例": "370000/"} == links


def test_the_table_of_provinces_says_what_the_grid_says() -> None:
    """All 34 provinces stand in a table with their number of cases, those with cases as links."""
    made = tree(pages_of(full())["regions/index.md"])
    rows = {
        "".join(row[0].itertext()): (
            "".join(row[1].itertext()),
            [one.get("href") for one in row[0]],
        )
        for row in made.iter("tr")
    }
    del rows["地区"]

    assert 34 == len(rows)
    assert {"浙江省": ("1", ["330000/"]), "山东省": ("1", ["370000/"])} == {
        name: told for name, told in rows.items() if told != ("0", [])
    }
    assert {"台湾省", "香港特别行政区", "澳门特别行政区"} <= set(rows)


def test_a_choice_leads_on_to_combining() -> None:
    """The page of a choice leads to the page that finds cases, narrowed down to this choice."""
    pages = pages_of(full())
    ways = {
        uri: one.get("href")
        for uri in ("tags/huoche-siji.md", "regions/370685.md", "years/2022.md")
        for one in tree(pages[uri]).iter("a")
        if "".join(one.itertext()) == "在案例页中筛选"
    }

    assert {
        "tags/huoche-siji.md": "../../cases/?tag=huoche-siji",
        "regions/370685.md": "../../cases/?region=370685",
        "years/2022.md": "../../cases/?year=2022",
    } == ways


def test_cards_name_their_case() -> None:
    """Every card of a list bears the id of its case, for scripts that offer to compare."""
    made = tree(pages_of(make_case(), make_case("b-case"))["cases/index.md"])
    [cards] = [one for one in made.iter("ol") if "data-case-list" in one.attrib]

    assert ["a-case", "b-case"] == [card.get("data-case") for card in cards]


# Open indexes


def organized(*names: str) -> list[Case]:
    """Make a case for each organization."""
    return [
        make_case(f"o{number:04}", organizations=[{"name": name}])
        for number, name in enumerate(names)
    ]


def index(page: Page) -> list[tuple[str, list[str]]]:
    """Give the groups of an index: the letter, and the names with their counts."""
    groups = [("", [])] if "<h2" not in page.body else []
    for one in tree(page).iter():
        if one.tag == "h2":
            groups.append(("".join(one.itertext()), []))
        if one.tag == "a" and one.find("span") is not None:
            groups[-1][1].append("".join("".join(one.itertext()).split()))
    return groups


def test_few_organizations_stand_by_number_of_cases() -> None:
    """A short index names first who has most cases, and leads on from one case to the case."""
    page = pages_of(*organized("甲局", "乙局", "乙局", "丙局"))["organizations/index.md"]
    ways = [one.get("href") for one in tree(page).iter("a")]

    assert [("", ["乙局2个案例", "丙局1个案例", "甲局1个案例"])] == index(page)
    assert ["../cases/o0003/", "../cases/o0000/"] == ways[1:]


def test_many_organizations_stand_by_letter() -> None:
    """A longer index goes by the first letters of the readings, what has none last."""
    names = [*(f"重庆{one:02}局" for one in range(12)), *(f"上海{one:02}局" for one in range(12))]
    page = pages_of(*organized(*names, "12328热线", "安徽局"))["organizations/index.md"]
    groups = index(page)
    letters = [one.get("href") for one in tree(page).iter("a") if "#" in one.get("href", "")]

    assert [("A", 1), ("C", 12), ("S", 12), ("其他", 1)] == [
        (name, len(group)) for name, group in groups
    ]
    assert ["./#zimu-a", "./#zimu-c", "./#zimu-s", "./#zimu-qita"] == letters


def test_long_indexes() -> None:
    """An index of more than two hundred names goes on at page/2/, and letters lead across."""
    names = [f"重庆{one:03}局" for one in range(150)] + [f"上海{one:03}局" for one in range(100)]
    pages = pages_of(*organized(*names, "中山局"))
    first, second = pages["organizations/index.md"], pages["organizations/page/2.md"]
    letters = [one.get("href") for one in tree(first).iter("a") if "#" in one.get("href", "")]

    assert [[("C", 150), ("S", 50)], [("S", 50), ("Z", 1)]] == [
        [(name, len(group)) for name, group in index(page)] for page in (first, second)
    ]
    assert ["./#zimu-c", "./#zimu-s", "page/2/#zimu-z"] == letters
    assert "organizations/page/3.md" not in pages


def test_brands_say_what_they_are() -> None:
    """The index of brands shows slogans and sub-brands."""
    text = said(pages_of(full())["brands/index.md"])

    assert "品牌1个案例口号。包括子品牌" in text


# The timeline


def source(published: str | None) -> list[dict[str, str]]:
    """Give a source with or without a date."""
    return [{"title": "来源", "kind": "报纸", **({"published": published} if published else {})}]


SVG = "{http://www.w3.org/2000/svg}svg"
TIMES = [
    make_case("closed", title="起止都有", period={"from": "2022", "to": "2023-06"}),
    make_case("open", title="仍在进行", period={"from": "2021-07"}),
    make_case("until", title="只有结束", period={"to": "2020"}),
    make_case("source", title="只有来源", sources=source("2023-03-03")),
    make_case("unknown", title="什么都没有", sources=source(None)),
]


def timeline(page: Page) -> list[tuple[str, list[str]]]:
    """Give the groups of the timeline: the year, and the cases as they are read out."""
    groups: list[tuple[str, list[str]]] = []
    for section in tree(page).iter("section"):
        if section.get("aria-labelledby", "").startswith("y"):
            items = ["".join("".join(one.itertext()).split()) for one in section.iter("li")]
            groups.append(("".join(section[0].itertext()), items))
    return groups


def test_timeline() -> None:
    """Cases stand by the year they began in, newest first; what is not told is said so."""
    assert [
        ("2023年", ["只有来源来源发布于2023年3月3日山东省招远市"]),
        ("2022年", ["起止都有2022年至2023年6月山东省招远市"]),
        ("2021年", ["仍在进行2021年7月起山东省招远市"]),
        ("2020年", ["只有结束至2020年山东省招远市"]),
        ("年份不详", ["什么都没有年份不详山东省招远市"]),
    ] == timeline(pages_of(*TIMES)["timeline/index.md"])


def test_bars_of_the_timeline() -> None:
    """A bar covers what is told: from 2020 to 2023 half of the axis is two of four years."""
    cases = [
        make_case("a", period={"from": "2020", "to": "2020"}),
        make_case("b", period={"from": "2021", "to": "2022"}),
        make_case("c", period={"from": "2023-07", "to": "2023"}),
    ]
    made = tree(pages_of(*cases)["timeline/index.md"])
    lanes = [one for one in made.iter(SVG) if one.get("class") == "al-lane"]

    assert [("87.5%", "12.5%"), ("25.0%", "50.0%"), ("0.0%", "25.0%")] == [
        (lane[0].get("x"), lane[0].get("width")) for lane in lanes
    ]


def test_open_ends_of_the_timeline() -> None:
    """Dashes go on from a beginning without an end, and lead up to an end without a beginning."""
    made = tree(pages_of(*TIMES)["timeline/index.md"])
    lanes = [list(one) for one in made.iter(SVG) if one.get("class") == "al-lane"]
    source, closed, begun, ended = lanes

    assert [1, 1, 2, 2] == [len(one) for one in lanes]
    assert ["al-bar al-bar-source", "al-bar"] == [source[0].get("class"), closed[0].get("class")]
    assert ("100.0%", "0.0%") == (begun[0].get("x2"), ended[0].get("x1"))
    assert ended[1].get("x") == ended[0].get("x2")


def test_the_axis_leaves_room_for_what_goes_on() -> None:
    """The axis ends with the newest year that any record speaks of, so that dashes have room."""
    begun = {"period": {"from": "2020"}, "sources": source("2021-03-03")}
    figure = {"label": "数字", "value": "1", "year": "2023"}
    honor = {"name": "先进集体", "year": "2025"}
    ends = [
        [one.text for one in made.iter("{http://www.w3.org/2000/svg}text")][-1]
        for more in ({}, {"metrics": [figure]}, {"metrics": [figure], "honors": [honor]})
        for made in [tree(pages_of(make_case(**begun, **more))["timeline/index.md"])]
    ]

    assert ["2021", "2023", "2025"] == ends


def test_the_legend_of_the_timeline() -> None:
    """The legend explains the bars that are there and no other."""
    closed, begun, until, source, unknown = TIMES
    legends = [
        [
            "".join(item.itertext())
            for one in tree(pages_of(*cases)["timeline/index.md"]).iter("ul")
            if one.get("class") == "al-legend"
            for item in one
        ]
        for cases in ([closed, begun], [until], [source, unknown], [unknown])
    ]

    assert [
        ["起止时间", "只写明开始或结束"],
        ["只写明开始或结束"],
        ["没有写明，按来源的发布时间"],
        [],
    ] == legends


def test_chart_of_years() -> None:
    """The chart counts each year's cases, oldest first, and leads to the year."""
    made = tree(pages_of(*TIMES, make_case("more", period={"from": "2022"}))["timeline/index.md"])
    ways = [
        ("".join("".join(one.itertext()).split()), one.get("href"))
        for one in made.iter("a")
        if "/years/" in one.get("href", "")
    ]

    assert [
        ("1个案例，2020年", "../years/2020/"),
        ("1个案例，2021年", "../years/2021/"),
        ("2个案例，2022年", "../years/2022/"),
        ("1个案例，2023年", "../years/2023/"),
        ("1个案例，年份不详", "../years/unknown/"),
    ] == ways


def test_long_timelines() -> None:
    """The timeline goes on at page/2/ after fifty cases, with none left out."""
    pages = pages_of(*many(51))
    found = [timeline(pages[f"timeline/{one}.md"]) for one in ("index", "page/2")]

    assert [50, 1] == [sum(len(items) for _, items in groups) for groups in found]


# Home


def test_home_leads_on() -> None:
    """The figures of the home page each lead to what they count."""
    made = tree(pages_of(full())["index.md"])
    [totals] = [one for one in made.iter("ul") if "al-totals" in one.get("class", "")]

    assert {
        "1个案例": "cases/",
        "2个省级地区": "regions/",
        "1个主题标签": "tags/",
        "4条数据": "metrics/",
        "1个平台系统": "platforms/",
    } == {"".join(one.itertext()): one.get("href") for one in totals.iter("a")}


def test_chosen_cases_stand_apart_from_the_newest() -> None:
    """At most four cases that an editor chose stand first, and none of them again below."""
    chosen = {"collection": "大众党建案例库"}
    cases = [make_case(f"s{one}", title=f"入选{one}", selection=chosen) for one in range(5)]
    made = tree(pages_of(*cases, make_case("n", title="新来的"))["index.md"])
    blocks = {
        one.get("aria-labelledby"): ["".join(title.itertext()) for title in one.iter("h3")]
        for one in made.iter("section")
    }

    assert ["入选0", "入选1", "入选2", "入选3"] == blocks["ruxuan"]
    assert {"入选4", "新来的"} == set(blocks["zuixin"])


def test_problem_page() -> None:
    """In a preview, a faulty record shows its problems in its place, encoded like all else."""
    problem = Problem("cases/2023/a.yml", 3, 5, "AL105", "<b>甲</b>", "**乙**")
    page = problem_page("cases/2023/a.yml", "a", [problem])

    assert "cases/a.md" == page.src_uri
    assert "第3行第5列，AL105：<b>甲</b>改法：**乙**" in said(page)
    assert ["h1", "ul", "li", "a", "br"] == [tag for tag, _ in shape(tree(page))]
    assert '<a href="../../check/AL105/">AL105</a>' in page.body


def test_highlights_are_the_figures_of_the_summary() -> None:
    """The large figures are those that the summary tells, what came of a practice first."""
    summary = (
        "某县摸清货车司机2,900余人，新建党组织454个，办结率达到94%，"
        + "为司机解决停车难和吃饭难。" * 3
    )
    case = make_case(
        summary=summary,
        metrics=[
            {"label": "省", "value": "4", "unit": "个", "kind": "成效"},
            {"label": "货车司机", "value": "2,900", "unit": "人", "qualifier": "余"},
            {"label": "会议", "value": "3", "unit": "次", "kind": "活动"},
            {"label": "新建党组织", "value": "454", "unit": "个", "kind": "成效"},
            {"label": "办结率", "value": "94", "unit": "%", "kind": "成效"},
        ],
    )
    page = pages_of(case)["cases/a-case.md"].body
    shown = re.search(r'<ul class="al-highlights".*?</ul>', page, re.DOTALL)
    assert shown

    assert ["新建党组织", "办结率", "货车司机", "省"] == re.findall(r'al-label">([^<]*)', shown[0])


def links_of(page: Page) -> dict[str, str]:
    """Give the words of each link of a page by where it leads."""
    return {one.get("href"): "".join(one.itertext()) for one in tree(page).iter("a")}


def svg(part: Any, name: str) -> list[Any]:
    """Give the elements of a name that are of a drawing."""
    return list(part.iter(f"{{http://www.w3.org/2000/svg}}{name}"))


def by_class(page: Page, name: str) -> list[Any]:
    """Give the elements of a class, in order."""
    return [one for one in tree(page).iter() if name in one.get("class", "").split()]


def test_a_figure_that_grew_is_among_the_large_ones() -> None:
    """A figure that the summary tells with its change comes before what was merely put in."""
    metrics = [
        {"label": "子品牌", "value": "3", "unit": "个", "kind": "规模"},
        {
            "label": "投资",
            "value": "47.54",
            "kind": "投入",
            "change": {"value": "201", "unit": "%"},
        },
    ]
    case = make_case(summary="培育3个子品牌，投资47.54亿元，" + "字" * 40, metrics=metrics)
    [large] = by_class(pages_of(case)["cases/a-case.md"], "al-highlights")

    assert ["47.54投资增长201%", "3个子品牌"] == [
        "".join(one.itertext()) for one in large.iter("a")
    ]


def test_large_figures_lead_to_their_own_place() -> None:
    """Each large figure leads to the place where the same figure stands with its note."""
    page = pages_of(full())["cases/a-case.md"]
    large = {
        one.get("href"): "".join(one.itertext())
        for one in by_class(page, "al-highlights")[0].iter("a")
    }
    below = {
        f"#{one.get('id')}": "".join(one.itertext()) for one in by_class(page, "al-figures")[0]
    }

    assert {"190户净增同比增长超12%", "10万余名司机"} == set(large.values())
    assert "190户净增（2024年）" in "".join(below[way] for way in large if way in below).replace(
        "\n", ""
    )


@pytest.mark.parametrize(
    ("summary", "shown"), [("办结率达到94%，" + "字" * 40, ["办结率"]), ("字" * 40, [])]
)
def test_one_figure_alone_is_large_only_where_it_is_told(summary: str, shown: list[str]) -> None:
    """A single figure stands large when the summary tells it, and else only among the data."""
    metrics = [
        {"label": "办结率", "value": "94", "unit": "%"},
        {"label": "企业", "unit": "家", "missing": "原文数字缺失"},
    ]
    page = pages_of(make_case(summary=summary, metrics=metrics))["cases/a-case.md"]
    large = [one for some in by_class(page, "al-highlights") for one in some.iter("a")]

    assert shown == ["".join(one.itertext()).removeprefix("94%") for one in large]


def test_each_figure_has_a_link_and_a_source() -> None:
    """Each figure can be linked to, and leads to the source that it comes from."""
    sources = [{"title": "甲报", "kind": "报纸"}, {"title": "乙文", "kind": "文件"}]
    metrics = [
        {"label": "司机", "value": "1"},
        {"label": "企业", "value": "2", "source": "2"},
    ]
    case = make_case(sources=sources, metrics=metrics, year="2026")
    page = pages_of(case)["cases/a-case.md"]
    told = [
        [(one.get("href"), one.get("aria-label"), one.text) for one in item.iter("a")]
        for item in by_class(page, "al-figures")[0]
    ]
    first, second = wording.figure_ids(case)

    assert [
        [("#laiyuan-1", None, "来源 1"), (f"#{first}", "此数据的链接", "#")],
        [("#laiyuan-2", None, "来源 2"), (f"#{second}", "此数据的链接", "#")],
    ] == told


def test_charts_of_figures() -> None:
    """A change and a share are drawn, each with its text; a plain number and a hole are not."""
    metrics = [
        {
            "label": "投资",
            "value": "47.54",
            "change": {"value": "201", "unit": "%", "basis": "同比"},
        },
        {"label": "办结率", "value": "94", "unit": "%"},
        {"label": "企业", "value": "12", "unit": "家"},
        {"label": "车辆", "unit": "%", "missing": "原文数字缺失"},
    ]
    page = pages_of(make_case(metrics=metrics))["cases/a-case.md"]
    drawn = [
        [[rect.get("width") for rect in svg(one, "rect")] for one in svg(item, "svg")]
        for item in by_class(page, "al-figures")[0]
    ]
    [chart] = by_class(page, "al-moved")

    assert [[["332"], ["1000"]], [["1000", "940"]], [], []] == drawn
    assert ("img", "相对值，以上年同期为100，本期为301") == (
        chart.get("role"),
        chart.get("aria-label"),
    )


def test_chart_of_a_table() -> None:
    """A table of several times has bars beside its rows, but none where a cell is empty."""
    page = pages_of(full())["cases/a-case.md"]
    [table] = by_class(page, "al-charted")
    bars = [[rect.get("width") for rect in svg(row, "rect")] for row in table.find("tbody")]

    assert [["500", "1000"], []] == bars
    assert 1 == sum("对比" == "".join(one.itertext()) for one in table.iter("th"))


def test_neighbours_in_order() -> None:
    """At the end of a case stand the newer and the older one by name."""
    pages = pages_of(*many(3))

    assert {"../c000/": "较新的案例案例000", "../c002/": "较旧的案例案例002"} == {
        way: told for way, told in links_of(pages["cases/c001.md"]).items() if told.startswith("较")
    }
    assert ["较旧的案例案例001"] == [
        told for told in links_of(pages["cases/c000.md"]).values() if told.startswith("较")
    ]


def test_names_lead_to_their_pages() -> None:
    """An organization or brand that several cases name leads to its page, as does a level."""
    shared = {
        "organizations": [{"name": "甲局"}, {"name": "乙局"}],
        "brand": {"name": "先行"},
        "honors": [{"name": "奖", "level": "省级"}],
    }
    other = make_case("b", organizations=[{"name": "甲局"}], brand={"name": "先行"})
    page = pages_of(make_case(**shared), other)["cases/a-case.md"]
    ways = {told: way for way, told in links_of(page).items()}

    assert f"../../organizations/{named_id('甲局')}/" == ways["甲局"]
    assert f"../../brands/{named_id('先行')}/" == ways["先行"]
    assert "../../honors/shengji/" == ways["省级"]
    assert "乙局" not in ways
