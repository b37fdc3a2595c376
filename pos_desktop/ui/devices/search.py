"""State of the search for a printer: what is plugged in, and what listens on a range of addresses; knows no widget."""

from dataclasses import dataclass
from threading import Event

import shiboken6
from PySide6.QtCore import QObject, Qt, Signal

from pos_desktop.ui.devices.port import Outside
from pos_desktop.ui.devices.standing import Asked, of_printer
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from printing.devices.discovery import Found, addresses

PARTS = 1000


@dataclass(frozen=True, slots=True)
class FoundView:
    """A printer that can be chosen."""

    uri: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True)
class SearchView:
    """The sheet; `progress` in thousandths, None when nothing is searched for."""

    rows: tuple[FoundView, ...]
    told: str
    error: str
    progress: int | None


class PrinterSearch(QObject):
    """One search at a time.

    Signals: `opened()`, `changed(SearchView)`, `chosen(str, bool)` a URI, and whether the fallback was looked for.
    """

    opened = Signal()
    changed = Signal(object)
    chosen = Signal(str, bool)
    _came = Signal(object, int, int)

    def __init__(self, outside: Outside, far: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._outside, self._far = outside, far
        self._plugged: tuple[Found, ...] = ()
        self._found: tuple[Found, ...] = ()
        self._stop: Event | None = None
        self._done = self._all = 0
        self._error = ""
        self._has_looked = self._has_searched = self._for_fallback = False
        self._came.connect(self._hear, Qt.ConnectionType.QueuedConnection)

    @property
    def view(self) -> SearchView:
        """The sheet, in the language in force."""
        rows = tuple(FoundView(found.uri, found.name, _detail(found)) for found in (*self._plugged, *self._found))
        progress = None if self._stop is None else PARTS * self._done // max(self._all, 1)
        return SearchView(rows, self._told(), self._error, progress)

    def _told(self) -> str:
        if self._stop is not None:
            return _("Đã thử {done}/{all} địa chỉ…").format(done=self._done, all=self._all)
        if not self._has_looked:
            return _("Đang xem máy in cắm vào máy này…")
        if self._plugged or self._found:
            return _("Chạm vào máy in để chọn.")
        if self._has_searched:
            return _("Không có máy in nào ở các địa chỉ này.")
        return _("Không thấy máy in nào cắm vào máy này.")

    def open(self, *, for_fallback: bool = False) -> None:
        """Look what is plugged in."""
        self._for_fallback, self._has_looked, self._has_searched = for_fallback, False, False
        self._plugged = self._found = ()
        self._error = ""
        self.opened.emit()
        self._far.run(self._outside.plugged, then=self._see)
        self._refresh()

    def _see(self, found: list[Found]) -> None:
        self._plugged, self._has_looked = tuple(found), True
        self._refresh()

    def search(self, range_text: str) -> None:
        """Try a range of addresses."""
        if self._stop is not None:
            return
        self._error = ""
        try:
            self._done, self._all = 0, len(addresses(range_text))
        except ValueError:
            self._error = _("Ghi như 192.168.1.0/24 hoặc 192.168.1.20-60, tối đa 1024 địa chỉ.")
            self._refresh()
            return
        self._found = ()
        stop = self._stop = Event()
        self._far.run(
            self._outside.search, range_text, stop, self._progress(stop), then=lambda found: self._end(stop, found)
        )
        self._refresh()

    def stop(self) -> None:
        """Search no further."""
        if self._stop is not None:
            self._stop.set()

    def choose(self, uri: str) -> None:
        """Take this one."""
        self.stop()
        self.chosen.emit(uri, self._for_fallback)

    def _progress(self, stop: Event) -> "object":
        def tell(done: int, of_all: int) -> None:
            """On the searching thread, which may outlive us for a moment."""
            if shiboken6.isValid(self):
                self._came.emit(stop, done, of_all)

        return tell

    def _hear(self, stop: Event, done: int, of_all: int) -> None:
        if stop is self._stop:
            self._done, self._all = done, of_all
            self._refresh()

    def _end(self, stop: Event, found: list[Found]) -> None:
        if stop is self._stop:
            self._stop, self._found, self._has_searched = None, tuple(found), True
            self._refresh()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._refresh()

    def _refresh(self) -> None:
        self.changed.emit(self.view)


def _detail(found: Found) -> str:
    kinds = {
        "usb": _("Cắm USB"), "serial": _("Cổng COM"), "cups": _("Hàng đợi của hệ điều hành"),
        "windows": _("Hàng đợi của Windows"), "network": _("Trong mạng"),
    }  # fmt: skip
    kind = kinds.get(found.kind, found.kind)
    how = f" · {of_printer(Asked(found.condition)).word}" if found.condition is not None else ""
    return f"{kind} · {found.uri}{how}"
