"""The pages that show the whole library, as readers with a question use them."""

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path

import html5lib
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, build_site
from tests.factories import as_yaml, record

PAGES = ("", "regions/", "timeline/", "metrics/", "platforms/", "honors/", "organizations/",
         "brands/", "tags/huoche-siji/")  # fmt: skip
ROWS = "#sheet tbody tr"


def column(page: Page, number: int) -> list[str]:
    """Give what the shown rows say in a column, counted from 0."""
    said: list[str] = page.locator(ROWS).evaluate_all(
        "(rows, number) => rows.map((row) => row.cells[number].textContent)", number
    )
    return said


@pytest.fixture(scope="module")
def many(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A library of three cases with 241 figures, some of them odd."""
    folder = tmp_path_factory.mktemp("many")
    cases = folder / "cases"
    (cases / "_vocab").mkdir(parents=True)
    for path in (Path(__file__).parents[2] / "cases" / "_vocab").glob("*.yml"):
        (cases / "_vocab" / path.name).write_bytes(path.read_bytes())
    (cases / "2023").mkdir()
    odd = {"label": '=HYPERLINK("https://e.cn")', "value": "-12.5", "unit": '个"x",y'}
    for name in ("a", "b"):
        metrics = [{"label": f"数字{one:03}", "value": str(one)} for one in range(120)]
        data = record(metrics=[*metrics, *([odd] if name == "a" else [])])
        (cases / "2023" / f"{name}.yml").write_text(as_yaml(data), encoding="utf-8")
    site = build_site(folder / "site", "--cases", str(cases))
    with Served(site) as url:
        yield url


# Questions


def test_who_built_a_pass_code_for_hazardous_goods(page: Page, site: str) -> None:
    """Two words in the box of the systems lead to the one system and the case that tells of it."""
    page.goto(site + "platforms/")
    page.get_by_label("查找").fill("危化品 通行")

    expect(page.locator("#sheet-status")).to_have_text("找到 1 个平台系统，共 41 个平台系统。")
    assert ["危运通行码"] == column(page, 0)
    assert ["某市危化品道路运输安全管理服务中心"] == column(page, 4)
    page.locator(f"{ROWS} a").click()
    assert page.url == site + "cases/weihua-yunshu-dangjian-ronghe/#pingtai"


def test_the_largest_figures(page: Page, site: str) -> None:
    """One press sorts figures from small to large, another the other way, holes last either way."""
    page.goto(site + "metrics/")
    button = page.locator("th").get_by_role("button", name="数值")
    button.click()
    expect(page.locator("th[aria-sort=ascending]")).to_have_text("数值")
    rising = column(page, 1)
    button.click()
    expect(page.locator("th[aria-sort=descending]")).to_have_text("数值")
    falling = column(page, 1)

    assert (["1名"], ["超500亿元", "47.54亿元"]) == (rising[:1], falling[:2])
    assert "原文数字缺失" not in "".join([*rising[:60], *falling[:60]])
    expect(page.locator("#sheet-status")).to_have_text("共 119 条数据。按“数值”降序排列。")
    button.click()
    expect(page.locator("th[aria-sort]")).to_have_count(0)


def test_kilometres_as_a_table(page: Page, site: str) -> None:
    """Figures in kilometres are chosen by their unit and taken home as a table."""
    page.goto(site + "metrics/")
    page.get_by_label("计量单位").select_option("公里")
    expect(page.locator("#sheet-status")).to_have_text("找到 3 条数据，共 119 条数据。")
    page.locator("th").get_by_role("button", name="数值").click()
    expect(page).to_have_url(re.compile("unit=%E5%85%AC%E9%87%8C&sort=value$"))
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载表格（CSV）").click()
    raw = waiting.value.path().read_bytes()
    rows = list(csv.reader(io.StringIO(raw.decode("utf-8-sig"), newline="")))

    assert "数据.csv" == waiting.value.suggested_filename
    assert raw.startswith(b"\xef\xbb\xbf")
    assert [
        *("名称", "数值", "数字", "修饰", "计量单位", "变化", "类别", "年份"),
        *("领域", "地区", "案例", "说明", "来源", "网址"),
    ] == rows[0]
    assert [
        ["新建农村公路", "19.7公里", "19.7", "", "公里"],
        ["农村公路养护工程", "49.6公里", "49.6", "", "公里"],
        ["路灯亮化", "67.4公里", "67.4", "", "公里"],
    ] == [row[:5] for row in rows[1:]]
    assert all(
        row[13].startswith(f"{site}cases/pinghu-jinpinghu-wo-xianxing/#") for row in rows[1:]
    )


def test_a_row_leads_to_its_figure(page: Page, site: str) -> None:
    """A row leads to the very figure on the page of its case, with scripts as without."""
    page.goto(site + "metrics/")
    plain = page.locator(f"{ROWS} a").evaluate_all("all => all.map((one) => one.href)")
    page.get_by_label("查找").fill("路灯亮化")
    expect(page.locator(ROWS)).to_have_count(1)
    link = page.locator(f"{ROWS} a")

    assert link.get_attribute("href") in plain
    link.click()
    figure = page.locator(page.evaluate("location.hash"))
    expect(figure).to_contain_text("路灯亮化")
    expect(figure).to_be_in_viewport()


def test_the_grid_by_keyboard(page: Page, site: str) -> None:
    """The grid is gone through with the Tab key, and Enter opens the cases of a province."""
    page.goto(site + "regions/")
    links = page.locator(".al-tiles a")
    names = links.evaluate_all("all => all.map((one) => one.getAttribute('aria-label'))")
    links.first.focus()
    stops = []
    for _ in names:
        stops.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
        page.keyboard.press("Tab")

    assert names == stops
    assert "浙江，2 个案例" in stops
    links.nth(stops.index("浙江，2 个案例")).focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(site + "regions/330000/")


def test_the_same_as_the_grid_in_a_table(page: Page, site: str) -> None:
    """Who cannot see the grid finds all 34 provinces with their numbers in a table."""
    page.goto(site + "regions/")
    table = page.get_by_role("table", name="各省级地区的案例数")

    assert 34 == table.get_by_role("rowheader").count()
    assert ["浙江省", "2"] == table.get_by_role("row", name="浙江省").inner_text().split()
    expect(table.get_by_role("link", name="浙江省")).to_have_attribute("href", "330000/")


def test_the_timeline_by_ear(page: Page, site: str) -> None:
    """A screen reader hears years as headings, cases as links with their time, and no picture."""
    page.goto(site + "timeline/")
    main = page.get_by_role("main")
    years = main.get_by_role("heading", level=2).all_inner_texts()
    region = main.get_by_role("region", name="2016年")

    assert ["每年的案例", "2022年", "2016年", "年份不详"] == years
    assert 1 == region.get_by_role("listitem").count()
    expect(region.get_by_role("link")).to_have_text("宁波运管用“党建+”推动道路运输管理转型")
    expect(region.get_by_role("listitem")).to_contain_text("2016年起")
    expect(main.get_by_role("link", name=re.compile(r"^2 个案例，\s*2022年$"))).to_have_attribute(
        "href", "../years/2022/"
    )
    assert 0 == main.get_by_role("article").get_by_role("img").count()


def test_honors_by_level(page: Page, site: str) -> None:
    """Honors are narrowed down by level, and a level leads to its cases."""
    page.goto(site + "honors/?level=省级")
    expect(page.locator("#sheet-status")).to_contain_text("找到")

    assert {"省级"} == set(column(page, 4))
    page.locator(".al-chips a").filter(has_text="省级").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("省级")


# Addresses


def test_an_address_gives_the_same_table_again(page: Page, site: str) -> None:
    """A link with a question, a filter and an order shows them in the controls and in the rows."""
    page.goto(site + "metrics/?q=党员&kind=规模&sort=-value")
    expect(page.locator("#sheet-status")).to_contain_text("按“数值”降序排列")

    assert ("党员", "规模") == (
        page.get_by_label("查找").input_value(),
        page.get_by_label("类别").input_value(),
    )
    assert {"规模"} == set(column(page, 3))
    assert all("党员" in "".join(row) for row in zip(column(page, 0), column(page, 7), strict=True))


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("?unit=光年", "网址中的“计量单位：光年”在表中没有，没有采用。共 119 条数据。"),
        ("?sort=unit", "网址中的排序方式“unit”无法使用，没有采用。共 119 条数据。"),
        ("?sort=--value", "网址中的排序方式“--value”无法使用，没有采用。共 119 条数据。"),
        ("?sort=constructor", "网址中的排序方式“constructor”无法使用，没有采用。共 119 条数据。"),
        (
            "?kind=<img src=x onerror=alert(1)>",
            "网址中的“类别：<img src=x onerror=alert(1)>”在表中没有，没有采用。共 119 条数据。",
        ),
        (f"?year={'9' * 50}", f"网址中的“年份：{'9' * 40}…”在表中没有，没有采用。共 119 条数据。"),
        ("?q=没有哪个案例写过的话", "没有符合条件的数据，可以减少条件再试。"),
        (f"?q={'獨' * 300}", "查找的文字太长，只用了前 100 个字。没有符合条件的"),
    ],
)
def test_bad_addresses(page: Page, site: str, query: str, told: str) -> None:
    """What an address asks for in vain is said plainly, and the rest of it holds."""
    page.goto(f"{site}metrics/{query}")

    expect(page.locator("#sheet-status")).to_contain_text(told)


def test_the_way_back(page: Page, site: str) -> None:
    """The browser's way back undoes a choice, and what is not ours in an address stays."""
    page.goto(site + "metrics/?from=mail")
    page.get_by_label("类别").select_option("投入")
    expect(page).to_have_url(site + "metrics/?from=mail&kind=%E6%8A%95%E5%85%A5")
    expect(page.locator("#sheet-status")).to_contain_text("找到")
    page.go_back()
    expect(page).to_have_url(site + "metrics/?from=mail")
    expect(page.get_by_label("类别")).to_have_value("")
    expect(page.locator("#sheet-status")).to_have_text("共 119 条数据。")
    expect(page.locator(ROWS)).to_have_count(100)


def test_a_step_to_an_anchor_changes_nothing(page: Page, many: str) -> None:
    """The way to the text and back loads no rows, and leaves the table and its pages."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "rows.json" in one.url else None)
    page.goto(many + "metrics/")
    page.evaluate("location.hash = 'zhengwen'")
    expect(page).to_have_url(many + "metrics/#zhengwen")
    page.go_back()
    expect(page).to_have_url(many + "metrics/")
    page.evaluate("new Promise((done) => setTimeout(done))")

    assert ([], 100) == (asked, page.locator(ROWS).count())
    expect(page.locator(".al-pager")).to_be_visible()


def test_a_refused_address(page: Page, site: str) -> None:
    """Where a browser refuses to change the address, sorting and filtering go on."""
    page.add_init_script(
        "history.pushState = history.replaceState = () => { throw new DOMException('no'); };"
    )
    page.goto(site + "metrics/")
    page.get_by_label("类别").select_option("投入")
    expect(page.locator("#sheet-status")).to_contain_text("找到")
    page.get_by_label("查找").fill("没有哪个案例写过的话")
    expect(page.locator("#sheet-status")).to_contain_text("没有符合条件的")


def test_rows_are_those_of_the_page(page: Page, site: str) -> None:
    """After a new publication no rows come from the browser's cache."""
    page.goto(site + "platforms/")
    page.evaluate(
        """() => {
          window.kept = [];
          const load = window.fetch;
          window.fetch = (address, options) => {
            window.kept.push(options.cache);
            return load(address, options);
          };
        }"""
    )
    page.get_by_label("查找").fill("危化品 通行")
    expect(page.locator(ROWS)).to_have_count(1)

    assert ["reload"] == page.evaluate("window.kept")


# On a phone

CARD = """(row) => [...row.cells].filter((cell) => cell.offsetHeight > 1).map(
  (cell) => getComputedStyle(cell, "::before").content.replace(/^"([^"]*)".*$/, "$1"))"""


@pytest.mark.parametrize("query", ["", "?q=危化品"])
def test_a_row_is_a_card_on_a_phone(page: Page, site: str, query: str) -> None:
    """On a phone the builder and the case of a system are read without scrolling sideways."""
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(f"{site}platforms/{query}")
    expect(page.locator("#sheet-status")).to_have_text(re.compile("找到 4" if query else "^$"))
    row = page.get_by_role("row").filter(
        has=page.get_by_role("rowheader", name="危运通行码", exact=True)
    )
    widths = page.locator(".al-sheet").evaluate("one => [one.scrollWidth, one.clientWidth]")

    assert widths[0] == widths[1]
    assert ["none", "类型", "用途", "地区", "建设单位", "案例"] == row.evaluate(CARD)
    assert 6 == row.evaluate("(row) => row.cells.length")
    expect(page.get_by_role("button", name="名称")).to_be_visible()
    for cell in (row.get_by_text("某市危化品道路运输安全管理服务中心"), row.get_by_role("link")):
        box = cell.bounding_box()
        assert box
        assert 0 <= box["x"] < box["x"] + box["width"] <= 375


def test_a_card_leaves_out_what_is_not_told(page: Page, site: str) -> None:
    """A card has no line for what its row does not say; on a desk the row says so in words."""
    page.goto(site + "honors/?q=示范")
    expect(page.locator("#sheet-status")).to_contain_text("找到")
    said = page.locator(ROWS).evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.innerText))"
    )
    page.set_viewport_size({"width": 375, "height": 800})
    heads = ["none", "获得者", "授予单位", "年份", "级别", "案例"]
    cards = [one.evaluate(CARD) for one in page.locator(ROWS).all()]

    assert "未写明" in {text for row in said for text in row}
    assert cards == [
        [head for head, text in zip(heads, row, strict=True) if not re.match("未.?写明$", text)]
        for row in said
    ]


