"""Reads levels of stock, what moved them, the papers of it, and what is ordered of whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, exists, false, func, or_, select, true

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.core.quantity import ONE, Quantity
from pos_desktop.core.text import fold
from pos_desktop.storage.schema.catalogue import category, item, item_barcode, recipe_line
from pos_desktop.storage.schema.selling import refund, sale
from pos_desktop.storage.schema.shop import register, staff
from pos_desktop.storage.schema.stock import stock_document, stock_level, stock_movement, supplier

_QTY = func.coalesce(stock_level.c.qty, 0)
_IS_LOW = and_(item.c.tracked == 1, item.c.low_stock >= _QTY)


@dataclass(frozen=True, slots=True)
class LevelRow:
    """What is there of one item; `is_low` where it is tracked and at or below `low_stock`."""

    item_id: Id
    sku: str
    name: str
    unit: str
    category: str
    qty: Quantity
    cost: Money
    tracked: bool
    low_stock: Quantity
    sold: bool
    by_weight: bool
    sold_out_on: date | None
    is_low: bool
    is_made: bool
    """Whether it is made of others, so that those are what is kept."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which levels: words, a barcode or an SKU; a category; only what is low, or below nothing."""

    text: str = ""
    category: Id = ""
    low: bool = False
    negative: bool = False


@dataclass(frozen=True, slots=True)
class Worth:
    """All stock together: đồng, how many items are low, and how many are below nothing."""

    value: Money
    low: int
    negative: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """One movement; `paper` is the receipt's, refund's or document's number as people read it, `after` the level."""

    id: Id
    at: datetime
    kind: str
    qty: Quantity
    unit_cost: Money
    paper: str
    reason: str
    after: Quantity


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """One paper that moved stock."""

    id: Id
    number: str
    kind: str
    at: datetime
    staff: str
    supplier: str
    reason: str
    reference: str
    cost: Money


def levels(tx: Connection) -> dict[Id, Quantity]:
    """What is there of every item that is tracked."""
    rows = select(item.c.id, _QTY).outerjoin(stock_level, stock_level.c.id == item.c.id).where(item.c.tracked == 1)
    return {item_id: int(qty) for item_id, qty in tx.execute(rows)}


def level_of(tx: Connection, item_ids: Sequence[Id]) -> dict[Id, Quantity]:
    """What is there of these items; an item that never moved is not in it."""
    rows = tx.execute(select(stock_level.c.id, stock_level.c.qty).where(stock_level.c.id.in_(item_ids)))
    return {item_id: int(qty) for item_id, qty in rows}


def page(tx: Connection, asked: Asked, first: int, most: int) -> list[LevelRow]:
    """Levels, what is low first, then by name; `first` is how many were read already."""
    statement = _rows(asked).order_by(_IS_LOW.desc(), item.c.search_key, item.c.id).limit(most).offset(first)
    return [_level(row) for row in tx.execute(statement)]


def every(tx: Connection, asked: Asked) -> list[LevelRow]:
    """Levels by SKU, all of them."""
    return [_level(row) for row in tx.execute(_rows(asked).order_by(item.c.sku))]


def level(tx: Connection, item_id: Id) -> LevelRow | None:
    """One item's."""
    row = tx.execute(_columns().where(item.c.id == item_id)).first()
    return _level(row) if row else None


def by_ids(tx: Connection, item_ids: Sequence[Id]) -> dict[Id, LevelRow]:
    """These items', by id."""
    return {row.id: _level(row) for row in tx.execute(_columns().where(item.c.id.in_(item_ids)))}


def by_code(tx: Connection, code: str) -> list[LevelRow]:
    """Items with this barcode or SKU."""
    return [_level(row) for row in tx.execute(_columns().where(item.c.ware == "goods", _has_code(code)))]


