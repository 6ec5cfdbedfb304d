"""Share pictures: what stands for a page where its address is shared, as PNG.

1200 × 630 pixels, the size that Open Graph's readers show whole. A picture holds few colours, so
that it is small: it is drawn in the indexes of its palette, each text by a table from coverage to
the shades between its colour and the paper. The font comes with the generator: the same words give
the same picture on every machine that has the same Pillow.
"""

import hashlib
import io
import json
import unicodedata
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass
from typing import Final

import PIL
from PIL import Image, ImageDraw, ImageFont

from generator import urls, wording
from generator.exports.typeset import joints, lines, shortened
from generator.library import Library
from generator.model import Case
from generator.settings import Settings

WIDTH: Final = 1200
HEIGHT: Final = 630
# To be counted up when pictures are drawn in another way: those that are kept are then drawn anew.
DESIGN: Final = 1
# Where the font lacks a character: the mark that printers put in the place of a missing type.
MISSING: Final = "〓"
# In no font: what is drawn for it is what the font draws for all that it lacks.
_NONE: Final = "\uffff"
# What is not drawn: controls, marks of direction, and signs that sit on another character.
_UNSEEN: Final = frozenset({"Cc", "Cf", "Cs", "Mn", "Me"})

# The light colours of anliku.css: paper, ink, quiet, red.
_PAPER: Final = (0xFF, 0xFF, 0xFF)
_COLOURS: Final = ((0x21, 0x1E, 0x1B), (0x62, 0x5A, 0x52), (0x9B, 0x1C, 0x1C))
_INK, _QUIET, _RED = range(3)
# 16 colours fit in four bits: the paper, and for each colour five shades up to itself.
_SHADES: Final = 5
_BITS: Final = 4

_LEFT: Final = 96
_RIGHT: Final = 88
_ROOM: Final = WIDTH - _LEFT - _RIGHT
_SPINE: Final = 28
# The size of a title, and in how many lines it may be set at that size.
_SIZES: Final = ((88, 2), (76, 3), (62, 4))
_LEADING: Final = 1.34
_FACTS: Final = 34
_FACTS_LINE: Final = 112
_NAME: Final = 36
_NAME_LINE: Final = 568
# Between the line of facts and the name, the title stands in the middle.
_TITLE_TOP: Final = 146
_TITLE_BOTTOM: Final = 492
# From where to where, in pixels from the top, which colour is written in.
_BANDS: Final = ((0, 130, _QUIET), (130, 508, _INK), (508, HEIGHT, _RED))
_BESIDE_MARK: Final = 64
# Marks that are ink in their right half alone: at the start of a line they would look indented.
_HANGING: Final = "（《〈「『【〔“‘"
_HANG: Final = 0.46


@dataclass(frozen=True, slots=True)
class Picture:
    """The words of a picture: what it stands for, a line of facts, and the library's name.

    `prose` is what is said beside the title, which tells what is one word in it.
    """

    title: str
    facts: str
    name: str
    prose: str = ""


def pictures(library: Library, settings: Settings) -> Iterator[tuple[str, Picture]]:
    """Give the place and the words of every picture; none where the site's address is not known.

    A page names its picture by an address in full. Withdrawn cases have the picture of the site.
    """
    if not settings.address:
        return
    yield urls.PICTURE, Picture(settings.site_name, "", settings.domain)
    for case in library.listed:
        words = Picture(case.title, facts(library, case), settings.site_name, _prose(case))
        yield urls.picture(case.id), words


def facts(library: Library, case: Case) -> str:
    """Say where, in what domain and when: `山东省 招远市 · 道路货运 · 2022年`."""
    time = wording.period(case.period) if case.period else ""
    return " · ".join(one for one in (wording.place(library, case), case.domain, time) if one)


def _prose(case: Case) -> str:
    told = [case.title, case.summary, case.background, case.outcomes, case.lessons or ""]
    return "\n".join([*told, *(text for one in case.practices for text in (one.title, one.body))])


def keys(wanted: Iterable[Picture], font: bytes) -> list[str]:
    """Give what pictures are kept under: other words, another font or hand give other keys."""
    drawn_by = json.dumps([DESIGN, PIL.__version__, hashlib.sha256(font).hexdigest()])
    told = (f"{drawn_by}{json.dumps(astuple(one))}" for one in wanted)
    return [hashlib.sha256(one.encode()).hexdigest() for one in told]


def draw(wanted: Sequence[Picture], font: bytes) -> list[bytes]:
    """Draw pictures, one PNG each."""
    hand = _Hand(font)
    return [_png(_drawn(hand, one)) for one in wanted]


