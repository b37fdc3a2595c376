"""Completed sales: made in one transaction, harmless to send twice, read back whole."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from pos_desktop.core.codes import receipt_token
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import Money
from pos_desktop.documents.enclosed import Enclosed
from pos_desktop.selling import drafts
from pos_desktop.selling.refund import EXCHANGE
from pos_desktop.selling.sale import Sale
from pos_desktop.services import operations
from pos_desktop.services.selling.completing import CompleteSale, Completing
from pos_desktop.services.selling.enclosures import enclosed_with
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import returns, sales

__all__ = ["CompleteSale", "Completed", "Sales"]


@dataclass(frozen=True, slots=True)
class Completed:
    """The sale that came of it; `is_repeat` when the operation had been done before."""

    sale: Sale
    is_repeat: bool = False
    back: Mapping[str, Money] = field(default_factory=dict)
    """What the customer gets of goods that came back beside the new ones, in đồng by means of payment."""
    topics: tuple[str, ...] = ("sales", "members", "outbox")


class Sales:
    """Use cases of completed sales."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def complete(self, command: CompleteSale) -> Completed:
        """Make the order a sale.

        Raises:
            Rejected: EMPTY_ORDER, ORDER_GONE, SERIAL_SOLD, SERIAL_TWICE, UNDERPAID, NOT_ALLOWED, NO_OPEN_SHIFT,
                PRICE_CHANGED, TRANSFER_RECEIVED, ID_REUSED and what redemption refuses; nothing is written.
            EnvironmentProblem: the database is locked, full or gone; nothing is written.
        """
        print_ = command.fingerprint or _fingerprint(command)
        with self._till.db.write() as tx:
            if earlier := operations.first_answer(tx, command.id, print_):
                return _completed(tx, earlier["sale_id"], command, is_repeat=True)
            try:
                sale_id = Completing(tx, self._till, command, print_).run()
            except IntegrityError as error:
                if "order_id" in str(error.orig):  # another operation has made this very order a sale
                    raise Rejected(Code.ID_REUSED, id=command.order.id) from error
                raise
            return _completed(tx, sale_id, command)

    def first_answer(self, operation_id: str, print_: str) -> Sale | None:
        """The sale that this operation made before; ID_REUSED when it came with another body."""
        with self._till.db.read() as tx:
            earlier = operations.first_answer(tx, operation_id, print_)
            return _must(sales.by_id(tx, earlier["sale_id"])) if earlier else None

    def get(self, sale_id: Id) -> Sale:
        """The sale with this id; UNKNOWN_SALE otherwise."""
        with self._till.db.read() as tx:
            return _must(sales.by_id(tx, sale_id))

    def last(self) -> Sale | None:
        """The register's newest sale: what F10 prints again."""
        with self._till.db.read() as tx:
            sale_id = sales.last_id(tx, self._till.register.id)
            return sales.by_id(tx, sale_id) if sale_id else None

    def receipt_code(self, sale: Sale) -> str:
        """The signed 32 digits of the receipt's QR."""
        return receipt_token(sale.register_number, sale.serial, self._till.keys.codes, sale.epoch)

    def enclosed(self, sale: Sale) -> Enclosed:
        """What the receipt carries beside the sums, for every printing of it."""
        with self._till.db.read() as tx:
            return enclosed_with(tx, self._till, sale)


def _completed(tx: Connection, sale_id: Id, command: CompleteSale, *, is_repeat: bool = False) -> Completed:
    exchange = command.order.exchange
    refund_id = returns.made_by(tx, exchange.id) if exchange else None
    made = returns.refund_by_id(tx, refund_id) if refund_id else None
    back = {kind: amount for kind, amount in made.by_tender.items() if kind != EXCHANGE} if made else {}
    return Completed(_must(sales.by_id(tx, sale_id)), is_repeat, back)


def _fingerprint(command: CompleteSale) -> str:
    tenders = [[t.kind.value, t.amount, t.ref] for t in command.tenders] if command.tenders is not None else None
    return operations.fingerprint([drafts.to_plain(command.order), tenders, command.staff_id])


def _must(sale: Sale | None) -> Sale:
    if sale is None:
        raise Rejected(Code.UNKNOWN_SALE)
    return sale
