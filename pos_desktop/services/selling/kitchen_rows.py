"""Writes what the kitchen is told: tickets with their lines, and the promise to print them at their stations."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum
from typing import Any, Final

from sqlalchemy import Connection, insert, update

from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling import kitchen
from pos_desktop.selling.kitchen import Ticket, Told
from pos_desktop.selling.order import Order
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.office.outbox import SlipOf, promise_slip
from pos_desktop.services.shop.stations import RECEIPT_PRINTER
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import kitchen as tickets_
from pos_desktop.storage.queries.kitchen import Card
from pos_desktop.storage.queries.orders import body_of
from pos_desktop.storage.schema.dining import kitchen_line, kitchen_ticket

DEFAULT_LANGUAGE: Final = "vi"
"""Of tickets that nobody asked for in a language."""


class As(Enum):
    """How a ticket is written down."""

    ITS_COURSE = 0
    """It waits where its course does, and is made and printed where not."""
    WANTED = 1
    """It is made, and printed, whatever its course."""
    WITHDRAWN = 2
    """Neither shown nor printed: it says where what was told stands now."""


def write(
    tx: Connection, till: Till, order: Order, tickets: Sequence[Ticket], staff_id: Id,
    language: str = DEFAULT_LANGUAGE, how: As = As.ITS_COURSE, receipts: str = "",
) -> list[Id]:  # fmt: skip
    """Write tickets of an order, and promise those that are made now to their printers; gives their ids.

    `receipts` is where the receipts come out of who sends them, "" for the till's own.
    """
    if not tickets:
        return []
    waits = [how is As.ITS_COURSE and kitchen.waits(order, ticket.course) for ticket in tickets]
    first, now = tickets_.last_number(tx, till.register.id) + 1, till.now()
    ids = [till.ids() for _ticket in tickets]
    tx.execute(insert(kitchen_ticket), [
        {"id": ticket_id, "order_id": order.id, "station_id": ticket.station, "register_id": till.register.id,
         "number": first + at, "kind": ticket.kind.value, "course": ticket.course, "at": now, "staff_id": staff_id,
         "dining_table": order.table, "order_type": order.order_type.value, "label": order.label, "note": order.note,
         "fired_at": None if is_held or how is As.WITHDRAWN else now,
         "done_at": now if how is As.WITHDRAWN else None}
        for at, (ticket_id, ticket, is_held) in enumerate(zip(ids, tickets, waits, strict=True))
    ])  # fmt: skip
    tx.execute(insert(kitchen_line), [
        {"id": till.ids(), "ticket_id": ticket_id, "position": at, "order_line": line.line, "item_id": line.item_id,
         "name": line.name, "options": list(line.options), "note": line.note, "qty": line.qty, "reason": line.reason}
        for ticket_id, ticket in zip(ids, tickets, strict=True) for at, line in enumerate(ticket.lines, 1)
    ])  # fmt: skip
    if how is not As.WITHDRAWN:
        made = zip(ids, tickets, waits, strict=True)
        _promise(tx, till, ((id_, ticket.station) for id_, ticket, is_held in made if not is_held), language, receipts)
    return ids


def fire(tx: Connection, till: Till, cards: Sequence[Card], language: str, receipts: str = "") -> None:
    """Ask for tickets that waited."""
    if cards:
        asked = update(kitchen_ticket).where(kitchen_ticket.c.id.in_([card.id for card in cards]))
        tx.execute(asked.values(fired_at=till.now()))
        _promise(tx, till, ((card.id, card.station_id) for card in cards), language, receipts)


def _promise(tx: Connection, till: Till, ready: Iterable[tuple[Id, Id]], language: str, receipts: str) -> None:
    """One job a ticket; where a station has no printer its display tells. In a lesson no kitchen hears anything."""
    if till.shop.is_training:
        return
    printers = {row.id: row.printer for row in tickets_.stations(tx, with_closed=True)}
    for ticket_id, station in ready:
        printer = printers.get(station, "")
        printer = receipts if receipts and printer == RECEIPT_PRINTER else printer
        promise_slip(tx, till, SlipOf.KITCHEN, ticket_id, printer, language)


def on_sale(tx: Connection, till: Till, order: Order, staff_id: Id, language: str, receipts: str = "") -> None:
    """Tell the kitchen the rest of an order that was paid, and ask for all of it; a plain sale asks nothing here."""
    if kitchen.held_courses(order):
        fire(tx, till, tickets_.held_of(tx, order.id), language, receipts)
    if kitchen.is_waiting(order) and kitchen.is_waiting(order := kitchen.as_known(order, body_of(tx, order.id))):
        every = {line.course for line in order.lines}
        for course in every:
            order = kitchen.fired(order, course)
        write(tx, till, order, kitchen.changes(order), staff_id, language, receipts=receipts)


def left_out(tx: Connection, till: Till, order: Order, staff_id: Id, language: str) -> None:
    """Tell the kitchen of lines that it makes and that were paid by nobody."""
    kept = body_of(tx, order.id)
    if kept is not None:
        paid = replace(kept, lines=tuple(line for line in kept.lines if order.line(line.key)))
        take_back(tx, till, kept, paid, "", staff_id, language)


def take_back(
    tx: Connection, till: Till, before: Order, after: Order, reason: str, staff_id: Id, language: str
) -> dict[str, Any]:  # fmt: skip
    """Tell the kitchen that it makes less; gives what the journal is to tell of it. What waits goes unprinted."""
    picks = kitchen.gone(before, after)
    waited = take_away(tx, till, before, picks, staff_id, reason)
    write(tx, till, before, kitchen.away(before, _less(picks, waited), reason), staff_id, language, As.WANTED)
    tickets = kitchen.voids(before, after, reason)
    gone = [[_whole_name(line), -line.qty] for ticket in tickets for line in ticket.lines]
    return {"reason": reason, "lines": gone, "table": before.table}


def take_away(
    tx: Connection, till: Till, order: Order, picks: kitchen.Quantities, staff_id: Id, reason: str = ""
) -> dict[int, Quantity]:  # fmt: skip
    """Take goods out of what waits of an order, unprinted; gives how many of each line had waited."""
    places = {(x.station, x.course) for x in order.lines if x.key in picks and kitchen.waits(order, x.course)}
    cards = [card for card in (tickets_.held_of(tx, order.id) if places else ())
             if (card.station_id, card.course) in places]  # fmt: skip
    waiting: Counter[int] = Counter()
    for line in (line for card in cards for line in card.lines):
        waiting[line.line] += line.qty
    taken = {key: min(qty, waiting[key]) for key, qty in picks.items() if waiting[key] > 0}
    if taken:
        rest = _less(waiting, taken)
        _withdraw(tx, till, cards)
        write(tx, till, order, kitchen.away(order, taken, reason), staff_id, how=As.WITHDRAWN)
        write(tx, till, order, kitchen.away(order, rest), staff_id, how=As.WITHDRAWN)
        write(tx, till, order, kitchen.there(order, rest), staff_id)
    return taken


def follow(tx: Connection, till: Till, left: tuple[Order, Order], came: tuple[Order, Order], staff_id: Id) -> None:
    """Let what the kitchen knows follow lines from one order to another, of each before and after.

    What waits is told anew where its line is now; what is made is made once, on the ticket that it has.
    """
    went = [pair for pair in kitchen.moved(left, came) if pair[1].sent]
    if not went:
        return
    picks = {was.key: line.sent for was, line in went}
    waited = take_away(tx, till, left[0], picks, staff_id)
    made = _less(picks, waited)
    write(tx, till, left[0], kitchen.away(left[0], made), staff_id, how=As.WITHDRAWN)
    for part, how in ((waited, As.ITS_COURSE), (made, As.WITHDRAWN)):
        here = {line.key: part.get(was.key, 0) for was, line in went}
        write(tx, till, came[1], kitchen.there(came[1], here), staff_id, how=how)


def reseat(tx: Connection, order: Order) -> None:
    """Show the tickets of an order that are not made yet where its guests sit now."""
    own = kitchen_ticket.c
    elsewhere = update(kitchen_ticket).where(
        own.order_id == order.id, own.done_at.is_(None), own.dining_table != order.table
    )
    tx.execute(elsewhere.values(dining_table=order.table))


def _withdraw(tx: Connection, till: Till, cards: Sequence[Card]) -> None:
    tx.execute(update(kitchen_ticket).where(kitchen_ticket.c.id.in_([card.id for card in cards]))
               .values(done_at=till.now()))  # fmt: skip


def _less(picks: kitchen.Quantities, taken: kitchen.Quantities) -> dict[int, Quantity]:
    return {key: qty - taken.get(key, 0) for key, qty in picks.items() if qty > taken.get(key, 0)}


def _whole_name(line: Told) -> str:
    return f"{line.name} ({', '.join(line.options)})" if line.options else line.name


def drop(tx: Connection, till: Till, order: Order, reason: str, staff_id: Id) -> None:
    """Tell the kitchen that an order is given up, of which it made something."""
    if kitchen.was_told(order):
        body = take_back(tx, till, order, replace(order, lines=()), reason, staff_id, language=DEFAULT_LANGUAGE)
        journal.append(tx, till, Event.KITCHEN_VOID, order.id, body, staff_id)
