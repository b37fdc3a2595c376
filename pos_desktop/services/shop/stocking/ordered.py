"""What was ordered of a supplier and what of it came, in the caller's transaction."""

from collections.abc import Sequence

from sqlalchemy import Connection, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.services.shop.stocking.papers import StockLine
from pos_desktop.services.till import Till
from pos_desktop.storage.schema.stock import purchase, purchase_line

OPEN = ("ordered", "part")
"""States in which more may come."""


def check_open(tx: Connection, purchase_id: Id) -> None:
    """PURCHASE_CLOSED for an order of which nothing more may come, or that is none."""
    state = tx.execute(select(purchase.c.state).where(purchase.c.id == purchase_id)).scalar()
    if state not in OPEN:
        raise Rejected(Code.PURCHASE_CLOSED)


def arrived(tx: Connection, till: Till, purchase_id: Id, lines: Sequence[StockLine]) -> None:
    """Keep what came of an order; what was not ordered came all the same. PURCHASE_CLOSED."""
    check_open(tx, purchase_id)
    wanted = tx.execute(select(purchase_line).where(purchase_line.c.purchase_id == purchase_id)).all()
    came: dict[Id, int] = {}
    for line in lines:
        came[line.item_id] = came.get(line.item_id, 0) + line.qty
    is_whole = True
    for row in wanted:
        received = row.received + came.pop(row.item_id, 0)
        is_whole = is_whole and received >= row.qty
        tx.execute(update(purchase_line).where(purchase_line.c.id == row.id).values(received=received))
    closed = till.now() if is_whole else None
    state = "received" if is_whole else "part"
    tx.execute(update(purchase).where(purchase.c.id == purchase_id).values(state=state, closed_at=closed))
