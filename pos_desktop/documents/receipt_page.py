"""The receipt on A4, for a company's books: who bought, every line with its unit, VAT by rate, the sum in words."""

from collections.abc import Iterator
from dataclasses import dataclass

from pos_desktop.core.clock import zone
from pos_desktop.documents.marks import ORIGINAL, Standing, marks_of
from pos_desktop.documents.receipt import LAST_DIGITS, ReceiptHead
from pos_desktop.documents.sold import option_words
from pos_desktop.selling.sale import Sale, SaleLine
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.wording import Wording
from pos_desktop.wording.amounts import money_in_words
from pos_desktop.wording.tenders import tender_name
from printing.paper.document import Align, Picture
from printing.pdf.blocks import Block, Code, Facts, Heading, Letterhead, Pages, Paragraph, Signatures, Sums, Table
from printing.pdf.sheets import sheets_pdf

LEFT, RIGHT, CENTER = Align.LEFT, Align.RIGHT, Align.CENTER
ITEM_WEIGHTS, ITEM_ALIGNS = (3, 16, 4, 4, 7, 6, 8), (CENTER, LEFT, CENTER, RIGHT, RIGHT, RIGHT, RIGHT)
TAX_WEIGHTS, TAX_ALIGNS = (4, 5, 5, 5), (LEFT, RIGHT, RIGHT, RIGHT)


@dataclass(frozen=True, slots=True)
class Buyer:
    """Who bought; what is not known is a dotted line to write on."""

    name: str = ""
    company: str = ""
    tax_code: str = ""
    address: str = ""


NOBODY = Buyer()


def receipt_pdf(
    sale: Sale, shop: ReceiptHead, code: str, words: Wording, buyer: Buyer = NOBODY, standing: Standing = ORIGINAL
) -> bytes:
    """Draw `sale` on pages of A4; `code` are the 32 signed digits of its QR."""
    return sheets_pdf(receipt_page(sale, shop, code, words, buyer, standing))


def receipt_page(
    sale: Sale, shop: ReceiptHead, code: str, words: Wording, buyer: Buyer = NOBODY, standing: Standing = ORIGINAL
) -> Pages:
    """The blocks of the paper."""
    blocks = (
        letterhead(shop, words), _heading(sale, shop, words), _buyer(buyer, words), _lines(sale, words),
        _sums(sale, words), Paragraph(_in_words(sale, words)), _paid(sale, words), *_taxes(sale.taxes, words),
        signatures((words.gettext("Người mua hàng"), words.gettext("Người bán hàng")), words),
        Code(code, "\n".join((
            words.gettext("Quét mã này để tìm lại hoá đơn, đổi hoặc trả hàng."),
            words.gettext("Chứng từ bán hàng, không thay hoá đơn giá trị gia tăng."),
        ))),
    )  # fmt: skip
    return Pages(sale.number, blocks, marks_of(standing, words), foot_of_page(words))


def letterhead(shop: ReceiptHead, words: Wording) -> Letterhead:
    """What the shop says of itself, with the logo and the lines that its receipts begin with."""
    logo = Picture(shop.design.logo) if shop.design.logo else None
    told = (
        *shop.design.header, shop.address,
        shop.phone and words.gettext("Điện thoại {phone}").format(phone=shop.phone),
        shop.tax_code and words.gettext("Mã số thuế {code}").format(code=shop.tax_code),
    )  # fmt: skip
    return Letterhead(shop.name, tuple(filter(None, told)), logo)


def foot_of_page(words: Wording) -> str:
    """`Trang 1/3`, with its places."""
    return words.gettext("Trang {page}/{pages}")


def signatures(names: tuple[str, ...], words: Wording) -> Signatures:
    """Places for people to sign."""
    return Signatures(tuple((name, words.gettext("Ký, ghi rõ họ tên")) for name in names))


def _heading(sale: Sale, shop: ReceiptHead, words: Wording) -> Heading:
    at = words.datetime_(sale.at.astimezone(zone(shop.time_zone)))
    number = words.gettext("Số {number}").format(number=sale.number)
    who = words.gettext("Thu ngân: {name}").format(name=sale.staff_name)
    epoch = (words.gettext("Sau lần khôi phục {epoch}").format(epoch=sale.epoch),) if sale.epoch else ()
    return Heading(words.gettext("HOÁ ĐƠN BÁN HÀNG"), (f"{number} · {at}", who, *epoch))


