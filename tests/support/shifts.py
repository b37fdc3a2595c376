"""Opens and closes shifts without saying more than how much lies in the drawer."""

from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.shift import Cash, Shift
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.shifts import CloseShift, OpenShift
from pos_desktop.storage.queries.shift_reports import ReportRow


def opened(desk: Desk, amount: Money = 0, staff_id: Id = "") -> Shift:
    """Open a shift; nobody in particular is the first of the staff."""
    person = staff_id or desk.people.all()[0].id
    return desk.shifts.open(OpenShift(desk.till.ids(), person, Cash(loose=amount)))


def closed(desk: Desk, staff_id: Id = "", counted: Money | None = None, **more: Any) -> ReportRow:
    """Close the open shift with this count, or with what should be there; gives its Z."""
    current = desk.shifts.current()
    assert current is not None
    person = staff_id or desk.people.all()[0].id
    amount = _expected(desk, current.id) if counted is None else counted
    known = {"note": "đếm thiếu", "keeps_orders": True}
    command = CloseShift(desk.till.ids(), current.id, person, cash=Cash(loose=amount), **{**known, **more})
    return desk.shifts.close(command).row


def _expected(desk: Desk, shift_id: Id) -> Money:
    with desk.till.db.read() as tx:
        drawer = "SELECT coalesce(sum(amount), 0) FROM cash_movement WHERE shift_id = ?"
        return int(tx.exec_driver_sql(drawer, (shift_id,)).scalar_one())
