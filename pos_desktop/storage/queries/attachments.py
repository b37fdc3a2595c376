"""Tells whose the rows of a sale are now: who bought it, who claimed it later or whom it was moved to."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, func, or_, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.loyalty import attachment


def next_step(tx: Connection, sale_id: Id) -> int:
    """Number of the sale's next change of owner, from 1."""
    done = select(func.coalesce(func.max(attachment.c.step), 0)).where(attachment.c.sale_id == sale_id)
    return int(tx.execute(done).scalar_one()) + 1


def newest(column: str, sale_id: ColumnElement[Id]) -> Any:
    """For a query: a column of the row that gave a sale to somebody last; NULL where nothing did."""
    given = attachment.alias()
    statement = select(given.c[column]).where(given.c.sale_id == sale_id).order_by(given.c.step.desc()).limit(1)
    return statement.correlate_except(given).scalar_subquery()


def owner_of(sale_id: ColumnElement[Id], first: ColumnElement[Any]) -> ColumnElement[Any]:
    """For a query: the account that has the rows of a sale; `first` is the one that they were written for."""
    return func.coalesce(newest("account_id", sale_id), first)


def belongs(
    sale_id: ColumnElement[Id], first: ColumnElement[Any], family: Select[Any] | list[Id]
) -> ColumnElement[bool]:
    """For a query: whether one of the accounts of `family` has the rows of a sale; found by account, not by sale."""
    given = select(attachment.c.sale_id).where(attachment.c.account_id.in_(family))
    return or_(first.in_(family), sale_id.in_(given)) & owner_of(sale_id, first).in_(family)
