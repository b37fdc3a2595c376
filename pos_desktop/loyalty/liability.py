"""What the shop owes in points: each day's movements, their worth, when they die, and how many are never used."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pos_desktop.core.money import Money
from pos_desktop.core.rates import WHOLE, Percent, half_up
from pos_desktop.loyalty.lots import idle_until

ONE_DAY = timedelta(days=1)
LEAST_ISSUED = 200
"""Below so many points a share of them says nothing."""


class Column(StrEnum):
    """The columns of the books, in the order of docs/loyalty.md, Books."""

    EARNED = "earned"
    RESTORED = "restored"
    ADJUSTED_IN = "adjusted_in"
    REDEEMED = "redeemed"
    EXPIRED = "expired"
    CLAWED = "clawed"
    ADJUSTED_OUT = "adjusted_out"


INFLOWS = (Column.EARNED, Column.RESTORED, Column.ADJUSTED_IN)
TRANSFER = "transfer"
_BY_KIND = {
    "accrual": Column.EARNED, "restoration": Column.RESTORED, "redemption": Column.REDEEMED,
    "expiry": Column.EXPIRED, "clawback": Column.CLAWED, "opening": Column.ADJUSTED_IN,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Flow:
    """Signed points that entries of one kind and one sign booked on a business date, and what they did to debts."""

    day: date
    kind: str
    points: int
    debt: int = 0

    @property
    def column(self) -> Column | None:
        """Where it stands in the books; None for a transfer, which is in no column since its two rows cancel out."""
        if self.kind == TRANSFER:
            return None
        return _BY_KIND.get(self.kind) or (Column.ADJUSTED_IN if self.points > 0 else Column.ADJUSTED_OUT)


@dataclass(frozen=True, slots=True)
class Life:
    """When a lot's points can be used: a fixed last day (None: for ever), or as long as the member comes."""

    usable_from: date
    expires_on: date | None = None
    idle_months: int | None = None
    active: tuple[date, ...] = ()

    def ends(self, day: date) -> date | None:
        """The last day, as it was known on `day`."""
        if self.idle_months is None:
            return self.expires_on
        return idle_until(self.usable_from, self.idle_months, (on for on in self.active if on <= day))

    def is_over(self, day: date) -> bool:
        """Dead on `day`, whether or not a job has written it off."""
        last = self.ends(day)
        return last is not None and last < day


@dataclass(frozen=True, slots=True)
class LotFlow:
    """Signed points that went into lots of one life, or out of them, on a business date."""

    day: date
    life: Life
    points: int


@dataclass(frozen=True, slots=True)
class Held:
    """Points that all members together hold at the end of a business date."""

    available: int = 0
    pending: int = 0
    debt: int = 0
    dead: int = 0
    """In lots that are over but not written off yet; nobody can spend them."""

    @property
    def closing(self) -> int:
        """What the books close with."""
        return self.available + self.pending - self.debt

    @property
    def owed(self) -> int:
        """Points that the shop still has to honour; what members owe is told apart."""
        return self.available + self.pending


@dataclass(frozen=True, slots=True)
class Movement:
    """Points of all members over business dates; outflows are positive numbers. `closing` is counted from the lots."""

    first: date
    last: date
    opening: int
    earned: int
    restored: int
    adjusted_in: int
    redeemed: int
    expired: int
    clawed: int
    adjusted_out: int
    closing: int

    @property
    def ties(self) -> bool:
        """Whether what the entries say comes to what the lots hold, to the point."""
        inflow = self.earned + self.restored + self.adjusted_in
        outflow = self.redeemed + self.expired + self.clawed + self.adjusted_out
        return self.opening + inflow - outflow == self.closing


@dataclass(frozen=True, slots=True)
class Age:
    """Points that die in a calendar month; `month` is its first day, None for points that never die."""

    month: date | None
    points: int
    value: Money = 0


