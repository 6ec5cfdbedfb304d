"""What the command line says: problems, progress and summaries, in Chinese."""

import shlex
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import takewhile
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn

from generator import mend, personal, report
from generator.build import Summary
from generator.links import Known, Link
from generator.mend import Outcome
from generator.problems import Problem

SEVERITY = {"error": "错误", "warning": "提醒", "note": "提示"}
# So much of a line is shown.
SHOWN = 100


def problems_text(problems: Iterable[Problem]) -> str:
    """Give problems one by one: where, what, and what right looks like."""
    lines = []
    for one in problems:
        lines.append(f"{one.file}:{one.line}:{one.column}")
        lines.append(f"  {SEVERITY[one.severity]} {one.code}：{one.message}")
        if one.hint:
            lines.append(f"  改法：{one.hint}")
    return "\n".join(lines)


def faults_text(problems: Iterable[Problem]) -> str:
    """Say what is wrong with what was typed, where there is no file yet."""
    lines = (f"{one.message}\n  改法：{one.hint}" for one in problems)
    return "\n".join(dict.fromkeys(lines))


def begun_text(path: Path) -> str:
    """Say where a new draft is, and what comes next."""
    return (
        f"已建好草稿：{path}\n"
        "下一步：用文本编辑器打开它，照里面的说明填写；\n"
        f"随时运行 anliku check {shlex.quote(str(path))}，看还有什么没有填。"
    )


def visit_text(address: str, status: int) -> str:
    """Say what one address answered."""
    return f"{status or '没有答复'}  {address}"


def links_text(found: Sequence[Link], known: Mapping[str, Known]) -> str:
    """Give the addresses that are gone, each with its place, and the numbers of all."""
    lines = []
    for one in found:
        if known[one.address].is_dead:
            lines.append(f"{one.file}:{one.line}:{one.column}")
            lines.append(f"  提醒：网页已经不在：{one.address}（{known[one.address].gone[-1]}）")
            lines.append(f"  改法：{_KEPT if one.is_kept else _NOT_KEPT}")
    addresses = {one.address for one in found}
    dead = sum(known[one].is_dead for one in addresses)
    sound = sum(known[one].is_sound for one in addresses)
    rest = len(addresses) - dead - sound
    lines.append(
        f"{len(addresses)} 个网址：{sound} 个正常，{dead} 个已经不在，{rest} 个还不能断定。"
    )
    return "\n".join(lines)


_KEPT: Final = "来源已有存档网址，读者仍能看到；文章若搬了家，把 url 换成新的网址"
_NOT_KEPT: Final = "文章若搬了家，换成新的网址；若在网页存档里找得到，把那个网址写进 archived"

FORMS: Final[dict[str, Callable[[Sequence[Problem]], str]]] = {
    "text": problems_text,
    "json": report.as_json,
    "github": report.as_github,
    "sarif": report.as_sarif,
}


def count_text(problems: Sequence[Problem], cases: int) -> str:
    """Say in one line how many records there are and how many problems."""
    number = Counter(one.severity for one in problems)
    notes = f"，{number['note']} 个提示" if number["note"] else ""
    return f"{cases} 个案例，{number['error']} 个错误，{number['warning']} 个提醒{notes}。"


