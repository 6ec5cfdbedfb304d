"""The home page: search first, then what there is and the ways into it."""

from typing import Final

from generator import urls
from generator.library import INDEXES, Library
from generator.output import Page
from generator.render.templates import Templates
from generator.render.tiles import tiles_of
from generator.settings import Settings
from generator.sheets import SHEET_IDS, SHEETS

NEWEST: Final = 6
CHOSEN: Final = 4
# What the page shows in full needs no way in.
SHOWN: Final = frozenset({"tags", "regions"})


def home_page(templates: Templates, library: Library, settings: Settings) -> Page:
    """Give the home page."""
    chosen = [case for case in library.listed if case.selection][:CHOSEN]
    others = [case for case in library.listed if case not in chosen]
    return templates.page(
        "home.md.jinja",
        urls.HOME,
        title=settings.site_name,
        description=f"{settings.site_name}：{len(library.listed)} 个案例，可检索、可引用。",
        hide=("navigation", "toc"),
        theme_template="home.html",
        tiles=tiles_of(library),
        chosen=chosen,
        collections=dict.fromkeys(one.selection.collection for one in chosen if one.selection),
        newest=others[:NEWEST],
        totals=_totals(library),
        ways=_ways(),
    )


def _totals(library: Library) -> list[tuple[int, str, str]]:
    figures = sum(len(case.metrics) for case in library.listed)
    platforms = sum(len(case.platforms) for case in library.listed)
    provinces = [one for one in library.facets["regions"] if one.id.endswith("0000")]
    return [
        (len(library.listed), "个案例", urls.CASES),
        (len(provinces), "个省级地区", urls.facet("regions")),
        (len(library.facets["tags"]), "个主题标签", urls.facet("tags")),
        (figures, "条数据", urls.sheet("metrics")),
        (platforms, "个平台系统", urls.sheet("platforms")),
    ]


def _ways() -> list[tuple[str, str, str]]:
    """Give the further ways in: a title, what is there, the page."""
    return [
        ("时间轴", "全部案例按做法开始的时间排列。", urls.TIMELINE),
        ("对比", "把两到四个案例放在一起，逐项对照。", urls.COMPARE),
        *((one.title, _first_sentence(one.description), urls.sheet(one.id)) for one in SHEETS),
        *(
            (one.title, one.description, urls.facet(one.id))
            for one in INDEXES
            if one.id not in SHOWN | SHEET_IDS
        ),
    ]


def _first_sentence(text: str) -> str:
    return text.partition("。")[0] + "。"
