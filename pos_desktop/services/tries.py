"""Counts the wrong PINs of one register: twenty within an hour lock it for an hour, whoever they were for."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.services.pins import seconds_left
from pos_desktop.services.till import Till
from pos_desktop.storage.schema.shop import register

MOST_WRONG = 20
WINDOW = timedelta(hours=1)


def check_till(tx: Connection, till: Till) -> None:
    """Refuse another try on this register while it is locked; TILL_LOCKED with the `seconds` left."""
    failed, until = _kept(tx, till)
    now = till.ran(tx)
    if failed >= MOST_WRONG and until and until > now:
        raise Rejected(Code.TILL_LOCKED, seconds=seconds_left(until, now))


def count_wrong(tx: Connection, till: Till) -> None:
    """Count a wrong PIN; the hour begins with the first one, and anew with the one that locks."""
    failed, until = _kept(tx, till)
    now = till.keep_running(tx)
    if until is None or until <= now:
        failed, until = 0, now + WINDOW
    failed += 1
    values = {"failed_pins": failed, "locked_until": now + WINDOW if failed >= MOST_WRONG else until}
    tx.execute(update(register).where(register.c.id == till.register.id).values(**values))


def _kept(tx: Connection, till: Till) -> tuple[int, datetime | None]:
    columns = select(register.c.failed_pins, register.c.locked_until)
    row = tx.execute(columns.where(register.c.id == till.register.id)).one()
    return row.failed_pins, row.locked_until
