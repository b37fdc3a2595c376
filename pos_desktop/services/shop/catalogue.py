"""The catalogue as the till keeps it in memory, and when to read it again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.loyalty.programme import Programme
from pos_desktop.selling import stock
from pos_desktop.selling.catalogue import CatalogueIndex, Item
from pos_desktop.selling.charges import ServiceCharge
from pos_desktop.selling.lines import OrderLine
from pos_desktop.selling.price_lists import PriceList
from pos_desktop.selling.stock import Levels
from pos_desktop.selling.tax import VatTable
from pos_desktop.services.shop import charging
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import price_lists, promotion_uses, settings, shops, stocks


@dataclass(frozen=True, slots=True)
class Wares:
    """What selling needs in memory: items, VAT rates, the programme of today."""

    version: int
    index: CatalogueIndex
    vat: VatTable
    programme: Programme
    levels: Levels = field(default_factory=dict)
    """What there is of each item that is tracked; the till moves them by its own sales (`after`)."""
    day: date | None = None
    """The business date for which they are: what is sold out is so for a day."""
    given: Mapping[str, int] = field(default_factory=dict)
    """How often the promotions that are limited in all were given when this was read."""
    price_lists: tuple[PriceList, ...] = ()
    service: ServiceCharge | None = None
    """What the shop charges for service by kind of order; None where it charges nothing."""
    cash_step: Money = 0
    """To what cash is rounded; 0 for nothing."""

    def after(self, lines: Iterable[OrderLine]) -> "Wares":
        """The same with the levels moved by what was just sold; nothing is read."""
        return replace(self, levels=stock.moved(self.levels, lines)) if self.levels else self

    def left(self, item: Item) -> Quantity | None:
        """How many of an item can be sold today: 0 for one that somebody marked as sold out; None: nobody counts.

        Of a combo, how many of them its parts fill.
        """
        if item.sold_out_on is not None and item.sold_out_on == self.day:
            return 0
        return stock.left_of_combo(item.slots, self._left) if item.slots else stock.left(item, self.levels)

    def _left(self, item_id: Id) -> Quantity | None:
        part = self.index.get(item_id)
        return self.left(replace(part, slots=())) if part else 0


class Catalogue:
    """Reads the catalogue."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def load(self) -> Wares:
        """Everything, in one read."""
        with self._till.db.read() as tx:
            programme = shops.programme_at(tx, self._till.today())
            return Wares(
                shops.catalogue_version(tx), CatalogueIndex(shops.items(tx)), shops.vat_table(tx), programme,
                stocks.levels(tx), self._till.today(),
                given=promotion_uses.given(tx, programme.promotions, self._till.today()),
                price_lists=price_lists.active(tx), service=charging.service(tx, self._till),
                cash_step=settings.cash_step(tx, self._till.shop.id),
            )  # fmt: skip

    def newer_than(self, wares: Wares) -> Wares | None:
        """The catalogue again when it, or with the day the programme, has moved, or what is there of what is tracked.

        None when nothing has; a shop that tracks nothing is asked nothing more for it.
        """
        today = self._till.today()
        with self._till.db.read() as tx:
            programme = shops.programme_at(tx, today)
            moved = (shops.catalogue_version(tx), programme.version) != (wares.version, wares.programme.version)
            levels = stocks.levels(tx) if wares.levels and not moved else wares.levels
            given = promotion_uses.given(tx, programme.promotions, today)
        if moved:
            return self.load()
        same = (levels, given) == (wares.levels, wares.given) and (today == wares.day or not wares.index.sold_out)
        return None if same else replace(wares, levels=levels, given=given, day=today)
