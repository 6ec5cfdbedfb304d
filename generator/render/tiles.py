"""The tile grid: 34 equal squares for the provinces, shaded by their number of cases."""

from dataclasses import dataclass
from typing import Final

from generator import urls
from generator.library import Library
from generator.regions import TILES

# Upper bounds of the shades, as shares of the fullest tile.
SHADES: Final = (0.25, 0.5, 0.75)


@dataclass(frozen=True, slots=True)
class Tile:
    """One square of the tile grid, with what it leads to."""

    name: str
    column: int
    row: int
    count: int
    shade: int
    target: str


def tiles_of(library: Library) -> tuple[Tile, ...]:
    """Give the squares in the order of reading."""
    choices = {choice.id: len(choice.cases) for choice in library.facets["regions"]}
    fullest = max((choices.get(tile.code, 0) for tile in TILES), default=0)
    tiles = []
    for tile in TILES:
        count = choices.get(tile.code, 0)
        shade = 1 + sum(count > share * fullest for share in SHADES) if count else 0
        name = library.gazetteer.short_name(tile.code)
        target = urls.choice("regions", tile.code) if count else ""
        tiles.append(Tile(name, tile.column, tile.row, count, shade, target))
    return tuple(sorted(tiles, key=lambda tile: (tile.row, tile.column)))


@dataclass(frozen=True, slots=True)
class Province:
    """A row of the table that says the same as the grid."""

    name: str
    count: int
    target: str


def provinces_of(library: Library) -> tuple[Province, ...]:
    """Give all provinces in the order of their codes, those without cases too."""
    counts = {choice.id: len(choice.cases) for choice in library.facets["regions"]}
    return tuple(
        Province(
            one.name,
            counts.get(one.code, 0),
            urls.choice("regions", one.code) if one.code in counts else "",
        )
        for one in library.gazetteer.provinces
    )
