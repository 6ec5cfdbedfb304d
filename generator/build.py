"""A whole build: read, check, render, MkDocs into a sibling folder, verify, flip.

The site that stands is touched only by the last step, two renames. Whatever happens before leaves
it whole, and a build that was killed between the two is undone by the next one.
"""

import datetime
import fcntl
import logging
import os
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import mkdocs.exceptions
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator import disk, elsewhere, pipeline, urls, workspace
from generator.documents import documents
from generator.output import File
from generator.plugin import AnlikuPlugin, Product, produce, settings_of
from generator.problems import Problem, errors
from generator.search import build_index
from generator.verify import html_paths, read_pages, verify
from generator.workspace import SurroundingsError

# From so many cases or pages on, a second process saves more time than it takes to start.
LARGE: Final = 400
MARKER: Final = ".anliku"
MARKER_TEXT: Final = b"made by anliku; rebuilt as a whole, do not edit\n"


class BuildError(Exception):
    """The root of what can stop a build.

    BuildError
     |- ProblemsError  records have errors; carries them
     |- SiteError      MkDocs or the verification found faults; carries them

    Beside it stands SurroundingsError, for a folder, a configuration or another build in the way.
    """


class ProblemsError(BuildError):
    """Records have errors."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(f"{len(errors(problems))} 个错误")
        self.problems = problems


class SiteError(BuildError):
    """The site that came out is not fit to be published."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("；".join(faults[:3]))
        self.faults = faults


class Reporter(Protocol):
    """Who is told how far a build is."""

    def stage(self, name: str, total: int | None = None) -> None:
        """Begin a stage; `total` steps when that is known."""

    def step(self) -> None:
        """Finish one step of the stage."""


@dataclass(frozen=True, slots=True)
class Summary:
    """What a build made."""

    site: Path
    cases: int
    pages: int
    files: int
    bytes: int
    problems: tuple[Problem, ...]


def load(config_file: Path, **overrides: Any) -> MkDocsConfig:
    """Load a MkDocs configuration that has our plugin; raises SurroundingsError."""
    if not config_file.is_file():
        message = f"没有配置文件 {config_file}；请到项目文件夹里运行，或用 --config 指明"
        raise SurroundingsError(message)
    said: list[str] = []
    try:
        with _listening(said):
            config = load_config(config_file=str(config_file), **overrides)
    except (mkdocs.exceptions.ConfigurationError, mkdocs.exceptions.Abort, OSError) as error:
        faults = "；".join(said) or str(error)
        raise SurroundingsError(f"{config_file} 的设置有误：{faults}") from error
    if said:
        raise SurroundingsError(f"{config_file} 的设置有误：{'；'.join(said)}")
    if "anliku" not in config.plugins:
        raise SurroundingsError(f"{config_file} 的 plugins 里没有 anliku")
    return config


def plugin_of(config: MkDocsConfig) -> AnlikuPlugin:
    """Give our plugin of a loaded configuration."""
    plugin = config.plugins["anliku"]
    assert isinstance(plugin, AnlikuPlugin)  # noqa: S101 # the entry point's own class
    return plugin


def build(
    config_file: Path,
    reporter: Reporter,
    *,
    cases: Path | None = None,
    site_dir: Path | None = None,
    today: datetime.date | None = None,
) -> Summary:
    """Build the site; raises a BuildError, and then the old site stands as it was."""
    config = load(config_file)
    plugin = plugin_of(config)
    # Not resolved: a link in the place of the site is refused, not followed.
    target = (site_dir or Path(config.site_dir)).absolute()
    source = cases or Path(plugin.config.cases)
    _refuse_foreign(target, (source, config_file, *_folders(config)))
    with _workshop(target) as folder:
        _recover(target)
        reporter.stage("读取和检查")
        reading = workspace.read(workspace.read_inputs(source), today or datetime.date.today())
        if errors(reading.problems):
            raise ProblemsError(reading.problems)
        reporter.stage("建立检索索引")
        index = _start_index(reading)
        reporter.stage("生成页面")
        product = produce(reading, settings_of(config, plugin.config), index, preview=False)
        reporter.stage("排版", len(product.pages))
        _run_mkdocs(config_file, folder, product, reporter)
        reporter.stage("核对")
        faults = _verify(disk.Files(folder), product, _base(config))
        if faults:
            raise SiteError(faults)
        _flip(folder, target)
    sizes = [path.stat().st_size for path in target.rglob("*") if path.is_file()]
    return Summary(
        site=target,
        cases=len(reading.library.cases),
        pages=sum(1 for _ in target.rglob("*.html")),
        files=len(sizes),
        bytes=sum(sizes),
        problems=reading.problems,
    )


def serve(config_file: Path, address: str | None) -> None:
    """Run the preview until it is interrupted; bad records show their problems in their place."""
    overrides: dict[str, Any] = {"dev_addr": address} if address else {}
    config = load(config_file, **overrides)
    voice = logging.StreamHandler()
    voice.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.getLogger("mkdocs.plugins.anliku")
    logger.setLevel(logging.INFO)
    logger.addHandler(voice)
    logger.propagate = False
    host, port = config.dev_addr
    logger.info("预览：http://%s:%s/　记录一保存，页面就更新；按 Ctrl+C 停止。", host, port)
    try:
        mkdocs_serve.serve(config_file=str(config_file), **overrides)
    except OSError as error:
        raise SurroundingsError(f"无法启动预览：{workspace.reason(error)}") from error
    finally:
        logger.removeHandler(voice)


