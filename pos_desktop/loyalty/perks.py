"""Standing discounts that a tier or a paid membership brings, by item, weekday, hour, dine-in or take-away."""

from collections.abc import Iterable
from dataclasses import dataclass

from pos_desktop.core.occasion import Occasion
from pos_desktop.core.rates import WHOLE, Percent
from pos_desktop.selling.benefits import Benefit, Reach
from pos_desktop.selling.conditions import ALWAYS, EVERYTHING, Picks, When
from pos_desktop.selling.deals import Deal, DealSource
from pos_desktop.selling.pricing import PricedOrder, saving


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

    def deal(self) -> Deal:
        """What it takes off an order, before the discounts of lines by hand."""
        return Deal(DealSource.PERK, self.id, self.name, Benefit(self.percent, reach=Reach.ITEMS, picks=self.picks))


def best_deal(perks: Iterable[Perk], priced: PricedOrder, at: Occasion) -> Deal | None:
    """The one perk that takes most off an order now, of equal ones the first by id; None when none takes anything."""
    holding = (perk.deal() for perk in perks if perk.when.holds(at, priced.order.order_type))
    worth = [(saving(priced, deal), deal) for deal in sorted(holding, key=lambda deal: deal.id)]
    best = max(worth, key=lambda pair: pair[0], default=None)
    return best[1] if best and best[0] else None
