"""Counts the drawer without seeing the books, tells what is left open, and closes the shift with its Z."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.text import note as clean_note
from pos_desktop.selling import drafts
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import price
from pos_desktop.selling.shift import Cash
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.journal import Event
from pos_desktop.services.office import outbox
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.once import Deed
from pos_desktop.services.shop.drawer import reports
from pos_desktop.services.shop.drawer.opening import keep_count
from pos_desktop.services.shop.rights import allow, reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shift_figures, shift_reports, shops
from pos_desktop.storage.schema.drawer import shift

VARIANCE = "variance"


@dataclass(frozen=True, slots=True)
class CountDrawer:
    """A count of the drawer before the closing; every one is kept. `id` names the operation."""

    id: str
    shift_id: Id
    staff_id: Id
    cash: Cash


@dataclass(frozen=True, slots=True)
class Counted:
    """What was counted, and what should have been there: told only now, to who has counted."""

    id: Id
    amount: Money
    expected: Money

    @property
    def variance(self) -> Money:
        """Above zero for cash too much."""
        return self.amount - self.expected


@dataclass(frozen=True, slots=True)
class CloseShift:
    """A shift to close, with a `count_id` that was kept before or `cash` that is counted with it.

    `expected` is what the count was compared with; `note` says why it differs, `approval` (right `variance`, subject
    the shift) is for a difference above what the person may close. `keeps_orders` leaves open and held orders for the
    next shift.
    """

    id: str
    shift_id: Id
    staff_id: Id
    count_id: Id = ""
    cash: Cash | None = None
    expected: Money | None = None
    note: str = ""
    approval: Id = ""
    keeps_orders: bool = False
    printer: str = ""
    language: str = "vi"
    print_: str = ""


@dataclass(frozen=True, slots=True)
class LeftOrder:
    """An order that nobody has paid; `due` is its price without what a member might get."""

    order: Order
    is_held: bool
    opened_at: datetime
    due: Money


@dataclass(frozen=True, slots=True)
class LeftPayment:
    """Money of an order that is not a sale yet; `is_waiting` while nobody knows whether it came."""

    order_id: Id
    kind: TenderKind
    amount: Money
    is_waiting: bool


@dataclass(frozen=True, slots=True)
class ClosingState:
    """What stands open when a shift is to be closed: payments keep it open, orders are kept or dropped by choice."""

    orders: tuple[LeftOrder, ...]
    payments: tuple[LeftPayment, ...]
    unsent: int
    """Print jobs that have not come out for sure."""


def closing_state(tx: Connection, till: Till, shift_id: Id) -> ClosingState:
    """What stands open on the register of this shift."""
    row = _open_row(tx, till, shift_id)
    vat, day = shops.vat_table(tx), till.today()
    orders = [(found, drafts.from_plain(found.body)) for found in shift_reports.orders_left(tx, row.register_id)]
    left = (
        LeftOrder(order, found.state == "held", found.opened_at, price(order, vat, day).due)
        for found, order in orders if not order.is_empty
    )  # fmt: skip
    payments = (
        LeftPayment(one.order_id, TenderKind(one.kind), one.amount, one.state == "pending")
        for one in shift_reports.payments_left(tx, row.register_id)
    )
    return ClosingState(tuple(left), tuple(payments), shift_reports.jobs_left(tx, row.register_id))


def counting(written: Written, till: Till, command: CountDrawer) -> Deed:
    """Keep a count and compare it; NO_OPEN_SHIFT, NOT_ALLOWED, INVALID_AMOUNT."""
    require(written.tx, command.staff_id, "shift")
    _open_row(written.tx, till, command.shift_id)
    cash = command.cash.checked()
    count_id = keep_count(written, till, command.shift_id, "closing", cash, command.staff_id)
    answer = {"count_id": count_id, "amount": cash.amount,
              "expected": shift_figures.in_drawer(written.tx, command.shift_id)}  # fmt: skip
    body = {"amount": cash.amount, "expected": answer["expected"]}
    return Deed(answer, Event.DRAWER_COUNTED, command.shift_id, body)


def closing(written: Written, till: Till, command: CloseShift) -> Deed:
    """Close the shift and make its Z, in the caller's transaction.

    Raises:
        Rejected: NO_OPEN_SHIFT, NOT_ALLOWED, PAYMENT_WAITING, ORDERS_LEFT, COUNT_NEEDED, COUNT_MOVED, REASON_NEEDED,
            INVALID_AMOUNT, and what `allow` says of an approval.
    """
    tx = written.tx
    require(tx, command.staff_id, "shift")
    row = _open_row(tx, till, command.shift_id)
    _check_left(tx, till, command)
    counted, expected = _counted(written, till, command), shift_figures.in_drawer(tx, row.id)
    if command.expected is not None and command.expected != expected:
        raise Rejected(Code.COUNT_MOVED)
    note = _note(written, till, command, counted - expected)
    report = reports.ended(written, till, row, command.staff_id, counted, note)
    _shut(written, till, command, report.counted or 0, expected, note)
    report_id = reports.keep(written, till, row, report, command.staff_id)
    outbox.promise_slip(tx, till, SlipOf.SHIFT_REPORT, report_id, command.printer, command.language)
    body = {"number": report.number, "expected": expected, "counted": counted, "note": note}
    return Deed({"report_id": report_id}, Event.SHIFT_CLOSED, row.id, body)


def _open_row(tx: Connection, till: Till, shift_id: Id) -> Any:
    row = shift_reports.shift_row(tx, shift_id)
    if row is None or row.closed_at is not None or row.register_id != till.register.id:
        raise Rejected(Code.NO_OPEN_SHIFT)
    return row


def _check_left(tx: Connection, till: Till, command: CloseShift) -> None:
    left = closing_state(tx, till, command.shift_id)
    if left.payments:
        raise Rejected(Code.PAYMENT_WAITING, count=len(left.payments))
    if left.orders and not command.keeps_orders:
        raise Rejected(Code.ORDERS_LEFT, count=len(left.orders))


def _counted(written: Written, till: Till, command: CloseShift) -> Money:
    if command.cash is not None:
        cash = command.cash.checked()
        keep_count(written, till, command.shift_id, "closing", cash, command.staff_id)
        return cash.amount
    count = shift_reports.count_by_id(written.tx, command.shift_id, command.count_id)
    if count is None:
        raise Rejected(Code.COUNT_NEEDED)
    return count.amount


def _note(written: Written, till: Till, command: CloseShift, variance: Money) -> str:
    """Why the count differs; above the person's own limit another one has to have approved it."""
    if not variance:
        return clean_note(command.note)
    note = reason_of(command.note)
    allow(written, till, command.staff_id, VARIANCE, subject=command.shift_id, approval=command.approval,
          operation_id=command.id, amount=abs(variance))  # fmt: skip
    return note


def _shut(written: Written, till: Till, command: CloseShift, counted: Money, expected: Money, note: str) -> None:
    still_open = update(shift).where(shift.c.id == command.shift_id, shift.c.closed_at.is_(None))
    shut = still_open.values(
        closed_at=till.now(), closed_by=command.staff_id, counted=counted, expected=expected, note=note
    )
    if written.tx.execute(shut).rowcount != 1:
        raise Rejected(Code.NO_OPEN_SHIFT)
    written.saw(shift, command.shift_id)
