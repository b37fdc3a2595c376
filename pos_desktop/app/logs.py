"""The log file in the data folder's `logs/`, without phones, PINs or card numbers; and the hook for unknown errors."""

import logging
import logging.handlers
import re
import sys
import threading
import traceback
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

MOST_BYTES, KEPT_FILES = 1_000_000, 3
NAME = "pos_desktop"

# Four digits in a row, or more with the marks people write between them: a PIN, a phone, a card, an account.
_SECRET = re.compile(r"\d(?:[ .\-/]?\d){3,}")
# In a traceback the words in quotes are ours, but the last line may hold a person's.
_QUOTED = re.compile(r"(['\"]).*?\1")


def redacted(text: str) -> str:
    """Blot out every run of digits that might be a secret."""
    return _SECRET.sub("####", text)


class _Blotting(logging.Formatter):
    """Formats the message and its traceback without secrets; the time stamp stays."""

    def format(self, record: logging.LogRecord) -> str:
        stamp = self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z")
        text = record.getMessage()
        if record.exc_info:
            text += "\n" + _told(record.exc_info[1])
        return f"{stamp} {record.levelname} {redacted(text)}"


def _told(error: BaseException | None) -> str:
    """Where it happened and what kind of error it was; its message only as far as it holds no values."""
    if error is None:
        return ""
    told = traceback.TracebackException.from_exception(error)
    lines = [*told.stack.format(), f"{type(error).__name__}: {_QUOTED.sub('…', str(error))}"]
    cause = error.__cause__ or error.__context__
    return "".join(lines[:-1]) + lines[-1] + (f"\ncaused by\n{_told(cause)}" if cause else "")


def logger() -> logging.Logger:
    """The program's log."""
    return logging.getLogger(NAME)


def open_log(folder: Path) -> logging.Logger:
    """Start to write `logs/till.log`; where the folder cannot be written, nothing is logged."""
    log = logger()
    log.setLevel(logging.INFO)
    log.propagate = False
    close_log()
    try:
        (folder / "logs").mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = logging.handlers.RotatingFileHandler(
            folder / "logs" / "till.log", maxBytes=MOST_BYTES, backupCount=KEPT_FILES, encoding="utf-8"
        )
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Blotting())
    log.addHandler(handler)
    return log


def close_log() -> None:
    """Close the log file."""
    log = logger()
    for handler in list(log.handlers):
        log.removeHandler(handler)
        handler.close()


class UnknownErrors:
    """Takes every error that nobody foresaw: into the log, then to `tell` with a short code for the shop's helper.

    `tell` is called on whatever thread the error came from.
    """

    def __init__(self, log: logging.Logger, tell: Callable[[str], None]) -> None:
        self._log, self._tell = log, tell
        self._count = 0
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Become the hook of the main thread and of all others."""
        sys.excepthook = self.take
        threading.excepthook = lambda told: self.take(told.exc_type, told.exc_value, told.exc_traceback)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._before

    def take(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None = None) -> None:
        """Log one error and tell of it."""
        if issubclass(kind, KeyboardInterrupt):
            self._before[0](kind, error or kind(), trace)
            return
        self._count += 1
        code = f"{self._count:02d}-{kind.__name__}"
        self._log.error("unknown error %s", code, exc_info=error)
        self._tell(code)
