"""The books of points, wired to the window, the services and the worker for long reads."""

from PySide6.QtCore import QObject, Signal

from pos_desktop.app.workers import Workers
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.desk import Desk
from pos_desktop.services.office.owed import Owing
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.books.controller import BooksController
from pos_desktop.ui.books.proof import ProofController
from pos_desktop.ui.books.screen import BooksScreen
from pos_desktop.ui.ops import Ops


class PointBooksVisit(QObject):
    """One look at the books.

    Attributes: `screen`. Signals: `left()`.
    """

    left = Signal()

    def __init__(self, desk: Desk, workers: Workers, ops: Ops, parent: QObject) -> None:
        super().__init__(parent)
        long_reads = Ops(workers.reports, parent=self)
        long_reads.problem.connect(ops.problem)
        self._controller = BooksController(desk.books, Owing(desk.till), long_reads, desk.till.today(), self)
        self._proof = ProofController(Verification(desk.till), long_reads, self)
        self.screen = BooksScreen(self._controller, self._proof)
        self._controller.left.connect(self.left)

    def load(self) -> None:
        """Read today's books."""
        self._controller.load()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._controller.refresh()
        self._proof.refresh()

    def stop(self) -> None:
        """Give up what runs."""
        self._proof.stop()


def may_look(person: Person) -> None:
    """NOT_ALLOWED for who has nothing to do with the books of points."""
    if not person.rights.points:
        raise Rejected(Code.NOT_ALLOWED, right="points")
