import json
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from benchmarks.oracle import Oracle, parse_query
from generator.search import Document, build_index
from generator.search.normalize import normalize
from generator.search.script import ambiguous, simplified
from generator.search.sound import sound_of
from tests.browser.conftest import Served
from tests.browser.engine_page import ask, write_site

GOLDEN = Path(__file__).parents[1] / "golden" / "search-normalize.json"
VECTORS = json.loads(GOLDEN.read_text(encoding="utf-8"))
KILOBYTE = 1000
BUDGET = 150 * KILOBYTE
# Words and marks as they stand side by side in records.
WORDS = [
    *("党建", "引领", "货车", "司机", "之家", "党员", "员工", "工作", "服务", "安全", "发展"),
    *("卡友E家", "卡友 E家", "危运通行码", "𠮷", "ＡＰＰ", "“车轮党建”", "《条例》", "（试行）"),
    *("G20", "1+3+N", "24+", "5G", "App", "OpenAI", "COVID-19", "Œuvre", "iPhone 15", "qq.com"),
    *("47.54亿元", "47.54 亿元", "87.5%", "2,900余", "192.8万名", "2023年", "2021-2023年"),
]
MARKS = ["，", "。", "、", "；", "：", "！", " ", "\n", "", "", "", "", ""]
HAN = [chr(code) for code in range(0x4E00, 0x4E00 + 2500)]


def seeded(seed: int) -> random.Random:
    """Give the same chances in every run."""
    return random.Random(seed)  # noqa: S311 - it chooses words, not secrets


def make_text(rand: random.Random, length: int) -> str:
    """Give prose of words, rare and made-up ones among them, and marks."""
    parts: list[str] = []
    while length > 0:
        word = "".join(rand.choices(HAN, k=2)) if rand.random() < 0.7 else rand.choice(WORDS)
        parts += [word, rand.choice(MARKS)]
        length -= len(word) + 1
    return "".join(parts)


