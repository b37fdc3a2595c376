"""The moment that dated rules look at: business date, time of day, lunar date, and the recurrences that fall on it."""

import datetime
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class LunarDay:
    """A date of the Vietnamese lunar calendar; `month` 0 in a rule stands for every month."""

    month: int
    day: int
    is_leap: bool = False
    """Whether the month is the leap one that follows the month of the same number."""


@dataclass(frozen=True, slots=True)
class Occasion:
    """One moment as rules see it; whatever needs a calendar library was worked out before."""

    day: date
    time: datetime.time = datetime.time(12)
    """Local time of day."""
    lunar: LunarDay | None = None
    recurring: frozenset[str] = frozenset()
    """Keys of those iCalendar rules of the programme that fall on `day` (`When.recurrence_key`)."""
