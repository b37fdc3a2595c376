"""Reads areas, tables and bookings."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.dining import booking, dining_area, dining_table


@dataclass(frozen=True, slots=True)
class Coming:
    """A booking; `phone` is whole (E.164), and services decide who sees it."""

    id: Id
    name: str
    phone: str
    guests: int
    at: datetime
    minutes: int
    tables: tuple[Id, ...]
    note: str
    state: str

    @property
    def until(self) -> datetime:
        """When the tables are free again."""
        return self.at + timedelta(minutes=self.minutes)


def areas(tx: Connection) -> list[Any]:
    """Areas in the owner's order."""
    own = dining_area.c
    return list(tx.execute(select(own.id, own.name).order_by(own.position, own.id)))


def placed(tx: Connection) -> list[Any]:
    """Tables from top to bottom and left to right."""
    own = dining_table.c
    return list(tx.execute(select(dining_table).order_by(own.y, own.x, own.name)))


def coming(tx: Connection, since: datetime, until: datetime, states: tuple[str, ...] = ("booked",)) -> list[Coming]:
    """Bookings of a span in these states, the soonest first."""
    own = booking.c
    statement = select(booking).where(own.state.in_(states), own.at >= since, own.at <= until)
    return [_coming(row) for row in tx.execute(statement.order_by(own.at, own.id))]


def booking_by_id(tx: Connection, booking_id: Id) -> Coming | None:
    """The booking with this id."""
    row = tx.execute(select(booking).where(booking.c.id == booking_id)).first()
    return _coming(row) if row else None


def _coming(row: Any) -> Coming:
    return Coming(row.id, row.name, row.phone, row.guests, row.at, row.minutes, tuple(row.tables), row.note, row.state)
