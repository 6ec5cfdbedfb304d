"""A Word file to lines: its paragraphs and the rows of its tables, in the order of the document.

A .docx is a zip of XML. Before it is opened it is looked at: what it claims to unpack to, whether
its XML brings entities of its own, and whether it is a Word file at all.
"""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from lxml.etree import iterwalk

from generator.intake.lines import Cleaned, Line, Refusal

NO_ZIP: Final = (
    "这个 .docx 文件已经损坏，或者只是改了后缀名。请用 Word 或 WPS 打开，另存为 .docx 后再试。"
)
NO_WORD: Final = (
    "这不是 Word 文档。请把文章另存为 .docx，或复制其中的文字粘贴到纯文本文件里，再导入。"
)
TABLES: Final = "这是电子表格，导入工具读不了。请复制其中的文字粘贴到纯文本文件里，再导入。"
SLIDES: Final = "这是演示文稿，导入工具读不了。请复制其中的文字粘贴到纯文本文件里，再导入。"
OFD: Final = "这是 OFD 版式文件，导入工具读不了。请复制其中的文字粘贴到纯文本文件里，再导入。"
ARCHIVE: Final = "这是压缩包。请先解压，再导入里面的文章。"
TOO_LARGE: Final = "这个 .docx 解压后大得不正常，为安全起见没有打开。请只保留正文，另存后再试。"
ENTITIES: Final = "这个 .docx 里带有外部定义，为安全起见没有打开。请用 Word 或 WPS 另存后再试。"
LOCKED: Final = "这个 .docx 加了密码，读不了。请去掉密码，另存后再试。"
NO_TEXT: Final = "这个 .docx 里没有文字。如果内容是图片，请先把文字录入，再导入。"

# What a long report with photographs stays far below.
_MOST_BYTES: Final = 120 * 1024 * 1024
_MOST_XML: Final = 40 * 1024 * 1024
_MOST_ENTRIES: Final = 4000
# XML packs to a tenth; a bomb to a thousandth.
_HIGHEST_RATIO: Final = 120
_SMALL: Final = 1024 * 1024
_LOCKED_FLAG: Final = 0x1

# What zips are, by an entry that they have.
_OTHERS: Final = (
    ("xl/workbook.xml", TABLES),
    ("ppt/presentation.xml", SLIDES),
    ("OFD.xml", OFD),
)
_TYPES: Final = "[Content_Types].xml"
_BODY: Final = "word/document.xml"

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_TEXT: Final = f"{_W}t"
_BOX: Final = f"{_W}txbxContent"
# A box says the same twice, once for old programs.
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_NOT_SAID: Final = frozenset((_BOX, _FALLBACK, f"{_W}del", f"{_W}moveFrom"))
_SAID_AS: Final = {f"{_W}tab": " ", f"{_W}br": " ", f"{_W}cr": " ", f"{_W}noBreakHyphen": "-"}


def read_docx(raw: bytes) -> Cleaned | Refusal:
    """Give the lines of a .docx by the number of their paragraph."""
    refusal = _refused(raw)
    if refusal:
        return Refusal(refusal)
    # It takes a while to load, which whoever imports a plain text need not wait for.
    from docx import Document

    try:
        body = Document(BytesIO(raw)).element.body
    except Exception:
        # A damaged file makes the libraries beneath raise nearly anything.
        return Refusal(NO_ZIP)
    texts = list(_texts(body))
    lines = tuple(Line(number, text) for number, text in enumerate(texts, 1))
    return (
        Cleaned(lines, (), "Word 文档") if any(text.strip() for text in texts) else Refusal(NO_TEXT)
    )


def _refused(raw: bytes) -> str:
    """Give why a zip is not opened, or nothing."""
    try:
        with zipfile.ZipFile(BytesIO(raw)) as archive:
            return _not_word(archive) or _too_large(archive) or _with_entities(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, ValueError, EOFError, OSError):
        return NO_ZIP


def _not_word(archive: zipfile.ZipFile) -> str:
    names = set(archive.namelist())
    if _BODY in names:
        locked = any(one.flag_bits & _LOCKED_FLAG for one in archive.infolist())
        return LOCKED if locked else ""
    found = (sentence for name, sentence in _OTHERS if name in names)
    return next(found, NO_WORD if _TYPES in names else ARCHIVE)


def _too_large(archive: zipfile.ZipFile) -> str:
    entries = archive.infolist()
    size = sum(one.file_size for one in entries)
    packed = sum(one.compress_size for one in entries)
    xml = sum(one.file_size for one in entries if _is_xml(one))
    bomb = size > _SMALL and size > _HIGHEST_RATIO * packed
    many = len(entries) > _MOST_ENTRIES
    return TOO_LARGE if bomb or many or size > _MOST_BYTES or xml > _MOST_XML else ""


def _with_entities(archive: zipfile.ZipFile) -> str:
    """Look for definitions of entities, in UTF-16 too; no Word file has any."""
    for entry in archive.infolist():
        text = archive.read(entry).replace(b"\0", b"") if _is_xml(entry) else b""
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            return ENTITIES
    return ""


def _is_xml(entry: zipfile.ZipInfo) -> bool:
    return entry.filename.lower().endswith((".xml", ".rels"))


def _texts(parent: Any) -> Iterator[str]:
    """Give paragraphs and rows below an element, those in content controls too."""
    for element in parent:
        if element.tag == f"{_W}p":
            yield _said(element)
            # A text box hangs on a paragraph, and has paragraphs of its own.
            for box in _boxes(element):
                yield from _texts(box)
        elif element.tag == f"{_W}tbl":
            yield from (_row(row) for row in element.iterchildren(f"{_W}tr"))
        elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml"):
            yield from _texts(element)


def _row(row: Any) -> str:
    cells = (cell.iter(f"{_W}p") for cell in row.iterchildren(f"{_W}tc"))
    return "\t".join(" ".join(filter(None, map(_said, cell))) for cell in cells)


def _said(paragraph: Any) -> str:
    """Give what a paragraph says, without what is struck out in revision and without its boxes."""
    said: list[str] = []
    walk = iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _NOT_SAID:
            walk.skip_subtree()
        else:
            said.append(
                element.text or "" if element.tag == _TEXT else _SAID_AS.get(element.tag, "")
            )
    return "".join(said).rstrip()


def _boxes(paragraph: Any) -> Iterator[Any]:
    walk = iterwalk(paragraph, events=("start",))
    for _, element in walk:
        if element.tag in _NOT_SAID:
            walk.skip_subtree()
        if element.tag == _BOX:
            yield element
