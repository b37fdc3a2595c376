"""Proves the books on a worker while the till goes on selling: progress, stopping, the verdict line by line."""

from collections.abc import Callable
from threading import Event
from typing import Protocol

from PySide6.QtCore import QObject, Qt, Signal
from shiboken6 import isValid

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.services.office.proofs.beside import Progress
from pos_desktop.services.office.proofs.verification import Verdict
from pos_desktop.ui.books import view as words
from pos_desktop.ui.books.view import ProofView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, number
from pos_desktop.wording.messages import sentence


class Proves(Protocol):
    """The proof of the whole books."""

    def watched(self, on_progress: Progress) -> Verdict | None: ...


class ProofController(QObject):
    """Runs one proof at a time. Signals: `opened()`, `changed(ProofView)`."""

    opened = Signal()
    changed = Signal(object)
    _told = Signal(int, int)

    def __init__(self, proof: Proves, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proof, self._ops = proof, ops
        self._stop, self._run = Event(), 0
        self._tell: Callable[[], ProofView] = words.proof_frame
        self._told.connect(self._progress, Qt.ConnectionType.QueuedConnection)

    @property
    def view(self) -> ProofView:
        """What the sheet shows, in the language in force."""
        return self._tell()

    def start(self) -> None:
        """Prove everything; a proof that still runs is stopped."""
        self._stop.set()
        self._stop = stop = Event()
        self._run += 1
        run = self._run
        self._show(lambda: words.proof_frame(_("Đang tính lại mọi số từ dòng đầu tiên…"), 0))
        self.opened.emit()
        self._ops.run(self._work, stop, then=lambda found: self._done(run, found),
                      failed=lambda error: self._refused(run, error))  # fmt: skip

    def stop(self) -> None:
        """Give up what runs."""
        self._stop.set()

    def refresh(self) -> None:
        """Tell the sheet again, after a switch of language."""
        self.changed.emit(self.view)

    def _work(self, stop: Event) -> Verdict | None:
        """Runs on the worker."""

        def on_progress(done: int, whole: int) -> bool:
            if not stop.is_set():
                self._told.emit(done, whole)
            return not stop.is_set()

        return None if stop.is_set() else self._proof.watched(on_progress)

    def _progress(self, done: int, whole: int) -> None:
        if self.view.progress is None:
            return
        self._show(lambda: words.proof_frame(
            _("Đã xong {done} trong {whole} phần").format(done=number(done), whole=number(whole)),
            done * 1000 // max(1, whole),
        ))  # fmt: skip

    def _done(self, run: int, found: Verdict | None) -> None:
        if not isValid(self) or run != self._run:
            return
        if found is None:
            self._show(lambda: words.proof_frame(_("Đã dừng.")))
        else:
            self._show(lambda: words.proved(found))

    def _refused(self, run: int, error: Exception) -> None:
        if isValid(self) and run == self._run and isinstance(error, Rejected | EnvironmentProblem):
            self._show(lambda: words.proof_frame(sentence(error)))

    def _show(self, tell: Callable[[], ProofView]) -> None:
        self._tell = tell
        self.refresh()
