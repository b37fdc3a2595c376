"""State of the explanation sheet: what was asked for, what came, and its printing; knows no widget."""

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.explanation import Explanation
from pos_desktop.loyalty.sale_explanation import SaleExplanation
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.ui.why.view import WhyView, of_account, of_sale
from pos_desktop.wording import _, language

Told = Explanation | SaleExplanation


@dataclass(frozen=True, slots=True)
class Promised:
    """A slip was promised: the printer's worker wakes."""

    topics: tuple[str, ...] = ("outbox",)


class WhyController(QObject):
    """One explanation at a time.

    Signals: `changed(WhyView | None)`, None when it is put away.
    """

    changed = Signal(object)

    def __init__(self, sale: SaleController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sale, self._desk, self._ops = sale, sale.desk, sale.ops
        self._told: Told | None = None
        sale.begun.connect(self.close)

    @property
    def view(self) -> WhyView | None:
        """What the sheet shows, in the language in force."""
        told, can_print = self._told, bool(self._sale.printer)
        if isinstance(told, Explanation):
            return of_account(told, can_print=can_print)
        if told is not None:
            return of_sale(told, can_print=can_print, time_zone=self._desk.till.shop.time_zone)
        return None

    def refresh(self) -> None:
        """Tell the sheet again."""
        self.changed.emit(self.view)

    def ask_account(self, account_id: Id) -> None:
        """Explain a member's balance."""
        self._ops.run(self._desk.explaining.account, account_id, then=self._show, failed=self._sale.failed)

    def ask_sale(self, sale_id: Id) -> None:
        """Explain the points of a sale."""
        self._ops.run(self._desk.explaining.sale, sale_id, then=self._show, failed=self._sale.failed)

    def _show(self, told: Told) -> None:
        self._told = told
        self.refresh()

    def print(self) -> None:
        """Promise the explanation to the printer."""
        told = self._told
        if told is None or not self._sale.printer:
            return
        subject = told.account_id if isinstance(told, Explanation) else told.sale_id
        self._ops.run(self._promise, subject, language(), then=self._printing, failed=self._sale.failed)

    def _promise(self, subject: Id, language_: str) -> Promised:
        self._desk.outbox.slip(subject, self._sale.printer, language_)
        return Promised()

    def _printing(self, _done: Promised) -> None:
        self._sale.notify(ToastKind.INFO, _("Đang in giải thích"))

    def close(self) -> None:
        """Put it away."""
        if self._told is not None:
            self._told = None
            self.refresh()
