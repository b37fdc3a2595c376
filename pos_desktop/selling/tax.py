"""VAT that is included in prices: dated rates by group, and the tax inside a sum."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from pos_desktop.core.money import Money
from pos_desktop.core.rates import half_up

STANDARD, ALCOHOL, REDUCED, ZERO, EXEMPT = "standard", "alcohol", "reduced", "zero", "exempt"


@dataclass(frozen=True, slots=True)
class VatRate:
    """A group's rate in whole percent from a day through a day; None is «not subject to VAT»."""

    group: str
    rate: int | None
    valid_from: date = date(2025, 1, 1)
    valid_to: date | None = None


@dataclass(frozen=True, slots=True)
class TaxSum:
    """What was sold at one rate: `net` + `tax` is the sum of its lines in đồng."""

    rate: int | None
    net: Money
    tax: Money


DEFAULT_RATES = (
    VatRate(STANDARD, 10, date(1999, 1, 1), date(2022, 1, 31)),
    VatRate(STANDARD, 8, date(2022, 2, 1), date(2026, 12, 31)),
    VatRate(STANDARD, 10, date(2027, 1, 1)),
    VatRate(ALCOHOL, 10, date(1999, 1, 1)),
    VatRate(REDUCED, 5, date(1999, 1, 1)),
    VatRate(ZERO, 0, date(1999, 1, 1)),
    VatRate(EXEMPT, None, date(1999, 1, 1)),
)


class VatTable:
    """The shop's VAT groups with their dated rates."""

    def __init__(self, rates: Iterable[VatRate] = DEFAULT_RATES) -> None:
        self.rates = tuple(rates)

    def rate(self, group: str, day: date) -> int | None:
        """Percent in force for `group` on a business date; LookupError when the shop has none for that day."""
        of_group = [rate for rate in self.rates if rate.group == group]
        for rate in of_group:
            if rate.valid_from <= day and (rate.valid_to is None or day <= rate.valid_to):
                return rate.rate
        first = min(of_group, key=lambda rate: rate.valid_from, default=None)
        if first and day < first.valid_from:
            return first.rate  # a clock whose battery is dead stops nobody from selling
        raise LookupError(f"no VAT rate for {group} on {day}")


def taxes(amounts: Sequence[tuple[int | None, Money]]) -> tuple[TaxSum, ...]:
    """VAT by rate on the sum of the rate's line amounts, ascending, «not subject» last (docs/pricing.md, 6)."""
    sums: dict[int | None, Money] = {}
    for rate, amount in amounts:
        sums[rate] = sums.get(rate, 0) + amount
    ordered = sorted(sums.items(), key=lambda pair: (pair[0] is None, pair[0] or 0))
    return tuple(inside(rate, amount) for rate, amount in ordered)


def inside(rate: int | None, amount: Money) -> TaxSum:
    """The tax that a VAT-included `amount` holds."""
    net = half_up(amount * 100, 100 + (rate or 0))
    return TaxSum(rate, net, amount - net)
