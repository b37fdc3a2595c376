"""Puts items into the catalogue, in the caller's transaction: new ones, changed ones, their barcodes and stock."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, func, insert, select, update

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.core.text import fold
from pos_desktop.selling import tax
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.catalogue import category, item, item_barcode, stock_movement
from pos_desktop.storage.schema.shop import shop

COLOURS = ("c1", "c2", "c3", "c4", "c5", "c6")


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
    tx = written.tx
    found = tx.execute(select(item.c.id, item.c.vat_group).where(item.c.sku == facts.sku)).first()
    values = {
        "name": facts.name, "search_key": fold(facts.name), "category_id": _category(tx, till, facts),
        "price": facts.price, "cost": facts.cost, "unit": facts.unit, "active": facts.active,
        "by_weight": facts.by_weight, "vat_group": facts.vat_group or (found.vat_group if found else tax.STANDARD),
        **({"colour": facts.colour} if facts.colour else {}),
        **({"plu": facts.plu} if facts.plu is not None else {}),
        **({"earns_points": facts.earns_points} if facts.earns_points is not None else {}),
    }  # fmt: skip
    item_id = found.id if found else till.ids()
    if found:
        tx.execute(update(item).where(item.c.id == item_id).values(**values))
    else:
        tx.execute(insert(item).values(
            id=item_id, shop_id=till.shop.id, sku=facts.sku, position=_count(tx), **values
        ))  # fmt: skip
        _stock(written, till, item_id, facts, reason)
    _barcodes(tx, item_id, facts.barcodes)
    return item_id


def catalogue_changed(tx: Connection) -> None:
    """Tell every till that its catalogue is old."""
    tx.execute(update(shop).values(catalogue_version=shop.c.catalogue_version + 1))


def _count(tx: Connection) -> int:
    return tx.execute(select(func.count()).select_from(item)).scalar_one()


def _category(tx: Connection, till: Till, facts: ItemFacts) -> Id | None:
    if not facts.category:
        return None
    found = tx.execute(select(category.c.id).where(category.c.name == facts.category)).scalar_one_or_none()
    if found:
        return str(found)
    count = tx.execute(select(func.count()).select_from(category)).scalar_one()
    category_id = till.ids()
    tx.execute(insert(category).values(
        id=category_id, shop_id=till.shop.id, name=facts.category, position=count,
        colour=facts.colour or COLOURS[count % len(COLOURS)],
    ))  # fmt: skip
    return category_id


def _barcodes(tx: Connection, item_id: Id, barcodes: tuple[str, ...]) -> None:
    tx.execute(delete(item_barcode).where(item_barcode.c.item_id == item_id))
    if barcodes:
        rows = [{"item_id": item_id, "barcode": code} for code in dict.fromkeys(barcodes)]
        tx.execute(insert(item_barcode), rows)


def _stock(written: Written, till: Till, item_id: Id, facts: ItemFacts, reason: str) -> None:
    if facts.stock:
        written.insert(stock_movement, {
            "id": till.ids(), "item_id": item_id, "kind": "import", "qty": facts.stock, "unit_cost": facts.cost,
            "at": till.now(), "register_id": till.register.id, "reason": reason,
        })  # fmt: skip
