"""What developers rely on: the house has the walls that its description draws."""

import ast
import re
import sys
from functools import cache

import pytest

from tests.factories import ROOT

# module -> what it may import beside the standard library; a room knows only rooms above it here.
HOUSE = {
    "messages": "",
    "values": "messages pydantic",
    "fields": "messages pydantic pydantic_core",
    "figures": "fields messages values pydantic",
    "model": "fields figures messages values pydantic",
    "problems": "",
    "output": "",
    "regions": "",
    "urls": "",
    "forge": "values pydantic",
    "settings": "forge urls values pydantic",
    "yaml_faults": "messages",
    "strict_yaml": "messages problems yaml_faults yaml",
    "markdown": "output strict_yaml markupsafe",
    "finished_blocks": "markdown",
    "dictionary": "fields model pydantic",
    "comments": "strict_yaml",
    "layout": "comments dictionary strict_yaml",
    "schema": "model values",
    "advice": "messages model values",
    "explain": "advice dictionary fields layout messages model problems strict_yaml yaml_faults "
    "pydantic pydantic_core",
    "personal": "phonenumbers stdnum",
    "privacy": "messages personal problems strict_yaml yaml_faults",
    "parse": "explain messages model privacy problems strict_yaml values pydantic",
    "mend": "comments dictionary layout parse privacy problems strict_yaml values",
    "manual": "fields parse problems strict_yaml pydantic",
    "pinyin": "pypinyin",
    "library": "model pinyin regions values",
    "aliases": "library model output urls",
    "history": "library model",
    "likewords": "model numpy",
    "related": "library likewords model numpy",
    "check": "advice comments library messages model parse problems regions strict_yaml values",
    "vanished": "aliases library model parse problems",
    "style": "messages model parse problems strict_yaml yaml_faults",
    "form": "advice comments dictionary explain fields library messages model parse personal "
    "pinyin privacy problems regions schema strict_yaml style values",
    "draft": "check dictionary layout messages model parse personal pinyin problems regions "
    "strict_yaml values",
    "links": "model parse",
    "duplicates": "model parse problems numpy rensa",
    "charts": "figures values",
    "wording": "charts figures history library model regions",
    "sheets": "figures library model pinyin regions urls values wording",
    "search.terms": "numpy",
    "search.shards": "search.terms numpy",
    "search.script": "search.shards opencc",
    "search.normalize": "search.script",
    "search.sound": "pinyin search.normalize",
    "search.facets": "pinyin search.shards",
    "search.index": "output search.facets search.normalize search.script search.shards "
    "search.sound search.terms numpy",
    "search": "search.facets search.index",
    "comparison": "figures library markdown model output search.normalize urls wording",
    "documents": "library markdown model search wording",
    "exports.version": "",
    "exports.choices": "library model urls",
    "exports.rows": "figures library model settings urls wording",
    "exports.columns": "exports.rows figures library model values",
    "exports.tables": "exports.columns exports.rows library output settings urls",
    "exports.package": "exports.columns exports.rows exports.tables exports.version library "
    "output schema settings urls",
    "exports.resolved": "exports.version figures history library model regions settings urls "
    "values wording",
    "exports.prose": "figures history library markdown model settings urls wording",
    "exports.records": "exports.choices exports.prose exports.resolved exports.rows "
    "exports.version history library model output settings urls pydantic_core",
    "exports.entries": "history library markdown model urls wording lxml",
    "exports.atom": "exports.entries settings lxml",
    "exports.jsonfeed": "exports.entries settings",
    "exports.feeds": "exports.atom exports.choices exports.entries exports.jsonfeed library "
    "output settings urls",
    "exports.sitemap": "library output sheets urls lxml",
    "exports.notices": "library markdown output settings urls",
    "exports.typeset": "",
    "exports.pictures": "exports.typeset library model settings urls wording PIL",
    "exports.citation": "library markdown model settings urls",
    "exports.citation_gb": "exports.citation",
    "exports.citation_bibtex": "exports.citation",
    "exports.citation_ris": "exports.citation settings",
    "exports.citation_csl": "exports.citation settings",
    "exports.citation_files": "exports.citation exports.citation_bibtex exports.citation_csl "
    "exports.citation_gb exports.citation_ris library output settings urls",
    "exports.scholar": "exports.citation library model settings",
    "exports": "",
    "linked_data": "exports.package library model settings urls",
    "head": "exports.choices exports.pictures library linked_data markdown model output settings "
    "sheets urls",
    "render.moved": "markdown output settings urls",
    "render.templates": "library markdown model output settings urls wording jinja2 markupsafe",
    "render.tiles": "library regions urls",
    "render.case": "charts exports.citation exports.citation_files exports.citation_gb figures "
    "model output related render.templates urls wording markupsafe",
    "render.compare": "output render.templates urls",
    "render.lists": "aliases exports.choices library model output pinyin render.templates "
    "render.tiles sheets urls",
    "render.changes": "history library model output render.lists render.templates urls wording",
    "render.sheets": "library markdown output render.templates sheets urls",
    "render.timeline": "library model output render.lists render.templates urls values wording "
    "markupsafe",
    "render.data": "dictionary exports.citation_gb exports.package exports.version library model "
    "output render.templates settings urls markupsafe",
    "render.home": "library output render.templates render.tiles settings sheets urls",
    "render.manual": "library manual output render.templates settings urls",
    "render.offline": "library output render.templates settings urls",
    "render.pages": "aliases library markdown output problems related render.case render.changes "
    "render.compare render.data render.home render.lists render.moved render.sheets "
    "render.templates render.timeline settings sheets urls",
    "render": "render.manual render.offline render.pages",
    "intake.lines": "",
    "intake.clean_invisible": "intake.lines",
    "intake.clean_script": "intake.lines opencc",
    "intake.clean_pinyin": "intake.clean_script intake.lines pypinyin",
    "intake.clean_adverts": "intake.lines",
    "intake.clean_places": "intake.lines regions",
    "intake.clean_buttons": "",
    "intake.clean_furniture": "intake.clean_buttons intake.lines",
    "intake.clean_headlines": "intake.lines",
    "intake.clean_quotes": "intake.lines",
    "intake.clean_spoilt": "intake.lines",
    "intake.clean_marks": "intake.clean_spoilt intake.lines",
    "intake.clean_breaks": "intake.lines pypinyin",
    "intake.clean": "intake.clean_adverts intake.clean_breaks intake.clean_furniture "
    "intake.clean_headlines intake.clean_invisible intake.clean_marks intake.clean_pinyin "
    "intake.clean_places intake.clean_quotes intake.clean_script intake.clean_spoilt intake.lines "
    "regions",
    "intake.read_encoding": "intake.lines",
    "intake.read_html": "intake.lines intake.read_encoding lxml",
    "intake.read_docx": "intake.lines docx lxml",
    "intake.read": "intake.lines intake.read_docx intake.read_encoding intake.read_html",
    "intake.evidence": "intake.lines",
    "intake.units": "",
    "intake.masks": "",
    "intake.numbers": "intake.units",
    "intake.holes": "",
    "intake.figures": "intake.evidence intake.holes intake.masks intake.numbers intake.units",
    "intake.head": "intake.evidence intake.lines",
    "intake.writers": "intake.evidence intake.head intake.lines",
    "intake.headings": "intake.lines",
    "intake.parts": "intake.headings intake.lines",
    "intake.places": "intake.evidence intake.lines regions",
    "intake.names": "intake.evidence intake.lines intake.places",
    "intake.quoted": "intake.evidence",
    "intake.praise": "intake.evidence intake.quoted",
    "intake.topics": "intake.evidence intake.lines model",
    "intake.guess": "intake.evidence intake.figures intake.head intake.headings intake.lines "
    "intake.names intake.parts intake.places intake.praise intake.quoted intake.topics "
    "intake.writers library",
    "intake.draft": "comments intake.evidence intake.guess intake.lines intake.parts layout "
    "strict_yaml values",
    "intake.report": "intake.draft intake.evidence intake.guess intake.lines",
    "intake": "",
    "disk": "output parse problems strict_yaml",
    "pipeline": "aliases check comparison disk documents duplicates exports "
    "exports.citation_files exports.feeds exports.notices exports.sitemap forge form head library "
    "links manual output parse privacy problems regions render search settings sheets style urls "
    "vanished",
    "verify": "lxml",
    "offline": "output verify",
    "compress": "output brotli",
    "workspace": "disk draft parse pipeline problems",
    "visits": "disk links workspace requests",
    "changes": "parse problems workspace",
    "elsewhere": "",
    "album": "disk elsewhere exports.pictures library output settings",
    "plugin": "album disk exports.sitemap forge head library markdown output pipeline problems "
    "settings urls jinja2 markupsafe mkdocs",
    "importing": "disk draft intake.clean intake.draft intake.evidence intake.guess intake.lines "
    "intake.places intake.read intake.report values workspace",
    "flip": "workspace",
    "build": "album compress disk documents elsewhere flip offline output pipeline plugin "
    "problems render search settings urls verify workspace mkdocs",
    "export": "build disk markdown output pipeline plugin problems urls workspace",
    "report": "problems",
    "options": "importing workspace click",
    "console": "build links mend personal problems report click rich",
    "ask": "console draft problems click",
    "cli": "ask build changes console draft export importing mend options pipeline problems "
    "regions schema visits workspace click",
    "__main__": "cli",
}

