"""Points corrected by people: adjustments up and down, dead points brought back, lots given a longer life."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Connection, Row, func, select

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.lots import Allocation, Lot, LotDates, spend
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.journal import Event
from pos_desktop.services.members.points.ledger import Linked, NewLot
from pos_desktop.services.members.points.locking import Locked, Purpose, lock_account
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.shop.rights import allow, approved, check_not_own, reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries.shops import StaffRow
from pos_desktop.storage.schema.loyalty import entry, lot

MOST_POINTS = 100_000_000


@dataclass(frozen=True, slots=True)
class Adjust:
    """Points to add (or, negative, to take); `id` names the operation, `reason` is kept for ever."""

    id: str
    account_id: Id
    points: int
    reason: str
    staff_id: Id
    print_: str = ""
    approval: Id = ""
    """Another person's word for the right `points` and this account, up to a number of points."""


@dataclass(frozen=True, slots=True)
class Revive:
    """Bring points of a lot back to life or lengthen it: usable through `expires_on`."""

    id: str
    lot_id: Id
    expires_on: date
    reason: str
    staff_id: Id
    print_: str = ""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """What the account holds after it, in points."""

    points: int
    available: int
    debt: int
    topics: tuple[str, ...] = ("members",)


class Adjusting:
    """Use cases of corrected points; each is a row with its reason, none takes a balance below zero."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def adjust(self, command: Adjust) -> Adjusted:
        """Add or take points.

        Raises:
            Rejected: NOT_ALLOWED (`needs_approval`), REASON_NEEDED, INVALID_AMOUNT, INSUFFICIENT_POINTS, OWN_ACCOUNT,
                SECOND_PERSON above the programme's limits without an approval, APPROVAL_OTHER, APPROVAL_USED,
                APPROVAL_EXPIRED, UNKNOWN_MEMBER.
        """
        # The other person's word is no part of what is kept to tell one adjustment from another.
        print_ = command.print_ or repr(replace(command, approval=""))
        asked = _asked(command.id, "adjust", print_, command.staff_id)
        return _adjusted(once(self._till, asked, lambda tx, written: self._adjust(tx, written, command)))

    def _adjust(self, tx: Connection, written: Written, command: Adjust) -> Deed:
        reason = reason_of(command.reason)
        if not 0 < abs(command.points) <= MOST_POINTS:
            raise Rejected(Code.INVALID_AMOUNT)
        person = allow(written, self._till, command.staff_id, "points", subject=command.account_id,
                       approval=command.approval, operation_id=command.id, amount=abs(command.points))  # fmt: skip
        check_not_own(tx, command.account_id, person)
        held = lock_account(written, self._till, command.account_id, Purpose(command.id, command.staff_id))
        self._check_limits(written, command, person, held.booking.programme)
        linked = Linked(reason, [{"rule": "by_hand", "points": command.points}])
        if command.points > 0:
            held.booking.credit("adjustment", command.points, held.booking.dates(), linked)
        else:
            moves = spend(held.booking.lots, -command.points, held.booking.day)
            held.booking.take("adjustment", -command.points, moves, linked)
        return _deed(held, command.account_id, Event.POINTS_ADJUSTED, command.points, reason)

    def _check_limits(self, written: Written, command: Adjust, person: StaffRow, programme: Programme) -> None:
        """Large or many adjustments need a second person's approval."""
        if person.rights.alone:
            return
        done = _times_today(written.tx, command.staff_id, self._till.today())
        if abs(command.points) <= programme.adjust_points and done < programme.adjust_times:
            return
        if not command.approval:
            raise Rejected(Code.SECOND_PERSON, most=programme.adjust_points, times=programme.adjust_times)
        approved(written, self._till, command.staff_id, "points", subject=command.account_id,
                 approval=command.approval, operation_id=command.id, amount=abs(command.points))  # fmt: skip

    def extend(self, command: Revive) -> Adjusted:
        """Give a living lot a later last day: its points move to a lot of their own that continues it.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, OWN_ACCOUNT, UNKNOWN_LOT, INVALID_DAY.
        """
        asked = _asked(command.id, "extend", command.print_ or repr(command), command.staff_id)
        return _adjusted(once(self._till, asked, lambda tx, written: self._extend(tx, written, command)))

    def _extend(self, tx: Connection, written: Written, command: Revive) -> Deed:
        reason = reason_of(command.reason)
        row = _row_for(tx, command)
        held = lock_account(written, self._till, row.account_id, Purpose(command.id, command.staff_id))
        old = next(
            (x for x in held.booking.lots if x.id == command.lot_id and not x.is_expired(held.booking.day)), None
        )
        if old is None:
            raise Rejected(Code.UNKNOWN_LOT)
        if old.expires_on is None or command.expires_on <= old.expires_on:
            raise Rejected(Code.INVALID_DAY)
        _move_on(held, old, LotDates(old.usable_from, command.expires_on), reason)
        return _deed(held, row.account_id, Event.POINTS_EXTENDED, old.left, reason)

    def reinstate(self, command: Revive) -> Adjusted:
        """Bring back the points that expired with a lot.

        Raises:
            Rejected: NOT_ALLOWED, REASON_NEEDED, OWN_ACCOUNT, UNKNOWN_LOT when nothing of it expired or it was
                brought back already, INVALID_DAY.
        """
        asked = _asked(command.id, "reinstate", command.print_ or repr(command), command.staff_id)
        return _adjusted(once(self._till, asked, lambda tx, written: self._reinstate(tx, written, command)))

    def _reinstate(self, tx: Connection, written: Written, command: Revive) -> Deed:
        reason = reason_of(command.reason)
        row = _row_for(tx, command)
        dead = _expired_points(tx, command.lot_id)
        if not dead:
            raise Rejected(Code.UNKNOWN_LOT)
        if command.expires_on < self._till.today():
            raise Rejected(Code.INVALID_DAY)
        held = lock_account(written, self._till, row.account_id, Purpose(command.id, command.staff_id))
        paid = min(held.booking.debt, dead)
        dates = LotDates(self._till.today(), command.expires_on)
        held.booking.give_back(
            dead, (), [NewLot(dead - paid, dates, command.lot_id, row.sale_id)] if dead > paid else [], paid,
            Linked(reason, occasion=f"reinstated:{command.lot_id}"),
        )  # fmt: skip
        return _deed(held, row.account_id, Event.POINTS_REINSTATED, dead, reason)


