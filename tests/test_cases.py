"""What a reader relies on in the published records: they are whole, and clean of machine noise."""

import re
from pathlib import PurePosixPath

import pytest

from generator import pipeline, wording
from generator.model import Case
from generator.parse import Source
from tests.factories import TODAY, library, library_inputs

REGIONS = {
    "huoche-siji-dangjian-shidian": ("江苏省", "四川省", "贵州省", "甘肃省"),
    "ningbo-yunguan-dangjian-jia": ("浙江省宁波市",),
    "pinghu-jinpinghu-wo-xianxing": ("浙江省嘉兴市平湖市",),
    "weihua-yunshu-dangjian-ronghe": "undisclosed",
    "zhaoyuan-chelun-dangjian": ("山东省烟台市招远市",),
}
RECORDS = library_inputs().records
CASES = library().cases

# Inline pinyin: Latin letters with tone marks, as readers' devices put them behind characters.
PINYIN = "[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]"
# GB 2312 has no traditional forms; these of our characters are simplified and yet not in it.
BEYOND_GB_2312 = {"瑄"}
NOISE = [
    PINYIN,
    *("点击", "扫码关注", "开通会员", "下载全文", "阅读全文", "查看更多", "上一篇", "下一篇"),
    *("免责声明", "责任编辑：", "来源：", "版权所有", "https?://", "</?[a-z]+>", "&[a-z]+;"),
]


def simplified(character: str) -> bool:
    """Tell whether a character is one of simplified script."""
    return character in BEYOND_GB_2312 or bool(character.encode("gb2312", "ignore"))


def by_id(case_id: str) -> Case:
    """Give a published case."""
    return library().by_id[case_id]


def figures(case_id: str) -> dict[str, str]:
    """Give the figures of a case as they are said."""
    return {one.label: "".join(wording.figure(one)) for one in by_id(case_id).metrics}


def test_ids_and_regions() -> None:
    """The five cases stand under their permanent ids, in their places."""
    assert REGIONS == {case.id: case.regions for case in CASES if case.id in REGIONS}


def test_no_problem_at_all() -> None:
    """Nothing whatever is wrong with the published records and vocabularies: no remark either."""
    assert () == pipeline.read(library_inputs(), TODAY).problems


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_no_machine_noise(record: Source) -> None:
    """No record holds pinyin, traditional script, advertising, addresses in prose or markup."""
    text = record.raw.decode()

    assert [] == re.findall("|".join(NOISE), text)
    assert [] == [one for one in re.findall("[一-鿿]", text) if not simplified(one)]
    assert [] == re.findall(r"[\u4e00-\u9fff][a-z]+[\u4e00-\u9fff]", text)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.stem)
def test_punctuation(record: Source) -> None:
    """No record sets ASCII punctuation or blanks between Chinese characters."""
    text = re.sub(r'(?m)^ *(- )?[a-z]+: |[{}\[\]",]', " ", record.raw.decode())

    assert [] == re.findall(r"[\u4e00-\u9fff][;?!][\u4e00-\u9fff]", text)
    assert [] == re.findall(r"。。|，，|、、|，。", text)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_every_case_is_whole(case: Case) -> None:
    """Every case has its four parts, figures or holes, platforms, and says its source's state."""
    assert case.background
    assert len(case.practices) >= 3
    assert case.outcomes
    assert case.metrics
    assert case.platforms
    assert case.sources[0].title
    assert case.curation.notes


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_figures_stand_in_the_text(case: Case) -> None:
    """Every number in a summary is one of the case's figures, or stands in its parts."""
    prose = "\n".join(
        [case.background, case.outcomes, *(one.body for one in case.practices), case.lessons or ""]
    )
    told = prose + "".join(f"{one.value}{one.change and one.change.value}" for one in case.metrics)
    told += "".join(honor.name + (honor.year or "") for honor in case.honors)
    told += f"{case.period}"

    assert [] == [one for one in re.findall(r"[0-9.]+[0-9]", case.summary) if one not in told]


def test_figures_of_the_drivers() -> None:
    """The four provinces' figures are those of the source, with what qualifies them."""
    said = figures("huoche-siji-dangjian-shidian")

    assert "1700多万名" == said["全国货车司机"]
    assert "11.8万家" == said["摸排道路货运企业"]
    assert "192.8万名" == said["摸排货车司机"]
    assert "10万余名" == said["党员司机结对联系货车司机"]
    assert "94%" == said["货车司机合理诉求办结率"]
    assert "8万余名" == said["走访慰问货车司机"]


def test_figures_of_zhaoyuan() -> None:
    """Zhaoyuan's figures keep their qualifiers, and its changes their direction."""
    said = figures("zhaoyuan-chelun-dangjian")
    changes = {
        one.label: wording.change(one.change)
        for one in by_id("zhaoyuan-chelun-dangjian").metrics
        if one.change
    }

    assert "2900余人" == said["快递员、货车及网约车司机"]
    assert "4000余万元" == said["公共交通投资"]
    assert {
        "审批办理时限": "下降87.5%",
        "申请材料": "下降37.5%",
        "交通运输系统市场主体净增": "同比增长超12%",
    } == changes


def test_figures_of_pinghu() -> None:
    """Pinghu's investment is said with its growth."""
    [metric] = [
        one for one in by_id("pinghu-jinpinghu-wo-xianxing").metrics if one.value == "47.54"
    ]

    assert "47.54亿元" == "".join(wording.figure(metric))
    assert metric.change
    assert "同比增长201%" == wording.change(metric.change)


def test_holes_of_the_dangerous_goods() -> None:
    """Where the source lost its figures, the case says so and fills in none."""
    case = by_id("weihua-yunshu-dangjian-ronghe")

    assert (20, 1) == (
        sum(one.missing == "原文数字缺失" for one in case.metrics),
        sum(one.value is not None for one in case.metrics),
    )
    assert "地区未公开" == wording.place(library(), case)
    assert [] == [one.name for one in case.platforms if one.region]


def test_table_of_ningbo() -> None:
    """Ningbo's quarterly indicators are those of the newspaper."""
    [table] = by_id("ningbo-yunguan-dangjian-jia").tables

    assert [
        ("39.78", "45.35"),
        ("33.21", "44.28"),
        ("26.91", "37.62"),
        ("964.7", "972.7"),
        ("1000.79", "1011.55"),
        ("74.1", "80.2"),
    ] == [row[2:] for row in table.rows]


def test_credited_authors() -> None:
    """Every author that a source credits is credited."""
    assert {
        "huoche-siji-dangjian-shidian": ["交通运输部机关党委", "刘琼"],
        "ningbo-yunguan-dangjian-jia": ["吴郁宁", "朱笑仪", "范洪"],
        "pinghu-jinpinghu-wo-xianxing": ["王君", "唐翎瑄"],
        "weihua-yunshu-dangjian-ronghe": [],
        "zhaoyuan-chelun-dangjian": ["王翔翔", "闫学谦"],
    } == {case.id: [one.name for one in case.sources[0].authors] for case in CASES}


def test_files() -> None:
    """Every record lies at cases/<year>/<id>.yml, its id as short as an address should be."""
    places = [PurePosixPath(record.file) for record in RECORDS]

    assert [] == [str(one) for one in places if one.suffix != ".yml" or len(one.parts) != 3]
    assert [] == [one.stem for one in places if not 6 <= len(one.stem) <= 40]
