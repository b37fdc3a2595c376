"""Proves shifts: every Z says what its rows come to, totals only grow, and the journal still has what it sealed."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields
from itertools import pairwise
from typing import Any

from sqlalchemy import Connection, Text, func, select, type_coerce

from pos_desktop.core.ids import Id
from pos_desktop.core.plain import from_plain
from pos_desktop.loyalty.rows import Problem
from pos_desktop.selling.shift_report import ReportKind, ShiftFigures, ShiftReport, Totals
from pos_desktop.storage.queries import books, shift_figures
from pos_desktop.storage.schema.drawer import cash_count, cash_movement, shift, shift_report
from pos_desktop.storage.schema.records import journal

_TEXTS = ("body", "business_date")
"""Read as they lie there: what nobody can read is a finding, not a failure."""
_REPORTS = (
    select(
        *(column for column in shift_report.c if column.name not in (*_TEXTS, "at")),
        *(type_coerce(shift_report.c[name], Text).label(name) for name in _TEXTS),
        shift.c.number.label("shift_number"), shift.c.counted, shift.c.expected, shift.c.note,
    )
    .join(shift, shift.c.id == shift_report.c.shift_id)
    .order_by(shift_report.c.register_id, shift.c.number)
)  # fmt: skip


def problems(tx: Connection) -> Iterator[Problem]:
    """Every report that its shift does not make, every shift without its Z, and every seal that is broken."""
    figures = shift_figures.figures(tx)
    totals = {register_id: shift_figures.totals_of(tx, register_id) for register_id in books.register_ids(tx)}
    rows = tx.execute(_REPORTS).all()
    for row in rows:
        report = _read(row)
        if report is None:
            yield Problem("integrity", "shift_report", row.id, "cannot be read")
        elif row.kind == ReportKind.Z.value:
            yield from _z(row, report, figures.get(row.shift_id), totals.get(row.register_id, {}))
        else:
            yield from _kept(row, report)
    yield from _falls(rows)
    yield from _endings(tx)
    yield from _counts(tx)
    yield from _seals(tx, rows)


def _read(row: Any) -> ShiftReport | None:
    try:
        return from_plain(ShiftReport, json.loads(row.body))
    except (ValueError, TypeError, KeyError):
        return None


def _z(row: Any, report: ShiftReport, figures: ShiftFigures | None, totals: Mapping[int, Totals]) -> Iterator[Problem]:
    """The figures of a closed shift never change, and are what its rows come to today."""
    if figures is None or row.shift_number not in totals:
        yield Problem("total", "shift_report", row.id, "its shift or its register is not there")
        return
    for part in fields(ShiftFigures):
        said, is_now = getattr(report.figures, part.name), getattr(figures, part.name)
        if said != is_now:
            yield _unlike(row, part.name, said, is_now)
    if report.totals != totals[row.shift_number]:
        yield _unlike(row, "totals", report.totals, totals[row.shift_number])
    closing = (report.counted, report.figures.drawer.expected, report.note)
    if closing != (row.counted, row.expected, row.note):
        yield _unlike(row, "closing", closing, (row.counted, row.expected, row.note))
    yield from _kept(row, report)


def _kept(row: Any, report: ShiftReport) -> Iterator[Problem]:
    """The columns of a report say what its body says."""
    kept = Totals(row.sales_total, row.refunds_total, row.points_issued, row.points_spent)
    if kept != report.totals:
        yield _unlike(row, "totals", report.totals, kept)
    sealed = (report.anchor.count, report.anchor.seq, report.anchor.mac)
    columns = (row.anchor_seq, row.anchor_seq, row.anchor_mac)  # a register's rows count up from 1
    if sealed != columns:
        yield _unlike(row, "anchor", sealed, columns)
    named = (report.kind.value, report.number, report.business_date.isoformat())
    if named != (row.kind, row.number, str(row.business_date)):
        yield _unlike(row, "number", report.number, row.number)


def _unlike(row: Any, name: str, said: object, is_now: object) -> Problem:
    return Problem("total", "shift_report", row.id, f"{name}: the report says {said}, the rows {is_now}")


def _falls(rows: Sequence[Any]) -> Iterator[Problem]:
    """Numbers and totals of a register grow from one Z to the next."""
    ended = [row for row in rows if row.kind == ReportKind.Z.value]
    for before, after in pairwise(ended):
        if before.register_id != after.register_id:
            continue
        if after.number != before.number + 1:
            yield Problem("gap", "shift_report", after.id, f"Z {after.number} comes after {before.number}")
        for name in ("sales_total", "refunds_total", "points_issued", "points_spent", "anchor_seq"):
            if getattr(after, name) < getattr(before, name):
                yield Problem("total", "shift_report", after.id, f"{name} falls")


def _endings(tx: Connection) -> Iterator[Problem]:
    """Since a register's first Z every closed shift has one, and only closed shifts have."""
    first = select(func.min(shift.c.number)).join(shift_report, shift_report.c.shift_id == shift.c.id).where(
        shift_report.c.kind == "z"
    )  # fmt: skip
    for register_id in books.register_ids(tx):
        since = tx.execute(first.where(shift.c.register_id == register_id)).scalar()
        if since is not None:
            yield from _endings_of(tx, register_id, since)


