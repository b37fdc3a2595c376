"""Reads what accounts owe: each sale on credit with what is left of it, and the limit in force."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.storage.schema.loyalty import entry
from pos_desktop.storage.schema.owing import credit_limit, debt_entry
from pos_desktop.storage.schema.selling import refund, sale

UNDONE = "undone:"
"""Heads the occasion of what takes points of an occasion back."""


@dataclass(frozen=True, slots=True)
class OwedSale:
    """A sale on credit: `amount` was charged, `left` is still owed."""

    sale_id: Id
    account_id: Id
    at: datetime
    day: date
    amount: Money
    left: Money


def limit(tx: Connection, accounts: Sequence[Id]) -> Money | None:
    """How much may be owed; None where nobody has set a limit. Of merged members the newest holds."""
    statement = select(credit_limit.c.amount).where(credit_limit.c.account_id.in_(accounts))
    return tx.execute(statement.order_by(credit_limit.c.at.desc(), credit_limit.c.id.desc()).limit(1)).scalar()


def owed(tx: Connection, accounts: Sequence[Id]) -> Money:
    """All that these accounts owe."""
    statement = select(func.coalesce(func.sum(debt_entry.c.amount), 0)).where(debt_entry.c.account_id.in_(accounts))
    return int(tx.execute(statement).scalar_one())


def sales_owed(tx: Connection, accounts: Sequence[Id]) -> tuple[OwedSale, ...]:
    """Sales of which something is owed, the oldest first."""
    left = (
        select(debt_entry.c.pays_sale_id, func.sum(debt_entry.c.amount).label("left"))
        .where(debt_entry.c.account_id.in_(accounts)).group_by(debt_entry.c.pays_sale_id).subquery()
    )  # fmt: skip
    statement = (
        select(debt_entry, left.c.left).join(left, left.c.pays_sale_id == debt_entry.c.sale_id)
        .where(debt_entry.c.kind == "charge", left.c.left > 0).order_by(debt_entry.c.at, debt_entry.c.id)
    )  # fmt: skip
    return tuple(_owed_sale(row) for row in tx.execute(statement))


def _owed_sale(row: Row[Any]) -> OwedSale:
    return OwedSale(row.sale_id, row.account_id, row.at, row.business_date, row.amount, int(row.left))


def left_of(tx: Connection, sale_id: Id) -> Money:
    """What is still owed of a sale."""
    statement = select(func.coalesce(func.sum(debt_entry.c.amount), 0)).where(debt_entry.c.pays_sale_id == sale_id)
    return int(tx.execute(statement).scalar_one())


def unpaid_at_most(tx: Connection, sale_id: Id) -> Money:
    """How much more could be owed of a sale: what it came to, less what came back and what is owed already."""
    back = select(func.coalesce(func.sum(refund.c.money), 0)).where(refund.c.sale_id == sale_id).scalar_subquery()
    kept = tx.execute(select(sale.c.due - back).where(sale.c.id == sale_id)).scalar_one()
    return int(kept) - left_of(tx, sale_id)


def charge(tx: Connection, sale_id: Id) -> Any:
    """The row by which a sale was charged; None of one that was paid at once."""
    statement = select(debt_entry).where(debt_entry.c.sale_id == sale_id, debt_entry.c.kind == "charge")
    return tx.execute(statement).first()


def paid_since(tx: Connection, sale_id: Id) -> Money:
    """What was paid of a sale's debt: that part goes back as money, and not by owing less."""
    statement = select(func.coalesce(func.sum(-debt_entry.c.amount), 0)).where(
        debt_entry.c.pays_sale_id == sale_id, debt_entry.c.kind == "payment"
    )
    return int(tx.execute(statement).scalar_one())


def payments(tx: Connection, sale_id: Id) -> list[Any]:
    """What a sale paid of debts and has not been undone, by line: rows with `pays_sale_id`, account and sum."""
    statement = (
        select(debt_entry.c.sale_line, debt_entry.c.account_id, debt_entry.c.pays_sale_id,
               func.sum(debt_entry.c.amount).label("amount"))
        .where(debt_entry.c.sale_id == sale_id, debt_entry.c.kind == "payment")
        .group_by(debt_entry.c.sale_line, debt_entry.c.account_id, debt_entry.c.pays_sale_id)
        .order_by(debt_entry.c.sale_line, debt_entry.c.pays_sale_id)
    )  # fmt: skip
    return list(tx.execute(statement))


def next_seq(tx: Connection, account_id: Id) -> int:
    """The account's next number of an entry; its account is locked."""
    newest = select(func.coalesce(func.max(debt_entry.c.seq), 0)).where(debt_entry.c.account_id == account_id)
    return int(tx.execute(newest).scalar_one()) + 1


def occasion_of(sale_id: Id) -> str:
    """What makes the points of a sale on credit come once: the occasion of their entry."""
    return f"paid:{sale_id}"


def earned(tx: Connection, sale_id: Id) -> int:
    """Points that a sale on credit has brought, with those that refunds have taken of them; 0 while it is not paid.

    A payment that was undone took them back, and what is paid again brings what remains once more.
    """
    rows = list(tx.execute(select(entry.c.id, entry.c.points, entry.c.occasion).where(_of_paid(occasion_of(sale_id)))))
    undone = {row.occasion.removeprefix(UNDONE) for row in rows if row.occasion.startswith(UNDONE)}
    paid = [row for row in rows if not row.occasion.startswith(UNDONE)]
    last = next((row for row in paid if row.occasion not in undone), None)
    if last is None:
        return 0
    before = 0
    if len(paid) > 1:
        clawed = select(func.coalesce(func.sum(refund.c.clawed), 0)).where(refund.c.sale_id == sale_id)
        before = int(tx.execute(clawed.where(refund.c.id < last.id)).scalar_one())
    return int(last.points) + before


def clawed(tx: Connection, sale_id: Id) -> int:
    """Points of a sale that refunds of its goods have taken back."""
    summed = select(func.coalesce(func.sum(refund.c.clawed), 0)).where(refund.c.sale_id == sale_id)
    return int(tx.execute(summed).scalar_one())


def forgiven(tx: Connection, sale_id: Id) -> int:
    """Points of a sale that were to be taken back with an undone payment, and which the member was let keep."""
    undone = entry.alias("undone")
    kept = select(func.coalesce(func.sum(entry.c.points), 0)).join(undone, undone.c.id == entry.c.pair_id)
    mine = _of_key(UNDONE + occasion_of(sale_id), undone.c.occasion)
    return int(tx.execute(kept.where(entry.c.kind == "adjustment", mine)).scalar_one())


def _of_paid(key: str) -> ColumnElement[bool]:
    return or_(_of_key(key, entry.c.occasion), _of_key(UNDONE + key, entry.c.occasion))


def _of_key(key: str, occasion: ColumnElement[Any]) -> ColumnElement[bool]:
    """An occasion, or one that came again after it was taken back: it has a number behind it."""
    return or_(occasion == key, occasion.between(f"{key}#", f"{key}#~"))
