"""State of what the customer sees: follows one sale after the other, tells the screen only what changed."""

from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.services.selling.feedback import Feedback, Given
from pos_desktop.services.selling.sales import Completed
from pos_desktop.ui.customer import view
from pos_desktop.ui.customer.view import Credit, CustomerView, Shop
from pos_desktop.ui.member.controller import Credited
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.sale.screen import Hands

SHOWN_MS: Final = 8_000
"""So long a paid sale stays on show, unless the next one begins."""
THANKS_MS: Final = 3_000
GATHER_MS: Final = 20
"""A scan changes the order more than once: the customer sees where it ends."""


class CustomerController(QObject):
    """What one till's customer sees; the cashier's controllers know nothing of it.

    Attributes: `showing` runs while a paid sale is on show.
    Signals: `changed(CustomerView)`.
    """

    changed = Signal(object)

    def __init__(self, hands: Hands, feedback: Feedback, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sale, self._payment = hands.sale, hands.payment
        self._feedback, self._ops = feedback, ops
        self._shop, self._is_open, self._is_resting = Shop(), False, False
        self._sold: Completed | None = None
        self._credit: Credit | None = None
        self._score = 0
        self._shown: CustomerView | None = None
        self.showing = QTimer(self, interval=SHOWN_MS, singleShot=True, timeout=self._soon)
        self._gather = QTimer(self, interval=GATHER_MS, singleShot=True, timeout=self.refresh)
        hands.sale.changed.connect(self._soon)
        hands.payment.changed.connect(self._soon)
        hands.payment.completed.connect(self._paid)
        hands.member.credited.connect(self._credited)

    @property
    def view(self) -> CustomerView:
        """What the customer sees now, in the language in force."""
        sale, basket = self._sale, self._sale.basket
        if self._is_resting:
            return view.idle(self._shop)
        if sale.step == "done":
            return self._after() if self._sold and self.showing.isActive() else view.idle(self._shop)
        if basket.order.is_empty and basket.member is None:
            return view.idle(self._shop)
        if sale.step == "payment":
            state, shown = self._payment.state, self._payment.view.waiting
            tender, code = state.waiting.tender if state.waiting else None, shown.qr if shown else ()
            return view.pay(self._shop, basket, sale.taken(), tender, code, (state.left, state.rounding))
        return view.order(self._shop, basket, sale.taken())

    def _after(self) -> CustomerView:
        assert self._sold is not None
        return view.paid(self._shop, self._sold.sale, self._credit, back=self._sold.back, ask=view.ask(self._score))

    # what the till says of itself

    def open(self, is_open: bool) -> None:
        """Whether there is a screen to show anything on; without one nothing is worked out."""
        self._is_open, self._shown = is_open, None
        self.refresh()

    def show_shop(self, shop: Shop, *, is_resting: bool) -> None:
        """What the shop says of itself; a till that rests shows nothing of an order that it keeps."""
        self._shop, self._is_resting = shop, is_resting
        self._soon()

    def refresh(self) -> None:
        """Tell the screen, if there is something else to see."""
        if self._is_open and (now := self.view) != self._shown:
            self._shown = now
            self.changed.emit(now)

    def _soon(self, _changed: object = None) -> None:
        if self._is_open and not self._gather.isActive():
            self._gather.start()

    # a sale that was paid

    def _paid(self, completed: Completed) -> None:
        self._sold, self._credit, self._score = completed, view.credit_of(completed.sale), 0
        self.showing.start(SHOWN_MS)
        self._soon()

    def _credited(self, credited: Credited) -> None:
        """A guest's sale became a member's while it is on show."""
        got = credited.attached
        if self._sold is not None and got.sale_id == self._sold.sale.id:
            self._credit = Credit(credited.name, got.earned, got.available)
            self._soon()

    def give(self, score: int) -> None:
        """The customer tapped a score; the first one counts, and is thanked for."""
        if self._sold is None or self._score or not self.showing.isActive():
            return
        self._score = score
        self.showing.start(max(self.showing.remainingTime(), THANKS_MS))
        self.refresh()
        self._ops.run(self._feedback.give, self._sold.sale.id, score, then=self._given, failed=self._not_given)

    def _given(self, given: Given) -> None:
        self._score = given.score

    def _not_given(self, _problem: Exception) -> None:
        """A customer is not told of the till's troubles: they may tap again while there is time."""
        self._score = 0
        self._soon()
