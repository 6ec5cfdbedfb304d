"""From the bytes of a file, or of what was pasted, to numbered lines; or a sentence that refuses.

Nothing is asked of the network, nothing is unpacked before its size is known.
"""

import re
from typing import Final

from generator.intake.lines import SPOILT, Cleaned, Line, Refusal, Removal
from generator.intake.read_docx import read_docx
from generator.intake.read_encoding import decode
from generator.intake.read_html import read_html

# What is larger is no article. Whoever opens a file reads one byte more than this and no further.
MAX_BYTES: Final = 20 * 1024 * 1024

EMPTY: Final = "文件是空的，没有可以导入的内容。"
TOO_LARGE: Final = (
    f"文件超过 {MAX_BYTES // 1024 // 1024} MB，不像一篇文章。请只保留正文，去掉图片和附件后再试。"
)


_AS_DOCX: Final = "请用 Word 或 WPS 打开，另存为 .docx，再导入。"
_AS_TEXT: Final = "请复制其中的文字，粘贴到纯文本文件里，再导入。"
_PICTURE: Final = f"这是图片，导入工具读不了。{_AS_TEXT}"
_ARCHIVE: Final = "这是压缩包。请先解压，再导入里面的文章。"
# What is no text, by its first bytes.
_KNOWN: Final = (
    (b"%PDF-", f"这是 PDF 文件，导入工具读不了。{_AS_TEXT}"),
    (b"{\\rtf", f"这是 RTF 文件，导入工具读不了。{_AS_DOCX}"),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF8", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"Rar!\x1a", _ARCHIVE),
    (b"7z\xbc\xaf", _ARCHIVE),
    (b"\x1f\x8b", _ARCHIVE),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        f"这是旧版 Office 或 WPS 文件（如 .doc、.wps、.xls），或者加了密码。{_AS_DOCX}",
    ),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_HTML_NAMES: Final = (".html", ".htm", ".xhtml", ".shtml")
_HTML: Final = re.compile(
    rb"(?:\xef\xbb\xbf)?\s{0,200}(?:<\?xml[^>]{0,200}>\s{0,20})?"
    rb"<(?:!doctype\s+html|html|head|body|meta|div|p|article|section|table|h[1-6]|span)[\s>]",
    re.IGNORECASE,
)
_LINE_ENDS: Final = re.compile(r"\r\n|\r|\n")
_LOST: Final = re.compile(r".?\ufffd+.?")


def read(name: str, raw: bytes) -> Cleaned | Refusal:
    """Give the lines of a file. `name` decides only between text and web page, and may be `-`.

    For plain text there are removals only where bytes were spoilt.
    """
    known = next((sentence for start, sentence in _KNOWN if raw.startswith(start)), "")
    if len(raw) > MAX_BYTES or known or not raw.strip():
        return Refusal(TOO_LARGE if len(raw) > MAX_BYTES else known or EMPTY)
    if raw.startswith(_ZIP) or name.lower().endswith(".docx"):
        return read_docx(raw)
    if name.lower().endswith(_HTML_NAMES) or _HTML.match(raw):
        return read_html(raw)
    return _read_text(raw)


def _read_text(raw: bytes) -> Cleaned | Refusal:
    decoded = decode(raw)
    if isinstance(decoded, Refusal):
        return decoded
    lines = tuple(Line(at, text) for at, text in enumerate(_LINE_ENDS.split(decoded.text), 1))
    spoilt = tuple(
        Removal(line.number, SPOILT, match[0], match[0])
        for line in lines
        for match in _LOST.finditer(line.text)
    )
    read_as = f"纯文本，{decoded.name}"
    return Cleaned(lines, spoilt, read_as) if decoded.text.strip() else Refusal(EMPTY)
