"""Asks addresses outside whether they are there: politely, and never as part of a build."""

import datetime
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

import requests

from generator import __version__, disk, links, workspace
from generator.links import Known, Link
from generator.workspace import SurroundingsError

# Seconds between two questions to one host, and until no answer is expected any more.
PAUSE: Final = 2.0
TIMEOUT: Final = 20.0
MOST_REDIRECTS: Final = 5
# Of the file that remembers, in bytes; that of 10,000 addresses is a tenth of it.
_LARGEST: Final = 10_000_000
# From here on a status of HTTP says that something is wrong.
_REFUSED: Final = 400
# A host that says so is left alone for the rest of the run.
_LEAVE_ALONE: Final = frozenset({429, 503})


class Visitor:
    """Asks one address after the other, each host at most once in `pause` seconds."""

    def __init__(self, pause: float = PAUSE, timeout: float = TIMEOUT) -> None:
        self._pause = pause
        self._timeout = timeout
        self._last: dict[str, float] = {}
        self._tired: set[str] = set()
        self._session = requests.Session()
        self._session.max_redirects = MOST_REDIRECTS
        self._session.headers["User-Agent"] = f"anliku/{__version__} (link check of a case library)"

    def ask(self, address: str) -> int:
        """Give the status that an address answers with, 0 where no answer comes.

        `HEAD` first, which costs a host least; where it is refused, the way a browser asks.
        """
        host = urlsplit(address).netloc
        status = 0 if host in self._tired else self._status("HEAD", address, host)
        if status >= _REFUSED and status not in _LEAVE_ALONE:
            status = self._status("GET", address, host)
        if status in _LEAVE_ALONE:
            self._tired.add(host)
        return status

    def _status(self, method: str, address: str, host: str) -> int:
        wait = self._last.get(host, -self._pause) + self._pause - time.monotonic()
        if wait > 0:
            time.sleep(wait)
        try:
            # Streamed: of a page only the head is taken.
            with self._session.request(
                method, address, timeout=self._timeout, allow_redirects=True, stream=True
            ) as answer:
                return answer.status_code
        except (requests.RequestException, ValueError, OSError):
            return 0
        finally:
            self._last[host] = time.monotonic()


def visit(
    found: Sequence[Link],
    memory: Path,
    today: datetime.date,
    ask: Callable[[str], int],
    said: Callable[[str, int], None],
) -> dict[str, Known]:
    """Ask what is due and give what is known of every address of `found`.

    Each answer is kept in the file `memory` at once, so that a run that is stopped loses none.
    Raises SurroundingsError where that file is something else.
    """
    known = _remembered(memory)
    day = today.isoformat()
    for address in links.due([one.address for one in found], known, day):
        known[address] = links.noted(known.get(address), ask(address), day)
        _remember(memory, known)
        said(address, known[address].status)
    return {one.address: known[one.address] for one in found}


def _remember(memory: Path, known: dict[str, Known]) -> None:
    write = disk.replace if memory.exists() else disk.create
    write(memory, links.write_memory(known).encode())


def _remembered(memory: Path) -> dict[str, Known]:
    if not memory.exists():
        return {}
    try:
        return links.read_memory(disk.read_article(memory, _LARGEST).decode())
    except ValueError as error:
        raise SurroundingsError(
            f"{memory} 不是 anliku links 的记录；请换一个，或先移走它"
        ) from error
    except OSError as error:
        raise SurroundingsError(f"无法读取 {memory}：{workspace.reason(error)}") from error
