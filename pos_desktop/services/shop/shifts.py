"""Shifts of this register: opened with a float, handed over, looked at, counted and closed with a Z."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.shift import BY_HAND, Shift
from pos_desktop.services.once import Answer, Asked, Deed, once
from pos_desktop.services.selling.orders import Orders
from pos_desktop.services.shop.drawer.cash import MoveCash, moving
from pos_desktop.services.shop.drawer.closing import (
    CloseShift,
    ClosingState,
    CountDrawer,
    Counted,
    closing,
    closing_state,
    counting,
)
from pos_desktop.services.shop.drawer.opening import OpenShift, TakeOver, opening, taking_over
from pos_desktop.services.shop.drawer.reports import MakeX, looking
from pos_desktop.services.shop.rights import reason_of, require
from pos_desktop.services.shop.settings import is_blind
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import shift_figures, shift_reports, shops
from pos_desktop.storage.queries.shift_reports import MovementRow, ReportRow

__all__ = ["CloseShift", "CountDrawer", "MakeX", "MoveCash", "OpenShift", "Shifts", "TakeOver"]


@dataclass(frozen=True, slots=True)
class Moved:
    """A movement that was made; `is_repeat` when the operation had been done before."""

    movement: MovementRow
    is_repeat: bool = False
    topics: tuple[str, ...] = ("shift", "outbox")


@dataclass(frozen=True, slots=True)
class Reported:
    """An X or a Z that was made; `is_repeat` when the operation had been done before."""

    row: ReportRow
    is_repeat: bool = False
    topics: tuple[str, ...] = ("shift", "outbox")


class _Command(Protocol):
    @property
    def id(self) -> str: ...

    @property
    def staff_id(self) -> Id: ...


C = TypeVar("C", bound=_Command)


class Shifts:
    """The shift on this register."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def current(self) -> Shift | None:
        """The open shift, if there is one."""
        with self._till.db.read() as tx:
            return shops.open_shift(tx, self._till.register.id)

    def holder(self, shift_id: Id) -> Id | None:
        """Who has a shift: the last to take it over, or who opened it."""
        with self._till.db.read() as tx:
            return shift_reports.holder(tx, shift_id)

    def open(self, command: OpenShift) -> Shift:
        """Open a shift with cash in the drawer.

        Raises:
            Rejected: SHIFT_ALREADY_OPEN, INVALID_AMOUNT, NOT_ALLOWED, ID_REUSED.
        """
        body = command.print_ or f"{command.staff_id}:{command.cash}"
        answer = self._once("open_shift", command, body, opening)
        return self._shift(answer["shift_id"])

    def take_over(self, command: TakeOver) -> Shift:
        """Make the open shift another cashier's.

        Raises:
            Rejected: NO_OPEN_SHIFT, NOT_ALLOWED, ID_REUSED.
        """
        return self._shift(self._once("take_over", command, command.staff_id, taking_over)["shift_id"])

    def move(self, command: MoveCash) -> Moved:
        """Pay in or out, drop to the safe, or open the drawer for a reason; see `drawer.cash.moving`."""
        body = f"{command.kind}:{command.amount}:{command.reason}"
        answer = self._once("move_cash", command, body, moving)
        with self._till.db.read() as tx:
            movement = shift_reports.movement(tx, answer["movement_id"])
        assert movement is not None
        return Moved(movement, answer["is_repeat"])

    def movements(self, shift_id: Id) -> list[MovementRow]:
        """What people did to the drawer of a shift by hand, in order."""
        with self._till.db.read() as tx:
            return shift_reports.movements(tx, shift_id, BY_HAND)

    def x_report(self, command: MakeX) -> Reported:
        """Look at the shift; every X is kept. See `drawer.reports.looking`."""
        return self._reported(self._once("x_report", command, "", looking))

    def closing_state(self, shift_id: Id) -> ClosingState:
        """What stands open when this shift is to be closed; NO_OPEN_SHIFT when it is not open."""
        with self._till.db.read() as tx:
            return closing_state(tx, self._till, shift_id)

    def drop_order(self, shift_id: Id, order_id: Id, staff_id: Id, reason: str) -> ClosingState:
        """Give up an order that is left at the closing; gives what is left then. NOT_ALLOWED, REASON_NEEDED."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "shift")
        left = next((one for one in self.closing_state(shift_id).orders if one.order.id == order_id), None)
        if left is not None:
            Orders(self._till).drop(left.order, left.due, staff_id, reason=reason_of(reason))
        return self.closing_state(shift_id)

    def is_blind(self) -> bool:
        """Whether the drawer is counted before anybody sees what should be in it."""
        with self._till.db.read() as tx:
            return is_blind(tx, self._till)

    def expected(self, shift_id: Id) -> Money | None:
        """What should be in the drawer now, where the shop lets who counts see it; None where it counts blindly."""
        with self._till.db.read() as tx:
            return None if is_blind(tx, self._till) else shift_figures.in_drawer(tx, shift_id)

    def count(self, command: CountDrawer) -> Counted:
        """Keep what was counted, then tell what should be there; see `drawer.closing.counting`."""
        body = f"{command.shift_id}:{command.cash}"
        answer = self._once("count_drawer", command, body, counting)
        return Counted(answer["count_id"], answer["amount"], answer["expected"])

    def close(self, command: CloseShift) -> Reported:
        """Close the shift with its Z, in one transaction; see `drawer.closing.closing` for what it refuses."""
        body = command.print_ or f"{command.shift_id}:{command.count_id}:{command.cash}:{command.note}"
        answer = self._once("close_shift", command, body, closing)
        return self._reported(answer)

    def report(self, report_id: Id) -> ReportRow:
        """A report as it was kept; UNKNOWN_REPORT."""
        with self._till.db.read() as tx:
            found = shift_reports.report_by_id(tx, report_id)
        if found is None:
            raise Rejected(Code.UNKNOWN_REPORT)
        return found

    def last_z(self) -> ReportRow | None:
        """The register's newest Z."""
        with self._till.db.read() as tx:
            return shift_reports.last_z(tx, self._till.register.id)

    def _once(self, kind: str, command: C, body: str, work: Callable[[Written, Till, C], Deed]) -> Answer:
        asked = Asked(command.id, kind, body, command.staff_id)
        return once(self._till, asked, lambda _tx, written: work(written, self._till, command))

    def _shift(self, shift_id: Id) -> Shift:
        with self._till.db.read() as tx:
            row = shift_reports.shift_row(tx, shift_id)
        assert row is not None
        return Shift(row.id, row.number, row.opened_at, row.business_date, row.opened_by, row.opening_float)

    def _reported(self, answer: Answer) -> Reported:
        return Reported(self.report(answer["report_id"]), answer["is_repeat"])
