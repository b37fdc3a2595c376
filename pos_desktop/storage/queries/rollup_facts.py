"""What the roll-ups of a business date have to say, summed up from the rows that it is booked in."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta, tzinfo
from typing import Any

from sqlalchemy import Connection, Select, Table, and_, case, func, literal, or_, select, union, union_all

from pos_desktop.core.ids import Id
from pos_desktop.storage.queries import report_flows, report_people
from pos_desktop.storage.queries.report_flows import kept, whose
from pos_desktop.storage.schema.loyalty import entry, lot, lot_move
from pos_desktop.storage.schema.rollups import day_hour, day_lots, day_points, day_spend, day_total, day_visit
from pos_desktop.storage.schema.selling import sale

Facts = dict[Table, set[tuple[Any, ...]]]
"""The rows of each table, in the order of its columns."""


def facts(tx: Connection, day: date, here: tzinfo) -> Facts:
    """All roll-ups of a date; hours are those of the clock `here`."""
    into = report_people.merged_into(tx)
    visits = _visits(tx, day)
    return {
        day_total: {(day, *_breakage(tx, day))}, day_points: set(_points(tx, day)), day_lots: set(_lots(tx, day)),
        day_spend: set(_spend(tx, day, into)), day_visit: set(_kept(tx, day, visits, into)),
        day_hour: {(day, hour, is_member, count) for (hour, is_member), count in Counter(
            (at.astimezone(here).hour, owner is not None) for _one, at, owner in visits).items()},
    }  # fmt: skip


def _points(tx: Connection, day: date) -> Iterator[tuple[Any, ...]]:
    is_in = (entry.c.points > 0).label("is_in")
    sums = (func.sum(entry.c.points), func.sum(entry.c.debt_change))
    statement = select(entry.c.kind, is_in, *sums).where(entry.c.business_date == day).group_by(entry.c.kind, is_in)
    return ((day, kind, bool(way), int(points), int(debt)) for kind, way, points, debt in tx.execute(statement))


def _lots(tx: Connection, day: date) -> Iterator[tuple[Any, ...]]:
    opened = entry.join(lot, lot.c.entry_id == entry.c.id)
    moved = entry.join(lot_move, lot_move.c.entry_id == entry.c.id).join(lot, lot.c.id == lot_move.c.lot_id)
    both = union_all(_changes(lot.c.points, opened, day), _changes(lot_move.c.points, moved, day)).subquery()
    life = (both.c.usable_from, both.c.expires_on, both.c.idle_months, both.c.account_id)
    total = func.sum(both.c.points)
    statement = select(*life, total).group_by(*life).having(total != 0)
    return ((day, place, *row) for place, row in enumerate(tx.execute(statement.order_by(*life))))


def _changes(points: Any, rows: Any, day: date) -> Select[Any]:
    account_id = case((lot.c.idle_months.is_not(None), lot.c.account_id), else_=literal("")).label("account_id")
    columns = (lot.c.usable_from, lot.c.expires_on, lot.c.idle_months, account_id, points.label("points"))
    return select(*columns).select_from(rows).where(entry.c.business_date == day)


def _spend(tx: Connection, day: date, into: dict[Id, Id]) -> Iterator[tuple[Any, ...]]:
    sums: dict[Id, int] = defaultdict(int)
    for owner, amount in report_flows.sold(tx, day, day).items():
        sums[into.get(owner, owner) if owner else ""] += amount
    return ((day, account_id, amount) for account_id, amount in sums.items())


def _visits(tx: Connection, day: date) -> list[tuple[Id, Any, Id | None]]:
    statement = select(sale.c.id, sale.c.at, whose()).where(sale.c.business_date == day, kept())
    return [(row[0], row[1], row[2]) for row in tx.execute(statement.order_by(sale.c.at, sale.c.id))]


def _kept(
    tx: Connection, day: date, visits: list[tuple[Id, Any, Id | None]], into: dict[Id, Id]
) -> Iterator[tuple[Any, ...]]:  # fmt: skip
    places: Counter[Id] = Counter()
    brought = report_people.brought(tx, day, day)
    for sale_id, _at, owner in visits:
        if owner is not None:
            account_id = into.get(owner, owner)
            margin = brought[sale_id].margin if sale_id in brought else 0
            yield (day, account_id, places[account_id], margin, day.toordinal())
            places[account_id] += 1


def _breakage(tx: Connection, day: date) -> tuple[int, int, int]:
    """What the date added: points used of lots that are over or empty, points that died, points given back."""
    touched = _touched(day)
    (used, died), (used_before, died_before) = (used_up(tx, on, touched) for on in (day, day - timedelta(days=1)))
    return used - used_before, died - died_before, given_back(tx, entry.c.business_date == day)


def _touched(day: date) -> Any:
    """Lots that were opened or moved on a date, or over when it began."""
    opened = entry.join(lot, lot.c.entry_id == entry.c.id)
    return union(
        select(lot.c.id).select_from(opened).where(entry.c.business_date == day),
        select(lot_move.c.lot_id).join(entry, entry.c.id == lot_move.c.entry_id).where(entry.c.business_date == day),
        select(lot.c.id).where(lot.c.expires_on == day - timedelta(days=1)),
    ).cte("touched")


def used_up(tx: Connection, day: date, lots: Any = None) -> tuple[int, int]:
    """Of the lots (of all) that were over or empty at the end of `day`: points that members used, and that died.

    What was taken back or moved to another member counts as never issued; what a refund gave back in a lot of its own
    counts there.
    """
    moved = _moved(day, lots)
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
    used, written_off, left_dead = tx.execute(
        statement if lots is None else statement.where(lot.c.id.in_(select(lots.c.id)))
    ).one()
    return int(used), int(written_off + left_dead)


def _moved(day: date, lots: Any) -> Any:
    def sum_of(*kinds: str) -> Any:
        return func.sum(case((entry.c.kind.in_(kinds), lot_move.c.points), else_=literal(0)))

    statement = (
        select(
            lot_move.c.lot_id, func.sum(lot_move.c.points).label("points"),
            sum_of("redemption", "restoration").label("used"), sum_of("expiry").label("died"),
        )
        .join(entry, entry.c.id == lot_move.c.entry_id).where(entry.c.business_date <= day)
        .group_by(lot_move.c.lot_id)
    )  # fmt: skip
    return (statement if lots is None else statement.where(lot_move.c.lot_id.in_(select(lots.c.id)))).subquery()


def given_back(tx: Connection, when: Any) -> int:
    """Points that refunds gave back in lots of their own, since those they came from were about to die."""
    rows = entry.join(lot, lot.c.entry_id == entry.c.id)
    statement = select(func.coalesce(func.sum(lot.c.points), 0)).select_from(rows)
    return int(
        tx.execute(statement.where(entry.c.kind == "restoration", lot.c.origin_id.is_not(None), when)).scalar_one()
    )
