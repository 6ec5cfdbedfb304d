"""Sheets: every figure, every system and every honor of the library, each kind as one table.

Each sheet is a row of `SHEETS`. A column keeps each distinct cell once, in the order in which it
sorts, so that a row is a list of places and sorting needs no rule beyond the order of numbers: what
a reader's machine takes for the order of Chinese text has no say.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, Literal, NamedTuple, get_args

from generator import pinyin, urls, values, wording
from generator.figures import Metric, MetricKind
from generator.library import Library
from generator.model import Case, Term
from generator.regions import Region

Kind = Literal["text", "number", "facet", "link", "extra"]

UNDISCLOSED_REGION: Final = "未公开"
UNSAID: Final = "未写明"
# Behind all codes of regions.
_LAST: Final = 10**6


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `facet` can be filtered by, `link` leads to the case.

    An `extra` one stands in the table that is taken home only.
    """

    id: str
    title: str
    kind: Kind = "text"
    # What is not shown can be filtered by only.
    shown: bool = True
    # Prose is read, not sorted.
    sorts: bool = True
    # What the page says of a blank: that the source does not tell.
    unsaid: str = ""


class Cell(NamedTuple):
    """What stands in a column. `order` comes before the reading; what is `blank` sorts last."""

    text: str = ""
    order: Decimal | int = 0
    blank: bool = False
    target: str = ""
    # What it is filtered by, with the order among the choices; else by its text.
    choices: tuple[tuple[int, str], ...] = ()
    # What is said in full where there is room: in the table that is taken home.
    whole: str = ""


class Row(NamedTuple):
    """A row: a cell for each column, and where on the case's page it comes from."""

    cells: tuple[Cell, ...]
    anchor: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """One kind of thing in all cases: its address, its words, its columns and rows."""

    id: str
    title: str
    description: str
    unit: str
    columns: tuple[Column, ...]
    rows: Callable[[Library, Case], Iterable[Row]]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a sheet: of each column the distinct cells in order, and each row's places."""

    cells: tuple[tuple[Cell, ...], ...]
    places: tuple[tuple[int, ...], ...]
    anchors: tuple[str, ...]

    def choices(self, column: int) -> list[str]:
        """Give what a column can be filtered by, in order."""
        found = {choice for cell in self.cells[column] for choice in choices_of(cell)}
        ordered = sorted(found, key=lambda one: (one[0], pinyin.order(one[1])))
        return list(dict.fromkeys(name for _, name in ordered))


def choices_of(cell: Cell) -> tuple[tuple[Decimal | int, str], ...]:
    """Give what a cell is filtered by."""
    return cell.choices or (((cell.order, cell.text),) if cell.text else ())


def tabulate(library: Library, sheet: Sheet) -> Table:
    """Collect the rows of a sheet, case by case in the order of the library."""
    rows = [row for case in library.listed for row in sheet.rows(library, case)]
    columns = [
        _ordered(column, (row.cells[number] for row in rows))
        for number, column in enumerate(sheet.columns)
    ]
    places = [{cell: place for place, cell in enumerate(cells)} for cells in columns]
    return Table(
        cells=tuple(columns),
        places=tuple(
            tuple(place[cell] for place, cell in zip(places, row.cells, strict=True))
            for row in rows
        ),
        anchors=tuple(row.anchor for row in rows),
    )


def _ordered(column: Column, cells: Iterable[Cell]) -> tuple[Cell, ...]:
    # All that a cell holds has a say: of two that tied, a set's own order would decide.
    def key(cell: Cell) -> tuple[object, ...]:
        reading = pinyin.order(cell.text) if column.sorts else ("", cell.text)
        return cell.blank, cell.order, reading, cell.target, cell.choices, cell.whole

    return tuple(sorted(set(cells), key=key))


def _text(text: str | None) -> Cell:
    return Cell(text) if text else Cell(blank=True)


def _case(case: Case) -> Cell:
    return Cell(case.title, target=urls.case(case.id))


def _year(year: str | None) -> Cell:
    return Cell(f"{year}年", int(year)) if year else Cell(blank=True)


def _term(terms: Iterable[Term], name: str | None) -> Cell:
    """Give a word of a vocabulary, which sorts as it stands there."""
    if not name:
        return Cell(blank=True)
    names = [term.name for term in terms]
    return Cell(name, names.index(name) if name in names else len(names))


def _region(library: Library, text: str, regions: Iterable[Region]) -> Cell:
    """Give a place; it is filtered by its provinces."""
    codes = [region.code for region in regions]
    provinces = dict.fromkeys(library.gazetteer.path(code)[0] for code in codes)
    choices = tuple((int(one.code), one.name) for one in provinces)
    order = int(codes[0]) if codes else _LAST
    return Cell(text, order, choices=choices or ((_LAST, UNDISCLOSED_REGION),))


def _case_region(library: Library, case: Case) -> Cell:
    """Give the place of a case in a few words; in full it names each of several."""
    regions = library.regions_of(case)
    names = "、".join(wording.region(library, one) for one in regions)
    cell = _region(library, wording.place(library, case), regions)
    return cell._replace(whole=names) if len(regions) > 1 else cell


def _metric_rows(library: Library, case: Case) -> Iterator[Row]:
    shared = (
        _term(library.vocabularies.domains, case.domain),
        _case_region(library, case),
        _case(case),
    )
    kinds = get_args(MetricKind)
    for metric, anchor in zip(case.metrics, wording.figure_ids(case), strict=True):
        kind = Cell(metric.kind, kinds.index(metric.kind)) if metric.kind else Cell(blank=True)
        yield Row(
            (
                Cell(metric.label),
                _value(metric),
                _text(metric.value and f"{values.decimal(metric.value):f}"),
                _text(metric.qualifier),
                _text(metric.unit),
                _change(metric),
                kind,
                _year(metric.year),
                *shared,
                _text(metric.note),
                _text(case.sources[int(metric.source) - 1].title),
                _unit(metric),
            ),
            anchor,
        )


