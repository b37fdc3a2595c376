"""What the catalogue's screen reads at once, and what a segment of it is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.bundles import ComboSlot
from pos_desktop.services.desk import Desk
from pos_desktop.services.shop.menu import GroupPage
from pos_desktop.services.shop.price_lists import ListPage
from pos_desktop.storage.queries.goods import CategoryRow, GoodsRow, VatRow
from pos_desktop.ui.form.kinds import Option, Section


@dataclass(frozen=True, slots=True)
class Everything:
    """The whole catalogue, those that rest too."""

    goods: tuple[GoodsRow, ...]
    categories: tuple[CategoryRow, ...]
    groups: tuple[GroupPage, ...]
    lists: tuple[ListPage, ...]
    rates: tuple[VatRow, ...]
    slots: Mapping[Id, tuple[ComboSlot, ...]]
    tiers: tuple[Option, ...]
    stations: tuple[Option, ...]
    today: date

    def item(self, item_id: Id) -> GoodsRow | None:
        """The item with this id."""
        return next((row for row in self.goods if row.id == item_id), None)

    def by_sku(self, sku: str) -> GoodsRow | None:
        """The item with this SKU."""
        return next((row for row in self.goods if row.sku == sku), None)

    def named(self, category_id: Id) -> str:
        """What a category is called."""
        return next((row.name for row in self.categories if row.id == category_id), "")


def read(desk: Desk, by: Id) -> Everything:
    """Read it all; NOT_ALLOWED with the right `catalogue`."""
    wares = desk.catalogue.load()
    slots = {item.id: item.slots for item in wares.index.items if item.slots}
    tiers = tuple((tier.code, tier.name) for tier in wares.programme.tiers)
    stations = tuple((station.id, station.name) for station in desk.stations.layout().stations)
    return Everything(
        tuple(desk.goods.every(by)), tuple(desk.categories.every(by)), tuple(desk.menu.groups(by)),
        tuple(desk.price_lists.every(by)), tuple(desk.categories.vat_rates(by)), slots, tiers, stations,
        desk.till.today(),
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a list: `colour` a palette token or "", `quiet` one that rests, `found` the words that find it."""

    key: str
    title: str
    detail: str = ""
    amount: str = ""
    colour: str = ""
    quiet: bool = False
    found: str = ""
    ticked: bool | None = None
    """Whether it is among the chosen; None while one alone is edited."""

    @property
    def told(self) -> str:
        """The row in words."""
        return ", ".join(part for part in (self.title, self.detail, self.amount) if part)


Plain = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Saving:
    """What is saved: `plain` of the entry `key` ("" for a new one); `is_free` confirms a price of nothing."""

    desk: Desk
    every: Everything
    plain: Plain
    key: str
    by: Id
    id: str
    is_free: bool = False

    def again(self, part: str) -> str:
        """The id of another operation of the same saving."""
        return f"{self.id}#{part}"


@dataclass(frozen=True, slots=True)
class Segment:
    """A list with a form: what stands in it, how one entry is edited, and how it is kept."""

    key: str
    label: str
    verb: str
    empty: str
    rows: Callable[[Everything], tuple[RowView, ...]]
    sections: Callable[[Everything], tuple[Section, ...]]
    plain_of: Callable[[Everything, str], Plain]
    blank: Callable[[Everything], Plain]
    save: Callable[[Saving], str]
    """Keeps it, on the worker; gives the key of the entry."""


Prices = Mapping[Id, Money | None]
