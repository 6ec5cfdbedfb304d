"""The preview of a record at work looks as its page will, whatever is still missing."""

import random
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any, get_args

import pytest
from playwright.sync_api import Browser, Page, expect

from generator import strict_yaml
from generator.figures import Basis, MetricKind, Qualifier
from generator.model import RevisionKind, Role
from generator.render import render
from generator.settings import Settings
from tests.browser.conftest import ROOT
from tests.factories import engine, make_case, make_library, record

RECORDS = sorted((ROOT / "cases").glob("2*/*.yml"))
DRAWN = 40
TEXTS = (
    *("某县交通运输局", "司机之家  App 2.0", "<b>重</b>点 & “两新”", "全角　空格", "*星* _线_ #号"),
    *("一", "12.5", "“党建+”", "第一批|第二批", "卡友E家"),
)
PROSE = (
    *(
        "一段。",
        "第一行，\n第二行。",
        "App\nstore 上线\n2023 年",
        "甲段。\n\n乙段。",
        "甲\n \n\n乙\n",
    ),
    *("  前后有空格  \n", "<script>alert(1)</script>\n\n**粗**", "长" * 260, "更长。" * 500),
)
REGIONS = (
    *("undisclosed", ["招远市", "浙江省/嘉兴市/平湖市"], ["370685", "台湾"], ["山东省 招远市"]),
    *(["烟台市招远市", "内蒙古自治区"], ["北京市东城区"]),
)
PERIODS = (
    *({"from": "2017-03"}, {"to": "2020"}, {"from": "2020", "to": "2022-01-08"}),
    {"from": "2022", "to": "2022"},
)
SCRIPTS = (
    *("case-words", "submit-preview-places", "submit-preview-state", "submit-preview"),
    "submit-forge",
)
Preview = Callable[..., None]

# What the preview leaves out knowingly: the way to the page, what scripts add, contents, charts and
# the words that belong to them, links to figures and sources, cases like this one, ways out, how to
# cite a page that is not there yet. Of a picture, which lies beside the record, it shows the words.
LEFT_OUT = ", ".join(
    (
        *(".al-trail", ".al-tools", ".al-basket-own", ".al-walk", ".al-toc", "svg", ".al-moved"),
        *(".al-moved + .al-note", "caption .al-note", ".al-charted [aria-hidden]", ".al-anchor"),
        *(".al-replaced", ".al-related", ".al-around", "#yinyong", ".al-citing"),
        ".al-correct",
    )
)
# A page by its parts: each element in it with its class and all of its text, blanks aside. Left out
# are links, and elements that only hold a text where a page may have a link. The page of the form
# has a heading of its own: the preview's title only looks like one.
PARTS = """([place, leftOut]) => {
  const page = document.querySelector(place).cloneNode(true);
  page.querySelectorAll(leftOut).forEach((one) => one.remove());
  const say = (one) => one.textContent.replace(/\\s+/g, "");
  const parts = {};
  let name = "top";
  for (const one of page.children) {
    name = one.matches("h2, footer") ? one.localName + say(one).slice(0, 4) : name;
    parts[name] ??= [];
    for (const inner of [one, ...one.querySelectorAll("*")]) {
      if (!inner.matches("a, span:not([class]), .al-item")) {
        const isTitle = inner.matches(".al-preview-title");
        const tag = isTitle ? "h1" : inner.localName;
        const classes = isTitle ? "" : inner.className.replace(" al-charted", "");
        parts[name].push([tag, classes, say(inner)].join(" | "));
      }
    }
  }
  return parts;
}"""


def data_of(file: Path) -> Any:
    """Give a record as the form has it: texts, lists and objects."""
    document, problems = strict_yaml.read(file.name, file.read_bytes())
    assert [] == problems
    return document.data


@pytest.fixture(scope="module")
def desk(browser: Browser, site: str) -> Iterator[Page]:
    """A page of the site with an empty place for a preview in it."""
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    page.goto(f"{site}about/")
    for name in SCRIPTS:
        page.add_script_tag(path=ROOT / f"docs/assets/javascripts/{name}.js")
    page.evaluate(
        """async (root) => {
          const place = document.createElement("div");
          place.id = "yulan";
          document.querySelector("article").append(place);
          const read = async (file) => (await fetch(root + file)).json();
          window.form = await read("submit/form.json");
          window.regions = await read("submit/regions.json");
        }""",
        site,
    )
    yield page
    context.close()


@pytest.fixture
def preview(desk: Page) -> Preview:
    """Show a record in the preview."""

    def show(data: Any, case: str = "a-case", regions: str = "regions") -> None:
        desk.evaluate(
            f"""([data, id]) => anliku.preview(data, document.getElementById("yulan"),
              {{ vocabularies: form.vocabularies, regions: {regions}, id }})""",
            [data, case],
        )

    return show


