"""State of opening a shift: the float being typed; knows no widget."""

from dataclasses import dataclass
from typing import Final

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.selling.shift import Shift
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.models.views import NumberView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _, money
from pos_desktop.wording.messages import sentence

QUICK: Final = (500_000, 1_000_000, 2_000_000)
UNUSUAL: Final = 50_000_000
"""More than any drawer begins with: a slip, or a bar code that was scanned into the field."""


@dataclass(frozen=True, slots=True)
class ShiftView:
    """`verb` names the amount, so that nobody opens with an empty drawer by mistake."""

    title: str
    hint: str
    number: NumberView
    quick: tuple[tuple[Money, str], ...]
    verb: str
    busy: bool = False


class ShiftController(QObject):
    """Opens the register's shift.

    Signals: `changed(ShiftView)`, `opened(Shift)`.
    """

    changed = Signal(object)
    opened = Signal(object)

    def __init__(self, desk: Desk, ops: Ops, person: Person, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ops, self._person = desk, ops, person
        self._amount: Money = 0
        self._busy = self._is_doubted = False
        self._problem: Rejected | EnvironmentProblem | None = None

    @property
    def view(self) -> ShiftView:
        """What the screen shows, in the language in force."""
        error = sentence(self._problem) if self._problem else ""
        if self._is_doubted:
            error = _("Số tiền lớn khác thường. Nếu đúng, nhấn lần nữa.")
        value = money(self._amount) if self._amount else ""
        number = NumberView(_("Tiền đầu ca"), value, ghost=money(0), active=True, error=error)
        return ShiftView(
            _("Mở ca"),
            _("Đếm tiền trong két rồi gõ số tiền."),
            number,
            tuple((amount, money(amount)) for amount in QUICK),
            _("Mở ca với {amount}").format(amount=money(self._amount)),
            self._busy,
        )

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language."""
        self.changed.emit(self.view)

    def type(self, digits: str) -> None:
        """More digits; more than any drawer holds is ignored."""
        amount = int(f"{self._amount}{digits}")
        if amount <= MOST_MONEY:
            self.choose(amount)

    def choose(self, amount: Money) -> None:
        """Take this amount."""
        if not self._busy:
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
        self.refresh()
        self._ops.run(self._open, self._amount, self._person.id, then=self._done, failed=self._refuse)

    def _open(self, amount: Money, staff_id: str) -> Shift:
        try:
            return self._desk.shifts.open(amount, staff_id)
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
        self._problem = error if isinstance(error, Rejected | EnvironmentProblem) else None
        self.refresh()
