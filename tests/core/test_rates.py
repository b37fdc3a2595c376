from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.core.errors import Code
from pos_desktop.core.rates import WHOLE, half_up, parse_percent, percent_of, share
from tests.support.refusals import refused

sums = st.integers(-(10**15), 10**15)
weights = st.lists(st.integers(0, 10**12), min_size=1, max_size=12)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(5, 2, 3), (-5, 2, -3), (5, -2, -3), (-5, -2, 3), (4, 3, 1), (-4, 3, -1), (0, 7, 0), (1, 2, 1), (7, 10, 1),
     (4, 10, 0), (-1, 2, -1)],
)  # fmt: skip
def test_half_goes_away_from_zero(numerator, denominator, rounded):
    assert half_up(numerator, denominator) == rounded


@given(sums, st.integers(1, 10**6))
def test_half_up_is_the_decimal_one_and_mirrors_itself(numerator, denominator):
    exact = Fraction(numerator, denominator)
    rounded = half_up(numerator, denominator)
    assert abs(exact - rounded) <= Fraction(1, 2)
    assert half_up(-numerator, denominator) == -rounded
    if 1000 % denominator == 0:  # where a decimal is exact
        assert rounded == (Decimal(numerator) / denominator).quantize(Decimal(1), ROUND_HALF_UP)


def test_shares_of_docs_and_ties_go_to_the_earlier():
    assert share(100_000, (1, 1, 1)) == (33_334, 33_333, 33_333)
    assert share(10_000, (33_333, 33_333, 33_333)) == (3_334, 3_333, 3_333)
    assert share(2, (1, 1, 1)) == (1, 1, 0)


def test_nothing_is_shared_over_nothing():
    assert share(0, (0, 0)) == (0, 0)
    assert share(0, ()) == ()
    with pytest.raises(ValueError, match="nothing"):
        share(1, (0, 0))


@given(st.integers(0, 10**12), weights.filter(any))
def test_shares_add_up_and_stay_within_one_of_exact(total, parts):
    shares = share(total, parts)
    assert sum(shares) == total
    for got, weight in zip(shares, parts, strict=True):
        assert abs(Fraction(total * weight, sum(parts)) - got) < 1


@given(st.data(), weights.filter(any))
def test_no_share_is_above_its_weight_when_the_total_is_not(data, parts):
    total = data.draw(st.integers(0, sum(parts)))
    assert all(got <= weight for got, weight in zip(share(total, parts), parts, strict=True))


@pytest.mark.parametrize(
    ("text", "percent"), [("10%", 1_000), ("12.5%", 1_250), ("12,25%", 1_225), ("100%", WHOLE), ("0.01%", 1)]
)
def test_percents_have_two_decimals(text, percent):
    assert parse_percent(text) == percent


@pytest.mark.parametrize(
    "text", ["", "10", "%", "0%", "0.00%", "101%", "100.01%", "-5%", "+5%", "1e1%", "12.345%", " 10%", "10 %", "１０%"]
)
def test_what_is_no_percent_is_refused(text):
    with refused(Code.INVALID_AMOUNT):
        parse_percent(text)


def test_percent_of_rounds_half_up():
    assert percent_of(45_000, 1_000) == 4_500
    assert percent_of(5, 1_000) == 1
    assert percent_of(4, 1_000) == 0
