"""How many points an order earns, and why: base rule, multipliers, limits, and the split over its lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from pos_desktop.core.money import Money
from pos_desktop.core.rates import share
from pos_desktop.loyalty.programme import SINGLE, Programme, Ratio, Tier


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the answer to «Vì sao?»: what a rule added."""

    rule: str
    points: int


@dataclass(frozen=True, slots=True)
class Accrual:
    """Points earned, the rules that gave them, and their share per line of the order."""

    points: int = 0
    breakdown: tuple[Step, ...] = ()
    by_line: tuple[int, ...] = ()
    basis: Money = 0
    multiplier: Ratio = SINGLE
    limited: bool = False
    """The member has earned often enough today; the sale goes on, a flag is kept."""


def accrue(
    programme: Programme, tier: Tier, amounts: Sequence[Money], *, earning_orders: int = 0, earns: bool = True
) -> Accrual:
    """Points for an order whose lines count `amounts` đồng (0 for a line that earns nothing).

    floor(basis × rate × multiplier), once per order, in integers (docs/loyalty.md, Accrual).
    """
    basis = sum(amounts)
    multiplier = _at_most(tier.multiplier, programme.most_multiplier)
    points = _points(programme, basis, multiplier)
    none = (0,) * len(amounts)
    if points == 0 or not earns:
        return Accrual(by_line=none, basis=basis, multiplier=multiplier)
    if earning_orders >= programme.orders_per_day:
        return Accrual(by_line=none, basis=basis, multiplier=multiplier, limited=True)
    return Accrual(points, _breakdown(programme, tier, basis, points), share(points, amounts), basis, multiplier)


def _points(programme: Programme, basis: Money, multiplier: Ratio) -> int:
    return basis * programme.earn.points * multiplier.num // (programme.earn.per * multiplier.den)


def _breakdown(programme: Programme, tier: Tier, basis: Money, points: int) -> tuple[Step, ...]:
    base = _points(programme, basis, SINGLE)
    steps = (Step("base", base), Step(f"tier:{tier.name}", points - base))
    return tuple(step for step in steps if step.points)


def _at_most(multiplier: Ratio, most: int) -> Ratio:
    return Ratio(most, 1) if multiplier.num > most * multiplier.den else multiplier
