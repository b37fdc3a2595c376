"""Standing discounts that a tier or a paid membership brings, by item, weekday, hour, dine-in or take-away."""

from collections.abc import Iterable
from dataclasses import dataclass

from pos_desktop.core.occasion import Occasion
from pos_desktop.core.rates import WHOLE, Percent
from pos_desktop.selling.conditions import ALWAYS, EVERYTHING, Picks, When
from pos_desktop.selling.order import OrderLine, OrderType


@dataclass(frozen=True, slots=True)
class Perk:
    """`percent` off every line that it picks, whenever it holds; `name` as the shop wrote it, printed."""

    id: str
    name: str
    percent: Percent
    picks: Picks = EVERYTHING
    when: When = ALWAYS

    def faults(self) -> tuple[str, ...]:
        """Names of the fields that cannot be."""
        wrong = (
            ("id", not self.id.strip()),
            ("name", not self.name.strip()),
            ("percent", not 0 < self.percent <= WHOLE),
            ("when", bool(self.when.faults())),
        )
        return tuple(name for name, is_wrong in wrong if is_wrong)


def best_perk(perks: Iterable[Perk], line: OrderLine, at: Occasion, order_type: OrderType) -> Perk | None:
    """The perk that takes most off a line now; of equal ones the first by id. None when no perk picks it."""
    fitting = (perk for perk in perks if perk.picks.takes_line(line) and perk.when.holds(at, order_type))
    return min(fitting, key=lambda perk: (-perk.percent, perk.id), default=None)
