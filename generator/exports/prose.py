"""Case to `record.md`: the whole case as one Markdown text that reads well unrendered, too.

CommonMark with the tables of GitHub. Only what stands in the record's address fields is a link.
"""

from collections.abc import Iterable, Iterator

from generator import urls, wording
from generator.figures import Metric, Table
from generator.history import Event
from generator.library import Library
from generator.markdown import legible, plain_paragraphs
from generator.model import UNDISCLOSED, Case, Honor, Platform, Source
from generator.settings import LICENCE_SUMMARY, Settings


def document(library: Library, settings: Settings, case: Case) -> str:
    """Give a case as one text, every part of it in the words of its page."""
    blocks = [
        f"# {legible(case.title)}",
        legible(case.summary),
        *_list(f"{label}：{text}" for label, text in _facts(library, settings, case)),
        *_parts(case),
        *_section("数据", _list(_figure(case, metric) for metric in case.metrics)),
        *_section("表格", (block for table in case.tables for block in _table(table))),
        *_section("平台系统", _list(_platform(library, one) for one in case.platforms)),
        *_section("荣誉", _list(_honor(one) for one in case.honors)),
        *_section("图片", _list(_pictures(settings, case))),
        *_section("来源", _numbered(_source(one) for one in case.sources)),
        *_section("来源状况", _list(legible(note) for note in case.curation.notes)),
        *_section("关于本记录", _list(_about(settings, case))),
    ]
    return "\n\n".join(blocks) + "\n"


def notice(library: Library, settings: Settings, gone: Event) -> str:
    """Give what stands in the place of a withdrawn case's text."""
    case = gone.case
    replacement = library.by_id.get(case.curation.replaced_by or "")
    facts = [
        f"撤回日期：{wording.date(gone.day)}",
        f"原因：{legible(gone.note)}",
        *([_replacement(settings, replacement)] if replacement else []),
        f"案例编号：{case.id}",
        f"网址：{_address(settings, urls.case(case.id))}",
    ]
    title = legible(case.title)
    return "\n\n".join([f"# {title}", "**本案例已撤回，请不要引用。**", *_list(facts)]) + "\n"


def _replacement(settings: Settings, case: Case) -> str:
    return f"替代案例：{legible(case.title)}，{_address(settings, urls.case(case.id))}"


def _address(settings: Settings, uri: str) -> str:
    """Give an address as a link where it is known in full, else as the way from the root."""
    address = urls.absolute(settings.address, uri)
    return f"<{address}>" if settings.address else f"`{address}`"


def _section(heading: str, blocks: Iterable[str]) -> Iterator[str]:
    """Give the blocks under a heading; without blocks, nothing."""
    found = list(blocks)
    if found:
        yield f"## {heading}"
        yield from found


def _list(items: Iterable[str]) -> Iterator[str]:
    if text := "\n".join(f"- {item}" for item in items):
        yield text


def _numbered(items: Iterable[str]) -> Iterator[str]:
    if text := "\n".join(f"{number}. {item}" for number, item in enumerate(items, 1)):
        yield text


def _in_line(texts: Iterable[str | None], links: Iterable[str] = ()) -> str:
    """Put what is told of one thing into one line, without full stops between."""
    *told, last = [*(legible(text) for text in texts if text), *links]
    return "；".join([*(text.removesuffix("。") for text in told), last])


def _joined(texts: Iterable[str]) -> str:
    return "、".join(legible(text) for text in texts)


def _facts(library: Library, settings: Settings, case: Case) -> Iterator[tuple[str, str]]:
    yield "网址", _address(settings, urls.case(case.id))
    for role, organizations in wording.organizations(case):
        yield f"{role}单位", _joined(one.name for one in organizations)
    places = [library.gazetteer.full_name(one.code) for one in library.regions_of(case)]
    yield "地区", _joined(places) if case.regions != UNDISCLOSED else "未公开"
    if case.period:
        yield "时间", wording.period(case.period)
    yield "行业领域", legible(case.domain)
    yield "组织类别", legible(case.category)
    if case.brand:
        told = [case.brand.name, case.brand.slogan or ""]
        yield "党建品牌", "，".join(legible(text) for text in told if text)
        if case.brand.parts:
            parts = (wording.brand_part(part) for part in case.brand.parts)
            yield "品牌组成", "；".join(legible(part) for part in parts)
    if case.selection:
        yield "入选", legible(wording.selection(case.selection))
    yield "标签", _joined(tag.name for tag in library.tags_of(case))


def _parts(case: Case) -> Iterator[str]:
    for field, _, heading in wording.PARTS:
        if field == "practices":
            yield f"## {heading}"
            for practice in case.practices:
                yield f"### {legible(practice.title)}"
                yield from _paragraphs(practice.body)
        elif text := getattr(case, field):
            yield from _section(heading, _paragraphs(text))


def _paragraphs(prose: str) -> Iterator[str]:
    return (legible(text) for text in plain_paragraphs(prose))


def _figure(case: Case, metric: Metric) -> str:
    if metric.missing:
        told = [wording.hole(metric)]
    else:
        amount = wording.amount(metric) if metric.value else ""
        told = [amount, wording.change(metric.change) if metric.change else ""]
    year = f"（{metric.year}年）" if metric.year else ""
    origin = wording.origin(metric) if len(case.sources) > 1 else ""
    rest = _in_line([*told, metric.kind, metric.note, origin])
    return f"{legible(metric.label + year)}：{rest}"


def _table(table: Table) -> Iterator[str]:
    head, *body = ([legible(cell) for cell in row] for row in (table.columns, *table.rows))
    line = ["---"] * len(head)
    yield f"### {legible(table.title)}"
    yield "\n".join(f"| {' | '.join(row)} |" for row in (head, line, *body))
    if table.note:
        yield legible(table.note)


def _platform(library: Library, one: Platform) -> str:
    place = wording.platform_region(library, one)
    rest = _in_line([one.purpose, place, one.operator])
    return f"{legible(one.name)}（{legible(one.kind)}）：{rest}"


def _honor(one: Honor) -> str:
    level = f"（{legible(one.level)}）" if one.level else ""
    told = wording.honor(one)
    return f"{legible(one.name)}{level}{'：' if told else ''}{legible(told)}"


def _pictures(settings: Settings, case: Case) -> Iterator[str]:
    for image in case.images:
        words = f"{legible(image.caption)}（{legible(image.credit)}）：{legible(image.alt)}"
        yield f"{words}，{_address(settings, urls.image(case.id, image.file))}"


def _source(one: Source) -> str:
    rows = [f"{label}：{value}" for label, value in wording.source(one)]
    links = {"网址": one.url, "存档": one.archived}
    return _in_line(
        [one.title, *rows], (f"{label}：<{url}>" for label, url in links.items() if url)
    )


def _about(settings: Settings, case: Case) -> Iterator[str]:
    yield f"案例编号：{case.id}"
    yield f"数据：{_address(settings, urls.resolved(case.id))}"
    if settings.publisher:
        yield f"主办单位：{legible(settings.publisher)}"
    for _, day, what in reversed(wording.record_history(case)):
        yield legible(f"{day}{what.removesuffix('。')}")
    yield f"许可：CC BY 4.0，转载请注明出处，<{LICENCE_SUMMARY}>"
