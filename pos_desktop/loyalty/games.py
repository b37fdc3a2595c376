"""Stamp cards, streaks and missions: what an order adds, what a refund takes back, and how far somebody is."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.occasion import Occasion
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.selling.conditions import ALWAYS, EVERYTHING, Picks, When
from pos_desktop.selling.order import OrderType

MOST_REWARD = 1_000_000
"""More points for one game are a slip of the keyboard."""


@dataclass(frozen=True, slots=True)
class PaidLine:
    """Of one line, what was paid for: units that a reward gave away are not in it."""

    sku: str
    category: str
    paid: Quantity


def _units(picks: Picks, lines: Iterable[PaidLine]) -> int:
    return sum(line.paid // ONE for line in lines if picks.takes(line.sku, line.category))


class StampPer(StrEnum):
    """What earns a stamp: every whole unit, or the order once."""

    UNIT = "unit"
    ORDER = "order"


@dataclass(frozen=True, slots=True)
class StampCard:
    """«10 ly tặng 1»: `needed` stamps give the reward with this id."""

    id: str
    name: str
    needed: int
    reward: str
    picks: Picks = EVERYTHING
    per: StampPer = StampPer.UNIT
    when: When = ALWAYS

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("id", not self.id),
            ("needed", not 1 < self.needed <= 1_000),
            ("reward", not self.reward),
            ("when", bool(self.when.faults())),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


@dataclass(frozen=True, slots=True)
class StampProgress:
    """Cards that are full, stamps on the one that is not, and stamps owed after a refund of a card already used."""

    full: int
    on_card: int
    owed: int = 0


def stamps_for(card: StampCard, lines: Iterable[PaidLine], at: Occasion, order_type: OrderType) -> int:
    """Stamps that an order earns now."""
    return stamps_of(card, lines) if card.when.holds(at, order_type) else 0


def stamps_of(card: StampCard, lines: Iterable[PaidLine]) -> int:
    """Stamps of the picked lines, whenever they were bought."""
    units = _units(card.picks, lines)
    return min(1, units) if card.per is StampPer.ORDER else units


def stamps_back(card: StampCard, given: int, taken_back: int, remaining: Iterable[PaidLine]) -> int:
    """Stamps that a refund takes: of those `given`, what `remaining` lines no longer carry, less earlier refunds."""
    return max(0, given - min(given, stamps_of(card, remaining)) - taken_back)


def stamp_progress(stamps: int, needed: int) -> StampProgress:
    """Where a member stands with all stamps together (less `needed` for each card used).

    >>> stamp_progress(23, 10)
    StampProgress(full=2, on_card=3, owed=0)
    """
    if stamps < 0:
        return StampProgress(0, 0, -stamps)
    return StampProgress(*divmod(stamps, needed))


class StreakUnit(StrEnum):
    """What must follow one another without a gap; weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"


@dataclass(frozen=True, slots=True)
class Streak:
    """A visit in each of `needed` days or weeks that follow one another; then it begins anew."""

    id: str
    name: str
    needed: int
    unit: StreakUnit
    reward_points: int

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("id", not self.id),
            ("needed", not 1 < self.needed <= 366),
            ("reward_points", not 0 < self.reward_points <= MOST_REWARD),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


def period_of(day: date, unit: StreakUnit) -> int:
    """Number of the day or week, one more than the one before; day 1 of the calendar was a Monday."""
    return day.toordinal() if unit is StreakUnit.DAY else (day.toordinal() - 1) // 7


def streak_of(dates: Iterable[date], day: date, unit: StreakUnit) -> int:
    """Periods with a visit, one after the other, as of `day`; the present one breaks nothing while it lasts."""
    visited = {period_of(one, unit) for one in dates if one <= day}
    now = period_of(day, unit)
    last = now if now in visited else now - 1
    length = 0
    while last - length in visited:
        length += 1
    return length


