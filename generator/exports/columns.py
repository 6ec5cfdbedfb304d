"""The columns of the tables: of each its key, its words, its type and the value that a row has."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final, Generic, Literal, TypeVar, get_args

from generator import values
from generator.exports.rows import CaseRow, FigureRow, PlatformRow
from generator.figures import Basis, Change, MetricKind, Qualifier
from generator.library import Library
from generator.model import UNDISCLOSED, Case, SourceKind

_SEPARATOR: Final = ";"

# The types of Table Schema that we use.
Kind = Literal["string", "integer", "number", "boolean", "date", "year"]
Value = str | int | Decimal | bool | None
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Column(Generic[Row]):
    """A column: its key, its Chinese name, and the value that a row has in it.

    `limits` are constraints of Table Schema.
    """

    name: str
    title: str
    value: Callable[[Row], Value]
    description: str = ""
    kind: Kind = "string"
    limits: Mapping[str, Any] = field(default_factory=dict)


def _join(texts: Iterable[str]) -> str:
    """Join several texts so that they can be parted again."""
    return _SEPARATOR.join(text.replace(_SEPARATOR, "；") for text in texts)


def _term(library: Library, field: str, name: str) -> str | None:
    terms = getattr(library.vocabularies, field)
    return next((term.id for term in terms if term.name == name), None)


def _decimal(number: str | None) -> Decimal | None:
    return values.decimal(number) if number else None


def _count(name: str, title: str, value: Callable[[Case], int]) -> Column[CaseRow]:
    limits = {"required": True, "minimum": 0}
    return Column(name, title, lambda one: value(one.case), "项数。", "integer", limits)


_SEVERAL: Final = "多项用英文分号隔开。"
_AS_KNOWN: Final = "年、年-月或年-月-日，以来源写明的为限。"
_REQUIRED: Final = {"required": True}
_ID: Final = {"required": True, "pattern": values.ID_PATTERN}
_DATE: Final = {"pattern": values.DATE_PATTERN}
_ADDRESS: Final = "网站没有设置正式网址时，是站内地址。"

CASES: Final[tuple[Column[CaseRow], ...]] = (
    Column(
        "id",
        "案例编号",
        lambda one: one.case.id,
        "永久不变，也是网址的一部分。",
        limits={**_ID, "unique": True},
    ),
    Column("title", "标题", lambda one: one.case.title, limits=_REQUIRED),
    Column("address", "网址", lambda one: one.address, _ADDRESS, limits=_REQUIRED),
    Column("summary", "摘要", lambda one: one.case.summary, limits=_REQUIRED),
    Column("year", "年份", lambda one: one.year, "做法开始的年份；来源没有写明的，空着。", "year"),
    Column("category", "组织类别", lambda one: one.case.category, limits=_REQUIRED),
    Column(
        "category_id",
        "组织类别编号",
        lambda one: _term(one.library, "categories", one.case.category),
    ),
    Column("domain", "行业领域", lambda one: one.case.domain, limits=_REQUIRED),
    Column("domain_id", "行业领域编号", lambda one: _term(one.library, "domains", one.case.domain)),
    Column(
        "tags",
        "标签",
        lambda one: _join(term.name for term in one.library.tags_of(one.case)),
        _SEVERAL,
    ),
    Column("tag_ids", "标签编号", lambda one: _join(one.case.tags), "与标签一一对应。"),
    Column(
        "regions",
        "地区",
        lambda one: _join(one.library.gazetteer.full_name(code) for code in one.codes),
        f"全称。{_SEVERAL}",
    ),
    Column("region_codes", "地区代码", lambda one: _join(one.codes), "六位代码，与地区一一对应。"),
    Column(
        "regions_undisclosed",
        "地区未公开",
        lambda one: one.case.regions == UNDISCLOSED,
        "来源隐去了地名，本库不作推测。",
        "boolean",
        _REQUIRED,
    ),
    Column(
        "period_from",
        "开始时间",
        lambda one: one.case.period.start if one.case.period else None,
        _AS_KNOWN,
        limits=_DATE,
    ),
    Column(
        "period_to",
        "结束时间",
        lambda one: one.case.period.end if one.case.period else None,
        _AS_KNOWN,
        limits=_DATE,
    ),
    Column(
        "organizations",
        "单位",
        lambda one: _join(organization.name for organization in one.case.organizations),
        _SEVERAL,
        limits=_REQUIRED,
    ),
    Column(
        "organization_roles",
        "单位角色",
        lambda one: _join(organization.role for organization in one.case.organizations),
        "与单位一一对应。",
        limits=_REQUIRED,
    ),
    Column("brand", "党建品牌", lambda one: one.case.brand.name if one.case.brand else None),
    Column(
        "brand_slogan", "品牌口号", lambda one: one.case.brand.slogan if one.case.brand else None
    ),
    Column(
        "collection",
        "征集",
        lambda one: one.case.selection.collection if one.case.selection else None,
        "案例入选的征集活动。",
    ),
    Column(
        "source_title",
        "来源标题",
        lambda one: one.source.title,
        "主要来源的标题；全部来源见 cases.json。",
        limits=_REQUIRED,
    ),
    Column(
        "source_authors",
        "来源作者",
        lambda one: _join(author.name for author in one.source.authors),
        _SEVERAL,
    ),
    Column("source_publisher", "来源媒体或机构", lambda one: one.source.publisher),
    Column(
        "source_published",
        "来源发布日期",
        lambda one: one.source.published,
        _AS_KNOWN,
        limits=_DATE,
    ),
    Column(
        "source_kind",
        "来源类型",
        lambda one: one.source.kind,
        limits={"required": True, "enum": list(get_args(SourceKind))},
    ),
    Column("source_url", "来源网址", lambda one: one.source.url),
    Column("source_archived", "来源存档网址", lambda one: one.source.archived),
    Column("added", "收录日期", lambda one: one.case.curation.added, "", "date", _REQUIRED),
    Column("revised", "最近修订日期", lambda one: one.revised, "没有修订过的，空着。", "date"),
    _count("practice_count", "做法数", lambda case: len(case.practices)),
    _count("metric_count", "数据数", lambda case: len(case.metrics)),
    _count(
        "missing_count", "缺失数据数", lambda case: sum(bool(one.missing) for one in case.metrics)
    ),
    _count("table_count", "表格数", lambda case: len(case.tables)),
    _count("platform_count", "平台系统数", lambda case: len(case.platforms)),
    _count("honor_count", "荣誉数", lambda case: len(case.honors)),
    _count("image_count", "图片数", lambda case: len(case.images)),
    _count("source_count", "来源数", lambda case: len(case.sources)),
)

_OF_CASE: Final = "案例编号，即 cases.csv 的 id。"


def _moved(read: Callable[[Change], Value]) -> Callable[[FigureRow], Value]:
    return lambda one: read(one.metric.change) if one.metric.change else None


FIGURES: Final[tuple[Column[FigureRow], ...]] = (
    Column("case", "案例", lambda one: one.within.case.id, _OF_CASE, limits=_ID),
    Column(
        "id",
        "数据编号",
        lambda one: one.id,
        "在一个案例里不重复，也是案例页上这项数据的位置。",
        limits=_REQUIRED,
    ),
    Column("case_title", "案例标题", lambda one: one.within.case.title, limits=_REQUIRED),
    Column(
        "address",
        "网址",
        lambda one: f"{one.within.address}#{one.id}",
        f"案例页上这项数据的位置。{_ADDRESS}",
        limits=_REQUIRED,
    ),
    Column("label", "名称", lambda one: one.metric.label, "数字说的是什么。", limits=_REQUIRED),
    Column("value", "数值", lambda one: one.metric.value, "照来源原文，可带千分位和万、亿。"),
    Column(
        "decimal",
        "数字",
        lambda one: _decimal(one.metric.value),
        "数值的精确大小，万、亿已换算，计量单位里的万、亿没有换算。",
        "number",
    ),
    Column("unit", "计量单位", lambda one: one.metric.unit),
    Column(
        "qualifier",
        "修饰",
        lambda one: one.metric.qualifier,
        "约、余、超等，照原文；用数字时不能丢掉。",
        limits={"enum": list(get_args(Qualifier))},
    ),
    Column(
        "kind",
        "类别",
        lambda one: one.metric.kind,
        limits={"enum": list(get_args(MetricKind))},
    ),
    Column("year", "年份", lambda one: one.metric.year, "来源写明才有。", "year"),
    Column("change_value", "变化幅度", _moved(lambda one: one.value), "照来源原文，下降也是正数。"),
    Column(
        "change_decimal",
        "变化幅度的数字",
        _moved(lambda one: _decimal(one.value)),
        "变化幅度的精确大小，下降也是正数。",
        "number",
    ),
    Column("change_unit", "变化单位", _moved(lambda one: one.unit)),
    Column(
        "change_qualifier",
        "变化修饰",
        _moved(lambda one: one.qualifier),
        limits={"enum": list(get_args(Qualifier))},
    ),
    Column(
        "change_direction",
        "变化方向",
        _moved(lambda one: one.direction),
        limits={"enum": ["增长", "下降"]},
    ),
    Column(
        "change_basis",
        "变化基准",
        _moved(lambda one: one.basis),
        "与什么相比。",
        limits={"enum": list(get_args(Basis))},
    ),
    Column(
        "missing", "缺失", lambda one: one.metric.missing, "来源漏了这个数字的原因，本库不补填。"
    ),
    Column("note", "说明", lambda one: one.metric.note),
    Column(
        "source",
        "来源序号",
        lambda one: int(one.metric.source),
        "数字出自案例的第几个来源，从 1 数起。",
        "integer",
        {"required": True, "minimum": 1},
    ),
    Column(
        "source_title",
        "来源标题",
        lambda one: one.within.case.sources[int(one.metric.source) - 1].title,
        limits=_REQUIRED,
    ),
)

PLATFORMS: Final[tuple[Column[PlatformRow], ...]] = (
    Column("case", "案例", lambda one: one.within.case.id, _OF_CASE, limits=_ID),
    Column(
        "number",
        "序号",
        lambda one: one.number,
        "案例里的第几个，从 1 数起。",
        "integer",
        {"required": True, "minimum": 1},
    ),
    Column("case_title", "案例标题", lambda one: one.within.case.title, limits=_REQUIRED),
    Column(
        "address",
        "网址",
        lambda one: f"{one.within.address}#pingtai",
        f"案例页上平台系统的位置。{_ADDRESS}",
        limits=_REQUIRED,
    ),
    Column("name", "名称", lambda one: one.platform.name, limits=_REQUIRED),
    Column("kind", "类型", lambda one: one.platform.kind, limits=_REQUIRED),
    Column(
        "kind_id",
        "类型编号",
        lambda one: _term(one.within.library, "platform_kinds", one.platform.kind),
    ),
    Column("purpose", "用途", lambda one: one.platform.purpose, limits=_REQUIRED),
    Column(
        "region",
        "地区",
        lambda one: one.within.library.gazetteer.full_name(one.code) if one.code else None,
        "全称；来源没有写明的，空着。",
    ),
    Column(
        "region_code",
        "地区代码",
        lambda one: one.code,
        "六位代码。",
        limits={"pattern": "[0-9]{6}"},
    ),
    Column("operator", "建设单位", lambda one: one.platform.operator),
)