def _move_on(held: Locked, old: Lot, dates: LotDates, reason: str) -> None:
    """Two transfer rows that sum to nothing: out of the old lot, into one that lives longer."""
    booking = held.booking
    out = booking.take("transfer", old.left, (Allocation(old.id, -old.left),), Linked(reason))
    booking.move_in(old.left, [NewLot(old.left, dates, old.id, old.sale)], Linked(reason, pair_id=out))


def _asked(operation_id: str, kind: str, print_: str, staff_id: Id) -> Asked:
    return Asked(operation_id, kind, print_, staff_id)


def _adjusted(answer: dict[str, int]) -> Adjusted:
    return Adjusted(answer["points"], answer["available"], answer["debt"])


def _deed(held: Locked, account_id: Id, event: Event, points: int, reason: str) -> Deed:
    held.booking.close()
    picture = replace(held.picture, lots=tuple(held.booking.lots), debt=held.booking.debt)
    available = picture.balance(0).available
    answer = {"points": points, "available": available, "debt": held.booking.debt}
    return Deed(answer, event, account_id, {"points": points, "reason": reason})


def _times_today(tx: Connection, staff_id: Id, day: date) -> int:
    statement = select(func.count()).select_from(entry).where(
        entry.c.staff_id == staff_id, entry.c.kind == "adjustment", entry.c.business_date == day
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())


def _row_for(tx: Connection, command: Revive) -> Row[Any]:
    """The lot, of somebody else than who brings it back to life."""
    person = require(tx, command.staff_id, "points")
    row = tx.execute(select(lot).where(lot.c.id == command.lot_id)).first()
    if row is None:
        raise Rejected(Code.UNKNOWN_LOT)
    check_not_own(tx, row.account_id, person)
    return row


def _expired_points(tx: Connection, lot_id: Id) -> int:
    """Points that the expiry job wrote off with this lot and nobody has brought back."""
    back = select(entry.c.id).where(entry.c.occasion == f"reinstated:{lot_id}")
    statement = select(entry.c.points).where(entry.c.kind == "expiry", entry.c.lot_id == lot_id, ~back.exists())
    return -int(tx.execute(statement).scalar() or 0)
