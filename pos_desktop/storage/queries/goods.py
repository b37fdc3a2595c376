"""Reads items, categories and VAT rates as who keeps the catalogue sees them: those that rest too, with all columns."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import Quantity
from pos_desktop.selling.lines import Ware
from pos_desktop.storage.schema.catalogue import category, combo_part, item, item_barcode, item_option, vat_rate


@dataclass(frozen=True, slots=True)
class GoodsRow:
    """An item with everything that is kept of it; `qty` are thousandths."""

    id: Id
    sku: str
    name: str
    price: Money
    vat_group: str
    category_id: Id
    barcodes: tuple[str, ...]
    cost: Money
    unit: str
    colour: str
    active: bool
    sold: bool
    by_weight: bool
    earns_points: bool
    plu: str
    open_price: bool
    asks_serial: bool
    tracked: bool
    low_stock: Quantity
    picture: str
    family: str
    attributes: tuple[tuple[str, str], ...]
    base_id: Id
    base_qty: Quantity
    groups: tuple[Id, ...]
    """Its groups of options, in their order."""
    station_id: Id
    course: int
    is_combo: bool = False


@dataclass(frozen=True, slots=True)
class CategoryRow:
    """A category and how many items, active or not, stand in it."""

    id: Id
    name: str
    colour: str
    items: int


@dataclass(frozen=True, slots=True)
class VatRow:
    """A dated rate of a VAT group; None is «not subject»."""

    group: str
    rate: int | None
    valid_from: date
    valid_to: date | None


def goods(tx: Connection, ids: Sequence[Id] = ()) -> list[GoodsRow]:
    """The shop's goods in the order of the tiles; only those of `ids` where some are given."""
    barcodes = _many(tx, select(item_barcode.c.item_id, item_barcode.c.barcode).order_by(item_barcode.c.barcode))
    groups = _many(tx, select(item_option.c.item_id, item_option.c.group_id).order_by(item_option.c.position))
    combos = set(tx.execute(select(combo_part.c.combo_id)).scalars())
    statement = (
        select(item).outerjoin(category, category.c.id == item.c.category_id).where(item.c.ware == Ware.GOODS.value)
        .order_by(category.c.position, item.c.position, item.c.sku)
    )  # fmt: skip
    rows = tx.execute(statement.where(item.c.id.in_(ids)) if ids else statement)
    return [
        GoodsRow(
            row.id, row.sku, row.name, row.price, row.vat_group, row.category_id or "", barcodes[row.id], row.cost,
            row.unit, row.colour, row.active, row.sold, row.by_weight, row.earns_points, row.plu or "",
            row.open_price, row.asks_serial, row.tracked, row.low_stock, row.picture, row.family,
            tuple((str(name), str(value)) for name, value in row.attributes), row.base_id or "", row.base_qty,
            groups[row.id], row.station_id or "", row.course, row.id in combos,
        )
        for row in rows
    ]  # fmt: skip


def _many(tx: Connection, pairs: object) -> dict[Id, tuple[str, ...]]:
    found: dict[Id, list[str]] = defaultdict(list)
    for item_id, value in tx.execute(pairs):  # type: ignore[call-overload]
        found[item_id].append(value)
    return defaultdict(tuple, {item_id: tuple(values) for item_id, values in found.items()})


def pictures(tx: Connection) -> list[str]:
    """Names of the pictures of all goods, sorted."""
    return sorted(tx.execute(select(item.c.picture).where(item.c.picture != "").distinct()).scalars())


def categories(tx: Connection) -> list[CategoryRow]:
    """The shop's categories in their order."""
    count = select(func.count()).where(item.c.category_id == category.c.id).scalar_subquery()
    columns = (category.c.id, category.c.name, category.c.colour, count)
    return [CategoryRow(*row) for row in tx.execute(select(*columns).order_by(category.c.position, category.c.name))]


def vat_rates(tx: Connection) -> list[VatRow]:
    """Every dated rate, group by group, the earliest first."""
    columns = (vat_rate.c.vat_group, vat_rate.c.rate, vat_rate.c.valid_from, vat_rate.c.valid_to)
    return [VatRow(*row) for row in tx.execute(select(*columns).order_by(vat_rate.c.vat_group, vat_rate.c.valid_from))]


def holder_of_sku(tx: Connection, sku: str, but: Id = "") -> str | None:
    """Name of the item with this SKU, however its letters are written, other than `but`."""
    statement = select(item.c.name).where(func.lower(item.c.sku) == sku.lower(), item.c.id != but)
    return tx.execute(statement).scalar()


def holder_of_barcode(tx: Connection, barcode: str, but: Id = "") -> str | None:
    """Name of an active item with this barcode, other than `but`."""
    statement = (
        select(item.c.name).join(item_barcode, item_barcode.c.item_id == item.c.id)
        .where(item_barcode.c.barcode == barcode, item.c.id != but, item.c.active == 1).limit(1)
    )  # fmt: skip
    return tx.execute(statement).scalar()


def holder_of_plu(tx: Connection, plu: str, but: Id = "") -> str | None:
    """Name of the item with this PLU, other than `but`."""
    return tx.execute(select(item.c.name).where(item.c.plu == plu, item.c.id != but)).scalar()
