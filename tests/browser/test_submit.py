"""The form: an editor writes a case, mends one, and takes the file away."""

import itertools
import json
import re
import subprocess
import sys
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.base import AXE_FILE_PATH
from playwright.sync_api import Browser, BrowserContext, Dialog, Locator, Page, Route, expect

from generator import comments, layout, strict_yaml
from tests.browser.conftest import ROOT, Served
from tests.browser.test_accessibility import ALL_RULES, AXE, SET_ELDER, SMALL, TOO_WIDE

RECORDS = sorted((ROOT / "cases").glob("2*/*.yml"))
PINGHU = "pinghu-jinpinghu-wo-xianxing"
ZHAOYUAN = "zhaoyuan-chelun-dangjian"
STORED = "anliku.form:/a/b/:"
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt; \" ' </textarea>"
SUMMARY = (
    "2024年，某县农业农村局把党支部建在产业链上，组织党员农技员包村联户，"
    "办起田间课堂，帮助种粮大户解决技术、销路和贷款问题。"
)
DRAFT = """\
title: 红色药箱进山村
# 县卫健局组建了12支“红色药箱”小分队。
# 每支小分队由3名党员医生组成。
summary:
organizations:
  # 某县卫生健康局
  - name: 某县卫生健康局
practices:
  - title: 送医上门
    # 小分队每月进村一次。
    body:
# 全文到此为止。
curation:
  status: draft
  added: "2026-11-22"
"""


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A browser of an editor with a desk."""
    made = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", reduced_motion="reduce"
    )
    yield made
    made.close()


@pytest.fixture
def tab(context: BrowserContext) -> Iterator[Page]:
    """A tab in which no script fails and no dialog opens that a test has not asked for."""
    faults: list[str] = []
    tab = context.new_page()
    tab.on("pageerror", lambda error: faults.append(str(error)))
    tab.on("console", lambda one: faults.append(one.text) if one.type == "error" else None)
    yield tab
    assert [] == faults


def open_form(tab: Page, address: str) -> None:
    """Open the form and wait until it can be filled in."""
    tab.goto(address)
    tab.locator(".al-form-ready").wait_for()


def field(tab: Page, path: str) -> Locator:
    """Give the control of a field by its path in the record, as in `metrics.0.value`."""
    return tab.locator(f"[id='field-record.{path}']")


def wait(tab: Page) -> None:
    """Wait until all that follows from a change has been done."""
    tab.wait_for_timeout(400)


def written(tab: Page) -> str:
    """Give the text that the form would hand out."""
    wait(tab)
    return tab.locator("#form-text").input_value()


def pick(tab: Page, path: str, query: str, name: str) -> None:
    """Choose from a list by typing a piece of a name."""
    box = field(tab, path)
    box.fill(query)
    tab.get_by_role("option", name=name).first.click()


def add(tab: Page, title: str) -> None:
    """Press the button that adds a row."""
    tab.get_by_role("button", name=f"添加{title}", exact=True).click()


def choose_file(tab: Page, name: str, text: str | bytes) -> None:
    """Open a file of the editor's computer."""
    raw = text.encode() if isinstance(text, str) else text
    tab.locator("#form-file").set_input_files(
        {"name": name, "mimeType": "application/yaml", "buffer": raw}
    )


def check(path: Path) -> subprocess.CompletedProcess[str]:
    """Run the command that decides on a file."""
    command = [sys.executable, "-m", "generator", "check", str(path)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)


def parsed(text: str) -> strict_yaml.Document:
    """Read a record as the generator does."""
    document, problems = strict_yaml.read("a.yml", text.encode())
    assert [] == [one for one in problems if one.severity == "error"]
    return document


def canonical(text: str) -> str:
    """Write a record as the generator does."""
    document = parsed(text)
    return layout.write(document.data, comments.read(text, document))


# ---------------------------------------------------------------------------- a whole case


