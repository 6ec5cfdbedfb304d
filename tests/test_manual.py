"""What an editor who met a code relies on: its page says what it means, its examples are true."""

import json
import re
import shutil
from pathlib import Path
from typing import Any, get_args

import pytest
from click.testing import CliRunner

from generator import cli, disk, manual, urls
from generator.manual import Entry, Piece
from generator.model import Waiver
from generator.output import Page
from generator.problems import CODES
from generator.render import manual_pages
from generator.settings import Settings
from tests.factories import ROOT, convert, golden_records, make_library, words
from tests.test_changes import commit, git

ENTRIES = manual.read(disk.read_manual())
# Two sound records without even a word of advice, unlike each other; an example changes parts.
SOUND = [
    (ROOT / "tests" / "golden" / "manual" / name).read_text(encoding="utf-8")
    for name in ("first.yml", "second.yml")
]
HERE = "cases/2023/a-case.yml"
# What an example names because nobody would see it, or read it to its end.
STAND_INS = {
    "〔零宽空格〕": "\u200b",
    "〔全角空格〕": "\u3000",
    "〔整本年鉴的八万多字〕": "字" * 90_000,
}
ENCODINGS = {"编码：GBK": "gbk"}
PICTURE = b"\xff\xd8\xff"
ALIKE = "文字与上一个大部分相同"
BEFORE = "改动以前，已经发布"


def whole(piece: Piece, sound: str) -> str:
    """Give the record that a piece is of: `sound`, with the piece in the place of its own keys."""
    text = piece.text
    for shown, meant in STAND_INS.items():
        text = text.replace(shown, meant)
    year = Path(piece.file or HERE).parent.name
    sound = re.sub(r'(published: )"[0-9]{4}', rf'\g<1>"{year}', sound)
    keys = "|".join(re.findall(r"^[a-z]+", piece.text, re.MULTILINE)) or "-"
    return re.sub(rf"^(?:{keys}):.*\n(?:(?: .*)?\n)*", "", sound, flags=re.MULTILINE) + text


def codes(folder: Path, pieces: tuple[Piece, ...]) -> set[str]:
    """Give the codes that a check tells of an example."""
    return {problem["code"] for problem in told(folder, pieces)}


def told(folder: Path, pieces: tuple[Piece, ...]) -> list[dict[str, Any]]:
    """Write the files of an example beside the vocabularies; give what a check tells of them."""
    shutil.copytree(ROOT / "cases" / "_vocab", folder / "cases" / "_vocab")
    sound = iter([SOUND[0], SOUND[0]] if pieces[-1].about == ALIKE else SOUND)
    asked = ["check", "--format", "json", "--cases", str(folder / "cases")]
    for piece in pieces:
        path = folder / (piece.file or HERE)
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.parent.name == "_vocab":
            path.write_text(piece.text, encoding="utf-8")
        elif path.suffix == ".yml":
            text = whole(piece, next(sound))
            path.write_text(text, encoding=ENCODINGS.get(piece.about, "utf-8"))
        else:
            path.write_bytes(PICTURE)
        if piece.about == BEFORE:
            git(folder, "init", "-q", "-b", "main")
            commit(folder)
            path.unlink()
            asked.append("--changed")
    said = CliRunner().invoke(cli.anliku, asked)
    found: list[dict[str, Any]] = json.loads(said.stdout)
    return found


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_wrong_example(entry: Entry, tmp_path: Path) -> None:
    """The wrong example of a code gives this code and no other."""
    assert {entry.code} == codes(tmp_path, entry.wrong)


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_right_example(entry: Entry, tmp_path: Path) -> None:
    """The right example of a code gives no code at all."""
    assert set() == codes(tmp_path, entry.right)


@pytest.mark.parametrize("entry", [one for one in ENTRIES if one.waiver], ids=lambda one: one.code)
def test_waiver(entry: Entry, tmp_path: Path) -> None:
    """With the waiver that its page shows, the wrong example is left in peace."""
    page = tree_of(entry)
    [shown] = [text for text in samples(page) if "waivers" in text]
    [piece] = entry.wrong

    assert set() == codes(tmp_path, (Piece(text=f"{piece.text}{shown}\n"),))


def test_codes_pages_and_golden_records_are_one_set() -> None:
    """Each code has its page and at least one golden record, and nothing else has."""
    named = {record.name[:5] for record in golden_records() if record.name.startswith("AL")}
    # What no text of a record can bring about.
    from_the_disk = {"AL111", "AL317"}

    assert list(CODES) == [entry.code for entry in ENTRIES]
    assert set(CODES) == named | from_the_disk


def test_what_can_be_waived() -> None:
    """Exactly the pages of codes that a record may waive say how."""
    may = get_args(Waiver.model_fields["code"].annotation)

    assert list(may) == [entry.code for entry in ENTRIES if entry.waiver]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_half_a_screen(entry: Entry) -> None:
    """What a page says of a code is short, and each of its three parts ends like a sentence."""
    parts = (entry.what, entry.why, entry.mend)

    assert [] == [part for part in parts if not part.endswith("。") or len(part) > 120]
    assert [] == [part for part in parts if part.count("`") % 2]


def pages() -> dict[str, Page]:
    """Give the pages of the manual by their place."""
    made = manual_pages(make_library(), Settings(), ENTRIES)
    return {page.src_uri: page for page in made}


def tree_of(entry: Entry) -> str:
    """Give a page's body as HTML."""
    return pages()[urls.check(entry.code)].body


def samples(body: str) -> list[str]:
    """Give what a page shows as code, as a reader copies it."""
    return ["".join(one.itertext()) for one in convert(body).iter("pre")]


def test_pages() -> None:
    """The manual has an index and a page for each code, which leads to those beside it."""
    made = pages()

    assert [urls.CHECKS, *map(urls.check, CODES)] == list(made)
    ways = re.findall(r'rel="(\w+)" href="([^"]+)"', made["check/AL111.md"].body)
    assert [("prev", "../AL110/"), ("next", "../AL201/")] == ways


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)
def test_a_page_says_all_of_its_entry(entry: Entry) -> None:
    """A page says what, why and how, its severity, and shows each sample as it is to be written."""
    made = pages()[urls.check(entry.code)]
    said = words(convert(made.body))
    asked = {"error": "错误必须改", "warning": "提醒看一看", "note": "提示供参考"}[entry.severity]

    assert f"{entry.code} {entry.title}" == made.title
    assert asked in said
    for part in (entry.what, entry.why, entry.mend):
        assert part.replace("`", "") in said
    shown = [piece.text.strip("\n") for piece in (*entry.wrong, *entry.right) if piece.text]
    assert shown == samples(made.body)[: len(shown)]


def test_the_index_lists_every_code() -> None:
    """The index names every code with its title, so that it is found by the browser's search."""
    said = words(convert(pages()[urls.CHECKS].body))

    assert [] == [code for code, (_, title) in CODES.items() if f"{code}{title}" not in said]


def test_the_index_shows_a_result_as_it_is(tmp_path: Path) -> None:
    """The result that the index explains is what a check says of such a record."""
    [problem] = told(tmp_path, (Piece(text="period: {from: 2023/05/01}\n"),))
    [shown] = samples(pages()[urls.CHECKS].body)

    assert [f"错误 AL208：{problem['message']}", f"改法：{problem['hint']}"] == [
        line.strip() for line in shown.splitlines()[1:]
    ]


def test_a_faulty_entry_is_a_fault_of_the_program() -> None:
    """A page that cannot be read is never left out in silence."""
    with pytest.raises(ValueError, match="AL999"):
        manual.read([manual.Source("AL999.yml", b"what: [")])
