"""The command `anliku`: a thin edge that reads options, calls, and prints.

Exit status: 0 clean, 1 problems with content, 2 wrong usage, 3 the surroundings (folders, files,
the configuration) are in the way.
"""

import datetime
import errno
import io
import sys
from functools import partial
from pathlib import Path
from typing import Any, Final

import click

from generator import (
    __version__,
    ask,
    build,
    changes,
    console,
    draft,
    export,
    importing,
    mend,
    options,
    pipeline,
    schema,
    visits,
    workspace,
)
from generator.problems import Problem, errors
from generator.regions import Gazetteer

OK: Final = 0
PROBLEMS: Final = 1
USAGE: Final = 2
SURROUNDINGS: Final = 3


@click.group(cls=console.ChineseGroup)
@click.version_option(__version__, message="anliku %(version)s", help="显示版本。")
def anliku() -> None:
    """案例库生成器：检查案例记录，生成可以检索的静态网站。"""


@anliku.command("build")
@options.cases
@click.option(
    "--site-dir",
    type=click.Path(path_type=Path),
    metavar="文件夹",
    help="网站放在哪里，默认用配置里的（site/）。",
)
@click.option(
    "--offline",
    is_flag=True,
    help="另外生成离线版：供读者下载的压缩包，不上网也能浏览和检索。",
)
@click.option(
    "--compress",
    is_flag=True,
    help="另外生成压缩好的 .gz 和 .br 文件，网站服务器可以直接发送，不用每次现压。",
)
@options.config
def build_command(
    cases: Path | None, site_dir: Path | None, offline: bool, compress: bool, config_file: Path
) -> None:
    """生成网站。失败时原来的网站不受影响。"""
    with console.Bars() as bars:
        summary = build.build(
            config_file,
            bars,
            cases=cases,
            site_dir=site_dir,
            with_copy=offline,
            with_compressed=compress,
        )
    if summary.problems:
        click.echo(console.problems_text(summary.problems), err=True)
    click.echo(console.summary_text(summary))


@anliku.command("serve")
@click.option(
    "--address",
    callback=options.address,
    metavar="地址:端口",
    help="监听的地址，默认用配置里的（127.0.0.1:8000）。",
)
@options.config
def serve_command(address: str | None, config_file: Path) -> None:
    """边改边看：记录一保存，预览就更新；有错的记录在原处显示错误。"""
    build.serve(config_file, address)


@anliku.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]...")
@click.option(
    "--format",
    "form",
    type=click.Choice([*console.FORMS]),
    default="text",
    metavar="|".join(console.FORMS),
    help="输出的形式，默认 text；github 在改动旁边标出，sarif 供代码扫描读取。",
)
@click.option(
    "--changed",
    "base",
    is_flag=False,
    flag_value="",
    metavar="[版本]",
    help="只看与这个 git 版本相比改动过的文件，默认与主分支比；路径写在 -- 后面。",
)
@click.option(
    "--fix",
    is_flag=True,
    help="先改正只有一种改法的小错：空白、换行、全角数字、键的顺序、引号。",
)
@options.library
def check_command(
    paths: tuple[Path, ...], form: str, base: str | None, fix: bool, cases: Path | None
) -> None:
    """检查案例记录。不写路径时检查整个案例文件夹。"""
    chosen = workspace.choose(paths, cases)
    changed = None if base is None else changes.of(chosen.root, base)
    if fix:
        _fix(chosen, changed)
        chosen = workspace.choose(paths, cases)
    reading = workspace.read(chosen.inputs, datetime.date.today(), closely=True)
    found = pipeline.lost(reading, changed.before) if changed else ()
    problems = tuple(one for one in (*found, *reading.problems) if chosen.wanted(one.file))
    files = [one.file for one in chosen.inputs.records if chosen.wanted(one.file)]
    others: tuple[Problem, ...] = ()
    if changed:
        problems, others = changes.split(problems, changed)
        files = [file for file in files if file in changed.present]
    if text := console.FORMS[form](problems):
        # What machines read is UTF-8, whatever the terminal speaks.
        click.echo(text if form == "text" else text.encode(errors="replace"))
    if others:
        click.echo(changes.others_text(others), err=form != "text")
    if form == "text":
        click.echo(console.count_text(problems, len(files)))
    sys.exit(PROBLEMS if errors(problems) else OK)


