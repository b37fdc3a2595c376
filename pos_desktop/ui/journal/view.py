"""What the screen of the journal shows: rows of the list, and one row with all it tells."""

from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.ui.models.views import AmountView, ChipView, EmptyView, Tone


@dataclass(frozen=True, slots=True)
class JournalRowView:
    """A row of the list: when, and what in one sentence."""

    key: Id
    when: str
    sentence: str
    tone: Tone = Tone.TEXT

    @property
    def told(self) -> str:
        """The row in one sentence, for who cannot see it."""
        return f"{self.when}, {self.sentence}"


@dataclass(frozen=True, slots=True)
class JournalListView:
    """The left side. `rows` is the same object while the same rows are on show."""

    periods: tuple[ChipView, ...]
    period: str
    groups: tuple[ChipView, ...]
    group: str
    people: tuple[ChipView, ...]
    person: Id
    rows: tuple[JournalRowView, ...]
    chosen: Id | None
    has_more: bool
    loading: bool
    empty: EmptyView | None
    can_export: bool


@dataclass(frozen=True, slots=True)
class JournalDetailView:
    """The right side: one row, what it holds under labels, and what it vouches for."""

    key: Id
    sentence: str
    when: str
    details: tuple[AmountView, ...]
    vouches: str
