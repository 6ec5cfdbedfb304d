"""A whole build: read, check, render, MkDocs into a sibling folder, verify, flip.

The site that stands is touched only by the last step; `flip` says how. A copy for reading from disk
is a site of its own: built, verified and packed before the site that hands it out.
"""

import datetime
import logging
import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, Protocol
from urllib.parse import unquote, urlsplit

import mkdocs.exceptions
from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from generator import album, compress, disk, elsewhere, offline, pipeline, urls, workspace
from generator.documents import documents, facets
from generator.flip import MARKER, flip, recover, refuse_foreign, workshop
from generator.output import File
from generator.plugin import AnlikuPlugin, Product, produce, settings_of
from generator.problems import Problem, errors, mattering
from generator.render import Copy
from generator.search import build_index
from generator.settings import Settings, in_host_words, missing, read_address
from generator.verify import PageFacts, html_paths, read_pages, verify
from generator.workspace import SurroundingsError

# From so many cases or pages on, a second process saves more time than it takes to start.
LARGE: Final = 400
# The copy while it is made, in the folder of the build: MkDocs leaves hidden names alone.
_COPY: Final = ".copy"
_ZIP: Final = ".copy.zip"
# What comes of a configuration that cannot be read; YAML's own reader knows only ValueError.
_UNREADABLE: Final = (mkdocs.exceptions.MkDocsException, OSError, ValueError)


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
        self.problems = mattering(problems)


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
    # All of them, with the compressed forms of others, of which there are so many.
    files: int
    compressed: int
    bytes: int
    # The zip of the copy for reading from disk, where one was asked for.
    archive: Path | None
    # How many drafts are left out.
    drafts: int
    problems: tuple[Problem, ...]
    # What the site lacks since the host has not set something, a sentence each.
    hints: tuple[str, ...]


def load(config_file: Path, **overrides: Any) -> MkDocsConfig:
    """Load a MkDocs configuration that has our plugin; raises SurroundingsError."""
    if not config_file.is_file():
        message = f"没有配置文件 {config_file}；请到项目文件夹里运行，或用 --config 指明"
        raise SurroundingsError(message)
    said: list[str] = []
    try:
        with _listening(said):
            config = load_config(config_file=str(config_file), **overrides)
        config.site_url = read_address(config.site_url) or None
    except _UNREADABLE as error:
        said = said or [str(error)]
    if said:
        faults = "；".join(map(in_host_words, said))
        raise SurroundingsError(f"{config_file} 的设置有误：{faults}")
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
    with_copy: bool = False,
    with_compressed: bool = False,
) -> Summary:
    """Build the site, `with_copy` with a copy of it for reading from disk.

    `with_compressed` has compressed forms beside its files.

    Raises a BuildError, and then the old site stands as it was.
    """
    config = load(config_file)
    plugin = plugin_of(config)
    # Not resolved: a link in the place of the site is refused, not followed.
    target = (site_dir or Path(config.site_dir)).absolute()
    source = cases or Path(plugin.config.cases)
    refuse_foreign(target, (source, config_file, *_folders(config)))
    with workshop(target) as folder:
        recover(target)
        reporter.stage("读取和检查")
        reading = workspace.read(workspace.read_inputs(source), today or datetime.date.today())
        if errors(reading.problems):
            raise ProblemsError(reading.problems)
        reporter.stage("建立检索索引")
        index = _start_index(reading)
        reporter.stage("生成页面")
        settings = settings_of(config, plugin.config)
        pictures = album.start(reading.library, settings, config_file.parent / album.FOLDER)
        product = produce(reading, settings, pictures, index, preview=False)
        run = partial(_run_mkdocs, config_file, reporter)
        copy = _make_copy(folder, reading, settings, product, run) if with_copy else None
        if copy:
            page = pipeline.render_offline(reading, settings, copy)
            own = pipeline.with_heads(reading, settings, [page], product.names)
            product = replace(product, pages=(*product.pages, *own), has_copy=True)
        run(folder, product)
        archive = urls.archive(copy.name) if copy else ""
        if copy:
            (folder / _ZIP).rename(folder / archive)
        reporter.stage("核对")
        site = disk.Files(folder)
        _refuse_faults(verify(site, _expected(product), _base(config), _read(site, _base(config))))
        compressed = _compress(folder, reporter) if with_compressed else 0
        flip(folder, target)
    packed = target / archive if copy else None
    return _summary(target, reading, packed, compressed, *missing(settings))


