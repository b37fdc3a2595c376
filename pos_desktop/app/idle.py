"""Notices that nobody has touched the till for a while, so that it locks before somebody else does."""

from typing import Final

from PySide6.QtCore import QEvent, QObject, QTimer, Signal

from pos_desktop.ui.scanner import is_of_customers

WARN_MS: Final = 20_000
"""So long before the lock a person is warned."""
_TOUCHES: Final = frozenset({
    QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.MouseMove, QEvent.Type.TouchBegin,
    QEvent.Type.Wheel,
})  # fmt: skip


class Idle(QObject):
    """Install it on the application; `minutes` 0 never locks.

    Signals: `warned()` twenty seconds before, `expired()` when nobody has touched anything for `minutes`.
    """

    warned = Signal()
    expired = Signal()

    def __init__(self, minutes: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wait = minutes * 60_000
        self._warning, self._lock = QTimer(self), QTimer(self)
        for timer, tell in ((self._warning, self.warned), (self._lock, self.expired)):
            timer.setSingleShot(True)
            timer.timeout.connect(tell)
        self.touch()

    def touch(self) -> None:
        """Somebody is there: begin to wait afresh."""
        if self._wait > 0:
            self._warning.start(max(0, self._wait - WARN_MS))
            self._lock.start(self._wait)

    def stop(self) -> None:
        """The window closes."""
        self._warning.stop()
        self._lock.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look on; every event goes its way, and a customer's tap is nobody's at the till."""
        if event.type() in _TOUCHES and not is_of_customers(watched):
            self.touch()
        return False
