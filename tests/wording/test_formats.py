"""Money, points, quantities and dates as they are written in both languages."""

from datetime import UTC, date, datetime

import pytest
from babel.numbers import format_currency

from pos_desktop import wording
from pos_desktop.wording import Wording, in_language

VI, EN = in_language("vi"), in_language("en")


@pytest.fixture(autouse=True)
def _language_back():
    yield
    wording.set_language("vi")


@pytest.mark.parametrize(
    ("words", "amount", "written"),
    [
        (VI, 267_000, "267.000\u00a0₫"),
        (EN, 267_000, "267,000\u00a0₫"),
        (VI, -120_000, "\u2212120.000\u00a0₫"),
        (EN, -1, "\u22121\u00a0₫"),
        (VI, 0, "0\u00a0₫"),
        (VI, 999_999_999_999, "999.999.999.999\u00a0₫"),
    ],
)
def test_money_has_no_decimals_a_hard_blank_and_a_true_minus(words: Wording, amount: int, written: str):
    assert words.money(amount) == written


@pytest.mark.parametrize("amount", [0, 5, 1_000, 29_000, 12_345_678])
def test_vietnamese_money_is_what_the_locale_itself_writes(amount: int):
    assert VI.money(amount) == format_currency(amount, "VND", locale="vi_VN")


def test_points_are_diem_in_both_languages():
    assert (VI.points(1240), EN.points(1240)) == ("1.240\u00a0điểm", "1,240\u00a0điểm")


def test_signs_are_written_out():
    assert (VI.signed_points(14), VI.signed_points(-60)) == ("+14\u00a0điểm", "\u221260\u00a0điểm")
    assert (VI.signed_money(5_000), VI.signed_money(-5_000)) == ("+5.000\u00a0₫", "\u22125.000\u00a0₫")
    assert VI.signed_money(0) == "0\u00a0₫"


@pytest.mark.parametrize(
    ("thousandths", "vi", "en"),
    [(2_000, "2", "2"), (350, "0,35", "0.35"), (1_005, "1,005", "1.005"), (-500, "\u22120,5", "\u22120.5"),
     (1_500_000, "1.500", "1,500")],
)  # fmt: skip
def test_quantities_show_only_the_thousandths_they_have(thousandths: int, vi: str, en: str):
    assert (VI.quantity(thousandths), EN.quantity(thousandths)) == (vi, en)


@pytest.mark.parametrize(
    ("hundredths", "vi", "en"),
    [(1_000, "10%", "10%"), (1_250, "12,5%", "12.5%"), (5, "0,05%", "0.05%"), (-300, "\u22123%", "\u22123%")],
)
def test_percents_come_in_hundredths(hundredths: int, vi: str, en: str):
    assert (VI.percent(hundredths), EN.percent(hundredths)) == (vi, en)


def test_a_share_of_nothing_is_a_dash():
    assert (VI.share(614, 1000), EN.share(614, 1000), VI.share(1, 0)) == ("61,4%", "61.4%", "–")


def test_days_come_first_in_both_languages():
    day, moment = date(2026, 11, 21), datetime(2026, 11, 21, 7, 5, tzinfo=UTC)
    for words in (VI, EN):
        assert words.date(day) == "21/11/2026"
        assert words.month_day(day) == "21/11"
        assert words.time_(moment) == "07:05"
        assert words.datetime_(moment) == "21/11/2026 07:05"
    assert (VI.long_date(day), EN.long_date(day)) == ("Thứ Bảy 21/11/2026", "Saturday 21/11/2026")


def test_the_language_is_switched_live_and_a_printer_keeps_its_own():
    receipt = in_language("vi")
    wording.set_language("en")
    assert wording.language() == "en"
    assert wording.money(1_000) == "1,000\u00a0₫"
    assert receipt.money(1_000) == "1.000\u00a0₫"
    wording.set_language("vi")
    assert wording.money(1_000) == "1.000\u00a0₫"


def test_a_language_that_we_do_not_speak_becomes_vietnamese():
    wording.set_language("fr")
    assert wording.language() == "vi"


def test_an_empty_text_is_not_the_catalogue_header():
    assert (VI.gettext(""), EN.gettext("")) == ("", "")
