"""A receipt of a sale that never was, with every block on it: what a design is looked at on."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from pos_desktop.documents.enclosed import Enclosed
from pos_desktop.documents.receipt import ReceiptHead, receipt
from pos_desktop.selling.order import OrderType
from pos_desktop.selling.sale import Sale, SaleLine, SaleLoyalty, SaleReduction
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.wording import Wording
from printing.paper.document import Document

CODE: Final = "00" + "0123456789" * 3
"""In the place of a signed code: no till takes it."""
CLAIM_MINUTES: Final = 15
EXPIRES_IN: Final = timedelta(days=20)


def sample_receipt(shop: ReceiptHead, words: Wording, at: datetime, *, is_guest: bool = False) -> Document:
    """The receipt of a member, or of a guest who may still claim the points; marked as a sample at both ends."""
    sale = _sale(words, at)
    if not is_guest:
        return receipt(sale, shop, CODE, words)
    due = sale.due + sale.points_value
    guest = replace(
        sale, loyalty=None, points=0, points_value=0, due=due, paid=due, change=0, taxes=(TaxSum(8, 74_074, 5_926),),
        tenders=(Tender(TenderKind.CASH, due),),
    )  # fmt: skip
    return receipt(guest, shop, CODE, words, enclosed=Enclosed(CODE, CLAIM_MINUTES))


def _sale(words: Wording, at: datetime) -> Sale:
    lines = (
        _line(words.gettext("Cà phê sữa đá"), 2, 29_000, words.gettext("Ít đường, thêm đá")),
        _line(words.gettext("Bánh mì thịt nướng"), 1, 35_000),
    )
    return Sale(
        id="", number="K1-000123", register_number=1, serial=123, order_id="", at=at, business_date=at.date(),
        shift_id="", staff_name="Lan", account_id="", order_type=OrderType.DINE_IN, table="5",
        note=words.gettext("Khách mang ly riêng"), goods=93_000, discount=13_000, points=100, points_value=10_000,
        due=70_000, paid=100_000, change=30_000, basis=70_000, earned=70, is_sample=True, loyalty=_loyalty(words, at),
        lines=lines, taxes=(TaxSum(8, 64_815, 5_185),), tenders=(Tender(TenderKind.CASH, 100_000),),
        member_name="Nguyễn Thị Ngọc Ánh", member_code="TV000012",
        reductions=(SaleReduction("promotion", "", words.gettext("Giờ vàng"), 10_000),),
    )  # fmt: skip


def _line(name: str, pieces: int, price: int, note: str = "") -> SaleLine:
    amount = pieces * price
    return SaleLine(
        position=1, item_id="", sku="", name=name, unit="", qty=pieces * 1000, unit_price=price, options=(), note=note,
        gross=amount, line_discount=0, order_discount=0, points_share=0, amount=amount, rate=8, earned=0,
    )  # fmt: skip


def _loyalty(words: Wording, at: datetime) -> SaleLoyalty:
    gold = words.gettext("Vàng")
    return SaleLoyalty(
        tier_before=gold, tier=gold, available=1_134, pending=0, debt=0, expiring=200,
        expiring_on=(at + EXPIRES_IN).date(), qualifying=11_588_000, threshold=5_000_000,
        next_tier=words.gettext("Kim cương"), next_threshold=12_000_000, to_next=412_000, breakdown=(),
    )  # fmt: skip
