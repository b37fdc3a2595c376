"""What has been decided of a sale or a refund while its transaction is open, for all that keeps rows beside it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from pos_desktop.core.ids import Id
from pos_desktop.core.occasion import Occasion
from pos_desktop.loyalty.programme import Programme
from pos_desktop.loyalty.quote import Quote
from pos_desktop.loyalty.quote_refund import RefundQuote, SaleToReturn
from pos_desktop.selling.tenders import Settlement
from pos_desktop.services.members.points.locking import Locked
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
