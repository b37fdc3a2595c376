"""The customer's receipt: an immutable sale as elements to print, in the language of its job."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pos_desktop.core.clock import DEFAULT_ZONE, zone
from pos_desktop.documents.design import STANDARD, Block, ReceiptDesign
from pos_desktop.documents.enclosed import NOTHING, Enclosed
from pos_desktop.documents.enclosures import enclosures
from pos_desktop.documents.sold import item_lines
from pos_desktop.loyalty.programme import Metric
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.sale import Sale, SaleLoyalty
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import TenderKind
from pos_desktop.wording import Wording
from pos_desktop.wording.explanations import amount
from pos_desktop.wording.tenders import tender_name
from printing.paper.document import (
    Align,
    Bar,
    Columns,
    Cut,
    Document,
    Element,
    Frame,
    Mark,
    Pair,
    Paper,
    Picture,
    Qr,
    Rule,
    RuleStyle,
    Size,
    Space,
    Text,
    Title,
)

LAST_DIGITS = 4
"""Enough of a gift card to tell it from another one, and too little to pay with it."""
TAX_WEIGHTS = (5, 4, 4)
TAX_ALIGNS = (Align.LEFT, Align.RIGHT, Align.RIGHT)


@dataclass(frozen=True, slots=True)
class ReceiptHead:
    """What the shop says of itself at the head and the foot of its receipts, and how; empty lines are left out."""

    name: str
    address: str = ""
    phone: str = ""
    tax_code: str = ""
    footer: str = ""
    time_zone: str = DEFAULT_ZONE
    design: ReceiptDesign = STANDARD


def receipt(
    sale: Sale, shop: ReceiptHead, code: str, words: Wording, copy: int = 0, enclosed: Enclosed = NOTHING
) -> Document:
    """Build the receipt of `sale`.

    Args:
        code: the 32 signed digits of its QR.
        copy: 0 for the original; every later print says which copy it is.
        enclosed: what goes out with it: vouchers, cards, the claim of a guest.
    """
    marks, design = tuple(_marks(sale, words, copy)), shop.design
    if not design.shows(Block.CLAIM):
        enclosed = replace(enclosed, claim="")
    elements: tuple[Element, ...] = (
        *marks, *_head(shop, words), *_sale(sale, shop, words), Rule(RuleStyle.SOLID),
        *_items(sale, design, words), Rule(), *_sums(sale, design, words), *_payment(sale, words),
        *(_taxes(sale.taxes, words) if design.shows(Block.TAXES) else ()), *_member(sale, design, words),
        *enclosures(enclosed, words), *_foot(sale, shop, code, words),
        *((Space(), *marks) if marks else ()), Cut(),
    )  # fmt: skip
    return Document(elements, title=sale.number, language=words.language)


def _marks(sale: Sale, words: Wording, copy: int) -> Iterator[Paper]:
    """At both ends, so that no torn piece passes for a real original."""
    if sale.is_sample:
        yield Mark(words.gettext("MẪU"))
    if copy:
        yield Mark(words.gettext("BẢN IN LẠI {copy}").format(copy=copy))


def shop_title(shop: ReceiptHead) -> Iterator[Paper]:
    """The logo, the name, and the shop's own lines below it: how every paper for customers begins."""
    if shop.design.logo:
        yield Picture(shop.design.logo)
    yield Title(shop.name)
    for line in shop.design.header:
        yield Text(line, Size.SMALL, align=Align.CENTER)


def _head(shop: ReceiptHead, words: Wording) -> Iterator[Paper]:
    shows = shop.design.shows
    told = (
        shop.address if shows(Block.ADDRESS) else "",
        shop.phone and words.gettext("Điện thoại {phone}").format(phone=shop.phone) if shows(Block.PHONE) else "",
        shop.tax_code and words.gettext("Mã số thuế {code}").format(code=shop.tax_code),
    )
    yield from shop_title(shop)
    for line in filter(None, told):
        yield Text(line, Size.SMALL, align=Align.CENTER)
    yield Space()


