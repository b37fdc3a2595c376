"""Judges the rows of a product file against the catalogue: what each item would become."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from pos_desktop.core import codes
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.quantity import Quantity
from pos_desktop.core.text import fold, name
from pos_desktop.gateways.kiotviet import PRODUCT_COLUMNS, ProductRow
from pos_desktop.gateways.tables import Cell
from pos_desktop.selling import tax
from pos_desktop.selling.catalogue import Item
from pos_desktop.services.office import cells, product_links
from pos_desktop.services.office.preview import Judgement, Outcome, PreviewRow
from pos_desktop.services.office.product_links import Neighbours
from pos_desktop.services.shop.items import ItemFacts
from pos_desktop.storage.queries.product_links import Links

MOST_SKU = codes.LONGEST_CODE
MOST_NAME = 200
MOST_CATEGORY = 80
MOST_UNIT = 20
COLUMN = {field: names[0] for field, names in PRODUCT_COLUMNS.items()}
VAT_GROUPS = {"10": tax.ALCOHOL, "8": tax.STANDARD, "5": tax.REDUCED, "0": tax.ZERO, "kct": tax.EXEMPT,
              "khong chiu thue": tax.EXEMPT}  # fmt: skip
"""Groups by what stands in «Thuế suất»: 10 % is the group that stays at 10 % (alcohol)."""

_PLAIN_KINDS = frozenset({"", "hang hoa", "dich vu"})
_KILOGRAMS = frozenset({"kg", "kilogram", "kilogam", "ky", "ki lo", "kilo"})


@dataclass(frozen=True, slots=True)
class ProductPlan:
    """A row as it is shown, and the item that it makes; None where there is nothing to write."""

    shown: PreviewRow
    facts: ItemFacts | None = None
    links: Links | None = None
    """What it has to do with others; None where that stays as it is."""


class Shelf:
    """The items that are there, and those that the file has named so far."""

    def __init__(self, items: Sequence[Item], around: Neighbours) -> None:
        self.around = around
        self.by_sku = {item.sku.casefold(): item for item in items}
        self.plus = {item.plu: item.sku.casefold() for item in items if item.plu}
        self.rows_at: dict[str, int] = {}


def plan(
    rows: Sequence[ProductRow], width: int, items: Sequence[Item], known: Mapping[str, Links]
) -> list[ProductPlan]:
    """Judge every row; `width` is the number of columns of the file, `items` with `known` are what the shop has."""
    names = {item.sku.casefold(): item.family or item.name for item in items}
    shelf = Shelf(items, product_links.neighbours(rows, known, names))
    return [_plan_row(row, width, shelf) for row in rows]


def _plan_row(row: ProductRow, width: int, shelf: Shelf) -> ProductPlan:
    judgement = Judgement()
    if row.surplus:
        judgement.refuse(Code.IMPORT_CELLS, cells=width + row.surplus, most=width)
        return ProductPlan(_shown(row, "", Outcome.REFUSED, judgement))
    sku = judgement.take(lambda: _sku(row.sku, shelf, row.number), "")
    item = shelf.by_sku.get(sku.casefold())
    facts = _facts(row, sku, item, judgement)
    links = product_links.judge(row, sku, shelf.around, judgement, by_weight=facts.by_weight)
    linked = None if links == shelf.around.links.get(sku.casefold(), Links()) else links
    if links.base or links.parts or links.slots:
        facts = replace(facts, stock=0)  # what it is made of is what is counted
    if facts.plu and shelf.plus.setdefault(facts.plu, sku.casefold()) != sku.casefold():
        judgement.refuse(Code.IMPORT_VALUE, column=COLUMN["plu"], text=facts.plu)
    if judgement.refused:
        return ProductPlan(_shown(row, sku, Outcome.REFUSED, judgement))
    if item is None:
        return ProductPlan(_shown(row, sku, Outcome.NEW, judgement), facts, linked)
    if replace(facts, stock=0) == _as_facts(item) and linked is None:
        return ProductPlan(_shown(row, sku, Outcome.UNCHANGED, judgement))
    return ProductPlan(_shown(row, sku, Outcome.CHANGED, judgement), facts, linked)


def _shown(row: ProductRow, sku: str, outcome: Outcome, judgement: Judgement) -> PreviewRow:
    return PreviewRow(row.number, sku or cells.shown(row.sku), cells.shown(row.name), outcome, tuple(judgement.remarks))


def _sku(cell: Cell, shelf: Shelf, number: int) -> str:
    sku = cells.words(cell, COLUMN["sku"], MOST_SKU)
    if not sku:
        raise Rejected(Code.IMPORT_EMPTY, column=COLUMN["sku"])
    first = shelf.rows_at.setdefault(sku.casefold(), number)
    if first != number:
        raise Rejected(Code.IMPORT_REPEATED, text=sku, line=first)
    return sku


def _as_facts(item: Item) -> ItemFacts:
    return ItemFacts(
        sku=item.sku, name=item.name, price=item.price, category=item.category.name if item.category else "",
        cost=item.cost, unit=item.unit, barcodes=item.barcodes, vat_group=item.vat_group, active=item.active,
        by_weight=item.by_weight, earns_points=item.earns_points, plu=item.plu or None,
    )  # fmt: skip


def _facts(row: ProductRow, sku: str, item: Item | None, judgement: Judgement) -> ItemFacts:
    """The item with the row's cells over what it has; an empty cell changes nothing."""
    take = judgement.take
    base = _as_facts(item) if item else ItemFacts(sku, "", 0)
    unit = take(lambda: cells.words(row.unit, COLUMN["unit"], MOST_UNIT), "")
    by_weight = _by_weight(row, unit, base, judgement)
    none: tuple[str, ...] = ()
    made = bool(item and item.uses)  # it costs what it is made of
    barcodes = take(lambda: _barcodes(row.barcodes, judgement), none)
    _check_kind(row, judgement)
    return replace(
        base, name=take(lambda: _name(row), base.name), price=take(lambda: _price(row, judgement), 0),
        category=take(lambda: _category(row.category), "") or base.category,
        cost=take(lambda: cells.cost(row.cost, COLUMN["cost"]), 0) if row.cost != "" and not made else base.cost,
        unit=unit or base.unit, by_weight=by_weight, barcodes=tuple(sorted(barcodes)) or base.barcodes,
        vat_group=take(lambda: _vat_group(row.vat), None) or base.vat_group, active=_active(row, base, judgement),
        plu=take(lambda: _plu(row.plu), "") or base.plu, earns_points=_earns_points(row, base, judgement),
        stock=take(lambda: _stock(row.stock, judgement, by_weight=by_weight), 0),
    )  # fmt: skip


