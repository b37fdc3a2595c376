"""What a deal gives: a percentage, an amount, a fixed price, pieces for pieces bought, or a combo's price."""

from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.quantity import ONE, Quantity, is_whole
from pos_desktop.core.rates import WHOLE, Percent
from pos_desktop.selling.conditions import EVERYTHING, Picks

MOST_PIECES: Quantity = 20 * ONE
"""One round of a combo or of «buy and get» holds no more pieces than this."""


class Reach(StrEnum):
    """What a benefit is taken off."""

    ORDER = "order"
    """All picked goods together, when the lines are done; shared over them like an order discount."""
    CHEAPEST = "cheapest"
    """The cheapest picked piece (or as many as `units` says)."""
    ITEMS = "items"
    """Each picked line, or the cheapest `units` of its pieces."""


@dataclass(frozen=True, slots=True)
class Benefit:
    """One effect on goods: hundredths of a percent, đồng off, or a price in đồng; 100 % of one piece is a free item."""

    percent: Percent = 0
    amount: Money = 0
    """Off the order once; off every picked piece (every kilogram of goods by weight) with ITEMS and CHEAPEST."""
    price: Money | None = None
    """What every picked piece costs; dearer ones come down to it, cheaper ones stay."""
    reach: Reach = Reach.ORDER
    picks: Picks = EVERYTHING
    units: Quantity = 0
    """Whole pieces at most, 0 for all; a limit counts the cheapest first, and never goods by weight."""
    most: Money = 0
    """Đồng at most, 0 for no limit."""

    @property
    def counts(self) -> int:
        """Pieces at most that it takes, 0 for all."""
        return self.units // ONE or (1 if self.reach is Reach.CHEAPEST else 0)

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be; `effect` when there is none or more than one."""
        by_order = self.reach is Reach.ORDER
        wrong = (
            ("effect", bool(self.percent) + bool(self.amount) + (self.price is not None) != 1),
            ("percent", not 0 <= self.percent <= WHOLE),
            ("amount", not 0 <= self.amount <= MOST_MONEY),
            ("price", self.price is not None and (by_order or not 0 <= self.price <= MOST_MONEY)),
            ("units", self.units < 0 or not is_whole(self.units) or (by_order and self.units > 0)),
            ("most", not 0 <= self.most <= MOST_MONEY),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


@dataclass(frozen=True, slots=True)
class BuyGet:
    """Buy some pieces, get others for less: as often as the pieces allow, the cheapest ones are those got.

    Both sides have to name goods: whatever is left open would be every piece of the shop, given for any other.
    """

    buy: Picks = EVERYTHING
    buy_qty: Quantity = ONE
    get: Picks = EVERYTHING
    get_qty: Quantity = ONE
    percent: Percent = WHOLE

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("buy", not _names_goods(self.buy)),
            ("buy_qty", not _countable(self.buy_qty)),
            ("get", not _names_goods(self.get)),
            ("get_qty", not _countable(self.get_qty)),
            ("percent", not 0 < self.percent <= WHOLE),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


@dataclass(frozen=True, slots=True)
class ComboPart:
    """So many pieces of what is picked."""

    picks: Picks
    qty: Quantity = ONE


@dataclass(frozen=True, slots=True)
class Combo:
    """Parts that together cost `price` đồng; every round takes the pieces that save the customer most."""

    parts: tuple[ComboPart, ...]
    price: Money

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        whole = bool(self.parts) and all(_countable(part.qty) for part in self.parts)
        wrong = (
            ("parts", not whole or not ONE < sum(part.qty for part in self.parts) <= MOST_PIECES),
            ("price", not 0 <= self.price <= MOST_MONEY),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


Effect = Benefit | BuyGet | Combo


def _names_goods(picks: Picks) -> bool:
    return bool(picks.skus or picks.categories)


def _countable(qty: Quantity) -> bool:
    return 0 < qty <= MOST_PIECES and is_whole(qty)
