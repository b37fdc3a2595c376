"""The report of what people of the shop do more often than the others, with the cases behind each number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.insight.staff_risk import BILLS_A_DAY, Sign, Watched, watch
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import journal, staff_risk
from pos_desktop.storage.queries.staff_risk import Case

__all__ = ["Case", "RiskReport", "Sign", "StaffRisk", "Watched"]

LONGEST_RANGE: Final = 400
MOST_CASES: Final = 100


@dataclass(frozen=True, slots=True)
class RiskReport:
    """Everybody who sold or did any of it from `since` through `through`, who deserves a look first."""

    since: date
    through: date
    people: tuple[Watched, ...]
    names: Mapping[Id, str]


class StaffRisk:
    """Reads for who has the right `reports`; changes nothing, and accuses nobody: it says where to look."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def report(self, since: date, through: date, reader: Id) -> RiskReport:
        """The report of these business dates.

        Raises:
            Rejected: NOT_ALLOWED; MALFORMED where the last day is before the first, or a year after it.
        """
        if not 0 <= (through - since).days < LONGEST_RANGE:
            raise Rejected(Code.MALFORMED, field="to")
        with self._till.db.read() as tx:
            require(tx, reader, "reports")
            people = watch(staff_risk.sales_by_person(tx, since, through), _counted(tx, since, through))
            return RiskReport(since, through, people, journal.people(tx))

    def cases(self, report: RiskReport, staff_id: Id, sign: Sign, reader: Id) -> tuple[Case, ...]:
        """The newest of them, at most MOST_CASES; NOT_ALLOWED."""
        with self._till.db.read() as tx:
            require(tx, reader, "reports")
            found = staff_risk.cases(tx, sign.value, staff_id, report.since, report.through, BILLS_A_DAY, MOST_CASES)
        return tuple(found)


def _counted(tx: Connection, since: date, through: date) -> Iterator[tuple[Id, Sign]]:
    for (staff_id, sign), count in staff_risk.counts(tx, since, through, BILLS_A_DAY).items():
        yield from [(staff_id, Sign(sign))] * count