def _sale(sale: Sale, shop: ReceiptHead, words: Wording) -> Iterator[Paper]:
    kind = _order_type(sale.order_type, words)
    if sale.table:
        kind = words.gettext("{kind} · bàn {table}").format(kind=kind, table=sale.table)
    yield Text(words.gettext("HOÁ ĐƠN BÁN HÀNG"), Size.LARGE, bold=True, align=Align.CENTER)
    number = words.gettext("Số {number}").format(number=sale.number)
    yield Pair(number, words.datetime_(sale.at.astimezone(zone(shop.time_zone))), size=Size.SMALL)
    cashier = words.gettext("Thu ngân: {name}").format(name=sale.staff_name)
    yield Pair(cashier if shop.design.shows(Block.CASHIER) else "", kind, size=Size.SMALL)
    if sale.epoch:
        yield Text(words.gettext("Sau lần khôi phục {epoch}").format(epoch=sale.epoch), Size.SMALL)
    if sale.note and shop.design.shows(Block.ORDER_NOTE):
        yield Text(words.gettext("Ghi chú: {note}").format(note=sale.note), Size.SMALL)


def _order_type(order_type: str, words: Wording) -> str:
    names = {
        OrderType.DINE_IN: words.gettext("Dùng tại chỗ"),
        OrderType.TAKE_AWAY: words.gettext("Mang về"),
        OrderType.DELIVERY: words.gettext("Giao hàng"),
    }
    return names[OrderType(order_type)]


def _items(sale: Sale, design: ReceiptDesign, words: Wording) -> Iterator[Paper]:
    lines = sale.lines
    if not design.shows(Block.LINE_NOTES):
        lines = tuple(replace(line, note="") for line in lines)
    for item in item_lines(lines, words):
        yield item if design.shows(Block.UNIT_PRICES) else replace(item, unit_price="")


def _sums(sale: Sale, design: ReceiptDesign, words: Wording) -> Iterator[Paper]:
    yield Pair(words.gettext("Tiền hàng"), words.money(sale.goods))
    yield from _reductions(sale, words, is_short=not design.shows(Block.REDUCTIONS))
    if sale.points:
        label = words.gettext("Đổi {points}").format(points=words.points(sale.points))
        yield Pair(label, words.money(-sale.points_value))
    yield Rule(RuleStyle.HEAVY)
    yield Pair(words.gettext("PHẢI TRẢ"), words.money(sale.due), bold=True, size=Size.HUGE)
    yield Rule(RuleStyle.HEAVY)


def _reductions(sale: Sale, words: Wording, *, is_short: bool) -> Iterator[Paper]:
    """Every deal by its name, then what people took off; the sum only where there is more than one, or all is short."""
    named = [] if is_short else [(reduction.name, reduction.amount) for reduction in sale.reductions]
    if named and sale.by_hand:
        named.append((words.gettext("Giảm giá tại quầy"), sale.by_hand))
    for name, off in named:
        yield Pair(name, words.money(-off), size=Size.SMALL)
    if sale.discount and len(named) != 1:
        yield Pair(words.gettext("Tổng giảm giá"), words.money(-sale.discount))


def _payment(sale: Sale, words: Wording) -> Iterator[Paper]:
    if sale.cash_rounding:
        yield Pair(words.gettext("Làm tròn tiền mặt"), words.signed_money(sale.cash_rounding))
    for paid in sale.tenders:
        name = tender_name(paid.kind, words)
        ref = paid.ref[-LAST_DIGITS:] if paid.kind is TenderKind.GIFT_CARD else paid.ref
        yield Pair(f"{name} {ref}" if ref else name, words.money(paid.amount))
    if sale.change:
        yield Pair(words.gettext("Tiền thừa"), words.money(sale.change), bold=True)


