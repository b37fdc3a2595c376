"""What an open line to a printer is, and how it fails."""

from typing import Protocol

HUNG_UP = "printer hung up"

# What waits in a printer's buffer comes out at about 100 mm/s of 80 mm raster.
BYTES_PER_SECOND = 57_600


class PrinterUnreachable(Exception):
    """No line could be opened; `reason` is the system's own words, for the log."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class PrinterBusy(PrinterUnreachable):
    """Another job of this program has the line."""


class PrinterCut(Exception):
    """The line broke or stalled; `sent_bytes` of the piece being written had left this machine."""

    def __init__(self, sent_bytes: int, reason: str = "") -> None:
        super().__init__(f"{reason or 'line lost'} after {sent_bytes} bytes")
        self.sent_bytes = sent_bytes
        self.reason = reason


class Transport(Protocol):
    """An open line to one printer. `can_answer` says that `read` may ever return something."""

    @property
    def can_answer(self) -> bool: ...

    def write(self, payload: bytes) -> None:
        """Send all of `payload`; PrinterCut says how much of it left before the line broke."""

    def read(self, timeout: float) -> bytes:
        """Return what came within `timeout` seconds, at most 64 bytes, b"" if nothing; PrinterCut if hung up."""

    def close(self) -> None:
        """Hang up; PrinterCut if the driver says only now that it failed."""
