"""Transfers that pay for orders: a code to scan, what the bank tells of it, a person's word, and what goes back."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, func, insert, select, update

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money, positive
from pos_desktop.gateways.banking.port import Bank, Incoming
from pos_desktop.selling.order import Order
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.selling.transfers import Arrival, Awaiting, code_of, counted, judge
from pos_desktop.selling.vietqr import VietQr, payload, purpose
from pos_desktop.services import journal
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.operations import fingerprint
from pos_desktop.services.selling import transfer_rows
from pos_desktop.services.selling.orders import state_of
from pos_desktop.services.selling.transfer_rows import CLOSED, Flagged, Payable
from pos_desktop.services.shop.banking import Account, bank_to_ask, in_force
from pos_desktop.services.shop.rights import allow, reason_of, require
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.schema.owing import bank_receipt
from pos_desktop.storage.schema.selling import pending_tender

Modules = tuple[tuple[bool, ...], ...]
"""Rows of a QR's modules, dark ones True, without the white around it."""
EARLIER = timedelta(hours=2)
"""A bill may be paid before anybody asks, and banks' clocks are not ours."""
LISTENED = timedelta(hours=2)
"""How long after its code was made a payment is still asked for: what comes late has to be seen."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """A transfer that is waited for. `counted` đồng of `amount` pay for the order; `back` are to be given back.

    `payload` is the text of its QR and `modules` are what is drawn of it, none where the shop has set no account;
    `is_told` whether a bank can be asked.
    """

    id: Id
    amount: Money
    state: Awaiting
    received: Money
    counted: Money
    code: str
    payload: str
    expires_at: datetime | None
    is_told: bool
    bank: str = ""
    number: str = ""
    holder: str = ""
    modules: Modules = ()
    topics: tuple[str, ...] = ("transfers",)

    @property
    def back(self) -> Money:
        """What came beyond what counts."""
        return max(0, self.received - self.counted)


@dataclass(frozen=True, slots=True)
class Enquiry:
    """Whom to ask, and since when; made by the till, carried out elsewhere."""

    provider: str
    bank: Bank
    since: datetime

    def ask(self) -> "Told":
        """Ask; may take seconds. Raises what `Bank.incoming` does."""
        return Told(self.provider, self.bank.incoming(self.since))


@dataclass(frozen=True, slots=True)
class Told:
    """What the bank answered."""

    provider: str
    incoming: tuple[Incoming, ...]


@dataclass(frozen=True, slots=True)
class Settle:
    """A transfer was given back, or a person said what it was for; `id` names the operation."""

    id: str
    receipt_id: Id
    reason: str
    staff_id: Id


@dataclass(frozen=True, slots=True)
class AssignTransfer:
    """A transfer of which nobody knew what it was for pays what `tender_id` waits for; `id` names the operation."""

    id: str
    receipt_id: Id
    tender_id: Id
    staff_id: Id


class Transfers:
    """Use cases of transfers."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def expect(self, order: Order, amount: Money) -> Awaited:
        """Keep a transfer before anybody is asked to make it, under a code of its own; INVALID_AMOUNT."""
        till, tender_id = self._till, self._till.ids()
        positive(amount)
        with till.db.write() as tx:
            account = in_force(tx, till)
            row = {"code": _free_code(tx, tender_id), "provider": account.teller.value,
                   "expires_at": till.now() + account.good_for} if account.is_set else {}  # fmt: skip
            tx.execute(insert(pending_tender).values(
                id=tender_id, order_id=order.id, kind=TenderKind.BANK_QR.value, amount=amount, state="pending",
                at=till.now(), **row,
            ))  # fmt: skip
            asked = self._awaited(tx, tender_id)
        return _drawn(asked)

    def bill_payload(self, order_id: Id, due: Money) -> str:
        """The text of the code on an order's bill, "" without an account; who pays by it is found by its code when
        the order is paid.
        """
        with self._till.db.read() as tx:
            return _payload(in_force(tx, self._till), due, code_of(order_id)) if due else ""

    def look(self, tender_id: Id) -> Awaited:
        """How a transfer stands; UNKNOWN_TRANSFER."""
        with self._till.db.read() as tx:
            found = self._awaited(tx, tender_id)
        return _drawn(found)

    def lapse(self, tender_id: Id) -> Awaited:
        """Its time is over: what has not come yet is not waited for any more. Harmless before, twice and after."""
        with self._till.db.write() as tx:
            over = (pending_tender.c.id == tender_id, pending_tender.c.state == "pending",
                    pending_tender.c.expires_at <= self._till.now())  # fmt: skip
            tx.execute(update(pending_tender).where(*over).values(state="expired", resolved_at=self._till.now()))
            return self._awaited(tx, tender_id)

    def enquiry(self) -> Enquiry | None:
        """Whom to ask for what is waited for, or may still come late; None where there is nobody or nothing to ask."""
        with self._till.db.read() as tx:
            account = in_force(tx, self._till)
            bank = bank_to_ask(self._till, account)
            oldest = _oldest(tx, self._till.now() - LISTENED) if bank else None
        return Enquiry(account.teller.value, bank, oldest - EARLIER) if bank and oldest else None

    def heard(self, told: Told) -> tuple[Id, ...]:
        """Keep what the bank told, each transfer once for ever; gives the payments that it changed."""
        with self._till.db.write() as tx:
            found = [transfer_rows.keep(tx, self._till, told.provider, one) for one in told.incoming]
        return tuple(tender_id for tender_id in found if tender_id)

    def confirm_by_hand(self, tender_id: Id, staff_id: Id, approval: Id = "") -> Awaited:
        """A person saw the money, which counts from now on, also when its code had run out. Harmless twice.

        Raises:
            Rejected: UNKNOWN_TRANSFER; TRANSFER_CLOSED for a payment that was given up, or of an order that is closed;
                NOT_ALLOWED with the right `transfers` and what `allow` says of an approval; its subject is the payment.
        """
        till = self._till
        with till.db.write() as tx:
            row = _row(tx, tender_id)
            if Awaiting(row.state).counts:
                return self._awaited(tx, tender_id)
            if row.state == "failed" or state_of(tx, row.order_id) in CLOSED:
                raise Rejected(Code.TRANSFER_CLOSED)
            written = Written(tx)
            allow(written, till, staff_id, "transfers", subject=tender_id, approval=approval)
            tx.execute(update(pending_tender).where(pending_tender.c.id == tender_id).values(
                state="confirmed", resolved_at=till.now()
            ))  # fmt: skip
            # Of several that came late one is the money that was seen; the others are still to be given back.
            came = select(func.min(bank_receipt.c.id)).where(
                bank_receipt.c.tender_id == tender_id, bank_receipt.c.state == "late",
                bank_receipt.c.amount == row.amount,
            )  # fmt: skip
            transfer_rows.settle(tx, written, bank_receipt.c.id == came.scalar_subquery(), Arrival.MATCHED)
            body = {"amount": row.amount, "code": row.code, "was": row.state}
            journal.append(tx, till, Event.TRANSFER_CONFIRMED, tender_id, body, staff_id, written=written)
            return self._awaited(tx, tender_id)

    def flagged(self) -> tuple[Flagged, ...]:
        """Transfers of which something is to be given back or found out, newest first."""
        with self._till.db.read() as tx:
            return transfer_rows.flagged(tx)

    def settle(self, command: Settle) -> None:
        """Take a transfer off that list.

        Raises:
            Rejected: NOT_ALLOWED with the right `refund`; REASON_NEEDED, UNKNOWN_TRANSFER, TRANSFER_CLOSED, ID_REUSED.
        """
        print_ = fingerprint([command.receipt_id, command.reason])
        asked = Asked(command.id, "settle_transfer", print_, command.staff_id)
        once(self._till, asked, lambda tx, written: _settled(tx, written, command))

    def payable(self) -> tuple[Payable, ...]:
        """Payments of orders that are not closed for which no transfer was found, newest first."""
        with self._till.db.read() as tx:
            return transfer_rows.payable(tx)

    def assign(self, command: AssignTransfer) -> Awaited:
        """Let a transfer of which nobody knew what it was for count as if its code had been named; each only once.

        Raises:
            Rejected: NOT_ALLOWED with the right `transfers`; UNKNOWN_TRANSFER; TRANSFER_CLOSED for a transfer that was
                used or settled, and for a payment that is answered or of an order that is closed; ID_REUSED.
        """
        print_ = fingerprint([command.receipt_id, command.tender_id])
        asked = Asked(command.id, "assign_transfer", print_, command.staff_id)
        once(self._till, asked, lambda tx, written: _assigned(tx, self._till, written, command))
        return self.look(command.tender_id)

    def _awaited(self, tx: Connection, tender_id: Id) -> Awaited:
        row = _row(tx, tender_id)
        account = in_force(tx, self._till)
        state = Awaiting(row.state)
        is_told = bool(row.code) and bank_to_ask(self._till, account) is not None
        return Awaited(
            row.id, row.amount, state, row.received, counted(row.amount, row.received, state), row.code,
            _payload(account, row.amount, row.code), row.expires_at, is_told, account.bank_name, account.number,
            account.holder,
        )  # fmt: skip


