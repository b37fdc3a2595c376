"""Which backups stay: the newest of each of seven days, four weeks and twelve months."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import Final

DAYS: Final = 7
WEEKS: Final = 4
MONTHS: Final = 12


def kept(made: Iterable[datetime]) -> set[datetime]:
    """Those of the moments, in the shop's own time, whose backups stay; days without a backup are not counted.

    The newest is always among them.
    """
    newest_first = sorted(made, reverse=True)
    return {
        *_newest_of(newest_first, lambda at: at.date(), DAYS),
        *_newest_of(newest_first, lambda at: at.isocalendar()[:2], WEEKS),
        *_newest_of(newest_first, lambda at: (at.year, at.month), MONTHS),
    }


def _newest_of(newest_first: list[datetime], span: Callable[[datetime], object], most: int) -> list[datetime]:
    found: dict[object, datetime] = {}
    for at in newest_first:
        if len(found) < most:
            found.setdefault(span(at), at)
    return list(found.values())
