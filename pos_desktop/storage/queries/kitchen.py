"""Reads the stations of the kitchen, and the tickets that they were given."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling.kitchen import TicketKind
from pos_desktop.selling.lines import OrderType
from pos_desktop.storage.schema.catalogue import category, item
from pos_desktop.storage.schema.dining import kitchen_line, kitchen_ticket, station
from pos_desktop.storage.schema.shop import register, staff


@dataclass(frozen=True, slots=True)
class StationRow:
    """A place that makes goods; `late_after` in seconds, `printer` the address of where its tickets come out."""

    id: Id
    name: str
    printer: str
    late_after: int
    position: int
    active: bool


@dataclass(frozen=True, slots=True)
class CardLine:
    """Thousandths of one line, more or (below zero) fewer; `done_at` when it was made, `line` its key on the order."""

    id: Id
    qty: Quantity
    name: str
    options: tuple[str, ...]
    note: str
    reason: str
    done_at: datetime | None
    line: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A ticket as the kitchen sees it; not fired, it waits; `table` is what the table is called.

    One that left the display and was never fired was withdrawn: nobody made it, and nobody will.
    """

    id: Id
    number: str
    order_id: Id
    station_id: Id
    station: str
    late_after: int
    kind: TicketKind
    course: int
    at: datetime
    fired_at: datetime | None
    done_at: datetime | None
    table: str
    order_type: OrderType
    label: str
    note: str
    staff: str
    lines: tuple[CardLine, ...]

    @property
    def waits(self) -> bool:
        """Whether the kitchen knows of it, and makes it when it is asked for."""
        return self.fired_at is None and self.done_at is None


@dataclass(frozen=True, slots=True)
class Made:
    """A category or an item with where it is made, "" for nowhere of its own."""

    id: Id
    name: str
    station_id: Id


def stations(tx: Connection, *, with_closed: bool = False) -> list[StationRow]:
    """The stations in their order."""
    columns = (station.c.id, station.c.name, station.c.printer, station.c.late_after, station.c.position,
               station.c.active)  # fmt: skip
    statement = select(*columns).order_by(station.c.position, station.c.name)
    rows = tx.execute(statement if with_closed else statement.where(station.c.active == 1))
    return [StationRow(*row) for row in rows]


def categories(tx: Connection) -> list[Made]:
    """Every category with its station."""
    rows = tx.execute(select(category.c.id, category.c.name, category.c.station_id).order_by(category.c.position))
    return [Made(row.id, row.name, row.station_id or "") for row in rows]


def items_apart(tx: Connection) -> list[Made]:
    """The items that are made elsewhere than the rest of their category."""
    named = select(item.c.id, item.c.name, item.c.station_id).where(item.c.station_id.is_not(None), item.c.active == 1)
    return [Made(*row) for row in tx.execute(named.order_by(item.c.name))]


def last_number(tx: Connection, register_id: Id) -> int:
    """The number of the register's newest ticket, 0 for none."""
    newest = select(func.max(kitchen_ticket.c.number)).where(kitchen_ticket.c.register_id == register_id)
    return tx.execute(newest).scalar() or 0


def waiting(tx: Connection, station_id: Id | None, since: datetime) -> list[Card]:
    """What a station, or every one, was told since a moment and has not made, oldest first; held courses come last."""
    is_there = [kitchen_ticket.c.done_at.is_(None), kitchen_ticket.c.at >= since, *_at(station_id)]
    asked_for = (kitchen_ticket.c.fired_at.is_(None), kitchen_ticket.c.fired_at, kitchen_ticket.c.number)
    return _cards(tx, is_there, asked_for)


def done_since(tx: Connection, station_id: Id | None, since: datetime) -> list[Card]:
    """What left the display since a moment, newest first; without what was withdrawn."""
    is_there = [kitchen_ticket.c.done_at >= since, kitchen_ticket.c.fired_at.is_not(None), *_at(station_id)]
    return _cards(tx, is_there, (kitchen_ticket.c.done_at.desc(), kitchen_ticket.c.number.desc()))


def by_id(tx: Connection, ticket_id: Id) -> Card | None:
    """One ticket."""
    return next(iter(_cards(tx, [kitchen_ticket.c.id == ticket_id], ())), None)


def held_of(tx: Connection, order_id: Id, course: int | None = None) -> list[Card]:
    """The tickets of an order that wait to be asked for, of one course or of all."""
    own = kitchen_ticket.c
    which = [own.order_id == order_id, own.fired_at.is_(None), own.done_at.is_(None)]
    if course is not None:
        which.append(kitchen_ticket.c.course == course)
    return _cards(tx, which, (kitchen_ticket.c.number,))


def _at(station_id: Id | None) -> list[ColumnElement[bool]]:
    return [kitchen_ticket.c.station_id == station_id] if station_id else []


def _cards(tx: Connection, which: Iterable[ColumnElement[bool]], order: Iterable[ColumnElement[Any]]) -> list[Card]:
    statement = (
        select(kitchen_ticket, station.c.name.label("station"), station.c.late_after, staff.c.name.label("staff"),
               register.c.code)
        .join(station, station.c.id == kitchen_ticket.c.station_id)
        .join(register, register.c.id == kitchen_ticket.c.register_id)
        .join(staff, staff.c.id == kitchen_ticket.c.staff_id).where(*which).order_by(*order)
    )  # fmt: skip
    rows = tx.execute(statement).all()
    lines = _lines(tx, [row.id for row in rows])
    return [
        Card(
            row.id, f"{row.code}-{row.number}", row.order_id, row.station_id, row.station, row.late_after,
            TicketKind(row.kind), row.course, row.at, row.fired_at, row.done_at, row.dining_table,
            OrderType(row.order_type), row.label, row.note, row.staff, tuple(lines[row.id]),
        )
        for row in rows
    ]  # fmt: skip


def _lines(tx: Connection, ticket_ids: list[Id]) -> dict[Id, list[CardLine]]:
    found: dict[Id, list[CardLine]] = defaultdict(list)
    if ticket_ids:
        mine = select(kitchen_line).where(kitchen_line.c.ticket_id.in_(ticket_ids))
        for row in tx.execute(mine.order_by(kitchen_line.c.ticket_id, kitchen_line.c.position)):
            line = CardLine(row.id, row.qty, row.name, tuple(row.options), row.note, row.reason, row.done_at,
                            row.order_line)  # fmt: skip
            found[row.ticket_id].append(line)
    return found
