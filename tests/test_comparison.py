"""What the page that lays cases side by side is told of a case."""

import json
from collections.abc import Iterator
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from generator.comparison import comparison, comparison_files
from generator.documents import documents
from generator.library import named_id
from tests.factories import library, make_case, make_library, pages_of

FULL = {
    "organizations": [
        {"name": "某市交通运输局"},
        {"name": "某省交通运输厅", "role": "指导"},
        {"name": "某物流公司"},
    ],
    "regions": ["山东省烟台市招远市", "江苏省"],
    "period": {"from": "2022", "to": "2023-06"},
    "brand": {"name": "领航", "slogan": "先行", "parts": [{"name": "港湾", "about": "子品牌"}]},
    "selection": {"collection": "案例征集", "issue": "第一批"},
    "background": "背景一段，\n接着写。\n\n背景二段。",
    "lessons": "启示一段。",
    "metrics": [
        {"label": "企业", "unit": "家", "missing": "原文数字缺失", "kind": "成效"},
        {"label": "货车 司机", "value": "2,900", "unit": "名", "qualifier": "余", "kind": "规模"},
        {
            "label": "投资",
            "value": "47.54",
            "unit": "亿元",
            "year": "2022",
            "change": {"value": "201", "unit": "%", "basis": "同比"},
            "note": "全市",
            "kind": "成效",
        },
        {"label": "办理时限", "change": {"value": "87.5", "unit": "%", "direction": "下降"}},
    ],
    "platforms": [
        {
            "name": "卡友E家",
            "kind": "党建信息平台",
            "purpose": "线上服务",
            "region": "江苏省",
            "operator": "某厅",
        }
    ],
    "honors": [{"name": "优秀集体", "by": "某省人民政府", "year": "2022", "level": "省级"}],
    "sources": [
        {
            "title": "来源标题",
            "publisher": "某报",
            "published": "2023-03-03",
            "kind": "报纸",
            "url": "https://example.cn/a",
        },
        {"title": "另一来源", "kind": "网页"},
    ],
}


def facts(told: dict[str, Any]) -> dict[str, list[dict[str, str]]]:
    """Give the facts of a case by their label."""
    return {fact["label"]: fact["values"] for fact in told["facts"]}


