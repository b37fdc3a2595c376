"""Reads the shop's price lists."""

from collections import defaultdict

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.plain import from_plain
from pos_desktop.selling.conditions import When
from pos_desktop.selling.lines import OrderType
from pos_desktop.selling.price_lists import PriceList
from pos_desktop.storage.schema.catalogue import price_list, price_list_item
from pos_desktop.storage.types import read_or_damaged


def active(tx: Connection) -> tuple[PriceList, ...]:
    """The lists that are in use, by their turn; a shop without one is asked nothing more."""
    statement = select(price_list).where(price_list.c.active == 1)
    rows = tx.execute(statement.order_by(price_list.c.priority, price_list.c.name)).all()
    prices = _prices(tx) if rows else {}
    return read_or_damaged(lambda: tuple(
        PriceList(
            row.id, row.name, prices.get(row.id, {}), tuple(OrderType(each) for each in row.order_types),
            tuple(row.tiers), tuple(row.groups), from_plain(When, row.time), row.priority,
        )
        for row in rows
    ))  # fmt: skip


def _prices(tx: Connection) -> dict[Id, dict[Id, Money]]:
    prices: dict[Id, dict[Id, Money]] = defaultdict(dict)
    columns = (price_list_item.c.list_id, price_list_item.c.item_id, price_list_item.c.price)
    for list_id, item_id, price in tx.execute(select(*columns)):
        prices[list_id][item_id] = price
    return prices
