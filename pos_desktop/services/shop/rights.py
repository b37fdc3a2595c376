"""Asks whether a person of the shop may do a thing, inside the transaction that does it."""

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.selling.permissions import RIGHTS
from pos_desktop.storage.queries import shops
from pos_desktop.storage.queries.shops import StaffRow


def require(tx: Connection, staff_id: Id, right: str) -> StaffRow:
    """The person, who has this right of `selling.permissions.Rights`.

    Raises:
        Rejected: UNKNOWN_USER; NOT_ALLOWED with the `right`.
    """
    person = shops.staff_by_id(tx, staff_id)
    if person is None:
        raise Rejected(Code.UNKNOWN_USER)
    if not getattr(RIGHTS[person.role], right):
        raise Rejected(Code.NOT_ALLOWED, right=right)
    return person