def completes(streak: Streak, earlier: Collection[date], day: date) -> bool:
    """Whether a visit on `day` is the one that fills the streak; `earlier` are the dates of the visits before it."""
    now = period_of(day, streak.unit)
    if any(period_of(one, streak.unit) == now for one in earlier):
        return False
    return streak_of([*earlier, day], day, streak.unit) % streak.needed == 0


def filled_late(streak: Streak, others: Collection[date], day: date) -> date | None:
    """A day of the period that is full once a visit on `day` is known to have been; None where none is.

    `others` are the dates of all other visits, before and after it. Two rows that the visit joins were counted apart.
    """
    visited, now = {period_of(one, streak.unit) for one in others}, period_of(day, streak.unit)
    if now in visited:
        return None
    before, after = _run(visited, now, -1), _run(visited, now, 1)
    if (before + 1 + after) // streak.needed == before // streak.needed + after // streak.needed:
        return None
    missing = -(before + 1) % streak.needed
    return day + timedelta(days=missing * (1 if streak.unit is StreakUnit.DAY else 7))


def _run(visited: Collection[int], now: int, step: int) -> int:
    """Periods with a visit that follow on `now` without a gap, in one direction."""
    length = 0
    while now + step * (length + 1) in visited:
        length += 1
    return length


def still_filled(streak: Streak, dates: Iterable[date], day: date) -> bool:
    """Whether each of the periods through that of `day`, as many as the streak needs, still has a visit."""
    visited, now = {period_of(one, streak.unit) for one in dates}, period_of(day, streak.unit)
    return all(now - back in visited for back in range(streak.needed))


def streak_key(streak: Streak, account_id: str, day: date) -> str:
    """What makes the reward unique: an account is paid once for the period in which its streak was filled."""
    start = day if streak.unit is StreakUnit.DAY else day - timedelta(days=day.weekday())
    return f"streak:{streak.id}:{account_id}:{start.isoformat()}"


class MissionGoal(StrEnum):
    """What a mission counts: days with a visit, đồng of the basis, or whole units of the picked items."""

    VISITS = "visits"
    SPEND = "spend"
    ITEMS = "items"


@dataclass(frozen=True, slots=True)
class Mission:
    """A target within bounded days; `within` names the first and the last one."""

    id: str
    name: str
    goal: MissionGoal
    target: int
    reward_points: int
    within: When
    picks: Picks = EVERYTHING

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        unbounded = self.within.starts_on is None or self.within.ends_on is None
        wrong = (
            ("id", not self.id),
            ("target", not 0 < self.target <= MOST_MONEY),
            ("reward_points", not 0 < self.reward_points <= MOST_REWARD),
            ("within", unbounded or bool(self.within.faults())),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


@dataclass(frozen=True, slots=True)
class MissionVisit:
    """What a mission looks at in one sale, less what was returned of it; a sale returned whole is left out."""

    at: Occasion
    order_type: OrderType
    basis: Money
    lines: tuple[PaidLine, ...] = ()


@dataclass(frozen=True, slots=True)
class MissionProgress:
    """How much of the target is done; never shown above it."""

    done: int
    target: int

    @property
    def is_complete(self) -> bool:
        """The reward is due."""
        return self.done >= self.target

    @property
    def left(self) -> int:
        """What is still missing."""
        return max(0, self.target - self.done)


def mission_progress(mission: Mission, visits: Iterable[MissionVisit]) -> MissionProgress:
    """How far the visits that count have come."""
    held = [visit for visit in visits if mission.within.holds(visit.at, visit.order_type)]
    if mission.goal is MissionGoal.VISITS:
        done = len({visit.at.day for visit in held})
    elif mission.goal is MissionGoal.SPEND:
        done = sum(visit.basis for visit in held)
    else:
        done = sum(_units(mission.picks, visit.lines) for visit in held)
    return MissionProgress(min(done, mission.target), mission.target)


def mission_key(mission: Mission, account_id: str) -> str:
    """What makes the reward unique: an account completes a mission once."""
    return f"mission:{mission.id}:{account_id}"
