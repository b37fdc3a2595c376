"""Writes what banks told of transfers, each once for ever, and what it did to the payments that waited."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, select, update

from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY, Money
from pos_desktop.core.text import clean
from pos_desktop.gateways.banking.port import Incoming
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.selling.transfers import Arrival, Awaiting, code_of, codes_in, judge, too_much
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.selling.orders import state_of
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.owing import bank_receipt
from pos_desktop.storage.schema.selling import open_order, pending_tender

CLOSED = ("paid", "dropped", "merged")
PAYABLE = (Awaiting.PENDING.value, Awaiting.EXPIRED.value)
"""States of payments that a transfer may still be put to."""
FLAGGED = (Arrival.OVER, Arrival.LATE, Arrival.UNKNOWN)
MOST_CONTENT = 160
MOST_FLAGGED = 200


@dataclass(frozen=True, slots=True)
class Flagged:
    """A transfer of which something is to be given back: `back` đồng of `amount`."""

    id: Id
    state: Arrival
    amount: Money
    back: Money
    code: str
    content: str
    paid_at: datetime


@dataclass(frozen=True, slots=True)
class Payable:
    """A payment that no transfer was found for: `amount` đồng of an order, which goes by a table or a label."""

    id: Id
    amount: Money
    table: str
    label: str
    at: datetime


def keep(tx: Connection, till: Till, provider: str, one: Incoming) -> Id | None:
    """Keep a transfer; gives the payment that it changed. What was told before, or is no customer's, changes none."""
    if not 0 < one.amount <= MOST_MONEY:
        return None
    reference = clean(one.reference)
    known = (bank_receipt.c.provider == provider, bank_receipt.c.reference == reference)
    if tx.execute(select(bank_receipt.c.id).where(*known)).first():
        return None
    codes = codes_in(one.content)
    waiting = tender_by_code(tx, codes) or tender_of_bill(tx, codes)
    if waiting is None:
        if codes or _is_awaited(tx, one.amount):
            _insert(tx, till, provider, one, Arrival.UNKNOWN, codes[:1])
        return None
    is_open = state_of(tx, waiting.order_id) not in CLOSED
    verdict = judge(
        waiting.amount, one.amount, Awaiting(waiting.state), is_open=is_open, is_answered=waiting.received > 0
    )
    _insert(tx, till, provider, one, verdict.arrival, (waiting.code,), waiting.id)
    received = waiting.received or one.amount
    tx.execute(update(pending_tender).where(pending_tender.c.id == waiting.id).values(
        state=verdict.awaiting.value, received=received, resolved_at=waiting.resolved_at or till.now(),
    ))  # fmt: skip
    return str(waiting.id)


def tender_by_code(tx: Connection, codes: Iterable[str]) -> Any:
    """The payment that one of these codes names; None for other shops' codes."""
    known = list(codes)
    return tx.execute(select(pending_tender).where(pending_tender.c.code.in_(known))).first() if known else None


def tender_of_bill(tx: Connection, codes: Iterable[str]) -> Any:
    """The payment that is waited for of the order on whose bill one of these codes stands."""
    waiting = (pending_tender.c.state == Awaiting.PENDING.value, pending_tender.c.code != "")
    known = set(codes)
    rows = tx.execute(select(pending_tender).where(*waiting)) if known else ()
    return next((row for row in rows if code_of(row.order_id) in known), None)


def _is_awaited(tx: Connection, amount: Money) -> bool:
    """Whether somebody who left the code out may have paid this: exactly so much is waited for."""
    awaited = (pending_tender.c.kind == TenderKind.BANK_QR.value, pending_tender.c.state == Awaiting.PENDING.value,
               pending_tender.c.amount == amount)  # fmt: skip
    return tx.execute(select(pending_tender.c.id).where(*awaited)).first() is not None


def _insert(
    tx: Connection, till: Till, provider: str, one: Incoming, arrival: Arrival, codes: tuple[str, ...],
    tender_id: Id | None = None,
) -> None:  # fmt: skip
    receipt_id, written = till.ids(), Written(tx)
    # Words of a payer are kept only where a person has to find out what they paid for.
    content = clean(one.content)[:MOST_CONTENT] if arrival is Arrival.UNKNOWN else ""
    code = codes[0] if codes else ""
    written.insert(bank_receipt, {
        "id": receipt_id, "provider": provider, "reference": clean(one.reference), "amount": one.amount,
        "content": content, "order_code": code, "paid_at": one.paid_at, "heard_at": till.now(), "state": arrival.value,
        "tender_id": tender_id, "register_id": till.register.id,
    })  # fmt: skip
    body = {"amount": one.amount, "state": arrival.value, "code": code, "provider": provider}
    journal.append(tx, till, Event.TRANSFER_HEARD, receipt_id, body, written=written)


def flagged(tx: Connection) -> tuple[Flagged, ...]:
    """Transfers that are not settled yet, newest first."""
    asked = pending_tender.c.amount.label("asked")
    statement = (
        select(bank_receipt, asked).outerjoin(pending_tender, pending_tender.c.id == bank_receipt.c.tender_id)
        .where(bank_receipt.c.state.in_([state.value for state in FLAGGED]))
        .order_by(bank_receipt.c.paid_at.desc(), bank_receipt.c.id).limit(MOST_FLAGGED)
    )  # fmt: skip
    return tuple(
        Flagged(row.id, Arrival(row.state), row.amount, too_much(row.asked or 0, row.amount, Arrival(row.state)),
                row.order_code, row.content, row.paid_at)
        for row in tx.execute(statement)
    )  # fmt: skip


def payable(tx: Connection) -> tuple[Payable, ...]:
    """Payments by transfer that are not answered, of orders that somebody may still pay, newest first."""
    own = pending_tender.c
    statement = (
        select(own.id, own.amount, open_order.c.dining_table, open_order.c.label, own.at)
        .join(open_order, open_order.c.id == own.order_id)
        .where(own.kind == TenderKind.BANK_QR.value, own.state.in_(PAYABLE), open_order.c.state.not_in(CLOSED))
        .order_by(own.at.desc(), own.id.desc()).limit(MOST_FLAGGED)
    )  # fmt: skip
    return tuple(Payable(*row) for row in tx.execute(statement))


def settle(tx: Connection, written: Written, which: Any, state: Arrival, tender_id: Id | None = None) -> None:
    """Put transfers into another state, and let the journal see them again."""
    ids = list(tx.execute(select(bank_receipt.c.id).where(which)).scalars())
    more = {"tender_id": tender_id} if tender_id else {}
    tx.execute(update(bank_receipt).where(bank_receipt.c.id.in_(ids)).values(state=state.value, **more))
    if ids:
        written.saw(bank_receipt, *ids)
