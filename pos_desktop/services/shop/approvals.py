"""One person lets another do one thing: by their own PIN or badge, once, for two minutes, told the journal."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.selling.permissions import may
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.people import Person, person_of
from pos_desktop.services.shop.proving import StaffProof, proof_of
from pos_desktop.services.shop.rights import check_not_own, known, use_up
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import approvals, shops
from pos_desktop.storage.queries.shops import StaffRow
from pos_desktop.storage.schema.shop import approval

VALID = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Approve:
    """What one person asks another for: a right of `Rights` for one `subject` (an order, a sale, a shift).

    `amount` is how much of it, in the right's own measure; None where it has none. `id` names the operation.
    `approver_id` may be empty where a badge tells who it is.
    """

    id: str
    right: str
    subject: Id
    asked_by: Id
    approver_id: Id = ""
    amount: int | None = None


@dataclass(frozen=True, slots=True)
class Approved:
    """The approval that a command carries, until when, and by whom."""

    id: Id
    until: datetime
    approver: str
    approver_id: Id


class Approvals:
    """Use cases of a second person's word."""

    def __init__(self, till: Till, proof: StaffProof | None = None) -> None:
        self._till = till
        self._proof = proof or proof_of(till)

    def who(self, right: str, asked_by: Id, amount: int | None = None) -> list[Person]:
        """People who could approve it, in the order of the login screen."""
        with self._till.db.read() as tx:
            others = [row for row in shops.staff_list(tx) if row.id != asked_by]
        return [person_of(row) for row in others if may(row.rights, right, amount)]

    def by_pin(self, command: Approve, pin: str) -> Approved:
        """Approve by the approver's own PIN; a wrong one counts as theirs.

        Raises:
            Rejected: SAME_PERSON; WRONG_PIN, PIN_LOCKED, TILL_LOCKED, UNKNOWN_USER of the approver; NOT_ALLOWED
                when the approver has no such right, or not with this amount; OWN_ACCOUNT for points on the
                approver's own card.
        """
        if command.approver_id == command.asked_by:
            raise Rejected(Code.SAME_PERSON)
        return self._approve(command, self._proof.by_pin(command.approver_id, pin), "pin")

    def by_badge(self, command: Approve, code: str) -> Approved:
        """Approve by the approver's badge; UNKNOWN_BADGE beside what `by_pin` refuses."""
        approver = self._proof.by_badge(code)
        if approver.id == command.asked_by:
            raise Rejected(Code.SAME_PERSON)
        return self._approve(command, approver, "badge")

    def _approve(self, command: Approve, approver: StaffRow, way: str) -> Approved:
        asked = Asked(command.id, "approve", fingerprint([
            command.right, command.subject, command.asked_by, approver.id, command.amount,
        ]), approver.id)  # fmt: skip
        answer = once(self._till, asked, lambda tx, written: self._deed(tx, written, command, approver, way))
        until = datetime.fromisoformat(answer["until"])
        return Approved(answer["approval_id"], until, approver.name, approver.id)

    def _deed(self, tx: Connection, written: Written, command: Approve, approver: StaffRow, way: str) -> Deed:
        asker, other = known(tx, command.asked_by), known(tx, approver.id)
        if not may(other.rights, command.right, command.amount):
            raise Rejected(Code.NOT_ALLOWED, right=command.right)
        if command.right == "points":
            check_not_own(tx, command.subject, other)
        approval_id, now = self._till.ids(), self._till.now()
        written.insert(approval, {
            "id": approval_id, "right_name": command.right, "asked_by": asker.id, "approved_by": approver.id,
            "subject": command.subject, "amount": command.amount, "way": way, "at": now, "until": now + VALID,
            "register_id": self._till.register.id,
        })  # fmt: skip
        body = {"right": command.right, "subject": command.subject, "amount": command.amount, "way": way,
                "asked_by": asker.id, "approved_by": approver.id}  # fmt: skip
        answer = {"approval_id": approval_id, "until": (now + VALID).isoformat()}
        return Deed(answer, Event.APPROVED, approval_id, body)

    def take_up(self, approval_id: Id, operation_id: str, staff_id: Id) -> None:
        """Use an approval at once for an operation that may end later: a discount on an order that is still open.

        Harmless to send twice.

        Raises:
            Rejected: APPROVAL_OTHER when it is not this person's; APPROVAL_USED, APPROVAL_EXPIRED.
        """
        with self._till.db.write() as tx:
            row = approvals.by_id(tx, approval_id)
            if row is None or row.asked_by != staff_id:
                raise Rejected(Code.APPROVAL_OTHER)
            if row.used_for != operation_id:
                use_up(tx, self._till, row, operation_id)

    def lent(self, right: str, subject: Id, operation_id: str = "") -> int:
        """The most that approvals, taken up by this operation, let somebody do; 0 without one."""
        with self._till.db.read() as tx:
            used = approvals.used_for(tx, operation_id or subject, right, subject)
        return max((row.amount or 0 for row in used), default=0)