def _by_weight(row: ProductRow, unit: str, base: ItemFacts, judgement: Judgement) -> bool:
    told = judgement.take(lambda: cells.flag(row.weighed, COLUMN["weighed"]), None)
    if told is not None:
        return told
    return fold(unit) in _KILOGRAMS if unit else base.by_weight


def _name(row: ProductRow) -> str:
    text = cells.words(row.name, COLUMN["name"], MOST_NAME)
    if not text:
        raise Rejected(Code.IMPORT_EMPTY, column=COLUMN["name"])
    if row.family is not None:
        return name(text, MOST_NAME)
    # «SIZE:L|MÀU:ĐỎ»: rows of one product differ in nothing else, and must not look alike at the till.
    values = [part.rpartition(":")[2].strip() for part in str(row.attributes).split("|")]
    values += [str(row.unit).strip()] if row.base_sku != "" else []
    missing = [value for value in values if value and fold(value) not in fold(text).split()]
    return name(f"{text} ({', '.join(missing)})" if missing else text, MOST_NAME)


def _price(row: ProductRow, judgement: Judgement) -> int:
    if row.price == "":
        raise Rejected(Code.IMPORT_EMPTY, column=COLUMN["price"])
    price = cells.money(row.price, COLUMN["price"])
    if price == 0:
        judgement.remark(Code.IMPORT_PRICE_ZERO)
    return price


def _category(cell: Cell) -> str:
    """The last level of `Đồ uống>>Cà phê`."""
    levels = [part.strip() for part in cells.words(cell, COLUMN["category"], 3 * MOST_CATEGORY).split(">")]
    last = next((level for level in reversed(levels) if level), "")
    return cells.words(last, COLUMN["category"], MOST_CATEGORY)


def _vat_group(cell: Cell) -> str | None:
    text = fold(str(cell)).replace("%", "").replace(",", ".").strip()
    # A sheet keeps 8 % as 0.08.
    percent = {"0.08": "8", "0.1": "10", "0.05": "5"}.get(text, text.removesuffix(".0"))
    if not percent:
        return None
    if percent not in VAT_GROUPS:
        raise cells.wrong(COLUMN["vat"], cell)
    return VAT_GROUPS[percent]


def _barcodes(cell: Cell, judgement: Judgement) -> tuple[str, ...]:
    if not isinstance(cell, str | int) or isinstance(cell, bool):
        raise cells.wrong(COLUMN["barcodes"], cell)
    found = tuple(dict.fromkeys(code for code in re.split(r"[\s,;|]+", str(cell)) if code))
    for code in found:
        # «8,93E+12» is what is left of a barcode that a sheet took for a number.
        if len(code) > codes.LONGEST_CODE or not code.isascii() or not code.isprintable() or "E+" in code.upper():
            raise cells.wrong(COLUMN["barcodes"], cell)
        if codes.is_ean(code) and not codes.has_right_check_digit(code):
            _wrong_check_digit(code, judgement)
    return found


def _wrong_check_digit(code: str, judgement: Judgement) -> None:
    """Shops make eight digits up for themselves; twelve and thirteen are the maker's, and mistyped."""
    if len(code) != 8:
        raise Rejected(Code.IMPORT_BARCODE, text=code)
    judgement.remark(Code.IMPORT_BARCODE, text=code)


def _check_kind(row: ProductRow, judgement: Judgement) -> None:
    if fold(str(row.kind)) not in _PLAIN_KINDS and row.parts == row.slots == "":
        judgement.remark(Code.IMPORT_PLAIN_ITEM, text=cells.shown(row.kind))


def _active(row: ProductRow, base: ItemFacts, judgement: Judgement) -> bool:
    told = judgement.take(lambda: cells.flag(row.active, COLUMN["active"]), None)
    return base.active if told is None else told


def _earns_points(row: ProductRow, base: ItemFacts, judgement: Judgement) -> bool | None:
    told = judgement.take(lambda: cells.flag(row.earns_points, COLUMN["earns_points"]), None)
    return base.earns_points if told is None else told


def _plu(cell: Cell) -> str:
    """Five digits; a sheet may have eaten the zeros at their beginning."""
    text = str(cell)
    if text and not (text.isascii() and text.isdigit() and len(text) <= 5):
        raise cells.wrong(COLUMN["plu"], cell)
    return text.zfill(5) if text else ""


def _stock(cell: Cell, judgement: Judgement, *, by_weight: bool) -> Quantity:
    if cell == "":
        return 0
    stock = cells.quantity(cell, COLUMN["stock"], by_weight=by_weight)
    if stock < 0:
        judgement.remark(Code.IMPORT_STOCK_NEGATIVE, text=cells.shown(cell))
    return max(stock, 0)