def _summary(
    site: Path, reading: pipeline.Reading, archive: Path | None, compressed: int, *hints: str
) -> Summary:
    sizes = dict(disk.sizes(site))
    return Summary(
        site=site,
        cases=len(reading.library.cases),
        pages=sum(name.endswith(".html") for name in sizes),
        files=len(sizes),
        compressed=compressed,
        bytes=sum(sizes.values()),
        archive=archive,
        drafts=reading.drafts,
        problems=mattering(reading.problems),
        hints=hints,
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
    library = reading.library
    return elsewhere.start(build_index, list(documents(library)), facets(library))


def _make_copy(
    folder: Path,
    reading: pipeline.Reading,
    settings: Settings,
    product: Product,
    run: Callable[[Path, Product], None],
) -> Copy:
    """Make the copy of a site for reading from disk; its zip is then in `folder`."""
    library = reading.library
    readme = offline.readme(settings.site_name, library.newest, len(library.listed))
    settings = replace(settings, to_files=True)
    rendered = pipeline.render_pages(reading, settings, product.files)
    product = replace(
        product,
        pages=pipeline.with_heads(reading, settings, rendered, ()),
        files=(*product.files, readme),
        settings=settings,
        served=(),
        for_disk=True,
        map=None,
    )
    place, archive = folder / _COPY, folder / _ZIP
    run(place, product)
    pages = _read(disk.Files(place), "/")
    product = _set_data(place, product, pages)
    site = disk.Files(place)
    _refuse_faults([*verify(site, _expected(product), "/", pages), *offline.faults(pages)])
    name = f"anli-{library.newest}"
    with archive.open("wb") as stream:
        offline.pack(site, name, library.newest, stream)
    shutil.rmtree(place)
    return Copy(name, len(pages), archive.stat().st_size)


def _set_data(place: Path, product: Product, pages: list[PageFacts]) -> Product:
    """Put scripts in the place of the data files that scripts load."""
    files = offline.on_disk(product.files, pages)
    before, after = ({file.uri for file in some} for some in (product.files, files))
    for uri in before - after:
        (place / uri).unlink()
    disk.write_tree(place, [file for file in files if file.uri not in before])
    return replace(product, files=files)


def _read(site: disk.Files, base: str) -> list[PageFacts]:
    """Read the pages of a site; those of a large one with two pairs of eyes."""
    paths = html_paths(site)
    if len(paths) < LARGE:
        return read_pages(site, paths, base)
    half = elsewhere.start(read_pages, site, paths[1::2], base)
    pages = [*read_pages(site, paths[::2], base), *half()]
    pages.sort(key=lambda page: page.path)
    return pages


def _compress(folder: Path, reporter: Reporter) -> int:
    """Put compressed forms beside the files of a finished site; give how many."""
    reporter.stage("压缩")
    uris = sorted(filter(compress.is_text, disk.Files(folder)))
    if len(uris) < LARGE:
        return disk.write_beside(folder, uris, compress.forms)
    half = elsewhere.start(disk.write_beside, folder, uris[1::2], compress.forms)
    return disk.write_beside(folder, uris[::2], compress.forms) + half()


def _refuse_faults(faults: list[str]) -> None:
    if faults:
        raise SiteError(faults)


def _folders(config: MkDocsConfig) -> list[Path]:
    """Give the folders that MkDocs builds from."""
    return [Path(one) for one in (config.docs_dir, config.theme.custom_dir) if one]


def _expected(product: Product) -> Iterator[str]:
    yield from (urls.file(page.src_uri) for page in product.pages)
    yield from product.names
    if product.map:
        yield urls.SITEMAP
    if not product.for_disk:
        yield from ("404.html", MARKER)


def _base(config: MkDocsConfig) -> str:
    return unquote(urlsplit(config.site_url or "/").path) or "/"


def _run_mkdocs(config_file: Path, reporter: Reporter, folder: Path, product: Product) -> None:
    reporter.stage("排版离线版" if product.for_disk else "排版", len(product.pages))
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