def fill_in(tab: Page) -> None:
    """Fill in a whole case of another field, with mouse and keyboard."""
    field(tab, "title").fill("支部建在产业链上：农技员包村联户")
    field(tab, "summary").fill(SUMMARY)
    field(tab, "organizations.0.name").fill("某县农业农村局")
    field(tab, "organizations.0.role").select_option("实施")
    add(tab, "单位")
    expect(field(tab, "organizations.1.name")).to_be_focused()
    tab.keyboard.type("某县供销合作社联合社")
    pick(tab, "category", "机", "机关")
    pick(tab, "domain", "综合", "综合交通")
    pick(tab, "tags", "党员", "流动党员")
    box = field(tab, "regions")
    box.focus()
    tab.keyboard.type("招远")
    tab.get_by_role("option", name="山东省烟台市招远市").wait_for()
    tab.keyboard.press("ArrowDown")
    tab.keyboard.press("Enter")
    field(tab, "period.from").fill("2024")
    field(tab, "background").fill("第一段背景。\n\n第二段背景。")
    field(tab, "practices.0.title").fill("支部建在链上")
    field(tab, "practices.0.body").fill("全县分成12个片区。\n\n每个片区有一名党员农技员。")
    field(tab, "outcomes").fill("服务种粮大户120余户，办课堂36期。")
    add(tab, "数据")
    field(tab, "metrics.0.label").fill("服务的种粮大户")
    field(tab, "metrics.0.value").fill("120")
    field(tab, "metrics.0.unit").fill("户")
    field(tab, "metrics.0.qualifier").select_option("余")
    add(tab, "数据")
    field(tab, "metrics.1.label").fill("粮食产量")
    tab.locator("[data-schemapath='record.metrics.1']").get_by_role("button", name="更多").click()
    field(tab, "metrics.1.change.value").fill("12.5")
    field(tab, "metrics.1.change.unit").fill("%")
    add(tab, "表格")
    field(tab, "tables.0.title").fill("分片区情况")
    field(tab, "tables.0.columns").fill("片区\n户数")
    tab.get_by_role("button", name="添加一行").click()
    cell = tab.get_by_label("第 1 行，片区")
    expect(cell).to_be_focused()
    cell.evaluate("""one => {
      const clipboardData = new DataTransfer();
      clipboardData.setData("text/plain", "东片\\t70\\n西片\\t50\\n");
      one.dispatchEvent(new ClipboardEvent("paste", { clipboardData, cancelable: true }));
    }""")
    add(tab, "平台系统")
    field(tab, "platforms.0.name").fill("惠农通")
    pick(tab, "platforms.0.kind", "党建", "党建信息平台")
    field(tab, "platforms.0.purpose").fill("预约农技员上门")
    field(tab, "sources.0.title").fill("把支部建在产业链上")
    field(tab, "sources.0.kind").select_option("报纸")
    field(tab, "sources.0.published").fill("2024-09-01")
    add(tab, "作者")
    field(tab, "sources.0.authors.0.name").fill("李某某")
    field(tab, "curation.notes").fill("来源没有写明各片区的人数。")
    field_id = tab.locator("#form-id")
    field_id.fill("zhibu-jianzai-lianshang")


def test_a_case_filled_in_passes_the_check(tab: Page, site: str, tmp_path: Path) -> None:
    """A case written in the form from top to bottom is a file that `anliku check` accepts."""
    open_form(tab, site + "submit/")
    fill_in(tab)
    wait(tab)
    expect(tab.locator("#form-verdict")).to_have_text("检查通过，可以提交。")
    expect(tab.locator("#form-path")).to_have_text("cases/2024/zhibu-jianzai-lianshang.yml")
    with tab.expect_download() as waiting:
        tab.get_by_role("button", name="下载文件").click()
    file = tmp_path / "cases" / "2024" / waiting.value.suggested_filename
    waiting.value.save_as(file)
    text = file.read_text(encoding="utf-8")
    data = parsed(text).data

    assert "zhibu-jianzai-lianshang.yml" == file.name
    assert canonical(text) == text
    assert isinstance(data, dict)
    assert [["东片", "70"], ["西片", "50"]] == data["tables"][0]["rows"]
    assert ["山东省烟台市招远市"] == data["regions"]
    assert {"value": "12.5", "unit": "%"} == data["metrics"][1]["change"]
    assert "lessons" not in data
    done = check(file)
    assert 0 == done.returncode, done.stdout + done.stderr


@pytest.mark.parametrize("path", RECORDS, ids=lambda path: path.stem)
def test_a_record_comes_back_as_it_was(tab: Page, site: str, path: Path) -> None:
    """A record that is loaded and handed out at once is the file that the generator writes."""
    open_form(tab, f"{site}submit/?case={path.stem}")

    assert canonical(path.read_text(encoding="utf-8")) == written(tab)
    expect(tab.locator("#form-verdict")).to_contain_text("还没有改动")


