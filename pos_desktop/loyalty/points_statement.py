"""A member's statement of points for a period: what was there before, every row, what is there after it."""

from dataclasses import dataclass, replace
from datetime import date

from pos_desktop.loyalty.explanation import Explanation, Line, StandingLot, replay


@dataclass(frozen=True, slots=True)
class Dying:
    """Points whose last day is in the month of `month` (its first day); None lives for ever or as long as one comes."""

    month: date | None
    points: int


@dataclass(frozen=True, slots=True)
class PointsStatement:
    """The rows of the days `first` through `last`, both included, each with the balance after it, in points.

    `dying` tells of what is there on the day of the asking by the month of its end, soonest first; it is empty for a
    period that is over.
    """

    told: Explanation
    first: date
    last: date
    opening: int
    lines: tuple[Line, ...]
    closing: int
    debt: int
    dying: tuple[Dying, ...]

    @property
    def added(self) -> int:
        """Points that came in the period."""
        return sum(line.points for line in self.lines if line.points > 0)

    @property
    def taken(self) -> int:
        """Points that went in the period, above zero."""
        return -sum(line.points for line in self.lines if line.points < 0)

    @property
    def moved_debt(self) -> int:
        """By how much the debt grew in the period."""
        return sum(line.debt_change for line in self.lines)

    @property
    def ties(self) -> bool:
        """Whether what was there, with all that happened, is what is there."""
        return self.opening + self.added - self.taken + self.moved_debt == self.closing


def statement_of(told: Explanation, first: date, last: date) -> PointsStatement:
    """The statement of an account from its rows; ValueError where it would end before it begins."""
    if last < first:
        raise ValueError((first, last))
    before = [line for line in told.lines if line.day < first]
    opening, owed = sum(line.held for line in before), sum(line.debt_change for line in before)
    inside = [line for line in told.lines if first <= line.day <= last]
    lines = tuple(_shifted(line, opening) for line in replay(inside))
    closing = opening + sum(line.held for line in inside)
    dying = _dying(told.lots) if last >= told.day else ()
    debt = owed + sum(line.debt_change for line in inside)
    return PointsStatement(told, first, last, opening, lines, closing, debt, dying)


def _shifted(line: Line, opening: int) -> Line:
    return replace(line, balance=line.balance + opening)


def _dying(lots: tuple[StandingLot, ...]) -> tuple[Dying, ...]:
    months: dict[date | None, int] = {}
    for lot in lots:
        if lot.left and not lot.is_over:
            month = lot.expires_on.replace(day=1) if lot.expires_on and lot.idle_months is None else None
            months[month] = months.get(month, 0) + lot.left
    known = sorted(month for month in months if month is not None)
    return tuple(Dying(month, months[month]) for month in (*known, *((None,) if None in months else ())))