def modules_of(payload: str) -> Modules:
    """What is drawn of a code; none of nothing."""
    if not payload:
        return ()
    from printing.qr import matrix  # Pillow takes its time to come

    return matrix(payload)


def _drawn(awaited: Awaited) -> Awaited:
    return replace(awaited, modules=modules_of(awaited.payload))


def _row(tx: Connection, tender_id: Id) -> Any:
    """A payment by transfer; UNKNOWN_TRANSFER for one by other means, which no transfer answers."""
    mine = (pending_tender.c.id == tender_id, pending_tender.c.kind == TenderKind.BANK_QR.value)
    row = tx.execute(select(pending_tender).where(*mine)).first()
    if row is None:
        raise Rejected(Code.UNKNOWN_TRANSFER)
    return row


def _payload(account: Account, amount: Money, code: str) -> str:
    if not (account.is_set and code):
        return ""
    return payload(VietQr(account.bank, account.number, amount, purpose(code)))


def _free_code(tx: Connection, tender_id: Id) -> str:
    """A code that no other payment has."""
    attempt = 0
    while transfer_rows.tender_by_code(tx, [code := code_of(tender_id, attempt)]):
        attempt += 1
    return code


def _oldest(tx: Connection, since: datetime) -> datetime | None:
    """When the oldest payment was asked for whose transfer may still come."""
    mine = (pending_tender.c.code != "", pending_tender.c.at >= since,
            pending_tender.c.state.in_(["pending", "expired", "failed", "late"]))  # fmt: skip
    at: datetime | None = tx.execute(select(func.min(pending_tender.c.at)).where(*mine)).scalar()
    return at