@dataclass(frozen=True, slots=True)
class Breakage:
    """Of the points whose lots are over or used up (`issued`, without what was taken back), those that `died`."""

    died: int = 0
    issued: int = 0

    @property
    def is_known(self) -> bool:
        """False where there are too few points to tell."""
        return self.issued >= LEAST_ISSUED

    @property
    def share(self) -> Percent | None:
        """Hundredths of a percent; None where there are too few."""
        return half_up(self.died * WHOLE, self.issued) if self.is_known else None

    def expected(self, value: Money) -> Money:
        """Đồng of a liability that will be asked for, if members go on as they did; all of it where that is unknown."""
        return value - half_up(value * self.died, self.issued) if self.is_known else value


def held(lot_flows: Iterable[LotFlow], flows: Iterable[Flow], day: date) -> Held:
    """What members hold at the end of `day`; the flows may go beyond it."""
    lots = _standing(lot_flows, day)
    return _held(lots, sum(flow.debt for flow in flows if flow.day <= day), day)


def movements(flows: Iterable[Flow], lot_flows: Iterable[LotFlow], first: date, last: date) -> tuple[Movement, ...]:
    """One movement for each business date; both kinds of flow reach back to the beginning (or carry one sum before).

    Lots that are over count as expired on the day after their last, also where no job has written them off yet.
    """
    by_day: dict[date, list[Flow]] = defaultdict(list)
    for flow in flows:
        by_day[max(flow.day, first - ONE_DAY)].append(flow)
    lots_by_day: dict[date, list[LotFlow]] = defaultdict(list)
    for change in lot_flows:
        lots_by_day[max(change.day, first - ONE_DAY)].append(change)
    return tuple(_walk(by_day, lots_by_day, first, last))


def total(days: Sequence[Movement]) -> Movement:
    """The days as one movement."""
    sums = {column.value: sum(getattr(day, column.value) for day in days) for column in Column}
    return Movement(days[0].first, days[-1].last, days[0].opening, closing=days[-1].closing, **sums)


def ageing(lot_flows: Iterable[LotFlow], day: date, point_value: Money) -> tuple[Age, ...]:
    """What members hold at the end of `day` by the month in which it dies, earliest first, what never dies last."""
    by_month: dict[date | None, int] = defaultdict(int)
    for life, points in _standing(lot_flows, day).items():
        if not life.is_over(day):
            ends = life.ends(day)
            by_month[ends.replace(day=1) if ends else None] += points
    months = sorted(by_month, key=lambda month: (month is None, month or date.max))
    return tuple(Age(month, by_month[month], by_month[month] * point_value) for month in months if by_month[month])


def _walk(
    flows: Mapping[date, Sequence[Flow]], lot_flows: Mapping[date, Sequence[LotFlow]], first: date, last: date
) -> Iterator[Movement]:
    before = first - ONE_DAY
    lots: dict[Life, int] = defaultdict(int)
    booked, debt, dead, day = 0, 0, 0, before
    while day <= last:
        today = flows.get(day, ())
        for change in lot_flows.get(day, ()):
            lots[change.life] += change.points
        debt += sum(flow.debt for flow in today)
        now = _held(lots, debt, day)
        if day >= first:
            yield _movement(day, today, booked - dead, now, now.dead - dead)
        booked += sum(flow.points for flow in today)
        dead, day = now.dead, day + ONE_DAY


def _movement(day: date, flows: Iterable[Flow], opening: int, now: Held, newly_dead: int) -> Movement:
    columns = dict.fromkeys(Column, 0)
    for flow in flows:
        if flow.column:
            columns[flow.column] += flow.points if flow.column in INFLOWS else -flow.points
    columns[Column.EXPIRED] += newly_dead
    return Movement(day, day, opening, closing=now.closing, **{column.value: columns[column] for column in Column})


def _standing(lot_flows: Iterable[LotFlow], day: date) -> dict[Life, int]:
    lots: dict[Life, int] = defaultdict(int)
    for change in lot_flows:
        if change.day <= day:
            lots[change.life] += change.points
    return lots


def _held(lots: Mapping[Life, int], debt: int, day: date) -> Held:
    available = pending = dead = 0
    for life, points in lots.items():
        if life.is_over(day):
            dead += points
        elif life.usable_from > day:
            pending += points
        else:
            available += points
    return Held(available, pending, debt, dead)
