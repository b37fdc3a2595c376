"""«Vì sao?» of one sale: which lines earned how, what the rules added, and what bounded the money off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from fractions import Fraction

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.core.rates import Percent
from pos_desktop.loyalty.explanation import Piece
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.redemption import cap_points


class WhyNot(StrEnum):
    """Why a line earns nothing."""

    WARE = "ware"
    """Gift cards, top-ups and memberships never do."""
    ITEM = "item"
    """The shop took the item out."""
    DISCOUNTED = "discounted"
    """The programme leaves out what is discounted."""
    FREE = "free"
    """Nothing was paid for it in money."""


class Bound(StrEnum):
    """What kept the order from taking more points."""

    WISH = "wish"
    """More would have been allowed; nobody asked for it."""
    BALANCE = "balance"
    CAP = "cap"
    MINIMUM = "minimum"
    """What is allowed comes to less than the least."""
    REST = "rest"
    """The whole order was paid."""


@dataclass(frozen=True, slots=True)
class SoldEarning:
    """A line and how it earned; `rate` is points per đồng, `factors` are the multipliers that count, by rule."""

    name: str
    qty: Quantity
    amount: Money
    """After discounts and after its share of the points."""
    points: int
    why_not: WhyNot | None = None
    basis: Money = 0
    rate: Fraction = Fraction(0)
    source: Piece | None = None
    """Whose rate it is: of kind `base` or `rule`; its points are nothing here."""
    factors: tuple[tuple[Piece, Fraction], ...] = ()
    multiplier: Fraction = Fraction(1)


@dataclass(frozen=True, slots=True)
class MoneyOff:
    """Points that came off in money, and what would have been the most; đồng in `value` and `before`."""

    points: int
    value: Money
    point_value: Money
    before: Money
    """Goods after all discounts, before points."""
    cap: Percent
    cap_points: int
    available: int
    """What the member could spend before it."""
    step: int
    minimum: int
    bound: Bound


@dataclass(frozen=True, slots=True)
class TakenOff:
    """What a deal took off the sale: `source` is promotion, perk, reward or voucher; a reward may cost points."""

    source: str
    name: str
    amount: Money
    points: int = 0


@dataclass(frozen=True, slots=True)
class Returned:
    """A refund of the sale: money in đồng, points taken back and given back."""

    number: str
    day: date
    money: Money
    clawed: int
    restored: int


@dataclass(frozen=True, slots=True)
class GivenLater:
    """The sale became this member's after it was made: `way` is receipt, later or move."""

    way: str
    day: date
    by: str


@dataclass(frozen=True, slots=True)
class SaleExplanation:
    """Why a sale gave and took so many points; a guest's has no member, no tier and no points."""

    sale_id: Id
    number: str
    at: datetime
    day: date
    programme: str
    version: int
    lines: tuple[SoldEarning, ...]
    basis: Money
    earned: int
    steps: tuple[Piece, ...]
    """What the base, the tier, each rule and the limits (below zero) added; together `earned`."""
    code: str = ""
    name: str = ""
    tier: str = ""
    """The tier before the sale: its multiplier counted."""
    limited: str = ""
    """The field of the programme that limited the day: `orders_per_day`, `minutes_apart` or `points_per_day`."""
    money_off: MoneyOff | None = None
    taken_off: tuple[TakenOff, ...] = ()
    given_later: GivenLater | None = None
    refunds: tuple[Returned, ...] = ()
    has_facts: bool = True
    """False for sales from before what was true of the member was kept: how each line earned is not known."""


def bounded(programme: Programme, points: int, value: Money, before: Money, available: int) -> MoneyOff:
    """What bounded the points of an order: `available` before it, goods worth `before`."""
    most = cap_points(programme, before)
    return MoneyOff(
        points, value, programme.point_value, before, programme.cap, most, available, programme.step,
        programme.minimum, _bound(programme, points, value, before, (available, most)),
    )  # fmt: skip


def _bound(programme: Programme, points: int, value: Money, before: Money, most: Sequence[int]) -> Bound:
    available, cap = most
    if points and value == before:
        return Bound.REST
    allowed = min(available, cap) // programme.step * programme.step
    if allowed < max(programme.minimum, 1):
        return Bound.MINIMUM
    if points < allowed:
        return Bound.WISH
    return Bound.BALANCE if available <= cap else Bound.CAP