def test_what_the_form_does_not_show_is_kept(tab: Page, site: str) -> None:
    """Unknown keys, parts of the wrong shape and odd words outlast a change elsewhere."""
    text = (
        "title: 甲\n"
        "organizations:\n"
        "  - {name: 某局, role: 牵头, extra: [x, {y: z}]}\n"
        "period: 去年\n"
        "lessons:\n"
        "metrics:\n"
        "  - {label: 户数, change: }\n"
        "curation: {status: draft, added: '2026-11-22', notes: ''}\n"
        "unknown: {a: [1, 2]}\n"
    )
    open_form(tab, site + "submit/")
    choose_file(tab, "odd-record.yml", text)
    expect(tab.locator("#form-notice")).to_contain_text("已打开")
    assert canonical(text) == written(tab)
    field(tab, "title").fill("乙")
    add(tab, "单位")

    assert canonical(text.replace("甲", "乙")) == written(tab)


def test_a_place_that_the_source_hides_is_said_in_one_word(tab: Page, site: str) -> None:
    """Places are chosen by their whole path, or said to be hidden; both are written as they are."""
    open_form(tab, site + "submit/")
    pick(tab, "regions", "招远", "山东省烟台市招远市")
    pick(tab, "regions", "江苏 鼓楼", "江苏省南京市鼓楼区")
    assert ["山东省烟台市招远市", "江苏省南京市鼓楼区"] == parsed(written(tab)).data["regions"]
    tab.get_by_role("button", name="移除：山东省烟台市招远市").press("Enter")
    expect(tab.get_by_role("button", name="移除：江苏省南京市鼓楼区")).to_be_focused()
    assert ["江苏省南京市鼓楼区"] == parsed(written(tab)).data["regions"]
    tab.get_by_label("来源隐去地名").check()

    assert "undisclosed" == parsed(written(tab)).data["regions"]


def test_a_list_of_choices_is_used_by_keyboard(tab: Page, site: str) -> None:
    """Arrow keys go through the choices, Enter takes one, Escape closes and keeps what is typed."""
    open_form(tab, site + "submit/")
    box = field(tab, "category")
    box.focus()
    tab.keyboard.type("企")
    options = tab.get_by_role("listbox").get_by_role("option")
    options.first.wait_for()
    expect(box).to_have_attribute("aria-expanded", "true")
    tab.keyboard.press("Escape")
    expect(tab.get_by_role("listbox")).to_be_hidden()
    expect(box).to_have_value("企")
    tab.keyboard.press("ArrowUp")
    options.first.wait_for()
    tab.keyboard.press("ArrowUp")
    last = options.last
    assert last.get_attribute("id") == box.get_attribute("aria-activedescendant")
    name = last.locator(".al-combo-name").inner_text()
    tab.keyboard.press("Enter")

    expect(box).to_have_value(name)
    expect(box).to_be_focused()


# ---------------------------------------------------------------------------- rows


def names(tab: Page) -> list[str]:
    """Give the names of the organizations, in order."""
    found = tab.locator("[id^='field-record.organizations.'][id$='.name']:visible")
    return [one.input_value() for one in found.all()]


def test_rows_are_moved_and_deleted_with_what_belongs_to_them(tab: Page, site: str) -> None:
    """Rows keep their content, what the form does not show and their excerpt wherever they go."""
    text = (
        "organizations:\n"
        "  # 甲局的原文\n"
        "  - {name: 甲局, extra: 1}\n"
        "  - {name: 乙局, extra: 2}\n"
        "  - {name: 丙局, extra: 3}\n"
    )
    open_form(tab, site + "submit/")
    choose_file(tab, "rows.yml", text)
    expect(field(tab, "organizations.2.name")).to_have_value("丙局")
    tab.get_by_role("button", name="下移单位 1").press("Enter")
    expect(tab.get_by_role("button", name="下移单位 2")).to_be_focused()
    tab.get_by_role("button", name="下移单位 2").press("Enter")
    expect(tab.get_by_role("button", name="上移单位 3")).to_be_focused()
    assert ["乙局", "丙局", "甲局"] == names(tab)
    excerpt = tab.locator("[data-schemapath='record.organizations.2'] .al-excerpt p")
    wait(tab)
    expect(excerpt).to_have_text("甲局的原文")
    tab.once("dialog", lambda one: one.accept())
    tab.get_by_role("button", name="删除单位 1").press("Enter")
    expect(tab.get_by_role("button", name="删除单位 1")).to_be_focused()

    moved = (
        "organizations:\n  - {name: 丙局, extra: 3}\n  # 甲局的原文\n  - {name: 甲局, extra: 1}\n"
    )
    assert canonical(moved) == written(tab)


