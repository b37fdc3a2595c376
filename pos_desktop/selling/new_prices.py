"""Prices of many items changed at once: by percent or amount, rounded to what the shop's prices end in."""

from dataclasses import dataclass

from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.rates import WHOLE, Percent, half_up, percent_of

STEPS: tuple[Money, ...] = (1, 100, 500, 1_000, 5_000)
"""What new prices may be rounded to, in đồng."""


@dataclass(frozen=True, slots=True)
class PriceChange:
    """Hundredths of a percent or đồng, up or (below zero) down; then half up to `step` đồng."""

    percent: Percent = 0
    amount: Money = 0
    step: Money = 1_000

    @property
    def can_be(self) -> bool:
        """Whether it is exactly one of the two, within what a price may be."""
        one = bool(self.percent) != bool(self.amount)
        return one and -WHOLE <= self.percent <= 10 * WHOLE and abs(self.amount) <= MOST_MONEY and self.step in STEPS

    def of(self, price: Money) -> Money:
        """The new price of what cost `price`: never below nothing, and what is given away stays so."""
        if not price:
            return 0
        moved = price + percent_of(price, self.percent) + self.amount
        return min(MOST_MONEY, max(0, half_up(moved, self.step) * self.step))
