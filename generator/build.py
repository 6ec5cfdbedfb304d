"""A whole build: read, check, render, MkDocs into a sibling folder, verify, flip.

The site that stands is touched only by the last step, two renames. Whatever happens before leaves
it whole, and a build that was killed between the two is undone by the next one.
"""

import datetime
import logging
import os
import shutil
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import mkdocs.exceptions
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator import pipeline, urls, workspace
from generator.plugin import AnlikuPlugin, Product, produce, settings_of
from generator.problems import Problem, errors
from generator.verify import verify
from generator.workspace import SurroundingsError

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
    try:
        config = load_config(config_file=str(config_file), **overrides)
    except (mkdocs.exceptions.ConfigurationError, OSError) as error:
        raise SurroundingsError(f"无法读取配置 {config_file}：{error}") from error
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
    _recover(target)
    _refuse_foreign(target)
    reporter.stage("读取和检查")
    inputs = workspace.read_inputs(cases or Path(plugin.config.cases))
    reading = workspace.read(inputs, today or datetime.date.today())
    if errors(reading.problems):
        raise ProblemsError(reading.problems)
    reporter.stage("建立检索索引")
    index = pipeline.index_files(reading.library)
    reporter.stage("生成页面")
    product = produce(reading, settings_of(config, plugin.config), index, preview=False)
    with _workshop(target) as folder:
        reporter.stage("排版", len(product.pages))
        _run_mkdocs(config_file, folder, product, reporter)
        reporter.stage("核对")
        faults = verify(_Site(folder), _expected(product), _base(config))
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
    load(config_file)
    try:
        mkdocs_serve.serve(config_file=str(config_file), **overrides)
    except OSError as error:
        raise SurroundingsError(f"无法启动预览：{error.strerror or error}") from error


class _Site(Mapping[str, bytes]):
    """The files of a folder by posix path, each read when asked for."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._paths = frozenset(
            path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
        )

    def __getitem__(self, path: str) -> bytes:
        return (self._folder / path).read_bytes()

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)

    def __contains__(self, path: object) -> bool:
        return path in self._paths


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
    said = _Collector()
    logger = logging.getLogger("mkdocs")
    logger.addHandler(said)
    propagate, logger.propagate = logger.propagate, False
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)
            mkdocs_build.build(config)
    except (mkdocs.exceptions.Abort, mkdocs.exceptions.BuildError) as error:
        raise SiteError(said.messages or [str(error)]) from error
    finally:
        logger.propagate = propagate
        logger.removeHandler(said)


class _Collector(logging.Handler):
    """Keeps what MkDocs warns of, which its strict mode only counts."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


class _workshop:  # noqa: N801 # used as a function
    """A sibling folder to build in, which is also the lock; gone when the block ends."""

    def __init__(self, target: Path) -> None:
        self._folder = target.with_name(f".{target.name}.building")

    def __enter__(self) -> Path:
        try:
            self._folder.mkdir(parents=True)
        except FileExistsError:
            if _owner_lives(self._folder):
                message = f"另一个构建正在进行（{self._folder}）"
                raise SurroundingsError(message) from None
            shutil.rmtree(self._folder)
            self._folder.mkdir()
        except OSError as error:
            raise SurroundingsError(f"无法写入 {self._folder}：{error.strerror}") from error
        (self._folder / MARKER).write_bytes(MARKER_TEXT)
        _pid_file(self._folder).write_text(str(os.getpid()), encoding="ascii")
        return self._folder

    def __exit__(self, *_: object) -> None:
        shutil.rmtree(self._folder, ignore_errors=True)
        _pid_file(self._folder).unlink(missing_ok=True)


def _pid_file(folder: Path) -> Path:
    return folder.with_name(f"{folder.name}.pid")


def _owner_lives(folder: Path) -> bool:
    try:
        os.kill(int(_pid_file(folder).read_text(encoding="ascii")), 0)
    except (OSError, ValueError):
        return False
    return True


def _refuse_foreign(target: Path) -> None:
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        raise SurroundingsError(f"{target} 不是文件夹，不能替换")
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
    if target.exists():
        shutil.rmtree(backup, ignore_errors=True)
    else:
        backup.rename(target)


def _flip(folder: Path, target: Path) -> None:
    backup = _backup(target)
    try:
        if target.exists():
            target.rename(backup)
        folder.rename(target)
    except OSError as error:
        if backup.exists() and not target.exists():
            backup.rename(target)
        raise SurroundingsError(f"无法替换 {target}：{error.strerror}") from error
    shutil.rmtree(backup, ignore_errors=True)
