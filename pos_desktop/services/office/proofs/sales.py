"""Proves the documents: gapless numbers, and sums of sales that are the sums of their lines, taxes and tenders."""

from collections.abc import Iterator, Mapping
from datetime import date
from itertools import pairwise
from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, case, func, or_, select, true

from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import half_up
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.rows import Problem
from pos_desktop.selling.order import Ware
from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.selling.tenders import CASH_STEPS, TenderKind, in_cash
from pos_desktop.storage.queries import books
from pos_desktop.storage.schema.drawer import cash_movement, shift, shift_report
from pos_desktop.storage.schema.selling import refund, sale, sale_line, sale_reduction, sale_tax, tender

SERIES = (("receipt", sale), ("refund", refund), ("shift", shift), ("z", shift_report))
"""What every register counts, and the documents that bear the numbers."""


def numbers(tx: Connection) -> Iterator[Problem]:
    """Receipts, refunds, shifts and Z reports count up without gaps, up to the register's counter."""
    registers = books.register_ids(tx)
    kept = {(row.register_id, row.kind): row for row in books.counters(tx)}
    for kind, table in SERIES:
        found = books.numbers(tx, table)
        for register_id in registers:
            row = kept.pop((register_id, kind), None)
            if row is None:
                yield Problem("gap", "counter", register_id, f"no {kind} numbers")
            else:
                yield from _gaps(table.name, row.id, [0, *found.get(register_id, []), row.value + 1])
    for row in kept.values():
        yield Problem("gap", "counter", row.id, f"unknown series {row.kind}")


def _gaps(table: str, counter_id: Id, numbers_: list[int]) -> Iterator[Problem]:
    for before, after in pairwise(numbers_):
        if after != before + 1:
            yield Problem("gap", table, counter_id, f"{after} follows {before}")


def totals(tx: Connection, versions: Mapping[int, Programme], since: date | None) -> Iterator[Problem]:
    """The sums that sales keep are the sums of their rows; `since` leaves earlier business dates out."""
    within = true() if since is None else sale.c.business_date >= since
    yield from _lines(tx, within)
    yield from _sums(tx, within)
    yield from _taxes(tx, within)
    yield from _worth(tx, within, versions)
    yield from _reductions(tx, within)
    yield from _drawer(tx, within)
    yield from _rounded(tx, within)


def _lines(tx: Connection, within: ColumnElement[bool]) -> Iterator[Problem]:
    """The gross of a line is its price times its quantity; the database passes over those that it finds right."""
    columns = (sale_line.c.id, sale_line.c.gross, sale_line.c.qty, sale_line.c.unit_price, sale_line.c.label_price,
               sale_line.c.options)  # fmt: skip
    exact = (2 * sale_line.c.unit_price * sale_line.c.qty + ONE) // (2 * ONE)
    odd = or_(sale_line.c.label_price.is_not(None), sale_line.c.options != [], sale_line.c.gross != exact)
    for row in tx.execute(select(*columns).join(sale, sale.c.id == sale_line.c.sale_id).where(within, odd)):
        unit = row.unit_price + sum(option[1] for option in row.options)
        right = half_up(unit * row.qty, ONE) if row.label_price is None else row.label_price
        if row.gross != right:
            yield Problem("total", "sale_line", row.id, f"gross {row.gross} is not {unit} x {row.qty}")


def _sums(tx: Connection, within: ColumnElement[bool]) -> Iterator[Problem]:
    lines = _of_lines()
    paid = select(tender.c.sale_id, func.sum(tender.c.amount).label("paid")).group_by(tender.c.sale_id).subquery()
    pairs = {
        **{name: (func.coalesce(lines.c[name], 0), sale.c[name])
           for name in ("goods", "discount", "points_value", "due", "basis", "earned")},
        "paid": (func.coalesce(paid.c.paid, 0), sale.c.paid),
    }  # fmt: skip
    flat = [column.label(f"{name}_{n}") for name, pair in pairs.items() for n, column in enumerate(pair)]
    statement = (
        select(sale.c.id, *flat)
        .select_from(sale.outerjoin(lines, lines.c.sale_id == sale.c.id).outerjoin(
            paid, paid.c.sale_id == sale.c.id))
        .where(within, or_(*(summed != kept for summed, kept in pairs.values())))
    )  # fmt: skip
    for row in tx.execute(statement):
        for name in pairs:
            yield from _unlike("sale", row.id, name, row._mapping[f"{name}_0"], row._mapping[f"{name}_1"])


def _of_lines() -> Any:
    earning = case((and_(sale_line.c.earns_points == 1, sale_line.c.ware == Ware.GOODS.value), sale_line.c.amount))
    return select(
        sale_line.c.sale_id, func.sum(sale_line.c.gross).label("goods"),
        func.sum(sale_line.c.line_discount + sale_line.c.order_discount).label("discount"),
        func.sum(sale_line.c.points_share).label("points_value"), func.sum(sale_line.c.amount).label("due"),
        func.coalesce(func.sum(earning), 0).label("basis"), func.sum(sale_line.c.earned).label("earned"),
    ).group_by(sale_line.c.sale_id).subquery()  # fmt: skip


def _unlike(table: str, row_id: Id, name: str, summed: int, kept: int) -> Iterator[Problem]:
    if summed != kept:
        yield Problem("total", table, row_id, f"{name}: rows {summed}, kept {kept}")


