"""Reads what the shop has set: the newest value of each setting."""

from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.shop import setting


def newest(tx: Connection, shop_id: Id, name: str) -> tuple[Any, int] | None:
    """The value in force and its version, from 1; None where nobody has set it."""
    statement = select(setting.c.value, setting.c.version).where(setting.c.shop_id == shop_id, setting.c.name == name)
    row = tx.execute(statement.order_by(setting.c.version.desc()).limit(1)).first()
    return (row.value, row.version) if row else None
