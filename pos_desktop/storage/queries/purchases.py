"""Reads suppliers, what is ordered of them, and what is low enough to be ordered."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, case, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.storage.schema.catalogue import item
from pos_desktop.storage.schema.shop import register
from pos_desktop.storage.schema.stock import purchase, purchase_line, stock_level, supplier

MOST_ORDERS = 200


@dataclass(frozen=True, slots=True)
class SupplierRow:
    """Of whom goods are bought."""

    id: Id
    name: str
    phone: str
    tax_code: str
    address: str
    note: str
    active: bool


@dataclass(frozen=True, slots=True)
class PurchaseRow:
    """One order of a supplier; `cost` is what all of it is to cost, `done` parts of 1000 that came."""

    id: Id
    number: str
    supplier_id: Id
    supplier: str
    state: str
    at: datetime
    expected_on: date | None
    note: str
    cost: Money
    done: int


def suppliers(tx: Connection) -> list[SupplierRow]:
    """All of them, those of whom nothing is bought any more last."""
    columns = [supplier.c[name] for name in SupplierRow.__dataclass_fields__]
    return [
        SupplierRow(*row) for row in tx.execute(select(*columns).order_by(supplier.c.active.desc(), supplier.c.name))
    ]


def purchase_number(code: str, number: int) -> str:
    """An order's number as people read it: `K1-DH000012`."""
    return f"{code}-DH{number:06d}"


def number_of(tx: Connection, purchase_id: Id) -> str:
    """The number of an order that is there."""
    statement = select(register.c.code, purchase.c.number).join(register, register.c.id == purchase.c.register_id)
    return purchase_number(*tx.execute(statement.where(purchase.c.id == purchase_id)).one())


def orders(tx: Connection) -> list[PurchaseRow]:
    """The newest orders, those of which more is to come first."""
    is_open = case((purchase.c.state.in_(("ordered", "part")), 1), else_=0)
    line = purchase_line.c
    cost = func.sum((2 * line.qty * line.unit_cost + ONE) // (2 * ONE))
    came = func.sum(case((line.received < line.qty, line.received), else_=line.qty))
    statement = (
        select(purchase.c.id, register.c.code, purchase.c.number, purchase.c.supplier_id, supplier.c.name,
               purchase.c.state, purchase.c.at, purchase.c.expected_on, purchase.c.note, cost,
               came * 1000 // func.sum(line.qty))
        .join(register, register.c.id == purchase.c.register_id).join(supplier, supplier.c.id == purchase.c.supplier_id)
        .join(purchase_line, line.purchase_id == purchase.c.id).group_by(purchase.c.id)
        .order_by(is_open.desc(), purchase.c.id.desc()).limit(MOST_ORDERS)
    )  # fmt: skip
    return [PurchaseRow(row[0], purchase_number(row[1], row[2]), *row[3:]) for row in tx.execute(statement)]


def missing(tx: Connection, purchase_id: Id) -> list[tuple[Id, Quantity, Money]]:
    """Items, quantities and costs of what has not come yet of an order."""
    line = purchase_line.c
    statement = select(line.item_id, line.qty - line.received, line.unit_cost).where(
        line.purchase_id == purchase_id, line.qty > line.received
    )
    return [_triple(row) for row in tx.execute(statement.order_by(line.position))]


def suggested(tx: Connection) -> list[tuple[Id, Quantity, Money]]:
    """Items that are low, with what brings them to twice their lowest level beyond what is on its way, and the cost."""
    on_its_way = (
        select(purchase_line.c.item_id, func.sum(purchase_line.c.qty - purchase_line.c.received).label("qty"))
        .join(purchase, purchase.c.id == purchase_line.c.purchase_id)
        .where(purchase.c.state.in_(("ordered", "part")), purchase_line.c.qty > purchase_line.c.received)
        .group_by(purchase_line.c.item_id).subquery()
    )  # fmt: skip
    level = func.coalesce(stock_level.c.qty, 0)
    wanted = (2 * item.c.low_stock - level - func.coalesce(on_its_way.c.qty, 0)).label("wanted")
    statement = (
        select(item.c.id, wanted, item.c.cost).outerjoin(stock_level, stock_level.c.id == item.c.id)
        .outerjoin(on_its_way, on_its_way.c.item_id == item.c.id)
        .where(item.c.tracked == 1, item.c.active == 1, level <= item.c.low_stock, wanted > 0)
        .order_by(item.c.search_key)
    )  # fmt: skip
    return [_triple(row) for row in tx.execute(statement)]


def _triple(row: Any) -> tuple[Id, Quantity, Money]:
    return row[0], int(row[1]), row[2]
