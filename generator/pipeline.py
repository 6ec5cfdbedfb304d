"""The way from inputs to a product: read, check, library, pages, files. Composition, no rules."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator import (
    aliases,
    check,
    duplicates,
    form,
    head,
    links,
    manual,
    privacy,
    sheets,
    style,
    urls,
    vanished,
)
from generator.comparison import comparison_files
from generator.disk import Inputs
from generator.documents import documents, facets
from generator.exports import package, records, scholar, tables
from generator.exports.citation_files import citations
from generator.exports.feeds import feed_files
from generator.exports.notices import notice_files
from generator.exports.sitemap import SitePlan, plan_sitemap
from generator.forge import Forge
from generator.library import VOCABULARY_FILES, Library, Vocabularies, build_library
from generator.links import Link
from generator.output import File, Page
from generator.parse import Parsed, Record, Source, Terms, parse, parse_terms
from generator.problems import Problem, errors
from generator.regions import Gazetteer
from generator.render import Copy, manual_pages, offline_page, problem_page, render
from generator.search import build_index
from generator.settings import Settings


@dataclass(frozen=True, slots=True)
class Reading:
    """All records as read and checked; `library` holds those without errors."""

    library: Library
    problems: tuple[Problem, ...]
    images: tuple[File, ...]
    # The file of each case, by its id
    sources: dict[str, Source]
    # The sources that did not become cases, for a preview to show in their place.
    refused: tuple[Source, ...]
    # How many drafts are left out
    drafts: int
    # What each code of a problem means, as files.
    manual: tuple[Source, ...]


def read(inputs: Inputs, today: str, *, drafts: bool = False, closely: bool = False) -> Reading:
    """Parse and check everything. `today` is `YYYY-MM-DD`; the order of inputs never matters.

    `closely` also compares each record with all others and gives advice: what an editor wants to
    know and a build can do without.
    """
    gazetteer = Gazetteer.parse(inputs.gazetteer)
    vocabularies, problems = _vocabularies(inputs.vocabularies)
    sources = sorted(inputs.records, key=lambda one: one.file)
    parsed = [parse(source, vocabularies.tags) for source in sources]
    records = [one.record for one in parsed if one.record]
    names = frozenset(image.uri for image in inputs.images)
    problems += [*inputs.problems, *(problem for one in parsed for problem in one.problems)]
    unread = [one.source.stem for one in parsed if one.record is None]
    problems += check.check(records, vocabularies, gazetteer, names, today, unread)
    if closely:
        problems += _remarks(records)
    faulty = {problem.file for problem in errors(problems)}
    cases = [record.case for record in records if record.file not in faulty]
    library = build_library(cases, vocabularies, gazetteer, drafts=drafts)
    unfinished = sum(one.record is None and one.source.file not in faulty for one in parsed)
    return Reading(
        library=library,
        problems=tuple(sorted(privacy.hide(problem) for problem in problems)),
        images=inputs.images,
        sources={one.record.case.id: one.source for one in parsed if one.record},
        refused=_refused(parsed, faulty),
        drafts=unfinished + len(cases) - len(library.cases),
        manual=inputs.manual,
    )


def lost(reading: Reading, before: Iterable[Source]) -> tuple[Problem, ...]:
    """Name what readers would miss of `before`, the files that a change touches as they were.

    `reading` has no drafts.
    """
    faulty = {problem.file for problem in errors(reading.problems)}
    present = frozenset(one.stem for one in reading.refused).union(reading.sources)
    unread = {one.stem for one in reading.refused if one.file in faulty}
    # What a record says of old ids holds, whatever else is wrong with it.
    records = (parse(one).record for one in reading.refused if one.file in faulty)
    unread.update(alias for one in records if one for alias in one.case.aliases)
    found = vanished.check(tuple(before), reading.library, present, frozenset(unread))
    return tuple(privacy.hide(problem) for problem in found)


def render_pages(
    reading: Reading, settings: Settings, data: Sequence[File] = ()
) -> tuple[Page, ...]:
    """Give all generated pages; `data` are the files that the page of the open data hands out."""
    return (
        *render(reading.library, settings, data),
        *manual_pages(reading.library, settings, manual.read(reading.manual)),
    )


def with_heads(
    reading: Reading, settings: Settings, pages: Iterable[Page], files: Container[str]
) -> tuple[Page, ...]:
    """Give pages with what their heads say; `files` are the places of what is served beside."""
    return tuple(head.with_heads(reading.library, settings, pages, files, (scholar.names,)))


def render_offline(reading: Reading, settings: Settings, copy: Copy) -> Page:
    """Give the page that hands out `copy`."""
    return offline_page(reading.library, settings, copy)


def render_refused(reading: Reading) -> tuple[Page, ...]:
    """Give a page for each record that is left out, with its problems."""
    pages = {}
    for source in reading.refused:
        own = [problem for problem in reading.problems if problem.file == source.file]
        pages[source.stem] = problem_page(source.file, source.stem, own)
    taken = {case.id for case in reading.library.cases}
    return tuple(page for stem, page in pages.items() if stem not in taken)


def left_out(reading: Reading) -> tuple[tuple[str, str], ...]:
    """Name each file that did not become a case, and the page that says why if it has one."""
    taken = reading.library.by_id
    pages = {one.file: urls.case(one.stem) for one in reading.refused if one.stem not in taken}
    faulty = {problem.file for problem in errors(reading.problems)}
    return tuple((file, pages.get(file, "")) for file in sorted(faulty | pages.keys()))


def files(
    reading: Reading,
    settings: Settings,
    data: Iterable[File],
    index: Callable[[], Iterable[File]],
) -> tuple[File, ...]:
    """Give all files beside the pages, those below an address that has changed below the old too.

    `data` is what `open_data` gives, `index` gives the files of the search and is asked last.
    """
    library = reading.library
    known = (
        *case_images(reading),
        *record_files(reading),
        *form_files(reading, settings.forge),
        *data_files(library),
        *data,
        *citations(library, settings),
        *index(),
    )
    return (*known, *aliases.copies(aliases.moves(library), known))


def index_files(library: Library) -> tuple[File, ...]:
    """Give the files of the search."""
    return build_index(documents(library), facets(library))


def data_files(library: Library) -> Iterator[File]:
    """Give the data that pages load beside the search: rows of sheets, cases to compare."""
    for sheet in sheets.SHEETS:
        rows = sheets.tabulate(library, sheet)
        yield File(urls.sheet_rows(sheet.id), sheets.rows_file(sheet, rows))
    yield from comparison_files(library)


def open_data(reading: Reading, settings: Settings) -> tuple[File, ...]:
    """Give what is handed out for programs: records at once and one by one, package and sums."""
    library = reading.library
    made = [*tables.files(library, settings), *records.files(library, settings)]
    made += [package.package(library, settings, made), package.schema_file(settings)]
    return (*made, package.sums(made))


def served_files(
    reading: Reading, settings: Settings, *, preview: bool = False
) -> tuple[File, ...]:
    """Give what only those use who ask a web server: lists, feeds, redirects, crawlers' files.

    A preview is nobody's but its editor's: no crawler is told of it.
    """
    library = reading.library
    known = (
        *records.choice_files(library, settings),
        *feed_files(library, settings),
        *redirect_files(library, settings),
        *(() if preview else notice_files(library, settings)),
    )
    return (*known, *aliases.copies(aliases.moves(library), known))


def map_of(reading: Reading, settings: Settings, pages: Iterable[Page]) -> SitePlan | None:
    """Plan the map of the site; none where its address is not known, since a map names it."""
    root = settings.address
    return plan_sitemap(root, reading.library, pages) if root else None


def case_images(reading: Reading) -> tuple[File, ...]:
    """Give the pictures of all cases, each at its address."""
    by_name = {image.uri: image.content for image in reading.images}
    return tuple(
        File(
            urls.image(case.id, image.file),
            by_name[check.image_name(reading.sources[case.id].file, image)],
        )
        for case in reading.library.cases
        for image in case.images
    )


def record_files(reading: Reading) -> Iterator[File]:
    """Give the record of each case, byte by byte as it was reviewed, for the form and readers.

    Of a withdrawn case the data says no more than that it was.
    """
    for case in reading.library.listed:
        yield File(urls.record(case.id), reading.sources[case.id].raw)


def redirect_files(library: Library, settings: Settings) -> Iterator[File]:
    """Give what web servers need to lead old addresses to the new ones themselves."""
    moved = aliases.moves(library)
    yield File(urls.REDIRECTS, aliases.redirects(moved, settings.address))
    yield File(urls.NGINX_MAP, aliases.nginx_map(moved, settings.address))


def form_files(reading: Reading, forge: Forge) -> Iterator[File]:
    """Give what the form on the page that submits cases must know."""
    files = {case_id: source.file for case_id, source in reading.sources.items()}
    rules = form.rules(reading.library, files, forge.templates())
    yield File(urls.FORM, form.as_bytes(rules))
    regions = form.regions(reading.library.gazetteer)
    yield File(urls.FORM_REGIONS, form.as_bytes(regions))
    yield File(urls.FORM_READINGS, form.as_bytes(form.readings()))


def outside_links(inputs: Inputs) -> tuple[Link, ...]:
    """Give the addresses of sources in all records that can be read."""
    parsed = (parse(source).record for source in inputs.records)
    return tuple(links.links(record for record in parsed if record))


def _remarks(records: Sequence[Record]) -> Iterator[Problem]:
    pairs = duplicates.alike([duplicates.text_of(record.case) for record in records])
    yield from duplicates.check(records, pairs)
    for record in records:
        yield from style.check(record)


def _refused(parsed: Iterable[Parsed], faulty: set[str]) -> tuple[Source, ...]:
    return tuple(one.source for one in parsed if one.record is None or one.source.file in faulty)


def _vocabularies(sources: Iterable[Source]) -> tuple[Vocabularies, list[Problem]]:
    folder_files = sorted(sources, key=lambda one: one.file)
    problems = list(check.check_vocabulary_names([source.file for source in folder_files]))
    read: dict[str, Terms] = {}
    for source in folder_files:
        if source.name in check.VOCABULARY_NAMES:
            read[source.name], found = parse_terms(source)
            problems += found
    problems += check.check_vocabularies(read.values())
    lists = {
        field: read[f"{stem}.yml"].terms
        for field, stem in VOCABULARY_FILES.items()
        if f"{stem}.yml" in read
    }
    return Vocabularies(**lists), problems