def _settled(tx: Connection, written: Written, command: Settle) -> Deed:
    require(tx, command.staff_id, "refund")
    reason = reason_of(command.reason)
    row = tx.execute(select(bank_receipt).where(bank_receipt.c.id == command.receipt_id)).first()
    if row is None:
        raise Rejected(Code.UNKNOWN_TRANSFER)
    if row.state not in transfer_rows.FLAGGED:
        raise Rejected(Code.TRANSFER_CLOSED)
    transfer_rows.settle(tx, written, bank_receipt.c.id == row.id, Arrival.SETTLED)
    body = {"amount": row.amount, "code": row.order_code, "was": row.state, "reason": reason}
    return Deed({}, Event.TRANSFER_SETTLED, row.id, body)


def _assigned(tx: Connection, till: Till, written: Written, command: AssignTransfer) -> Deed:
    require(tx, command.staff_id, "transfers")
    waiting = _row(tx, command.tender_id)
    found = tx.execute(select(bank_receipt).where(bank_receipt.c.id == command.receipt_id)).first()
    if found is None:
        raise Rejected(Code.UNKNOWN_TRANSFER)
    is_free = found.state == Arrival.UNKNOWN and waiting.state in transfer_rows.PAYABLE
    if not is_free or state_of(tx, waiting.order_id) in CLOSED:
        raise Rejected(Code.TRANSFER_CLOSED)
    verdict = judge(waiting.amount, found.amount, Awaiting.PENDING, is_open=True)
    transfer_rows.settle(tx, written, bank_receipt.c.id == found.id, verdict.arrival, waiting.id)
    tx.execute(update(pending_tender).where(pending_tender.c.id == waiting.id).values(
        state=verdict.awaiting.value, received=found.amount, resolved_at=till.now(),
    ))  # fmt: skip
    body = {"amount": found.amount, "code": waiting.code, "was": found.state, "receipt": found.id}
    return Deed({}, Event.TRANSFER_CONFIRMED, waiting.id, body)