def _fix(chosen: workspace.Selection, changed: changes.Changes | None) -> None:
    records = (one for one in chosen.records if changed is None or one.file in changed.present)
    for outcome in map(mend.mended, records):
        if outcome.changed:
            chosen.put(outcome.source, outcome.raw)
            click.echo(console.outcome_text(outcome, written=True), err=True)


@anliku.command("fmt")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[路径]...")
@click.option("--check", "only_look", is_flag=True, help="只看不写：列出要排版的文件。")
@options.library
def fmt_command(paths: tuple[Path, ...], only_look: bool, cases: Path | None) -> None:
    """把案例记录排成统一的格式，内容和注释不变。不写路径时排全部。"""
    chosen = workspace.choose_records(paths, cases)
    outcomes = []
    for outcome in map(mend.canonical, chosen.records):
        outcomes.append(outcome)
        if outcome.changed and not only_look:
            chosen.put(outcome.source, outcome.raw)
        if said := console.outcome_text(outcome, written=not only_look):
            click.echo(said)
    if chosen.odd:
        click.echo(console.problems_text(chosen.odd))
    click.echo(console.outcomes_text(outcomes, written=not only_look))
    unfit = any(one.left or (only_look and one.changed) for one in outcomes)
    sys.exit(PROBLEMS if unfit or chosen.odd else OK)


@anliku.command("new")
@click.option("--title", metavar="标题", help="案例的标题。")
@click.option("--organization", metavar="单位", help="实施单位的全称。")
@click.option("--region", "regions", multiple=True, metavar="地区", help="地区，可以写几次。")
@click.option("--source-title", metavar="标题", help="来源文章的标题。")
@click.option("--publisher", metavar="媒体", help="来源的媒体或机构。")
@click.option("--published", metavar="日期", help="来源的发布日期，如 2023-03-03、2023。")
@click.option("--url", metavar="网址", help="来源的网址，https:// 开头。")
@click.option("--id", metavar="编号", help="案例的编号，默认取标题的拼音。")
@options.library
def new_command(cases: Path | None, **given: Any) -> None:
    """新建一个草稿，里面有每一项的说明。不写选项时逐项提问。"""
    root = cases or workspace.DEFAULT
    inputs = workspace.read_inputs(root)
    today = datetime.date.today().isoformat()
    faults = partial(draft.faults, gazetteer=Gazetteer.parse(inputs.gazetteer), today=today)
    texts = {name: value.strip() for name, value in given.items() if isinstance(value, str)}
    answers = draft.Answers(**{name: value for name, value in {**given, **texts}.items() if value})
    if answers == draft.Answers() and sys.stdin.isatty():
        answers = ask.ask(faults)
    if not answers.title:
        raise click.UsageError("缺少 --title；不写选项时要在终端里运行，才能逐项提问")
    if found := faults(answers):
        raise click.UsageError(console.faults_text(found))
    click.echo(console.begun_text(workspace.begin(root, inputs, answers, today)))


@anliku.command("import")
@click.argument(
    "files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="文件..."
)
@click.option(
    "--id",
    "case_id",
    callback=options.new_id,
    metavar="编号",
    help="草稿的编号（文件名），默认用标题的拼音；只能和一个文件一起用。",
)
@options.cases
def import_command(files: tuple[Path, ...], case_id: str | None, cases: Path | None) -> None:
    """把文章变成案例草稿：纯文本、网页或 .docx；“-”读标准输入。已有的文件不会改动。"""
    if case_id and len(files) > 1:
        raise click.UsageError("--id 只能和一个文件一起用")
    drafts = importing.Drafts(cases or workspace.DEFAULT, datetime.date.today(), case_id)
    status = OK
    for file in files:
        try:
            click.echo(drafts.make(file, sys.stdin.buffer if sys.stdin else None))
        except importing.RefusedError as refused:
            click.echo(str(refused), err=True)
            status = max(status, PROBLEMS)
        except workspace.SurroundingsError as error:
            click.echo(str(error), err=True)
            status = SURROUNDINGS
    sys.exit(status)


