"""What the books of points are made of: the roll-ups of entries by kind, of lots by life, and of how lots ended."""

from collections import defaultdict
from datetime import date
from typing import Any

from sqlalchemy import Connection, case, func, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.liability import Breakage, Flow, Life, LotFlow
from pos_desktop.loyalty.programme import Programme, from_plain
from pos_desktop.storage.schema.loyalty import activity, programme_version
from pos_desktop.storage.schema.rollups import day_lots, day_points, day_total


def flows(tx: Connection, first: date, last: date) -> list[Flow]:
    """Entries through `last` by business date, kind and sign; all before `first` as one sum of each."""
    day = _day(day_points.c.day, first)
    columns = (day, day_points.c.kind, day_points.c.is_in)
    sums = (func.sum(day_points.c.points), func.sum(day_points.c.debt))
    statement = select(day, day_points.c.kind, *sums).where(day_points.c.day <= last).group_by(*columns)
    return [Flow(on or date.min, kind, int(points), int(debt)) for on, kind, points, debt in tx.execute(statement)]


def lot_flows(tx: Connection, first: date, last: date) -> list[LotFlow]:
    """What went into lots and out of them through `last`, by business date and life; all before `first` as one sum."""
    day = _day(day_lots.c.day, first)
    life = (day_lots.c.usable_from, day_lots.c.expires_on, day_lots.c.idle_months, day_lots.c.account_id)
    statement = select(day, *life, func.sum(day_lots.c.points)).where(day_lots.c.day <= last).group_by(day, *life)
    rows = tx.execute(statement).all()
    active = _active(tx, last) if any(row.idle_months for row in rows) else {}
    return [_lot_flow(row, active) for row in rows]


def _day(column: Any, first: date) -> Any:
    return case((column < first, None), else_=column)


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
    """Of the lots that were over or used up at the end of `day`: what members used, and what died."""
    columns = (day_total.c.died, day_total.c.used, day_total.c.given_back)
    sums = (func.coalesce(func.sum(column), 0) for column in columns)
    died, used, given_back = map(int, tx.execute(select(*sums).where(day_total.c.day <= day)).one())
    return Breakage(died, died + max(0, used - given_back))


def versions(tx: Connection) -> list[tuple[date, Programme]]:
    """Every programme with the first business date of its version, newest first."""
    columns = (programme_version.c.valid_from, programme_version.c.definition)
    rows = tx.execute(select(*columns).order_by(programme_version.c.version.desc()))
    return [(row.valid_from, from_plain(row.definition)) for row in rows]
