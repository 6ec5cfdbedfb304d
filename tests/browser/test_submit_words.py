"""What the form says by itself: an id from a title, faults in the words of fields, the way on."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from generator import draft
from tests.browser.test_submit import choose_file, field, open_form, wait, written

NEW = draft.text(draft.Answers(title="送药班车进山村"), "2026-11-22")
FAULTY = """\
title: 题
summary: 短
organizations: [{name: 某局, role: 牵头}]
category: 机构
domain: 道路客运
tags: [货车司机]
regions: [招远市]
period: {from: 2024年3月}
background: 一段。
practices: [{title: 甲}]
outcomes: 一段。
lessons:
metrics:
  - {label: 户数, value: 约12户}
  - {label: 比例, missing: 原文数字缺失, value: "1"}
images: [{file: A B.jpg, alt: 甲, caption: 乙, credit: 丙}]
sources: [{title: 甲, url: "http://a.cn", kind: 报纸}]
curation: {status: published, added: "2026-11-22"}
"""


@pytest.fixture
def tab(browser: Browser) -> Iterator[Page]:
    """A tab of an editor with a desk, who has written nothing yet."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()


# ---------------------------------------------------------------------------- the id


@pytest.mark.parametrize(
    ("title", "taken"),
    [
        ("送药班车进山村", ()),
        ("行业党委调整重庆、长沙、银行的还款办法", ()),
        ("卡友e5家 App 2.0：“党建+”女司机", ()),
        ("绿色通道", ("lv-se-tong-dao", "lv-se-tong-dao-2")),
        ("某县农业农村局把支部建在产业链上，党员农技员包村联户", ()),
        ("镇" * 40, ("-".join(["zhen"] * 13),)),
        ("Index", ("index",)),
        ("a" * 80, ()),
    ],
)
def test_an_id_is_that_of_the_command(
    tab: Page, site: str, title: str, taken: tuple[str, ...]
) -> None:
    """The form makes of a title the id that `anliku new` makes of it."""
    open_form(tab, site + "submit/")
    made = tab.evaluate(
        """async ([title, taken]) => {
          const { loadReadings, nameCase } = window.anlikuForm;
          return nameCase(await loadReadings(), title, new Set(taken));
        }""",
        [title, taken],
    )

    assert draft.new_id(title, taken) == made


def test_the_id_follows_the_title_until_one_is_given(tab: Page, site: str) -> None:
    """An editor's own id stays, over a reload too; who empties it has the title's again."""
    open_form(tab, site + "submit/")
    own = tab.locator("#form-id")
    expect(own).to_have_value(re.compile("^anli-[0-9]{8}$"))
    field(tab, "title").fill("送药班车")
    expect(own).to_have_value("song-yao-ban-che")
    field(tab, "title").fill("送药班车进村")
    expect(own).to_have_value("song-yao-ban-che-jin-cun")
    tab.reload()
    expect(own).to_have_value("song-yao-ban-che-jin-cun")
    own.fill("yao-ban-che")
    field(tab, "title").fill("别的标题")
    wait(tab)
    tab.reload()
    expect(own).to_have_value("yao-ban-che")
    own.fill("")
    wait(tab)
    expect(own).to_have_value("")
    field(tab, "title").focus()

    expect(own).to_have_value("bie-de-biao-ti")


def test_an_id_that_is_taken_gets_a_number(tab: Page, site: str) -> None:
    """The id of a case that is there, or was, is not suggested for another one."""
    tab.route("**/submit/form.json", lambda one: one.fulfill(json=with_case(one, "song-yao")))
    open_form(tab, site + "submit/")
    field(tab, "title").fill("送药")

    expect(tab.locator("#form-id")).to_have_value("song-yao-2")


def with_case(route: Route, alias: str) -> Any:
    """Give what the form knows, with an old id for its first case."""
    rules = route.fetch().json()
    rules["cases"][0]["aliases"] = [alias]
    return rules


def test_without_the_readings_an_id_is_given(tab: Page, site: str) -> None:
    """Where the table of readings cannot be had, the day of writing gives an id."""
    tab.route("**/pinyin.json", lambda one: one.abort())
    open_form(tab, site + "submit/")
    field(tab, "title").fill("送药班车")

    assert "title: 送药班车" in written(tab)
    expect(tab.locator("#form-id")).to_have_value(re.compile("^anli-[0-9]{8}$"))


# ---------------------------------------------------------------------------- what is wrong


def listed(tab: Page) -> list[str]:
    """Give what the list of faults says, codes left out."""
    wait(tab)
    tab.locator("#form-count").click()
    return [one[: one.rindex(" ")] for one in tab.locator("#form-list li").all_inner_texts()]


def test_faults_are_said_in_the_words_of_the_form(tab: Page, site: str) -> None:
    """Whoever sees fields is told of fields, and what is right as they would type it."""
    open_form(tab, site + "submit/")
    choose_file(tab, "faulty.yml", FAULTY)
    expect(field(tab, "title")).to_have_value("题")
    said = {one.partition(" ")[0]: one.partition("：")[2] for one in reversed(listed(tab))}

    assert said["摘要"].startswith("“摘要”只有 1 字，至少 40 字。例如：2022年，")
    assert said["时间"].endswith("要用连字符写成年-月-日。改法：2024-03")
    assert "用自己的话写；空一行分段。例如：综合运用数据比对、入企走访……" == said["主要做法"]
    assert "只写数字；约、余等写进“修饰”，% 等单位写进“单位”" in said["数据"]
    assert said["图片"].endswith("改法：a-b.jpg；图片文件也改成这个名字")
    assert said["来源"].endswith("网站打不开 https 就不填“网址”，把网址写进“说明”")
    assert "经验启示" not in said


