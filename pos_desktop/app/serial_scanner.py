"""A scanner on a serial line (COM): read on a thread of its own, each line a code."""

import threading
from collections.abc import Callable
from typing import Any, Final

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from pos_desktop.gateways.scanner_lines import Listening, ScannerAddress, parse_scanner

AGAIN_SECONDS: Final = 3.0
Open = Callable[[ScannerAddress], Any]


class SerialScanner(QObject):
    """Listens to one line at a time, and comes back to it when it was unplugged.

    Attributes: `is_there`: the line is open; `address`: None for none.
    Signals: `heard(str)` a code, `changed()` when the line came or went.
    """

    heard = Signal(str)
    changed = Signal()
    _came = Signal(object, object)

    def __init__(self, parent: QObject | None = None, *, open_line: Open | None = None) -> None:
        super().__init__(parent)
        self._open = open_line
        self._stop = threading.Event()
        self.address: ScannerAddress | None = None
        self.is_there = False
        self._came.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def use(self, text: str) -> None:
        """Listen to the line of this address, "" for none; an address that is none is no line."""
        address = parse_scanner(text)
        if address == self.address:
            return
        self._stop.set()
        self.address, self._stop = address, threading.Event()
        self.is_there = False
        if address is not None:
            listening = Listening(address, self._open)
            threading.Thread(target=self._listen, args=(listening, self._stop), name="scanner", daemon=True).start()

    def _listen(self, listening: Listening, stop: threading.Event) -> None:
        """On the thread: it ends within a fifth of a second of `stop`."""
        while not stop.is_set():
            for news in listening.news(stop.is_set):
                self._tell(stop, news)
            stop.wait(AGAIN_SECONDS)

    def _tell(self, stop: threading.Event, news: object) -> None:
        if shiboken6.isValid(self) and not stop.is_set():
            self._came.emit(stop, news)

    def _take(self, stop: threading.Event, news: object) -> None:
        if stop is not self._stop:
            return  # what another line still said
        if isinstance(news, str):
            self.heard.emit(news)
        elif bool(news) is not self.is_there:
            self.is_there = bool(news)
            self.changed.emit()
