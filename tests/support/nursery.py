"""Starts the program's commands as processes forked from an interpreter that has loaded the program already."""

import gc
import os
import pickle
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any, NoReturn

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("pos_desktop.cli", "pos_desktop.services", "printing")
BESIDE = ("pos_desktop.storage.migrations.run", "sqlalchemy.dialects.sqlite", "typer._adapters", "rich.console")
"""What the program loads only when it comes to it, and which costs much."""
LONGEST = 1 << 18
"""Bytes of a request: the words and the environment of one process."""


class Started:
    """A process of the program."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str], streams: tuple[int, int, int]) -> None:
        self._told, told = os.pipe()
        request = pickle.dumps((list(words), dict(env), os.getcwd()))
        socket.send_fds(_nursery(), [request], [*streams, told])
        os.close(told)
        self.pid = int(self._line())
        self.status: int | None = None

    def _line(self, timeout: float = 60) -> str:
        ready, _, _ = select.select([self._told], [], [], timeout)
        assert ready, "the process goes on"
        said = b""
        while not said.endswith(b"\n"):
            more = os.read(self._told, 1)
            assert more, "the nursery is gone"
            said += more
        return said.decode()

    def wait(self, timeout: float = 120) -> int:
        """Its exit status; below zero is the signal that ended it."""
        if self.status is None:
            self.status = os.waitstatus_to_exitcode(int(self._line(timeout)))
            os.close(self._told)
        return self.status

    def kill(self) -> None:
        """End it, whatever it does."""
        if self.status is None:
            with suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGKILL)
            self.wait()


@cache
def _nursery() -> socket.socket:
    """The door to the interpreter that waits; it ends when this process does."""
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    words = [sys.executable, "-m", __name__, str(theirs.fileno())]
    env = {name: value for name, value in os.environ.items() if not name.startswith("POS_")}
    waiting = subprocess.Popen(
        words, pass_fds=[theirs.fileno()], cwd=ROOT, env=env, stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    waiting.returncode = 0  # nobody waits for its end
    theirs.close()
    return ours


def serve(door: socket.socket) -> None:
    """Load the program, then fork a process for each request until nobody is there to ask."""
    for room in ROOMS:
        for module in walk_packages(import_module(room).__path__, f"{room}."):
            import_module(module.name)
    for name in BESIDE:
        import_module(name)
    gc.freeze()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    while True:
        request, streams, *_ = socket.recv_fds(door, LONGEST, 4)
        if not request:
            return
        if os.fork() == 0:
            door.close()
            _watch(pickle.loads(request), streams)
        for stream in streams:
            os.close(stream)


def _watch(request: tuple[list[str], dict[str, str], str], streams: list[int]) -> None:
    """Tell the number and the end of the process that does the work; only that one returns."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    *streams, told = streams
    pid = os.fork()
    if pid == 0:
        os.close(told)
        _live(*request, streams)
    for stream in streams:
        os.close(stream)
    os.write(told, f"{pid}\n".encode())
    os.write(told, f"{os.waitpid(pid, 0)[1]}\n".encode())
    os._exit(0)


def _live(words: list[str], env: dict[str, str], folder: str, streams: list[int]) -> NoReturn:
    """Be the program as though it had just been started."""
    from pos_desktop.__main__ import main

    for place, stream in enumerate(streams):
        os.dup2(stream, place)
        os.close(stream)
    os.environ.clear()
    os.environ.update(env)
    os.chdir(folder)
    sys.argv = ["pos_desktop", *words]
    sys.stdin, sys.stdout = _opened(0, "r"), _opened(1, "w")
    sys.stderr = _opened(2, "w", buffering=1)
    sys.exit(main())


def _opened(number: int, mode: str, **more: Any) -> Any:
    return open(number, mode, encoding="utf-8", newline="\n", closefd=False, **more)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
