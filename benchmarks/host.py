"""A web server on this machine that does what hosts do: keeps connections, compresses text."""

import gzip
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Final

# The endings of what hosts compress.
TEXT: Final = frozenset({".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv"})
LEVEL: Final = 6


class _Handler(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    # A header and its body leave together: else each answer waits for the reader's kernel.
    wbufsize = -1

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(HTTPStatus.NOT_FOUND)
            return
        compressed = path.suffix in TEXT and "gzip" in self.headers.get("Accept-Encoding", "")
        content = packed(path) if compressed else path.read_bytes()
        self.send_response(HTTPStatus.OK)
        self.send_header("Content-Type", self._type(path))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "max-age=600")
        if compressed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(content)

    def _type(self, path: Path) -> str:
        known = self.guess_type(str(path))
        return f"{known}; charset=utf-8" if known.startswith("text/") else known

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    # A browser opens more connections at once than the five that would be let wait.
    request_queue_size = 64


@cache
def packed(path: Path) -> bytes:
    """Give a file as a host sends it."""
    return gzip.compress(path.read_bytes(), LEVEL)


@contextmanager
def serve(root: Path) -> Iterator[str]:
    """Serve a folder; give its address."""
    handler = partial(_Handler, directory=str(root))
    with _Server(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/"
        finally:
            server.shutdown()
            thread.join()
