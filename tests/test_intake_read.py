"""What an editor relies on in reading: any Chinese text is read, and what is none is refused."""

import re
import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import parse_xml
from hypothesis import given
from hypothesis import strategies as st

from generator.intake.lines import Cleaned, Line, Refusal, Removal
from generator.intake.read import MAX_BYTES, read
from tests.factories import ROOT

# The Chinese of the library: pieces of keys and figures alone are in ASCII, and tell nothing.
PROSE = "".join(
    piece
    for path in sorted((ROOT / "cases").glob("2*/*.yml"))
    for piece in re.findall(r"[\u4e00-\u9fff，。、；：“”（）]+", path.read_text(encoding="utf-8"))
)
# For the encodings of traditional script, what is written in it.
TRADITIONAL = (
    "鎮衛生院把家庭醫生團隊派到村裡，每週上門隨訪，為高血壓、糖尿病患者建檔立卡，由縣醫院專家線上會診，"
    "村醫負責送藥上門，做到小病不出村、大病早發現。學校食堂公開每日菜價，接受家長監督。"
)


def lines_of(read_text: Cleaned | Refusal) -> list[tuple[int, str]]:
    """Give the lines of what was read; a refusal fails the test with its sentence."""
    assert isinstance(read_text, Cleaned), read_text
    return [(line.number, line.text) for line in read_text.lines]


def refused(name: str, raw: bytes) -> str:
    """Give the sentence of a refusal."""
    done = read(name, raw)
    assert isinstance(done, Refusal), done
    return done.sentence


# Encodings


@pytest.mark.parametrize(
    ("encoding", "shortest"),
    [
        *(("utf-8", 1), ("utf-8-sig", 1), ("utf-16", 1), ("utf-32", 1)),
        *(("gb18030", 8), ("gbk", 8), ("utf-16-le", 20), ("utf-16-be", 20)),
    ],
)
@given(start=st.integers(0, len(PROSE) - 500), length=st.integers(0, 400))
def test_simplified_text_in_any_encoding(
    encoding: str, shortest: int, start: int, length: int
) -> None:
    """Any piece of prose is read from each encoding, and a mark of the encoding is not needed."""
    text = PROSE[start : start + shortest + length]
    raw = text.encode(encoding, errors="ignore")

    assert [(1, raw.decode(encoding))] == lines_of(read("a.txt", raw))


@pytest.mark.parametrize(("encoding", "shortest"), [("big5", 8), ("gb18030", 8), ("utf-8", 1)])
@given(start=st.integers(0, len(TRADITIONAL) - 25), length=st.integers(0, 60))
def test_traditional_text_in_any_encoding(
    encoding: str, shortest: int, start: int, length: int
) -> None:
    """The same holds for traditional script, in Big5 and in GB 18030."""
    text = TRADITIONAL[start : start + shortest + length]
    raw = text.encode(encoding, errors="ignore")

    assert [(1, raw.decode(encoding))] == lines_of(read("a.txt", raw))


def test_line_ends() -> None:
    """Lines are counted as an editor's program counts them, whatever ends them."""
    assert [(1, "一"), (2, ""), (3, "二\x0b三"), (4, "四"), (5, "")] == lines_of(
        read("-", "一\r\n\r二\x0b三\n四\r\n".encode())
    )


def test_spoilt_bytes() -> None:
    """A byte that is no character leaves a hole that is told; the text is read."""
    raw = "全村共有".encode() + b"\xff" + "户，都已签约。".encode()

    assert Cleaned(
        (Line(1, "全村共有\ufffd户，都已签约。"),),
        (Removal(1, "编码损坏", "有\ufffd户", "有\ufffd户"),),
        "纯文本，UTF-8",
    ) == read("a.txt", raw)


@given(st.binary(max_size=400), st.sampled_from(["a.txt", "a.html", "a.docx", "-"]))
def test_any_bytes(raw: bytes, name: str) -> None:
    """Whatever the bytes are, there is an answer: lines, or a sentence."""
    done = read(name, raw)

    assert done.sentence if isinstance(done, Refusal) else done.lines


# What is refused

