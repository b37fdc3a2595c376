"""The books of points by business date: movements tied to the ledger, what is owed in đồng, ageing, breakage."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.loyalty import liability
from pos_desktop.loyalty.liability import Age, Breakage, Held, Movement
from pos_desktop.loyalty.programme import Programme
from pos_desktop.services.office.rollups import Rollups
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import liability as rows

LONGEST_RANGE = 3_660


@dataclass(frozen=True, slots=True)
class PointBooks:
    """The books at the end of a business date, and the movement (of a day, or of several) that led there.

    Worth in đồng at the point value of the programme in force on that date; points pending count, debts are apart.
    """

    movement: Movement
    held: Held
    point_value: Money
    ageing: tuple[Age, ...]
    breakage: Breakage
    days: tuple[Movement, ...] = ()
    """The movement day by day."""

    @property
    def liability_vnd(self) -> Money:
        """What the points that members hold are worth."""
        return self.held.owed * self.point_value

    @property
    def expected_vnd(self) -> Money:
        """The part of it that members will ask for, by the shop's own breakage."""
        return self.breakage.expected(self.liability_vnd)

    @property
    def debt_vnd(self) -> Money:
        """What the points that members owe are worth."""
        return self.held.debt * self.point_value

    @property
    def ties(self) -> bool:
        """Whether every day comes out to the point."""
        return all(day.ties for day in self.days) and self.movement.ties


class Books:
    """Reads the books of points, on a connection of its own; writes roll-ups and nothing else."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def day(self, day: date) -> PointBooks:
        """The books of one business date."""
        return self.range(day, day)

    def range(self, first: date, last: date) -> PointBooks:
        """The books of `first` through `last`.

        Raises:
            Rejected: MALFORMED when `last` is before `first`, or ten years after it.
        """
        if not 0 <= (last - first).days < LONGEST_RANGE:
            raise Rejected(Code.MALFORMED, field="to")
        Rollups(self._till).refresh(last)
        with self._till.db.read() as tx:
            return _books(tx, first, last)


def _books(tx: Connection, first: date, last: date) -> PointBooks:
    flows, lot_flows = rows.flows(tx, first, last), rows.lot_flows(tx, first, last)
    days = liability.movements(flows, lot_flows, first, last)
    value = programme_on(rows.versions(tx), last).point_value
    return PointBooks(
        movement=liability.total(days),
        held=liability.held(lot_flows, flows, last),
        point_value=value,
        ageing=liability.ageing(lot_flows, last, value),
        breakage=rows.breakage(tx, last),
        days=days,
    )


def programme_on(versions: Sequence[tuple[date, Programme]], day: date) -> Programme:
    """Of all versions, newest first, the one in force on a business date; the oldest before there was any."""
    return next((programme for since, programme in versions if since <= day), versions[-1][1])
