"""State of the list of orders that wait: one is chosen, and taken up, merged into the open one, or given up."""

from dataclasses import dataclass
from datetime import date as Day
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.deposits import Deposit, handed_back, put_down
from pos_desktop.services.selling.dividing import Divided, Merge
from pos_desktop.services.selling.held import HeldOrder
from pos_desktop.services.selling.refunds import GiveBack
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.models.views import ConfirmView, EmptyView, ToastKind
from pos_desktop.ui.sale.view import order_types
from pos_desktop.wording import _, date, language, money, time_
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.services.shop.approvals import Approved
    from pos_desktop.ui.sale.controller import SaleController


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One order of the list; `due_today` has a time that was agreed for today."""

    key: Id
    name: str
    facts: str
    amount: str
    when: str
    due_today: bool = False

    @property
    def told(self) -> str:
        """The row for who cannot see it."""
        return " · ".join(part for part in (self.name, self.facts, self.when, self.amount) if part)


@dataclass(frozen=True, slots=True)
class HeldView:
    """What the sheet shows; None rows while they are read."""

    rows: tuple[HeldRow, ...]
    chosen: Id | None
    can_merge: bool
    reason: str
    reason_error: str
    busy: bool
    empty: EmptyView | None


class HeldOrders(QObject):
    """At most one list is open. Signals: `changed(HeldView | None)`, None when it closes."""

    changed = Signal(object)

    def __init__(self, sale: "SaleController", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sale = sale
        self._rows: tuple[HeldOrder, ...] = ()
        self._chosen: Id | None = None
        self._tables: frozenset[Id] = frozenset()
        self._reason = self._error = ""
        self._open = self._busy = self._read = False
        sale.waiting_changed.connect(lambda _count: self._read_again())

    def open(self, tables: frozenset[Id] = frozenset()) -> None:
        """Read what waits, at these tables or anywhere, and show it."""
        if self._sale.is_closing:
            return
        self._open, self._read, self._tables, self._reason, self._error = True, False, tables, "", ""
        self._chosen = None
        self._read_again()

    def close(self) -> None:
        """Show no list any more."""
        if self._open:
            self._open = False
            self.changed.emit(None)

    def refresh(self) -> None:
        """Tell the list again, after a switch of language."""
        if self._open:
            self.changed.emit(self.view)

    def _read_again(self) -> None:
        if self._open:
            self._sale.ops.run(self._sale.desk.held.all, then=self._found, failed=self._failed)

    def _found(self, rows: tuple[HeldOrder, ...]) -> None:
        if not self._open:
            return
        self._rows = tuple(row for row in rows if not self._tables or self._tables & set(row.tables))
        self._read, self._busy = True, False
        if self._chosen not in [row.id for row in self._rows]:
            self._chosen = self._rows[0].id if self._rows else None
        self._sale.count_waiting()
        self.changed.emit(self.view)

    @property
    def view(self) -> HeldView:
        """The list in the language in force."""
        rows = tuple(self._row(row) for row in self._rows)
        empty = EmptyView("receipt-text", _("Không có đơn nào đang giữ"), _("F7 giữ đơn đang bán để làm đơn khác."))
        has_order = bool(self._sale.basket.order.lines) and self._sale.step == "sale"
        return HeldView(
            rows, self._chosen, has_order and self._chosen is not None, self._reason, self._error, self._busy,
            empty if self._read and not rows else None,
        )  # fmt: skip

    def _row(self, order: HeldOrder) -> HeldRow:
        kinds = {str(chip.id): chip.label for chip in order_types()}
        table = _("Bàn {table}").format(table=order.table) if order.table else ""
        facts = [table, kinds[order.order_type.value], order.member if order.label else "", order.register]
        facts += [_("đã cọc")] if order.has_deposit else []
        facts += [_("bếp đã nhận")] if order.was_sent else []
        name = order.label or order.member or table or _("Đơn lúc {time}").format(time=self._clock(order.opened_at))
        today = order.due_at is not None and self._day(order.due_at) == self._sale.desk.till.today()
        return HeldRow(
            order.id, name, " · ".join(part for part in facts if part and part != name),
            money(order.due), self._when(order, today=today), today,
        )  # fmt: skip

    def _when(self, order: HeldOrder, *, today: bool) -> str:
        if order.due_at is None:
            return _("giữ lúc {time}").format(time=self._clock(order.updated_at))
        if today:
            return _("hẹn hôm nay {time}").format(time=self._clock(order.due_at))
        return _("hẹn {date} {time}").format(date=date(self._day(order.due_at)), time=self._clock(order.due_at))

    def _clock(self, at: datetime) -> str:
        return time_(at.astimezone(zone(self._sale.desk.till.shop.time_zone)))

    def _day(self, at: datetime) -> Day:
        return at.astimezone(zone(self._sale.desk.till.shop.time_zone)).date()

    # what can be done

    def choose(self, order_id: Id) -> None:
        """Mark an order."""
        self._chosen, self._error = order_id, ""
        self.changed.emit(self.view)

    def write_reason(self, text: str) -> None:
        """Why an order is given up."""
        self._reason, self._error = text, ""

    def take(self) -> None:
        """Go on with the marked order."""
        if self._chosen and not self._busy:
            chosen = self._chosen
            self.close()
            self._sale.take_up(chosen)

    def merge(self) -> None:
        """Take the marked order into the open one."""
        if not self._chosen or self._busy or not self.view.can_merge:
            return
        sale = self._sale
        command = Merge(sale.desk.till.ids(), sale.basket.order, self._chosen, sale.person.id)
        self._busy = True
        sale.ops.run(sale.desk.dividing.merge, command, then=self._merged, failed=self._failed)

    def _merged(self, made: Divided) -> None:
        self._busy = False
        self.close()
        self._sale.go_on_with(made.order)
        self._sale.notify(ToastKind.INFO, _("Đã gộp vào đơn này"))
        self._sale.count_waiting()

    def drop(self) -> None:
        """Give the marked order up; money that was put down for it is asked about first."""
        if not self._chosen or self._busy:
            return
        if not self._reason.strip():
            self._error = _("Ghi lý do bỏ đơn.")
            self.changed.emit(self.view)
            return
        self._busy = True
        self._sale.ops.run(self._sale.desk.held.deposits, self._chosen, then=self._asked, failed=self._failed)

    def _asked(self, deposits: tuple[Deposit, ...]) -> None:
        self._busy = False
        if not deposits:
            self._drop(())
            return
        total = money(put_down(deposits))
        view = ConfirmView(
            _("Đơn đã đặt cọc {money}").format(money=total),
            (_("Không trả thì tiền vẫn nằm trên thẻ cọc của khách, dùng cho đơn sau."),),
            _("Trả lại cọc"), _("Giữ đơn"), other=_("Không trả cọc"),
        )  # fmt: skip
        self._sale.ask_either.emit(view, lambda: self._drop(deposits), lambda: self._drop(()))

    def _drop(self, deposits: tuple[Deposit, ...], approval: Id = "") -> None:
        if self._chosen is None:
            return
        self._busy = True
        self._sale.ops.run(self._give_up, self._chosen, self._reason, deposits, approval, then=self._dropped,
                           failed=lambda error: self._not_dropped(error, deposits))  # fmt: skip

    def _give_up(self, order_id: Id, reason: str, deposits: tuple[Deposit, ...], approval: Id) -> Money:
        """Money back first: what is refused leaves the order where it is."""
        desk, by = self._sale.desk, self._sale.person.id
        made = [
            desk.refunds.refund(GiveBack(
                f"deposit:{one.sale_id}", one.sale_id, by, reason=reason, printer=self._sale.printer,
                language=language(),
            )).refund
            for one in deposits
        ]  # fmt: skip
        desk.held.drop(order_id, by, reason, approval=approval)
        return handed_back(made)

    def _dropped(self, back: Money) -> None:
        self._reason, self._busy = "", False
        self._sale.ops.changed.emit(frozenset({"outbox"}))  # papers for the customer and the kitchen
        words = _("Đã bỏ đơn, trả khách {money}").format(money=money(back)) if back else _("Đã bỏ đơn")
        self._sale.notify(ToastKind.INFO, words)
        self._read_again()

    def _not_dropped(self, error: Exception, deposits: tuple[Deposit, ...]) -> None:
        wants = isinstance(error, Rejected) and error.code is Code.NOT_ALLOWED and error.params.get("right") == "unsend"
        if not wants or self._chosen is None:
            self._failed(error)
            return
        self._busy = False
        words = _("{name} xin bỏ đơn mà bếp đã nhận").format(name=self._sale.person.name)
        wanted = ApprovalWanted("unsend", self._chosen, self._sale.person.id, None, words)
        self._sale.approval_wanted.emit(wanted, lambda approved: self._approved(approved, deposits))

    def _approved(self, approved: "Approved", deposits: tuple[Deposit, ...]) -> None:
        self._drop(deposits, approved.id)

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if isinstance(error, Rejected) and error.code is Code.ORDER_GONE:
            self._read_again()
        if isinstance(error, Rejected | EnvironmentProblem) and self._open:
            self._error = sentence(error)
            self.changed.emit(self.view)
        else:
            self._sale.failed(error)
