"""What the site is made of, for other programs: its pages as a Markdown tree, its open data."""

import datetime
import re
import shutil
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from generator import disk, markdown, pipeline, urls, workspace
from generator.build import ProblemsError, load, plugin_of
from generator.output import File
from generator.pipeline import Reading
from generator.plugin import AnlikuPlugin, settings_of
from generator.problems import errors
from generator.workspace import SurroundingsError

# All records in one file: the name of the form, and the file of the site.
LISTS: Final = {"json": urls.DATA_JSON, "ndjson": urls.DATA_NDJSON}

# In the front matter of a page written by hand, the template of our theme
_TEMPLATE: Final = re.compile(rb"\A(---\n(?:(?!---).*\n)*?)template:.*\n")


class RecordsError(ProblemsError):
    """Records have errors, so nothing was written."""


def export_markdown(config_file: Path, folder: Path, cases: Path | None) -> int:
    """Write hand-written and generated pages, pictures and the search index; give their number.

    Raises SurroundingsError where `folder` holds something already, RecordsError for records.
    """
    config = load(config_file)
    plugin = plugin_of(config)
    _refuse_full(folder)
    reading = _read(plugin, cases)
    # Another engine has neither our theme's templates nor its parts to hide.
    settings = settings_of(config, plugin.config)
    data = pipeline.open_data(reading, settings)
    pages = [
        replace(page, template="", hide=())
        for page in pipeline.render_pages(reading, settings, data)
    ]
    shutil.copytree(config.docs_dir, folder, dirs_exist_ok=True)
    for written in folder.rglob("*.md"):
        written.write_bytes(_TEMPLATE.sub(rb"\1", written.read_bytes()))
    index = partial(pipeline.index_files, reading.library)
    disk.write_tree(
        folder,
        [
            *(File(page.src_uri, markdown.document(page).encode()) for page in pages),
            # Texts as they are; an engine would make pages of them.
            *(
                file
                for file in pipeline.files(reading, settings, data, index)
                if not file.uri.endswith(".md")
            ),
            *pipeline.served_files(reading, settings),
        ],
    )
    return sum(1 for _ in folder.rglob("*.md"))


def export_list(
    config_file: Path, form: str, path: Path | None, cases: Path | None
) -> tuple[bytes, int]:
    """Give all records in a form of `LISTS`, and their number; write them to `path` if it is given.

    Raises SurroundingsError where something lies at `path` already, RecordsError for records.
    """
    reading, data = _data(config_file, cases)
    content = next(file.content for file in data if file.uri == LISTS[form])
    if path:
        _create(path, content)
    return content, len(reading.library.listed)


def export_tables(config_file: Path, folder: Path, cases: Path | None) -> int:
    """Write the tables under the names that they have on the site; give their number.

    Raises SurroundingsError where `folder` holds something already, RecordsError for records.
    """
    _refuse_full(folder)
    _, data = _data(config_file, cases)
    tables = {Path(file.uri).name: file.content for file in data if file.uri.endswith(".csv")}
    for name, content in tables.items():
        _create(folder / name, content)
    return len(tables)


def _data(config_file: Path, cases: Path | None) -> tuple[Reading, tuple[File, ...]]:
    config = load(config_file)
    plugin = plugin_of(config)
    reading = _read(plugin, cases)
    return reading, pipeline.open_data(reading, settings_of(config, plugin.config))


def _create(path: Path, content: bytes) -> None:
    try:
        disk.create(path, content)
    except FileExistsError as error:
        message = f"{path} 已经有了，没有改动；请换一个名字，或先把它移走"
        raise SurroundingsError(message) from error


def _read(plugin: AnlikuPlugin, cases: Path | None) -> Reading:
    inputs = workspace.read_inputs(cases or Path(plugin.config.cases))
    reading = workspace.read(inputs, datetime.date.today())
    if errors(reading.problems):
        raise RecordsError(reading.problems)
    return reading


def _refuse_full(folder: Path) -> None:
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise SurroundingsError(f"{folder} 不是空文件夹；请换一个，或先移走里面的内容")
