"""A made library that has enough to choose from, its site, and a plain count over its records."""

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.library import named_id
from tests.browser.conftest import ROOT, build_site
from tests.factories import as_yaml, record, record_text

# A full name, and the codes of the place and of all above it.
PLACES = (
    ("山东省烟台市招远市", ("370000", "370600", "370685")),
    ("山东省烟台市莱州市", ("370000", "370600", "370683")),
    ("山东省青岛市", ("370000", "370200")),
    ("浙江省宁波市", ("330000", "330200")),
    ("浙江省嘉兴市平湖市", ("330000", "330400", "330482")),
    ("江苏省", ("320000",)),
    ("四川省", ("510000",)),
)
TOPICS = ("货车司机", "港口", "公交", "渔政")
TAGS = {f"biaoqian-{number:02}": f"标签{number:02}" for number in range(14)}
DOMAINS = {"daolu": "道路货运", "shuilu": "水路运输", "gongjiao": "城市公交"}
CATEGORIES = {"jiguan": "机关", "qiye": "企业"}
LEVELS = {"guojiaji": "国家级", "shengji": "省级"}
HOSTILE = "<img src=x onerror=alert(1)>&amp;局"
SIZE = 45


def _case(number: int) -> dict[str, Any]:
    """Give what tells one made case from the others."""
    tags = dict.fromkeys(f"biaoqian-{one:02}" for one in (number % 14, number % 3))
    domain = (*DOMAINS,)[number % 3]
    category = (*CATEGORIES,)[number % 2]
    place, codes = PLACES[number % len(PLACES)]
    organization = HOSTILE if number % 17 == 16 else f"第{number % 17:02}交通运输局"
    brand = f"先锋{number % 4}" if number % 5 == 0 else ""
    level = (*LEVELS,)[number % 2] if number % 7 == 0 else ""
    metrics = [{"label": "车辆", "value": "12", "unit": "辆"}] if number % 2 else []
    holes = [{"label": "企业", "unit": "家", "missing": "原文缺失"}] if number % 9 == 0 else []
    year = str(2008 + number % 13)
    return {
        "id": f"anli-{number:02}",
        "record": {
            "title": f"{TOPICS[number % 4]}党建案例{number:02}",
            "summary": f"编号{number:02}，围绕{TOPICS[number % 4]}开展党建工作，写明怎样找到党员，"
            "怎样建起党支部，以及做成了什么，供同行参考。",
            "organizations": [{"name": organization}],
            "category": CATEGORIES[category],
            "domain": DOMAINS[domain],
            "tags": [*tags],
            "regions": [place],
            "period": {"from": year},
            "brand": {"name": brand} if brand else None,
            "metrics": metrics + holes or None,
            "honors": [{"name": "先进", "level": LEVELS[level]}] if level else None,
            "sources": [{"title": "来源", "published": f"{year}-03-{1 + number % 28:02}",
                         "kind": "报纸"}],
        },
        "bears": {
            "tag": [*tags],
            "region": [*codes],
            "domain": [domain],
            "category": [category],
            "year": [year],
            "organization": [named_id(organization)],
            "brand": [named_id(brand)] if brand else [],
            "honor": [level] if level else [],
            "completeness": ["figures"] * bool(metrics) + ["gaps"] * bool(holes)
            or ["none"],
        },
    }  # fmt: skip


CASES = tuple(_case(number) for number in range(SIZE))


def found(query: str = "", **choices: list[str]) -> list[dict[str, Any]]:
    """Give the cases whose text holds the query and which bear one choice of each facet."""
    return [
        case
        for case in CASES
        if query in str(case["record"])
        and all(set(ids) & set(case["bears"][name]) for name, ids in choices.items())
    ]


def counts(query: str, facet: str, choices: Mapping[str, list[str]]) -> dict[str, int]:
    """Count for each choice of a facet what it would find with the other facets' choices."""
    others = {name: ids for name, ids in choices.items() if name != facet}
    told: dict[str, int] = {}
    for case in found(query, **others):
        for one in case["bears"][facet]:
            told[one] = told.get(one, 0) + 1
    return told


def build(folder: Path) -> Path:
    """Build the site of the made library."""
    cases = folder / "cases"
    (cases / "_vocab").mkdir(parents=True)
    vocabularies = {
        "tags": TAGS, "domains": DOMAINS, "categories": CATEGORIES, "honor-levels": LEVELS,
        "platform-kinds": {"pingtai": "平台"},
    }  # fmt: skip
    for name, terms in vocabularies.items():
        entries = [
            {"id": one, "name": word, "description": word, "aliases": [f"jiu-{one}"]}
            for one, word in terms.items()
        ]
        (cases / "_vocab" / f"{name}.yml").write_text(as_yaml(entries), encoding="utf-8")
    for case in CASES:
        year = record(**case["record"])["sources"][0]["published"][:4]
        (cases / year).mkdir(exist_ok=True)
        text = record_text(**case["record"])
        (cases / year / f"{case['id']}.yml").write_text(text, encoding="utf-8")
    for name in ("docs", "overrides"):
        shutil.copytree(ROOT / name, folder / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return build_site(folder / "site", "--config", str(folder / "mkdocs.yml"))
