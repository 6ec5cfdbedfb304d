"""How a case and its sources are cited: golden references, and what other programs read of them."""

import json
import re
import warnings
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import bibtexparser
import jsonschema
import pytest
import rispy
import yaml
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle
from citeproc import formatter as formatters
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from hypothesis import strategies as st

from generator import urls
from generator.exports import citation_bibtex, citation_csl, citation_gb, citation_ris, scholar
from generator.exports.citation import Entry, Name, entries
from generator.exports.citation_files import FORMS, citations
from generator.model import Case
from generator.related import Likeness
from generator.render.case import case_page
from generator.render.templates import Templates
from generator.settings import CITATION_YEARS, Settings
from tests.factories import ROOT, library, make_case, make_library

GOLDEN = sorted((ROOT / "tests" / "golden" / "citations").glob("*.yml"))
ADDRESS = Settings(site_name="某库", address="https://a.example.cn/b/")
LINE = st.text(
    st.characters(exclude_categories=["C", "Zl", "Zp", "Zs"], include_characters=" "), min_size=1
).map(lambda text: " ".join(text.split()))
FILLED = LINE.filter(bool)


@cache
def golden(path: Path) -> dict[str, Any]:
    """Read a golden reference: a `source` or a `record` with `settings`, and what comes of it."""
    data: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return data


def entry_of(data: dict[str, Any]) -> Entry:
    """Give what a golden reference is about in the neutral form."""
    if "source" in data:
        return entries_of(make_case(sources=[data["source"]]))[1]
    return entries_of(make_case(**data["record"]), Settings(**data["settings"]))[0]


def entries_of(case: Case, host: Settings = ADDRESS) -> tuple[Entry, ...]:
    """Give all that can be cited of a case."""
    return entries(make_library(case), host, case)


def page_of(case: Case, host: Settings = ADDRESS) -> str:
    """Give the page of a case that is alone in its library."""
    alone = make_library(case)
    return case_page(Templates(alone, host), Likeness(alone), case).body


@pytest.mark.parametrize("year", CITATION_YEARS)
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_references_by_the_standard(path: Path, year: int) -> None:
    """A reference reads as GB/T 7714 wants it, with and without the day on which it was read."""
    data = golden(path)
    made = citation_gb.reference(entry_of(data), year)
    read = f"{made.before}{made.access}2026-12-31]{made.after}" if made.access else made.text

    assert data[f"gb_{year}"] == made.text
    assert data.get(f"read_{year}", made.text) == read


@pytest.mark.parametrize("form", ["bib", "ris", "csl"])
@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_references_for_programs(path: Path, form: str) -> None:
    """A reference in each form is the golden one, character by character."""
    data = golden(path)
    entry = entry_of(data)
    made: Any = {
        "bib": citation_bibtex.write([entry]),
        "ris": citation_ris.write([entry]).replace("\r\n", "\n"),
        "csl": citation_csl.item(entry),
    }[form]

    assert data.get(form, made) == made


def test_the_two_editions_differ() -> None:
    """The style of 2025 is another one than that of 2015 for each kind of source with a date."""
    for kind in ("报纸", "网页", "期刊", "图书", "文件", "汇编"):
        entry = Entry("x", kind, "题名", (Name("甲某", is_person=True),), "某刊", "", "2023-03-03")
        new, old = (citation_gb.reference(entry, year).text for year in (2025, 2015))

        assert new != old
        assert not re.search("[,:()]", new)
        assert not re.search("[，：（）]", old)


entry_strategy = st.builds(
    Entry,
    key=st.from_regex("[a-z]{1,8}", fullmatch=True),
    kind=st.sampled_from(["报纸", "网页", "期刊", "图书", "文件", "汇编"]),
    title=FILLED,
    authors=st.lists(
        st.builds(Name, text=FILLED, is_person=st.just(value=False))
        | st.sampled_from([Name("王某", is_person=True), Name("欧阳某", is_person=True)]),
        max_size=5,
    ).map(tuple),
    container=LINE,
    date=st.sampled_from(["", "2023", "2023-03", "2023-03-03"]),
    url=st.sampled_from(["", "https://a.example.cn/%20_~?b=c&d#e"]),
    abstract=LINE,
)


def names_of(entry: Entry) -> list[str]:
    """Give the names of those who wrote something."""
    return [one.text for one in entry.authors]


@settings(max_examples=40)
@given(st.lists(entry_strategy, min_size=1, max_size=3, unique_by=lambda entry: entry.key))
def test_bibtexparser_reads_back(given_entries: list[Entry]) -> None:
    """A BibTeX reader finds each entry with its fields as they were, whatever stands in them."""
    text = citation_bibtex.write(given_entries)
    read = bibtexparser.parse_string(text, append_middleware=[SeparateCoAuthors()])
    assert [] == read.failed_blocks
    assert [entry.key for entry in given_entries] == [one.key for one in read.entries]
    for entry, one in zip(given_entries, read.entries, strict=True):
        fields = {key: field.value for key, field in one.fields_dict.items()}
        told = {"title": entry.title, "abstract": entry.abstract}
        told["organization" if entry.kind == "网页" else "journal"] = entry.container
        for key, value in told.items():
            assert value == untex(fields.get(key, ""))
        assert names_of(entry) == [untex(bare(name)) for name in fields.get("author", [])]
        assert (entry.date, entry.url) == (fields.get("date", ""), fields.get("url", ""))