def test_a_row_with_content_is_not_deleted_without_asking(tab: Page, site: str) -> None:
    """Who says no keeps the row; an empty one goes without a question."""
    open_form(tab, site + "submit/")
    field(tab, "organizations.0.name").fill("甲局")
    add(tab, "单位")
    field(tab, "organizations.1.name").fill("乙局")
    asked: list[str] = []
    tab.once("dialog", lambda one: (asked.append(one.message), one.dismiss()))
    tab.get_by_role("button", name="删除单位 2").click()
    assert ["甲局", "乙局"] == names(tab)
    field(tab, "organizations.1.name").fill("")
    tab.get_by_role("button", name="删除单位 2").click()

    assert ["甲局"] == names(tab)
    assert ["删除“单位 2”和里面的内容？"] == asked


# ---------------------------------------------------------------------------- faults


def test_faults_are_named_with_code_where_they_are(tab: Page, site: str) -> None:
    """A field that was left says what is wrong, with its code; others are spared."""
    open_form(tab, site + "submit/")
    assert 0 == tab.locator("[aria-invalid=true]").count()
    summary = field(tab, "summary")
    summary.fill("太短")
    field(tab, "title").focus()
    wait(tab)
    expect(summary).to_have_attribute("aria-invalid", "true")
    expect(summary).to_have_accessible_description(re.compile("只有 2 字，至少 40 字.*AL205"))
    expect(field(tab, "background")).not_to_have_attribute("aria-invalid", "true")
    link = tab.locator("[id='field-record.summary-faults'] a")

    assert f"{site}check/AL205/" == link.evaluate("one => one.href")


def test_the_list_of_faults_leads_to_the_fields(tab: Page, site: str) -> None:
    """What is left is counted in sight, listed on demand, and each entry leads to its field."""
    open_form(tab, site + "submit/")
    add(tab, "数据")
    field(tab, "metrics.0.unit").fill("户")
    tab.get_by_role("button", name=re.compile("^数据 1")).click()
    wait(tab)
    count = tab.locator("#form-count")
    expect(count).to_have_text(re.compile(r"^检查：\d+ 处要填或要改"))
    count.press("Enter")
    expect(tab.locator("#form-list li").first.locator("button")).to_be_focused()
    tab.locator("#form-list").get_by_role("button", name="数据 1 › 名称").click()

    expect(field(tab, "metrics.0.label")).to_be_focused()
    expect(field(tab, "metrics.0.label")).to_be_in_viewport()
    expect(field(tab, "metrics.0.label")).to_have_attribute("aria-invalid", "true")
    expect(tab.locator("#form-list")).to_be_hidden()