def make_documents(count: int, length: int) -> list[Document]:
    """Give a library of seeded prose."""
    rand = seeded(count)
    documents = []
    for number in range(count):
        title = make_text(rand, 12).replace("\n", "")
        texts = (make_text(rand, length // 10), make_text(rand, 30), make_text(rand, length))
        date = f"{rand.randint(2015, 2026)}-0{rand.randint(1, 9)}-11"
        documents.append(
            Document(f"case-{number}", title, "江苏省", date[:4], date, (title, *texts))
        )
    return documents


def cut(rand: random.Random, documents: list[Document], length: int) -> str:
    """Cut a piece out of the middle of a paragraph; it has something to search for."""
    while True:
        paragraph = rand.choice(rand.choice(rand.choice(documents).fields).split("\n"))
        start = rand.randrange(len(paragraph) + 1)
        piece = paragraph[start : start + length]
        if len(piece) == length and normalize(piece):
            return piece


@pytest.fixture(scope="module")
def documents() -> list[Document]:
    """A small library."""
    return make_documents(60, 900)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory, documents: list[Document]) -> Iterator[str]:
    """The address of a page that searches the small library."""
    root = tmp_path_factory.mktemp("site")
    write_site(root, build_index(documents))
    with Served(root) as url:
        yield f"{url}cases/index.html"


@pytest.fixture(scope="module")
def any_tab(browser: Browser) -> Iterator[Page]:
    """A tab on which nothing may go wrong."""
    errors: list[str] = []
    context = browser.new_context()
    tab = context.new_page()
    tab.on("pageerror", lambda error: errors.append(str(error)))
    yield tab
    context.close()
    assert errors == []


@pytest.fixture
def tab(any_tab: Page, address: str) -> Page:
    """A tab on the page that searches the small library."""
    any_tab.goto(address)
    return any_tab


@pytest.fixture
def open_site(any_tab: Page, tmp_path: Path) -> Iterator[Callable[[list[Document]], Page]]:
    """Serve documents of a test's own; called again, it rebuilds the index under the open page."""
    with Served(tmp_path) as url:

        def open_documents(documents: list[Document]) -> Page:
            write_site(tmp_path, build_index(documents))
            if not any_tab.url.startswith(url):
                any_tab.goto(f"{url}cases/index.html")
            return any_tab

        yield open_documents


def simple(number: int, *fields: str, date: str = "2023-01-01") -> Document:
    """Give a document whose first field is its title."""
    return Document(f"case-{number}", fields[0], "", "", date, fields)


def ids(answer: dict[str, list[dict[str, str]]]) -> list[str]:
    """Give the ids of an answer's results, in their order."""
    return [result["id"] for result in answer["results"]]


def test_normal_forms(tab: Page) -> None:
    """The browser gives a text the same normal form as the generator."""
    rand = seeded(1)
    marks = [mark for vector in VECTORS["normalize"] for mark in vector["text"]]
    texts = [vector["text"] for vector in VECTORS["normalize"]]
    texts += ["".join(rand.choices(marks, k=rand.randint(1, 30))) for _ in range(1000)]

    assert [normalize(text) for text in texts] == tab.evaluate(
        """([texts, pairs]) => {
          const simplified = new Map(pairs);
          return texts.map((text) => anlikuSearch.normalize(text, simplified));
        }""",
        [texts, list(simplified().items())],
    )


def test_queries(tab: Page) -> None:
    """The browser and the oracle of these tests part a query into the same terms."""
    queries = [vector["query"] for vector in VECTORS["query"]]
    terms = [vector["terms"] for vector in VECTORS["query"]]

    assert terms == [parse_query(query) for query in queries]
    assert terms == tab.evaluate("texts => texts.map(anlikuSearch.parseQuery)", queries)


@pytest.mark.parametrize("length", [1, 2, 3, 4, 6, 20])
def test_pieces(tab: Page, documents: list[Document], length: int) -> None:
    """A piece from mid-sentence finds every case that contains it and no other."""
    rand = seeded(length)
    oracle = Oracle(documents)
    for _ in range(12):
        query = cut(rand, documents, length)
        answer = ask(tab, query, pages=9)
        assert (query, oracle.find(query)) == (query, set(ids(answer)))
        assert len(ids(answer)) == len(set(ids(answer)))


def test_neighbours(tab: Page, documents: list[Document]) -> None:
    """Any two neighbouring characters of a text lead to it, whatever their script."""
    text = documents[7].fields[3]
    pairs = {text[at : at + 2] for at in range(len(text) - 1)}
    pairs = {pair for pair in pairs if normalize(pair) and "\n" not in pair}

    found = tab.evaluate(
        """async ([pairs, id]) => {
          const engine = anlikuSearch.open("../search/");
          const missing = [];
          for (const pair of pairs) {
            const found = await engine.search(pair);
            const pages = await Promise.all([1, 2, 3, 4, 5, 6].map(found.page));
            if (!pages.flat().some((result) => result.id === id)) missing.push(pair);
          }
          return missing;
        }""",
        [sorted(pairs), documents[7].id],
    )
    assert [] == found


def test_several_terms(tab: Page, documents: list[Document]) -> None:
    """Every term of a query must be met, wherever in the case each of them stands."""
    rand = seeded(2)
    oracle = Oracle(documents)
    for _ in range(20):
        query = f"{cut(rand, documents, 2)} {cut(rand, documents, 3)}"
        assert (query, oracle.find(query)) == (query, set(ids(ask(tab, query, pages=9))))


def test_total(tab: Page, documents: list[Document]) -> None:
    """The number of results is right for a word, and certain."""
    for query in ["党建", "党", "2023", "7.5", "E家", "G20", "5%"]:
        answer = ask(tab, query)
        assert (len(Oracle(documents).find(query)), True) == (answer["total"], answer["exact"])


@pytest.mark.parametrize(
    ("query", "state"),
    [("党建", "ok"), ("龘龘龘", "none"), ("党建 龘", "none"), ("，。", "short"), (" 　", "empty")],
)
def test_state(tab: Page, query: str, state: str) -> None:
    """A query that cannot be answered is told apart from one that finds nothing."""
    assert state == ask(tab, query)["state"]


def test_wrong_candidates(open_site: Callable[[list[Document]], Page]) -> None:
    """What has all pairs of a phrase without having the phrase is neither shown nor counted."""
    wrong = [simple(number, "标题", "安全生服务，全生产") for number in range(40)]
    right = [simple(number, "标题", "说安全生产") for number in range(40, 52)]
    tab = open_site([*wrong, *right])

    answer = ask(tab, "安全生产", pages=9)
    assert {case.id for case in right} == set(ids(answer))


def test_order(open_site: Callable[[list[Document]], Page]) -> None:
    """A title counts more than a body; equals come newest first, then by id."""
    cases = [
        simple(1, "标题", "正文", "", "党建"),
        simple(2, "标题", "党建", date="2020-01-01"),
        simple(4, "标题", "党建"),
        simple(3, "标题", "党建"),
        simple(5, "党建", "正文", date="2001-01-01"),
    ]

    answer = ask(open_site(cases), "党建")
    assert ["case-5", "case-3", "case-4", "case-2", "case-1"] == ids(answer)


@pytest.mark.parametrize("others", [5, 50])
def test_phrase_first(open_site: Callable[[list[Document]], Page], others: int) -> None:
    """Where two terms stand side by side as typed, the case comes before all others."""
    cases = [simple(number, "党建说品牌", "品牌") for number in range(others)]
    tab = open_site([*cases, simple(99, "标题", "党建品牌", date="2001-01-01")])

    assert "case-99" == ids(ask(tab, "党建 品牌"))[0]


def test_marks(open_site: Callable[[list[Document]], Page]) -> None:
    """A result shows its title and a piece of its text as written, with every hit marked."""
    text = "甲" * 300 + "，建“卡友 Ｅ家”２个、卡友E家" + "乙" * 300
    tab = open_site([simple(1, "卡友e家：试点", "摘要", text)])

    [result] = ask(tab, "卡友E家")["results"]
    assert [["卡友e家", True], ["：试点", False]] == result["title"]
    assert ["卡友 Ｅ家", "卡友E家"] == [part for part, is_hit in result["excerpt"] if is_hit]
    shown = "".join(part for part, _ in result["excerpt"])
    assert "…" == shown[0] == shown[-1]
    assert shown[1:-1] in text


def test_rebuilt(open_site: Callable[[list[Document]], Page]) -> None:
    """A page left open while the library is rebuilt goes on to find what is there now."""
    old = [simple(number, f"党建{number}") for number in range(15)]
    tab = open_site(old)
    tab.evaluate("window.engine = anlikuSearch.open('../search/')")
    tab.evaluate("async () => { window.found = await engine.search('党建') }")
    open_site([*old, simple(15, "党建新")])

    count = "async () => [found.total, (await found.page(2)).length, found.total]"
    assert [15, 6, 16] == tab.evaluate(count)
    assert 1 == tab.evaluate("async () => (await engine.search('建新')).total")


def test_script_table(tab: Page) -> None:
    """The browser has the same simplified character for each traditional one as the generator."""
    tables = tab.evaluate(
        """async () => {
          const load = async (name) => (await fetch("../search/" + name)).arrayBuffer();
          const index = await anlikuSearch.openIndex(load);
          return (await index.script()).map((table) => Object.fromEntries(table));
        }"""
    )

    assert [simplified(), {**ambiguous(), **simplified()}] == tables


@pytest.mark.parametrize(
    ("query", "found", "read"),
    [
        ("貨車司機", ["case-1", "case-2"], "货车司机"),
        ("貨車司机", ["case-1", "case-2"], "货车司机"),
        ("货车司机", ["case-1", "case-2"], ""),
        ("開放 卡友e家", ["case-2"], "开放 卡友e家"),
        ("于今后", ["case-2"], ""),
        ("乾隆", ["case-3"], ""),
        ("乾淨", ["case-4"], "干净"),
        ("象徵", ["case-4"], "象征"),
        ("著名", ["case-4"], ""),
        ("無此詞語", [], ""),
    ],
)
def test_traditional(
    open_site: Callable[[list[Document]], Page], query: str, found: list[str], read: str
) -> None:
    """Either script finds the other; a query that had to be converted is told as it was read."""
    tab = open_site(
        [
            simple(1, "货车司机之家"),
            simple(2, "開放的貨車司機於今後", "卡友E傢"),
            simple(3, "乾隆年间"),
            simple(4, "著名的象征", "干净"),
        ]
    )

    answer = ask(tab, query)
    assert (found, read) == (ids(answer), answer["read"])


def test_traditional_text(open_site: Callable[[list[Document]], Page]) -> None:
    """A text in traditional script is shown as written, its hits marked."""
    [result] = ask(open_site([simple(1, "致貨車司機", "摘要：貨車司机")]), "货车")["results"]

    assert [["致", False], ["貨車", True], ["司機", False]] == result["title"]
    assert [["摘要：", False], ["貨車", True], ["司机", False]] == result["excerpt"]


def test_traditional_cost(tab: Page) -> None:
    """The table of traditional characters is loaded only for a query that finds nothing."""
    loaded = """async (query) => {
      const names = [];
      const load = async (name) => {
        names.push(name.split("-").pop());
        return (await fetch("../search/" + name)).arrayBuffer();
      };
      await anlikuSearch.open("", { load }).search(query);
      return names.includes("t.bin");
    }"""

    assert [False, False, True] == [
        tab.evaluate(loaded, query) for query in ["党建", "zzzz", "黨建"]
    ]


def named(number: int, *fields: str) -> Document:
    """Give a document whose title, and whose names in the second field, are found by pinyin."""
    names = [line for field in fields[:2] for line in field.split("\n")]
    return replace(simple(number, *fields), names=tuple(dict.fromkeys(names)))


NAMED = [
    named(1, "货车司机之家", "党建\n山东省烟台市招远市", "2022年"),
    named(2, "卡友E家", "重庆市\n绿色出行", "party huoche"),
    named(3, "貨車協會", "app党建"),
    named(4, "标题", "浙江省", "An app hcsj in prose"),
    named(5, "安居", "西安市"),
]


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("huoche", [2, 1, 3]),
        ("huochesiji", [1]),
        ("huo che", [1, 3, 2]),
        ("huo che si ji", [1]),
        ("“huo che si ji”", [1]),
        ("hcsj", [4, 1]),
        ("HCSJ", [4, 1]),
        ("ＨＣＳＪ", [4, 1]),
        ("huoche 党建", [1, 3]),
        ("貨車 huoche", [1, 3]),
        ("hcsj 2022", [1]),
        ("zhaoyuan", [1]),
        ("yts", [1]),
        ("chongqing", [2]),
        ("zhongqing", []),
        ("lvse", [2]),
        ("kayouejia", [2]),
        ("kyej", [2]),
        ("kayoue", [2]),
        ("app", [3, 4]),
        ("appd", [3]),
        ("ppdangjian", []),
        ("xian", [5]),
        ("uoche", [2]),
        ("anju", [5]),
        ("anjua", []),
        ("huochedangjian", []),
        ("biao", [4]),
    ],
)
def test_pinyin(open_site: Callable[[list[Document]], Page], query: str, found: list[int]) -> None:
    """A name is found as it is typed, in full or by initials, behind texts with these letters."""
    tab = open_site(NAMED)

    assert [f"case-{number}" for number in found] == ids(ask(tab, query))
    assert {f"case-{number}" for number in found} == Oracle(NAMED).find(query)