def _endings_of(tx: Connection, register_id: Id, since: int) -> Iterator[Problem]:
    of_shift = (shift_report.c.shift_id == shift.c.id) & (shift_report.c.kind == "z")
    statement = (
        select(shift.c.id, shift.c.number, shift.c.closed_at, func.count(shift_report.c.id))
        .select_from(shift.outerjoin(shift_report, of_shift))
        .where(shift.c.register_id == register_id, shift.c.number >= since)
        .group_by(shift.c.id, shift.c.number, shift.c.closed_at).order_by(shift.c.number)
    )  # fmt: skip
    for shift_id, number, closed_at, count in tx.execute(statement):
        if count != (closed_at is not None):
            yield Problem("gap", "shift", shift_id, f"shift {number} has {count} Z reports")


def _counts(tx: Connection) -> Iterator[Problem]:
    """What was counted by notes comes to no more than the count; a no-sale and a drop moved what their kind moves."""
    for row in tx.execute(select(cash_count.c.id, cash_count.c.notes, cash_count.c.amount)):
        notes = sum(note * count for note, count in row.notes)
        if notes > row.amount:
            yield Problem("total", "cash_count", row.id, f"notes come to {notes}, the count to {row.amount}")
    own = cash_movement.c
    wrong = ((own.kind == "paid_in") & (own.amount <= 0)) | (own.kind.in_(["paid_out", "drop"]) & (own.amount >= 0))
    for movement_id in tx.execute(select(own.id).where(wrong)).scalars():
        yield Problem("total", "cash_movement", movement_id, "moves the other way than its kind")


def _seals(tx: Connection, rows: Sequence[Any]) -> Iterator[Problem]:
    """The journal row that a report sealed is still there: a cut tail shows, however well the rest is chained."""
    own = journal.c
    sealed = {row.anchor_seq for row in rows}
    found = {(register_id, seq): mac for register_id, seq, mac in tx.execute(
        select(own.register_id, own.seq, own.mac).where(own.seq.in_(select(shift_report.c.anchor_seq)))
    )} if sealed else {}  # fmt: skip
    for row in rows:
        if found.get((row.register_id, row.anchor_seq)) != row.anchor_mac:
            yield Problem("chain", "shift_report", row.id, f"journal row {row.anchor_seq} is not what it sealed")


def anchored(tx: Connection, seq: int, digits: str) -> Iterator[Problem]:
    """Whether the journal has the row that a printed report names; `digits` are those of its MAC, at least 16."""
    found = tx.execute(select(journal.c.mac).where(journal.c.seq == seq)).scalars().all()
    if not any(mac.startswith(digits) for mac in found):
        detail = "no such row: the journal was cut" if not found else "the row is another one"
        yield Problem("chain", "journal", str(seq), detail)
