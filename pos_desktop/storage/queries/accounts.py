"""Pictures of loyalty accounts for the points rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, case, func, select, update

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.lots import Lot
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tier_windows import Activity, first_day
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.storage.schema.loyalty import account, lot, reservation
from pos_desktop.storage.schema.members import member
from pos_desktop.storage.schema.selling import sale


@dataclass(frozen=True, slots=True)
class LockedAccount:
    """An account's caches, read by the statement that locked it."""

    id: Id
    seq: int
    balance: int
    debt: int
    tier: TierState
    lifetime_earned: int
    member_id: Id


def lock(tx: Connection, account_id: Id) -> LockedAccount | None:
    """Serialise writers of this account and read it, in one statement and never from a cache."""
    statement = (
        update(account).where(account.c.id == account_id).values(seq=account.c.seq)
        .returning(account.c.seq, account.c.balance, account.c.debt, account.c.tier, account.c.tier_until,
                   account.c.lifetime_earned, account.c.member_id)
    )  # fmt: skip
    row = tx.execute(statement).first()
    if row is None:
        return None
    state = TierState(row.tier, row.tier_until)
    return LockedAccount(account_id, row.seq, row.balance, row.debt, state, row.lifetime_earned, row.member_id)


def picture(
    tx: Connection, account_id: Id, day: date, now: datetime, *, programme: Programme, for_order: Id | None = None
) -> AccountPicture | None:
    """The account as the rules see it on `day`; points reserved by `for_order` itself stay available."""
    row = tx.execute(
        select(account.c.debt, account.c.tier, account.c.tier_until, member.c.blocked, member.c.is_staff,
               member.c.joined_on)
        .join(member, member.c.id == account.c.member_id).where(account.c.id == account_id)
    ).first()  # fmt: skip
    if row is None:
        return None
    state = TierState(row.tier, row.tier_until)
    first = first_day(programme, min(state.stands_until or day, day), row.joined_on)
    days = _sale_days(tx, account_id, first)
    today = next((d for d in days if d.business_date == day), None)
    return AccountPicture(
        id=account_id, day=day, lots=_lots(tx, account_id), debt=row.debt, tier=state,
        joined_on=row.joined_on,
        activity=tuple(Activity(d.business_date, d.basis, d.earned, d.visits) for d in days),
        earning_orders=today.earning if today else 0, redeemed_value=today.redeemed if today else 0,
        reserved=_reserved(tx, account_id, now, for_order), blocked=row.blocked,
    )  # fmt: skip


def _sale_days(tx: Connection, account_id: Id, first: date) -> Sequence[Any]:
    statement = (
        select(
            sale.c.business_date, func.sum(sale.c.basis).label("basis"),
            func.sum(sale.c.earned).label("earned"), func.count().label("visits"),
            func.sum(sale.c.points_value).label("redeemed"),
            func.sum(case((sale.c.earned > 0, 1), else_=0)).label("earning"),
        )
        .where(sale.c.account_id == account_id, sale.c.business_date >= first)
        .group_by(sale.c.business_date).order_by(sale.c.business_date)
    )  # fmt: skip
    return tx.execute(statement).all()


def _lots(tx: Connection, account_id: Id) -> tuple[Lot, ...]:
    columns = (lot.c.id, lot.c.left_points, lot.c.usable_from, lot.c.expires_on, lot.c.seq, lot.c.sale_id)
    statement = select(*columns).where(lot.c.account_id == account_id, lot.c.left_points > 0).order_by(lot.c.seq)
    return tuple(Lot(*row) for row in tx.execute(statement))


def _reserved(tx: Connection, account_id: Id, now: datetime, for_order: Id | None) -> int:
    statement = select(func.coalesce(func.sum(reservation.c.points), 0)).where(
        reservation.c.account_id == account_id, reservation.c.until > now, reservation.c.order_id != (for_order or "")
    )
    return int(tx.execute(statement).scalar_one())
