"""Build synthetic libraries with our generator and with others: `python benchmarks/bench.py`.

Every build is a process of its own. A round builds once with each engine, one after the other, so
that noise hits all; figures are medians over the rounds. Targets stand beside what was measured.
"""

import argparse
import datetime
import json
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Final

import oracle
from measure import CommandError, Run, run
from reader import ANLIKU, CONFIG, ROOT, first_results, target
from rivals import Rival, rivals

OURS: Final = "anliku"
RIVALS_UP_TO: Final = 1_000
ROUNDS: Final = 3
CHECKS: Final = 5

MATERIAL_SHARE: Final = 0.2
MEGABYTES: Final = 400
GROWTH: Final = 3.2
CHECK_SECONDS: Final = 1.5
LARGE: Final = 10_000
LARGE_CHECK_SECONDS: Final = 20


@dataclass(slots=True)
class Figures:
    """What one engine took for one size, round by round."""

    seconds: list[float] = field(default_factory=list)
    megabytes: list[float] = field(default_factory=list)
    bytes: int = 0
    told: list[dict[str, Any]] = field(default_factory=list)

    def note(self, runs: Sequence[Run]) -> None:
        """Add a build, which may be several commands."""
        self.seconds.append(sum(one.seconds for one in runs))
        self.megabytes.append(max(one.megabytes for one in runs))

    @property
    def time(self) -> float:
        """The median time."""
        return median(self.seconds)

    @property
    def memory(self) -> float:
        """The median peak memory in megabytes."""
        return median(self.megabytes)


def compare(size: int, folder: Path, engines: Sequence[Rival], rounds: int) -> dict[str, Figures]:
    """Build a library of `size` with ours and the others, `rounds` times."""
    cases = folder / "cases"
    run([sys.executable, ROOT / "benchmarks" / "corpus.py", str(size), cases], ROOT)
    if engines:
        markdown = folder / "markdown"
        run([*ANLIKU, "export", "--markdown", markdown, "--cases", cases, "--config", CONFIG], ROOT)
        for number, rival in enumerate(engines):
            (folder / str(number)).mkdir()
            rival.lay_out(markdown, folder / str(number))
    figures = {name: Figures() for name in (OURS, *(rival.name for rival in engines))}
    for _ in range(rounds):
        _build_ours(cases, folder / "site", figures[OURS])
        for number, rival in enumerate(engines):
            _build_rival(rival, folder / str(number), figures[rival.name])
    return figures


def _build_ours(cases: Path, site: Path, figures: Figures) -> None:
    built = run([sys.executable, ROOT / "benchmarks" / "stages.py", CONFIG, cases, site], ROOT)
    told = json.loads(built.output.splitlines()[-1])
    figures.note([built])
    figures.told.append(told)
    figures.bytes = told["bytes"]


def _build_rival(rival: Rival, folder: Path, figures: Figures) -> None:
    site = folder / rival.site
    shutil.rmtree(site, ignore_errors=True)
    for cache in folder.glob(".cache"):
        shutil.rmtree(cache)
    figures.note([run(command, folder) for command in rival.commands])
    figures.bytes = sum(path.stat().st_size for path in site.rglob("*") if path.is_file())


def table(size: int, figures: dict[str, Figures]) -> Iterator[str]:
    """Say what was measured for one size."""
    ours = figures[OURS]
    told = ours.told[-1]
    yield f"\n## {size} cases: {told['pages']} pages, {told['files']} files"
    yield f"{'':34}{'time s':>9}{'ours':>10}{'peak MB':>9}{'site MB':>9}"
    for name, one in figures.items():
        ratio = f"1 : {one.time / ours.time:.1f}"
        yield f"{name:34}{one.time:9.2f}{ratio:>10}{one.memory:9.0f}{one.bytes / 1e6:9.1f}"
    yield "our stages"
    for number, stage in enumerate(told["stages"]):
        seconds = median(one["stages"][number]["seconds"] for one in ours.told)
        memory = median(one["stages"][number]["megabytes"] for one in ours.told)
        name = f"  {stage['name']}"
        yield f"{name}{' ' * (34 - len(name.encode('gb18030')))}{seconds:9.2f}{memory:17.0f}"