def _start_index(reading: pipeline.Reading) -> Callable[[], tuple[File, ...]]:
    """Begin with the index; in a large library it is made beside the pages."""
    if len(reading.library.cases) < LARGE:
        return partial(pipeline.index_files, reading.library)
    return elsewhere.start(build_index, list(documents(reading.library)))


def _verify(site: disk.Files, product: Product, base: str) -> list[str]:
    """Look at a site; at a large one with two pairs of eyes."""
    paths = html_paths(site)
    if len(paths) < LARGE:
        return verify(site, _expected(product), base)
    half = elsewhere.start(read_pages, site, paths[1::2], base)
    pages = [*read_pages(site, paths[::2], base), *half()]
    pages.sort(key=lambda page: page.path)
    return verify(site, _expected(product), base, pages)


def _folders(config: MkDocsConfig) -> list[Path]:
    """Give the folders that MkDocs builds from."""
    return [Path(one) for one in (config.docs_dir, config.theme.custom_dir) if one]


def _expected(product: Product) -> Iterator[str]:
    yield from (f"{urls.address(page.src_uri)}index.html" for page in product.pages)
    yield from (file.uri for file in product.files)
    yield from ("404.html", "sitemap.xml", MARKER)


def _base(config: MkDocsConfig) -> str:
    return urlsplit(config.site_url or "/").path or "/"


def _run_mkdocs(config_file: Path, folder: Path, product: Product, reporter: Reporter) -> None:
    config = load(config_file, site_dir=str(folder), strict=True)
    plugin = plugin_of(config)
    plugin.product = product
    plugin.page_done = reporter.step
    said: list[str] = []
    try:
        with _listening(said), warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            mkdocs_build.build(config)
    except (mkdocs.exceptions.Abort, mkdocs.exceptions.BuildError) as error:
        raise SiteError(said or [str(error)]) from error


@contextmanager
def _listening(said: list[str]) -> Iterator[None]:
    """Collect what MkDocs warns of, which its strict mode only counts."""

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            said.append(record.getMessage())

    listener = Listener(logging.WARNING)
    logger = logging.getLogger("mkdocs")
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(listener)
    try:
        yield
    finally:
        logger.removeHandler(listener)
        logger.propagate = propagate


@contextmanager
def _workshop(target: Path) -> Iterator[Path]:
    """Give a sibling folder to build in; it is the lock as well, and gone when the block ends.

    The system lets go of the lock when a build dies, however it dies; what a dead build left in
    the folder is cleared.
    """
    folder = target.with_name(f".{target.name}.building")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError as error:
        raise SurroundingsError(f"无法写入 {folder}：{workspace.reason(error)}") from error
    try:
        _lock(folder, handle)
        for left in folder.iterdir():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        (folder / MARKER).write_bytes(MARKER_TEXT)
        try:
            yield folder
        finally:
            # After a flip the folder is the site, and no longer here.
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def _lock(folder: Path, handle: int) -> None:
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        message = f"另一个构建正在进行（{folder}）；等它结束再试"
        raise SurroundingsError(message) from None
    if not _same(folder, handle):
        # Between our look and our lock, another build finished and moved the folder away.
        raise SurroundingsError("另一个构建刚刚结束，请再试一次")


def _same(folder: Path, handle: int) -> bool:
    try:
        return os.path.samestat(folder.stat(), os.fstat(handle))
    except OSError:
        return False


def _refuse_foreign(target: Path, sources: tuple[Path, ...]) -> None:
    """Refuse a target that holds what is not ours, or that lies in or around what is built from."""
    if target.is_symlink():
        raise SurroundingsError(f"{target} 是一个链接，不能替换；请直接写它指向的文件夹")
    if target.exists() and not target.is_dir():
        raise SurroundingsError(f"{target} 是一个文件，不能替换")
    for source in (one.resolve() for one in sources):
        inside = source.is_dir() and target.resolve().is_relative_to(source)
        if inside or source.is_relative_to(target.resolve()):
            raise SurroundingsError(f"网站不能放在 {target}：那里是生成网站用的 {source}")
    if target.exists() and any(target.iterdir()) and not (target / MARKER).is_file():
        message = f"{target} 不是本程序生成的网站，不能替换；请换一个 --site-dir，或先移走它"
        raise SurroundingsError(message)


def _backup(target: Path) -> Path:
    return target.with_name(f".{target.name}.old")


def _recover(target: Path) -> None:
    """Undo a flip that was killed between its two renames; clear what an older one left."""
    backup = _backup(target)
    if not (backup / MARKER).is_file():
        return
    if not target.exists():
        backup.rename(target)
        return
    shutil.rmtree(backup, ignore_errors=True)
    if backup.exists():
        raise SurroundingsError(f"无法删除上次留下的 {backup}；请检查权限，删除后再试")


def _flip(folder: Path, target: Path) -> None:
    backup = _backup(target)
    try:
        if target.exists():
            target.rename(backup)
        folder.rename(target)
    except OSError as error:
        if backup.exists() and not target.exists():
            backup.rename(target)
        raise SurroundingsError(f"无法替换 {target}：{workspace.reason(error)}") from error
    shutil.rmtree(backup, ignore_errors=True)
