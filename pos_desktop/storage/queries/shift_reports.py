"""Reads shifts: who holds one, its counts and movements, what is left open at its end, X and Z as they were kept."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.plain import from_plain
from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.selling.shift_report import Anchor, ShiftReport
from pos_desktop.storage.schema.drawer import cash_count, cash_movement, shift, shift_report
from pos_desktop.storage.schema.records import journal, outbox
from pos_desktop.storage.schema.selling import open_order, pending_tender
from pos_desktop.storage.schema.shop import register, staff
from pos_desktop.storage.types import read_or_damaged

UNSENT = ("queued", "sending", "not_sent", "unknown")
"""States of jobs that have not come out for sure."""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A report as it is kept; `number` is that of a Z."""

    id: Id
    shift_id: Id
    number: int | None
    at: datetime
    report: ShiftReport


@dataclass(frozen=True, slots=True)
class CountRow:
    """Cash that somebody counted at a closing."""

    id: Id
    amount: Money
    notes: tuple[tuple[Money, int], ...]
    at: datetime


def report_by_id(tx: Connection, report_id: Id) -> ReportRow | None:
    """The report with this id."""
    row = tx.execute(select(shift_report).where(shift_report.c.id == report_id)).first()
    return _report(row) if row else None


def z_of(tx: Connection, shift_id: Id) -> ReportRow | None:
    """The Z that ended a shift."""
    of_shift = select(shift_report).where(shift_report.c.shift_id == shift_id, shift_report.c.kind == "z")
    row = tx.execute(of_shift).first()
    return _report(row) if row else None


def last_z(tx: Connection, register_id: Id) -> ReportRow | None:
    """The newest Z of a register."""
    own = select(shift_report).where(shift_report.c.register_id == register_id, shift_report.c.kind == "z")
    row = tx.execute(own.order_by(shift_report.c.number.desc()).limit(1)).first()
    return _report(row) if row else None


def _report(row: Any) -> ReportRow:
    report = read_or_damaged(lambda: from_plain(ShiftReport, row.body))
    return ReportRow(row.id, row.shift_id, row.number, row.at, report)


def shift_row(tx: Connection, shift_id: Id) -> Any | None:
    """A shift, open or not."""
    return tx.execute(select(shift).where(shift.c.id == shift_id)).first()


def holder(tx: Connection, shift_id: Id) -> Id | None:
    """Who has the shift: the last to take it over, in the order of the journal, or who opened it."""
    taken = select(journal.c.staff_id).where(journal.c.subject_id == shift_id, journal.c.kind == "shift_taken_over")
    newest = tx.execute(taken.order_by(journal.c.seq.desc()).limit(1)).scalar()
    return newest or tx.execute(select(shift.c.opened_by).where(shift.c.id == shift_id)).scalar()


def staff_name(tx: Connection, staff_id: Id) -> str:
    """A person by name, whether they still work here or not."""
    return str(tx.execute(select(staff.c.name).where(staff.c.id == staff_id)).scalar_one())


def count_by_id(tx: Connection, shift_id: Id, count_id: Id) -> CountRow | None:
    """A closing count of this shift."""
    own = cash_count.c
    statement = select(own.id, own.amount, own.notes, own.at).where(
        own.id == count_id, own.shift_id == shift_id, own.kind == "closing"
    )
    row = tx.execute(statement).first()
    return CountRow(row.id, row.amount, tuple((n, c) for n, c in row.notes), row.at) if row else None


def orders_left(tx: Connection, register_id: Id) -> list[Any]:
    """Open and held orders of a register: id, state, opened_at and body."""
    own = open_order.c
    statement = select(own.id, own.state, own.opened_at, own.body).where(
        own.register_id == register_id, own.state.in_(["open", "held"])
    )
    return list(tx.execute(statement.order_by(own.opened_at, own.id)))


def payments_left(tx: Connection, register_id: Id) -> list[Any]:
    """Money of open and held orders that was taken or is waited for: order, kind, amount and state."""
    own = pending_tender.c
    statement = (
        select(own.order_id, own.kind, own.amount, own.state).join(open_order, open_order.c.id == own.order_id)
        .where(open_order.c.register_id == register_id, open_order.c.state.in_(["open", "held"]),
               own.state.not_in(["failed", "expired", "late"]))
        .order_by(own.at, own.id)
    )  # fmt: skip
    return list(tx.execute(statement))


def jobs_left(tx: Connection, register_id: Id) -> int:
    """Print jobs of a register that have not come out for sure; the drawer's pulse is none."""
    statement = select(func.count()).where(
        outbox.c.register_id == register_id, outbox.c.kind != "drawer", outbox.c.state.in_(UNSENT)
    )
    return int(tx.execute(statement).scalar_one())


def anchor(tx: Connection, register_id: Id) -> Anchor:
    """The newest row of a register's journal, and how many there are."""
    own = journal.c
    count = tx.execute(select(func.count()).where(own.register_id == register_id)).scalar_one()
    newest = select(own.seq, own.mac).where(own.register_id == register_id).order_by(own.seq.desc()).limit(1)
    row = tx.execute(newest).one()
    return Anchor(count, row.seq, row.mac)


def mac_at(tx: Connection, seq: int) -> list[str]:
    """The MACs of the journal rows with this number, one of each register that has it."""
    statement = select(journal.c.mac).join(register, register.c.id == journal.c.register_id)
    return list(tx.execute(statement.where(journal.c.seq == seq).order_by(register.c.number)).scalars())


@dataclass(frozen=True, slots=True)
class MovementRow:
    """What a person did to the drawer without a sale; money that went out is below zero."""

    id: Id
    kind: CashMovementKind
    amount: Money
    at: datetime
    staff: str
    reason: str
    register: str
    shift: int
    business_date: date


def movement(tx: Connection, movement_id: Id) -> MovementRow | None:
    """A movement by its id."""
    row = tx.execute(_MOVEMENTS.where(cash_movement.c.id == movement_id)).first()
    return _movement(row) if row else None


def movements(tx: Connection, shift_id: Id, kinds: tuple[CashMovementKind, ...]) -> list[MovementRow]:
    """Movements of a shift of some kinds, in order."""
    wanted = _MOVEMENTS.where(cash_movement.c.shift_id == shift_id, cash_movement.c.kind.in_(kinds))
    return [_movement(row) for row in tx.execute(wanted.order_by(cash_movement.c.id))]


_MOVEMENTS = (
    select(cash_movement, staff.c.name, register.c.code, shift.c.number, shift.c.business_date)
    .join(staff, staff.c.id == cash_movement.c.staff_id).join(shift, shift.c.id == cash_movement.c.shift_id)
    .join(register, register.c.id == shift.c.register_id)
)  # fmt: skip


def _movement(row: Any) -> MovementRow:
    kind = CashMovementKind(row.kind)
    return MovementRow(row.id, kind, row.amount, row.at, row.name, row.reason, row.code, row.number, row.business_date)