def test_the_form_says_what_the_command_says(tab: Page, site: str, tmp_path: Path) -> None:
    """Codes and messages are those of `anliku check` on the file, with fields for its keys."""
    open_form(tab, f"{site}submit/?case={PINGHU}")
    field(tab, "title").fill("")
    field(tab, "summary").fill("太短")
    field(tab, "category").fill("没有这一类")
    field(tab, "period.from").fill("去年")
    text = written(tab)
    tab.locator("#form-count").click()
    shown = tab.locator("#form-list li").all_inner_texts()
    file = tmp_path / "cases" / "2026" / f"{PINGHU}.yml"
    file.parent.mkdir(parents=True)
    file.write_text(text, encoding="utf-8")
    command = [sys.executable, "-m", "generator", "check", "--format", "json", str(file)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    report = json.loads(done.stdout)
    told = report if isinstance(report, list) else report["problems"]
    errors = [one for one in told if one["severity"] == "error"]

    titles = {"“title”（标题）": "“标题”", "“summary”": "“摘要”", "“period from”": "“起”"}
    for one in errors:
        message = one["message"].removeprefix("缺少“title”（标题）")
        for key, title in titles.items():
            message = message.replace(key, title)
        assert [entry for entry in shown if message in entry and one["code"] in entry], one
    assert ["AL201", "AL205", "AL208"] == sorted(one["code"] for one in errors)


# ---------------------------------------------------------------------------- drafts


def test_what_was_written_is_there_after_a_reload(tab: Page, site: str) -> None:
    """A new case is kept in the browser, restored with a word, and cleared when asked to."""
    open_form(tab, site + "submit/")
    expect(tab.locator("#form-clear")).to_be_hidden()
    field(tab, "title").fill("没有写完的案例")
    tab.reload()
    tab.locator(".al-form-ready").wait_for()
    expect(field(tab, "title")).to_have_value("没有写完的案例")
    expect(tab.locator("#form-notice")).to_contain_text("已恢复")
    tab.once("dialog", lambda one: one.dismiss())
    tab.get_by_role("button", name="清除草稿").click()
    expect(field(tab, "title")).to_have_value("没有写完的案例")
    tab.once("dialog", lambda one: one.accept())
    tab.get_by_role("button", name="清除草稿").click()
    expect(field(tab, "title")).to_have_value("")
    tab.reload()
    tab.locator(".al-form-ready").wait_for()

    expect(field(tab, "title")).to_have_value("")
    assert None is tab.evaluate(f"localStorage.getItem('{STORED}')")


def test_what_is_typed_last_is_kept(tab: Page, site: str) -> None:
    """Who leaves in the very moment of a keystroke finds it in the draft."""
    open_form(tab, site + "submit/")
    tab.wait_for_load_state("networkidle")
    tab.wait_for_timeout(300)  # until nothing else is waiting to be kept
    field(tab, "title").evaluate(
        """(one) => {
          one.value = "最后一笔";
          one.dispatchEvent(new Event("input", { bubbles: true }));
          dispatchEvent(new Event("pagehide"));
        }"""
    )

    kept = json.loads(tab.evaluate(f"localStorage.getItem('{STORED}')"))
    assert "最后一笔" == kept["data"]["title"]


def test_each_case_has_a_draft_of_its_own(tab: Page, site: str) -> None:
    """A correction waits for its case, and a new case for who comes back to it."""
    open_form(tab, site + "submit/")
    field(tab, "title").fill("新的")
    box = tab.locator("#form-find")
    box.fill("金平湖")
    tab.get_by_role("option", name="金平湖").click()
    expect(tab).to_have_url(f"{site}submit/?case={PINGHU}")
    expect(tab.locator("#form-what")).to_contain_text("正在更正：平湖")
    field(tab, "brand.slogan").fill("改过的口号")
    tab.go_back()
    expect(field(tab, "title")).to_have_value("新的")
    tab.go_forward()

    expect(field(tab, "brand.slogan")).to_have_value("改过的口号")
    expect(tab.locator("#form-notice")).to_contain_text("没有写完的更正")


def test_a_browser_that_keeps_nothing_is_no_fault(tab: Page, site: str) -> None:
    """Where nothing can be stored the form works, and says that it keeps nothing."""
    tab.add_init_script(
        """for (const name of ["getItem", "setItem", "removeItem"]) {
          const own = Storage.prototype[name];
          Storage.prototype[name] = function (key, ...rest) {
            if (key.startsWith("anliku")) { throw new DOMException("no", "QuotaExceededError"); }
            return own.call(this, key, ...rest);
          };
        }"""
    )
    open_form(tab, site + "submit/")
    field(tab, "title").fill("写一写")

    assert "title: 写一写" in written(tab)
    expect(tab.locator("#form-saved")).to_contain_text("不能保存草稿")


@pytest.mark.parametrize("stored", ["{", "null", "[]", '{"data":[],"comments":{}}', '{"at":1}'])
def test_a_bad_stored_draft_is_no_draft(tab: Page, site: str, stored: str) -> None:
    """Whatever stands where the draft is kept, the form opens blank."""
    tab.goto(site + "about/")
    tab.evaluate("([key, text]) => localStorage.setItem(key, text)", [STORED, stored])
    open_form(tab, site + "submit/")

    expect(field(tab, "title")).to_have_value("")
    expect(tab.locator("#form-notice")).to_be_hidden()


# ---------------------------------------------------------------------------- files and comments


def test_a_draft_with_excerpts_shows_and_keeps_them(tab: Page, site: str) -> None:
    """Comments stand beside the field they belong to, and in the file that is written."""
    open_form(tab, site + "submit/")
    choose_file(tab, "hongse-yaoxiang.yml", DRAFT)
    expect(tab.locator("#form-id")).to_have_value("hongse-yaoxiang")
    excerpt = tab.locator("[data-schemapath='record.summary'] .al-excerpt p")
    expect(excerpt).to_contain_text("12支“红色药箱”小分队。\n每支小分队由3名党员医生组成。")
    assert canonical(DRAFT) == written(tab)
    body = "小分队每月进村一次，带着药箱和检查设备。"
    field(tab, "practices.0.body").fill(body)
    changed = DRAFT.replace("    body:\n", f"    body: |\n      {body}\n")

    assert canonical(changed) == written(tab)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.yml", "title: [", "这个文件打不开。第 "),
        ("a.yml", "- 一项\n", "这个文件打不开。第 1 行：文件的最外层"),
        ("a.yml", "标题".encode("gbk"), "不是 UTF-8 编码的文本"),
        ("a.yml", "", "这个文件打不开。"),
        ("a.yml", "x" * 300_000, "太大"),
    ],
)
def test_a_file_that_cannot_be_read_is_named_and_nothing_lost(
    tab: Page, site: str, name: str, text: str | bytes, said: str
) -> None:
    """A bad file is refused in a sentence, and what was being written stays."""
    open_form(tab, site + "submit/")
    field(tab, "title").fill("写到一半")
    choose_file(tab, name, text)

    expect(tab.locator("#form-notice")).to_contain_text(said)
    expect(field(tab, "title")).to_have_value("写到一半")


