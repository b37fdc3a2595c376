"""Sales as they are read back: a guest's coffee, and a member's order with everything on it."""

from dataclasses import replace
from datetime import UTC, date, datetime

from pos_desktop.documents.enclosed import CardLeft, Committed, Enclosed, Given, Slip
from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.selling.sale import Sale, SaleLine, SaleLoyalty, SaleReduction
from pos_desktop.selling.tax import TaxSum
from pos_desktop.selling.tenders import Tender, TenderKind

CODE = "28100100002317745120983416650231"
SHOP = ReceiptHead(
    "Cà phê Mộc", "12 Trần Quốc Thảo, Quận 3, TP. Hồ Chí Minh", "028 3930 1234", "0312345678",
    "Mật khẩu Wi-Fi: caphemoc · Hẹn gặp lại quý khách.",
)  # fmt: skip
BARE = ReceiptHead("Quán Nhỏ")


def line(name: str, qty: int, price: int, **more: object) -> SaleLine:
    """A sold line; its sums follow from quantity and price unless they are told."""
    gross = qty * price // 1000
    known = {
        "position": 1, "item_id": "", "sku": "", "unit": "", "options": (), "note": "", "gross": gross,
        "line_discount": 0, "order_discount": 0, "points_share": 0, "amount": gross, "rate": 8, "earned": 0,
    }  # fmt: skip
    return SaleLine(name=name, qty=qty, unit_price=price, **{**known, **more})  # type: ignore[arg-type]


GUEST = Sale(
    id="1", number="K1-000230", register_number=1, serial=230, order_id="o1",
    at=datetime(2026, 11, 22, 0, 5, tzinfo=UTC), business_date=date(2026, 11, 22), shift_id="s1", staff_name="Lan",
    account_id=None, order_type="take_away", table="", note="", goods=29_000, discount=0, points=0, points_value=0,
    due=29_000, paid=50_000, change=21_000, basis=29_000, earned=0, is_sample=False, loyalty=None,
    lines=(line("Cà phê sữa đá", 1000, 29_000),), taxes=(TaxSum(8, 26_852, 2_148),),
    tenders=(Tender(TenderKind.CASH, 50_000),),
)  # fmt: skip

GOLD = SaleLoyalty(
    tier_before="Vàng", tier="Vàng", available=1_134, pending=0, debt=0, expiring=200, expiring_on=date(2026, 11, 30),
    qualifying=11_588_000, threshold=5_000_000, next_tier="Kim cương", next_threshold=12_000_000, to_next=412_000,
    breakdown=(("base", 42),),
)  # fmt: skip

MEMBER = replace(
    GUEST, number="K1-000231", serial=231, account_id="a1", order_type="dine_in", table="5", note="Khách mang ly riêng",
    member_name="Nguyễn Thị Ngọc Ánh", member_code="TV000012", goods=312_350, discount=15_000, points=120,
    points_value=12_000, due=285_350, paid=300_000, change=14_650, basis=285_350, earned=42, loyalty=GOLD,
    lines=(
        line("Cà phê sữa đá", 2000, 29_000, note="Ít đường, thêm đá",
             options=(("Trân châu", 5_000, 0), ("Ly lớn", 0, 0)), gross=68_000, order_discount=5_500),
        line("Phở bò tái nạm gầu gân sách đặc biệt tô lớn", 1000, 95_000, line_discount=9_500),
        line("Hạt cà phê Cầu Đất rang mộc", 350, 241_000, unit="kg", gross=84_350),
        line("Sách «Đường về»", 1000, 65_000, rate=None),
    ),
    taxes=(TaxSum(8, 206_713, 16_537), TaxSum(None, 62_100, 0)),
    tenders=(Tender(TenderKind.CARD, 100_000, "VISA 4242"), Tender(TenderKind.CASH, 200_000)),
)  # fmt: skip

UPGRADED = replace(
    MEMBER,
    loyalty=replace(GOLD, tier="Kim cương", next_tier=None, next_threshold=None, to_next=None, expiring=0,
                    expiring_on=None, threshold=12_000_000, qualifying=12_100_000),
)  # fmt: skip

CLAIM = "25100100002302222222222222222222"
CLAIMABLE = Enclosed(CLAIM, 15)

REWARDED = replace(
    MEMBER, goods=322_350, discount=44_500, due=265_850, paid=300_000, change=34_150, basis=265_850, reward_points=300,
    reductions=(
        SaleReduction("promotion", "p1", "Mua 2 tặng 1", 29_000), SaleReduction("reward", "r1", "Miễn phí bánh", 9_500),
    ),
    tenders=(Tender(TenderKind.GIFT_CARD, 100_000, "1234567890"), Tender(TenderKind.CASH, 200_000)),
)  # fmt: skip
"""A promotion, a reward, 6.000 ₫ by hand, and a gift card that paid."""

GIFTS = Enclosed(
    given=(Given("Túi vải Mộc", 300), Given("Nước lọc", 0)),
    slips=(Slip("Giảm 20.000 ₫ lần sau", "27112345678902222222222222222222", date(2026, 11, 23), date(2026, 12, 22)),),
    cards=(
        CardLeft("7890", 150_000, date(2027, 11, 30)), CardLeft("", 240_000),
        CardLeft("4321", 500_000, code="27143210000003333333333333333333"),
    ),
    committed=(Committed("Vòng quay may mắn", "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"),),
)  # fmt: skip
"""All that a receipt may carry for a member."""
