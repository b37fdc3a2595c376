"""State of opening a shift: the float being typed or counted note by note; knows no widget."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.selling.shift import Cash, Shift
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.services.shop.shifts import OpenShift
from pos_desktop.ui.models.views import NumberView
from pos_desktop.ui.ops import Ops
from pos_desktop.ui.shift.counting import Counting
from pos_desktop.wording import _, money
from pos_desktop.wording.messages import sentence

QUICK: Final = (500_000, 1_000_000, 2_000_000)
UNUSUAL: Final = 50_000_000
"""More than any drawer begins with: a slip, or a bar code that was scanned into the field."""


@dataclass(frozen=True, slots=True)
class ShiftView:
    """`verb` names the amount, so that nobody opens with an empty drawer by mistake; `other` is the other way."""

    title: str
    hint: str
    number: NumberView
    quick: tuple[tuple[Money, str], ...]
    verb: str
    other: str
    by_notes: bool = False
    busy: bool = False


class ShiftController(QObject):
    """Opens the register's shift.

    Attributes: `counting`.
    Signals: `changed(ShiftView)`, `opened(Shift)`, `busy(bool)` when opening begins, and when it was refused.
    """

    changed = Signal(object)
    opened = Signal(object)
    busy = Signal(bool)

    def __init__(self, desk: Desk, ops: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ops, self._person = desk, ops, person
        self._operation = desk.till.ids()
        self._amount: Money = 0
        self._busy = self._is_doubted = self._by_notes = False
        self._problem: Rejected | EnvironmentProblem | None = None
        self.counting = Counting(self)
        self.counting.changed.connect(lambda _view: self._counted())

    @property
    def view(self) -> ShiftView:
        """What the screen shows, in the language in force."""
        error = sentence(self._problem) if self._problem else ""
        if self._is_doubted:
            error = _("Số tiền lớn khác thường. Nếu đúng, nhấn lần nữa.")
        value = money(self._amount) if self._amount else ""
        number = NumberView(_("Tiền đầu ca"), value, ghost=money(0), active=not self._by_notes, error=error)
        return ShiftView(
            _("Mở ca"),
            _("Đếm từng loại tiền trong két.") if self._by_notes else _("Đếm tiền trong két rồi gõ số tiền."),
            number,
            tuple((amount, money(amount)) for amount in QUICK),
            _("Mở ca với {amount}").format(amount=money(self._amount)),
            _("Gõ số tiền") if self._by_notes else _("Đếm từng loại tiền"),
            self._by_notes,
            self._busy,
        )

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language."""
        self.changed.emit(self.view)

    def switch(self) -> None:
        """Count note by note, or type the amount after all."""
        if not self._busy:
            self._by_notes = not self._by_notes
            self._amount, self._problem, self._is_doubted = 0, None, False
            self.counting.clear()

    def _counted(self) -> None:
        if self._by_notes:
            self._amount, self._problem, self._is_doubted = self.counting.cash.amount, None, False
        self.refresh()

    def type(self, digits: str) -> None:
        """More digits; more than any drawer holds is ignored."""
        amount = int(f"{self._amount}{digits}")
        if amount <= MOST_MONEY:
            self.choose(amount)

    def choose(self, amount: Money) -> None:
        """Take this amount."""
        if not self._busy and not self._by_notes:
            self._amount, self._problem, self._is_doubted = amount, None, False
            self.refresh()

    def erase(self, *, everything: bool = False) -> None:
        """Take the last digit back, or all of them."""
        self.choose(0 if everything else self._amount // 10)

    def open(self) -> None:
        """Open the shift with the amount on show; an unusual one is asked about once."""
        if self._busy:
            return
        if self._amount > UNUSUAL and not self._is_doubted:
            self._is_doubted = True
            self.refresh()
            return
        self._busy, self._is_doubted = True, False
        self.busy.emit(True)
        self.refresh()
        cash = self.counting.cash if self._by_notes else Cash(loose=self._amount)
        command = OpenShift(self._operation, self._person.id, cash)
        self._ops.run(self._open, command, then=self._done, failed=self._refuse)

    def _open(self, command: OpenShift) -> Shift:
        try:
            return self._desk.shifts.open(command)
        except Rejected as refusal:
            current = self._desk.shifts.current()
            if refusal.code is Code.SHIFT_ALREADY_OPEN and current is not None:
                return current  # somebody was faster: there is nothing left to do
            raise

    def _done(self, shift: Shift) -> None:
        self._busy = False
        self.opened.emit(shift)

    def _refuse(self, error: Exception) -> None:
        self._busy = False
        self.busy.emit(False)
        self._problem = error if isinstance(error, Rejected | EnvironmentProblem) else None
        self.refresh()
