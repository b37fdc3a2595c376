"""Whether to speak of what is nearly there: one quiet line, and none after two sales of a shift that ignored it."""

from typing import Final

from pos_desktop.selling.deals import DealSource
from pos_desktop.selling.sale import Sale
from pos_desktop.selling.shift import Shift
from pos_desktop.ui.sale import offers
from pos_desktop.ui.sale.basket import Basket

MOST_IGNORED: Final = 2


class Upselling:
    """Remembers what was told on the open order, and how often it was in vain in this shift."""

    def __init__(self) -> None:
        self._shift, self._order = "", ""
        self._told: set[str] = set()
        self._ignored = 0

    def line(self, basket: Basket) -> str:
        """The line under the offers, "" when there is nothing to say or nobody listens."""
        return offers.upsell(basket) if self._ignored < MOST_IGNORED else ""

    def saw(self, basket: Basket) -> None:
        """The cashier has the basket before their eyes."""
        if basket.order.id != self._order:
            self._order, self._told = basket.order.id, set()
        if basket.quote.upsell is not None and self.line(basket):
            self._told.add(basket.quote.upsell[0].id)

    def sold(self, sale: Sale) -> None:
        """A sale is done: what was told and not taken was ignored."""
        self._begin(sale.shift_id)
        taken = {off.rule for off in sale.reductions if off.source == DealSource.PROMOTION}
        if self._told and sale.order_id == self._order:
            self._ignored = 0 if self._told & taken else self._ignored + 1
        self._told = set()

    def begin(self, shift: Shift | None) -> None:
        """Somebody is at the till: another shift begins anew."""
        if shift is not None:
            self._begin(shift.id)

    def _begin(self, shift_id: str) -> None:
        if shift_id != self._shift:
            self._shift, self._ignored = shift_id, 0
