"""Reads codes from a scanner on a serial line, where no input method can change a letter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any, Final, Protocol

READ_SECONDS: Final = 0.2
BAUD: Final = 9600
MOST_BYTES: Final = 256
ENDS: Final = b"\r\n\t"


class Line(Protocol):
    """An open serial line; `read` gives what came within a fifth of a second, b"" for nothing."""

    def read(self, size: int) -> bytes: ...
    def close(self) -> None: ...


@dataclass(frozen=True, slots=True)
class ScannerAddress:
    """Where a scanner is: `COM3`, `/dev/ttyACM0?baud=115200`."""

    device: str
    baud: int = BAUD


def parse_scanner(text: str) -> ScannerAddress | None:
    """Read an address; None for what names no serial line."""
    device, asks, baud = text.strip().partition("?baud=")
    is_device = device.startswith("/dev/") or (device[:3].upper() == "COM" and device[3:].isdigit())
    is_baud = not asks or (baud.isascii() and baud.isdigit() and 3 <= len(baud) <= 7)
    if not (is_device and is_baud and device.isascii() and device.isprintable()):
        return None
    return ScannerAddress(device, int(baud) if asks else BAUD)


class Listening:
    """What one scanner says."""

    def __init__(self, address: ScannerAddress, open_line: Callable[[ScannerAddress], Any] | None = None) -> None:
        self._address, self._open = address, open_line or _opened

    def news(self, is_over: Callable[[], bool]) -> Iterator[bool | str]:
        """True when the line is open, then every code that comes, False when the line is gone or `is_over`."""
        try:
            line = self._open(self._address)
        except (OSError, ValueError):
            yield False
            return
        try:
            yield True
            yield from _codes(line, is_over)
        except OSError:
            pass  # it was unplugged
        finally:
            line.close()
        yield False


def _codes(line: Line, is_over: Callable[[], bool]) -> Iterator[str]:
    heard = bytearray()
    while not is_over():
        byte = line.read(1)
        if byte and byte in ENDS:
            if code := _text(bytes(heard)):
                yield code
            heard.clear()
        elif len(heard) < MOST_BYTES:
            heard += byte


def _text(heard: bytes) -> str:
    """A code; "" for noise."""
    text = heard.decode("utf-8", "replace").strip()
    return text if text.isprintable() and "\ufffd" not in text else ""


def _opened(address: ScannerAddress) -> Line:
    import serial  # slow to import, and most scanners type

    line: Line = serial.Serial(address.device, address.baud, timeout=READ_SECONDS)
    return line
