"""anliku: a generator of public case libraries, from YAML records to a searchable static site."""

__version__ = "0.1.0"
