"""The paper of a refund: its lines, its ways of money, the points both ways, and the marks of a copy."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.documents.refund import refund_paper
from pos_desktop.selling.refund import TenderBack
from pos_desktop.selling.refund_document import RefundDocument, RefundedLine, RefundPoints
from pos_desktop.selling.tax import TaxSum
from pos_desktop.wording import in_language
from printing.paper.text import to_text

HEAD = ReceiptHead("Cà phê Thử")
GIVEN = RefundDocument(
    "r1", "K1-H000012", "K1-000231", is_void=False, at=datetime(2026, 3, 2, 2, 30, tzinfo=UTC), staff_name="Hoa",
    reason="pha nhầm", lines=(RefundedLine("Cà phê sữa đá", 1_000, "ly", 24_943),),
    taxes=(TaxSum(8, 23_095, 1_848),),
    tenders=(TenderBack("gift_card", 20_000, "2712345678"), TenderBack("cash", 4_943)), money=24_943,
    points=RefundPoints("Ngọc Ánh", 26, 3, 1_240, 5, "Vàng"), is_sample=False,
)  # fmt: skip


def told(refund=GIVEN, language="vi", copy=0):
    return to_text(refund_paper(refund, HEAD, in_language(language), copy), 48).replace("\xa0", " ")


def test_it_points_to_its_sale_and_tells_both_legs():
    text = told()
    for words in ("PHIẾU HOÀN TIỀN", "K1-H000012", "Của hoá đơn K1-000231", "Lý do: pha nhầm", "Cà phê sữa đá",
                  "24.943 ₫", "Thẻ quà tặng 5678", "Tiền mặt", "4.943 ₫", "Trong đó thuế 8 %", "Ngọc Ánh", "+26 điểm",
                  "1.240 điểm", "5 điểm", "Vàng", "Khách ký"):  # fmt: skip
        assert words in text, words


def test_goods_that_took_the_money_are_told_by_their_receipt():
    text = told(replace(GIVEN, tenders=(TenderBack("exchange", 24_943, "K1-000240"),)))
    assert "Đổi hàng K1-000240" in text


def test_a_guest_has_no_points_and_a_void_says_so():
    text = told(replace(GIVEN, points=None, is_void=True))
    assert "PHIẾU HUỶ HOÁ ĐƠN" in text
    assert "điểm" not in text


def test_it_speaks_english_too():
    assert "REFUND" in told(language="en")


@pytest.mark.parametrize(("refund", "copy", "mark"), [(replace(GIVEN, is_sample=True), 0, "MẪU"), (GIVEN, 2, "2")])
def test_samples_and_copies_are_marked_at_both_ends(refund, copy, mark):
    lines = [line.strip() for line in told(refund, copy=copy).splitlines() if line.strip()]
    assert mark in lines[0]
    assert mark in lines[-1]


def test_rounded_cash_is_told_before_the_ways_of_the_money():
    text = told(replace(GIVEN, tenders=(TenderBack("cash", 25_000),), cash_rounding=57))
    assert text.index("24.943 ₫") < text.index("Làm tròn tiền mặt") < text.index("+57 ₫") < text.index("25.000 ₫")
    assert "Làm tròn" not in told()
