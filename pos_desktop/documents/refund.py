"""The customer's paper of a refund or a void: what came back, the money by its way, the points both ways."""

from collections.abc import Iterator

from pos_desktop.core.clock import zone
from pos_desktop.documents.receipt import LAST_DIGITS, ReceiptHead, shop_title
from pos_desktop.selling.refund import TenderBack
from pos_desktop.selling.refund_document import RefundDocument, RefundedLine, RefundPoints
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.wording import Wording
from pos_desktop.wording.tenders import tender_name
from printing.paper.document import (
    Align,
    Cut,
    Document,
    Element,
    ItemLine,
    Mark,
    Pair,
    Paper,
    Rule,
    RuleStyle,
    Size,
    Space,
    Text,
)


def refund_paper(refund: RefundDocument, shop: ReceiptHead, words: Wording, copy: int = 0) -> Document:
    """Build the paper of `refund`; every later print says which `copy` it is."""
    marks = tuple(_marks(refund, words, copy))
    elements: tuple[Element, ...] = (
        *marks, *shop_title(shop), Space(), *_head(refund, shop, words), Rule(RuleStyle.SOLID),
        *(_line(line, words) for line in refund.lines), Rule(), *_money(refund, words),
        *(_points(refund.points, words) if refund.points else ()), *_foot(words),
        *((Space(), *marks) if marks else ()), Cut(),
    )  # fmt: skip
    return Document(elements, title=refund.number, language=words.language)


def _marks(refund: RefundDocument, words: Wording, copy: int) -> Iterator[Paper]:
    if refund.is_sample:
        yield Mark(words.gettext("MẪU"))
    if copy:
        yield Mark(words.gettext("BẢN IN LẠI {copy}").format(copy=copy))


def _head(refund: RefundDocument, shop: ReceiptHead, words: Wording) -> Iterator[Paper]:
    title = words.gettext("PHIẾU HUỶ HOÁ ĐƠN") if refund.is_void else words.gettext("PHIẾU HOÀN TIỀN")
    yield Text(title, Size.LARGE, bold=True, align=Align.CENTER)
    number = words.gettext("Số {number}").format(number=refund.number)
    yield Pair(number, words.datetime_(refund.at.astimezone(zone(shop.time_zone))), size=Size.SMALL)
    yield Text(words.gettext("Của hoá đơn {number}").format(number=refund.sale_number), Size.SMALL)
    yield Text(words.gettext("Thu ngân: {name}").format(name=refund.staff_name), Size.SMALL)
    if refund.reason:
        yield Text(words.gettext("Lý do: {reason}").format(reason=refund.reason), Size.SMALL)


def _line(line: RefundedLine, words: Wording) -> ItemLine:
    return ItemLine(qty=words.quantity(line.qty), name=line.name, unit_price="", amount=words.money(line.money))


def _money(refund: RefundDocument, words: Wording) -> Iterator[Paper]:
    yield Pair(words.gettext("Tiền trả lại"), words.money(refund.money), bold=True, size=Size.LARGE)
    if refund.cash_rounding:
        yield Pair(words.gettext("Làm tròn tiền mặt"), words.signed_money(refund.cash_rounding))
    for back in refund.tenders:
        yield Pair(_way(back, words), words.money(back.amount))
    for tax in refund.taxes:
        if tax.tax:
            label = words.gettext("Trong đó thuế {rate} %").format(rate=tax.rate)
            yield Pair(label, words.money(tax.tax), size=Size.SMALL)


def _way(back: TenderBack, words: Wording) -> str:
    """How the money went; a stored card is told by its last digits, goods by their receipt."""
    name = tender_name(TenderKind(back.kind), words)
    if back.kind == TenderKind.EXCHANGE:
        return f"{name} {back.ref}"
    if back.kind in (TenderKind.GIFT_CARD, TenderKind.WALLET) and back.ref:
        return f"{name} {back.ref[-LAST_DIGITS:]}"
    return name


def _points(points: RefundPoints, words: Wording) -> Iterator[Paper]:
    yield Rule()
    yield Text(points.member_name, bold=True)
    if points.restored:
        yield Pair(words.gettext("Trả lại điểm đã đổi"), words.signed_points(points.restored))
    if points.clawed:
        yield Pair(words.gettext("Thu lại điểm đã tích"), words.signed_points(-points.clawed))
    yield Pair(words.gettext("Còn dùng được"), words.points(points.available))
    if points.debt:
        yield Pair(words.gettext("Còn nợ"), words.points(points.debt))
    if points.tier:
        yield Pair(words.gettext("Hạng"), points.tier)


def _foot(words: Wording) -> Iterator[Paper]:
    yield Space(3)
    yield Pair(words.gettext("Khách ký"), words.gettext("Thu ngân ký"), size=Size.SMALL)
    yield Space(6)
