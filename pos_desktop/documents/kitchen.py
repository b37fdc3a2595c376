"""A ticket of the kitchen, to be read from two steps away: where it goes, what is to be made, what is not any more."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from pos_desktop.core.clock import DEFAULT_ZONE, zone
from pos_desktop.selling.kitchen import TicketKind, Told
from pos_desktop.selling.lines import OrderType
from pos_desktop.wording import Wording
from pos_desktop.wording.kitchen import course_words, for_whom, type_words
from printing.paper.document import (
    Align,
    Columns,
    Cut,
    Document,
    Element,
    Mark,
    Pair,
    Paper,
    Rule,
    RuleStyle,
    Size,
    Space,
    Text,
)

MINUS = "\u2212"
INDENT = (1, 11)
"""Shares of the width: what stands before an option, and the option."""


@dataclass(frozen=True, slots=True)
class KitchenPaper:
    """What a station is told; `table` and `label` say for whom, `course` 0 is at once."""

    number: str
    station: str
    kind: TicketKind
    course: int
    at: datetime
    order_type: OrderType
    lines: tuple[Told, ...]
    table: str = ""
    label: str = ""
    note: str = ""
    staff: str = ""
    time_zone: str = DEFAULT_ZONE


def kitchen_paper(
    ticket: KitchenPaper, words: Wording, copy: int = 0, *, is_sample: bool = False, is_elsewhere: bool = False
) -> Document:
    """Build a ticket; every later print says which `copy` it is, so that nothing is made twice.

    At another printer than its station's (`is_elsewhere`) its head says so: somebody has to carry it there.
    """
    marks = tuple(_marks(ticket, words, copy, is_sample=is_sample))
    strayed = (Mark(words.gettext("MÁY IN «{station}» KHÔNG IN ĐƯỢC").format(station=ticket.station)),)
    elements: tuple[Element, ...] = (
        *(strayed if is_elsewhere else ()), *marks, *_head(ticket, words), Rule(RuleStyle.HEAVY),
        *(part for line in ticket.lines for part in _line(line, ticket.kind, words)), Rule(), *_foot(ticket, words),
        *((Space(), *marks) if marks else ()), Cut(),
    )  # fmt: skip
    return Document(elements, title=ticket.number, language=words.language)


def _marks(ticket: KitchenPaper, words: Wording, copy: int, *, is_sample: bool) -> Iterator[Paper]:
    if is_sample:
        yield Mark(words.gettext("MẪU"))
    if copy:
        yield Mark(words.gettext("BẢN IN LẠI {copy}").format(copy=copy))
    if ticket.kind is TicketKind.VOID:
        yield Mark(words.gettext("HUỶ MÓN"))


def _head(ticket: KitchenPaper, words: Wording) -> Iterator[Paper]:
    at = words.time_(ticket.at.astimezone(zone(ticket.time_zone)))
    yield Pair(ticket.station, at, bold=True, size=Size.LARGE)
    yield Text(for_whom(ticket.table, ticket.label, ticket.number, words), Size.HUGE, bold=True, align=Align.CENTER)
    told = [type_words(ticket.order_type, words), *([course_words(ticket.course, words)] if ticket.course else [])]
    yield Text(" · ".join(told), Size.LARGE, align=Align.CENTER)
    if ticket.kind is TicketKind.CHANGE:
        yield Text(words.gettext("THAY ĐỔI"), Size.LARGE, bold=True, align=Align.CENTER)


def _line(line: Told, kind: TicketKind, words: Wording) -> Iterator[Paper]:
    yield Text(f"{_count(line, kind, words)} {line.name}", Size.LARGE, bold=True)
    for option in line.options:
        yield Columns(("", f"· {option}"), INDENT)
    if line.note:
        yield Columns(("", words.gettext("Ghi chú: {note}").format(note=line.note)), INDENT, bold=True)
    if line.reason:
        yield Columns(("", words.gettext("Lý do: {reason}").format(reason=line.reason)), INDENT)
    yield Space()


def _count(line: Told, kind: TicketKind, words: Wording) -> str:
    many = words.quantity(abs(line.qty))
    if kind is TicketKind.VOID:
        return words.gettext("HUỶ {many}").format(many=many)
    if kind is TicketKind.CHANGE:
        return f"{MINUS if line.qty < 0 else '+'}{many}"
    return many


def _foot(ticket: KitchenPaper, words: Wording) -> Iterator[Paper]:
    if ticket.note:
        yield Text(words.gettext("Ghi chú cả đơn: {note}").format(note=ticket.note), bold=True)
    number = words.gettext("Số {number}").format(number=ticket.number)
    yield Pair(number, ticket.staff, size=Size.SMALL)
