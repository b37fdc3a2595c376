"""Birthdays and joining anniversaries: on which days they hold, once a calendar year, and who may move a birthday."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from pos_desktop.core.days import add_months
from pos_desktop.core.ids import Id
from pos_desktop.loyalty.games import MOST_REWARD


class AnniversaryKind(StrEnum):
    """What is remembered."""

    BIRTHDAY = "birthday"
    JOINING = "joining"


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A gift from `before` days before the day through `after` days after it, once a calendar year."""

    id: str
    name: str
    kind: AnniversaryKind
    before: int = 3
    after: int = 3
    points: int = 0
    reward: str = ""
    """Id of a reward given instead of points or beside them."""
    lunar: bool = False
    """The birthday by the lunar calendar."""

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("id", not self.id),
            ("before", not 0 <= self.before <= 60),
            ("after", not 0 <= self.after <= 60),
            ("points", not 0 <= self.points <= MOST_REWARD or not (self.points or self.reward)),
            ("lunar", self.lunar and self.kind is not AnniversaryKind.BIRTHDAY),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


def falls_on(origin: date, year: int) -> date:
    """The day of a year on which `origin` is remembered; 29 February is 28 February in common years."""
    return add_months(origin, 12 * (year - origin.year))


def solar_dates(origin: date, day: date) -> tuple[date, ...]:
    """The anniversaries of `origin` in the year of `day` and its neighbours, but never the day itself."""
    return tuple(falls_on(origin, year) for year in range(day.year - 1, day.year + 2) if year > origin.year)


def current(dates: Iterable[date], day: date, before: int = 3, after: int = 3) -> date | None:
    """Of the dates remembered, the nearest whose window holds on `day`; None where none does.

    The reward belongs to the year of that date: on 29 December the window of 1 January is next year's.
    """
    held = [one for one in dates if one - timedelta(days=before) <= day <= one + timedelta(days=after)]
    return min(held, key=lambda one: (abs((one - day).days), one), default=None)


def due(rule: Anniversary, dates: Iterable[date], day: date, corrected_on: date | None = None) -> date | None:
    """The date for which `rule` gives on `day`: of `solar_dates`, or of the lunar birthdays around `day`.

    `corrected_on` is when the date of birth was last changed beyond the one change that is free.
    """
    found = current(dates, day, rule.before, rule.after)
    return None if found is None or is_blocked(found, corrected_on, rule.before, rule.after) else found


def key(account_id: Id, kind: AnniversaryKind, year: int) -> str:
    """What makes the reward unique: an account, a kind and the calendar year of the date remembered."""
    return f"{kind.value}:{account_id}:{year}"


def may_change(times_changed: int, *, by_manager: bool) -> bool:
    """Whether a date of birth may be changed: once by anyone, afterwards by a manager alone."""
    return times_changed == 0 or by_manager


def blocks(times_changed: int) -> bool:
    """Whether one more change shuts this year's birthday out; the first is a slip put right."""
    return times_changed > 0


def is_blocked(anniversary: date, corrected_on: date | None, before: int = 3, after: int = 3) -> bool:
    """Whether a correction shuts this date out: made in its calendar year, or while its window held."""
    if corrected_on is None:
        return False
    return anniversary.year == corrected_on.year or current((anniversary,), corrected_on, before, after) is not None
