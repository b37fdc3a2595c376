"""Proves what members owe: every sale on credit was charged, every line that pays debts did, nothing is below 0."""

from collections.abc import Iterator, Mapping

from sqlalchemy import ColumnElement, Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.rows import Problem
from pos_desktop.selling.lines import Ware
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.storage.schema.owing import debt_entry
from pos_desktop.storage.schema.selling import sale_line, tender


def problems(tx: Connection) -> Iterator[Problem]:
    """Every disagreement between entries of debts and the sales that made and paid them."""
    charged = _sums(tx, debt_entry.c.sale_id, debt_entry.c.kind == "charge")
    yield from _same(_tendered(tx), charged, "on credit")
    first = (debt_entry.c.kind == "payment") & debt_entry.c.refund_id.is_(None)
    paid = {key: -amount for key, amount in _sums(tx, debt_entry.c.sale_id, first).items()}
    yield from _same(_sold(tx), paid, "paid of debts")
    left = select(debt_entry.c.pays_sale_id, func.sum(debt_entry.c.amount).label("left"))
    for row in tx.execute(left.group_by(debt_entry.c.pays_sale_id).order_by(debt_entry.c.pays_sale_id)):
        if row.left < 0 or row.pays_sale_id not in charged:
            yield Problem("balance", "debt_entry", row.pays_sale_id, f"{row.left} owed of {row.pays_sale_id}")
    numbers = select(debt_entry.c.account_id, func.count().label("count"), func.max(debt_entry.c.seq).label("last"))
    for row in tx.execute(numbers.group_by(debt_entry.c.account_id).order_by(debt_entry.c.account_id)):
        if row.count != row.last:
            yield Problem("gap", "debt_entry", row.account_id, f"{row.count} entries, the last is {row.last}")


def _sums(tx: Connection, key: ColumnElement[Id], which: ColumnElement[bool]) -> dict[Id, Money]:
    statement = select(key, func.sum(debt_entry.c.amount)).where(which).group_by(key)
    return {sale_id: int(amount) for sale_id, amount in tx.execute(statement)}


def _tendered(tx: Connection) -> dict[Id, Money]:
    own = select(tender.c.sale_id, func.sum(tender.c.amount)).where(tender.c.kind == TenderKind.ON_CREDIT.value)
    return {sale_id: int(amount) for sale_id, amount in tx.execute(own.group_by(tender.c.sale_id))}


def _sold(tx: Connection) -> dict[Id, Money]:
    own = select(sale_line.c.sale_id, func.sum(sale_line.c.amount)).where(sale_line.c.ware == Ware.DEBT.value)
    return {sale_id: int(amount) for sale_id, amount in tx.execute(own.group_by(sale_line.c.sale_id))}


def _same(sold: Mapping[Id, Money], entered: Mapping[Id, Money], what: str) -> Iterator[Problem]:
    for key in sorted({*sold, *entered}):
        if sold.get(key, 0) != entered.get(key, 0):
            told = f"sold {sold.get(key, 0)} {what}, entries {entered.get(key, 0)}"
            yield Problem("conservation", "sale", key, told)
