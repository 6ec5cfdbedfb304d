"""Cases taken along as a Word document, read back as its readers' programs read it."""

import io
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import docx
import pytest
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from playwright.sync_api import Browser, Page, Route, expect

from generator import markdown, wording
from generator.model import Case
from tests.browser.conftest import ROOT
from tests.factories import library

GOLDEN = ROOT / "tests" / "golden" / "word"
CASE = "zhaoyuan-chelun-dangjian"
OTHER = "ningbo-yunguan-dangjian-jia"
BUTTON = "下载 Word 文件"
# As strict as a host can be: scripts, styles and data from the site itself, nothing written inline.
POLICY = "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'"
HOSTILE = "</w:t><script>alert(1)</script> & &lt;b&gt; \"j\" 'k' {{ 7*7 }} 🚚 שלום مرحبا ]]> %s \\n"


def record(**overrides: Any) -> dict[str, Any]:
    """Give the data of the made case, as `record.json` has it."""
    data = json.loads((GOLDEN / "record.json").read_text(encoding="utf-8"))
    return {**data, "id": CASE, **overrides}


def serve(tab: Page, case: str, data: dict[str, Any]) -> None:
    """Let the site have this data of a case."""
    body = json.dumps(data, ensure_ascii=False).encode()
    tab.route(f"**/cases/{case}/record.json", lambda route: route.fulfill(body=body))


def save(tab: Page, press: str = BUTTON) -> tuple[str, bytes]:
    """Press the button; give the name and the content of what is saved."""
    with tab.expect_download() as waited:
        tab.get_by_role("button", name=press).click()
    path = waited.value.path()
    return waited.value.suggested_filename, path.read_bytes()


def read(content: bytes) -> Document:
    """Open a document as python-docx does."""
    return docx.Document(io.BytesIO(content))


def lines(document: Document) -> Iterator[str]:
    """Give what a document says, in order: `style | text`, and a table's rows, cell by cell."""
    for block in document.iter_inner_content():
        if isinstance(block, Paragraph):
            if block.text:
                yield f"{block.style.name if block.style else ''} | {block.text}"
        else:
            yield from rows(block)


