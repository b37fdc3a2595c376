"""Papers as files: receipts for companies, statements of points, and those of causes and neighbours."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection

from pos_desktop.core.errors import Code, Rejected
from pos_desktop.core.ids import Id
from pos_desktop.documents.marks import Standing
from pos_desktop.documents.points_statement import points_pdf
from pos_desktop.documents.receipt import ReceiptHead, receipt
from pos_desktop.documents.receipt_page import NOBODY, Buyer, receipt_pdf
from pos_desktop.documents.statement_pages import cause_pdf, partner_pdf
from pos_desktop.documents.statements import MonthHead
from pos_desktop.documents.training import marked
from pos_desktop.loyalty.points_statement import statement_of
from pos_desktop.selling.sale import Sale
from pos_desktop.services.desk import Desk
from pos_desktop.services.office import outbox
from pos_desktop.services.office.outbox import SlipOf
from pos_desktop.services.office.print_worker import head_of
from pos_desktop.services.office.slips import cause_paper, partner_paper
from pos_desktop.services.shop.rights import require
from pos_desktop.storage.queries import buyers, returns, sales
from pos_desktop.wording import Wording, in_language
from printing.pdf.papers import document_pdf


@dataclass(frozen=True, slots=True)
class AskReceipt:
    """A receipt as a file, on A4 or as wide as a `roll` of 80 mm.

    `buyer` None takes what is known of its member; `approval` is another person's word.
    """

    sale_id: Id
    staff_id: Id
    language: str = "vi"
    buyer: Buyer | None = None
    approval: Id = ""
    roll: bool = False


@dataclass(frozen=True, slots=True)
class Drawn:
    """A file to be saved: a name to begin with, without its ending, and its bytes. `copy` 0 is an original."""

    name: str
    content: bytes
    copy: int = 0


class Papers:
    """Draws papers; what goes out is written down before anybody has a byte of it."""

    def __init__(self, desk: Desk) -> None:
        self._desk, self._till = desk, desk.till

    def find(self, text: str) -> Id:
        """The sale with this receipt number or code; UNKNOWN_SALE, UNREADABLE_CODE."""
        with self._till.db.read() as tx:
            sale_id = returns.id_by_text(tx, text.strip().upper(), self._till.keys.codes)
        if sale_id is None:
            raise Rejected(Code.UNKNOWN_SALE)
        return sale_id

    def receipt(self, asked: AskReceipt) -> Drawn:
        """The receipt of a sale. Where one was promised to a printer before, it is the next copy and says so.

        Raises:
            Rejected: UNKNOWN_SALE, and what `Outbox.reprint` refuses.
        """
        till = self._till
        with till.db.write() as tx:
            sale = sales.by_id(tx, asked.sale_id)
            if sale is None:
                raise Rejected(Code.UNKNOWN_SALE)
            outbox.allow_copy(tx, till, sale.id, asked.staff_id, asked.approval)
            copy = outbox.saved(tx, till, sale.id, asked.language, asked.staff_id)
            buyer = asked.buyer or _buyer(tx, sale.account_id)
        if asked.roll:
            return Drawn(sale.number, self._roll(sale, in_language(asked.language), copy), copy)
        standing = self._standing(copy, is_sample=sale.is_sample)
        code = self._desk.sales.receipt_code(sale)
        content = receipt_pdf(sale, self._head(), code, in_language(asked.language), buyer, standing)
        return Drawn(sale.number, content, copy)

    def _roll(self, sale: Sale, words: Wording, copy: int) -> bytes:
        desk = self._desk
        paper = receipt(sale, self._head(), desk.sales.receipt_code(sale), words, copy, desk.sales.enclosed(sale))
        return document_pdf(marked(paper, words) if self._till.shop.is_training else paper)

    def points(self, account_id: Id, first: date, last: date, staff_id: Id, language: str = "vi") -> Drawn:
        """A member's statement of points; INVALID_DAY where it would end before it begins.

        Raises:
            Rejected: NOT_ALLOWED with the right `members`, UNKNOWN_MEMBER.
        """
        self._require(staff_id, "members")
        if last < first:
            raise Rejected(Code.INVALID_DAY)
        told = statement_of(self._desk.explaining.account(account_id), first, last)
        content = points_pdf(told, self._head(), in_language(language), self._standing())
        return Drawn(f"{told.told.code}-{first:%Y%m%d}-{last:%Y%m%d}", content)

    def month(self, subject: str, staff_id: Id, language: str = "vi") -> Drawn:
        """The monthly statement of a cause or a neighbour, by the subject of its slip.

        Raises:
            Rejected: NOT_ALLOWED with the right `reports`, UNKNOWN_CAUSE, UNKNOWN_PARTNER.
        """
        self._require(staff_id, "reports")
        about, text, party = subject.split(":", 2)
        month, words = date.fromisoformat(f"{text}-01"), in_language(language)
        head = MonthHead(self._head(), month, self._till.today(), self._till.shop.is_sample)
        if about == SlipOf.CAUSE_MONTH:
            content = cause_pdf(cause_paper(self._desk, month, party), head, words, self._standing())
        else:
            content = partner_pdf(partner_paper(self._desk, month, party), head, words, self._standing())
        return Drawn(f"{about}-{text}", content)

    def _require(self, staff_id: Id, right: str) -> None:
        with self._till.db.read() as tx:
            require(tx, staff_id, right)

    def _head(self) -> ReceiptHead:
        return head_of(self._till.shop, self._desk.receipt_design.current())

    def _standing(self, copy: int = 0, *, is_sample: bool | None = None) -> Standing:
        shop = self._till.shop
        return Standing(shop.is_sample if is_sample is None else is_sample, shop.is_training, copy)


def _buyer(tx: Connection, account_id: Id | None) -> Buyer:
    known = buyers.of_account(tx, account_id) if account_id else None
    return Buyer(known.name, known.company, known.tax_code, known.address) if known else NOBODY
