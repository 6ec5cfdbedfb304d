"""Bytes that a reader loads up to the first search result, in Chromium against a local server."""

import gzip
import shutil
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
# What every host compresses on the way; this server does not, so it is counted as if it did.
COMPRESSED: Final = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml"})
PATIENCE: Final = 15_000  # milliseconds


class _Server(ThreadingHTTPServer):
    """Notes the size of every file that it hands out."""

    def __init__(self, root: Path) -> None:
        super().__init__(("127.0.0.1", 0), partial(_Handler, directory=str(root)))
        self.given: list[tuple[str, int]] = []

    def take(self) -> list[tuple[str, int]]:
        """Give what has been noted since the last time."""
        given, self.given = self.given, []
        return given


class _Handler(SimpleHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if path.is_file():
            content = path.read_bytes()
            size = len(gzip.compress(content, 6) if path.suffix in COMPRESSED else content)
            self.server.given.append((urlsplit(self.path).path, size))
        super().do_GET()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


def first_result_bytes(site: Path, queries: Sequence[str]) -> dict[str, tuple[int, int] | None]:
    """Give for each query the bytes under `search/` and all bytes, or None without a result.

    Raises ModuleNotFoundError without Playwright, FileNotFoundError without Chromium.
    """
    from playwright.sync_api import Error, sync_playwright

    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        raise FileNotFoundError("no Chromium on the path")
    found: dict[str, tuple[int, int] | None] = {}
    with _serve(site) as server, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        for query in queries:
            context = browser.new_context()  # with an empty cache
            page = context.new_page()
            server.take()
            try:
                page.goto(f"http://127.0.0.1:{server.server_port}/cases/?q={quote(query)}")
                page.wait_for_selector("#results > li", timeout=PATIENCE)
                given = server.take()
                index = sum(size for path, size in given if path.startswith("/search/"))
                found[query] = index, sum(size for _, size in given)
            except Error:
                found[query] = None
            context.close()
        browser.close()
    return found


@contextmanager
def _serve(root: Path) -> Iterator[_Server]:
    with _Server(root) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
