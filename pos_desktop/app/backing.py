"""Backs the shop up after each Z and tries the newest backup each night, beside everything else and without a word."""

from collections.abc import Callable
from threading import Event
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.app.workers import Workers
from pos_desktop.services.desk import Desk
from pos_desktop.services.till import Till
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.gateways.backup_book import Outcome

EVERY_MS: Final = 10 * 60_000
FIRST_MS: Final = 60_000
"""The till comes first after a start."""
LAST_SECONDS: Final = 20.0
"""How long the program waits, its window gone, for the backup after the Z that closed the day."""


class Backing(QObject):
    """Looks again and again what is due. Signals: `toast(ToastView)` for what failed, once."""

    toast = Signal(object)

    def __init__(self, workers: Workers, desk: Callable[[], Desk | None], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._told = desk, ""
        self._leaving, self._stop = Event(), Event()
        self._workers, self._ops = workers, Ops(workers.backups, parent=self)
        self._timer = QTimer(self)
        self._timer.setInterval(FIRST_MS)
        self._timer.timeout.connect(self.look)
        self._runs = False

    def start(self) -> None:
        """Begin to look."""
        self._timer.start()

    def hear(self, topics: frozenset[str]) -> None:
        """Something was written: a shift may have been closed."""
        if "shift" in topics:
            self.look()

    def look(self) -> None:
        """See what is due, and do it on the worker."""
        self._timer.setInterval(EVERY_MS)
        desk = self._desk()
        if desk is None or self._runs or self._leaving.is_set() or desk.till.shop.is_training:
            return
        self._runs = True
        self._ops.run(self._work, desk.till, then=self._tell, failed=self._failed)

    def stop(self) -> None:
        """Let what was begun come to its end for a while; what takes longer is made at the next start."""
        self._timer.stop()
        self._leaving.set()
        ended = Event()
        self._workers.backups.submit(ended.set)
        ended.wait(LAST_SECONDS)
        self._stop.set()

    def _work(self, till: Till) -> "Outcome | None":
        """Runs on the worker; gives what went wrong."""
        from pos_desktop.services.office.backup.backups import Backups  # with all of cryptography: the till comes first

        backups = Backups(till)
        if backups.is_due():
            backups.make_if_due(lambda _done, _whole: not self._stop.is_set())
        if backups.is_trial_due():
            backups.try_newest(lambda _done, _whole: not self._leaving.is_set())
        state = backups.state()
        return next((last for last in (state.made, state.tried) if last is not None and last.code), None)

    def _tell(self, failed: "Outcome | None") -> None:
        from pos_desktop.services.office.backup.backups import error_of

        self._runs = False
        error = error_of(failed) if failed is not None else None
        if failed is None or error is None or failed.at == self._told:
            return
        self._told = failed.at
        text = _("Sao lưu không được: {why} Xem «Sao lưu» trong menu.").format(why=sentence(error))
        self.toast.emit(ToastView(ToastKind.WARN, text))

    def _failed(self, _error: Exception) -> None:
        """The next look tries again."""
        self._runs = False
