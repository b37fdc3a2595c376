from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pos_desktop.loyalty.accrual import Step, accrue
from pos_desktop.loyalty.programme import DEFAULT_TIERS, EarnRate, Programme, Ratio, Tier

DEFAULT = Programme()
MEMBER, SILVER, GOLD, DIAMOND = DEFAULT_TIERS


@pytest.mark.parametrize(
    ("basis", "tier", "points"),
    [
        (247_000, GOLD, 37), (99_999, MEMBER, 9), (10_000, MEMBER, 1), (9_999, MEMBER, 0), (0, DIAMOND, 0),
        (294_000, MEMBER, 29), (196_000, MEMBER, 19), (8_333, SILVER, 0), (8_334, SILVER, 1), (5_000, DIAMOND, 1),
        (10_000, SILVER, 1), (50_000, SILVER, 6),
    ],
)  # fmt: skip
def test_points_of_the_page(basis, tier, points):
    assert accrue(DEFAULT, tier, [basis]).points == points


def test_points_are_rounded_once_for_the_whole_order():
    assert accrue(DEFAULT, MEMBER, [9_999, 9_999, 9_999]).points == 2
    assert accrue(DEFAULT, GOLD, [6_666] * 3).points == 2


def test_the_breakdown_says_why():
    assert accrue(DEFAULT, GOLD, [247_000]).breakdown == (Step("base", 24), Step("tier:Vàng", 13))
    assert accrue(DEFAULT, MEMBER, [247_000]).breakdown == (Step("base", 24),)
    assert accrue(DEFAULT, DIAMOND, [5_000]).breakdown == (Step("tier:Kim cương", 1),)


def test_the_split_follows_the_lines():
    assert accrue(DEFAULT, MEMBER, [100_000, 0, 100_000, 94_000]).by_line == (10, 0, 10, 9)


def test_nothing_earned_is_no_row():
    got = accrue(DEFAULT, GOLD, [0, 0])
    assert (got.points, got.breakdown, got.by_line, got.limited) == (0, (), (0, 0), False)
    assert accrue(DEFAULT, GOLD, []).by_line == ()


@pytest.mark.parametrize(("orders", "points"), [(0, 24), (4, 24), (5, 0), (9, 0)])
def test_the_sixth_order_of_a_day_earns_nothing_and_is_flagged(orders, points):
    got = accrue(DEFAULT, MEMBER, [247_000], earning_orders=orders)
    assert got.points == points
    assert got.limited is (points == 0)
    assert got.by_line == (points,)


def test_an_order_that_earns_nothing_anyway_is_not_flagged():
    assert not accrue(DEFAULT, MEMBER, [9_000], earning_orders=5).limited


def test_the_shops_own_people_earn_nothing():
    assert accrue(DEFAULT, GOLD, [247_000], earns=False).points == 0


def test_the_multiplier_has_an_end():
    modest = replace(DEFAULT, most_multiplier=1)
    got = accrue(modest, DIAMOND, [100_000])
    assert (got.points, got.multiplier) == (10, Ratio(1, 1))


def test_other_rates():
    generous = replace(DEFAULT, earn=EarnRate(3, 1_000))
    assert accrue(generous, MEMBER, [10_999]).points == 32


@given(
    st.lists(st.integers(0, 5_000_000), min_size=1, max_size=10), st.integers(1, 50), st.integers(1, 10),
    st.integers(1, 10), st.integers(100, 20_000),
)  # fmt: skip
def test_points_are_the_exact_floor_and_lie_on_lines_that_earn(amounts, num, den, points, per):
    ratio = Ratio(min(num, 5 * den), den)
    tier = Tier("t", "T", 0, ratio)
    got = accrue(Programme(tiers=(tier,), earn=EarnRate(points, per)), tier, amounts)

    exact_num, exact_den = sum(amounts) * points * ratio.num, per * ratio.den
    assert got.points * exact_den <= exact_num < (got.points + 1) * exact_den
    assert sum(got.by_line) == got.points == sum(step.points for step in got.breakdown)
    assert all(share == 0 for share, amount in zip(got.by_line, amounts, strict=True) if amount == 0)
    assert min(got.by_line) >= 0
