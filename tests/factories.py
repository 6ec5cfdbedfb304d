"""What tests are made of: records, cases, libraries, golden records and pages, each by one call."""

import copy
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import html5lib
import markdown as python_markdown
import yaml

from generator import disk, pipeline
from generator.disk import Inputs
from generator.library import Library, Vocabularies, build_library
from generator.model import Case, Term
from generator.output import File, Page
from generator.parse import Source
from generator.regions import Gazetteer
from generator.render import render
from generator.settings import Settings

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden" / "records"
TODAY = "2026-12-31"

_RECORD: dict[str, Any] = {
    "title": "示例：货车司机党建",
    "summary": "这是一个用来检验程序的示例案例，写明某市交通运输局怎样找到货车司机中的党员，"
    "怎样建起党支部，以及做成了什么。",
    "organizations": [{"name": "某市交通运输局"}],
    "category": "机关",
    "domain": "道路货运",
    "tags": ["huoche-siji"],
    "regions": ["山东省烟台市招远市"],
    "background": "背景一段。",
    "practices": [{"title": "摸清底数", "body": "做法一段。"}],
    "outcomes": "成效一段。",
    "sources": [{"title": "来源标题", "published": "2023-03-03", "kind": "报纸"}],
    "curation": {"status": "published", "added": "2026-11-22"},
}

# The vocabularies of the golden records: enough to choose from, small enough to be listed.
# An old id of one stands behind its name.
VOCABULARIES = {
    "tags": (
        "huoche-siji 货车司机",
        "liudong-dangyuan 流动党员",
        "siji-zhijia 司机之家 siji-yizhan",
    ),
    "domains": ("daolu-huoyun 道路货运", "daolu-keyun 道路客运"),
    "categories": ("jiguan 机关", "shiye-danwei 事业单位"),
    "platform-kinds": ("dangjian-xinxi-pingtai 党建信息平台",),
    "honor-levels": ("shengji 省级",),
}


def record(**overrides: Any) -> dict[str, Any]:
    """Give the data of a sound record; a key with None is left out."""
    data = {**copy.deepcopy(_RECORD), **overrides}
    return {key: value for key, value in data.items() if value is not None}


def record_text(**overrides: Any) -> str:
    """Give the same as YAML, every text quoted."""
    return as_yaml(record(**overrides))


def as_yaml(data: Any) -> str:
    """Write data as YAML in which no text is taken for anything else."""
    return yaml.safe_dump(data, allow_unicode=True, sort_keys=False, default_style='"', width=9999)


def source(text: str | bytes, file: str = "cases/2023/a-case.yml") -> Source:
    """Give a file as the reader gets it."""
    return Source(file, text.encode() if isinstance(text, str) else text)


def make_case(case_id: str = "a-case", year: str = "2023", **overrides: Any) -> Case:
    """Make a case without a file."""
    return Case.model_validate({**record(**overrides), "id": case_id, "year": year})


@cache
def gazetteer() -> Gazetteer:
    """Read the table of regions, once for all tests."""
    return Gazetteer.parse(disk.read_gazetteer())


def terms(name: str) -> tuple[Term, ...]:
    """Give one of `VOCABULARIES` as entries."""
    pairs = (entry.split() for entry in VOCABULARIES[name])
    return tuple(
        Term(id=one, name=word, description=f"{word}的案例", aliases=tuple(old))
        for one, word, *old in pairs
    )


def make_library(*cases: Case, drafts: bool = False) -> Library:
    """Put cases into a library with the vocabularies of the golden records."""
    vocabularies = Vocabularies(
        tags=terms("tags"),
        domains=terms("domains"),
        categories=terms("categories"),
        platform_kinds=terms("platform-kinds"),
        honor_levels=terms("honor-levels"),
    )
    return build_library(cases, vocabularies, gazetteer(), drafts=drafts)


def pages_of(*cases: Case, **settings: str) -> dict[str, Page]:
    """Render a library of these cases; give its pages by their place."""
    library = make_library(*cases)
    return {page.src_uri: page for page in render(library, Settings(**settings))}


