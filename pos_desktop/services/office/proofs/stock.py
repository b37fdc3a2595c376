"""Proves the stock: levels are what movements sum to, each line of a sale left its mark, papers have no gaps."""

from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from sqlalchemy import Connection, FromClause, Table, and_, exists, func, literal_column, or_, select

from pos_desktop.core.quantity import ONE
from pos_desktop.core.rates import half_up
from pos_desktop.loyalty.rows import Problem
from pos_desktop.selling.order import Ware
from pos_desktop.storage.schema.selling import sale_line
from pos_desktop.storage.schema.stock import purchase, stock_document, stock_level, stock_movement

if TYPE_CHECKING:
    from pos_desktop.core.ids import Id


def problems(tx: Connection) -> Iterator[Problem]:
    """Every level, line, return and paper that its movements do not make."""
    yield from _levels(tx)
    yield from _lines(tx)
    yield from _back(tx)
    yield from _papers(tx)
    for table in (stock_document, purchase):
        yield from _numbers(tx, table)


def _levels(tx: Connection) -> Iterator[Problem]:
    move = stock_movement.c
    sums = select(move.item_id, func.sum(move.qty).label("qty")).group_by(move.item_id).subquery()
    joined = sums.outerjoin(stock_level, stock_level.c.id == sums.c.item_id, full=True)
    had, kept = func.coalesce(sums.c.qty, 0), func.coalesce(stock_level.c.qty, 0)
    key = func.coalesce(sums.c.item_id, stock_level.c.id)
    for item_id, summed, level in tx.execute(select(key, had, kept).select_from(joined).where(had != kept)):
        yield Problem("total", "stock_level", item_id, f"movements {summed}, kept {level}")


def _of_kind(name: str) -> FromClause:
    """Movements of one kind; its own index is found by its name alone."""
    return select(stock_movement).where(stock_movement.c.kind == literal_column(f"'{name}'")).subquery(name)


def _lines(tx: Connection) -> Iterator[Problem]:
    """Goods that were sold took themselves out, all of them, or what they are made of."""
    sold, used = _of_kind("sale"), _of_kind("use")
    own = and_(sold.c.sale_id == sale_line.c.sale_id, sold.c.sale_line == sale_line.c.position)
    made = exists().where(used.c.sale_id == sale_line.c.sale_id, used.c.sale_line == sale_line.c.position)
    wrong = or_(and_(sold.c.id.is_(None), ~made), sold.c.qty != -sale_line.c.qty, sold.c.item_id != sale_line.c.item_id)
    statement = (
        select(sale_line.c.id, sale_line.c.qty, sold.c.qty.label("out")).select_from(sale_line.outerjoin(sold, own))
        .where(sale_line.c.ware == Ware.GOODS.value, wrong)
    )  # fmt: skip
    for row in tx.execute(statement):
        yield Problem("total", "sale_line", row.id, f"sold {row.qty}, took {-row.out if row.out else 0} out of stock")


def _back(tx: Connection) -> Iterator[Problem]:
    """No more comes back than went out."""
    move = stock_movement.c
    for out_kind, back_kind in (("sale", "refund"), ("use", "use_back")):
        out = _of_kind(out_kind)
        back = (
            select(move.sale_id, move.sale_line, move.item_id, func.sum(move.qty).label("qty"))
            .where(move.kind == literal_column(f"'{back_kind}'"))
            .group_by(move.sale_id, move.sale_line, move.item_id).subquery()
        )  # fmt: skip
        same = and_(out.c.sale_id == back.c.sale_id, out.c.sale_line == back.c.sale_line,
                    out.c.item_id == back.c.item_id)  # fmt: skip
        went = func.coalesce(-out.c.qty, 0)
        statement = select(back.c.sale_id, back.c.sale_line, back.c.qty, went).select_from(back.outerjoin(out, same))
        for sale_id, line, came, gone in tx.execute(statement.where(back.c.qty > went)):
            yield Problem("total", "stock_movement", sale_id, f"line {line}: {came} came back of {gone}")


def _papers(tx: Connection) -> Iterator[Problem]:
    """A paper is worth what it moved, and moved it as what it is."""
    move = stock_movement.c
    rows = select(move.document_id, move.kind, move.qty, move.unit_cost).where(move.document_id.is_not(None))
    worth: dict[Id, int] = defaultdict(int)
    kinds: dict[Id, set[str]] = defaultdict(set)
    for document_id, kind, qty, cost in tx.execute(rows):
        worth[document_id] += half_up(qty * cost, ONE)
        kinds[document_id].add(kind)
    for row in tx.execute(select(stock_document.c.id, stock_document.c.kind, stock_document.c.cost)):
        if row.cost != worth[row.id] or kinds[row.id] - {row.kind}:
            yield Problem("total", "stock_document", row.id, f"movements {worth[row.id]}, kept {row.cost}")


def _numbers(tx: Connection, table: Table) -> Iterator[Problem]:
    numbers: dict[Id, list[int]] = defaultdict(lambda: [0])
    for register_id, number in tx.execute(select(table.c.register_id, table.c.number).order_by(table.c.number)):
        numbers[register_id].append(number)
    for register_id, counted in numbers.items():
        for before, after in pairwise(counted):
            if after != before + 1:
                yield Problem("gap", table.name, register_id, f"{after} follows {before}")
