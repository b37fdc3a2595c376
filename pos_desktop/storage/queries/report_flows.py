"""What the loyalty report's charts are drawn from: sales by day, visits, tier moves, days that changed afterwards."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, func, select, union_all

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.lines import Ware
from pos_desktop.storage.queries import attachments
from pos_desktop.storage.schema.loyalty import tier_change
from pos_desktop.storage.schema.selling import refund, refund_line, sale, sale_line


def whose() -> Any:
    """For a query over sales: the account that has the sale now; NULL for a guest's."""
    return attachments.owner_of(sale.c.id, sale.c.account_id)


def kept() -> Any:
    """For a query over sales: whether something of it is still sold."""
    whole = select(refund.c.id).where(refund.c.sale_id == sale.c.id, refund.c.is_whole == 1)
    return ~whole.correlate(sale).exists()


def sold(tx: Connection, first: date, last: date) -> dict[Id | None, Money]:
    """Đồng of goods sold on these business dates less those returned on them, by account; None for guests.

    A sale that a member claimed, or that was moved, is the sale of who has its points. Gift cards, top-ups and
    memberships are no goods.
    """
    both = _goods(first, last)
    statement = select(both.c.owner, func.sum(both.c.amount)).group_by(both.c.owner)
    return {account_id: int(amount) for account_id, amount in tx.execute(statement)}


def _goods(first: date, last: date) -> Any:
    goods = sale_line.c.ware == Ware.GOODS.value
    out = (
        select(sale.c.business_date.label("day"), whose().label("owner"), sale_line.c.amount.label("amount"))
        .join(sale, sale.c.id == sale_line.c.sale_id).where(sale.c.business_date.between(first, last), goods)
    )  # fmt: skip
    back = (
        select(refund.c.business_date.label("day"), whose().label("owner"), (-refund_line.c.money).label("amount"))
        .join(refund, refund.c.id == refund_line.c.refund_id).join(sale, sale.c.id == refund.c.sale_id)
        .join(sale_line, and_(sale_line.c.sale_id == sale.c.id, sale_line.c.position == refund_line.c.sale_position))
        .where(refund.c.business_date.between(first, last), goods)
    )  # fmt: skip
    return union_all(out, back).subquery()


def tier_moves(tx: Connection, first: date, last: date) -> dict[tuple[str, str], int]:
    """Moves from a tier to another on these business dates, counted by the two codes."""
    moved = tier_change.c.tier_before != tier_change.c.tier_after
    columns = (tier_change.c.tier_before, tier_change.c.tier_after)
    statement = select(*columns, func.count()).where(tier_change.c.on_date.between(first, last), moved)
    return {(before, after): int(count) for before, after, count in tx.execute(statement.group_by(*columns))}


def changed_days(tx: Connection, first: date, last: date) -> list[date]:
    """Business dates of the range of which something was taken back on a later one."""
    statement = (
        select(sale.c.business_date).join(refund, refund.c.sale_id == sale.c.id)
        .where(sale.c.business_date.between(first, last), refund.c.business_date > first,
               refund.c.business_date > sale.c.business_date)
        .distinct().order_by(sale.c.business_date)
    )  # fmt: skip
    return list(tx.execute(statement).scalars())
