"""Keeps the shop's price lists: for which orders, buyers and hours each is, and what it says of each item."""

from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.plain import to_plain
from pos_desktop.core.text import name as clean_name
from pos_desktop.selling.conditions import ALWAYS, When
from pos_desktop.selling.lines import OrderType
from pos_desktop.selling.price_lists import MOST_NAME, PriceList
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.goods import MOST_OLD, TOPICS
from pos_desktop.services.shop.items import catalogue_changed
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import price_lists
from pos_desktop.storage.queries.price_lists import ListPage
from pos_desktop.storage.schema.catalogue import item, price_list, price_list_item

__all__ = ["ListPage", "PriceLists", "PutList", "SetPrices"]


@dataclass(frozen=True, slots=True)
class PutList:
    """A price list to make (`list_id` empty) or to change; its prices are `SetPrices`."""

    id: str
    name: str
    by: Id
    order_types: tuple[OrderType, ...] = ()
    tiers: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    when: When = ALWAYS
    priority: int = 0
    active: bool = True
    list_id: Id = ""


@dataclass(frozen=True, slots=True)
class SetPrices:
    """Prices of a list in đồng by item id; None takes an item off the list, items left out stay as they are."""

    id: str
    list_id: Id
    prices: Mapping[Id, Money | None]
    by: Id


@dataclass(frozen=True, slots=True)
class PutDone:
    """The list that was put."""

    id: Id
    topics: tuple[str, ...] = TOPICS


class PriceLists:
    """Use cases of who keeps the catalogue."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def every(self, by: Id) -> list[ListPage]:
        """All lists, those that rest too; NOT_ALLOWED with the right `catalogue`."""
        with self._till.db.read() as tx:
            require(tx, by, "catalogue")
            return price_lists.pages(tx)

    def put(self, command: PutList) -> PutDone:
        """Make a list or change one; NOT_ALLOWED, INVALID_NAME, LIST_NAME_TAKEN, UNKNOWN_LIST, BAD_LIST (`faults`)."""
        return self._do("put_list", command, lambda written: self._put(written.tx, command))

    def set_prices(self, command: SetPrices) -> PutDone:
        """Say what items cost by a list; NOT_ALLOWED, UNKNOWN_LIST, UNKNOWN_ITEM, INVALID_AMOUNT."""
        return self._do("set_prices", command, lambda written: set_prices(written.tx, self._till, command))

    def _do(self, kind: str, command: Any, work: Callable[[Written], Deed]) -> PutDone:
        def deed(tx: Connection, written: Written) -> Deed:
            require(tx, command.by, "catalogue")
            done = work(written)
            catalogue_changed(tx)
            return done

        body = {name: to_plain(value) for name, value in asdict(command).items() if name not in ("id", "when")}
        body["when"] = repr(getattr(command, "when", ""))
        answer = once(self._till, Asked(command.id, kind, fingerprint(body), command.by), deed)
        return PutDone(answer["id"])

    def _put(self, tx: Connection, command: PutList) -> Deed:
        wanted = _checked(tx, command)
        values = {
            "name": wanted.name, "order_types": [each.value for each in wanted.order_types],
            "tiers": list(wanted.tiers), "groups": list(wanted.groups), "time": to_plain(wanted.when),
            "priority": wanted.priority, "active": command.active,
        }  # fmt: skip
        list_id = command.list_id or self._till.ids()
        if command.list_id:
            tx.execute(update(price_list).where(price_list.c.id == list_id).values(**values))
        else:
            tx.execute(insert(price_list).values(id=list_id, shop_id=self._till.shop.id, **values))
        body = {"of": "put_list", "list": wanted.name, "in_use": command.active}
        return Deed({"id": list_id}, Event.CATALOGUE_CHANGED, list_id, body)


def set_prices(tx: Connection, till: Till, command: SetPrices) -> Deed:
    """Change prices of a list in the caller's transaction; gives the old ones and the new."""
    name = tx.execute(select(price_list.c.name).where(price_list.c.id == command.list_id)).scalar()
    if name is None:
        raise Rejected(Code.UNKNOWN_LIST)
    if any(price is not None and not 0 <= price <= MOST_MONEY for price in command.prices.values()):
        raise Rejected(Code.INVALID_AMOUNT)
    skus = _skus(tx, command.prices)
    old = price_lists.prices(tx).get(command.list_id, {})
    moved = {key: price for key, price in command.prices.items() if old.get(key) != price}
    of_list = price_list_item.c.list_id == command.list_id
    for item_id in moved:
        tx.execute(delete(price_list_item).where(of_list, price_list_item.c.item_id == item_id))
    rows = [
        {"id": till.ids(), "list_id": command.list_id, "item_id": item_id, "price": price}
        for item_id, price in moved.items() if price is not None
    ]  # fmt: skip
    if rows:
        tx.execute(insert(price_list_item), rows)
    told = [[skus[item_id], old.get(item_id), price] for item_id, price in [*moved.items()][:MOST_OLD]]
    body = {"of": "set_prices", "list": name, "items": len(moved), "prices": told}
    return Deed({"id": command.list_id}, Event.CATALOGUE_CHANGED, command.list_id, body)


def _skus(tx: Connection, wanted: Mapping[Id, object]) -> dict[Id, str]:
    """SKUs of the items; UNKNOWN_ITEM where one is not there."""
    known = {row.id: row.sku for row in tx.execute(select(item.c.id, item.c.sku).where(item.c.id.in_([*wanted])))}
    if missing := [key for key in wanted if key not in known]:
        raise Rejected(Code.UNKNOWN_ITEM, text=missing[0])
    return known


def _checked(tx: Connection, command: PutList) -> PriceList:
    if command.list_id and not tx.execute(select(price_list.c.id).where(price_list.c.id == command.list_id)).first():
        raise Rejected(Code.UNKNOWN_LIST)
    name = clean_name(command.name, MOST_NAME)
    taken = select(price_list.c.id).where(price_list.c.name == name, price_list.c.id != command.list_id)
    if tx.execute(taken).first():
        raise Rejected(Code.LIST_NAME_TAKEN, name=name)
    wanted = PriceList(command.list_id, name, {}, command.order_types, command.tiers, command.groups, command.when,
                       command.priority)  # fmt: skip
    if faults := wanted.faults():
        raise Rejected(Code.BAD_LIST, faults=faults)
    return wanted
