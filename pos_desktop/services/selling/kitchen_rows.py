"""Writes what the kitchen is told: tickets with their lines, and the promise to print them at their stations."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import Connection, insert, update

from pos_desktop.core.ids import Id
from pos_desktop.selling import kitchen
from pos_desktop.selling.kitchen import Ticket, Told
from pos_desktop.selling.order import Order
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.office.outbox import SlipOf, promise_slip
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import kitchen as tickets_
from pos_desktop.storage.queries.kitchen import Card
from pos_desktop.storage.queries.orders import body_of
from pos_desktop.storage.schema.dining import kitchen_line, kitchen_ticket

DEFAULT_LANGUAGE: Final = "vi"
"""Of tickets that nobody asked for in a language."""


def write(tx: Connection, till: Till, order: Order, tickets: Sequence[Ticket], staff_id: Id, language: str) -> list[Id]:
    """Write tickets of an order, and promise those that do not wait to their printers; gives their ids."""
    if not tickets:
        return []
    first, now = tickets_.last_number(tx, till.register.id) + 1, till.now()
    ids = [till.ids() for _ticket in tickets]
    tx.execute(insert(kitchen_ticket), [
        {"id": ticket_id, "order_id": order.id, "station_id": ticket.station, "register_id": till.register.id,
         "number": first + at, "kind": ticket.kind.value, "course": ticket.course, "at": now, "staff_id": staff_id,
         "dining_table": order.table, "order_type": order.order_type.value, "label": order.label, "note": order.note,
         "fired_at": None if kitchen.waits(order, ticket.course) else now}
        for at, (ticket_id, ticket) in enumerate(zip(ids, tickets, strict=True))
    ])  # fmt: skip
    tx.execute(insert(kitchen_line), [
        {"id": till.ids(), "ticket_id": ticket_id, "position": at, "order_line": line.line, "item_id": line.item_id,
         "name": line.name, "options": list(line.options), "note": line.note, "qty": line.qty, "reason": line.reason}
        for ticket_id, ticket in zip(ids, tickets, strict=True) for at, line in enumerate(ticket.lines, 1)
    ])  # fmt: skip
    ready = ((ticket_id, ticket.station) for ticket_id, ticket in zip(ids, tickets, strict=True)
             if not kitchen.waits(order, ticket.course))  # fmt: skip
    _promise(tx, till, ready, language)
    return ids


def fire(tx: Connection, till: Till, cards: Sequence[Card], language: str) -> None:
    """Ask for tickets that waited."""
    if cards:
        asked = update(kitchen_ticket).where(kitchen_ticket.c.id.in_([card.id for card in cards]))
        tx.execute(asked.values(fired_at=till.now()))
        _promise(tx, till, ((card.id, card.station_id) for card in cards), language)


def _promise(tx: Connection, till: Till, ready: Iterable[tuple[Id, Id]], language: str) -> None:
    """One job a ticket; where a station has no printer its display tells. In a lesson no kitchen hears anything."""
    if till.shop.is_training:
        return
    printers = {row.id: row.printer for row in tickets_.stations(tx, with_closed=True)}
    for ticket_id, station in ready:
        promise_slip(tx, till, SlipOf.KITCHEN, ticket_id, printers.get(station, ""), language)


def on_sale(tx: Connection, till: Till, order: Order, staff_id: Id, language: str) -> None:
    """Tell the kitchen the rest of an order that was paid, and ask for all of it; a plain sale asks nothing here."""
    if kitchen.held_courses(order):
        fire(tx, till, tickets_.held_of(tx, order.id), language)
    if kitchen.is_waiting(order) and kitchen.is_waiting(order := kitchen.as_known(order, body_of(tx, order.id))):
        every = {line.course for line in order.lines}
        for course in every:
            order = kitchen.fired(order, course)
        write(tx, till, order, kitchen.changes(order), staff_id, language)


def take_back(
    tx: Connection, till: Till, before: Order, after: Order, reason: str, staff_id: Id, language: str
) -> dict[str, Any]:  # fmt: skip
    """Tell the kitchen that it makes less; gives what the journal is to tell of it."""
    tickets = kitchen.voids(before, after, reason)
    write(tx, till, before, tickets, staff_id, language)
    gone = [[_whole_name(line), -line.qty] for ticket in tickets for line in ticket.lines]
    return {"reason": reason, "lines": gone, "table": before.table}


def _whole_name(line: Told) -> str:
    return f"{line.name} ({', '.join(line.options)})" if line.options else line.name


def drop(tx: Connection, till: Till, order: Order, reason: str, staff_id: Id) -> None:
    """Tell the kitchen that an order is given up, of which it made something."""
    if kitchen.was_told(order):
        body = take_back(tx, till, order, replace(order, lines=()), reason, staff_id, language=DEFAULT_LANGUAGE)
        journal.append(tx, till, Event.KITCHEN_VOID, order.id, body, staff_id)
