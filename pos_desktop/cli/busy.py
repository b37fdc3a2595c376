"""Tells whether another program keeps a SQLite file for itself, without opening it as a database."""

import time
from contextlib import suppress
from pathlib import Path
from typing import Final

_SHARED: Final = (0x4000_0000 + 2, 510)
"""Where a reader locks the file; only a program that keeps all of it for itself stands in the way."""

_WRITER: Final = (120, 1)
"""Where a writer locks the index beside a write-ahead log (sqlite.org/walformat.html, 2.3)."""

_PAUSE = 0.05


def is_busy(path: Path, patience: float) -> bool:
    """Whether the file stays locked for `patience` seconds; False on systems that cannot be asked.

    A look for which the journal is not needed takes no lock of its own, and would see a file that is being written.
    """
    deadline = time.monotonic() + patience
    index = path.with_name(path.name + "-shm")
    while _is_locked(path, *_SHARED) or _is_locked(index, *_WRITER):
        if time.monotonic() >= deadline:
            return True
        time.sleep(_PAUSE)
    return False


def _is_locked(path: Path, start: int, length: int) -> bool:
    try:
        import fcntl
    except ImportError:
        return False
    with suppress(FileNotFoundError, PermissionError), path.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, length, start)
        except OSError:
            return True
    return False
