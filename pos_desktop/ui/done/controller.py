"""State of a sale that was just completed; knows no widget."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos_desktop.services.selling.sales import Completed
from pos_desktop.ui.done.view import DoneView, view_of
from pos_desktop.ui.payment.controller import PaymentController
from pos_desktop.ui.sale.controller import SaleController

if TYPE_CHECKING:
    from pos_desktop.selling.sale import Sale


class DoneController(QObject):
    """What the last payment came to, until the next sale begins.

    Signals: `changed(DoneView)`.
    """

    changed = Signal(object)

    def __init__(self, sale: SaleController, payment: PaymentController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sale = sale
        self._last: Sale | None = None
        payment.completed.connect(self._show)

    @property
    def view(self) -> DoneView | None:
        """What the panel shows, in the language in force; None before the first sale."""
        return view_of(self._last, can_reprint=bool(self._sale.printer)) if self._last else None

    def refresh(self) -> None:
        """Tell the panel again."""
        if (shown := self.view) is not None:
            self.changed.emit(shown)

    def reprint(self) -> None:
        """Print the receipt again, as a copy."""
        self._sale.reprint_last()

    def next_sale(self) -> None:
        """Begin the next sale."""
        self._sale.next_sale()

    def _show(self, completed: Completed) -> None:
        self._last = completed.sale
        self.refresh()
