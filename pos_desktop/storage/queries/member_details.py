"""Reads what stands beside a member's points: person, phones, dead lots, receipts, merges, friends, draws, gifts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.storage.queries import attachments, merges
from pos_desktop.storage.queries.explanations import receipt_number
from pos_desktop.storage.schema.loyalty import account, entry, lot, member_merge, referral_reward
from pos_desktop.storage.schema.members import member, member_phone, person
from pos_desktop.storage.schema.selling import refund, sale
from pos_desktop.storage.schema.shop import register
from pos_desktop.storage.schema.stored import donation, wheel_draw

MOST_SALES = 40
MOST_DEAD = 20


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """What is known of the person; the PIN itself never leaves the services."""

    birthday: date | None
    is_lunar: bool
    birthday_changes: int
    has_pin: bool


@dataclass(frozen=True, slots=True)
class DeadLot:
    """Points that were written off and that nobody has brought back."""

    id: Id
    points: int
    expired_on: date


@dataclass(frozen=True, slots=True)
class SaleRow:
    """A receipt of the member; `points` were redeemed on it, `returned` đồng went back."""

    id: Id
    number: str
    at: datetime
    business_date: date
    due: Money
    earned: int
    points: int
    returned: Money


@dataclass(frozen=True, slots=True)
class MergeRow:
    """Somebody who became part of this member, by a merge that holds."""

    account_id: Id
    code: str
    name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Friends:
    """Who brought the member, how many the member brought, and what that paid, in points."""

    brought_by: str
    brought: int
    paid: int
    points: int


def person_of(tx: Connection, member_id: Id) -> PersonFacts | None:
    """The person behind a member; None for one who was erased."""
    columns = (person.c.birthday, person.c.is_lunar, person.c.birthday_changes, person.c.pin_hash)
    row = tx.execute(select(*columns).where(person.c.member_id == member_id)).first()
    return PersonFacts(row[0], bool(row[1]), row[2], bool(row[3])) if row else None


def phones_of(tx: Connection, member_ids: list[Id]) -> tuple[str, ...]:
    """Numbers of a member and of those merged into them, the first one first; not those of a card's other people."""
    statement = (
        select(member_phone.c.e164)
        .where(member_phone.c.member_id.in_(member_ids), member_phone.c.holder_id.is_(None))
        .order_by(member_phone.c.is_primary.desc(), member_phone.c.e164)
    )  # fmt: skip
    return tuple(tx.execute(statement).scalars())


def dead_lots(tx: Connection, account_id: Id) -> tuple[DeadLot, ...]:
    """The newest lots that expired with points, those brought back not among them."""
    back = entry.alias("back")
    is_back = select(back.c.id).where(back.c.occasion == "reinstated:" + lot.c.id).exists()
    statement = (
        select(lot.c.id, entry.c.points, entry.c.business_date).join(lot, lot.c.id == entry.c.lot_id)
        .where(entry.c.account_id == account_id, entry.c.kind == "expiry", ~is_back)
        .order_by(entry.c.seq.desc()).limit(MOST_DEAD)
    )  # fmt: skip
    return tuple(DeadLot(lot_id, -points, day) for lot_id, points, day in tx.execute(statement))


def sales_of(tx: Connection, account_ids: list[Id]) -> tuple[SaleRow, ...]:
    """The newest receipts that belong to the account or to those merged into it, whoever bought them first."""
    earned = func.coalesce(attachments.newest("earned", sale.c.id), sale.c.earned)
    back = select(func.coalesce(func.sum(refund.c.money), 0)).where(refund.c.sale_id == sale.c.id).scalar_subquery()
    statement = (
        select(
            sale.c.id, register.c.code, sale.c.number, sale.c.at, sale.c.business_date, sale.c.due,
            earned, sale.c.points + sale.c.reward_points, back,
        )
        .join(register, register.c.id == sale.c.register_id)
        .where(attachments.belongs(sale.c.id, sale.c.account_id, account_ids))
        .order_by(sale.c.at.desc(), sale.c.id.desc()).limit(MOST_SALES)
    )  # fmt: skip
    return tuple(
        SaleRow(sale_id, receipt_number(code, number), *rest)
        for sale_id, code, number, *rest in tx.execute(statement)
    )  # fmt: skip


def merged_into(tx: Connection, account_id: Id) -> tuple[MergeRow, ...]:
    """Who became part of this member, the last one first."""
    statement = (
        select(member_merge.c.from_account_id, member.c.code, func.coalesce(person.c.name, ""), member_merge.c.at)
        .join(member, member.c.id == member_merge.c.from_member_id)
        .outerjoin(person, person.c.member_id == member.c.id)
        .where(member_merge.c.to_account_id == account_id, merges.IN_FORCE).order_by(member_merge.c.at.desc())
    )  # fmt: skip
    return tuple(MergeRow(*row) for row in tx.execute(statement))


def friends_of(tx: Connection, member_ids: list[Id], account_ids: list[Id]) -> Friends:
    """Both ends of referrals."""
    referrer = select(member.c.referrer_id).where(member.c.id.in_(member_ids), member.c.referrer_id.is_not(None))
    by = select(func.coalesce(func.nullif(person.c.name, ""), member.c.code)).select_from(member).outerjoin(
        person, person.c.member_id == member.c.id
    ).where(member.c.id.in_(referrer)).limit(1)  # fmt: skip
    brought = select(func.count()).select_from(member).where(member.c.referrer_id.in_(member_ids))
    mine = (referral_reward.c.referrer_id.in_(account_ids), referral_reward.c.referrer_points > 0)
    paid = select(func.count(), func.coalesce(func.sum(referral_reward.c.referrer_points), 0)).where(*mine)
    count, points = tx.execute(paid).one()
    return Friends(tx.execute(by).scalar() or "", int(tx.execute(brought).scalar_one()), int(count), int(points))


def given_of(tx: Connection, account_ids: list[Id]) -> tuple[int, Money]:
    """Points that went to causes, and what the shop owes for them."""
    sums = (func.coalesce(func.sum(donation.c.points), 0), func.coalesce(func.sum(donation.c.value), 0))
    points, value = tx.execute(select(*sums).where(donation.c.account_id.in_(account_ids))).one()
    return int(points), int(value)


def draws_of(tx: Connection, account_ids: list[Id]) -> tuple[int, int]:
    """How often the wheel turned for the member, and the points that it gave."""
    sums = (func.count(), func.coalesce(func.sum(wheel_draw.c.points), 0))
    mine = attachments.belongs(wheel_draw.c.sale_id, wheel_draw.c.account_id, account_ids)
    draws, points = tx.execute(select(*sums).where(mine)).one()
    return int(draws), int(points)


def members_of(tx: Connection, account_ids: list[Id]) -> list[Id]:
    """The members of accounts."""
    return list(tx.execute(select(account.c.member_id).where(account.c.id.in_(account_ids))).scalars())
