"""Reads what items have to do with each other and with stock, by their SKUs: what a product file is held against."""

from collections import defaultdict
from dataclasses import dataclass, replace

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.storage.schema.catalogue import combo_choice, combo_part, item, recipe_line


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
    """What one of it is made of: the parts of a combo, or of a recipe."""
    is_combo: bool = False


def known(tx: Connection) -> dict[str, Links]:
    """Every item's, by its SKU in small letters."""
    skus: dict[Id, str] = {}
    found: dict[str, Links] = {}
    bases: dict[str, Id] = {}
    for row in tx.execute(select(item)):
        skus[row.id] = row.sku.casefold()
        attributes = tuple((name, value) for name, value in row.attributes)
        found[skus[row.id]] = Links(row.low_stock, row.sold, row.asks_serial, row.family, attributes,
                                    base_qty=row.base_qty)  # fmt: skip
        if row.base_id:
            bases[skus[row.id]] = row.base_id
    for sku, base in bases.items():
        found[sku] = replace(found[sku], base=skus[base])
    for (item_id, is_combo), parts in _parts(tx).items():
        told = tuple((skus[part], qty) for part, qty in parts)
        found[skus[item_id]] = replace(found[skus[item_id]], parts=told, is_combo=is_combo)
    return found


def _parts(tx: Connection) -> dict[tuple[Id, bool], list[tuple[Id, Quantity]]]:
    """Recipes, and combos of which each part is one item."""
    found: dict[tuple[Id, bool], list[tuple[Id, Quantity]]] = defaultdict(list)
    recipes = select(recipe_line.c.item_id, recipe_line.c.ingredient_id, recipe_line.c.qty)
    for item_id, part, qty in tx.execute(recipes.order_by(recipe_line.c.item_id, recipe_line.c.id)):
        found[item_id, False].append((part, qty))
    combos = select(combo_part.c.combo_id, combo_choice.c.item_id, combo_part.c.qty).join(
        combo_choice, combo_choice.c.part_id == combo_part.c.id
    )
    for item_id, part, qty in tx.execute(combos.order_by(combo_part.c.combo_id, combo_part.c.position)):
        found[item_id, True].append((part, qty * ONE))
    return found
