import pytest

from pos_desktop.core.errors import Code
from pos_desktop.core.money import MOST_MONEY, parse_grouped_money, parse_money, positive
from tests.support.refusals import refused

HOSTILE = (
    "", "-1", "+5", "1e5", "0x10", "1_000", " 12\n", " 12", "12\n", "١٢٣", "１２３", "1.5", "1,5", "1.000,50", "12đ",
    "999999999999999999999", "9" * 5000, "1" * 13, "NaN", "inf", "1\0", "²",
)  # fmt: skip


@pytest.mark.parametrize(("text", "money"), [("0", 0), ("29000", 29_000), ("007", 7), ("9" * 12, MOST_MONEY)])
def test_plain_digits_are_dong(text, money):
    assert parse_money(text) == money


@pytest.mark.parametrize("text", HOSTILE)
def test_everything_else_is_no_amount(text):
    with refused(Code.INVALID_AMOUNT):
        parse_money(text)


@pytest.mark.parametrize(
    ("text", "money"),
    [
        ("29000", 29_000), ("29.000", 29_000), ("29,000", 29_000), ("29000.0", 29_000), (" 29.000 ₫", 29_000),
        ("29.000\u00a0₫", 29_000), ("29000đ", 29_000), ("1.240.000", 1_240_000), ("999,999,999,999", MOST_MONEY),
        ("0", 0),
    ],
)  # fmt: skip
def test_people_group_their_thousands(text, money):
    assert parse_grouped_money(text) == money


@pytest.mark.parametrize(
    "text", ["", "1.5", "1,5", "1.00", "1.000,50", "1,000.000", "12.34.567", "-1.000", "1 000", "١.٠٠٠", "1.000.", "₫"]
)
def test_a_grouped_amount_without_sense_is_refused(text):
    with refused(Code.INVALID_AMOUNT):
        parse_grouped_money(text)


@pytest.mark.parametrize("amount", [1, MOST_MONEY])
def test_a_sum_that_somebody_can_hand_over(amount):
    assert positive(amount) == amount


@pytest.mark.parametrize("amount", [0, -1, MOST_MONEY + 1, 10**30])
def test_nobody_hands_over_nothing_or_a_thousand_milliards(amount):
    with refused(Code.INVALID_AMOUNT):
        positive(amount)
