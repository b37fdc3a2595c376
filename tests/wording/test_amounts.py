"""Sums in words: the tricky numerals of both languages, and that no two sums are told alike."""

import pytest

from pos_desktop.wording import in_language
from pos_desktop.wording.amounts import money_in_words

VI, EN = in_language("vi"), in_language("en")


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (11, "Mười một đồng"),
        (105_000, "Một trăm linh năm nghìn đồng"),
        (110_000, "Một trăm mười nghìn đồng"),
        (231_555, "Hai trăm ba mươi mốt nghìn năm trăm năm mươi lăm đồng"),
        (1_000_005, "Một triệu không trăm linh năm đồng"),
        (1_024_000, "Một triệu không trăm hai mươi bốn nghìn đồng"),
        (1_000_000_000, "Một tỷ đồng"),
        (2_000_300_000, "Hai tỷ ba trăm nghìn đồng"),
        (1_500_000_000_000, "Một nghìn năm trăm tỷ đồng"),
    ],
)
def test_vietnamese(amount, told):
    assert money_in_words(amount, VI) == told


@pytest.mark.parametrize(
    ("amount", "told"),
    [
        (0, "Zero đồng"),
        (19, "Nineteen đồng"),
        (21, "Twenty-one đồng"),
        (80, "Eighty đồng"),
        (105_000, "One hundred five thousand đồng"),
        (1_024_300, "One million twenty-four thousand three hundred đồng"),
        (2_000_000_001, "Two billion one đồng"),
    ],
)
def test_english(amount, told):
    assert money_in_words(amount, EN) == told


@pytest.mark.parametrize("words", [VI, EN], ids=["vi", "en"])
def test_no_two_sums_are_told_alike(words):
    sums = [*range(0, 3_000), *(n * 1_000 + n for n in range(3_000)), *(n * 1_001_001 for n in range(3_000))]
    told = {money_in_words(amount, words) for amount in set(sums)}
    assert len(told) == len(set(sums))


def test_nobody_is_paid_less_than_nothing():
    with pytest.raises(ValueError, match="-1"):
        money_in_words(-1, VI)
