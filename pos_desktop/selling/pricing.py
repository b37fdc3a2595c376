"""The price of an order to the đồng: gross, discounts, the points' share, due and VAT (docs/pricing.md)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import half_up, percent_of, share
from pos_desktop.selling.order import Discount, Order, OrderLine
from pos_desktop.selling.tax import TaxSum, VatTable, taxes


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its sums in đồng; `amount` = gross − line discount − order discount − points share."""

    line: OrderLine
    gross: Money
    line_discount: Money
    order_discount: Money
    points_share: Money
    rate: int | None

    @property
    def amount(self) -> Money:
        """What the line costs after everything."""
        return self.gross - self.discount - self.points_share

    @property
    def discount(self) -> Money:
        """Line and order discount together."""
        return self.line_discount + self.order_discount


@dataclass(frozen=True, slots=True)
class PricedOrder:
    """The one representation of the basket, from first scan to receipt. Sums in đồng."""

    order: Order
    business_date: date
    lines: tuple[PricedLine, ...]
    points: int
    points_value: Money
    taxes: tuple[TaxSum, ...]

    @property
    def goods(self) -> Money:
        """Line gross before any discount."""
        return sum(line.gross for line in self.lines)

    @property
    def discount(self) -> Money:
        """All line and order discounts."""
        return sum(line.discount for line in self.lines)

    @property
    def after_lines(self) -> Money:
        """Goods after the discounts of lines, before that of the order."""
        return sum(line.gross - line.line_discount for line in self.lines)

    @property
    def order_discount(self) -> Money:
        """What the discount of the whole order takes off."""
        return sum(line.order_discount for line in self.lines)

    @property
    def before_points(self) -> Money:
        """Goods after all discounts, before points: what the redemption cap counts."""
        return self.goods - self.discount

    @property
    def due(self) -> Money:
        """What the customer has to pay."""
        return sum(line.amount for line in self.lines)

    @property
    def basis(self) -> Money:
        """Loyalty basis: amounts of the lines that earn."""
        return sum(line.amount for line in self.lines if line.line.earns_points)


def price(order: Order, vat: VatTable, day: date, *, points: int = 0, points_value: Money = 0) -> PricedOrder:
    """Price an order on a business date; `points_value` is shared over the lines like an order discount."""
    gross = [line_gross(line) for line in order.lines]
    first = [discount_of(line.discount, amount) for line, amount in zip(order.lines, gross, strict=True)]
    second = _order_discounts(order.discount, _less(gross, first))
    third = share(points_value, _less(gross, first, second))
    lines = tuple(
        PricedLine(line, amount, by_line, by_order, points_share, vat.rate(line.vat_group, day))
        for line, amount, by_line, by_order, points_share in zip(order.lines, gross, first, second, third, strict=True)
    )
    by_rate = taxes([(line.rate, line.amount) for line in lines])
    return PricedOrder(order, day, lines, points, points_value, by_rate)


def line_gross(line: OrderLine) -> Money:
    """Unit price with options times quantity, half up; a price label keeps its own figure."""
    if line.label_price is not None:
        return line.label_price
    unit = line.unit_price + sum(option.price for option in line.options)
    return half_up(unit * line.qty, ONE)


def discount_of(discount: Discount | None, left: Money) -> Money:
    """A manual discount in đồng on what is left; an amount is cut to it."""
    if discount is None:
        return 0
    if discount.percent is not None:
        return percent_of(left, discount.percent)
    return min(discount.amount or 0, left)


def _order_discounts(discount: Discount | None, amounts: Sequence[Money]) -> Sequence[Money]:
    return share(discount_of(discount, sum(amounts)), amounts)


def _less(amounts: Sequence[Money], *takes: Sequence[Money]) -> list[Money]:
    return [amount - sum(parts) for amount, *parts in zip(amounts, *takes, strict=True)]
