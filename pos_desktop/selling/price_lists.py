"""Price lists: which of them an order is sold by, and what its goods cost by them (docs/pricing.md, Price lists)."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.conditions import ALWAYS, Buyer, When
from pos_desktop.selling.lines import OrderLine, OrderType, Ware
from pos_desktop.selling.order import Order

MOST_NAME = 60
MOST_PRIORITY = 10_000


@dataclass(frozen=True, slots=True)
class PriceList:
    """Prices in đồng by item id, for some kinds of order, buyers and hours; an empty field bounds nothing."""

    id: Id
    name: str
    prices: Mapping[Id, Money] = field(default_factory=dict)
    order_types: tuple[OrderType, ...] = ()
    tiers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    when: When = ALWAYS
    priority: int = 0
    """The lowest comes first; of equal ones, the name decides."""

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be, those within after a dot."""
        wrong = (
            ("name", not self.name.strip() or len(self.name) > MOST_NAME),
            ("prices", any(not 0 <= price <= MOST_MONEY for price in self.prices.values())),
            ("tiers", any(len(tier) > MOST_NAME for tier in self.tiers)),
            ("groups", not all(group.strip() and len(group) <= MOST_NAME for group in self.groups)),
            ("priority", abs(self.priority) > MOST_PRIORITY),
        )
        return (*(name for name, is_wrong in wrong if is_wrong), *(f"when.{fault}" for fault in self.when.faults()))

    def suits(self, order_type: OrderType, buyer: Buyer) -> bool:
        """Whether it is for such an order of such a buyer, whatever the hour."""
        fits = not self.order_types or order_type in self.order_types
        return fits and buyer.is_one_of(self.tiers, self.groups)


Lists = tuple[PriceList, ...]


def in_force(lists: Iterable[PriceList], order_type: OrderType, buyer: Buyer, at: Occasion) -> Lists:
    """The lists by which such an order of such a buyer is sold now, in their turn."""
    fitting = [each for each in lists if each.suits(order_type, buyer) and each.when.holds(at, order_type)]
    return tuple(sorted(fitting, key=_turn))


def price_for(item: Item, lists: Lists) -> tuple[Money, str]:
    """What one of an item costs by lists that are in force, and the name of its list; "" for its own price.

    Combos and goods whose price is asked for each time stand in no list.
    """
    found = None if item.slots or item.open_price else next((each for each in lists if item.id in each.prices), None)
    return (found.prices[item.id], found.name) if found else (item.price, "")


def listed(item: Item, lists: Lists) -> Item:
    """The item at the price of the list that is in force for it; itself without one."""
    price, name = price_for(item, lists)
    return replace(item, price=price, price_list=name) if name else item


def repriced(
    order: Order, lists: Iterable[PriceList], find: Callable[[Id], Item | None], buyer: Buyer, at: Occasion
) -> Order:  # fmt: skip
    """The order after its kind or its buyer has changed: each line by the list that is in force for it then.

    The clock takes no price away: a line keeps a list whose hours are over as long as it suits the order. Prices that
    a person or a label wrote, combos and goods whose list stays the same keep what they were added with.
    """
    every = tuple(lists)
    if not every:
        return order
    now = in_force(every, order.order_type, buyer, at)

    def changed(line: OrderLine) -> OrderLine:
        item = find(line.item_id) if _is_listed(line) else None
        if item is None:
            return line
        kept = (each for each in every if each.name == line.price_list and each.suits(order.order_type, buyer))
        price, name = price_for(item, tuple(sorted({each.id: each for each in (*now, *kept)}.values(), key=_turn)))
        return line if name == line.price_list else replace(line, unit_price=price, price_list=name)

    return replace(order, lines=tuple(changed(line) for line in order.lines))


def _turn(each: PriceList) -> tuple[int, str]:
    return each.priority, each.name


def _is_listed(line: OrderLine) -> bool:
    """Whether a list may have made the price of a line: nobody wrote it, and it is no part of a combo."""
    by_hand = line.list_price is not None or line.label_price is not None
    return line.ware is Ware.GOODS and not by_hand and not line.bundle and not line.combo
