"""State of the floor: what a tap on a table does, and who is expected; knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, tzinfo
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.core.clock import zone
from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.selling.lines import OrderType
from pos_desktop.services.desk import Desk
from pos_desktop.services.selling.bookings import Book
from pos_desktop.services.selling.held import HeldOrder
from pos_desktop.services.selling.tables import Area, Floor, MoveTo, Standing, at_tables
from pos_desktop.services.shop.people import Person
from pos_desktop.storage.queries.tables import Coming
from pos_desktop.ui.models.views import ChipView, ToastKind, ToastView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.tables.view import BookingView, FloorView, Mode, booking_view, order_name, table_view
from pos_desktop.wording import _, language
from pos_desktop.wording.messages import sentence

if TYPE_CHECKING:
    from pos_desktop.ui.sale.controller import SaleController

AGAIN_MS = 15_000
Sell = Callable[[Callable[["SaleController"], object]], None]
"""Leaves for the sale, and does something there."""

Moves = tuple[tuple[HeldOrder, tuple[Id, ...]], ...]
"""Orders, and the tables at which their guests sit from now on."""


@dataclass(frozen=True, slots=True)
class Read:
    """What was read of the floor at once."""

    floor: Floor
    coming: tuple[Coming, ...]


class TablesController(QObject):
    """One person before the floor.

    Signals: `changed(FloorView)`, `toast(ToastView, act)`, `left()`, `booked()` when a booking was taken down,
    `booking_refused(str)`.
    """

    changed = Signal(object)
    toast = Signal(object, object)
    left = Signal()
    booked = Signal()
    booking_refused = Signal(str)

    def __init__(
        self, desk: Desk, ops: Ops, person: Person, sell: Sell, printer: str = "", parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.desk, self._ops, self.person, self._sell, self._printer = desk, ops, person, sell, printer
        self._read: Read | None = None
        self._area, self._mode = 0, Mode.OPEN
        self._from: Id | None = None
        self._asked: Id | None = None
        self._choice: tuple[HeldOrder, ...] = ()
        self._booking: Coming | None = None
        self._again = QTimer(self, interval=AGAIN_MS, timeout=self.load)

    def load(self) -> None:
        """Read the floor, and again every quarter of a minute."""
        self._again.start()
        self._ops.run(self._look, then=self._loaded, failed=self._failed)

    def stop(self) -> None:
        """Read no more."""
        self._again.stop()

    def _look(self) -> Read:
        return Read(self.desk.tables.floor(), self.desk.bookings.day(self.desk.till.today(), self.person.rights))

    def _loaded(self, read: Read) -> None:
        self._read = read
        self._area = min(self._area, max(0, len(read.floor.areas) - 1))
        self.refresh()

    def refresh(self) -> None:
        """Tell the floor again."""
        self.changed.emit(self.view)

    @property
    def zone(self) -> tzinfo:
        """The clock on the shop's wall."""
        return zone(self.desk.till.shop.time_zone)

    @property
    def plan(self) -> tuple[Area, ...]:
        """The floor as it is drawn."""
        return self._read.floor.plan if self._read else ()

    @property
    def view(self) -> FloorView:
        """The floor in the language in force."""
        read, may_draw = self._read, self.person.rights.catalogue
        if read is None:
            return FloorView((), 0, (), self._mode, "", (), may_draw, is_read=False)
        floor = read.floor
        chips = tuple(ChipView(at, name) for at, (name, _tables) in enumerate(floor.areas))
        tables = floor.areas[self._area][1] if floor.areas else ()
        return FloorView(
            chips, self._area, tuple(table_view(one, floor.at, self.zone, self._from) for one in tables), self._mode,
            self._hint(), tuple(self._booking_view(one) for one in read.coming), may_draw,
            self._name(self._asked) if self._asked else "",
            tuple((order.id, order_name(order, self.zone)) for order in self._choice),
        )  # fmt: skip

    def _booking_view(self, one: Coming) -> BookingView:
        return booking_view(one, self.zone, self.plan, is_late=self.desk.bookings.is_late(one))

    def _hint(self) -> str:
        if self._mode is Mode.MOVE:
            return _("Chạm bàn đến") if self._from else _("Chạm bàn cần chuyển")
        if self._mode is Mode.JOIN:
            return _("Chạm bàn ghép thêm") if self._from else _("Chạm bàn đang có khách")
        return _("Chạm bàn để in tạm tính") if self._mode is Mode.BILL else ""

    def _name(self, table_id: Id) -> str:
        standing = self._standing(table_id)
        return standing.table.name if standing else ""

    def _standing(self, table_id: Id) -> Standing | None:
        every = self._read.floor.areas if self._read else ()
        return next((one for _name, tables in every for one in tables if one.table.id == table_id), None)

    # taps

    def choose_area(self, area: int) -> None:
        """Show another area."""
        self._area = area
        self.refresh()

    def choose_mode(self, mode: str) -> None:
        """Say what a tap does."""
        self._mode, self._from = Mode(mode), None
        self.dismiss()

    def dismiss(self) -> None:
        """Ask nothing any more."""
        self._asked, self._choice, self._booking = None, (), None
        self.refresh()

    def tap(self, table_id: Id) -> None:
        """A table was tapped."""
        standing = self._standing(table_id)
        if standing is None:
            return
        if self._mode is Mode.BILL:
            self._bill(standing)
        elif self._mode is not Mode.OPEN:
            self._seat_elsewhere(standing)
        elif not standing.orders:
            self._asked = table_id
            self.refresh()
        elif len(standing.orders) == 1:
            self._go_on(standing.orders[0])
        else:
            self._asked, self._choice = table_id, standing.orders
            self.refresh()

    def take(self, order_id: Id) -> None:
        """One of several orders of a table."""
        order = next((one for one in self._choice if one.id == order_id), None)
        if order is not None:
            self._go_on(order)

    def another(self) -> None:
        """Open one more order at the table on which there are some."""
        self._choice = ()
        self.refresh()

    def _go_on(self, order: HeldOrder) -> None:
        if not order.is_open:
            self._sell(lambda sale: sale.take_up(order.id))
        elif order.register == self.desk.till.register.code:
            self._sell(lambda _sale: None)
        else:
            self._tell_open_at(order.register)

    def _tell_open_at(self, register: str) -> None:
        words = _("Quầy {register} đang mở đơn của bàn này.").format(register=register)
        self._tell(ToastKind.WARN, words)

    def seat(self, guests: int) -> None:
        """Open an order for so many guests at the table that was tapped."""
        if self._asked is None:
            return
        tables = self._booking.tables if self._booking else (self._asked,)
        order = at_tables(self.desk.orders.new(1), tables, self.plan)
        # The name of who booked goes no further: a sale keeps what its order was called for ever.
        seated = replace(order, guests=guests, order_type=OrderType.DINE_IN)
        self._asked, self._booking = None, None
        self._sell(lambda sale: sale.begin_at(seated))

    def _bill(self, standing: Standing) -> None:
        waiting = [order for order in standing.orders if not order.is_empty and not order.is_open]
        if not waiting:
            words = _("Bàn này chưa có đơn nào đang giữ để in.")
            if any(not order.is_empty for order in standing.orders):
                words = _("Đơn của bàn đang mở ở quầy. Giữ đơn (F7) rồi in.")
            self._tell(ToastKind.WARN, words)
            return
        self._ops.run(self._print, waiting, then=self._printed, failed=self._failed)

    def _print(self, orders: list[HeldOrder]) -> None:
        for order in orders:
            whole = self.desk.held.get(order.id)
            self.desk.tables.bill(whole, self.person.id, self._printer, language(), order.due)

    def _printed(self, _none: object) -> None:
        self._tell(ToastKind.INFO, _("Đang in phiếu tạm tính"))
        self.load()

    def _seat_elsewhere(self, standing: Standing) -> None:
        if self._from is None:
            self._leave_from(standing)
            return
        source = self._standing(self._from)
        self._from, here = None, standing.table.id
        if source is None or source.table.id == here:
            self.refresh()
            return
        moves = tuple((order, self._tables_of(order, source.table.id, here)) for order in source.orders)
        self._ops.run(self._move, moves, then=self._moved, failed=self._failed)

    def _leave_from(self, standing: Standing) -> None:
        """The guests of this table go elsewhere, unless another till has their order."""
        own = self.desk.till.register.code
        if not standing.orders:
            self._tell(ToastKind.WARN, _("Bàn này chưa có khách."))
        elif away := [order.register for order in standing.orders if order.is_open and order.register != own]:
            self._tell_open_at(away[0])
        else:
            self._from = standing.table.id
            self.refresh()

    def _tables_of(self, order: HeldOrder, source: Id, here: Id) -> tuple[Id, ...]:
        joins = self._mode is Mode.JOIN
        return *(one for one in order.tables if joins or one != source), here

    def _move(self, moves: Moves) -> Moves:
        """Seat the guests of held orders; gives those of the order that this till has open."""
        for order, tables in moves:
            if not order.is_open:
                self.desk.tables.move(MoveTo(self.desk.till.ids(), order.id, tables, self.person.id))
        return tuple(move for move in moves if move[0].is_open)

    def _moved(self, own: Moves) -> None:
        if own:
            ((order, tables),), plan = own, self.plan
            self._sell(lambda sale: sale.sit_at(order.id, tables, plan))
        else:
            self.load()

    # bookings

    def book(self, command: Book) -> None:
        """Take a booking down."""
        self._ops.run(self.desk.bookings.book, command, then=lambda _id: self._booked(), failed=self._not_booked)

    def _booked(self) -> None:
        self.booked.emit()
        self.load()

    def _not_booked(self, problem: Exception) -> None:
        if isinstance(problem, Rejected | EnvironmentProblem):
            self.booking_refused.emit(sentence(problem))

    def moment(self, text: str) -> datetime | None:
        """Today at a time such as `18:30`, or a day and a time (`25/12 18:30`), in UTC; None where it is neither."""
        now = self.desk.till.now().astimezone(self.zone)
        for pattern in ("%H:%M", "%d/%m %H:%M"):
            try:
                at = datetime.strptime(f"2000 {text.strip()}", f"%Y {pattern}")
            except ValueError:
                continue
            day = (now.month, now.day) if pattern == "%H:%M" else (at.month, at.day)
            year = now.year + (day < (now.month, now.day))
            return datetime(year, *day, at.hour, at.minute, tzinfo=self.zone).astimezone(UTC)
        return None

    def seat_booking(self, booking_id: Id) -> None:
        """The guests are here: their order is opened at their tables."""
        self._end(self.desk.bookings.seat, booking_id, self._seated)

    def _seated(self, booking: Coming) -> None:
        self._booking, self._asked = booking, booking.tables[0]
        self.seat(booking.guests)

    def no_show(self, booking_id: Id) -> None:
        """Nobody came."""
        self._end(self.desk.bookings.no_show, booking_id, lambda _one: self.load())

    def cancel_booking(self, booking_id: Id) -> None:
        """The guests called it off."""
        self._end(self.desk.bookings.cancel, booking_id, lambda _one: self.load())

    def _end(self, work: Callable[[str, Id, Id], Coming], booking_id: Id, then: Callable[[Coming], None]) -> None:
        self._ops.run(work, self.desk.till.ids(), booking_id, self.person.id, then=then, failed=self._failed)

    def _failed(self, problem: Exception) -> None:
        if isinstance(problem, Rejected | EnvironmentProblem):
            self._tell(ToastKind.WARN, sentence(problem))

    def _tell(self, kind: ToastKind, text: str) -> None:
        self.toast.emit(ToastView(kind, text), None)
