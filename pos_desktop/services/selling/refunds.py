"""Money and points given back: previewed, made in one transaction, harmless to send twice, read back."""

from dataclasses import dataclass, replace

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.text import note
from pos_desktop.loyalty.quote_refund import RefundQuote
from pos_desktop.selling.exchange import Exchange
from pos_desktop.selling.refund import CASH, RefundTo
from pos_desktop.services.journal import Event
from pos_desktop.services.office import outbox
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.once import Asked, Deed, once
from pos_desktop.services.selling.refund_rows import journal_body
from pos_desktop.services.selling.refunding import GiveBack, Refunding, Standing, preview
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written
from pos_desktop.storage.queries import returns
from pos_desktop.storage.queries.returns import RefundRow

__all__ = ["GiveBack", "Previewed", "Refunded", "Refunds", "Standing"]


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a refund would do: money, points both ways, and what the member would have; None for a guest."""

    quote: RefundQuote
    after: Standing | None


@dataclass(frozen=True, slots=True)
class Refunded:
    """The refund that came of it; `is_repeat` when the operation had been done before."""

    refund: RefundRow
    is_repeat: bool = False
    topics: tuple[str, ...] = ("sales", "members", "outbox")


class Refunds:
    """Use cases of money back."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def find(self, text: str) -> Id:
        """The sale that a receipt number or the code on a receipt names; UNKNOWN_SALE otherwise."""
        with self._till.db.read() as tx:
            sale_id = returns.id_by_text(tx, text, self._till.keys.codes)
        if sale_id is None:
            raise Rejected(Code.UNKNOWN_SALE)
        return sale_id

    def preview(self, command: GiveBack, *, to_ask: bool = False) -> Previewed:
        """Both legs of a refund before anybody confirms it; `to_ask` lets who sells see what another has to approve.

        Raises:
            Rejected: what `refund` refuses.
        """
        with self._till.db.read() as tx:
            seen = Previewed(*preview(tx, self._till, command, "sell" if to_ask else "refund"))
            if seen.after is None or not returns.has_bonuses(tx, command.sale_id):
                return seen
        # What goes back with a bonus only the deed itself knows.
        with self._till.db.trial() as tx:
            return replace(seen, after=Refunding(Written(tx), self._till, command).foreseen())

    def exchange(self, command: GiveBack) -> Exchange:
        """What an open order carries of goods that come back and pay for it; nothing is written.

        Raises:
            Rejected: what `refund` refuses; NOTHING_TO_EXCHANGE where all of it goes back to where it came from.
        """
        seen = self.preview(command, to_ask=True)
        worth = seen.quote.money.exchangeable
        if not worth:
            raise Rejected(Code.NOTHING_TO_EXCHANGE)
        with self._till.db.read() as tx:
            number = returns.receipt_number(tx, command.sale_id)
            owner = returns.known_owner(tx, command.sale_id)
        return Exchange(command.id, command.sale_id, number, worth, command.lines, command.to, note(command.reason),
                        owner)  # fmt: skip

    def that_paid_for(self, exchange_id: str) -> Refunded | None:
        """The refund that an order's exchange of this id became, also where the order took nothing of it."""
        with self._till.db.read() as tx:
            refund_id = returns.made_by(tx, exchange_id)
            made = returns.refund_by_id(tx, refund_id) if refund_id else None
        return Refunded(made) if made else None

    def refund(self, command: GiveBack) -> Refunded:
        """Give money and points back.

        Raises:
            Rejected: NOT_ALLOWED, NO_OPEN_SHIFT, UNKNOWN_SALE, ALREADY_REFUNDED, NOTHING_TO_REFUND,
                INVALID_QUANTITY, ID_REUSED; nothing is written.
        """
        kept = replace(command, reason=note(command.reason))
        event = Event.VOID if command.is_void else Event.REFUND
        asked = Asked(command.id, event.value, command.print_ or repr(kept), command.staff_id)
        answer = once(self._till, asked, lambda tx, written: refund_deed(tx, written, self._till, kept, event))
        with self._till.db.read() as tx:
            made = returns.refund_by_id(tx, answer["refund_id"])
        if made is None:
            raise Rejected(Code.UNKNOWN_SALE)
        return Refunded(made, answer["is_repeat"])

    def void(self, command: GiveBack) -> Refunded:
        """Take a whole sale of this shift back to where its money came from; VOID_CLOSED in a later shift."""
        return self.refund(replace(command, lines=None, to=RefundTo.ORIGINAL, is_void=True))


def refund_deed(tx: Connection, written: Written, till: Till, command: GiveBack, event: Event) -> Deed:
    """Give back inside a transaction, and promise the paper and the drawer."""
    new, _after = Refunding(written, till, command).run()
    outbox.promise_slip(tx, till, SlipOf.REFUND, new.id, command.printer, command.language)
    if any(back.kind == CASH for back in new.quote.money.tenders):
        outbox.promise_drawer(tx, till, new.id, command.printer, command.language)
    return Deed({"refund_id": new.id}, event, new.id, journal_body(new))
