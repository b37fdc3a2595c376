"""Lets the database add up every account, so that only those whose points do not tie are read row by row."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Table, and_, func, or_, select, union

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.ledger import INFLOWS, OUTFLOWS
from pos_desktop.storage.schema.loyalty import account, activity, entry, lot, lot_move, tier_change
from pos_desktop.storage.schema.selling import refund, sale


def suspects(tx: Connection) -> set[Id]:
    """Accounts of which `loyalty.ledger` would say something about points; it says what."""
    return set(tx.execute(union(*_untied(), *_odd_entries(), *_odd_lots(), *_strays())).scalars())


def row_counts(tx: Connection) -> tuple[int, int, int]:
    """How many sales, entries and lots there are."""
    sales, entries, lots = (select(func.count()).select_from(table).scalar_subquery() for table in (sale, entry, lot))
    counted = tx.execute(select(sales, entries, lots)).one()
    return counted[0], counted[1], counted[2]


def _untied() -> Iterable[Any]:
    """Balance, debt, what was earned and the newest number are not those of the rows."""
    accrued = func.sum(entry.c.points).filter(entry.c.kind == "accrual")
    booked = _by_account(entry, points=func.sum(entry.c.points), owed=func.sum(entry.c.debt_change), earned=accrued)
    held = _by_account(lot, left=func.sum(lot.c.left_points))
    joined = account.outerjoin(booked, booked.c.account_id == account.c.id).outerjoin(
        held, held.c.account_id == account.c.id
    )  # fmt: skip
    sums = [func.coalesce(column, 0) for column in (booked.c.points, booked.c.owed, booked.c.earned, held.c.left)]
    kept = (account.c.balance - account.c.debt, account.c.debt, account.c.lifetime_earned, account.c.balance)
    unlike = [summed != cached for summed, cached in zip(sums, kept, strict=True)]
    yield select(account.c.id).select_from(joined).where(or_(*unlike))
    numbered = [_newest(table, column) for table, column in (
        (entry, entry.c.seq), (lot, lot.c.seq), (tier_change, tier_change.c.seq), (activity, activity.c.seq),
        (refund, refund.c.account_seq),
    )]  # fmt: skip
    counted: FromClause = account
    for newest in numbered:
        counted = counted.outerjoin(newest, newest.c.account_id == account.c.id)
    newest_of_all = func.max(0, *(func.coalesce(newest.c.newest, 0) for newest in numbered))
    yield select(account.c.id).select_from(counted).where(account.c.seq != newest_of_all)


def _by_account(table: Table, **sums: ColumnElement[Any]) -> FromClause:
    columns = [column.label(name) for name, column in sums.items()]
    return select(table.c.account_id, *columns).group_by(table.c.account_id).subquery()


def _newest(table: Table, column: ColumnElement[Any]) -> FromClause:
    return _by_account(table, newest=func.max(column))


def _odd_entries() -> Iterable[Any]:
    """An entry has the sign of its kind, and what its lots and moves come to."""
    odd = or_(
        and_(entry.c.kind.in_(INFLOWS), entry.c.points <= 0), and_(entry.c.kind.in_(OUTFLOWS), entry.c.points >= 0),
        entry.c.seq < 1,
    )  # fmt: skip
    yield select(entry.c.account_id).where(odd)
    opened = select(lot.c.entry_id, func.sum(lot.c.points).label("points")).group_by(lot.c.entry_id).subquery()
    moved = select(lot_move.c.entry_id, func.sum(lot_move.c.points).label("points")).group_by(
        lot_move.c.entry_id
    ).subquery()  # fmt: skip
    held = func.coalesce(opened.c.points, 0) + func.coalesce(moved.c.points, 0)
    joined = entry.outerjoin(opened, opened.c.entry_id == entry.c.id).outerjoin(moved, moved.c.entry_id == entry.c.id)
    unlike = held != entry.c.points + entry.c.debt_change
    opens = and_(entry.c.points < 0, opened.c.entry_id.is_not(None))
    yield select(entry.c.account_id).select_from(joined).where(or_(unlike, opens))


def _odd_lots() -> Iterable[Any]:
    moved = select(lot_move.c.lot_id, func.sum(lot_move.c.points).label("points")).group_by(
        lot_move.c.lot_id
    ).subquery()  # fmt: skip
    left = lot.c.points + func.coalesce(moved.c.points, 0)
    joined = lot.outerjoin(moved, moved.c.lot_id == lot.c.id)
    odd = or_(left != lot.c.left_points, left < 0, left > lot.c.points)
    yield select(lot.c.account_id).select_from(joined).where(odd)


def _strays() -> Iterable[Any]:
    """Lots and moves of another account's entry, or of none."""
    opener, mover = entry.alias("opener"), entry.alias("mover")
    opened = and_(opener.c.id == lot.c.entry_id, opener.c.account_id == lot.c.account_id)
    yield select(lot.c.account_id).select_from(lot.outerjoin(opener, opened)).where(opener.c.id.is_(None))
    moved = lot_move.join(lot, lot.c.id == lot_move.c.lot_id).outerjoin(mover, mover.c.id == lot_move.c.entry_id)
    sides = (lot.c.account_id.label("held"), mover.c.account_id.label("moved"))
    strays = (
        select(*sides).select_from(moved).where(mover.c.account_id.is_distinct_from(lot.c.account_id)).cte("strays")
    )
    for side in (strays.c.held, strays.c.moved):
        yield select(side).where(side.is_not(None))
