"""How a record's parts are said in Chinese, as plain text: for pages, search and exports alike."""

import hashlib
from collections import Counter
from collections.abc import Iterator
from typing import Final

from generator import charts, history
from generator.charts import Bar, Series
from generator.figures import Change, Metric, MetricKind
from generator.library import Library
from generator.model import (
    UNDISCLOSED,
    BrandPart,
    Case,
    Honor,
    Organization,
    Period,
    Platform,
    Selection,
    Source,
)
from generator.regions import Region

# The four parts of a case: the field, the fixed id of its heading, the heading.
PARTS: Final = (
    ("background", "beijing", "案例背景"),
    ("practices", "zuofa", "主要做法"),
    ("outcomes", "chengxiao", "主要成效"),
    ("lessons", "qishi", "经验启示"),
)
EVIDENCE: Final = (
    ("metrics", "shuju", "数据"),
    ("tables", "biaoge", "表格"),
    ("platforms", "pingtai", "平台系统"),
    ("honors", "rongyu", "荣誉"),
    ("images", "tupian", "图片"),
    ("sources", "laiyuan", "来源"),
)
# Figures are shown by kind, what came of a practice before what was put in.
KINDS: Final[tuple[MetricKind | None, ...]] = ("成效", "规模", "投入", "活动", None)
STATUS: Final = {"draft": "草稿", "published": "", "withdrawn": "已撤回"}
_REVISIONS: Final = {"修订": "修订", "文字": "文字修订"}
# Characters a minute. 《义务教育语文课程标准》 asks of a pupil of grades 7 to 9 at least so many of
# 一般的现代文; an official reads no slower.
READING_SPEED: Final = 500
_BEFORE: Final = frozenset({"约", "近", "超", "逾", "不足", "约…余"})
_AFTER: Final = {"余": "余", "多": "多", "约…余": "余"}


def qualified(value: str, unit: str | None, qualifier: str | None) -> tuple[str, str, str]:
    """Give what stands before a value, the value, and what follows: `约`, `3200`, `余人次`.

    A qualifier keeps its place: 10万余名 is another number than 10余万名.
    """
    before = qualifier[:1] if qualifier == "约…余" else qualifier or ""
    after = _AFTER.get(qualifier or "", "")
    closing = "以上" if qualifier == "以上" else ""
    return (before if qualifier in _BEFORE else ""), value, f"{after}{unit or ''}{closing}"


def figure(metric: Metric) -> tuple[str, str, str]:
    """Give the three pieces of a metric's figure; all empty where the source has a hole."""
    if metric.value is None:
        return ("", "", "")
    return qualified(metric.value, metric.unit, metric.qualifier)


def amount(metric: Metric) -> str:
    """Say a metric's figure, or how much it moved, in one piece; empty for a hole."""
    if metric.value:
        return "".join(figure(metric))
    move = metric.change
    return "".join(qualified(move.value, move.unit, move.qualifier)) if move else ""


def figure_ids(case: Case) -> list[str]:
    """Give the id of each figure on its case's page, in order: the same as long as its label is."""
    seen: Counter[str] = Counter()
    ids = []
    for metric in case.metrics:
        one = f"shuju-{hashlib.sha256(metric.label.encode()).hexdigest()[:6]}"
        seen[one] += 1
        ids.append(one if seen[one] == 1 else f"{one}-{seen[one]}")
    return ids


def hole(metric: Metric) -> str:
    """Say what the source left out, with the unit that it kept: `原文数字缺失（家）`."""
    return f"{metric.missing}（{metric.unit}）" if metric.unit else metric.missing or ""


def change(move: Change) -> str:
    """Say how a figure moved: `同比增长超12%`."""
    return "".join(change_pieces(move))


def change_pieces(move: Change) -> tuple[str, str, str]:
    """Give what stands before the amount that a figure moved by, the amount, and what follows."""
    before, value, after = qualified(move.value, move.unit, move.qualifier)
    return f"{move.basis or ''}{move.direction}{before}", value, after


def bar(one: Bar) -> str:
    """Say the value of a bar with its qualifier: `超112`."""
    return "".join(qualified(one.value, None, one.qualifier))


def moved(bars: tuple[Bar, Bar]) -> str:
    """Say what the two bars of a change show, and that they are no amounts."""
    now = bars[1]
    return f"{relative(bars)}，{now.name}为{bar(now)}"


def relative(bars: tuple[Bar, Bar]) -> str:
    """Say that the two bars of a change are no amounts."""
    base = bars[0]
    return f"相对值，以{base.name}为{bar(base)}"


def series(one: Series) -> str:
    """Say how to read the bars beside the rows of a table."""
    return (
        f"“对比”一栏按行画条，由上到下依次为{'、'.join(one.columns)}。"
        "各行单位不尽相同，每行以本行最大的数为满格，行与行的条不能相比。"
    )


def origin(metric: Metric) -> str:
    """Say which of the case's sources a figure comes from."""
    return f"来源 {metric.source}"


def figures_told(case: Case) -> str:
    """Say how many figures a case has, and how many its source left out."""
    missing = sum(bool(metric.missing) for metric in case.metrics)
    told = f"共 {len(case.metrics)} 项"
    return f"{told}，其中 {missing} 项来源缺失，照实标明，不作补填" if missing else told


def reading(case: Case) -> str:
    """Say how long the prose of a case is, and how long it takes to read."""
    prose = [case.summary, case.background, case.outcomes, case.lessons or ""]
    prose += [text for one in case.practices for text in (one.title, one.body)]
    characters = sum(len("".join(text.split())) for text in prose)
    told = characters if characters < 100 else round(characters, -2)
    return f"全文约 {told} 字，阅读约 {max(1, round(characters / READING_SPEED))} 分钟"


