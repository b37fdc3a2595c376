"""Reads what a referral is judged by: who brought whom, what is known of both, their orders, and what was decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, func, select

from pos_desktop.core.days import end_of_month
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.storage.queries import merges
from pos_desktop.storage.queries.attachments import belongs
from pos_desktop.storage.schema.loyalty import account, referral_reward
from pos_desktop.storage.schema.members import card, member, member_phone
from pos_desktop.storage.schema.selling import refund, sale, tender
from pos_desktop.storage.schema.shop import staff

REFERENCED = ("card", "ewallet")
"""Tenders whose reference tells by what was paid."""


@dataclass(frozen=True, slots=True)
class Brought:
    """A member who was brought by another one; `referrer_account` is the one that stands for them today."""

    member_id: Id
    joined_on: date
    enrolled_by: Id | None
    referrer_id: Id
    referrer_account: Id


def brought(tx: Connection, account_id: Id) -> Brought | None:
    """Who brought the member of this account; None when nobody did."""
    row = tx.execute(
        select(member.c.id, member.c.joined_on, member.c.staff_id, member.c.referrer_id)
        .join(account, account.c.member_id == member.c.id)
        .where(account.c.id == account_id, member.c.referrer_id.is_not(None))
    ).first()  # fmt: skip
    if row is None:
        return None
    first = tx.execute(select(account.c.id).where(account.c.member_id == row.referrer_id)).scalar_one()
    return Brought(row.id, row.joined_on, row.staff_id, row.referrer_id, merges.survivor(tx, first))


def phones(tx: Connection, member_id: Id) -> frozenset[str]:
    """All numbers of a member."""
    return frozenset(tx.execute(select(member_phone.c.e164).where(member_phone.c.member_id == member_id)).scalars())


def cards(tx: Connection, member_id: Id) -> frozenset[str]:
    """Printed numbers of a member's cards, revoked ones too."""
    return frozenset(tx.execute(select(card.c.number).where(card.c.member_id == member_id)).scalars())


def paid_with(tx: Connection, account_id: Id, refs: Iterable[str]) -> frozenset[str]:
    """Of these references of cards and wallets, those that the member of the account paid with before."""
    statement = (
        select(tender.c.ref).join(sale, sale.c.id == tender.c.sale_id)
        .where(sale.c.account_id == account_id, tender.c.kind.in_(REFERENCED), tender.c.ref.in_(list(refs)))
    )  # fmt: skip
    return frozenset(tx.execute(statement).scalars())


def staff_of(tx: Connection, member_id: Id) -> Id | None:
    """The person of the shop who is this member."""
    return tx.execute(select(staff.c.id).where(staff.c.member_id == member_id).limit(1)).scalar()


def orders_of(tx: Connection, account_id: Id, least: Money, *, but: Id) -> int:
    """Sales that are a member's of which at least `least` đồng of basis remain, and something at all."""
    back = select(func.coalesce(func.sum(refund.c.basis), 0)).where(refund.c.sale_id == sale.c.id).scalar_subquery()
    whole = select(refund.c.id).where(refund.c.sale_id == sale.c.id, refund.c.is_whole == 1)
    statement = select(func.count()).select_from(sale).where(
        belongs(sale.c.id, sale.c.account_id, merges.ids_of_family(account_id)), sale.c.id != but, ~whole.exists(),
        sale.c.basis - back >= max(1, least),
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())


def rewards_of(tx: Connection, friend_id: Id) -> list[Any]:
    """What was decided of a friend, oldest first."""
    where = referral_reward.c.friend_id == friend_id
    return list(tx.execute(select(referral_reward).where(where).order_by(referral_reward.c.id)))


def rewards_for(tx: Connection, sale_id: Id) -> list[Any]:
    """What a sale brought to friends and those who brought them: of a sale that was moved there may be several."""
    where = referral_reward.c.sale_id == sale_id
    return list(tx.execute(select(referral_reward).where(where).order_by(referral_reward.c.id)))


def tenders_of(tx: Connection, sale_id: Id) -> tuple[tuple[str, str], ...]:
    """Kind and reference of what paid a sale."""
    statement = select(tender.c.kind, tender.c.ref).where(tender.c.sale_id == sale_id)
    return tuple((kind, ref) for kind, ref in tx.execute(statement.order_by(tender.c.position)))


def paid_in_month(tx: Connection, referrer_id: Id, day: date) -> int:
    """Friends for whom a referrer was paid in the calendar month of `day`."""
    statement = select(func.count()).select_from(referral_reward).where(
        referral_reward.c.referrer_id == referrer_id, referral_reward.c.referrer_points > 0,
        referral_reward.c.business_date.between(day.replace(day=1), end_of_month(day)),
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())


def returned_basis(tx: Connection, sale_id: Id, *, but: Id) -> Money:
    """Đồng of a sale's basis that refunds other than `but` took."""
    statement = select(func.coalesce(func.sum(refund.c.basis), 0)).where(
        refund.c.sale_id == sale_id, refund.c.id != but
    )  # fmt: skip
    return int(tx.execute(statement).scalar_one())
