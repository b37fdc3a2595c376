"""What an order costs beside its goods: a service charge that follows them, delivery and a tip (docs/pricing.md)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.rates import WHOLE, Percent, percent_of
from pos_desktop.selling.catalogue import Item
from pos_desktop.selling.lines import OrderLine, OrderType, Ware
from pos_desktop.selling.order import Order

PERCENT = "percent:"
"""Heads the `target` of a service charge that is so many hundredths of a percent of the goods."""


@dataclass(frozen=True, slots=True)
class Rate:
    """A service charge: hundredths of a percent of the goods, or đồng for the order; both 0 is none."""

    percent: Percent = 0
    amount: Money = 0

    def __post_init__(self) -> None:
        if not 0 <= self.percent <= WHOLE or not 0 <= self.amount <= MOST_MONEY or (self.percent and self.amount):
            raise Rejected(Code.INVALID_AMOUNT)

    @property
    def is_none(self) -> bool:
        """Whether nothing is charged."""
        return not (self.percent or self.amount)

    def of(self, goods: Money) -> Money:
        """What it comes to for goods of so many đồng."""
        return percent_of(goods, self.percent) if self.percent else self.amount


NO_RATE = Rate()


@dataclass(frozen=True, slots=True)
class ServiceCharge:
    """What the shop charges by kind of order, and the item under which it is sold."""

    item: Item
    rates: Mapping[OrderType, Rate] = field(default_factory=dict)

    def rate(self, order_type: OrderType) -> Rate:
        """What an order of this kind is charged."""
        return self.rates.get(order_type, NO_RATE)


def charged(lines: Sequence[OrderLine], gross: Sequence[Money], goods: Money) -> tuple[Money, ...]:
    """The gross of every line, service charges worked out of the goods after all discounts, before points."""
    return tuple(
        percent_of(goods, int(line.target.removeprefix(PERCENT))) if follows_goods(line) else amount
        for line, amount in zip(lines, gross, strict=True)
    )


def follows_goods(line: OrderLine) -> bool:
    """Whether a line is a percent of the goods."""
    return line.ware is Ware.SERVICE and line.target.startswith(PERCENT)


def with_service(order: Order, charge: ServiceCharge | None) -> Order:
    """The order with the shop's service charge for its kind as its last line, or without one.

    Nothing is charged on an order without goods, and where a person took it off.
    """
    rate = charge.rate(order.order_type) if charge and not order.waives_service else NO_RATE
    has_goods = any(line.ware is Ware.GOODS for line in order.lines)
    if charge is None or rate.is_none or not has_goods:
        return _without(order, Ware.SERVICE)
    return _with_rate(order, charge.item, rate)


def with_rate(order: Order, item: Item, rate: Rate) -> Order:
    """The order with a service charge of its own, whatever the shop's is; no rate takes it off."""
    fresh = replace(order, waives_service=rate.is_none)
    return _without(fresh, Ware.SERVICE) if rate.is_none else _with_rate(fresh, item, rate)


def with_charge(order: Order, item: Item, ware: Ware, amount: Money) -> Order:
    """The order with this delivery fee or tip in place of an earlier one; 0 ₫ takes it off. INVALID_AMOUNT."""
    bare = _without(order, ware)
    return bare.add_ware(item, ware, amount) if amount else bare


def charge_of(order: Order, ware: Ware) -> Money:
    """What the order holds of a delivery fee, a tip or a debt that it pays, in đồng."""
    return sum(line.unit_price for line in order.lines if line.ware is ware)


def check_debt(order: Order, amount: Money, owed: Money) -> None:
    """Ask before a member who owes `owed` đồng pays so much of it with this order; DEBT_LESS with what is left."""
    left = owed - charge_of(order, Ware.DEBT)
    if amount > left:
        raise Rejected(Code.DEBT_LESS, owed=left)


def _with_rate(order: Order, item: Item, rate: Rate) -> Order:
    target = f"{PERCENT}{rate.percent}" if rate.percent else ""
    present = [line for line in order.lines if line.ware is Ware.SERVICE]
    same = len(present) == 1 and order.lines[-1] is present[0] and present[0].target == target
    if same and (target or present[0].unit_price == rate.amount):
        return order
    bare = _without(order, Ware.SERVICE)
    added = bare.add_ware(item, Ware.SERVICE, rate.amount or 1, target)
    # A line that came before keeps its key, so that keys do not run on with every line that is added.
    key = present[0].key if present else added.lines[-1].key
    line = replace(added.lines[-1], key=key)
    return replace(added, lines=(*bare.lines, line), next_key=order.next_key if present else added.next_key)


def _without(order: Order, ware: Ware) -> Order:
    if not any(line.ware is ware for line in order.lines):
        return order
    return replace(order, lines=tuple(line for line in order.lines if line.ware is not ware))
