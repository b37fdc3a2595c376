"""Asks the bank for a transfer that is waited for: on a worker of its own, again and again, never twice at once."""

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.core.errors import EnvironmentProblem
from pos_desktop.core.ids import Id
from pos_desktop.services.desk import Desk
from pos_desktop.services.selling.transfers import Awaited, Enquiry, Told
from pos_desktop.ui.ops import Ops
from pos_desktop.wording.messages import sentence

POLL_MS = 3_000
AFTER_MS = 60_000
"""How often what may still come late is asked for, once nothing is on show any more."""


class BankWatch(QObject):
    """Watches one transfer at a time; `outside` is the worker that talks to the bank.

    Signals: `seen(Awaited)` after every look; `troubled(str)` with what keeps the bank from being asked, "" when it
    answered; `late()` when money came for what nobody waits for any more.
    """

    late = Signal()
    seen = Signal(object)
    troubled = Signal(str)

    def __init__(self, desk: Desk, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.outside = ops
        self._desk, self._ops = desk, ops
        self._watched: Id | None = None
        self._asking = False
        self._again = QTimer(self, singleShot=True, timeout=self.ask)

    def start(self, tender_id: Id) -> None:
        """Watch this one, and look at once."""
        self._watched = tender_id
        self.ask()

    def stop(self) -> None:
        """Nothing is on show any more; what comes late is heard of all the same."""
        self._watched = None
        self._again.start(AFTER_MS)

    def ask(self) -> None:
        """Ask now; a question that is on its way is enough."""
        if not self._asking:
            self._asking = True
            self._again.stop()
            self._ops.run(self._desk.transfers.enquiry, then=self._enquired, failed=self._failed)

    def _enquired(self, enquiry: Enquiry | None) -> None:
        if enquiry is not None:
            self.outside.run(enquiry.ask, then=self._told, failed=self._failed)
        elif self._watched:
            self._look()
        else:
            self._rest(0)

    def _told(self, told: Told) -> None:
        self.troubled.emit("")
        self._ops.run(self._desk.transfers.heard, told, then=self._heard, failed=self._failed)

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, EnvironmentProblem) and self._watched:
            self.troubled.emit(sentence(problem))
        self._rest(POLL_MS if self._watched else AFTER_MS)

    def _heard(self, changed: tuple[Id, ...]) -> None:
        if any(tender_id != self._watched for tender_id in changed):
            self.late.emit()
        if self._watched:
            self._look()
        else:
            self._rest(AFTER_MS)

    def _look(self) -> None:
        self._ops.run(self._desk.transfers.look, self._watched, then=self._looked, failed=self._failed)

    def _looked(self, awaited: Awaited) -> None:
        self._rest(POLL_MS if awaited.is_told else 0)
        if awaited.id == self._watched:
            self.seen.emit(awaited)

    def _rest(self, ms: int) -> None:
        """Let some time pass; none at all where nobody can be asked."""
        self._asking = False
        if ms:
            self._again.start(ms)
