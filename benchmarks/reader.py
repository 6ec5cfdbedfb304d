"""Measure what readers wait for and load: `python benchmarks/reader.py`.

Builds a synthetic library and the real one, serves them as a host does (text compressed, here), and
opens pages in Chromium with an empty cache on a line of 60 ms and 10 Mbit/s. Lighthouse looks at
pages of the real library, where it is installed. Targets stand beside what was measured.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from statistics import median
from typing import Final

import lighthouse
from browser import chromium, first_result, key_to_result, page_bytes
from host import packed, serve
from measure import CommandError, run

ROOT: Final = Path(__file__).resolve().parents[1]
CONFIG: Final = ROOT / "mkdocs.yml"
ANLIKU: Final = (sys.executable, "-c", "from generator.cli import main; main()")
# Two characters, four, a long phrase, two terms, and one cut out of the middle of words.
QUERIES: Final = ("党员", "应急演练", "先把小事办成，再谈大事", "积分管理 驿站", "织关系转")
SIZE: Final = 1_000
ROUNDS: Final = 3
# So many case pages are opened: those that weigh most.
OPENED: Final = 5
LIGHTHOUSE_PAGES: Final = ("", "cases/huoche-siji-dangjian-shidian/", "cases/")

FIRST_MILLISECONDS: Final = 1_000
FIRST_BYTES: Final = 150_000
KEY_MILLISECONDS: Final = 150
CASE_BYTES: Final = 120_000
CASE_HTML: Final = 60_000


def target(met: bool, text: str) -> str:
    """Give a line that says whether a target is met."""
    return f"{'met   ' if met else 'MISSED'} {text}"


def first_results(site: Path, rounds: int = 1) -> Iterator[str]:
    """Say how long a reader waits for the first result of each query, and what comes before."""
    try:
        with serve(site) as address, chromium() as browser:
            for query in QUERIES:
                found = [first_result(browser, address, query) for _ in range(rounds)]
                shown = [one for one in found if one]
                if len(shown) < rounds:
                    yield target(False, f"first result of “{query}”: none was shown")
                    continue
                wait = median(one.milliseconds for one in shown)
                size = max(one.all for one in shown)
                index = max(one.index for one in shown)
                text = f"first result of “{query}”: {wait:.0f} ms, at most {FIRST_MILLISECONDS};"
                text += f" {size / 1e3:.0f} KB, at most {FIRST_BYTES / 1e3:.0f}"
                met = wait <= FIRST_MILLISECONDS and size <= FIRST_BYTES
                yield target(met, f"{text} ({index / 1e3:.0f} KB under search/)")
    except (ModuleNotFoundError, FileNotFoundError) as error:
        yield f"no browser ({error}); pip install playwright, and Chromium from the system"


def typed(site: Path, rounds: int) -> Iterator[str]:
    """Say how long results take from the last key, with the index at hand and without."""
    with serve(site) as address, chromium() as browser:
        for query in QUERIES:
            found = [key_to_result(browser, address, query) for _ in range(rounds)]
            times = [one for one in found if one]
            if len(times) < rounds:
                yield target(False, f"last key of “{query}”: no result was shown")
                continue
            first, again = (median(one) for one in zip(*times, strict=True))
            text = f"last key of “{query}” to its result: {again:.0f} ms with the index at hand,"
            met = again <= KEY_MILLISECONDS
            yield target(met, f"{text} at most {KEY_MILLISECONDS} ({first:.0f} ms without)")


def case_pages(site: Path) -> Iterator[str]:
    """Say what the largest case pages cost: their own HTML, and all that they load."""
    pages = [one for one in site.glob("cases/*/index.html") if one.parent.name != "page"]
    largest = max(pages, key=lambda one: one.stat().st_size)
    html = largest.stat().st_size
    text = f"largest of {len(pages)} case pages: {html / 1e3:.1f} KB of HTML, at most"
    yield target(html <= CASE_HTML, f"{text} {CASE_HTML / 1e3:.0f} ({largest.parent.name})")
    heaviest = sorted(pages, key=_weight, reverse=True)[:OPENED]
    with serve(site) as address, chromium() as browser:
        sizes = {
            one.parent.name: page_bytes(browser, f"{address}cases/{one.parent.name}/")
            for one in heaviest
        }
    name = max(sizes, key=lambda one: sizes[one])
    text = f"heaviest case page with all that it loads: {sizes[name] / 1e3:.1f} KB, at most"
    yield target(sizes[name] <= CASE_BYTES, f"{text} {CASE_BYTES / 1e3:.0f} ({name})")


def _weight(page: Path) -> int:
    """Give what a case page and its pictures weigh on the line; the rest is the same for all."""
    pictures = (one for one in page.parent.iterdir() if one != page)
    return len(packed(page)) + sum(one.stat().st_size for one in pictures)


def lighthouse_scores(site: Path) -> Iterator[str]:
    """Say how Lighthouse scores three kinds of pages, and what it complains about."""
    program = lighthouse.tool()
    if program is None:
        yield f"Lighthouse is not installed: {lighthouse.INSTALL}"
        return
    with serve(site) as address:
        for score in lighthouse.scores(program, address, LIGHTHOUSE_PAGES):
            least = lighthouse.TARGETS[score.category]
            text = f"Lighthouse {score.screen} {score.page} {score.category}: {score.points},"
            yield target(score.points >= least, f"{text} at least {least}")
            if score.points < least:
                yield from (f"         {complaint}" for complaint in score.complaints)


def build(site: Path, *options: str | Path) -> Path:
    """Build a site with the command that a host runs."""
    run([*ANLIKU, "build", "--config", CONFIG, "--site-dir", site, *options], ROOT)
    return site


def report(folder: Path, size: int, rounds: int, *, with_lighthouse: bool) -> Iterator[str]:
    """Measure everything, in a folder for what is built."""
    cases = folder / "cases"
    run([sys.executable, ROOT / "benchmarks" / "corpus.py", str(size), cases], ROOT)
    large = build(folder / "large", "--cases", cases)
    real = build(folder / "real")
    yield f"\n## {size} synthetic cases"
    yield from first_results(large, rounds)
    yield from typed(large, rounds)
    yield from case_pages(large)
    yield "\n## the real library"
    yield from case_pages(real)
    if with_lighthouse:
        yield from lighthouse_scores(real)


def main(arguments: Sequence[str] | None = None) -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--size", type=int, default=SIZE, metavar="N", help="synthetic cases")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="times are medians over so many")
    parser.add_argument("--no-lighthouse", action="store_true", help="leave Lighthouse out")
    options = parser.parse_args(arguments)
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    print("a reader on 60 ms and 10 Mbit/s with an empty cache; medians, largest bytes")
    try:
        with tempfile.TemporaryDirectory(prefix="anliku-reader-") as name:
            for line in report(
                Path(name),
                options.size,
                options.rounds,
                with_lighthouse=not options.no_lighthouse,
            ):
                print(line)
    except (CommandError, ModuleNotFoundError, FileNotFoundError) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()
