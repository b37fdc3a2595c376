"""Monthly statements: every figure of a cause and of a neighbour, up to the day that is told, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.documents.statements import CausePaper, MonthHead, PartnerPaper, cause_statement, partner_statement
from pos_desktop.loyalty.giving import Cause, CauseMonth, Gift, Payment
from pos_desktop.loyalty.partner_statements import TakenLine
from pos_desktop.loyalty.partners import Tally
from pos_desktop.wording import in_language
from printing.paper.document import Mark
from printing.paper.text import to_text

VI, EN = in_language("vi"), in_language("en")
MARCH = date(2026, 3, 1)
HEAD = MonthHead(ReceiptHead("Cà phê Thử", "12 Lê Lợi", "0283 822 1234"), MARCH, date(2026, 4, 2))
CAUSE = CausePaper(
    Cause("school", "Sách cho em", "Quỹ Sách, VCB 0011"), CauseMonth("school", 20_000, 120, 12_000, 25_000, 7_000),
    (Gift("school", 50, 5_000, date(2026, 3, 2)), Gift("school", 70, 7_000, date(2026, 3, 9))),
    (Payment("school", 25_000, date(2026, 3, 5)),),
)  # fmt: skip
CODE = "24070200000410228119041441691455"
PARTNER = PartnerPaper(
    "Bánh Mì Sáu", Tally(3, 60_000), Tally(1, 20_000), 8_000, 16_000, (TakenLine(CODE, 20_000, date(2026, 3, 8)),)
)


def flat(document):
    return " ".join(to_text(document, 48).replace("\u00a0", " ").split())


def test_a_cause_is_told_what_came_what_was_paid_and_what_is_left():
    paper = flat(cause_statement(CAUSE, HEAD, VI))
    for part in (
        "BẢN KÊ QUYÊN GÓP", "Tháng 03/2026", "hết ngày 31/03/2026", "Sách cho em", "Quỹ Sách, VCB 0011",
        "chuyển sang 20.000 ₫", "02/03/2026 50 5.000 ₫", "09/03/2026 70 7.000 ₫", "120 điểm 12.000 ₫",
        "05/03/2026 −25.000 ₫", "CÒN PHẢI CHUYỂN 7.000 ₫",
    ):  # fmt: skip
        assert part in paper


def test_a_neighbour_is_told_both_directions_and_what_they_owe():
    paper = flat(partner_statement(PARTNER, HEAD, VI))
    for part in (
        "BẢN KÊ PHIẾU ĐỐI TÁC", "Bánh Mì Sáu", "3 phiếu 60.000 ₫", "1 phiếu 20.000 ₫", "08/03/2026 000041 20.000 ₫",
        "80%", "BÊN BẠN PHẢI TRẢ 16.000 ₫",
    ):  # fmt: skip
        assert part in paper
    assert CODE[-14:] not in paper, "the signature of a code stays off the paper"


def test_a_month_that_runs_is_told_up_to_today():
    assert "hết ngày 12/03/2026" in flat(cause_statement(CAUSE, replace(HEAD, today=date(2026, 3, 12)), VI))


def test_a_month_without_anything_has_no_table():
    paper = flat(cause_statement(CausePaper(CAUSE.cause, CAUSE.sums, (), ()), HEAD, VI))
    assert "Thành tiền" not in paper
    assert "Phiếu số" not in flat(partner_statement(replace(PARTNER, lines=()), HEAD, VI))


@pytest.mark.parametrize("make", [
    lambda words: cause_statement(CAUSE, HEAD, words), lambda words: partner_statement(PARTNER, HEAD, words),
])  # fmt: skip
def test_both_speak_english_and_say_that_a_sample_is_one(make):
    assert flat(make(EN)) != flat(make(VI))
    assert not [element for element in make(VI).elements if isinstance(element, Mark)]


def test_a_sample_says_so_at_both_ends():
    sample = replace(HEAD, is_sample=True)
    for paper in (cause_statement(CAUSE, sample, VI), partner_statement(PARTNER, sample, VI)):
        assert [element.text for element in paper.elements if isinstance(element, Mark)] == ["MẪU", "MẪU"]
