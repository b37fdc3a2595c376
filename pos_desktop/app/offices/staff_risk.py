"""The screen of staff risk, wired to the window, the services and the worker for long reads."""

from PySide6.QtCore import QObject

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.ui.staff_risk.controller import RiskController
from pos_desktop.ui.staff_risk.screen import RiskScreen


class RiskVisit(Visit):
    """One visit to the report."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        self._controller = RiskController(premises.desk.till, self.long_reads(), premises.person, self)

    def open(self) -> None:
        """Show the last thirty days; NOT_ALLOWED where the person has no right."""
        self.require("reports")
        self.screen = RiskScreen(self._controller)
        self._controller.left.connect(self.left)
        self.opened.emit()
        self._controller.load()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._controller.refresh()
