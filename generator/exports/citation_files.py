"""The files beside each case from which programs that keep references take it and its sources."""

from collections.abc import Iterator
from typing import Final

from generator import urls
from generator.exports.citation import Entry, entries, is_citable
from generator.exports.citation_bibtex import write as write_bibtex
from generator.exports.citation_csl import write as write_csl
from generator.exports.citation_gb import write as write_gb
from generator.exports.citation_ris import write as write_ris
from generator.library import Library
from generator.output import File
from generator.settings import Settings

# What readers know each form by, and the ending of its file.
FORMS: Final = (("BibTeX", "bib"), ("RIS", "ris"), ("CSL-JSON", "json"), ("纯文本", "txt"))


def citations(library: Library, settings: Settings) -> Iterator[File]:
    """Give each case that may be cited in each form."""
    for case in library.cases:
        if is_citable(case):
            told = entries(library, settings, case)
            for form, text in _write(told, settings.citation_year).items():
                yield File(urls.citation(case.id, form), text.encode())


def _write(told: tuple[Entry, ...], year: int) -> dict[str, str]:
    return {
        "bib": write_bibtex(told),
        "ris": write_ris(told),
        "json": write_csl(told),
        "txt": write_gb(told, year),
    }
