"""Receipts as people look for them: by number, code, member, phone, amount and day, and one receipt whole."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Final

from sqlalchemy import Connection

from pos_desktop.core.codes import CARD_LENGTH
from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.core.money import MOST_MONEY
from pos_desktop.core.quantity import Quantity
from pos_desktop.core.text import MOST_SEARCH, squeeze
from pos_desktop.selling.lines import WITH_THE_WHOLE
from pos_desktop.selling.refund_document import RefundDocument
from pos_desktop.selling.sale import Sale
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.services.members.members import Members
from pos_desktop.services.till import Till
from pos_desktop.storage.queries import member_pages, receipts, returns, sales, shops
from pos_desktop.storage.queries.receipts import Back, Given, Listed, Wanted

__all__ = ["Back", "Given", "Listed", "ReceiptDetail", "ReceiptPage", "Receipts", "Sought"]

PAGE: Final = 50
NAMESAKES: Final = 20
"""Members that a name may mean at once."""
_NUMBER = re.compile(r"([A-Za-z0-9]+)-(H?)([0-9]{1,9})", re.ASCII | re.IGNORECASE)
_DIGITS = re.compile(r"[0-9][0-9 .,]*", re.ASCII)


@dataclass(frozen=True, slots=True)
class Sought:
    """What somebody looks for; `text` is a number, a scanned code, a member's name or phone, or an amount."""

    text: str = ""
    day: date | None = None
    through: date | None = None
    staff_id: Id | None = None
    tender: TenderKind | None = None
    before: tuple[datetime, Id] | None = None


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """A page of the list; `next` begins the next one, None on the last."""

    rows: tuple[Listed, ...]
    next: tuple[datetime, Id] | None = None


@dataclass(frozen=True, slots=True)
class ReceiptDetail:
    """One receipt with what came back of it.

    `left` is what may still be asked back of each line, by position, nothing of what only comes back `with_whole`
    sale; `can_void` tells whether its shift is open on this
    register and nothing came back yet.
    """

    sale: Sale
    refunds: tuple[Given, ...]
    left: dict[int, Quantity]
    can_void: bool
    with_whole: frozenset[int] = frozenset()

    @property
    def is_over(self) -> bool:
        """Nothing is left that could come back."""
        return not any(self.left.values())


def _with_whole(sale: Sale) -> frozenset[int]:
    """Positions of charges, which follow the last of what else was sold."""
    charges = frozenset(line.position for line in sale.lines if line.ware in WITH_THE_WHOLE)
    return charges if len(charges) < len(sale.lines) else frozenset()


class Receipts:
    """Reads receipts; changes nothing."""

    def __init__(self, till: Till) -> None:
        self._till = till

    def page(self, sought: Sought, most: int = PAGE) -> ReceiptPage:
        """The newest first. A number or a code means that one receipt, on whatever day it was.

        Raises:
            Rejected: UNKNOWN_SALE for a number or a code that is no receipt's, and what a card or a phone is refused
                for (INVALID_CARD, CARD_REVOKED, UNKNOWN_MEMBER).
        """
        with self._till.db.read() as tx:
            rows = receipts.page(tx, self._wanted(tx, sought), most + 1)
        last = rows[most - 1] if len(rows) > most else None
        return ReceiptPage(tuple(rows[:most]), (last.at, last.id) if last else None)

    def detail(self, sale_id: Id) -> ReceiptDetail:
        """One receipt whole; UNKNOWN_SALE when there is none."""
        with self._till.db.read() as tx:
            sale = sales.by_id(tx, sale_id)
            if sale is None:
                raise Rejected(Code.UNKNOWN_SALE)
            given = receipts.refunds(tx, sale_id)
            shift = shops.open_shift(tx, self._till.register.id)
        back = [refund.quantities for refund in given]
        charges = _with_whole(sale)
        left = {
            line.position: 0 if line.position in charges else line.qty - sum(one.get(line.position, 0) for one in back)
            for line in sale.lines
        }
        return ReceiptDetail(sale, given, left, bool(shift and shift.id == sale.shift_id and not given), charges)

    def refund(self, refund_id: Id) -> RefundDocument:
        """A refund as its paper tells it; UNKNOWN_SALE when there is none."""
        with self._till.db.read() as tx:
            found = receipts.document(tx, refund_id)
        if found is None:
            raise Rejected(Code.UNKNOWN_SALE)
        return found

    def _wanted(self, tx: Connection, sought: Sought) -> Wanted:
        text = squeeze(sought.text)[:MOST_SEARCH]
        wanted = Wanted(sought.day, sought.through, sought.staff_id, sought.tender, before=sought.before)
        if not text:
            return wanted
        if sale_id := self._named(tx, text):
            return Wanted(sale_id=sale_id)
        if _DIGITS.fullmatch(text):
            return self._of_digits(tx, text, wanted)
        found = member_pages.page(tx, member_pages.Wanted(text), NAMESAKES)
        return replace(wanted, account_ids=receipts.families(tx, [row.account_id for row in found]))

    def _named(self, tx: Connection, text: str) -> Id | None:
        """The sale whose number, refund's number or code this is; None where it looks like something else."""
        number = _NUMBER.fullmatch(text)
        is_code = text.startswith("28") and len(text) == CARD_LENGTH
        if not number and not is_code:
            return None
        if number and number[2]:
            found = receipts.sale_of_refund(tx, number[1].upper(), int(number[3]))
        else:
            found = returns.id_by_text(tx, text.upper(), self._till.keys.codes)
        if found is None:
            raise Rejected(Code.UNKNOWN_SALE)
        return found

    def _of_digits(self, tx: Connection, text: str, wanted: Wanted) -> Wanted:
        """A phone or a card begins as one; all else is the serial of a receipt or its amount."""
        digits = re.sub(r"[^0-9]", "", text)
        if len(digits) == CARD_LENGTH or (digits.startswith("0") and len(digits) > 8):
            account_id = Members(self._till).find(digits).row.account_id
            return replace(wanted, account_ids=receipts.families(tx, [account_id]))
        return replace(wanted, digits=min(int(digits[:18]), MOST_MONEY))
