"""What a case's page says of itself to Zotero, Google Scholar and the like: names and contents.

Two vocabularies say the same, for each is all that some reader knows: `citation_*` (Google Scholar,
Highwire Press) and `DC.*` (Dublin Core, DCMI 1.1). All of it is of the page in this library; what
its sources are stands in the files beside it.

Zotero takes the page by its translator 'Embedded Metadata'. `citation_title` alone makes it guess
`journalArticle`; a type that Zotero knows by name in `DC.type` goes before that guess (detectType
of its RDF translator), which the word of Dublin Core itself, `Text`, would not. So `DC.type` is
`webpage`, and no `citation_journal_title` may ever be said, which outdoes everything. Title,
creators, date, address, language and abstract come from `citation_*`.
"""

from collections.abc import Iterator

from generator.exports.citation import is_citable, of_page, publisher
from generator.library import Library
from generator.model import Case
from generator.settings import LANGUAGE, LICENCE_ADDRESS, Settings


def names(library: Library, settings: Settings, case: Case) -> Iterator[tuple[str, str]]:
    """Give names and contents as plain text, in order; none for a case that may not be cited."""
    if is_citable(case):
        yield from _highwire(library, settings, case)
        yield from _dublin_core(library, settings, case)


def _highwire(library: Library, settings: Settings, case: Case) -> Iterator[tuple[str, str]]:
    page = of_page(library, settings, case)
    yield "citation_title", page.title
    for author in page.authors:
        # These two marks would part one name into several.
        yield "citation_author", author.text.replace(",", "，").replace(";", "；")
    # The page as it stands, as in all other forms; then the day on which it first stood there.
    yield "citation_publication_date", page.date.replace("-", "/")
    yield "citation_online_date", case.curation.added.replace("-", "/")
    yield "citation_publisher", publisher(settings)
    yield "citation_language", LANGUAGE
    if page.url:
        yield "citation_public_url", page.url
        yield "citation_fulltext_html_url", page.url
    yield "citation_abstract", page.abstract


def _dublin_core(library: Library, settings: Settings, case: Case) -> Iterator[tuple[str, str]]:
    page = of_page(library, settings, case)
    yield "DC.title", page.title
    for author in page.authors:
        yield "DC.creator", author.text
    yield "DC.publisher", publisher(settings)
    yield "DC.date", page.date
    yield "DC.type", "webpage"
    yield "DC.identifier", page.url or case.id
    yield "DC.language", LANGUAGE
    for keyword in page.keywords:
        yield "DC.subject", keyword
    yield "DC.rights", LICENCE_ADDRESS
