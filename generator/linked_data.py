"""What a page says of itself to machines as JSON-LD, in the words of schema.org.

Only what the record and the host say: where the site's address or its publisher is not known, all
that would name them is left out.
"""

from collections.abc import Container, Iterable, Sequence
from typing import Any, Final

from generator import urls
from generator.exports.package import RESOURCES
from generator.library import Library, revised_on
from generator.model import Case, Period, Source
from generator.settings import LANGUAGE, LICENCE_ADDRESS, Settings

CONTEXT: Final = "https://schema.org"

Node = dict[str, Any]
# The steps to a page as it shows them: the name and the page of each, the page itself last.
Trail = Sequence[tuple[str, str]]


def graph(nodes: Iterable[Node]) -> Node:
    """Put what is said into one object."""
    return {"@context": CONTEXT, "@graph": [_known(node) for node in nodes]}


def article(library: Library, settings: Settings, case: Case) -> Node:
    """Give a case as an article of this library, and what it rests on."""
    address = urls.in_full(settings.address, urls.case(case.id))
    return {
        "@type": "Article",
        "@id": f"{address}#article" if address else None,
        "identifier": case.id,
        "headline": case.title,
        "abstract": case.summary,
        "inLanguage": LANGUAGE,
        "datePublished": case.curation.added,
        "dateModified": revised_on(case),
        "articleSection": case.domain,
        "keywords": [tag.name for tag in library.tags_of(case)],
        "about": [
            _named("Organization", one.name) for one in case.organizations if one.role == "实施"
        ],
        "spatialCoverage": [
            _named("Place", library.gazetteer.full_name(region.code))
            for region in library.regions_of(case)
        ],
        "temporalCoverage": _interval(case.period) if case.period else None,
        "isBasedOn": [_source(one) for one in case.sources],
        "publisher": _publisher(settings),
        "license": LICENCE_ADDRESS,
        "image": urls.in_full(settings.address, urls.picture(case.id)),
        "url": address,
        "mainEntityOfPage": address,
    }


def breadcrumbs(settings: Settings, trail: Trail) -> list[Node]:
    """Give the steps to a page, which are addresses in full or nothing."""
    if not settings.address:
        return []
    steps = [
        {
            "@type": "ListItem",
            "position": number,
            "name": name,
            "item": urls.absolute(settings.address, page),
        }
        for number, (name, page) in enumerate(trail, 1)
    ]
    return [{"@type": "BreadcrumbList", "itemListElement": steps}]


def website(settings: Settings) -> list[Node]:
    """Give the site and its search, which have an address or are none."""
    if not settings.address:
        return []
    search = urls.absolute(settings.address, urls.CASES)
    return [
        {
            "@type": "WebSite",
            "@id": f"{settings.address}#website",
            "url": settings.address,
            "name": settings.site_name,
            "description": settings.description,
            "inLanguage": LANGUAGE,
            "publisher": _publisher(settings),
            "license": LICENCE_ADDRESS,
            "potentialAction": {
                "@type": "SearchAction",
                "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{words}}"},
                "query-input": "required name=words",
            },
        }
    ]


def dataset(library: Library, settings: Settings, description: str, files: Container[str]) -> Node:
    """Give all records as a set of data, with those of its `files` that are there."""
    address = urls.in_full(settings.address, urls.DATA)
    return {
        "@type": "Dataset",
        "@id": f"{address}#dataset" if address else None,
        "name": f"{settings.site_name}数据",
        "description": description,
        "inLanguage": LANGUAGE,
        "dateModified": library.newest,
        "license": LICENCE_ADDRESS,
        "isAccessibleForFree": True,
        "creator": _publisher(settings),
        "publisher": _publisher(settings),
        "url": address,
        "distribution": [
            {
                "@type": "DataDownload",
                "contentUrl": urls.absolute(settings.address, one.uri),
                "encodingFormat": one.media,
            }
            for one in RESOURCES
            if settings.address and one.uri in files
        ],
    }


def _source(source: Source) -> Node:
    return _known(
        {
            "@type": "CreativeWork",
            "name": source.title,
            "url": source.url,
            "datePublished": source.published,
            "publisher": _named("Organization", source.publisher),
        }
    )


def _interval(time: Period) -> str:
    """Say a time as ISO 8601-2 does, an open end as two dots: `2022-03/..`."""
    start, end = time.start or "..", time.end or ".."
    return start if start == end else f"{start}/{end}"


def _named(kind: str, name: str | None) -> Node | None:
    return {"@type": kind, "name": name} if name else None


def _publisher(settings: Settings) -> Node | None:
    return _named("Organization", settings.publisher)


def _known(node: Node) -> Node:
    """Leave out what is not known."""
    return {name: value for name, value in node.items() if value not in (None, "", [])}
