"""Every generated page of the site."""

from collections.abc import Iterator, Sequence

from generator import aliases, markdown, urls
from generator.library import INDEXES, Library
from generator.output import File, Page
from generator.problems import Problem, errors
from generator.related import Likeness
from generator.render.case import case_page
from generator.render.changes import change_pages
from generator.render.compare import compare_page
from generator.render.data import data_page
from generator.render.home import home_page
from generator.render.lists import facet_pages, find_pages
from generator.render.moved import with_moved
from generator.render.sheets import sheet_pages
from generator.render.templates import Templates
from generator.render.timeline import timeline_pages
from generator.settings import Settings
from generator.sheets import SHEETS


def render(library: Library, settings: Settings, data: Sequence[File] = ()) -> Iterator[Page]:
    """Give every generated page of the site, one at an old address behind the one it leads to.

    `data` are the files of the open data that its page hands out.
    """
    old = aliases.old_folders(aliases.moves(library))
    return with_moved(old, settings, _pages(library, settings, data))


def _pages(library: Library, settings: Settings, data: Sequence[File]) -> Iterator[Page]:
    templates = Templates(library, settings)
    likeness = Likeness(library)
    yield home_page(templates, library, settings)
    for case in library.cases:
        yield case_page(templates, likeness, case)
    yield from find_pages(templates, library)
    for facet in INDEXES:
        yield from facet_pages(templates, library, facet)
    for sheet in SHEETS:
        yield from sheet_pages(templates, library, sheet)
    yield from timeline_pages(templates, library)
    yield from change_pages(templates, library)
    yield compare_page(templates)
    yield data_page(templates, library, settings, data)


def problem_page(file: str, case_id: str, problems: Sequence[Problem]) -> Page:
    """Give what a preview shows in the place of a record that cannot be read."""
    lines = []
    for one in problems:
        way = urls.relative(urls.case(case_id), urls.check(one.code))
        code = f'<a href="{way}">{one.code}</a>'
        place = f"第 {one.line} 行第 {one.column} 列，{code}"
        lines.append(f"- {place}：{markdown.encode(one.message)}")
        if one.hint:
            lines[-1] += f"<br>改法：{markdown.encode(one.hint)}"
    state = "有待修改" if errors(problems) else "是草稿，有待填写"
    body = "\n".join([f"# {markdown.encode(file)} {state} {{: #top }}", "", *lines, ""])
    title = f"{file} {state}"
    return Page(urls.case(case_id), title, f"预览：{state}", body, hide=("navigation", "toc"))
