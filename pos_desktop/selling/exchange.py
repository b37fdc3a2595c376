"""Goods that come back for others in the same moment: what an open order carries of the sale that they came of."""

from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.refund import RefundTo, Returned


@dataclass(frozen=True, slots=True)
class Exchange:
    """A refund that pays for an order; `id` names its operation, `lines` None is everything that is left.

    `credit` is what the goods that come back are worth here, in đồng (`MoneyBack.exchangeable`); what the order does
    not take of it goes back as `to` says.
    """

    id: str
    sale_id: Id
    number: str
    """The receipt number of that sale."""
    credit: Money
    lines: tuple[Returned, ...] | None = None
    to: RefundTo = RefundTo.ORIGINAL
    reason: str = ""
    account_id: Id | None = None
    """Whose that sale is now: who brings it back buys as that member, unless the order has one."""

    def taken(self, due: Money) -> Money:
        """What it pays of an order."""
        return min(self.credit, due)

    def to_pay(self, due: Money) -> Money:
        """What is still to be paid of an order."""
        return due - self.taken(due)

    def back(self, due: Money) -> Money:
        """What the customer gets beside the new goods."""
        return self.credit - self.taken(due)
