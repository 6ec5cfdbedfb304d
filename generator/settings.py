"""What the host sets in `mkdocs.yml`, as far as pages and files need it."""

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from generator.forge import NONE, Forge

# The years of GB/T 7714 that citations can follow; -2025 is in force since 2026-07-01.
CITATION_YEARS: Final = (2015, 2025)


@dataclass(frozen=True, slots=True)
class Settings:
    """What the host sets; what is empty is not shown anywhere, and nothing is made up for it."""

    site_name: str = "案例库"
    description: str = ""
    # The address that the site is published under, ending in "/"; where it is empty, nothing on
    # the site can name an address in full.
    address: str = ""
    publisher: str = ""
    contact: str = ""
    icp: str = ""
    police: str = ""
    # The code that a government website is registered under (政府网站标识码), ten characters.
    site_id: str = ""
    # Where to report a weakness of the site, and until which day that holds (RFC 9116).
    security_contact: str = ""
    security_expires: str = ""
    # The year of GB/T 7714, one of CITATION_YEARS.
    citation_year: int = 2025
    # Where the records are kept, for the form.
    forge: Forge = NONE
    # For a copy that is opened from disk, where no link to a folder finds its index.
    to_files: bool = False

    @property
    def domain(self) -> str:
        """The host name of the site, empty where the address is."""
        return urlsplit(self.address).hostname or ""
