"""What the screen of stock shows: rows of a list, one thing at the right, and the sheet of a paper."""

from collections.abc import Hashable
from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.ui.models.views import AmountView, ChipView, EmptyView, Tone


@dataclass(frozen=True, slots=True)
class StockRowView:
    """A row of the list: a name over what is told of it, and an amount at the right."""

    key: Id
    title: str
    detail: str
    amount: str
    tone: Tone = Tone.TEXT

    @property
    def told(self) -> str:
        """The row in one sentence, for who cannot see it."""
        return ", ".join(part for part in (self.title, self.amount, self.detail) if part)


@dataclass(frozen=True, slots=True)
class StockListView:
    """The left side. `rows` is the same object while the same rows are on show."""

    worth: str
    parts: tuple[ChipView, ...]
    part: str
    filters: tuple[ChipView, ...]
    filter: Hashable
    papers: tuple[ChipView, ...]
    """What may be written here, each with the name of its paper."""
    rows: tuple[StockRowView, ...]
    chosen: Id | None
    has_more: bool
    loading: bool
    empty: EmptyView | None


@dataclass(frozen=True, slots=True)
class StockPanelView:
    """The right side: facts under labels, lines of what moved, and what can be done."""

    key: Id
    title: str
    detail: str
    facts: tuple[AmountView, ...]
    lines_title: str = ""
    lines: tuple[AmountView, ...] = ()
    deeds: tuple[ChipView, ...] = ()
    has_more: bool = False


@dataclass(frozen=True, slots=True)
class PaperFieldView:
    """A line to be typed on a paper."""

    key: str
    label: str
    value: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class PaperLineView:
    """An item on a paper, as it is typed."""

    key: Id
    name: str
    unit: str
    qty: str
    cost: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper being written. `hits` are items that a search found; `options` are chips of which one is `chosen`."""

    title: str
    verb: str
    has_lines: bool
    has_cost: bool
    hits: tuple[ChipView, ...]
    lines: tuple[PaperLineView, ...]
    fields: tuple[PaperFieldView, ...]
    options: tuple[ChipView, ...]
    chosen: Hashable
    told: str
    problem: str
    danger: bool
    busy: bool
    focus: Id = ""
    """The line that was just added: its quantity is typed next."""