def test_a_file_never_replaces_a_draft_without_asking(tab: Page, site: str) -> None:
    """Who has a draft is asked before a file takes its place."""
    open_form(tab, site + "submit/")
    field(tab, "title").fill("写到一半")
    answers = ["dismiss", "accept"]
    asked: list[str] = []

    def answer(dialog: Dialog) -> None:
        asked.append(dialog.message)
        getattr(dialog, answers[len(asked) - 1])()

    tab.on("dialog", answer)
    choose_file(tab, "other.yml", "title: 别的\n")
    expect(tab.locator("#form-file")).to_have_value("")
    assert 1 == len(asked)
    expect(field(tab, "title")).to_have_value("写到一半")
    choose_file(tab, "other.yml", "title: 别的\n")

    expect(field(tab, "title")).to_have_value("别的")


def test_an_unknown_case_is_named(tab: Page, site: str) -> None:
    """An address with an id that is not there says so above a form that works."""
    open_form(tab, site + "submit/?case=no-such-case")
    expect(tab.locator("#form-notice")).to_contain_text("没有编号为 no-such-case 的案例")
    open_form(tab, site + "submit/?case=%3Cb%3E")

    expect(tab.locator("#form-notice")).to_contain_text("没有网址里说的案例")
    expect(tab.locator("#form-what")).to_have_text("正在写：新案例")


def test_a_withdrawn_case_is_named(tab: Page, site: str) -> None:
    """A withdrawn case, whose record the site has no more, is not corrected here."""

    def withdraw(route: Route) -> None:
        response = route.fetch()
        rules = response.json()
        gone = next(one for one in rules["cases"] if one["id"] == ZHAOYUAN)
        gone |= {"title": "", "file": "", "status": "withdrawn"}
        route.fulfill(response=response, json=rules)

    tab.route("**/form.json", withdraw)
    open_form(tab, f"{site}submit/?case={ZHAOYUAN}")

    expect(tab.locator("#form-notice")).to_contain_text(
        f"编号为 {ZHAOYUAN} 的案例已经撤回，不能在这里更正"
    )
    expect(tab.locator("#form-what")).to_have_text("正在写：新案例")


def test_a_broken_line_is_named(context: BrowserContext, site: str) -> None:
    """Without the network the page says so, and what is written stays."""
    tab = context.new_page()
    open_form(tab, site + "submit/")
    field(tab, "title").fill("写到一半")
    tab.route("**/record.yml", lambda one: one.abort())
    tab.locator("#form-find").fill("金平湖")
    tab.get_by_role("option", name="金平湖").click()

    expect(tab.locator("#form-notice")).to_contain_text("没有读到，可能是网络不通")
    expect(field(tab, "title")).to_have_value("写到一半")
    tab.route("**/form.json", lambda one: one.abort())
    tab.goto(site + "submit/?case=x")
    expect(tab.locator("#form-notice")).to_contain_text("表单没有读到")
    assert 0 == tab.locator("#form :is(button, input):visible").count()


# ---------------------------------------------------------------------------- a correction


def test_a_correction_says_why(tab: Page, site: str) -> None:
    """The reason is asked for, and stands in the record under today's date."""
    open_form(tab, f"{site}submit/?case={ZHAOYUAN}")
    field(tab, "organizations.0.name").fill("招远市交通运输局机关")
    wait(tab)
    expect(tab.locator("#form-verdict")).to_contain_text("请写一行修订原因。")
    tab.get_by_label("修订原因").fill("更正单位名称")
    text = written(tab)
    data = parsed(text).data
    today = tab.evaluate("new Date().toLocaleDateString('sv')")

    assert isinstance(data, dict)
    assert {"date": today, "note": "更正单位名称"} == data["curation"]["revised"][-1]
    assert "招远市交通运输局机关" == data["organizations"][0]["name"]
    expect(tab.locator("#form-verdict")).to_have_text("检查通过，可以提交。")
    expect(tab.locator("#form-id")).to_have_value(ZHAOYUAN)
    expect(tab.locator("#form-id")).not_to_be_editable()


