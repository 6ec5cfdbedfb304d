"""Files of a site as they are sent when a browser takes them compressed: `x.gz`, `x.br` beside `x`.

A web server that hands these out spends no time on compressing, and can afford more of it.
"""

import gzip
from collections.abc import Iterator
from typing import Final

import brotli  # type: ignore[import-untyped] # has no types

from generator.output import File

GZIP: Final = ".gz"
BROTLI: Final = ".br"
# Texts. The files of the search are compressed in themselves, and so are pictures.
_ENDINGS: Final = (
    *(".html", ".css", ".js", ".svg", ".xml", ".txt", ".md"),
    *(".json", ".ndjson", ".csv", ".yml", ".bib", ".ris"),
)
# What saves less than a tenth is not worth a file.
_WORTH: Final = 0.9
_GZIP_LEVEL: Final = 9
# Of a page, 9 takes ten times the time of 8 for 0.2 % less, and 11 forty times for 7 %. What every
# page loads is worth it.
_QUALITY: Final = 8
_QUALITY_OF_ASSETS: Final = 11


def is_text(uri: str) -> bool:
    """Tell whether a file of the site may have compressed forms."""
    return uri.endswith(_ENDINGS)


def forms(uri: str, content: bytes) -> Iterator[File]:
    """Give the compressed forms of a file that are worth having; always the same bytes."""
    quality = _QUALITY_OF_ASSETS if uri.startswith("assets/") else _QUALITY
    found = {
        # Without a time in it.
        GZIP: gzip.compress(content, _GZIP_LEVEL, mtime=0),
        BROTLI: brotli.compress(content, quality=quality),
    }
    for ending, form in found.items():
        if len(form) < _WORTH * len(content):
            yield File(f"{uri}{ending}", form)
