"""Writes one paper that moves stock, in the caller's transaction: the document, its movements, what goods cost now."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.quantity import MOST_QUANTITY, ONE, Quantity
from pos_desktop.core.rates import half_up
from pos_desktop.selling import stock
from pos_desktop.services.shop.items import catalogue_changed
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import stocks
from pos_desktop.storage.schema.catalogue import item, recipe_line
from pos_desktop.storage.schema.stock import stock_document, stock_movement

MOST_LINES = 500


@dataclass(frozen=True, slots=True)
class StockLine:
    """So many thousandths of an item, at what one of it costs in đồng; None for what it costs already."""

    item_id: Id
    qty: Quantity
    unit_cost: Money | None = None


@dataclass(frozen=True, slots=True)
class Move:
    """One movement to write: thousandths in, or out where negative."""

    item: Any
    qty: Quantity
    unit_cost: Money

    @property
    def worth(self) -> Money:
        """What it is worth in đồng, with its sign."""
        return half_up(self.qty * self.unit_cost, ONE)


@dataclass(frozen=True, slots=True)
class Paper:
    """A document to write; `kind` is receive, count, adjust or waste."""

    kind: str
    staff_id: Id
    operation_id: str
    reason: str = ""
    reference: str = ""
    supplier_id: Id | None = None
    purchase_id: Id | None = None


@dataclass(frozen=True, slots=True)
class Kept:
    """A paper that was written: id, number as people read it, what its movements are worth together."""

    id: Id
    number: str
    cost: Money
    lines: list[list[Any]] = field(default_factory=list)
    """SKU, name, quantity and worth of each movement, for the journal."""


def stocked(tx: Connection, lines: Sequence[StockLine]) -> list[tuple[Any, StockLine]]:
    """The items that lines move: of a unit its base, so many times; checked.

    Raises:
        Rejected: STOCK_EMPTY; UNKNOWN_ITEM; NOT_STOCKED for what is made by a recipe; INVALID_QUANTITY, INVALID_AMOUNT.
    """
    if not lines:
        raise Rejected(Code.STOCK_EMPTY)
    if len(lines) > MOST_LINES:
        raise Rejected(Code.INVALID_QUANTITY)
    known = _items(tx, {line.item_id for line in lines})
    bases = _items(tx, {row.base_id for row in known.values() if row.base_id})
    return [_of_base(known, bases, _checked(line)) for line in lines]


def _items(tx: Connection, ids: Iterable[Id]) -> dict[Id, Any]:
    recipes = select(recipe_line.c.item_id).distinct().subquery()
    columns = (item.c.id, item.c.sku, item.c.name, item.c.cost, item.c.base_id, item.c.base_qty, recipes.c.item_id)
    statement = select(*columns).outerjoin(recipes, recipes.c.item_id == item.c.id)
    rows = tx.execute(statement.where(item.c.id.in_(list(ids)), item.c.ware == "goods"))
    return {row.id: row for row in rows}


def _checked(line: StockLine) -> StockLine:
    if abs(line.qty) > MOST_QUANTITY:
        raise Rejected(Code.INVALID_QUANTITY)
    if line.unit_cost is not None and not 0 <= line.unit_cost <= MOST_MONEY:
        raise Rejected(Code.INVALID_AMOUNT, least=0, most=MOST_MONEY)
    return line


def _of_base(known: dict[Id, Any], bases: dict[Id, Any], line: StockLine) -> tuple[Any, StockLine]:
    row = known.get(line.item_id)
    if row is None:
        raise Rejected(Code.UNKNOWN_ITEM, text=line.item_id)
    if row.item_id is not None:
        raise Rejected(Code.NOT_STOCKED, name=row.name)
    if not row.base_id:
        return row, line
    base = bases[row.base_id]
    if base.item_id is not None or base.base_id:
        raise Rejected(Code.NOT_STOCKED, name=row.name)
    cost = None if line.unit_cost is None else half_up(line.unit_cost * ONE, row.base_qty)
    qty = half_up(line.qty * row.base_qty, ONE)
    if line.qty and not qty:  # less than a thousandth of what it holds
        raise Rejected(Code.INVALID_QUANTITY)
    return base, _checked(StockLine(base.id, qty, cost))


def write(written: Written, till: Till, paper: Paper, moves: Sequence[Move]) -> Kept:
    """Insert a paper with its movements; numbers of a register have no gaps. INVALID_AMOUNT above what money can be."""
    if any(abs(move.worth) > MOST_MONEY for move in moves):
        raise Rejected(Code.INVALID_AMOUNT, least=0, most=MOST_MONEY)
    tx, paper_id = written.tx, till.ids()
    last = select(func.coalesce(func.max(stock_document.c.number), 0))
    number = 1 + tx.execute(last.where(stock_document.c.register_id == till.register.id)).scalar_one()
    cost = sum(move.worth for move in moves)
    written.insert(stock_document, {
        "id": paper_id, "register_id": till.register.id, "number": number, "kind": paper.kind, "at": till.now(),
        "business_date": till.today(), "staff_id": paper.staff_id, "reason": paper.reason,
        "reference": paper.reference, "supplier_id": paper.supplier_id, "purchase_id": paper.purchase_id,
        "cost": cost, "operation_id": paper.operation_id,
    })  # fmt: skip
    written.insert_all(stock_movement, [
        {"id": till.ids(), "item_id": move.item.id, "kind": paper.kind, "qty": move.qty, "unit_cost": move.unit_cost,
         "at": till.now(), "register_id": till.register.id, "reason": paper.reason, "document_id": paper_id}
        for move in moves
    ])  # fmt: skip
    lines = [[move.item.sku, move.item.name, move.qty, move.worth] for move in moves]
    return Kept(paper_id, stocks.document_number(till.register.code, number), cost, lines)


def averaged(tx: Connection, lines: Sequence[tuple[Any, StockLine]]) -> tuple[list[Move], dict[Id, Money]]:
    """What comes in, at its cost, and what the items cost on average from then on."""
    levels = stocks.level_of(tx, [row.id for row, _line in lines])
    costs: dict[Id, Money] = {}
    moves = []
    for row, line in lines:
        level, cost = levels.get(row.id, 0), costs.get(row.id, row.cost)
        paid = cost if line.unit_cost is None else line.unit_cost
        costs[row.id], levels[row.id] = stock.average(level, cost, line.qty, paid), level + line.qty
        moves.append(Move(row, line.qty, paid))
    before = {row.id: row.cost for row, _line in lines}
    return moves, {item_id: cost for item_id, cost in costs.items() if cost != before[item_id]}


def keep_costs(written: Written, costs: dict[Id, Money]) -> None:
    """Let items cost this from now on, and tell every till."""
    for item_id, cost in costs.items():
        written.tx.execute(update(item).where(item.c.id == item_id).values(cost=cost))
    if costs:
        written.saw(item, *costs)
        catalogue_changed(written.tx)
