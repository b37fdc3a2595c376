"""Reads what the shop has set: the newest value of each setting."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.storage.schema.shop import setting, shop

CASH_ROUNDING = "cash_rounding"


def newest(tx: Connection, shop_id: Id, name: str) -> tuple[Any, int] | None:
    """The value in force and its version, from 1; None where nobody has set it."""
    statement = select(setting.c.value, setting.c.version).where(setting.c.shop_id == shop_id, setting.c.name == name)
    row = tx.execute(statement.order_by(setting.c.version.desc()).limit(1)).first()
    return (row.value, row.version) if row else None


def newest_value(shop_id: Id, name: str) -> ScalarSelect[Any]:
    """The value in force, as a column of another question."""
    mine = select(setting.c.value).where(setting.c.shop_id == shop_id, setting.c.name == name)
    return mine.order_by(setting.c.version.desc()).limit(1).scalar_subquery()


def cash_step(tx: Connection, shop_id: Id) -> Money:
    """To what cash is rounded, in đồng; 0 for nothing."""
    return int(tx.execute(select(newest_value(shop_id, CASH_ROUNDING))).scalar() or 0)


def day_and_cash_step(tx: Connection, shop_id: Id) -> tuple[date | None, Money]:
    """Through which day everything that falls due was done, and to what cash is rounded: one look for each sale."""
    done, step = tx.execute(select(shop.c.due_through, newest_value(shop_id, CASH_ROUNDING))).one()
    return done, int(step or 0)


def in_force_since(tx: Connection, shop_id: Id, name: str, since: datetime) -> list[Any]:
    """Every value that was in force at some time since then, the newest first; None stands for unset."""
    statement = select(setting.c.value, setting.c.at).where(setting.c.shop_id == shop_id, setting.c.name == name)
    values: list[Any] = []
    for row in tx.execute(statement.order_by(setting.c.version.desc())):
        values.append(row.value)
        if row.at <= since:
            return values
    return [*values, None]
