"""The MkDocs plugin: hands the generator's pages to MkDocs. With `build`, the only MkDocs room.

Each hook is one call to something plain; no rule about records lives here.
"""

import datetime
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any, Final, Literal, TypeVar
from urllib.parse import quote

import jinja2
from markupsafe import Markup
from mkdocs.config import base
from mkdocs.config import config_options as options
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import templates

from generator import album, disk, head, markdown, output, pipeline, urls
from generator.exports.sitemap import SitePlan, sitemap_files
from generator.forge import read as read_forge
from generator.library import revised_on
from generator.problems import Problem, errors, mattering
from generator.settings import (
    Settings,
    read_contact,
    read_expiry,
    read_site_id,
    read_year,
)

# Of what the theme brings we use its main style sheet: its scripts, its palettes and what is for
# those who mend the theme are more than half of a small site.
_UNUSED: Final = re.compile(
    r"assets/(javascripts/((lunr|workers)/.*|bundle\..*)|stylesheets/palette\..*|\w+/.*\.map)"
)

_T = TypeVar("_T")

log: logging.LoggerAdapter[logging.Logger] = get_plugin_logger("anliku")


class _Read(base.BaseConfigOption[_T]):
    """What a function of ours reads, and refuses where others could not use it."""

    def __init__(self, read: Callable[[object], _T], default: object) -> None:
        super().__init__()
        self.default = default
        self._read = read

    def run_validation(self, value: object) -> _T:
        """Refuse what others could not use."""
        try:
            return self._read(value)
        except ValueError as error:
            raise base.ValidationError(str(error)) from error


class AnlikuConfig(base.Config):  # type: ignore[no-untyped-call] # MkDocs' own lacks types
    """The settings under `plugins: - anliku:` in `mkdocs.yml`; what is empty is not shown."""

    cases = options.Dir(default="cases", exists=True)
    forge = _Read(read_forge, {})
    publisher = options.Type(str, default="")
    contact = options.Type(str, default="")
    icp = options.Type(str, default="")
    police = options.Type(str, default="")
    site_id = _Read(read_site_id, "")
    security_contact = _Read(read_contact, "")
    security_expires = _Read(read_expiry, "")
    citation_year = _Read(read_year, 2025)


@dataclass(frozen=True, slots=True)
class Product:
    """All that goes into one site, and the days that its pages are of (`YYYY-MM-DD`)."""

    pages: tuple[output.Page, ...]
    files: tuple[output.File, ...]
    dates: dict[str, str]
    newest: str
    # Each file that is left out for its problems, and its page if it has one.
    left_out: tuple[tuple[str, str], ...]
    settings: Settings
    # Files for those who ask a web server, and the plan of the site's map: no copy has them.
    served: tuple[output.File, ...] = ()
    map: SitePlan | None = None
    # A copy that is opened from disk, or a site that hands one out.
    for_disk: bool = False
    has_copy: bool = False

    @property
    def names(self) -> frozenset[str]:
        """The places of all files."""
        return frozenset(file.uri for file in (*self.files, *self.served))


def produce(
    reading: pipeline.Reading,
    settings: Settings,
    pictures: Callable[[], Iterable[output.File]],
    index: Callable[[], Iterable[output.File]],
    preview: bool,
) -> Product:
    """Make the product of one reading.

    `pictures` and `index` give the share pictures and the files of the search, asked for last.
    """
    library = reading.library
    data = pipeline.open_data(reading, settings)
    pages = pipeline.render_pages(reading, settings, data)
    if preview:
        pages += pipeline.render_refused(reading)
    product = Product(
        pages=pages,
        files=pipeline.files(reading, settings, data, index),
        dates={urls.case(case.id): revised_on(case) for case in library.cases},
        newest=library.newest,
        left_out=pipeline.left_out(reading) if preview else (),
        settings=settings,
        served=(*pipeline.served_files(reading, settings, preview=preview), *pictures()),
        map=None if preview else pipeline.map_of(reading, settings, pages),
    )
    return replace(product, pages=pipeline.with_heads(reading, settings, pages, product.names))