def rows(table: Table) -> Iterator[str]:
    """Give the rows of a table; the lines of a cell are told apart by a slash."""
    for row in table.rows:
        yield " ‖ ".join(cell.text.replace("\n", " / ") for cell in row.cells).rstrip()


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of a reader on a site with a strict policy, on which no script fails."""
    faults: list[str] = []
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    tab = context.new_page()
    tab.on("pageerror", lambda error: faults.append(str(error)))

    def guard(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(
            response=answer, headers={**answer.headers, "content-security-policy": POLICY}
        )

    tab.route(re.compile(r"/cases/[a-z-]*/?$"), guard)
    yield tab
    context.close()
    assert [] == faults


def test_a_case_becomes_a_document(tab: Page, site: str) -> None:
    """One press gives the whole case, with headings, tables and lists that Word knows as such."""
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    serve(tab, CASE, record())
    tab.goto(f"{site}cases/{CASE}/")
    tab.wait_for_load_state("networkidle")
    early = [url for url in asked if "docx" in url or "word-" in url or "record.json" in url]
    name, content = save(tab)
    document = read(content)
    expected = (GOLDEN / "document.txt").read_text(encoding="utf-8").splitlines()

    assert [] == early
    assert f"anli-{CASE}.docx" == name
    assert expected == [line.replace(site, "<网站>/") for line in lines(document)]
    expect(tab.locator("#told")).to_have_text(f"Word 文件已生成：anli-{CASE}.docx")
    assert ["交通运输党建案例库", "示例：货车司机党建"] == [
        document.core_properties.author,
        document.core_properties.title,
    ]


def test_a_page_of_the_document(tab: Page, site: str) -> None:
    """Each page is A4 and says at its foot whose it is, under which licence, and its number."""
    serve(tab, CASE, record())
    tab.goto(f"{site}cases/{CASE}/")
    _, content = save(tab)
    (section,) = read(content).sections
    foot = [one.text for one in section.footer.paragraphs]
    millimetres = [round(one.mm) for one in (section.page_width, section.page_height)]
    with ZipFile(io.BytesIO(content)) as archive:
        styles = archive.read("word/styles.xml").decode()
        footer = archive.read("word/footer1.xml").decode()

    assert [210, 297] == millimetres
    assert [
        f"交通运输党建案例库　{site}",
        "案例依“署名 4.0 国际”（CC BY 4.0）许可使用，原文版权归原作者和媒体所有。",
        "—  —",
    ] == foot
    assert "PAGE" in footer
    assert 'w:eastAsia="zh-CN"' in styles
    assert {"宋体", "黑体", "仿宋", "楷体", "zh-CN"} == set(
        re.findall(r'w:eastAsia="([^"]+)"', styles)
    )


def test_hostile_text_stays_text(tab: Page, site: str) -> None:
    """Whatever stands in a record is in the document as it was written, and nothing else."""
    long = "长" * 500 + "W" * 500
    serve(
        tab,
        CASE,
        record(
            title=HOSTILE,
            summary=long,
            background=f"{HOSTILE}\n\n\x00\x01\ufffe",
            tables=[{"title": HOSTILE, "columns": [HOSTILE, "a"], "rows": [[HOSTILE, long]]}],
            platforms=[],
            sources=[{"title": HOSTILE, "kind": "网页", "note": HOSTILE}],
        ),
    )
    tab.goto(f"{site}cases/{CASE}/")
    _, content = save(tab)
    said = list(lines(read(content)))

    assert f"Heading 1 | {HOSTILE}" == said[0]
    assert f"摘要 | {long}" == said[1]
    assert [f"Body Text | {HOSTILE}", "Body Text | \ufffd\ufffd\ufffd"] == [
        one for one in said if one.startswith("Body Text")
    ][:2]
    assert f"表题 | {HOSTILE}" in said
    assert [f"{HOSTILE} ‖ a", f"{HOSTILE} ‖ {long}"] == [one for one in said if " ‖ " in one][-2:]
    assert f"条目 | {HOSTILE}" in said


def test_chosen_cases_become_one_document(tab: Page, site: str) -> None:
    """The cases in the bar are one file: a page that lists them, and each on a page of its own."""
    serve(tab, CASE, record(id=CASE, title="甲案例"))
    serve(tab, OTHER, record(id=OTHER, title="乙案例"))
    tab.goto(f"{site}cases/")
    for case in (CASE, OTHER):
        tab.locator(f"[data-basket={case}]").click()
    name, content = save(tab, "下载 Word 文件：已选的案例")
    document = read(content)
    said = list(lines(document))
    titles = [one for one in document.paragraphs if one.style and one.style.name == "Heading 1"]

    assert "anli-2-cases.docx" == name
    assert [
        "Title | 交通运输党建案例库",
        "Subtitle | 案例选编　共 2 个案例",
        f"Subtitle | {site}",
        "目录标题 | 目　录",
        "目录 | 1. 甲案例",
        "目录 | 2. 乙案例",
        "Heading 1 | 甲案例",
    ] == said[:7]
    assert ["甲案例", "乙案例"] == [one.text for one in titles]
    assert [True, True] == [one.paragraph_format.page_break_before for one in titles]
    targets = re.findall(r'w:anchor="([^"]+)"', document.element.xml)
    assert [f"case-{CASE}", f"case-{OTHER}"] == targets
    assert set(targets) == set(
        re.findall(r'<w:bookmarkStart[^>]* w:name="([^"]+)"', document.element.xml)
    )


def test_without_a_network_the_reader_is_told(tab: Page, site: str) -> None:
    """A file that cannot be had is named with what to do, and the next press tries again."""
    tab.goto(f"{site}cases/{CASE}/")
    serve(tab, CASE, record())
    tab.route("**/word-blocks.*.js", lambda route: route.abort())
    tab.get_by_role("button", name=BUTTON).click()
    told = tab.locator("#told")
    expect(told).to_have_text(
        "Word 文件没有生成：有文件没有读到，请检查网络后再按一次，或者用浏览器打印。"
    )
    tab.unroute("**/word-blocks.*.js")
    assert f"anli-{CASE}.docx" == save(tab)[0]
    tab.route("**/record.json", lambda route: route.abort())
    tab.get_by_role("button", name=BUTTON).click()

    expect(told).to_have_text(
        re.compile("^Word 文件没有生成：“招远.*没有读到，请检查网络后再按一次")
    )


def test_a_withdrawn_case_is_not_handed_out(tab: Page, site: str) -> None:
    """Of a withdrawn case only its mark is left in the data, and the reader is told so."""
    serve(tab, CASE, {"id": CASE, "status": "withdrawn", "title": "甲案例"})
    tab.goto(f"{site}cases/")
    tab.locator(f"[data-basket={CASE}]").click()
    tab.get_by_role("button", name="下载 Word 文件：已选的案例").click()

    expect(tab.locator("#told")).to_have_text("Word 文件没有生成：“甲案例”已撤回，不再提供。")


def test_without_scripts_there_is_no_button(browser: Browser, site: str) -> None:
    """A reader without scripts sees no button that would do nothing."""
    context = browser.new_context(java_script_enabled=False)
    plain = context.new_page()
    plain.goto(f"{site}cases/{CASE}/")
    count = plain.get_by_role("button", name=re.compile("Word")).count()
    context.close()

    assert 0 == count


def said_of(case: Case) -> Iterator[str]:
    """Give what the page of a case of the library says, as generator/wording.py puts it."""
    whole = library()
    texts = [
        case.background,
        case.outcomes,
        case.lessons or "",
        *(one.body for one in case.practices),
    ]
    yield from (case.title, case.summary)
    yield from (words for text in texts for words in markdown.plain_paragraphs(text))
    yield from (practice.title for practice in case.practices)
    yield from (whole.gazetteer.full_name(region.code) for region in whole.regions_of(case))
    yield from (tag.name for tag in whole.tags_of(case))
    for metric in case.metrics:
        yield wording.hole(metric) if metric.missing else wording.amount(metric)
        yield wording.change(metric.change) if metric.change else ""
        yield from (metric.label, metric.note or "")
    yield from (cell for table in case.tables for row in table.rows for cell in row)
    for platform in case.platforms:
        yield from (platform.name, platform.purpose, wording.platform_region(whole, platform))
    yield from (text for one in case.honors for text in (one.name, wording.honor(one)))
    yield from (f"{name}：{value}" for one in case.sources for name, value in wording.source(one))
    yield from case.curation.notes
    yield from (f"{told}{what}" for _, told, what in wording.record_history(case))


def test_a_document_says_what_the_page_says(tab: Page, site: str) -> None:
    """Of each case of the library, every text and figure is in its document, in the same words."""
    missing = {}
    for case in library().cases:
        tab.goto(f"{site}cases/{case.id}/")
        said = "\n".join(lines(read(save(tab)[1])))
        missing[case.id] = [words for words in said_of(case) if words not in said]

    assert {case.id: [] for case in library().cases} == missing


@pytest.mark.slow
def test_libreoffice_reads_every_line(tab: Page, site: str, tmp_path: Path) -> None:
    """LibreOffice opens the document and finds every line of it, in order, tables and lists too."""
    office = shutil.which("soffice")
    if not office:
        pytest.skip("no soffice: install libreoffice-writer-nogui to run this test")
    serve(tab, CASE, record())
    tab.goto(f"{site}cases/{CASE}/")
    name, content = save(tab)
    (tmp_path / name).write_bytes(content)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    command = [office, profile, "--headless", "--convert-to", "txt:Text (encoded):UTF8"]
    subprocess.run(
        [*command, "--outdir", str(tmp_path), name], cwd=tmp_path, check=True, capture_output=True
    )
    text = (tmp_path / name).with_suffix(".txt").read_text(encoding="utf-8-sig")
    found = [re.sub(r"^([0-9]+\.|•)\s+", "", one.strip()) for one in text.splitlines()]
    told = [part for line in lines(read(content)) for part in re.split(r" ‖ ?| / ", line)]
    expected = [re.sub(r"^[^|]+ \| ", "", one) for one in told]

    assert [one for one in expected if one] == [one for one in found if one]
