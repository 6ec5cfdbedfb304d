"""The pages of the sheets: a long table, so many rows to a page, whole without scripts."""

from collections.abc import Iterator
from typing import Final

from generator import markdown, urls
from generator.library import Library
from generator.output import Page
from generator.render.templates import Templates
from generator.sheets import Sheet, tabulate

ROWS_PER_PAGE: Final = 100


def sheet_pages(templates: Templates, library: Library, sheet: Sheet) -> Iterator[Page]:
    """Give the pages of a sheet; the first bears the controls, which need scripts."""
    table = tabulate(library, sheet)
    total = len(table.places)
    pages = max(1, -(-total // ROWS_PER_PAGE))
    src_uri = urls.sheet(sheet.id)
    filters = [
        (column, table.choices(number))
        for number, column in enumerate(sheet.columns)
        if column.kind == "facet"
    ]
    # Encoded once for all rows that bear them
    cells = [[(markdown.encode(one.text), one.target) for one in each] for each in table.cells]
    for number in range(1, pages + 1):
        first = (number - 1) * ROWS_PER_PAGE
        last = min(first + ROWS_PER_PAGE, total)
        yield templates.page(
            "sheet.md.jinja",
            urls.page(src_uri, number),
            title=sheet.title if number == 1 else f"{sheet.title}（第 {number} 页）",
            heading=sheet.title,
            description=sheet.description,
            hide=("navigation", "toc"),
            theme_template="sheet.html",
            sheet=sheet,
            columns=[one for one in enumerate(sheet.columns) if one[1].shown],
            filters=filters if number == 1 else [],
            cells=cells,
            rows=list(zip(table.places[first:last], table.anchors[first:last], strict=True)),
            total=total,
            first=min(first + 1, total),
            last=last,
            # An index of a facet is a sheet where there is one of the same name.
            choices=library.facets.get(sheet.id, ()),
            number=number,
            pages=[urls.page(src_uri, one) for one in range(1, pages + 1)],
        )
