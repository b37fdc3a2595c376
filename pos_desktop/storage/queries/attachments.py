"""Reads sales that were claimed by, or moved to, a member after they were made."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, case, func, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.loyalty import attachment
from pos_desktop.storage.schema.selling import sale


@dataclass(frozen=True, slots=True)
class DayClaimed:
    """Claimed sales of one business date: how many, how many of them earned, and how much."""

    visits: int = 0
    earning: int = 0
    points: int = 0


def of_day(tx: Connection, account_id: Id, day: date) -> DayClaimed:
    """What an account has of claims on sales of `day`; those that were moved on are not its own any more."""
    newer = attachment.alias()
    moved_on = select(newer.c.id).where(newer.c.sale_id == attachment.c.sale_id, newer.c.step > attachment.c.step)
    earning = func.coalesce(func.sum(case((attachment.c.earned > 0, 1), else_=0)), 0)
    statement = (
        select(func.count(), earning, func.coalesce(func.sum(attachment.c.earned), 0))
        .join(sale, sale.c.id == attachment.c.sale_id)
        .where(attachment.c.account_id == account_id, sale.c.business_date == day, ~moved_on.exists())
    )  # fmt: skip
    return DayClaimed(*tx.execute(statement).one())


def next_step(tx: Connection, sale_id: Id) -> int:
    """Number of the sale's next change of owner, from 1."""
    done = select(func.coalesce(func.max(attachment.c.step), 0)).where(attachment.c.sale_id == sale_id)
    return int(tx.execute(done).scalar_one()) + 1
