"""The screen of the journal, wired to the window, the services and the worker for long reads."""

from PySide6.QtCore import QObject

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.ui.journal.controller import JournalController
from pos_desktop.ui.journal.screen import JournalScreen


class JournalVisit(Visit):
    """One visit to the journal."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        self._reads = self.long_reads()
        self._controller = JournalController(premises.desk, self._reads, premises.person, self)

    def open(self) -> None:
        """Show what was done today; NOT_ALLOWED where the person has no right."""
        self.require("journal")
        self.screen = JournalScreen(self._controller)
        self._controller.left.connect(self.left)
        self._controller.sound.connect(self.premises.play)
        self.opened.emit()
        self._controller.load()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._controller.refresh()
