"""What the kitchen is told of an order: what is new, more, fewer or other than it was told before."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling.lines import LineOption, OrderLine, Ware
from pos_desktop.selling.order import Order


class TicketKind(StrEnum):
    """What a ticket is: the first of an order at its station, a change of what was told, or goods that are not wanted
    any more."""

    ORDER = "order"
    CHANGE = "change"
    VOID = "void"


@dataclass(frozen=True, slots=True)
class Told:
    """Thousandths more (below zero: fewer) of one line of an order, as it is to be made."""

    line: int
    item_id: Id
    name: str
    qty: Quantity
    options: tuple[str, ...] = ()
    note: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Ticket:
    """What one station is told at once of one course."""

    station: Id
    course: int
    kind: TicketKind
    lines: tuple[Told, ...]


HALF = "1/2"
LAST_COURSE = 9

Quantities = Mapping[int, Quantity]
"""Thousandths of lines, by their key."""


def wishes(options: Iterable[LineOption]) -> tuple[str, ...]:
    """Options as the kitchen reads them; half of the goods says so."""
    return tuple(f"{HALF} {option.name}" if option.half else option.name for option in options)


def is_untold(line: OrderLine) -> bool:
    """Whether the kitchen has to be told something of this line."""
    return bool(line.station) and (line.qty != line.sent or _is_otherwise(line))


def is_waiting(order: Order) -> bool:
    """Whether the kitchen has to be told something of this order."""
    return any(is_untold(line) for line in order.lines)


def was_told(order: Order) -> bool:
    """Whether the kitchen makes something of this order."""
    return any(line.sent for line in order.lines)


def held_courses(order: Order) -> tuple[int, ...]:
    """Courses that the kitchen knows of and does not make yet, the next one first."""
    return tuple(sorted({line.course for line in order.lines if line.sent and waits(order, line.course)}))


def waits(order: Order, course: int) -> bool:
    """Whether a course is held until somebody asks for it; what has none is made at once."""
    return course != 0 and course not in order.fired


def may_wait(order: Order, key: int) -> bool:
    """Whether a course may be chosen for a line, and its combo: the kitchen makes it, but does not yet."""
    made = [line for line in order.together(key) if line.station]
    return bool(made) and not any(line.sent and not waits(order, line.course) for line in made)


def with_course(order: Order, key: int, course: int) -> Order:
    """The order when a line, with the others of its combo, is made with another course, 0 for at once.

    Raises:
        Rejected: INVALID_QUANTITY for no course; COURSE_TOLD for what the kitchen knows of and does not hold.
    """
    if not 0 <= course <= LAST_COURSE:
        raise Rejected(Code.INVALID_QUANTITY)
    lines = {line.key for line in order.together(key) if line.station and line.course != course}
    if any(line.key in lines and line.sent and not waits(order, line.course) for line in order.lines):
        raise Rejected(Code.COURSE_TOLD)
    return replace(order, lines=tuple(
        replace(line, course=course) if line.key in lines else line for line in order.lines
    ))  # fmt: skip


def changes(order: Order) -> tuple[Ticket, ...]:
    """What each station is to be told, by station and course in the order of the lines.

    What is made otherwise than it was told is told as fewer of the old and as many of the new.
    """
    told = {line.station for line in order.lines if line.sent}
    parts = [(line, one) for line in order.lines if line.station for one in _changes_of(line)]
    places = dict.fromkeys((line.station, line.course) for line, _one in parts)
    return tuple(
        Ticket(station, course, TicketKind.CHANGE if station in told else TicketKind.ORDER,
               tuple(one for line, one in parts if (line.station, line.course) == (station, course)))
        for station, course in places
    )  # fmt: skip


def told(order: Order) -> Order:
    """The order when the kitchen has been told all of it."""
    return replace(order, lines=tuple(_told(line) if line.station else line for line in order.lines))


def fired(order: Order, course: int) -> Order:
    """The order when the kitchen was asked for a course."""
    return replace(order, fired=tuple(sorted({*order.fired, course})))


def voids(before: Order, after: Order, reason: str) -> tuple[Ticket, ...]:
    """What is told of goods that the kitchen knew of in `before` and that are not in `after` any more."""
    return away(before, gone(before, after), reason)


def gone(before: Order, after: Order) -> dict[int, Quantity]:
    """How many of each line the kitchen knew of in `before` that are not in `after` any more."""
    return {line.key: less for line in before.lines if (less := line.sent - _kept(after, line)) > 0}


def away(order: Order, picks: Quantities, reason: str = "") -> tuple[Ticket, ...]:
    """What is told of goods of an order that are not to be made for it."""
    return _tickets(order, picks, TicketKind.VOID, lambda line, qty: _void(line, qty, reason))


def there(order: Order, picks: Quantities) -> tuple[Ticket, ...]:
    """What is told of goods of an order as the kitchen was told of them before, elsewhere or with another course."""
    return _tickets(order, picks, TicketKind.ORDER, _again)


def moved(left: tuple[Order, Order], came: tuple[Order, Order]) -> tuple[tuple[OrderLine, OrderLine], ...]:
    """Lines that went from one order to another, as they were and as they are; of each order before and after."""
    taken = [x for x in left[0].lines if x.ware is not Ware.SERVICE and x.qty > _kept(left[1], x)]
    return tuple(zip(taken, came[1].lines[len(came[0].lines) :], strict=True))


def _tickets(
    order: Order, picks: Quantities, kind: TicketKind, told_of: Callable[[OrderLine, Quantity], Told]
) -> tuple[Ticket, ...]:  # fmt: skip
    lines = [line for line in order.lines if picks.get(line.key, 0) > 0]
    places = dict.fromkeys((line.station, line.course) for line in lines)
    return tuple(
        Ticket(*place, kind, tuple(told_of(x, picks[x.key]) for x in lines if (x.station, x.course) == place))
        for place in places
    )  # fmt: skip


def cancelled(after: Order) -> Order:
    """A smaller order when the kitchen makes no more than it holds."""
    return replace(after, lines=tuple(replace(line, sent=min(line.sent, line.qty)) for line in after.lines))


def as_known(order: Order, kept: Order | None) -> Order:
    """The order with what the kitchen was told of it as it was `kept`: an old copy of it may not know."""
    known = {line.key: line for line in kept.lines} if kept else {}
    return replace(order, lines=tuple(_as_known(line, known.get(line.key)) for line in order.lines))


def takes_back(before: Order, after: Order) -> bool:
    """Whether a change of an order would take back what the kitchen was told."""
    return any(line.sent and line.sent > _kept(after, line) for line in before.lines)


def _kept(order: Order, line: OrderLine) -> Quantity:
    kept = order.line(line.key)
    return kept.qty if kept else 0


def _as_known(line: OrderLine, kept: OrderLine | None) -> OrderLine:
    if kept is None:
        return replace(line, sent=0, told_options=(), told_note="")
    return replace(line, sent=kept.sent, told_options=kept.told_options, told_note=kept.told_note)


def _void(line: OrderLine, qty: Quantity, reason: str) -> Told:
    return Told(line.key, line.item_id, line.name, -qty, line.told_options, line.told_note, reason)


def _again(line: OrderLine, qty: Quantity) -> Told:
    return Told(line.key, line.item_id, line.name, qty, line.told_options, line.told_note)


def _is_otherwise(line: OrderLine) -> bool:
    return line.sent != 0 and (wishes(line.options), line.note) != (line.told_options, line.told_note)


def _changes_of(line: OrderLine) -> Iterator[Told]:
    wanted = Told(line.key, line.item_id, line.name, line.qty, wishes(line.options), line.note)
    known = replace(wanted, qty=-line.sent, options=line.told_options, note=line.told_note)
    if _is_otherwise(line):
        yield known
        yield wanted
    elif line.qty != line.sent:
        yield replace(wanted, qty=line.qty - line.sent)


def _told(line: OrderLine) -> OrderLine:
    return replace(line, sent=line.qty, told_options=wishes(line.options), told_note=line.note)
