"""The screen of stock, wired to the window, the services and a worker for reads."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.cli.cards import write_private
from pos_desktop.services.office.level_export import LevelExport
from pos_desktop.services.office.product_export import ending_of
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.stock.controller import StockController
from pos_desktop.ui.stock.screen import StockScreen
from pos_desktop.ui.window import Target
from pos_desktop.wording import _


class StockVisit(Visit):
    """One visit to the stock.

    Attributes: `controller`.
    """

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        self.controller = StockController(premises.desk, self.long_reads(), premises.ops, premises.person, self)

    def open(self) -> None:
        """Show what is there; NOT_ALLOWED where the person has no right."""
        self.require("stock")
        self.screen = StockScreen(self.controller)
        self.screen.export_wanted.connect(self._export)
        self.controller.left.connect(self.left)
        self.controller.toast.connect(self.premises.window.toast)
        self.controller.sound.connect(self.premises.play)
        self.opened.emit()
        self.controller.load()

    def _export(self) -> None:
        """Write what there is of everything into a file that the person names."""
        kinds = "Excel (*.xlsx);;CSV (*.csv)"
        chosen = QFileDialog.getSaveFileName(self.screen, _("Xuất ra tệp"), "ton-kho.xlsx", kinds)[0]
        if not chosen:
            return
        path, at = Path(chosen), self.premises
        export = LevelExport(at.desk.till)
        at.ops.run(
            lambda: write_private(path, export.levels(ending_of(path), at.person.id)),
            then=lambda _none: at.window.toast(
                ToastView(ToastKind.INFO, _("Đã lưu {file}").format(file=path.name)), None
            ),
        )

    def target(self, lock: Callable[[], None]) -> Target:
        """A code that is read anywhere goes onto the paper that is open, or finds its item."""
        return replace(super().target(lock), scan=self.controller.scan)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.controller.refresh()
