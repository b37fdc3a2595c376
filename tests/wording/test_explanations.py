"""«Vì sao?» in words: everything that can happen has a sentence, and the sentences say the numbers."""

from dataclasses import replace
from datetime import UTC, date, datetime
from fractions import Fraction

import pytest

from pos_desktop.loyalty.explanation import Line, LotPart, Piece, What
from pos_desktop.loyalty.programme import Metric, Window
from pos_desktop.loyalty.sale_explanation import Bound, SoldEarning, WhyNot
from pos_desktop.loyalty.tiers import TierMove
from pos_desktop.wording import explanations as told_in
from pos_desktop.wording import in_language
from pos_desktop.wording import sale_explanations as sale_in

VI, EN = in_language("vi"), in_language("en")
NBSP = "\u00a0"
ROW = Line("1", What.EARNED, date(2026, 3, 2), datetime(2026, 3, 2, tzinfo=UTC), 37, receipt="K1-000231",
           refund="K1-H000001", other="TV000002")  # fmt: skip
LOT = LotPart(37, date(2026, 3, 2), date(2027, 3, 31), "K1-000231")


@pytest.mark.parametrize("words", [VI, EN], ids=lambda words: words.language)
@pytest.mark.parametrize("what", list(What))
def test_everything_that_happens_has_a_sentence(what, words):
    text = told_in.happened(replace(ROW, what=what), words)

    assert text
    assert "{" not in text
    assert text != told_in.happened(replace(ROW, what=what), EN if words is VI else VI)


def test_nothing_is_left_without_words():
    assert set(told_in.HAPPENED) == set(What)
    assert set(told_in.MOVES) == set(TierMove)
    assert set(told_in.WINDOWS) == set(Window)
    assert set(told_in.METRICS) == set(Metric)
    assert set(sale_in.WHY_NOT) == set(WhyNot)
    assert set(sale_in.BOUNDS) == set(Bound)


def test_a_row_tells_its_parts():
    parts = (Piece("base", "", 24), Piece("tier", "Vàng", 13), Piece("rule", "Rằm", 20), Piece("limit", "", -5))

    text = told_in.happened(replace(ROW, pieces=parts), VI)

    assert text == "Tích điểm từ hoá đơn K1-000231: cơ bản 24, hạng Vàng 13, Rằm 20, giới hạn trong ngày \u22125"


def test_what_a_row_says_already_is_not_said_twice():
    by_hand = replace(ROW, what=What.ADJUSTED, pieces=(Piece("by_hand", "", 37),), by="Hoa", reason="bù đơn")

    assert told_in.happened(by_hand, VI) == "Người của quán chỉnh điểm"
    assert told_in.notes(by_hand, VI) == ("Người làm: Hoa", "Lý do: bù đơn")


def test_words_of_the_program_are_no_reasons():
    for what in (What.UNDONE, What.FORGIVEN, What.DONATED, What.EARNED):
        assert "refund" not in " ".join(told_in.notes(replace(ROW, what=what, reason="refund", by="Lan"), VI))


def test_notes_tell_lives_and_debts():
    row = replace(ROW, debt_change=-7, lots=(replace(LOT, points=30),))

    assert told_in.notes(row, VI) == (
        f"30{NBSP}điểm dùng được đến hết ngày 31/03/2027", f"7{NBSP}điểm trong đó trả phần còn nợ",
    )  # fmt: skip
    owed = replace(ROW, what=What.TAKEN_BACK, points=-7, debt_change=7)
    assert told_in.notes(owed, VI) == (f"7{NBSP}điểm không còn để thu, ghi nợ",)


@pytest.mark.parametrize(
    ("lot", "text"),
    [
        (LOT, f"37{NBSP}điểm dùng được đến hết ngày 31/03/2027"),
        (replace(LOT, points=-37), f"37{NBSP}điểm có hạn đến hết ngày 31/03/2027"),
        (replace(LOT, expires_on=None), f"37{NBSP}điểm không hết hạn"),
        (replace(LOT, expires_on=None, idle_months=6),
         f"37{NBSP}điểm còn dùng được khi khách ghé ít nhất một lần trong 6 tháng"),
    ],
)  # fmt: skip
def test_a_lot_tells_its_life(lot, text):
    assert told_in.life(lot, VI) == text


def test_a_line_tells_how_it_earned():
    line = SoldEarning(
        "PHỞ", 1000, 247_000, 37, basis=247_000, rate=Fraction(1, 10_000), source=Piece("base", "", 0),
        factors=((Piece("tier", "Vàng", 0), Fraction(3, 2)),), multiplier=Fraction(3, 2),
    )  # fmt: skip

    text = f"247.000{NBSP}₫ × 1{NBSP}điểm cho 10.000{NBSP}₫"
    assert sale_in.line(line, VI) == f"{text} × 1,5 (hạng Vàng)"
    doubled = replace(line, factors=(*line.factors, (Piece("rule", "Rằm", 0), Fraction(2))), multiplier=Fraction(3))
    assert sale_in.line(doubled, VI) == f"{text} × 1,5 (hạng Vàng) × 2 (Rằm); nhân tối đa 3"
    assert sale_in.line(replace(line, why_not=WhyNot.ITEM), VI) == "Không tích: món này không tích điểm"


def test_a_multiplier_that_no_decimal_hits_stays_a_fraction():
    assert [sale_in.times(Fraction(*ratio), VI) for ratio in ((6, 5), (2, 1), (1, 3))] == ["1,2", "2", "1/3"]