# Where the world comes in: everything else is told what it needs, and gives the same for the same.
EDGE = {
    *("elsewhere", "plugin", "flip", "build", "export", "console", "cli", "workspace", "changes"),
    *("importing", "album"),
    "disk",
    "visits",
}
WORLD = {
    *("os", "shutil", "subprocess", "socket", "logging", "warnings", "sys", "io", "tempfile"),
    *("datetime", "time", "random", "secrets", "uuid", "threading", "multiprocessing", "locale"),
}
# Bytes and texts in memory, for libraries that read or write files: `io` opens nothing there. Ids
# made from names: `uuid` asks neither chance nor clock for them.
IN_MEMORY = {
    *(("intake.read_docx", "io"), ("exports.tables", "io"), ("exports.pictures", "io")),
    ("exports.entries", "uuid"),
}
DISK = {"disk", "flip", "build", "export"}
READS_OR_WRITES = {
    *("open", "read_bytes", "read_text", "write_bytes", "write_text", "mkdir", "unlink", "rename"),
    *("rmtree", "copytree", "copy", "touch", "rmdir", "symlink_to", "fdopen"),
}

MODULE_LINES = 350
FUNCTION_LINES = 40


@cache
def trees() -> dict[str, ast.Module]:
    """Parse every module of the generator."""
    folder = ROOT / "generator"
    found = {}
    for path in sorted(folder.rglob("*.py")):
        name = ".".join(path.relative_to(folder).with_suffix("").parts)
        found[name.removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    del found["__init__"]
    return found


@cache
def imported(module: str) -> frozenset[str]:
    """Give what a module imports: our own rooms by name, others by their package."""
    names = set()
    for node in ast.walk(trees()[module]):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            above = node.module or ""
            names |= (
                {f"{above}.{one.name}" for one in node.names} if above == "generator" else {above}
            )
    ours = {one.removeprefix("generator.") for one in names if one.startswith("generator.")}
    others = {one.partition(".")[0] for one in names if not one.startswith("generator")}
    return frozenset((ours - {"__version__"}) | others)


def test_every_module_has_its_place() -> None:
    """The table names every module, and no module that is gone."""
    assert set(HOUSE) == set(trees())


@pytest.mark.parametrize("module", HOUSE)
def test_imports(module: str) -> None:
    """A module imports what the table grants it, and the table grants no more than it imports."""
    assert set(HOUSE[module].split()) == set(imported(module)) - set(sys.stdlib_module_names)


def test_arrows_point_down() -> None:
    """A module imports only modules that stand before it in the table."""
    order = list(HOUSE)

    assert [] == [
        (module, one)
        for module in HOUSE
        for one in imported(module)
        if one in HOUSE and order.index(one) >= order.index(module)
    ]


def test_the_developers_page() -> None:
    """The developers' page lists the same rooms, from the same floor upwards."""
    page = (ROOT / "docs" / "developers" / "index.md").read_text(encoding="utf-8")
    rooms = re.findall(r"^\| (`.*?) \|", page.partition("## Rooms")[2], re.MULTILINE)
    listed = [name for row in rooms for name in re.findall(r"`(\w+)(?:\.py|/)`", row)]
    floors = [one for one in HOUSE if "." not in one and one != "__main__"]

    assert floors == [one for one in listed if one in HOUSE]


def test_mkdocs_has_two_rooms() -> None:
    """Only the plugin and the build know MkDocs."""
    assert {"plugin", "build"} == {module for module in HOUSE if "mkdocs" in imported(module)}


def test_pure_modules() -> None:
    """Beyond the edge there is no clock, no chance, no system and no log."""
    assert [] == [
        (module, one)
        for module in set(HOUSE) - EDGE
        for one in sorted(imported(module) & WORLD)
        if (module, one) not in IN_MEMORY
    ]


def test_only_some_touch_files() -> None:
    """Only the disk, the build with its flip and the export read and write files."""
    calls = [
        (module, node.lineno, name)
        for module in set(HOUSE) - DISK
        for node in ast.walk(trees()[module])
        if isinstance(node, ast.Call)
        for name in [getattr(node.func, "id", None) or getattr(node.func, "attr", "")]
        if name in READS_OR_WRITES
    ]

    assert [] == calls


def test_no_module_is_too_long() -> None:
    """A module can be read at one sitting."""
    folder = ROOT / "generator"
    lengths = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in folder.rglob("*.py")
    }

    assert {} == {name: lines for name, lines in lengths.items() if lines > MODULE_LINES}


def code_lines(function: ast.FunctionDef) -> int:
    """Count the lines of a function's code, signature and docstring aside."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (function.end_lineno or 0) - body[0].lineno + 1 if body else 0


def test_no_function_is_too_long() -> None:
    """A function can be seen at one glance."""
    assert [] == [
        (module, node.name, code_lines(node))
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and code_lines(node) > FUNCTION_LINES
    ]


def test_no_globals_change() -> None:
    """No function changes a name outside of itself."""
    assert [] == [
        (module, node.lineno)
        for module, tree in trees().items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global | ast.Nonlocal)
    ]


def test_the_table_is_not_stale() -> None:
    """Every third party in the table is a dependency that the project declares."""
    declared = (
        (ROOT / "pyproject.toml").read_text(encoding="utf-8").partition("[project.optional")[0]
    )
    packages = {
        "PIL": "pillow",
        "yaml": "pyyaml",
        "pydantic_core": "pydantic",
        "stdnum": "python-stdnum",
        "docx": "python-docx",
    }
    others = {one for allowed in HOUSE.values() for one in allowed.split() if one not in HOUSE}

    assert [] == [one for one in sorted(others) if f'"{packages.get(one, one)}' not in declared]
