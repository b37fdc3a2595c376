"""Reads the people of household and office cards, and what each has redeemed in a month."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, func, select

from pos_desktop.core.days import end_of_month
from pos_desktop.core.ids import Id
from pos_desktop.storage.queries import merges
from pos_desktop.storage.schema.members import holder, member_phone
from pos_desktop.storage.schema.selling import refund, sale


@dataclass(frozen=True, slots=True)
class Holder:
    """A person of a household or office card; without `points_per_month` no limit holds."""

    id: Id
    member_id: Id
    name: str
    points_per_month: int | None
    active: bool = True


def by_id(tx: Connection, holder_id: Id) -> Holder | None:
    """The person with this id, retired or not."""
    return _one(tx, holder.c.id == holder_id)


def by_phone(tx: Connection, e164: str) -> Holder | None:
    """Whose number this is; None for the member's own."""
    owner = select(member_phone.c.holder_id).where(member_phone.c.e164 == e164).scalar_subquery()
    return _one(tx, holder.c.id == owner)


def of_member(tx: Connection, member_id: Id) -> list[Holder]:
    """Who may use the member's points, in the order in which they were added."""
    mine = holder.c.member_id.in_(merges.family_of_member(tx, member_id))
    rows = tx.execute(_rows(mine, holder.c.active == 1).order_by(holder.c.at, holder.c.id))
    return [Holder(*row) for row in rows]


def redeemed_in(tx: Connection, holder_id: Id, day: date) -> int:
    """Points that the person took in the calendar month of `day`, less those that came back of the same sales."""
    mine = (sale.c.holder_id == holder_id, sale.c.business_date.between(day.replace(day=1), end_of_month(day)))
    taken = select(func.coalesce(func.sum(sale.c.points + sale.c.reward_points), 0)).where(*mine)
    back = select(func.coalesce(func.sum(refund.c.restored + refund.c.reward_points), 0))
    back = back.join(sale, sale.c.id == refund.c.sale_id).where(*mine)
    return int(tx.execute(taken).scalar_one()) - int(tx.execute(back).scalar_one())


def left_of(tx: Connection, holder_id: Id, day: date) -> int | None:
    """Points that the person may still redeem in the month of `day`: none once retired, None without a limit."""
    known = by_id(tx, holder_id)
    if known is None or not known.active:
        return 0
    if known.points_per_month is None:
        return None
    return max(0, known.points_per_month - redeemed_in(tx, holder_id, day))


def _rows(*where: ColumnElement[bool]) -> Any:
    columns = (holder.c.id, holder.c.member_id, holder.c.name, holder.c.points_per_month, holder.c.active)
    return select(*columns).where(*where)


def _one(tx: Connection, *where: ColumnElement[bool]) -> Holder | None:
    row = tx.execute(_rows(*where)).first()
    return Holder(*row) if row else None
