"""All that keeps rows of its own beside a sale or a refund, in the order in which it is asked."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.services.members.benefits import (
    games,
    memberships,
    partners,
    referrals,
    rewards,
    stored,
    vouchers,
    wheels,
)
from pos_desktop.services.selling.happened import SaleMade, SaleReturned

_ON_SALE = (
    vouchers.sold, rewards.sold, stored.sold, memberships.sold, partners.sold, games.sold, referrals.sold,
)  # fmt: skip
_ON_REFUND = (
    vouchers.returned, rewards.returned, stored.returned, memberships.returned, partners.returned, games.returned,
    wheels.returned, referrals.returned,
)  # fmt: skip


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


def refundable(tx: Connection, sale_id: Id, day: date) -> Mapping[int, Money]:
    """The most that lines which are no goods give back on a business date, by position."""
    return {**stored.refundable(tx, sale_id, day), **memberships.refundable(tx, sale_id, day)}
