"""Keeps a data folder for one process while a shop is made in it, and names what is wrong with a folder."""

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

from pos_desktop.core.errors import EnvironmentProblem, Trouble

PATIENCE_SECONDS: Final = 30.0
"""A shop is made in a second; whoever keeps the folder longer has stopped."""

_PAUSE = 0.02
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_TAKEN = {errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK}
_LOCK_FILE = "making.lock"


def folder_problem(folder: Path, error: OSError) -> EnvironmentProblem:
    """What the system's error about a data folder means: DATABASE_FULL or FOLDER_UNUSABLE."""
    trouble = Trouble.DATABASE_FULL if error.errno in _FULL else Trouble.FOLDER_UNUSABLE
    return EnvironmentProblem(trouble, path=str(folder))


def is_there(path: Path) -> bool:
    """Whether a file is in its folder; unlike `exists`, it knows a folder that cannot be looked into.

    Raises:
        EnvironmentProblem: FOLDER_UNUSABLE.
    """
    try:
        path.stat()
    except FileNotFoundError:
        return False
    except (OSError, ValueError) as error:
        raise EnvironmentProblem(Trouble.FOLDER_UNUSABLE, path=str(path.parent)) from error
    return True


@contextmanager
def claimed(folder: Path) -> Iterator[None]:
    """Make the folder if need be, and keep it for the block; who else wants it waits. A dead process keeps nothing.

    What goes wrong with the block's own files is translated too.

    Raises:
        EnvironmentProblem: FOLDER_UNUSABLE, DATABASE_FULL, or DATABASE_LOCKED when another keeps it too long.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _locked(folder):
            yield
    except OSError as error:
        raise folder_problem(folder, error) from error


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    lock = _open(folder)
    try:
        _wait(lock)
        yield
    finally:
        os.close(lock)
        if sys.platform == "win32":
            with suppress(OSError):  # whoever waits for it holds it open, and takes it away after us
                (folder / _LOCK_FILE).unlink()


def _open(folder: Path) -> int:
    """What the lock is held on: the folder itself, so that nothing is left in it; on Windows a file in it."""
    if sys.platform == "win32":
        return os.open(folder / _LOCK_FILE, os.O_RDWR | os.O_CREAT)
    return os.open(folder, os.O_RDONLY)


def _wait(lock: int) -> None:
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not _take(lock):
        if time.monotonic() > deadline:
            raise EnvironmentProblem(Trouble.DATABASE_LOCKED)
        time.sleep(_PAUSE)


def _take(lock: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(lock, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return error.errno not in _TAKEN  # some shares know no locks: there nobody can be kept out
    return True
