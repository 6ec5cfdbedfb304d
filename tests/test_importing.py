"""What an editor relies on in `anliku import`: a draft for each article, no file touched."""

import datetime
import io
import os
import sys
import zipfile
from pathlib import Path

import docx
import pytest
import yaml

from generator import strict_yaml
from generator.intake.read import MAX_BYTES
from tests.factories import ROOT
from tests.test_build import tree
from tests.test_fmt import Run, cases, run

__all__ = ["cases", "run"]
ARTICLE: str = yaml.safe_load(
    (ROOT / "tests" / "golden" / "intake" / "guess" / "yanglao.yml").read_text(encoding="utf-8")
)["text"]


def put(folder: Path, name: str, content: str | bytes) -> Path:
    """Write an article beside the library."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def the_new_one(library: Path, before: dict[str, str]) -> Path:
    """Give the one file that a library has now and had not before."""
    (name,) = set(tree(library)) - set(before)
    assert before == {key: value for key, value in tree(library).items() if key != name}
    return library / name


def test_an_article_becomes_a_draft(run: Run, cases: Path, tmp_path: Path) -> None:
    """An article becomes a draft in its source's year that the check passes, and is reported on."""
    before = tree(cases)
    said = run("import", put(tmp_path, "a.txt", ARTICLE), "--cases", cases)
    draft = the_new_one(cases, before)
    document, problems = strict_yaml.read("a.yml", draft.read_bytes())

    assert (0, "", []) == (said.status, said.err, problems)
    assert "2024" == draft.parent.name
    assert f"a.txt（纯文本，UTF-8） → {draft.as_posix()}\n" in said.out
    assert f"anliku check {draft.as_posix()}" in said.out
    assert isinstance(document.data, dict)
    assert "draft" == document.data["curation"]["status"]  # type: ignore[call-overload]
    checked = run("check", draft, "--cases", cases)
    assert (0, "") == (checked.status, checked.err)
    assert "1 个案例，0 个错误，0 个提醒，" in checked.out


@pytest.mark.parametrize(
    ("encoding", "name"),
    [
        ("utf-8", "UTF-8"),
        ("utf-8-sig", "UTF-8"),
        ("gb18030", "GB 18030"),
        ("utf-16", "UTF-16"),
    ],
)
def test_any_encoding(run: Run, cases: Path, tmp_path: Path, encoding: str, name: str) -> None:
    """The same article in another encoding gives the same draft, and the report names it."""
    before = tree(cases)
    said = run("import", put(tmp_path, "a.txt", ARTICLE.encode(encoding)), "--cases", cases)

    assert f"a.txt（纯文本，{name}） → " in said.out

    text = the_new_one(cases, before).read_text(encoding="utf-8")
    assert "title: “幸福里”里话幸福：临江街道党工委织密社区养老服务网\n" in text


def test_a_name_of_two_lines(run: Run, cases: Path, tmp_path: Path) -> None:
    """A file's name cannot end a line of the report, or steer the terminal."""
    said = run("import", put(tmp_path, "a\n\x1b[2Jb.txt", ARTICLE), "--cases", cases)
    refused = run("import", put(tmp_path, "c\nd.txt", ""), "--cases", cases)

    assert said.out.split("\n")[0].startswith(f"{tmp_path.as_posix()}/a [2Jb.txt（")
    assert [True, ""] == [
        one.endswith("没有写草稿。") if one else one for one in refused.err.split("\n")
    ]


def test_a_web_page_and_a_word_file(run: Run, cases: Path, tmp_path: Path) -> None:
    """A web page and a Word file give their text, and a page's scripts nothing."""
    paragraphs = "".join(f"<p>{line}</p>" for line in ARTICLE.split("\n") if line)
    page = (
        f"<html><head><script>alert('党员9999名')</script></head><body>{paragraphs}</body></html>"
    )
    document = docx.Document()
    for line in ARTICLE.split("\n"):
        document.add_paragraph(line)
    stream = io.BytesIO()
    document.save(stream)
    before = tree(cases)
    files = put(tmp_path, "a.html", page), put(tmp_path, "a.docx", stream.getvalue())
    said = run("import", *files, "--cases", cases)
    drafts = [cases / name for name in sorted(set(tree(cases)) - set(before))]

    assert (0, 2) == (said.status, len(drafts))
    for draft in drafts:
        text = draft.read_text(encoding="utf-8")
        assert 'value: "1.86", unit: 万名' in text
        assert "9999" not in text


