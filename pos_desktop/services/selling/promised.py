"""Money of an open order that was taken or is waited for, as it is kept until the sale."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select

from pos_desktop.core.ids import Id
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.selling.transfers import Awaiting, counted
from pos_desktop.storage.schema.selling import pending_tender

GONE = (Awaiting.FAILED, Awaiting.EXPIRED, Awaiting.LATE)
"""States of payments that pay nothing."""


@dataclass(frozen=True, slots=True)
class Promised:
    """Money of an open order: cash that was taken, or a card or bank tender; not yet `confirmed`, it is waited for.

    A transfer that a bank tells of has a `code` in its purpose, and is waited for until `expires_at`.
    """

    id: Id
    tender: Tender
    confirmed: bool
    code: str = ""
    expires_at: datetime | None = None


def of_order(tx: Connection, order_id: Id) -> tuple[Promised, ...]:
    """Tenders of an order that were taken or promised and did not fail, in the order in which they came."""
    columns = [pending_tender.c[name] for name in ("id", "kind", "amount", "ref", "state", "code", "expires_at",
                                                   "received")]  # fmt: skip
    mine = (pending_tender.c.order_id == order_id, pending_tender.c.state.not_in(GONE))
    rows = tx.execute(select(*columns).where(*mine).order_by(pending_tender.c.at, pending_tender.c.id)).all()
    return tuple(_promised(row) for row in rows)


def _promised(row: Any) -> Promised:
    state = Awaiting(row.state)
    paid = counted(row.amount, row.received, state) if state.counts else row.amount
    tender = Tender(TenderKind(row.kind), paid, row.ref or row.code)
    return Promised(row.id, tender, state.counts, row.code, row.expires_at)
