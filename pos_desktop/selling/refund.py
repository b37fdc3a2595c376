"""Money that goes back for what is returned: by line and quantity, with its VAT, by tender (docs/pricing.md)."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity, plain
from pos_desktop.core.rates import half_up
from pos_desktop.selling.tax import TaxSum, taxes
from pos_desktop.selling.tenders import in_cash

CASH = "cash"
EXCHANGE = "exchange"
"""Not a way back: the goods of another sale take the money along."""
ON_CREDIT = "on_credit"
FIRST_BACK = (ON_CREDIT, "gift_card", "wallet")
"""Whatever was asked, these get theirs back before any cash leaves the drawer: what is owed is lowered, and stored
value returns to its own card."""
REFILLED = (*FIRST_BACK, "card", "ewallet", "bank_qr")
"""Kinds of tender in the order in which they are refilled; a kind that is not named follows, cash takes the rest."""


class RefundTo(StrEnum):
    """Which way the money goes: as it came, or in cash but for `FIRST_BACK`."""

    ORIGINAL = "original"
    CASH = "cash"


@dataclass(frozen=True, slots=True)
class SoldLine:
    """A line as it was sold; `position` from 1."""

    position: int
    qty: Quantity
    amount: Money
    """After all discounts and its share of the points: what the customer paid for it."""
    goods: Money
    """After discounts, before points; 0 for a line that sells no goods (gift card, top-up, membership)."""
    rate: int | None
    earns: bool = True
    sku: str = ""
    category: str = ""
    discounted: bool = False
    refundable: Money | None = None
    """The most that the line gives back today where that is less than its amount, such as a plan's days to come."""
    with_whole: bool = False
    """Service, delivery or a tip: it comes back with the last of what else was sold, and not before."""


@dataclass(frozen=True, slots=True)
class Paid:
    """What one tender paid; cash less its change, though cash simply takes what the others do not."""

    kind: str
    amount: Money
    ref: str = ""


@dataclass(frozen=True, slots=True)
class SoldSale:
    """What a refund has to know of its sale, all in đồng."""

    lines: tuple[SoldLine, ...]
    paid: tuple[Paid, ...] = ()
    cash: Money = 0
    """Cash that stayed in the drawer."""
    rounding: Money = 0
    """By how much that was rounded."""
    step: Money = 0
    """To what cash is rounded now, 0 for nothing."""

    def in_cash(self, exact: Money) -> Money:
        """Cash that is due to date for so much of it: all that came in for all of it, and never more for less."""
        owed = self.cash - self.rounding
        if exact < owed:
            return min(in_cash(exact, self.step), self.cash)
        return self.cash + in_cash(exact - owed, self.step)

    @property
    def alone(self) -> tuple[SoldLine, ...]:
        """Lines that may be asked for; a sale of nothing but charges gives those back."""
        return tuple(line for line in self.lines if not line.with_whole) or self.lines


@dataclass(frozen=True, slots=True)
class Returned:
    """What the customer brings back of a line."""

    position: int
    qty: Quantity


@dataclass(frozen=True, slots=True)
class LineBack:
    """What goes back for a line; `goods` is its worth before points, half up like the money."""

    position: int
    qty: Quantity = 0
    money: Money = 0
    goods: Money = 0


@dataclass(frozen=True, slots=True)
class TenderBack:
    """Money that goes back to where a tender came from; `ref` as the sale's tender has it."""

    kind: str
    amount: Money
    ref: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """What earlier refunds of the sale gave back, rows of one line or one tender in any number."""

    lines: tuple[LineBack, ...] = ()
    tenders: tuple[TenderBack, ...] = ()
    restored: int = 0
    """Points given back."""
    clawed: int = 0
    """Points taken back, with what became debt or a shortfall, without what had expired."""
    rounding: Money = 0
    """By how much the cash that went back was rounded."""

    @property
    def cash(self) -> Money:
        """Cash that was handed back."""
        return sum(back.amount for back in self.tenders if back.kind == CASH)

    def line(self, position: int) -> LineBack:
        """Sum of what went back for a line."""
        mine = [back for back in self.lines if back.position == position]
        return LineBack(position, *(sum(part) for part in zip(*((x.qty, x.money, x.goods) for x in mine), strict=True)))

    def tender(self, kind: str, ref: str) -> Money:
        """Sum of what went back to a tender."""
        return sum(back.amount for back in self.tenders if (back.kind, back.ref) == (kind, ref))

    def then(self, money: "MoneyBack", restored: int = 0, clawed: int = 0) -> "Before":
        """The same after one more refund."""
        return Before(
            self.lines + money.lines, self.tenders + money.tenders, self.restored + restored, self.clawed + clawed,
            self.rounding + money.rounding,
        )  # fmt: skip


