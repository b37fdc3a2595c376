"""Keeps the shop's goods, one or many at once, and the order of their tiles; every till is told."""

from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, update

from pos_desktop.core import codes
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.quantity import MOST_QUANTITY, ONE, Quantity
from pos_desktop.core.text import fold, note
from pos_desktop.core.text import name as clean_name
from pos_desktop.selling import tax
from pos_desktop.selling.new_prices import PriceChange
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.shop.items import MOST_WORD, catalogue_changed, clean_pairs
from pos_desktop.services.shop.rights import require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import goods
from pos_desktop.storage.queries.goods import GoodsRow
from pos_desktop.storage.schema.catalogue import category, item, item_barcode, item_option, option_group, vat_rate
from pos_desktop.storage.schema.dining import station

MOST_NAME, MOST_UNIT, MOST_BARCODES, MOST_ITEMS = 200, 20, 20, 20_000
MOST_OLD = 50
"""So many old and new prices of one change the journal tells."""
TOPICS = ("catalogue",)


@dataclass(frozen=True, slots=True)
class Facts:
    """An item as it is to be; an empty `sku` is made up. `base_id` is the item of which it holds `base_qty`."""

    name: str
    price: Money
    sku: str = ""
    vat_group: str = tax.STANDARD
    category_id: Id = ""
    barcodes: tuple[str, ...] = ()
    cost: Money = 0
    unit: str = ""
    colour: str = ""
    active: bool = True
    sold: bool = True
    by_weight: bool = False
    earns_points: bool = True
    plu: str = ""
    open_price: bool = False
    asks_serial: bool = False
    tracked: bool = False
    low_stock: Quantity = 0
    picture: str = ""
    family: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    base_id: Id = ""
    base_qty: Quantity = ONE
    groups: tuple[Id, ...] = ()
    station_id: Id = ""
    course: int = 0


@dataclass(frozen=True, slots=True)
class PutItem:
    """One item to make (`item_id` empty) or to change; `is_free` confirms a price of nothing."""

    id: str
    facts: Facts
    by: Id
    item_id: Id = ""
    is_free: bool = False


@dataclass(frozen=True, slots=True)
class ChangeMany:
    """What many items are to have from now on; None leaves it as it is."""

    id: str
    items: tuple[Id, ...]
    by: Id
    category_id: Id | None = None
    vat_group: str | None = None
    price: PriceChange | None = None
    active: bool | None = None
    groups: tuple[Id, ...] | None = None


@dataclass(frozen=True, slots=True)
class MoveTiles:
    """The items of a category in the order in which their tiles are to stand."""

    id: str
    items: tuple[Id, ...]
    by: Id


@dataclass(frozen=True, slots=True)
class Kept:
    """An item that was put."""

    id: Id
    sku: str
    topics: tuple[str, ...] = TOPICS


@dataclass(frozen=True, slots=True)
class Changed:
    """How many items were changed."""

    count: int
    topics: tuple[str, ...] = TOPICS


def facts_of(row: GoodsRow) -> Facts:
    """An item as it is kept."""
    return Facts(**{name: getattr(row, name) for name in Facts.__dataclass_fields__})


