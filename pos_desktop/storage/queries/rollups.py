"""Keeps the roll-ups: which dates are to be summed up, what is kept of a date, and the rhythm of its members."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, union, update

from pos_desktop.core.ids import Id
from pos_desktop.storage.queries.rollup_facts import Facts
from pos_desktop.storage.schema.rollups import OF_A_DAY, day_total, day_visit, member_rhythm, stale_day, stale_rhythm


def stale_days(tx: Connection, through: date) -> list[date]:
    """Dates that are to be summed up, through one, earliest first."""
    statement = select(stale_day.c.id).where(stale_day.c.id <= through.isoformat()).order_by(stale_day.c.id)
    return [date.fromisoformat(day) for day in tx.execute(statement).scalars()]


def settled_days(tx: Connection) -> list[date]:
    """Dates that were summed up and have not changed since, earliest first."""
    marked = set(tx.execute(select(stale_day.c.id)).scalars())
    days = tx.execute(select(day_total.c.day).order_by(day_total.c.day)).scalars()
    return [day for day in days if day.isoformat() not in marked]


def claim(tx: Connection, day: date, by: str) -> bool:
    """Say who sums a date up; the next row that is booked on it takes that away. False where it needs nobody."""
    return bool(tx.execute(update(stale_day).where(stale_day.c.id == day.isoformat()).values(claim=by)).rowcount)


def settle(tx: Connection, day: date, by: str | None = None) -> bool:
    """Take the mark off a date, whoever claims it or only if `by` still does; False where it changed since then."""
    mark = delete(stale_day).where(stale_day.c.id == day.isoformat())
    return bool(tx.execute(mark if by is None else mark.where(stale_day.c.claim == by)).rowcount)


def of_day(tx: Connection, day: date) -> Facts:
    """What is kept of a date."""
    return {
        table: {tuple(row) for row in tx.execute(select(table).where(table.c.day == day))} for table in OF_A_DAY
    }  # fmt: skip


def replace(tx: Connection, day: date, facts: Facts) -> None:
    """Keep what a date's rows sum to, writing only what changed; its members' rhythms are to be told again."""
    old = of_day(tx, day)
    for table in OF_A_DAY:
        _remove(tx, table, old[table] - facts[table])
        _add(tx, table, facts[table] - old[table])
    dates = [{row[:2] for row in kept[day_visit]} for kept in (old, facts)]
    _mark(tx, {account_id for _day, account_id in dates[0] ^ dates[1]})


def _remove(tx: Connection, table: Table, rows: Collection[tuple[Any, ...]]) -> None:
    if rows:
        is_this = (column.is_not_distinct_from(bindparam(f"of_{column.name}", type_=column.type))
                   for column in table.columns)  # fmt: skip
        names = [f"of_{column.name}" for column in table.columns]
        tx.execute(delete(table).where(*is_this), [dict(zip(names, row, strict=True)) for row in rows])


def _add(tx: Connection, table: Table, rows: Iterable[tuple[Any, ...]]) -> None:
    if made := [dict(zip(table.columns.keys(), row, strict=True)) for row in rows]:
        tx.execute(insert(table), made)


def _mark(tx: Connection, accounts: Collection[Id]) -> None:
    known = set(tx.execute(select(stale_rhythm.c.id)).scalars()) if accounts else set()
    _add(tx, stale_rhythm, [(account_id,) for account_id in accounts if account_id not in known])


def stale_rhythms(tx: Connection, most: int) -> list[Id]:
    """Some of the accounts whose rhythm is to be told again."""
    return list(tx.execute(select(stale_rhythm.c.id).limit(most)).scalars())


def settled_members(tx: Connection) -> list[Id]:
    """Accounts of members who bought or have a rhythm, without those whose rhythm is to be told again."""
    known = union(select(day_visit.c.account_id), select(member_rhythm.c.account_id))
    return sorted(set(tx.execute(known).scalars()) - set(tx.execute(select(stale_rhythm.c.id)).scalars()))


def kept_rhythms(tx: Connection, accounts: Collection[Id]) -> list[tuple[Any, ...]]:
    """Rows of `member_rhythm` of accounts."""
    statement = select(member_rhythm).where(member_rhythm.c.account_id.in_(accounts))
    return [tuple(row) for row in tx.execute(statement)]


def keep_rhythms(tx: Connection, accounts: Collection[Id], rows: Collection[tuple[Any, ...]]) -> None:
    """Keep the rhythms of accounts, `rows` in the order of the table's columns; who is in none has none."""
    tx.execute(delete(member_rhythm).where(member_rhythm.c.account_id.in_(accounts)))
    _add(tx, member_rhythm, rows)
    tx.execute(delete(stale_rhythm).where(stale_rhythm.c.id.in_(accounts)))


def buy_days(tx: Connection, accounts: Any, last: date = date.max) -> dict[Id, list[date]]:
    """The dates on which accounts bought, through one, earliest first and each once."""
    days: dict[Id, list[date]] = defaultdict(list)
    statement = select(day_visit.c.account_id, day_visit.c.day).where(
        day_visit.c.account_id.in_(accounts), day_visit.c.place == 0, day_visit.c.day <= last)  # fmt: skip
    for account_id, day in tx.execute(statement.order_by(day_visit.c.day)):
        days[account_id].append(day)
    return days
