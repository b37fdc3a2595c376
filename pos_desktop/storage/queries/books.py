"""Streams what `verify` replays: programmes, accounts with all their rows, registers and their counters."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, and_, func, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.programme import Programme, from_plain
from pos_desktop.loyalty.rows import AccountRows, AdoptedRow, EntryRow, LotRow, MoveRow, ReturnRow, SaleRow, TierRow
from pos_desktop.loyalty.tier_windows import Activity
from pos_desktop.loyalty.tiers import TierChange, TierMove, TierState
from pos_desktop.storage.schema.loyalty import account, activity, entry, lot, lot_move, programme_version, tier_change
from pos_desktop.storage.schema.members import member
from pos_desktop.storage.schema.selling import refund, sale
from pos_desktop.storage.schema.shop import counter, register

Groups = dict[Id, list[Any]]
OF_SALES = ("sale", "refund")
"""Kinds of activity that a sale or a refund of the account brought; all others were adopted or given away."""


def programmes(tx: Connection) -> dict[int, Programme]:
    """Every programme version."""
    rows = tx.execute(select(programme_version.c.version, programme_version.c.definition))
    return {row.version: from_plain(row.definition) for row in rows}


def accounts(tx: Connection, points_of: Collection[Id] | None = None) -> Iterator[AccountRows]:
    """Every account with its rows; entries, lots and tier changes in its own order, what counts for its tiers in any.

    Entries, lots and moves are read of `points_of` alone, where that is given.
    """
    entries, lots, moves = _entries(tx, points_of), _lots(tx, points_of), _moves(tx, points_of)
    tiers, sales, returns, adopted = _tiers(tx), _sales(tx), _returns(tx), _adopted(tx)
    statement = select(account, member.c.joined_on).join(member, member.c.id == account.c.member_id)
    for row in tx.execute(statement.order_by(account.c.id)):
        yield AccountRows(
            id=row.id, balance=row.balance, debt=row.debt, lifetime_earned=row.lifetime_earned,
            tier=TierState(row.tier, row.tier_until), seq=row.seq, entries=entries[row.id], lots=lots[row.id],
            moves=moves[row.id], tiers=tiers[row.id], sales=sales[row.id], returns=returns[row.id],
            adopted=adopted[row.id], joined_on=row.joined_on,
        )  # fmt: skip


def _entries(tx: Connection, of: Collection[Id] | None) -> Groups:
    columns = (entry.c.id, entry.c.seq, entry.c.kind, entry.c.points, entry.c.debt_change, entry.c.sale_id)
    return _grouped(EntryRow, tx.execute(_rows_of(entry, of, *columns).order_by(entry.c.account_id, entry.c.seq)))


def _lots(tx: Connection, of: Collection[Id] | None) -> Groups:
    columns = (lot.c.id, lot.c.entry_id, lot.c.points, lot.c.left_points, lot.c.seq)
    return _grouped(LotRow, tx.execute(_rows_of(lot, of, *columns).order_by(lot.c.account_id, lot.c.seq)))


def _moves(tx: Connection, of: Collection[Id] | None) -> Groups:
    columns = (lot_move.c.id, lot_move.c.entry_id, lot_move.c.lot_id, lot_move.c.points)
    return _grouped(MoveRow, tx.execute(_rows_of(lot, of, *columns).join(lot_move, lot_move.c.lot_id == lot.c.id)))


def _rows_of(table: Table, of: Collection[Id] | None, *columns: Any) -> Select[Any]:
    statement = select(table.c.account_id, *columns)
    return statement if of is None else statement.where(table.c.account_id.in_(of))


def _grouped(kind: Any, rows: Any) -> Groups:
    """Rows as values of `kind`, by the account that their first column names."""
    groups: Groups = defaultdict(list)
    for account_id, *values in rows.all():
        groups[account_id].append(kind(*values))
    return groups


def _tiers(tx: Connection) -> Groups:
    groups: Groups = defaultdict(list)
    for row in tx.execute(select(tier_change).order_by(tier_change.c.account_id, tier_change.c.seq)):
        groups[row.account_id].append(_tier_row(row))
    return groups


def _tier_row(row: Row[Any]) -> TierRow:
    before, after = TierState(row.tier_before, row.until_before), TierState(row.tier_after, row.until_after)
    change = TierChange(TierMove(row.move), row.on_date, before, after)
    return TierRow(row.id, row.seq, change, row.programme_version, row.sale_id, row.refund_id)


def _sales(tx: Connection) -> Groups:
    columns = (
        activity.c.account_id, activity.c.sale_id, activity.c.seq, activity.c.on_date, activity.c.spend,
        sale.c.programme_version, activity.c.points, activity.c.visits,
    )  # fmt: skip
    statement = select(*columns).join(sale, sale.c.id == activity.c.sale_id).where(activity.c.kind == "sale")
    return _grouped(SaleRow, tx.execute(statement))


def _returns(tx: Connection) -> Groups:
    """Refunds of members' sales; one that takes nothing from the metrics has no activity, and may still end a tier."""
    same = and_(activity.c.account_id == refund.c.account_id, activity.c.seq == refund.c.account_seq)
    statement = (
        select(refund.c.account_id, refund.c.id, refund.c.account_seq, refund.c.sale_id, sale.c.business_date,
               sale.c.at.label("sold_at"), refund.c.business_date.label("day"), refund.c.at,
               func.coalesce(-activity.c.spend, 0), func.coalesce(-activity.c.points, 0),
               func.coalesce(activity.c.visits, 0) < 0, refund.c.programme_version)
        .join(sale, sale.c.id == refund.c.sale_id).outerjoin(activity, same)
        .where(refund.c.account_seq.is_not(None))
    )  # fmt: skip
    return _grouped(ReturnRow, tx.execute(statement))


