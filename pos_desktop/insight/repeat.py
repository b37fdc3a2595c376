"""Tells how many of those who bought came back within thirty days, in windows that are over."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from pos_desktop.core.rates import WHOLE, Percent, half_up

WINDOW: Final = timedelta(days=30)
OLDEST: Final = timedelta(days=59)
LEAST: Final = 20
"""Members below whom a rate says nothing."""


@dataclass(frozen=True, slots=True)
class Repeat:
    """Of `buyers`, those who came `again`."""

    again: int
    buyers: int

    @property
    def rate(self) -> Percent | None:
        """Hundredths of a percent; None where there are too few."""
        return half_up(self.again * WHOLE, self.buyers) if self.buyers >= LEAST else None


def repeat(buys: Iterable[Sequence[date]], day: date) -> Repeat:
    """Of members with a buy from 59 to 30 days before `day`, who bought on a later day within 30 days of such a buy.

    `buys` has the business dates of each member, earliest first.
    """
    first, last = day - OLDEST, day - WINDOW
    again = buyers = 0
    for days in buys:
        in_window = [at for at, on in enumerate(days) if first <= on <= last]
        buyers += bool(in_window)
        again += any(at + 1 < len(days) and days[at + 1] - days[at] <= WINDOW for at in in_window)
    return Repeat(again, buyers)