def test_the_text_is_copied(context: BrowserContext, site: str) -> None:
    """One press puts the YAML into the clipboard."""
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    tab = context.new_page()
    open_form(tab, f"{site}submit/?case={PINGHU}")
    tab.get_by_role("button", name="复制全文").click()
    expect(tab.locator("#told")).to_have_text("已复制全文。")

    assert written(tab) == tab.evaluate("navigator.clipboard.readText()")


def test_the_way_to_the_forge_stands_at_the_end(tab: Page, site: str) -> None:
    """Where the host keeps records on a forge, its page for the file is one press away."""
    forge = {
        "name": "GitHub",
        "home": "https://github.example/a/b",
        "new": "https://github.example/a/b/new/main?filename={file}",
        "filled": "",
        "edit": "https://github.example/a/b/edit/main/{file}",
    }
    tab.route(
        "**/submit/form.json",
        lambda one: one.fulfill(json={**one.fetch().json(), "forge": forge}),
    )
    open_form(tab, f"{site}submit/?case={PINGHU}")
    link = tab.get_by_role("link", name="在仓库修改文件（GitHub）")
    expect(link).to_have_attribute("href", f"{forge['home']}/edit/main/cases/2026/{PINGHU}.yml")
    expect(tab.locator("#form-steps")).to_contain_text(
        "全选原来的内容，再按 Ctrl+V 粘贴刚才复制的全文。"
    )
    open_form(tab, f"{site}submit/")
    tab.locator("#form-id").fill("xin-anli")
    wait(tab)
    link = tab.get_by_role("link", name="在仓库新建文件（GitHub）")
    href = link.get_attribute("href") or ""

    assert re.search(r"/new/main\?filename=cases/[0-9]{4}/xin-anli.yml$", href)


# ---------------------------------------------------------------------------- for everybody


def test_hostile_text_stays_text(tab: Page, site: str) -> None:
    """Whatever a record says is shown and written as it is, and nothing of it runs."""
    text = layout.write(
        {
            "title": HOSTILE,
            "organizations": [{"name": HOSTILE, "role": HOSTILE}],
            "category": HOSTILE,
            "tags": [HOSTILE],
            "background": HOSTILE,
            "practices": [{"title": HOSTILE, "body": HOSTILE}],
            "metrics": [{"label": HOSTILE, "note": HOSTILE}],
            "tables": [{"title": HOSTILE, "columns": [HOSTILE], "rows": [[HOSTILE]]}],
        },
        {("title",): (HOSTILE,)},
    )
    dialogs: list[str] = []
    tab.on("dialog", lambda one: (dialogs.append(one.message), one.dismiss()))
    open_form(tab, site + "submit/")
    choose_file(tab, "hostile.yml", text)
    expect(field(tab, "title")).to_have_value(HOSTILE)
    assert text == written(tab)
    tab.locator("#form-count").click()
    expect(tab.locator(".al-excerpt p").first).to_have_text(HOSTILE)
    tab.reload()
    tab.locator(".al-form-ready").wait_for()

    assert text == written(tab)
    assert [] == dialogs
    assert 0 == tab.locator("img[src=x], #form script").count()


class _Strict(SimpleHTTPRequestHandler):
    """A host that lets pages use their own files, and nothing written into them."""

    def end_headers(self) -> None:
        policy = "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:"
        self.send_header("Content-Security-Policy", policy)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        pass


def test_a_strict_policy_is_kept(tab: Page, site_dir: Path) -> None:
    """Where a host forbids inline scripts, inline styles and eval, the form works."""
    with Served(site_dir, handler=_Strict) as site:
        open_form(tab, f"{site}submit/?case={PINGHU}")
        add(tab, "数据")
        field(tab, "title").fill("改")
        written(tab)


