"""Pictures of loyalty accounts for the points rules."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, and_, case, func, select, union_all, update

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.account import AccountPicture
from pos_desktop.loyalty.lots import Lot, idle_until
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.tier_windows import Activity, first_day
from pos_desktop.loyalty.tiers import TierState
from pos_desktop.storage.queries import merges
from pos_desktop.storage.queries.manual_tiers import manual_of
from pos_desktop.storage.schema.loyalty import account, activity, attachment, lot, manual_tier, reservation
from pos_desktop.storage.schema.members import member
from pos_desktop.storage.schema.selling import sale
from pos_desktop.storage.schema.shop import staff
from pos_desktop.storage.schema.stored import donation, partner_voucher


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
    is_merged: bool = False
    """Part of another account now."""


def lock(tx: Connection, account_id: Id) -> LockedAccount | None:
    """Serialise writers of this account and read it, in one statement and never from a cache."""
    statement = (
        update(account).where(account.c.id == account_id).values(seq=account.c.seq)
        .returning(account.c.seq, account.c.balance, account.c.debt, account.c.tier, account.c.tier_until,
                   account.c.lifetime_earned, account.c.member_id,
                   merges.is_merged(account.c.member_id).label("is_merged"))
    )  # fmt: skip
    row = tx.execute(statement).first()
    if row is None:
        return None
    state = TierState(row.tier, row.tier_until)
    return LockedAccount(
        account_id, row.seq, row.balance, row.debt, state, row.lifetime_earned, row.member_id, bool(row.is_merged)
    )


def picture(
    tx: Connection, account_id: Id, day: date, now: datetime, *, programme: Programme, for_order: Id | None = None,
    served_by: Id | None = None,
) -> AccountPicture | None:  # fmt: skip
    """The account as the rules see it on `day`; points reserved by `for_order` itself stay available.

    It earns nothing where it is the account of the person `served_by`, or theirs became part of it.

    What only some programmes ask for is added by `services.members.points.pictures`.
    """
    everybody = account.alias("everybody")
    own = (
        select(staff.c.id).join(everybody, everybody.c.member_id == staff.c.member_id)
        .where(staff.c.id == (served_by or ""), everybody.c.id.in_(merges.ids_of_family(account_id)))
    )  # fmt: skip
    row = tx.execute(
        select(account.c.debt, account.c.tier, account.c.tier_until, member.c.blocked, member.c.joined_on,
               member.c.groups,
               own.exists().label("is_own"), select(manual_tier.c.id).exists().label("some_by_hand"))
        .join(member, member.c.id == account.c.member_id).where(account.c.id == account_id)
    ).first()  # fmt: skip
    if row is None:
        return None
    state = TierState(row.tier, row.tier_until)
    first = first_day(programme, min(state.stands_until or day, day), row.joined_on)
    today = _today(tx, account_id, day, now, for_order)
    return AccountPicture(
        id=account_id, day=day, lots=lots(tx, account_id), debt=row.debt, tier=state, joined_on=row.joined_on,
        activity=_activity(tx, account_id, first), blocked=row.blocked, earning_orders=today.earning,
        redeemed_value=today.redeemed, reserved=today.reserved, visits_today=today.visits, points_today=today.earned,
        minutes_since=_minutes(now, today.last_earned), earns=not row.is_own,
        manual=manual_of(tx, account_id, day) if row.some_by_hand else None, groups=tuple(row.groups),
    )  # fmt: skip


def _activity(tx: Connection, account_id: Id, first: date) -> tuple[Activity, ...]:
    """What every business date since `first` added to the metrics, or took back."""
    sums = (func.sum(activity.c.spend), func.sum(activity.c.points), func.sum(activity.c.visits))
    statement = (
        select(activity.c.on_date, *sums).where(activity.c.account_id == account_id, activity.c.on_date >= first)
        .group_by(activity.c.on_date).order_by(activity.c.on_date)
    )  # fmt: skip
    return tuple(Activity(*row) for row in tx.execute(statement))


def _today(tx: Connection, account_id: Id, day: date, now: datetime, for_order: Id | None) -> Any:
    """Orders of the day, what points paid for on it, gifts to causes included, and what other open orders hold.

    Orders are those that are the member's now: bought, claimed, moved to them, or of who became part of them.
    """
    family = merges.ids_of_family(account_id)
    held = select(func.coalesce(func.sum(reservation.c.points), 0)).where(
        reservation.c.account_id == account_id, reservation.c.until > now, reservation.c.order_id != (for_order or "")
    )
    issued = case((partner_voucher.c.kind == "issued", partner_voucher.c.value), else_=0)
    given = [
        select(func.coalesce(func.sum(value), 0))
        .where(table.c.account_id.in_(family), table.c.business_date == day).scalar_subquery()
        for table, value in ((donation, donation.c.value), (partner_voucher, issued))
    ]  # fmt: skip
    claimed = attachment.alias("claimed")
    newest = select(func.max(attachment.c.step)).where(attachment.c.sale_id == sale.c.id).scalar_subquery()
    owner = func.coalesce(claimed.c.account_id, sale.c.account_id)
    points = func.coalesce(claimed.c.earned, sale.c.earned)
    # Found by account, since a day has many sales: those that they bought, and those that were ever given to them.
    bought = select(sale.c.id).where(sale.c.account_id.in_(family), sale.c.business_date == day)
    on = select(sale.c.business_date).where(sale.c.id == attachment.c.sale_id).scalar_subquery()
    given_later = select(attachment.c.sale_id).where(attachment.c.account_id.in_(family), on == day)
    return tx.execute(
        select(
            held.scalar_subquery().label("reserved"), func.count().label("visits"),
            func.coalesce(func.sum(case((points > 0, 1), else_=0)), 0).label("earning"),
            (func.coalesce(func.sum(sale.c.points_value), 0) + given[0] + given[1]).label("redeemed"),
            func.coalesce(func.sum(points), 0).label("earned"),
            func.max(case((points > 0, sale.c.at))).label("last_earned"),
        )
        .select_from(sale.outerjoin(claimed, and_(claimed.c.sale_id == sale.c.id, claimed.c.step == newest)))
        .where(sale.c.id.in_(union_all(bought, given_later)), owner.in_(family))
    ).one()  # fmt: skip


def _minutes(now: datetime, earned_at: datetime | None) -> int | None:
    return None if earned_at is None else max(0, int((now - earned_at).total_seconds() // 60))


def lots(tx: Connection, account_id: Id) -> tuple[Lot, ...]:
    """Lots that still hold points; those that live while their member comes with the last day that follows from it."""
    statement = select(lot).where(lot.c.account_id == account_id, lot.c.left_points > 0).order_by(lot.c.seq)
    return alive(tx, account_id, tx.execute(statement).all())


def alive(tx: Connection, account_id: Id, rows: Sequence[Any]) -> tuple[Lot, ...]:
    """Rows of lots, which live by what the account does, as lots."""
    opened = min((row.usable_from for row in rows if row.idle_months), default=None)
    days = [one.on for one in _activity(tx, account_id, opened)] if opened else []
    return tuple(_lot(row, days) for row in rows)


def _lot(row: Any, days: Sequence[date]) -> Lot:
    until = row.expires_on
    if row.idle_months:
        until = idle_until(row.usable_from, row.idle_months, days)
    return Lot(row.id, row.left_points, row.usable_from, until, row.seq, row.sale_id)
