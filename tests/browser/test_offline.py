"""The copy of the site as a reader opens it: from a folder, in a browser, without a server."""

import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import ROOT, build_site
from tests.browser.page_types import page_types

# More than one page of results
MANY = 30


def unpack(site: Path, folder: Path) -> Path:
    """Unpack the copy that a site hands out; give its folder."""
    (found,) = (site / "offline").glob("*.zip")
    with zipfile.ZipFile(found) as archive:
        archive.extractall(folder)
    return folder / found.stem


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real library's copy, in a folder with all that an address has to encode."""
    folder = tmp_path_factory.mktemp("offline")
    return unpack(build_site(folder / "site", "--offline"), folder / "我的 文件 #1 100%")


@pytest.fixture(scope="module")
def large_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The copy of a synthetic library with more results than fit on a page."""
    folder = tmp_path_factory.mktemp("large")
    command = [sys.executable, ROOT / "benchmarks" / "corpus.py", str(MANY), folder / "cases"]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    site = build_site(folder / "site", "--offline", "--cases", str(folder / "cases"))
    return unpack(site, folder)


@pytest.fixture
def reader(browser: Browser) -> Iterator[tuple[Page, list[str]]]:
    """A tab without a network, and all that went wrong in it."""
    context = browser.new_context(
        viewport={"width": 1280, "height": 900}, locale="zh-CN", offline=True
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda said: wrong.append(f"{said.type}: {said.text}"))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    # Going on to another page breaks off what is not needed any more.
    page.on(
        "requestfailed",
        lambda request: "ABORTED" in (request.failure or "") or wrong.append(request.url),
    )
    yield page, wrong
    context.close()


def test_every_kind_of_page_opens_whole(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """Each kind of page opens with its style, and asks for nothing that is not in the folder."""
    page, wrong = reader
    plain = []
    for name in page_types(copy):
        path = copy / (name if name.endswith(".html") else f"{name}index.html")
        page.goto(path.as_uri())
        if page.evaluate("getComputedStyle(document.body).getPropertyValue('--al-red')") == "":
            plain.append(path)

    assert ([], []) == (plain, wrong)


def test_from_home_to_a_case(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """A tile of the home page leads to a region, that to a case, and the name back home."""
    page, wrong = reader
    page.goto((copy / "index.html").as_uri())
    page.get_by_role("link", name="山东，1 个案例").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("山东省")
    page.locator(".al-card-title a").click()
    expect(page).to_have_url((copy / "cases/zhaoyuan-chelun-dangjian/index.html").as_uri())
    page.locator(".al-brandmark").click()
    expect(page).to_have_url((copy / "index.html").as_uri())

    assert [] == wrong


def test_the_search_finds(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """The box in the header leads to results, and a result to its case."""
    page, wrong = reader
    page.goto((copy / "about" / "index.html").as_uri())
    page.locator("#header-q").fill("车轮上的党建")
    page.locator("#header-q").press("Enter")
    expect(page.locator("#results > li")).to_have_count(1)
    page.locator("#results a").first.click()
    expect(page).to_have_url((copy / "cases/zhaoyuan-chelun-dangjian/index.html").as_uri())

    assert [] == wrong


def test_a_case_is_taken_along(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """From disk, too, one press makes a Word document, which names no path of the reader's."""
    page, wrong = reader
    page.goto((copy / "cases/zhaoyuan-chelun-dangjian/index.html").as_uri())
    with page.expect_download() as waited:
        page.get_by_role("button", name="下载 Word 文件").click()
    with zipfile.ZipFile(waited.value.path()) as document:
        texts = [document.read(name).decode() for name in document.namelist() if ".xml" in name]

    assert "anli-zhaoyuan-chelun-dangjian.docx" == waited.value.suggested_filename
    assert "车轮上的党建" in "".join(texts)
    assert "file:" not in "".join(texts)
    assert [] == wrong