def _buyer(buyer: Buyer, words: Wording) -> Facts:
    return Facts((
        (words.gettext("Người mua hàng"), buyer.name), (words.gettext("Tên đơn vị"), buyer.company),
        (words.gettext("Mã số thuế"), buyer.tax_code), (words.gettext("Địa chỉ"), buyer.address),
    ))  # fmt: skip


def _lines(sale: Sale, words: Wording) -> Table:
    heads = (
        words.gettext("STT"), words.gettext("Tên hàng"), words.gettext("ĐVT"), words.gettext("SL"),
        words.gettext("Đơn giá"), words.gettext("Giảm"), words.gettext("Thành tiền"),
    )  # fmt: skip
    rows = tuple(_row(at, line, words) for at, line in enumerate(sale.lines, 1))
    total = ("", words.gettext("Cộng"), "", "", "", words.money(-sale.discount) if sale.discount else "",
             words.money(sale.goods - sale.discount))  # fmt: skip
    return Table(heads, ITEM_WEIGHTS, ITEM_ALIGNS, rows, total)


def _row(at: int, line: SaleLine, words: Wording) -> tuple[str, ...]:
    serial = words.gettext("Số sê-ri {serial}").format(serial=line.serial) if line.serial else ""
    told = (line.full_name, *option_words(line, words), serial, line.note)
    return (
        words.number(at), "\n".join(filter(None, told)), line.unit, words.quantity(line.qty),
        words.money(line.unit_price), words.money(-line.discount) if line.discount else "",
        words.money(line.gross - line.discount),
    )  # fmt: skip


def _sums(sale: Sale, words: Wording) -> Sums:
    rows = [(words.gettext("Tiền hàng"), words.money(sale.goods))]
    if sale.discount:
        rows.append((words.gettext("Tổng giảm giá"), words.money(-sale.discount)))
    if sale.points:
        label = words.gettext("Đổi {points}").format(points=words.points(sale.points))
        rows.append((label, words.money(-sale.points_value)))
    rows.append((words.gettext("PHẢI TRẢ"), words.money(sale.due)))
    return Sums(tuple(rows), bold=len(rows) - 1)


def _in_words(sale: Sale, words: Wording) -> str:
    return words.gettext("Số tiền bằng chữ: {told}.").format(told=money_in_words(sale.due, words))


def _taxes(taxes: tuple[TaxSum, ...], words: Wording) -> Iterator[Block]:
    if not taxes:
        return
    heads = (words.gettext("Thuế suất"), words.gettext("Chưa thuế"), words.gettext("Tiền thuế"), words.gettext("Cộng"))
    rows = tuple(_tax(tax, words) for tax in taxes)
    yield Paragraph(words.gettext("Giá đã gồm thuế GTGT"), is_title=True)
    yield Table(heads, TAX_WEIGHTS, TAX_ALIGNS, rows)


def _tax(tax: TaxSum, words: Wording) -> tuple[str, ...]:
    rate = words.gettext("Không chịu thuế") if tax.rate is None else words.percent(tax.rate * 100)
    return rate, words.money(tax.net), words.money(tax.tax), words.money(tax.net + tax.tax)


def _paid(sale: Sale, words: Wording) -> Sums:
    rows = [(_way(paid, words), words.money(paid.amount)) for paid in sale.tenders]
    if sale.cash_rounding:
        rows.insert(0, (words.gettext("Làm tròn tiền mặt"), words.signed_money(sale.cash_rounding)))
    if sale.change:
        rows.append((words.gettext("Tiền thừa"), words.money(sale.change)))
    return Sums(tuple(rows))


def _way(paid: Tender, words: Wording) -> str:
    name = tender_name(paid.kind, words)
    ref = paid.ref[-LAST_DIGITS:] if paid.kind is TenderKind.GIFT_CARD else paid.ref
    return f"{name} {ref}" if ref else name
