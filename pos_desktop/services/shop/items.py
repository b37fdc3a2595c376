"""Puts items into the catalogue, in the caller's transaction: new ones, changed ones, their barcodes and stock."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, func, insert, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.core.text import fold, note
from pos_desktop.selling import tax
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.catalogue import category, item, item_barcode
from pos_desktop.storage.schema.shop import shop
from pos_desktop.storage.schema.stock import stock_movement

COLOURS = ("c1", "c2", "c3", "c4", "c5", "c6")
MOST_PAIRS, MOST_WORD = 8, 40
_CHUNK = 500
_BLANK: Mapping[str, Any] = {"colour": "", "plu": None, "earns_points": True}
_CHANGEABLE = (
    "name", "search_key", "category_id", "price", "cost", "unit", "active", "by_weight", "vat_group", "colour", "plu",
    "earns_points",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ItemFacts:
    """What is known of an item; `sku` is its key. `vat_group` None keeps what it has, or the shop's usual one."""

    sku: str
    name: str
    price: Money
    category: str = ""
    cost: Money = 0
    unit: str = ""
    barcodes: tuple[str, ...] = ()
    vat_group: str | None = None
    active: bool = True
    by_weight: bool = False
    earns_points: bool | None = None
    plu: str | None = None
    colour: str = ""
    stock: Quantity = 0


def put(written: Written, till: Till, facts: ItemFacts, *, reason: str = "") -> Id:
    """Insert the item, or change the one with its SKU; opening stock is kept once, as a movement."""
    return put_all(written, till, [facts], reason=reason)[0]


def put_all(written: Written, till: Till, every: Sequence[ItemFacts], *, reason: str = "") -> list[Id]:
    """Put items of different SKUs, in a handful of statements however many they are."""
    shelf = _Shelf(written.tx, till, every)
    ids = [shelf.put(facts, reason) for facts in every]
    shelf.write(written)
    return ids


class _Shelf:
    """Gathers the rows of many items, so that each table is written once."""

    def __init__(self, tx: Connection, till: Till, every: Sequence[ItemFacts]) -> None:
        self._till = till
        self._categories = {row.name: str(row.id) for row in tx.execute(select(category.c.id, category.c.name))}
        self._known = {row["sku"]: row for row in _rows_of(tx, [facts.sku for facts in every])}
        self._count = tx.execute(select(func.count()).select_from(item)).scalar_one()
        self._new_categories: list[dict[str, Any]] = []
        self._new: list[dict[str, Any]] = []
        self._changed: list[dict[str, Any]] = []
        self._barcodes: list[dict[str, str]] = []
        self._stock: list[dict[str, Any]] = []

    def put(self, facts: ItemFacts, reason: str) -> Id:
        found = self._known.get(facts.sku)
        values = {**(found or _BLANK), **_values(facts, found), "category_id": self._category(facts)}
        if found:
            item_id = str(found["id"])
            self._changed.append({"item_id": item_id, **values})
        else:
            item_id = self._till.ids()
            self._new.append({"id": item_id, "shop_id": self._till.shop.id, "sku": facts.sku,
                              "position": self._count + len(self._new), **values})  # fmt: skip
            self._stock += self._movement(item_id, facts, reason)
        self._barcodes += [{"item_id": item_id, "barcode": code} for code in dict.fromkeys(facts.barcodes)]
        return item_id

    def _category(self, facts: ItemFacts) -> Id | None:
        if not facts.category:
            return None
        if facts.category not in self._categories:
            count = len(self._categories)
            self._categories[facts.category] = self._till.ids()
            self._new_categories.append({
                "id": self._categories[facts.category], "shop_id": self._till.shop.id, "name": facts.category,
                "position": count, "colour": facts.colour or COLOURS[count % len(COLOURS)],
            })  # fmt: skip
        return self._categories[facts.category]

    def _movement(self, item_id: Id, facts: ItemFacts, reason: str) -> list[dict[str, Any]]:
        if not facts.stock:
            return []
        return [{
            "id": self._till.ids(), "item_id": item_id, "kind": "import", "qty": facts.stock,
            "unit_cost": facts.cost, "at": self._till.now(), "register_id": self._till.register.id, "reason": reason,
        }]  # fmt: skip

    def write(self, written: Written) -> None:
        tx = written.tx
        for table, rows in ((category, self._new_categories), (item, self._new)):
            if rows:
                tx.execute(insert(table), rows)
        if self._changed:
            by_id = update(item).where(item.c.id == bindparam("item_id"))
            tx.execute(by_id.values({name: bindparam(f"new_{name}") for name in _CHANGEABLE}), [
                {"item_id": row["item_id"], **{f"new_{name}": row[name] for name in _CHANGEABLE}}
                for row in self._changed
            ])  # fmt: skip
            gone = delete(item_barcode).where(item_barcode.c.item_id == bindparam("old_id"))
            tx.execute(gone, [{"old_id": row["item_id"]} for row in self._changed])
        if self._barcodes:
            tx.execute(insert(item_barcode), self._barcodes)
        written.insert_all(stock_movement, self._stock)
        written.saw(category, *(row["id"] for row in self._new_categories))
        written.saw(item, *(row["id"] for row in self._new), *(row["item_id"] for row in self._changed))


def clean_pairs(pairs: Iterable[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """What tells one of a family apart, as it is kept; INVALID_TEXT, INVALID_QUANTITY for more than eight."""
    kept = tuple((note(name, MOST_WORD), note(value, MOST_WORD)) for name, value in pairs)
    if len(kept) > MOST_PAIRS:
        raise Rejected(Code.INVALID_QUANTITY)
    return kept


def catalogue_changed(tx: Connection) -> None:
    """Tell every till that its catalogue is old."""
    tx.execute(update(shop).values(catalogue_version=shop.c.catalogue_version + 1))


def _rows_of(tx: Connection, skus: Sequence[str]) -> Iterator[dict[str, Any]]:
    for chunk in (skus[at : at + _CHUNK] for at in range(0, len(skus), _CHUNK)):
        for row in tx.execute(select(item).where(item.c.sku.in_(chunk))).mappings():
            yield dict(row)


def _values(facts: ItemFacts, found: Mapping[str, Any] | None) -> dict[str, Any]:
    """The columns that the facts speak of."""
    values: dict[str, Any] = {
        "name": facts.name, "search_key": fold(facts.name), "price": facts.price, "cost": facts.cost,
        "unit": facts.unit, "active": facts.active, "by_weight": facts.by_weight,
        "vat_group": facts.vat_group or (found["vat_group"] if found else tax.STANDARD),
    }  # fmt: skip
    told = {"colour": facts.colour or None, "plu": facts.plu, "earns_points": facts.earns_points}
    return values | {column: value for column, value in told.items() if value is not None}
