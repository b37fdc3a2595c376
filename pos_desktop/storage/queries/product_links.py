"""Reads what items have to do with each other and with stock, by their SKUs: what a product file is held against."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.selling.bundles import ComboSlot
from pos_desktop.storage.queries import menu
from pos_desktop.storage.schema.catalogue import item, item_option, option_group, recipe_line


@dataclass(frozen=True, slots=True)
class SlotPart:
    """What may fill a slot, by its SKU in small letters, and what it costs more, in đồng."""

    sku: str
    extra: Money = 0
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """So many pieces of one of its parts."""

    name: str
    qty: int
    parts: tuple[SlotPart, ...]


@dataclass(frozen=True, slots=True)
class Links:
    """What stands beside the facts of an item; other items go by their SKU in small letters."""

    low_stock: Quantity = 0
    sold: bool = True
    asks_serial: bool = False
    family: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    base: str = ""
    """What it is so many of."""
    base_qty: Quantity = ONE
    parts: tuple[tuple[str, Quantity], ...] = ()
    """What one of it takes out of stock."""
    slots: tuple[Slot, ...] = ()
    """What a combo is made of."""
    groups: tuple[str, ...] = ()
    """Names of its groups of options, in the order in which they are asked."""
    tracked: bool = False
    open_price: bool = False


def known(tx: Connection) -> dict[str, Links]:
    """Every item's, by its SKU in small letters."""
    skus: dict[Id, str] = {}
    found: dict[str, Links] = {}
    bases: dict[str, Id] = {}
    for row in tx.execute(select(item)):
        skus[row.id] = row.sku.casefold()
        attributes = tuple((name, value) for name, value in row.attributes)
        found[skus[row.id]] = Links(row.low_stock, row.sold, row.asks_serial, row.family, attributes,
                                    base_qty=row.base_qty, tracked=row.tracked, open_price=row.open_price)  # fmt: skip
        if row.base_id:
            bases[skus[row.id]] = row.base_id
    for sku, base in bases.items():
        found[sku] = replace(found[sku], base=skus[base])
    for item_id, parts in _recipes(tx).items():
        told = tuple((skus[part], qty) for part, qty in parts)
        found[skus[item_id]] = replace(found[skus[item_id]], parts=told)
    for item_id, slots in menu.slots(tx).items():
        found[skus[item_id]] = replace(found[skus[item_id]], slots=tuple(_slot(slot, skus) for slot in slots))
    for item_id, names in _groups(tx).items():
        found[skus[item_id]] = replace(found[skus[item_id]], groups=tuple(names))
    return found


def _slot(slot: ComboSlot, skus: Mapping[Id, str]) -> Slot:
    parts = (SlotPart(skus[choice.item_id], choice.extra, choice.is_default) for choice in slot.choices)
    return Slot(slot.name, slot.qty, tuple(parts))


def _recipes(tx: Connection) -> dict[Id, list[tuple[Id, Quantity]]]:
    found: dict[Id, list[tuple[Id, Quantity]]] = defaultdict(list)
    lines = select(recipe_line.c.item_id, recipe_line.c.ingredient_id, recipe_line.c.qty)
    for item_id, part, qty in tx.execute(lines.order_by(recipe_line.c.item_id, recipe_line.c.id)):
        found[item_id].append((part, qty))
    return found


def _groups(tx: Connection) -> dict[Id, list[str]]:
    found: dict[Id, list[str]] = defaultdict(list)
    rows = select(item_option.c.item_id, option_group.c.name).join(
        option_group, option_group.c.id == item_option.c.group_id
    )
    for item_id, name in tx.execute(rows.order_by(item_option.c.position, item_option.c.id)):
        found[item_id].append(name)
    return found


def group_ids(tx: Connection) -> dict[str, Id]:
    """Every group of options, those that rest too, by name."""
    return {name: group_id for name, group_id in tx.execute(select(option_group.c.name, option_group.c.id))}
