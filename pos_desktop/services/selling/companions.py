"""All that keeps rows of its own beside a sale, a refund or a late owner, in the order in which it is asked."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.services.members.benefits import (
    games,
    games_back,
    games_late,
    memberships,
    partners,
    prizes,
    referrals,
    rewards,
    stored,
    vouchers,
)
from pos_desktop.services.selling import credit_rows
from pos_desktop.services.selling.happened import SaleGiven, SaleMade, SaleReturned

_ON_SALE = (
    vouchers.sold, rewards.sold, stored.sold, memberships.sold, partners.sold, games.sold,
    credit_rows.sold, referrals.sold,
)  # fmt: skip
_ON_REFUND = (
    credit_rows.returned, vouchers.returned, rewards.returned, stored.returned, memberships.returned, partners.returned,
    games_back.returned, prizes.returned, referrals.returned,
)  # fmt: skip
_ON_PARTING = (games_back.parted, memberships.parted, prizes.parted, referrals.parted)
_ON_JOINING = (memberships.joined, prizes.joined, vouchers.joined, games_late.joined, referrals.joined)
_STAYING = (vouchers.staying, prizes.staying)


def on_sale(made: SaleMade) -> None:
    """Vouchers and rewards are used, stored value is loaded and spent, memberships begin, games go on, friends count.

    What locks another member's account comes last.
    """
    for keep in _ON_SALE:
        keep(made)


def on_refund(back: SaleReturned) -> None:
    """The same, taken back as far as each can be."""
    for keep in _ON_REFUND:
        keep(back)


def on_parting(given: SaleGiven) -> int:
    """What the sale brought beside its own points goes back from who never bought it; gives their points."""
    return sum(part(given) for part in _ON_PARTING)


def on_joining(given: SaleGiven) -> int:
    """What it would have brought to whose it is now, and what was brought already, goes to them; gives the points."""
    return sum(join(given) for join in _ON_JOINING)


def staying(given: SaleGiven) -> list[str]:
    """Names of what the sale gave to who never bought it, and nobody can take back: used up or handed over."""
    return [name for stay in _STAYING for name in stay(given)]


def refundable(tx: Connection, sale_id: Id, day: date) -> Mapping[int, Money]:
    """The most that lines which are no goods give back on a business date, by position."""
    return {**stored.refundable(tx, sale_id, day), **memberships.refundable(tx, sale_id, day),
            **credit_rows.refundable(tx, sale_id, day)}  # fmt: skip
