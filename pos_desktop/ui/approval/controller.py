"""State of asking another person's word: what for, who could give it, how many digits; knows no widget."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.codes import CARD_LENGTH
from pos_desktop.core.errors import EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.approvals import Approve, Approved
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.login.controller import LEAST_DIGITS, MOST_DIGITS, PersonView
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import _
from pos_desktop.wording.messages import sentence
from pos_desktop.wording.people import role_name

Then = Callable[[Approved], object]


@dataclass(frozen=True, slots=True)
class ApprovalWanted:
    """What is asked for: a right of `selling.permissions.Rights`, for one subject, in a sentence for the approver.

    `amount` is how much of it, in the right's own measure; None where it has none.
    """

    right: str
    subject: Id
    asked_by: Id
    amount: int | None
    sentence: str


@dataclass(frozen=True, slots=True)
class ApprovalView:
    """What the question shows; `typed` digits of a PIN that is never shown."""

    title: str
    sentence: str
    people: tuple[PersonView, ...]
    chosen: Id | None
    typed: int
    message: str
    busy: bool

    @property
    def can_submit(self) -> bool:
        """Whether there is a whole PIN of somebody to check."""
        return self.chosen is not None and self.typed >= LEAST_DIGITS and not self.busy


@dataclass(frozen=True, slots=True)
class _State:
    wanted: ApprovalWanted
    then: Then
    people: tuple[Person, ...] = ()
    chosen: Id | None = None
    digits: str = ""
    message: str = ""
    busy: bool = False
    has_looked: bool = False


class ApprovalController(QObject):
    """At most one question at a time.

    Signals: `changed(ApprovalView | None)`, None when there is nothing to ask any more; `refused()` when a PIN or a
    badge was not right.
    """

    changed = Signal(object)
    refused = Signal()

    def __init__(self, desk: Desk, ops: Ops, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._ops = desk, ops
        self._state: _State | None = None

    @property
    def view(self) -> ApprovalView | None:
        """What the question shows, in the language in force."""
        state = self._state
        if state is None:
            return None
        people = tuple(PersonView(person.id, person.name, role_name(person.role)) for person in state.people)
        nobody = state.has_looked and not people
        message = _("Không ai ở cửa hàng có quyền này.") if nobody else state.message
        return ApprovalView(
            _("Cần người khác duyệt"), state.wanted.sentence, people, state.chosen, min(len(state.digits), MOST_DIGITS),
            message, state.busy,
        )  # fmt: skip

    def ask(self, wanted: ApprovalWanted, then: Then) -> None:
        """Ask; `then` gets the approval, and nothing where the person thinks better of it."""
        self._set(_State(wanted, then))
        self._ops.run(
            self._desk.approvals.who, wanted.right, wanted.asked_by, wanted.amount,
            then=self._found, failed=self._refuse,
        )  # fmt: skip

    def refresh(self) -> None:
        """Tell the sheet again, after a switch of language."""
        self.changed.emit(self.view)

    def choose(self, person_id: Id) -> None:
        """Somebody else approves."""
        if self._state and not self._state.busy:
            self._set(replace(self._state, chosen=person_id, digits="", message=""))

    def step(self, by: int) -> None:
        """Choose the next person, or the one before."""
        state = self._state
        ids = [person.id for person in state.people] if state else []
        if state and ids:
            at = ids.index(state.chosen) if state.chosen in ids else 0
            self.choose(ids[(at + by) % len(ids)])

    def digit(self, digits: str) -> None:
        """One more digit of the PIN, or of a badge that is being scanned."""
        if self._state and not self._state.busy:
            self._set(replace(self._state, digits=(self._state.digits + digits)[-CARD_LENGTH:], message=""))

    def erase(self, *, everything: bool = False) -> None:
        """Take the last digit back, or all of them."""
        if self._state and not self._state.busy:
            is_long = len(self._state.digits) > MOST_DIGITS
            self._set(replace(self._state, digits="" if everything or is_long else self._state.digits[:-1], message=""))

    def submit(self) -> None:
        """Check what was typed or scanned; nothing happens before a PIN has four digits."""
        state = self._state
        if state is None or state.busy or len(state.digits) < LEAST_DIGITS:
            return
        is_badge = len(state.digits) > MOST_DIGITS
        if not is_badge and state.chosen is None:
            return
        wanted = state.wanted
        approver = "" if is_badge or state.chosen is None else state.chosen
        ask = Approve(
            self._desk.till.ids(), wanted.right, wanted.subject, wanted.asked_by, approver, wanted.amount
        )  # fmt: skip
        work = self._desk.approvals.by_badge if is_badge else self._desk.approvals.by_pin
        self._set(replace(state, digits="", busy=True))
        self._ops.run(work, ask, state.digits, then=self._approved, failed=self._refuse)

    def close(self) -> None:
        """Ask no more; nothing was approved."""
        if self._state is not None:
            self._set(None)

    def _found(self, people: list[Person]) -> None:
        if self._state is not None:
            chosen = people[0].id if people else None
            self._set(replace(self._state, people=tuple(people), chosen=chosen, has_looked=True))

    def _approved(self, approved: Approved) -> None:
        state = self._state
        self.close()
        if state is not None:
            state.then(approved)

    def _refuse(self, error: Exception) -> None:
        if self._state is None or not isinstance(error, Rejected | EnvironmentProblem):
            return
        self._set(replace(self._state, digits="", busy=False, message=sentence(error)))
        self.refused.emit()

    def _set(self, state: _State | None) -> None:
        self._state = state
        self.refresh()
