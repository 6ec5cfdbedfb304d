"""What importing did and what it doubts, for the editor who goes on from there."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from generator.intake.draft import holds
from generator.intake.evidence import Guess, shortened
from generator.intake.guess import Guesses
from generator.intake.lines import Cleaned, Removal

# How much is shown of one removal or one piece of evidence, in characters.
SHOWN: Final = 40
_NAMES: Final = (
    (("title",), "标题"),
    (("sources", 0, "publisher"), "媒体"),
    (("sources", 0, "published"), "发布日期"),
    (("sources", 0, "authors"), "作者"),
    (("organizations",), "单位"),
    (("category",), "组织类别"),
    (("regions",), "地区"),
    (("period",), "时间"),
    (("domain",), "行业领域"),
    (("tags",), "标签"),
    (("brand",), "党建品牌"),
    (("platforms",), "平台系统"),
    (("honors",), "荣誉"),
)


def report(source: str, target: str, cleaned: Cleaned, guesses: Guesses) -> str:
    """Say what was read from `source`, removed, guessed and doubted, and what comes next."""
    lines = [f"{source} → {target}"]
    characters = sum(len(line.text) for line in cleaned.lines)
    lines.append(f"读到 {len(cleaned.lines)} 行、{characters} 字（已清理）。")
    lines += _section("清理", len(cleaned.removals), "处", _removals(cleaned.removals))
    facts = [one for one in guesses.facts if one.path[0] != "metrics"]
    lines += _section("猜测", len(facts), "项", _facts(guesses))
    lines += _section("正文", len(guesses.parts.practices), "条做法", _parts(guesses))
    metrics = guesses.at("metrics")
    figures = [one for one in metrics if "missing" not in one.value]
    lines += _section("数字", len(figures), "个", map(_metric, figures))
    holes = [one for one in metrics if "missing" in one.value]
    lines += _section("缺失的数字", len(holes), "处", map(_metric, holes))
    lines += _section("存疑", len(guesses.doubts), "条", _doubts(guesses))
    lines += [
        "",
        "下一步：打开草稿，核对猜测，用自己的话写好空着的部分，运行",
        f"  anliku check {target}",
        "看还差什么。写完后删去以 # 开头的行，把 status 改成 published，再检查一次。",
        "不习惯改文本的，可以在网站的“提交案例”页打开草稿，在表单里接着写。",
    ]
    return "\n".join(lines)


def _section(title: str, number: int, unit: str, lines: Iterable[str]) -> list[str]:
    return ["", f"【{title}】{number} {unit}", *(f"  {line}" for line in lines)]


def _removals(removals: Sequence[Removal]) -> Iterator[str]:
    """List each removal: what was cut, then what was changed; by kind, then by line."""
    changed = {one.kind for one in removals if one.became}
    ordered = sorted(removals, key=lambda one: (one.kind in changed, one.kind, one.line))
    for kind, group in groupby(ordered, key=lambda one: one.kind):
        found = list(group)
        yield f"{kind} {len(found)} 处："
        for line, of_line in groupby(found, key=lambda one: one.line):
            yield f"  第 {line} 行  {'；'.join(_removal(one) for one in of_line)}"


def _removal(removal: Removal) -> str:
    became = f" → {shortened(removal.became, SHOWN)}" if removal.became else ""
    return f"{shortened(removal.text, SHOWN)}{became}"


def _facts(guesses: Guesses) -> Iterator[str]:
    for path, name in _NAMES:
        for one in guesses.at(*path):
            yield f"{name}：{_value(one.value)}  ←  {_evidence(one)}"


def _parts(guesses: Guesses) -> Iterator[str]:
    told = guesses.parts
    for name, lines in (
        ("背景", told.background),
        ("成效", told.outcomes),
        ("启示", told.lessons),
    ):
        if lines:
            yield f"{name}：第 {_numbers([line.number for line in lines])} 行"
    for one in told.practices:
        where = _numbers([line.number for line in one.lines])
        yield f"做法：{one.title or '（没有小标题）'}  ←  第 {where} 行"


def _metric(guess: Guess) -> str:
    metric = guess.value
    shown = f"{metric['label']}：{figure(metric)}"
    left_out = "" if holds(guess) else "（写法记录不收，没有写进草稿）"
    return f"{shown}{left_out}  ←  {_evidence(guess)}"


def figure(metric: dict[str, Any]) -> str:
    """Give a figure as a source would write it: 超500亿元，同比增长201%."""
    if "missing" in metric:
        return f"（缺）{metric.get('unit', '')}"
    parts = [_amount(metric)] if "value" in metric else []
    if change := metric.get("change"):
        direction = change.get("direction", "增长")
        parts.append(f"{change.get('basis', '')}{direction}{_amount(change)}")
    return "，".join(parts)


def _amount(part: dict[str, str]) -> str:
    qualifier = part.get("qualifier", "")
    before, _, after = qualifier.partition("…")
    if qualifier in ("余", "多", "以上"):
        before, after = "", qualifier
    unit = part.get("unit", "")
    if after == "以上":
        return f"{part['value']}{unit}{after}"
    return f"{before}{part['value']}{after}{unit}"


def _doubts(guesses: Guesses) -> Iterator[str]:
    for one in guesses.doubts:
        yield f"第 {one.line} 行：{one.about}" if one.line else one.about


def _evidence(guess: Guess) -> str:
    return f"第 {guess.line} 行“{shortened(guess.evidence, SHOWN)}”"


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return "，".join(_value(one) for one in value.values())
    if isinstance(value, list):
        return "、".join(_value(one) for one in value)
    return str(value)


def _numbers(numbers: Sequence[int]) -> str:
    """Give line numbers as a reader does: 5、7、9-12."""
    runs: list[list[int]] = []
    for number in dict.fromkeys(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return "、".join(f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs)