NOTHING_BEFORE = Before()


@dataclass(frozen=True, slots=True)
class MoneyBack:
    """The money side of one refund."""

    lines: tuple[LineBack, ...]
    taxes: tuple[TaxSum, ...]
    """For every rate of the sale what it had before less what it has after; the sums are those of the money."""
    tenders: tuple[TenderBack, ...]
    rest: tuple[SoldLine, ...]
    """The sale's lines with the quantity, amount and goods that stay sold; none once all of a line is back."""
    returned_share: Fraction
    """Goods returned to date over goods sold, exact."""
    rounding: Money = 0
    """By how much the cash among the tenders is more than what the lines come to."""

    @property
    def money(self) -> Money:
        """What is due to the customer."""
        return sum(line.money for line in self.lines)

    @property
    def handed(self) -> Money:
        """What the customer is given: the money, its part in cash rounded."""
        return self.money + self.rounding

    @property
    def goods(self) -> Money:
        """Worth of what comes back, before points."""
        return sum(line.goods for line in self.lines)

    @property
    def exchangeable(self) -> Money:
        """The most that other goods may take: stored value and what is owed go back to where they came from."""
        return self.money - sum(back.amount for back in self.tenders if back.kind in FIRST_BACK)

    @property
    def is_last(self) -> bool:
        """Whether nothing of the sale is left."""
        return not self.rest


def money_back(
    sale: SoldSale, before: Before, asked: Sequence[Returned] | None, to: RefundTo, exchanged: TenderBack | None = None
) -> MoneyBack:
    """Work out one refund; `asked` None returns everything that is left, `exchanged` is what other goods take of it.

    Raises:
        Rejected: ALREADY_REFUNDED when nothing of the sale or of a `line` is left, NOTHING_TO_REFUND for an empty ask
            or a line that the sale has not, INVALID_QUANTITY for less than a thousandth or, with `most`, for more than
            what is left of a `line`; EXCHANGE_CHANGED when other goods would take more than is `exchangeable`.
    """
    wanted = _wanted(sale, before, asked)
    lines = tuple(
        _line_back(x, before.line(x.position), wanted[x.position]) for x in sale.lines if x.position in wanted
    )
    after = replace(before, lines=before.lines + lines)
    rest = rest_of(sale, after)
    money = sum(line.money for line in lines)
    ways, rounding = _rounded(sale, before, _ways_back(sale, before, money, to, exchanged))
    return MoneyBack(lines, _taxes_back(sale, before, after), ways, rest, _returned_share(sale, after), rounding)


def _rounded(
    sale: SoldSale, before: Before, ways: tuple[TenderBack, ...]
) -> tuple[tuple[TenderBack, ...], Money]:  # fmt: skip
    """The ways with cash as it is handed over, and by how much that was rounded.

    Cash is what is due of it to date less what was handed back already, so that parts come to what the whole does.
    """
    exact = sum(back.amount for back in ways if back.kind == CASH)
    if not exact:
        return ways, 0
    handed = max(0, sale.in_cash(before.cash - before.rounding + exact) - before.cash)
    others = tuple(back for back in ways if back.kind != CASH)
    return (*others, *((TenderBack(CASH, handed),) if handed else ())), handed - exact


def _ways_back(
    sale: SoldSale, before: Before, money: Money, to: RefundTo, exchanged: TenderBack | None
) -> tuple[TenderBack, ...]:
    """What other goods take, and the way of the rest."""
    if exchanged is None:
        return tuple(_tenders_back(sale, before, money, to))
    stored = sum(way.amount for way in _tenders_back(sale, before, money, to) if way.kind in FIRST_BACK)
    if exchanged.amount > money - stored:
        raise Rejected(Code.EXCHANGE_CHANGED)
    return (exchanged, *_tenders_back(sale, before, money - exchanged.amount, to))


