"""What a person does to the drawer without a sale: pays in or out, drops to the safe, opens it for a reason."""

from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.shift import CashMovementKind, signed
from pos_desktop.services.journal import Event
from pos_desktop.services.office import outbox
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.once import Deed
from pos_desktop.services.shop.drawer.opening import open_or_refuse
from pos_desktop.services.shop.rights import allow, reason_of
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shift_figures
from pos_desktop.storage.schema.drawer import cash_movement

RIGHT = "drawer"


@dataclass(frozen=True, slots=True)
class MoveCash:
    """Cash to move by hand, `amount` above 0 whichever way it goes; a no-sale moves 0. `id` names the operation.

    `approval` is that of another person, for who may not do it alone: right `drawer`, subject `approval_subject`.
    """

    id: str
    staff_id: Id
    kind: CashMovementKind
    amount: Money = 0
    reason: str = ""
    approval: Id = ""
    printer: str = ""
    language: str = "vi"


def approval_subject(shift_id: Id, kind: CashMovementKind, amount: Money) -> str:
    """What an approval of this movement is bound to."""
    return f"{shift_id}:{kind.value}:{amount}"


def moving(written: Written, till: Till, command: MoveCash) -> Deed:
    """Move the cash, promise the drawer's pulse and a slip.

    Raises:
        Rejected: NO_OPEN_SHIFT, NOT_ALLOWED, REASON_NEEDED, INVALID_AMOUNT, DRAWER_SHORT, and what `allow` says of an
            approval.
    """
    current, kind = open_or_refuse(written.tx, till), command.kind
    reason = reason_of(command.reason)
    amount = signed(kind, command.amount, shift_figures.in_drawer(written.tx, current.id))
    subject = approval_subject(current.id, kind, command.amount)
    allow(written, till, command.staff_id, RIGHT, subject=subject, approval=command.approval, operation_id=command.id)
    movement_id = till.ids()
    written.insert(cash_movement, {
        "id": movement_id, "shift_id": current.id, "kind": kind.value, "amount": amount, "at": till.now(),
        "staff_id": command.staff_id, "reason": reason,
    })  # fmt: skip
    outbox.promise_drawer(written.tx, till, movement_id, command.printer, command.language)
    outbox.promise_slip(written.tx, till, SlipOf.CASH, movement_id, command.printer, command.language)
    event = Event.NO_SALE if kind is CashMovementKind.NO_SALE else Event.CASH_MOVED
    body = {"kind": kind.value, "amount": amount, "reason": reason, "shift": current.number}
    return Deed({"movement_id": movement_id}, event, movement_id, body)
