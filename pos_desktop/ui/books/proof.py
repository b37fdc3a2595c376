"""Proves the books on a worker while the till goes on selling: progress, stopping, the verdict line by line."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject

from pos_desktop.services.office.proofs.beside import Progress
from pos_desktop.services.office.proofs.verification import Verdict
from pos_desktop.ui.books import view as words
from pos_desktop.ui.books.view import ProofView
from pos_desktop.ui.long_run import LongRun, Words
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, number


class Proves(Protocol):
    """The proof of the whole books."""

    def watched(self, on_progress: Progress) -> Verdict | None: ...


class ProofController(LongRun):
    """Runs one proof at a time. Signals: `opened()`, `changed(ProofView)`."""

    def __init__(self, proof: Proves, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._proof, self._ops = proof, ops
        self._tell: Callable[[], ProofView] = words.proof_frame

    @property
    def view(self) -> ProofView:
        """What the sheet shows, in the language in force."""
        return self._tell()

    def start(self) -> None:
        """Prove everything; a proof that still runs is stopped."""
        self._show(lambda: words.proof_frame(_("Đang tính lại mọi số từ dòng đầu tiên…"), 0))
        self.opened.emit()
        self.run(self._ops, self._proof.watched, then=lambda found: self._show(lambda: words.proved(found)))

    def show_progress(self, done: int, whole: int) -> None:
        """So many parts are proved."""
        if self.view.progress is None:
            return
        self._show(lambda: words.proof_frame(
            _("Đã xong {done} trong {whole} phần").format(done=number(done), whole=number(whole)),
            done * 1000 // max(1, whole),
        ))  # fmt: skip

    def show_stopped(self) -> None:
        """It was given up."""
        self._show(lambda: words.proof_frame(_("Đã dừng.")))

    def show_refused(self, words_of_it: Words) -> None:
        """It could not be done."""
        self._show(lambda: words.proof_frame(words_of_it()))

    def _show(self, tell: Callable[[], ProofView]) -> None:
        self._tell = tell
        self.refresh()
