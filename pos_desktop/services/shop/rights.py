"""Asks whether a person of the shop may do a thing, inside the transaction that does it."""

from sqlalchemy import Connection, select

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import note
from pos_desktop.storage.queries import merges, shops
from pos_desktop.storage.queries.shops import StaffRow
from pos_desktop.storage.schema.loyalty import account
from pos_desktop.storage.schema.shop import staff


def require(tx: Connection, staff_id: Id, right: str) -> StaffRow:
    """The person, who has this right of `selling.permissions.Rights`.

    Raises:
        Rejected: UNKNOWN_USER; NOT_ALLOWED with the `right`.
    """
    person = known(tx, staff_id)
    if not getattr(person.rights, right):
        raise Rejected(Code.NOT_ALLOWED, right=right)
    return person


def known(tx: Connection, staff_id: Id) -> StaffRow:
    """The person, whatever they may do; UNKNOWN_USER when there is none."""
    person = shops.staff_by_id(tx, staff_id)
    if person is None:
        raise Rejected(Code.UNKNOWN_USER)
    return person


def check_not_own(tx: Connection, account_id: Id, person: StaffRow) -> None:
    """Nobody helps the account of their own card, or the one that it became part of; OWN_ACCOUNT."""
    own = select(account.c.id).join(staff, staff.c.member_id == account.c.member_id).where(staff.c.id == person.id)
    mine = tx.execute(own).scalar()
    if mine and merges.survivor(tx, mine) == merges.survivor(tx, account_id):
        raise Rejected(Code.OWN_ACCOUNT)


def reason_of(text: str) -> str:
    """The reason that a person gives, as it is kept; REASON_NEEDED when there is none."""
    kept = note(text)
    if not kept:
        raise Rejected(Code.REASON_NEEDED)
    return kept
