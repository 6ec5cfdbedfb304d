import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.normalize import normalize

VECTORS = json.loads(
    (Path(__file__).parent / "golden" / "search-normalize.json").read_text(encoding="utf-8")
)["normalize"]

# Every kind of character that a rule speaks of, so that the rules meet often.
ALPHABET = "安全员工𠮷〇ＡＺ９aEzΣς019.%+-,，。、：\"'“”（）《》· 　\t\n\u200b①é🚚@％．－＋"
TEXT = st.text(ALPHABET, max_size=30)


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["rule"])
def test_vector(vector: dict[str, str]) -> None:
    """A text has the normal form that the browser's half agrees on."""
    assert vector["normal"] == normalize(vector["text"])


@given(TEXT, st.data())
def test_piece_of_a_text(text: str, data: st.DataObject) -> None:
    """Whatever a reader copies out of a text stands in it when both are normalized."""
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    assert normalize(text[start:end]) in normalize(text)


@given(TEXT, TEXT)
def test_line_break_is_a_border(above: str, below: str) -> None:
    """Paragraphs have the same normal form together as apart."""
    together = normalize(f"{above}\n{below}")

    apart = "\n".join(normalize(line) for line in [*above.split("\n"), *below.split("\n")])
    assert [line for line in apart.split("\n") if line] == together.split("\n") or not together


def test_word_at_the_border_of_clauses() -> None:
    """A word is not found where one clause ends with its first half and the next goes on."""
    assert "员工" not in normalize("党员。工作")
