"""The manual: the index of all codes by what they are about, and a page for each."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from generator import urls
from generator.library import Library
from generator.manual import Entry
from generator.output import Page
from generator.render.templates import Templates
from generator.settings import Settings

# The hundreds of the codes, as in the catalogue.
_GROUPS: Final = {
    "AL1": ("wenjian", "文件与文字", "文件能不能打开，文字和标点的写法对不对。"),
    "AL2": ("ziduan", "一个字段", "每个字段该填的有没有填，填得对不对。"),
    "AL3": ("jilu", "记录之间", "编号、词表、地区、日期、图片能不能对上。"),
    "AL4": ("geren", "个人信息", "不该公开的号码和邮箱；打印出来时中间几位用星号代替。"),
    "AL5": ("chongfu", "重复", "是不是已经有人收录过。"),
    "AL6": ("xiefa", "写法", "读者读起来顺不顺，够不够具体。"),
    "AL7": ("caogao", "草稿", "没有写完的草稿还差什么。"),
}
# For each severity: its name, and what it asks of an editor.
SEVERITIES: Final = {
    "error": ("错误", "必须改：改好以前，案例不能发布。"),
    "warning": ("提醒", "看一看：确实没有问题的，不改也能发布。"),
    "note": ("提示", "供参考：不算错，检查照样通过。"),
}


def manual_pages(
    library: Library, settings: Settings, entries: Sequence[Entry]
) -> tuple[Page, ...]:
    """Give the index of the manual and the pages of its entries."""
    templates = Templates(library, settings)
    neighbours = zip([None, *entries], entries, [*entries[1:], None], strict=False)
    return (
        _index(templates, entries),
        *(_entry(templates, entry, before, after) for before, entry, after in neighbours),
    )


def _index(templates: Templates, entries: Sequence[Entry]) -> Page:
    groups = [
        (*_GROUPS[prefix], list(group))
        for prefix, group in groupby(entries, key=lambda entry: entry.code[:3])
    ]
    return templates.page(
        "manual.md.jinja",
        urls.CHECKS,
        title="检查结果说明",
        description="检查程序给出的每一个代码：什么意思、为什么、怎样改。",
        hide=("navigation",),
        theme_template="manual.html",
        groups=groups,
        severities=SEVERITIES,
    )


def _entry(templates: Templates, entry: Entry, before: Entry | None, after: Entry | None) -> Page:
    return templates.page(
        "entry.md.jinja",
        urls.check(entry.code),
        title=f"{entry.code} {entry.title}",
        description=entry.what.replace("`", ""),
        hide=("navigation", "toc"),
        theme_template="manual.html",
        entry=entry,
        group=_GROUPS[entry.code[:3]],
        severity=SEVERITIES[entry.severity],
        before=before,
        after=after,
    )