AS_TEXT = "请复制其中的文字，粘贴到纯文本文件里，再导入。"
AS_DOCX = "请用 Word 或 WPS 打开，另存为 .docx，再导入。"
PASTE = "请复制其中的文字粘贴到纯文本文件里，再导入。"
BROKEN = "这个 .docx 文件已经损坏，或者只是改了后缀名。请用 Word 或 WPS 打开，另存为 .docx 后再试。"


@pytest.mark.parametrize(
    ("name", "raw", "sentence"),
    [
        ("a.txt", b"", "文件是空的，没有可以导入的内容。"),
        ("a.txt", " \n\u3000\n".encode(), "文件是空的，没有可以导入的内容。"),
        ("a.docx", b"", "文件是空的，没有可以导入的内容。"),
        ("a.pdf", b"%PDF-1.7\n", f"这是 PDF 文件，导入工具读不了。{AS_TEXT}"),
        ("a.rtf", rb"{\rtf1\ansi", f"这是 RTF 文件，导入工具读不了。{AS_DOCX}"),
        ("a.png", b"\x89PNG\r\n\x1a\n", f"这是图片，导入工具读不了。{AS_TEXT}"),
        ("a.jpg", b"\xff\xd8\xff\xe0", f"这是图片，导入工具读不了。{AS_TEXT}"),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0",
            f"这是旧版 Office 或 WPS 文件（如 .doc、.wps、.xls），或者加了密码。{AS_DOCX}",
        ),
        ("a.rar", b"Rar!\x1a\x07", "这是压缩包。请先解压，再导入里面的文章。"),
        (
            "a.txt",
            bytes(range(256)) * 8,
            "这不是文字文件。请把文章另存为 .docx 或纯文本（.txt），或者复制文字后粘贴。",
        ),
        (
            "a.txt",
            bytes(range(128, 256)) * 8,
            "文字的编码辨认不出来，很多字节读不成字。请用记事本打开，另存为 UTF-8 编码，再导入。",
        ),
        ("a.docx", b"PK\x03\x04\0\0", BROKEN),
        ("a.docx", "一份改了后缀名的文本".encode(), BROKEN),
        (
            "a.html",
            b"<!doctype html><script>document.write('x')</script>",
            "网页里没有文字。它的内容可能由脚本生成：请在浏览器里打开，复制文字后粘贴。",
        ),
        (
            "a.html",
            b"<div>" * 3000 + b"x",
            "网页的标签嵌套太深，读不完整。请在浏览器里打开，复制文字后粘贴。",
        ),
    ],
)
def test_refusals(name: str, raw: bytes, sentence: str) -> None:
    """What cannot be read is named as what it is, with what to do."""
    assert sentence == refused(name, raw)


def test_too_large() -> None:
    """One byte over the limit is enough to refuse, so nobody has to read the rest."""
    sentence = "文件超过 20 MB，不像一篇文章。请只保留正文，去掉图片和附件后再试。"

    assert sentence == refused("a.txt", b"a" * (MAX_BYTES + 1))
    assert sentence == refused("a.docx", b"PK\x03\x04" + b"a" * MAX_BYTES)


# Web pages

PAGE = """<!DOCTYPE html>
<html><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>一碗热饭-某县民政局</title><style>p{color:red}</style></head>
<body><nav><a>首页</a> <a>新闻</a></nav>
<form id="aspnetForm">
<article><header><h1>一碗热饭</h1><p>来源：某县民政局&nbsp;2024-05-06</p></header>
<p>
　　社区食堂<b>开</b>业&ldquo;三&rdquo;年，<br>日均就餐420人次&amp;更多。
</p><script>alert("x")</script><noscript>请打开脚本</noscript>
<p style="display: none">藏起来的字</p>
<p><ruby>养<rp>(</rp><rt>yǎng</rt><rp>)</rp></ruby>老</p>
<table><tr><th>指标</th><th>数量</th></tr>
<tr><td></td><td><p>12</p> 人</td></tr></table>
<table><tr><td><p>甲</p><table><tr><td>乙</td><td>丙</td></tr></table></td></tr></table>
<pre>一
 二</pre></article></form><!-- 看不见 -->
<div class="comment-list"><p>沙发</p></div><footer>某县民政局</footer></body></html>"""