def check_time(cases: Path) -> float:
    """Give the median wall time of `anliku check`, process start and all."""
    return median(run([*ANLIKU, "check", cases], ROOT).seconds for _ in range(CHECKS))


def large_check(folder: Path) -> str:
    """Hold the target for checking a library larger than is ever built here; once, not a median."""
    cases = folder / "cases"
    run([sys.executable, ROOT / "benchmarks" / "corpus.py", str(LARGE), cases], ROOT)
    done = run([*ANLIKU, "check", cases], ROOT)
    text = f"`anliku check` of {LARGE} takes {done.seconds:.1f} s, under {LARGE_CHECK_SECONDS}"
    return target(done.seconds < LARGE_CHECK_SECONDS, f"{text}; peak {done.megabytes:.0f} MB")


def real_site_time(folder: Path) -> float:
    """Give the time of building the real library over a site that stands, as `make site` does."""
    command: list[str | Path] = [*ANLIKU, "build", "--config", CONFIG]
    command += ["--site-dir", folder / "real"]
    run(command, ROOT)
    return run(command, ROOT).seconds


def build_targets(figures: dict[str, Figures]) -> Iterator[str]:
    """Hold the targets for 1,000 cases."""
    ours = figures[OURS]
    for name, one in figures.items():
        if name == OURS:
            continue
        share = MATERIAL_SHARE if name.startswith("Material") else 1.0
        text = f"time is {ours.time / one.time:.2f} of {name}'s, at most {share}"
        yield target(ours.time <= share * one.time, text)
    yield target(ours.memory < MEGABYTES, f"peak {ours.memory:.0f} MB, under {MEGABYTES}")


def main() -> None:
    """Read the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1_000, 3_000], metavar="N")
    parser.add_argument("--rounds", type=int, default=ROUNDS, help="up to 1,000; above, one")
    parser.add_argument(
        "--beside", nargs="*", metavar="NAME", help="only engines whose name begins so; or none"
    )
    options = parser.parse_args()
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    engines, missing = rivals()
    if options.beside is not None:
        engines = [one for one in engines if one.name.startswith(tuple(options.beside))]
    day = datetime.date.today().isoformat()
    print(
        f"{day}, Python {sys.version.split()[0]}, {os.cpu_count()} cores; medians, peak memory by"
    )
    print("process tree; by stage from VmHWM, set back as the stage begins")
    for line in missing:
        print(f"not measured beside {line}")
    times: dict[int, float] = {}
    try:
        for size in options.sizes:
            _one_size(size, engines, options.rounds, times)
        with tempfile.TemporaryDirectory(prefix="anliku-bench-") as name:
            print(f"\nthe real library, second build: {real_site_time(Path(name)):.2f} s")
    except CommandError as error:
        sys.exit(str(error))
    if {1_000, 3_000} <= times.keys():
        growth = times[3_000] / times[1_000]
        print(target(growth < GROWTH, f"3,000 take {growth:.2f} times 1,000, under {GROWTH}"))
        with tempfile.TemporaryDirectory(prefix="anliku-bench-") as name:
            print(large_check(Path(name)))


def _one_size(size: int, engines: Sequence[Rival], rounds: int, times: dict[int, float]) -> None:
    large = size > RIVALS_UP_TO
    with tempfile.TemporaryDirectory(prefix="anliku-bench-") as name:
        folder = Path(name)
        figures = compare(size, folder, () if large else engines, 1 if large else rounds)
        times[size] = figures[OURS].time
        print("\n".join(table(size, figures)))
        if size == RIVALS_UP_TO:
            print("\n".join(build_targets(figures)))
            seconds = check_time(folder / "cases")
            text = f"`anliku check` of {size} takes {seconds:.2f} s, under {CHECK_SECONDS}"
            print(target(seconds < CHECK_SECONDS, text))
        print("\n".join(first_results(folder / "site")))
        print("\n".join(oracle.lines(folder / "cases")))


if __name__ == "__main__":
    main()