def bare(name: str) -> str:
    """Take a name out of the braces that keep it whole."""
    return name[1:-1] if name.startswith("{") else name


def untex(text: str) -> str:
    """Read TeX's own characters back, as TeX sets them."""
    words = {"backslash": "\\", "braceleft": "{", "braceright": "}"}
    marks = {"asciitilde": "~", "asciicircum": "^"}
    found = re.compile(r"\\(?:text(\w+)\{\}|([#$%&_]))")
    return found.sub(lambda one: {**words, **marks}[one[1]] if one[1] else one[2], text)


def test_tex_sets_what_was_meant() -> None:
    """A decoder of LaTeX sets the marks that TeX keeps for itself as a reader wrote them."""
    entry = Entry("x", "图书", r"50% #1 $x_2 & a~b \c", (Name("某 and 局", is_person=False),))
    read = bibtexparser.parse_string(
        citation_bibtex.write([entry]), append_middleware=[LatexDecodingMiddleware()]
    )
    fields = read.entries[0].fields_dict

    assert r"50% #1 $x_2 & a~b \c" == fields["title"].value


@settings(max_examples=40)
@given(st.lists(entry_strategy, min_size=1, max_size=3, unique_by=lambda entry: entry.key))
def test_rispy_reads_back(given_entries: list[Entry]) -> None:
    """An RIS reader finds each entry with its fields as they were, each on one line."""
    read = rispy.loads(citation_ris.write(given_entries))
    assert [entry.key for entry in given_entries] == [one["id"] for one in read]
    for entry, one in zip(given_entries, read, strict=True):
        # A comma in a name would part family and given names for an RIS reader.
        assert [name.replace(",", "，") for name in names_of(entry)] == one.get("authors", [])
        assert (entry.title, entry.container, entry.abstract) == (
            one["title"],
            one.get("secondary_title", ""),
            one.get("abstract", ""),
        )
        assert entry.date[:4] == one.get("year", "")
        assert ([entry.url] if entry.url else []) == one.get("urls", [])


@cache
def csl_schema() -> jsonschema.Draft7Validator:
    """Read the schema of CSL once."""
    text = (ROOT / "tests" / "data" / "csl-data.json").read_text(encoding="utf-8")
    return jsonschema.Draft7Validator(json.loads(text))


@settings(max_examples=40)
@given(st.lists(entry_strategy, min_size=1, max_size=3, unique_by=lambda entry: entry.key))
def test_csl_is_valid(given_entries: list[Entry]) -> None:
    """What is written as CSL-JSON keeps to the schema of CSL."""
    made = json.loads(citation_csl.write(given_entries))

    csl_schema().validate(made)
    assert [entry.title for entry in given_entries] == [one["title"] for one in made]


def test_citeproc_reads_back() -> None:
    """A processor of citation styles takes all entries of the library and prints their titles."""
    told = [entry for case in library().cases for entry in entries(library(), ADDRESS, case)]
    with warnings.catch_warnings():
        # The style of the package bears fields newer than the package.
        warnings.simplefilter("ignore")
        source = CiteProcJSON(json.loads(citation_csl.write(told)))
        style = CitationStylesStyle("harvard-cite-them-right", validate=False)
        bibliography = CitationStylesBibliography(style, source, formatters.plain)
        bibliography.register(Citation([CitationItem(entry.key) for entry in told]))
        printed = [str(one) for one in bibliography.bibliography()]

    for entry in told:
        assert any(entry.title in one for one in printed)
        assert all(any(name in one for one in printed) for name in names_of(entry))


def test_files_beside_a_case() -> None:
    """Each case has a file in each form: its page, then its sources."""
    case = make_case(
        sources=[{"title": "甲文", "kind": "报纸"}, {"title": "乙文", "kind": "网页"}],
    )
    made = {file.uri: file.content for file in citations(make_library(case), ADDRESS)}

    forms = [form for _, form in FORMS]
    assert {urls.citation("a-case", form) for form in forms} == set(made)
    assert [
        "某库. 示例：货车司机党建[EB/OL].（2026-11-22）. https://a.example.cn/b/cases/a-case/.",
        "甲文[N].",
        "乙文[EB/OL].",
    ] == made["cases/a-case/cite.txt"].decode().splitlines()


