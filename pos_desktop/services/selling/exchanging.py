"""Goods that come back while others are sold: worth what they pay, given back in the sale's own transaction."""

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.money import Money
from pos_desktop.core.text import note
from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.refund import EXCHANGE, TenderBack, money_back
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.services import operations
from pos_desktop.services.journal import Event
from pos_desktop.services.once import Asked, within
from pos_desktop.services.selling.refunding import GiveBack, returning
from pos_desktop.services.selling.refunds import refund_deed
from pos_desktop.services.selling.sale_rows import NewSale
from pos_desktop.services.till import Till


def worth(tx: Connection, till: Till, exchange: Exchange) -> Money:
    """What the goods that come back pay at most, as their sale stands now; raises what a refund refuses."""
    back = returning(tx, till, exchange.sale_id)
    return money_back(back.sold.sold, back.sold.before, exchange.lines, exchange.to).exchangeable


def tender(tx: Connection, till: Till, exchange: Exchange, due: Money) -> Tender | None:
    """What they pay of an order; EXCHANGE_CHANGED when they are not worth any more what the screen said."""
    _check_worth(tx, till, exchange)
    taken = exchange.taken(due)
    return Tender(TenderKind.EXCHANGE, taken, exchange.number) if taken else None


def _check_worth(tx: Connection, till: Till, exchange: Exchange) -> None:
    if worth(tx, till, exchange) != exchange.credit:
        raise Rejected(Code.EXCHANGE_CHANGED)


def give_back(tx: Connection, till: Till, exchange: Exchange, sold: NewSale, printer: str, language: str) -> None:
    """Make the refund that paid for a sale, after it: what the customer saw of the sale stands.

    EXCHANGE_CHANGED where the sale itself made them worth something else: it loads or spends the card that comes back.
    """
    _check_worth(tx, till, exchange)
    taken = exchange.taken(sold.quote.priced.due)
    back = GiveBack(
        exchange.id, exchange.sale_id, sold.staff_id, exchange.lines, exchange.to, note(exchange.reason),
        printer=printer, language=language,
        exchanged=TenderBack(EXCHANGE, taken, till.receipt_number(sold.number)) if taken else None,
    )  # fmt: skip
    asked = Asked(exchange.id, Event.REFUND.value, repr(back), sold.staff_id)
    print_ = operations.fingerprint(asked.print_)
    if operations.first_answer(tx, exchange.id, print_):
        raise Rejected(Code.EXCHANGE_CHANGED)
    within(tx, till, asked, print_, lambda inner, written: refund_deed(inner, written, till, back, Event.REFUND))
