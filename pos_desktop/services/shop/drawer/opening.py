"""Opens a shift with its float, and hands it over to the next cashier."""

from dataclasses import dataclass

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.shift import Cash, CashMovementKind, Shift
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Deed
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till, next_number
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shift_reports, shops
from pos_desktop.storage.schema.drawer import cash_count, cash_movement, shift, shift_takeover


@dataclass(frozen=True, slots=True)
class OpenShift:
    """A shift to open with the cash that lies in the drawer; `id` names the operation."""

    id: str
    staff_id: Id
    cash: Cash
    print_: str = ""


@dataclass(frozen=True, slots=True)
class TakeOver:
    """The open shift becomes this person's; `id` names the operation."""

    id: str
    staff_id: Id


def open_in(tx: Connection, till: Till, opening_float: Money, staff_id: Id) -> Shift:
    """Open a shift in the caller's transaction, for the sale of a sample shop that finds none."""
    written = Written(tx)
    opened = _open(written, till, Cash(loose=opening_float), staff_id)
    journal.append(tx, till, Event.SHIFT_OPENED, opened.id, _told(opened), staff_id, written=written)
    return opened


def opening(written: Written, till: Till, command: OpenShift) -> Deed:
    """Open the shift; SHIFT_ALREADY_OPEN, INVALID_AMOUNT, NOT_ALLOWED."""
    require(written.tx, command.staff_id, "shift")
    opened = _open(written, till, command.cash, command.staff_id)
    return Deed({"shift_id": opened.id}, Event.SHIFT_OPENED, opened.id, _told(opened))


def _open(written: Written, till: Till, counted: Cash, staff_id: Id) -> Shift:
    cash = counted.checked()
    if shops.open_shift(written.tx, till.register.id):
        raise Rejected(Code.SHIFT_ALREADY_OPEN)
    number = next_number(written.tx, till, "shift")
    opened = Shift(till.ids(), number, till.now(), till.today(), staff_id, cash.amount)
    written.insert(shift, {
        "id": opened.id, "register_id": till.register.id, "number": opened.number, "opened_at": opened.opened_at,
        "opened_by": staff_id, "business_date": opened.business_date, "opening_float": cash.amount,
    })  # fmt: skip
    written.insert(cash_movement, {
        "id": till.ids(), "shift_id": opened.id, "kind": CashMovementKind.FLOAT.value, "amount": cash.amount,
        "at": opened.opened_at, "staff_id": staff_id,
    })  # fmt: skip
    if cash.notes:
        keep_count(written, till, opened.id, "opening", cash, staff_id)
    return opened


def keep_count(written: Written, till: Till, shift_id: Id, kind: str, cash: Cash, staff_id: Id) -> Id:
    """Keep what somebody counted, `opening` or `closing`; gives the id of the count."""
    count_id = till.ids()
    written.insert(cash_count, {
        "id": count_id, "shift_id": shift_id, "kind": kind, "notes": [list(pair) for pair in cash.notes],
        "amount": cash.amount, "at": till.now(), "staff_id": staff_id,
    })  # fmt: skip
    return count_id


def _told(opened: Shift) -> dict[str, object]:
    return {"number": opened.number, "float": opened.opening_float}


def taking_over(written: Written, till: Till, command: TakeOver) -> Deed:
    """Hand the open shift over; to who has it already nothing is written but the journal row. NO_OPEN_SHIFT."""
    require(written.tx, command.staff_id, "shift")
    current = open_or_refuse(written.tx, till)
    before = shift_reports.holder(written.tx, current.id)
    if before != command.staff_id:
        written.insert(shift_takeover, {
            "id": till.ids(), "shift_id": current.id, "from_id": before, "to_id": command.staff_id, "at": till.now(),
        })  # fmt: skip
    body = {"from": before, "to": command.staff_id}
    return Deed({"shift_id": current.id}, Event.SHIFT_TAKEN_OVER, current.id, body)


def open_or_refuse(tx: Connection, till: Till) -> Shift:
    """The register's open shift; NO_OPEN_SHIFT."""
    current = shops.open_shift(tx, till.register.id)
    if current is None:
        raise Rejected(Code.NO_OPEN_SHIFT)
    return current