def test_all_that_is_told_of_a_case() -> None:
    """Facts, figures, parts and evidence are told in words, with the pages that they lead to."""
    case = make_case(**FULL)

    assert {
        "version": 1,
        "id": "a-case",
        "title": "示例：货车司机党建",
        "address": "cases/a-case/",
        "status": "",
        "summary": case.summary,
        "facts": [
            {
                "label": "实施单位",
                "values": [{"text": "某市交通运输局"}, {"text": "某物流公司"}],
            },
            {"label": "指导单位", "values": [{"text": "某省交通运输厅"}]},
            {"label": "推荐单位", "values": []},
            {"label": "报送单位", "values": []},
            {"label": "参与单位", "values": []},
            {
                "label": "地区",
                "values": [
                    {"text": "山东省烟台市招远市", "address": "regions/370685/"},
                    {"text": "江苏省", "address": "regions/320000/"},
                ],
            },
            {"label": "时间", "values": [{"text": "2022年至2023年6月"}]},
            {
                "label": "行业领域",
                "values": [{"text": "道路货运", "address": "domains/daolu-huoyun/"}],
            },
            {"label": "组织类别", "values": [{"text": "机关", "address": "categories/jiguan/"}]},
            {
                "label": "党建品牌",
                "values": [{"text": "领航"}, {"text": "先行"}, {"text": "港湾：子品牌"}],
            },
            {"label": "入选", "values": [{"text": "案例征集 第一批"}]},
            {"label": "标签", "values": [{"text": "货车司机", "address": "tags/huoche-siji/"}]},
        ],
        "figures": [
            {
                "same": "投资",
                "label": "投资",
                "amount": "47.54亿元",
                "kind": "成效",
                "year": "2022年",
                "change": "同比增长201%",
                "note": "全市",
                "missing": "",
            },
            {
                "same": "货车司机",
                "label": "货车 司机",
                "amount": "2,900余名",
                "kind": "规模",
                "year": "",
                "change": "",
                "note": "",
                "missing": "",
            },
            {
                "same": "办理时限",
                "label": "办理时限",
                "amount": "",
                "kind": "",
                "year": "",
                "change": "下降87.5%",
                "note": "",
                "missing": "",
            },
            {
                "same": "企业",
                "label": "企业",
                "amount": "",
                "kind": "成效",
                "year": "",
                "change": "",
                "note": "",
                "missing": "原文数字缺失（家）",
            },
        ],
        "parts": [
            {
                "id": "beijing",
                "heading": "案例背景",
                "sections": [{"title": "", "paragraphs": ["背景一段，接着写。", "背景二段。"]}],
            },
            {
                "id": "zuofa",
                "heading": "主要做法",
                "sections": [{"title": "摸清底数", "paragraphs": ["做法一段。"]}],
            },
            {
                "id": "chengxiao",
                "heading": "主要成效",
                "sections": [{"title": "", "paragraphs": ["成效一段。"]}],
            },
            {
                "id": "qishi",
                "heading": "经验启示",
                "sections": [{"title": "", "paragraphs": ["启示一段。"]}],
            },
        ],
        "platforms": [
            {
                "name": "卡友E家",
                "badge": "党建信息平台",
                "text": "线上服务",
                "note": "江苏省　某厅",
            }
        ],
        "honors": [
            {
                "name": "优秀集体",
                "badge": "省级",
                "text": "",
                "note": "授予单位：某省人民政府；2022年",
            }
        ],
        "sources": [
            {
                "name": "来源标题",
                "badge": "报纸",
                "text": "",
                "note": "某报，2023年3月3日",
                "url": "https://example.cn/a",
            },
            {"name": "另一来源", "badge": "网页", "text": "", "note": "发布日期未注明"},
        ],
    } == comparison(make_library(case), case)


def test_what_a_case_lacks_is_told_as_empty() -> None:
    """Facts and parts stand in the same order in every case, those that it lacks as empty ones."""
    bare, full = make_case("bare"), make_case("full", **FULL)
    both = make_library(bare, full)
    told = comparison(both, bare)
    order = [fact["label"] for fact in comparison(both, full)["facts"]]

    assert order == [fact["label"] for fact in told["facts"]]
    assert ([], [], []) == tuple(facts(told)[one] for one in ("时间", "党建品牌", "入选"))
    assert {"id": "qishi", "heading": "经验启示", "sections": []} == told["parts"][-1]
    assert ([], [], []) == (told["figures"], told["platforms"], told["honors"])


def test_a_place_that_the_source_hides_leads_to_its_index() -> None:
    """A case without a place says so, and leads to the others without one."""
    case = make_case(regions="undisclosed")
    told = facts(comparison(make_library(case), case))

    assert [{"text": "未公开", "address": "regions/undisclosed/"}] == told["地区"]


def test_an_organization_of_two_cases_leads_to_its_page() -> None:
    """An organization leads to its page as soon as it has one."""
    case = make_case("one")
    told = facts(comparison(make_library(case, make_case("two")), case))

    assert [f"organizations/{named_id('某市交通运输局')}/"] == [
        one["address"] for one in told["实施单位"]
    ]


def test_a_draft_says_so() -> None:
    """In a preview a draft can be compared too, and says first that it is one."""
    case = make_case(curation={"status": "draft", "added": "2026-11-22"})

    assert "草稿" == comparison(make_library(case, drafts=True), case)["status"]


