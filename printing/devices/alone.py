"""Opens a printer's line for one user at a time: two jobs at once would come out as one spoilt paper."""

import threading
from collections.abc import Callable, Hashable
from dataclasses import replace

from printing.devices.address import BadPrinterUri, Cups, Nowhere, Serial, Usb, Win32, parse_uri
from printing.devices.line import PrinterBusy, Transport
from printing.devices.transports import open_transport

BUSY = "another job is being printed there"
_SHARED = (Cups, Win32, Nowhere)
"""Queues keep jobs apart by themselves."""

_locks: dict[Hashable, threading.Lock] = {}


def open_alone(
    uri: str, patience: float | None = None, open_line: Callable[[str], Transport] = open_transport
) -> Transport:
    """Open the line that `uri` names once nobody else of this program has it, until it is closed.

    Args:
        patience: seconds to wait for who has it; None for as long as it takes.

    Raises:
        BadPrinterUri, PrinterUnreachable: as `open_line` has them.
        PrinterBusy: `patience` ended.
    """
    lock = _lock_of(uri)
    if not lock.acquire(timeout=-1 if patience is None else patience):
        raise PrinterBusy(BUSY)
    try:
        return _Alone(open_line(uri), lock)
    except BaseException:
        lock.release()
        raise


def device_of(uri: str) -> Hashable:
    """What `uri` names, however it is written and whatever speed or endpoints it has; `uri` itself where it is none."""
    try:
        address = parse_uri(uri)
    except BadPrinterUri:
        return uri
    match address:
        case Serial(device):
            return Serial(device.casefold(), 0)
        case Usb():
            return replace(address, in_endpoint=0, out_endpoint=0)
    return address


def _lock_of(uri: str) -> threading.Lock:
    device = device_of(uri)
    if isinstance(device, _SHARED):
        return threading.Lock()
    return _locks.setdefault(device, threading.Lock())


class _Alone:
    """A line that lets the next one in when it is closed."""

    def __init__(self, line: Transport, lock: threading.Lock) -> None:
        self._line, self._lock = line, lock
        self._is_open = True

    @property
    def can_answer(self) -> bool:
        return self._line.can_answer

    def write(self, payload: bytes) -> None:
        self._line.write(payload)

    def read(self, timeout: float) -> bytes:
        return self._line.read(timeout)

    def close(self) -> None:
        try:
            self._line.close()
        finally:
            if self._is_open:
                self._is_open = False
                self._lock.release()
