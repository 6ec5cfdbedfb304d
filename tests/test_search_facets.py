import gzip
import json

from hypothesis import given
from hypothesis import strategies as st

from generator.search import Choice, Document, Facet, build_index
from tests.test_search_shards import read_numbers

TAGS = Facet("tag", "标签", tuple(Choice(f"tag-{n}", f"标签{n}") for n in range(4)))
PLACES = Facet(
    "region",
    "地区",
    (Choice("370000", "山东省"), Choice("370600", "烟台市", "370000"), Choice("~", "未公开")),
)
BORNE = st.lists(st.sets(st.sampled_from([one.id for one in TAGS.choices])), max_size=300)


def document(number: int, tags: tuple[str, ...] = (), order: str = "") -> Document:
    """Give a document of which only the choices matter."""
    return Document(
        f"case-{number:03}", "标题", "", "", "", ("标题",), {"tag": tags}, {"title": order}
    )


def read_files(documents: list[Document], *facets: Facet) -> dict[str, bytes]:
    """Give the files of an index by what follows its name."""
    manifest, *files = build_index(documents, facets)
    name = json.loads(manifest.content)["index"]
    return {
        file.uri.removeprefix(f"search/{name}-"): gzip.decompress(file.content) for file in files
    }


def read_facet(content: bytes) -> tuple[list[list[object]], list[list[int]]]:
    """Give the choices of a facet, and the documents of each, as search-files.js reads them."""
    start = next(place for place, byte in enumerate(content) if byte < 0x80) + 1
    end = start + read_numbers(content[:start])[0]
    rows = json.loads(content[start:end])
    sizes = read_numbers(content[end:])[: len(rows)]
    at = len(content) - sum(sizes)
    documents = []
    for size in sizes:
        number, mine = -1, list[int]()
        for gap in read_numbers(content[at : at + size]):
            number += gap + 1
            mine.append(number)
        documents.append(mine)
        at += size
    return rows, documents


@given(BORNE)
def test_choices(borne: list[set[str]]) -> None:
    """A facet's table knows of every choice exactly the cases that bear it."""
    documents = [document(number, tuple(sorted(tags))) for number, tags in enumerate(borne)]

    rows, numbers = read_facet(read_files(documents, TAGS)["f-tag.bin"])
    assert [[one.id, one.name, None] for one in TAGS.choices] == rows
    assert [
        [number for number, tags in enumerate(borne) if one.id in tags] for one in TAGS.choices
    ] == numbers


def test_above() -> None:
    """A place names the one above it, so that a tree can be drawn."""
    rows, _ = read_facet(read_files([document(0)], PLACES)["f-region.bin"])

    assert [["370000", "山东省", None], ["370600", "烟台市", 0], ["~", "未公开", None]] == rows


def test_order() -> None:
    """An order is that of a dictionary, by reading and not by code point; equals newest first."""
    titles = ["司机", "安全", "重庆", "司机", "货车"]
    documents = [document(number, order=title) for number, title in enumerate(titles)]

    assert [1, 2, 4, 0, 3] == read_numbers(read_files(documents)["o-title.bin"])


def test_change() -> None:
    """A change of nothing but a choice or an order gives all files new names."""
    libraries = [
        [document(0, (), "安"), document(1, (), "货")],
        [document(0, ("tag-1",), "安"), document(1, (), "货")],
        [document(0, (), "货"), document(1, (), "安")],
    ]

    names = [{file.uri for file in build_index(documents, [TAGS])[1:]} for documents in libraries]
    assert not names[0] & names[1] | names[0] & names[2] | names[1] & names[2]


def test_manifest() -> None:
    """The manifest says which facets and orders there are, in the order of the facets."""
    manifest = json.loads(build_index([document(0)], [TAGS, PLACES])[0].content)

    assert [["tag", "标签"], ["region", "地区"]] == manifest["facets"]
    assert ["title"] == manifest["orders"]