def test_print_keeps_the_table(page: Page, site: str) -> None:
    """On paper a row is a row, however narrow the screen was."""
    page.set_viewport_size({"width": 375, "height": 800})
    page.goto(site + "platforms/")
    row = page.locator(ROWS).first
    displays = []
    for medium in ("screen", "print"):
        page.emulate_media(media=medium)  # type: ignore[arg-type]
        displays.append(row.evaluate("one => getComputedStyle(one).display"))

    assert ["block", "table-row"] == displays


# Long tables


def test_nothing_is_loaded_before_it_is_needed(page: Page, many: str) -> None:
    """The file of all rows is asked for once, when a reader first sorts or filters."""
    asked: list[str] = []
    page.on("request", lambda one: asked.append(one.url) if "rows.json" in one.url else None)
    page.goto(many + "metrics/", wait_until="networkidle")
    before = len(asked)
    page.locator("th").get_by_role("button", name="名称").click()
    expect(page.locator("#sheet-status")).to_contain_text("升序")
    page.get_by_label("查找").fill("数字007")
    expect(page.locator(ROWS)).to_have_count(2)

    assert (0, 1) == (before, len(asked))


def test_more_rows(page: Page, many: str) -> None:
    """A long result comes a hundred rows at a time, and the focus goes to the first new one."""
    page.goto(many + "metrics/?sort=value")
    more = page.get_by_role("button", name="显示更多")
    expect(page.locator(ROWS)).to_have_count(100)
    more.click()
    expect(page.locator(ROWS)).to_have_count(200)
    assert 101 == page.evaluate("document.activeElement.closest('tr').rowIndex")
    more.click()
    expect(page.locator(ROWS)).to_have_count(241)
    expect(more).to_be_hidden()

    values = [float(re.match(r"-?[0-9.]+", text).group()) for text in column(page, 1)]  # type: ignore[union-attr]
    assert sorted(values) == values


