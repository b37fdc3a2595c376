"""How many points an order may take, and why not more (docs/loyalty.md, Redemption)."""

from dataclasses import dataclass
from enum import StrEnum

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.rates import WHOLE
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling.order import Identified, Redeem


class Limit(StrEnum):
    """What keeps an order from taking more points."""

    BALANCE = "balance"
    CAP = "cap"
    MINIMUM = "minimum"


@dataclass(frozen=True, slots=True)
class Allowed:
    """The most that an account may redeem on an order, and why not more."""

    points: int
    limited_by: Limit
    value: Money = 0


@dataclass(frozen=True, slots=True)
class Redemption:
    """Points taken and what they take off, in đồng."""

    points: int = 0
    value: Money = 0


def cap_points(programme: Programme, before: Money) -> int:
    """Most points that goods worth `before` (after discounts, before points) may take, steps set aside."""
    return programme.cap * before // (WHOLE * programme.point_value)


def allowed(programme: Programme, available: int, before: Money) -> Allowed:
    """Most points for goods worth `before`, in whole steps; 0 when that is below the minimum."""
    cap = cap_points(programme, before)
    points = _in_steps(programme, min(available, cap))
    if points < programme.minimum or points == 0:
        return Allowed(0, Limit.MINIMUM)
    return Allowed(points, Limit.BALANCE if available <= cap else Limit.CAP, programme.value_of(points))


def redeem(
    programme: Programme, wish: int | Redeem | None, *, available: int, before: Money,
    redeemed_today: Money = 0, identified: Identified = Identified.SEARCH,
) -> Redemption:  # fmt: skip
    """Turn what the cashier asked for into points and đồng.

    Raises:
        Rejected: INVALID_AMOUNT, INSUFFICIENT_POINTS, BELOW_MINIMUM, NOT_A_STEP, ABOVE_CAP, CARD_REQUIRED,
            tested in this order (docs/contract).
    """
    if wish is None:
        return Redemption()
    chosen = _number(programme, wish, available, before)
    if chosen.points > available:
        raise Rejected(Code.INSUFFICIENT_POINTS, available=available, asked=chosen.points)
    if chosen.points < programme.minimum or chosen.points == 0:
        raise Rejected(Code.BELOW_MINIMUM, minimum=programme.minimum)
    _check_step_and_cap(programme, wish, chosen.points, allowed(programme, available, before), before)
    if identified is Identified.SEARCH and redeemed_today + chosen.value > programme.free_value_per_day:
        raise Rejected(Code.CARD_REQUIRED, most=programme.free_value_per_day, value=chosen.value)
    return chosen


def _number(programme: Programme, wish: int | Redeem, available: int, before: Money) -> Redemption:
    if wish is Redeem.REST:
        return Redemption(-(-before // programme.point_value), before)
    if isinstance(wish, Redeem):
        points = _in_steps(programme, min(available, cap_points(programme, before)))
    elif wish > 0:
        points = wish
    else:
        raise Rejected(Code.INVALID_AMOUNT)
    return Redemption(points, programme.value_of(points))


def _check_step_and_cap(programme: Programme, wish: int | Redeem, points: int, most: Allowed, before: Money) -> None:
    """«The rest» sets steps aside, and needs a programme that pays whole orders with points."""
    if wish is not Redeem.REST and points % programme.step:
        raise Rejected(Code.NOT_A_STEP, step=programme.step)
    above = programme.cap != WHOLE if wish is Redeem.REST else points > cap_points(programme, before)
    if above:
        raise Rejected(Code.ABOVE_CAP, most=most.points)


def _in_steps(programme: Programme, points: int) -> int:
    return points // programme.step * programme.step
