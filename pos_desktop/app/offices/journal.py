"""The screen of the journal, wired to the window, the services and the worker for long reads."""

from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.services.office.exports import Exports
from pos_desktop.ui.journal.controller import JournalController
from pos_desktop.ui.journal.export import ExportController
from pos_desktop.ui.journal.screen import JournalScreen


class JournalVisit(Visit):
    """One visit to the journal; files go to the documents of who sits at the machine.

    Attributes: `exporting`.
    """

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        desk, reads = premises.desk, self.long_reads()
        self._controller = JournalController(desk, reads, premises.person, self)
        place = QStandardPaths.StandardLocation.DocumentsLocation
        folder = Path(QStandardPaths.writableLocation(place) or Path.home())
        self.exporting = ExportController(Exports(desk.till), reads, premises.ops, premises.person, folder, self)

    def open(self) -> None:
        """Show what was done today; NOT_ALLOWED where the person has no right."""
        self.require("journal")
        self.screen = JournalScreen(self._controller, self.exporting)
        self._controller.left.connect(self.left)
        self._controller.sound.connect(self.premises.play)
        self.opened.emit()
        self._controller.load()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._controller.refresh()
        self.exporting.refresh()

    def stop(self) -> None:
        """Give up what runs."""
        self.exporting.stop()
