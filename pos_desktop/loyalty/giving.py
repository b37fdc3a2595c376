"""Points given to a cause: money that the shop owes it from that moment, and the monthly statement of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from pos_desktop.core.days import end_of_month
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import MOST_MONEY, Money, positive


@dataclass(frozen=True, slots=True)
class Cause:
    """Something good that members may give points to, and who receives the money."""

    id: str
    name: str
    payee: str
    """Name, bank and account, as it is printed on the statement."""
    minimum: int = 1
    """Points of one gift."""

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("id", not self.id),
            ("name", not self.name.strip()),
            ("payee", not self.payee.strip()),
            ("minimum", self.minimum < 1),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


@dataclass(frozen=True, slots=True)
class Gift:
    """Points given on a business date, and their value in đồng as it was then."""

    cause: str
    points: int
    value: Money
    on: date


@dataclass(frozen=True, slots=True)
class Payment:
    """Đồng that the shop paid out to a cause."""

    cause: str
    amount: Money
    on: date


@dataclass(frozen=True, slots=True)
class CauseMonth:
    """One cause in one month: `due` = `brought` + `value` − `paid`."""

    cause: str
    brought: Money
    """Owed from the months before."""
    points: int
    value: Money
    paid: Money
    due: Money


def gift_of(cause: Cause, points: int, available: int, point_value: Money, on: date) -> Gift:
    """A gift of `points` at the programme's value of a point.

    Raises:
        Rejected: INVALID_AMOUNT, BELOW_MINIMUM, INSUFFICIENT_POINTS.
    """
    if positive(points) > available:
        raise Rejected(Code.INSUFFICIENT_POINTS, available=available)
    if points < cause.minimum:
        raise Rejected(Code.BELOW_MINIMUM, minimum=cause.minimum)
    return Gift(cause.id, points, points * point_value, on)


def statement(gifts: Iterable[Gift], payments: Iterable[Payment], month: date) -> tuple[CauseMonth, ...]:
    """What happened to each cause in the month of `month`, by cause; causes never given to are left out."""
    last = end_of_month(month)
    given, paid = [g for g in gifts if g.on <= last], [p for p in payments if p.on <= last]
    causes = sorted({g.cause for g in given} | {p.cause for p in paid})
    return tuple(
        _cause_month(
            cause, [g for g in given if g.cause == cause], [p for p in paid if p.cause == cause], month.replace(day=1)
        )
        for cause in causes
    )


def _cause_month(cause: str, gifts: list[Gift], payments: list[Payment], first: date) -> CauseMonth:
    value = sum(gift.value for gift in gifts if gift.on >= first)
    paid = sum(payment.amount for payment in payments if payment.on >= first)
    due = sum(gift.value for gift in gifts) - sum(payment.amount for payment in payments)
    points = sum(gift.points for gift in gifts if gift.on >= first)
    return CauseMonth(cause, due - value + paid, points, value, paid, due)


def liability(gifts: Iterable[Gift], payments: Iterable[Payment]) -> Money:
    """What the shop owes all causes together."""
    return sum(gift.value for gift in gifts) - sum(payment.amount for payment in payments)


def payable(amount: Money, due: Money) -> Money:
    """`amount`, if a cause may be paid it; INVALID_AMOUNT for more than it is owed."""
    if positive(amount) > min(due, MOST_MONEY):
        raise Rejected(Code.INVALID_AMOUNT)
    return amount
