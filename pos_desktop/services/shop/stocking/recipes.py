"""Keeps what goods are made of: the recipe of a drink, in thousandths of its ingredients."""

from dataclasses import asdict, dataclass

from sqlalchemy import Connection, delete, insert, select

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import Quantity, checked
from pos_desktop.selling import stock
from pos_desktop.selling.lines import Use
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.items import catalogue_changed
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import recipes
from pos_desktop.storage.schema.catalogue import item, recipe_line

MOST_PARTS = 30


@dataclass(frozen=True, slots=True)
class PutRecipe:
    """What one of an item takes: ids of ingredients with thousandths; nothing takes the recipe away."""

    id: str
    staff_id: Id
    item_id: Id
    parts: tuple[tuple[Id, Quantity], ...]


@dataclass(frozen=True, slots=True)
class RecipeKept:
    """A recipe that was written."""

    item_id: Id
    is_repeat: bool = False
    topics: tuple[str, ...] = ("stock", "catalogue")


class Recipes:
    """Recipes of items."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def put(self, command: PutRecipe) -> RecipeKept:
        """Keep a recipe whole.

        Raises:
            Rejected: NOT_ALLOWED without the right `stock`; UNKNOWN_ITEM; INVALID_QUANTITY; RECIPE_LOOP for what is
                made of itself, or more than three deep; ID_REUSED.
        """
        asked = Asked(command.id, "recipe", fingerprint(asdict(command)), command.staff_id)
        return RecipeKept(**once(self._till, asked, lambda tx, written: self._deed(tx, written, command)))

    def of(self, staff_id: Id, item_id: Id) -> tuple[Use, ...]:
        """What somebody wrote that an item takes; empty for one without a recipe."""
        with self._till.db.read() as tx:
            require(tx, staff_id, "stock")
            return recipes.written(tx).get(item_id, ())

    def _deed(self, tx: Connection, written: Written, command: PutRecipe) -> Deed:
        require(tx, command.staff_id, "stock")
        names = put(tx, self._till, command.item_id, command.parts)
        catalogue_changed(tx)
        body = {"item": names[command.item_id], "lines": [[names[part], qty] for part, qty in command.parts]}
        return Deed({"item_id": command.item_id}, Event.RECIPE, command.item_id, body)


def put(tx: Connection, till: Till, item_id: Id, parts: tuple[tuple[Id, Quantity], ...]) -> dict[Id, str]:
    """Keep a recipe whole, in the caller's transaction, and give the names of all that it speaks of.

    Raises:
        Rejected: UNKNOWN_ITEM, INVALID_QUANTITY, RECIPE_LOOP.
    """
    wanted = {item_id, *(part for part, _qty in parts)}
    rows = tx.execute(select(item.c.id, item.c.name).where(item.c.id.in_(wanted), item.c.ware == "goods"))
    names: dict[Id, str] = {row.id: row.name for row in rows}
    if missing := wanted - set(names):
        raise Rejected(Code.UNKNOWN_ITEM, text=min(missing))
    if len(parts) > MOST_PARTS or len({part for part, _qty in parts}) != len(parts):
        raise Rejected(Code.INVALID_QUANTITY)
    _check_depth(tx, item_id, parts, names)
    tx.execute(delete(recipe_line).where(recipe_line.c.item_id == item_id))
    if parts:
        tx.execute(insert(recipe_line), [
            {"id": till.ids(), "item_id": item_id, "ingredient_id": part, "qty": checked(qty)} for part, qty in parts
        ])  # fmt: skip
    return names


def _check_depth(tx: Connection, item_id: Id, parts: tuple[tuple[Id, Quantity], ...], names: dict[Id, str]) -> None:
    """What uses this item gets deeper with it; a ring is deeper than anything."""
    made_of = recipes.written(tx) | {item_id: tuple(Use(part, qty) for part, qty in parts)}
    if any(stock.depth(made_of, each) > stock.MOST_DEPTH for each in made_of):
        raise Rejected(Code.RECIPE_LOOP, name=names[item_id])
