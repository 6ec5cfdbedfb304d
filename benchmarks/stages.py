"""One build of ours in this process: `python benchmarks/stages.py CONFIG CASES SITE`.

Prints JSON: each stage with its time and its peak memory, and what was built. The kernel's mark of
the highest resident memory (VmHWM) is set back at the beginning of each stage by writing 5 to
/proc/self/clear_refs; where there is none, a stage has the highest mark so far.
"""

import json
import resource
import sys
import time
from pathlib import Path
from typing import Any

_STARTED = time.perf_counter()

from generator import build  # noqa: E402 # what importing takes is the first stage


class Stages:
    """A reporter that looks at the clock and the memory whenever a stage begins."""

    def __init__(self) -> None:
        self.done: list[dict[str, Any]] = []
        self._begin("启动", _STARTED)

    def stage(self, name: str, total: int | None = None) -> None:  # noqa: ARG002 # the protocol's
        """End the stage before, begin this one."""
        self.end()
        self._begin(name, time.perf_counter())

    def step(self) -> None:
        """Count nothing."""

    def end(self) -> None:
        """End the stage."""
        seconds = time.perf_counter() - self._start
        self.done.append({"name": self._name, "seconds": seconds, "megabytes": _peak() / 1e6})

    def _begin(self, name: str, start: float) -> None:
        self._name, self._start = name, start
        _forget_peak()


def _peak() -> int:
    try:
        status = Path("/proc/self/status").read_text(encoding="ascii")
        line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        return int(line.split()[1]) * 1024
    except (OSError, StopIteration):
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _forget_peak() -> None:
    try:
        Path("/proc/self/clear_refs").write_text("5", encoding="ascii")
    except OSError:
        return


def main() -> None:
    """Build and print."""
    config, cases, site = (Path(argument) for argument in sys.argv[1:])
    stages = Stages()
    summary = build.build(config, stages, cases=cases, site_dir=site)
    stages.end()
    told = {
        "stages": stages.done, "cases": summary.cases, "pages": summary.pages,
        "files": summary.files, "bytes": summary.bytes,
    }  # fmt: skip
    print(json.dumps(told))


if __name__ == "__main__":
    main()