def outcome_text(outcome: Outcome, *, written: bool) -> str:
    """Say what became of one file, or what would; nothing of one that is as it should be."""
    file = outcome.source.file
    if outcome.problems:
        return f"{problems_text(outcome.problems)}\n{file}：先改好上面的问题，文件没有改动。"
    if not outcome.same:
        return f"{file}：排版以后读出来的内容会不同，文件没有改动。请把它交给维护程序的人看看。"
    if not outcome.changed:
        return ""
    if written:
        return f"已改写 {file}" + (f"：{'、'.join(outcome.mended)}" if outcome.mended else "")
    line, *lines = mend.difference(outcome)
    found, right = (one and personal.hide(one) for one in lines)
    # What the two begin with alike is no help where it is long.
    pairs = zip(found or "", right or "", strict=False)
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))
    start = max(0, alike - SHOWN // 5) if alike > SHOWN // 2 else 0
    return f"{file}:{line}\n  现在：{_line(found, start)}\n  应为：{_line(right, start)}"


def _line(line: str | None, start: int) -> str:
    if line is None:
        return "（没有这一行）"
    shown = line[start : start + SHOWN]
    bare = shown.rstrip()
    # What nobody sees would not be found.
    end = shown[len(bare) :].replace("\r", "␍").replace(" ", "·")
    bare = bare.replace("\ufeff", "〔BOM〕")
    return f"{'…' if start else ''}{bare}{end}{'…' if len(line) > start + SHOWN else ''}"


def outcomes_text(outcomes: Sequence[Outcome], *, written: bool) -> str:
    """Say in one line how many files were put in form, or should be."""
    changed = sum(one.changed for one in outcomes)
    left = sum(one.left for one in outcomes)
    what = f"改写了 {changed} 个" if written else f"{changed} 个要排版"
    good = f"{len(outcomes) - changed - left} 个本来就合格式"
    return f"{len(outcomes)} 个案例，{what}，{good}" + (f"，{left} 个没有动。" if left else "。")


def summary_text(summary: Summary) -> str:
    """Say what a build made, where it is, and how to look at it."""
    size = f"{summary.bytes / 1_000_000:.1f} MB"
    squeezed = f"（其中 {summary.compressed} 个是压缩好的）" if summary.compressed else ""
    copy = f"离线版：{summary.archive}\n" if summary.archive else ""
    drafts = f"草稿不进网站，有 {summary.drafts} 个。\n" if summary.drafts else ""
    hints = "".join(f"{one}\n" for one in summary.hints)
    return (
        f"网站已生成：{summary.site}\n"
        f"共 {summary.cases} 个案例、{summary.pages} 个页面、"
        f"{summary.files} 个文件{squeezed}，{size}。\n"
        f"{drafts}{copy}{hints}"
        f"查看：python3 -m http.server --bind 127.0.0.1 --directory {summary.site} 8000，"
        "再用浏览器打开 http://127.0.0.1:8000/"
    )


class Bars:
    """Progress as bars on a terminal, as plain lines elsewhere. Use it as a context."""

    def __init__(self) -> None:
        self._console = Console(stderr=True)
        self._progress: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "Bars":
        if self._console.is_terminal:
            self._progress = Progress(
                TextColumn("{task.description}"),
                BarColumn(),
                TextColumn("{task.completed:.0f}/{task.total:.0f}"),
                TimeElapsedColumn(),
                console=self._console,
                transient=True,
            )
            self._progress.start()
        return self

    def __exit__(self, *_: object) -> None:
        if self._progress:
            self._progress.stop()

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage."""
        if self._progress is None:
            click.echo(f"{name}……", err=True)
            return
        if self._task is not None:
            task = self._progress.tasks[self._task]
            self._progress.update(self._task, completed=task.total or 1)
        self._task = self._progress.add_task(name, total=total or 1)

    def step(self) -> None:
        """Finish one step."""
        if self._progress and self._task is not None:
            self._progress.advance(self._task)


class ChineseCommand(click.Command):
    """A command whose help is Chinese throughout."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the line that says how to call it."""
        pieces = " ".join(self.collect_usage_pieces(ctx)).replace("[OPTIONS]", "[选项]")
        pieces = pieces.replace("COMMAND [ARGS]...", "命令 [参数]...")
        formatter.write_usage(ctx.command_path, pieces, prefix="用法：")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options."""
        options = [one for one in self.get_params(ctx) if isinstance(one, click.Option)]
        rows = [row for one in options if (row := one.get_help_record(ctx))]
        with formatter.section("选项"):
            formatter.write_dl(rows)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """Give `--help` in Chinese."""
        option = super().get_help_option(ctx)
        if option:
            option.help = "显示这份说明。"
        return option


class ChineseGroup(ChineseCommand, click.Group):
    """A group of such commands."""

    command_class = ChineseCommand

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options and the commands."""
        ChineseCommand.format_options(self, ctx, formatter)
        rows = [(name, one.get_short_help_str(80)) for name, one in self.commands.items()]
        with formatter.section("命令"):
            formatter.write_dl(rows)


def usage_text(error: click.UsageError) -> str:
    """Say in Chinese what is wrong with a call."""
    name = _name(error)
    match error:
        case click.NoSuchOption():
            near = f"，是否想写 {'、'.join(error.possibilities)}" if error.possibilities else ""
            text = f"没有选项 {error.option_name}{near}"
        case click.exceptions.NoSuchCommand():
            text = f"没有命令 {error.command_name}"
        case click.MissingParameter():
            text = f"缺少 {name}"
        case click.BadParameter(param=click.Parameter(type=click.Choice(choices=choices))):
            text = f"{name} 的值不对：可以写 {'、'.join(choices)}"
        case click.BadParameter():
            text = f"{name} 的值不对：{error.message}"
        case click.BadOptionUsage():
            text = f"选项 {error.option_name} 后面缺少值"
        case _ if "unexpected extra argument" in error.message:
            text = f"多余的参数{error.message.partition('argument')[2].lstrip('s')}"
        case _:
            text = error.message
    where = error.ctx.command_path if error.ctx else "anliku"
    return f"用法错误：{text}\n看说明：{where} --help"


def _name(error: click.UsageError) -> str:
    parameter: Any = getattr(error, "param", None)
    if parameter is None:
        return "参数"
    return str(parameter.opts[0] if isinstance(parameter, click.Option) else parameter.metavar)
