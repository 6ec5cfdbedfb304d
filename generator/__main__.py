"""`python -m generator` is the command `anliku`."""

from generator.cli import main

main()
