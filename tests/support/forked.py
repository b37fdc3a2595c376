"""Runs a function in a forked process of its own: a till that may die, be slowed down or have no rights.

The parent must hold no SQLite connection on the child's file: a connection does not survive a fork.
"""

import os
import pickle
import signal
import traceback
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

needs_fork = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork and POSIX signals")
NOBODY = 65_534


@dataclass(frozen=True, slots=True)
class Ended:
    """How a child ended: what it returned, or the signal that killed it."""

    value: Any
    signal: int

    @property
    def was_killed(self) -> bool:
        """Whether it died of SIGKILL rather than of its own."""
        return self.signal == signal.SIGKILL


class Child:
    """A running child; what it writes to `say` comes out of `lines`."""

    def __init__(self, work: Callable[[Callable[[str], None]], Any]) -> None:
        read, write = os.pipe()
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # forking beside threads: the child touches none
            self.pid = os.fork()
        if self.pid == 0:
            os.close(read)
            _live(work, write)
        os.close(write)
        self._read = os.fdopen(read, "rb")

    def kill(self) -> None:
        """Pull the plug."""
        os.kill(self.pid, signal.SIGKILL)

    def first_line(self) -> str:
        """Wait for the child's next line."""
        return self._read.readline().decode().rstrip("\n")

    def end(self) -> tuple[list[str], Ended]:
        """Wait for its end; the lines that were said whole, and how it ended."""
        with self._read:
            said = self._read.read()
        _, status = os.waitpid(self.pid, 0)
        text, _, packed = said.partition(b"\0")
        lines = text.decode().split("\n")[:-1]
        value = pickle.loads(packed) if packed else None
        if isinstance(value, str) and value.startswith("Traceback"):
            raise AssertionError(value)
        return lines, Ended(value, os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0)


def _live(work: Callable[[Callable[[str], None]], Any], write: int) -> None:
    """The child's whole life; never returns."""
    try:
        value = work(lambda line: os.write(write, f"{line}\n".encode()) and None)
    except BaseException:
        value = traceback.format_exc()
    os.write(write, b"\0" + pickle.dumps(value))
    os._exit(0)


def run(work: Callable[[], Any]) -> Any:
    """Run `work` in a child to its end and give what it returned."""
    _, ended = Child(lambda _say: work()).end()
    return ended.value


def as_nobody(work: Callable[[], Any]) -> Any:
    """Run `work` without the rights of root, whom no file mode stops."""

    def without_rights() -> Any:
        if os.geteuid() == 0:
            os.setgid(NOBODY)
            os.setuid(NOBODY)
        return work()

    return run(without_rights)
