"""Reads tiers that people gave by hand."""

from datetime import date

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.tiers import ManualTier
from pos_desktop.storage.queries import merges
from pos_desktop.storage.schema.loyalty import manual_tier


def manual_of(tx: Connection, account_id: Id, day: date) -> ManualTier | None:
    """The tier that holds by hand on `day`, of the account or of those merged into it; the newest row decides."""
    statement = (
        select(manual_tier.c.tier, manual_tier.c.until_on, manual_tier.c.reason, manual_tier.c.from_on)
        .where(manual_tier.c.account_id.in_(merges.ids_of_family(account_id)))
        .order_by(manual_tier.c.at.desc(), manual_tier.c.step.desc()).limit(1)
    )  # fmt: skip
    row = tx.execute(statement).first()
    holds = row is not None and row.tier and row.from_on <= day <= row.until_on
    return ManualTier(*row) if row is not None and holds else None


def next_step(tx: Connection, account_id: Id) -> int:
    """Number of the account's next row, from 1."""
    done = select(func.coalesce(func.max(manual_tier.c.step), 0)).where(manual_tier.c.account_id == account_id)
    return int(tx.execute(done).scalar_one()) + 1
