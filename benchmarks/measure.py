"""Run a command as a process of its own; give its wall time and the peak memory of its tree."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

try:
    import psutil
except ModuleNotFoundError:
    psutil = None

LIMIT: Final = 1_800.0
_INTERVAL: Final = 0.05
_MEGABYTE: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Run:
    """What one process took, and what it printed."""

    seconds: float
    megabytes: float
    output: str


class CommandError(Exception):
    """A measured command failed or took longer than the limit."""


def run(command: Sequence[str | Path], folder: Path) -> Run:
    """Run a command in a folder to its end; raises CommandError.

    The peak is the larger of two: what the kernel says of the process and those it waited for (the
    largest of them), and the resident memory of the whole tree, added up every 50 ms.
    """
    words = [str(word) for word in command]
    start = time.perf_counter()
    process = subprocess.Popen(
        words, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        start_new_session=True,
    )  # fmt: skip
    sampler = _Sampler(process.pid)
    sampler.start()
    late = threading.Timer(LIMIT, os.killpg, (process.pid, signal.SIGKILL))
    late.start()
    assert process.stdout is not None  # noqa: S101 # a pipe was asked for
    with process.stdout as pipe:
        output = pipe.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    late.cancel()
    sampler.stop()
    if process.returncode:
        raise CommandError(f"{' '.join(words)}: {process.returncode}\n{output[-2_000:]}")
    peak = max(usage.ru_maxrss * 1024, sampler.peak)
    return Run(seconds, peak / _MEGABYTE, output)


class _Sampler(threading.Thread):
    """Adds up the resident memory of a process and all below it, as long as it lives."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.peak = 0
        self._pid = pid
        self._done = threading.Event()

    def run(self) -> None:
        while psutil and not self._done.wait(_INTERVAL):
            try:
                top = psutil.Process(self._pid)
                tree = [top, *top.children(recursive=True)]
                self.peak = max(self.peak, sum(one.memory_info().rss for one in tree))
            except psutil.Error:
                continue  # one of them ended while it was looked at

    def stop(self) -> None:
        self._done.set()
        self.join()
