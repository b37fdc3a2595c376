"""Takes over what a product file says of items together: units, variants, combos, recipes, and how stock is watched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY
from pos_desktop.core.quantity import MOST_QUANTITY, ONE, Quantity
from pos_desktop.core.text import fold
from pos_desktop.gateways.kiotviet import PRODUCT_COLUMNS, ProductRow
from pos_desktop.gateways.tables import Cell
from pos_desktop.services.office import cells, product_cells
from pos_desktop.services.office.preview import Judgement
from pos_desktop.services.shop.items import clean_pairs
from pos_desktop.services.shop.menu import MOST_NAME as MOST_GROUP
from pos_desktop.services.shop.menu import MOST_PIECES
from pos_desktop.services.shop.stocking import recipes
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import product_links
from pos_desktop.storage.queries.product_links import Links, Slot, SlotPart
from pos_desktop.storage.schema.catalogue import combo_choice, combo_part, item, item_option, option_group

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
    held: set[str] = field(default_factory=set)
    """What units of the shop are so many of: it can be no unit itself."""
    pieces: set[str] = field(default_factory=set)
    """What combos of the shop are made of: it can be no combo itself."""
    groups: set[str] = field(default_factory=set)
    """Names of the groups of options that the shop has for anything."""


def neighbours(rows: Sequence[ProductRow], known: Mapping[str, Links], names: Mapping[str, str]) -> Neighbours:
    """What the rows may speak of."""
    found = Neighbours(known, dict(names))
    for sku, links in known.items():
        if links.asks_serial or links.open_price or links.slots:
            found.odd.add(sku)
        if links.base:
            found.units.add(sku)
            found.held.add(links.base)
        found.pieces.update(part.sku for slot in links.slots for part in slot.parts)
        found.groups.update(links.groups)
    for row in rows:
        sku = _sku(row.sku)
        found.names[sku] = str(row.name).strip()
        weighed = str(row.weighed) == "1" or (row.weighed == "" and fold(str(row.unit)) == "kg")
        if fold(str(row.kind)) == COMBO or "1" in (str(row.serial), str(row.open_price)) or row.slots != "" or weighed:
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

    def told(cell: Cell, column: str, known: bool) -> bool:
        flag = judgement.take(lambda: cells.flag(cell, COLUMN[column]), None)
        return known if flag is None else flag

    low = _low(row, current, judgement, by_weight=by_weight)
    found = replace(
        current, low_stock=low, sold=told(row.on_sale, "on_sale", current.sold),
        asks_serial=told(row.serial, "serial", current.asks_serial),
        open_price=told(row.open_price, "open_price", current.open_price),
        tracked=told(row.tracked, "tracked", current.tracked or low not in (0, current.low_stock)),
    )  # fmt: skip
    found = _unit(row, sku.casefold(), around, found, judgement)
    found = _family(row, sku.casefold(), around, found, judgement)
    found = _groups(row, around, found, judgement)
    return _combo_of(row, sku.casefold(), around, _made(row, sku.casefold(), around, found, judgement), judgement)


def _low(row: ProductRow, current: Links, judgement: Judgement, *, by_weight: bool) -> Quantity:
    if row.low_stock == "":
        return current.low_stock
    low = judgement.take(lambda: cells.quantity(row.low_stock, COLUMN["low_stock"], by_weight=by_weight), 0)
    return max(0, low)


def _unit(row: ProductRow, sku: str, around: Neighbours, found: Links, judgement: Judgement) -> Links:
    if row.base_sku == "":
        return found
    base = _sku(row.base_sku)
    if base not in around.names or base == sku or base in around.units or sku in around.held:
        judgement.remark(Code.IMPORT_LEFT_OUT, column=COLUMN["base_sku"], text=cells.shown(row.base_sku))
        return found
    qty = judgement.take(lambda: cells.quantity(row.base_qty or 1, COLUMN["base_qty"], by_weight=True), ONE)
    if not 0 < qty <= MOST_QUANTITY:
        judgement.refuse(Code.IMPORT_VALUE, column=COLUMN["base_qty"], text=cells.shown(row.base_qty))
    return replace(found, base=base, base_qty=qty)


def _family(row: ProductRow, sku: str, around: Neighbours, found: Links, judgement: Judgement) -> Links:
    """Rows of one product stand under its name; what tells them apart are their attributes and units.

    A file with a column of its own for the name is taken at its word.
    """
    none: tuple[tuple[str, str], ...] = ()
    attributes = judgement.take(lambda: _pairs(row), none)
    if row.family is not None:
        told = row.family
        name = judgement.take(lambda: cells.words(told, COLUMN["family"], MOST_NAME), "")
        return replace(found, family=name, attributes=attributes) if name else found
    if not attributes and not found.base and sku not in around.bases:
        return found
    if (found.base or sku in around.bases) and str(row.unit).strip():
        attributes = (*attributes, ("ĐVT", str(row.unit).strip()))
    first = found.base or _sku(row.related)
    name = around.names.get(first, "") or around.names.get(sku, "")
    return replace(found, family=name[:MOST_NAME], attributes=attributes)


def _pairs(row: ProductRow) -> tuple[tuple[str, str], ...]:
    try:
        return clean_pairs(product_cells.pairs_of(str(row.attributes)))
    except Rejected:
        raise cells.wrong(COLUMN["attributes"], row.attributes) from None


def _groups(row: ProductRow, around: Neighbours, found: Links, judgement: Judgement) -> Links:
    names = tuple(dict.fromkeys(product_cells.words_of(str(row.groups))))
    for name in names:
        if len(name) > MOST_GROUP:
            judgement.refuse(Code.IMPORT_VALUE, column=COLUMN["groups"], text=cells.shown(name))
        elif name not in around.groups:
            judgement.remark(Code.IMPORT_GROUP, name=name)
    return replace(found, groups=names) if names else found


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
    if not parts or len(parts) > recipes.MOST_PARTS or len(dict(parts)) < len(parts):
        return found
    whole = len(parts) <= MOST_PARTS and all(qty % ONE == 0 and qty <= MOST_PIECES * ONE for _part, qty in parts)
    odd = sku in around.pieces or any(part in around.odd for part, _qty in parts)
    is_combo = fold(str(row.kind)) == COMBO and whole and not odd
    judgement.remark(Code.IMPORT_COMBO if is_combo else Code.IMPORT_RECIPE, count=len(parts))
    if not is_combo:
        return replace(found, parts=tuple(parts))
    slots = (Slot("", qty // ONE, (SlotPart(part, is_default=True),)) for part, qty in parts)  # nothing is chosen
    return replace(found, slots=tuple(slots))


def _combo_of(row: ProductRow, sku: str, around: Neighbours, found: Links, judgement: Judgement) -> Links:
    """Slots with what may be chosen for each; what is not there or cannot be a part is left out."""
    if row.slots == "":
        return found
    try:
        slots = product_cells.slots_of(str(row.slots))
    except ValueError:
        slots = ()
    names_fit = all(len(slot.name) <= MOST_GROUP and 1 <= slot.qty <= MOST_PIECES for slot in slots)
    if not slots or not names_fit or len(slots) > MOST_PARTS:
        judgement.refuse(Code.IMPORT_VALUE, column=COLUMN["slots"], text=cells.shown(row.slots))
        return found
    if sku in around.pieces:
        judgement.remark(Code.IMPORT_LEFT_OUT, column=COLUMN["slots"], text=cells.shown(row.slots))
        return found
    kept = [slot for slot in (_fitting(slot, sku, around, judgement) for slot in slots) if slot.parts]
    judgement.remark(Code.IMPORT_COMBO, count=len(kept))
    return replace(found, slots=tuple(kept))


def _fitting(slot: Slot, sku: str, around: Neighbours, judgement: Judgement) -> Slot:
    kept: dict[str, SlotPart] = {}
    for part in slot.parts:
        if part.sku not in around.names or part.sku in {*around.odd, *kept, sku} or part.extra > MOST_MONEY:
            judgement.remark(Code.IMPORT_LEFT_OUT, column=COLUMN["slots"], text=cells.shown(part.sku))
        else:
            first = not any(each.is_default for each in kept.values())
            kept[part.sku] = replace(part, is_default=part.is_default and first)
    return replace(slot, parts=tuple(kept.values()))


def write(written: Written, till: Till, every: Sequence[tuple[Id, Links]], ids: Mapping[str, Id]) -> None:
    """Write what was judged, after the items themselves; `ids` by SKU in small letters."""
    tx = written.tx
    columns = ("family", "attributes", "sold", "asks_serial", "low_stock", "base_id", "base_qty", "tracked",
               "open_price")  # fmt: skip
    by_id = update(item).where(item.c.id == bindparam("item_id"))
    tx.execute(by_id.values({name: bindparam(f"new_{name}") for name in columns}), [
        {"item_id": item_id, "new_family": links.family, "new_attributes": [list(pair) for pair in links.attributes],
         "new_sold": links.sold, "new_asks_serial": links.asks_serial, "new_low_stock": links.low_stock,
         "new_base_id": ids.get(links.base), "new_base_qty": links.base_qty, "new_tracked": links.tracked,
         "new_open_price": links.open_price}
        for item_id, links in every
    ])  # fmt: skip
    for item_id, links in every:
        if links.slots:
            _combo(tx, till, item_id, links.slots, ids)
        elif links.parts:
            recipes.put(tx, till, item_id, tuple((ids[part], qty) for part, qty in links.parts))
    _assign(tx, till, [(item_id, links.groups) for item_id, links in every if links.groups])
    written.saw(item, *(item_id for item_id, _links in every))


def _combo(tx: Connection, till: Till, combo_id: Id, slots: Sequence[Slot], ids: Mapping[str, Id]) -> None:
    old = combo_part.c.combo_id == combo_id
    kept = tx.execute(combo_part.select().with_only_columns(combo_part.c.id).where(old)).scalars().all()
    tx.execute(delete(combo_choice).where(combo_choice.c.part_id.in_(kept)))
    tx.execute(delete(combo_part).where(old))
    for at, slot in enumerate(slots):
        part_id = till.ids()
        values = {"id": part_id, "combo_id": combo_id, "name": slot.name, "qty": slot.qty, "position": at}
        tx.execute(insert(combo_part).values(**values))
        tx.execute(insert(combo_choice), [
            {"id": till.ids(), "part_id": part_id, "item_id": ids[part.sku], "extra": part.extra,
             "is_default": part.is_default, "position": n}
            for n, part in enumerate(slot.parts)
        ])  # fmt: skip


def _assign(tx: Connection, till: Till, every: Sequence[tuple[Id, tuple[str, ...]]]) -> None:
    """Groups that nobody has made yet are made without choices, and ask nothing before they have some."""
    if not every:
        return
    known = product_links.group_ids(tx)
    for name in dict.fromkeys(name for _item_id, names in every for name in names if name not in known):
        known[name] = till.ids()
        values = {"id": known[name], "shop_id": till.shop.id, "name": name, "position": len(known)}
        tx.execute(insert(option_group).values(**values))
    for item_id, names in every:
        tx.execute(delete(item_option).where(item_option.c.item_id == item_id))
        tx.execute(insert(item_option), [
            {"id": till.ids(), "item_id": item_id, "group_id": known[name], "position": at}
            for at, name in enumerate(names)
        ])  # fmt: skip
