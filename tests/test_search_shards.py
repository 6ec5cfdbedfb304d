import gzip
import json
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.output import File
from generator.search import Document, build_index, shards
from generator.search.normalize import normalize
from generator.search.terms import MOST_FIELDS, postings

KILOBYTE = 1000
WORDS = [
    "党建",
    "货车司机",
    "卡友E家",
    "47.54亿元",
    "安全，服务",
    "交通运输",
    "1+3+N",
    "员工",
    "24+",
]


def document(number: int, *fields: str, date: str = "2023-01-01") -> Document:
    """Give a document whose first field is its title."""
    return Document(f"case-{number}", fields[0], "江苏省", "2023", date, fields)


TEXTS = st.lists(st.sampled_from(WORDS), max_size=8).map("。".join)
DOCUMENTS = st.lists(st.tuples(TEXTS, TEXTS, TEXTS), max_size=12).map(
    lambda texts: [document(number, *fields) for number, fields in enumerate(texts)]
)


def read_numbers(content: bytes) -> list[int]:
    """Give numbers of variable length."""
    numbers, value, bits = [], 0, 0
    for byte in content:
        value |= (byte & 0x7F) << bits
        bits += 7
        if byte < 0x80:
            numbers.append(value)
            value = bits = 0
    return numbers


def read_shard(content: bytes, fields: int) -> dict[str, dict[int, int]]:
    """Give the heaviest field by document by term, as search.js reads it."""
    start = next(place for place, byte in enumerate(content) if byte < 0x80) + 1
    end = start + read_numbers(content[:start])[0]
    terms = content[start:end].decode().split("\n")[:-1]
    sizes = read_numbers(content[end:])[: len(terms)]
    # The sizes themselves take one byte for each seven bits.
    end += sum(max(1, -(-size.bit_length() // 7)) for size in sizes)
    found = {}
    for term, size in zip(terms, sizes, strict=True):
        number, found[term] = -1, dict[int, int]()
        for value in read_numbers(content[end : end + size]):
            number += 1 + value // fields
            found[term][number] = value % fields
        end += size
    assert end == len(content)
    return found


def read_index(files: tuple[File, ...]) -> dict[str, dict[int, int]]:
    """Give the terms of all shards, none of which stands in two."""
    manifest = json.loads(files[0].content)
    terms: dict[str, dict[int, int]] = {}
    for file in files[1 : 1 + manifest["shards"]]:
        shard = read_shard(gzip.decompress(file.content), manifest["fields"])
        assert not shard.keys() & terms.keys()
        terms |= shard
    return terms


def read_texts(files: tuple[File, ...]) -> list[list[object]]:
    """Give what the files of the documents hold, in the order of their numbers."""
    manifest = json.loads(files[0].content)
    texts = files[1 + manifest["shards"] :][: manifest["documents"]]
    return [json.loads(gzip.decompress(file.content)) for file in texts]


def find(texts: list[tuple[str, ...]], term: str) -> dict[int, int]:
    """Give the heaviest field by document that contains a term, the plain way."""
    return {
        number: min(field for field, text in enumerate(fields) if term in normalize(text))
        for number, fields in enumerate(texts)
        if any(term in normalize(text) for text in fields)
    }


@given(DOCUMENTS)
def test_terms(documents: list[Document]) -> None:
    """The index knows of every term exactly the documents that contain it, and their best field."""
    files = build_index(documents)

    texts = [document.fields for document in sorted(documents, key=lambda one: one.id)]
    index = read_index(files)
    assert {term: find(texts, term) for term in index} == index
    assert all(normalize(text)[:1] in {"", *index} for fields in texts for text in fields)


@given(DOCUMENTS, st.randoms(use_true_random=False))
def test_order(documents: list[Document], random: object) -> None:
    """The same documents give the same bytes in any order."""
    shuffled = documents.copy()
    random.shuffle(shuffled)  # type: ignore[attr-defined]

    assert build_index(documents) == build_index(shuffled)


def test_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    """It does not show in the files that a large library is coded piece by piece."""
    keys = postings([[normalize("。".join(WORDS[number:]))] for number in range(8)], 0)
    whole = list(shards.build_shards(keys.copy(), 1))
    monkeypatch.setattr(shards, "_CHUNK", 3)

    assert whole == list(shards.build_shards(keys, 1))


def test_numbering() -> None:
    """Documents are numbered newest first, then by id, so that ties need no table."""
    documents = [
        document(1, "甲", date="2022-01-01"),
        document(3, "乙"),
        document(2, "丙"),
        document(4, "丁", date="2024-01-01"),
    ]

    texts = read_texts(build_index(documents))
    assert ["case-4", "case-2", "case-3", "case-1"] == [text[0] for text in texts]


def test_texts() -> None:
    """A document's file holds what a result shows and what is verified, as it was written."""
    [text] = read_texts(build_index([document(1, "标题", "“家”的温暖\nｅ\u0301，\uf914開車")]))

    fields = ["标题", "“家”的温暖\nｅ\u0301，樂開車"]
    assert ["case-1", "标题", "江苏省", "2023", fields, "樂乐車车開开", [], ""] == text


def test_names() -> None:
    """A document's file tells how its names sound, each at the first line that it stands in."""
    one = document(1, "货车", "摘要\n招远\n货车\n司机")
    [text] = read_texts(build_index([replace(one, names=("司机", "货车"))]))

    assert [[0, "huo che"], [4, "si ji"]] == text[6]


def test_sounds() -> None:
    """How names sound stands in the index beside their text, in the two fields behind all texts."""
    one = replace(document(1, "货车"), names=("货车",))
    terms = read_index(build_index([one]))

    assert {0: 1} == terms["HUOC"]
    assert {0: 2} == terms["OCHE"]
    assert {0: 0} == terms["货车"]
    assert "huoc" not in terms


def test_change() -> None:
    """A change of any text, shown or searched, gives all files names that nobody has cached."""
    before = document(1, "标题", "正文")
    files = [build_index([before]), build_index([replace(before, place="上海市")])]
    files.append(build_index([document(1, "标题", "正文二")]))

    names = [{file.uri for file in made[1:]} for made in files]
    assert not any(one & other for one, other in pairwise(names))


def test_empty_library() -> None:
    """A library without cases has a manifest and nothing else."""
    [manifest] = build_index([])

    assert "search/manifest.json" == manifest.uri
    content = json.loads(manifest.content)
    assert (0, 0) == (content["documents"], content["shards"])


def test_too_many_fields() -> None:
    """An index that cannot hold a document says so and does not lose its text."""
    with pytest.raises(ValueError, match="at most"):
        build_index([document(1, *["字"] * (MOST_FIELDS - 1))])


def test_sizes() -> None:
    """However large the library, a reader loads it in small files."""
    random = np.random.default_rng(5)
    texts = random.zipf(1.3, size=(400, 1500)) % 3000 + 0x4E00
    documents = [
        document(number, "标题", "".join(map(chr, text))) for number, text in enumerate(texts)
    ]

    manifest, *files = build_index(documents)
    assert len(manifest.content) < KILOBYTE
    assert max(len(file.content) for file in files) < 30 * KILOBYTE
    assert len(files) - len(documents) > 10
