"""State of a payment: the means, the amount being typed, the tenders taken, and the one commit; knows no widget."""

from dataclasses import dataclass, replace
from datetime import datetime

from PySide6.QtCore import QElapsedTimer, QObject, QTimer, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.tenders import Tender, TenderKind, cashless, total
from pos_desktop.services.selling.promised import Promised
from pos_desktop.services.selling.sales import Completed, CompleteSale
from pos_desktop.ui.models.views import ToastKind
from pos_desktop.ui.payment.awaited import AwaitedMoney
from pos_desktop.ui.payment.view import METHODS, STORED, PaymentView, State, name_of, view_of
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
GIVEN_BACK = (TenderKind.CASH, *STORED)
"""What a tap on its cross undoes; card and bank have to be asked."""
REST_MS = 1500
"""So long after a question came up Enter does not answer it: it may be the one that asked, or a hammered key."""
DOUBLE_TAP_MS = 500
"""A second tap within this time was meant for what stood under the finger before."""


@dataclass(frozen=True, slots=True)
class Operation:
    """What is sent: its id is made once per order, so that neither a second Enter nor a retry sells twice."""

    id: Id
    began_at: datetime


class PaymentController(AwaitedMoney):
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
        self._unanswered: tuple[Promised, ...] = ()
        self._rest = QTimer(self, interval=REST_MS, singleShot=True, timeout=self._rested)
        self._since = QElapsedTimer()
        self._unsure: CompleteSale | None = None
        self._connect_bank()
        self._lines, self._proved = sale.basket.order.lines, sale.basket.order.identified
        sale.guard, sale.received = self._forbid, self._received
        sale.taken = lambda: total(self._state.tenders)
        sale.awaits = lambda: self._state.waiting is not None
        sale.begun.connect(self._begin)
        sale.gift_card.connect(self._gift_card)
        sale.attached.connect(lambda _picture: self._read_wallet() if sale.step == "payment" else None)
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
        self._begin_operation()
        self._sale.requote()
        self._set(due=self._sale.basket.to_pay, method=method, typed=None, error="", shares=0, step=self._cash_step)
        member = self._sale.basket.member
        if member is not None and member.account.day != self._desk.till.today():
            self._sale.reread()
        self._sale.basket = replace(self._sale.basket, selected=None)
        self._sale.set_step("payment")
        self._read_wallet()

    @property
    def _cash_step(self) -> Money:
        return self._sale.pricer.wares.cash_step

    def _begin_operation(self) -> None:
        operation = self._operation.id if self._operation else self._desk.till.ids()
        self._operation = Operation(operation, self._desk.till.now())

    def close(self) -> None:
        """Go back to the order; what was taken already stays taken."""
        if self._state.waiting is not None:
            self._sale.refuse(self._wait_words())
        elif not self._sale.is_closing:
            self._set(typed=None, error="")
            self._sale.set_step("sale")

    # the amount

    def choose(self, method: TenderKind) -> None:
        """Choose a means of payment; cash that was typed for a part is taken first, and the rest is asked for."""
        if not self._is_free() or method is self._state.method:
            return
        self._attend()
        if method is TenderKind.WALLET and not self._state.wallet and self._state.credit:
            method = TenderKind.ON_CREDIT
        if self._state.typed is not None and self._state.can_part and not self._state.shares:
            self.take_part()
        chosen = replace(self._state, method=method)
        self._set(method=method, typed=None if chosen.amount > chosen.left else chosen.typed, error="")
        if method is TenderKind.EWALLET:
            self._ops.run(self._desk.banking.picture, failed=self._sale.failed,
                          then=lambda found: self._set(brands=found.account.wallets))  # fmt: skip

    def choose_at(self, index: int) -> None:
        """Choose the means at a place of the list, from 0."""
        if 0 <= index < len(METHODS):
            self.choose(METHODS[index])

    def type(self, digits: str) -> None:
        """More digits of the amount; more than anybody hands over is ignored."""
        if self._state.waiting is not None:
            self.stray()
            return
        amount = int(f"{self._state.typed or 0}{digits}")
        if amount <= MOST_GIVEN:
            self.put(amount)

    def put(self, amount: Money) -> None:
        """Take this amount, as a quick button says."""
        if self._is_free():
            self._attend()
            self._set(typed=amount, error="")

    def _attend(self) -> None:
        """Whoever types an amount or chooses a way has seen what is asked, so that Enter and taps hold at once."""
        self._rest.stop()
        self._since.invalidate()

    def erase(self, *, everything: bool = False) -> None:
        """Take the last digit back, or all of them."""
        typed = None if everything or self._state.typed is None else self._state.typed // 10
        if self._is_free():
            self._set(typed=typed or None, error="")

    # tenders

    def primary(self) -> None:
        """What a tap on the large button does: confirm, ask for a card or a transfer, or complete the sale."""
        if self._since.isValid() and self._since.elapsed() < DOUBLE_TAP_MS:
            return
        if self._state.waiting is not None:
            self.confirm()
        elif self._state.can_promise:
            self._take_fund() if self._state.by_fund else self._promise()
        elif self._state.takes_share:
            self.take_part()
            self._since.start()
        else:
            self.complete()

    def enter(self) -> None:
        """What Enter does: as a tap, but it has to come some time after a question to be its answer."""
        if self._rest.isActive():
            self._rest.start()
        elif self._state.waiting is not None and self._state.asked_again:
            words = _("Xem máy của ngân hàng hoặc tài khoản trước. Đã nhận được tiền thì nhấn Alt+Enter.")
            self._sale.refuse(words)
        else:
            self.primary()

    def stray(self) -> None:
        """Something was typed where nothing is to be typed: its Enter is no answer either."""
        if self._state.waiting is not None:
            self._sale.refuse(self._wait_words())
            self._set(rested=False)
            self._rest.start()

    def ask_again(self) -> None:
        """Another cashier came: what is waited for has to be answered by more than an Enter."""
        if self._state.waiting is not None:
            self._set(asked_again=True)

    def _rested(self) -> None:
        if self._state.waiting is not None:
            self._set(rested=True)

    def take_part(self) -> None:
        """Take the amount on show as a part in cash; the toast hands it back."""
        if not self._state.can_part:
            return
        part = Promised(self._desk.till.ids(), Tender(TenderKind.CASH, self._state.amount), confirmed=True)
        self._take(part)
        self._ops.run(self._desk.orders.keep_part, self._sale.basket.order, part.id, part.tender,
                      failed=self._sale.failed)  # fmt: skip
        self._next_share()
        words = _("Đã nhận {money} tiền mặt").format(money=money(part.tender.amount))
        self._sale.notify(ToastKind.UNDO, words, _("Hoàn tác"), lambda: self._return(part))

    def give_back(self, index: int) -> None:
        """Hand a part in cash back, or leave on its card what was to come from there."""
        if 0 <= index < len(self._state.taken):
            self._return(self._state.taken[index])

    def _return(self, part: Promised) -> None:
        if not self._is_free() or part not in self._state.taken or part.tender.kind not in GIVEN_BACK:
            return
        self._ops.run(self._desk.orders.return_part, part.id, failed=self._sale.failed)
        taken = tuple(kept for kept in self._state.taken if kept is not part)
        self._settle(taken=taken, typed=None, error="")

    def _take(self, part: Promised, **changes: object) -> None:
        self._settle(taken=(*self._state.taken, part), typed=None, error="", **changes)

    def _settle(self, **changes: object) -> None:
        """Another state of what was paid: the order beside it tells it too, and an older toast may be wrong now."""
        self._sale.outdated.emit()
        self._set(**changes)
        self._sale.refresh()

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
        self._sale.upselling.sold(completed.sale)
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
        self._prove(error)
        if error.code is Code.PRICE_CHANGED:
            self._begin_operation()
            self._sale.requote()
            self._sale.look_for_news()
        if error.code is Code.TRANSFER_RECEIVED:
            self._begin_operation()
            self._ops.run(self._desk.orders.promised, self._sale.basket.order.id, then=self._count_again,
                          failed=self._sale.failed)  # fmt: skip
        if error.code in POINTS_MOVED:
            self._sale.reread()

    def _count_again(self, promised: tuple[Promised, ...]) -> None:
        """Money came that this payment did not know of: it counts, and less is left to pay."""
        self._set(taken=tuple(kept for kept in promised if kept.confirmed), typed=None)

    # the order beside it

    def _begin(self) -> None:
        """Another order is the open one; what was promised for it before a crash still counts."""
        self._operation = self._unsure = None
        self._lines, self._proved = self._sale.basket.order.lines, self._sale.basket.order.identified
        self._rest.stop()
        self._unanswered = tuple(kept for kept in self._sale.promised if not kept.confirmed)
        waiting = self._next_unanswered()
        taken = tuple(kept for kept in self._sale.promised if kept.confirmed)
        self._state = State(self._sale.basket.to_pay, taken=taken, waiting=waiting, asked_again=waiting is not None,
                            step=self._cash_step)  # fmt: skip
        if waiting is not None:  # somebody may have paid: that is answered before anything else
            self._begin_operation()
            self._sale.set_step("payment")
        self._watch()
        self.refresh()

    def _order_changed(self, _view: object) -> None:
        """What was typed meant another amount."""
        basket = self._sale.basket
        if self._sale.step == "payment" and basket.order.is_empty:
            self._sale.set_step("sale")
        proved, self._proved = self._proved, basket.order.identified
        if proved is not self._proved:
            self._set(error="")  # the member showed the card or typed the PIN that was asked for
        if basket.to_pay == self._state.due and basket.order.lines == self._lines:
            return
        error = self._state.error if basket.order.lines == self._lines else ""
        self._lines = basket.order.lines
        self._set(due=basket.to_pay, typed=None, error=error, shares=0)

    def _forbid(self, basket: Basket) -> str:
        """Why the order must not change like this now; "" when it may."""
        is_other = basket is not self._sale.basket
        if self._state.waiting is not None and (not is_other or basket.to_pay != self._sale.basket.to_pay):
            return self._wait_words()
        kept = cashless(self._state.tenders)
        if is_other and basket.to_pay < kept:
            return _("Đã thu {money} không phải tiền mặt: đơn không thể nhỏ hơn số đó").format(money=money(kept))
        return ""

    def _received(self) -> tuple[str, ...]:
        words = _("Đã nhận {money} ({method}): trả lại khách trước khi bỏ đơn.")
        given = [tender for tender in self._state.tenders if tender.kind not in STORED]
        return tuple(words.format(money=money(t.amount), method=name_of(t.kind)) for t in given)

    def _wait_words(self) -> str:
        kind = self._state.waiting.tender.kind if self._state.waiting else self._state.method
        return _("Đang chờ thanh toán: {method}. Xác nhận hoặc huỷ trước đã.").format(method=name_of(kind))

    def _is_free(self) -> bool:
        return self._state.waiting is None and not self._state.busy and not self._sale.is_closing

    def _set(self, **changes: object) -> None:
        self._state = replace(self._state, **changes)  # type: ignore[arg-type]
        self.refresh()
