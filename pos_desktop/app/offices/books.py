"""The books of points, wired to the window, the services and the worker for long reads."""

from functools import partial

from PySide6.QtCore import QObject

from pos_desktop.app.offices.saving import Saving
from pos_desktop.app.offices.slips import promise
from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.services.office.owed import Owing
from pos_desktop.services.office.papers import Papers
from pos_desktop.services.office.proofs.verification import Verification
from pos_desktop.ui.books.controller import BooksController
from pos_desktop.ui.books.proof import ProofController
from pos_desktop.ui.books.screen import BooksScreen
from pos_desktop.ui.books.statements import StatementPorts, StatementsController


class PointBooksVisit(Visit):
    """One look at the books."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        desk, reads = premises.desk, self.long_reads()
        self._controller = BooksController(desk.books, Owing(desk.till), reads, desk.till.today(), self)
        self._proof = ProofController(Verification(desk.till), reads, self)
        papers, by = Papers(desk), premises.person.id
        ports = StatementPorts(
            desk.giving, desk.partners, partial(promise, premises), premises.printer,
            lambda key, tongue: papers.month(key, by, tongue), Saving(premises, self).save,
        )  # fmt: skip
        self._statements = StatementsController(ports, reads, premises.ops, desk.till.today(), self)
        self._statements.toast.connect(premises.window.toast)

    def open(self) -> None:
        """Show today's books; NOT_ALLOWED where the person has nothing to do with them."""
        self.require("reports")
        self.screen = BooksScreen(self._controller, self._proof, self._statements)
        self._controller.left.connect(self.left)
        self.opened.emit()
        self._controller.load()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._controller.refresh()
        self._proof.refresh()
        self._statements.refresh()

    def stop(self) -> None:
        """Give up what runs."""
        self._proof.stop()
