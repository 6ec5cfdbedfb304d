"""Full-text search for a static site: an index of files that the reader's browser asks itself."""

from generator.search.index import Document, build_index

__all__ = ["Document", "build_index"]
