"""The shop's other reports, wired to the window, the services and the worker for long reads."""

from PySide6.QtCore import QObject

from pos_desktop.app.offices.saving import Saving
from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.cli.report_tables import as_csv, as_workbook
from pos_desktop.insight.tables import Behind
from pos_desktop.services.office.reports.every import Reports
from pos_desktop.ui.figures.controller import FiguresController
from pos_desktop.ui.figures.screen import FiguresScreen
from pos_desktop.wording import _


class FiguresVisit(Visit):
    """One visit to the reports."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        till = premises.desk.till
        self._reads = self.long_reads()
        self._controller = FiguresController(Reports(till), self._reads, premises.person.id, till.today, self)
        self._saving = Saving(premises, self)

    def open(self) -> None:
        """Show today; NOT_ALLOWED where the person has no right."""
        self.require("reports")
        self.screen = FiguresScreen(self._controller)
        self._controller.left.connect(self.left)
        self._controller.opening.connect(self._open_row)
        self.screen.file_wanted.connect(self._save)
        self.opened.emit()
        self._controller.load()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._controller.refresh()

    def _open_row(self, behind: Behind, key: str) -> None:
        if behind is Behind.SALE:
            self.moving.emit("receipts", key)

    def _save(self, kind: str) -> None:
        table, asked = self._controller.found, self._controller.asked
        if table is None:
            return
        name = f"{asked.name}-{asked.first:%Y%m%d}-{asked.last:%Y%m%d}.{kind}"
        if path := self._saving.path(_("Lưu bảng tính"), name, kind.upper()):
            content = as_csv(table) if kind == "csv" else as_workbook(table, self.premises.desk.till.shop)
            self._saving.write(path, content)
