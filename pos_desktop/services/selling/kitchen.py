"""The kitchen: what it is told of orders, what it is asked for, what it has made."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from sqlalchemy import Connection, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.selling import drafts, kitchen
from pos_desktop.selling.order import Order
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.selling import kitchen_rows, orders
from pos_desktop.services.selling.texts import cleaned
from pos_desktop.services.shop.rights import allow, reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import kitchen as tickets
from pos_desktop.storage.queries.kitchen import Card, CardLine, StationRow
from pos_desktop.storage.queries.orders import body_of
from pos_desktop.storage.schema.dining import kitchen_line, kitchen_ticket

__all__ = ("Cancel", "Card", "CardLine", "Fire", "Kitchen", "Recourse", "Send", "Shown", "StationRow", "Told")

BUMPED_FOR = timedelta(minutes=30)
"""How long what left the display may be called back from it."""
SHOWN_FOR = timedelta(hours=12)
"""How long a ticket waits on the display: where only paper is used, nobody bumps any."""


@dataclass(frozen=True, slots=True)
class Send:
    """Tell the kitchen what it was not told yet of an open order; `id` names the operation."""

    id: str
    order: Order
    staff_id: Id
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Fire:
    """Ask the kitchen for a `course` of an open order."""

    id: str
    order: Order
    course: int
    staff_id: Id
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Recourse:
    """Have a `line` (its key) of an open order, of which the kitchen knows and which waits, made with `course`."""

    id: str
    order: Order
    line: int
    course: int
    staff_id: Id
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Cancel:
    """Make an order that the kitchen was told of so much smaller as `after` is; `reason` says why."""

    id: str
    order: Order
    after: Order
    reason: str
    staff_id: Id
    approval: Id = ""
    """Another person's word, where the one who asks has no right `unsend`; its subject is the order."""
    language: str = "vi"


@dataclass(frozen=True, slots=True)
class Told:
    """The order as it goes on, and how many tickets were written; `is_repeat` when that had been done before."""

    order: Order
    tickets: int
    is_repeat: bool = False
    topics: tuple[str, ...] = ("kitchen", "outbox")


@dataclass(frozen=True, slots=True)
class Begun:
    """A held ticket is made now."""

    topics: tuple[str, ...] = ("outbox",)


@dataclass(frozen=True, slots=True)
class Shown:
    """What a display shows: stations, what is to be made, what was made just now."""

    stations: tuple[StationRow, ...]
    waiting: tuple[Card, ...]
    done: tuple[Card, ...]


