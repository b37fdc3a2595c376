"""Reads what a member's points are explained by: rows with their receipts and people, lots, moves, what counts."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import CompoundSelect, Connection, and_, func, literal, select, union

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.explanation import LotPart
from pos_desktop.storage.queries.returns import refund_number
from pos_desktop.storage.schema.loyalty import (
    account,
    activity,
    attachment,
    entry,
    lot,
    lot_move,
    member_merge,
    reward_use,
    tier_change,
)  # fmt: skip
from pos_desktop.storage.schema.members import member
from pos_desktop.storage.schema.selling import refund, sale, sale_reduction
from pos_desktop.storage.schema.shop import register, staff
from pos_desktop.storage.schema.stored import donation


@dataclass(frozen=True, slots=True)
class Standing:
    """An account's own caches and the member's day of joining."""

    balance: int
    debt: int
    joined_on: date


def standing(tx: Connection, account_id: Id) -> Standing | None:
    """What the account itself says that it holds."""
    columns = (account.c.balance, account.c.debt, member.c.joined_on)
    row = tx.execute(select(*columns).join(member).where(account.c.id == account_id)).first()
    return Standing(*row) if row else None


def account_of(tx: Connection, member_id: Id) -> Id | None:
    """The member's account."""
    return tx.execute(select(account.c.id).where(account.c.member_id == member_id)).scalar()


def receipts(tx: Connection, account_id: Id) -> dict[Id, str]:
    """Numbers of the receipts that the account's rows lead to, by sale id."""
    own = [
        select(table.c.sale_id).where(table.c.account_id == account_id)
        for table in (entry, lot, activity, tier_change)
    ]  # fmt: skip
    statement = select(sale.c.id, register.c.code, sale.c.number).join(register).where(sale.c.id.in_(union(*own)))
    return {sale_id: receipt_number(code, number) for sale_id, code, number in tx.execute(statement)}


def receipt_number(code: str, number: int) -> str:
    """A receipt's number as people read it: `K1-000231`."""
    return f"{code}-{number:06d}"


def refunds_of(tx: Connection, account_id: Id) -> dict[Id, str]:
    """Numbers of the refunds that the account's rows lead to, by refund id."""
    own = select(entry.c.refund_id).where(entry.c.account_id == account_id)
    statement = select(refund.c.id, register.c.code, refund.c.number).join(register).where(refund.c.id.in_(own))
    return {refund_id: refund_number(code, number) for refund_id, code, number in tx.execute(statement)}


def entries(tx: Connection, account_id: Id) -> list[Any]:
    """Rows of the ledger in order, each with its person, its cause, and how its sale came here."""
    causes = select(donation.c.entry_id, donation.c.cause).subquery()
    ways = (
        select(attachment.c.operation_id, func.max(attachment.c.way).label("way"))
        .where(attachment.c.sale_id.in_(_sales_of(account_id))).group_by(attachment.c.operation_id).subquery()
    )  # fmt: skip
    statement = (
        select(entry, staff.c.name.label("staff_name"), causes.c.cause, ways.c.way)
        .outerjoin(staff, staff.c.id == entry.c.staff_id).outerjoin(causes, causes.c.entry_id == entry.c.id)
        .outerjoin(ways, ways.c.operation_id == entry.c.operation_id)
        .where(entry.c.account_id == account_id).order_by(entry.c.seq)
    )  # fmt: skip
    return list(tx.execute(statement))


def others(tx: Connection, account_id: Id) -> dict[Id, str]:
    """Codes of the members on the other side of this account's paired rows, by the row's id."""
    mine, theirs = entry.alias("mine"), entry.alias("theirs")
    # Which row names this one is asked of the accounts that can have it: no index finds a row by the row it names.
    named = and_(theirs.c.pair_id == mine.c.id, theirs.c.account_id.in_(_counterparts(account_id)))
    both = [
        select(mine.c.id, member.c.code).select_from(mine.join(theirs, paired))
        .join(account, account.c.id == theirs.c.account_id).join(member, member.c.id == account.c.member_id)
        .where(mine.c.account_id == account_id, theirs.c.account_id != account_id)
        for paired in (mine.c.pair_id == theirs.c.id, named)
    ]  # fmt: skip
    return {row.id: row.code for row in tx.execute(union(*both))}


def _counterparts(account_id: Id) -> CompoundSelect[Any]:
    """For a query: accounts that were ever merged with this one, or have had a sale that it has had."""
    kin = select(literal(account_id).label("id")).cte("kin", recursive=True)
    from_id, to_id = member_merge.c.from_account_id, member_merge.c.to_account_id
    ends = (select(to_id).where(from_id == kin.c.id), select(from_id).where(to_id == kin.c.id))
    everybody = kin.union(*ends)
    given = select(attachment).where(attachment.c.sale_id.in_(_sales_of(account_id))).subquery()
    return union(
        select(everybody.c.id), select(given.c.account_id), select(given.c.from_account_id),
        select(sale.c.account_id).where(sale.c.id.in_(select(given.c.sale_id))),
    )  # fmt: skip


def _sales_of(account_id: Id) -> CompoundSelect[Any]:
    """For a query: sales that the account made or was given, or that its rows lead to."""
    return union(
        select(sale.c.id).where(sale.c.account_id == account_id),
        select(attachment.c.sale_id).where(attachment.c.account_id == account_id),
        select(entry.c.sale_id).where(entry.c.account_id == account_id),
    )