def test_without_scripts_the_whole_table_can_be_read(browser: Browser, many: str) -> None:
    """Without scripts every row is on some page, and no control stands there in vain."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(many + "metrics/")
    read, controls = [], []
    while True:
        read += page.locator(f"{ROWS} th").all_inner_texts()
        controls += page.locator("article :is(button, input, select):visible").all()
        following = page.locator("a[rel=next]")
        if not following.count():
            break
        following.click()
    context.close()

    assert (241, 121, 0) == (len(read), len(set(read)), len(controls))


def test_a_failing_network_is_said(page: Page, site: str) -> None:
    """Where the rows cannot be had, that is said, the table stays, and trying again helps."""
    page.route("**/rows.json", lambda route: route.abort())
    page.goto(site + "metrics/")
    page.get_by_label("类别").select_option("投入")
    expect(page.locator("#sheet-status")).to_contain_text("暂时无法读取全部数据")
    expect(page.locator(ROWS)).to_have_count(100)
    page.unroute("**/rows.json")
    page.get_by_label("类别").select_option("规模")
    expect(page.locator("#sheet-status")).to_contain_text("找到")


# The table that is taken home


def test_a_downloaded_table_holds_no_formula(page: Page, many: str) -> None:
    """A label that is a formula comes as text, and quotes and commas stay."""
    page.goto(many + "metrics/?q=hyperlink")
    expect(page.locator(ROWS)).to_have_count(1)
    with page.expect_download() as waiting:
        page.get_by_role("button", name="下载表格（CSV）").click()
    text = waiting.value.path().read_bytes().decode("utf-8-sig")
    [_, row] = csv.reader(io.StringIO(text, newline=""))

    assert ['\'=HYPERLINK("https://e.cn")', '\'-12.5个"x",y'] == row[:2]
    assert text.endswith("\r\n")


@pytest.fixture(scope="module")
def sheet(browser: Browser, site: str) -> Iterator[Page]:
    """A page with the script of the sheets."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(site + "metrics/")
    yield page
    context.close()


