"""Runs a pure function in a second process, so that a large build uses two cores.

The call and its answer travel as pickles through the pipes of a child that is this same program; no
other process can reach them. A child whose parent dies finds its pipe closed and ends.
"""

import pickle
import subprocess
import sys
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

_P = ParamSpec("_P")
_R = TypeVar("_R")


def start(function: Callable[_P, _R], *args: _P.args, **options: _P.kwargs) -> Callable[[], _R]:
    """Start `function` in a process of its own; what comes back waits for its answer.

    The function and all that it takes and gives can be pickled. Where the child fails, the answer
    is worked out here: only time is lost.
    """
    command = [sys.executable, "-m", "generator.elsewhere"]
    child = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)  # noqa: S603 # ourselves
    try:
        pickle.dump((function, args, options), _pipe(child.stdin))
        _pipe(child.stdin).close()
    except OSError:
        child.kill()

    def answer() -> _R:
        try:
            with child, _pipe(child.stdout) as pipe:
                found: _R = pickle.load(pipe)  # noqa: S301 # from our own child
        except (EOFError, OSError, pickle.UnpicklingError):
            return function(*args, **options)
        return found

    return answer


def _pipe(pipe: Any) -> Any:
    # The type of a pipe allows for none; we asked for both.
    return pipe


def _work() -> None:
    function, args, options = pickle.load(sys.stdin.buffer)  # noqa: S301 # from our own parent
    pickle.dump(function(*args, **options), sys.stdout.buffer)


if __name__ == "__main__":
    _work()
