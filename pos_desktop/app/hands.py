"""Hands at the keyboard of a live window, a cashier's and a scanner's: real key events from the bottom of Qt."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

PERSON_MS: Final = 90  # above the scan filter's gap, so that every key counts as a person's
PATIENCE_MS: Final = 10_000
GLANCE_MS: Final = 5


class NotSeen(Exception):
    """What should have come on the screen did not come in time."""


class Hands:
    """Types into whatever has the focus in one window, as the system would."""

    def __init__(self, window: QWidget, *, person_ms: int = PERSON_MS) -> None:
        self._window, self._person_ms = window, person_ms

    def key(self, key: Qt.Key | str, *, then_wait: int | None = None) -> None:
        """Press one key and pause as a person does, or for so many milliseconds."""
        self._press(key)
        wait(self._person_ms if then_wait is None else then_wait)

    def _press(self, key: Qt.Key | str) -> None:
        QTest.keyClick(self._window.windowHandle(), key)  # type: ignore[arg-type] # the stubs forget characters

    def type(self, text: str) -> None:
        """Type at a person's pace."""
        for character in text:
            self.key(character)

    def enter(self) -> None:
        """Press Enter."""
        self.key(Qt.Key.Key_Return)

    def scan(self, code: str, *, then_wait: int | None = None) -> None:
        """Send a code and Enter as fast as a scanner does; nothing of ours runs between its keys."""
        for character in code:
            self._press(character)
        self.key(Qt.Key.Key_Return, then_wait=then_wait)


def wait(ms: int) -> None:
    """Let the window live for a while; unlike QTest.qWait this lets the workers' Python run too."""
    loop = QEventLoop()
    QTimer.singleShot(ms, loop.quit)
    loop.exec()


def wait_until(seen: Callable[[], object], what: str, *, patience_ms: int | None = None) -> None:
    """Let the window live until `seen` is true.

    Raises:
        NotSeen: with `what`, when it has not become true in time.
    """
    for _ in range(max(1, (patience_ms or PATIENCE_MS) // GLANCE_MS)):
        if seen():
            return
        wait(GLANCE_MS)
    raise NotSeen(what)
