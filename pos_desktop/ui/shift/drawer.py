"""State of a shift: what moved its drawer, and the three steps of closing it; knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.shift import CashMovementKind, Shift
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.shop.drawer import reports
from pos_desktop.services.shop.drawer.closing import VARIANCE, ClosingState, CountDrawer, Counted
from pos_desktop.services.shop.settings import SetBlind
from pos_desktop.services.shop.shifts import CloseShift, MakeX, Moved, Reported, TakeOver
from pos_desktop.storage.queries.shift_reports import MovementRow, ReportRow
from pos_desktop.ui.approval.controller import ApprovalWanted
from pos_desktop.ui.models.views import ToastKind, ToastView
from pos_desktop.ui.shift import view as words
from pos_desktop.ui.shift.counting import Counting
from pos_desktop.ui.shift.moving import Moving, ShiftOffice
from pos_desktop.ui.shift.view import DrawerView, Step
from pos_desktop.wording import _, language, money, signed_money
from pos_desktop.wording.messages import sentence


@dataclass(frozen=True, slots=True)
class _Picture:
    """The open shift as it was read."""

    shift: Shift
    holder_id: Id | None
    holder: str
    movements: list[MovementRow]
    left: ClosingState
    expected: Money | None
    """What should be in the drawer; None where it is counted blindly."""


@dataclass(frozen=True, slots=True)
class _State:
    step: Step = Step.OVERVIEW
    handing: bool = False
    picture: _Picture | None = None
    counted: Counted | None = None
    note: str = ""
    z: ReportRow | None = None
    problem: Rejected | EnvironmentProblem | None = None
    busy: bool = False


class DrawerController(QObject):
    """Looks after the open shift of the register.

    Attributes: `counting`, `moving`. Signals: `changed(DrawerView)`, `toast(ToastView)`, `left()`; `ended()` when the
    shift was closed.
    """

    changed = Signal(object)
    toast = Signal(object)
    left = Signal()
    ended = Signal()

    def __init__(self, office: ShiftOffice, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._office = office
        self._state = _State()
        self._operation = office.desk.till.ids()
        self._next: CashMovementKind | None = None
        self._counts_first = False
        self.counting, self.moving = Counting(self), Moving(office, self)
        self.moving.moved.connect(self._moved)

    @property
    def view(self) -> DrawerView:
        """What the screen shows, in the language in force."""
        state = self._state
        if state.z is not None:
            report = state.z.report
            told = _("Ca {shift} đã chốt").format(shift=report.shift)
            title = _("Báo cáo Z số {number}").format(number=report.number)
            return self._framed(DrawerView(Step.DONE, title, told, sums=words.ended(report)))
        if state.picture is None:
            return self._framed(DrawerView(state.step, _("Ca và két")))
        return self._framed(self._of_shift(state.picture))

    def _framed(self, view: DrawerView) -> DrawerView:
        state = self._state
        is_about_note = isinstance(state.problem, Rejected) and state.problem.code is Code.REASON_NEEDED
        told = sentence(state.problem) if state.problem else ""
        return replace(
            view, steps=words.step_names(), busy=state.busy, problem="" if is_about_note else told,
            note_error=told if is_about_note else "",
        )  # fmt: skip

    def _of_shift(self, picture: _Picture) -> DrawerView:
        zone, state, shift = self._office.desk.till.shop.time_zone, self._state, picture.shift
        holder = _("Người giữ ca: {name}").format(name=picture.holder)
        mine = picture.holder_id == self._office.person.id
        shown = DrawerView(
            state.step, words.shift_title(shift), words.opened(shift, zone), holder,
            takes_over=not mine and self._office.person.rights.shift, movements=words.moved(picture.movements, zone),
            left=words.left_open(picture.left, zone), may_close=state.handing or not picture.left.payments,
            handing=state.handing, blind=picture.expected is None, may_set=self._office.person.rights.settings,
        )  # fmt: skip
        if state.step is Step.COUNT:
            return replace(shown, sums=words.expected(picture.expected))
        if state.step is not Step.COMPARE or state.counted is None:
            return shown
        sums, variance = words.compared(state.counted)
        return replace(shown, sums=sums, variance=variance, wants_note=bool(state.counted.variance))

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language."""
        self.changed.emit(self.view)
        self.counting.refresh()
        self.moving.refresh()

    def load(self) -> None:
        """Read the shift."""
        self._run(self._read, then=self._shown)

    # the drawer

    def move(self, kind: CashMovementKind) -> None:
        """Begin a movement by hand, as soon as the shift was read."""
        if self._state.picture is None:
            self._next = kind
        elif self._state.step is Step.OVERVIEW:
            self.moving.start(kind, self._state.picture.shift.id)

    def take_over(self) -> None:
        """Make the shift this person's."""
        command = TakeOver(self._office.desk.till.ids(), self._office.person.id)
        self._run(self._office.desk.shifts.take_over, command, then=lambda _shift: self.load())

    def hand_over(self) -> None:
        """Count first, then make the shift this person's; before the shift was read, as soon as it is."""
        if self._state.picture is None:
            self._counts_first = True
        elif self._state.step is Step.OVERVIEW:
            self.counting.clear()
            self._set(replace(self._state, step=Step.COUNT, handing=True, problem=None))

    def set_blind(self, blind: bool) -> None:
        """Let everybody count blindly, or show what should be there."""
        command = SetBlind(self._office.desk.till.ids(), blind, self._office.person.id)
        self._run(self._office.desk.settings.set_blind, command, then=lambda _set: self.load())

    def look(self) -> None:
        """Print an X; who counts blindly needs another person's word for it."""
        if self._state.picture is not None and self._state.step is not Step.DONE and not self._state.busy:
            self._look(self._office.desk.till.ids(), "")

    def _look(self, operation_id: str, approval: Id) -> None:
        office = self._office
        command = MakeX(operation_id, office.person.id, approval, office.printer, language())
        asked = self._wanted(reports.X_RIGHT, reports.approval_subject(self._shift_id()), None, _("xem báo cáo X"))
        self._run(office.desk.shifts.x_report, command, then=self._looked,
                  approved=(asked, lambda given: self._look(operation_id, given)))  # fmt: skip

    def _looked(self, _made: Reported) -> None:
        printed = _("Đang in báo cáo X") if self._office.printer else _("Đã lưu báo cáo X; chưa chọn máy in")
        self.toast.emit(ToastView(ToastKind.INFO, printed))
        self._set(replace(self._state, busy=False))

    # the closing

    def close_shift(self) -> None:
        """Begin to close: count first."""
        if self._state.picture is not None and self._state.step is Step.OVERVIEW:
            self.counting.clear()
            self._set(replace(self._state, step=Step.COUNT, problem=None))

    def back(self) -> None:
        """One step back; out of the shift from its first page."""
        before = {Step.COUNT: Step.OVERVIEW, Step.COMPARE: Step.COUNT}.get(self._state.step)
        if self._state.busy:
            return
        if before is None:
            self.leave()
        else:
            self._set(replace(self._state, step=before, counted=None, problem=None, handing=False))

    def leave(self) -> None:
        """Go back to selling, or to the next shift when this one is closed."""
        (self.ended if self._state.z is not None else self.left).emit()

    def drop(self, order_id: Id) -> None:
        """Give up an order that is left."""
        desk, person = self._office.desk, self._office.person
        self._run(desk.shifts.drop_order, self._shift_id(), order_id, person.id, _("Bỏ khi chốt ca"), then=self._left)

    def compare(self) -> None:
        """Keep the count, then see what should be there."""
        if self._state.step is Step.COUNT and not self._state.busy:
            desk = self._office.desk
            command = CountDrawer(desk.till.ids(), self._shift_id(), self._office.person.id, self.counting.cash)
            self._run(desk.shifts.count, command, then=self._handed if self._state.handing else self._counted)

    def give_note(self, text: str) -> None:
        """Take the note as it stands in its field."""
        if text != self._state.note:
            self._set(replace(self._state, note=text, problem=None))

    def finish(self) -> None:
        """Close the shift and print its Z."""
        if self._state.step is Step.COMPARE and not self._state.busy:
            self._finish("")

    def _finish(self, approval: Id) -> None:
        office, counted = self._office, self._state.counted
        if counted is None:
            return
        command = CloseShift(
            self._operation, self._shift_id(), office.person.id, counted.id, expected=counted.expected,
            note=self._state.note, approval=approval, keeps_orders=True, printer=office.printer, language=language(),
        )  # fmt: skip
        what = _("chốt ca lệch {amount}").format(amount=signed_money(counted.variance))
        asked = self._wanted(VARIANCE, self._shift_id(), abs(counted.variance), what)
        self._run(office.desk.shifts.close, command, then=self._closed, approved=(asked, self._finish))

    def print_again(self) -> None:
        """Print the Z once more, marked as a copy."""
        if self._state.z is not None and self._office.printer:
            subject = SlipOf.SHIFT_REPORT.subject(self._state.z.id)
            self._run(self._again, subject, then=self._printed)

    def _again(self, subject: str) -> "_Promised":
        self._office.desk.outbox.reprint_slip(subject, self._office.printer, language(), self._office.person.id)
        return _Promised()

    def _printed(self, _promised: "_Promised") -> None:
        self.toast.emit(ToastView(ToastKind.INFO, _("Đang in bản sao Z")))
        self._set(replace(self._state, busy=False))

    # outcomes

    def _read(self) -> _Picture | None:
        """Runs on the worker."""
        shifts = self._office.desk.shifts
        current = shifts.current()
        if current is None:
            return None
        holder = shifts.holder(current.id)
        names = {person.id: person.name for person in self._office.desk.people.all()}
        return _Picture(
            current, holder, names.get(holder or "", ""), shifts.movements(current.id),
            shifts.closing_state(current.id), shifts.expected(current.id),
        )  # fmt: skip

    def _shown(self, picture: _Picture | None) -> None:
        if picture is None and self._state.z is None:
            self.ended.emit()
            return
        self._set(replace(self._state, picture=picture, busy=False))
        if self._counts_first:
            self._counts_first = False
            self.hand_over()
        kind, self._next = self._next, None
        if kind is not None:
            self.move(kind)

    def _left(self, left: ClosingState) -> None:
        if self._state.picture is not None:
            picture = replace(self._state.picture, left=left)
            self._set(replace(self._state, picture=picture, busy=False))

    def _moved(self, moved: Moved) -> None:
        self.toast.emit(ToastView(ToastKind.INFO, words.kind_name(moved.movement.kind)))
        self.load()

    def _counted(self, counted: Counted) -> None:
        self._set(replace(self._state, step=Step.COMPARE, counted=counted, busy=False))

    def _handed(self, counted: Counted) -> None:
        """The count is kept and told; now the shift changes hands."""
        command = TakeOver(self._office.desk.till.ids(), self._office.person.id)
        self._run(self._office.desk.shifts.take_over, command, then=lambda _shift: self._tell_handed(counted))

    def _tell_handed(self, counted: Counted) -> None:
        words_ = _("Đã nhận ca: đếm được {amount}, chênh lệch {variance}")
        told = words_.format(amount=money(counted.amount), variance=signed_money(counted.variance))
        self.toast.emit(ToastView(ToastKind.WARN if counted.variance else ToastKind.INFO, told))
        self._set(replace(self._state, step=Step.OVERVIEW, handing=False, busy=False))
        self.load()

    def _closed(self, made: Reported) -> None:
        self._set(replace(self._state, step=Step.DONE, z=made.row, busy=False))

    def _wanted(self, right: str, subject: Id, amount: int | None, what: str) -> ApprovalWanted:
        name = self._office.person.name
        asked = _("{name} muốn {what}").format(name=name, what=what)
        return ApprovalWanted(right, subject, self._office.person.id, amount, asked)

    def _shift_id(self) -> Id:
        return self._state.picture.shift.id if self._state.picture else ""

    def _run(
        self, work: Callable[..., object], *args: object, then: Callable[..., None],
        approved: tuple[ApprovalWanted, Callable[[Id], None]] | None = None,
    ) -> None:  # fmt: skip
        self._set(replace(self._state, busy=True, problem=None))
        self._office.ops.run(work, *args, then=then, failed=lambda error: self._refuse(error, approved))

    def _refuse(self, error: Exception, approved: tuple[ApprovalWanted, Callable[[Id], None]] | None) -> None:
        if not isinstance(error, Rejected | EnvironmentProblem):
            return
        needs = isinstance(error, Rejected) and error.params.get("needs_approval")
        if approved is not None and needs:
            self._set(replace(self._state, busy=False))
            wanted, go_on = approved
            self._office.ask(wanted, lambda given: go_on(given.id))
            return
        step = self._state.step
        if isinstance(error, Rejected) and error.code is Code.COUNT_MOVED:
            step = Step.COUNT
        self._set(replace(self._state, busy=False, problem=error, step=step))

    def _set(self, state: _State) -> None:
        self._state = state
        self.changed.emit(self.view)


class _Promised:
    """A job was promised: the printer's worker wakes."""

    topics = ("outbox",)
