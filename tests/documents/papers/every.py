"""Every paper there is: add a line to `PAPERS`, run `python -m tests.documents.papers.renew`, look, and commit."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime

from pos_desktop.documents.bill import bill
from pos_desktop.documents.design import Block, ReceiptDesign
from pos_desktop.documents.explanation import sale_slip, statement
from pos_desktop.documents.kitchen import kitchen_paper
from pos_desktop.documents.labels import of_weight, roll_labels, roll_portion
from pos_desktop.documents.receipt import receipt
from pos_desktop.documents.refund import refund_paper
from pos_desktop.documents.shift_report import shift_report
from pos_desktop.documents.slip import (
    CashSlip,
    SlipText,
    VoucherSlip,
    of_cash,
    of_draw,
    of_gift,
    of_partner_voucher,
    of_round,
    of_seed,
    of_voucher,
    slip,
)
from pos_desktop.documents.statements import cause_statement, partner_statement
from pos_desktop.documents.test_page import TestPage, test_page
from pos_desktop.documents.training import marked
from pos_desktop.selling.lines import LineOption, OrderLine, OrderType, Ware
from pos_desktop.selling.order import Order
from pos_desktop.selling.pricing import price
from pos_desktop.selling.refund import TenderBack
from pos_desktop.selling.shift import CashMovementKind
from pos_desktop.selling.shift_report import (
    Anchor,
    ApartSum,
    DrawerSum,
    PointsSum,
    RefundsSum,
    ReportHead,
    ReportKind,
    SalesSum,
    ShiftFigures,
    ShiftReport,
    TenderSum,
    Totals,
)
from pos_desktop.selling.tax import STANDARD, TaxSum, VatTable
from pos_desktop.selling.tenders import Tender, TenderKind
from pos_desktop.selling.vietqr import VietQr, payload
from pos_desktop.wording import Wording
from printing.devices.named import named
from printing.paper.document import Document
from printing.qr import png
from tests.documents.samples import BARE, CLAIMABLE, CODE, GIFTS, GUEST, MEMBER, REWARDED, SHOP, UPGRADED, line
from tests.documents.test_explanation import SALE, TOLD
from tests.documents.test_kitchen import CHANGED, NEW, VOID
from tests.documents.test_labels import CASE, COFFEE, SHRIMP
from tests.documents.test_new_papers import MAKE
from tests.documents.test_refund import GIVEN
from tests.documents.test_slip import COMMITMENT, DRAW, GIFT, SEED, VOUCHER
from tests.documents.test_statements import CAUSE, HEAD, PARTNER

Make = Callable[[Wording], Document]
AT, DAY = datetime(2026, 11, 22, 2, 30, tzinfo=UTC), date(2026, 11, 22)

LONG = replace(
    GUEST, staff_name="Nguyễn Hoàng Phương Uyên", table="Sân thượng cạnh cửa sổ số 12", order_type="dine_in",
    goods=1_234_567_890, due=1_234_567_890, paid=2_000_000_000, change=765_432_110,
    lines=(
        line("Set lẩu hải sản chua cay kiểu Thái dành cho mười hai người ăn kèm bún tươi và rau", 12_000, 98_765_431,
             note="Không hành, ít cay, mang ra sau cùng với nước chấm riêng cho bàn trẻ em", gross=1_185_185_172,
             options=(("Thêm tôm hùm Alaska nguyên con hấp bia", 49_382_718, 0),)),
        line("Superkalifragilistikexpialigetischundnochlaengerohneluecke", 1_125, 43_895_749, unit="kg"),
    ),
    taxes=(TaxSum(8, 1_143_118_417, 91_449_473),), tenders=(Tender(TenderKind.CASH, 2_000_000_000),),
)  # fmt: skip
"""Nothing on it is as short as it ought to be."""
ROUNDED = replace(GUEST, due=29_175, goods=29_175, cash_rounding=-175, lines=(line("Cà phê", 1000, 29_175),))
EXCHANGED = replace(
    GIVEN, tenders=(TenderBack("exchange", 20_000, "K1-000240"), TenderBack("cash", 5_000)), cash_rounding=57
)

FIGURES = ShiftFigures(
    SalesSum(
        42, 5_120_000, 120_000, 30_000, 45_000, 4_925_000, 1, 1, 42,
        (TenderSum(TenderKind.CASH, 30, 3_100_175), TenderSum(TenderKind.CARD, 9, 1_325_000),
         TenderSum(TenderKind.GIFT_CARD, 3, 500_000)),
        (TaxSum(8, 4_537_037, 362_963), TaxSum(None, 25_000, 0)), (ApartSum(Ware.TIP, 50_000),), 175,
    ),
    RefundsSum(1, 1, 79_000, 0, 1, 2, (TenderSum(TenderKind.CASH, 2, 79_000),), (TaxSum(8, 73_148, 5_852),)),
    PointsSum(512, 450, 8, 26), DrawerSum(500_000, 3_100_175, 79_000, 100_000, 45_000, 2_000_000, 2), 1, 65_000,
)  # fmt: skip
OF_X = ShiftReport(
    ReportKind.X, ReportHead(SHOP.name, SHOP.address, SHOP.tax_code, SHOP.time_zone, "K1"), 87, AT, DAY, "Hương", AT,
    DAY, "Lan", FIGURES, Totals(128_450_000, 912_000, 9_872, 4_410), Anchor(3_120, 3_119, "0123456789abcdef" * 4),
)  # fmt: skip
OF_Z = replace(OF_X, kind=ReportKind.Z, number=86, counted=1_571_175, note="thối nhầm khách bàn 4")

ORDER = Order(
    "o1", AT, table="5", order_type=OrderType.DINE_IN, guests=3,
    lines=(OrderLine(1, "i", "CF", "Cà phê sữa đá", 29_000, STANDARD, 2_000, options=(LineOption("Ít đá"),)),
           OrderLine(2, "j", "PH", "Phở bò tái nạm gầu gân sách đặc biệt tô lớn", 95_000, STANDARD)),
)  # fmt: skip
PRICED = price(ORDER, VatTable(), DAY)
PAYLOAD = payload(VietQr("970436", "0011004123456", PRICED.due, "TT K1 000231 2F4B"))


def handed_out(told: Callable[[Wording], SlipText], copy: int = 0) -> Make:
    """A slip as the office prints it."""
    return lambda words: slip(told(words), SHOP, words, AT, copy=copy)


def _cash(kind: CashMovementKind, amount: int) -> Make:
    return handed_out(lambda words: of_cash(CashSlip(kind, amount, "mua đá viên và ống hút", "Lan", "K1", 87), words))


ODDS = (("Tặng 20 điểm", 1, 4), ("Cà phê sữa đá miễn phí", 1, 20), ("Chúc may mắn lần sau", 14, 20))
GIVEN_BY_HAND = VoucherSlip("Giảm 20.000 ₫ lần sau", "Nguyễn Thị Ngọc Ánh", 100_000, DAY, date(2026, 12, 22), CODE)
WON = replace(DRAW, prize="Phiếu cà phê", points=0, code=CODE, expires_on=date(2026, 12, 22))

DESIGNED = replace(SHOP, design=ReceiptDesign(
    png("Cà phê Mộc", 6), ("Rang xay tại quán từ năm 1998", "www.caphemoc.example"),
    ("Thứ Tư vui vẻ: mua 2 tặng 1 tất cả các loại trà",), ("Hẹn gặp lại quý khách.", "Wi-Fi: caphemoc"),
    frozenset({Block.TAXES, Block.CASHIER, Block.WAY_UP}),
))  # fmt: skip
TRIED = TestPage(SHOP.name, named("tcp://10.0.0.7#58mm;letters=tcvn;density=2"), AT, CODE)

RECEIPTS: dict[str, Make] = {
    "receipt_guest": lambda words: receipt(GUEST, BARE, CODE, words),
    "receipt_member": lambda words: receipt(MEMBER, SHOP, CODE, words),
    "receipt_upgraded": lambda words: receipt(UPGRADED, SHOP, CODE, words),
    "receipt_gifts": lambda words: receipt(REWARDED, SHOP, CODE, words, 0, GIFTS),
    "receipt_claim_copy": lambda words: receipt(GUEST, SHOP, CODE, words, 2, CLAIMABLE),
    "receipt_sample": lambda words: receipt(replace(GUEST, is_sample=True), BARE, CODE, words),
    "receipt_training": lambda words: marked(receipt(GUEST, BARE, CODE, words), words),
    "receipt_rounded": lambda words: receipt(ROUNDED, BARE, CODE, words),
    "receipt_designed": lambda words: receipt(MEMBER, DESIGNED, CODE, words),
    "receipt_long": lambda words: receipt(LONG, SHOP, CODE, words),
}
PAPERS: dict[str, Make] = {
    **RECEIPTS,
    "refund": lambda words: refund_paper(GIVEN, SHOP, words),
    "refund_exchange": lambda words: refund_paper(EXCHANGED, SHOP, words),
    "refund_void_copy": lambda words: refund_paper(replace(GIVEN, points=None, is_void=True), SHOP, words, 1),
    "bill": lambda words: bill(PRICED, SHOP, words, AT, is_sample=False, payload=PAYLOAD),
    "kitchen_order": lambda words: kitchen_paper(NEW, words),
    "kitchen_change": lambda words: kitchen_paper(CHANGED, words),
    "kitchen_void": lambda words: kitchen_paper(VOID, words),
    "kitchen_copy": lambda words: kitchen_paper(NEW, words, 1),
    "kitchen_elsewhere": lambda words: kitchen_paper(NEW, words, is_elsewhere=True),
    "report_x": lambda words: shift_report(OF_X, words),
    "report_z": lambda words: shift_report(OF_Z, words),
    "why_balance": lambda words: statement(TOLD, SHOP, words),
    "why_sale": lambda words: sale_slip(SALE, SHOP, words),
    "month_of_cause": lambda words: cause_statement(CAUSE, HEAD, words),
    "month_of_partner": lambda words: partner_statement(PARTNER, HEAD, words),
    "slip_gift": handed_out(lambda words: of_gift(GIFT, words)),
    "slip_neighbour": handed_out(lambda words: of_partner_voucher(VOUCHER, words)),
    "slip_voucher_copy": handed_out(lambda words: of_voucher(GIVEN_BY_HAND, words), 1),
    "slip_draw": handed_out(lambda words: of_draw(DRAW, words)),
    "slip_draw_voucher": handed_out(lambda words: of_draw(WON, words)),
    "slip_round": handed_out(lambda words: of_round("Vòng quay may mắn", ODDS, COMMITMENT, words)),
    "slip_seed": handed_out(lambda words: of_seed(SEED, words)),
    **MAKE,
    "tags": lambda words: roll_labels([(COFFEE, 1), (CASE, 1), (SHRIMP, 1)], words),
    "tag_of_a_portion": lambda words: roll_portion(of_weight(SHRIMP, 350), words),
    "test_page": lambda words: test_page(TRIED, words),
    "cash_paid_in": _cash(CashMovementKind.PAID_IN, 100_000),
    "cash_paid_out": _cash(CashMovementKind.PAID_OUT, -45_000),
    "cash_drop": _cash(CashMovementKind.DROP, -2_000_000),
    "cash_no_sale": _cash(CashMovementKind.NO_SALE, 0),
}
"""By the name of its pictures."""