def _taxes(taxes: tuple[TaxSum, ...], words: Wording) -> Iterator[Paper]:
    if not taxes:
        return
    heads = (words.gettext("Thuế suất"), words.gettext("Chưa thuế"), words.gettext("Tiền thuế"))
    yield Space()
    yield Text(words.gettext("Giá đã gồm thuế GTGT"), Size.SMALL)
    yield Columns(heads, TAX_WEIGHTS, TAX_ALIGNS, size=Size.SMALL)
    for tax in taxes:
        rate = words.gettext("Không chịu thuế") if tax.rate is None else words.percent(tax.rate * 100)
        yield Columns((rate, words.money(tax.net), words.money(tax.tax)), TAX_WEIGHTS, TAX_ALIGNS, size=Size.SMALL)


def _member(sale: Sale, design: ReceiptDesign, words: Wording) -> Iterator[Paper]:
    told = sale.loyalty
    if told is None or not design.shows(Block.MEMBER):
        return
    tier = words.gettext("Hạng {tier}").format(tier=told.tier)
    yield Space()
    yield Frame((
        *_upgrade(told, words), Pair(sale.member_name or sale.member_code, tier, bold=True),
        *_points(sale, told, words), *(_way_up(told, words) if design.shows(Block.WAY_UP) else ()),
        *(_expiring(told, words) if design.shows(Block.EXPIRING) else ()),
    ))  # fmt: skip


def _upgrade(told: SaleLoyalty, words: Wording) -> Iterator[Paper]:
    # Falls are written before the sale, so a sale can only lift.
    if told.tier != told.tier_before:
        yield Mark(words.gettext("Chúc mừng lên hạng {tier}").format(tier=told.tier))
        yield Space()


def _points(sale: Sale, told: SaleLoyalty, words: Wording) -> Iterator[Paper]:
    if spent := sale.points + sale.reward_points:
        yield Pair(words.gettext("Điểm đã đổi"), words.signed_points(-spent))
    yield Pair(words.gettext("Điểm tích được"), words.signed_points(sale.earned))
    if told.limited:
        yield Text(words.gettext("Hôm nay đã đủ số đơn được tích điểm."), Size.SMALL)
    yield Pair(words.gettext("Điểm hiện có"), words.points(told.available), bold=True)
    if told.pending:
        yield Pair(words.gettext("Điểm chờ dùng"), words.points(told.pending))
    if told.debt:
        yield Pair(words.gettext("Điểm còn nợ"), words.points(told.debt))
        yield Text(words.gettext("Điểm tích được trả phần nợ trước."), Size.SMALL)


def _way_up(told: SaleLoyalty, words: Wording) -> Iterator[Paper]:
    if told.next_tier is None or told.next_threshold is None or told.to_next is None:
        return
    span = told.next_threshold - told.threshold
    missing = amount(told.to_next, Metric(told.metric), words)
    way = words.gettext("Còn {money} lên hạng {tier}").format(money=missing, tier=told.next_tier)
    yield Bar((max(0, span - told.to_next), span), way)


def _expiring(told: SaleLoyalty, words: Wording) -> Iterator[Paper]:
    if told.expiring and told.expiring_on:
        text = words.gettext("{points} sắp hết hạn, sớm nhất ngày {date}")
        text = text.format(points=words.points(told.expiring), date=words.date(told.expiring_on))
        yield Text(text, Size.SMALL, align=Align.CENTER)


def _foot(sale: Sale, shop: ReceiptHead, code: str, words: Wording) -> Iterator[Paper]:
    if shop.design.promotion:
        yield Space()
    for line in shop.design.promotion:
        yield Text(line, bold=True, align=Align.CENTER)
    if shop.design.shows(Block.CODE):
        yield Space()
        yield Qr(code, sale.number)
    yield Space()
    for line in shop.design.footer or (shop.footer or words.gettext("Cảm ơn quý khách, hẹn gặp lại."),):
        yield Text(line, bold=True, align=Align.CENTER)