def test_an_empty_form_names_what_is_needed(tab: Page, site: str) -> None:
    """The list of a blank form is a list of fields to fill in, without a word of a file."""
    open_form(tab, site + "submit/")
    said = listed(tab)

    assert "摘要 必填：40 至 300 字，单独读也能明白。" in said[1]
    assert "标签 必填：1 至 8 个，从列表里选。" == said[5]
    assert [] == [one for one in said if re.search("[a-z]|缺少|改法", one)]


# ---------------------------------------------------------------------------- drafts


def test_a_draft_of_the_command_is_finished_in_the_form(tab: Page, site: str) -> None:
    """What `anliku new` explains is folded; holes are to be filled, and nothing is said to pass."""
    open_form(tab, site + "submit/")
    choose_file(tab, "song-yao.yml", NEW)
    expect(field(tab, "title")).to_have_value("送药班车进山村")
    assert written(tab) == NEW
    assert 0 == tab.locator("details.al-excerpt[open]").count()
    expect(tab.locator("#form-count")).to_have_text("检查：12 处待填")
    verdict = tab.locator("#form-verdict")
    expect(verdict).to_have_text("现在还是草稿，有 12 处待填；写完后请把“编校”里的状态改为“发布”。")
    field(tab, "curation.status").select_option(label="发布")
    expect(verdict).to_have_text("还有 10 处要填或要改；也可以先下载，以后再打开接着写。")

    assert [] == [one for one in listed(tab) if "没有内容" in one]
    assert "# 摘要（必填）" in written(tab)


def test_passages_beside_a_field_are_open(tab: Page, site: str) -> None:
    """Comments that are no explanations of ours are there to be read."""
    open_form(tab, site + "submit/")
    choose_file(tab, "a.yml", "title: 甲\n# 原文：县里有63个村。\nbackground:\n")
    expect(field(tab, "title")).to_have_value("甲")
    wait(tab)

    expect(tab.locator("details.al-excerpt[open]")).to_have_text("文件里的注释原文：县里有63个村。")


def test_a_record_that_is_published_quotes_no_source(tab: Page, site: str) -> None:
    """An import's passages leave the file when a draft is published, and come back with a draft."""
    open_form(tab, site + "submit/")
    own, passages = "# 记得核对户数\n", "# 猜测：标题\n# 原文第 3 行：\n# > 县里有63个村。\n"
    draft = f"{own}{passages}title: 甲\ncuration:\n  status: draft\n"
    choose_file(tab, "a.yml", draft)
    expect(field(tab, "title")).to_have_value("甲")
    assert draft == written(tab)
    status = field(tab, "curation.status")
    status.select_option(label="发布")
    assert f"{own}title: 甲\ncuration:\n  status: published\n" == written(tab)
    assert [] == [one for one in listed(tab) if "AL702" in one]
    status.select_option(label="草稿")

    assert draft == written(tab)


def test_a_record_that_is_published_has_no_holes(tab: Page, site: str) -> None:
    """A key without content, which the form cannot delete, goes when a draft is published."""
    open_form(tab, site + "submit/")
    text = "title: 甲\nlessons:\nmetrics:\n  - {label: 户数, change: }\n"
    choose_file(tab, "a.yml", f"{text}curation: {{status: draft}}\n")
    expect(field(tab, "title")).to_have_value("甲")
    assert "lessons:\n" in written(tab)
    field(tab, "curation.status").select_option(label="发布")

    done = "title: 甲\nmetrics:\n  - {label: 户数}\ncuration:\n  status: published\n"

    assert done == written(tab)


def test_a_new_case_begins_with_its_title(tab: Page, site: str) -> None:
    """Who asks for a blank form and has one is led to the first field."""
    open_form(tab, site + "submit/")
    tab.get_by_role("button", name="从空白表单开始").click()

    expect(field(tab, "title")).to_be_focused()
    assert 1 == tab.locator("h1").count()


# ---------------------------------------------------------------------------- the way on


@pytest.mark.parametrize(
    ("name", "is_new", "is_filled", "told"),
    [
        ("", True, False, ["下载文件", "新案例", "打开电脑上的记录或草稿"]),
        ("", False, False, ["下载文件", "对已有案例的更正", "替换原来的文件"]),
        ("GitHub", True, True, ["Fork this", "都已填好", "Propose changes", "Create pull request"]),
        ("GitHub", False, False, ["复制全文", "全选原来的内容", "Create pull request"]),
        ("GitLab", True, False, ["文件名应当是 cases/2026/a.yml", "Create merge request"]),
        ("Gitee", True, False, ["选“新建文件”，文件名写 cases/2026/a.yml", "Pull Request"]),
        ("Gitee", False, False, ["打开文件 cases/2026/a.yml，按“编辑”", "全选原来的内容"]),
    ],
)
def test_the_steps(
    tab: Page, site: str, name: str, *, is_new: bool, is_filled: bool, told: list[str]
) -> None:
    """Each way to hand a file in is told in order, with the buttons that are to be pressed."""
    open_form(tab, site + "submit/")
    given = {
        "forge": {"name": name},
        "way": {"address": "https://a.cn" if name else "", "isFilled": is_filled},
        "file": "cases/2026/a.yml",
        "isNew": is_new,
        "hasContact": False,
    }
    steps = tab.evaluate("(given) => anlikuForm.listSteps(given)", given)
    places = [next(place for place, one in enumerate(steps) if words in one) for words in told]

    assert sorted(places) == places
    assert is_filled == ("按“复制全文”。" not in steps and bool(name))