def _value(metric: Metric) -> Cell:
    """Give a figure as it is said; it sorts by its exact value, 万 and 亿 of its unit told."""
    if metric.missing:
        return Cell(wording.hole(metric), blank=True)
    if metric.value is None:
        return Cell(blank=True)
    scale = values.MAGNITUDES.get((metric.unit or "")[:1], Decimal(1))
    return Cell("".join(wording.figure(metric)), values.decimal(metric.value) * scale)


def _change(metric: Metric) -> Cell:
    move = metric.change
    if move is None:
        return Cell(blank=True)
    amount = values.decimal(move.value)
    return Cell(wording.change(move), -amount if move.direction == "下降" else amount)


def _unit(metric: Metric) -> Cell:
    """Give a unit without 万 and 亿, so that 万公里 is found by 公里."""
    unit = metric.unit or (metric.change.unit if metric.change and not metric.value else "") or ""
    bare = unit[1:] if unit[:1] in values.MAGNITUDES else unit
    return _text(bare)


def _platform_rows(library: Library, case: Case) -> Iterator[Row]:
    kinds = library.vocabularies.platform_kinds
    for platform in case.platforms:
        found = library.gazetteer.resolve(platform.region).found if platform.region else None
        place = wording.region(library, found) if found else ""
        yield Row(
            (
                Cell(platform.name),
                _term(kinds, platform.kind),
                Cell(platform.purpose),
                _region(library, place, [found]) if found else _case_region(library, case),
                _text(platform.operator),
                _case(case),
            ),
            "pingtai",
        )


def _honor_rows(library: Library, case: Case) -> Iterator[Row]:
    for honor in case.honors:
        yield Row(
            (
                Cell(honor.name),
                _text(honor.recipient),
                _text(honor.by),
                _year(honor.year),
                _term(library.vocabularies.honor_levels, honor.level),
                _case(case),
            ),
            "rongyu",
        )


# Every sheet is a row here; one function, one template and one script serve them all.
SHEETS: Final = (
    Sheet(
        id="metrics",
        title="数据",
        description="全部案例里的每一个数字，照来源原文：约、余、近、超不省略，来源漏掉的标明缺失。",
        unit="条数据",
        columns=(
            Column("label", "名称"),
            Column("value", "数值", "number"),
            Column("decimal", "数字", "extra", shown=False),
            Column("qualifier", "修饰", "extra", shown=False),
            Column("measure", "计量单位", "extra", shown=False),
            Column("change", "变化", "number"),
            Column("kind", "类别", "facet"),
            Column("year", "年份", "facet", unsaid=UNSAID),
            Column("domain", "领域", "facet"),
            Column("region", "地区", "facet"),
            Column("case", "案例", "link"),
            Column("note", "说明", "extra", shown=False),
            Column("source", "来源", "extra", shown=False),
            Column("unit", "计量单位", "facet", shown=False),
        ),
        rows=_metric_rows,
    ),
    Sheet(
        id="platforms",
        title="平台系统",
        description="案例提到的每一个系统、应用和服务：做什么用，谁建设，在哪个案例里。"
        "没有写明在哪里使用的，列出案例的地区。",
        unit="个平台系统",
        columns=(
            Column("name", "名称"),
            Column("kind", "类型", "facet"),
            Column("purpose", "用途", sorts=False),
            Column("region", "地区", "facet"),
            Column("operator", "建设单位", unsaid=UNSAID),
            Column("case", "案例", "link"),
        ),
        rows=_platform_rows,
    ),
    Sheet(
        id="honors",
        title="荣誉",
        description="案例获得的每一项荣誉：谁获得，由谁授予，在哪一年。",
        unit="项荣誉",
        columns=(
            Column("name", "荣誉"),
            # A record may leave out a recipient that is the case's own organization.
            Column("recipient", "获得者", unsaid="未另写明"),
            Column("by", "授予单位", unsaid=UNSAID),
            Column("year", "年份", "facet", unsaid=UNSAID),
            Column("level", "级别", "facet", unsaid=UNSAID),
            Column("case", "案例", "link"),
        ),
        rows=_honor_rows,
    ),
)
SHEET_IDS: Final = frozenset(sheet.id for sheet in SHEETS)


def rows_file(sheet: Sheet, table: Table) -> bytes:
    """Give a sheet's rows for the script: each column with its cells, and of each row the places.

    `blank` tells from which cell on they sort last either way. A column with a title stands in the
    table that is taken home, with `whole` for the cells that say more there.
    """
    columns = [
        _column_data(column, cells, [row[number] for row in table.places])
        for number, (column, cells) in enumerate(zip(sheet.columns, table.cells, strict=True))
    ]
    data = {"columns": columns, "anchors": table.anchors}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).encode()


def _column_data(column: Column, cells: tuple[Cell, ...], places: list[int]) -> dict[str, object]:
    data: dict[str, object] = {
        "id": column.id,
        "texts": [cell.text for cell in cells],
        "blank": sum(not cell.blank for cell in cells),
        "rows": places,
    }
    if column.shown or column.kind == "extra":
        data["title"] = column.title
    if whole := {place: cell.whole for place, cell in enumerate(cells) if cell.whole}:
        data["whole"] = whole
    if column.kind == "facet":
        data["choices"] = [[name for _, name in choices_of(cell)] for cell in cells]
    if column.kind == "link":
        data["targets"] = [urls.address(cell.target) for cell in cells]
    return data
