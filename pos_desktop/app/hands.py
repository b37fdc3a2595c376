"""Hands at the keyboard of a live window, a cashier's and a scanner's: real key events from the bottom of Qt."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

PERSON_MS: Final = 90  # above the scan filter's gap, so that every key counts as a person's
SCANNER_MS: Final = 4
PATIENCE_MS: Final = 10_000
GLANCE_MS: Final = 20


class NotSeen(Exception):
    """What should have come on the screen did not come in time."""


class Hands:
    """Types into whatever has the focus in one window, as the system would."""

    def __init__(self, window: QWidget) -> None:
        self._window = window

    def key(self, key: Qt.Key | str, *, then_wait: int = PERSON_MS) -> None:
        """Press one key and pause as a person does."""
        QTest.keyClick(self._window.windowHandle(), key)
        QTest.qWait(then_wait)

    def type(self, text: str) -> None:
        """Type at a person's pace."""
        for character in text:
            self.key(character)

    def enter(self) -> None:
        """Press Enter."""
        self.key(Qt.Key.Key_Return)

    def scan(self, code: str) -> None:
        """Send a code and Enter as fast as a scanner does."""
        for character in code:
            self.key(character, then_wait=SCANNER_MS)
        self.key(Qt.Key.Key_Return)


def wait_until(seen: Callable[[], object], what: str, *, patience_ms: int = PATIENCE_MS) -> None:
    """Let the window live until `seen` is true.

    Raises:
        NotSeen: with `what`, when it has not become true in time.
    """
    for _ in range(max(1, patience_ms // GLANCE_MS)):
        if seen():
            return
        QTest.qWait(GLANCE_MS)
    raise NotSeen(what)
