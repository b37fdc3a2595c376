"""Slips: what they tell in both languages, their code, and the marks of a sample shop."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import zxingcpp

from pos_desktop.documents.receipt import ReceiptHead
from pos_desktop.documents.slip import (
    DrawSlip,
    GiftSlip,
    NeighbourSlip,
    SeedSlip,
    SlipText,
    of_draw,
    of_gift,
    of_partner_voucher,
    of_round,
    of_seed,
    slip,
)
from pos_desktop.wording import in_language
from printing.devices.profiles import profile_of
from printing.paper.document import Mark
from printing.paper.text import to_text
from printing.paper.thermal import pictures

AT = datetime(2026, 3, 2, 2, 30, tzinfo=UTC)
HEAD = ReceiptHead("Cà phê Thử")
VI, EN = in_language("vi"), in_language("en")
CODE = "24120200000410228119041441691455"
COMMITMENT = "0f" * 32


def told(text: SlipText, words=VI) -> str:
    return to_text(slip(text, HEAD, words, AT), 48)


GIFT = GiftSlip("KH000007-12", "Lan", "Trường học", "Quỹ Trò nghèo", 500, 50_000, 2_500)
VOUCHER = NeighbourSlip("000041", "Bánh Mì Sáu", 20_000, date(2026, 3, 31), CODE)
DRAW = DrawSlip("K1-000231/1", "Vòng quay", "20 điểm", 20, "", 7, "0198|7", COMMITMENT, (1, 4))
SEED = SeedSlip("Vòng quay", "0198", 12, COMMITMENT, "ab" * 32)


def test_a_gift_tells_the_cause_and_what_is_owed():
    paper = told(of_gift(GIFT, VI))
    for part in (
        "Cà phê Thử", "PHIẾU QUYÊN GÓP ĐIỂM", "Số KH000007-12", "09:30", "Lan", "Trường học", "500\u00a0điểm",
        "50.000\u00a0₫", "2.500\u00a0điểm", "Quỹ Trò nghèo", "Cảm ơn quý khách",
    ):  # fmt: skip
        assert part in paper


def test_what_is_not_known_of_a_gift_is_left_out():
    paper = told(of_gift(replace(GIFT, member="", available=None), VI))
    assert "Khách" not in paper
    assert "Điểm hiện có" not in paper


def test_a_neighbour_s_voucher_can_be_scanned():
    text = of_partner_voucher(VOUCHER, VI)
    (picture, *_) = pictures(slip(text, HEAD, VI, AT), profile_of("80mm"))
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [CODE]
    assert "31/03/2026" in told(text)
    assert "Số 000041" in told(text)


def test_a_wheel_tells_its_odds_its_draws_and_its_seed():
    round_ = told(of_round("Vòng quay", (("20 điểm", 1, 4), ("Chúc may mắn", 3, 4)), COMMITMENT, VI))
    assert "1/4" in round_
    assert "3/4" in round_
    drawn = told(of_draw(DRAW, VI))
    for part in ("Số K1-000231/1", "20\u00a0điểm", "7", "1/4", "0198|7"):
        assert part in drawn
    seed = told(of_seed(SEED, VI))
    for paper in (round_, drawn, seed):
        assert COMMITMENT in "".join(paper.split()), "the whole commitment is on the paper"
    assert "ab" * 32 in "".join(seed.split())
    assert "12" in seed


def test_a_draw_tells_the_gift_or_carries_the_voucher():
    gift = told(of_draw(replace(DRAW, prize="Giải nhất", points=0, gift="Ly sứ"), VI))
    assert "Giải nhất" in gift
    assert "Ly sứ" in gift
    assert "Cơ hội trúng" not in told(of_draw(replace(DRAW, chance=None), VI)), "nothing has no chance of its own"
    won = of_draw(replace(DRAW, points=0, code=CODE, expires_on=date(2026, 4, 1)), VI)
    (picture, *_) = pictures(slip(won, HEAD, VI, AT), profile_of("80mm"))
    assert [code.text for code in zxingcpp.read_barcodes(picture.convert("L"))] == [CODE]
    assert "01/04/2026" in told(won)


@pytest.mark.parametrize("make", [
    lambda words: of_gift(GIFT, words),
    lambda words: of_partner_voucher(VOUCHER, words),
    lambda words: of_draw(DRAW, words),
    lambda words: of_round("A", (("B", 1, 2),), COMMITMENT, words),
    lambda words: of_seed(SEED, words),
])  # fmt: skip
def test_every_slip_speaks_english_too(make):
    assert told(make(EN), EN) != told(make(VI))


def test_a_later_print_says_which_copy_it_is_at_both_ends():
    copy = slip(SlipText("Thử"), HEAD, VI, AT, copy=2)
    marks = [element.text for element in copy.elements if isinstance(element, Mark)]
    assert marks == ["BẢN IN LẠI 2", "BẢN IN LẠI 2"]


def test_a_slip_of_a_sample_shop_says_so_at_both_ends():
    plain, sample = (slip(SlipText("Thử"), HEAD, VI, AT, is_sample=is_sample) for is_sample in (False, True))
    assert not [element for element in plain.elements if isinstance(element, Mark)]
    assert len([element for element in sample.elements if isinstance(element, Mark)]) == 2
