"""State of what comes back of one receipt: lines, the way of the money, the reason, both legs, and the answer."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from PySide6.QtCore import QObject, Signal

from pos_desktop.core.errors import Code, EnvironmentProblem, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity, is_whole
from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.permissions import may
from pos_desktop.selling.refund import RefundTo, Returned
from pos_desktop.services.desk import Desk
from pos_desktop.services.selling.receipts import ReceiptDetail
from pos_desktop.services.selling.refunds import GiveBack, Previewed, Refunded
from pos_desktop.services.shop.people import Person
from pos_desktop.ui.ops import Ops
from pos_desktop.wording import language

Approve = Callable[[Id, Money, Callable[[Id], None]], None]
"""Asks another person to let so much of a sale go back, and goes on with the approval's id."""
ApproveCopy = Callable[[Id, Callable[[Id], None]], None]
"""Asks another person to let a copy of a receipt be printed, and goes on in the same way."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What a person has marked; `id` names the operation, made before anything is sent."""

    id: str = ""
    picks: dict[int, Quantity] = field(default_factory=dict)
    to: RefundTo = RefundTo.ORIGINAL
    reason: str = ""
    approval: Id = ""

    @property
    def lines(self) -> tuple[Returned, ...]:
        """What comes back, line by line."""
        return tuple(Returned(position, qty) for position, qty in sorted(self.picks.items()) if qty)


