"""The price of an order to the đồng: gross, discounts, the points' share, due and VAT (docs/pricing.md)."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import half_up, percent_of, share
from pos_desktop.selling.charges import charged
from pos_desktop.selling.deals import Deal, DealSource, Reduction, reduce_by
from pos_desktop.selling.lines import WITH_THE_WHOLE, Discount, OrderLine, Ware
from pos_desktop.selling.order import Order
from pos_desktop.selling.pieces import basket_of, lessened
from pos_desktop.selling.tax import TaxSum, VatTable, taxes


@dataclass(frozen=True, slots=True)
class PricedLine:
    """A line with its sums in đồng; `amount` = gross − line discount − order discount − points share.

    Both discounts are what deals took and what people took by hand together; the latter stands beside them.
    """

    line: OrderLine
    gross: Money
    line_discount: Money
    order_discount: Money
    points_share: Money
    rate: int | None
    line_by_hand: Money = 0
    order_by_hand: Money = 0

    @property
    def is_goods(self) -> bool:
        """Whether the line takes deals, order discounts and points, and may earn."""
        return self.line.ware is Ware.GOODS

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
    """The one representation of the basket, from first scan to receipt. Sums in đồng.

    `reductions` are the deals that took something off, in the order of their turn; `deals` are all that were tried.
    """

    order: Order
    business_date: date
    lines: tuple[PricedLine, ...]
    points: int
    points_value: Money
    taxes: tuple[TaxSum, ...]
    reductions: tuple[Reduction, ...] = ()
    deals: tuple[Deal, ...] = ()

    @property
    def idle(self) -> list[DealSource]:
        """Sources of the deals that took nothing: what a customer gave for them would be in vain."""
        tried = Counter((deal.source, deal.id) for deal in self.deals)
        tried.subtract((reduction.source, reduction.id) for reduction in self.reductions)
        return [source for source, _ in tried.elements()]

    @property
    def goods(self) -> Money:
        """Line gross before any discount."""
        return sum(line.gross for line in self.lines)

    @property
    def discount(self) -> Money:
        """All line and order discounts: reductions and discounts by hand."""
        return sum(line.discount for line in self.lines)

    @property
    def by_hand(self) -> Money:
        """What people took off, on lines and on the order."""
        return sum(line.line_by_hand + line.order_by_hand for line in self.lines)

    @property
    def order_by_hand(self) -> Money:
        """What people took off the whole order."""
        return sum(line.order_by_hand for line in self.lines)

    def off_by(self, source: DealSource, deal: str) -> Money:
        """What one deal took off, as often as the order has it."""
        return sum(each.total for each in self.reductions if (each.source, each.id) == (source, deal))

    @property
    def after_lines(self) -> Money:
        """Goods after the discounts of lines, before that of the order."""
        return sum(line.gross - line.line_discount for line in self.lines)

    @property
    def order_discount(self) -> Money:
        """What the deals and the discount of the whole order take off."""
        return sum(line.order_discount for line in self.lines)

    @property
    def before_points(self) -> Money:
        """Goods after all discounts, before points: what the redemption cap and minimums count."""
        return sum(line.gross - line.discount for line in self.lines if line.is_goods)

    @property
    def due(self) -> Money:
        """What the customer has to pay."""
        return sum(line.amount for line in self.lines)

    def amount_of(self, ware: Ware) -> Money:
        """What its lines of one ware cost after everything, such as the service charge."""
        return sum(line.amount for line in self.lines if line.line.ware is ware)

    @property
    def basis(self) -> Money:
        """Loyalty basis: amounts of the goods that earn."""
        return sum(line.amount for line in self.lines if line.is_goods and line.line.earns_points)


@dataclass(frozen=True, slots=True)
class Cut:
    """What is taken off each line, step by step, before points; all tuples are as long as the order."""

    gross: tuple[Money, ...]
    line_deals: tuple[Money, ...]
    line_by_hand: tuple[Money, ...]
    order_deals: tuple[Money, ...]
    order_by_hand: tuple[Money, ...]
    reductions: tuple[Reduction, ...]

    @property
    def left(self) -> list[Money]:
        """What each line costs after all of it."""
        return _less(self.gross, self.line_deals, self.line_by_hand, self.order_deals, self.order_by_hand)


def price(
    order: Order, vat: VatTable, day: date, *, deals: Sequence[Deal] = (), points: int = 0, points_value: Money = 0
) -> PricedOrder:
    """Price an order on a business date; `points_value` is shared over the goods like an order discount.

    Deals take their turn as they stand in `deals`: those on lines before the discounts of lines by hand, those on
    the order before its discount by hand (docs/pricing.md, Deals). Whether an order deserves them was asked before.
    """
    return _priced(order, day, [vat.rate(line.vat_group, day) for line in order.lines], deals, points, points_value)


def with_deal(priced: PricedOrder, deal: Deal | None) -> PricedOrder:
    """A priced order without points, priced again with one more deal."""
    if deal is None:
        return priced
    return _priced(priced.order, priced.business_date, [line.rate for line in priced.lines], (*priced.deals, deal))


def saving(priced: PricedOrder, deal: Deal) -> Money:
    """What one more deal would take off a priced order, in đồng; 0 when it would take nothing."""
    after = sum(cut_by(priced.order, (*priced.deals, deal)).left)
    return max(0, priced.goods - priced.discount - after)


def _priced(
    order: Order,
    day: date,
    rates: Sequence[int | None],
    deals: Sequence[Deal],
    points: int = 0,
    points_value: Money = 0,
) -> PricedOrder:
    cut = cut_by(order, deals)
    by_points = share(points_value, _goods(order, cut.left))
    rows = zip(
        order.lines, cut.gross, cut.line_deals, cut.line_by_hand, cut.order_deals, cut.order_by_hand, by_points, rates,
        strict=True,
    )  # fmt: skip
    lines = tuple(
        PricedLine(_as_charged(line, gross), gross, deal + hand, wide + wide_hand, of_points, rate, hand, wide_hand)
        for line, gross, deal, hand, wide, wide_hand, of_points, rate in rows
    )
    by_rate = taxes([(line.rate, line.amount) for line in lines])
    return PricedOrder(order, day, lines, points, points_value, by_rate, cut.reductions, tuple(deals))


def cut_by(order: Order, deals: Sequence[Deal]) -> Cut:
    """Everything that deals and people take off an order."""
    gross = tuple(line_gross(line) for line in order.lines)
    basket, by_line = reduce_by((d for d in deals if not d.is_on_order), basket_of(order.lines, gross), order.lines)
    line_deals = _sum(by_line, order)
    by_hand = (None if line.ware in WITH_THE_WHOLE else line.discount for line in order.lines)
    hands = tuple(map(discount_of, by_hand, _less(gross, line_deals)))
    _, by_order = reduce_by((d for d in deals if d.is_on_order), lessened(basket, hands), order.lines)
    order_deals = _sum(by_order, order)
    goods = _goods(order, _less(gross, line_deals, hands, order_deals))
    order_by_hand = share(discount_of(order.discount, sum(goods)), goods)
    gross = charged(order.lines, gross, sum(goods) - sum(order_by_hand))
    return Cut(gross, line_deals, hands, order_deals, order_by_hand, (*by_line, *by_order))


def line_gross(line: OrderLine) -> Money:
    """Unit price with options times quantity, half up; a price label keeps its own figure."""
    if line.label_price is not None:
        return line.label_price
    unit = line.unit_price + sum(option.price for option in line.options)
    return half_up(unit * line.qty, ONE)


def _as_charged(line: OrderLine, gross: Money) -> OrderLine:
    """A charge that follows the goods, with what it came to as its price."""
    return replace(line, unit_price=gross) if line.ware is Ware.SERVICE and line.unit_price != gross else line


def discount_of(discount: Discount | None, left: Money) -> Money:
    """A manual discount in đồng on what is left; an amount is cut to it."""
    if discount is None:
        return 0
    if discount.percent is not None:
        return percent_of(left, discount.percent)
    return min(discount.amount or 0, left)


def _goods(order: Order, amounts: Sequence[Money]) -> list[Money]:
    """The amounts of the goods; other wares count nothing."""
    return [amount if line.ware is Ware.GOODS else 0 for line, amount in zip(order.lines, amounts, strict=True)]


def _sum(reductions: Sequence[Reduction], order: Order) -> tuple[Money, ...]:
    return tuple(sum(reduction.by_line[at] for reduction in reductions) for at in range(len(order.lines)))


def _less(amounts: Sequence[Money], *takes: Sequence[Money]) -> list[Money]:
    return [amount - sum(parts) for amount, *parts in zip(amounts, *takes, strict=True)]
