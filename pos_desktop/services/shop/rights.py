"""Asks whether a person of the shop may do a thing, inside the transaction that does it."""

from dataclasses import dataclass

from sqlalchemy import Connection, select

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import note
from pos_desktop.selling.permissions import may
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import approvals, merges, shops
from pos_desktop.storage.queries.approvals import ApprovalRow
from pos_desktop.storage.queries.shops import StaffRow
from pos_desktop.storage.schema.loyalty import account
from pos_desktop.storage.schema.shop import approval_use, staff


def require(tx: Connection, staff_id: Id, right: str) -> StaffRow:
    """The person, who has this right of `selling.permissions.Rights`.

    Raises:
        Rejected: UNKNOWN_USER; NOT_ALLOWED with the `right`.
    """
    person = known(tx, staff_id)
    if not getattr(person.rights, right):
        raise Rejected(Code.NOT_ALLOWED, right=right)
    return person


def allow(
    written: Written, till: Till, staff_id: Id, right: str, *, subject: Id, approval: Id = "", operation_id: str = "",
    amount: int | None = None,
) -> StaffRow:  # fmt: skip
    """The person, who has this right with this `amount`, or to whom another person approved it for this `subject`.

    An approval is used up by `operation_id` (the subject, where that is empty): once for ever, in the caller's
    transaction, so that what is refused afterwards leaves it unused. The same operation may come with it again.

    Raises:
        Rejected: UNKNOWN_USER; NOT_ALLOWED with the `right` and `needs_approval`; APPROVAL_OTHER, APPROVAL_USED,
            APPROVAL_EXPIRED.
    """
    operation_id = operation_id or subject
    person, row = _found(written.tx, staff_id, Wanted(right, subject, amount), approval, operation_id)
    if row and row.used_for != operation_id:
        use_up(written.tx, till, row, operation_id)
    return person


def approved(
    written: Written, till: Till, staff_id: Id, right: str, *, subject: Id, approval: Id, operation_id: str,
    amount: int | None = None,
) -> None:  # fmt: skip
    """Use an approval up where a second person is wanted whatever the first may do; raises as `allow` does."""
    row = _lent(written.tx, staff_id, Wanted(right, subject, amount), approval, operation_id)
    if row.used_for != operation_id:
        use_up(written.tx, till, row, operation_id)


def might(
    tx: Connection, staff_id: Id, right: str, *, subject: Id, approval: Id = "", operation_id: str = ""
) -> StaffRow:
    """The person who may look at what `allow` would let them do; nothing is used up. Raises as `allow` does."""
    return _found(tx, staff_id, Wanted(right, subject, None), approval, operation_id or subject)[0]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A right, for what, and how much of it."""

    right: str
    subject: Id
    amount: int | None


def _found(
    tx: Connection, staff_id: Id, wanted: Wanted, approval: Id, operation_id: str
) -> tuple[StaffRow, ApprovalRow | None]:
    """The person, with the approval that they need and have; None where their own right is enough."""
    person = known(tx, staff_id)
    if may(person.rights, wanted.right, wanted.amount):
        return person, None
    return person, _lent(tx, staff_id, wanted, approval, operation_id)


def _lent(tx: Connection, staff_id: Id, wanted: Wanted, approval: Id, operation_id: str) -> ApprovalRow:
    """The approval that this operation has used already, or else the one that comes with it."""
    used = approvals.used_for(tx, operation_id, wanted.right, wanted.subject)
    if row := next((row for row in used if row.covers(wanted.amount)), None):
        return row
    if not approval:
        raise Rejected(Code.NOT_ALLOWED, right=wanted.right, needs_approval=True)
    row = approvals.by_id(tx, approval)
    bound = row and (row.right, row.subject, row.asked_by) == (wanted.right, wanted.subject, staff_id)
    if row is None or not bound or not row.covers(wanted.amount):
        raise Rejected(Code.APPROVAL_OTHER)
    return row


def use_up(tx: Connection, till: Till, row: ApprovalRow, operation_id: str) -> None:
    """Take an approval for one operation; APPROVAL_USED, APPROVAL_EXPIRED."""
    if row.used_for is not None:
        raise Rejected(Code.APPROVAL_USED)
    if not row.at <= till.now() < row.until:  # a clock set back lengthens nothing
        raise Rejected(Code.APPROVAL_EXPIRED)
    written = Written(tx)
    written.insert(approval_use, {
        "id": till.ids(), "approval_id": row.id, "operation_id": operation_id, "at": till.now(),
    })  # fmt: skip
    body = {"right": row.right, "subject": row.subject, "asked_by": row.asked_by, "approved_by": row.approved_by}
    journal.append(tx, till, Event.APPROVAL_USED, row.id, body, row.asked_by, written=written)


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
