"""Guesses to the text of a draft: facts filled in, prose left empty with the source beside it.

No sentence of the source stands where a published page would show it: passages are comments.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from generator import layout, values
from generator.comments import Comments
from generator.intake.evidence import Guess, shortened
from generator.intake.guess import Guesses
from generator.intake.lines import Line
from generator.intake.parts import Practice
from generator.strict_yaml import MAX_BYTES, Path

# A record has room for so many of each; more would make it one that the reader refuses.
METRICS: Final = 150
OTHERS: Final = 60
WRITERS: Final = 20
PRACTICES: Final = 20
TITLE: Final = 60
# The lines of a comment, which cut no number. How much of the source may stand beside the draft, in
# characters: as much as leaves the file small enough to be read.
_WRAPPED: Final = re.compile(".{1,64}(?![0-9A-Za-z.,%，。、；：！？”’）])|.{1,64}")
# The longest line of a record, in characters
_LINE: Final = 120
_BUDGETS: Final = (60_000, 20_000, 4_000, 0)

_SAYS: Final = {
    "title": "标题",
    "organizations": "单位",
    "category": "组织类别",
    "domain": "行业领域",
    "tags": "标签",
    "regions": "地区",
    "period": "时间",
    "brand": "党建品牌",
    "metrics": "数字",
    "platforms": "平台系统",
    "honors": "荣誉",
    "publisher": "媒体",
    "authors": "作者",
    "published": "发布日期",
}
_HEAD: Final = (
    "导入说明：这是草稿。标“猜测”的逐项核对，空着的用自己的话写。",
    "导入说明：以“>”开头的是来源的原话，只供参考，不要照抄。写完把以 # 开头的行都删去。",
    "导入说明：写正文时，冒号后面写 |，从下一行起每行比键多空 2 格，段落之间空一行。",
)


def write(guesses: Guesses, today: str) -> str:
    """Give the text of the draft; `today` is `YYYY-MM-DD`."""
    data = _data(guesses, today)
    for budget in _BUDGETS:
        text = layout.write(data, _comments(guesses, budget))
        if len(text.encode()) <= MAX_BYTES:
            break
    return text


def year(guesses: Guesses, today: str) -> str:
    """Give the folder of the draft: the year of its source, else of its addition."""
    published = guesses.at("sources", 0, "published")
    return str(published[0].value[:4] if published else today[:4])


def _data(guesses: Guesses, today: str) -> dict[str, Any]:
    title = _one(guesses, "title")
    data: dict[str, Any] = {
        "title": title and title.partition(" ——")[0][:TITLE],
        "summary": None,
        "organizations": _several(guesses, "organizations", OTHERS) or None,
        "category": _one(guesses, "category"),
        "domain": _one(guesses, "domain"),
        "tags": _several(guesses, "tags", OTHERS) or None,
        "regions": _one(guesses, "regions") or _several(guesses, "regions", OTHERS) or None,
        "period": _one(guesses, "period"),
        "brand": _brand(guesses),
        "background": None,
        "practices": [{"title": one.title or None, "body": None} for one in _practices(guesses)]
        or [{"title": None, "body": None}],
        "outcomes": None,
        "lessons": None,
        "metrics": [one.value for one in _metrics(guesses)],
        "platforms": [
            {"kind": None, **one, "purpose": None} for one in _several(guesses, "platforms", OTHERS)
        ],
        "honors": _several(guesses, "honors", OTHERS),
        "sources": [_source(guesses, title)],
        "curation": {"status": "draft", "added": today},
    }
    if not guesses.parts.lessons:
        del data["lessons"]
    optional = ("period", "brand", "metrics", "platforms", "honors")
    return {key: _fit(value) for key, value in data.items() if value or key not in optional}


def _fit(data: Any) -> Any:
    """Let each text be one line that a record can hold."""
    if isinstance(data, dict):
        return {key: _fit(value) for key, value in data.items()}
    if isinstance(data, list):
        return [_fit(value) for value in data]
    return shortened(data, _LINE) or None if isinstance(data, str) else data


def _one(guesses: Guesses, key: str) -> Any:
    return next((one.value for one in guesses.at(key) if one.path == (key,)), None)


def _several(guesses: Guesses, key: str, most: int) -> list[Any]:
    return [one.value for one in guesses.at(key) if len(one.path) == 2][:most]


def _brand(guesses: Guesses) -> dict[str, Any] | None:
    brand = _one(guesses, "brand")
    if brand and "parts" in brand:
        return {**brand, "parts": brand["parts"][:OTHERS]}
    return dict(brand) if brand else None


def _practices(guesses: Guesses) -> Sequence[Practice]:
    """Give as many practices as a record can hold, the rest of the text with the last of them."""
    found = guesses.parts.practices
    rest = tuple(line for one in found[PRACTICES:] for line in one.lines)
    last = (replace(one, lines=(*one.lines, *rest)) for one in found[PRACTICES - 1 : PRACTICES])
    return *found[: PRACTICES - 1], *last


def _metrics(guesses: Guesses) -> list[Guess]:
    """Give the figures that a record can hold."""
    return [one for one in guesses.at("metrics") if holds(one)][:METRICS]


def holds(metric: Guess) -> bool:
    """Tell whether a record can hold the number of a metric."""
    numbers = [metric.value.get("value", "0"), metric.value.get("change", {}).get("value", "0")]
    return all(len(one) <= 24 and re.search(values.NUMBER_PATTERN, one) for one in numbers)


def _source(guesses: Guesses, title: str | None) -> dict[str, Any]:
    source: dict[str, Any] = {"title": title}
    for key in ("publisher", "published"):
        if found := guesses.at("sources", 0, key):
            source[key] = found[0].value
    if found := guesses.at("sources", 0, "authors"):
        source["authors"] = [one.value for one in found][:WRITERS]
    paper = str(source.get("publisher", "")).endswith("报")
    source["kind"] = "报纸" if paper else "网页"
    return source


def _comments(guesses: Guesses, budget: int) -> Comments:
    held: dict[Path, tuple[str, ...]] = {}
    for guess in (
        *(one for one in guesses.facts if one.path[0] != "metrics"),
        *_renumbered(guesses),
    ):
        # The items of a list on one line have no line of their own.
        path = guess.path[:1] if guess.path[0] in ("tags", "regions") else guess.path
        held[path] = (*held.get(path, ()), _said(guess))
    held = _without_repeats(held)
    passages: list[tuple[Path, Iterable[Line]]] = [
        (("background",), guesses.parts.background),
        *(
            (("practices", number, "body"), one.lines)
            for number, one in enumerate(_practices(guesses))
        ),
        (("outcomes",), guesses.parts.outcomes),
        (("lessons",), guesses.parts.lessons),
        (("sources",), guesses.tables),
    ]
    for path, lines in passages:
        texts, budget = _passages(lines, budget)
        held[path] = (*held.get(path, ()), *texts)
    held[("title",)] = (*_HEAD, *held.get(("title",), ()))
    held[("sources", 0, "kind")] = ("猜测：来源的类型，请核实",)
    held[()] = tuple(f"存疑：{_placed(one.about, one.line)}" for one in guesses.doubts)
    return {path: texts for path, texts in held.items() if texts}


def _renumbered(guesses: Guesses) -> list[Guess]:
    return [
        Guess(("metrics", number), one.value, one.evidence, one.line)
        for number, one in enumerate(_metrics(guesses))
    ]


def _without_repeats(held: dict[Path, tuple[str, ...]]) -> dict[Path, tuple[str, ...]]:
    """Drop the sentence of a figure that the figure before it had too."""
    kept: dict[Path, tuple[str, ...]] = {}
    last: tuple[str, ...] = ()
    for path, texts in held.items():
        if path[0] != "metrics" or texts != last:
            kept[path] = texts
        last = texts if path[0] == "metrics" else ()
    return kept


def _said(guess: Guess) -> str:
    key = next(one for one in reversed(guess.path) if isinstance(one, str))
    # A list on one line has its comments together.
    which = f" {guess.value}" if key in ("tags", "regions") else ""
    return (
        f"猜测：{_SAYS[key]}{which}（原文第 {guess.line} 行：“{shortened(guess.evidence, 200)}”）"
    )


def _placed(about: str, line: int) -> str:
    return f"{about}（原文第 {line} 行）" if line else about


def _passages(lines: Iterable[Line], budget: int) -> tuple[list[str], int]:
    """Give the lines of a passage as comments while there is room, and the room that is left."""
    texts: list[str] = []
    for line in lines:
        whole = shortened(line.text, len(line.text) + 1)
        if budget <= 0:
            return [*texts, f"原文第 {line.number} 行起：略，见来源"], 0
        shown = whole[:budget]
        budget -= len(shown)
        cut = "……" if len(shown) < len(whole) else ""
        parts = _WRAPPED.findall(shown)
        texts += [
            f"原文第 {line.number} 行：",
            *(f"> {one}" for one in parts[:-1]),
            *(f"> {one}{cut}" for one in parts[-1:]),
        ]
    return texts, budget
