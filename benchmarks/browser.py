"""What a reader waits for and loads, in Chromium on a line of 60 ms and 10 Mbit/s."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

BROWSERS: Final = ("chromium", "chromium-browser", "google-chrome")
LATENCY: Final = 60  # milliseconds
BYTES_A_SECOND: Final = 10_000_000 / 8
PATIENCE: Final = 15_000  # milliseconds
# Notes when the first result stands on the page, counted from the beginning of the navigation.
FIRST_RESULT: Final = """
new MutationObserver((_, observer) => {
  if (document.querySelector("#results > li")) {
    observer.disconnect();
    requestAnimationFrame(() => (window.firstResult = performance.now()));
  }
}).observe(document, { childList: true, subtree: true });
"""
# Notes the last key, with which an input method hands over a whole query, and when the first result
# is painted after it.
WATCH_KEYS: Final = """
() => {
  window.lastKey = window.lastPaint = 0;
  document.addEventListener("input", () => {
    window.lastKey = performance.now();
    window.lastPaint = 0;
  }, true);
  new MutationObserver(() => {
    if (document.querySelector("#results > li")) {
      requestAnimationFrame(() => (window.lastPaint ||= performance.now()));
    }
  }).observe(document.getElementById("results"), { childList: true, subtree: true });
}
"""


@dataclass  # without slots: Playwright keeps a mark on an object whose method listens
class Traffic:
    """What a page has loaded: for each request its address, start, bytes and end."""

    started: dict[str, float] = field(default_factory=dict)
    paths: dict[str, str] = field(default_factory=dict)
    pieces: list[tuple[float, str, int]] = field(default_factory=list)
    whole: dict[str, tuple[float, int]] = field(default_factory=dict)

    def listen(self, session: Any) -> None:
        """Begin to count."""
        session.on("Network.requestWillBeSent", self._start)
        session.on("Network.dataReceived", self._piece)
        session.on("Network.loadingFinished", self._finish)
        session.send("Network.enable")

    def bytes(self, below: str = "/", until: float = float("inf")) -> int:
        """Count what has come over the line, headers and all, `until` seconds from the start."""
        if not self.started:
            return 0
        end = min(self.started.values()) + until
        mine = {one for one, path in self.paths.items() if path.startswith(below)}
        done = {one for one, (when, _) in self.whole.items() if when <= end}
        return sum(size for one, (_, size) in self.whole.items() if one in mine & done) + sum(
            size for when, one, size in self.pieces if one in mine - done and when <= end
        )

    def _start(self, event: dict[str, Any]) -> None:
        self.started.setdefault(event["requestId"], event["timestamp"])
        self.paths[event["requestId"]] = urlsplit(event["request"]["url"]).path

    def _piece(self, event: dict[str, Any]) -> None:
        self.pieces.append((event["timestamp"], event["requestId"], event["encodedDataLength"]))

    def _finish(self, event: dict[str, Any]) -> None:
        self.whole[event["requestId"]] = event["timestamp"], int(event["encodedDataLength"])


@contextmanager
def chromium() -> Iterator["Browser"]:
    """Start Chromium; FileNotFoundError or ModuleNotFoundError tells what is missing."""
    from playwright.sync_api import sync_playwright

    executable = chromium_path()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=["--no-sandbox", "--disable-dev-shm-usage"]
        )
        try:
            yield browser
        finally:
            browser.close()


def chromium_path() -> str:
    """Find Chromium."""
    executable = next(filter(None, map(shutil.which, BROWSERS)), None)
    if executable is None:
        raise FileNotFoundError("no Chromium on the path")
    return executable


@contextmanager
def visit(browser: "Browser") -> Iterator[tuple["Page", Traffic]]:
    """Give a page with an empty cache on the slow line, and what it loads."""
    context = browser.new_context()
    page = context.new_page()
    session = context.new_cdp_session(page)
    traffic = Traffic()
    traffic.listen(session)
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    try:
        yield page, traffic
    finally:
        context.close()


@dataclass(frozen=True, slots=True)
class FirstResult:
    """What came before the first result of a query: milliseconds, and bytes of index and all."""

    milliseconds: float
    index: int
    all: int


def first_result(browser: "Browser", site: str, query: str) -> FirstResult | None:
    """Open the address of a query; None where no result is shown."""
    from playwright.sync_api import TimeoutError as Late

    with visit(browser) as (page, traffic):
        page.add_init_script(FIRST_RESULT)
        try:
            page.goto(f"{site}cases/?q={quote(query)}", wait_until="commit")
            page.wait_for_function("window.firstResult", timeout=PATIENCE)
        except Late:
            return None
        shown = float(page.evaluate("window.firstResult"))
        until = shown / 1_000
        return FirstResult(shown, traffic.bytes("/search/", until), traffic.bytes("/", until))


def key_to_result(browser: "Browser", site: str, query: str) -> tuple[float, float] | None:
    """Enter a query on an open page, clear it, and enter it once more.

    Gives the milliseconds from the key that ends the query to the first result, for either time;
    None where no result is shown.
    """
    from playwright.sync_api import TimeoutError as Late

    with visit(browser) as (page, _):
        try:
            page.goto(f"{site}cases/")
            page.evaluate(WATCH_KEYS)
            box = page.locator("main [role=search] [name=q]")
            return _enter(page, box, query), _enter(page, box, query)
        except Late:
            return None


def _enter(page: "Page", box: Any, query: str) -> float:
    box.fill("")
    page.wait_for_function("!document.querySelector('#results > li')", timeout=PATIENCE)
    page.wait_for_load_state("networkidle")
    box.fill(query)
    page.wait_for_function("window.lastPaint", timeout=PATIENCE)
    return float(page.evaluate("lastPaint - lastKey"))


def page_bytes(browser: "Browser", address: str) -> int:
    """Give what a page loads until its reader has come to its end."""
    with visit(browser) as (page, traffic):
        page.goto(address, wait_until="networkidle")
        page.evaluate("window.scrollTo(0, document.body.scrollHeight)")
        page.wait_for_load_state("networkidle")
        return traffic.bytes()
