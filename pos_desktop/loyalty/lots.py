"""Dated lots of points: when they may be used, when they die, and which are taken first."""

import calendar
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from pos_desktop.core.days import add_months, end_of_month
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import ExpiryPolicy, Programme


@dataclass(frozen=True, slots=True)
class Lot:
    """Points of one inflow that are still there; usable from `usable_from` through `expires_on` (None: for ever)."""

    id: Id
    left: int
    usable_from: date
    expires_on: date | None
    seq: int = 0
    """Order of opening within the account."""
    sale: str | None = None

    def is_expired(self, day: date) -> bool:
        """Dead on `day`, whether or not a job has written it off."""
        return self.expires_on is not None and self.expires_on < day

    def is_usable(self, day: date) -> bool:
        """May be spent on `day`."""
        return self.usable_from <= day and not self.is_expired(day)


@dataclass(frozen=True, slots=True)
class Allocation:
    """Points that an entry takes from a lot (negative) or puts into it."""

    lot_id: Id
    points: int


@dataclass(frozen=True, slots=True)
class Balance:
    """What an account holds on a day, in points."""

    available: int
    pending: int
    expiring: int
    """Part of `available` that dies within the warning days."""
    debt: int = 0


def balance_on(lots: Iterable[Lot], day: date, warn_days: int, debt: int = 0) -> Balance:
    """Spendable as of `day`, right even where no expiry job ran for a month."""
    kept = [lot for lot in lots if not lot.is_expired(day)]
    usable = [lot for lot in kept if lot.is_usable(day)]
    soon = day + timedelta(days=warn_days)
    expiring = sum(lot.left for lot in usable if lot.expires_on and lot.expires_on <= soon)
    available = sum(lot.left for lot in usable)
    return Balance(available, sum(lot.left for lot in kept) - available, expiring, debt)


@dataclass(frozen=True, slots=True)
class LotDates:
    """A lot's life: usable from a day through `expires_on` (None: for ever), moved on by every activity of the member
    where `idle_months` is set."""

    usable_from: date
    expires_on: date | None
    idle_months: int | None = None


def dates_of(programme: Programme, day: date) -> LotDates:
    """Dates of a lot opened on `day`: 2026-01-15 + 12 months -> 2027-01-31; see docs/loyalty.md, Lots."""
    usable_from = day + timedelta(days=programme.pending_days)
    match programme.expiry:
        case ExpiryPolicy.NEVER:
            return LotDates(usable_from, None)
        case ExpiryPolicy.FIXED_DAY:
            return LotDates(usable_from, next_yearly(programme.expiry_day, day))
        case ExpiryPolicy.IDLE:
            return LotDates(usable_from, idle_until(usable_from, programme.expiry_months, ()), programme.expiry_months)
        case _:
            return LotDates(usable_from, end_of_month(add_months(day, programme.expiry_months)))


def next_yearly(month_day: tuple[int, int], day: date) -> date:
    """The next such day of the year after `day`; 29 February becomes the 28th."""
    candidates = (on_month_day(year, month_day) for year in (day.year, day.year + 1))
    return next(on for on in candidates if on > day)


def on_month_day(year: int, month_day: tuple[int, int]) -> date:
    """The day of a year; 29 February becomes the 28th where there is none."""
    month, last = month_day
    return date(year, month, min(last, calendar.monthrange(year, month)[1]))


def idle_until(opened: date, months: int, active: Iterable[date]) -> date:
    """Last day of a lot that lives while its member comes: a gap of more than `months` after any day ends it.

    `opened` is the first day on which it may be used; that the member came before it is nothing to the lot.
    """
    until = add_months(opened, months)
    for on in sorted(on for on in active if on >= opened):
        if on > until:
            return until
        until = max(until, add_months(on, months))
    return until


def spending_order(lots: Iterable[Lot]) -> list[Lot]:
    """Earliest expiry first, then oldest; no expiry last."""
    return sorted(lots, key=lambda lot: (lot.expires_on is None, lot.expires_on or date.max, lot.usable_from, lot.seq))


def spend(lots: Iterable[Lot], points: int, day: date) -> tuple[Allocation, ...]:
    """Take `points` from the lots usable on `day`.

    Raises:
        Rejected: INSUFFICIENT_POINTS with what is `available`.
    """
    taken, missing = [], points
    usable = [lot for lot in spending_order(lots) if lot.is_usable(day)]
    for lot in usable:
        part = min(lot.left, missing)
        if part:
            taken.append(Allocation(lot.id, -part))
            missing -= part
    if missing:
        raise Rejected(Code.INSUFFICIENT_POINTS, available=points - missing)
    return tuple(taken)


def fallen_due(lots: Iterable[Lot], day: date) -> Sequence[Lot]:
    """Lots with points that died before `day`, earliest first: what the expiry job writes off."""
    return [lot for lot in spending_order(lots) if lot.left and lot.is_expired(day)]