class Kitchen:
    """Use cases of the kitchen; what the display does needs no right, for nobody is signed in there."""

    def __init__(self, till: Till) -> None:
        self._till = till

    # from the till

    def send(self, command: Send) -> Told:
        """Tell each station what is new, more, fewer or other, and keep on the order that it was told.

        Raises:
            Rejected: NOT_ALLOWED with the right `sell`, and `unsend` where it is to make less; ORDER_GONE, ID_REUSED.
        """
        command = replace(command, order=cleaned(command.order))
        after = kitchen.told(command.order)

        def work(tx: Connection, _written: Written) -> Deed:
            require(tx, command.staff_id, "sell")
            orders.check_unsent(tx, command.order, command.staff_id)
            made = kitchen.changes(kitchen.as_known(command.order, body_of(tx, command.order.id)))
            ids = kitchen_rows.write(tx, self._till, command.order, made, command.staff_id, command.language)
            self._keep(tx, after, command.staff_id)
            lines = [[line.name, line.qty] for ticket in made for line in ticket.lines]
            body = {"table": command.order.table, "lines": lines}
            return Deed({"tickets": len(ids)}, Event.KITCHEN_SENT, command.order.id, body)

        return self._once(command.id, "kitchen_send", [drafts.to_plain(command.order)], command.staff_id, after, work)

    def fire(self, command: Fire) -> Told:
        """Ask for a course: its tickets wait no more. Raises as `send` does."""
        command = replace(command, order=cleaned(command.order))
        after = kitchen.fired(command.order, command.course)

        def work(tx: Connection, _written: Written) -> Deed:
            require(tx, command.staff_id, "sell")
            held = tickets.held_of(tx, command.order.id, command.course)
            kitchen_rows.fire(tx, self._till, held, command.language)
            self._keep(tx, after, command.staff_id)
            body = {"table": command.order.table, "course": command.course}
            return Deed({"tickets": len(held)}, Event.KITCHEN_FIRED, command.order.id, body)

        asked = [drafts.to_plain(command.order), command.course]
        return self._once(command.id, "kitchen_fire", asked, command.staff_id, after, work)

    def recourse(self, command: Recourse) -> Told:
        """Hold what waits for another course; one that is not held has it made at once.

        Raises:
            Rejected: as `send` does; INVALID_QUANTITY for no course; COURSE_TOLD for what the kitchen makes already.
        """
        after = kitchen.with_course(command.order, command.line, command.course)

        def work(tx: Connection, _written: Written) -> Deed:
            require(tx, command.staff_id, "sell")
            orders.check_unsent(tx, command.order, command.staff_id)
            before = kitchen.as_known(command.order, body_of(tx, command.order.id))
            after = kitchen.with_course(before, command.line, command.course)
            told = {x.key: x.sent for x in before.lines if x.sent and x not in after.lines}
            if kitchen_rows.take_away(tx, self._till, before, told, command.staff_id) != told:
                raise Rejected(Code.COURSE_TOLD)  # the kitchen has begun it by itself
            made = kitchen.there(after, told)
            kitchen_rows.write(tx, self._till, after, made, command.staff_id, command.language)
            self._keep(tx, after, command.staff_id)
            goods = [[line.name, line.qty] for ticket in made for line in ticket.lines]
            body = {"table": after.table, "course": command.course, "lines": goods}
            return Deed({"tickets": len(made)}, Event.KITCHEN_COURSE, after.id, body)

        asked = [drafts.to_plain(command.order), command.line, command.course]
        return self._once(command.id, "kitchen_course", asked, command.staff_id, after, work)

    def cancel(self, command: Cancel) -> Told:
        """Take back what the kitchen was told, and make the order so much smaller.

        Raises:
            Rejected: REASON_NEEDED; NOT_ALLOWED with the right `unsend` and what `allow` says of an approval;
                ORDER_GONE, ID_REUSED.
        """
        if command.after.id != command.order.id:
            raise Rejected(Code.ORDER_GONE)
        command = replace(command, order=cleaned(command.order), after=cleaned(command.after))
        after, reason = kitchen.cancelled(command.after), reason_of(command.reason)

        def work(tx: Connection, written: Written) -> Deed:
            kept = body_of(tx, after.id)
            before = kitchen.as_known(command.order, kept)
            allow(written, self._till, command.staff_id, "unsend", subject=before.id, approval=command.approval,
                  operation_id=command.id)  # fmt: skip
            body = kitchen_rows.take_back(tx, self._till, before, after, reason, command.staff_id, command.language)
            self._keep(tx, kitchen.cancelled(kitchen.as_known(after, kept)), command.staff_id)
            return Deed({"tickets": len(kitchen.voids(before, after, reason))}, Event.KITCHEN_VOID, before.id, body)

        asked = [drafts.to_plain(command.order), drafts.to_plain(after), reason]
        return self._once(command.id, "kitchen_cancel", asked, command.staff_id, after, work)

    def _once(
        self, operation_id: str, kind: str, asked: list[Any], staff_id: Id, after: Order,
        work: Callable[[Connection, Written], Deed],
    ) -> Told:  # fmt: skip
        answer = once(self._till, Asked(operation_id, kind, fingerprint([*asked, staff_id]), staff_id), work)
        return Told(after, answer["tickets"], answer["is_repeat"])

    def _keep(self, tx: Connection, order: Order, staff_id: Id) -> None:
        if orders.state_of(tx, order.id) in ("paid", "dropped", "merged"):
            raise Rejected(Code.ORDER_GONE)
        orders.keep(tx, self._till, order, staff_id)

    # on the display

    def display(self, station: Id | None = None) -> Shown:
        """What a station, or every one, has to make, oldest first, and what it made within the last half hour."""
        now = self._till.now()
        with self._till.db.read() as tx:
            return Shown(
                tuple(tickets.stations(tx)), tuple(tickets.waiting(tx, station, now - SHOWN_FOR)),
                tuple(tickets.done_since(tx, station, now - BUMPED_FOR)),
            )  # fmt: skip

    def bumped_recently(self, station: Id | None = None) -> tuple[Card, ...]:
        """What left the display within the last half hour, newest first."""
        return self.display(station).done

    def bump(self, ticket: Id, line: Id | None = None) -> None:
        """A ticket was made, or one line of it; with its last line the ticket leaves the display. Harmless twice.

        What waited and is made is asked for from now on, the rest of its ticket as well: it goes nowhere else.
        """
        now = self._till.now()
        open_lines = update(kitchen_line).where(kitchen_line.c.ticket_id == ticket, kitchen_line.c.done_at.is_(None))
        with self._till.db.write() as tx:
            tx.execute((open_lines.where(kitchen_line.c.id == line) if line else open_lines).values(done_at=now))
            card = tickets.by_id(tx, ticket)
            if card is not None and card.done_at is None:
                is_over = all(each.done_at for each in card.lines)
                tx.execute(update(kitchen_ticket).where(kitchen_ticket.c.id == ticket).values(
                    done_at=now if is_over else None, fired_at=card.fired_at or now
                ))  # fmt: skip

    def recall(self, ticket: Id) -> None:
        """A ticket that was bumped is to be made after all. Harmless twice, and for one that was withdrawn."""
        with self._till.db.write() as tx:
            made = (kitchen_ticket.c.id == ticket, kitchen_ticket.c.fired_at.is_not(None))
            if tx.execute(update(kitchen_ticket).where(*made).values(done_at=None)).rowcount:
                tx.execute(update(kitchen_line).where(kitchen_line.c.ticket_id == ticket).values(done_at=None))

    def begin(self, ticket: Id, language: str = "vi") -> Begun:
        """The kitchen makes a held ticket without being asked; it is printed as any other."""
        with self._till.db.write() as tx:
            card = tickets.by_id(tx, ticket)
            if card is not None and card.waits:
                kitchen_rows.fire(tx, self._till, [card], language)
        return Begun()

    def ticket(self, ticket: Id) -> Card:
        """One ticket; UNKNOWN_TICKET."""
        with self._till.db.read() as tx:
            card = tickets.by_id(tx, ticket)
        if card is None:
            raise Rejected(Code.UNKNOWN_TICKET)
        return card
