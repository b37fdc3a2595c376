"""Locks a member's account for one operation and reads the picture that the rules decide on."""

from dataclasses import dataclass
from datetime import date

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.members.points.ledger import Booking
from pos_desktop.services.members.points.pictures import picture_of
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import accounts, merges, shops


@dataclass(frozen=True, slots=True)
class Locked:
    """An account that nobody else changes until the transaction ends; its rows are booked through `booking`."""

    booking: Booking
    picture: AccountPicture


@dataclass(frozen=True, slots=True)
class Purpose:
    """What an account is locked for; `programme` and `day` are today's unless a sale brings its own."""

    operation_id: str
    staff_id: Id | None = None
    sale_id: Id | None = None
    refund_id: Id | None = None
    order_id: Id | None = None
    holder_id: Id | None = None
    programme: Programme | None = None
    day: date | None = None
    follows: bool = True
    """Lock who a merged member is part of; False for what concerns the merged account itself."""


def lock_account(written: Written, till: Till, account_id: Id, purpose: Purpose) -> Locked:
    """Lock and read an account, or the one that it was merged into; UNKNOWN_MEMBER when there is none."""
    tx, day = written.tx, purpose.day or till.today()
    locked = accounts.lock(tx, account_id)
    if locked and locked.is_merged and purpose.follows:
        return lock_account(written, till, merges.survivor(tx, account_id), purpose)
    programme = purpose.programme or shops.programme_at(tx, day)
    picture = picture_of(tx, till, account_id, programme, day, purpose.order_id, purpose.staff_id, purpose.holder_id)
    if locked is None or picture is None:
        raise Rejected(Code.UNKNOWN_MEMBER)
    booking = Booking(
        tx, till, locked, programme, purpose.operation_id, day, list(picture.lots), purpose.staff_id, purpose.sale_id,
        purpose.refund_id, written=written,
    )  # fmt: skip
    return Locked(booking, picture)


def lock_both(written: Written, till: Till, first: Id, second: Id, purpose: Purpose) -> tuple[Locked, Locked]:
    """Lock two accounts, always in the same order, so that two tills never wait for each other."""
    held = {one: lock_account(written, till, one, purpose) for one in sorted({first, second})}
    return held[first], held[second]
