"""Reads the shop's people, shift, programme and catalogue."""

import json
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, Text, select, type_coerce

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Programme, from_plain
from pos_desktop.selling import stock
from pos_desktop.selling.catalogue import Category, Item
from pos_desktop.selling.permissions import Rights, Role, rights_of
from pos_desktop.selling.shift import Shift
from pos_desktop.selling.tax import VatRate, VatTable
from pos_desktop.storage.queries import menu, recipes, settings
from pos_desktop.storage.schema.catalogue import category, item, item_barcode, vat_rate
from pos_desktop.storage.schema.drawer import shift
from pos_desktop.storage.schema.loyalty import programme_version
from pos_desktop.storage.schema.shop import register, shop, staff
from pos_desktop.storage.types import read_or_damaged


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A person of the shop with their own `rights`; `failed_pins` and `locked_until` stop guessing."""

    id: Id
    name: str
    role: Role
    rights: Rights
    pin_hash: str
    failed_pins: int
    locked_until: datetime | None


def staff_list(tx: Connection) -> list[StaffRow]:
    """Active people in the order of the login screen."""
    columns = (staff.c.id, staff.c.name, staff.c.role, staff.c.rights, staff.c.pin_hash,
               staff.c.failed_pins, staff.c.locked_until)  # fmt: skip
    rows = tx.execute(select(*columns).where(staff.c.active == 1).order_by(staff.c.position, staff.c.name))
    return [StaffRow(row[0], row[1], Role(row[2]), rights_of(Role(row[2]), row[3]), *row[4:]) for row in rows]


def staff_by_id(tx: Connection, staff_id: Id) -> StaffRow | None:
    """The active person with this id."""
    return next((person for person in staff_list(tx) if person.id == staff_id), None)


def open_shift(tx: Connection, register_id: Id) -> Shift | None:
    """The register's open shift."""
    columns = (shift.c.id, shift.c.number, shift.c.opened_at, shift.c.business_date, shift.c.opened_by,
               shift.c.opening_float)  # fmt: skip
    row = tx.execute(select(*columns).where(shift.c.register_id == register_id, shift.c.closed_at.is_(None))).first()
    return Shift(*row) if row else None


def programme_at(tx: Connection, day: date) -> Programme:
    """The programme version in force on a business date."""
    statement = (
        select(_DEFINITION).where(programme_version.c.valid_from <= day)
        .order_by(programme_version.c.version.desc()).limit(1)
    )  # fmt: skip
    text = tx.execute(statement).scalar_one_or_none()
    return _programme(text) if text else programme_version_number(tx, 1)


def programme_version_number(tx: Connection, version: int) -> Programme:
    """The programme as it was defined in `version`."""
    return _programme(tx.execute(select(_DEFINITION).where(programme_version.c.version == version)).scalar_one())


_DEFINITION = type_coerce(programme_version.c.definition, Text)


@lru_cache(maxsize=64)
def _programme(definition: str) -> Programme:
    """A version as it was kept; the same text is always the same programme, so it is read once."""
    return read_or_damaged(lambda: from_plain(json.loads(definition)))


def vat_table(tx: Connection) -> VatTable:
    """The shop's dated VAT rates."""
    columns = (vat_rate.c.vat_group, vat_rate.c.rate, vat_rate.c.valid_from, vat_rate.c.valid_to)
    return VatTable(VatRate(*row) for row in tx.execute(select(*columns).order_by(vat_rate.c.valid_from)))


def vat_table_and(tx: Connection, shop_id: Id, name: str) -> tuple[VatTable, Any]:
    """The dated VAT rates, and what a setting is, None where it is unset: one statement for both."""
    columns = (vat_rate.c.vat_group, vat_rate.c.rate, vat_rate.c.valid_from, vat_rate.c.valid_to)
    own = settings.newest_value(shop_id, name).label("own")
    rows = tx.execute(select(*columns, own).order_by(vat_rate.c.valid_from)).all()
    return VatTable(VatRate(*row[:-1]) for row in rows), rows[0].own if rows else None


def catalogue_version(tx: Connection) -> int:
    """Moves with every change of items, so that tills know when to read them again."""
    return int(tx.execute(select(shop.c.catalogue_version)).scalar_one())


def items(tx: Connection) -> list[Item]:
    """All items, active or not, in the order of the grid."""
    barcodes: dict[Id, list[str]] = defaultdict(list)
    for item_id, barcode in tx.execute(select(item_barcode.c.item_id, item_barcode.c.barcode)):
        barcodes[item_id].append(barcode)
    rows = tx.execute(select(category)).all()
    categories = {row.id: Category(row.id, row.name, row.colour or "c1") for row in rows}
    stations = {row.id: row.station_id for row in rows}
    made_of = recipes.made_of(tx)
    options, slots = menu.options(tx, made_of), menu.slots(tx)
    statement = (
        select(item).outerjoin(category, category.c.id == item.c.category_id)
        .order_by(category.c.position, item.c.position, item.c.sku)
    )  # fmt: skip
    return [
        Item(
            id=row.id, sku=row.sku, name=row.name, price=row.price, vat_group=row.vat_group,
            category=categories.get(row.category_id), barcodes=tuple(sorted(barcodes[row.id])),
            unit=row.unit, colour=row.colour, by_weight=row.by_weight, earns_points=row.earns_points,
            active=row.active, plu=row.plu or "", course=row.course,
            station=row.station_id or stations.get(row.category_id) or "",
            tracked=row.tracked, sold=row.sold, sold_out_on=row.sold_out_on,
            uses=(uses := made_of.get(row.id, ())), cost=stock.cost_of(uses) if uses else row.cost,
            options=options.get(row.id, ()), slots=slots.get(row.id, ()), family=row.family,
            attributes=tuple((name, value) for name, value in row.attributes), open_price=row.open_price,
            asks_serial=row.asks_serial, picture=row.picture,
        )
        for row in tx.execute(statement)
    ]  # fmt: skip


def item_ids(tx: Connection) -> dict[str, Id]:
    """Ids of all items by SKU in small letters."""
    return {sku.casefold(): item_id for sku, item_id in tx.execute(select(item.c.sku, item.c.id))}


def register_codes(tx: Connection) -> list[str]:
    """Codes of the shop's registers."""
    return list(tx.execute(select(register.c.code).order_by(register.c.number)).scalars())