def test_standard_input(run: Run, cases: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A dash stands for what is pasted into standard input."""
    before = tree(cases)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(ARTICLE.encode())))
    said = run("import", "-", "--cases", cases, "--id", "xingfu-li")

    assert 0 == said.status
    assert "xingfu-li.yml" == the_new_one(cases, before).name
    assert said.out.startswith("标准输入（纯文本，UTF-8） → ")


def test_standard_input_that_is_closed(
    run: Run, cases: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where there is no standard input, that is said, and nothing is written."""
    before = tree(cases)
    monkeypatch.setattr(sys, "stdin", None)
    said = run("import", "-", "--cases", cases)

    assert (3, "", before) == (said.status, said.out, tree(cases))
    assert "标准输入没有打开" in said.err


def test_a_second_import_has_another_name(run: Run, cases: Path, tmp_path: Path) -> None:
    """Importing an article again writes a second draft and leaves the first as it is."""
    article = put(tmp_path, "a.txt", ARTICLE)
    run("import", article, "--cases", cases)
    before = tree(cases)
    said = run("import", article, article, "--cases", cases)
    names = sorted(name for name in set(tree(cases)) - set(before))

    assert 0 == said.status
    assert ["-2.yml", "-3.yml"] == [name[-6:] for name in names]
    assert before == {key: value for key, value in tree(cases).items() if key in before}


def test_an_id_that_is_taken(run: Run, cases: Path, tmp_path: Path) -> None:
    """An id that another record has, of whatever year, is refused, and nothing is written."""
    before = tree(cases)
    article = put(tmp_path, "a.txt", ARTICLE)
    said = run("import", article, "--cases", cases, "--id", "ningbo-yunguan-dangjian-jia")

    assert (3, "", before) == (said.status, said.out, tree(cases))
    assert (
        "编号“ningbo-yunguan-dangjian-jia”已经有了："
        "cases/2017/ningbo-yunguan-dangjian-jia.yml。没有写草稿，请用 --id 换一个\n"
    ) == said.err


def bomb() -> bytes:
    """Make a small zip that unpacks to far more than an article."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", b"a" * (300 * 1024 * 1024))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\t\n"),
        ("binary.txt", bytes(range(256)) * 40),
        ("large.txt", "文".encode() * (MAX_BYTES // 3 + 1)),
        ("renamed.docx", ARTICLE.encode()),
        ("broken.docx", b"PK\x03\x04" + b"\0" * 40),
        ("paper.pdf", b"%PDF-1.7\n"),
        ("script.html", b"<html><script>alert(1)</script></html>"),
    ],
)
def test_what_is_no_article(
    run: Run, cases: Path, tmp_path: Path, name: str, content: bytes
) -> None:
    """What cannot be read is refused in a Chinese sentence, with status 1; nothing is written."""
    before = tree(cases)
    said = run("import", put(tmp_path, name, content), "--cases", cases)

    assert (1, "", before) == (said.status, said.out, tree(cases))
    assert said.err.startswith(f"{tmp_path / name}：")
    assert said.err.endswith("没有写草稿。\n")


def test_a_bomb_in_a_word_file(run: Run, cases: Path, tmp_path: Path) -> None:
    """A Word file that would unpack to hundreds of megabytes is refused before it is unpacked."""
    before = tree(cases)
    said = run("import", put(tmp_path, "bomb.docx", bomb()), "--cases", cases)

    assert (1, "", before) == (said.status, said.out, tree(cases))


def test_surroundings(run: Run, cases: Path, tmp_path: Path) -> None:
    """A missing file, a folder, a pipe and a missing library are named, with status 3."""
    before = tree(cases)
    os.mkfifo(tmp_path / "pipe")
    article = put(tmp_path, "a.txt", ARTICLE)

    for name, why in (
        ("nowhere.txt", "没有这个文件或文件夹"),
        ("", "是文件夹，不是文件"),
        ("pipe", "是链接或特殊文件，不能读"),
    ):
        said = run("import", tmp_path / name, "--cases", cases)
        assert (3, "", f"无法读取 {tmp_path / name}：{why}\n") == said
    said = run("import", article, "--cases", tmp_path / "none")
    assert (3, "") == (said.status, said.out)
    assert before == tree(cases)


def test_a_folder_that_may_not_be_written(
    run: Run, cases: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a draft cannot be written, that is said, with status 3."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("generator.disk.create", full)
    said = run("import", put(tmp_path, "a.txt", ARTICLE), "--cases", cases)

    assert (3, "") == (said.status, said.out)
    assert said.err.endswith("：磁盘空间不足，没有写草稿\n")


def test_one_refused_file_does_not_stop_the_others(run: Run, cases: Path, tmp_path: Path) -> None:
    """Of several files each readable one has its draft, and the status tells that one has none."""
    before = tree(cases)
    said = run(
        "import", put(tmp_path, "e.txt", ""), put(tmp_path, "a.txt", ARTICLE), "--cases", cases
    )

    assert 1 == said.status
    assert "e.txt：文件是空的" in said.err
    assert f"→ {the_new_one(cases, before).as_posix()}" in said.out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "缺少 文件..."),
        (["a.txt", "b.txt", "--id", "a"], "--id 只能和一个文件一起用"),
        (["a.txt", "--id", "大写"], "--id 的值不对：只用小写字母、数字和连字符，最多 64 字符"),
        (["a.txt", "--id", "con"], "--id 的值不对：“con”是保留名称，请换一个"),
    ],
)
def test_wrong_usage(run: Run, arguments: list[str], said: str) -> None:
    """A wrong call is explained and exits 2 before anything is read."""
    done = run("import", *arguments)

    assert 2 == done.status
    assert said in done.err


def test_the_draft_is_of_today(run: Run, cases: Path, tmp_path: Path) -> None:
    """The day of addition is today, and a source without a date lies in today's year."""
    before = tree(cases)
    run("import", put(tmp_path, "a.txt", ARTICLE.replace("2024-05-18", "")), "--cases", cases)
    draft = the_new_one(cases, before)
    today = datetime.date.today().isoformat()

    assert today[:4] == draft.parent.name
    assert f'added: "{today}"' in draft.read_text(encoding="utf-8")
