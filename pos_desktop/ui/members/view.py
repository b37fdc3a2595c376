"""What the screen of members shows: rows of the list, one member in sections, and a deed with its numbers."""

from collections.abc import Hashable
from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.ids import Id
from pos_desktop.ui.models.views import AmountView, ChipView, EmptyView, TierView, Tone


@dataclass(frozen=True, slots=True)
class MemberRowView:
    """A member in the list; `key` is the account."""

    key: Id
    name: str
    phone: str
    tier: TierView
    points: str
    visit: str
    spend: str
    blocked: bool = False

    @property
    def told(self) -> str:
        """The row in one sentence, for who cannot see it."""
        return ", ".join(part for part in (self.name, self.phone, self.tier.name, self.points, self.visit) if part)


@dataclass(frozen=True, slots=True)
class RosterView:
    """The left side. `rows` is the same object while the same rows are on show."""

    title: str
    chips: tuple[ChipView, ...]
    chip: str
    rows: tuple[MemberRowView, ...]
    chosen: Id | None
    has_more: bool
    loading: bool
    empty: EmptyView | None
    can_enrol: bool = True


@dataclass(frozen=True, slots=True)
class LineView:
    """A row of a section; `deed` is a button on it."""

    title: str
    amount: str = ""
    below: tuple[str, ...] = ()
    tone: Tone = Tone.TEXT
    deed: ChipView | None = None


@dataclass(frozen=True, slots=True)
class SectionView:
    """A heading with rows and buttons; `empty` where there are no rows."""

    title: str
    lines: tuple[LineView, ...] = ()
    deeds: tuple[ChipView, ...] = ()
    empty: str = ""


@dataclass(frozen=True, slots=True)
class DetailView:
    """The right side: one member."""

    key: Id
    name: str
    phone: str
    tier: TierView
    points: str
    progress: int | None
    progress_text: str
    warnings: tuple[str, ...]
    deeds: tuple[ChipView, ...]
    tabs: tuple[ChipView, ...]
    tab: str
    sections: tuple[SectionView, ...]


class FieldKind(StrEnum):
    """How a field of a deed is filled."""

    LINE = "line"
    NUMBER = "number"
    PIN = "pin"
    CHOICE = "choice"
    MEMBER = "member"


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a deed. `options` are what a choice offers, or members that were found."""

    key: str
    kind: FieldKind
    label: str
    value: str = ""
    hint: str = ""
    error: str = ""
    options: tuple[ChipView, ...] = ()
    chosen: Hashable = None


@dataclass(frozen=True, slots=True)
class DeedView:
    """Something to be done to a member: what happens in numbers, what has to be typed, and the verb that does it."""

    title: str
    verb: str
    fields: tuple[FieldView, ...]
    lines: tuple[AmountView, ...] = ()
    notes: tuple[str, ...] = ()
    danger: bool = False
    busy: bool = False
    can: bool = True
    problem: str = ""
