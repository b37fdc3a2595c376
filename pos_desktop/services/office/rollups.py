"""Sums business dates up for the reports, so that a year is as quick to read as a day (docs/decisions/0056)."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, tzinfo
from secrets import token_hex
from typing import Final

from pos_desktop.core.clock import zone
from pos_desktop.core.ids import Id
from pos_desktop.insight.at_risk import rhythm
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import rollup_facts, rollups

TRIES: Final = 3
AT_ONCE: Final = 500
"""Members whose rhythm is told in one transaction."""


class Rollups:
    """Brings the roll-ups up to date; a till that sells meanwhile waits for no more than a day's rows to be written."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def refresh(self, through: date = date.min, goes_on: Callable[[], bool] = lambda: True) -> None:
        """Sum up every date through today, and through a later one, that changed; `goes_on` is asked between dates.

        Figures are of the moment when their date was read: what a till books after that is for the next refresh.
        """
        with self._till.db.read() as tx:
            days = rollups.stale_days(tx, max(through, self._till.today()))
            is_told = not days and not rollups.stale_rhythms(tx, 1)
        for day in days:
            if not goes_on():
                return
            self._sum_up(day)
        while not is_told and goes_on():
            is_told = not self._tell_some()

    def _sum_up(self, day: date) -> None:
        """Read beside the till, and write if nothing came in between; after some tries hold the till for it."""
        if not any(self._beside_the_till(day) for _try in range(TRIES)):
            with self._till.db.write() as tx:
                rollups.replace(tx, day, rollup_facts.facts(tx, day, self._here()))
                rollups.settle(tx, day)

    def _beside_the_till(self, day: date) -> bool:
        """Whether the date is summed up, by us or by somebody else."""
        by = token_hex(8)
        with self._till.db.write() as tx:
            if not rollups.claim(tx, day, by):
                return True
        with self._till.db.read() as tx:
            found = rollup_facts.facts(tx, day, self._here())
        with self._till.db.write() as tx:
            if is_still_so := rollups.settle(tx, day, by):
                rollups.replace(tx, day, found)
        return is_still_so

    def _tell_some(self) -> int:
        with self._till.db.write() as tx:
            some = rollups.stale_rhythms(tx, AT_ONCE)
            if some:
                rollups.keep_rhythms(tx, some, rhythm_rows(rollups.buy_days(tx, some)))
        return len(some)

    def _here(self) -> tzinfo:
        return zone(self._till.shop.time_zone)


def rhythm_rows(days: Mapping[Id, Sequence[date]]) -> list[tuple[Id, int, date, int, date]]:
    """Account, dates, the last of them, twice the gap and the first date of staying away too long."""
    rows = []
    for account_id, bought in days.items():
        if found := rhythm(bought):
            rows.append((account_id, len(bought), found.last, found.double_gap, found.risk_from))
    return rows