def _wanted(sale: SoldSale, before: Before, asked: Sequence[Returned] | None) -> dict[int, Quantity]:
    """Quantity to return by position, checked; what is asked twice of a line is added up.

    The last of what else was sold takes the sale's charges along.
    """
    left = {line.position: line.qty - before.line(line.position).qty for line in sale.alone}
    if not any(left.values()):
        raise Rejected(Code.ALREADY_REFUNDED)
    wanted = _asked(asked, left) if asked is not None else {position: qty for position, qty in left.items() if qty}
    if all(wanted.get(position, 0) == qty for position, qty in left.items()):
        wanted |= {line.position: line.qty for line in sale.lines if line.position not in left}
    return wanted


def _asked(asked: Sequence[Returned], left: dict[int, Quantity]) -> dict[int, Quantity]:
    wanted: dict[int, Quantity] = {}
    for one in asked:
        wanted[one.position] = wanted.get(one.position, 0) + _positive(one, left)
    if not wanted:
        raise Rejected(Code.NOTHING_TO_REFUND)
    for position, qty in wanted.items():
        if qty > left[position]:
            raise Rejected(Code.INVALID_QUANTITY, line=position, most=plain(left[position]))
    return wanted


def _positive(one: Returned, left: dict[int, Quantity]) -> Quantity:
    if one.position not in left:
        raise Rejected(Code.NOTHING_TO_REFUND, line=one.position)
    if one.qty <= 0:
        raise Rejected(Code.INVALID_QUANTITY, line=one.position)
    if not left[one.position]:
        raise Rejected(Code.ALREADY_REFUNDED, line=one.position)
    return one.qty


def _line_back(line: SoldLine, before: LineBack, qty: Quantity) -> LineBack:
    """What is due to date less what went back already, so that the last return gives back exactly what is left."""
    to_date = before.qty + qty
    amount = line.amount if line.refundable is None else min(line.amount, line.refundable)
    money = half_up(amount * to_date, line.qty) - before.money
    return LineBack(line.position, qty, max(0, money), half_up(line.goods * to_date, line.qty) - before.goods)


def rest_of(sale: SoldSale, before: Before) -> tuple[SoldLine, ...]:
    """Lines of which something stays sold after `before`, each with the quantity, amount and goods that stay."""
    pairs = [(line, before.line(line.position)) for line in sale.lines]
    return tuple(
        replace(line, qty=line.qty - back.qty, amount=line.amount - back.money, goods=line.goods - back.goods)
        for line, back in pairs
        if back.qty < line.qty
    )


def _taxes_back(sale: SoldSale, before: Before, after: Before) -> tuple[TaxSum, ...]:
    pairs = zip(_taxes(sale, before), _taxes(sale, after), strict=True)
    return tuple(TaxSum(had.rate, had.net - has.net, had.tax - has.tax) for had, has in pairs)


def _taxes(sale: SoldSale, before: Before) -> tuple[TaxSum, ...]:
    """VAT on what the sale has kept; every rate of the sale is there, ascending, also with nothing."""
    backs = [(line, before.line(line.position)) for line in sale.lines]
    return taxes([(line.rate, line.amount - back.money) for line, back in backs])


def _returned_share(sale: SoldSale, after: Before) -> Fraction:
    goods = sum(line.goods for line in sale.lines)
    if not goods:
        return Fraction(0)
    parts = (Fraction(line.goods * after.line(line.position).qty, line.qty) for line in sale.lines)
    return sum(parts, Fraction(0)) * Fraction(1, goods)


def _tenders_back(sale: SoldSale, before: Before, money: Money, to: RefundTo) -> Iterator[TenderBack]:
    """Refill the sale's tenders in their order. Cash takes the rest: never more than came in cash or in goods, but
    what cash gave for another tender before."""
    for kind, ref, paid in _by_place(sale.paid):
        if kind in FIRST_BACK or (to is RefundTo.ORIGINAL and kind not in (CASH, EXCHANGE)):
            part = min(money, max(0, paid - before.tender(kind, ref)))
            money -= part
            if part:
                yield TenderBack(kind, part, ref)
    if money:
        yield TenderBack(CASH, money)


def _by_place(paid: Iterable[Paid]) -> list[tuple[str, str, Money]]:
    """What was paid by kind and reference, in the order of refilling."""
    sums: dict[tuple[str, str], Money] = {}
    for one in paid:
        sums[one.kind, one.ref] = sums.get((one.kind, one.ref), 0) + one.amount
    placed = sorted(sums, key=lambda place: REFILLED.index(place[0]) if place[0] in REFILLED else len(REFILLED))
    return [(*place, sums[place]) for place in placed]
