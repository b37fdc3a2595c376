"""What the floor shows: tables with their state in words and in colour, bookings, and what is asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from enum import StrEnum

from pos_desktop.core.ids import Id
from pos_desktop.services.members.phones import national
from pos_desktop.services.selling.held import HeldOrder
from pos_desktop.services.selling.tables import Area, PlacedTable, Standing, TableState
from pos_desktop.storage.queries.tables import Coming
from pos_desktop.ui.models.views import ChipView
from pos_desktop.wording import _, money, time_


class Mode(StrEnum):
    """What a tap on a table does."""

    OPEN = "open"
    MOVE = "move"
    JOIN = "join"
    BILL = "bill"


COLOURS = {
    TableState.FREE: ("surface", "text"), TableState.RESERVED: ("loyaltySoft", "loyalty"),
    TableState.SEATED: ("primarySoft", "primary"), TableState.ORDERED: ("paySoft", "pay"),
    TableState.BILLED: ("warnSoft", "warn"),
}  # fmt: skip
"""Ground and ink, by tokens; the words say the same."""


@dataclass(frozen=True, slots=True)
class TableView:
    """One table of the floor, in steps of its grid; `lines` stand under the name."""

    id: Id
    name: str
    state: str
    lines: tuple[str, ...]
    ground: str
    ink: str
    x: int
    y: int
    width: int
    height: int
    is_round: bool
    marked: bool = False

    @property
    def told(self) -> str:
        """The table for who cannot see it."""
        return ", ".join((_("Bàn {table}").format(table=self.name), self.state, *self.lines))


@dataclass(frozen=True, slots=True)
class BookingView:
    """Guests who are expected."""

    id: Id
    name: str
    facts: str
    is_late: bool


@dataclass(frozen=True, slots=True)
class FloorView:
    """The floor of one area. `asks_guests` names the table whose guests are asked for, "" for none; `choice` are the
    orders of a table of which one is to be chosen."""

    areas: tuple[ChipView, ...]
    area: int
    tables: tuple[TableView, ...]
    mode: Mode
    hint: str
    bookings: tuple[BookingView, ...]
    may_draw: bool
    asks_guests: str = ""
    choice: tuple[tuple[Id, str], ...] = ()
    is_read: bool = True


def modes() -> tuple[ChipView, ...]:
    """What a tap may do, in the language in force."""
    return (
        ChipView(Mode.OPEN, _("Mở bàn")), ChipView(Mode.MOVE, _("Chuyển bàn")), ChipView(Mode.JOIN, _("Ghép bàn")),
        ChipView(Mode.BILL, _("In tạm tính")),
    )  # fmt: skip


def state_word(state: TableState) -> str:
    """A state in words."""
    return {
        TableState.FREE: _("Trống"), TableState.RESERVED: _("Sắp có khách"), TableState.SEATED: _("Đã ngồi"),
        TableState.ORDERED: _("Đã gọi món"), TableState.BILLED: _("Chờ tính tiền"),
    }[state]  # fmt: skip


def table_view(standing: Standing, at: datetime, zone: tzinfo, marked: Id | None) -> TableView:
    """A table as it stands at the moment `at`."""
    table, (ground, ink) = standing.table, COLOURS[standing.state]
    return TableView(
        table.id, table.name, state_word(standing.state), tuple(_lines(standing, at, zone)), ground, ink, table.x,
        table.y, table.width, table.height, table.shape == "round", marked == table.id,
    )  # fmt: skip


def _lines(standing: Standing, at: datetime, zone: tzinfo) -> list[str]:
    if not standing.orders:
        booked = standing.booking
        told = [time_(booked.at.astimezone(zone)), booked.name] if booked else []
        return told or [_("{count} chỗ").format(count=standing.table.seats)]
    lines = [elapsed(at - standing.since)] if standing.since else []
    if standing.guests:
        lines.append(_("{count} khách").format(count=standing.guests))
    return [*lines, money(standing.due)] if standing.due else lines


def elapsed(span: timedelta) -> str:
    """How long guests have been sitting."""
    minutes = max(0, int(span.total_seconds()) // 60)
    if minutes < 60:
        return _("{minutes} phút").format(minutes=minutes)
    return _("{hours} giờ {minutes}").format(hours=minutes // 60, minutes=f"{minutes % 60:02d}")


def order_name(order: HeldOrder, zone: tzinfo) -> str:
    """An order among several of one table."""
    name = order.label or order.member or _("Đơn lúc {time}").format(time=time_(order.opened_at.astimezone(zone)))
    return f"{name} · {money(order.due)}"


def booking_view(one: Coming, zone: tzinfo, plan: Sequence[Area], *, is_late: bool) -> BookingView:
    """A booking of the list beside the floor."""
    names = {table.id: table.name for area in plan for table in area.tables}
    tables = ", ".join(names[table] for table in one.tables if table in names)
    facts = [time_(one.at.astimezone(zone)), _("bàn {table}").format(table=tables) if tables else "",
             _("{count} khách").format(count=one.guests), national(one.phone), one.note]  # fmt: skip
    return BookingView(one.id, one.name, " · ".join(filter(None, facts)), is_late)


def size_of(tables: Sequence[TableView | PlacedTable]) -> tuple[int, int]:
    """Steps of the grid that a floor needs."""
    return (
        max((table.x + table.width for table in tables), default=1),
        max((table.y + table.height for table in tables), default=1),
    )