@settings(max_examples=40)
@given(
    st.lists(
        st.lists(
            st.text(st.sampled_from("=+-@\t\r\n\"',;|1２.%＝＋－＠党 "), max_size=6),
            min_size=3,
            max_size=3,
        ),
        min_size=1,
        max_size=5,
    )
)
def test_any_table_comes_back_whole_and_harmless(sheet: Page, rows: list[list[str]]) -> None:
    """Whatever cells hold, a reader of CSV gets them back, and none begins as a formula does."""
    made = sheet.evaluate("rows => window.anlikuSheet.toCsv(rows)", rows)
    back = list(csv.reader(io.StringIO(made, newline="")))
    harmless = re.compile(r"[+-]?[0-9][0-9,.]*%?", re.ASCII)

    assert rows == [
        [kept[1:] if kept[:1] == "'" and kept != told else kept for kept, told in pair]
        for pair in (zip(one, other, strict=True) for one, other in zip(back, rows, strict=True))
    ]
    assert [] == [
        cell
        for row in back
        for cell in row
        if cell[:1] in set("=+-@\t\r\n＝＋－＠") and cell and not harmless.fullmatch(cell)
    ]


# All pages of this kind


@pytest.mark.parametrize("path", PAGES)
def test_pages_are_valid_and_small(site_dir: Path, path: str) -> None:
    """Each page is HTML without a fault and weighs little."""
    html = (site_dir / path / "index.html").read_text(encoding="utf-8")
    html5lib.HTMLParser(strict=True).parse(html)

    assert len(html.encode()) < 60_000


def test_targets_are_large_enough(page: Page, site: str) -> None:
    """On a phone every control and every year of the chart is at least 24 pixels wide and high."""
    page.set_viewport_size({"width": 320, "height": 800})
    small = []
    for path, selector in (
        ("metrics/", "main :is(button, select, input):visible"),
        ("timeline/", ".al-years a"),
        ("organizations/", ".al-letters a"),
        ("regions/", ".al-tiles a"),
    ):
        page.goto(site + path)
        boxes = page.locator(selector).evaluate_all(
            "all => all.map((one) => [one.textContent, one.offsetWidth, one.offsetHeight])"
        )
        small += [(path, box) for box in boxes if min(box[1:]) < 24]

    assert [] == small


def test_rows_come_as_plain_data(site_dir: Path) -> None:
    """The files of the sheets are plain JSON that anybody can read."""
    found = {path: json.loads((site_dir / path / "rows.json").read_bytes()) for path in
             ("metrics", "platforms", "honors")}  # fmt: skip

    assert [119, 41] == [len(found[path]["anchors"]) for path in ("metrics", "platforms")]
