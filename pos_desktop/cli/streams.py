"""Standard streams of a command that may be closed, full or left by their reader: told by the status, never lost."""

import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from typing import Any, TextIO

from pos_desktop.core.errors import EnvironmentProblem, Trouble

_UNUSABLE = {0: os.O_WRONLY, 1: os.O_RDONLY, 2: os.O_RDWR}
"""How the null device is opened in a closed stream's place: reading and writing fail there, complaints may go."""


def stand_in() -> None:
    """Fill the places of closed streams, so that neither the database nor the printer gets the number of one."""
    for number, how in _UNUSABLE.items():
        try:
            os.fstat(number)
        except OSError:
            _fill(number, how)
    sys.stdin = sys.stdin or _opened(0, "r")
    sys.stdout = sys.stdout or _opened(1, "w")
    sys.stderr = sys.stderr or _opened(2, "w")


def _fill(number: int, how: int) -> None:
    null = os.open(os.devnull, how)
    if null != number:
        os.dup2(null, number)
        os.close(null)


def _opened(number: int, mode: str) -> Any:
    return open(number, mode, encoding="utf-8", errors="replace", closefd=False)


def lines_of(stream: TextIO) -> Iterator[str]:
    """The lines of standard input.

    Raises:
        EnvironmentProblem: FILE_UNREADABLE when it is closed or breaks.
    """
    try:
        yield from stream
    except OSError as error:
        raise EnvironmentProblem(Trouble.FILE_UNREADABLE, path="<stdin>") from error


def problem_of(error: OSError) -> EnvironmentProblem:
    """What an error of the system means that nobody else has named; without a file it is about the output."""
    return EnvironmentProblem(Trouble.FILE_UNWRITABLE, path=str(error.filename or "<stdout>"))


def drop_unwritten() -> None:
    """Let go of what cannot be written, so that the interpreter does not try again at its end."""
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            with suppress(OSError, ValueError):
                null = os.open(os.devnull, os.O_WRONLY)
                os.dup2(null, stream.fileno())
                os.close(null)
