"""Points that come once for an occasion, and go back when it turns out that there was none."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty import reversal
from pos_desktop.loyalty.lots import Lot
from pos_desktop.services.members.points.ledger import Linked
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account
from pos_desktop.services.selling.happened import SaleReturned
from pos_desktop.storage.queries import games, merges
from pos_desktop.storage.schema.loyalty import entry, lot

_OWN = "own"


def is_paid(tx: Connection, key: str) -> bool:
    """Whether the points of an occasion were given and not taken back."""
    return _newest(tx, key)[1] is not None


def pay(held: Locked, key: str, rule: str, points: int, reason: str = "") -> int:
    """Credit `points` for an occasion; gives what was credited, 0 when it was paid already.

    What was taken back may be earned again: the row then has the key with a number behind it.
    """
    free, paid = _newest(held.booking.tx, key)
    if paid is not None or points <= 0:
        return 0
    told = [{"rule": rule, "points": points}]
    held.booking.accrue(points, told, Linked(reason, occasion=free, of_sale=False))
    return points


def take_back(held: Locked, key: str, reason: str) -> int:
    """Take the points of an occasion back: from their own lot, then from others, then as the programme says.

    Gives what was taken, debt included; 0 when they were never given, are back already, or have all expired. Points
    that the programme forgives are a row of their own.
    """
    _, paid = _newest(held.booking.tx, key)
    if paid is None:
        return 0
    booking = held.booking
    lots, dead = _marked(held, paid.id)
    taken = reversal.take_back(
        paid.points, lots, _OWN, booking.day, written_off=dead, shortfall=booking.programme.shortfall
    )
    if not taken.points:
        return 0
    told = [{"rule": step["rule"], "points": -taken.points} for step in paid.breakdown[:1]]
    linked = Linked(reason, told, pair_id=paid.id, occasion=_undone(paid.occasion), of_sale=False)
    back = booking.take("clawback", taken.points, taken.allocations, linked, taken.debt + taken.shortfall)
    if taken.shortfall:
        forgiven = [{"rule": "shortfall", "points": taken.shortfall}]
        booking.credit("adjustment", taken.shortfall, booking.dates(), Linked(reason, forgiven, back, of_sale=False))
    return taken.points


def take_back_from(back: SaleReturned, account_id: Id, key: str, reason: str = "refund") -> None:
    """Take the points of an occasion back from who got them, or whom they were merged into.

    A refund has locked the account of its own sale already; after a move that is somebody else's.
    """
    if back.locked is None:
        raise ValueError("a guest's sale brought nobody a bonus")
    take_back_beside((back.locked,), account_id, key, reason)


def take_back_beside(held: Sequence[Locked], account_id: Id, key: str, reason: str) -> int:
    """The same beside accounts that the operation has `held` already, one at least; gives what was taken."""
    own = held[0].booking
    account_id = merges.survivor(own.tx, account_id)
    for one in held:
        if one.picture.id == account_id:
            return take_back(one, key, reason)
    purpose = Purpose(own.operation_id, own.staff_id, day=own.day)
    other = lock_account(own.written, own.till, account_id, purpose)
    taken = take_back(other, key, reason)
    other.booking.close()
    return taken


def _newest(tx: Connection, key: str) -> tuple[str, Any | None]:
    """The key that is free, or the row that stands."""
    number, tried = 1, key
    while (row := games.entry_by_occasion(tx, tried)) is not None:
        if games.entry_by_occasion(tx, _undone(tried)) is None:
            return tried, row
        number += 1
        tried = f"{key}#{number}"
    return tried, None


def _undone(key: str) -> str:
    return f"undone:{key}"


def _marked(held: Locked, entry_id: Id) -> tuple[list[Lot], int]:
    """The account's lots, those that the entry opened marked as its own, and what expired of them."""
    tx = held.booking.tx
    own = set(tx.execute(select(lot.c.id).where(lot.c.entry_id == entry_id)).scalars())
    statement = select(func.coalesce(func.sum(-entry.c.points), 0)).where(
        entry.c.kind == "expiry", entry.c.lot_id.in_(own)
    )  # fmt: skip
    lots = [replace(each, sale=_OWN) if each.id in own else each for each in held.booking.lots]
    return lots, int(tx.execute(statement).scalar_one())
