"""Reads tiers that people gave by hand."""

from datetime import date

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.loyalty.tiers import ManualTier
from pos_desktop.storage.queries import merges
from pos_desktop.storage.schema.loyalty import manual_tier


def manual_of(tx: Connection, account_id: Id, day: date) -> ManualTier | None:
    """The tier that holds by hand on `day`, of the account or of those merged into it; the newest row decides."""
    statement = (
        select(manual_tier.c.tier, manual_tier.c.until_on, manual_tier.c.reason, manual_tier.c.from_on)
        .where(manual_tier.c.account_id.in_(merges.family(tx, account_id)))
        .order_by(manual_tier.c.at.desc(), manual_tier.c.id.desc()).limit(1)
    )  # fmt: skip
    row = tx.execute(statement).first()
    holds = row is not None and row.tier and row.from_on <= day <= row.until_on
    return ManualTier(*row) if row is not None and holds else None
