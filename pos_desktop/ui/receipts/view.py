"""What the screen of receipts shows: rows of the list, one receipt with what may come back, and both legs of it."""

from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.ui.models.views import AmountView, ChipView, EmptyView, Tone


@dataclass(frozen=True, slots=True)
class ReceiptRowView:
    """A receipt in the list; `state` tells in a word what came back of it, "" for nothing."""

    key: Id
    number: str
    when: str
    who: str
    how: str
    due: str
    state: str = ""
    tone: Tone = Tone.MUTED

    @property
    def told(self) -> str:
        """The row in one sentence, for who cannot see it."""
        return ", ".join(part for part in (self.number, self.when, self.due, self.how, self.who, self.state) if part)


@dataclass(frozen=True, slots=True)
class ListView:
    """The left side. `rows` is the same object while the same rows are on show."""

    periods: tuple[ChipView, ...]
    period: str
    rows: tuple[ReceiptRowView, ...]
    chosen: Id | None
    has_more: bool
    loading: bool
    empty: EmptyView | None


@dataclass(frozen=True, slots=True)
class BackLineView:
    """A line of the receipt. `back` is how many come back, "" for none; `left` says what may still come back."""

    position: int
    name: str
    amount: str
    left: str
    back: str
    can_less: bool
    can_more: bool


@dataclass(frozen=True, slots=True)
class ReceiptView:
    """The right side: one receipt, what is marked to come back, and what would happen.

    `sums` are both legs of the refund as the rules work them out, `problem` why they cannot.
    """

    key: Id
    number: str
    due: str
    facts: tuple[str, ...]
    lines: tuple[BackLineView, ...]
    documents: tuple[AmountView, ...]
    ways: tuple[ChipView, ...]
    way: str
    reason: str
    reason_error: str
    sums: tuple[AmountView, ...]
    notes: tuple[str, ...]
    problem: str
    verb: str
    can_refund: bool
    can_exchange: bool
    can_void: bool
    can_take_all: bool
    can_print: bool
    busy: bool
    over: str = ""
    """Why nothing can come back, "" where something can."""
