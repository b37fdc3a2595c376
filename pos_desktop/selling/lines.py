"""One line of an open order and what it is made of: kinds, discount by hand, options."""

from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money, positive
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.core.rates import WHOLE, Percent, half_up


class OrderType(StrEnum):
    """Where the goods are consumed."""

    DINE_IN = "dine_in"
    TAKE_AWAY = "take_away"
    DELIVERY = "delivery"


class Ware(StrEnum):
    """What a line sells; all but goods take no order discount and no points, and earn none."""

    GOODS = "goods"
    GIFT_CARD = "gift_card"
    TOP_UP = "top_up"
    MEMBERSHIP = "membership"


@dataclass(frozen=True, slots=True)
class Discount:
    """A discount by a person: either hundredths of a percent or đồng."""

    percent: Percent | None = None
    amount: Money | None = None

    def __post_init__(self) -> None:
        if (self.percent is None) == (self.amount is None):
            raise ValueError("a discount is a percent or an amount")
        if self.percent is not None and not 0 < self.percent <= WHOLE:
            raise Rejected(Code.INVALID_AMOUNT)
        if self.amount is not None:
            positive(self.amount)


@dataclass(frozen=True, slots=True)
class LineOption:
    """A topping, size or wish with its price for one unit of the line."""

    name: str
    price: Money = 0


@dataclass(frozen=True, slots=True)
class OrderLine:
    """One line of an open order; item, name and price are frozen as they were when it was added."""

    key: int
    item_id: Id
    sku: str
    name: str
    unit_price: Money
    vat_group: str
    qty: Quantity = ONE
    unit: str = ""
    cost: Money = 0
    by_weight: bool = False
    earns_points: bool = True
    discount: Discount | None = None
    note: str = ""
    options: tuple[LineOption, ...] = ()
    combo: str = ""
    label_price: Money | None = None
    """Line gross printed on a price-embedded label; it wins over unit price times quantity."""
    list_price: Money | None = None
    """The item's own price, or its label's, where a person wrote another one; None where they did not."""
    category: Id = ""
    ware: Ware = Ware.GOODS
    target: str = ""
    """What a line that sells no goods is for: a gift card's code (empty: a new one), a plan's code."""

    @property
    def is_weighed(self) -> bool:
        """Whether it has a price by weight; what is weighed without one costs what its label says."""
        return self.by_weight and self.unit_price > 0

    @property
    def own_price(self) -> Money:
        """What one costs where nobody writes a price, in đồng: a label on a piece counts before the catalogue."""
        if self.list_price is not None:
            return self.list_price
        # The weight of a label that weighs goods was read off its price.
        if self.label_price is None or self.is_weighed:
            return self.unit_price
        return half_up(self.label_price * ONE, self.qty)
