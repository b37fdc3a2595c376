"""State of signing in: who, how many digits, what was wrong, and how long to wait; knows no widget."""

from dataclasses import dataclass
from math import ceil
from time import monotonic
from typing import Final

from PySide6.QtCore import QObject, QTimer, Signal

from pos_desktop.core.codes import CARD_LENGTH
from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.selling.shift import Shift
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence
from pos_desktop.wording.people import role_name

LEAST_DIGITS: Final = 4
MOST_DIGITS: Final = 8


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who may sign in here."""

    id: Id
    name: str
    role: str


@dataclass(frozen=True, slots=True)
class LoginView:
    """`typed` digits of a PIN that is never shown; `waiting` while no PIN is taken."""

    shop: str
    shift: str
    people: tuple[PersonView, ...] = ()
    chosen: Id | None = None
    typed: int = 0
    message: str = ""
    busy: bool = False
    waiting: bool = False

    @property
    def can_submit(self) -> bool:
        """Whether there is a whole PIN to check."""
        return self.chosen is not None and self.typed >= LEAST_DIGITS and not self.busy and not self.waiting


class LoginController(QObject):
    """Signs one person in.

    Signals: `changed(LoginView)`, `signed_in(Person)`, `refused()` when a PIN was wrong or came too early.
    """

    changed = Signal(object)
    signed_in = Signal(object)
    refused = Signal()

    def __init__(self, desk: Desk, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ops = desk, ops
        self._people: tuple[Person, ...] = ()
        self._shift: Shift | None = None
        self._chosen: Id | None = None
        self._pin, self._name = "", ""
        self._busy = self._is_too_long = False
        self._problem: Rejected | EnvironmentProblem | None = None
        self._locked: dict[Id, float] = {}
        self._till_locked = 0.0
        self._scanned = ""
        self._tick = QTimer(self, interval=250, timeout=self._count_down)

    @property
    def view(self) -> LoginView:
        """What the screen shows, in the language in force."""
        people = tuple(PersonView(person.id, person.name, role_name(person.role)) for person in self._people)
        return LoginView(
            self._desk.till.shop.name, self._shift_text(), people, self._chosen, len(self._pin), self._message(),
            self._busy, self._seconds_left() > 0,
        )  # fmt: skip

    def load(self, last: Person | None = None, *, name: str = "") -> None:
        """Begin afresh, with `last`, or else the person called `name`, chosen if that person is still there."""
        self._pin, self._problem, self._name, self._is_too_long = "", None, name, False
        self._scanned = ""
        self._chosen = last.id if last else self._chosen
        self._ops.run(self._look, then=self._show)

    def refresh(self) -> None:
        """Tell the screen again, after a switch of language."""
        self.changed.emit(self.view)

    def choose(self, person_id: Id) -> None:
        """Somebody else wants to sign in."""
        if self._busy:
            return
        self._chosen, self._pin, self._problem, self._is_too_long = person_id, "", None, False
        self._scanned = ""
        self._watch_lock()
        self.refresh()

    def step(self, by: int) -> None:
        """Choose the next person, or the one before."""
        ids = [person.id for person in self._people]
        if ids:
            at = ids.index(self._chosen) if self._chosen in ids else 0
            self.choose(ids[(at + by) % len(ids)])

    def digit(self, digits: str) -> None:
        """One more digit of the PIN; what is longer than any PIN was scanned: a badge, or no try."""
        if self._busy:
            return
        self._scanned = (self._scanned + digits)[-CARD_LENGTH:]
        if self._seconds_left():
            return
        self._is_too_long = self._is_too_long or len(self._pin) >= MOST_DIGITS
        self._pin, self._problem = (self._pin + digits)[:MOST_DIGITS], None
        self.refresh()

    def erase(self, *, everything: bool = False) -> None:
        """Take the last digit back, or all of them."""
        if not self._busy:
            self._pin, self._scanned = "" if everything or self._is_too_long else self._pin[:-1], ""
            self._is_too_long = False
            self.refresh()

    def submit(self) -> None:
        """Check the PIN, or the badge that was scanned; nothing happens before a PIN has four digits."""
        code, self._scanned = self._scanned, ""
        if len(code) == CARD_LENGTH and not self._busy:
            self._send_badge(code)
            return
        if self._is_too_long:
            self._refuse(Rejected(Code.WRONG_PIN))
        if not self.view.can_submit or self._chosen is None:
            return
        pin, self._pin, self._busy = self._pin, "", True
        self.refresh()
        self._ops.run(self._desk.people.sign_in, self._chosen, pin, then=self._welcome, failed=self._refuse)

    def _send_badge(self, code: str) -> None:
        self._pin, self._busy, self._is_too_long = "", True, False
        self.refresh()
        self._ops.run(self._desk.people.sign_in_by_badge, code, then=self._welcome, failed=self._refuse)

    def _look(self) -> tuple[tuple[Person, ...], Shift | None]:
        return tuple(self._desk.people.all()), self._desk.shifts.current()

    def _show(self, found: tuple[tuple[Person, ...], Shift | None]) -> None:
        self._people, self._shift = found
        named = [person.id for person in self._people if person.name.casefold() == self._name.strip().casefold()]
        self._chosen = named[0] if named else self._chosen
        if self._chosen not in {person.id for person in self._people}:
            self._chosen = self._people[0].id if self._people else None
        self.refresh()

    def _welcome(self, person: Person) -> None:
        self._busy, self._problem = False, None
        self.refresh()
        self.signed_in.emit(person)

    def _refuse(self, error: Exception) -> None:
        self._busy, self._pin, self._is_too_long = False, "", False
        self._problem = error if isinstance(error, Rejected | EnvironmentProblem) else None
        if isinstance(error, Rejected) and error.code is Code.PIN_LOCKED and self._chosen:
            self._locked[self._chosen] = monotonic() + int(str(error.params["seconds"]))
            self._watch_lock()
        if isinstance(error, Rejected) and error.code is Code.TILL_LOCKED:
            self._till_locked = monotonic() + int(str(error.params["seconds"]))
            self._watch_lock()
        self.refresh()
        self.refused.emit()

    def _seconds_left(self) -> int:
        until = self._locked.get(self._chosen, 0.0) if self._chosen else 0.0
        return max(0, ceil(max(until, self._till_locked) - monotonic()))

    def _watch_lock(self) -> None:
        if self._seconds_left():
            self._tick.start()

    def _count_down(self) -> None:
        if not self._seconds_left():
            self._tick.stop()
            self._problem = None
        self.refresh()

    def _message(self) -> str:
        if seconds := self._seconds_left():
            is_till = self._till_locked > monotonic()
            return sentence(Rejected(Code.TILL_LOCKED if is_till else Code.PIN_LOCKED, seconds=seconds))
        return sentence(self._problem) if self._problem else ""

    def _shift_text(self) -> str:
        if self._shift is None:
            return _("Chưa mở ca")
        return _("Ca {number} đang mở").format(number=self._shift.number)