def _adopted(tx: Connection) -> Groups:
    groups: Groups = defaultdict(list)
    statement = select(activity).where(activity.c.kind.not_in(OF_SALES))
    for row in tx.execute(statement):
        groups[row.account_id].append(_adopted_row(row))
    return groups


def _adopted_row(row: Row[Any]) -> AdoptedRow:
    gained = Activity(row.on_date, row.spend, row.points, row.visits)
    is_taken_away = min(row.spend, row.points, row.visits) < 0
    return AdoptedRow(row.seq, gained.taken_back() if is_taken_away else gained, is_taken_away)


def untied_accounts(tx: Connection) -> int:
    """Accounts whose balance less debt is not the sum of their entries."""
    booked = select(entry.c.account_id, func.sum(entry.c.points).label("points")).group_by(entry.c.account_id)
    sums = booked.subquery()
    statement = select(func.count()).select_from(account.outerjoin(sums, sums.c.account_id == account.c.id)).where(
        account.c.balance - account.c.debt != func.coalesce(sums.c.points, 0)
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())


def register_ids(tx: Connection) -> list[Id]:
    """Every register."""
    return list(tx.execute(select(register.c.id).order_by(register.c.number)).scalars())


def counters(tx: Connection) -> list[Any]:
    """Every register's series with its newest number."""
    statement = select(counter.c.id, counter.c.kind, counter.c.value, register.c.id.label("register_id"))
    return list(tx.execute(statement.join(register, register.c.id == counter.c.register_id)))


def numbers(tx: Connection, table: Table) -> dict[Id, list[int]]:
    """Numbers of a table's documents by register, ascending."""
    found: dict[Id, list[int]] = defaultdict(list)
    statement = (
        select(table.c.register_id, table.c.number)
        .where(table.c.number.is_not(None))
        .order_by(table.c.register_id, table.c.number)
    )
    for register_id, number in tx.execute(statement):
        found[register_id].append(number)
    return found
