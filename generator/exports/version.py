"""The version of the open data: one number for the record's schema, the JSON files and the tables.

`MAJOR.MINOR`. Inside a major version names, types and meanings stay and the data only grows; what
grows raises the minor version. tests/golden/data-format-1.0.json holds what 1.0 promises.
"""

from typing import Final, NamedTuple


class Change(NamedTuple):
    """What a version of the format brought; `day` is `YYYY-MM-DD`."""

    version: str
    day: str
    text: str


VERSION: Final = "1.0"
# The newest first.
CHANGES: Final = (
    Change(
        VERSION,
        "2026-11-22",
        "第一版：整库的 JSON、NDJSON，案例、数据、平台系统三张 CSV 表，"
        "每个案例、标签、地区的 JSON，案例记录的 JSON Schema。",
    ),
)