@pytest.mark.parametrize(
    ("query", "title", "excerpt"),
    [
        ("huoche", ["货车"], []),
        ("hc", ["货车"], []),
        ("chesi", ["车司"], []),
        ("huo siji", ["货", "司机"], []),
        ("zhaoyuan", [], ["招远"]),
        ("党建 siji", ["司机"], ["党建"]),
    ],
)
def test_pinyin_marks(
    open_site: Callable[[list[Document]], Page], query: str, title: list[str], excerpt: list[str]
) -> None:
    """What was meant is marked in the text as written; no pinyin is ever shown."""
    [result] = ask(open_site(NAMED[:1]), query)["results"]

    assert title == [part for part, is_hit in result["title"] if is_hit]
    assert excerpt == [part for part, is_hit in result["excerpt"] if is_hit]
    assert "货车司机之家" == "".join(part for part, _ in result["title"])


def test_pinyin_pieces(open_site: Callable[[list[Document]], Page]) -> None:
    """Any piece of a name is found by its pinyin and by its initials, and nothing else is."""
    rand = seeded(9)
    titles = ["".join(rand.choices(HAN, k=rand.randint(4, 12))) for _ in range(60)]
    cases = [named(number, title, rand.choice(titles)) for number, title in enumerate(titles)]
    tab = open_site(cases)
    oracle = Oracle(cases)
    for _ in range(40):
        full, initials = sound_of(rand.choice(titles)).split("\n")
        starts = [at for at, letter in enumerate(full) if letter.isupper()]
        start = rand.choice(starts)
        piece = full[start : start + rand.randint(2, 14)]
        begin = rand.randrange(len(initials) - 1)
        for query in (piece.lower(), initials[begin : begin + rand.randint(2, 6)].lower()):
            if len(query) > 1:
                answer = ask(tab, query, pages=9)
                assert (query, oracle.find(query)) == (query, set(ids(answer)))
                assert len(ids(answer)) == answer["total"]