def period(time: Period) -> str:
    """Say when a practice ran: `2022年`, `2017年3月起`, `2022年至2023年`."""
    if time.start and time.end:
        start, end = date(time.start), date(time.end)
        return start if start == end else f"{start}至{end}"
    return f"{date(time.start)}起" if time.start else f"至{date(time.end or '')}"


def date(value: str) -> str:
    """Say a date as exactly as it is known: `2023年3月3日`, `2023年3月`, `2023年`."""
    units = ("年", "月", "日")
    parts = value.split("-")
    return "".join(
        f"{part.lstrip('0') or part}{unit}" for part, unit in zip(parts, units, strict=False)
    )


def organizations(case: Case) -> Iterator[tuple[str, list[Organization]]]:
    """Give the organizations of a case by role, the roles in the order they first appear."""
    roles = dict.fromkeys(organization.role for organization in case.organizations)
    for role in roles:
        yield role, [one for one in case.organizations if one.role == role]


def honor(one: Honor) -> str:
    """Say who received an honor, from whom and when, as far as the record tells."""
    told = [
        f"获得者：{one.recipient}" if one.recipient else "",
        f"授予单位：{one.by}" if one.by else "",
        f"{one.year}年" if one.year else "",
    ]
    return "；".join(part for part in told if part)


def brand_part(part: BrandPart) -> str:
    """Say what a part of a brand is: `温馨港湾：港航管理服务中心的子品牌`."""
    return f"{part.name}：{part.about}" if part.about else part.name


def selection(one: Selection) -> str:
    """Say which call or edition a case was chosen in: `大众党建案例库 第一批`."""
    return f"{one.collection} {one.issue}" if one.issue else one.collection


def status(case: Case) -> str:
    """Say what a reader must know before reading on, nothing of a case as it should be."""
    return STATUS[case.curation.status]


def sentence(note: str) -> str:
    """Give a note that an editor wrote, with one full stop at its end."""
    return f"{note.rstrip('。')}。"


def withdrawn(case: Case) -> tuple[str, str]:
    """Say when a case was withdrawn, and why; both empty for all others."""
    last = history.withdrawal(case)
    return (
        (f"本案例已于{date(last.date)}撤回。", f"原因：{sentence(last.note)}") if last else ("", "")
    )


def record_history(case: Case) -> list[tuple[str, str, str]]:
    """Say what happened to a record, the newest first: the day, the day in words, what and why."""
    last = history.withdrawal(case)
    told = [(case.curation.added, "收录。")]
    for revision in case.curation.revised:
        kind = "撤回" if revision is last else _REVISIONS[revision.kind]
        told.append((revision.date, f"{kind}：{sentence(revision.note)}"))
    return [(day, date(day), what) for day, what in reversed(told)]


def labels(case: Case) -> list[str]:
    """Give the fixed words that a case's page shows beside the record's own."""
    words = [heading for field, _, heading in PARTS if getattr(case, field)]
    words += [heading for field, _, heading in EVIDENCE if getattr(case, field)]
    words += [f"{role}单位" for role, _ in organizations(case)]
    words += ["地区", "时间", "行业领域", "组织类别", "党建品牌", "入选", "标签"]
    words += [metric.kind for metric in case.metrics if metric.kind]
    if case.selection:
        words += [case.selection.collection, case.selection.issue or ""]
    if case.period:
        words.append(period(case.period))
    if case.metrics:
        words.append(figures_told(case))
        words += dict.fromkeys(origin(metric) for metric in case.metrics)
    words += [moved(bars) for one in case.metrics if (bars := charts.moved(one.change))]
    words += [f"对比。{series(one)}" for table in case.tables if (one := charts.series(table))]
    if case.curation.revised:
        words.append("修订记录")
    words.append(reading(case))
    return [*words, "来源状况", f"案例编号：{case.id}", "更正本案例"]


def place(library: Library, case: Case) -> str:
    """Name the place of a case in a few words: `山东省 招远市`, `江苏省等4地`, `地区未公开`."""
    if case.regions == UNDISCLOSED:
        return "地区未公开"
    regions = library.regions_of(case)
    if len(regions) > 1:
        return f"{regions[0].name}等{len(regions)}地"
    return region(library, regions[0]) if regions else ""


def region(library: Library, one: Region) -> str:
    """Name a region with its province before it."""
    path = library.gazetteer.path(one.code)
    return path[0].name if len(path) == 1 else f"{path[0].name} {one.name}"


def platform_region(library: Library, platform: Platform) -> str:
    """Name the region of a platform in full; a record may give it by its code, or not at all."""
    if not platform.region:
        return ""
    found = library.gazetteer.resolve(platform.region).found
    return library.gazetteer.full_name(found.code) if found else platform.region


def source(one: Source) -> list[tuple[str, str]]:
    """Give what a source says of itself, label by label, in the order of a citation."""
    authors: dict[str, list[str]] = {}
    for author in one.authors:
        authors.setdefault(author.role or "作者", []).append(author.name)
    rows = [(role, "、".join(names)) for role, names in authors.items()]
    if one.publisher:
        rows.append(("媒体或机构", one.publisher))
    rows.append(("发布日期", date(one.published) if one.published else "来源未注明"))
    rows.append(("类型", one.kind))
    if one.note:
        rows.append(("说明", one.note))
    return rows
