"""What stands for a page where its address is shared: a small picture with its title."""

import io
from functools import cache
from pathlib import Path

import pytest
from PIL import Image

from generator import album, disk, urls
from generator.exports import pictures
from generator.exports.pictures import Picture, draw, keys
from generator.settings import Settings
from tests.factories import library, make_case, make_library

SETTINGS = Settings(site_name="示例案例库", address="https://example.cn/anli/")
LIMIT = 100_000
TITLE = "招远市交通运输局“车轮上的党建”：机关带行业、党建融业务"
LONG = "《办法》“一盔一带”守护行动：让“红色引擎”驱动2,900余名网约车司机融入城市基层治理" * 3
HOSTILE = "</svg><script>alert(1)</script>{{ 7 }}\u202e反\x00\u200b&amp;"


@cache
def font() -> bytes:
    """Read the font once."""
    return disk.read_font()


def drawn(*wanted: Picture) -> list[Image.Image]:
    """Draw pictures and open them as a browser does."""
    return [Image.open(io.BytesIO(one)) for one in draw(wanted, font())]


def rows(picture: Image.Image) -> list[tuple[int, int]]:
    """Give where lines of the title stand: the first and the last row of each that has ink."""
    inked = [any(picture.crop((96, row, 1200, row + 1)).tobytes()) for row in range(130, 508)]
    edges = [row for row in range(1, len(inked)) if inked[row] != inked[row - 1]]
    return list(zip(edges[::2], edges[1::2], strict=False))


def test_each_picture_is_small_and_of_the_size_that_is_named() -> None:
    """Every picture of the library is a PNG of 1200 by 630 pixels below 100 KB."""
    wanted = dict(pictures.pictures(library(), SETTINGS))
    made = draw(list(wanted.values()), font())

    assert {urls.PICTURE, *(urls.picture(case.id) for case in library().listed)} == wanted.keys()
    assert [] == [len(one) for one in made if len(one) > LIMIT]
    assert {("PNG", (1200, 630))} == {
        (one.format, one.size) for one in map(Image.open, map(io.BytesIO, made))
    }


@pytest.mark.parametrize("title", [TITLE, LONG, HOSTILE, "党", "", "a" * 120, "，" * 120])
def test_any_title_stays_in_its_place(title: str) -> None:
    """Whatever a title is, at most four lines of it stand within the margins."""
    [picture] = drawn(Picture(title, "山东省 招远市 · 道路货运", "示例案例库" * 9))
    margins = [(28, 0, 66, 630), (1113, 0, 1200, 630), (28, 584, 1200, 630), (28, 0, 1200, 60)]

    assert 1 <= len(rows(picture)) <= 4 or set(title) <= set("，")
    assert [] == [box for box in margins if any(picture.crop(box).tobytes())]


def test_the_same_words_give_the_same_bytes() -> None:
    """A picture depends on its words alone, not on what was drawn before it."""
    one, other = Picture(TITLE, "甲", "库"), Picture(LONG, "乙", "库")

    assert draw([one, other], font()) == draw([other, one], font())[::-1]
    assert keys([one, other], font()) == keys([other, one], font())[::-1]


def test_other_words_give_another_key() -> None:
    """Each word of a picture counts for the name that it is kept under, and so does the font."""
    words = [Picture("甲", "乙", "丙"), Picture("乙", "甲", "丙"), Picture("甲", "乙", "丙", "丁")]
    found = [*keys(words, b"a"), *keys(words, b"b")]

    assert len(found) == len(set(found))


def test_what_the_font_lacks_has_a_mark_of_its_own() -> None:
    """A character that the font lacks is drawn as 〓, as printers do, and never as an empty box."""
    lacking, marked = draw([Picture("甲😀乙", "", ""), Picture("甲〓乙", "", "")], font())

    assert lacking == marked


def test_what_cannot_be_seen_is_not_drawn() -> None:
    """Marks of direction and of no width leave no trace in a picture."""
    one, other = draw([Picture("甲\u200b\u202e乙", "", ""), Picture("甲乙", "", "")], font())

    assert one == other


def test_the_font_has_what_titles_are_written_in() -> None:
    """Every character of the library's titles, of its regions and of GB 2312 is in the font."""
    hand = pictures._Hand(font())  # what it draws is asked of it, character by character
    told = "".join(case.title for case in library().cases)
    told += "".join(region.name for region in library().gazetteer)
    common = "".join(bytes((row, 0xA1)).decode("gb2312") for row in range(0xB0, 0xF8))
    mark = hand._character(pictures.MISSING, 62)

    assert "" == "".join(
        one for one in sorted(set(told + common)) if hand._character(one, 62) == mark
    )


def test_no_address_no_picture() -> None:
    """Where the site's address is not known nothing could name a picture, and none is drawn."""
    assert [] == list(pictures.pictures(library(), Settings()))
    assert [] == album.start(library(), Settings(), Path("/nowhere"))()


def test_withdrawn_cases_have_no_picture() -> None:
    """A withdrawn case has no picture of its own."""
    curation = {
        "status": "withdrawn",
        "added": "2026-11-20",
        "revised": [{"date": "2026-11-22", "note": "来源有误"}],
    }
    wanted = pictures.pictures(make_library(make_case(curation=curation)), SETTINGS)

    assert [urls.PICTURE] == [uri for uri, _ in wanted]


def test_what_was_drawn_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second build draws nothing, a changed title is drawn, and what nobody needs goes."""
    folder = tmp_path / "kept"
    first = album.start(make_library(make_case()), SETTINGS, folder)()
    names = {path.name for path in folder.iterdir()}
    asked: list[str] = []

    def counting(wanted: list[Picture], given: bytes) -> list[bytes]:
        asked.extend(one.title for one in wanted)
        return draw(wanted, given)

    monkeypatch.setattr(album, "draw", counting)
    again = album.start(make_library(make_case()), SETTINGS, folder)()
    changed = album.start(make_library(make_case(title="另一个标题")), SETTINGS, folder)()

    assert first == again
    assert [urls.PICTURE, urls.picture("a-case")] == [file.uri for file in changed]
    assert ["另一个标题"] == asked
    assert len(names) == len(list(folder.iterdir())) == 2
    assert names != {path.name for path in folder.iterdir()}


def test_a_folder_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    """Where nothing can be kept, the pictures are there all the same."""
    blocked = tmp_path / "kept"
    blocked.write_text("a file", encoding="utf-8")

    assert 2 == len(album.start(make_library(make_case()), SETTINGS, blocked)())
    assert "a file" == blocked.read_text("utf-8")