def test_the_year_of_the_standard_is_a_setting() -> None:
    """A host who asks for the style of 2015 gets it in the file and on the page."""
    case = make_case(
        sources=[{"title": "甲文", "publisher": "某报", "published": "2023", "kind": "报纸"}]
    )
    host = replace(ADDRESS, citation_year=2015)
    made = {file.uri: file.content for file in citations(make_library(case), host)}
    page = page_of(case, host)

    assert "甲文[N]. 某报, 2023." == made["cases/a-case/cite.txt"].decode().splitlines()[1]
    assert "7714—2015" in page
    assert "7714—2025" not in page


WITHDRAWN = {
    "status": "withdrawn",
    "added": "2026-11-22",
    "revised": [{"date": "2026-11-23", "note": "来源已撤"}],
}


def test_a_withdrawn_case_is_not_cited() -> None:
    """A withdrawn case has no files and no metadata, and its page says that it cannot be cited."""
    case = make_case(curation=WITHDRAWN)
    told = make_library(case)
    page = page_of(case)

    assert [] == list(citations(told, ADDRESS))
    assert [] == list(scholar.names(told, ADDRESS, case))
    assert "本案例已撤回，不能引用，也不提供下载。" in page
    assert "cite.bib" not in page


def test_what_a_page_says_of_itself() -> None:
    """A page names title, publisher, days, address, summary and tags for Zotero and Scholar."""
    case = make_case(curation={**WITHDRAWN, "status": "published"})
    host = replace(ADDRESS, publisher="某局, 某处; 某科")
    summary = case.summary

    assert [
        ("citation_title", "示例：货车司机党建"),
        ("citation_author", "某局， 某处； 某科"),
        ("citation_publication_date", "2026/11/23"),
        ("citation_online_date", "2026/11/22"),
        ("citation_publisher", "某局, 某处; 某科"),
        ("citation_language", "zh-CN"),
        ("citation_public_url", "https://a.example.cn/b/cases/a-case/"),
        ("citation_fulltext_html_url", "https://a.example.cn/b/cases/a-case/"),
        ("citation_abstract", summary),
        ("DC.title", "示例：货车司机党建"),
        ("DC.creator", "某局, 某处; 某科"),
        ("DC.publisher", "某局, 某处; 某科"),
        ("DC.date", "2026-11-23"),
        ("DC.type", "webpage"),
        ("DC.identifier", "https://a.example.cn/b/cases/a-case/"),
        ("DC.language", "zh-CN"),
        ("DC.subject", "货车司机"),
        ("DC.rights", "https://creativecommons.org/licenses/by/4.0/"),
    ] == list(scholar.names(make_library(case), host, case))


def test_no_address_is_made_up() -> None:
    """Where the host set no address, a page names none, and its id stands for it."""
    case = make_case()
    told = dict(scholar.names(make_library(case), Settings(site_name="某库"), case))

    assert "a-case" == told["DC.identifier"]
    assert "citation_public_url" not in told
    assert not [value for value in told.values() if "cases/a-case" in value]


# Zotero's translators as far as they touch what a page here says: Embedded Metadata
# (HIGHWIRE_MAPPINGS, processHighwireCreators) and the types of RDF (detectType).
_HIGHWIRE = {
    "citation_title": "title",
    "citation_publication_date": "date",
    "citation_publisher": "publisher",
    "citation_abstract": "abstractNote",
    "citation_public_url": "url",
    "citation_language": "language",
}
_DECIDES = {
    "citation_journal_title",
    "citation_technical_report_institution",
    "citation_conference_title",
    "citation_conference",
    "citation_book_title",
    "citation_inbook_title",
    "citation_dissertation_institution",
}
_ZOTERO_TYPES = {"webpage", "journalArticle", "newspaperArticle", "report", "book", "document"}


def as_zotero(pairs: list[tuple[str, str]]) -> dict[str, Any]:
    """Take a page as Zotero's translators do."""
    known = dict(reversed(pairs))  # the first one counts
    assert not _DECIDES & known.keys()
    guess = "journalArticle" if "citation_title" in known else "webpage"
    told = known.get("DC.type", "")
    item: dict[str, Any] = {"itemType": told if told in _ZOTERO_TYPES else guess}
    item |= {field: known[name] for name, field in _HIGHWIRE.items() if name in known}
    authors = [value for name, value in pairs if name == "citation_author"]
    item["creators"] = [part for one in authors for part in re.split(r"\s*;\s*", one)]
    item["tags"] = [value for name, value in pairs if name == "DC.subject"]
    return item


def test_zotero_takes_a_page_as_it_is() -> None:
    """Zotero makes a web page of a case, dated, signed and addressed as the files beside it are."""
    case = make_case(curation={**WITHDRAWN, "status": "published"})
    told = make_library(case)
    [page, _] = entries(told, ADDRESS, case)
    item = as_zotero(list(scholar.names(told, ADDRESS, case)))

    assert {
        "itemType": "webpage",
        "title": page.title,
        "creators": names_of(page),
        "date": page.date.replace("-", "/"),
        "url": page.url,
        "abstractNote": page.abstract,
        "language": "zh-CN",
        "publisher": "某库",
        "tags": list(page.keywords),
    } == item
