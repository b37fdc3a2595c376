"""Takes over what a product file says of items together: units, variants, combos, recipes, and how stock is watched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import bindparam, delete, insert, update

from pos_desktop.core.errors import Code
from pos_desktop.core.ids import Id
from pos_desktop.core.quantity import MOST_QUANTITY, ONE, Quantity
from pos_desktop.core.text import fold
from pos_desktop.gateways.kiotviet import PRODUCT_COLUMNS, ProductRow
from pos_desktop.services.office import cells
from pos_desktop.services.office.preview import Judgement
from pos_desktop.services.shop.menu import MOST_PIECES
from pos_desktop.services.shop.stocking import recipes
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries.product_links import Links
from pos_desktop.storage.schema.catalogue import combo_choice, combo_part, item

COLUMN = {field_: names[0] for field_, names in PRODUCT_COLUMNS.items()}
COMBO = "combo - dong goi"
MOST_PARTS = 20
MOST_NAME = 80


@dataclass
class Neighbours:
    """The other rows of the file and the items of the shop, by SKU in small letters."""

    links: Mapping[str, Links]
    names: dict[str, str]
    odd: set[str] = field(default_factory=set)
    """What can be no part of a combo: it is weighed, asks for a serial number, or is made of parts itself."""
    bases: set[str] = field(default_factory=set)
    """What other rows are so many of."""
    units: set[str] = field(default_factory=set)
    """What is so many of another one."""


def neighbours(rows: Sequence[ProductRow], known: Mapping[str, Links], names: Mapping[str, str]) -> Neighbours:
    """What the rows may speak of."""
    found = Neighbours(known, dict(names))
    for sku, links in known.items():
        if links.asks_serial or links.parts:
            found.odd.add(sku)
        if links.base:
            found.units.add(sku)
    for row in rows:
        sku = _sku(row.sku)
        found.names[sku] = str(row.name).strip()
        if fold(str(row.kind)) == COMBO or str(row.serial) == "1" or fold(str(row.unit)) == "kg" or row.parts != "":
            found.odd.add(sku)
        if row.base_sku != "":
            found.bases.add(_sku(row.base_sku))
            found.units.add(sku)
    return found


def _sku(cell: Any) -> str:
    return str(cell).strip().casefold()


def judge(row: ProductRow, sku: str, around: Neighbours, judgement: Judgement, *, by_weight: bool) -> Links:
    """What the row says over what the item has; an empty cell changes nothing."""
    current = around.links.get(sku.casefold(), Links())
    told_sold = judgement.take(lambda: cells.flag(row.on_sale, COLUMN["on_sale"]), None)
    told_serial = judgement.take(lambda: cells.flag(row.serial, COLUMN["serial"]), None)
    found = replace(
        current,
        sold=current.sold if told_sold is None else told_sold,
        asks_serial=current.asks_serial if told_serial is None else told_serial,
        low_stock=_low(row, current, judgement, by_weight=by_weight),
    )
    found = _unit(row, sku.casefold(), around, found, judgement)
    found = _family(row, sku.casefold(), around, found)
    return _made(row, sku.casefold(), around, found, judgement)


def _low(row: ProductRow, current: Links, judgement: Judgement, *, by_weight: bool) -> Quantity:
    if row.low_stock == "":
        return current.low_stock
    low = judgement.take(lambda: cells.quantity(row.low_stock, COLUMN["low_stock"], by_weight=by_weight), 0)
    return max(0, low)


def _unit(row: ProductRow, sku: str, around: Neighbours, found: Links, judgement: Judgement) -> Links:
    if row.base_sku == "":
        return found
    base = _sku(row.base_sku)
    if base not in around.names or base == sku or base in around.units:
        judgement.remark(Code.IMPORT_LEFT_OUT, column=COLUMN["base_sku"], text=cells.shown(row.base_sku))
        return found
    qty = judgement.take(lambda: cells.quantity(row.base_qty or 1, COLUMN["base_qty"], by_weight=True), ONE)
    if not 0 < qty <= MOST_QUANTITY:
        judgement.refuse(Code.IMPORT_VALUE, column=COLUMN["base_qty"], text=cells.shown(row.base_qty))
    return replace(found, base=base, base_qty=qty)


def _family(row: ProductRow, sku: str, around: Neighbours, found: Links) -> Links:
    """Rows of one product stand under its name; what tells them apart are their attributes and units."""
    pairs = [part.partition(":") for part in str(row.attributes).split("|") if ":" in part]
    attributes = tuple((name.strip(), value.strip()) for name, _colon, value in pairs if value.strip())
    if not attributes and not found.base and sku not in around.bases:
        return found
    if (found.base or sku in around.bases) and str(row.unit).strip():
        attributes = (*attributes, ("ĐVT", str(row.unit).strip()))
    first = found.base or _sku(row.related)
    name = around.names.get(first, "") or around.names.get(sku, "")
    return replace(found, family=name[:MOST_NAME], attributes=attributes)


def _made(row: ProductRow, sku: str, around: Neighbours, found: Links, judgement: Judgement) -> Links:
    """«SP001:2|SP002:1»: a combo where it can be one, else a recipe, which takes the same out of stock."""
    parts: list[tuple[str, Quantity]] = []
    for piece in filter(None, (part.strip() for part in str(row.parts).split("|"))):
        part, _colon, amount = piece.rpartition(":")
        qty = judgement.take(lambda amount=amount: cells.quantity(amount, COLUMN["parts"], by_weight=True), ONE)  # type: ignore[misc]
        if _sku(part) not in around.names or _sku(part) == sku or qty <= 0:
            judgement.remark(Code.IMPORT_LEFT_OUT, column=COLUMN["parts"], text=cells.shown(piece))
        else:
            parts.append((_sku(part), qty))
    if not parts or len(parts) > MOST_PARTS or len(dict(parts)) < len(parts):
        return found
    whole = all(qty % ONE == 0 and qty <= MOST_PIECES * ONE for _part, qty in parts)
    is_combo = fold(str(row.kind)) == COMBO and whole and not any(part in around.odd for part, _qty in parts)
    judgement.remark(Code.IMPORT_COMBO if is_combo else Code.IMPORT_RECIPE, count=len(parts))
    return replace(found, parts=tuple(parts), is_combo=is_combo)


def write(written: Written, till: Till, every: Sequence[tuple[Id, Links]], ids: Mapping[str, Id]) -> None:
    """Write what was judged, after the items themselves; `ids` by SKU in small letters."""
    tx = written.tx
    columns = ("family", "attributes", "sold", "asks_serial", "low_stock", "base_id", "base_qty")
    by_id = update(item).where(item.c.id == bindparam("item_id"))
    tx.execute(by_id.values({name: bindparam(f"new_{name}") for name in columns}), [
        {"item_id": item_id, "new_family": links.family, "new_attributes": [list(pair) for pair in links.attributes],
         "new_sold": links.sold, "new_asks_serial": links.asks_serial, "new_low_stock": links.low_stock,
         "new_base_id": ids.get(links.base), "new_base_qty": links.base_qty}
        for item_id, links in every
    ])  # fmt: skip
    watched = [item_id for item_id, links in every if links.low_stock]
    if watched:
        tx.execute(update(item).where(item.c.id == bindparam("item_id")).values(tracked=True),
                   [{"item_id": item_id} for item_id in watched])  # fmt: skip
    for item_id, links in every:
        if links.parts and links.is_combo:
            _combo(written, till, item_id, [(ids[part], qty // ONE) for part, qty in links.parts])
        elif links.parts:
            recipes.put(tx, till, item_id, tuple((ids[part], qty) for part, qty in links.parts))
    written.saw(item, *(item_id for item_id, _links in every))


def _combo(written: Written, till: Till, combo_id: Id, parts: Sequence[tuple[Id, int]]) -> None:
    """Each part is one item: nothing is chosen."""
    tx = written.tx
    old = combo_part.c.combo_id == combo_id
    kept = tx.execute(combo_part.select().with_only_columns(combo_part.c.id).where(old)).scalars().all()
    tx.execute(delete(combo_choice).where(combo_choice.c.part_id.in_(kept)))
    tx.execute(delete(combo_part).where(old))
    for at, (item_id, qty) in enumerate(parts):
        part_id = till.ids()
        tx.execute(insert(combo_part).values(id=part_id, combo_id=combo_id, name="", qty=qty, position=at))
        tx.execute(insert(combo_choice).values(id=till.ids(), part_id=part_id, item_id=item_id, is_default=True))