def test_the_place_of_a_system_is_told_by_its_name() -> None:
    """A system's place that is given by its code is told by its full name wherever it stands."""
    system = {"name": "平台", "kind": "党建信息平台", "purpose": "服务", "region": "370600"}
    case = make_case(platforms=[system])
    library = make_library(case)
    (platform,) = comparison(library, case)["platforms"]
    (document,) = documents(library)
    page = pages_of(case)["cases/a-case.md"].body

    assert "山东省烟台市" == platform["note"]
    assert [True, False] == [one in document.fields[3] for one in ("山东省烟台市　", "370600")]
    assert [True, False] == [f"{one}</span>" in page for one in ("山东省烟台市", "370600")]


def test_labels_are_the_same_by_their_normal_form_only() -> None:
    """Figures stand in one row where their labels differ in width, case and blanks, no further."""
    labels = ("ＡＰＰ 注册用户", "App注册用户", "app注册人数")
    case = make_case(metrics=[{"label": one, "value": "1"} for one in labels])
    same = [one["same"] for one in comparison(make_library(case), case)["figures"]]

    assert ["app注册用户", "app注册用户", "app注册人数"] == same


def test_the_list_names_what_can_be_compared() -> None:
    """The list holds every case and its old ids, but nothing withdrawn and no draft."""
    gone = {
        "status": "withdrawn",
        "added": "2026-11-22",
        "revised": [{"date": "2026-12-01", "note": "更正"}],
    }
    cases = make_library(
        make_case("b", aliases=["old-b"]),
        make_case("a", curation=gone, aliases=["old-a"]),
        make_case("c", curation={"status": "draft", "added": "2026-11-22"}),
    )
    files = {file.uri: json.loads(file.content) for file in comparison_files(cases)}

    assert {"compare/index.json", "compare/b.json"} == set(files)
    assert {"version": 1, "ids": ["b"], "aliases": {"old-b": "b"}} == files["compare/index.json"]


def test_the_page_leads_on_without_scripts() -> None:
    """The page says how to choose cases, and leads to them."""
    page = pages_of(make_case())["compare/index.md"]

    assert ("对比案例", "compare.html") == (page.title, page.template)
    assert '<a href="../cases/">去选择案例</a>' in page.body
    assert "<noscript><p>对比需要启用脚本" in page.body


def texts(data: Any) -> Iterator[str]:
    """Give every text in plain data."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for one in data.values():
            yield from texts(one)
    elif isinstance(data, list):
        for one in data:
            yield from texts(one)


HOSTILE = st.text("<>&\"'`[](){}*_#|\\!/:;=-+~^%$@.,? 案例a1\u2028", min_size=1, max_size=30).map(
    lambda text: f"文{text}文"
)


@given(st.lists(HOSTILE, min_size=12, max_size=12))
def test_every_text_arrives_as_it_was_written(written: list[str]) -> None:
    """Whatever marks a record holds, the data file gives each text back unchanged."""
    title, name, brand, slogan, background, practice, body, label, note, platform, honor, source = (
        " ".join(one.split()) for one in written
    )
    case = make_case(
        title=title,
        organizations=[{"name": name}],
        brand={"name": brand, "slogan": slogan},
        background=background,
        practices=[{"title": practice, "body": body}],
        metrics=[{"label": label, "value": "1", "note": note}],
        platforms=[{"name": platform, "kind": "党建信息平台", "purpose": note}],
        honors=[{"name": honor}],
        sources=[{"title": source, "kind": "报纸"}],
    )
    files = {file.uri: file.content for file in comparison_files(make_library(case))}
    told = set(texts(json.loads(files["compare/a-case.json"])))

    assert set() == {" ".join(one.split()) for one in written} - told


def test_the_published_cases() -> None:
    """Every case of the library says at least who, where, what and from which source."""
    told = [comparison(library(), case) for case in library().cases]

    assert [] == [
        (one["id"], label)
        for one in told
        for label in ("实施单位", "地区", "行业领域", "组织类别", "标签")
        if not facts(one)[label]
    ]
    assert all(one["summary"] and one["sources"] for one in told)
