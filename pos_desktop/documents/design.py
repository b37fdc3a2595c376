"""How a shop wants its receipts: a logo, lines of its own, and which blocks are left out."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MOST_LINE: Final = 120


class Block(StrEnum):
    """What a receipt may do without; name, number, date, goods with amounts, sum, tenders and marks always stay."""

    ADDRESS = "address"
    PHONE = "phone"
    CASHIER = "cashier"
    ORDER_NOTE = "order_note"
    UNIT_PRICES = "unit_prices"
    LINE_NOTES = "line_notes"
    REDUCTIONS = "reductions"
    TAXES = "taxes"
    MEMBER = "member"
    WAY_UP = "way_up"
    EXPIRING = "expiring"
    CLAIM = "claim"
    CODE = "code"


class Lines(StrEnum):
    """Where a shop writes lines of its own."""

    HEADER = "header"
    PROMOTION = "promotion"
    FOOTER = "footer"


MOST_LINES: Final = {Lines.HEADER: 4, Lines.PROMOTION: 3, Lines.FOOTER: 4}


@dataclass(frozen=True, slots=True)
class ReceiptDesign:
    """How receipts look.

    `logo` is a PNG as `printing.paper.document.Picture` takes it. `header` stands below the shop's name, `promotion`
    above the code; `footer` takes the place of the shop's own last line. `hidden` are the blocks left out.
    """

    logo: bytes | None = None
    header: tuple[str, ...] = ()
    promotion: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()
    hidden: frozenset[Block] = frozenset()

    def shows(self, block: Block) -> bool:
        """Whether a block is printed where a sale has it."""
        return block not in self.hidden

    def lines(self, where: Lines) -> tuple[str, ...]:
        """The shop's own lines at one place."""
        return {Lines.HEADER: self.header, Lines.PROMOTION: self.promotion, Lines.FOOTER: self.footer}[where]


STANDARD: Final = ReceiptDesign()
"""What is printed where the shop has designed nothing."""
