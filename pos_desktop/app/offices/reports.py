"""The daily loyalty report, wired to the window, the services and the worker for long reads."""

from datetime import date as Day
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QObject, QTimer
from PySide6.QtGui import QPixmap

from pos_desktop.app.offices.saving import Saving
from pos_desktop.app.offices.slips import promise
from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.cli.cards import write_private
from pos_desktop.cli.report_tables import as_csv
from pos_desktop.insight.tables import Behind
from pos_desktop.services.office.daily_loyalty import DailyLoyalty
from pos_desktop.services.office.loyalty_papers import LoyaltyPapers
from pos_desktop.services.office.loyalty_slip import loyalty_subject
from pos_desktop.services.office.loyalty_workbook import loyalty_workbook
from pos_desktop.services.office.reports.flows import DRAWN
from pos_desktop.services.office.reports.loyalty import LoyaltyFigures
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.reports.cards import CARDS, TILES
from pos_desktop.ui.reports.controller import ReportController
from pos_desktop.wording import _, language

if TYPE_CHECKING:
    from pos_desktop.ui.widgets.chart import Chart

DRAWS: Final = "pyqtgraph"
"""Takes half a second to import: on the worker, so that the window never stands still."""


class ReportVisit(Visit):
    """One visit to the report."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        figures = LoyaltyFigures(premises.desk.till)
        reads = {name: getattr(figures, name) for name in (TILES, *CARDS)}
        person, today = premises.person, premises.desk.till.today
        self._reads = self.long_reads()
        self._controller = ReportController(reads, self._reads, person.id, today, self)
        self._saving = Saving(premises, self)

    def open(self) -> None:
        """Show today, as soon as what draws is there; NOT_ALLOWED where the person has no right."""
        self.require("reports")
        self._reads.run(import_module, DRAWS, then=lambda _module: self._draw_up([]))

    def _draw_up(self, charts: "list[Chart]") -> None:
        """One chart in each turn of the loop, so that the window answers between them; then the screen."""
        from pos_desktop.ui.widgets.chart import Chart

        if len(charts) == len(DRAWN):
            self._show(charts)
            return
        charts.append(Chart())
        QTimer.singleShot(0, self, lambda: self._draw_up(charts))

    def _show(self, charts: "list[Chart]") -> None:
        from pos_desktop.ui.reports.screen import ReportScreen

        self.screen = ReportScreen(self._controller, charts)
        self._controller.left.connect(self.left)
        self._controller.opening.connect(self._open_row)
        self.screen.books_wanted.connect(lambda: self.moving.emit("books", ""))
        self.screen.picture_wanted.connect(self._save_picture)
        self.screen.file_wanted.connect(self._save_workbook)
        self.screen.paper_wanted.connect(self._save_paper)
        self.screen.print_wanted.connect(self._print)
        self.screen.sheet.file_wanted.connect(self._save_table)
        self.opened.emit()
        self._controller.load()

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._controller.refresh()

    def _open_row(self, behind: Behind, key: str) -> None:
        if behind is Behind.MEMBER:
            self.moving.emit("members", key)

    def _save_workbook(self) -> None:
        first, last = self._controller.first, self._controller.last
        if path := self._saving.path(_("Lưu bảng tính"), f"bao-cao-{first:%Y%m%d}-{last:%Y%m%d}.xlsx", "Excel"):
            self._reads.run(self._write_workbook, first, last, path, then=lambda _done: self._saving.say(path))

    def _save_table(self, key: str) -> None:
        table, first, last = self._controller.table(key), self._controller.first, self._controller.last
        if table is not None and (path := self._saving.path(
            _("Lưu bảng tính"), f"{key}-{first:%Y%m%d}-{last:%Y%m%d}.csv", "CSV"
        )):  # fmt: skip
            self._saving.write(path, as_csv(table))

    def _write_workbook(self, first: Day, last: Day, path: Path) -> None:
        """Runs on the worker."""
        till = self.premises.desk.till
        write_private(path, loyalty_workbook(DailyLoyalty(till).range(first, last), till.shop))

    def _save_paper(self) -> None:
        days, person = (self._controller.first, self._controller.last), self.premises.person
        self._reads.run(LoyaltyPapers(self.premises.desk).pdf, *days, person.id, then=self._saving.save)

    def _print(self) -> None:
        """The short form at the till's printer, by its worker."""
        at = self.premises
        if not at.printer:
            at.window.toast(ToastView(ToastKind.WARN, _("Chưa chọn máy in nên không in được")), None)
            return
        subject = loyalty_subject(self._controller.first, self._controller.last, at.person.id)
        told = ToastView(ToastKind.INFO, _("Đang in báo cáo"))
        at.ops.run(promise, at, subject, language(), then=lambda _done: at.window.toast(told, None))

    def _save_picture(self, key: str, picture: QPixmap) -> None:
        path = self._saving.path(_("Lưu ảnh"), f"{key}-{self._controller.last:%Y%m%d}.png", "PNG")
        if path and picture.save(str(path), "PNG"):
            self._saving.say(path)
