"""Sums business dates up after the start and after each Z, so that the next report finds them ready."""

from collections.abc import Callable
from threading import Event
from typing import Final

from PySide6.QtCore import QObject, QTimer

from pos_desktop.app.workers import Workers
from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.rollups import Rollups
from pos_desktop.services.till import Till
from pos_desktop.ui.ops import Ops

FIRST_MS: Final = 20_000
"""The till comes first after a start."""


class Summing(QObject):
    """Works on the backups' worker; who asks for a report meanwhile is not kept waiting for more than its own dates."""

    def __init__(self, workers: Workers, desk: Callable[[], Desk | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._stop = desk, Event()
        self._ops = Ops(workers.backups, parent=self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FIRST_MS)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Begin, a while after the window came up."""
        self._timer.start()

    def hear(self, topics: frozenset[str]) -> None:
        """Something was written: a shift may have been closed."""
        if "shift" in topics:
            self.look()

    def look(self) -> None:
        """Sum up what changed."""
        desk = self._desk()
        if desk is not None and not self._stop.is_set():
            self._ops.run(self._work, desk.till)

    def stop(self) -> None:
        """End after the date at hand."""
        self._timer.stop()
        self._stop.set()

    def _work(self, till: Till) -> None:
        """Runs on the worker. What hinders it now is told by the report that needs it."""
        try:
            Rollups(till).refresh(goes_on=lambda: not self._stop.is_set())
        except EnvironmentProblem:
            return
