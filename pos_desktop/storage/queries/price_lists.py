"""Reads the shop's price lists."""

from collections import defaultdict
from dataclasses import dataclass

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.plain import from_plain
from pos_desktop.selling.conditions import When
from pos_desktop.selling.lines import OrderType
from pos_desktop.selling.price_lists import PriceList
from pos_desktop.storage.schema.catalogue import price_list, price_list_item
from pos_desktop.storage.types import read_or_damaged


@dataclass(frozen=True, slots=True)
class ListPage:
    """A price list as who keeps the catalogue sees it."""

    prices: PriceList
    active: bool


def active(tx: Connection) -> tuple[PriceList, ...]:
    """The lists that are in use, by their turn; a shop without one is asked nothing more."""
    return tuple(page.prices for page in pages(tx) if page.active)


def pages(tx: Connection) -> list[ListPage]:
    """All lists by their turn."""
    rows = tx.execute(select(price_list).order_by(price_list.c.priority, price_list.c.name)).all()
    every = prices(tx) if rows else {}
    return read_or_damaged(lambda: [
        ListPage(
            PriceList(
                row.id, row.name, every.get(row.id, {}), tuple(OrderType(each) for each in row.order_types),
                tuple(row.tiers), tuple(row.groups), from_plain(When, row.time), row.priority,
            ),
            row.active,
        )
        for row in rows
    ])  # fmt: skip


def prices(tx: Connection) -> dict[Id, dict[Id, Money]]:
    """Prices in đồng by item, by list."""
    found: dict[Id, dict[Id, Money]] = defaultdict(dict)
    columns = (price_list_item.c.list_id, price_list_item.c.item_id, price_list_item.c.price)
    for list_id, item_id, price in tx.execute(select(*columns)):
        found[list_id][item_id] = price
    return found