class _Hand:
    """Knows how characters look and how wide they are; each of each size is drawn once."""

    def __init__(self, font: bytes) -> None:
        self._font = font
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}
        self._drawn: dict[tuple[str, int], tuple[Image.Image, float]] = {}

    def width(self, text: str, size: int) -> float:
        """Measure a text in pixels."""
        return sum(self._character(one, size)[1] for one in text)

    def write(self, canvas: Image.Image, place: tuple[float, int], text: str, size: int) -> None:
        """Write one line from `place`, the left end of its base line."""
        left, base = place
        for one in text:
            drawn, advance = self._character(one, size)
            # The box of a character reaches beyond its advance, over what stands beside it.
            canvas.paste(255, (round(left) - size // 4, base - size), drawn)
            left += advance

    def _character(self, one: str, size: int) -> tuple[Image.Image, float]:
        found = self._drawn.get((one, size))
        if found is None:
            found = self._draw(one, size)
            if one not in (MISSING, _NONE) and found == self._character(_NONE, size):
                found = self._character(MISSING, size)
            self._drawn[one, size] = found
        return found

    def _draw(self, one: str, size: int) -> tuple[Image.Image, float]:
        font = self._sizes.get(size)
        if font is None:
            stream = io.BytesIO(self._font)
            font = ImageFont.truetype(stream, size, layout_engine=ImageFont.Layout.BASIC)
            self._sizes[size] = font
        advance = font.getlength(one)
        box = Image.new("L", (int(advance) + size // 2, size + size // 2))
        ImageDraw.Draw(box).text((size // 4, size), one, 255, font, anchor="ls")
        return box, advance


def _palette() -> list[int]:
    colours = [_PAPER]
    for colour in _COLOURS:
        for step in range(1, _SHADES + 1):
            share = step / _SHADES
            mixed = (round(p + (c - p) * share) for p, c in zip(_PAPER, colour, strict=True))
            colours.append((next(mixed), next(mixed), next(mixed)))
    return [part for colour in colours for part in colour]


def _table(colour: int) -> list[int]:
    """Give the place in the palette for each coverage, of 256, by a colour."""
    steps = (round(coverage * _SHADES / 255) for coverage in range(256))
    return [colour * _SHADES + step if step else 0 for step in steps]


_TABLES: Final = tuple(_table(colour) for colour in range(len(_COLOURS)))


def _drawn(hand: _Hand, picture: Picture) -> Image.Image:
    # How much of each pixel is covered; the bands of the picture have a colour each.
    canvas = Image.new("L", (WIDTH, HEIGHT), 0)
    size, title = _set(hand, picture)
    leading = round(size * _LEADING)
    spare = _TITLE_BOTTOM - _TITLE_TOP - leading * len(title)
    base = _TITLE_TOP + spare // 2 + round(size * (_LEADING + 0.72) / 2)
    for number, line in enumerate(title):
        hang = _HANG * size if line[0] in _HANGING else 0.0
        hand.write(canvas, (_LEFT - hang, base + number * leading), line, size)
    facts = _one_line(hand, picture.facts, _FACTS, _ROOM)
    hand.write(canvas, (_LEFT, _FACTS_LINE), facts, _FACTS)
    pen = ImageDraw.Draw(canvas)
    _mark(pen, _LEFT, _NAME_LINE - 40)
    name = _one_line(hand, picture.name, _NAME, _ROOM - _BESIDE_MARK)
    hand.write(canvas, (_LEFT + _BESIDE_MARK, _NAME_LINE), name, _NAME)
    for top, bottom, colour in _BANDS:
        band = (0, top, WIDTH, bottom)
        canvas.paste(canvas.crop(band).point(_TABLES[colour]), band)
    ImageDraw.Draw(canvas).rectangle((0, 0, _SPINE - 1, HEIGHT), _TABLES[_RED][255])
    canvas.putpalette(_palette())
    return canvas


def _set(hand: _Hand, picture: Picture) -> tuple[int, list[str]]:
    """Choose the size of a title and set it in lines; the smallest size cuts it short."""
    title = _visible(picture.title) or MISSING
    belonging = joints(title, picture.prose)
    for size, most in _SIZES:
        found = lines(title, _measure(hand, size), _ROOM, most, belonging)
        if found is not None:
            return size, found
    size, most = _SIZES[-1]
    return size, shortened(title, _measure(hand, size), _ROOM, most, belonging)


def _measure(hand: _Hand, size: int) -> Callable[[str], float]:
    return lambda text: hand.width(text, size)


def _one_line(hand: _Hand, text: str, size: int, room: float) -> str:
    text = _visible(text)
    measure = _measure(hand, size)
    return text if measure(text) <= room else shortened(text, measure, room, 1)[0]


def _visible(text: str) -> str:
    seen = (one for one in text if one.isspace() or unicodedata.category(one) not in _UNSEEN)
    return " ".join("".join(seen).split())


def _mark(pen: ImageDraw.ImageDraw, left: int, top: int) -> None:
    """Draw the library's mark, three books on a shelf, as in the icon of the site."""
    scale = 44 / 18
    for points in (
        ((0, 0), (4, 0), (4, 18), (0, 18)),
        ((6, 0), (10, 0), (10, 18), (6, 18)),
        ((12.2, 1.1), (16.1, 0.2), (20.1, 17.2), (16.2, 18.1)),
    ):
        pen.polygon([(left + x * scale, top + y * scale) for x, y in points], 255)


def _png(image: Image.Image) -> bytes:
    stream = io.BytesIO()
    image.save(stream, "PNG", bits=_BITS, compress_type=zlib.Z_RLE)
    return stream.getvalue()
