"""Adds up what a report says of shifts: sales, refunds, points, the drawer, dropped orders; many shifts at once."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Table, and_, case, func, literal, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.selling.shift_report import (
    NO_REVENUE,
    ApartSum,
    DrawerSum,
    PointsSum,
    RefundsSum,
    SalesSum,
    ShiftFigures,
    TenderSum,
    Totals,
)
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.storage.schema.drawer import cash_movement, shift
from pos_desktop.storage.schema.records import journal
from pos_desktop.storage.schema.selling import (
    dropped_order,
    refund,
    refund_tax,
    refund_tender,
    sale,
    sale_line,
    sale_reduction,
    sale_tax,
    tender,
)

_NO_REVENUE = [ware.value for ware in NO_REVENUE]
Shifts = Collection[Id] | None
"""Which shifts are asked for; None is all of them."""

OPENED, CLOSED, DROPPED = "shift_opened", "shift_closed", "order_dropped"
"""Kinds of journal rows: orders have no shift, but the journal knows between which rows they were dropped."""


def figures(tx: Connection, of: Shifts = None) -> dict[Id, ShiftFigures]:
    """The figures of shifts by id, as their rows come to now; a shift in which nothing happened has zeros."""
    sold, back = _Documents(tx, sale, of), _Documents(tx, refund, of)
    sales, refunds, points = _sales(tx, sold, of), _refunds(tx, back, of), _points(tx, of)
    drawers, dropped = _drawers(tx, of), _dropped(tx, of)
    return {
        shift_id: ShiftFigures(
            sales.get(shift_id, SalesSum()), refunds.get(shift_id, RefundsSum()), points[shift_id],
            drawers.get(shift_id, DrawerSum()), *dropped.get(shift_id, (0, 0)),
        )
        for shift_id in tx.execute(_of(select(shift.c.id), shift.c.id, of)).scalars()
    }  # fmt: skip


def totals(tx: Connection, register_id: Id, through: int) -> Totals:
    """Perpetual totals of a register through its shift of this number."""
    return totals_of(tx, register_id).get(through, Totals())


def totals_of(tx: Connection, register_id: Id) -> dict[int, Totals]:
    """Perpetual totals of a register at the end of each of its shifts, by their numbers."""
    nothing = literal(0)
    sums = (
        _totalled(sale, sale.c.due, nothing, sale.c.earned, sale.c.points + sale.c.reward_points),
        _totalled(refund, nothing, refund.c.money, nothing, nothing),
        _totalled(sale, -sale_line.c.amount, nothing, nothing, nothing)
        .join(sale_line, sale_line.c.sale_id == sale.c.id)
        .where(sale_line.c.ware.in_(_NO_REVENUE)),
    )
    grown: dict[int, list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for statement in sums:
        for number, *more in tx.execute(statement.where(shift.c.register_id == register_id)):
            grown[number] = [a + b for a, b in zip(grown[number], more, strict=True)]
    numbers = tx.execute(select(shift.c.number).where(shift.c.register_id == register_id).order_by(shift.c.number))
    found, sum_ = {}, [0, 0, 0, 0]
    for number in numbers.scalars():
        sum_ = [a + b for a, b in zip(sum_, grown[number], strict=True)]
        found[number] = Totals(*sum_)
    return found


def _totalled(table: Table, *columns: ColumnElement[Any]) -> Select[Any]:
    sums = [func.sum(column) for column in columns]
    return select(shift.c.number, *sums).join(table, table.c.shift_id == shift.c.id).group_by(shift.c.number)


def _of(statement: Select[Any], column: ColumnElement[Any], of: Shifts) -> Select[Any]:
    return statement if of is None else statement.where(column.in_(of))


@dataclass
class _Documents:
    """What sales and refunds have alike: rows of means of payment and of VAT, by shift."""

    tx: Connection
    table: Table
    of: Shifts

    def tenders(self, parts: Table, owner: str, change: Mapping[Id, Money]) -> dict[Id, tuple[TenderSum, ...]]:
        """Means of payment in the order in which they are told everywhere; cash without the `change` that went back."""
        documents, amount = func.count(parts.c[owner].distinct()), func.sum(parts.c.amount)
        found: dict[Id, list[TenderSum]] = defaultdict(list)
        for shift_id, kind, count, sum_ in self._summed(parts, owner, parts.c.kind, documents, amount):
            back = change.get(shift_id, 0) if kind == TenderKind.CASH.value else 0
            found[shift_id].append(TenderSum(TenderKind(kind), count, sum_ - back))
        order = list(TenderKind)
        return {key: tuple(sorted(sums, key=lambda one: order.index(one.kind))) for key, sums in found.items()}

    def taxes(self, parts: Table, owner: str) -> dict[Id, tuple[TaxSum, ...]]:
        """VAT by rate, ascending, what is not subject last."""
        found: dict[Id, list[TaxSum]] = defaultdict(list)
        for shift_id, *tax in self._summed(parts, owner, parts.c.rate, func.sum(parts.c.net), func.sum(parts.c.tax)):
            found[shift_id].append(TaxSum(*tax))
        return {key: tuple(sorted(sums, key=lambda tax: (tax.rate is None, tax.rate or 0)))
                for key, sums in found.items()}  # fmt: skip

    def _summed(self, parts: Table, owner: str, by: ColumnElement[Any], *sums: ColumnElement[Any]) -> Any:
        own = self.table.c
        statement = select(own.shift_id, by, *sums).join(self.table, own.id == parts.c[owner])
        return self.tx.execute(_of(statement, own.shift_id, self.of).group_by(own.shift_id, by)).all()


def _sales(tx: Connection, sold: _Documents, of: Shifts) -> dict[Id, SalesSum]:
    own = sale.c
    sums = select(
        own.shift_id, func.count(), func.sum(own.goods), func.sum(own.discount), func.sum(own.points_value),
        func.sum(own.due), func.min(own.number), func.max(own.number), func.sum(own.change),
        func.sum(own.cash_rounding),
    ).group_by(own.shift_id)  # fmt: skip
    rows = tx.execute(_of(sums, own.shift_id, of)).all()
    change = {row[0]: row[8] for row in rows}
    tenders, taxes = sold.tenders(tender, "sale_id", change), sold.taxes(sale_tax, "sale_id")
    by_rule, overrides, apart = _by_rule(tx, of), _overrides(tx, of), _apart(tx, of)
    return {
        shift_id: SalesSum(
            count, goods, by_rule.get(shift_id, 0), off - by_rule.get(shift_id, 0), points_value, due,
            overrides.get(shift_id, 0), first, last, tenders.get(shift_id, ()), taxes.get(shift_id, ()),
            apart.get(shift_id, ()), rounding,
        )
        for shift_id, count, goods, off, points_value, due, first, last, _change, rounding in rows
    }  # fmt: skip


def _by_rule(tx: Connection, of: Shifts) -> dict[Id, Money]:
    """What deals, perks, rewards and vouchers took off."""
    statement = select(sale.c.shift_id, func.sum(sale_reduction.c.amount)).join(
        sale, sale.c.id == sale_reduction.c.sale_id
    ).group_by(sale.c.shift_id)  # fmt: skip
    return {row[0]: row[1] for row in tx.execute(_of(statement, sale.c.shift_id, of))}


def _overrides(tx: Connection, of: Shifts) -> dict[Id, int]:
    statement = select(sale.c.shift_id, func.count()).join(sale_line, sale_line.c.sale_id == sale.c.id).where(
        sale_line.c.list_price.is_not(None)
    ).group_by(sale.c.shift_id)  # fmt: skip
    return {row[0]: row[1] for row in tx.execute(_of(statement, sale.c.shift_id, of))}


def _apart(tx: Connection, of: Shifts) -> dict[Id, tuple[ApartSum, ...]]:
    """What came in and is no revenue, in the order in which it is told everywhere."""
    statement = select(sale.c.shift_id, sale_line.c.ware, func.sum(sale_line.c.amount)).join(
        sale, sale.c.id == sale_line.c.sale_id
    ).where(sale_line.c.ware.in_(_NO_REVENUE)).group_by(sale.c.shift_id, sale_line.c.ware)  # fmt: skip
    found: dict[Id, dict[Ware, Money]] = defaultdict(dict)
    for shift_id, ware, amount in tx.execute(_of(statement, sale.c.shift_id, of)):
        found[shift_id][Ware(ware)] = amount
    return {key: tuple(ApartSum(ware, sums[ware]) for ware in NO_REVENUE if ware in sums)
            for key, sums in found.items()}  # fmt: skip


def _refunds(tx: Connection, back: _Documents, of: Shifts) -> dict[Id, RefundsSum]:
    own = refund.c
    voids = func.sum(case((own.kind == "void", 1), else_=0))
    sums = select(
        own.shift_id, func.count() - voids, voids, func.sum(own.money), func.sum(own.cash_rounding),
        func.min(own.number), func.max(own.number),
    ).group_by(own.shift_id)  # fmt: skip
    tenders, taxes = back.tenders(refund_tender, "refund_id", {}), back.taxes(refund_tax, "refund_id")
    return {
        shift_id: RefundsSum(
            refunds, voided, money, rounding, first, last, tenders.get(shift_id, ()), taxes.get(shift_id, ())
        )
        for shift_id, refunds, voided, money, rounding, first, last in tx.execute(_of(sums, own.shift_id, of))
    }


def _points(tx: Connection, of: Shifts) -> dict[Id, PointsSum]:
    """Points as the documents of the shift tell them; a late owner of a sale changes none of them."""
    spent = sale.c.points + sale.c.reward_points
    sold = select(sale.c.shift_id, func.sum(sale.c.earned), func.sum(spent)).group_by(sale.c.shift_id)
    back = select(refund.c.shift_id, func.sum(refund.c.clawed), func.sum(refund.c.restored)).group_by(
        refund.c.shift_id
    )  # fmt: skip
    out = {row[0]: row[1:] for row in tx.execute(_of(sold, sale.c.shift_id, of))}
    home = {row[0]: row[1:] for row in tx.execute(_of(back, refund.c.shift_id, of))}
    found: dict[Id, PointsSum] = defaultdict(PointsSum)
    for shift_id in {*out, *home}:
        found[shift_id] = PointsSum(*out.get(shift_id, (0, 0)), *home.get(shift_id, (0, 0)))
    return found


def in_drawer(tx: Connection, shift_id: Id) -> Money:
    """What lies in the drawer of a shift by the books."""
    sum_ = select(func.coalesce(func.sum(cash_movement.c.amount), 0)).where(cash_movement.c.shift_id == shift_id)
    return int(tx.execute(sum_).scalar_one())


def _drawers(tx: Connection, of: Shifts) -> dict[Id, DrawerSum]:
    own = cash_movement.c
    statement = select(own.shift_id, own.kind, func.count(), func.sum(own.amount)).group_by(own.shift_id, own.kind)
    moved: dict[Id, dict[str, tuple[int, Money]]] = defaultdict(dict)
    for shift_id, kind, count, amount in tx.execute(_of(statement, own.shift_id, of)):
        moved[shift_id][kind] = (count, amount)
    return {shift_id: _drawer(kinds) for shift_id, kinds in moved.items()}


def _drawer(moved: Mapping[str, tuple[int, Money]]) -> DrawerSum:
    def sum_of(kind: CashMovementKind) -> Money:
        return moved.get(kind.value, (0, 0))[1]

    kinds = CashMovementKind
    return DrawerSum(
        sum_of(kinds.FLOAT), sum_of(kinds.SALE), -sum_of(kinds.REFUND), sum_of(kinds.PAID_IN),
        -sum_of(kinds.PAID_OUT), -sum_of(kinds.DROP), moved.get(kinds.NO_SALE.value, (0, 0))[0],
    )  # fmt: skip


def _dropped(tx: Connection, of: Shifts) -> dict[Id, tuple[int, Money]]:
    """Orders that were closed without payment while a shift was open, however the clock was set meanwhile."""
    begun, ended, row = journal.alias("begun"), journal.alias("ended"), journal.alias("dropped")
    first = and_(begun.c.subject_id == shift.c.id, begun.c.kind == OPENED)
    last = and_(ended.c.subject_id == shift.c.id, ended.c.kind == CLOSED)
    within = and_(
        row.c.kind == DROPPED, row.c.register_id == shift.c.register_id, row.c.seq > begun.c.seq,
        or_(ended.c.seq.is_(None), row.c.seq < ended.c.seq),
    )  # fmt: skip
    statement = (
        select(shift.c.id, func.count(), func.sum(dropped_order.c.due))
        .select_from(
            shift.join(begun, first).outerjoin(ended, last).join(row, within)
            .join(dropped_order, dropped_order.c.order_id == row.c.subject_id)
        )
        .group_by(shift.c.id)
    )  # fmt: skip
    return {row[0]: (row[1], row[2]) for row in tx.execute(_of(statement, shift.c.id, of))}