class Back(QObject):
    """One receipt at a time.

    Attributes: `detail`, `marked`, `preview` (None while it is worked out), `problem`, `is_busy`, `lacks_reason`.
    Signals: `changed()`, `done(Refunded)`, `refused()`.
    """

    changed = Signal()
    done = Signal(object)
    refused = Signal()

    def __init__(
        self, desk: Desk, writes: Ops, person: Person, printer: str, approve: Approve, parent: QObject | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self._desk, self._writes, self._person, self._printer = desk, writes, person, printer
        self._approve, self._ids = approve, desk.till.ids
        self._asked = 0
        self.detail: ReceiptDetail | None = None
        self.marked = Marked()
        self.preview: Previewed | None = None
        self.problem: Rejected | EnvironmentProblem | None = None
        self.is_busy = self.lacks_reason = False

    def show(self, detail: ReceiptDetail | None) -> None:
        """Begin with another receipt, nothing marked."""
        self._asked += 1
        self.detail, self.marked = detail, Marked(self._ids())
        self.preview, self.problem, self.is_busy, self.lacks_reason = None, None, False, False
        self.changed.emit()

    @property
    def needs_approval(self) -> bool:
        """Whether another person has to say yes to as much."""
        return not (may(self._person.rights, "refund", self.amount) or self.marked.approval)

    @property
    def amount(self) -> Money:
        """Money that would go back, 0 while nobody knows."""
        return self.preview.quote.money.money if self.preview else 0

    @property
    def handed(self) -> Money:
        """What the customer would be given, 0 while nobody knows."""
        return self.preview.quote.money.handed if self.preview else 0

    @property
    def is_all(self) -> bool:
        """Whether everything that is left is marked."""
        return self.detail is not None and self.marked.picks == {p: q for p, q in self.detail.left.items() if q}

    # marking

    def step(self, position: int, by: int) -> None:
        """One more or one less of a line; what is weighed comes back whole."""
        if self.detail is None or self.is_busy:
            return
        left, picked = self.detail.left[position], self.marked.picks.get(position, 0)
        whole = is_whole(left)
        wanted = max(0, min(left, picked + by * ONE)) if whole else (left if by > 0 else 0)
        self._mark(picks={**self._others(position), **({position: wanted} if wanted else {})})

    def take_all(self) -> None:
        """Mark everything that is left, or nothing where all of it was."""
        if self.detail is not None and not self.is_busy:
            rest = {position: qty for position, qty in self.detail.left.items() if qty}
            self._mark(picks={} if self.is_all else rest)

    def choose_way(self, to: str) -> None:
        """As it was paid, or in cash."""
        if not self.is_busy:
            self._mark(to=RefundTo(to))

    def write_reason(self, text: str) -> None:
        """Why; asked of every refund."""
        self.marked, self.lacks_reason = replace(self.marked, reason=text), False

    def _others(self, position: int) -> dict[int, Quantity]:
        return {place: qty for place, qty in self.marked.picks.items() if place != position}

    def _mark(self, **changes: object) -> None:
        # What is asked now is another operation than what was refused before.
        self.marked = replace(self.marked, id=self._ids(), approval="", **changes)  # type: ignore[arg-type]
        self._work_out()

    # working out

    def _work_out(self) -> None:
        self._asked += 1
        self.preview, self.problem = None, None
        if self.marked.lines:
            asked = self._asked
            self._writes.run(
                self._desk.refunds.preview, self._command(), to_ask=True,
                then=lambda seen: self._seen(asked, seen), failed=lambda problem: self._not_seen(asked, problem),
            )  # fmt: skip
        self.changed.emit()

    def _seen(self, asked: int, preview: Previewed) -> None:
        if asked == self._asked:
            self.preview = preview
            self.changed.emit()

    def _not_seen(self, asked: int, problem: Exception) -> None:
        if asked == self._asked:
            self._refuse(problem)

    def _command(self, *, is_void: bool = False) -> GiveBack:
        assert self.detail is not None
        marked = self.marked
        return GiveBack(
            marked.id, self.detail.sale.id, self._person.id, None if is_void else marked.lines, marked.to,
            marked.reason, printer=self._printer, language=language(), approval=marked.approval,
        )  # fmt: skip

    # doing

    def ask_approval(self, amount: Money, then: Callable[[], None]) -> None:
        """Let another person say yes to as much, then go on."""
        if self.detail is not None and not self.is_busy:
            self._approve(self.detail.sale.id, amount, lambda approval: self._approved(approval, then))

    def _approved(self, approval: Id, then: Callable[[], None]) -> None:
        self.marked = replace(self.marked, approval=approval)
        self.changed.emit()
        then()

    def has_reason(self) -> bool:
        """Whether a reason is there; where it is not, the field says so."""
        self.lacks_reason = not self.marked.reason.strip()
        if self.lacks_reason:
            self.changed.emit()
            self.refused.emit()
        return not self.lacks_reason

    def refund(self) -> None:
        """Give back what is marked."""
        self._run(self._desk.refunds.refund, self._command())

    def exchange(self, then: Callable[[Exchange], object]) -> None:
        """Work out what the goods are worth for others; an approval is used up for it now, however long it takes."""
        if self.is_busy:
            return
        self.is_busy, self.problem = True, None
        self.changed.emit()
        self._writes.run(self._exchange, self._command(), then=lambda made: self._exchanged(made, then),
                         failed=self._failed)  # fmt: skip

    def _exchange(self, command: GiveBack) -> Exchange:
        if command.approval:
            self._desk.approvals.take_up(command.approval, command.id, command.staff_id)
        return self._desk.refunds.exchange(command)

    def _exchanged(self, made: Exchange, then: Callable[[Exchange], object]) -> None:
        self.is_busy = False
        then(made)

    def void(self) -> None:
        """Take the whole sale back."""
        self._run(self._desk.refunds.void, self._command(is_void=True))

    def _run(self, work: Callable[[GiveBack], Refunded], command: GiveBack) -> None:
        if self.is_busy:
            return
        self.is_busy, self.problem = True, None
        self.changed.emit()
        self._writes.run(work, command, then=self._done, failed=self._failed)

    def _done(self, made: Refunded) -> None:
        self.is_busy = False
        self.done.emit(made)

    def _failed(self, problem: Exception) -> None:
        self.is_busy = False
        self._refuse(problem)

    def _refuse(self, problem: Exception) -> None:
        assert isinstance(problem, Rejected | EnvironmentProblem)
        if isinstance(problem, Rejected) and problem.code in (Code.APPROVAL_USED, Code.APPROVAL_EXPIRED):
            self.marked = replace(self.marked, approval="")
        self.problem = problem
        self.changed.emit()
        self.refused.emit()
