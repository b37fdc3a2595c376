"""What the screen of staff risk shows: the people, one person's rates, and the cases of one sign."""

from dataclasses import dataclass

from pos_desktop.core.ids import Id
from pos_desktop.ui.models.views import ChipView, EmptyView, Tone


@dataclass(frozen=True, slots=True)
class PersonRowView:
    """A person in the list; `state` says how much deserves a look, "" for nothing."""

    key: Id
    name: str
    sales: str
    state: str
    tone: Tone = Tone.MUTED

    @property
    def told(self) -> str:
        """The row in one sentence, for who cannot see it."""
        return ", ".join(part for part in (self.name, self.sales, self.state) if part)


@dataclass(frozen=True, slots=True)
class RateView:
    """What one sign comes to: how often, in 100 sales, and with the others."""

    sign: str
    name: str
    cases: str
    rate: str
    others: str
    mark: str
    told: str


@dataclass(frozen=True, slots=True)
class CaseView:
    """One case: when and which receipt, whose, how much."""

    what: str
    amount: str


@dataclass(frozen=True, slots=True)
class RiskView:
    """The whole screen. `signs` are those of the person who is chosen, `cases` those of the sign that is."""

    periods: tuple[ChipView, ...]
    period: str
    people: tuple[PersonRowView, ...]
    chosen: Id | None
    name: str
    head: tuple[str, str, str, str]
    signs: tuple[RateView, ...]
    sign: str
    cases_title: str
    cases: tuple[CaseView, ...]
    how: str
    loading: bool
    empty: EmptyView | None