def _taxes(tx: Connection, within: ColumnElement[bool]) -> Iterator[Problem]:
    """One row for every rate of a sale's lines, ascending, with what the rate's sum holds."""
    sums = (
        select(sale_line.c.sale_id, sale_line.c.rate, func.sum(sale_line.c.amount).label("amount"),
               func.row_number().over(partition_by=sale_line.c.sale_id,
                                      order_by=(sale_line.c.rate.is_(None), sale_line.c.rate)).label("position"))
        .join(sale, sale.c.id == sale_line.c.sale_id).where(within)
        .group_by(sale_line.c.sale_id, sale_line.c.rate).subquery()
    )  # fmt: skip
    whole = 100 + func.coalesce(sums.c.rate, 0)
    net = (200 * sums.c.amount + whole) // (2 * whole)
    same = and_(
        sale_tax.c.sale_id == sums.c.sale_id, sale_tax.c.position == sums.c.position,
        sale_tax.c.rate.is_not_distinct_from(sums.c.rate), sale_tax.c.net == net,
        sale_tax.c.tax == sums.c.amount - net,
    )  # fmt: skip
    alone = select(sums.c.sale_id, sums.c.rate, sums.c.amount).select_from(sums.outerjoin(sale_tax, same))
    for row in tx.execute(alone.where(sale_tax.c.id.is_(None))):
        yield Problem("total", "sale_tax", row.sale_id, f"no tax of the {row.amount} at {row.rate} percent")
    rates = select(func.count(func.distinct(func.coalesce(sale_line.c.rate, -1)))).where(
        sale_line.c.sale_id == sale_tax.c.sale_id
    ).correlate(sale_tax).scalar_subquery()  # fmt: skip
    more = select(sale_tax.c.id).join(sale, sale.c.id == sale_tax.c.sale_id).where(within, sale_tax.c.position > rates)
    for row_id in tx.execute(more).scalars():
        yield Problem("total", "sale_tax", row_id, "a tax of no line")


def _worth(tx: Connection, within: ColumnElement[bool], versions: Mapping[int, Programme]) -> Iterator[Problem]:
    columns = (sale.c.id, sale.c.programme_version, sale.c.points, sale.c.points_value)
    for row in tx.execute(select(*columns).where(within, or_(sale.c.points != 0, sale.c.points_value != 0))):
        if row.programme_version in versions:
            worth = versions[row.programme_version].value_of(row.points)
            yield from _unlike("sale", row.id, "worth of points", worth, row.points_value)


def _reductions(tx: Connection, within: ColumnElement[bool]) -> Iterator[Problem]:
    """What rules took off a line is never more than all that was taken off it."""
    sums = select(
        sale_reduction.c.sale_id, sale_reduction.c.line, func.sum(sale_reduction.c.amount).label("amount")
    ).group_by(sale_reduction.c.sale_id, sale_reduction.c.line).subquery()  # fmt: skip
    off = func.coalesce(sale_line.c.line_discount + sale_line.c.order_discount, 0)
    same = and_(sale_line.c.sale_id == sums.c.sale_id, sale_line.c.position == sums.c.line)
    statement = (
        select(sums.c.sale_id, sums.c.line, sums.c.amount, off)
        .select_from(sums.join(sale, sale.c.id == sums.c.sale_id).outerjoin(sale_line, same))
        .where(within, sums.c.amount > off)
    )  # fmt: skip
    for sale_id, line, amount, most in tx.execute(statement):
        yield Problem("total", "sale_reduction", sale_id, f"line {line}: rules took {amount}, all discounts {most}")


def _drawer(tx: Connection, within: ColumnElement[bool]) -> Iterator[Problem]:
    """Cash less change went into the drawer."""
    cash = select(tender.c.sale_id, func.sum(tender.c.amount).label("cash")).where(
        tender.c.kind == TenderKind.CASH.value
    ).group_by(tender.c.sale_id).subquery()  # fmt: skip
    same = and_(cash_movement.c.sale_id == sale.c.id, cash_movement.c.kind == CashMovementKind.SALE.value)
    kept = case((cash.c.cash.is_not(None), cash.c.cash - sale.c.change), else_=0)
    statement = (
        select(sale.c.id, func.coalesce(cash_movement.c.amount, 0), kept)
        .select_from(sale.outerjoin(cash, cash.c.sale_id == sale.c.id).outerjoin(cash_movement, same))
        .where(within, func.coalesce(cash_movement.c.amount, 0) != kept)
    )  # fmt: skip
    for sale_id, moved, wanted in tx.execute(statement):
        yield from _unlike("sale", sale_id, "cash", moved, wanted)


def _rounded(tx: Connection, within: ColumnElement[bool]) -> Iterator[Problem]:
    """Only cash was rounded, half up to a whole step that a shop may set."""
    cash = func.coalesce(func.sum(case((tender.c.kind == TenderKind.CASH.value, tender.c.amount), else_=0)), 0)
    own, kept = sale.c, (cash - sale.c.change).label("kept")
    statement = select(own.id, own.cash_rounding, kept).join(tender, tender.c.sale_id == own.id).where(
        within, own.cash_rounding != 0
    ).group_by(own.id, own.cash_rounding, own.change)  # fmt: skip
    for row in tx.execute(statement):
        exact = row.kept - row.cash_rounding
        if exact <= 0 or all(in_cash(exact, step) != row.kept for step in CASH_STEPS):
            yield Problem("total", "sale", row.id, f"cash {row.kept} is not rounded by {row.cash_rounding}")
