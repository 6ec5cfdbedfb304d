"""Full-text search for a static site: an index of files that the reader's browser asks itself."""

from generator.search.facets import Choice, Facet
from generator.search.index import Document, build_index

__all__ = ["Choice", "Document", "Facet", "build_index"]
