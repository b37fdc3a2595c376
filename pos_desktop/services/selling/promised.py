"""Money of an open order that was taken or is waited for, as it is kept until the sale."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, ScalarSelect, case, func, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.selling.tenders import Settlement, Tender, TenderKind, total
from pos_desktop.selling.transfers import Arrival, Awaiting, counted
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.owing import bank_receipt
from pos_desktop.storage.schema.selling import pending_tender

GONE = (Awaiting.FAILED, Awaiting.EXPIRED, Awaiting.LATE)
"""States of payments that pay nothing."""
PAYING = (Arrival.MATCHED, Arrival.SHORT, Arrival.OVER)
"""States of transfers that pay for an order."""


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


def received(order_id: Id) -> ScalarSelect[Any]:
    """Đồng of an order that transfers have paid, as a column of another question; NULL where none has."""
    own = pending_tender.c
    came = case((own.state == Awaiting.CONFIRMED.value, own.amount), (own.received < own.amount, own.received),
                else_=own.amount)  # fmt: skip
    counting = own.state.in_([state.value for state in Awaiting if state.counts])
    mine = (own.order_id == order_id, own.kind == TenderKind.BANK_QR.value, counting)
    return select(func.sum(came)).where(*mine).scalar_subquery()


def check_counted(settlement: Settlement, came: Money) -> None:
    """Refuse to take by other means what transfers have paid already; TRANSFER_RECEIVED with the `amount`."""
    by_transfer = total([tender for tender in settlement.tenders if tender.kind is TenderKind.BANK_QR])
    if by_transfer < min(came, settlement.paid - settlement.change):
        raise Rejected(Code.TRANSFER_RECEIVED, amount=came)


def _promised(row: Any) -> Promised:
    state = Awaiting(row.state)
    paid = counted(row.amount, row.received, state) if state.counts else row.amount
    tender = Tender(TenderKind(row.kind), paid, row.ref or row.code)
    return Promised(row.id, tender, state.counts, row.code, row.expires_at)


def give_back(written: Written, order_id: Id) -> None:
    """Let transfers that paid for an order be given back whole: it was given up."""
    tx, mine = written.tx, pending_tender.c.order_id == order_id
    told = select(bank_receipt.c.id).join(pending_tender, pending_tender.c.id == bank_receipt.c.tender_id)
    ids = list(tx.execute(told.where(mine, bank_receipt.c.state.in_(PAYING))).scalars())
    transfer = (mine, pending_tender.c.kind == TenderKind.BANK_QR.value)
    counting = pending_tender.c.state.in_([state.value for state in Awaiting if state.counts])
    tx.execute(update(pending_tender).where(*transfer, counting).values(state=Awaiting.LATE.value))
    if ids:
        tx.execute(update(bank_receipt).where(bank_receipt.c.id.in_(ids)).values(state=Arrival.LATE.value))
        written.saw(bank_receipt, *ids)
