"""Case to what is compared: its facts, parts and figures in words, one small data file each.

    compare/index.json   {"version", "ids": [...], "aliases": {old id: id}}
    compare/<id>.json    one case, see `comparison`

The browser half is docs/assets/javascripts/compare.js. It reads the list first: asking for a file
that is not there would be a fault in the reader's browser, and an id in an address may be anything.
Facts and parts stand in the same order in every case, those that a case lacks as empty ones, so
that rows can be laid beside each other without knowing what they are.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final, get_args

from generator import markdown, urls, wording
from generator.figures import Metric
from generator.library import Library, named_id
from generator.model import UNDISCLOSED, Case, Platform, Role, Source, Term
from generator.output import File
from generator.search.normalize import normalize

VERSION: Final = 1

# A text, with the address of the page that it leads to (below the site's root) where there is one.
Value = dict[str, str]


def comparison_files(library: Library) -> Iterator[File]:
    """Give the list of all that can be compared, and the file of each case."""
    listing = {
        "version": VERSION,
        "ids": sorted(case.id for case in library.listed),
        "aliases": {alias: case.id for case in library.listed for alias in case.aliases},
    }
    yield _file(urls.COMPARISONS, listing)
    for case in library.listed:
        yield _file(urls.comparison(case.id), comparison(library, case))


def comparison(library: Library, case: Case) -> dict[str, Any]:
    """Give what is compared of one case; every text is plain text in words for a reader."""
    return {
        "version": VERSION,
        "id": case.id,
        "title": case.title,
        "address": urls.address(urls.case(case.id)),
        "status": wording.status(case),
        "summary": case.summary,
        "facts": [
            {"label": label, "values": values} for label, values in _facts(library, case).items()
        ],
        "figures": [_figure(metric) for metric in sorted(case.metrics, key=_figure_rank)],
        "parts": [
            {"id": anchor, "heading": heading, "sections": _sections(case, field)}
            for field, anchor, heading in wording.PARTS
        ],
        "platforms": [_platform(library, one) for one in case.platforms],
        "honors": [
            {"name": one.name, "badge": one.level or "", "text": "", "note": wording.honor(one)}
            for one in case.honors
        ],
        "sources": [_source(one) for one in case.sources],
    }


def _file(uri: str, content: Mapping[str, Any]) -> File:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return File(uri, text.encode())


def _facts(library: Library, case: Case) -> dict[str, list[Value]]:
    """Give every fact that a case can have, by its label, in the order of a case's page."""
    by_role = dict(wording.organizations(case))
    terms = library.vocabularies
    return {
        **{
            f"{role}单位": [
                _choice(library, "organizations", named_id(one.name), one.name)
                for one in by_role.get(role, ())
            ]
            for role in get_args(Role)
        },
        "地区": list(_regions(library, case)),
        "时间": [{"text": wording.period(case.period)}] if case.period else [],
        "行业领域": [_term(library, "domains", terms.domains, case.domain)],
        "组织类别": [_term(library, "categories", terms.categories, case.category)],
        "党建品牌": list(_brand(library, case)),
        "入选": [{"text": wording.selection(case.selection)}] if case.selection else [],
        "标签": [_choice(library, "tags", tag.id, tag.name) for tag in library.tags_of(case)],
    }


def _regions(library: Library, case: Case) -> Iterator[Value]:
    if case.regions == UNDISCLOSED:
        yield _choice(library, "regions", UNDISCLOSED, "未公开")
    for region in library.regions_of(case):
        name = library.gazetteer.full_name(region.code)
        yield _choice(library, "regions", region.code, name)


def _brand(library: Library, case: Case) -> Iterator[Value]:
    if case.brand:
        yield _choice(library, "brands", named_id(case.brand.name), case.brand.name)
        if case.brand.slogan:
            yield {"text": case.brand.slogan}
        yield from ({"text": wording.brand_part(part)} for part in case.brand.parts)


def _term(library: Library, facet: str, terms: tuple[Term, ...], name: str) -> Value:
    return _choice(library, facet, next((one.id for one in terms if one.name == name), ""), name)


def _choice(library: Library, facet: str, choice: str, name: str) -> Value:
    if not library.has_page(facet, choice):
        return {"text": name}
    return {"text": name, "address": urls.address(urls.choice(facet, choice))}


def _sections(case: Case, field: str) -> list[dict[str, Any]]:
    """Give the text of one part; only practices have titles, and a part may be missing."""
    if field == "practices":
        parts = [(practice.title, practice.body) for practice in case.practices]
    else:
        parts = [("", getattr(case, field))]
    return [
        {"title": title, "paragraphs": markdown.plain_paragraphs(body)}
        for title, body in parts
        if body
    ]


def _figure_rank(metric: Metric) -> tuple[bool, int]:
    """Put holes last: what a source left out says least beside another case."""
    return bool(metric.missing), wording.KINDS.index(metric.kind)


def _figure(metric: Metric) -> dict[str, str]:
    """Give a figure in words. Those of equal `same` stand in one row; nothing is guessed alike."""
    return {
        "same": normalize(metric.label) or metric.label,
        "label": metric.label,
        "amount": wording.amount(metric) if metric.value else "",
        "kind": metric.kind or "",
        "year": f"{metric.year}年" if metric.year else "",
        "change": wording.change(metric.change) if metric.change else "",
        "note": metric.note or "",
        "missing": wording.hole(metric) if metric.missing else "",
    }


def _platform(library: Library, one: Platform) -> dict[str, str]:
    note = "　".join(part for part in (wording.platform_region(library, one), one.operator) if part)
    return {"name": one.name, "badge": one.kind, "text": one.purpose, "note": note}


def _source(one: Source) -> dict[str, str]:
    told = [one.publisher, wording.date(one.published) if one.published else "发布日期未注明"]
    note = "，".join(part for part in told if part)
    source = {"name": one.title, "badge": one.kind, "text": "", "note": note}
    return {**source, "url": one.url} if one.url else source