@pytest.mark.parametrize("file", RECORDS, ids=[file.stem for file in RECORDS])
def test_a_preview_is_the_page(
    page: Page, desk: Page, site: str, preview: Preview, file: Path
) -> None:
    """Part by part, the preview of a record has the elements, classes and texts of its page."""
    page.goto(f"{site}cases/{file.stem}/")
    built = page.evaluate(PARTS, ["article", LEFT_OUT])
    preview(data_of(file), file.stem)
    shown = desk.evaluate(PARTS, ["#yulan", "nothing"])

    assert list(built) == list(shown)
    for name, elements in built.items():
        assert elements == shown[name]


class Pen:
    """Makes up sound records: every kind of figure, date and part, some of them missing."""

    def __init__(self, seed: int) -> None:
        self.rand = random.Random(seed)  # noqa: S311 - it chooses words, not secrets

    def text(self) -> str:
        """Give one line."""
        return self.rand.choice(TEXTS)

    def some(self, least: int, most: int, make: Callable[[], Any]) -> list[Any]:
        """Give a few of what `make` gives."""
        return [make() for _ in range(self.rand.randint(least, most))]

    def maybe(self, **choices: Any) -> dict[str, Any]:
        """Give some of these keys, each with one of its choices."""
        return {
            key: self.rand.choice(some) for key, some in choices.items() if self.rand.random() < 0.6
        }

    def change(self) -> dict[str, Any]:
        """Give how a figure moved."""
        told = {"value": self.rand.choice(["12", "0.5", "201"]), "unit": "%"}
        told |= self.maybe(basis=get_args(Basis), qualifier=get_args(Qualifier))
        return told | self.maybe(direction=["增长", "下降"], unit=["个百分点"])

    def metric(self) -> dict[str, Any]:
        """Give a figure, a hole, or how one moved."""
        told = {"label": self.text(), **self.maybe(unit=["名", "万元"], kind=get_args(MetricKind))}
        told |= self.maybe(year=["2022"], note=TEXTS, source=["1"])
        shape = self.rand.randrange(4)
        if shape == 0:
            return told | {"missing": "原文数字缺失"}
        if shape < 3:
            told["change"] = self.change()
        if shape > 1:
            told["value"] = self.rand.choice(["12", "2,900", "47.54", "10万"])
            told |= self.maybe(qualifier=get_args(Qualifier))
        return told

    def organization(self) -> dict[str, Any]:
        """Give an organization."""
        return {"name": self.text(), **self.maybe(role=get_args(Role))}

    def table(self) -> dict[str, Any]:
        """Give a table."""
        rows = self.some(1, 3, lambda: [self.text(), ""])
        return {"title": self.text(), "columns": ["甲", "乙"], "rows": rows} | self.maybe(
            note=TEXTS
        )

    def platform(self) -> dict[str, Any]:
        """Give a system."""
        told = {"name": self.text(), "kind": "党建信息平台", "purpose": self.text()}
        return told | self.maybe(region=["招远市", "山东省"], operator=TEXTS)

    def honor(self) -> dict[str, Any]:
        """Give an honor."""
        told = {"name": self.text(), "level": "省级"}
        return told | self.maybe(recipient=TEXTS, by=TEXTS, year=["2021"])

    def source(self) -> dict[str, Any]:
        """Give a source."""
        told = {"title": self.text(), "kind": self.rand.choice(["报纸", "网页"])}
        told |= self.maybe(published=["2023", "2023-03", "2023-10-09"], publisher=TEXTS, note=TEXTS)
        author = partial(self.maybe, role=["记者", "通讯员"])
        told["authors"] = self.some(0, 3, lambda: {"name": self.text(), **author()})
        ways = ["https://example.cn/a?b=c&d#e"]
        return told | self.maybe(url=ways, archived=ways)

    def brand(self) -> dict[str, Any]:
        """Give a brand."""
        parts = self.some(0, 2, lambda: {"name": self.text(), **self.maybe(about=TEXTS)})
        return {"name": self.text(), "parts": parts, **self.maybe(slogan=TEXTS)}

    def revision(self) -> dict[str, Any]:
        """Give a change of the record."""
        note = f"{self.text()}{self.rand.choice(['', '。'])}"
        return {"date": "2026-12-01", "note": note, **self.maybe(kind=get_args(RevisionKind))}

    def curation(self) -> dict[str, Any]:
        """Give what editors say of the record."""
        return {
            "status": self.rand.choice(["draft", "published", "withdrawn"]),
            "added": "2026-11-22",
            "revised": self.some(1, 2, self.revision),
            "notes": self.some(0, 2, self.text),
        }

    def record(self) -> dict[str, Any]:
        """Give a whole record, whose summary tells its figures."""
        metrics = self.some(0, 9, self.metric)
        told = "、".join(f"{one.get('value', '')}{one.get('unit', '')}" for one in metrics)
        tags = ["huoche-siji", "liudong-dangyuan", "siji-zhijia"]
        data = record(
            title=self.text(),
            summary=f"{self.text()}，{told}。" + "这是摘要的其余部分。" * 5,
            organizations=self.some(1, 4, self.organization),
            tags=self.rand.sample(tags, self.rand.randint(1, 3)),
            regions=self.rand.choice(REGIONS),
            background=self.rand.choice(PROSE),
            practices=self.some(
                1, 3, lambda: {"title": self.text(), "body": self.rand.choice(PROSE)}
            ),
            outcomes=self.rand.choice(PROSE),
            metrics=metrics,
            tables=self.some(0, 2, self.table),
            platforms=self.some(0, 2, self.platform),
            honors=self.some(0, 2, self.honor),
            sources=self.some(1, 3, self.source),
            curation=self.curation(),
        )
        selection = {"collection": self.text(), **self.maybe(issue=TEXTS)}
        extra = self.maybe(brand=[self.brand()], selection=[selection], period=PERIODS)
        return data | extra | self.maybe(lessons=PROSE)


