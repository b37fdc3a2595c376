"""Shifts of this register: the open one, and opening one with its float."""

from sqlalchemy import Connection, func, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.selling.shift import CashMovementKind, Shift
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.till import Till, next_number
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shops
from pos_desktop.storage.schema.drawer import cash_movement, shift


class Shifts:
    """The shift on this register."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def current(self) -> Shift | None:
        """The open shift, if there is one."""
        with self._till.db.read() as tx:
            return shops.open_shift(tx, self._till.register.id)

    def open(self, opening_float: Money, staff_id: Id) -> Shift:
        """Open a shift with cash in the drawer.

        Raises:
            Rejected: SHIFT_ALREADY_OPEN, INVALID_AMOUNT.
        """
        with self._till.db.write() as tx:
            return open_in(tx, self._till, opening_float, staff_id)

    def close(self, shift_id: Id, staff_id: Id, counted: Money | None = None) -> Money:
        """Close a shift with the cash that was counted; gives what should be in the drawer.

        Raises:
            Rejected: NO_OPEN_SHIFT when it is closed already, INVALID_AMOUNT.
        """
        if counted is not None and not 0 <= counted <= MOST_MONEY:
            raise Rejected(Code.INVALID_AMOUNT)
        with self._till.db.write() as tx:
            drawer = select(func.sum(cash_movement.c.amount)).where(cash_movement.c.shift_id == shift_id)
            expected = int(tx.execute(drawer).scalar_one() or 0)
            closed = update(shift).where(shift.c.id == shift_id, shift.c.closed_at.is_(None)).values(
                closed_at=self._till.now(), closed_by=staff_id, counted=expected if counted is None else counted
            )  # fmt: skip
            if tx.execute(closed).rowcount != 1:
                raise Rejected(Code.NO_OPEN_SHIFT)
            written, body = Written(tx), {"expected": expected, "counted": counted}
            written.saw(shift, shift_id)
            journal.append(tx, self._till, Event.SHIFT_CLOSED, shift_id, body, staff_id, written=written)
            return expected


def open_in(tx: Connection, till: Till, opening_float: Money, staff_id: Id) -> Shift:
    """Open a shift in the caller's transaction."""
    if not 0 <= opening_float <= MOST_MONEY:
        raise Rejected(Code.INVALID_AMOUNT)
    if shops.open_shift(tx, till.register.id):
        raise Rejected(Code.SHIFT_ALREADY_OPEN)
    opened = Shift(till.ids(), next_number(tx, till, "shift"), till.now(), till.today(), staff_id, opening_float)
    written = Written(tx)
    written.insert(shift, {
        "id": opened.id, "register_id": till.register.id, "number": opened.number, "opened_at": opened.opened_at,
        "opened_by": staff_id, "business_date": opened.business_date, "opening_float": opening_float,
    })  # fmt: skip
    written.insert(cash_movement, {
        "id": till.ids(), "shift_id": opened.id, "kind": CashMovementKind.FLOAT.value, "amount": opening_float,
        "at": till.now(),
        "staff_id": staff_id,
    })  # fmt: skip
    body = {"number": opened.number, "float": opening_float}
    journal.append(tx, till, Event.SHIFT_OPENED, opened.id, body, staff_id, written=written)
    return opened
