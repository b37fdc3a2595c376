"""What is kept of one account, as its proofs read it, and the problem that they find."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierChange, TierState


@dataclass(frozen=True, slots=True)
class EntryRow:
    """A ledger row: signed points, and what it changed of the debt."""

    id: Id
    seq: int
    kind: str
    points: int
    debt_change: int
    sale_id: Id | None


@dataclass(frozen=True, slots=True)
class LotRow:
    """A lot with its cache `left`."""

    id: Id
    entry_id: Id
    points: int
    left: int
    seq: int = 0


@dataclass(frozen=True, slots=True)
class MoveRow:
    """What an entry took from a lot (negative) or gave back."""

    id: Id
    entry_id: Id
    lot_id: Id
    points: int


@dataclass(frozen=True, slots=True)
class TierRow:
    """A kept tier move, with the sale or the refund that brought it; those of jobs, edits and merges have neither."""

    id: Id
    seq: int
    change: TierChange
    programme_version: int
    sale_id: Id | None
    refund_id: Id | None = None


@dataclass(frozen=True, slots=True)
class SaleRow:
    """What a sale means for a tier; its number comes after those of the moves that it brought."""

    id: Id
    seq: int
    business_date: date
    basis: Money
    programme_version: int
    points: int = 0
    visits: int = 1

    @property
    def activity(self) -> Activity:
        """What it adds to the metrics."""
        return Activity(self.business_date, self.basis, self.points, self.visits)


@dataclass(frozen=True, slots=True)
class ReturnRow:
    """What a refund means for a tier; its number comes after those of the moves that it brought."""

    id: Id
    seq: int
    sale_id: Id
    on: date
    """Business date of the sale."""
    sold_at: datetime
    day: date
    """Business date of the refund."""
    at: datetime
    basis_returned: Money
    points_returned: int
    is_whole: bool
    """Nothing of the sale remains after it: the visit does not count any more."""
    programme_version: int

    @property
    def activity(self) -> Activity:
        """What it takes from the metrics, on the date of the sale."""
        return Activity(self.on, self.basis_returned, self.points_returned, int(self.is_whole)).taken_back()


@dataclass(frozen=True, slots=True)
class AdoptedRow:
    """Activity that came from elsewhere (a claim, a merge, a sale of the wrong member), or went away again.

    Its number comes before those of the moves that it brought.
    """

    seq: int
    activity: Activity
    is_taken_away: bool = False
    """`activity` is what is taken away, not below zero."""

    @property
    def signed(self) -> Activity:
        """What it does to the metrics."""
        return self.activity.taken_back() if self.is_taken_away else self.activity


@dataclass(frozen=True, slots=True)
class AccountRows:
    """Everything that is kept of one account in order of its numbers, caches included."""

    id: Id
    balance: int
    debt: int
    lifetime_earned: int
    tier: TierState
    seq: int = 0
    entries: Sequence[EntryRow] = ()
    lots: Sequence[LotRow] = ()
    moves: Sequence[MoveRow] = ()
    tiers: Sequence[TierRow] = ()
    sales: Sequence[SaleRow] = ()
    returns: Sequence[ReturnRow] = ()
    adopted: Sequence[AdoptedRow] = ()
    joined_on: date = date.min


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that should not be, and where."""

    kind: str
    table: str
    id: Id
    detail: str
