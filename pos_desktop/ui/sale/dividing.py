"""State of the sheet on which lines are picked to go to another order."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.selling.lines import OrderLine, Ware
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import line_gross, price
from pos_desktop.selling.splitting import move
from pos_desktop.services.selling.dividing import Divided, MoveLines, Split
from pos_desktop.services.selling.held import HeldOrder
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.receipts.view import BackLineView
from pos_desktop.wording import _, money, quantity
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.ui.sale.controller import SaleController


@dataclass(frozen=True, slots=True)
class DivideView:
    """Lines with how many of each go; `targets` are orders that they may go to, besides a new one."""

    lines: tuple[BackLineView, ...]
    goes: str
    stays: str
    can_split: bool
    can_move: bool
    targets: tuple[tuple[Id, str], ...]
    error: str


class Divide(QObject):
    """At most one sheet is open. Signals: `changed(DivideView | None)`."""

    changed = Signal(object)

    def __init__(self, sale: "SaleController", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sale = sale
        self._order: Order | None = None
        self._picks: dict[int, Quantity] = {}
        self._targets: tuple[HeldOrder, ...] = ()
        self._operation, self._error, self._busy = "", "", False

    def open(self) -> None:
        """Pick from the open order."""
        sale = self._sale
        if sale.is_closing or sale.step != "sale" or sale.basket.order.is_empty:
            return
        self._order, self._picks, self._error = sale.basket.order, {}, ""
        self._targets, self._busy, self._operation = (), False, sale.desk.till.ids()
        sale.ops.run(sale.desk.held.all, then=self._found, failed=sale.failed)
        self.refresh()

    def _found(self, targets: tuple[HeldOrder, ...]) -> None:
        own = set(self._order.tables) if self._order else set()
        self._targets = tuple(sorted(targets, key=lambda one: not own & set(one.tables)))[:6]
        self.refresh()

    def close(self) -> None:
        """Pick nothing."""
        if self._order is not None:
            self._order = None
            self.changed.emit(None)

    def refresh(self) -> None:
        """Tell it again."""
        if self._order is not None:
            self.changed.emit(self._view(self._order))

    def _view(self, order: Order) -> DivideView:
        lines = self._lines(order)
        picked = {key: qty for key, qty in self._picks.items() if qty}
        all_ = all(picked.get(line.key, 0) == line.qty for line in lines)
        stays, goes = self._sums(order, picked)
        return DivideView(
            tuple(_line(line, picked.get(line.key, 0)) for line in lines), money(goes), money(stays),
            bool(picked) and not all_ and not self._busy, bool(picked) and not self._busy,
            tuple((one.id, _name(one)) for one in self._targets),
            self._error,
        )  # fmt: skip

    def _lines(self, order: Order) -> list[OrderLine]:
        return [line for line in order.lines if line.ware is not Ware.SERVICE]

    def _sums(self, order: Order, picked: dict[int, Quantity]) -> tuple[Money, Money]:
        """What stays and what goes, without what the member gets on the whole order."""
        vat, day = self._sale.pricer.wares.vat, self._sale.desk.till.today()
        if not picked:
            return price(order, vat, day).due, 0
        stays, goes = move(order, picked, Order("part", order.opened_at))
        return price(stays, vat, day).due, price(goes, vat, day).due

    def step(self, key: int, by: int) -> None:
        """One more or one fewer of a line; a combo and what is weighed go whole."""
        line = self._order.line(key) if self._order else None
        if line is None or self._order is None or self._busy:
            return
        together = [each for each in self._order.lines if line.bundle and each.bundle == line.bundle] or [line]
        for each in together:
            whole = bool(each.bundle) or each.by_weight or each.qty % ONE
            wanted = (each.qty if by > 0 else 0) if whole else self._picks.get(each.key, 0) + by * ONE
            self._picks[each.key] = max(0, min(each.qty, wanted))
        self._error, self._operation = "", self._sale.desk.till.ids()
        self.refresh()

    def split(self) -> None:
        """Put what is picked on a new order."""
        if self._order is not None:
            label = self._order.label
            command = Split(self._operation, self._order, self._picked(), self._sale.person.id, label)
            self._run(self._sale.desk.dividing.split, command, is_new=True)

    def move_to(self, order_id: Id) -> None:
        """Put what is picked on an order that waits."""
        if self._order is not None:
            by = self._sale.person.id
            command = MoveLines(self._operation, self._order, self._picked(), order_id, by)
            self._run(self._sale.desk.dividing.move, command, is_new=False)

    def _picked(self) -> dict[int, Quantity]:
        return {key: qty for key, qty in self._picks.items() if qty}

    def _run(self, work: Callable[..., Divided], command: Split | MoveLines, *, is_new: bool) -> None:
        if self._busy:
            return
        self._busy = True
        self._sale.ops.run(work, command, failed=self._failed, then=lambda made: self._done(made, is_new=is_new))

    def _done(self, made: Divided, *, is_new: bool) -> None:
        self._busy = False
        self.close()
        if made.order.is_empty:
            self._sale.begin()
        else:
            self._sale.go_on_with(made.order)
        self._sale.count_waiting()
        words = _("Đã tách đơn, phần tách đang giữ") if is_new else _("Đã chuyển món")
        self._sale.notify(ToastKind.UNDO, words, _("Mở đơn kia"), lambda: self._sale.take_up(made.other_id))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Rejected | EnvironmentProblem) and self._order is not None:
            self._error = sentence(error)
            self.refresh()
        else:
            self._sale.failed(error)


def _name(order: HeldOrder) -> str:
    table = _("Bàn {table}").format(table=order.table) if order.table else ""
    return order.label or table or order.member or money(order.due)


def _line(line: OrderLine, picked: Quantity) -> BackLineView:
    return BackLineView(
        line.key, line.name, money(line_gross(line)), line.combo or _("có {qty}").format(qty=quantity(line.qty)),
        quantity(picked) if picked else "", picked > 0, picked < line.qty,
    )  # fmt: skip
