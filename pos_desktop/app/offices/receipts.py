"""The screen of receipts, wired to the window, the services and a worker for reads."""

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject

from pos_desktop.app.offices.saving import Saving
from pos_desktop.app.offices.visit import Premises, Visit
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.services.office.outbox import copy_subject
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.receipts.controller import ReceiptsController
from pos_desktop.ui.receipts.screen import ReceiptsScreen
from pos_desktop.ui.window import Target
from pos_desktop.wording import _, money


class ReceiptsVisit(Visit):
    """One visit to the receipts."""

    def __init__(self, premises: Premises, parent: QObject) -> None:
        super().__init__(premises, parent)
        self._controller = ReceiptsController(
            premises.desk, self.long_reads(), premises.ops, premises.person, premises.printer, self._approve, self,
            approve_copy=self._copy, save=Saving(premises, self).save,
        )  # fmt: skip

    def open(self) -> None:
        """Show today's receipts."""
        at, controller = self.premises, self._controller
        self.screen = ReceiptsScreen(controller)
        controller.left.connect(self.left)
        controller.toast.connect(at.window.toast)
        controller.ask.connect(at.window.confirm)
        controller.sound.connect(at.play)
        controller.exchanged.connect(at.exchange)
        self.opened.emit()
        controller.load()

    def show_one(self, key: str) -> None:
        """Show a receipt, by the sale."""
        self._controller.choose(key)

    def target(self, lock: Callable[[], None]) -> Target:
        """A code that is read anywhere on the screen looks for its receipt."""
        return replace(super().target(lock), scan=self._controller.scan)

    def refresh(self) -> None:
        """Tell everything again, after a switch of language."""
        self._controller.refresh()

    def _approve(self, sale_id: Id, amount: Money, then: Callable[[Id], None]) -> None:
        person, detail = self.premises.person, self._controller.giving.detail
        assert detail is not None
        sentence = _("{name} muốn hoàn {money} của hoá đơn {number}").format(
            name=person.name, money=money(amount), number=detail.sale.number
        )
        wanted = ApprovalWanted("refund", sale_id, person.id, amount, sentence)
        self.premises.ask_approval(wanted, lambda approved: then(approved.id))

    def _copy(self, sale_id: Id, then: Callable[[Id], None]) -> None:
        sentence = _("In lại hoá đơn của ca trước")
        wanted = ApprovalWanted("refund", copy_subject(sale_id), self.premises.person.id, None, sentence)
        self.premises.ask_approval(wanted, lambda approved: then(approved.id))
