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
    SERVICE = "service"
    """Service charge on the goods of the order."""
    DELIVERY = "delivery"
    TIP = "tip"
    DEPOSIT = "deposit"
    """Money put down for an order to be fetched later; it is kept as stored money."""
    DEBT = "debt"
    """What a customer pays of what they owe."""


WITH_THE_WHOLE = (Ware.SERVICE, Ware.DELIVERY, Ware.TIP)
"""Lines that come back only when everything of their sale does."""


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
class Use:
    """What selling one of something takes out of stock: thousandths of another item, and what one of it costs."""

    item_id: Id
    qty: Quantity
    cost: Money = 0


@dataclass(frozen=True, slots=True)
class LineOption:
    """A topping, size or wish with its price for one unit of the line."""

    name: str
    price: Money = 0
    choice: Id = ""
    """The catalogue's choice that it is."""
    half: int = 0
    """1 or 2 where it is one half of the goods, 0 for the whole."""
    uses: tuple[Use, ...] = ()
    """What it takes out of stock where it is for the whole; a half takes half of it."""


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
    uses: tuple[Use, ...] = ()
    """What one of it takes out of stock in place of itself: a recipe's parts, the cans of a crate."""
    bundle: int = 0
    """Key of the first line of the combo that it is part of, 0 for none; `combo` is the combo's name."""
    pieces: int = 1
    """How many of it one such combo holds."""
    price_list: str = ""
    """Name of the price list that its price is from; empty for the item's own."""
    serial: str = ""
    """Serial number of the one piece that is sold."""
    course: int = 0
    """The course with which the kitchen makes it; 0 is at once."""
    sent: Quantity = 0
    """How many of it the kitchen has been told of."""
    station: Id = ""
    """Where it is made; empty for what nobody makes."""
    told_options: tuple[str, ...] = ()
    told_note: str = ""
    """What the kitchen was told of its options and its remark, where it was told of any."""

    @property
    def is_weighed(self) -> bool:
        """Whether it has a price by weight; what is weighed without one costs what its label says."""
        return self.by_weight and self.unit_price > 0

    @property
    def is_head(self) -> bool:
        """Whether it stands for itself, or for the combo of which it is the first part."""
        return self.head == self.key

    @property
    def head(self) -> int:
        """Key of the line that stands for it: its own, or that of its combo's first part."""
        return self.bundle or self.key

    @property
    def times(self) -> Quantity:
        """Thousandths of the line, or of the combo that it is part of."""
        return self.qty // self.pieces

    @property
    def piece(self) -> str:
        """Its serial number as it is told from others, however it was typed."""
        return self.serial.strip().upper()

    @property
    def own_price(self) -> Money:
        """What one costs where nobody writes a price, in đồng: a label on a piece counts before the catalogue."""
        if self.list_price is not None:
            return self.list_price
        # The weight of a label that weighs goods was read off its price.
        if self.label_price is None or self.is_weighed:
            return self.unit_price
        return half_up(self.label_price * ONE, self.qty)
