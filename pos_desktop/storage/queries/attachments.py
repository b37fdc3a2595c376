"""Numbers the owners of sales that were claimed by, or moved to, a member after they were made."""

from sqlalchemy import Connection, func, select

from pos_desktop.core.ids import Id
from pos_desktop.storage.schema.loyalty import attachment


def next_step(tx: Connection, sale_id: Id) -> int:
    """Number of the sale's next change of owner, from 1."""
    done = select(func.coalesce(func.max(attachment.c.step), 0)).where(attachment.c.sale_id == sale_id)
    return int(tx.execute(done).scalar_one()) + 1