def worth(tx: Connection) -> Worth:
    """What all stock is worth; what is below nothing is worth nothing."""
    rows = _rows(Asked()).subquery()
    worth_of = case((rows.c.qty > 0, (2 * rows.c.qty * rows.c.cost + ONE) // (2 * ONE)), else_=0)
    sums = select(func.sum(worth_of), func.sum(rows.c.is_low), func.sum(case((rows.c.qty < 0, 1), else_=0)))
    return Worth(*(int(summed or 0) for summed in tx.execute(sums).one()))


def _columns() -> Select[Any]:
    made = or_(item.c.base_id.is_not(None), exists().where(recipe_line.c.item_id == item.c.id))
    return (
        select(item.c.id, item.c.sku, item.c.name, item.c.unit, func.coalesce(category.c.name, "").label("category"),
               _QTY.label("qty"), item.c.cost, item.c.tracked, item.c.low_stock, item.c.sold, item.c.by_weight,
               item.c.sold_out_on, _IS_LOW.label("is_low"), made.label("is_made"))
        .outerjoin(stock_level, stock_level.c.id == item.c.id)
        .outerjoin(category, category.c.id == item.c.category_id)
    )  # fmt: skip


def _level(row: Any) -> LevelRow:
    facts = {**row._mapping, "is_low": bool(row.is_low), "is_made": bool(row.is_made)}
    return LevelRow(item_id=facts.pop("id"), **facts)


def _rows(asked: Asked) -> Select[Any]:
    """What is made of others has no level of its own; what is no more offered counts while there is some."""
    columns = _columns()
    is_made = columns.selected_columns.is_made
    there = or_(and_(item.c.active == 1, ~is_made), _QTY != 0)
    wanted = (
        item.c.ware == "goods", there, item.c.category_id == asked.category if asked.category else true(),
        _IS_LOW if asked.low else true(), _QTY < 0 if asked.negative else true(), _matches(asked.text),
    )  # fmt: skip
    return columns.where(*wanted)


def _matches(text: str) -> ColumnElement[bool]:
    words = fold(text).split()
    if not words:
        return true() if not text else false()
    named = and_(*(item.c.search_key.contains(word, autoescape=True) for word in words))
    return or_(named, _has_code(text), func.lower(item.c.sku).startswith(text.casefold(), autoescape=True))


def _has_code(code: str) -> ColumnElement[bool]:
    barcodes = select(item_barcode.c.item_id).where(item_barcode.c.barcode == code)
    return or_(item.c.id.in_(barcodes), func.lower(item.c.sku) == code.casefold())


def movements(tx: Connection, item_id: Id, before: Id | None, level_: Quantity, most: int) -> list[MoveRow]:
    """Movements of an item, the newest first; `before` and `level_` are the last one read and the level ahead of it."""
    move = stock_movement.c
    statement = (
        select(move.id, move.at, move.kind, move.qty, move.unit_cost, move.reason, sale.c.number.label("sale"),
               refund.c.number.label("refund"), stock_document.c.number.label("document"),
               stock_document.c.reason.label("why"), register.c.code)
        .outerjoin(sale, sale.c.id == move.sale_id).outerjoin(refund, refund.c.id == move.refund_id)
        .outerjoin(stock_document, stock_document.c.id == move.document_id)
        .outerjoin(register, register.c.id == move.register_id)
        .where(move.item_id == item_id, move.id < before if before else true())
        .order_by(move.id.desc()).limit(most)
    )  # fmt: skip
    found = []
    for row in tx.execute(statement):
        found.append(MoveRow(row.id, row.at, row.kind, row.qty, row.unit_cost, _paper(row), row.why or row.reason,
                             level_))  # fmt: skip
        level_ -= row.qty
    return found


def _paper(row: Any) -> str:
    if row.refund is not None:
        return f"{row.code}-H{row.refund:06d}"
    if row.sale is not None:
        return f"{row.code}-{row.sale:06d}"
    return document_number(row.code, row.document) if row.document is not None else ""


def document_number(code: str, number: int) -> str:
    """A stock document's number as people read it: `K1-KHO000012`."""
    return f"{code}-KHO{number:06d}"


def documents(tx: Connection, before: Id | None, most: int) -> list[DocumentRow]:
    """Papers that moved stock, the newest first; `before` is the last one read."""
    paper = stock_document.c
    statement = (
        select(paper.id, register.c.code, paper.number, paper.kind, paper.at, staff.c.name.label("staff"),
               func.coalesce(supplier.c.name, "").label("supplier"), paper.reason, paper.reference, paper.cost)
        .join(register, register.c.id == paper.register_id).join(staff, staff.c.id == paper.staff_id)
        .outerjoin(supplier, supplier.c.id == paper.supplier_id)
        .where(paper.id < before if before else true()).order_by(paper.id.desc()).limit(most)
    )  # fmt: skip
    rows = tx.execute(statement)
    return [DocumentRow(key, document_number(code, number), *facts) for key, code, number, *facts in rows]


def lines_of(tx: Connection, document_id: Id) -> list[tuple[str, Quantity, Money]]:
    """Name, quantity and unit cost of what a paper moved."""
    move = stock_movement.c
    statement = select(item.c.name, move.qty, move.unit_cost).join(item, item.c.id == move.item_id)
    rows = tx.execute(statement.where(move.document_id == document_id).order_by(move.id))
    return [(name, qty, cost) for name, qty, cost in rows]


def moved_since(tx: Connection, item_ids: Sequence[Id], since: datetime) -> dict[Id, Quantity]:
    """What movements after a moment came to, by item; what did not move is not in it."""
    move = stock_movement.c
    rows = (
        select(move.item_id, func.sum(move.qty)).where(move.item_id.in_(item_ids), move.at > since)
        .group_by(move.item_id)
    )  # fmt: skip
    return {item_id: int(qty) for item_id, qty in tx.execute(rows)}
