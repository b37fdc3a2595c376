"""Finds who stays away longer than they used to: members whose last buy is over twice their own gap ago."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median
from typing import Final

LEAST_BUYS: Final = 3
TIMES: Final = 2


@dataclass(frozen=True, slots=True)
class Rhythm:
    """How a member comes: the last day of a buy, and the median of the days between buys, in halves of a day."""

    last: date
    double_gap: int

    def away(self, day: date) -> int:
        """Days since the last buy."""
        return (day - self.last).days

    @property
    def risk_from(self) -> date:
        """The first day on which they have stayed away for longer than twice their own gap (interface.md 2.8)."""
        return self.last + timedelta(days=TIMES * self.double_gap // 2 + 1)

    def is_at_risk(self, day: date) -> bool:
        """Whether they stay away for longer than that at the end of `day`."""
        return day >= self.risk_from


def rhythm(days: Sequence[date]) -> Rhythm | None:
    """The rhythm of business dates with a buy, earliest first and each once; None below `LEAST_BUYS` of them."""
    if len(days) < LEAST_BUYS:
        return None
    gaps = [(later - earlier).days for earlier, later in pairwise(days)]
    return Rhythm(days[-1], round(2 * median(gaps)))