class Goods:
    """Use cases of who keeps the catalogue."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def every(self, by: Id) -> list[GoodsRow]:
        """All goods, those that rest too, in the order of the tiles; NOT_ALLOWED with the right `catalogue`."""
        with self._till.db.read() as tx:
            require(tx, by, "catalogue")
            return goods.goods(tx)

    def put(self, command: PutItem) -> Kept:
        """Make an item or change one.

        Raises:
            Rejected: NOT_ALLOWED, INVALID_NAME, INVALID_TEXT, INVALID_AMOUNT, INVALID_QUANTITY; PRICE_ZERO to confirm;
                SKU_TAKEN, BARCODE_TAKEN, PLU_TAKEN with the other item's `name`; BAD_CHECK_DIGIT, INVALID_CODE;
                UNKNOWN_ITEM, UNKNOWN_CATEGORY, UNKNOWN_VAT_GROUP, UNKNOWN_GROUP, UNIT_OF_ITEM, UNKNOWN_STATION.
        """
        body = {name: value for name, value in asdict(command).items() if name != "id"}
        answer = self._do(command.id, "put_item", body, command.by, lambda tx, w: self._put(w, command))
        return Kept(answer["id"], answer["sku"])

    def change_many(self, command: ChangeMany) -> Changed:
        """Change many items at once.

        Raises:
            Rejected: NOT_ALLOWED, UNKNOWN_ITEM, UNKNOWN_CATEGORY, UNKNOWN_VAT_GROUP, UNKNOWN_GROUP, INVALID_AMOUNT.
        """
        body = {name: value for name, value in asdict(command).items() if name != "id"}
        answer = self._do(command.id, "change_items", body, command.by, lambda tx, w: self._change(w, command))
        return Changed(answer["count"])

    def move_tiles(self, command: MoveTiles) -> Changed:
        """Put the tiles of a category in another order; NOT_ALLOWED, UNKNOWN_ITEM."""
        body = {"items": command.items, "by": command.by}
        answer = self._do(command.id, "move_tiles", body, command.by, lambda tx, w: self._move(w, command))
        return Changed(answer["count"])

    def _do(self, op: str, kind: str, body: Any, by: Id, work: Callable[[Connection, Written], Deed]) -> dict[str, Any]:
        def deed(tx: Connection, written: Written) -> Deed:
            require(tx, by, "catalogue")
            done = work(tx, written)
            catalogue_changed(tx)
            return done

        return once(self._till, Asked(op, kind, fingerprint(body), by), deed)

    # one item

    def _put(self, written: Written, command: PutItem) -> Deed:
        tx = written.tx
        before = _before(tx, command.item_id)
        facts = _checked(tx, command, before)
        facts = facts if facts.sku else replace(facts, sku=_free_sku(tx))
        item_id = command.item_id or self._till.ids()
        values = _columns(facts)
        if before is None:
            count = tx.execute(select(func.count()).select_from(item)).scalar_one()
            row = {"id": item_id, "shop_id": self._till.shop.id, "position": count, **values}
            tx.execute(insert(item).values(**row))
        else:
            tx.execute(update(item).where(item.c.id == item_id).values(**values))
        self._put_beside(tx, item_id, facts)
        written.saw(item, item_id)
        return Deed({"id": item_id, "sku": facts.sku}, Event.CATALOGUE_CHANGED, item_id, _told(facts, before))

    def _put_beside(self, tx: Connection, item_id: Id, facts: Facts) -> None:
        tx.execute(delete(item_barcode).where(item_barcode.c.item_id == item_id))
        if facts.barcodes:
            tx.execute(insert(item_barcode), [{"item_id": item_id, "barcode": code} for code in facts.barcodes])
        self._put_groups(tx, (item_id,), facts.groups)

    def _put_groups(self, tx: Connection, items: tuple[Id, ...], groups: tuple[Id, ...]) -> None:
        tx.execute(delete(item_option).where(item_option.c.item_id.in_(items)))
        rows = [
            {"id": self._till.ids(), "item_id": item_id, "group_id": group, "position": at}
            for item_id in items for at, group in enumerate(groups)
        ]  # fmt: skip
        if rows:
            tx.execute(insert(item_option), rows)

    # many items

    def _change(self, written: Written, command: ChangeMany) -> Deed:
        tx, items = written.tx, tuple(dict.fromkeys(command.items))
        rows = _known(tx, items)
        _check_change(tx, command)
        values = {
            name: value or None if name == "category_id" else value
            for name in ("category_id", "vat_group", "active") if (value := getattr(command, name)) is not None
        }  # fmt: skip
        if values:
            tx.execute(update(item).where(item.c.id.in_(items)).values(**values))
        prices = [(row, command.price.of(row.price)) for row in rows] if command.price else []
        moved = [(row, price) for row, price in prices if price != row.price]
        for row, price in moved:
            tx.execute(update(item).where(item.c.id == row.id).values(price=price))
        if command.groups is not None:
            self._put_groups(tx, items, command.groups)
        written.saw(item, *items)
        told = {"of": "change_items", "items": len(items), "changes": sorted(values),
                "prices": [[row.sku, row.price, price] for row, price in moved[:MOST_OLD]]}  # fmt: skip
        return Deed({"count": len(items)}, Event.CATALOGUE_CHANGED, items[0], told)

    def _move(self, written: Written, command: MoveTiles) -> Deed:
        tx, items = written.tx, tuple(dict.fromkeys(command.items))
        _known(tx, items)
        for at, item_id in enumerate(items):
            tx.execute(update(item).where(item.c.id == item_id).values(position=at))
        written.saw(item, *items)
        told = {"of": "move_tiles", "items": len(items)}
        return Deed({"count": len(items)}, Event.CATALOGUE_CHANGED, items[0], told)


def _before(tx: Connection, item_id: Id) -> GoodsRow | None:
    return _known(tx, (item_id,))[0] if item_id else None


def _known(tx: Connection, ids: tuple[Id, ...]) -> list[GoodsRow]:
    """The goods with these ids; UNKNOWN_ITEM where one of them, or none at all, is there."""
    rows = goods.goods(tx, ids) if 0 < len(ids) <= MOST_ITEMS else []
    if not rows or len(rows) < len(ids):
        missing = {*ids} - {row.id for row in rows}
        raise Rejected(Code.UNKNOWN_ITEM, text=min(missing, default=""))
    return rows


def _columns(facts: Facts) -> dict[str, Any]:
    values = {name: getattr(facts, name) for name in Facts.__dataclass_fields__ if name not in ("barcodes", "groups")}
    maybe = ("category_id", "plu", "base_id", "station_id")
    return {
        **values, **{name: values[name] or None for name in maybe}, "search_key": fold(facts.name),
        "attributes": [list(pair) for pair in facts.attributes],
    }  # fmt: skip


def _told(facts: Facts, before: GoodsRow | None) -> dict[str, Any]:
    """What the journal tells: the old and the new of whatever was changed."""
    told: dict[str, Any] = {"item": facts.name, "sku": facts.sku}
    if before is None:
        return {"of": "new_item", **told, "price": facts.price}
    old, new = asdict(facts_of(before)), asdict(facts)
    changes = {name: [old[name], new[name]] for name in new if old[name] != new[name]}
    if old["price"] != new["price"]:
        return {"of": "price", **told, "before": old["price"], "price": new["price"], "changes": changes}
    return {"of": "put_item", **told, "changes": changes}


# what can be


def _checked(tx: Connection, command: PutItem, before: GoodsRow | None) -> Facts:
    """The item as it is kept: clean texts, codes that nobody else has, references that are there."""
    facts = command.facts
    facts = replace(
        facts, name=clean_name(facts.name, MOST_NAME), sku=note(facts.sku, codes.LONGEST_CODE),
        unit=note(facts.unit, MOST_UNIT), family=note(facts.family, MOST_NAME), plu=facts.plu.strip(),
        barcodes=tuple(sorted({code.strip() for code in facts.barcodes} - {""})),
        attributes=clean_pairs(facts.attributes), colour=note(facts.colour, MOST_WORD),
        picture=note(facts.picture, MOST_NAME),
    )  # fmt: skip
    _check_amounts(facts)
    if not facts.price and not facts.open_price and facts.sold and not command.is_free and _is_new_price(facts, before):
        raise Rejected(Code.PRICE_ZERO, name=facts.name)
    _check_codes(tx, facts, before)
    check_references(tx, facts.category_id, facts.vat_group, facts.groups)
    _check_base(tx, facts, command.item_id)
    _check_station(tx, facts.station_id)
    return facts


def _is_new_price(facts: Facts, before: GoodsRow | None) -> bool:
    return before is None or before.price != facts.price


def _check_amounts(facts: Facts) -> None:
    if not (0 <= facts.price <= MOST_MONEY and 0 <= facts.cost <= MOST_MONEY):
        raise Rejected(Code.INVALID_AMOUNT)
    if not (0 <= facts.low_stock <= MOST_QUANTITY and 0 < facts.base_qty <= MOST_QUANTITY and 0 <= facts.course <= 9):
        raise Rejected(Code.INVALID_QUANTITY)


def _check_codes(tx: Connection, facts: Facts, before: GoodsRow | None) -> None:
    own = before.id if before else ""
    if facts.sku and (name := goods.holder_of_sku(tx, facts.sku, own)):
        raise Rejected(Code.SKU_TAKEN, text=facts.sku, name=name)
    if facts.plu and not (len(facts.plu) == 5 and facts.plu.isascii() and facts.plu.isdigit()):
        raise Rejected(Code.INVALID_CODE, text=facts.plu)
    if facts.plu and (name := goods.holder_of_plu(tx, facts.plu, own)):
        raise Rejected(Code.PLU_TAKEN, text=facts.plu, name=name)
    if len(facts.barcodes) > MOST_BARCODES:
        raise Rejected(Code.INVALID_QUANTITY)
    for code in facts.barcodes:
        # Codes that it has already stay as they are, shared or mistyped: an old list may have brought them.
        if before is None or code not in before.barcodes:
            _check_barcode(tx, code, own)


def _check_barcode(tx: Connection, code: str, own: Id) -> None:
    if len(code) > codes.LONGEST_CODE or not (code.isascii() and code.isprintable()) or " " in code:
        raise Rejected(Code.INVALID_CODE, text=code[:40])
    if codes.is_ean(code) and not codes.has_right_check_digit(code):
        raise Rejected(Code.BAD_CHECK_DIGIT, text=code)
    if name := goods.holder_of_barcode(tx, code, own):
        raise Rejected(Code.BARCODE_TAKEN, text=code, name=name)


def check_references(tx: Connection, category_id: Id, vat_group: str, groups: tuple[Id, ...]) -> None:
    """Refuse a category, a VAT group or groups of options that are not there; empty ones are nothing to refuse."""
    if category_id and not tx.execute(select(category.c.id).where(category.c.id == category_id)).first():
        raise Rejected(Code.UNKNOWN_CATEGORY)
    if vat_group and not tx.execute(select(vat_rate.c.id).where(vat_rate.c.vat_group == vat_group)).first():
        raise Rejected(Code.UNKNOWN_VAT_GROUP, text=vat_group[:40])
    known = set(tx.execute(select(option_group.c.id).where(option_group.c.id.in_(groups))).scalars()) if groups else ()
    if missing := [group for group in groups if group not in known]:
        raise Rejected(Code.UNKNOWN_GROUP, text=missing[0])


def _check_station(tx: Connection, station_id: Id) -> None:
    known = select(station.c.id).where(station.c.id == station_id)
    if station_id and tx.execute(known).first() is None:
        raise Rejected(Code.UNKNOWN_STATION)


def _check_base(tx: Connection, facts: Facts, own: Id) -> None:
    """A crate holds single cans: never itself, never another crate, and no crate of it is there already."""
    if not facts.base_id:
        return
    [base] = _known(tx, (facts.base_id,))
    of_this = select(item.c.id).where(item.c.base_id == own).limit(1)
    if base.id == own or base.base_id or (own and tx.execute(of_this).first()):
        raise Rejected(Code.UNIT_OF_ITEM, name=base.name)


def _check_change(tx: Connection, command: ChangeMany) -> None:
    if command.price is not None and not command.price.can_be:
        raise Rejected(Code.INVALID_AMOUNT)
    check_references(tx, command.category_id or "", command.vat_group or "", command.groups or ())


def _free_sku(tx: Connection) -> str:
    """The next of the SKUs that the shop makes up: HH000001."""
    count = tx.execute(select(func.count()).select_from(item)).scalar_one()
    while True:
        count += 1
        if goods.holder_of_sku(tx, sku := f"HH{count:06d}") is None:
            return sku
