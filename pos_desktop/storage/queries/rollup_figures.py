"""What the reports read of the roll-ups: goods by day and member, visits, hours, purchases in their order, rhythms."""

from collections.abc import Collection
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.storage.schema.rollups import day_hour, day_spend, day_visit, member_rhythm

IS_FIRST = day_visit.c.place == 0
"""Of a member's visits on a date, one."""


def sold_by_day(tx: Connection, first: date, last: date) -> dict[date, tuple[Money, Money]]:
    """Đồng of goods by business date, to members and to guests, less what came back on that date."""
    guest = func.sum(case((day_spend.c.account_id == "", day_spend.c.amount), else_=0))
    statement = select(day_spend.c.day, func.sum(day_spend.c.amount) - guest, guest).group_by(day_spend.c.day)
    rows = tx.execute(statement.where(day_spend.c.day.between(first, last)))
    return {day: (int(to), int(by)) for day, to, by in rows}


def sold(tx: Connection, first: date, last: date) -> dict[Id | None, Money]:
    """Đồng of goods sold on these business dates less those returned on them, by account; None for guests.

    A sale that a member claimed, or that was moved, is the sale of who has its points. Gift cards, top-ups and
    memberships are no goods.
    """
    statement = select(day_spend.c.account_id, func.sum(day_spend.c.amount)).group_by(day_spend.c.account_id)
    rows = tx.execute(statement.where(day_spend.c.day.between(first, last)))
    return {account_id or None: int(amount) for account_id, amount in rows}


def best_buyers(tx: Connection, first: date, last: date, most: int) -> list[tuple[Id, Money]]:
    """Members who bought for most, and for how much."""
    amount = func.sum(day_spend.c.amount)
    statement = (
        select(day_spend.c.account_id, amount)
        .where(day_spend.c.day.between(first, last), day_spend.c.account_id != "").group_by(day_spend.c.account_id)
        .having(amount > 0).order_by(amount.desc(), day_spend.c.account_id).limit(most)
    )  # fmt: skip
    return [(row[0], int(row[1])) for row in tx.execute(statement)]


def buyers(tx: Connection, first: date, last: date) -> int:
    """Members who bought for something."""
    amount = func.sum(day_spend.c.amount)
    found = (
        select(day_spend.c.account_id).where(day_spend.c.day.between(first, last), day_spend.c.account_id != "")
        .group_by(day_spend.c.account_id).having(amount > 0).subquery()
    )  # fmt: skip
    return int(tx.execute(select(func.count()).select_from(found)).scalar_one())


def visits(tx: Connection, first: date, last: date, of: Collection[Id]) -> dict[Id, tuple[int, Money]]:
    """How many sales of the range each of these accounts has, and what they brought in above their cost."""
    statement = select(day_visit.c.account_id, func.count(), func.sum(day_visit.c.margin)).where(
        day_visit.c.account_id.in_(of), day_visit.c.day.between(first, last))  # fmt: skip
    rows = tx.execute(statement.group_by(day_visit.c.account_id))
    return {account_id: (int(count), int(margin)) for account_id, count, margin in rows}


def active(tx: Connection, first: date, last: date) -> int:
    """Members who bought something in the range and kept it."""
    statement = select(func.count(day_visit.c.account_id.distinct())).where(day_visit.c.day.between(first, last))
    return int(tx.execute(statement).scalar_one())


def last_buys(tx: Connection, first: date, last: date) -> dict[Id, date]:
    """The last date of the range on which each member bought something and kept it."""
    statement = select(day_visit.c.account_id, func.max(day_visit.c.day)).where(day_visit.c.day.between(first, last))
    return {row[0]: row[1] for row in tx.execute(statement.group_by(day_visit.c.account_id))}