def test_network(tab: Page) -> None:
    """Without the network a query is refused, not answered with nothing; with it, it goes on."""
    failing = """async () => {
      let isDown = true;
      const load = async (name) => {
        if (isDown && name !== "manifest.json") throw new Error("down");
        return (await fetch("../search/" + name)).arrayBuffer();
      };
      const engine = anlikuSearch.open("", { load });
      const refused = await engine.search("党建").then(() => false, () => true);
      isDown = false;
      return [refused, (await engine.search("党建")).state];
    }"""

    assert [True, "ok"] == tab.evaluate(failing)


def test_newer_format(tab: Page) -> None:
    """An index of a later format is refused rather than misread."""
    assert "version" in tab.evaluate(
        """() => {
          const load = async () => new TextEncoder().encode('{"version": 99}');
          return anlikuSearch.open("", { load }).search("党建").catch((error) => error.message);
        }"""
    )


def test_budget(open_site: Callable[[list[Document]], Page]) -> None:
    """The first results cost little to load, whatever is asked of a thousand cases."""
    documents = make_documents(1000, 1200)
    tab = open_site(documents)
    rand = seeded(4)
    queries = [cut(rand, documents, length) for length in (1, 2, 2, 3, 4, 4, 6, 20, 20)]
    queries += [f"{cut(rand, documents, 4)} {cut(rand, documents, 4)}" for _ in range(4)]
    queries += ["党建", "党建 引领", "货车司机 党建", "2023", "卡友E家", "47.54亿元"]

    costs = {query: ask(tab, query)["bytes"] for query in queries}
    assert {} == {query: cost for query, cost in costs.items() if cost > BUDGET}