def test_the_form_works_by_keyboard_alone(tab: Page, site: str) -> None:
    """Tab goes through every control in the order of the page, and the focus is always in sight."""
    open_form(tab, site + "submit/")
    for title in ("单位", "数据", "平台系统"):
        add(tab, title)
    tab.get_by_role("button", name="复制全文").click()
    wait(tab)
    wanted = tab.evaluate("""() => [...document.querySelectorAll(
      "#form :is(input, select, textarea, button, a[href], [tabindex='0'])")]
      .filter((one) => one.checkVisibility({ visibilityProperty: true })).length""")
    tab.locator("#form-find").focus()
    seen: list[str] = []
    hidden: list[str] = []
    for _ in range(wanted + 5):
        name, is_seen, is_inside = tab.evaluate("""() => {
          const one = document.activeElement;
          const box = one.getBoundingClientRect();
          const bar = document.querySelector(".al-form-bar").getBoundingClientRect();
          const nav = document.querySelector(".al-form-nav").getBoundingClientRect();
          const isInBar = one.closest(".al-form-bar, .al-form-nav, .al-form-preview");
          const isBetween = box.bottom > nav.bottom && box.top < bar.top;
          const isSeen = box.bottom > 0 && (isInBar || one.closest(".al-form-start") || isBetween);
          return [one.outerHTML.slice(0, 150), Boolean(isSeen),
            Boolean(one.closest("#form"))];
        }""")
        if not is_inside:
            break
        seen.append(name)
        if not is_seen:
            hidden.append(name)
        tab.keyboard.press("Tab")

    assert [] == hidden
    assert wanted == len(seen)


# Each look is in one of the two that every run sees; the slow set has them all together.
_QUICK = {(375, "light", "on"), (1280, "dark", "off")}
LOOKS = [
    pytest.param(*look, marks=() if look in _QUICK else pytest.mark.slow)
    for look in itertools.product((375, 1280), ("light", "dark"), ("off", "on"))
]


@pytest.mark.parametrize(("width", "colours", "elder"), LOOKS)
def test_axe_finds_nothing_in_any_state(
    tab: Page, site: str, width: int, colours: Any, elder: str
) -> None:
    """With faults shown, parts and lists open, a preview and excerpts, axe-core finds nothing."""
    tab.set_viewport_size({"width": width, "height": 900})
    tab.emulate_media(color_scheme=colours)
    open_form(tab, site + "submit/")
    # What sticks to the window covers whatever it is scrolled over.
    tab.add_style_tag(
        content=":is(.md-header, .al-form-bar, .al-form-nav) { position: static !important }"
    )
    tab.evaluate(SET_ELDER, elder)
    tab.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
    choose_file(tab, "hongse-yaoxiang.yml", DRAFT)
    expect(tab.locator("#form-notice")).to_contain_text("已打开")
    for title in ("数据", "表格", "平台系统", "荣誉", "图片", "作者"):
        add(tab, title)
    tab.get_by_role("button", name="添加一行").click()
    tab.get_by_role("button", name=re.compile("^更多：变化")).click()
    pick(tab, "tags", "党员", "流动党员")
    tab.get_by_role("button", name="复制全文").click()
    tab.locator("#form-count").click()
    found = tab.evaluate(AXE, ALL_RULES)
    wide = tab.evaluate(f"() => [...({TOO_WIDE})(), ...({SMALL})()]")
    tab.locator("#form-count").click()
    field(tab, "platforms.0.kind").click()
    tab.get_by_role("listbox").wait_for()
    found += tab.evaluate(AXE, ALL_RULES)
    if width < 1100:
        tab.locator("#form-toggle").click()
        found += tab.evaluate(AXE, ALL_RULES)
        wide += tab.evaluate(TOO_WIDE)

    assert [] == found
    assert [] == wide


def test_the_preview_follows(tab: Page, site: str) -> None:
    """What is typed stands in the preview: on a phone in the place of the form."""
    open_form(tab, site + "submit/")
    field(tab, "title").fill("正在写的标题")
    preview = tab.locator("#form-preview")
    expect(preview).to_contain_text("正在写的标题")
    tab.set_viewport_size({"width": 375, "height": 800})
    expect(preview).to_be_hidden()
    tab.get_by_role("button", name="预览", exact=True).click()
    expect(preview).to_be_visible()
    expect(field(tab, "title")).to_be_hidden()
    tab.get_by_role("button", name="预览", exact=True).click()

    expect(field(tab, "title")).to_be_visible()


def test_without_scripts_the_page_says_what_to_do(browser: Browser, site: str) -> None:
    """Who has no scripts finds the guide, and no dead form."""
    context = browser.new_context(java_script_enabled=False)
    tab = context.new_page()
    tab.goto(site + "submit/")
    expect(tab.locator("noscript p")).to_contain_text("请按提交指南的样例写一个文本文件")
    expect(tab.locator("noscript p")).to_be_visible()
    expect(tab.locator("#form")).to_be_hidden()
    context.close()
