"""Bytes to text, in whichever encoding Chinese is written: UTF-8, GB 18030, Big5, UTF-16.

Without a mark that says so, the encoding is the one in which most characters are everyday ones.
Tried on every piece of the library's prose that was right each time: from 8 characters on in UTF-8,
GB 18030 and Big5, from 20 on in UTF-16. A title alone is often shorter than the 30 characters that
general detectors need.
"""

import codecs
from dataclasses import dataclass
from functools import cache
from typing import Final

from generator.intake.lines import Refusal

UNDECODABLE: Final = (
    "文字的编码辨认不出来，很多字节读不成字。请用记事本打开，另存为 UTF-8 编码，再导入。"
)
BINARY: Final = "这不是文字文件。请把文章另存为 .docx 或纯文本（.txt），或者复制文字后粘贴。"

# Longer marks first: that of UTF-16 begins that of UTF-32.
_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# The first wins where two are equally good. A superset stands for each: gb18030 for GBK and GB2312.
_CANDIDATES: Final = ("gb18030", "big5hkscs", "utf-16-le", "utf-16-be", "utf-8")
# What is read to choose, in bytes: even, so that UTF-16 is not cut in a character.
_SAMPLE: Final = 65536
# Where both scripts can be written, the simplified one is the likelier.
_TRADITIONAL: Final = 0.9
# Zeros are parts of characters in UTF-16, where Chinese is above 0.9.
_LEAST_WITH_ZEROS: Final = 0.7
# A few lost characters are a hole to mend; more is another encoding.
_MOST_LOST: Final = 0.01

_LOST: Final = "\ufffd"


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text, and in which encoding it was; U+FFFD stands where bytes were no character."""

    text: str
    encoding: str

    @property
    def name(self) -> str:
        """The encoding as editors know it: GB 18030, UTF-16."""
        told = self.encoding.replace("gb18030", "GB 18030").replace("big5hkscs", "Big5").upper()
        return told.removesuffix("-LE").removesuffix("-BE").replace("BIG5", "Big5")


def decode(raw: bytes, told: str = "") -> Decoded | Refusal:
    """Read bytes as text. `told` is the encoding that a page names, which may be wrong."""
    for mark, encoding in _MARKS:
        if raw.startswith(mark):
            return _with_holes(raw[len(mark) :], encoding)
    # With zeros in it, a text is neither; UTF-16 of Latin letters would pass for UTF-8.
    sure = () if b"\0" in raw else (told, "utf-8")
    exact = next((one for one in sure if _is_exactly(raw, one)), "")
    if exact:
        return Decoded(raw.decode(exact), exact)
    shares = {one: _commonness(raw[:_SAMPLE], one) for one in _CANDIDATES}
    likeliest = max(shares, key=lambda one: shares[one])
    if b"\0" in raw and shares[likeliest] < _LEAST_WITH_ZEROS:
        return Refusal(BINARY)
    return _with_holes(raw, likeliest)


def _is_exactly(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _with_holes(raw: bytes, encoding: str) -> Decoded | Refusal:
    """Read bytes of which a few may be spoilt."""
    text = raw.decode(encoding, errors="replace")
    if "\0" in text:
        return Refusal(BINARY)
    if text.count(_LOST) > max(1, _MOST_LOST * len(text)):
        return Refusal(UNDECODABLE)
    return Decoded(text, encoding)


def _commonness(sample: bytes, encoding: str) -> float:
    """Give the share of everyday characters among all, from 0 to 1."""
    text = sample.decode(encoding, errors="replace")
    weights = _weights(encoding)
    return sum(weights.get(one, 0) for one in text) / max(1, len(text))


@cache
def _weights(encoding: str) -> dict[str, float]:
    """Give the everyday characters of an encoding: the first level of its standard, and marks."""
    marks = "\t\r\n\u3000，。、；：？！“”‘’（）《》—…·" + "".join(map(chr, range(32, 127)))
    simplified = _decodable("gb2312", range(0xB0, 0xD8), (range(0xA1, 0xFF),))
    traditional = _decodable("big5", range(0xA4, 0xC7), (range(0x40, 0x7F), range(0xA1, 0xFF)))
    if encoding == "big5hkscs":
        return dict.fromkeys(traditional + marks, 1.0)
    return dict.fromkeys(traditional, _TRADITIONAL) | dict.fromkeys(simplified + marks, 1.0)


def _decodable(encoding: str, rows: range, columns: tuple[range, ...]) -> str:
    pairs = (bytes((row, cell)) for row in rows for part in columns for cell in part)
    return "".join(pair.decode(encoding, errors="ignore") for pair in pairs)
