"""Receipts across restored backups: numbers are given out again, and each time is an epoch."""

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, ScalarSelect, func, select

from pos_desktop.core import codes
from pos_desktop.core.codes import Keyring
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.selling import sale
from pos_desktop.storage.schema.shop import register, restoration


def epoch_by(at: datetime | ColumnElement[Any]) -> ScalarSelect[Any]:
    """How many backups had been restored by then, as a part of another question."""
    return select(func.coalesce(func.max(restoration.c.epoch), 0)).where(restoration.c.at <= at).scalar_subquery()


def sale_of_code(tx: Connection, named: tuple[int, int], code: str, keys: Keyring) -> Id | None:
    """The sale that a genuine code of a receipt or a claim names, by register and number; None when there is none.

    Raises:
        Rejected: AFTER_BACKUP where the sale went with a restored backup, be its number another sale's by now.
    """
    statement = (
        select(sale.c.id, epoch_by(sale.c.at).label("epoch")).join(register, register.c.id == sale.c.register_id)
        .where(register.c.number == named[0], sale.c.number == named[1])
    )  # fmt: skip
    found, epoch = tx.execute(statement).first(), codes.epoch_of(code, keys) or 0
    of_sale = found.epoch if found else _newest(tx)
    if of_sale > epoch:
        raise Rejected(Code.AFTER_BACKUP)
    return found.id if found else None


def _newest(tx: Connection) -> int:
    return int(tx.execute(select(func.coalesce(func.max(restoration.c.epoch), 0))).scalar_one())