def settings_of(config: MkDocsConfig, own: AnlikuConfig) -> Settings:
    """Read what pages need from the host's configuration."""
    return Settings(
        site_name=config.site_name,
        description=config.site_description or "",
        address=config.site_url or "",
        publisher=own.publisher,
        contact=own.contact,
        icp=own.icp,
        police=own.police,
        site_id=own.site_id,
        security_contact=own.security_contact,
        security_expires=own.security_expires,
        citation_year=own.citation_year,
        forge=own.forge,
    )


def mkdocs_files(product: Product, config: MkDocsConfig, taken: Files) -> Iterator[File]:
    """Turn the pages of a product into MkDocs' files in memory; refuse one whose place is taken."""
    for page in product.pages:
        _refuse_taken(page.src_uri, taken)
        content = markdown.document(page)
        inclusion = InclusionLevel.NOT_IN_NAV
        yield File.generated(config, page.src_uri, content=content, inclusion=inclusion)


def plain_files(product: Product, taken: Files) -> tuple[output.File, ...]:
    """Give what lies beside the pages, the map of the site too; refuse one whose place is taken.

    `taken` are all files of MkDocs. It sees none of these: it would take a text that is handed out
    for a page, and spend a tenth of the build of a large library on thousands of small files.
    """
    pages = (file.src_uri for file in taken.documentation_pages())
    site_map = sitemap_files(product.map, pages) if product.map else ()
    made = (*product.files, *product.served, *site_map)
    for file in made:
        _refuse_taken(file.uri, taken)
    return made


def _refuse_taken(uri: str, taken: Files) -> None:
    # It would replace a hand-written page or file with no more than a warning.
    if taken.get_file_from_path(uri):
        raise PluginError(f"docs/{uri} 与生成的页面重名，请给手写页面换个名字")


def set_for_disk(files: Iterable[File]) -> None:
    """Let MkDocs link to the file of each page, which stays where it is."""
    for file in files:
        file.url = quote(file.dest_uri)


def name_by_content(files: Iterable[File]) -> None:
    """Let each file that pages load be known by its content, for templates and links alike.

    What is generated is known by the address that `urls` gives it.
    """
    for file in files:
        if file.src_uri.startswith("assets/") and not file.generated_by:
            file.dest_uri = urls.asset(file.src_uri, file.content_bytes)
            file.url = quote(file.dest_uri)


def url_filter(files: Iterable[File], *, for_disk: bool) -> Callable[..., str]:
    """Do what MkDocs' filter `url` does, from the name of an asset in `docs/` to where it is.

    In a copy `for_disk`, a way ends in a file.
    """
    names = {file.src_uri: file.dest_uri for file in files if file.src_uri != file.dest_uri}

    @jinja2.pass_context
    def url(context: templates.TemplateContext, value: str) -> str:
        way = names.get(value, value)
        return templates.url_filter(context, urls.in_file(way) if for_disk else way)

    return url


def theme_values(own: AnlikuConfig) -> dict[str, Markup]:
    """Give what the host says of itself, encoded, and where the police's filing is looked up."""
    names = ("publisher", "contact", "icp", "police", "site_id")
    told = {name: markdown.encode(own[name]) for name in names}
    return told | {"police_record": markdown.link(urls.police_record(own.police))}


def head_of(product: Product, heads: Mapping[str, str], page: MkDocsPage) -> str:
    """Give the head of a page, generated or written by hand."""
    uri = page.file.src_uri
    if uri in heads:
        return heads[uri]
    title, description = (str(page.meta.get(name) or "") for name in ("title", "description"))
    own = output.Page(uri, title or str(page.title), description, "")
    return head.written(product.settings, product.names, own)


def encoded(left_out: Iterable[tuple[str, str]]) -> list[tuple[Markup, str]]:
    """Give the files that are left out to the theme: what to show, and the page's address."""
    return [(markdown.encode(file), urls.address(page) if page else "") for file, page in left_out]


def say(problems: Iterable[Problem]) -> None:
    """Print problems to MkDocs' log; as information, since strict mode counts warnings.

    Notes are for who writes a record: `check` says them, and the preview on a draft's own page.
    """
    levels = {"error": logging.ERROR, "warning": logging.INFO, "note": logging.DEBUG}
    for one in problems:
        place = f"{one.file}:{one.line}:{one.column}"
        hint = f"　改法：{one.hint}" if one.hint else ""
        log.log(levels[one.severity], "%s %s %s%s", place, one.code, one.message, hint)


