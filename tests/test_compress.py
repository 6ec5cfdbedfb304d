"""What a host relies on: compressed files hold exactly what the files beside them hold."""

import gzip

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator import compress

READ = {".gz": gzip.decompress, ".br": brotli.decompress}
PROSE = "货车司机群体党建试点，把支部建在车轮上。\n".encode() * 20


@given(st.binary(max_size=300), st.integers(1, 40), st.sampled_from(["a/x.html", "assets/x.js"]))
def test_a_compressed_file_is_read_back(piece: bytes, times: int, uri: str) -> None:
    """Whatever a file holds, each compressed form gives it back, and is a tenth smaller."""
    content = piece * times
    for form in compress.forms(uri, content):
        ending = form.uri.removeprefix(uri)

        assert content == READ[ending](form.content)
        assert len(form.content) < 0.9 * len(content)


@pytest.mark.parametrize("uri", ["cases/x/index.html", "assets/javascripts/x.js"])
def test_a_page_has_both_forms(uri: str) -> None:
    """A page and a script stand there for browsers that know gzip alone and for all others."""
    assert [f"{uri}.gz", f"{uri}.br"] == [form.uri for form in compress.forms(uri, PROSE)]


@pytest.mark.parametrize("content", [b"", b"<p>", bytes(range(256)), gzip.compress(PROSE)])
def test_what_does_not_shrink_stays_alone(content: bytes) -> None:
    """A file that would hardly be smaller has no compressed form."""
    assert [] == list(compress.forms("x.html", content))


def test_a_compressed_file_holds_no_time() -> None:
    """The header of a gzip file tells neither a time nor a name, so that builds can be compared."""
    [form, _] = compress.forms("x.html", PROSE)

    assert bytes([0x1F, 0x8B, 8, 0, 0, 0, 0, 0]) == form.content[:8]


@pytest.mark.parametrize(
    ("uri", "is_text"),
    [
        ("index.html", True),
        ("data/cases.ndjson", True),
        ("cases/x/record.yml", True),
        ("feed.xml", True),
        ("search/0123456789abcdef-s1.bin", False),
        ("assets/images/site.webp", False),
        ("offline/anli-2026-11-22.zip", False),
        (".anliku", False),
        ("sitemap.xml.gz", False),
    ],
)
def test_only_texts_are_compressed(uri: str, is_text: bool) -> None:
    """What is compressed in itself is left alone."""
    assert is_text == compress.is_text(uri)