def test_no_path_on_disk_is_handed_on(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """Where the copy knows no address of the site, no button offers one for others."""
    page, wrong = reader
    page.goto((copy / "cases/zhaoyuan-chelun-dangjian/index.html").as_uri())
    page.locator(".al-basket-own button").click()
    page.locator(".al-related .al-basket-toggle").first.click()
    case = page.get_by_role("button", name="复制网址").count()
    page.get_by_role("link", name="开始对比").click()
    expect(page.locator(".al-compare-heading")).to_have_count(2)
    expect(page.get_by_role("button", name="打印")).to_be_visible()

    assert (0, 0) == (case, page.get_by_role("button", name="复制网址").count())
    assert [] == wrong


def test_the_address_for_others_is_that_of_the_site(
    copy: Path, reader: tuple[Page, list[str]]
) -> None:
    """Where the copy knows the site's address, that is what is copied, with the cases compared."""
    page, wrong = reader
    page.add_init_script(
        """document.addEventListener("readystatechange", () => {
          const link = document.createElement("link");
          Object.assign(link, { rel: "canonical", href: "https://example.cn/anli/compare/" });
          document.head.append(link);
        }, { once: true });
        Object.defineProperty(navigator, "clipboard", { value: {
          writeText: () => Promise.reject(new Error("refused")) } });"""
    )
    ids = "huoche-siji-dangjian-shidian,zhaoyuan-chelun-dangjian"
    page.goto(f"{(copy / 'compare' / 'index.html').as_uri()}?ids={ids}")
    page.get_by_role("button", name="复制网址").click()

    box = page.get_by_role("textbox", name="本次对比的网址")
    expect(box).to_have_value(f"https://example.cn/anli/compare/?ids={ids}")
    assert [] == wrong


def test_what_is_typed_is_found(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """Typing another query on the page shows its results; emptying the box shows all cases."""
    page, wrong = reader
    page.goto(f"{(copy / 'cases' / 'index.html').as_uri()}?q=党建")
    box = page.locator("main [role=search] [name=q]")
    expect(page.locator("#results > li")).to_have_count(5)
    box.fill("招远")
    expect(page.locator("#results > li")).to_have_count(1)
    box.fill("")
    expect(page.locator("#browse")).to_be_visible()

    assert [] == wrong


def test_more_results(large_copy: Path, reader: tuple[Page, list[str]]) -> None:
    """Results beyond the first ten are shown when the reader asks for them."""
    page, wrong = reader
    page.goto(f"{(large_copy / 'cases' / 'index.html').as_uri()}?q=党")
    expect(page.locator("#results > li")).to_have_count(10)
    page.get_by_role("button", name="显示更多").click()
    expect(page.locator("#results > li")).to_have_count(20)

    assert [] == wrong


def test_a_missing_file_is_told(copy: Path, tmp_path: Path, page: Page) -> None:
    """Where a file of the index is gone, the page says that the search is out of order."""
    broken = tmp_path / "broken"
    broken.mkdir()
    for one in copy.iterdir():
        if one.name != "search":
            (broken / one.name).symlink_to(one)
    page.goto(f"{(broken / 'cases' / 'index.html').as_uri()}?q=党建")

    expect(page.locator("#search-status")).to_contain_text("检索暂时无法使用")
    expect(page.locator("#browse")).to_be_visible()


def test_the_choice_of_colours_lasts(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """A reader who has chosen dark colours finds them on the next page."""
    page, wrong = reader
    page.goto((copy / "index.html").as_uri())
    page.get_by_role("button", name="配色：跟随系统").click()
    expect(page.get_by_role("button", name="配色：深色")).to_be_visible()
    page.goto((copy / "tags" / "index.html").as_uri())
    expect(page.get_by_role("button", name="配色：深色")).to_be_visible()

    assert [] == wrong


def test_a_table_is_searched(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """On disk too the table of systems is narrowed by a word, and its row leads to the case."""
    page, wrong = reader
    page.goto((copy / "platforms" / "index.html").as_uri())
    page.get_by_label("查找").fill("危化品 通行")
    expect(page.locator("#sheet tbody tr")).to_have_count(1)
    page.locator("#sheet tbody a").last.click()
    case = (copy / "cases" / "weihua-yunshu-dangjian-ronghe" / "index.html").as_uri()
    expect(page).to_have_url(re.compile(rf"^{re.escape(case)}(#.*)?$"))

    assert [] == wrong


def test_a_table_is_taken_home(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """What is taken home from a copy on disk names no place on that disk."""
    page, wrong = reader
    page.goto((copy / "platforms" / "index.html").as_uri())
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载表格（CSV）").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")

    assert "名称,类型,用途,地区,建设单位,案例" == text.splitlines()[0]
    assert "file:" not in text
    assert [] == wrong


def test_cases_stand_side_by_side(copy: Path, reader: tuple[Page, list[str]]) -> None:
    """On disk too two cases are compared, and each leads to its page."""
    page, wrong = reader
    ids = ("pinghu-jinpinghu-wo-xianxing", "zhaoyuan-chelun-dangjian")
    page.goto(f"{(copy / 'compare' / 'index.html').as_uri()}?ids={','.join(ids)}")
    links = page.locator("#compare-shown a[href*='/cases/']")
    expect(links).to_have_count(2)

    assert [(copy / "cases" / one / "index.html").as_uri() for one in ids] == [
        link.evaluate("link => link.href") for link in links.all()
    ]
    assert [] == wrong