class AnlikuPlugin(BasePlugin[AnlikuConfig]):  # type: ignore[no-untyped-call] # the same
    """Adds the generated pages to a MkDocs build."""

    def __init__(self) -> None:
        self.preview = False
        # What `build` made beforehand; made here when MkDocs runs alone.
        self.product: Product | None = None
        self.page_done: Callable[[], None] = lambda: None
        self._current: Product | None = None
        self._plain: tuple[output.File, ...] = ()

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], **_: Any) -> None:
        """Learn whether this is a preview, which shows drafts and survives bad records."""
        self.preview = command == "serve"

    def on_files(self, files: Files, /, *, config: MkDocsConfig) -> Files:
        """Add the generated pages and files."""
        self._current = self.product or self._produce(config)
        for file in [one for one in files if _UNUSED.fullmatch(one.src_uri)]:
            files.remove(file)
        for file in list(mkdocs_files(self._current, config, files)):
            files.append(file)
        self._plain = plain_files(self._current, files)
        name_by_content(files)
        if self._current.for_disk:
            set_for_disk(files)
        return files

    def on_page_markdown(self, markdown: str, /, *, page: MkDocsPage, **_: Any) -> str:
        """Date a page by its record, so that a build says the same on every day."""
        product = self._current
        if product:
            page.update_date = product.dates.get(page.file.src_uri, product.newest)
        if product and product.for_disk and page.canonical_url:
            # The page on the site, which is the one to cite.
            page.canonical_url = page.canonical_url.removesuffix("index.html")
        return markdown

    def on_env(
        self, env: jinja2.Environment, /, *, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Give the theme the host's own words, encoded: MkDocs' templates escape nothing."""
        product = self._current
        heads = {page.src_uri: page.head for page in product.pages} if product else {}
        env.globals["anliku"] = {
            **theme_values(self.config),
            "left_out": encoded(product.left_out if product else ()),
            "head": partial(head_of, product, heads) if product else "",
            "offline": urls.address(urls.OFFLINE) if product and product.has_copy else "",
        }
        # The blanks that lay out the templates would be a seventieth of a page.
        env.trim_blocks = env.lstrip_blocks = True
        env.filters["url"] = url_filter(files, for_disk=bool(product and product.for_disk))
        # The theme prints these two as they are. Pages are rendered by now, so nobody else reads
        # them, and each build loads a configuration of its own.
        for name in ("site_name", "site_description"):
            config[name] = str(markdown.encode(config[name] or ""))
        return env

    def on_post_page(self, output: str, /, **_: Any) -> str:
        """Count a finished page."""
        self.page_done()
        return output

    def on_post_template(self, output_content: str, /, *, template_name: str, **_: Any) -> str:
        """Leave out what is empty: MkDocs' own map, and in a copy what is for web servers."""
        for_disk = self._current and self._current.for_disk
        return "" if for_disk or template_name == urls.SITEMAP else output_content

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write what lies beside the pages."""
        disk.write_tree(Path(config.site_dir), self._plain)

    def on_serve(self, server: LiveReloadServer, /, **_: Any) -> LiveReloadServer:
        """Rebuild the preview when a record changes."""
        server.watch(str(self.config.cases))
        return server

    def _produce(self, config: MkDocsConfig) -> Product:
        today = datetime.date.today().isoformat()
        inputs = disk.read_inputs(Path(self.config.cases))
        reading = pipeline.read(inputs, today, drafts=self.preview)
        say(mattering(reading.problems))
        failed = len(errors(reading.problems))
        if failed and not self.preview:
            raise PluginError("案例记录有错误，没有生成网站")
        log.info("%s 个案例，%s 个错误。", len(reading.library.cases), failed)
        index = partial(pipeline.index_files, reading.library)
        settings = settings_of(config, self.config)
        if self.preview:
            # It has an address of its own, which nobody shares.
            settings = replace(settings, address="")
        folder = Path(config.config_file_path).parent / album.FOLDER
        pictures = album.start(reading.library, settings, folder)
        return produce(reading, settings, pictures, index, self.preview)