def make_inputs(
    files: dict[str, bytes], images: Sequence[str] = (), without: Sequence[str] = ()
) -> Inputs:
    """Give what a build would read, with the vocabularies of the golden records but `without`."""
    vocabularies = {
        f"cases/_vocab/{name}.yml": as_yaml([one.model_dump() for one in terms(name)]).encode()
        for name in VOCABULARIES
    }
    given = {name: raw for name, raw in vocabularies.items() if name not in without} | files
    return Inputs(
        records=tuple(Source(file, raw) for file, raw in given.items() if "/_vocab/" not in file),
        vocabularies=tuple(Source(file, raw) for file, raw in given.items() if "/_vocab/" in file),
        images=tuple(File(name, b"") for name in images),
        problems=(),
        gazetteer=disk.read_gazetteer(),
        manual=disk.read_manual(),
    )


@cache
def library_inputs() -> Inputs:
    """Read the records that the library publishes."""
    return disk.read_inputs(ROOT / "cases")


@cache
def library() -> Library:
    """Give the library that is published."""
    return pipeline.read(library_inputs(), TODAY).library


@dataclass(frozen=True)
class Golden:
    """One file of `tests/golden/records`: what an editor wrote, and what the reader answers.

    `about` is what a user relies on. One record stands in `input` (with `file` if its name
    matters), several in `files`. `encoding`, `line_ends: crlf` and `fill` (a text put in place of
    `<fill>` so many times) say how the text becomes bytes; `images` are the pictures beside it,
    `without` the vocabularies that are missing. `closely` asks for all that a check
    says. `beyond_schema` is the reason why an editor's schema cannot see the problem.
    """

    name: str
    about: str
    files: dict[str, bytes]
    images: tuple[str, ...]
    without: tuple[str, ...]
    problems: list[dict[str, Any]]
    beyond_schema: str
    closely: bool

    def inputs(self) -> Inputs:
        """Give what a build would read."""
        return make_inputs(self.files, self.images, self.without)

    def answer(self) -> list[dict[str, Any]]:
        """Read the files as a build or a check does; give the problems as the golden file does."""
        problems = pipeline.read(self.inputs(), TODAY, closely=self.closely).problems
        keys = ("file", "code", "line", "column", "message", "hint")
        several = len(self.files) > 1
        return [
            {key: one.as_dict()[key] for key in keys if key != "file" or several}
            for one in problems
        ]


def golden(path: Path) -> Golden:
    """Read one golden record."""
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    files = data.get("files") or {data.get("file", "cases/2023/a-case.yml"): data["input"]}
    return Golden(
        name=path.stem,
        about=data["about"],
        files={file: _bytes(text, data) for file, text in files.items()},
        images=tuple(data.get("images", ())),
        without=tuple(data.get("without", ())),
        problems=data["problems"],
        beyond_schema=data.get("beyond_schema", ""),
        closely=data.get("closely", False),
    )


def _bytes(text: str, data: dict[str, Any]) -> bytes:
    fill = data.get("fill", {"text": "", "times": 0})
    text = text.replace("<fill>", fill["text"] * fill["times"])
    if data.get("line_ends") == "crlf":
        text = text.replace("\n", "\r\n")
    return text.encode(data.get("encoding", "utf-8"))


@cache
def golden_records() -> tuple[Golden, ...]:
    """Read all golden records."""
    return tuple(golden(path) for path in sorted(GOLDEN.glob("*.yml")))


@cache
def engine() -> python_markdown.Markdown:
    """Make a converter with the extensions of the site."""
    config = yaml.safe_load((ROOT / "mkdocs.yml").read_text(encoding="utf-8").replace("!!", ""))
    extensions, settings = [], {}
    for one in config["markdown_extensions"]:
        name, options = next(iter(one.items())) if isinstance(one, dict) else (one, {})
        extensions.append(name)
        settings[name] = options
    # MkDocs always adds these three.
    return python_markdown.Markdown(
        extensions=[*dict.fromkeys(["toc", "tables", "fenced_code", *extensions])],
        extension_configs=settings,
    )


def convert(body: str) -> Any:
    """Turn Markdown into a tree, as MkDocs and a browser do."""
    made = engine().reset().convert(body)
    return html5lib.parseFragment(made, treebuilder="etree", namespaceHTMLElements=False)


def shape(tree: Any) -> list[tuple[str, dict[str, str]]]:
    """Give the elements with their attributes, in order."""
    return [(one.tag, dict(one.attrib)) for one in tree.iter() if one.tag != "DOCUMENT_FRAGMENT"]


def words(tree: Any) -> str:
    """Give the text of a tree, its outer white space dropped."""
    return "".join(tree.itertext()).strip("\n")