def came_again(tx: Connection, first: date, last: date, within: timedelta) -> tuple[int, int]:
    """Of the members who bought in the range, those who did on a later date `within` of such a one, and all of them."""
    later = day_visit.alias("later")
    again = (
        select(later.c.account_id)
        .where(later.c.account_id == day_visit.c.account_id, later.c.ordinal > day_visit.c.ordinal,
               later.c.ordinal <= day_visit.c.ordinal + within.days).correlate(day_visit).exists()
    )  # fmt: skip
    account_id = day_visit.c.account_id
    statement = select(func.count(case((again, account_id)).distinct()), func.count(account_id.distinct())).where(
        IS_FIRST, day_visit.c.day.between(first, last))  # fmt: skip
    found = tx.execute(statement).one()
    return int(found[0]), int(found[1])


def hours(tx: Connection, first: date, last: date) -> dict[tuple[int, bool], int]:
    """Sales that were kept, by the hour of the shop's clock, and whether a member has them."""
    columns = (day_hour.c.hour, day_hour.c.is_member)
    statement = select(*columns, func.sum(day_hour.c.visits)).where(day_hour.c.day.between(first, last))
    return {(hour, bool(member)): int(count) for hour, member, count in tx.execute(statement.group_by(*columns))}


def purchases(tx: Connection, first: date, last: date, most: int) -> dict[int, tuple[Money, int]]:
    """Margin and number of members' first, second ... purchases of the range; from the `most`-th on all together."""
    ranged = select(
        day_visit.c.account_id, day_visit.c.margin,
        func.row_number().over(partition_by=day_visit.c.account_id, order_by=(day_visit.c.day, day_visit.c.place))
        .label("at"),
    ).where(day_visit.c.day.between(first, last)).subquery("ranged")  # fmt: skip
    before = day_visit.alias("before")
    had = (
        select(func.count()).where(before.c.account_id == ranged.c.account_id, before.c.ordinal < first.toordinal())
        .correlate(ranged).scalar_subquery()
    )  # fmt: skip
    number = ranged.c.at + had
    numbered = select(number.label("number"), ranged.c.margin).subquery()
    nth = case((numbered.c.number > most, most), else_=numbered.c.number)
    statement = select(nth, func.sum(numbered.c.margin), func.count()).group_by(nth)
    return {int(at): (int(margin), int(count)) for at, margin, count in tx.execute(statement)}


def at_risk(tx: Connection, last: date, profit_from: date, most: int) -> list[tuple[Id, date, int, Money]]:
    """Who stays away at the end of `last`: account, last buy, twice the gap, profit since `profit_from`; best first.

    Of those who came again later it tells nothing.
    """
    margins = (
        select(day_visit.c.account_id, func.sum(day_visit.c.margin).label("profit"))
        .where(day_visit.c.day.between(profit_from, last)).group_by(day_visit.c.account_id).subquery()
    )  # fmt: skip
    profit = func.coalesce(margins.c.profit, 0)
    statement = (
        select(member_rhythm.c.account_id, member_rhythm.c.last_buy, member_rhythm.c.double_gap, profit)
        .outerjoin(margins, margins.c.account_id == member_rhythm.c.account_id).where(*_away(last))
        .order_by(profit.desc(), member_rhythm.c.last_buy, member_rhythm.c.account_id).limit(most)
    )  # fmt: skip
    return [(row[0], row[1], int(row[2]), int(row[3])) for row in tx.execute(statement)]


def away(tx: Connection, last: date) -> int:
    """How many that are."""
    statement = select(func.count()).select_from(member_rhythm).where(*_away(last))
    return int(tx.execute(statement).scalar_one())


def _away(last: date) -> tuple[Any, ...]:
    return (member_rhythm.c.risk_from <= last, member_rhythm.c.last_buy <= last)


def came_later(last: date) -> Any:
    """For a query: accounts that bought after `last`, whose rhythm as of that date is to be told from their dates."""
    return select(member_rhythm.c.account_id).where(member_rhythm.c.last_buy > last)
