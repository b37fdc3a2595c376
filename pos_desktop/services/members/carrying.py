"""Carries lots, debt and activity from one locked account to another, in pairs of rows that sum to nothing."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from pos_desktop.core.ids import Id
from pos_desktop.loyalty import reversal
from pos_desktop.loyalty.lots import Allocation, Lot, LotDates, spending_order
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.services.members.points.ledger import Booking, Linked, NewLot

NOBODYS = ""
"""No sale has this id."""


def carry_lots(giver: Booking, taker: Booking, lots: Sequence[Lot], idle: Mapping[Id, int], reason: str) -> int:
    """Move whole lots with their dates and sales; what the taker owes is paid from those that die first.

    `idle` are the months of lots that live while their member comes. Gives the points that went over.
    """
    points = sum(lot.left for lot in lots)
    if points:
        gone = [Allocation(lot.id, -lot.left) for lot in lots]
        out = giver.take("transfer", points, gone, Linked(reason))
        paid = min(taker.debt, points)
        taker.move_in(points, list(_continued(lots, idle, paid)), Linked(reason, pair_id=out), paid)
    return points


def _continued(lots: Sequence[Lot], idle: Mapping[Id, int], paid: int) -> Iterator[NewLot]:
    for lot in spending_order(lots):
        part = min(paid, lot.left)
        paid -= part
        if lot.left > part:
            dates = LotDates(lot.usable_from, lot.expires_on, idle.get(lot.id))
            yield NewLot(lot.left - part, dates, lot.id, lot.sale)


def carry_debt(giver: Booking, taker: Booking, debt: int, reason: str) -> int:
    """Move a debt; the taker pays it from what is there, gives what is left owing of it."""
    if not debt:
        return 0
    out = giver.move_in(debt, (), Linked(reason), paid=debt)
    taken = reversal.take_back(debt, taker.lots, NOBODYS, taker.day)
    taker.take("transfer", debt, taken.allocations, Linked(reason, pair_id=out), taken.debt)
    return taken.debt


def carry_days(giver: Booking, taker: Booking, days: Iterable[Activity], source_id: Id) -> None:
    """Take what business dates added to the metrics from one account, and add it to the other."""
    for day in days:
        less = day.taken_back()
        giver.act("merge", less.on, less.spend, less.points, less.visits, source_id)
        taker.act("merge", day.on, day.spend, day.points, day.visits, source_id)
