"""State of moving cash by hand: which way, how much, why; knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.approvals import Approved
from pos_desktop.services.shop.drawer import cash
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.shifts import MoveCash, Moved
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.models.views import NumberView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.shift.view import kind_name
from pos_desktop.wording import _, language, money
from pos_desktop.wording.messages import sentence

Asking = Callable[[ApprovalWanted, Callable[[Approved], object]], None]


@dataclass(frozen=True, slots=True)
class ShiftOffice:
    """What the screens of a shift need of the till; `ask` asks another person's word."""

    desk: Desk
    ops: Ops
    person: Person
    printer: str
    ask: Asking


@dataclass(frozen=True, slots=True)
class MovingView:
    """The sheet: `number` is None for what moves nothing, `reasons` are usual ones."""

    title: str
    number: NumberView | None
    reasons: tuple[str, ...]
    reason: str
    error: str
    verb: str
    busy: bool


@dataclass(frozen=True, slots=True)
class _State:
    kind: CashMovementKind
    shift_id: Id
    operation_id: str
    amount: Money = 0
    reason: str = ""
    problem: Rejected | EnvironmentProblem | None = None
    busy: bool = False


class Moving(QObject):
    """One movement at a time.

    Signals: `changed(MovingView | None)`, None when the sheet is to close; `moved(Moved)`.
    """

    changed = Signal(object)
    moved = Signal(object)

    def __init__(self, office: ShiftOffice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._state: _State | None = None

    @property
    def view(self) -> MovingView | None:
        """What the sheet shows, in the language in force."""
        state = self._state
        if state is None:
            return None
        shown = None
        if state.kind is not CashMovementKind.NO_SALE:
            value = money(state.amount) if state.amount else ""
            shown = NumberView(_("Số tiền"), value, ghost=money(0), active=True)
        error = sentence(state.problem) if state.problem else ""
        verb = _("Mở két") if shown is None else kind_name(state.kind)
        return MovingView(kind_name(state.kind), shown, _reasons(state.kind), state.reason, error, verb, state.busy)

    def start(self, kind: CashMovementKind, shift_id: Id) -> None:
        """Begin one; its operation is named now, so that a double tap moves nothing twice."""
        self._set(_State(kind, shift_id, self._office.desk.till.ids()))

    def type(self, digits: str) -> None:
        """More digits of the amount."""
        state = self._state
        if state and not state.busy and int(f"{state.amount}{digits}") <= MOST_MONEY:
            self._set(replace(state, amount=int(f"{state.amount}{digits}"), problem=None))

    def erase(self, *, everything: bool = False) -> None:
        """Take the last digit back, or all of them."""
        if self._state and not self._state.busy:
            amount = 0 if everything else self._state.amount // 10
            self._set(replace(self._state, amount=amount, problem=None))

    def give_reason(self, text: str) -> None:
        """Take the reason as it stands in its field."""
        if self._state and text != self._state.reason:
            self._set(replace(self._state, reason=text, problem=None))

    def confirm(self) -> None:
        """Move the cash; who may not do it alone is asked for another person's word."""
        if self._state and not self._state.busy:
            self._move(self._state, "")

    def close(self) -> None:
        """Do nothing after all."""
        if self._state is not None:
            self._set(None)

    def refresh(self) -> None:
        """Tell the sheet again, after a switch of language."""
        self.changed.emit(self.view)

    def _move(self, state: _State, approval: Id) -> None:
        office = self._office
        self._set(replace(state, busy=True, problem=None))
        command = MoveCash(
            state.operation_id, office.person.id, state.kind, state.amount, state.reason, approval, office.printer,
            language(),
        )  # fmt: skip
        office.ops.run(office.desk.shifts.move, command, then=self._done, failed=self._refuse)

    def _done(self, moved: Moved) -> None:
        self._set(None)
        self.moved.emit(moved)

    def _refuse(self, error: Exception) -> None:
        state = self._state
        if state is None or not isinstance(error, Rejected | EnvironmentProblem):
            return
        state = replace(state, busy=False)
        if isinstance(error, Rejected) and error.params.get("needs_approval"):
            self._set(state)
            subject = cash.approval_subject(state.shift_id, state.kind, state.amount)
            asked = ApprovalWanted(cash.RIGHT, subject, self._office.person.id, None, self._question(state))
            self._office.ask(asked, lambda approved: self._move(state, approved.id))
            return
        self._set(replace(state, problem=error))

    def _question(self, state: _State) -> str:
        what = kind_name(state.kind)
        if state.amount:
            what = f"{what} {money(state.amount)}"
        return _("{name} muốn: {what}. Lý do: {reason}").format(
            name=self._office.person.name, what=what, reason=state.reason
        )

    def _set(self, state: _State | None) -> None:
        self._state = state
        self.refresh()


def _reasons(kind: CashMovementKind) -> tuple[str, ...]:
    usual = {
        CashMovementKind.PAID_IN: (_("Thêm tiền lẻ"), _("Trả lại tạm ứng")),
        CashMovementKind.PAID_OUT: (_("Mua hàng"), _("Tạm ứng")),
        CashMovementKind.DROP: (_("Két nhiều tiền"), _("Nộp cho quản lý")),
        CashMovementKind.NO_SALE: (_("Đổi tiền lẻ"), _("Kiểm két")),
    }
    return usual[kind]