def test_a_page() -> None:
    """A page gives its text by line; menus, comments, footers and hidden parts are told."""
    done = read("a.htm", PAGE.encode("gb18030"))

    assert [
        *((6, "一碗热饭"), (6, "来源：某县民政局\xa02024-05-06")),
        *((8, "　　社区食堂开业“三”年，"), (8, "日均就餐420人次&更多。")),
        *((11, "养(yǎng)老"), (12, "指标\t数量"), (13, "\t12 人")),
        *((14, "甲"), (14, "乙\t丙"), (15, "一"), (16, "二")),
    ] == lines_of(done)
    assert isinstance(done, Cleaned)
    assert (
        Removal(4, "网页界面", "首页 新闻"),
        Removal(10, "网页界面", "藏起来的字"),
        Removal(17, "网页界面", "沙发"),
        Removal(17, "网页界面", "某县民政局"),
    ) == done.removals


def test_a_pasted_page() -> None:
    """Text that begins as a page does is read as one, whatever the file is called."""
    assert [(1, "水利"), (2, "站")] == lines_of(read("-", "<p>水利</p>\n<p>站</p>".encode()))


def test_the_title_of_the_window() -> None:
    """The title of the window stands first where the page does not say it."""
    page = "<title>河长制 有名有实</title><body><p>每月巡河两次。</p>"

    assert [(1, "河长制 有名有实"), (1, "每月巡河两次。")] == lines_of(
        read("a.html", page.encode())
    )


@pytest.mark.parametrize("told", ["utf-8", "gb2312", "x-unknown"])
def test_a_page_that_names_a_wrong_encoding(told: str) -> None:
    """A page that names another encoding than its own, or none at all, is read all the same."""
    page = f'<meta charset="{told}"><p>家庭医生团队每周二上门，为慢性病患者送药。</p>'

    assert ["家庭医生团队每周二上门，为慢性病患者送药。"] == [
        text for _, text in lines_of(read("a.html", page.encode("gb18030")))
    ]


def test_entities_of_a_page() -> None:
    """A page's own entities are text, and nothing is fetched for them."""
    page = '<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/passwd">]><body><p>堤防&a;</p>'

    assert (1, "堤防&a;") == lines_of(read("a.html", page.encode()))[-1]


def test_a_page_that_is_one_form() -> None:
    """A form, a header or an aside that holds the headline or most of the text is the text."""
    page = "<body><form><p>" + "灌区改造后，亩均节水两成。" * 9 + "</p></form><aside>公告</aside>"
    done = read("a.html", page.encode())

    assert ["灌区改造后，亩均节水两成。" * 9] == [text for _, text in lines_of(done)]
    assert isinstance(done, Cleaned)
    assert (Removal(1, "网页界面", "公告"),) == done.removals


# Word files


def saved(document: docx.document.Document) -> bytes:
    """Give the bytes of a Word file."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def repacked(**changed: bytes) -> bytes:
    """Give a Word file with other bytes for some of its parts; `__` stands for a slash."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(saved(docx.Document()))) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    parts |= {name.replace("__", "/") + ".xml": raw for name, raw in changed.items()}
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, raw in parts.items():
            new.writestr(name, raw)
    return stream.getvalue()


