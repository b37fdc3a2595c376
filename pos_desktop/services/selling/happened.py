"""What has been decided of a sale, a refund or a late owner in an open transaction, for all that keeps rows beside."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection

from pos_desktop.core.ids import Id
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.accrual import EarnFacts
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import Quote
from pos_desktop.loyalty.quote_refund import RefundQuote, SaleToReturn
from pos_desktop.selling.tenders import Settlement
from pos_desktop.services.members.points.locking import Locked
from pos_desktop.services.members.points.remaining import Remaining
from pos_desktop.services.till import Till
from pos_desktop.services.written import Written


@dataclass(frozen=True, slots=True)
class SaleMade:
    """A sale whose rows are being written. `locked` is the member's account, whose caches are not written yet."""

    written: Written
    till: Till
    operation_id: str
    sale_id: Id
    quote: Quote
    settlement: Settlement
    programme: Programme
    locked: Locked | None
    staff_id: Id
    at: datetime
    occasion: Occasion

    @property
    def day(self) -> date:
        """The sale's business date."""
        return self.occasion.day


@dataclass(frozen=True, slots=True)
class SaleReturned:
    """A refund whose rows are being written. `locked` is the account of the member whose the sale's points are."""

    written: Written
    till: Till
    operation_id: str
    refund_id: Id
    sale: Any
    """The sale's own row."""
    sold: SaleToReturn
    quote: RefundQuote
    programme: Programme
    """As it was at the sale."""
    locked: Locked | None
    staff_id: Id
    at: datetime
    day: date
    """The refund's business date."""

    @property
    def is_whole(self) -> bool:
        """Whether nothing of the sale is left after this."""
        return self.quote.money.is_last


@dataclass(frozen=True, slots=True)
class SaleGiven:
    """A sale that becomes a member's after it was made; `wrong` is who had it, None where it was a guest's.

    Both accounts are locked, and their caches are not written yet.
    """

    till: Till
    rest: Remaining
    right: Locked
    wrong: Locked | None
    facts: EarnFacts
    """What was true of `right` when the sale was made."""

    @property
    def tx(self) -> Connection:
        """The open transaction."""
        return self.right.booking.tx

    @property
    def written(self) -> Written:
        """Takes the rows for the journal."""
        return self.right.booking.written

    @property
    def sale(self) -> Any:
        """The sale's own row."""
        return self.rest.row

    @property
    def programme(self) -> Programme:
        """As it was at the sale."""
        return self.rest.programme

    @property
    def held(self) -> tuple[Locked, ...]:
        """The accounts that are locked."""
        return (self.right,) if self.wrong is None else (self.wrong, self.right)
