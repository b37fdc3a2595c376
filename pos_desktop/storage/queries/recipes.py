"""Reads what goods are made of: recipes, and units that are so many of another one."""

from collections import defaultdict
from collections.abc import Mapping

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.selling import stock
from pos_desktop.selling.lines import Use
from pos_desktop.storage.schema.catalogue import item, recipe_line

MadeOf = Mapping[Id, tuple[Use, ...]]
"""What one of an item takes out of stock in place of itself, with what that costs, by the item's id."""


def made_of(tx: Connection) -> MadeOf:
    """Every item that is made of others, down to what is made of nothing."""
    return stock.flattened(written(tx))


def written(tx: Connection) -> dict[Id, tuple[Use, ...]]:
    """The same as somebody wrote it: a recipe wins over a unit."""
    found: dict[Id, list[Use]] = defaultdict(list)
    lines = (
        select(recipe_line.c.item_id, recipe_line.c.ingredient_id, recipe_line.c.qty, item.c.cost)
        .join(item, item.c.id == recipe_line.c.ingredient_id).order_by(recipe_line.c.item_id, recipe_line.c.id)
    )  # fmt: skip
    for item_id, *use in tx.execute(lines):
        found[item_id].append(Use(*use))
    base = item.alias()
    units = select(item.c.id, base.c.id, item.c.base_qty, base.c.cost).join(base, base.c.id == item.c.base_id)
    of_units = {item_id: (Use(*use),) for item_id, *use in tx.execute(units)}
    return of_units | {item_id: tuple(uses) for item_id, uses in found.items()}
