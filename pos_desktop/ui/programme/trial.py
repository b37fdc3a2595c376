"""The «Thử» line: one order of the programme being edited, quoted by the real engine."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time

from pos_desktop.core.money import Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.lots import Lot
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import quote
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.selling.order import Order, OrderLine
from pos_desktop.selling.tax import STANDARD, VatTable


@dataclass(frozen=True, slots=True)
class Trial:
    """What an order brings: points earned, the most that may be redeemed, and what that takes off."""

    earns: int
    redeems: int
    value: Money


def try_out(programme: Programme, amount: Money, tier: str, points: int, day: date, vat: VatTable) -> Trial:
    """Quote an order of `amount` đồng for a member of a tier with so many points, on a business date."""
    line = OrderLine(1, "trial", "TRIAL", "", amount, STANDARD)
    order = Order("trial", datetime.combine(day, time(12), UTC), programme.version, (line,), 2)
    account = AccountPicture("trial", day, (Lot("trial", points, day, None),), tier=TierState(tier), joined_on=day)
    found = quote(order, account, programme, vat, Occasion(day))
    return Trial(found.earns.points, found.allowed.points, found.allowed.value)
