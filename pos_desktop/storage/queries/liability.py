"""What the books of points are made of: entries by day and kind, lots by day and life, and how lots ended."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, and_, case, func, literal, null, or_, select, union_all

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.liability import Breakage, Flow, Life, LotFlow
from pos_desktop.loyalty.programme import Programme, from_plain
from pos_desktop.storage.schema.loyalty import activity, entry, lot, lot_move, programme_version


def flows(tx: Connection, last: date) -> list[Flow]:
    """Entries through `last`, summed by business date, kind and sign."""
    is_in = (entry.c.points > 0).label("is_in")
    statement = (
        select(entry.c.business_date, entry.c.kind, func.sum(entry.c.points), func.sum(entry.c.debt_change))
        .where(entry.c.business_date <= last)
        .group_by(entry.c.business_date, entry.c.kind, is_in)
    )
    return [Flow(*row) for row in tx.execute(statement)]


def lot_flows(tx: Connection, first: date, last: date) -> list[LotFlow]:
    """What went into lots and out of them through `last`, by business date and life; all before `first` as one sum."""
    both = union_all(_changes(lot.c.points, opened=True), _changes(lot_move.c.points, opened=False)).subquery()
    day = case((both.c.day < first, None), else_=both.c.day)
    life = (both.c.usable_from, both.c.expires_on, both.c.idle_months, both.c.account_id)
    statement = select(day, *life, func.sum(both.c.points)).where(both.c.day <= last).group_by(day, *life)
    rows = tx.execute(statement).all()
    active = _active(tx, last) if any(row.idle_months for row in rows) else {}
    return [_lot_flow(row, active) for row in rows]


def _changes(points: Any, *, opened: bool) -> Select[Any]:
    """Rows of lots as they were opened, or of what moved in and out of them; only idle lots are told apart."""
    is_idle = lot.c.idle_months.is_not(None)
    opening = entry.alias("opening")
    rows = lot.join(opening, opening.c.id == lot.c.entry_id)
    day = opening.c.business_date
    if not opened:
        rows = rows.join(lot_move, lot_move.c.lot_id == lot.c.id).join(entry, entry.c.id == lot_move.c.entry_id)
        day = entry.c.business_date
    return select(
        day.label("day"), lot.c.usable_from, lot.c.expires_on, lot.c.idle_months,
        case((is_idle, lot.c.account_id), else_=null()).label("account_id"), points.label("points"),
    ).select_from(rows)  # fmt: skip


def _active(tx: Connection, last: date) -> dict[Id, tuple[date, ...]]:
    """Every business date on which something counted for an account, as `accounts.alive` asks for it."""
    columns = (activity.c.account_id, activity.c.on_date)
    statement = select(*columns).where(activity.c.on_date <= last).distinct().order_by(activity.c.on_date)
    days: dict[Id, list[date]] = defaultdict(list)
    for account_id, on in tx.execute(statement):
        days[account_id].append(on)
    return {account_id: tuple(found) for account_id, found in days.items()}


def _lot_flow(row: Any, active: dict[Id, tuple[date, ...]]) -> LotFlow:
    day, usable_from, expires_on, idle_months, account_id, points = row
    if idle_months is None:
        return LotFlow(day or date.min, Life(usable_from, expires_on), points)
    life = Life(usable_from, None, idle_months, active.get(account_id, ()))
    return LotFlow(day or date.min, life, points)


def breakage(tx: Connection, day: date) -> Breakage:
    """Of the lots that were over or used up at the end of `day`: what members used, and what died.

    What was taken back or moved to another member counts as never issued; what a refund gave back in a lot of its own
    counts there.
    """
    moved = _moved(day)
    left = lot.c.points + func.coalesce(moved.c.points, 0)
    is_over = and_(lot.c.expires_on.is_not(None), lot.c.expires_on < day)
    statement = (
        select(
            func.coalesce(func.sum(-moved.c.used), 0),
            func.coalesce(func.sum(-moved.c.died), 0), func.coalesce(func.sum(case((is_over, left), else_=0)), 0),
        )
        .select_from(lot.join(entry, entry.c.id == lot.c.entry_id).outerjoin(moved, moved.c.lot_id == lot.c.id))
        .where(entry.c.business_date <= day, or_(left == 0, is_over))
    )  # fmt: skip
    used, written_off, left_dead = tx.execute(statement).one()
    died = written_off + left_dead
    return Breakage(died, died + max(0, used - _given_back(tx, day)))


def _moved(day: date) -> Any:
    def sum_of(*kinds: str) -> Any:
        return func.sum(case((entry.c.kind.in_(kinds), lot_move.c.points), else_=literal(0)))

    return (
        select(
            lot_move.c.lot_id, func.sum(lot_move.c.points).label("points"),
            sum_of("redemption", "restoration").label("used"), sum_of("expiry").label("died"),
        )
        .join(entry, entry.c.id == lot_move.c.entry_id).where(entry.c.business_date <= day)
        .group_by(lot_move.c.lot_id).subquery()
    )  # fmt: skip


def _given_back(tx: Connection, day: date) -> int:
    """Points that refunds gave back in lots of their own, since those they came from were about to die."""
    statement = (
        select(func.coalesce(func.sum(lot.c.points), 0)).join(entry, entry.c.id == lot.c.entry_id)
        .where(entry.c.kind == "restoration", lot.c.origin_id.is_not(None), entry.c.business_date <= day)
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())


def versions(tx: Connection) -> list[tuple[date, Programme]]:
    """Every programme with the first business date of its version, newest first."""
    columns = (programme_version.c.valid_from, programme_version.c.definition)
    rows = tx.execute(select(*columns).order_by(programme_version.c.version.desc()))
    return [(row.valid_from, from_plain(row.definition)) for row in rows]
