"""One site, one server and one browser for all that a reader does."""

import shutil
import subprocess
import sys
import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

ROOT = Path(__file__).parents[2]
# The browser without its windows first: it does the same to a page in half the time.
NAMES = (
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "google-chrome-stable"),
)
# Without these, Chromium talks to its maker's hosts at every start.
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",
)


class Served:
    """A folder served on the loopback address; use it as a context."""

    def __init__(
        self, folder: Path, below: str = "", handler: type[SimpleHTTPRequestHandler] | None = None
    ) -> None:
        root = folder
        for _ in Path(below).parts:
            root = root.parent
        made = partial(handler or _Quiet, directory=str(root))
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), made)
        self.url = f"http://127.0.0.1:{self._server.server_port}/{below}"

    def __enter__(self) -> str:
        threading.Thread(target=self._server.serve_forever, daemon=True).start()
        return self.url

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        pass


def build_site(folder: Path, *options: str) -> Path:
    """Build a site into `folder` with the command that a host runs."""
    command = [sys.executable, "-m", "generator", "build", "--site-dir", str(folder), *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the real library's site."""
    return build_site(tmp_path_factory.mktemp("www") / "a" / "b")


@pytest.fixture(scope="session")
def site(site_dir: Path) -> Iterator[str]:
    """The address of the real library, served below the path /a/b/."""
    with Served(site_dir, "a/b/") as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One headless Chromium."""
    found = next((path for name in NAMES if (path := shutil.which(name))), None)
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=found, args=list(QUIET))
        yield running
        running.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """A fresh tab of a reader with a desk screen."""
    context = browser.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    yield context.new_page()
    context.close()
