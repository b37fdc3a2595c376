"""Keeps one member's tier by the loyalty page alone: what qualifies, reviews, grace, and what a return undoes."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

TIERS = (("Thành viên", 0), ("Bạc", 2_000_000), ("Vàng", 5_000_000), ("Kim cương", 12_000_000))
GRACE_DAYS, ONE_DAY = 30, timedelta(days=1)


def a_year_before(day: date) -> date:
    """The same day twelve months earlier; 29 February gives the 28th."""
    return date(day.year - 1, day.month, min(day.day, monthrange(day.year - 1, day.month)[1]))


def month_end_a_year_after(day: date) -> date:
    """The last day of the month of `day`, a year later."""
    return date(day.year + 1, day.month, monthrange(day.year + 1, day.month)[1])


def tier_for(qualifying: int) -> int:
    """The highest step that `qualifying` đồng reach."""
    return max(step for step, (_, threshold) in enumerate(TIERS) if qualifying >= threshold)


@dataclass(slots=True)
class Basis:
    """What one sale counts for the tier: đồng on the date of the sale."""

    day: date
    amount: int
    sale: str


@dataclass(frozen=True, slots=True)
class Step:
    """A step that stands; `made` says by which sale it was reached, none where no sale did it."""

    tier: int = 0
    stands_through: date = date.max
    in_grace: bool = False
    made: "Made | None" = None


@dataclass(frozen=True, slots=True)
class Made:
    """The sale that reached a step, its moment, and the step before it."""

    sale: str
    at: datetime
    before: Step


@dataclass(slots=True)
class Standing:
    """A member's tier; everything is asked for a business date that never lies before the last one settled."""

    bases: list[Basis] = field(default_factory=list)
    step: Step = Step()
    seen: Counter[str] = field(default_factory=Counter)

    @property
    def tier(self) -> int:
        return self.step.tier

    @property
    def stands_through(self) -> date:
        return self.step.stands_through

    @property
    def in_grace(self) -> bool:
        return self.step.in_grace

    def qualifying(self, day: date) -> int:
        return sum(basis.amount for basis in self.bases if a_year_before(day) < basis.day <= day)

    def to_next_tier(self, day: date) -> int | None:
        if self.tier + 1 == len(TIERS):
            return None
        return TIERS[self.tier + 1][1] - self.qualifying(day)

    # --- what the calendar does ---

    def review_through(self, day: date) -> None:
        """Let every review happen that falls due through `day`."""
        while (review := self.next_review()) is not None and review <= day:
            self._fall(review) if self.in_grace else self._review(review)

    def next_review(self) -> date | None:
        """The next day on which the tier may change by itself; the lowest has none."""
        if self.tier == 0:
            return None
        return self.stands_through + ONE_DAY + timedelta(days=GRACE_DAYS if self.in_grace else 0)

    def _review(self, day: date) -> None:
        if self.qualifying(day) >= TIERS[self.tier][1]:
            self._renew("renewed at review")
        else:
            self.step = Step(self.tier, self.stands_through, in_grace=True, made=self.step.made)
            self.seen["grace began"] += 1

    def _renew(self, how: str) -> None:
        self.step = Step(self.tier, month_end_a_year_after(self.stands_through), made=self.step.made)
        self.seen[how] += 1

    def _fall(self, day: date) -> None:
        self.step = Step(self.tier - 1, month_end_a_year_after(day))
        self.seen["fell"] += 1

    # --- what sales and returns do ---

    def qualify(self, basis: int, day: date, sale: str = "", at: datetime | None = None) -> None:
        """Count a sale; up at once, and a tier in its grace is tested again."""
        self.bases.append(Basis(day, basis, sale))
        reached = tier_for(self.qualifying(day))
        if reached > self.tier:
            made = Made(sale, at, self.step) if at else None
            self.step = Step(reached, month_end_a_year_after(day), made=made)
            self.seen["upgraded"] += 1
        elif self.in_grace and reached == self.tier:
            self._renew("renewed in grace")

    def lower(self, sale: str, returned: int, now: datetime, day: date) -> None:
        """Count less for a sale of which `returned` đồng of basis came back; only a tier it just made falls with it."""
        counted = next(basis for basis in self.bases if basis.sale == sale)
        counted.amount -= returned
        made, left = self.step.made, tier_for(self.qualifying(day))
        if made is None or made.sale != sale or now - made.at >= timedelta(hours=24) or left >= self.tier:
            return
        self.seen["tier fell by a return"] += 1
        if left <= made.before.tier:
            # Freedom of the pages: whether the old step keeps its old date. Here it does, as though nothing had been.
            self.step = made.before
        else:
            # Freedom of the pages: from which day a step between stands. Here from the day of the sale, which made it.
            self.step = Step(left, month_end_a_year_after(counted.day), made=made)