def lot_parts(tx: Connection, account_id: Id, numbers: Mapping[Id, str]) -> dict[Id, list[LotPart]]:
    """What each row of the ledger put into lots and took out of them; `numbers` are receipts by sale id."""
    life = (lot.c.usable_from, lot.c.expires_on, lot.c.sale_id, lot.c.idle_months)
    opened = select(lot.c.entry_id, lot.c.points, *life).where(lot.c.account_id == account_id).order_by(lot.c.seq)
    moved = (
        select(lot_move.c.entry_id, lot_move.c.points, *life).join(lot, lot.c.id == lot_move.c.lot_id)
        .where(lot.c.account_id == account_id).order_by(lot_move.c.id)
    )  # fmt: skip
    parts: dict[Id, list[LotPart]] = defaultdict(list)
    for statement in (moved, opened):
        for entry_id, points, usable_from, expires_on, sale_id, idle in tx.execute(statement):
            part = LotPart(points, usable_from, expires_on, numbers.get(sale_id, ""), idle)
            parts[entry_id].append(part)
    return parts


def lot_sizes(tx: Connection, account_id: Id) -> dict[Id, tuple[int, int | None]]:
    """Points that each lot with points began with, and the months that it lives without a visit."""
    columns = (lot.c.id, lot.c.points, lot.c.idle_months)
    rows = tx.execute(select(*columns).where(lot.c.account_id == account_id, lot.c.left_points > 0))
    return {lot_id: (points, idle) for lot_id, points, idle in rows}


def counted(tx: Connection, account_id: Id, first: date, last: date) -> list[Any]:
    """What each day and sale added to the metrics: `on_date`, `sale_id`, `spend`, `points`, `visits`."""
    sums = [func.sum(column).label(column.name) for column in (activity.c.spend, activity.c.points, activity.c.visits)]
    statement = (
        select(activity.c.on_date, activity.c.sale_id, *sums)
        .where(activity.c.account_id == account_id, activity.c.on_date >= first, activity.c.on_date <= last)
        .group_by(activity.c.on_date, activity.c.sale_id).order_by(activity.c.on_date, func.min(activity.c.seq))
    )  # fmt: skip
    return list(tx.execute(statement))


def tier_steps(tx: Connection, account_id: Id) -> list[Any]:
    """Moves of the tier in order."""
    return list(tx.execute(
        select(tier_change).where(tier_change.c.account_id == account_id).order_by(tier_change.c.seq)
    ))  # fmt: skip


# one sale


def attached(tx: Connection, sale_id: Id) -> Any | None:
    """How the sale was last given to a member after it was made: `way`, `business_date`, `loyalty`, `name` of who."""
    statement = (
        select(attachment.c.way, attachment.c.business_date, attachment.c.loyalty, staff.c.name)
        .outerjoin(staff, staff.c.id == attachment.c.staff_id).where(attachment.c.sale_id == sale_id)
        .order_by(attachment.c.step.desc()).limit(1)
    )  # fmt: skip
    return tx.execute(statement).first()


def reductions(tx: Connection, sale_id: Id) -> list[Any]:
    """Đồng that each deal took off the sale: `source`, `rule`, `name`, `amount`."""
    statement = (
        select(sale_reduction.c.source, sale_reduction.c.rule, sale_reduction.c.name,
               func.sum(sale_reduction.c.amount).label("amount"))
        .where(sale_reduction.c.sale_id == sale_id)
        .group_by(sale_reduction.c.source, sale_reduction.c.rule, sale_reduction.c.name)
        .order_by(func.min(sale_reduction.c.position))
    )  # fmt: skip
    return list(tx.execute(statement))


def rewards(tx: Connection, sale_id: Id) -> list[Any]:
    """Rewards that the sale took: `reward`, `points`, `value`."""
    columns = (reward_use.c.reward, reward_use.c.points, reward_use.c.value)
    statement = select(*columns).where(reward_use.c.sale_id == sale_id, reward_use.c.uses > 0)
    return list(tx.execute(statement.order_by(reward_use.c.id)))


def usable_at_once(tx: Connection, sale_id: Id, day: date) -> int:
    """Points of the sale's own accrual that could be spent on its day."""
    statement = (
        select(func.coalesce(func.sum(lot.c.points), 0)).join(entry, entry.c.id == lot.c.entry_id)
        .join(sale, sale.c.id == entry.c.sale_id)
        .where(entry.c.sale_id == sale_id, entry.c.kind == "accrual", entry.c.account_id == sale.c.account_id,
               lot.c.usable_from <= day)
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())


def refunds(tx: Connection, sale_id: Id) -> list[Any]:
    """Refunds of the sale in order: `number`, `business_date`, `money`, `clawed`, `restored`."""
    columns = (register.c.code, refund.c.number, refund.c.business_date, refund.c.money, refund.c.clawed,
               refund.c.restored)  # fmt: skip
    statement = (
        select(*columns).join(register, register.c.id == refund.c.register_id)
        .where(refund.c.sale_id == sale_id).order_by(refund.c.at, refund.c.id)
    )  # fmt: skip
    return [(refund_number(code, number), *rest) for code, number, *rest in tx.execute(statement)]
