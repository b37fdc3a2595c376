"""Hands at the keyboard for tests: a scanner and a person, timed by a clock of their own."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from pos_desktop.ui.scanner import ScanFilter, ScanSettings

SCANNER_MS = 5
PERSON_MS = 150


class EventClock:
    """The time of synthetic key events, in milliseconds; moves only when told."""

    def __init__(self) -> None:
        self.now = 1_000_000

    def __call__(self) -> int:
        return self.now


class Hands:
    """Types into a widget as a scanner or as a person; `filter` watches the whole application meanwhile."""

    def __init__(self, settings: ScanSettings | None = None) -> None:
        self.clock = EventClock()
        self.filter = ScanFilter(settings, clock=self.clock)
        self.scans: list[str] = []
        self.refusals: list[str] = []
        self.breaks = 0
        self.filter.scanned.connect(self.scans.append)
        self.filter.refused.connect(self.refusals.append)
        self.filter.broken.connect(self._count_break)
        QApplication.instance().installEventFilter(self.filter)

    def _count_break(self) -> None:
        self.breaks += 1

    def leave(self) -> None:
        """Take the filter off the application."""
        QApplication.instance().removeEventFilter(self.filter)
        self.filter.deleteLater()

    def key(self, widget: QWidget, key: Qt.Key | str, *, after: int = PERSON_MS, **modifiers: object) -> None:
        """Press one key `after` milliseconds."""
        self.clock.now += after
        QTest.keyClick(widget, key, *modifiers.values())

    def scan(
        self,
        widget: QWidget,
        code: str,
        *,
        ends: tuple[Qt.Key, ...] = (Qt.Key.Key_Return,),
        gaps: dict[int, int] | None = None,
    ) -> None:
        """Send a burst; `gaps` gives milliseconds before the character of that index (len(code) = before the end)."""
        slow = gaps or {}
        for index, character in enumerate(code):
            self.key(widget, character, after=slow.get(index, SCANNER_MS if index else PERSON_MS))
        for index, end in enumerate(ends):
            self.key(widget, end, after=slow.get(len(code) + index, SCANNER_MS))

    def type(self, widget: QWidget, text: str) -> None:
        """Type at a person's pace."""
        for character in text:
            self.key(widget, character)
