"""Gives money and points of a sale back by the pricing and loyalty pages alone, cumulative by line and quantity."""

from collections import Counter
from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from math import floor
from typing import Any

from tests.support.oracle_account import MULTIPLIERS, Account, Lot, Taken, points_for
from tests.support.oracle_pricing import Line, Refused, quantity, rhu

REFILLED_FIRST = ("on_credit", "gift_card", "wallet", "card", "ewallet", "bank_qr", "cash")


@dataclass(slots=True)
class SoldLine:
    """A line of a sale; `goods` is after discounts and before points, `amount` after both, money in đồng."""

    qty: Fraction
    goods: int
    amount: int
    returned: Fraction = Fraction(0)
    money_back: int = 0

    @property
    def left(self) -> Fraction:
        return self.qty - self.returned

    @property
    def goods_returned(self) -> Fraction:
        return self.goods * self.returned / self.qty


@dataclass(slots=True)
class Sold:
    """A sale as it stands in the books, and what came back of it so far."""

    number: str
    at: datetime
    day: date
    shift: int
    lines: list[SoldLine]
    paid: Counter[str]
    account: Account | None = None
    tier_before: int = 0
    earned: int = 0
    redeemed: int = 0
    own: Lot | None = None
    taken: list[Taken] = field(default_factory=list)
    clawed: int = 0
    restored: int = 0
    back: Counter[str] = field(default_factory=Counter)

    @property
    def untouched(self) -> bool:
        return not any(line.returned for line in self.lines)

    @property
    def is_whole_back(self) -> bool:
        return not any(line.left for line in self.lines)

    def basis_left(self) -> int:
        return sum(line.amount - line.money_back for line in self.lines)


@dataclass(frozen=True, slots=True)
class Returned:
    """What one return moved: đồng by tender, points given back, points owed for it and points really taken."""

    money: int
    by_tender: Counter[str]
    restored: int
    owed: int
    taken: int


def sold_lines(lines: Sequence[Line]) -> list[SoldLine]:
    """The lines of a priced order, as a return needs them."""
    return [SoldLine(line.qty, line.gross - line.discount, line.amount) for line in lines]


def paid_by(due: int, tenders: str | Sequence[Mapping[str, Any]]) -> Counter[str]:
    """What each kind of tender paid of `due`; the change is the cash's."""
    if tenders == "exact":
        return Counter(cash=due)
    paid: Counter[str] = Counter()
    for tender in tenders:
        assert isinstance(tender, Mapping)
        paid[tender["type"]] += tender["amount"]
    paid["cash"] -= sum(paid.values()) - due
    return paid


def wanted(sold: Sold, told: str | Sequence[Mapping[str, Any]]) -> dict[int, Fraction]:
    """Quantities by place from 0, or the reason why they cannot come back.

    Freedom of the pages: which refusal a line has of which too little is left; the named ones are all allowed.
    """
    if sold.is_whole_back:
        raise Refused("ALREADY_REFUNDED", *(() if told == "all" else ("INVALID_QUANTITY", "NOTHING_TO_REFUND")))
    if told == "all":
        return {place: line.left for place, line in enumerate(sold.lines) if line.left}
    if not told:
        raise Refused("NOTHING_TO_REFUND", "MALFORMED")
    back: dict[int, Fraction] = {}
    for entry in told:
        assert isinstance(entry, Mapping)
        if not 1 <= entry["line"] <= len(sold.lines):
            raise Refused()
        place = entry["line"] - 1
        back[place] = back.get(place, Fraction(0)) + quantity(entry["qty"])
        if back[place] > (left := sold.lines[place].left):
            raise Refused("INVALID_QUANTITY", "NOTHING_TO_REFUND", *(() if left else ("ALREADY_REFUNDED",)))
    return back


def give(sold: Sold, back: Mapping[int, Fraction], to: str, now: datetime, day: date) -> Returned:
    """Take goods back: money first, then points given back, then points taken back, then the tier."""
    basis_before = sold.basis_left()
    money = sum(_money_of(sold.lines[place], qty) for place, qty in back.items())
    by_tender = Counter(cash=money) if to == "cash" else _refilled(sold, money)
    sold.back.update(by_tender)
    if sold.account is None:
        return Returned(money, by_tender, 0, 0, 0)
    restored, owed = _restorable(sold), _owed(sold)
    sold.restored, sold.clawed = sold.restored + restored, sold.clawed + owed
    sold.account.give_back(restored, sold.taken, day)
    taken = sold.account.claw(owed, sold.own) if sold.own else 0
    sold.account.lower(sold.number, basis_before - sold.basis_left(), now, day)
    return Returned(money, by_tender, restored, owed, taken)


def tried(sold: Sold, back: Mapping[int, Fraction], to: str, now: datetime, day: date) -> tuple[Sold, Returned]:
    """What a return would do, done to a copy."""
    copy = deepcopy(sold)
    return copy, give(copy, back, to, now, day)


def open_question(sold: Sold, back: Mapping[int, Fraction], now: datetime, day: date) -> str:
    """Why the pages leave more than one field of this return open; empty where they do not."""
    after, returned = tried(sold, back, "cash", now, day)
    if not (returned.money or returned.restored or returned.owed):
        return "whether a return of nothing is one"
    if sold.account is None or after.account is None:
        return ""
    if sold.account.debt and returned.restored and len({id(part.lot) for part in sold.taken if part.points}) > 1:
        return "which of several lots' points pay the debt"
    if sold.own and returned.owed and sold.own.is_parted:
        return "whether a lot restored from the sale's own is its own too"
    if after.account.tier < sold.account.tier and after.account.tier > 0:
        return "from which day the lower step stands"
    return ""


def _money_of(line: SoldLine, qty: Fraction) -> int:
    line.returned += qty
    money = rhu(line.amount * line.returned / line.qty) - line.money_back
    line.money_back += money
    return money


def _refilled(sold: Sold, money: int) -> Counter[str]:
    """Refill each tender up to what it paid, less what it got back before."""
    refilled: Counter[str] = Counter()
    for kind in REFILLED_FIRST:
        part = min(money, max(0, sold.paid[kind] - sold.back[kind]))
        refilled[kind], money = part, money - part
    assert money == 0
    return refilled


def _restorable(sold: Sold) -> int:
    goods = sum(line.goods for line in sold.lines)
    if not goods:
        return 0
    returned = sum((line.goods_returned for line in sold.lines), Fraction(0))
    return floor(sold.redeemed * returned / goods) - sold.restored


def _owed(sold: Sold) -> int:
    left = points_for(sold.basis_left(), MULTIPLIERS[sold.tier_before])
    return max(0, sold.earned - left - sold.clawed)
