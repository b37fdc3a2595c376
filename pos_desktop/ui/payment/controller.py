"""State of a payment: the means, the amount being typed, the tenders taken, and the one commit; knows no widget."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services.selling.sales import Completed, CompleteSale
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.payment.view import METHODS, PaymentView, State, name_of, view_of
from pos_desktop.ui.sale.basket import Basket
from pos_desktop.ui.sale.controller import SaleController
from pos_desktop.wording import _, language, money
from pos_desktop.wording.messages import sentence

MOST_GIVEN: Money = 9_999_999_999
"""Nobody hands over more than ten milliard đồng; more digits are a slip of the keyboard."""
POINTS_MOVED = frozenset({
    Code.INSUFFICIENT_POINTS, Code.BELOW_MINIMUM, Code.ABOVE_CAP, Code.CARD_REQUIRED, Code.PRICE_CHANGED,
    Code.MEMBER_BLOCKED, Code.POINTS_RESERVED,
})  # fmt: skip
"""Refusals of a commit after which the member has to be read afresh."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What is sent: its id is made once per order, so that neither a second Enter nor a retry sells twice."""

    id: Id
    began_at: datetime


class PaymentController(QObject):
    """One payment at a time, of the open order.

    Signals: `changed(PaymentView)`, `completed(Completed)`.
    """

    changed = Signal(object)
    completed = Signal(object)

    def __init__(self, sale: SaleController, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sale, self._desk, self._ops = sale, sale.desk, sale.ops
        self._state = State(0)
        self._operation: Operation | None = None
        self._waiting_id: Id | None = None
        self._unsure: CompleteSale | None = None
        self._lines = sale.basket.order.lines
        sale.guard, sale.received = self._forbid, self._received
        sale.begun.connect(self._begin)
        sale.changed.connect(self._order_changed)

    @property
    def view(self) -> PaymentView:
        """What the panel shows, in the language in force."""
        return view_of(self._state)

    @property
    def state(self) -> State:
        """Figures of the payment."""
        return self._state

    def refresh(self) -> None:
        """Tell the panel again."""
        self.changed.emit(self.view)

    # opening and leaving

    def open(self, method: TenderKind = TenderKind.CASH) -> None:
        """Begin to pay, or choose another means when payment is on show already."""
        if self._sale.basket.order.is_empty or self._sale.is_closing or self._sale.step == "done":
            return
        if self._sale.step == "payment":
            self.choose(method)
            return
        operation = self._operation.id if self._operation else self._desk.till.ids()
        self._operation = Operation(operation, self._desk.till.now())
        self._set(due=self._sale.basket.due, method=method, typed=None, error="")
        member = self._sale.basket.member
        if member is not None and member.account.day != self._desk.till.today():
            self._sale.reread()
        self._sale.basket = replace(self._sale.basket, selected=None)
        self._sale.set_step("payment")

    def close(self) -> None:
        """Go back to the order; what was taken already stays taken."""
        if self._state.waiting is not None:
            self._sale.refuse(self._wait_words())
        elif not self._sale.is_closing:
            self._set(typed=None, error="")
            self._sale.set_step("sale")

    # the amount

    def choose(self, method: TenderKind) -> None:
        """Choose a means of payment."""
        if self._is_free():
            self._set(method=method, typed=None, error="")

    def choose_at(self, index: int) -> None:
        """Choose the means at a place of the list, from 0."""
        if 0 <= index < len(METHODS):
            self.choose(METHODS[index])

    def type(self, digits: str) -> None:
        """More digits of the amount; more than anybody hands over is ignored."""
        amount = int(f"{self._state.typed or 0}{digits}")
        if amount <= MOST_GIVEN:
            self.put(amount)

    def put(self, amount: Money) -> None:
        """Take this amount, as a quick button says."""
        if self._is_free():
            self._set(typed=amount, error="")

    def erase(self, *, everything: bool = False) -> None:
        """Take the last digit back, or all of them."""
        typed = None if everything or self._state.typed is None else self._state.typed // 10
        if self._is_free():
            self._set(typed=typed or None, error="")

    # tenders

    def primary(self) -> None:
        """What Enter does: confirm what is waited for, ask for a card or a transfer, or complete the sale."""
        if self._state.waiting is not None:
            self.confirm()
        elif self._state.can_promise:
            self._promise()
        else:
            self.complete()

    def take_part(self) -> None:
        """Take the amount on show as a part in cash."""
        if self._state.can_part:
            part = Tender(TenderKind.CASH, self._state.amount)
            self._set(tenders=(*self._state.tenders, part), typed=None, error="")

    def give_back(self, index: int) -> None:
        """Hand a part in cash back."""
        tenders = self._state.tenders
        if self._is_free() and 0 <= index < len(tenders) and tenders[index].kind is TenderKind.CASH:
            self._set(tenders=(*tenders[:index], *tenders[index + 1 :]), typed=None, error="")

    def _promise(self) -> None:
        tender = Tender(self._state.method, self._state.amount)
        self._set(busy=True, error="")
        self._ops.run(
            self._desk.orders.promise_tender, self._sale.basket.order, tender, failed=self._not_promised,
            then=lambda tender_id: self._promised(tender_id, tender),
        )  # fmt: skip

    def _promised(self, tender_id: Id, tender: Tender) -> None:
        self._waiting_id = tender_id
        self._set(busy=False, waiting=tender, typed=None)

    def _not_promised(self, error: Exception) -> None:
        self._set(busy=False)
        self._sale.failed(error)

    def confirm(self) -> None:
        """The cashier saw the money: the tender counts."""
        self._resolve(confirmed=True)

    def decline(self) -> None:
        """The card was refused, or no money came."""
        self._resolve(confirmed=False)

    def _resolve(self, *, confirmed: bool) -> None:
        if self._state.waiting is None or self._state.busy:
            return
        self._set(busy=True)
        self._ops.run(
            self._desk.orders.resolve_tender, self._waiting_id, confirmed=confirmed, failed=self._not_promised,
            then=lambda _none: self._resolved(confirmed),
        )  # fmt: skip

    def _resolved(self, confirmed: bool) -> None:
        tender, self._waiting_id = self._state.waiting, None
        taken = (tender,) if tender and confirmed else ()
        self._set(busy=False, waiting=None, tenders=(*self._state.tenders, *taken), method=TenderKind.CASH)
        if confirmed and self._state.left == 0:
            self.complete()

    # the commit

    def complete(self) -> None:
        """Make the order a sale; nothing happens while it is underpaid or on its way already."""
        if self._operation is None or self._sale.step != "payment" or not self._state.can_complete:
            return
        sale = self._sale
        self._send(CompleteSale(
            self._operation.id, sale.basket.order, sale.person.id, self._state.all_tenders, self._operation.began_at,
            sale.basket.due, language(), sale.printer,
        ))  # fmt: skip

    def _send(self, command: CompleteSale) -> None:
        if self._sale.is_closing:
            return
        self._sale.pause()
        self._set(busy=True, error="")
        self._ops.run(
            self._desk.sales.complete, command, then=self._done, failed=lambda error: self._not_done(command, error)
        )

    def _done(self, completed: Completed) -> None:
        self._unsure = None
        self._set(busy=False)
        self.completed.emit(completed)
        self._sale.sound.emit("paid")
        self._sale.closed()
        self._sale.resume()

    def _not_done(self, command: CompleteSale, error: Exception) -> None:
        self._set(busy=False)
        self._sale.not_closed()
        if isinstance(error, EnvironmentProblem):
            # Nobody knows whether it was written: the very same command finds out.
            self._unsure = command
            self._sale.sound.emit("error")
            self._sale.notify(ToastKind.ERROR, sentence(error), _("Thử lại"), lambda: self._send(command))
        elif isinstance(error, Rejected):
            self._refused(error)

    def _refused(self, error: Rejected) -> None:
        unsure, self._unsure = self._unsure, None
        if error.code is Code.ID_REUSED and unsure is not None:
            self._send(unsure)
            return
        self._sale.sound.emit("error")
        self._set(error=sentence(error))
        if error.code in POINTS_MOVED:
            self._sale.reread()

    # the order beside it

    def _begin(self) -> None:
        """Another order is the open one; what was promised for it before a crash still counts."""
        confirmed = tuple(kept.tender for kept in self._sale.promised if kept.confirmed)
        waiting = next((kept for kept in self._sale.promised if not kept.confirmed), None)
        self._operation = self._unsure = None
        self._lines = self._sale.basket.order.lines
        self._waiting_id = waiting.id if waiting else None
        self._state = State(self._sale.basket.due, tenders=confirmed, waiting=waiting.tender if waiting else None)
        self.refresh()

    def _order_changed(self, _view: object) -> None:
        """What was typed meant another amount."""
        basket = self._sale.basket
        if self._sale.step == "payment" and basket.order.is_empty:
            self._sale.set_step("sale")
        if basket.due == self._state.due and basket.order.lines == self._lines:
            return
        error = self._state.error if basket.order.lines == self._lines else ""
        self._lines = basket.order.lines
        self._set(due=basket.due, typed=None, error=error)

    def _forbid(self, basket: Basket) -> str:
        """Why the order must not change like this now; "" when it may."""
        is_other = basket is not self._sale.basket
        if self._state.waiting is not None and (not is_other or basket.due != self._sale.basket.due):
            return self._wait_words()
        cashless = sum(t.amount for t in self._state.tenders if t.kind is not TenderKind.CASH)
        if is_other and basket.due < cashless:
            return _("Đã thu {money} không phải tiền mặt: đơn không thể nhỏ hơn số đó").format(money=money(cashless))
        return ""

    def _received(self) -> tuple[str, ...]:
        words = _("Đã nhận {money} ({method}): trả lại khách trước khi bỏ đơn.")
        return tuple(words.format(money=money(t.amount), method=name_of(t.kind)) for t in self._state.tenders)

    def _wait_words(self) -> str:
        kind = self._state.waiting.kind if self._state.waiting else self._state.method
        return _("Đang chờ thanh toán: {method}. Xác nhận hoặc huỷ trước đã.").format(method=name_of(kind))

    def _is_free(self) -> bool:
        return self._state.waiting is None and not self._state.busy and not self._sale.is_closing

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.refresh()
