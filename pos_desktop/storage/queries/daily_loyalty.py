"""What members and guests did on business dates: enrolments, sales less refunds, tiers, and who bought most."""

from datetime import date
from typing import Any

from sqlalchemy import Connection, and_, case, func, literal, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.queries import attachments
from pos_desktop.storage.queries.report_flows import whose
from pos_desktop.storage.schema.loyalty import account, manual_tier, member_merge, tier_change
from pos_desktop.storage.schema.members import member
from pos_desktop.storage.schema.selling import sale


def enrolments(tx: Connection, day: date) -> int:
    """Members who joined on a business date."""
    return int(tx.execute(select(func.count()).where(member.c.joined_on == day)).scalar_one())


def earned(tx: Connection, day: date) -> dict[Id, int]:
    """Points that the sales of a business date gave, by account."""
    own = func.coalesce(attachments.newest("earned", sale.c.id), sale.c.earned)
    statement = select(whose().label("owner"), func.sum(own)).where(sale.c.business_date == day).group_by("owner")
    return {account_id: int(points) for account_id, points in tx.execute(statement) if account_id is not None}


def tiers(tx: Connection, day: date) -> dict[Id, str]:
    """Codes of the tiers that members enjoyed at the end of a business date; not of those merged into another one."""
    statement = (
        select(account.c.id, func.coalesce(_by_hand(day), _last_move(day), _first_tier(), account.c.tier))
        .join(member, member.c.id == account.c.member_id)
        .where(member.c.joined_on <= day, account.c.id.not_in(_merged_away()))
    )  # fmt: skip
    return {account_id: code for account_id, code in tx.execute(statement)}


def _by_hand(day: date) -> Any:
    """The newest tier by hand decides; one that was taken away is empty."""
    newest = (
        select(case((and_(manual_tier.c.from_on <= day, manual_tier.c.until_on >= day), manual_tier.c.tier),
                    else_=literal("")))
        .where(manual_tier.c.account_id == account.c.id)
        .order_by(manual_tier.c.at.desc(), manual_tier.c.step.desc()).limit(1)
    )  # fmt: skip
    return func.nullif(newest.correlate(account).scalar_subquery(), "")


def _last_move(day: date) -> Any:
    moves = select(tier_change.c.tier_after).where(tier_change.c.account_id == account.c.id)
    last = moves.where(tier_change.c.on_date <= day).order_by(tier_change.c.seq.desc()).limit(1)
    return last.correlate(account).scalar_subquery()


def _first_tier() -> Any:
    moves = select(tier_change.c.tier_before).where(tier_change.c.account_id == account.c.id)
    return moves.order_by(tier_change.c.seq).limit(1).correlate(account).scalar_subquery()


def _merged_away() -> Any:
    return select(member_merge.c.from_account_id).where(member_merge.c.undone_at.is_(None))
