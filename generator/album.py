"""Share pictures from one build to the next: what was drawn is kept, and only what is new is drawn.

A picture is kept under what it shows and how it was drawn. The folder may be deleted at any time:
then the next build takes longer.
"""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from generator import disk, elsewhere
from generator.exports.pictures import draw, keys, pictures
from generator.library import Library
from generator.output import File
from generator.settings import Settings

# Beside the configuration.
FOLDER: Final = ".anliku-cache/pictures"
# From so many pictures on, a second process saves more time than it takes to start.
MANY: Final = 100


def start(library: Library, settings: Settings, folder: Path) -> Callable[[], list[File]]:
    """Begin to draw what `folder` does not have; what comes back gives all pictures as files."""
    wanted = list(pictures(library, settings))
    if not wanted:
        return list
    font = disk.read_font()
    names = [f"{key}.png" for key in keys((one for _, one in wanted), font)]
    kept = disk.read_kept(folder, names)
    missing = {name: one for name, (_, one) in zip(names, wanted, strict=True) if name not in kept}
    begin = elsewhere.start if len(missing) >= MANY else partial
    drawn = begin(draw, list(missing.values()), font)

    def files() -> list[File]:
        new = dict(zip(missing, drawn(), strict=True))
        disk.keep(folder, new, names)
        have = kept | new
        return [File(uri, have[name]) for name, (uri, _) in zip(names, wanted, strict=True)]

    return files