def zipped(*names: str) -> bytes:
    """Give a zip with parts of these names."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name in names:
            archive.writestr(name, "x")
    return stream.getvalue()


def test_a_word_file() -> None:
    """Headings, paragraphs and rows of tables come in the order of the document, by number."""
    document = docx.Document()
    document.add_heading("社区食堂", 1)
    document.add_paragraph("日均就餐").add_run("420人次。")
    document.add_paragraph("")
    table = document.add_table(2, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "指标", "数量"
    table.cell(1, 1).text = "12"
    document.add_paragraph("完")

    assert [
        *((1, "社区食堂"), (2, "日均就餐420人次。"), (3, "")),
        *((4, "指标\t数量"), (5, "\t12"), (6, "完")),
    ] == lines_of(read("a.docx", saved(document)))


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
MC = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'


def test_revisions_and_boxes_of_a_word_file() -> None:
    """What a revision struck out is gone, what it put in is there; a text box is said once."""
    document = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>框里的字</w:t></w:r></w:p></w:txbxContent>"
    document.element.body.insert(
        0,
        parse_xml(
            f"<w:p {W} {MC}><w:ins><w:r><w:t>新</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>旧</w:delText></w:r></w:del><w:r><w:t>词</w:t><w:br/></w:r>"
            f"<w:r><mc:AlternateContent><mc:Choice>{box}</mc:Choice>"
            f"<mc:Fallback>{box}</mc:Fallback></mc:AlternateContent></w:r></w:p>"
        ),
    )
    document.element.body.insert(
        1,
        parse_xml(
            f"<w:sdt {W}><w:sdtContent><w:p><w:r><w:t>控件里的字</w:t></w:r></w:p>"
            "</w:sdtContent></w:sdt>"
        ),
    )

    assert [(1, "新词"), (2, "框里的字"), (3, "控件里的字")] == lines_of(
        read("a.docx", saved(document))
    )


def test_an_empty_word_file() -> None:
    """A Word file of pictures alone is named as one without text."""
    assert "这个 .docx 里没有文字。如果内容是图片，请先把文字录入，再导入。" == refused(
        "a.docx", saved(docx.Document())
    )


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (zipped("xl/workbook.xml"), f"这是电子表格，导入工具读不了。{PASTE}"),
        (zipped("ppt/presentation.xml"), f"这是演示文稿，导入工具读不了。{PASTE}"),
        (zipped("OFD.xml"), f"这是 OFD 版式文件，导入工具读不了。{PASTE}"),
        (zipped("a.txt"), "这是压缩包。请先解压，再导入里面的文章。"),
        (
            zipped("[Content_Types].xml"),
            "这不是 Word 文档。请把文章另存为 .docx，或复制其中的文字粘贴到纯文本文件里，再导入。",
        ),
        (zipped("word/document.xml"), BROKEN),
        (repacked(word__document=b"<w:document"), BROKEN),
        (repacked(word__document=b"<a>" * 5000), BROKEN),
        (
            repacked(word__document=b"<a>" + b" " * 30_000_000 + b"</a>"),
            "这个 .docx 解压后大得不正常，为安全起见没有打开。请只保留正文，另存后再试。",
        ),
        (
            repacked(word__document=b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'),
            "这个 .docx 里带有外部定义，为安全起见没有打开。请用 Word 或 WPS 另存后再试。",
        ),
        (
            repacked(word__styles='<!DOCTYPE a SYSTEM "x"><a/>'.encode("utf-16")),
            "这个 .docx 里带有外部定义，为安全起见没有打开。请用 Word 或 WPS 另存后再试。",
        ),
        (
            zipped("word/document.xml", *(f"{number}.bin" for number in range(5000))),
            "这个 .docx 解压后大得不正常，为安全起见没有打开。请只保留正文，另存后再试。",
        ),
    ],
)
def test_what_is_no_word_file(raw: bytes, sentence: str) -> None:
    """A zip is looked at before it is opened, and named as what it is."""
    assert sentence == refused("a.docx", raw)


def test_a_locked_word_file() -> None:
    """A Word file with a password is refused as such."""
    raw = bytearray(zipped("word/document.xml"))
    for at in (raw.index(b"PK\x03\x04") + 6, raw.index(b"PK\x01\x02") + 8):
        raw[at] |= 1

    assert "这个 .docx 加了密码，读不了。请去掉密码，另存后再试。" == refused("a.docx", bytes(raw))


@given(st.data())
def test_any_damage_to_a_word_file(data: st.DataObject) -> None:
    """A damaged Word file is read or refused, and never ends the program."""
    document = docx.Document()
    document.add_paragraph("水库除险加固。")
    raw = bytearray(saved(document))
    for _ in range(data.draw(st.integers(1, 8))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))

    done = read("a.docx", bytes(raw))

    assert done.sentence if isinstance(done, Refusal) else done.lines
