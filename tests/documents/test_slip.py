"""Slips: what they tell in both languages, their code, and the marks of a sample shop."""

from datetime import UTC, date, datetime

import pytest
import zxingcpp

from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.documents.slip import SlipText, of_draw, of_gift, of_partner_voucher, of_round, of_seed, slip
from pos_desktop.wording import in_language
from printing.document import Mark
from printing.profiles import profile_named
from printing.text import to_text
from printing.thermal import pictures

AT = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
HEAD = ReceiptHead("Cà phê Thử")
VI, EN = in_language("vi"), in_language("en")
CODE = "24120200000410228119041441691455"
COMMITMENT = "0f" * 32


def told(text: SlipText, words=VI) -> str:
    return to_text(slip(text, HEAD, words, AT), 48)


def test_a_gift_tells_the_cause_and_what_is_owed():
    paper = told(of_gift("Trường học", "Quỹ Trò nghèo", 500, 50_000, 2_500, VI))
    for part in (
        "Cà phê Thử",
        "PHIẾU QUYÊN GÓP ĐIỂM",
        "09:30",
        "Trường học",
        "500\u00a0điểm",
        "50.000\u00a0₫",
        "Quỹ Trò nghèo",
    ):
        assert part in paper


def test_a_neighbour_s_voucher_can_be_scanned():
    text = of_partner_voucher("Bánh Mì Sáu", 20_000, date(2026, 3, 31), CODE, VI)
    (picture, *_) = pictures(slip(text, HEAD, VI, AT), profile_named("80mm"))
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [CODE]
    assert "31/03/2026" in told(text)


def test_a_wheel_tells_its_odds_its_draws_and_its_seed():
    round_ = told(of_round("Vòng quay", (("20 điểm", 1, 4), ("Chúc may mắn", 3, 4)), COMMITMENT, VI))
    assert "1/4" in round_
    assert "3/4" in round_
    drawn = told(of_draw("Vòng quay", "20 điểm", 20, 7, COMMITMENT, VI))
    assert "20\u00a0điểm" in drawn
    assert "7" in drawn
    seed = told(of_seed("Vòng quay", "ab" * 32, COMMITMENT, VI))
    for paper in (round_, drawn, seed):
        assert COMMITMENT in "".join(paper.split()), "the whole commitment is on the paper"
    assert "ab" * 32 in "".join(seed.split())


@pytest.mark.parametrize("make", [
    lambda words: of_gift("A", "B", 1, 100, 0, words),
    lambda words: of_partner_voucher("A", 1_000, date(2026, 3, 31), CODE, words),
    lambda words: of_draw("A", "B", 1, 1, COMMITMENT, words),
    lambda words: of_round("A", (("B", 1, 2),), COMMITMENT, words),
    lambda words: of_seed("A", "00", COMMITMENT, words),
])  # fmt: skip
def test_every_slip_speaks_english_too(make):
    assert told(make(EN), EN) != told(make(VI))


def test_a_slip_of_a_sample_shop_says_so_at_both_ends():
    plain, sample = (slip(SlipText("Thử"), HEAD, VI, AT, is_sample=is_sample) for is_sample in (False, True))
    assert not [element for element in plain.elements if isinstance(element, Mark)]
    assert len([element for element in sample.elements if isinstance(element, Mark)]) == 2
