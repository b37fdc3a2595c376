"""The screen of stock, wired to the window, the services and a worker for reads."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.ui.stock.controller import StockController
from pos_desktop.ui.stock.screen import StockScreen
from pos_desktop.ui.window import Target


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
        self.controller.left.connect(self.left)
        self.controller.toast.connect(self.premises.window.toast)
        self.controller.sound.connect(self.premises.play)
        self.opened.emit()
        self.controller.load()

    def target(self, lock: Callable[[], None]) -> Target:
        """A code that is read anywhere goes onto the paper that is open, or finds its item."""
        return replace(super().target(lock), scan=self.controller.scan)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self.controller.refresh()
