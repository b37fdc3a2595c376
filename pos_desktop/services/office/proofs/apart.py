"""Has a second process sweep over journal and rows, which would keep this one from everything else."""

import os
import pickle
import subprocess
import sys
from pathlib import Path
from threading import Event

import pos_desktop
from pos_desktop.services.office.proofs import swift

EVERY = 0.05
"""Seconds after which a wait looks whether it was stopped."""
SWEEP = "--sweep"
"""What a built program is called with when it is to answer; nobody types it."""
_ALONE = f"import sys; sys.path.insert(0, sys.argv[1]); from {swift.__name__} import answer; answer()"


class NoSecondProcess(Exception):
    """There is no other core, none could be started, or it went away without an answer."""


def proved(asked: swift.Asked, stop: Event) -> int:
    """What `swift.proved` tells, told by a process of its own; stopped, it is ended and nothing is left of it.

    Raises:
        Doubt: as `swift.proved` does.
        NoSecondProcess: somebody else has to do it.
    """
    if (os.cpu_count() or 1) < 2 or not sys.executable:
        raise NoSecondProcess
    try:
        with _started() as process:
            try:
                told = _told(process, asked, stop)
            finally:
                process.kill()  # it only reads: nothing is lost
    except OSError as error:
        raise NoSecondProcess from error
    if not told:
        raise NoSecondProcess
    if told == swift.DOUBTED:
        raise swift.Doubt("told by the second process")
    return int(told)


def _started() -> "subprocess.Popen[bytes]":
    """Without site packages, which take longer to find than it takes to load what it needs."""
    root = str(Path(pos_desktop.__file__).parents[1])
    is_built = getattr(sys, "frozen", False)
    command = [sys.executable, SWEEP] if is_built else [sys.executable, "-I", "-S", "-c", _ALONE, root]
    return subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        start_new_session=True, creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    )  # fmt: skip


def _told(process: "subprocess.Popen[bytes]", asked: swift.Asked, stop: Event) -> bytes:
    question: bytes | None = pickle.dumps(asked)
    while not stop.is_set():
        try:
            return process.communicate(question, timeout=EVERY)[0]
        except subprocess.TimeoutExpired:
            question = None  # it is sent, or goes on being sent
    raise swift.Doubt("stopped")