def test_made_up_records(page: Page, desk: Page, preview: Preview) -> None:
    """Whatever figures, dates and parts a sound record has, its preview says what its page says."""
    drawn = {f"case-{number}": Pen(number).record() for number in range(DRAWN)}
    cases = [make_case(case, **data) for case, data in drawn.items()]
    made = {one.src_uri: one for one in render(make_library(*cases, drafts=True), Settings())}
    for case, data in drawn.items():
        body = engine().reset().convert(made[f"cases/{case}.md"].body)
        page.set_content(f"<article>{body}</article>")
        preview(data, case)

        assert page.evaluate(PARTS, ["article", LEFT_OUT]) == desk.evaluate(
            PARTS, ["#yulan", "nothing"]
        )


def test_an_empty_record(desk: Page, preview: Preview) -> None:
    """Who has not written anything yet is told what will be here, and sees no empty part."""
    for nothing in ({}, None, "", [], "题", {"sources": [{"kind": "报纸"}]}):
        preview(nothing, "a-case")

        assert "写了标题或正文以后，这里会显示网页的样子。" == desk.locator("#yulan").inner_text()


def test_what_is_empty_has_no_place(desk: Page, preview: Preview) -> None:
    """With a title alone there is no heading without text, no empty box and no length."""
    holes = {"practices": [{"title": None}], "sources": [{"title": None, "kind": "报纸"}]}
    preview({"title": "题", **holes}, "a-case")

    assert ["题", "案例编号：a-case"] == desk.locator("#yulan").inner_text().split("\n\n")
    assert 0 == desk.locator("#yulan :is(h1, h2, h3, dl, ol)").count()


@pytest.mark.parametrize(
    "wrong", [None, "", "甲", [], ["甲"], [None], {}, {"甲": "乙"}, [[]], [{}]]
)
def test_a_record_at_work(desk: Page, preview: Preview, wrong: Any) -> None:
    """A part that is unfinished, or of another kind, never keeps the others from being seen."""
    for key in (*record(), "metrics", "tables", "platforms", "honors", "images", "period", "brand"):
        if key not in ("title", "lessons"):
            preview({**record(lessons="启示一段。"), key: wrong})

            expect(desk.locator("#yulan .al-preview-title")).to_have_text("示例：货车司机党建")
            expect(desk.locator("#yulan")).to_contain_text("启示一段。")


@pytest.mark.parametrize(
    "inside",
    [
        {"metrics": [{"label": "甲", "value": None, "change": {"unit": "%"}}]},
        {"tables": [{"title": None, "columns": "甲", "rows": ["甲", ["乙", None], None]}]},
        {
            "sources": [
                {"title": "甲", "authors": ["乙", None, {"name": ""}], "url": "javascript:1"}
            ]
        },
        {"organizations": [{"name": None}, {"role": "指导"}]},
        {"brand": {"name": "", "parts": [None, {"about": "甲"}]}},
        {"curation": {"status": "withdrawn", "revised": []}},
        {"curation": {"status": "constructor", "notes": [None]}},
        {"practices": [{"title": "甲"}, {"body": "乙"}]},
    ],
)
def test_a_part_at_work(desk: Page, preview: Preview, inside: dict[str, Any]) -> None:
    """Inside of a part too, what is missing is left out, and nothing is said in its place."""
    preview({**record(), **inside})
    said = desk.locator("#yulan").inner_text()

    assert [] == [word for word in ("undefined", "null", "NaN", "[object") if word in said]
    assert 0 == desk.locator("#yulan a[href^=javascript]").count()


def test_a_picture_is_told(desk: Page, preview: Preview) -> None:
    """Of a picture the preview says what is on it and who made it, and asks for no file."""
    preview(
        record(images=[{"file": "a.jpg", "alt": "老党员", "caption": "引导", "credit": "甲 摄"}])
    )

    expect(desk.locator("#yulan figure")).to_have_text("图片：老党员引导（甲 摄）")
    assert 0 == desk.locator("#yulan img").count()


def test_places_before_their_list_has_come(desk: Page, preview: Preview) -> None:
    """Until the list of places is there, and where many share a name, the name itself is shown."""
    place = desk.locator("#yulan .al-facts > div", has=desk.get_by_text("地区", exact=True))
    preview(record(regions=["招远市"]), regions="null")
    expect(place).to_have_text("地区招远市")
    preview(record(regions=["招远市", "鼓楼区"]))
    expect(place).to_have_text("地区山东省 › 烟台市 › 招远市鼓楼区")
