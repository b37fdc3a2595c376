"""Points that come once for an occasion, and go back when it turns out that there was none."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty import reversal
from pos_desktop.loyalty.lots import Lot, LotDates, dates_of
from pos_desktop.services.members.points.ledger import Linked
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account
from pos_desktop.services.selling.happened import SaleReturned
from pos_desktop.storage.queries import games, merges, returns, shops
from pos_desktop.storage.schema.loyalty import lot

_OWN = "own"


def is_paid(tx: Connection, key: str) -> bool:
    """Whether the points of an occasion were given and not taken back."""
    return _newest(tx, key).stands


def next_key(tx: Connection, key: str) -> str:
    """Under what the points of an occasion that do not stand are given the next time."""
    return _newest(tx, key).free


def standing(tx: Connection, key: str) -> Any | None:
    """The row by which the points of an occasion stand; None where they do not."""
    newest = _newest(tx, key)
    return newest.paid if newest.stands else None


def pay(held: Locked, key: str, rule: str, points: int, reason: str = "", dates: LotDates | None = None) -> int:
    """Credit `points` for an occasion; gives what was credited, 0 when it was paid already or they would be over.

    What was taken back may be earned again: the row then has the key with a number behind it. `dates` are those of
    points that should have been there before, today's without them.
    """
    newest = _newest(held.booking.tx, key)
    if newest.stands or points <= 0 or _is_over(held, dates):
        return 0
    linked = Linked(reason, [{"rule": rule, "points": points}], occasion=newest.free, of_sale=False)
    _credit(held, points, linked, dates)
    return points


def follow(held: Locked, key: str) -> int:
    """Credit what this operation took back from somebody else, with the days that it had at first; gives the points."""
    booking, newest = held.booking, _newest(held.booking.tx, key)
    first = games.entry_by_occasion(booking.tx, key)
    if first is None or newest.undone is None or newest.undone.operation_id != booking.operation_id:
        return 0
    dates = dates_of(shops.programme_version_number(booking.tx, first.programme_version), first.business_date)
    if _is_over(held, dates):
        return 0
    linked = Linked(newest.undone.reason, first.breakdown, newest.undone.id, newest.free, of_sale=False)
    _credit(held, first.points, linked, dates)
    return int(first.points)


def _is_over(held: Locked, dates: LotDates | None) -> bool:
    return dates is not None and dates.expires_on is not None and dates.expires_on < held.booking.day


def _credit(held: Locked, points: int, linked: Linked, dates: LotDates | None) -> None:
    held.booking.earned += points
    held.booking.credit("accrual", points, dates or held.booking.dates(), linked)


def take_back(held: Locked, key: str, reason: str, most: int | None = None) -> int:
    """Take the points of an occasion back: from their own lot, then from others, then as the programme says.

    `most` is how many of them are still to be taken where others took some already.

    Gives what was taken, debt included; 0 when they were never given, are back already, or have all expired. Points
    that the programme forgives are a row of their own.
    """
    booking, newest = held.booking, _newest(held.booking.tx, key)
    if not newest.stands:
        return 0
    paid = newest.paid
    lots, dead = _marked(held, paid.id)
    points = paid.points if most is None else min(paid.points, most)
    taken = reversal.take_back(points, lots, _OWN, booking.day, written_off=dead, shortfall=booking.programme.shortfall)
    if not taken.points:
        return 0
    told = [{"rule": step["rule"], "points": -taken.points} for step in paid.breakdown[:1]]
    linked = Linked(reason, told, pair_id=paid.id, occasion=_undone(paid.occasion), of_sale=False)
    back = booking.take("clawback", taken.points, taken.allocations, linked, taken.debt + taken.shortfall)
    if taken.shortfall:
        forgiven = [{"rule": "shortfall", "points": taken.shortfall}]
        booking.credit("adjustment", taken.shortfall, booking.dates(), Linked(reason, forgiven, back, of_sale=False))
    return taken.points


def take_back_from(back: SaleReturned, key: str, reason: str = "refund") -> None:
    """Take the points of an occasion back from who has them, or whom they were merged into.

    A refund has locked the account of its own sale already; a friend is somebody else.
    """
    if back.locked is None:
        raise ValueError("a guest's sale brought nobody a bonus")
    take_back_beside((back.locked,), key, reason)


def take_back_beside(held: Sequence[Locked], key: str, reason: str) -> int:
    """The same beside accounts that the operation has `held` already, one at least; gives what was taken."""
    own = held[0].booking
    newest = _newest(own.tx, key)
    if not newest.stands:
        return 0
    account_id = merges.survivor(own.tx, newest.paid.account_id)
    for one in held:
        if one.picture.id == account_id:
            return take_back(one, key, reason)
    purpose = Purpose(own.operation_id, own.staff_id, day=own.day)
    other = lock_account(own.written, own.till, account_id, purpose)
    taken = take_back(other, key, reason)
    other.booking.close()
    return taken


@dataclass(frozen=True, slots=True)
class _Newest:
    """The last row of an occasion with the one that took it back, and the key that the next one gets."""

    free: str
    paid: Any = None
    undone: Any = None

    @property
    def stands(self) -> bool:
        return self.paid is not None and self.undone is None


def _newest(tx: Connection, key: str) -> _Newest:
    newest, number = _Newest(key), 1
    while (row := games.entry_by_occasion(tx, newest.free)) is not None:
        undone = games.entry_by_occasion(tx, _undone(newest.free))
        number += 1
        newest = _Newest(f"{key}#{number}", row, undone)
        if undone is None:
            break
    return newest


def _undone(key: str) -> str:
    return f"undone:{key}"


def _marked(held: Locked, entry_id: Id) -> tuple[list[Lot], int]:
    """The account's lots, those that go on from the entry's marked as its own, and what expired of these."""
    tx = held.booking.tx
    opened = set(tx.execute(select(lot.c.id).where(lot.c.entry_id == entry_id)).scalars())
    own = opened | merges.continued(tx, opened)
    lots = [replace(each, sale=_OWN) if each.id in own else each for each in held.booking.lots]
    return lots, returns.died_of(tx, own)