@anliku.command("links")
@click.option(
    "--memory",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path(".anliku-links.json"),
    metavar="文件",
    help="记住每个网址上次的答复，默认 .anliku-links.json。",
)
@options.library
def links_command(memory: Path, cases: Path | None) -> None:
    """查一查来源的网址还在不在。只提醒，不影响生成；在三个不同的日子都查到不在，才算失效。"""
    inputs = workspace.read_inputs(cases or workspace.DEFAULT)
    found = pipeline.outside_links(inputs)
    told = console.visit_text
    visitor = visits.Visitor()
    known = visits.visit(
        found,
        memory,
        datetime.date.today(),
        visitor.ask,
        lambda address, status: click.echo(told(address, status), err=True),
    )
    click.echo(console.links_text(found, known))


@anliku.command("schema")
def schema_command() -> None:
    """输出案例记录的 JSON Schema（draft-07）。"""
    click.echo(schema.text().encode(), nl=False)


@anliku.command("export")
@options.target(
    "--markdown", metavar="文件夹", help="全部页面，写成 Markdown；要新的或空的文件夹。"
)
@options.target(
    "--json", metavar="文件", help="全部案例，同网站上的 data/cases.json；“-”是标准输出。"
)
@options.target("--ndjson", metavar="文件", help="同上，一行一个案例，同 data/cases.ndjson。")
@options.target(
    "--csv", metavar="文件夹", help="案例、数据、平台系统三张表，同 data/ 里的 CSV 文件。"
)
@options.cases
@options.config
def export_command(cases: Path | None, config_file: Path, **targets: Path | None) -> None:
    """导出页面或数据，供其他程序使用。一次一种；已有的文件不会改动。"""
    given = [(form, target) for form, target in targets.items() if target]
    if len(given) != 1:
        raise click.UsageError("请在 --markdown、--json、--ndjson、--csv 里选一个")
    [(form, target)] = given
    is_list, is_stdout = form in export.LISTS, str(target) == "-"
    if is_stdout and not is_list:
        raise click.UsageError(f"--{form} 要写文件夹的名字")
    if is_list:
        content, count = export.export_list(config_file, form, None if is_stdout else target, cases)
        click.echo(content if is_stdout else f"已写入 {count} 个案例：{target}", nl=not is_stdout)
    elif form == "csv":
        click.echo(f"已写入 {export.export_tables(config_file, target, cases)} 张表：{target}")
    else:
        click.echo(f"已写入 {export.export_markdown(config_file, target, cases)} 个页面：{target}")


def main() -> None:
    """Run the command; every way out has its status."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        # A terminal that speaks GBK lacks some characters of records.
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        anliku.main(standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        sys.exit(USAGE)
    except click.UsageError as error:
        click.echo(console.usage_text(error), err=True)
        sys.exit(USAGE)
    except (click.Abort, KeyboardInterrupt):
        click.echo("已停止。", err=True)
        sys.exit(SURROUNDINGS)
    except build.ProblemsError as error:
        told = f"没有生成网站：{error}。原来的网站没有改动。"
        if isinstance(error, export.RecordsError):
            told = f"没有导出：{error}。"
        click.echo(console.problems_text(error.problems), err=True)
        click.echo(told, err=True)
        sys.exit(PROBLEMS)
    except build.SiteError as error:
        click.echo("\n".join(error.faults), err=True)
        click.echo("没有发布：生成的网站没有通过核对。原来的网站没有改动。", err=True)
        sys.exit(PROBLEMS)
    except workspace.SurroundingsError as error:
        click.echo(str(error), err=True)
        sys.exit(SURROUNDINGS)
    except OSError as error:
        # With a full disk, the system names the file that was read.
        name = "" if error.errno == errno.ENOSPC else f" {error.filename or ''}"
        click.echo(f"读写失败{name}：{workspace.reason(error)}", err=True)
        sys.exit(SURROUNDINGS)
